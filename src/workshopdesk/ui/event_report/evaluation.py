"""The evaluation as it is typed in: a question with its answers, and their chart beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.event_report.presenter import Question, said
from workshopdesk.ui.widgets.buttons import icon_button
from workshopdesk.ui.widgets.chart import ChartView
from workshopdesk.ui.widgets.fields import Field, Labelled, Saved, SavedText
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph

_LINES = 5


class QuestionForm(QWidget):
    """One question; ``changed`` tells what of it (lao, english, answers) and the text."""

    changed = Signal(object, str, str)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, shown: Question) -> None:
        super().__init__()
        self.shown = shown
        self.lao, self.english = Saved(N_("Question in Lao")), Saved(N_("Question in English"))
        self.answers = SavedText(N_("Answers and how many gave them"), _LINES)
        self.chart = ChartView()
        fields = (("lao", self.lao), ("english", self.english), ("answers", self.answers))
        for key, field in fields:
            field.saved.connect(lambda text, k=key: self.changed.emit(self.question, k, text))
        self.up = icon_button("chevron-up", N_("Move up"), small=True)
        self.down = icon_button("chevron-down", N_("Move down"), small=True)
        self.away = icon_button("trash", N_("Remove question"), small=True)
        self.up.clicked.connect(lambda: self.moved.emit(self.question, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.question, 1))
        self.away.clicked.connect(lambda: self.removed.emit(self.question))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Labelled(N_("Question in Lao"), self.lao), 0, 0)
        grid.addWidget(Labelled(N_("Question in English"), self.english), 0, 1)
        grid.addWidget(Labelled(N_("Answers and how many gave them"), self.answers), 1, 0)
        beside = QVBoxLayout()
        beside.addWidget(self.chart)
        beside.addStretch(1)
        grid.addLayout(beside, 1, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(grid, 1)
        for button in (self.up, self.down, self.away):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.show_question(shown)

    @property
    def question(self) -> EvaluationQuestion:
        """What is shown."""
        return self.shown.question

    def show_question(self, shown: Question) -> None:
        """Show a question anew."""
        self.shown = shown
        self.lao.show_value(shown.question.question_lo)
        self.english.show_value(shown.question.question_en)
        self.answers.show_value(said(shown.question))
        self.chart.show_chart(shown.chart)


class EvaluationCard(Card):
    """All questions, and a line for the next one."""

    added = Signal(str)
    changed = Signal(object, str, str)  # EvaluationQuestion, lao | english | answers, text
    moved = Signal(object, int)  # EvaluationQuestion, its new place
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.forms: list[QuestionForm] = []
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Evaluation by the participants"))
        how = Paragraph(tone="quiet", role="caption")
        live.say(how, how.set_text, N_(
            "One line for each answer, the number last; rows of a spreadsheet can be pasted."
        ))  # fmt: skip
        self.column.addLayout(row(title, None))
        self.column.addWidget(how)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.column.addLayout(self._list)
        self.new = Field(N_("Add a question"), N_("Add a question"), "plus")
        self.new.returnPressed.connect(self._add)
        self.column.addWidget(self.new)

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Show these; a form in which somebody types keeps its text."""
        if [form.question.id for form in self.forms] == [one.question.id for one in questions]:
            for form, one in zip(self.forms, questions, strict=True):
                form.show_question(one)
        else:
            for old in self.forms:
                old.hide()
                old.deleteLater()
            self.forms = [QuestionForm(one) for one in questions]
            for place, form in enumerate(self.forms):
                self._connect(form, place)
                self._list.addWidget(form)
        for place, form in enumerate(self.forms):
            form.up.setEnabled(place > 0)
            form.down.setEnabled(place + 1 < len(self.forms))

    def _connect(self, form: QuestionForm, place: int) -> None:
        form.changed.connect(self.changed)
        form.removed.connect(self.removed)
        form.moved.connect(lambda question, by: self.moved.emit(question, place + by))

    def _add(self) -> None:
        text = self.new.text().strip()
        if text:
            self.new.clear()
            self.added.emit(text)
