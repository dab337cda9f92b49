"""Everybody who was ever on a list."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.people.card import PersonCard
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.buttons import Button

MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One person."""

    id: UUID
    name: str
    sex: str
    position: str
    unit: str
    phone: str


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return PeopleRoom(desk)


class PeopleRoom(ListRoom[Line]):
    """Searched in the database, so that 100,000 people are no slower than 100."""

    topics = frozenset(("people", "participants"))

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[Line]] = [
            Column("name", N_("Name and surname"), lambda p: p.name, (150, 220), grow=2,
                   weight=500),
            Column("sex", N_("Sex"), lambda p: p.sex, (60, 70)),
            Column("position", N_("Position"), lambda p: p.position, (130, 240), grow=2),
            Column("unit", N_("Unit / organisation"), lambda p: p.unit, (130, 220), grow=2),
            Column("phone", N_("Phone"), lambda p: p.phone, (124, 130), right=True),
        ]  # fmt: skip
        super().__init__(desk, N_("People"), columns, N_("Nobody is known yet"))
        self.card = PersonCard(desk)
        self.beside(self.card)
        self.table.chosen.connect(self._show_chosen)
        self.duplicates = Button(N_("People entered twice"), "users")
        self.duplicates.clicked.connect(lambda: desk.go("duplicates"))
        self.buttons.addWidget(self.duplicates)

    def searched(self, text: str) -> None:
        """Ask the database."""
        self.load()

    def load(self) -> None:
        """Read the people whose names hold what is typed."""
        english = screen_language() == "en"
        with self.desk.store.read() as reader:
            people = reader.people(self.search.text(), limit=MOST)
            phones = reader.phones(person.id for person in people)
            units = {
                o.id: (o.name_en or o.name_lo) if english else o.name_lo
                for o in reader.organisations()
            }
        lines = []
        for person in people:
            latin = f"{person.given_name_latin} {person.surname_latin}".strip()
            unit = units.get(person.organisation_id, "") if person.organisation_id else ""
            lines.append(
                Line(
                    person.id, latin if english and latin else person.name, words.sex(person.sex),
                    person.position, unit, words.phone(next(iter(phones.get(person.id, ())), "")),
                )
            )  # fmt: skip
        counted = words.count_people(person.sex for person in people)
        if len(people) == MOST:
            counted = _("The first %(people)s") % {"people": counted}
        self.said.setText(counted)
        self.show_lines(lines)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen: list[Line] = self.table.selected_rows()
        self.card.show_person(chosen[0].id if chosen else None)

    def reveal(self, focus: str) -> None:
        """A person. Of namesakes the one meant is chosen."""
        with self.desk.store.read() as reader:
            person = reader.person(UUID(focus))
        latin = f"{person.given_name_latin} {person.surname_latin}".strip()
        self.search.setText(person.name or latin)
        rows = range(self.model.rowCount())
        places = (n for n in rows if self.model.row_at(n).id == person.id)
        self.table.selectRow(next(places, 0))
