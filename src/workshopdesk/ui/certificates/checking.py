"""Checking a code that was scanned or pasted, and the page with which anyone can check."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.certificate import Statement
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.numbers import format_number
from workshopdesk.services import signing
from workshopdesk.services.papers import write_whole
from workshopdesk.services.signing import Found
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import Card, Chip, clear, row
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.verifying import Doubt

PAGE = "verify.html"
_VERDICTS = {
    None: (N_("Genuine"), N_("The office below issued this certificate. Compare the name with the"
                             " paper."), "circle-check", "good"),
    Doubt.ALTERED: (N_("Altered"), N_("The code was changed after it was signed. Do not trust this"
                                      " paper."), "circle-x", "bad"),
    Doubt.UNKNOWN_ISSUER: (N_("Unknown issuer"), N_("The key that signed the code is not known"
                           " here. Ask the other office to export its public key, and learn it"
                           " under Keys."), "alert-triangle", "warn"),
    Doubt.REVOKED: (N_("Revoked"), N_("The office withdrew this certificate. It is no longer"
                                      " valid."), "ban", "bad"),
    Doubt.EXPIRED: (N_("Expired"), N_("The certificate was genuine, but the time it holds for is"
                                      " over."), "clock", "warn"),
    Doubt.UNREADABLE: (N_("Not a certificate's code"), N_("The text is not a code of a"
                       " certificate, or a part of it is missing."), "alert-triangle", "warn"),
}  # fmt: skip


class CheckingPanel(QWidget):
    """One field; the verdict in words; what was certified; the way to it in this database."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: Found | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(margin=20, spacing=10)
        self.field = Field(N_("Text of the code"), N_("Scan or paste a code, then Enter"), "scan")
        self.field.setFixedHeight(44)
        self.field.setMaxLength(5000)
        self.field.returnPressed.connect(self.check)
        card.column.addWidget(Labelled(N_("Text of the code"), self.field))
        self.verdict = Chip()
        self.means = Label(role="section", weight=600)
        self.means_more = Paragraph()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self.lead = Button(N_("Open in the register"), "arrow-right", "outline")
        self.lead.clicked.connect(self._follow)
        card.column.addLayout(row(self.verdict, self.means, None))
        card.column.addWidget(self.means_more)
        card.column.addLayout(self._facts)
        card.column.addLayout(row(self.lead, None))
        column.addWidget(card)
        column.addWidget(self._build_page())
        column.addStretch(1)
        live.follow(self, self._show)

    def _build_page(self) -> Card:
        card = Card(margin=20, spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("The checking page"))
        card.column.addWidget(title)
        said = Paragraph(tone="quiet")
        live.say(said, said.set_text, N_(
            "One file that checks codes on any phone or computer, also offline. It holds the public"
            " keys and the numbers revoked up to today: make it anew after revoking."))  # fmt: skip
        card.column.addWidget(said)
        self.make_page = Button(N_("Make the checking page…"), "file-text", "filled")
        self.make_page.clicked.connect(self._ask_page)
        card.column.addLayout(row(self.make_page, None))
        return card

    # Checking

    def check(self) -> None:
        """Judge what stands in the field."""
        code = self.field.text().strip()
        if code:
            self.found = signing.verify(self._desk.store, code, _today())
            self._show()
            self.field.selectAll()

    def _show(self) -> None:
        clear(self._facts)
        found = self.found
        for part in (self.verdict, self.means_more, self.means, self.lead):
            part.setVisible(found is not None)
        if found is None:
            return
        title, meaning, icon, tone = _VERDICTS[found.verdict.doubt]
        self.verdict.set(_(title), icon, tone)
        said = found.verdict.statement
        self.means.setText(said.name if said else "")
        self.means_more.set_text(_(meaning))
        self.lead.setVisible(found.event_id is not None)
        for line, (name, text) in enumerate(_said(found, said) if said else ()):
            self._facts.addWidget(Label(name, tone="quiet"), line, 0)
            self._facts.addWidget(Paragraph(text), line, 1)

    def _follow(self) -> None:
        found = self.found
        if found is not None and found.event_id is not None and found.certificate is not None:
            self._desk.go(
                "certificates", found.event_id, focus=f"number:{found.certificate.number}"
            )

    # The page

    def _ask_page(self) -> None:
        if self._desk.signing_key is None:
            self._desk.messages.error(
                UserError(
                    _("The signing key is locked"),
                    _("Unlock it under Keys: the list of revoked numbers is signed."),
                )
            )
            return
        path, _kind = QFileDialog.getSaveFileName(self, _("Save"), PAGE, "*.html")
        if path:
            self.save_page(Path(path))

    def save_page(self, path: Path) -> None:
        """Write the page with today's revocations; the key must be unlocked."""
        store, key = self._desk.store, self._desk.signing_key
        if key is None:
            return

        def job(_progress: Progress) -> Path:
            return write_whole(path, signing.verify_page(store, key, _today()))

        self._desk.tasks.run(
            job,
            lambda made: self._desk.messages.done(_("Saved %(file)s") % {"file": made.name}),
            self._desk.messages.error,
            _("The checking page"),
        )


def _said(found: Found, said: Statement) -> list[tuple[str, str]]:
    """What was certified, a line each."""
    english = screen_language() == "en"
    issuer = (found.issuer_en if english else found.issuer_lo) or found.issuer_lo or found.issuer_en
    lines = [
        (_("Number"), said.number),
        (_("Event"), said.event),
        (_("Days"), words.days(said.first_day, said.last_day)),
    ]
    if said.contact_minutes:
        hours = format_number(round(said.contact_minutes / 60, 1), screen_language())
        lines.append((_("Contact hours"), hours))
    if said.expires_on is not None:
        lines.append((_("Holds until"), words.day(said.expires_on)))
    issued = found.certificate
    if issued is not None and issued.reason:
        lines.append((_("Reason"), issued.reason))
    return [*lines, (_("Issued by"), issuer or found.verdict.issuer)]


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
