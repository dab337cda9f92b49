"""Under a payment list: each sum, the total in figures and words, and why a line is what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.ui.payments.presenter import Totals
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Label, Paragraph


class TotalsBar(QWidget):
    """Shows ``Totals``, and the rates behind the line in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.people, self.sums = Label(weight=600), Label(tone="quiet")
        self.total = Label(role="section", weight=600)
        self.in_words = Label()
        self.why = Paragraph(role="caption", tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(2)
        across = row(self.people, spacing=16)
        across.addWidget(self.sums, 1)
        across.addWidget(self.total)
        column.addWidget(self.why)
        column.addLayout(across)
        column.addWidget(self.in_words)

    def show_totals(self, totals: Totals) -> None:
        """Show what a list comes to."""
        self.people.setText(totals.people)
        self.sums.setText(" · ".join(f"{name} {amount}" for name, amount in totals.sums))
        self.total.setText(totals.total)
        self.in_words.setText(totals.in_words)

    def show_why(self, name: str, told: Sequence[str]) -> None:
        """Show which rates made a line."""
        self.why.setVisible(bool(told))
        self.why.set_text(f"{name} – " + "\n".join(told) if told else "")
