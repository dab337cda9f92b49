"""The papers' page: the list of papers, options, the preview, save, save all, print."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from workshopdesk import settings
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.options import Options
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.pages import Page, Pages
from workshopdesk.ui.papers import presenter
from workshopdesk.ui.papers.choosing import OptionsLine
from workshopdesk.ui.papers.presenter import EXCEL, LANGUAGES, PDF, Paper, ScreenState
from workshopdesk.ui.papers.preview import Preview
from workshopdesk.ui.papers.tiles import Tiles
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card

MOST_READY = 6  # papers kept for looking at again


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return PapersRoom(desk)


class PapersRoom(EventRoom):
    """Every paper of one event."""

    topics = frozenset(("events", "agenda", "participants", "groups", "attendance"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Report"), "event_report")
        self.state: ScreenState | None = None
        self.language = "lo"
        self.pages: Pages | None = None
        self._shown: tuple[object, ...] = ()
        self._states: dict[str, str] = {}
        self._making: Handle | None = None
        self._drawing: Handle | None = None
        self.tiles, self.preview, self.options = Tiles(), Preview(), OptionsLine()
        self._ready: dict[tuple[object, ...], Pages] = {}
        self._build_page()
        self.tiles.chosen.connect(lambda _kind: self._make_preview())
        self.preview.wanted.connect(self._draw)
        self.options.changed.connect(self._make_preview)

    def _build_page(self) -> None:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 8, 1, 8)
        card.column.addWidget(self.tiles)
        card.setFixedWidth(304)
        across.addWidget(card)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._build_options())
        column.addWidget(self.options)
        column.addWidget(self.preview, 1)
        across.addLayout(column, 1)
        self.set_content(page, gap=0)

    def _build_options(self) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        self.languages = Segments(list(LANGUAGES), N_("Language of the paper"), verbatim=True)
        self.languages.choose(self.language)
        self.languages.chosen.connect(self._choose_language)
        across.addWidget(Labelled(N_("Language"), self.languages))
        across.addStretch(1)
        self.design = Button(N_("Design…"), "pencil")
        self.excel = Button(N_("Save as Excel"), "file-spreadsheet")
        self.save = Button(N_("Save as PDF"), "device-floppy")
        self.save_all = MenuButton(self._fill_save_all, N_("Save all"), "copy")
        self.print = Button(N_("Print"), "printer", "filled")
        self.design.clicked.connect(lambda: self.desk.go("designer", self.event_id))
        self.excel.clicked.connect(lambda: self.ask_and_save(EXCEL))
        self.save.clicked.connect(lambda: self.ask_and_save(PDF))
        self.print.clicked.connect(self._print)
        buttons = QVBoxLayout()
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.design, self.excel, self.save, self.save_all, self.print):
            row.addWidget(button)
        buttons.addLayout(row)
        across.addLayout(buttons)
        return line

    # Reading

    def load(self) -> None:
        """Read which papers there are; a paper saved before a change is out of date."""
        with self.desk.store.read() as reader:
            state = presenter.read(reader, self.event_id)
        if self.state is not None and self.state.event_code != state.event_code:
            self._states.clear()
        elif self.state is not None:
            self._states = dict.fromkeys(self._states, "changed")
        same = self.state is not None and self.state.event_code == state.event_code
        self.options.show_state(state, same)
        self._ready.clear()
        self.state = state
        self.pages = None
        self._shown = ()
        self._show_tiles()
        self._make_preview()

    def _show_tiles(self) -> None:
        if self.state is not None:
            name = dict(LANGUAGES)[self.language]
            self.tiles.show_papers(self.state.papers, self._states, name)

    def reveal(self, focus: str) -> None:
        """A paper by its kind."""
        self.tiles.choose(focus)

    def _choose_language(self, language: str) -> None:
        self.language = language
        self._show_tiles()
        self._make_preview()

    @property
    def paper(self) -> Paper | None:
        """The paper in hand."""
        return self.state.paper(self.tiles.kind()) if self.state is not None else None

    # Preview

    def _make_preview(self) -> None:
        paper = self.paper
        if self.state is None or paper is None:
            return
        for button, form in ((self.excel, EXCEL), (self.save, PDF), (self.print, PDF)):
            button.setVisible(form in paper.formats)
            button.setEnabled(not paper.lacking)
        self.design.setVisible(paper.kind == "certificates")
        self.options.show_for(paper.kind)
        options = self.options.options
        wanted = (self.state.event_code, paper.kind, self.language, options)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.pages = None
        self.preview.start(0)
        if self._making is not None:
            self._making.cancel()
        if paper.lacking:
            self.preview.show_page(None, paper.lacking)
        elif PDF not in paper.formats:
            self.preview.show_page(None, _("A workbook for Excel: save it to look at it."))
        else:
            self._prepare(wanted, paper)

    def _prepare(self, wanted: tuple[str, str, str, Options], paper: Paper) -> None:
        """Show a paper that was made while another was looked at, else make it."""
        if wanted in self._ready:
            self._made(wanted, self._ready[wanted])
            return
        self.preview.show_page(None, _("Preparing the paper"))
        self._making = self.desk.tasks.run(
            partial(self._look, wanted), partial(self._made, wanted), self._failed, paper.name
        )

    def _look(self, wanted: tuple[str, str, str, Options], progress: Progress) -> Pages:
        """A paper to be looked at: that gives out no certificate number; saving and printing do."""
        code, kind, language, options = wanted
        return Pages(self._bytes(code, kind, language, PDF, options, progress, issue=False))

    def _make_next(self) -> None:
        """Make the paper after the one in view, so that it is there when it is chosen."""
        if self.state is None or self.paper is None:
            return
        able = [p for p in self.state.papers if PDF in p.formats and not p.lacking]
        after = [p for p in able[able.index(self.paper) + 1 :] if self.paper in able][:1]
        wanted = [(self.state.event_code, p.kind, self.language, self.options.options)
                  for p in after]  # fmt: skip
        for one in wanted:
            if one not in self._ready:
                self.desk.tasks.run(
                    partial(self._look, one), partial(self._keep, one), lambda _error: None
                )

    def _keep(self, wanted: tuple[object, ...], pages: Pages) -> None:
        self._ready[wanted] = pages
        while len(self._ready) > MOST_READY:
            del self._ready[next(iter(self._ready))]

    def _bytes(
        self,
        code: str,
        kind: str,
        language: str,
        form: str,
        options: Options,
        progress: Progress,
        *,
        issue: bool = True,
    ) -> bytes:
        from workshopdesk.services import papers

        return papers.paper_bytes(
            self.desk.store,
            code,
            kind,
            language,
            form,
            issue=issue,
            key=self.desk.signing_key if issue else None,
            progress=progress,
            options=options,
        )

    def _made(self, wanted: tuple[object, ...], pages: Pages) -> None:
        self._keep(wanted, pages)
        self.pages = pages
        self.preview.start(pages.count)
        self._draw()
        self._make_next()

    def _failed(self, error: Exception) -> None:
        self.preview.show_page(None, _("This paper could not be made"))
        self.desk.messages.error(error)

    def _draw(self) -> None:
        pages, number, room = self.pages, self.preview.number, self.preview.room()
        if pages is None:
            return
        ratio = self.devicePixelRatioF()
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.desk.tasks.run(
            lambda _progress: pages.draw(number, *room, ratio),
            lambda page: self._show_drawn(pages, number, page),
            self.desk.messages.error,
        )

    def _show_drawn(self, pages: Pages, number: int, page: Page) -> None:
        if pages is self.pages and number == self.preview.number:
            self.preview.show_page(page)

    # Saving

    def ask_and_save(self, form: str) -> None:
        """Ask where, then save the paper in hand."""
        paper = self.paper
        if self.state is None or paper is None:
            return
        suggested = f"{self.state.event_code}-{paper.kind}-{self.language}.{form}"
        kinds = f"{'PDF' if form == PDF else 'Excel'} (*.{form})"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save"), suggested, kinds)
        if path:
            self.save_to(Path(path), form)

    def save_to(self, path: Path, form: str) -> None:
        """Save the paper in hand: made again as previewed, its certificate numbers now issued."""
        paper, state = self.paper, self.state
        if paper is None or state is None:
            return
        kind, language, options = paper.kind, self.language, self.options.options

        def job(progress: Progress) -> Path:
            from workshopdesk.services import papers

            data = self._bytes(state.event_code, kind, language, form, options, progress)
            papers.write_whole(path, data)
            return path

        def done(written: Path) -> None:
            self._states[kind] = "saved"
            self._show_tiles()
            self.desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self.desk.tasks.run(job, done, self.desk.messages.error, paper.name)

    def _fill_save_all(self, menu: QMenu) -> None:
        menu.addAction(_("Into one folder…")).triggered.connect(self.ask_and_save_all)
        menu.addAction(_("As one PDF in printing order…")).triggered.connect(self._ask_one_file)

    def _ask_one_file(self) -> None:
        if self.state is None:
            return
        suggested = f"{self.state.event_code}-{self.language}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save all"), suggested, "PDF (*.pdf)")
        if path:
            self.save_all_to(Path(path), one_file=True)

    def ask_and_save_all(self) -> None:
        """Ask for a folder, then save every paper into it."""
        folder = QFileDialog.getExistingDirectory(self, _("Folder for all papers"))
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path, *, one_file: bool = False) -> None:
        """Save every paper that can be made, in the language chosen; as one PDF if asked."""
        state, language = self.state, self.language
        if state is None:
            return
        options = self.options.options
        kinds = [paper.kind for paper in state.papers
                 if not paper.lacking and (PDF in paper.formats or not one_file)]  # fmt: skip

        def job(progress: Progress) -> int:
            from workshopdesk.services import papers

            made = papers.make_papers(
                self.desk.store, state.event_code, kinds=kinds, languages=[language],
                formats=None, out=folder, key=self.desk.signing_key, progress=progress,
                options=options, one_file=one_file,
            )  # fmt: skip
            return len(made)

        def done(count: int) -> None:
            self._states.update(dict.fromkeys(kinds, "saved"))
            self._show_tiles()
            self.desk.messages.done(_("Saved %(n)d files") % {"n": count})

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Saving all papers"))

    def _print(self) -> None:
        paper, state = self.paper, self.state
        if self.pages is None or paper is None or state is None:
            return
        options = self.options.options
        job = partial(self._bytes, state.event_code, paper.kind, self.language, PDF, options)
        self.desk.tasks.run(
            job, partial(self._print_made, paper.name), self.desk.messages.error, paper.name
        )

    def _print_made(self, name: str, pdf: bytes) -> None:
        from workshopdesk.ui.printing import print_pdf

        try:
            printed = print_pdf(pdf, f"{settings.APP_NAME} {name}", self)
        except Exception as error:  # told by the one sink
            self.desk.messages.error(error)
            return
        if printed:
            self.desk.messages.done(_("Sent to the printer: %(paper)s") % {"paper": name})
