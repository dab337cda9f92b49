"""The dialog in which an indicator is edited: names, rule in plain words, tables, targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.counting import Count, Unit
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.indicators import Breakdown, Definition, Indicator, Target
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.dates import parse_date
from workshopdesk.services import indicators
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, Terms
from workshopdesk.services.papers.wording import Wording
from workshopdesk.ui import live, words
from workshopdesk.ui.count_form import Asked, CodesButton, CountForm
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

TOPICS = ("programmes",)


def spoken() -> Wording:
    """The words of papers, in the screen's language."""
    return Wording("en" if screen_language() == "en" else "lo")


def plain(value: Decimal) -> str:
    """A number without the noughts it is stored with."""
    return f"{value.normalize():f}"


class IndicatorDialog(QDialog):
    """Names, rule, dimensions and targets of one indicator; what cannot be is said at its field."""

    def __init__(
        self,
        desk: Desk,
        programme: Programme,
        one: Indicator | None,
        terms: Terms,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self._programme, self._one = desk, programme, one
        live.say(self, self.setWindowTitle, N_("Indicator"))
        self.resize(760, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        inside = QWidget()
        self._inner = QVBoxLayout(inside)
        self._inner.setContentsMargins(0, 0, 12, 0)
        self._inner.setSpacing(8)
        self._build_names(one)
        self._build_rule(one, terms)
        self._build_targets(one)
        self._inner.addStretch(1)
        column.addWidget(scroll(inside, N_("Indicator")), 1)
        cancel, self.save = Button(N_("Cancel")), Button(N_("Save"), "device-floppy", "filled")
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.keep)
        column.addLayout(row(None, cancel, self.save))

    def _build_names(self, one: Indicator | None) -> None:
        self.code = Field(N_("Code"))
        self.name_lo, self.name_en = Field(N_("Name in Lao")), Field(N_("Name in English"))
        self.code_asked = Asked(N_("Code"), self.code)
        self.code_asked.setFixedWidth(140)
        if one is not None:
            for field, text in (
                (self.code, one.code), (self.name_lo, one.name_lo), (self.name_en, one.name_en),
            ):  # fmt: skip
                field.setText(text)
                field.setCursorPosition(0)
        self._inner.addLayout(
            row(
                self.code_asked,
                Asked(N_("Name in Lao"), self.name_lo),
                Asked(N_("Name in English"), self.name_en),
            )
        )
        if one is not None and one.source:
            source = _("Source: %(source)s") % {"source": one.source}
            self._inner.addWidget(Paragraph(source, tone="quiet", role="caption"))

    def _build_rule(self, one: Indicator | None, terms: Terms) -> None:
        definition = one.definition if one else Definition(Count(Unit.PERSON))
        self.form = CountForm(columns=2)
        self.form.show_terms(terms, spoken())
        self.form.show_definition(definition)
        self.cumulative = TickBox(N_("Runs on from the start of the programme"))
        self.cumulative.setChecked(definition.cumulative)
        self._inner.addWidget(self.form)
        self._inner.addWidget(self.cumulative)
        head = Label(weight=600)
        live.say(head, head.setText, N_("Told by"))
        more = Button(N_("Another table"), "plus", small=True)
        more.clicked.connect(lambda: self._add_breakdown(Breakdown((), required=False)))
        self._inner.addLayout(row(head, None, more))
        self.breakdowns: list[BreakdownLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._inner.addLayout(self._lines)
        self.breakdown_problem = Label(role="caption", tone="bad")
        self.breakdown_problem.hide()
        self._inner.addWidget(self.breakdown_problem)
        for breakdown in definition.breakdowns:
            self._add_breakdown(breakdown)

    def _add_breakdown(self, breakdown: Breakdown) -> None:
        line = BreakdownLine(breakdown)
        line.gone.connect(lambda: self._drop(line))
        self.breakdowns.append(line)
        self._lines.addWidget(line)

    def _drop(self, line: BreakdownLine) -> None:
        self.breakdowns.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _build_targets(self, one: Indicator | None) -> None:
        head = Label(weight=600)
        live.say(head, head.setText, N_("Targets"))
        self._inner.addWidget(head)
        self.targets: list[TargetLine] = []
        targets = one.targets if one is not None else ()
        whole = [target for target in targets if not target.dimensions]
        for target in (*whole, None):
            line = TargetLine(target)
            self.targets.append(line)
            self._inner.addWidget(line)
        for target in targets:
            if target.dimensions:
                said = ", ".join(f"{_(DIMENSIONS[d])} {v}" for d, v in target.dimensions)
                days = words.days(target.first_day, target.last_day)
                text = f"{days} · {said}: {plain(target.value)}"
                self._inner.addWidget(Paragraph(text, tone="quiet", role="caption"))

    # Keeping

    def keep(self) -> None:
        """Save all of it, or say beside the field what cannot be."""
        self.breakdown_problem.hide()
        self.code_asked.say("")
        definition = self.form.definition(
            breakdowns=[line.said() for line in self.breakdowns],
            cumulative=self.cumulative.isChecked(),
        )
        if definition is None:
            self._say_breakdowns()
            return
        try:
            targets = [target for line in self.targets if (target := line.read()) is not None]
        except ValueError:
            return
        if not self.code.text().strip() or not (self.name_lo.text() or self.name_en.text()):
            self.code_asked.say(_("An indicator needs a code and a name"))
            return
        kept = self._desk.write(lambda: self._save(definition, targets), *TOPICS, said=_("Saved"))
        if kept is not None:
            self.accept()

    def _say_breakdowns(self) -> None:
        """A table without dimensions is the one thing that has no field of the form."""
        if any(not line.dimensions.codes for line in self.breakdowns):
            self.breakdown_problem.setText(_("Choose what each table is told by, or remove it."))
            self.breakdown_problem.show()

    def _save(self, definition: Definition, targets: list[indicators.Promise]) -> UUID:
        return indicators.save_indicator(
            self._desk.store, self._programme, self._one,
            code=self.code.text(), name_lo=self.name_lo.text(), name_en=self.name_en.text(),
            definition=definition, targets=targets,
        )  # fmt: skip


class BreakdownLine(QWidget):
    """The dimensions of one table, in their order; ``gone`` when it is not wanted."""

    gone = Signal()

    def __init__(self, breakdown: Breakdown) -> None:
        super().__init__()
        self._order = [str(d) for d in breakdown.dimensions]
        self.dimensions = CodesButton(N_("Told by"), N_("choose"))
        self.dimensions.set_choices((str(d), _(text)) for d, text in DIMENSIONS.items())
        self.dimensions.show_codes(self._order)
        self.dimensions.setMinimumWidth(280)
        self.required = TickBox(N_("required"))
        self.required.setChecked(breakdown.required)
        drop = Button(icon="x", kind="quiet", small=True, tip=N_("Remove"))
        drop.clicked.connect(self.gone)
        self.setLayout(row(self.dimensions, self.required, None, drop))

    def said(self) -> dict[str, object]:
        """As a stored definition says it; what was chosen later comes later."""
        chosen = self.dimensions.codes
        self._order = [d for d in self._order if d in chosen]
        self._order += sorted(chosen - set(self._order))
        return {"by": list(self._order), "required": self.required.isChecked()}


class TargetLine(QWidget):
    """What is promised from a day to a day. Emptied, the promise is taken back."""

    def __init__(self, target: Target | None) -> None:
        super().__init__()
        self._target = target
        first = target.first_day if target else None
        last = target.last_day if target else None
        self.first, self.last = Field(N_("From")), Field(N_("To"))
        self.value = Field(N_("Target"))
        self.problem = Label(role="caption", tone="bad")
        self.problem.hide()
        for field, day in ((self.first, first), (self.last, last)):
            field.setText(words.day(day) if day else "")
            field.setFixedWidth(170)
        self.value.setText(plain(target.value) if target else "")
        self.value.setFixedWidth(110)
        self.setLayout(
            row(
                Asked(N_("From"), self.first),
                Asked(N_("To"), self.last),
                Asked(N_("Target"), self.value),
                self.problem,
                None,
            )
        )

    def read(self) -> indicators.Promise | None:
        """What is promised; None for an empty line. Raises ValueError for what cannot be, having
        said so."""
        self.problem.hide()
        texts = [field.text().strip() for field in (self.first, self.last, self.value)]
        if not texts[2] and (self._target is not None or not any(texts)):
            return None
        first, last = parse_date(texts[0]), parse_date(texts[1])
        if not isinstance(first, date) or not isinstance(last, date):
            raise self._refused(_("Write days as 15/9/2025."))
        if last < first:
            raise self._refused(_("The period ends before it begins"))
        try:
            value = Decimal(texts[2])
        except InvalidOperation:
            raise self._refused(_("A target is a number of nought or more")) from None
        if not value.is_finite() or value < 0:
            raise self._refused(_("A target is a number of nought or more"))
        return first, last, value

    def _refused(self, text: str) -> ValueError:
        self.problem.setText(text)
        self.problem.show()
        return ValueError(text)
