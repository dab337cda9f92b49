"""The parts of the report's page: charts, texts, and what would be questioned."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshopdesk.documents.charts import Chart
from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.event_report.evaluation import EvaluationCard
from workshopdesk.ui.event_report.photographs import PhotographsCard
from workshopdesk.ui.mending import MENDS
from workshopdesk.ui.widgets.buttons import icon_label
from workshopdesk.ui.widgets.chart import ChartView
from workshopdesk.ui.widgets.entries import Entry
from workshopdesk.ui.widgets.fields import Labelled, SavedText
from workshopdesk.ui.widgets.frames import Card, clear, hairline
from workshopdesk.ui.widgets.text import Label, Paragraph

TEXTS = (
    ("summary_lo", N_("Course of the event in Lao")),
    ("summary_en", N_("Course of the event in English")),
    ("lessons_lo", N_("Lessons in Lao")),
    ("lessons_en", N_("Lessons in English")),
)
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "quiet"}


class ChartsPage(QWidget):
    """The charts of the paper, and the lines that make its numbers agree."""

    def __init__(self) -> None:
        super().__init__()
        self.views: list[ChartView] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._charts = QGridLayout()
        self._charts.setSpacing(12)
        for place in (0, 1):
            self._charts.setColumnStretch(place, 1)
        self.said = Paragraph(tone="quiet")
        column.addLayout(self._charts)
        column.addWidget(self.said)
        column.addStretch(1)

    def show_charts(self, charts: tuple[Chart, ...], sentences: tuple[str, ...]) -> None:
        """Two beside one another."""
        clear(self._charts)
        self.views = []
        for place, chart in enumerate(charts):
            self._charts.addWidget(self._card(chart), place // 2, place % 2)
        self.said.set_text(" ".join(sentences))

    def _card(self, chart: Chart) -> Card:
        card, view = Card(), ChartView()
        view.show_chart(chart)
        self.views.append(view)
        card.column.addWidget(view)
        card.column.addStretch(1)
        return card


class TextsPage(QWidget):
    """What people write for the report; ``changed`` tells a field of the event and its text."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, SavedText] = {}
        self.evaluation, self.photographs = EvaluationCard(), PhotographsCard()
        card, grid = Card(spacing=12), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (key, name) in enumerate(TEXTS):
            text = SavedText(name)
            text.saved.connect(lambda said, k=key: self.changed.emit(k, said))
            self.texts[key] = text
            grid.addWidget(Labelled(name, text), place // 2, place % 2)
        card.column.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (card, self.evaluation, self.photographs):
            column.addWidget(part)
        column.addStretch(1)

    def show_texts(self, event: Event) -> None:
        """Show what is stored; where somebody types stays as typed."""
        for key, text in self.texts.items():
            text.show_value(getattr(event, key))


class ReadyPage(QWidget):
    """What a reader would question, each a line that opens where it is mended."""

    opened = Signal(object)  # Problem

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._card = Card(spacing=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        self._title = Label(role="section", weight=600)
        live.say(self._title, self._title.setText, N_("Ready to report?"))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these; none is good news."""
        self._title.setParent(None)
        clear(self._card.column)
        self.entries = []
        self._card.column.addWidget(self._title)
        self._card.column.addSpacing(8)
        if not problems:
            self._card.column.addWidget(Label(_("Nothing would be questioned."), tone="good"))
        details = {
            Severity.ERROR: _("A funder will ask for this"),
            Severity.WARNING: _("This may be questioned"),
            Severity.HINT: _("Still to be done"),
        }
        for problem in problems:
            icon = icon_label("alert-triangle", _TONES[problem.severity])
            verb = _(MENDS[problem.code].verb)
            entry = Entry(icon, problem.message, details[problem.severity], verb)
            entry.opened.connect(lambda p=problem: self.opened.emit(p))
            self.entries.append(entry)
            self._card.column.addWidget(hairline())
            self._card.column.addWidget(entry)
