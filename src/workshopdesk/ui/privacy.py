"""A person's rights, as a card any page may show: consents, their data as files, anonymising.

It reads and writes by itself; a page only says whom it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.consent import PURPOSE_WORDS, Consent, Purpose
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.lao import dates
from workshopdesk.services import privacy
from workshopdesk.services.privacy import Language
from workshopdesk.ui import live, words
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import TOPICS, Desk
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments
from workshopdesk.ui.widgets.fields import Saved
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row
from workshopdesk.ui.widgets.text import Label, Paragraph

_ANSWERS = [("yes", N_("Agreed")), ("no", N_("Refused")), ("", N_("Not asked"))]
WHAT_STAYS = N_(
    "Names, contacts, identifiers, files and notes are erased, also from the history and from"
    " backups made afterwards. What reports count stays: sex, year of birth, province, unit,"
    " attendance."
)
OLDER = N_("Backups made before still hold the names until they are replaced by newer ones.")
FOR_GOOD = N_("This cannot be taken back.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose and what was said, if anybody asked."""

    purpose: str
    name: str
    answer: Consent | None


class PrivacyPanel(Card):
    """Consents by purpose with their dates, "all data as a file", "anonymise"."""

    gone = Signal()  # the person was anonymised

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=20, spacing=6)
        self._desk = desk
        self._person: UUID | None = None
        self.asked: tuple[Asked, ...] = ()
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Consent and privacy"))
        self.column.addWidget(title)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(0)
        self.column.addLayout(self._answers)
        self.export_button = MenuButton(
            self._fill_export, N_("All data of this person"), "download"
        )
        self.erase_button = Button(N_("Anonymise"), kind="danger")
        self.erase_button.clicked.connect(self._ask_anonymise)
        self.column.addSpacing(8)
        self.column.addLayout(row(self.export_button, None, self.erase_button))

    def show_person(self, person_id: UUID) -> None:
        """Show one person's consents; read afresh."""
        self._person = person_id
        with self._desk.store.read() as reader:
            known = {answer.purpose: answer for answer in reversed(reader.consents(person_id))}
        purposes = [*map(str, Purpose), *(p for p in known if p not in set(Purpose))]
        self.asked = tuple(Asked(p, _purpose(p), known.get(p)) for p in purposes)
        clear(self._answers)
        for asked in self.asked:
            self._answers.addWidget(hairline())
            self._answers.addWidget(self._line(asked))

    def _line(self, asked: Asked) -> QWidget:
        answer = asked.answer
        line = QWidget()
        across = row(spacing=12)
        across.setContentsMargins(0, 6, 0, 6)
        across.addWidget(Paragraph(asked.name), 1)
        switch = Segments(_ANSWERS, asked.name)
        switch.setFixedWidth(264)
        switch.choose("" if answer is None else "yes" if answer.given else "no")
        switch.chosen.connect(lambda key: self.answer(asked, key))
        day = Saved(N_("Date"), N_("Date"))
        day.setFixedWidth(136)
        day.setEnabled(answer is not None)
        day.show_value(words.day(answer.on) if answer is not None and answer.on else "")
        day.saved.connect(lambda text: self.date_it(asked, text))
        across.addWidget(switch)
        across.addWidget(day)
        line.setLayout(across)
        return line

    # Consents

    def answer(self, asked: Asked, key: str) -> None:
        """The person agreed ("yes"), refused ("no"), or was not asked ("")."""
        if self._person is None:
            return
        if key:
            self._write(asked, key == "yes", _today())
        elif asked.answer is not None:
            seen = asked.answer
            self._desk.write(lambda: privacy.withdraw_answer(self._desk.store, seen), "people")
            self.show_person(self._person)

    def date_it(self, asked: Asked, text: str) -> None:
        """The day the answer was given on."""
        day = dates.parse_date(text)
        if day is None:
            self._desk.messages.error(
                UserError(_("This is not a date"), _("Write it as 15/9/2025."))
            )
            if self._person is not None:
                self.show_person(self._person)
        elif asked.answer is not None:
            self._write(asked, asked.answer.given, day)

    def _write(self, asked: Asked, given: bool, on: date) -> None:
        person, store = self._person, self._desk.store
        if person is None:
            return
        by = asked.answer.asked_by if asked.answer is not None else store.origin.author
        self._desk.write(
            lambda: privacy.set_consent(
                store, person, asked.purpose, given=given, on=on, asked_by=by
            ),
            "people",
            said=_("Saved"),
        )
        self.show_person(person)

    # All data

    def _fill_export(self, menu: QMenu) -> None:
        menu.addAction(_("To read (PDF, Lao)"), lambda: self._choose("pdf", "lo"))
        menu.addAction(_("To read (PDF, English)"), lambda: self._choose("pdf", "en"))
        menu.addAction(_("For a program (JSON)"), lambda: self._choose("json", ""))

    def _choose(self, kind: str, language: str) -> None:
        name = f"personal-data-{_today():%Y-%m-%d}.{kind}"  # the name of a file names nobody
        path, _filter = QFileDialog.getSaveFileName(
            self, _("All data of this person"), name, f"*.{kind}"
        )
        if path:
            self.export(Path(path), language)

    def export(self, path: Path, language: str) -> None:
        """Write everything stored about the person: PDF or JSON, by the name of the file."""
        person, store = self._person, self._desk.store
        if person is None:
            return
        path.unlink(missing_ok=True)  # the dialog has asked

        def job(_progress: Progress) -> Path:
            if path.suffix == ".json":
                return privacy.export_person(store, person, path)
            tongue: Language = "en" if language == "en" else "lo"
            return privacy.export_person_pdf(store, person, path, tongue, _today())

        def done(made: Path) -> None:
            self._desk.messages.done(_("Saved: %(file)s") % {"file": made.name})

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Gathering the data"))

    # Anonymising

    def _ask_anonymise(self) -> None:
        person = self._person
        if person is None:
            return
        with self._desk.store.read() as reader:
            name = reader.person(person).name
        title = _("Anonymise %(whom)s?") % {"whom": name}
        lines = [_(WHAT_STAYS), _(OLDER), _(FOR_GOOD)]
        Confirm(self.window(), title, lines, _("Anonymise")).ask(lambda: self.anonymise(person))

    def anonymise(self, person: UUID) -> None:
        """Take the identity away for good."""
        store = self._desk.store

        def job(_progress: Progress) -> object:
            return privacy.anonymise(store, person)

        def done(_result: object) -> None:
            self._desk.announce(*TOPICS, said=_("The person was anonymised"))
            self.gone.emit()

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Anonymising"))


class PrivacyDialog(QDialog):
    """The card in a window of its own, for pages too narrow to show it."""

    def __init__(self, desk: Desk, person_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Consent and privacy"))
        self.setMinimumWidth(680)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self.panel = PrivacyPanel(desk)
        self.panel.show_person(person_id)
        self.panel.gone.connect(self.accept)
        column.addWidget(self.panel)
        close = Button(N_("Close"))
        close.clicked.connect(self.accept)
        column.addLayout(row(None, close))
        self.finished.connect(self.deleteLater)


def _purpose(code: str) -> str:
    return _(PURPOSE_WORDS[Purpose(code)]) if code in set(Purpose) else code


def _today() -> date:
    return datetime.now().astimezone().date()
