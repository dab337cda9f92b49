"""Funders and the sentence each wants on every paper, edited in the cells; more are added below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import search_key
from workshopdesk.services import pictures, programmes
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.merging import MergeDialog
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

TOPICS = ("programmes", "events")
_COLUMNS = (
    ("name_lo", N_("Funder in Lao"), 130, 1), ("name_en", N_("Funder in English"), 140, 1),
    ("abbreviation", N_("Abbreviation"), 96, 0),
    ("visibility_lo", N_("Sentence on papers in Lao"), 190, 3),
    ("visibility_en", N_("Sentence on papers in English"), 190, 3),
    ("currency", N_("Currency"), 76, 0),
)  # fmt: skip
_LANGUAGES = {"lo": N_("Lao"), "en": N_("English")}


class FundersCard(Card):
    """Every funder of the programmes shown, once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12, spacing=8)
        self._desk = desk
        self._programmes: dict[UUID, Programme] = {}
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Funders"))
        self.programme = Choice(N_("Programme of the new funder"))
        self.new = Field(N_("Add a funder"), N_("Add a funder"), "plus")
        self.new.setFixedWidth(240)
        self.new.returnPressed.connect(self._add)
        self.logo = Button(N_("Logo…"), "camera", small=True)
        self.logo.clicked.connect(self._choose_logo)
        self.merge = Button(icon="users-group", kind="outline", small=True)
        self.merge.clicked.connect(self.merge_chosen)
        self.column.addLayout(row(title, None, self.merge, self.logo, self.programme, self.new))
        language: Column[Funder] = Column(
            "report_language", N_("Report in"), lambda f: _(_LANGUAGES[f.report_language]),
            (86, 86), edit=self._edit_language,
            suggestions=lambda: [_(words) for words in _LANGUAGES.values()],
        )  # fmt: skip
        shown: Column[Funder] = Column(
            "logo", N_("Logo"), lambda f: _("Yes") if f.logo else "", (56, 56), filtered=False
        )
        self.model: TableModel[Funder] = TableModel(
            [tick_column(), *(self._cell(*column) for column in _COLUMNS), language, shown],
            key=lambda funder: funder.id,
        )
        self.table = Table(self.model, N_("Funders"))
        self.table.setFixedHeight(164)
        self.column.addWidget(self.table)
        self.table.chosen.connect(self._show_chosen)
        self.setAcceptDrops(True)
        self._show_chosen()

    def _cell(self, key: str, title: str, width: int, grow: int) -> Column[Funder]:
        return Column(
            key, title, lambda funder: getattr(funder, key), (width, width), grow=grow,
            edit=lambda funder, text: self.change(funder, key, text),
        )  # fmt: skip

    def show_programmes(self, shown: Sequence[Programme]) -> None:
        """Show the funders of these programmes."""
        self._programmes = {programme.id: programme for programme in shown}
        funders = {funder.id: funder for programme in shown for funder in programme.funders}
        self.model.set_rows(list(funders.values()))
        choices = [(str(programme.id), programme.code) for programme in shown]
        self.programme.set_choices(choices, self.programme.currentData() or "")
        self.setVisible(bool(shown))

    def change(self, funder: Funder, key: str, text: str) -> None:
        """A cell was edited: it is kept at once."""
        self._desk.write(
            lambda: programmes.change_funder(self._desk.store, funder, **{key: text}),
            *TOPICS,
            said=_("Saved"),
        )

    def _add(self) -> None:
        programme = self._programmes.get(UUID(self.programme.currentData()))
        if programme is None:
            return
        added = self._desk.write(
            lambda: programmes.add_funder(self._desk.store, programme, self.new.text()),
            *TOPICS,
            said=_("Saved"),
        )
        if added is not None:
            self.new.clear()

    def _edit_language(self, funder: Funder, text: str) -> None:
        """The language of reports, by its name in either language."""
        key = search_key(text)
        words = {search_key(word): code for code, word in _LANGUAGES.items()}
        words |= {search_key(_(word)): code for code, word in _LANGUAGES.items()}
        self.change(funder, "report_language", words.get(key, text))

    # Logos and merging

    def _show_chosen(self) -> None:
        chosen = len(self.table.selected_rows())
        self.logo.setVisible(chosen == 1)
        self.merge.setVisible(chosen > 1)
        self.merge.set_words(_("Merge %(n)d into one") % {"n": chosen})

    def _choose_logo(self) -> None:
        suffixes = " ".join(f"*{suffix}" for suffix in pictures.SUFFIXES)
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a logo"), "", _("Pictures") + f" ({suffixes})"
        )
        funders: list[Funder] = self.table.selected_rows()
        if path and funders:
            self.set_logo(funders[0], Path(path))

    def set_logo(self, funder: Funder, path: Path) -> None:
        """Give a funder its logo, made anew."""
        self._desk.write(
            lambda: programmes.set_logo(self._desk.store, funder, path), *TOPICS, said=_("Saved")
        )

    def merge_chosen(self) -> None:
        """Ask which one stays, then make those chosen one."""
        funders: list[Funder] = self.table.selected_rows()
        names = [(f.id, f.name_lo or f.name_en) for f in funders]
        self.choosing = MergeDialog(names, self)
        self.choosing.wanted.connect(self._merge)
        self.choosing.open()

    def _merge(self, kept: UUID, gone: list[UUID]) -> None:
        self.table.clearSelection()
        self._desk.write(
            lambda: programmes.merge_funders(self._desk.store, kept, gone),
            *TOPICS,
            said=_("Merged"),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture may be dropped onto a funder's line."""
        if dropped_picture(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The funder whose line it was dropped on gets the logo."""
        path = dropped_picture(event)
        place = self.table.viewport().mapFrom(self, event.position().toPoint())
        index = self.table.indexAt(place)
        if path is not None and index.isValid():
            event.acceptProposedAction()
            self.set_logo(self.model.row_at(index.row()), path)


def dropped_picture(event: QDropEvent) -> Path | None:
    """The picture's file among what was dropped, if there is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in pictures.SUFFIXES), None)
