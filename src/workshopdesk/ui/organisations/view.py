"""Every organisation known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao.text import search_key
from workshopdesk.services import organisations
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.merging import MergeDialog
from workshopdesk.ui.organisations.importing import OrganisationsDialog
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.table import tick_column

STEP = "\u2003\u2003"  # how far a part is set in, in the tree
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
    parent: str
    province: str
    seen: Organisation
    depth: int = 0


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return OrganisationsRoom(desk)


class OrganisationsRoom(ListRoom[Line]):
    """Names, types and levels."""

    topics = frozenset(("organisations", "participants"))

    def __init__(self, desk: Desk) -> None:
        self._types: tuple[str, ...] = ()
        self._by_name: dict[str, UUID] = {}
        self._view = "list"
        self._provinces: tuple[str, ...] = ()
        columns: list[Column[Line]] = [
            tick_column(),
            Column("name", N_("Name"), lambda o: f"{STEP * o.depth}{o.name}", (280, 280),
                   weight=500, grow=3, other_texts=lambda o: o.other_name, edit=self._edit_name),
            Column("abbreviation", N_("Abbreviation"), lambda o: o.abbreviation, (100, 110),
                   edit=lambda o, text: self.change(o, abbreviation=text)),
            Column("type", N_("Type"), lambda o: o.type, (220, 220), grow=2,
                   edit=lambda o, text: self.change(o, type=text),
                   suggestions=lambda: self._types),
            Column("level", N_("Level"), lambda o: o.level, (100, 100), edit=self._edit_level,
                   suggestions=lambda: [_(words) for words in _LEVELS.values()]),
            Column("parent", N_("Part of"), lambda o: o.parent, (170, 170), grow=1,
                   edit=self._edit_parent, suggestions=lambda: list(self._by_name)),
            Column("province", N_("Province"), lambda o: o.province, (160, 160), grow=1,
                   edit=lambda o, text: self.change(o, province=text),
                   suggestions=lambda: self._provinces),
        ]  # fmt: skip
        super().__init__(desk, N_("Organisations"), columns, N_("No organisation is known yet"))
        self.views = Segments([("list", N_("List")), ("tree", N_("Tree"))], N_("View"))
        self.views.choose("list")
        self.views.chosen.connect(self._choose_view)
        self.new = Field(N_("Add an organisation"), N_("Add an organisation"), "plus")
        self.new.setFixedWidth(240)
        self.new.returnPressed.connect(self._create)
        self.import_button = Button(N_("Import"), "file-import")
        self.import_button.clicked.connect(self.choose_file)
        self.merge = Button(icon="users-group", kind="outline")
        self.merge.clicked.connect(self.merge_chosen)
        self.merge.hide()
        for part in (self.merge, self.views, self.new, self.import_button):
            self.buttons.addWidget(part)
        self.table.chosen.connect(self._show_chosen)

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
            found = reader.organisations()
        names = {o.id: _name(o, english) for o in found}
        self._by_name = {name: key for key, name in names.items()}
        lines = []
        for o, depth in in_tree(found) if self._view == "tree" else ((o, 0) for o in found):
            province = places.get(o.province or "")
            where = "" if province is None else province.name_en if english else province.name_lo
            lines.append(
                Line(
                    o.id, names[o.id], o.name_lo if english else o.name_en, o.abbreviation,
                    types.get(o.type or "", ""), _(_LEVELS[o.level]) if o.level else "",
                    names.get(o.parent_id, "") if o.parent_id else "", where, o, depth,
                )
            )  # fmt: skip
        count = ngettext("%(n)d organisation", "%(n)d organisations", len(lines))
        self.said.setText(count % {"n": len(lines)})
        self.show_lines(lines)

    def change(self, line: Line, **fields: object) -> None:
        """A cell was edited: it is kept at once."""
        self.desk.write(
            lambda: organisations.change_organisation(self.desk.store, line.seen, **fields),
            "organisations",
            "participants",
            said=_("Saved"),
        )

    def _edit_name(self, line: Line, text: str) -> None:
        """The name in the language of the screen."""
        self.change(line, **{f"name_{screen_language()}": text.strip()})

    def _edit_level(self, line: Line, text: str) -> None:
        key = search_key(text)
        found = {search_key(_(words)): level for level, words in _LEVELS.items()}
        if text and key not in found:
            self._refuse(_("“%(text)s” is no level") % {"text": text})
        else:
            self.change(line, level=found.get(key))

    def _edit_parent(self, line: Line, text: str) -> None:
        keys = {search_key(name): key for name, key in self._by_name.items()}
        if text and search_key(text) not in keys:
            self._refuse(_("There is no organisation “%(text)s”") % {"text": text})
        else:
            self.change(line, parent_id=keys.get(search_key(text)) if text else None)

    def _refuse(self, title: str) -> None:
        self.desk.messages.error(UserError(title, _("Choose one of the list.")))

    def _choose_view(self, view: str) -> None:
        self._view = view
        self.table.sort_by(-1, Qt.SortOrder.AscendingOrder)
        self.load()

    def _create(self) -> None:
        """An organisation is made known by its name."""
        made = self.desk.write(
            lambda: organisations.create_organisation(self.desk.store, self.new.text()),
            "organisations",
            said=_("Saved"),
        )
        if made is not None:
            self.new.clear()

    # Several at once

    def _show_chosen(self) -> None:
        chosen = len(self.table.selected_rows())
        self.merge.setVisible(chosen > 1)
        self.merge.set_words(_("Merge %(n)d into one") % {"n": chosen})

    def merge_chosen(self) -> None:
        """Ask which name stays, then make those chosen one."""
        lines: list[Line] = self.table.selected_rows()
        self.choosing = MergeDialog([(line.id, line.name) for line in lines], self)
        self.choosing.wanted.connect(self._merge)
        self.choosing.open()

    def _merge(self, kept: UUID, gone: list[UUID]) -> None:
        self.table.clearSelection()
        self.desk.write(
            lambda: organisations.merge_organisations(self.desk.store, kept, gone),
            "organisations",
            "participants",
            "people",
            "events",
            said=_("Merged"),
        )

    def choose_file(self) -> None:
        """Ask for a list of organisations."""
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Import organisations"), "", _("Lists") + " (*.xlsx *.xls *.ods *.csv *.tsv)"
        )
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Show what a list would make known."""
        self.dialog = OrganisationsDialog(self.desk, path, self)
        self.dialog.open()
        self.dialog.read()

    def add(self) -> None:
        """Ctrl+N: the caret into the field for a new one."""
        self.new.setFocus()


def _name(organisation: Organisation, english: bool) -> str:
    lao, latin = organisation.name_lo, organisation.name_en
    return (latin or lao) if english else (lao or latin)


def in_tree(found: Sequence[Organisation]) -> Iterator[tuple[Organisation, int]]:
    """Each organisation after the one it is part of, with how deep it lies."""
    known = {o.id for o in found}
    below: dict[UUID | None, list[Organisation]] = {}
    for o in found:
        below.setdefault(o.parent_id if o.parent_id in known else None, []).append(o)

    def walk(above: UUID | None, depth: int) -> Iterator[tuple[Organisation, int]]:
        for o in below.get(above, ()):
            yield o, depth
            yield from walk(o.id, depth + 1)

    yield from walk(None, 0)
