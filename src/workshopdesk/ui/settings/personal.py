"""Settings, personal data: whose identity should go by now, and how long it stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import privacy
from workshopdesk.services.privacy import RETENTION_YEARS, Anonymised
from workshopdesk.ui import live
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import TOPICS, Desk
from workshopdesk.ui.privacy import FOR_GOOD, OLDER, WHAT_STAYS
from workshopdesk.ui.settings import presenter
from workshopdesk.ui.settings.presenter import DueLine, PrivacyState, Term
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Saved
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row
from workshopdesk.ui.widgets.text import Label, Paragraph

NAMED = 12
"""So many people who are due are named; the others are counted."""


class PersonalPanel(QWidget):
    """What is due, and the term of each programme."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state = PrivacyState((), (), ())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(margin=20, spacing=6)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Identities that should go"))
        self.all_button = Button(N_("Anonymise everyone who is due"), kind="danger")
        self.all_button.clicked.connect(self._ask_everyone)
        top = row(spacing=8)
        top.addWidget(title, 1)
        top.addWidget(self.all_button)
        card.column.addLayout(top)
        said = Paragraph(tone="quiet")
        live.say(said, said.set_text, WHAT_STAYS)
        card.column.addWidget(said)
        self._due = QVBoxLayout()
        self._due.setSpacing(0)
        card.column.addLayout(self._due)
        column.addWidget(card)
        column.addWidget(self._build_terms())
        column.addStretch(1)

    def _build_terms(self) -> Card:
        card = Card(margin=20, spacing=6)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("How long people stay known"))
        said = Paragraph(role="caption", tone="quiet")
        live.follow(said, lambda: said.set_text(
            _("Years after the last day of the programme; %(n)d where nothing is typed.")
            % {"n": RETENTION_YEARS}
        ))  # fmt: skip
        self._terms = QVBoxLayout()
        self._terms.setSpacing(8)
        for part in (title, said):
            card.column.addWidget(part)
        card.column.addLayout(self._terms)
        return card

    # Reading

    def load(self) -> None:
        """Read what is due and show it."""
        today = datetime.now().astimezone().date()
        self.state = state = presenter.read_privacy(self._desk.store, today)
        clear(self._due)
        for line in state.programmes:
            self._add(line, _("Anonymise its people"), self._ask_programme)
        for line in state.people[:NAMED]:
            self._add(line, _("Anonymise"), self._ask_person)
        more = len(state.people) - NAMED
        if more > 0:
            rest = ngettext("and %(n)d more person", "and %(n)d more people", more) % {"n": more}
            self._due.addWidget(Label(rest, tone="quiet"))
        if not state.programmes and not state.people:
            self._due.addWidget(Label(_("Nobody is due now"), tone="quiet"))
        self.all_button.setVisible(len(state.people) > 1)
        self._show_terms(state.terms)

    def _add(self, line: DueLine, verb: str, ask: Callable[[DueLine], None]) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(line.name, weight=500))
        words.addWidget(Label(line.since, role="caption", tone="quiet"))
        button = Button(small=True)
        button.set_words(verb)
        button.setAccessibleName(f"{verb}: {line.name}")
        button.clicked.connect(lambda: ask(line))
        shown = QWidget()
        across = row(spacing=12)
        across.setContentsMargins(0, 7, 0, 7)
        across.addLayout(words, 1)
        across.addWidget(button)
        shown.setLayout(across)
        self._due.addWidget(hairline())
        self._due.addWidget(shown)

    def _show_terms(self, terms: tuple[Term, ...]) -> None:
        clear(self._terms)
        for term in terms:
            field = Saved(N_("Years people of this programme stay known"), str(RETENTION_YEARS))
            field.setFixedWidth(80)
            field.show_value(term.years)
            field.saved.connect(lambda text, t=term: self.keep_for(t, text))
            name = Label(term.name, weight=500)
            ended = Label(term.ended, role="caption", tone="quiet")
            line = QWidget()
            across = row(spacing=12)
            across.addWidget(name, 1)
            across.addWidget(ended)
            across.addWidget(field)
            line.setLayout(across)
            self._terms.addWidget(line)
        if not terms:
            self._terms.addWidget(Label(_("There is no programme yet"), tone="quiet"))

    def keep_for(self, term: Term, text: str) -> None:
        """A number of years was typed, or nothing."""
        typed = text.strip()
        if typed and not typed.isdecimal():
            self._desk.messages.error(UserError(_("Type a number of years")))
            self.load()
            return
        years = int(typed) if typed else None
        store = self._desk.store
        self._desk.write(
            lambda: privacy.keep_known_for(store, term.id, years), "programmes", said=_("Saved")
        )
        self.load()

    # Anonymising

    def _ask_person(self, line: DueLine) -> None:
        self._ask(line.name, lambda: privacy.anonymise(self._desk.store, line.id))

    def _ask_programme(self, line: DueLine) -> None:
        said = _("everyone who took part in %(programme)s only") % {"programme": line.name}
        self._ask(said, lambda: privacy.anonymise_programme(self._desk.store, line.id))

    def _ask_everyone(self) -> None:
        people = [line.id for line in self.state.people]
        whom = ngettext("%(n)d person", "%(n)d people", len(people)) % {"n": len(people)}
        self._ask(whom, lambda: privacy.anonymise_all(self._desk.store, people))

    def _ask(self, whom: str, verb: Callable[[], Anonymised]) -> None:
        title = _("Anonymise %(whom)s?") % {"whom": whom}
        lines = [_(WHAT_STAYS), _(OLDER), _(FOR_GOOD)]
        Confirm(self.window(), title, lines, _("Anonymise")).ask(lambda: self._run(verb))

    def _run(self, verb: Callable[[], Anonymised]) -> None:
        def job(_progress: Progress) -> Anonymised:
            return verb()

        def done(result: Anonymised) -> None:
            said = ngettext("%(n)d person was anonymised", "%(n)d people were anonymised",
                            result.people) % {"n": result.people}  # fmt: skip
            self._desk.announce(*TOPICS, said=said)
            self.load()

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Anonymising"))
