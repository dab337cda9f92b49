"""A field for a measure: typed with a point or a comma, or stepped by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from workshopdesk.ui.widgets.fields import Saved


class NumberField(Saved):
    """Tells a number within its bounds; what is no number is put back."""

    measured = Signal(float)

    def __init__(self, name: str, low: float, high: float, step: float = 1.0) -> None:
        super().__init__(name)
        self._low, self._high, self._step = low, high, step
        self._value = 0.0
        self.saved.connect(self._read)

    def show_number(self, value: float) -> None:
        """Show a measure."""
        self._value = value
        self.show_value(f"{value:g}" if value == round(value) else f"{value:.2f}".rstrip("0"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down by a step."""
        steps = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._tell_number(self._value + by)

    def _read(self, text: str) -> None:
        try:
            self._tell_number(float(text.strip().replace(",", ".")))
        except ValueError:
            self._again()

    def _tell_number(self, value: float) -> None:
        within = min(max(value, self._low), self._high)
        if within != within or within == self._value:  # "nan" is a float too
            self._again()
        else:
            self.measured.emit(within)

    def _again(self) -> None:
        self._stored = self.text()
        self.show_number(self._value)
