"""The page where somebody builds a table: what is asked at the left, table and chart at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.counting import Count, Dimension, Unit
from workshopdesk.domain.indicators import Breakdown, Definition
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services import saved_reports
from workshopdesk.services.cross_table import Query
from workshopdesk.services.papers.built_report import write_built
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, Terms
from workshopdesk.services.period import Scope
from workshopdesk.services.saved_reports import SavedReport
from workshopdesk.ui.count_form import CountForm
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.reports import building, shown
from workshopdesk.ui.reports.numbers import NumberTable, number_column, words_column
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, MenuButton
from workshopdesk.ui.widgets.chart import ChartView
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled
from workshopdesk.ui.widgets.frames import Card, hairline, row, scroll
from workshopdesk.ui.widgets.text import Paragraph

NONE = ""


class BuilderPage(QWidget):
    """``asked`` tells which number is to be opened, ``wanted`` the scope of a saved report."""

    asked = Signal(object)  # Opens
    wanted = Signal(object)  # Scope

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Handle | None = None
        self._saved: tuple[SavedReport, ...] = ()
        self.scope: Scope | None = None
        self.state: building.State | None = None
        across = row(spacing=12)
        across.addWidget(self._build_form())
        across.addWidget(self._build_table(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(across, 1)

    def _build_form(self) -> QWidget:
        self.saved = Choice(N_("Saved report"))
        self.rows, self.columns = Choice(N_("Rows")), Choice(N_("Columns"))
        self.form = CountForm()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for caption, field in (
            (N_("Saved report"), self.saved), (N_("Rows"), self.rows),
            (N_("Columns"), self.columns),
        ):  # fmt: skip
            column.addWidget(Labelled(caption, field))
        column.addWidget(self.form)
        column.addStretch(1)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(scroll(inside, N_("What is asked")))
        card.setFixedWidth(300)
        self.form.show_definition(Definition(Count(Unit.PERSON)))
        self.saved.picked.connect(self._open_saved)
        for choice in (self.rows, self.columns):
            choice.picked.connect(lambda _key: self._count())
        self.form.changed.connect(self._count)
        return card

    def _build_table(self) -> QWidget:
        self.name = Field(N_("Name of the report"), N_("Name of the report"))
        self.name.setFixedWidth(220)
        self.name.returnPressed.connect(self.save)
        self.keep = Button(N_("Save"), "device-floppy")
        self.keep.clicked.connect(self.save)
        self.remove = Button(N_("Remove"), "trash", "quiet")
        self.remove.clicked.connect(self.forget)
        self.export = MenuButton(self._fill_export, N_("Save as file"), "download")
        self.said, self.notes = Paragraph(weight=600), Paragraph(tone="quiet", role="caption")
        self.chart = ChartView()
        self.table: NumberTable | None = None
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 8, 1, 1)
        card.column.addLayout(row(16, self.name, self.keep, self.remove, None, self.export, 12))
        card.column.addSpacing(8)
        card.column.addWidget(hairline())
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.setSpacing(2)
        inner.addWidget(self.said)
        inner.addWidget(self.notes)
        card.column.addWidget(words)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        card.column.addLayout(self._place, 3)
        drawn = QWidget()
        around = QVBoxLayout(drawn)
        around.setContentsMargins(16, 8, 16, 8)
        around.addWidget(self.chart)
        around.addStretch(1)
        card.column.addWidget(hairline())
        card.column.addWidget(scroll(drawn, N_("Chart")), 2)
        return card

    # What is asked

    def enter(self, scope: Scope, terms: Terms) -> None:
        """Ask of another scope; what was chosen stays."""
        self.scope = scope
        self.form.show_terms(terms, shown.spoken())
        named = [(str(d), _(text)) for d, text in DIMENSIONS.items()]
        rows = self.rows.currentData() or str(Dimension.PROVINCE)
        columns = self.columns.currentData()
        self.rows.set_choices(named, rows)
        across = str(Dimension.SEX) if columns is None else columns
        self.columns.set_choices([(NONE, _("none")), *named], across)
        definition = self.form.definition()
        if definition is not None:
            self.form.show_definition(definition)
        self._read_saved()
        self._count()

    def query(self) -> Query | None:
        """What is asked now; None where something in the form cannot be meant."""
        definition = self.form.definition()
        if definition is None or self.scope is None:
            return None
        across = self.columns.currentData()
        return Query(
            self.scope,
            definition.count,
            Dimension(self.rows.currentData()),
            Dimension(across) if across else None,
        )

    def _count(self) -> None:
        query = self.query()
        if query is None:
            return
        if self._job is not None:
            self._job.cancel()
        store = self._desk.store
        self._job = self._desk.tasks.run(
            lambda progress: building.read(store, query, progress),
            self.render_state,
            self._refused,
            _("Counting"),
        )

    def _refused(self, error: Exception) -> None:
        self.state = None
        self._show_lines(None)
        self.said.set_text("")
        self.notes.set_text("")
        self._desk.messages.error(error)

    def render_state(self, state: building.State) -> None:
        """Table and chart."""
        self.state = state
        self.said.set_text(state.title)
        self.notes.set_text(" ".join((state.rule + ".", *state.notes)))
        self._show_lines(state)

    def _show_lines(self, state: building.State | None) -> None:
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        self.chart.show_chart(state.chart if state else None)
        self.export.setEnabled(state is not None)
        if state is None:
            return
        heads = [number_column(key, text, 96) for key, text in state.heads]
        columns = [words_column("label", state.first, 200, 2), *heads]
        columns.append(number_column("total", N_("Total"), 90, 600))
        self.table = NumberTable(columns, N_("Table"))
        self.table.asked.connect(self.asked)
        self._place.addWidget(self.table)
        self.table.lines.set_rows(state.lines)

    # Saved reports

    def _read_saved(self) -> None:
        self._saved = saved_reports.saved_reports(self._desk.store)
        chosen = self.saved.currentData() or NONE
        self.saved.set_choices(
            [(NONE, _("a new one")), *((str(s.id), s.name) for s in self._saved)], chosen
        )
        self.remove.setVisible(bool(self.saved.currentData()))

    def _open_saved(self, key: str) -> None:
        one = next((s for s in self._saved if str(s.id) == key), None)
        self.remove.setVisible(one is not None)
        self.name.setText(one.name if one else "")
        if one is None:
            return
        if one.query is None:
            self._desk.messages.error(one.problem or ValueError(one.name))
            return
        query = one.query
        self.rows.choose(str(query.rows))
        self.columns.choose(str(query.columns) if query.columns else NONE)
        self.form.show_definition(Definition(query.count, (Breakdown(query.dimensions),)))
        self.wanted.emit(query.scope)

    def save(self) -> None:
        """Keep what is asked under the name typed."""
        query = self.query()
        if query is None:
            return
        kept = self._desk.write(
            lambda: saved_reports.save_report(self._desk.store, self.name.text(), query),
            said=_("Saved"),
        )
        if kept is not None:
            self._read_saved()
            self.saved.choose(str(kept))
            self.remove.show()

    def forget(self) -> None:
        """Remove the saved report that is open."""
        key = self.saved.currentData()
        one = next((s for s in self._saved if str(s.id) == key), None)
        if one is not None:
            self._desk.write(
                lambda: saved_reports.remove_report(self._desk.store, one), said=_("Removed")
            )
            self.saved.choose(NONE)
            self.name.clear()
            self._read_saved()

    # Files

    def _fill_export(self, menu: QMenu) -> None:
        for suffix, words in (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")):
            action = menu.addAction(words)
            action.triggered.connect(lambda _on=False, s=suffix: self._ask_and_save(s))

    def _ask_and_save(self, suffix: str) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        name = building.file_name(self.name.text() or (self.state.title if self.state else ""))
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save"), str(folder / f"{name}.{suffix}"), f"{suffix.upper()} (*.{suffix})"
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the table; the ending says as what."""
        query, name, store = self.query(), self.name.text(), self._desk.store
        if query is None:
            return

        def job(progress: Progress) -> Path:
            return write_built(store, query, name, path, progress=progress)

        def done(written: Path) -> None:
            self._desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Saving the report"))
