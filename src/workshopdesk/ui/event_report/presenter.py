"""What an event's report page shows: figures, charts, texts, what would be questioned. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from workshopdesk.documents.charts import Chart, chart_of
from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.problems import Problem
from workshopdesk.i18n import _, screen_language
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.services import photographs, ready
from workshopdesk.services.papers.event_report import evaluation_chart, participation
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Reader
from workshopdesk.ui import figures
from workshopdesk.ui.figures import Figures

_ANSWER = re.compile(r"^(.+?)[\s:;,=\t]+([0-9໐-໙]+)\s*$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the evaluation with its chart."""

    question: EvaluationQuestion
    chart: Chart


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page."""

    event: Event
    anyone: bool
    figures: Figures
    charts: tuple[Chart, ...]
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]
    evaluation: tuple[Question, ...]
    photographs: tuple[Kept, ...]

    @property
    def reported(self) -> bool:
        """Whether the report was sent."""
        return self.event.status is EventStatus.REPORTED


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read and count one event."""
    facts = read_facts(reader, str(event_id))
    wording = Wording("en" if screen_language() == "en" else "lo")
    return ScreenState(
        facts.event,
        bool(facts.named),
        figures.figures([facts]),
        *_charts(facts, wording),
        ready.questions(reader, facts.event, facts) if facts.named else (),
        tuple(Question(one, evaluation_chart(one, wording)) for one in reader.evaluation(event_id)),
        photographs.photographs(reader, event_id),
    )


def _charts(facts: EventFacts, wording: Wording) -> tuple[tuple[Chart, ...], tuple[str, ...]]:
    """The charts of the paper, and the sentences that lead every number back."""
    part = participation(facts, wording)
    charts = [chart_of(table) for table in part.tables if table.rows]
    if part.attendance is not None:
        charts.append(part.attendance)
    return tuple(charts), tuple(words.main for words in part.reconciliation)


def said(question: EvaluationQuestion) -> str:
    """The answers as they are typed: a line each, the number last."""
    return "\n".join(f"{answer} {count}" for answer, count in question.answers)


def understood(text: str) -> tuple[tuple[str, int], ...]:
    """The answers of typed lines. Raises UserError naming the line that ends in no number."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _ANSWER.match(line.strip())
        if match is None:
            raise UserError(
                _("Line %(n)d has no number: %(line)s") % {"n": number, "line": line.strip()},
                _('Write the answer, then how many people gave it, e.g. "Agree 12".'),
            )
        found.append((match[1].strip(), int(from_lao_digits(match[2]))))
    return tuple(found)
