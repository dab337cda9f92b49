"""What all groups report, compiled for the plenary: read aloud, projected, or copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui.groups.presenter import Column
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, clear, row
from workshopdesk.ui.widgets.text import Label, Paragraph


def compiled(columns: tuple[Column, ...]) -> str:
    """The report of all groups as text: each group's task and findings, then what they all
    recommend, each line once, with the groups that said it."""
    lines: list[str] = []
    for column in columns:
        found = [f.text for f in column.work.findings if not f.recommendation]
        lines += [f"{column.name}: {column.question}" if column.question else column.name]
        lines += [f"• {text}" for text in found] or [f"• {_('Nothing reported yet')}"]
        lines.append("")
    lines.append(_("Recommendations"))
    lines += [f"• {text} ({groups})" for text, groups in recommended(columns)]
    return "\n".join(lines).strip()


def recommended(columns: tuple[Column, ...]) -> list[tuple[str, str]]:
    """Every recommendation once, and the groups that made it."""
    by_text: dict[str, list[str]] = {}
    for column in columns:
        for finding in column.work.findings:
            if finding.recommendation:
                by_text.setdefault(finding.text, []).append(column.name)
    return [(text, ", ".join(names)) for text, names in by_text.items()]


class Plenary(QWidget):
    """The compiled report; nothing is typed here."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.copy = Button(N_("Copy as text"), "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        column.addLayout(row(self.copy, None))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column.addLayout(self._cards)
        column.addStretch(1)

    def show_groups(self, columns: tuple[Column, ...]) -> None:
        """Show what these groups reported."""
        self._text = compiled(columns) if columns else ""
        clear(self._cards)
        for column in columns:
            lines = [f.text for f in column.work.findings if not f.recommendation]
            self._add(column.name, column.question, lines or [_("Nothing reported yet")])
        advised = [f"{text} ({groups})" for text, groups in recommended(columns)]
        if advised:
            self._add(_("Recommendations"), "", advised)

    def _add(self, title: str, under: str, lines: list[str]) -> None:
        card = Card(spacing=4)
        card.column.addWidget(Label(title, role="section", weight=600))
        if under:
            card.column.addWidget(Paragraph(under, tone="quiet"))
        for line in lines:
            card.column.addWidget(Paragraph(f"•  {line}"))
        self._cards.addWidget(card)
