"""What a table remembers between two sittings: columns hidden, and the column it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt

from workshopdesk.ui.widgets.table import Table


class TableMemory:
    """Brings a table back to how it was left; ``keep`` is called when that changes."""

    def __init__(self, memory: QSettings | None, name: str, table: Table) -> None:
        self._memory, self._name, self._table = memory, name, table
        self._recall()
        table.sorted_anew.connect(self.keep)

    def keep(self) -> None:
        """Write down how the table stands."""
        if self._memory is None:
            return
        columns = self._table.table_model.columns
        hidden = [c.key for n, c in enumerate(columns) if self._table.isColumnHidden(n)]
        at = self._table.sorted_by
        order = "" if at < 0 else f"{columns[at].key}{'-' if self._table.descending else '+'}"
        self._memory.setValue(f"tables/{self._name}", f"{order};{','.join(hidden)}")

    def _recall(self) -> None:
        kept = "" if self._memory is None else str(self._memory.value(f"tables/{self._name}", ""))
        order, _semicolon, hidden = kept.partition(";")
        keys = {c.key: n for n, c in enumerate(self._table.table_model.columns)}
        for key in hidden.split(","):
            if key in keys:
                self._table.setColumnHidden(keys[key], True)
        if order[:-1] in keys:
            way = Qt.SortOrder.DescendingOrder if order[-1] == "-" else Qt.SortOrder.AscendingOrder
            self._table.sort_by(keys[order[:-1]], way)
