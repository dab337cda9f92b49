"""The overview's page: fields that keep what is typed, and the steps of the event beside them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Chair
from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.i18n import N_, _
from workshopdesk.lao import dates
from workshopdesk.services import checklist, event_parties, events
from workshopdesk.ui import live, words
from workshopdesk.ui.begin import BeginDialog
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.overview import presenter
from workshopdesk.ui.overview.checklist import ChecklistCard
from workshopdesk.ui.overview.parties import PartiesCard
from workshopdesk.ui.overview.presenter import ScreenState, Step
from workshopdesk.ui.overview.template import TemplateDialog
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, icon_label
from workshopdesk.ui.widgets.days import DayField
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved, SavedText, suggest
from workshopdesk.ui.widgets.frames import Card, clear, hairline, scroll
from workshopdesk.ui.widgets.text import Label

TOPICS = ("events",)
PLACES = ("province", "district")
_TEXTS = (
    ("title_lo", N_("Title in Lao"), 0, 0, 4), ("title_en", N_("Title in English"), 1, 0, 4),
    ("code", N_("Code"), 2, 0, 1), ("reference_number", N_("Reference number"), 2, 3, 1),
    ("first_day", N_("First day"), 3, 0, 1), ("last_day", N_("Last day"), 3, 1, 1),
    ("province", N_("Province"), 3, 2, 1), ("district", N_("District"), 3, 3, 1),
    ("venue_lo", N_("Venue in Lao"), 4, 0, 2), ("venue_en", N_("Venue in English"), 4, 2, 2),
    ("completion_percent", N_("Half-days that complete a participation, %"), 5, 0, 2),
)  # fmt: skip
_LONG_TEXTS = (
    ("topic_lo", N_("Topic in Lao")), ("topic_en", N_("Topic in English")),
    ("objectives_lo", N_("Objectives in Lao")), ("objectives_en", N_("Objectives in English")),
    ("summary_lo", N_("Course of the event in Lao")),
    ("summary_en", N_("Course of the event in English")),
)  # fmt: skip
_CHOICES = (
    ("kind", N_("Kind"), 2, 1), ("status", N_("Status"), 2, 2),
)  # fmt: skip
# In the order of the fields of Chair.
_CHAIR_FIELDS = (
    ("name", N_("Name of the chair"), N_("Name")),
    ("title", N_("Title of the chair"), N_("Title as printed")),
    ("name_en", N_("Name of the chair in English"), N_("Name in English")),
    ("title_en", N_("Title of the chair in English"), N_("Title in English, as printed")),
)


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return OverviewRoom(desk)


class OverviewRoom(EventRoom):
    """One event's own page."""

    topics = frozenset(
        ("events", "agenda", "participants", "groups", "attendance", "organisations", "programmes")
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Plan the agenda"), "agenda")
        self.state: ScreenState | None = None
        self.fields: dict[str, Saved] = {}
        self.texts: dict[str, SavedText] = {}
        self.choices: dict[str, Choice] = {}
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._build_fields())
        left.addWidget(self._build_chairs())
        left.addWidget(self._build_texts())
        left.addStretch(1)
        across.addLayout(left, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        self._steps, self.parties, self.checklist = Card(spacing=0), PartiesCard(), ChecklistCard()
        self.parties.changed.connect(self.change_parties)
        self.checklist.ticked.connect(self._tick)
        self.checklist.added.connect(self._add_task)
        self.checklist.removed.connect(self._remove_task)
        for card in (self._steps, self.checklist, self.parties):
            card.setFixedWidth(320)
            right.addWidget(card)
        right.addStretch(1)
        across.addLayout(right)
        self.copy = Button(N_("Copy this event…"), "copy", small=True)
        self.keep = Button(N_("Save as template…"), "archive", small=True)
        self.copy.clicked.connect(self.copy_event)
        self.keep.clicked.connect(self.save_template)
        self.toolbar.addStretch(1)
        self.toolbar.addWidget(self.copy)
        self.toolbar.addWidget(self.keep)
        self.set_content(scroll(page, N_("Overview")), gap=8)

    def _build_fields(self) -> Card:
        card = Card(spacing=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        for key, name, line, column, span in _TEXTS:
            field = DayField(name) if key.endswith("_day") else Saved(name)
            field.saved.connect(lambda text, k=key: self.change(k, text))
            self.fields[key] = field
            grid.addWidget(Labelled(name, field), line, column, 1, span)
        for key, name, line, column in _CHOICES:
            choice = Choice(name)
            choice.picked.connect(lambda value, k=key: self.change(k, value))
            self.choices[key] = choice
            grid.addWidget(Labelled(name, choice), line, column)
        card.column.addLayout(grid)
        return card

    def _build_texts(self) -> Card:
        card = Card(spacing=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number, (key, name) in enumerate(_LONG_TEXTS):
            text = SavedText(name)
            text.saved.connect(lambda said, k=key: self.change(k, said))
            self.texts[key] = text
            grid.addWidget(Labelled(name, text), number // 2, number % 2)
        card.column.addLayout(grid)
        return card

    def _build_chairs(self) -> Card:
        card = Card(spacing=8)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Chairs"))
        card.column.addWidget(title)
        self._chairs = QVBoxLayout()
        self._chairs.setSpacing(8)
        card.column.addLayout(self._chairs)
        self.add_chair = Button(N_("Add a chair"), "plus", small=True)
        self.add_chair.clicked.connect(lambda: self._add_chair_line(Chair("", "")))
        line = QHBoxLayout()
        line.addWidget(self.add_chair)
        line.addStretch(1)
        card.column.addLayout(line)
        return card

    # Reading

    def load(self) -> None:
        """Read the event and show it."""
        with self.desk.store.read() as reader:
            state = presenter.read(reader, self.event_id)
        self.state = state
        event = state.event
        for key, field in self.fields.items():
            value = self._place_name(key) if key in PLACES else getattr(event, key)
            field.show_value(words.day(value) if isinstance(value, date) else str(value))
        for key, text in self.texts.items():
            text.show_value(getattr(event, key))
        self.choices["kind"].set_choices(words.kinds(), str(event.kind))
        self.choices["status"].set_choices(words.statuses(), str(event.status))
        suggest(self.fields["province"], [name for _code, name in state.provinces])
        suggest(self.fields["district"], [name for _code, name in state.districts])
        today = self.desk.store.origin.now().astimezone().date()
        self.checklist.show_items(state.checklist, today)
        self._show_chairs(event.chairs)
        self._show_steps(state.steps)
        self.parties.show_parties(state.parties, state.choices)

    def _show_chairs(self, chairs: tuple[Chair, ...]) -> None:
        if self._chairs.count() and self._typed_chairs() == chairs:
            return  # the caret may stand in one of these fields
        clear(self._chairs)
        for chair in chairs or (Chair("", ""),):
            self._add_chair_line(chair)

    def _add_chair_line(self, chair: Chair) -> None:
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for place, (key, spoken, hint) in enumerate(_CHAIR_FIELDS):
            field = Saved(spoken)
            live.say(field, field.setPlaceholderText, hint)
            field.show_value(getattr(chair, key))
            field.saved.connect(self._save_chairs)
            grid.addWidget(field, place // 2, place % 2)
        self._chairs.addWidget(line)

    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        clear(self._steps.column)
        self._steps.column.addWidget(Label(_("Where it stands"), role="section", weight=600))
        self._steps.column.addSpacing(4)
        for step in steps:
            self._steps.column.addWidget(hairline())
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 8, 0, 8)
            across.setSpacing(10)
            icon, tone = ("circle-check", "good") if step.done else ("circle-dashed", "quiet")
            across.addWidget(icon_label(icon, tone))
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(Label(step.name, weight=500))
            said.addWidget(Label(step.said, role="caption", tone="quiet"))
            across.addLayout(said, 1)
            opens = Button(N_("Open"), small=True)
            opens.setAccessibleDescription(step.name)
            opens.clicked.connect(
                lambda _c=False, room=step.room: self.desk.go(room, self.event_id)
            )
            across.addWidget(opens)
            self._steps.column.addWidget(line)

    # Writing

    def change(self, key: str, text: str) -> None:
        """A field was left, or a choice made: it is kept at once."""
        if self.state is None:
            return
        event = self.state.event
        fields: dict[str, object] = {key: text}
        if key in PLACES:
            fields = self._placed(key, text)
            if not fields:
                self.fields[key].show_value(self._place_name(key))
                return
        if key in ("first_day", "last_day"):
            day = dates.parse_date(text)
            if day is None:
                refusal = UserError(
                    _("%(text)s is not a date") % {"text": text}, _("Write it as 15/9/2025.")
                )
                self.desk.messages.error(refusal)
                self.fields[key].show_value(words.day(getattr(event, key)))
                return
            fields = {key: day}
            if key == "first_day" and day > event.last_day:
                fields["last_day"] = day
        if key == "completion_percent":
            number = text.strip().rstrip("%").strip()
            fields = {key: int(number) if number.isdecimal() else 0}
        self.desk.write(
            lambda: events.change_event(self.desk.store, event, **fields),
            *TOPICS,
            said=_("Saved"),
        )

    def _place_name(self, key: str) -> str:
        """The event's province or district in the screen's language."""
        if self.state is None:
            return ""
        known = dict(self.state.provinces if key == "province" else self.state.districts)
        return known.get(getattr(self.state.event, key) or "", "")

    def _placed(self, key: str, text: str) -> dict[str, object]:
        """A place typed in any spelling; a district brings its province along. {} is a refusal."""
        if self.state is None:
            return {}
        places, event = self.state.places, self.state.event
        if not text.strip():
            return {"province": None, "district": None} if key == "province" else {key: None}
        if key == "province":
            province = places.find_province(text)
            if province is not None:
                stays = event.district and event.district.startswith(province.number)
                return {key: province.code} | ({} if stays else {"district": None})
        else:
            found = places.find_districts(text, event.province) or places.find_districts(text)
            if len(found) == 1:
                return {key: found[0].code, "province": found[0].province}
        self.desk.messages.error(
            UserError(
                _("“%(text)s” is no place known here") % {"text": text},
                _("Write its name in Lao or English, or choose one of the list."),
            )
        )
        return {}

    # Copies, templates, checklist

    def copy_event(self) -> None:
        """Ask for title, code and first day of a copy."""
        if self.state is not None:
            self.dialog = BeginDialog(self.desk, self, self.state.event)
            self.dialog.made.connect(lambda made: self.desk.go("overview", made.id))
            self.dialog.open()

    def save_template(self) -> None:
        """Keep this event as a template for others."""
        if self.state is not None:
            self.naming = TemplateDialog(self.desk, self.state.event, self)
            self.naming.open()

    def _tick(self, item: ChecklistItem, on: bool) -> None:
        done = self.desk.store.origin.now().astimezone().date() if on else None
        self.desk.write(
            lambda: checklist.change_task(self.desk.store, item, done_on=done),
            *TOPICS,
            said=_("Saved"),
        )

    def _add_task(self, title: str, due: date | None) -> None:
        if self.state is not None:
            event = self.state.event
            self.desk.write(
                lambda: checklist.add_task(self.desk.store, event, title, due),
                *TOPICS,
                said=_("Saved"),
            )

    def _remove_task(self, item: ChecklistItem) -> None:
        self.desk.write(
            lambda: checklist.remove_task(self.desk.store, item), *TOPICS, said=_("Saved")
        )

    def change_parties(self, kind: str, ids: list[UUID], name: str) -> None:
        """The programmes, hosts or organisers are to be these, and one more of this name."""
        if self.state is None:
            return
        event, store = self.state.event, self.desk.store

        def verb() -> None:
            if kind == "programme":
                event_parties.set_programmes(store, event, ids)
                return
            more = [event_parties.organisation_named(store, name)] if name else []
            event_parties.set_organisations(store, event, kind, [*ids, *more])

        self.desk.write(verb, *TOPICS, "organisations", "programmes", said=_("Saved"))

    def _typed_chairs(self) -> tuple[Chair, ...]:
        chairs = []
        for number in range(self._chairs.count()):
            item = self._chairs.itemAt(number)
            line = item.widget() if item is not None else None
            if line is not None:
                chairs.append(Chair(*(field.text() for field in line.findChildren(Saved))))
        return tuple(chair for chair in chairs if chair.name.strip())

    def _save_chairs(self) -> None:
        if self.state is None:
            return
        event, chairs = self.state.event, self._typed_chairs()
        self.desk.write(
            lambda: events.set_chairs(self.desk.store, event, chairs),
            *TOPICS,
            said=_("Saved"),
        )
