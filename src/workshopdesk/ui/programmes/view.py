"""Every programme with its funders."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.i18n import N_, ngettext, screen_language
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column


@dataclass(frozen=True, slots=True)
class Line:
    """One programme."""

    id: UUID
    code: str
    name: str
    other_name: str
    funders: str
    period: str


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return ProgrammesRoom(desk)


class ProgrammesRoom(ListRoom[Line]):
    """Codes, names, funders, periods."""

    topics = frozenset(("programmes", "events"))

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[Line]] = [
            Column("code", N_("Code"), lambda p: p.code, (130, 130), tone="quiet"),
            Column("name", N_("Name"), lambda p: p.name, (360, 360), weight=500, grow=4,
                   other_texts=lambda p: p.other_name),
            Column("funders", N_("Funders"), lambda p: p.funders, (200, 200), grow=1),
            Column("period", N_("Period"), lambda p: p.period, (220, 220)),
        ]  # fmt: skip
        super().__init__(desk, N_("Programmes"), columns, N_("There is no programme yet"))

    def load(self) -> None:
        """Read every programme."""
        english = screen_language() == "en"
        with self.desk.store.read() as reader:
            lines = [
                Line(
                    p.id, p.code, _name(p, english),
                    p.name_lo if english else p.name_en,
                    ", ".join(_name(funder, english) for funder in p.funders),
                    words.days(p.first_day, p.last_day) if p.first_day and p.last_day else "",
                )
                for p in reader.programmes()
            ]  # fmt: skip
        count = ngettext("%(n)d programme", "%(n)d programmes", len(lines))
        self.said.setText(count % {"n": len(lines)})
        self.show_lines(lines)


def _name(named: Programme | Funder, english: bool) -> str:
    return (named.name_en or named.name_lo) if english else named.name_lo or named.name_en
