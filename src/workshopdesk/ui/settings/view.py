"""Settings: the office and the window, backups, passphrase, personal data, server. Kept at once."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workshopdesk import i18n
from workshopdesk.i18n import N_
from workshopdesk.ui import live, theme
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.office import OfficeCard
from workshopdesk.ui.room import Room
from workshopdesk.ui.settings.backups import BackupsPanel
from workshopdesk.ui.settings.passphrase import PassphrasePanel
from workshopdesk.ui.settings.personal import PersonalPanel
from workshopdesk.ui.settings.server import ServerPanel
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph

_MODES = [("system", N_("As the desktop")), ("light", N_("Light")), ("dark", N_("Dark"))]
_PAGES = [
    ("office", N_("Office and window")),
    ("backups", N_("Backups")),
    ("passphrase", N_("Passphrase")),
    ("personal", N_("Personal data")),
    ("server", N_("Team's server")),
]
_WIDEST = 960


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return SettingsRoom(desk)


class _Panel(Protocol):
    def load(self) -> None:
        """Read again."""


class SettingsRoom(Room):
    """Five pages under one switch; ``focus`` names the page to show."""

    topics = frozenset(("office", "people", "programmes", "participants"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("Settings"))
        column.addWidget(title)
        self.pages = Segments(_PAGES, N_("Settings"))
        self.pages.setMaximumWidth(_WIDEST)
        self.pages.chosen.connect(self.turn_to)
        column.addWidget(self.pages)
        self.office = OfficeCard(desk, whole=True)
        self.backups = BackupsPanel(desk)
        self.passphrase = PassphrasePanel(desk)
        self.personal = PersonalPanel(desk)
        self.server = ServerPanel(desk)
        self._panels: dict[str, _Panel] = {
            "office": self.office, "backups": self.backups, "passphrase": self.passphrase,
            "personal": self.personal, "server": self.server,
        }  # fmt: skip
        self._stack = QStackedWidget()
        panels = (self.backups, self.passphrase, self.personal, self.server)
        for page in (self._office_page(), *panels):
            page.setMaximumWidth(_WIDEST)
            self._stack.addWidget(scroll(page, N_("Settings")))
        column.addWidget(self._stack, 1)
        self._page = "office"
        self.pages.choose(self._page)
        live.follow(self, self._show_switches)

    def _office_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.office)
        looks = Card(margin=20, spacing=8)
        self.designer = Button(N_("Look of certificates…"), "certificate")
        self.designer.clicked.connect(lambda: self.desk.go("designer"))
        about = Paragraph(tone="quiet")
        live.say(
            about, about.set_text, N_("Templates that certificates are printed by, to be edited.")
        )
        looks.column.addLayout(row(self.designer, None))
        looks.column.addWidget(about)
        inside.addWidget(looks)
        card = Card(margin=20, spacing=16)
        self.language = Segments([("lo", "ລາວ"), ("en", "English")], N_("Language"), verbatim=True)
        self.language.setFixedWidth(240)
        self.language.chosen.connect(lambda key: self._window("speak", key))
        self.colours = Segments(list(_MODES), N_("Colours"))
        self.colours.setFixedWidth(420)
        self.colours.chosen.connect(lambda key: self._window("dress", key))
        card.column.addLayout(row(Labelled(N_("Language"), self.language), None))
        card.column.addLayout(row(Labelled(N_("Colours"), self.colours), None))
        words = Paragraph(tone="quiet")
        live.say(
            words, words.set_text, N_("Papers have a language of their own, chosen with each.")
        )
        card.column.addWidget(words)
        inside.addWidget(card)
        inside.addStretch(1)
        return page

    def _window(self, verb: str, key: str) -> None:
        getattr(self.window(), verb)(key)
        self.colours.choose(key if verb == "dress" else theme.chosen_mode())

    def turn_to(self, page: str) -> None:
        """Show a page, read afresh."""
        self._page = page
        self.pages.choose(page)
        self._stack.setCurrentIndex(list(self._panels).index(page))
        self._panels[page].load()

    def load(self) -> None:
        """What is stored, and what is switched on now."""
        self._panels[self._page].load()
        self._show_switches()

    def reveal(self, focus: str) -> None:
        """The page of this name."""
        if focus in self._panels:
            self.turn_to(focus)
            self.pages.button(focus).setFocus()

    def _show_switches(self) -> None:
        self.language.choose(i18n.screen_language())
        self.colours.choose(theme.chosen_mode())
