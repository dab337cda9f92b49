"""The other laptop at a registration desk: a list from a file, people signed in, a file back.

It has no database: everything done here stands in the file to hand back before it is shown.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.badge import badge_code, read_badge_code
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.text import search_key
from workshopdesk.services import desk_list
from workshopdesk.services.desk_exchange import SecondDesk
from workshopdesk.services.desk_list import SUFFIX, Listed, WalkIn
from workshopdesk.ui import live, words
from workshopdesk.ui.attendance.desk import Heard, SignInDesk, stranger, unclear
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.messages import Messages
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

MORNING_ENDS = 12


class SecondDeskDialog(QDialog):
    """One event's list; ``desk`` is what is handed back."""

    def __init__(self, desk: SecondDesk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._messages = desk, messages
        self._badges = {badge_code(p.id): p.id for p in desk.handed.people}
        live.say(self, self.setWindowTitle, N_("Check-in at the second computer"))
        self.resize(1080, 660)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_list(), 1)
        self.sign_in = SignInDesk(keys=False)
        self.sign_in.named.connect(self.sign)
        across.addWidget(self.sign_in)
        column.addLayout(across, 1)
        column.addWidget(self._build_walk_in())
        column.addLayout(self._build_foot())
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.activated.connect(self.take_back)
        live.follow(self, self._show)
        self.sign_in.field.setFocus()

    def _build_head(self) -> QVBoxLayout:
        handed = self.desk.handed
        title = Label(role="title", weight=600)
        english = handed.title_en or handed.title_lo
        live.follow(
            title,
            lambda: title.setText(english if screen_language() == "en" else handed.title_lo),
        )
        self.half_days = Choice(N_("Half-day"))
        live.follow(self.half_days, self._fill_half_days)
        self.half_days.currentIndexChanged.connect(lambda _n: self._show())
        self.counted = Label(role="section", weight=600)
        self.half_days.setMinimumWidth(230)
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addLayout(row(self.counted, None, self.half_days))
        return head

    def _fill_half_days(self) -> None:
        handed = self.desk.handed
        now = datetime.now(UTC).astimezone()
        today = next(
            (str(h.number) for h in handed.half_days
             if h.day == now.date() and h.afternoon == (now.hour >= MORNING_ENDS)),
            str(handed.half_days[0].number) if handed.half_days else "",
        )  # fmt: skip
        chosen = str(self.half_days.currentData() or today)
        choices = [
            (str(h.number),
             f"{words.day(h.day)} · {_('Afternoon') if h.afternoon else _('Morning')}")
            for h in handed.half_days
        ]  # fmt: skip
        self.half_days.set_choices(choices, chosen)

    def _build_list(self) -> Card:
        columns: list[Column[Listed]] = [
            Column("number", N_("No."), lambda p: str(p.number), (52, 52), right=True,
                   tone="quiet", sort=lambda p: p.number),
            Column("name", N_("Name and surname"), _name, (200, 200), grow=2, weight=500),
            Column("unit", N_("Unit / organisation"), lambda p: p.unit, (160, 160), grow=2),
            Column("here", N_("Attendance"), self._here, (110, 110)),
        ]  # fmt: skip
        self.model: TableModel[Listed] = TableModel(columns, key=lambda p: p.id)
        self.table = Table(self.model, N_("Participants"))
        self.table.doubleClicked.connect(lambda index: self._sign(self.model.row_at(index.row())))
        self.search = Field(N_("Find a person"), N_("Name, unit or number"), "search")
        self.search.textChanged.connect(self.model.set_search)
        self.search.returnPressed.connect(self._sign_first)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.search)
        card.column.addLayout(inside)
        card.column.addWidget(self.table, 1)
        return card

    def _build_walk_in(self) -> QWidget:
        holder = Card(margin=12)
        self.new_name = Field(N_("Name to add"), N_("Came without being on the list"), "user-plus")
        self.new_unit = Field(N_("Unit / organisation"), N_("Unit / organisation"))
        self.new_sex = Choice(N_("Sex"))
        live.follow(
            self.new_sex,
            lambda: self.new_sex.set_choices(
                [("", _("Sex")), ("F", _("Female")), ("M", _("Male"))],
                str(self.new_sex.currentData() or ""),
            ),
        )
        self.add_button = Button(N_("Add and sign in"), "plus", "outline")
        self.add_button.clicked.connect(self.add)
        self.new_name.returnPressed.connect(self.add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.new_name, 3)
        line.addWidget(self.new_sex)
        line.addWidget(self.new_unit, 2)
        line.addWidget(self.add_button)
        holder.column.addLayout(line)
        return holder

    def _build_foot(self) -> QHBoxLayout:
        said = Label(role="caption", tone="quiet")
        name = self.desk.back_path.name
        live.follow(
            said,
            lambda: said.setText(_("Everything is in %(file)s: hand it back.") % {"file": name}),
        )
        self.undo = Button(N_("Take back the last"), "arrow-back-up")
        self.undo.clicked.connect(self.take_back)
        close = Button(N_("Close"))
        close.clicked.connect(self.accept)
        return row(said, None, self.undo, close)

    # What is shown

    @property
    def half_day(self) -> int:
        """The half-day in hand."""
        return int(self.half_days.currentData() or 1)

    def _here(self, person: Listed) -> str:
        mark = person.marks.get(self.half_day)
        return "" if mark is None else _("Present") if mark in PRESENT else _("Absent")

    def _show(self) -> None:
        self.model.set_rows(self.desk.people)
        there, everyone = self.desk.count(self.half_day), len(self.desk.people)
        self.counted.setText(_("%(n)d of %(all)d are here") % {"n": there, "all": everyone})
        self.undo.setEnabled(bool(self.desk.back.taken))

    # What is done

    def sign(self, text: str) -> None:
        """Sign in whoever was scanned or named."""
        code = read_badge_code(text)
        people = self.desk.people
        if code is not None and code not in self._badges:
            self._hear(stranger(text))
            return
        wanted = self._badges.get(code or "")
        found = [p for p in people if p.id == wanted] or _matching(people, text)
        if len(found) != 1:
            self._hear(unclear(text, len(found)))
        else:
            self._sign(found[0])

    def _sign_first(self) -> None:
        if len(self.model.visible) == 1:
            self._sign(self.model.visible[0])
            self.search.clear()

    def _sign(self, person: Listed) -> None:
        now = datetime.now(UTC).astimezone().time()
        if person.marks.get(self.half_day) in PRESENT:
            self._hear(Heard("warn", _("Marked already"), _name(person), person.unit, "", now))
        elif self._did(lambda: self.desk.mark(person.id, self.half_day)):
            said = _("Signed in at %(time)s") % {"time": words.clock(now)}
            self._hear(Heard("good", said, _name(person), person.unit, "", now))

    def add(self) -> None:
        """Add whoever was typed, and sign them in."""
        sex = str(self.new_sex.currentData() or "")
        new = WalkIn(self.new_name.text(), Sex(sex) if sex else None, self.new_unit.text().strip())
        if not self._did(lambda: self.desk.add(new, self.half_day)):
            return
        now = datetime.now(UTC).astimezone().time()
        self._hear(Heard("good", _("Added and signed in"), new.name, new.unit, "", now))
        for field in (self.new_name, self.new_unit):
            field.clear()
        self.new_sex.choose("")

    def take_back(self) -> None:
        """Take back what was done last."""
        self._did(self.desk.take_back)

    def _did(self, verb: object) -> bool:
        assert callable(verb)
        try:
            verb()
        except UserError as error:
            self.sign_in.show_heard(Heard("bad", error.title, error.message or " "))
            self._messages.error(error)
            return False
        self._show()
        return True

    def _hear(self, heard: Heard) -> None:
        self.sign_in.show_heard(heard)
        QApplication.beep()
        self.sign_in.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _name(person: Listed) -> str:
    english = screen_language() == "en" and person.name_latin
    return person.name_latin if english else person.name


