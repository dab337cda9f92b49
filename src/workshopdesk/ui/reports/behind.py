"""What stands behind a number: everyone counted in it, each with the reason; and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.counting import Count, Dimension, Rule, Unit
from workshopdesk.domain.people import Sex
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import behind
from workshopdesk.services.behind import Behind, Evidence
from workshopdesk.services.papers import counts_in_words
from workshopdesk.services.papers.counts_in_words import Terms
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.reports.lines import Opens
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """One participation in the screen's words."""

    key: UUID | str
    name: str
    sex: str
    event: str
    day: str
    role: str
    unit: str
    why: str
    seen: Behind


@dataclass(frozen=True, slots=True)
class State:
    """What a number consists of, with the words said of it all."""

    opens: Opens
    lines: tuple[Line, ...]
    said: str
    rule: str


def read(store: Store, opens: Opens, progress: Progress) -> State:
    """Read what is behind a number; takes a while where there are many. Raises UserError."""
    found = behind.behind(store, opens.count, opens.values, progress=progress)
    with store.read() as reader:
        terms = counts_in_words.read_terms(reader)
    spoken = Wording("en" if screen_language() == "en" else "lo")
    lines = tuple(_line(n, one, opens.count, terms, spoken) for n, one in enumerate(found.rows))
    unit = spoken.line(counts_in_words.UNITS[opens.count.unit])
    return State(opens, lines, _said(found), f"{unit}: {terms.rule(opens.count, spoken)}")


def _said(found: Evidence) -> str:
    n, people, events = found.participations, found.people, found.events
    parts = [
        ngettext("%(n)d participation", "%(n)d participations", n) % {"n": n},
        ngettext("%(n)d person", "%(n)d people", people) % {"n": people},
        ngettext("%(n)d event", "%(n)d events", events) % {"n": events},
    ]
    said = " · ".join(parts)
    if found.more:
        text = _("Only the first %(n)d are listed; narrow the number to see the others.")
        said = f"{text % {'n': behind.MOST}} {said}"
    return said


def _line(number: int, one: Behind, count: Count, terms: Terms, spoken: Wording) -> Line:
    english = screen_language() == "en"
    counted, row_ = one.participation, one.row
    role = terms.label(Dimension.ROLE, counted.role, spoken)
    event = (one.event_en or one.event_lo) if english else (one.event_lo or one.event_en)
    if row_ is None:
        name = ngettext("%(n)d counted, not named", "%(n)d counted, not named", one.heads)
        name %= {"n": one.heads}
    else:
        name = row_.name_latin if english and row_.name_latin else row_.name
    return Line(
        key=f"{number}",
        name=name,
        sex=words.sex(Sex(counted.sex) if counted.sex else None),
        event=event or one.event_code,
        day=words.day(one.first_day),
        role=role,
        unit=row_.organisation if row_ is not None else "",
        why=_why(one, count),
        seen=one,
    )


def _why(one: Behind, count: Count) -> str:
    """What makes this participation count, and whether it adds to the number."""
    if one.heads:
        return _("on a head-count")
    said = _("registered")
    if count.rule is not Rule.REGISTERED:
        said = _("present %(n)d of %(all)d half-days") % {"n": one.half_days, "all": one.expected}
    if count.unit is Unit.PERSON:
        return f"{said} · {_('first time') if one.first else _('again')}"
    return said


class BehindDialog(QDialog):
    """``went`` tells a room, an event (or None) and what to bring into view there."""

    went = Signal(str, object, str)

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(state.opens.title)
        self.resize(1120, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(4)
        title = Label(role="title", weight=600)
        title.setText(state.opens.title)
        column.addWidget(title)
        self.said = Paragraph(state.said)
        column.addWidget(self.said)
        column.addWidget(Paragraph(state.rule, tone="quiet", role="caption"))
        column.addSpacing(8)
        self.model: TableModel[Line] = TableModel(_columns(), key=lambda line: line.key)
        self.table = Table(self.model, N_("What the number consists of"))
        self.table.open_filters(True)
        column.addWidget(self.table, 1)
        self.person = Button(N_("Person"), "user")
        self.list = Button(N_("Participant list"), "users")
        self.attendance = Button(N_("Attendance"), "clipboard-check")
        close = Button(N_("Close"), kind="filled")
        column.addSpacing(8)
        column.addLayout(row(self.person, self.list, self.attendance, None, close))
        close.clicked.connect(self.accept)
        self.person.clicked.connect(self._to_person)
        self.list.clicked.connect(lambda: self._go("participants", by_id=True))
        self.attendance.clicked.connect(lambda: self._go("attendance", by_id=False))
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _line: self._to_person())
        self.table.doubleClicked.connect(lambda _index: self._to_person())
        self.model.set_rows(state.lines)
        if state.lines:
            self.table.selectRow(0)
        self._show_chosen()

    def _chosen(self) -> Line | None:
        rows: list[Line] = self.table.selected_rows()
        return rows[0] if rows else None

    def _show_chosen(self) -> None:
        line = self._chosen()
        named = line is not None and line.seen.row is not None
        self.person.setEnabled(named)
        self.list.setEnabled(line is not None)
        self.attendance.setEnabled(named)

    def _to_person(self) -> None:
        line = self._chosen()
        if line is not None and line.seen.participation.person_id is not None:
            self.accept()
            self.went.emit("people", None, str(line.seen.participation.person_id))

    def _go(self, room: str, *, by_id: bool) -> None:
        line = self._chosen()
        if line is None:
            return
        focus = ""
        if line.seen.row is not None:
            focus = str(line.seen.row.id) if by_id else f"person:{line.seen.row.name}"
        self.accept()
        self.went.emit(room, line.seen.event_id, focus)


def _columns() -> list[Column[Line]]:
    return [
        Column("name", N_("Name and surname"), lambda line: line.name, (180, 180), weight=500,
               grow=2),
        Column("sex", N_("Sex"), lambda line: line.sex, (56, 72), choices=True),
        Column("event", N_("Event"), lambda line: line.event, (200, 200), grow=3, choices=True),
        Column("day", N_("Date"), lambda line: line.day, (130, 140),
               sort=lambda line: line.seen.first_day),
        Column("role", N_("Role"), lambda line: line.role, (110, 110), choices=True),
        Column("unit", N_("Unit / organisation"), lambda line: line.unit, (130, 130), grow=1,
               tone="quiet"),
        Column("why", N_("Why it counts"), lambda line: line.why, (150, 170), grow=1),
    ]  # fmt: skip


class Opener:
    """Opens numbers for a room: reads away from the window, then shows the dialog."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.dialog: BehindDialog | None = None

    def open(self, opens: Opens) -> None:
        """Show what a number is made of."""
        store = self._desk.store
        self._desk.tasks.run(
            lambda progress: read(store, opens, progress),
            self._show,
            self._desk.messages.error,
            _("Reading what is behind the number"),
        )

    def _show(self, state: State) -> None:
        self.dialog = BehindDialog(state, self._parent)
        self.dialog.went.connect(self._desk.go)
        self.dialog.open()
