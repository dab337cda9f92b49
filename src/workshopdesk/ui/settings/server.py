"""Settings, team's server: connecting to it with a login of one's own, and going back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workshopdesk import settings
from workshopdesk.i18n import N_, _
from workshopdesk.services import team
from workshopdesk.ui import live, reconnecting
from workshopdesk.ui.between import After, Between
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

_ABOUT = N_(
    "An office that has outgrown one computer puts its data on a PostgreSQL server. Everyone"
    " connects with a login of their own, and the server itself keeps to what each may do."
)


class ServerPanel(QWidget):
    """Where the data lies, and how to have it lie elsewhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._build_now())
        column.addWidget(self._build_form())
        column.addStretch(1)
        live.follow(self, self._reword)

    def _build_now(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Where the data lies"))
        self.where = Paragraph()
        self.warning = Paragraph(tone="bad")
        self.back = Button(N_("Use the data on this computer"))
        self.back.clicked.connect(self._go_back)
        for part in (title, self.where, self.warning):
            card.column.addWidget(part)
        card.column.addLayout(row(None, self.back))
        return card

    def _build_form(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Connect to a team's server"))
        about = Paragraph(tone="quiet")
        live.say(about, about.set_text, _ABOUT)
        self.host = Field(N_("Server"), N_("for example db.example.la"))
        self.database = Field(N_("Database"))
        self.login = Field(N_("Login"))
        self.password = Field(N_("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        boxes = [
            Labelled(N_("Server"), self.host), Labelled(N_("Database"), self.database),
            Labelled(N_("Login"), self.login), Labelled(N_("Password"), self.password),
        ]  # fmt: skip
        for box in boxes:
            box.setFixedWidth(210)
        self.remember = TickBox(N_("Remember it on this computer, in the keyring of its user"))
        self.remember.setEnabled(team.can_keep())
        self.connect_button = Button(N_("Connect"), kind="filled")
        self.connect_button.clicked.connect(self._connect)
        for part in (title, about):
            card.column.addWidget(part)
        card.column.addLayout(row(*boxes, None, spacing=12))
        card.column.addWidget(self.remember)
        card.column.addLayout(row(None, self.connect_button))
        return card

    # Reading

    def load(self) -> None:
        """Where the data lies now, and the address used before."""
        kept = reconnecting.remembered(self._desk.memory)
        if kept and not self.host.text():
            to = team.parsed(kept)
            self.host.setText(to.host)
            self.database.setText(to.database)
            self.login.setText(to.login)
        self._reword()

    def _reword(self) -> None:
        store = self._desk.store
        self.back.setVisible(bool(store.server))
        self.warning.setVisible(bool(store.server) and team.is_readable_on_the_way(store))
        self.warning.set_text(
            _(
                "The connection is not encrypted: others on the network can read names and phone"
                " numbers. Ask who runs the server to switch TLS on."
            )
        )
        if store.server:
            said = _("On the server %(server)s, as %(login)s")
            self.where.set_text(said % {"server": store.server, "login": store.origin.author})
        else:
            self.where.set_text(_("Data on this computer"))

    # Doing

    def _connect(self) -> None:
        try:
            to = team.address(self.host.text(), self.database.text(), self.login.text())
        except Exception as error:  # sorted by the one sink
            self._desk.messages.error(error)
            return
        password = self.password.text()
        self._desk.tasks.run(
            lambda _progress: team.try_out(to, password),
            lambda url: self._move(to, url, password),
            self._desk.messages.error,
            _("Connecting to the server"),
        )

    def _move(self, to: team.Address, url: str, password: str) -> None:
        if password and self.remember.isChecked():
            try:
                team.keep_password(to, password)
            except Exception as error:  # sorted by the one sink
                self._desk.messages.error(error)
                return
        elif password:
            team.forget_password(to)
        reconnecting.remember(self._desk.memory, to.url)
        self._reopen(url, _("Connected to the team's server"))

    def _go_back(self) -> None:
        reconnecting.remember(self._desk.memory, "")
        self._reopen(settings.default_data(), _("The data on this computer is used again"))

    def _reopen(self, data: str, said: str) -> None:
        wanted = Between(lambda: After(data=data, said=said), _("Connecting to the server"))
        self._desk.close_for(self.window(), wanted)
