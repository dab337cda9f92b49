"""The certificates' page of an event: register, printing at the door, keys, checking a code."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.services import signing
from workshopdesk.ui.certificates import presenter
from workshopdesk.ui.certificates.checking import CheckingPanel
from workshopdesk.ui.certificates.door import DoorPanel
from workshopdesk.ui.certificates.keys import KeysPanel
from workshopdesk.ui.certificates.register import RegisterPanel
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Segments
from workshopdesk.ui.widgets.frames import Chip

REGISTER, DOOR, KEYS, CHECK = "register", "door", "keys", "check"
_PAGES = [
    (REGISTER, N_("The register")),
    (DOOR, N_("Printing")),
    (KEYS, N_("Keys")),
    (CHECK, N_("Check a code")),
]


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return CertificatesRoom(desk)


class CertificatesRoom(EventRoom):
    """Four pages under one switch; ``focus`` names one, or "number:" and a certificate's number."""

    topics = frozenset(("events", "agenda", "participants", "attendance", "people", "office"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Report"), "event_report")
        self.state: presenter.ScreenState | None = None
        self.register = RegisterPanel(desk)
        self.door = DoorPanel(desk)
        self.keys = KeysPanel(desk)
        self.checking = CheckingPanel(desk)
        self.pages = Segments(_PAGES, N_("Certificates"))
        self.pages.setMinimumWidth(480)
        self.pages.chosen.connect(self.turn_to)
        self.key_state = Chip()
        self.toolbar.addWidget(self.pages)
        self.toolbar.addStretch(1)
        self.toolbar.addWidget(self.key_state)
        self._stack = QStackedWidget()
        self._panels: dict[str, QWidget] = {
            REGISTER: self.register, DOOR: self.door, KEYS: self.keys, CHECK: self.checking,
        }  # fmt: skip
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        self.page = REGISTER
        self.pages.choose(self.page)
        self.set_content(self._stack)

    def load(self) -> None:
        """Read the register; keys are shown wherever one works."""
        with self.desk.store.read() as reader:
            self.state = presenter.read(reader, self.event_id)
        self.register.show_state(self.state)
        self.door.show_state(self.state)
        if self.page == KEYS:
            self.keys.load()
        self._show_key()

    def _show_key(self) -> None:
        if self.desk.signing_key is not None:
            self.key_state.set(_("Codes are signed"), "circle-check", "good")
        elif signing.current_key(signing.keys(self.desk.store)) is not None:
            self.key_state.set(_("Key locked: no codes on new papers"), "alert-triangle", "warn")
        else:
            self.key_state.set(_("No key: papers carry no code"), "info-circle")

    def turn_to(self, page: str) -> None:
        """Show a page; the caret stands where its work begins."""
        self.page = page
        self.pages.choose(page)
        self._stack.setCurrentWidget(self._panels[page])
        if page == KEYS:
            self.keys.load()
        if page == REGISTER:
            self.register.table.setFocus()
        else:
            self.start_search()

    def reveal(self, focus: str) -> None:
        """A page by its name, or a certificate by its number."""
        if focus.startswith("number:"):
            self.turn_to(REGISTER)
            self.register.reveal_number(focus.removeprefix("number:"))
        elif focus in self._panels:
            self.turn_to(focus)

    def start_search(self) -> None:
        """Ctrl+F: into the field of the page."""
        fields = {
            REGISTER: self.register.search,
            DOOR: self.door.field,
            KEYS: self.keys.typed if self.keys.typed.isVisible() else self.keys.new,
            CHECK: self.checking.field,
        }
        fields[self.page].setFocus()