def _matching(people: tuple[Listed, ...], text: str) -> list[Listed]:
    numbered = [p for p in people if str(p.number) == text.strip()]
    key = search_key(text)
    return numbered or [p for p in people if key in search_key(f"{p.name} {p.name_latin} {p.unit}")]


def files() -> str:
    """The kind of file, for a file dialog."""
    return f"{_('Check-in')} (*{SUFFIX})"


def choose_list(desk: Desk, parent: QWidget) -> SecondDeskDialog | None:
    """Ask which list, then show it."""
    path, _kind = QFileDialog.getOpenFileName(parent, _("Open a check-in list"), "", files())
    return open_list(Path(path), desk.messages, parent) if path else None


def receive(path: Path, desk: Desk, parent: QWidget) -> None:
    """A file that was dropped: a list is opened, what came back is shown by its event."""
    try:
        if desk_list.kind_of(path) == desk_list.LIST:
            open_list(path, desk.messages, parent)
            return
        event_id = desk_list.read_taken(path).event_id
    except UserError as error:
        desk.messages.error(error)
    else:
        desk.go("attendance", event_id, f"checkin:{path}")


def open_list(path: Path, messages: Messages, parent: QWidget) -> SecondDeskDialog | None:
    """Show a list that was handed out; what it is not is told."""
    try:
        desk = SecondDesk(path)
    except UserError as error:
        messages.error(error)
        return None
    dialog = SecondDeskDialog(desk, messages, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
