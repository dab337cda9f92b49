"""A button that saves or prints one paper: PDF or Excel, in each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from workshopdesk import settings
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import write_whole
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.printing import print_pdf
from workshopdesk.ui.widgets.buttons import MenuButton

LANGUAGES = (("lo", "ລາວ"), ("en", "English"), ("lo-en", "ລາວ + English"))
PDF, EXCEL = "pdf", "xlsx"
Make = Callable[[str, str], bytes]


class PaperButton(MenuButton):
    """``wanted`` gives the paper's file name, or None while there is none, and how it is made."""

    def __init__(self, desk: Desk, wanted: Callable[[], tuple[str, Make] | None]) -> None:
        super().__init__(self._fill_menu, N_("Save or print"), "printer")
        self._desk, self._wanted = desk, wanted

    def _fill_menu(self, menu: QMenu) -> None:
        for form, said in ((PDF, N_("Save as PDF")), (EXCEL, N_("Save as Excel"))):
            for language, name in LANGUAGES:
                action = menu.addAction(f"{_(said)} · {name}")
                action.triggered.connect(partial(self.ask_and_save, language, form))
            menu.addSeparator()
        for language, name in LANGUAGES:
            menu.addAction(f"{_('Print')} · {name}").triggered.connect(
                partial(self._print, language)
            )

    def ask_and_save(self, language: str, form: str, _checked: bool = False) -> None:
        """Ask where, then save."""
        wanted = self._wanted()
        if wanted is None:
            return
        suggested = f"{wanted[0]}-{language}.{form}"
        kinds = f"{'PDF' if form == PDF else 'Excel'} (*.{form})"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save"), suggested, kinds)
        if path:
            self.save_to(Path(path), language, form)

    def save_to(self, path: Path, language: str, form: str) -> None:
        """Make the paper and write it whole."""
        wanted = self._wanted()
        if wanted is None:
            return
        make = wanted[1]

        def job(_progress: Progress) -> Path:
            return write_whole(path, make(language, form))

        self._desk.tasks.run(
            job,
            lambda written: self._desk.messages.done(_("Saved %(file)s") % {"file": written.name}),
            self._desk.messages.error,
            path.name,
        )

    def _print(self, language: str, _checked: bool = False) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        name, make = wanted
        self._desk.tasks.run(
            lambda _progress: make(language, PDF),
            partial(self._print_made, name),
            self._desk.messages.error,
            name,
        )

    def _print_made(self, name: str, pdf: bytes) -> None:
        try:
            printed = print_pdf(pdf, f"{settings.APP_NAME} {name}", self)
        except (EnvironmentProblem, UserError) as error:
            self._desk.messages.error(error)
            return
        if printed:
            self._desk.messages.done(_("Sent to the printer: %(paper)s") % {"paper": name})
