"""A field of several names, each completed from those who are registered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

_LAST = re.compile(r"^(.*[,;·]\s*)?(.*)$", re.DOTALL)


class _LastName(QCompleter):
    """Completes what stands after the last comma."""

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        found = _LAST.match(path)
        return [found[2].strip() if found else path]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The field's text once a name was taken."""
        widget = self.widget()
        text = widget.text() if isinstance(widget, QLineEdit) else ""
        found = _LAST.match(text)
        before = found[1] or "" if found else ""
        return f"{before}{index.data()}"


def suggest_names(field: QLineEdit, names: Sequence[str]) -> None:
    """Offer names while typing into a field of several."""
    completer = field.completer()
    if not isinstance(completer, _LastName):
        completer = _LastName(field)
        completer.setModel(QStringListModel(completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("completer")
        field.setCompleter(completer)
    model = completer.model()
    if isinstance(model, QStringListModel) and model.stringList() != list(names):
        model.setStringList(list(names))
