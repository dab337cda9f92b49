"""Settings, passphrase: setting, changing, removing and remembering it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import backup
from workshopdesk.services import passphrase as services
from workshopdesk.services.passphrase import Strength
from workshopdesk.ui import live
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.between import After, Between
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.unlock import PassphraseField
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card, Chip, row
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

_TONES = {Strength.TOO_SHORT: "bad", Strength.WEAK: "bad", Strength.FAIR: "warn",
          Strength.STRONG: "good"}  # fmt: skip
FORGOTTEN = N_(
    "There is no way round a forgotten passphrase: nobody can open the data then, not even the"
    " makers of this program. Write it on paper and keep it in a safe place."
)


class PassphrasePanel(QWidget):
    """The lock of the database file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._server = Paragraph()
        live.say(self._server, self._server.set_text,
                 N_("On a team's server everyone has a login of their own; there is no passphrase"
                    " here."))  # fmt: skip
        column.addWidget(self._server)
        self._card = self._build_card()
        self._old_card = self._build_old()
        column.addWidget(self._card)
        column.addWidget(self._old_card)
        column.addStretch(1)

    def _build_card(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Passphrase"))
        self.state = Chip()
        top = row(spacing=8)
        top.addWidget(title, 1)
        top.addWidget(self.state)
        card.column.addLayout(top)
        self.said = Paragraph()
        card.column.addWidget(self.said)
        warning = Paragraph(tone="warn")
        live.say(warning, warning.set_text, FORGOTTEN)
        card.column.addWidget(warning)
        self.old = PassphraseField(N_("Present passphrase"))
        self.new = PassphraseField(N_("New passphrase"))
        self.again = PassphraseField(N_("Once more"))
        self._old_box = Labelled(N_("Present passphrase"), self.old)
        fields = [self._old_box, Labelled(N_("New passphrase"), self.new),
                  Labelled(N_("Once more"), self.again)]  # fmt: skip
        for box in fields:
            box.setFixedWidth(280)
        card.column.addLayout(row(*fields, None, spacing=16))
        self.strength = Paragraph(role="caption", tone="quiet")
        self.new.textChanged.connect(self._rate)
        card.column.addWidget(self.strength)
        self.shown = TickBox(N_("Show what I type"))
        for field in (self.old, self.new, self.again):
            self.shown.toggled.connect(field.show_typed)
        self.remember = TickBox(N_("Remember it on this computer, in the keyring of its user"))
        self.remember.clicked.connect(self._remember)
        card.column.addWidget(self.shown)
        card.column.addWidget(self.remember)
        self.set_button = Button(N_("Set the passphrase"), kind="filled")
        self.set_button.clicked.connect(self._ask_set)
        self.remove_button = Button(N_("Remove the passphrase"), kind="danger")
        self.remove_button.clicked.connect(self._ask_remove)
        card.column.addLayout(row(None, self.remove_button, self.set_button))
        return card

    def _build_old(self) -> Card:
        card = Card(margin=20, spacing=8)
        self.plain = Paragraph(tone="warn")
        card.column.addWidget(self.plain)
        self.encrypt_button = Button(N_("Encrypt them"))
        self.encrypt_button.clicked.connect(self._encrypt_plain)
        self.delete_button = Button(N_("Delete them"), kind="danger")
        self.delete_button.clicked.connect(self._ask_delete_plain)
        card.column.addLayout(row(None, self.delete_button, self.encrypt_button))
        return card

    # Reading

    def load(self) -> None:
        """Whether the file is encrypted, and which backups are not."""
        self._data = backup.file_of(self._desk.store)
        local = self._data is not None
        self._server.setVisible(not local)
        self._card.setVisible(local)
        self._old_card.hide()
        if self._data is None:
            return
        locked = services.is_set(self._data)
        encrypted = (_("Encrypted"), "circle-check", "good")
        self.state.set(*encrypted if locked else (_("Not encrypted"), "alert-triangle", "warn"))
        self.said.set_text(
            _("The database and its backups open only with your passphrase.")
            if locked
            else _("Whoever gets this computer or a backup can read everyone's data. With a"
                   " passphrase the file and its backups are encrypted.")
        )  # fmt: skip
        self._old_box.setVisible(locked)
        self.remove_button.setVisible(locked)
        self.set_button.set_words(_("Change the passphrase") if locked else _("Set the passphrase"))
        self.remember.setVisible(services.can_remember())
        self.remember.setChecked(services.is_remembered(self._data))
        self._rate(self.new.text())
        self._show_plain(len(services.plain_backups(self._data)))

    def _show_plain(self, count: int) -> None:
        self._old_card.setVisible(count > 0)
        said = ngettext(
            "%(n)d backup from before is not encrypted: whoever has it can read it.",
            "%(n)d backups from before are not encrypted: whoever has them can read them.",
            count,
        )
        self.plain.set_text(said % {"n": count})

    def _rate(self, text: str) -> None:
        rating = services.rate(text)
        self.strength.set_tone(_TONES[rating.strength] if text else "quiet")
        self.strength.set_text(rating.hint)

    # Doing

    def _checked(self) -> str | None:
        """The present passphrase, if what was typed may be done; else why not is told."""
        present = services.of_store(self._desk.store)
        if self.old.text() != present:
            self._refuse(_("The present passphrase is wrong"), self.old)
        elif services.rate(self.new.text()).strength is Strength.TOO_SHORT:
            self._refuse(services.rate(self.new.text()).hint, self.new)
        elif self.new.text() != self.again.text():
            self._refuse(_("The two passphrases are not the same"), self.again)
        else:
            return present
        return None

    def _refuse(self, title: str, field: PassphraseField) -> None:
        field.setFocus()
        field.selectAll()
        self._desk.messages.error(UserError(title))

    def _ask_set(self) -> None:
        present = self._checked()
        if present is None:
            return
        new, keep = self.new.text(), self.remember.isChecked()
        title = _("Encrypt the database with this passphrase?")
        lines = [_(FORGOTTEN), _("The window closes and opens again.")]
        Confirm(self.window(), title, lines, _("Encrypt"), "filled").ask(
            lambda: self._write_anew(new, present, keep)
        )

    def _ask_remove(self) -> None:
        present = services.of_store(self._desk.store)
        if self.old.text() != present:
            self._refuse(_("The present passphrase is wrong"), self.old)
            return
        title = _("Remove the passphrase?")
        lines = [
            _("Whoever gets this computer or a backup can read everyone's data then."),
            _("The window closes and opens again."),
        ]
        Confirm(self.window(), title, lines, _("Remove")).ask(
            lambda: self._write_anew("", present, False)
        )

    def _write_anew(self, new: str, present: str, keep: bool) -> None:
        data = self._data
        if data is None:
            return

        def job() -> After:
            unopened = services.set_passphrase(data, new, present)
            if new and keep:
                services.remember(data, new)
            said = _("The database is encrypted now") if new else _("The passphrase was removed")
            if unopened:
                more = ngettext(
                    "%(n)d backup stayed as it was",
                    "%(n)d backups stayed as they were",
                    len(unopened),
                )
                said = f"{said} · {more % {'n': len(unopened)}}"
            return After(new, said=said)

        wanted = Between(job, _("Writing the database anew …"), present)
        self._desk.close_for(self.window(), wanted)

    def _remember(self, wanted: bool) -> None:
        data, present = self._data, services.of_store(self._desk.store)
        if data is None or not present:
            return  # nothing to keep yet: it is kept once a passphrase is set
        if wanted:
            self._desk.write(lambda: services.remember(data, present))
        else:
            services.forget(data)
        self.remember.setChecked(services.is_remembered(data))

    def _encrypt_plain(self) -> None:
        data, present = self._data, services.of_store(self._desk.store)
        if data is None:
            return

        def job(_progress: Progress) -> tuple[Path, ...]:
            return services.encrypt_plain_backups(data, present)

        self._desk.tasks.run(
            job, lambda _left: self.load(), self._desk.messages.error, _("Encrypting backups")
        )

    def _ask_delete_plain(self) -> None:
        data = self._data
        if data is None:
            return
        title = _("Delete the backups that are not encrypted?")
        lines = [self.plain.accessibleName(), _("Deleted backups cannot be brought back.")]
        Confirm(self.window(), title, lines, _("Delete")).ask(lambda: self._delete_plain(data))

    def _delete_plain(self, data: Path) -> None:
        self._desk.write(lambda: services.delete_plain_backups(data))
        self.load()
