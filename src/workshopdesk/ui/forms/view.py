"""The forms' page: choose a form, mark its cells, see what will change, save it filled in."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forms import FormKind, Place, refusal
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import forms
from workshopdesk.services.forms import NewVersion, Preview, Scope
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.forms import presenter
from workshopdesk.ui.forms.changed import ChangedPage
from workshopdesk.ui.forms.grid import FormGrid
from workshopdesk.ui.forms.panel import MarkPanel
from workshopdesk.ui.forms.presenter import ChangeLine
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Choice, Labelled
from workshopdesk.ui.widgets.frames import Card, Empty, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

MARKS, PREVIEW = "marks", "preview"
TOPIC = "forms"


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return FormsRoom(desk)


class FormsRoom(Room):
    """Funders' own forms."""

    topics = frozenset((TOPIC, "programmes", "events", "participants", "attendance"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = presenter.ScreenState((), None, (), (), ())
        self.preview = Preview((), (), 0)
        self.cell: Place | None = None
        self._wanted: UUID | None = None
        self._job: Handle | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        self.tools = self._build_tools()
        column.addWidget(self.tools)
        column.addWidget(self._build_pages(), 1)
        self._connect()

    def _build_head(self) -> QHBoxLayout:
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("Funders' forms"))
        self.back = Button(N_("Reports"), "chevron-left", "quiet")
        self.give = Button(N_("Give a form…"), "file-import")
        self.newer = Button(N_("New version…"), "refresh")
        self.remove = Button(N_("Remove"), "trash", "quiet")
        self.save = Button(N_("Save it filled in…"), "download", "filled")
        head = row(spacing=8)
        head.addWidget(title, 1)
        for button in (self.back, self.remove, self.newer, self.give, self.save):
            head.addWidget(button)
        return head

    def _build_tools(self) -> QWidget:
        self.form, self.programme = Choice(N_("Form")), Choice(N_("Programme"))
        self.period, self.sheet = Choice(N_("Period")), Choice(N_("Sheet"))
        self.shown = Segments(
            [(MARKS, N_("What goes where")), (PREVIEW, N_("What will change"))],
            N_("What is shown"),
        )
        self.shown.choose(MARKS)
        self.shown.setMinimumWidth(282)
        line = row(spacing=12)
        for caption, field, width in (
            (N_("Form"), self.form, 190), (N_("Programme"), self.programme, 180),
            (N_("Period"), self.period, 170), (N_("Sheet"), self.sheet, 124),
        ):  # fmt: skip
            field.setFixedWidth(width)
            line.addWidget(Labelled(caption, field))
        line.addStretch(1)
        column = QVBoxLayout()
        column.addSpacing(20)
        column.addWidget(self.shown)
        line.addLayout(column)
        tools = QWidget()
        tools.setLayout(line)
        return tools

    def _build_pages(self) -> QStackedWidget:
        self.grid, self.panel, self.changed = FormGrid(), MarkPanel(), ChangedPage()
        self.marking = QWidget()
        across = row(spacing=12)
        across.addWidget(self.grid, 1)
        across.addWidget(self.panel)
        self.marking.setLayout(across)
        self.said = Label(tone="quiet")
        columns: list[Column[ChangeLine]] = [
            Column("where", N_("Cell"), lambda c: c.where, (120, 120)),
            Column("what", N_("What goes there"), lambda c: c.what, (280, 280), grow=2),
            Column("old", N_("In the form"), lambda c: c.old, (180, 180), grow=1, tone="quiet"),
            Column("new", N_("Filled in"), lambda c: c.new, (220, 220), grow=2, weight=600),
        ]
        self.lines: TableModel[ChangeLine] = TableModel(columns, key=lambda c: c.key)
        self.table = Table(self.lines, N_("What will change"))
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table)
        self.looking = QWidget()
        column = QVBoxLayout(self.looking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(card, 1)
        first = Button(N_("Give a form…"), "file-import", "filled")
        first.clicked.connect(self.ask_for_form)
        self.empty = Empty(N_("No form has been given yet"), first)
        self.pages = QStackedWidget()
        for page in (self.marking, self.looking, self.changed, self.empty):
            self.pages.addWidget(page)
        return self.pages

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.desk.go("reports"))
        self.give.clicked.connect(self.ask_for_form)
        self.newer.clicked.connect(self.ask_for_version)
        self.remove.clicked.connect(self.remove_form)
        self.save.clicked.connect(self.ask_and_save)
        self.form.picked.connect(lambda key: self.open_form(UUID(key)))
        self.programme.picked.connect(self._set_programme)
        self.period.picked.connect(lambda _key: self._show_preview())
        self.sheet.picked.connect(lambda _name: self._show_sheet())
        self.shown.chosen.connect(self._show_page)
        self.grid.picked.connect(self._pick)
        self.panel.wanted.connect(self.mark)
        self.changed.accepted.connect(self._accept)
        self.changed.dropped.connect(lambda: self._show_page(MARKS))

    # Reading

    def load(self) -> None:
        """Read the forms and show the one that was open."""
        with self.desk.store.read() as reader:
            self.render_state(presenter.read(reader, self._wanted))

    def render_state(self, state: presenter.ScreenState) -> None:
        """Show the forms there are, and the open one."""
        self.state = state
        opened = state.opened
        for part in (self.tools, self.remove, self.newer, self.save, self.give):
            part.setVisible(opened is not None)
        if opened is None:
            self.pages.setCurrentWidget(self.empty)
            return
        self._wanted = opened.form.id
        self.form.set_choices(state.forms, str(opened.form.id))
        chosen = str(opened.form.programme_id or "")
        self.programme.set_choices([("", _("All")), *state.programmes], chosen)
        self.period.set_choices(state.periods, self.period.currentData() or "")
        sheets = [(s.name, presenter.sheet_name(s.name, opened.layout))
                  for s in opened.layout.sheets]  # fmt: skip
        self.sheet.set_choices(sheets, self.sheet.currentData() or "")
        self.panel.show_offers(state.offers)
        self._show_sheet()
        page, new = self.pages.currentWidget(), self.changed.new
        decided = new is None or new.form != opened.form
        if page is self.empty or (page is self.changed and decided):
            self.shown.choose(MARKS)
            self.tools.setEnabled(True)
            self.pages.setCurrentWidget(self.marking)
        self._show_preview()

    def open_form(self, form_id: UUID) -> None:
        """Show a form."""
        self._wanted, self.cell = form_id, None
        self.load()

    def reveal(self, focus: str) -> None:
        """A form by its key."""
        self.open_form(UUID(focus))

    def _show_sheet(self) -> None:
        opened = self.state.opened
        if opened is None:
            return
        sheet = opened.layout.sheet(self.sheet.currentData() or "")
        if sheet is None:
            return
        marks = [m for m in opened.form.marks if m.place.sheet == sheet.name]
        places = {(m.place.row, m.place.column) for m in marks}
        held = {at: presenter.here(marks, Place(sheet.name, *at)) for at in places}
        marked = {at: presenter.short(those, self.state.offers) for at, those in held.items()}
        told = {at: presenter.long(those, self.state.offers) for at, those in held.items()}
        doubtful = {
            (m.place.row, m.place.column)
            for m in marks
            if presenter.is_doubtful(m, self.state.offers)
        }
        lettered = opened.layout.kind is FormKind.EXCEL
        self.grid.show_sheet(sheet, marked, told, frozenset(doubtful), lettered=lettered)
        if self.cell is None or self.cell.sheet != sheet.name:
            first = min(places, default=(1, 1))
            self.grid.pick(*first)
        else:
            self._pick(self.cell.row, self.cell.column)

    def _show_page(self, page: str) -> None:
        self.shown.choose(page)
        self.tools.setEnabled(True)
        self.pages.setCurrentWidget(self.marking if page == MARKS else self.looking)
        self._show_preview()

    def _scope(self) -> Scope | None:
        period = self.period.currentData()
        opened = self.state.opened
        if not period or opened is None:
            return None
        with self.desk.store.read() as reader:
            codes = {p.id: p.code for p in reader.programmes()}
        return presenter.scope(period, codes.get(opened.form.programme_id or UUID(int=0)))

    def _show_preview(self) -> None:
        """Count away from the window's thread; a preview no longer wanted is dropped."""
        scope, opened = self._scope(), self.state.opened
        if self.pages.currentWidget() is not self.looking or scope is None or opened is None:
            return
        if self._job is not None:
            self._job.cancel()
        store, form_id = self.desk.store, opened.form.id
        self._job = self.desk.tasks.run(
            lambda _progress: forms.preview(store, form_id, scope),
            self._render_preview,
            self.desk.messages.error,
            _("Counting"),
        )

    def _render_preview(self, preview: Preview) -> None:
        opened = self.state.opened
        if opened is None:
            return
        self.preview = preview
        self.lines.set_rows(presenter.lines(preview.changes, opened.layout, self.state.offers))
        count = len(preview.changes)
        said = [ngettext("%(n)d cell is filled in", "%(n)d cells are filled in", count)
                % {"n": count}]  # fmt: skip
        if preview.added_rows:
            said.append(ngettext("%(n)d row is put in", "%(n)d rows are put in",
                                 preview.added_rows) % {"n": preview.added_rows})  # fmt: skip
        said += [f"{presenter.cell(d.mark.place, opened.layout)}: {d.why}" for d in preview.doubts]
        said += [_("%(text)s cannot be reached there") % {"text": text}
                 for text in opened.layout.unreachable]  # fmt: skip
        self.said.setText(" · ".join(said))

    # Marking

    def _pick(self, row: int, column: int) -> None:
        opened = self.state.opened
        sheet = self.sheet.currentData()
        if opened is None or not sheet:
            return
        self.cell = Place(sheet, row, column)
        marks = presenter.here(opened.form.marks, self.cell)
        self.panel.show_cell(
            presenter.cell(self.cell, opened.layout),
            presenter.labels(opened.layout, self.cell),
            marks,
            "" if marks else refusal(opened.layout, self.cell),
        )

    def mark(self, source: str) -> None:
        """Say what goes into the cell in hand; "" takes it back."""
        opened, cell, token = self.state.opened, self.cell, self.panel.token.currentData() or ""
        if opened is None or cell is None:
            return
        self.desk.write(
            lambda: forms.set_mark(
                self.desk.store, opened.form, opened.layout, cell, source, token=token
            ),
            TOPIC,
            said=_("Saved"),
        )
        self.grid.setFocus()

    def _set_programme(self, key: str) -> None:
        opened = self.state.opened
        if opened is not None:
            programme = UUID(key) if key else None
            self.desk.write(
                lambda: forms.change_form(self.desk.store, opened.form, programme_id=programme),
                TOPIC,
                said=_("Saved"),
            )

    # Files

    def ask_for_form(self) -> None:
        """Ask for an empty form."""
        if path := self._ask(_("Give a form")):
            self.give_form(path)

    def _ask(self, title: str) -> Path | None:
        kinds = "Excel, Word ({})".format(" ".join(f"*{s}" for s in forms.SUFFIXES))
        path, _filter = QFileDialog.getOpenFileName(self, title, "", kinds)
        return Path(path) if path else None

    def give_form(self, path: Path) -> None:
        """Keep a form and show it."""
        made = self.desk.write(lambda: forms.give_form(self.desk.store, path), said=_("Saved"))
        if made is not None:
            self._wanted, self.cell = made, None
            self.desk.announce(TOPIC)

    def ask_for_version(self) -> None:
        """Ask for a newer file of the form."""
        if path := self._ask(_("New version of the form")):
            self.compare(path)

    def compare(self, path: Path) -> None:
        """Lay a newer file over the form; marks in doubt are shown before anything is kept."""
        opened = self.state.opened
        if opened is None:
            return
        try:
            new = forms.compare_file(self.desk.store, opened.form.id, path)
        except UserError as error:
            self.desk.messages.error(error)
            return
        self.changed.show_version(new, self.state.offers)
        if new.same:
            self._accept()
            return
        self.tools.setEnabled(False)
        self.pages.setCurrentWidget(self.changed)

    def _accept(self) -> None:
        new: NewVersion | None = self.changed.new
        if new is not None:
            self.tools.setEnabled(True)
            self.desk.write(
                lambda: forms.accept(self.desk.store, new), TOPIC, said=_("New version taken")
            )

    def remove_form(self) -> None:
        """Remove the form; it can be taken back."""
        opened = self.state.opened
        if opened is not None:
            self._wanted = self.cell = None
            self.desk.write(
                lambda: forms.remove_form(self.desk.store, opened.form), TOPIC, said=_("Removed")
            )

    def ask_and_save(self) -> None:
        """Ask where, then save the form filled in."""
        opened, scope = self.state.opened, self._scope()
        if opened is None or scope is None:
            return
        suffix = Path(opened.form.file_name).suffix.lower()
        suggested = f"{opened.form.name} {scope.first_day}..{scope.last_day}{suffix}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save"), suggested, f"(*{suffix})")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Save the form filled in for the period chosen."""
        opened, scope, store = self.state.opened, self._scope(), self.desk.store
        if opened is None or scope is None:
            return
        form_id = opened.form.id

        def job(progress: Progress) -> Path:
            return forms.refill(store, form_id, scope, path, progress=progress)

        def done(written: Path) -> None:
            self.desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Filling in the form"))

    def add(self) -> None:
        """Ctrl+N: give a form."""
        self.ask_for_form()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A form may be dropped here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is kept."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.give_form(path)


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
    return next((p for p in paths if p.suffix.lower() in forms.SUFFIXES), None)
