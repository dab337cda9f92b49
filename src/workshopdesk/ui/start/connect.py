"""Connecting to a team's server: address, database, login and password, tried before they count."""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.store import open_store
from workshopdesk.ui import between, live
from workshopdesk.ui.between import After, Between
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.unlock import PassphraseField
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph

_MEMORY = "start/server"
_PORT = "5432"


class Connect(QDialog):
    """The window closes and opens again on the server. The password is not kept."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent.window()
        self.setObjectName("connect")
        self.setMinimumWidth(520)
        live.say(self, self.setWindowTitle, N_("Connect to a team's server"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        said = Paragraph(tone="quiet")
        message = N_("Who runs the server gives you these. Each person has a login of their own.")
        live.say(said, said.set_text, message)
        column.addWidget(said)
        self.host, self.port = (
            Field(N_("Server"), N_("for example: data.office.la")),
            Field(N_("Port")),
        )
        self.database, self.login = Field(N_("Database")), Field(N_("Login"))
        self.password = PassphraseField(N_("Password"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for field, name, line, place in (
            (self.host, N_("Server"), 0, 0), (self.port, N_("Port"), 0, 1),
            (self.database, N_("Database"), 1, 0), (self.login, N_("Login"), 2, 0),
            (self.password, N_("Password"), 2, 1),
        ):  # fmt: skip
            grid.addWidget(Labelled(name, field), line, place)
        column.addLayout(grid)
        self.fault = Paragraph(tone="bad")
        self.fault.hide()
        column.addWidget(self.fault)
        self.connect_button = Button(N_("Connect"), kind="filled")
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(self.attempt)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.connect_button))
        self._recall()

    def _recall(self) -> None:
        kept = self._desk.memory.value(_MEMORY) if self._desk.memory is not None else None
        host, port, database, login = (str(kept or "").split("\n") + [""] * 4)[:4]
        for field, text in (
            (self.host, host), (self.port, port or _PORT),
            (self.database, database or "workshopdesk"), (self.login, login),
        ):  # fmt: skip
            field.setText(text)
        (self.password if host else self.host).setFocus()

    @property
    def address(self) -> str:
        """What was typed, as the address of a database."""
        login, password = (quote(f.text().strip(), safe="") for f in (self.login, self.password))
        host = self.host.text().strip()
        where = f"[{host}]" if ":" in host else host
        database = quote(self.database.text().strip(), safe="")
        return f"postgresql://{login}:{password}@{where}:{self.port.text().strip()}/{database}"

    def attempt(self) -> None:
        """Try it; the window closes only for a server that answers."""
        address = self.address
        self.connect_button.setEnabled(False)
        self.fault.hide()

        def job(_progress: Progress) -> None:
            open_store(address).close()

        def done(_nothing: None) -> None:
            self._remember()
            self.accept()
            wanted = Between(lambda: After(data=address), _("Connecting to the server …"))
            between.close_for(self._desk, self._window, wanted)

        self._desk.tasks.run(job, done, self._failed, _("Connecting to the server"))

    def _failed(self, error: Exception) -> None:
        self.connect_button.setEnabled(True)
        title = getattr(error, "title", "")
        if not title:
            self._desk.messages.error(error)
            self.reject()
            return
        self.fault.set_text(f"{title}. {getattr(error, 'message', '')}")
        self.fault.show()

    def _remember(self) -> None:
        if self._desk.memory is not None:
            typed = (self.host, self.port, self.database, self.login)
            self._desk.memory.setValue(_MEMORY, "\n".join(f.text().strip() for f in typed))
