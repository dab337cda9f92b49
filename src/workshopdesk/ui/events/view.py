"""The list of events."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QMenu

from workshopdesk.domain.planning import EventTemplate
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import templates
from workshopdesk.ui import words
from workshopdesk.ui.begin import BeginDialog
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.listroom import ListRoom
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.buttons import Button, MenuButton


@dataclass(frozen=True, slots=True)
class Line:
    """One event."""

    id: UUID
    code: str
    title: str
    other_title: str
    kind: str
    when: str
    first_day: int
    where: str
    people: str
    status: str


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return EventsRoom(desk)


class EventsRoom(ListRoom[Line]):
    """Every event; Enter or a double click opens one."""

    topics = frozenset(("events", "participants"))

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[Line]] = [
            Column("code", N_("Code"), lambda e: e.code, (164, 164), tone="quiet"),
            Column("title", N_("Title"), lambda e: e.title, (260, 260), weight=500, grow=4,
                   other_texts=lambda e: e.other_title),
            Column("kind", N_("Kind"), lambda e: e.kind, (116, 130)),
            Column("when", N_("Days"), lambda e: e.when, (150, 170), sort=lambda e: e.first_day),
            Column("where", N_("Place"), lambda e: e.where, (170, 170), grow=1),
            Column("people", N_("Participants"), lambda e: e.people, (120, 150)),
            Column("status", N_("Status"), lambda e: e.status, (84, 90)),
        ]  # fmt: skip
        super().__init__(desk, N_("Events"), columns, N_("There is no event yet"))
        self.new_button = Button(N_("New event"), "plus", "filled")
        self.new_button.clicked.connect(self.add)
        self.template_button = MenuButton(self._fill_templates, N_("From a template"), "archive")
        self.buttons.addWidget(self.template_button)
        self.buttons.addWidget(self.new_button)

    def empty_action(self) -> Button:
        """A new event."""
        button = Button(N_("New event"), "plus", "filled")
        button.clicked.connect(self.add)
        return button

    def load(self) -> None:
        """Read every event, newest first."""
        english = screen_language() == "en"
        with self.desk.store.read() as reader:
            places = reader.gazetteer()
            lines = []
            for event in sorted(reader.events(), key=lambda e: e.first_day, reverse=True):
                sexes = [
                    row.sex
                    for row in reader.participants(event.id)
                    if row.state is not RegistrationState.CANCELLED
                ]
                lines.append(
                    Line(
                        event.id, event.code, event.title(screen_language()),
                        event.title_lo if english else event.title_en, words.kind(event.kind),
                        words.days(event.first_day, event.last_day), event.first_day.toordinal(),
                        words.place(event, places), words.count_people(sexes),
                        words.status(event.status)[0],
                    )
                )  # fmt: skip
        said = ngettext("%(n)d event", "%(n)d events", len(lines)) % {"n": len(lines)}
        self.said.setText(said)
        self.show_lines(lines)

    def open_line(self, line: Line) -> None:
        """Open the event."""
        self.desk.go("overview", line.id)

    def add(self) -> None:
        """Ctrl+N: a new event."""
        self.desk.go("start", focus="new")

    def _fill_templates(self, menu: QMenu) -> None:
        """Every template; taking one in from a file, and away again."""
        found = templates.templates(self.desk.store)
        for template in found:
            action = menu.addAction(template.name(screen_language()))
            action.triggered.connect(lambda _c=False, c=template.code: self.begin(c))
        menu.addSeparator()
        menu.addAction(_("Take a template in from a file…")).triggered.connect(self._choose_file)
        own = [template for template in found if template.id is not None]
        if own:
            away = menu.addMenu(_("Remove a template"))
            for template in own:
                action = away.addAction(template.name(screen_language()))
                action.triggered.connect(lambda _c=False, t=template: self._remove(t))

    def begin(self, code: str) -> None:
        """Ask for title, code and first day of an event from a template."""
        self.dialog = BeginDialog(self.desk, self, template=code)
        self.dialog.made.connect(lambda made: self.desk.go("overview", made.id))
        self.dialog.open()

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Take a template in"), "", _("Templates") + f" (*{templates.SUFFIX})"
        )
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Keep the template of a file."""
        self.desk.write(
            lambda: templates.import_template(self.desk.store, path),
            "events",
            said=_("Template saved"),
        )

    def _remove(self, template: EventTemplate) -> None:
        self.desk.write(
            lambda: templates.remove_template(self.desk.store, template),
            "events",
            said=_("Template removed"),
        )

    def reveal(self, focus: str) -> None:
        """ "import": an event must be opened first."""
        if focus == "import":
            self.said.setText(_("Open the event that the list belongs to."))
