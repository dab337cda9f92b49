"""Signing keys: what they are for, making one, unlocking it, sharing the public half."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from workshopdesk.domain.certificate import SigningKey
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import passphrase, signing
from workshopdesk.services.papers import write_whole
from workshopdesk.services.passphrase import Strength
from workshopdesk.ui import live, words
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.unlock import PassphraseField
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card, Chip, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox
from workshopdesk.verifying import KeyPair

_TONES = {Strength.TOO_SHORT: "bad", Strength.WEAK: "bad", Strength.FAIR: "warn",
          Strength.STRONG: "good"}  # fmt: skip
_WHAT_FOR = N_(
    "A signing key is the office's seal for codes: each certificate gets a QR code that anyone can"
    " check without a network, and nobody can forge. The passphrase keeps the key from whoever has"
    " only the file or a backup. Without the passphrase nothing new can be signed; what was signed"
    " stays good."
)


class KeysPanel(QWidget):
    """One card for the key in use, one for making a key, and the list of all known keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keys: tuple[SigningKey, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = row(spacing=12)
        top.addWidget(self._build_use(), 1)
        top.addWidget(self._build_making(), 1)
        column.addLayout(top)
        column.addWidget(self._build_list(), 1)

    def _build_use(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Signing key"))
        self.state = Chip()
        head = row(spacing=8)
        head.addWidget(title, 1)
        head.addWidget(self.state)
        card.column.addLayout(head)
        what_for = Paragraph(tone="quiet")
        live.say(what_for, what_for.set_text, _WHAT_FOR)
        card.column.addWidget(what_for)
        self.typed = PassphraseField(N_("Passphrase of the key"))
        self.typed.returnPressed.connect(self._unlock)
        self.unlock = Button(N_("Unlock for this sitting"), kind="filled")
        self.unlock.clicked.connect(self._unlock)
        self.lock = Button(N_("Lock again"))
        self.lock.clicked.connect(self._lock)
        self._typed_box = Labelled(N_("Passphrase of the key"), self.typed)
        line = row(self._typed_box, spacing=12)
        buttons = QVBoxLayout()
        buttons.addStretch(1)
        buttons.addLayout(row(self.unlock, self.lock))
        line.addLayout(buttons)
        line.addStretch(1)
        card.column.addStretch(1)
        card.column.addLayout(line)
        return card

    def _build_making(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Make a new key"))
        card.column.addWidget(title)
        self.new, self.again = (
            PassphraseField(N_("New passphrase")),
            PassphraseField(N_("Once more")),
        )
        fields = (Labelled(N_("New passphrase"), self.new), Labelled(N_("Once more"), self.again))
        card.column.addLayout(row(*fields, spacing=12))
        self.strength = Paragraph(role="caption", tone="quiet")
        self.new.textChanged.connect(self._rate)
        card.column.addWidget(self.strength)
        self.shown = TickBox(N_("Show what I type"))
        for field in (self.new, self.again, self.typed):
            self.shown.toggled.connect(field.show_typed)
        card.column.addWidget(self.shown)
        note = Paragraph(role="caption", tone="quiet")
        live.say(note, note.set_text, N_(
            "Write the passphrase on paper and keep it in a safe place. A new key retires the one"
            " before; codes signed with that stay good."))  # fmt: skip
        card.column.addWidget(note)
        card.column.addStretch(1)
        self.make = Button(N_("Make the key"))
        self.make.clicked.connect(self._make)
        card.column.addLayout(row(None, self.make))
        return card

    def _build_list(self) -> Card:
        card = Card(margin=12, spacing=8)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Keys known here"))
        self.learn = Button(N_("Learn another office's key…"), "file-import")
        self.export = Button(N_("Export the public key…"), "download")
        self.retire = Button(N_("Retire"), "ban", "danger")
        self.learn.clicked.connect(self._ask_learn)
        self.export.clicked.connect(self._ask_export)
        self.retire.clicked.connect(self._ask_retire)
        head = row(spacing=8)
        head.addWidget(title, 1)
        for button in (self.learn, self.export, self.retire):
            head.addWidget(button)
        card.column.addLayout(head)
        self.model: TableModel[SigningKey] = TableModel(_columns(), key=lambda key: key.id)
        self.table = Table(self.model, N_("Keys known here"))
        self.table.chosen.connect(self._show_actions)
        card.column.addWidget(self.table, 1)
        return card

    # Showing

    def load(self) -> None:
        """Read the keys."""
        self.keys = signing.keys(self._desk.store)
        self.model.set_rows(self.keys)
        current = signing.current_key(self.keys)
        pair = self._desk.signing_key
        opened = current is not None and pair is not None and pair.public == current.public
        if current is None:
            self.state.set(_("No key yet"), "alert-triangle", "warn")
        elif opened:
            self.state.set(_("Unlocked until the window closes"), "circle-check", "good")
        else:
            self.state.set(_("Key locked"), "alert-triangle", "warn")
        self._typed_box.setVisible(current is not None and not opened)
        self.unlock.setVisible(current is not None and not opened)
        self.lock.setVisible(opened)
        self._rate(self.new.text())
        self._show_actions()

    def _rate(self, text: str) -> None:
        rating = passphrase.rate(text)
        self.strength.set_tone(_TONES[rating.strength] if text else "quiet")
        self.strength.set_text(rating.hint)
        strong = rating.strength not in (Strength.TOO_SHORT, Strength.WEAK)
        self.make.setEnabled(strong)

    def _one(self) -> SigningKey | None:
        chosen = self.table.selected_rows()
        return chosen[0] if len(chosen) == 1 else None

    def _show_actions(self) -> None:
        key = self._one()
        self.export.setEnabled(key is not None)
        self.retire.setEnabled(key is not None and bool(key.locked) and key.last_day is None)

    # Doing

    def _unlock(self) -> None:
        store, typed = self._desk.store, self.typed.text()

        def job(progress: Progress) -> tuple[KeyPair, int]:
            pair = signing.unlock(store, typed)
            return pair, signing.sign_missing(store, pair, progress)

        self._desk.tasks.run(job, self._unlocked, self._refused, _("Signing certificates"))

    def _unlocked(self, told: tuple[KeyPair, int]) -> None:
        self.typed.clear()
        self._desk.signing_key, count = told
        said = ngettext(
            "Unlocked; %(n)d certificate without a code got one",
            "Unlocked; %(n)d certificates without a code got one",
            count,
        )
        self._desk.announce("participants", said=said % {"n": count} if count else _("Unlocked"))
        self.load()

    def _refused(self, error: Exception) -> None:
        self.typed.setFocus()
        self.typed.selectAll()
        self._desk.messages.error(error)

    def _lock(self) -> None:
        self._desk.signing_key = None
        self.load()

    def _make(self) -> None:
        if self.new.text() != self.again.text():
            self.strength.set_tone("bad")
            self.strength.set_text(_("The two passphrases are not the same"))
            self.again.setFocus()
            return
        store, typed = self._desk.store, self.new.text()

        def job(progress: Progress) -> tuple[KeyPair, int]:
            pair = signing.make_key(store, typed, _today())
            return pair, signing.sign_missing(store, pair, progress)

        self._desk.tasks.run(job, self._made, self._desk.messages.error, _("Making a signing key"))

    def _made(self, told: tuple[KeyPair, int]) -> None:
        self.new.clear()
        self.again.clear()
        self._unlocked(told)

    def _ask_export(self) -> None:
        key = self._one()
        if key is None:
            return
        path, _kind = QFileDialog.getSaveFileName(self, _("Save"), f"key-{key.code}.json", "*.json")
        if path:
            self.export_to(Path(path), key)

    def export_to(self, path: Path, key: SigningKey) -> None:
        """Write a key's public half."""
        said = _("Saved %(file)s") % {"file": path.name}
        self._desk.write(lambda: write_whole(path, signing.export_public_key(key)), said=said)

    def _ask_learn(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Public key"), "", "*.json")
        if path:
            self.learn_from(Path(path))

    def learn_from(self, path: Path) -> None:
        """Remember another office's public key."""
        store = self._desk.store
        said = _("The key is known now: codes of that office can be checked")
        self._desk.write(lambda: signing.import_public_key(store, path.read_bytes()), said=said)
        self.load()

    def _ask_retire(self) -> None:
        key = self._one()
        if key is None:
            return
        lines = [_("Nothing new is signed with it. Codes signed before stay good.")]
        title = _("Retire the key %(code)s?") % {"code": key.code}
        Confirm(self.window(), title, lines, _("Retire")).ask(partial(self._retire, key.code))

    def _retire(self, code: str) -> None:
        store = self._desk.store
        self._desk.write(lambda: signing.retire(store, code, _today()), said=_("Key retired"))
        self._desk.signing_key = None
        self.load()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _columns() -> list[Column[SigningKey]]:
    def office(key: SigningKey) -> str:
        english = screen_language() == "en"
        return (key.issuer_en if english else key.issuer_lo) or key.issuer_lo or key.issuer_en

    def whose(key: SigningKey) -> str:
        if not key.locked:
            return _("Another office's: codes are checked with it")
        if key.last_day is None:
            return _("Ours, in use")
        return _("Ours, retired on %(day)s") % {"day": words.day(key.last_day)}

    return [
        Column("code", N_("Key"), lambda k: k.code, (170, 170), weight=500, filtered=False),
        Column("office", N_("Issued by"), office, (220, 220), grow=2, filtered=False),
        Column("since", N_("Since"), lambda k: words.day(k.first_day), (140, 140), filtered=False),
        Column("whose", N_("State"), whose, (220, 220), grow=2, filtered=False),
    ]
