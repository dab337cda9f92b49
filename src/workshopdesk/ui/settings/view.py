"""Settings: the issuing office, and the window's language and colours. All is kept at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk import i18n
from workshopdesk.i18n import N_
from workshopdesk.ui import live, theme
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.office import OfficeCard
from workshopdesk.ui.room import Room
from workshopdesk.ui.widgets.buttons import Segments
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph

_MODES = [("system", N_("As the desktop")), ("light", N_("Light")), ("dark", N_("Dark"))]


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return SettingsRoom(desk)


class SettingsRoom(Room):
    """The office that issues papers, and two switches."""

    topics = frozenset(("office",))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("Settings"))
        column.addWidget(title)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        self.office = OfficeCard(desk, whole=True)
        self.office.setMaximumWidth(960)
        inside.addWidget(self.office)
        card = Card(margin=20, spacing=16)
        card.setMaximumWidth(960)
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
        column.addWidget(scroll(page, N_("Settings")), 1)
        live.follow(self, self._show_switches)

    def _window(self, verb: str, key: str) -> None:
        getattr(self.window(), verb)(key)
        self.colours.choose(key if verb == "dress" else self._mode())

    def _mode(self) -> str:
        return theme.chosen_mode()

    def load(self) -> None:
        """What is stored, and what is switched on now."""
        self.office.load()
        self._show_switches()

    def _show_switches(self) -> None:
        self.language.choose(i18n.screen_language())
        self.colours.choose(self._mode())
