"""The desk at the door: a name is typed, Enter prints; who is not known is registered first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.documents.model import Language
from workshopdesk.domain.counting import NOON
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import door, known_people
from workshopdesk.services.door import Wanted
from workshopdesk.ui import live, theme, words
from workshopdesk.ui.certificates import presenter
from workshopdesk.ui.certificates.options import Options
from workshopdesk.ui.certificates.outlet import Came, Outlet
from workshopdesk.ui.certificates.presenter import OFFERED, Line, ScreenState
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import icon_label
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, clear
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

_TINTS = {"good": "good_tint", "warn": "warn_tint", "bad": "bad_tint"}
_ICONS = {"good": "circle-check", "warn": "alert-triangle", "bad": "circle-x"}
_NEW = "new"


class Last(QFrame):
    """What became of the last name, readable from the other side of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "good"
        self.said, self.name = "", ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 12, 10)
        self._column.setSpacing(2)
        self.setMinimumHeight(112)
        live.follow(self, self.update)

    def show_outcome(self, tone: str, said: str, name: str = "", detail: str = "") -> None:
        """Tone is good, warn or bad; all words are final."""
        self._tone, self.said, self.name = tone, said, name
        clear(self._column)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(icon_label(_ICONS[tone], tone, 16))
        head.addWidget(Label(said, role="caption", weight=600, tone=tone), 1)
        self._column.addLayout(head)
        if name:
            self._column.addWidget(Label(name, role="title", weight=600))
        if detail:
            self._column.addWidget(Paragraph(detail, role="caption"))
        self._column.addStretch(1)
        self.setAccessibleName(f"{said}: {name}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint and the bar at its left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(_TINTS[self._tone]))
        painter.fillRect(0, 0, 3, self.height(), theme.colour(self._tone))


class DoorPanel(QWidget):
    """The field, whom it means, what became of the last, and how papers are printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state: ScreenState | None = None
        self.outlet = Outlet(desk, self)
        self._confirmed = ""
        self.options = Options(desk, self.outlet)
        self.options.all_wanted.connect(self._print_all)
        self.options.calibration_wanted.connect(self._print_calibration)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self._build_desk(), 1)
        across.addWidget(self.options)

    def _build_desk(self) -> QWidget:
        card = Card(spacing=8)
        hint = N_("Part of a name, then Enter")
        self.field = Field(N_("Name at the door"), hint, "search", "Ctrl+F")
        self.field.setFixedHeight(44)
        self.field.textChanged.connect(self._offer)
        self.field.installEventFilter(self)
        card.column.addWidget(self.field)
        self.hint = Label(role="caption", tone="quiet")
        card.column.addWidget(self.hint)
        self.model: TableModel[Line] = TableModel(_columns(), key=lambda line: line.id)
        self.table = Table(self.model, N_("Whom the name means"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda index: self._go(self.model.row_at(index.row())))
        card.column.addWidget(self.table, 1)
        self.last = Last()
        card.column.addWidget(self.last)
        return card

    # Showing

    def show_state(self, state: ScreenState) -> None:
        """Show an event; a name being typed stays."""
        new = self.state is None or self.state.event.id != state.event.id
        self.state = state
        self.options.show_state(state)
        if new:
            self.field.clear()
            said = _("Ready: type a name and press Enter")
            self.last.show_outcome("good", said, "", _("↑ and ↓ choose between several people."))
        self._offer(self.field.text())

    def _offer(self, text: str) -> None:
        if self.state is None:
            return
        self._confirmed = ""
        found = presenter.meant(self.state, text)
        rows = list(found[:OFFERED]) if found else self._strangers(text)
        self.model.set_rows(rows)
        if rows:
            self.table.selectRow(0)
        self.hint.setText(self._hint(text, len(found)))

    def _hint(self, text: str, found: int) -> str:
        if not text.strip():
            return _("Lao or Latin letters, or the number on the list")
        if not found:
            return _("Nobody on the list. Enter twice registers and prints.")
        said = ngettext("%(n)d person fits", "%(n)d people fit", found) % {"n": found}
        return said if found <= OFFERED else f"{said} · {_('Type more of the name.')}"

    def _strangers(self, text: str) -> list[Line]:
        """Who may be meant beyond the list: people known from elsewhere, then somebody new."""
        if self.state is None or len(text.strip()) < known_people.SHORTEST:
            return []
        with self._desk.store.read() as reader:
            offers = known_people.offers(reader, self.state.listed, text, OFFERED - 1)
        rows = [_stranger(o.name, o.detail, o.person_id) for o in offers if not o.listed]
        return [*rows, _stranger(text.strip(), _("New: registered, marked present, printed"), None)]

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Enter prints, Escape empties the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self._confirmed = ""
                    self._choose(step)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._enter()
                    return True
                case Qt.Key.Key_Escape:
                    self.field.clear()
                    return True
        return super().eventFilter(watched, event)

    def _choose(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            self.table.selectRow((max(self.table.currentIndex().row(), 0) + step) % count)

    def _enter(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self._go(rows[0])
        elif self.field.text().strip():
            self._tell("bad", _("Nobody on the list"), self.field.text().strip())

    def _go(self, line: Line) -> None:
        """Print somebody's certificate; what would surprise is asked for once more."""
        again = f"{line.id} {self.field.text()}"
        doubt = self._doubt(line)
        if doubt == "refused":
            self._tell("bad", _("Not printed: %(why)s") % {"why": line.decision}, line.name,
                       _("Give the certificate with a reason in the register."))  # fmt: skip
        elif doubt and self._confirmed != again:
            self._confirmed = again
            self._tell("warn", doubt, line.name, _("Enter once more does it."))
        else:
            self._print_one(line)

    def _doubt(self, line: Line) -> str:
        if not line.registered:
            return _("Not on the list: register, mark present and print?")
        if line.certificate is None and not line.entitled:
            return "refused"
        if line.certificate is not None and not line.holds:
            return "refused"
        if line.printed:
            return _("Printed already: %(when)s. Print again?") % {"when": line.printed}
        return ""

    # Printing

    def _wanted(self, only: frozenset[UUID] | None) -> Wanted:
        code = self.state.event.code if self.state is not None else ""
        language = cast(Language, self.options.language)
        return Wanted(code, language, only, self.options.preprinted())

    def _print_one(self, line: Line) -> None:
        if self.state is None:
            return
        wanted, name = self._wanted(None), line.name
        self.field.clear()
        self.field.setFocus()
        self._tell("warn", _("Printing"), name)
        if line.registered:
            only = frozenset((line.registration_id,))
            self.outlet.print_certificates(
                lambda: replace(wanted, only=only), partial(self._came, name)
            )
            return
        person = None if line.id[1] == line.id[0] else line.id[0]
        prepare = partial(self._admit, wanted, name, person, self._half_day())
        self.outlet.print_certificates(prepare, partial(self._came, name))

    def _admit(self, wanted: Wanted, name: str, person: UUID | None, half_day: int) -> Wanted:
        """In the worker: register first."""
        came = door.walk_in(
            self._desk.store, wanted.event_code, name, half_day, person_id=person,
            key=self._desk.signing_key,
        )  # fmt: skip
        return replace(wanted, only=frozenset((came,)))

    def _half_day(self) -> int:
        """Today's half-day, else the last the event has."""
        if self.state is None:
            return 1
        now = datetime.now(UTC).astimezone()
        afternoon = now.time() >= NOON
        half_days = self.state.event.half_days
        here = [h for h in half_days if h.day == now.date() and h.afternoon == afternoon]
        return (here or list(half_days))[-1].number

    def _came(self, name: str, came: Came) -> None:
        clock = words.clock(datetime.now(UTC).astimezone().time())
        said = _("Opened as a PDF file at %(time)s") if came.file else _("Printed at %(time)s")
        self._tell("good", said % {"time": clock}, name)

    def _print_all(self, only_new: bool, unit: str) -> None:
        if self.state is None:
            return
        only = frozenset(presenter.to_print(self.state, only_new=only_new, unit=unit))
        if not only:
            self._tell("warn", _("There is nothing to print"))
            return
        counted = ngettext("%(n)d certificate", "%(n)d certificates", len(only)) % {"n": len(only)}
        wanted = self._wanted(only)
        self._tell("warn", _("Printing"), counted)
        self.outlet.print_certificates(lambda: wanted, partial(self._came, counted))

    def _print_calibration(self) -> None:
        wanted, store = self._wanted(None), self._desk.store
        offset = self.options.offset()
        self.outlet.print_page(
            lambda: door.calibration(store, wanted.event_code, wanted.language, offset)
        )

    def _tell(self, tone: str, said: str, name: str = "", detail: str = "") -> None:
        self.last.show_outcome(tone, said, name, detail)


def _stranger(name: str, detail: str, person_id: UUID | None) -> Line:
    """Somebody who is not on the list; a new one has the same id twice."""
    key = person_id or UUID(int=0)
    return Line(
        id=(key, None if person_id else key), order="+", name=name, latin="", unit=detail,
        half_days="", decision="", entitled=False, number="", state="", holds=False, printed="",
        printed_at=None, certificate=None, registered=False, key="",
    )  # fmt: skip


def _columns() -> list[Column[Line]]:
    return [
        Column("order", N_("No."), lambda x: x.order, (44, 44), right=True, filtered=False),
        Column("name", N_("Name and surname"), lambda x: x.name, (180, 180), weight=500, grow=2),
        Column("unit", N_("Unit"), lambda x: x.unit, (190, 190), grow=3, tone="quiet"),
        Column("state", N_("State"), _state, (180, 180), grow=1),
    ]


def _state(line: Line) -> str:
    if line.printed:
        return _("Printed %(when)s") % {"when": line.printed}
    return line.number or line.decision
