"""Every organisation known."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import organisations
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column

_LEVELS = {
    OrganisationLevel.CENTRAL: N_("Central"),
    OrganisationLevel.PROVINCE: N_("Province"),
    OrganisationLevel.DISTRICT: N_("District"),
    OrganisationLevel.VILLAGE: N_("Village"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation."""

    id: UUID
    name: str
    other_name: str
    abbreviation: str
    type: str
    level: str
    province: str
    seen: Organisation


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return OrganisationsRoom(desk)


class OrganisationsRoom(ListRoom[Line]):
    """Names, types and levels."""

    topics = frozenset(("organisations", "participants"))

    def __init__(self, desk: Desk) -> None:
        self._types: tuple[str, ...] = ()
        self._provinces: tuple[str, ...] = ()
        columns: list[Column[Line]] = [
            Column("name", N_("Name"), lambda o: o.name, (280, 280), weight=500, grow=3,
                   other_texts=lambda o: o.other_name, edit=self._edit_name),
            Column("abbreviation", N_("Abbreviation"), lambda o: o.abbreviation, (100, 110),
                   edit=lambda o, text: self.change(o, abbreviation=text)),
            Column("type", N_("Type"), lambda o: o.type, (220, 220), grow=2,
                   edit=lambda o, text: self.change(o, type=text),
                   suggestions=lambda: self._types),
            Column("level", N_("Level"), lambda o: o.level, (100, 100)),
            Column("province", N_("Province"), lambda o: o.province, (160, 160), grow=1,
                   edit=lambda o, text: self.change(o, province=text),
                   suggestions=lambda: self._provinces),
        ]  # fmt: skip
        super().__init__(desk, N_("Organisations"), columns, N_("No organisation is known yet"))

    def load(self) -> None:
        """Read every organisation."""
        english = screen_language() == "en"
        with self.desk.store.read() as reader:
            types = {
                t.code: t.name_en if english else t.name_lo for t in reader.organisation_types()
            }
            places = reader.gazetteer().province_by_code
            self._types = tuple(types.values())
            self._provinces = tuple(p.name_en if english else p.name_lo for p in places.values())
            lines = []
            for o in reader.organisations():
                province = places.get(o.province or "")
                where = (
                    "" if province is None else province.name_en if english else province.name_lo
                )
                lines.append(
                    Line(
                        o.id, (o.name_en or o.name_lo) if english else (o.name_lo or o.name_en),
                        o.name_lo if english else o.name_en, o.abbreviation,
                        types.get(o.type or "", ""), _(_LEVELS[o.level]) if o.level else "", where,
                        o,
                    )
                )  # fmt: skip
        count = ngettext("%(n)d organisation", "%(n)d organisations", len(lines))
        self.said.setText(count % {"n": len(lines)})
        self.show_lines(lines)

    def change(self, line: Line, **fields: str) -> None:
        """A cell was edited: it is kept at once."""
        self.desk.write(
            lambda: organisations.change_organisation(self.desk.store, line.seen, **fields),
            "organisations",
            "participants",
            said=_("Saved"),
        )

    def _edit_name(self, line: Line, text: str) -> None:
        """The name in the language of the screen."""
        self.change(line, **{f"name_{screen_language()}": text})
