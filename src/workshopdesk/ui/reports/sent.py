"""All reports as they were sent, and the way to keep the one now shown."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.domain.sent import SentReport
from workshopdesk.i18n import N_, _
from workshopdesk.services import sent_reports
from workshopdesk.services.period import Scope
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.sending import SendDialog, Wanted
from workshopdesk.ui.sent_panel import SentPanel
from workshopdesk.ui.sent_words import Version, versions
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row


class SentPage(QWidget):
    """Reports of events and of periods together, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Handle | None = None
        self.scope: Scope | None = None
        self.dialog: SendDialog | None = None
        self.keep = Button(N_("Keep this report as sent…"), "archive", small=True)
        self.keep.clicked.connect(self.ask)
        self.panel = SentPanel(desk)
        self.panel.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(None, self.keep))
        column.addWidget(self.panel, 1)

    def read(self, scope: Scope | None) -> None:
        """Compare every version with now, away from the window's thread."""
        self.scope = scope
        if self._job is not None:
            self._job.cancel()
        store = self._desk.store

        def job(_progress: Progress) -> tuple[Version, ...]:
            with store.read() as reader:
                return versions(reader, reader.sent_reports())

        self._job = self._desk.tasks.run(
            job, self.panel.show_versions, self._desk.messages.error,
            _("Comparing with what was sent"),
        )  # fmt: skip

    def ask(self) -> None:
        """Ask to whom it goes."""
        funder = self.scope.funder if self.scope is not None else None
        self.dialog = SendDialog(self, [funder] if funder else [], languages=False)
        self.dialog.wanted.connect(self.keep_now)
        self.dialog.open()

    def keep_now(self, wanted: Wanted) -> None:
        """Make the files of the report now shown and keep them with its figures."""
        scope, store = self.scope, self._desk.store
        if scope is None:
            return
        today = store.origin.now().astimezone().date()

        def job(progress: Progress) -> UUID:
            return sent_reports.send_period_report(
                store, scope, recipient=wanted.recipient, sent_on=today, progress=progress
            )

        def done(_id: UUID) -> None:
            self._desk.messages.done(_("Kept as sent"))
            self.read(scope)

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Making the report"))

    def _open(self, sent: SentReport) -> None:
        if sent.event_id is not None:
            self._desk.go("event_report", sent.event_id, "sent")
