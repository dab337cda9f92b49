"""Begin an event from a template, or as a copy of another one: its title, code and first day."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.planning import EventTemplate
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import events, templates
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.days import DayField
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

DAYS_AHEAD = 28
TOPICS = ("events", "agenda", "participants", "groups", "programmes")


class BeginDialog(QDialog):
    """Asks for what a new event needs; with ``source`` it is copied, else a template is chosen."""

    made = Signal(object)  # the new Event

    def __init__(
        self, desk: Desk, parent: QWidget, source: Event | None = None, template: str = ""
    ) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._templates: dict[str, EventTemplate] = {}
        title = N_("Begin from a template") if source is None else N_("Copy this event")
        live.say(self, self.setWindowTitle, title)
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        self.what = Paragraph(tone="quiet")
        self.template = Choice(N_("Template"))
        self.title, self.code = Field(N_("Title of the event")), Field(N_("Code"))
        self.first_day = DayField(N_("First day"))
        self.people = TickBox(N_("Invite the same people, with the chairs"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        if source is None:
            grid.addWidget(Labelled(N_("Template"), self.template), 0, 0, 1, 2)
        grid.addWidget(Labelled(N_("Title of the event"), self.title), 1, 0, 1, 2)
        grid.addWidget(Labelled(N_("Code"), self.code), 2, 0)
        grid.addWidget(Labelled(N_("First day"), self.first_day), 2, 1)
        column.addLayout(grid)
        if source is not None:
            column.addWidget(self.people)
        column.addWidget(self.what)
        self.begin = Button(N_("New event"), "plus", "filled")
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.begin.clicked.connect(self._begin)
        column.addLayout(row(None, cancel, self.begin))
        self.template.picked.connect(self._tell_what)
        self._fill(template)

    def _fill(self, chosen: str) -> None:
        language = screen_language()
        with self._desk.store.read() as reader:
            day = self._desk.store.origin.now().date() + timedelta(days=DAYS_AHEAD)
            self.code.setText(events.free_code(reader, day.year))
        self.first_day.show_day(day)
        if self._source is not None:
            self.title.setText(self._source.title(language))
            self.what.set_text(_("Agenda, groups, checklist, places and partners go along; "
                                 "nobody is named unless asked."))  # fmt: skip
        else:
            found = templates.templates(self._desk.store)
            self._templates = {template.code: template for template in found}
            names = [(template.code, template.name(language)) for template in found]
            self.template.set_choices(names, chosen)
            self._tell_what()
        self.title.setFocus()

    def _tell_what(self, _code: str = "") -> None:
        template = self._templates.get(self.template.currentData() or "")
        if template is not None:
            plan = template.plan
            said = _("%(kind)s, %(days)d days, %(sessions)d sessions, %(tasks)d tasks")
            self.what.set_text(
                said
                % {
                    "kind": words.kind(plan.kind), "days": plan.days,
                    "sessions": len(plan.sessions), "tasks": len(plan.tasks),
                }
            )  # fmt: skip

    def _begin(self) -> None:
        day, title = self.first_day.day, self.title.text().strip()
        if day is None:
            refusal = UserError(_("This is not a date"), _("Write it as 15/9/2025."))
            self._desk.messages.error(refusal)
            return
        if not title:
            self.title.setFocus()
            self._desk.messages.error(UserError(_("The event needs a title")))
            return
        lao = any("\u0e80" <= letter <= "\u0eff" for letter in title)
        english = "" if lao else title
        store, source, code = self._desk.store, self._source, self.code.text()
        template = self._templates.get(self.template.currentData() or "")
        people = self.people.isChecked()

        def verb() -> Event:
            if source is not None:
                same = title == source.title(screen_language())
                return templates.copy_event(
                    store, source, code=code, first_day=day, people=people,
                    title_lo="" if same else title, title_en="" if same else english,
                )  # fmt: skip
            if template is None:
                raise UserError(_("Choose a template"))
            return templates.create_from(
                store, template.plan, code=code, first_day=day, title_lo=title, title_en=english
            )

        made = self._desk.write(verb, *TOPICS, said=_("Event made"))
        if made is not None:
            self.accept()
            self.made.emit(made)
