"""Every programme with its funders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.funding import Programme
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao import dates
from workshopdesk.services import pictures, programmes
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.programmes.funders import FundersCard
from workshopdesk.ui.programmes.indicators import IndicatorsCard
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import row

TOPICS = ("programmes", "events")
FUNDERS, INDICATORS = "funders", "indicators"


@dataclass(frozen=True, slots=True)
class Line:
    """One programme."""

    id: UUID
    code: str
    name: str
    other_name: str
    first_day: str
    last_day: str
    seen: Programme


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return ProgrammesRoom(desk)


class ProgrammesRoom(ListRoom[Line]):
    """Codes, names, funders, periods."""

    topics = frozenset(TOPICS)

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[Line]] = [
            Column("code", N_("Code"), lambda p: p.code, (130, 130), tone="quiet",
                   edit=lambda p, text: self.change(p, code=text)),
            Column("name", N_("Name"), lambda p: p.name, (360, 360), weight=500, grow=4,
                   other_texts=lambda p: p.other_name, edit=self._edit_name),
            Column("first_day", N_("First day"), lambda p: p.first_day, (150, 160),
                   sort=lambda p: str(p.seen.first_day or ""),
                   edit=lambda p, text: self._edit_day(p, "first_day", text)),
            Column("last_day", N_("Last day"), lambda p: p.last_day, (150, 160),
                   sort=lambda p: str(p.seen.last_day or ""),
                   edit=lambda p, text: self._edit_day(p, "last_day", text)),
            Column("logo", N_("Logo"), lambda p: _("Yes") if p.seen.logo else "", (64, 64)),
        ]  # fmt: skip
        super().__init__(desk, N_("Programmes"), columns, N_("There is no programme yet"))
        self.new = Field(N_("Add a programme"), N_("Add a programme"), "plus")
        self.new.setFixedWidth(280)
        self.new.returnPressed.connect(self._create)
        self.logo = Button(N_("Logo…"), "camera")
        self.logo.clicked.connect(self._choose_logo)
        self.table.chosen.connect(
            lambda: self.logo.setVisible(len(self.table.selected_rows()) == 1)
        )
        self.logo.hide()
        self.buttons.addWidget(self.logo)
        self.buttons.addWidget(self.new)
        self.funders, self.indicators = FundersCard(desk), IndicatorsCard(desk)
        self.parts = Segments(
            [(FUNDERS, N_("Funders")), (INDICATORS, N_("Indicators"))], N_("What is shown")
        )
        self.parts.chosen.connect(self.show_part)
        self.cards = QStackedWidget()
        for card in (self.funders, self.indicators):
            self.cards.addWidget(card)
        self.show_part(FUNDERS)
        self.table.chosen.connect(self._show_indicators)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addSpacing(8)
            layout.addLayout(row(self.parts, None))
            layout.addSpacing(8)
            layout.addWidget(self.cards)

    def reveal(self, focus: str) -> None:
        """The funders or the indicators."""
        self.show_part(focus)

    def show_part(self, key: str) -> None:
        """Show the funders of all programmes, or the indicators of one."""
        self.parts.choose(key)
        self.cards.setCurrentWidget(self.indicators if key == INDICATORS else self.funders)

    def _show_indicators(self) -> None:
        """Those of the programme chosen in the list."""
        lines: list[Line] = self.table.selected_rows()
        if len(lines) == 1 and lines[0].id != getattr(self.indicators.shown, "id", None):
            self.indicators.show_programme(lines[0].id)

    def load(self) -> None:
        """Read every programme."""
        english = screen_language() == "en"
        with self.desk.store.read() as reader:
            lines = [
                Line(
                    p.id, p.code, _name(p, english),
                    p.name_lo if english else p.name_en,
                    words.day(p.first_day) if p.first_day else "",
                    words.day(p.last_day) if p.last_day else "",
                    p,
                )
                for p in reader.programmes()
            ]  # fmt: skip
        count = ngettext("%(n)d programme", "%(n)d programmes", len(lines))
        self.said.setText(count % {"n": len(lines)})
        self.show_lines(lines)
        self.funders.show_programmes([line.seen for line in lines])
        self.indicators.show_programmes([line.seen for line in lines])
        self.cards.setVisible(bool(lines))
        self.parts.setVisible(bool(lines))

    def change(self, line: Line, **fields: object) -> None:
        """A cell was edited: it is kept at once."""
        self.desk.write(
            lambda: programmes.change_programme(self.desk.store, line.seen, **fields),
            *TOPICS,
            said=_("Saved"),
        )

    def _edit_name(self, line: Line, text: str) -> None:
        """The name in the language of the screen."""
        self.change(line, **{f"name_{screen_language()}": text})

    def _edit_day(self, line: Line, key: str, text: str) -> None:
        day = dates.parse_date(text) if text else None
        if text and day is None:
            refusal = UserError(
                _("%(text)s is not a date") % {"text": text}, _("Write it as 15/9/2025.")
            )
            self.desk.messages.error(refusal)
            return
        self.change(line, **{key: day})

    def _choose_logo(self) -> None:
        suffixes = " ".join(f"*{suffix}" for suffix in pictures.SUFFIXES)
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a logo"), "", _("Pictures") + f" ({suffixes})"
        )
        lines: list[Line] = self.table.selected_rows()
        if path and lines:
            self.set_logo(lines[0], Path(path))

    def set_logo(self, line: Line, path: Path) -> None:
        """Give a programme its logo, made anew."""
        self.desk.write(
            lambda: programmes.set_logo(self.desk.store, line.seen, path), *TOPICS, said=_("Saved")
        )

    def _create(self) -> None:
        """A programme is made by its name, which is its code until it is given another."""
        name = self.new.text().strip()
        lao = any("\u0e80" <= c <= "\u0eff" for c in name)
        made = self.desk.write(
            lambda: programmes.create_programme(
                self.desk.store, code=name, name_lo=name if lao else "",
                name_en="" if lao else name,
            ),
            *TOPICS,
            said=_("Saved"),
        )  # fmt: skip
        if made is not None:
            self.new.clear()


def _name(named: Programme, english: bool) -> str:
    return (named.name_en or named.name_lo) if english else named.name_lo or named.name_en
