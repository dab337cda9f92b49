"""The evaluation of an event: questions, and how many people gave each answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store
from workshopdesk.store import tables as t

Answers = Sequence[tuple[str, int]]
MOST = 1_000_000
"""No answer was given by more people than this."""


def add_question(
    store: Store, event: Event, question_lo: str, question_en: str = "", answers: Answers = ()
) -> UUID:
    """Add a question at the end; gives its key. Raises UserError when it says nothing."""
    lao, english = canonical(question_lo), canonical(question_en)
    _check(lao, english)
    with store.unit_of_work(N_("Add evaluation question '%(question)s'"),
                            question=lao or english) as work:  # fmt: skip
        listed = work.find(t.EvaluationResult, event_id=event.id)
        made = work.add(
            t.EvaluationResult(
                event_id=event.id, order=max((q.order for q in listed), default=0) + 1,
                question_lo=lao, question_en=english, answers=_kept(answers),
            )
        )  # fmt: skip
        work.commit()
        return made.id


def change_question(
    store: Store,
    seen: EvaluationQuestion,
    *,
    question_lo: str | None = None,
    question_en: str | None = None,
    answers: Answers | None = None,
) -> None:
    """Change what a question asks or what was answered.

    Raises Conflict when it is not as ``seen`` any more, UserError when it would say nothing or a
    count is no number of people.
    """
    with store.unit_of_work(N_("Change evaluation question '%(question)s'"),
                            question=seen.question_lo or seen.question_en) as work:  # fmt: skip
        record = work.get(t.EvaluationResult, seen.id, seen.version)
        if question_lo is not None:
            record.question_lo = canonical(question_lo)
        if question_en is not None:
            record.question_en = canonical(question_en)
        if answers is not None:
            record.answers = _kept(answers)
        _check(record.question_lo, record.question_en)
        work.commit()


def move_question(store: Store, event: Event, id: UUID, to: int) -> None:
    """Put a question at another place among the event's, counted from 0."""
    with store.unit_of_work(N_("Move an evaluation question")) as work:
        listed = work.find(t.EvaluationResult, event_id=event.id)
        moved = work.get(t.EvaluationResult, id)
        rest = [q for q in listed if q.id != id]
        for order, record in enumerate([*rest[:to], moved, *rest[to:]], 1):
            record.order = order
        work.commit()


def remove_question(store: Store, seen: EvaluationQuestion) -> None:
    """Take a question away. Raises Conflict when it is not as ``seen`` any more."""
    with store.unit_of_work(N_("Remove evaluation question '%(question)s'"),
                            question=seen.question_lo or seen.question_en) as work:  # fmt: skip
        work.delete(work.get(t.EvaluationResult, seen.id, seen.version))
        work.commit()


def _check(lao: str, english: str) -> None:
    if not lao and not english:
        raise UserError(_("Say what was asked"))


def _kept(answers: Answers) -> str:
    """Answers as they are stored; what has no words is left out. Raises UserError."""
    kept: dict[str, int] = {}
    for said, count in answers:
        answer = canonical(said)
        if not answer:
            continue
        if answer in kept:
            raise UserError(
                _("The answer %(answer)s stands there twice") % {"answer": answer},
                _("Add the two numbers up."),
            )
        if not 0 <= count <= MOST:
            raise UserError(_("%(n)s is no number of people") % {"n": count})
        kept[answer] = count
    return json.dumps(kept, ensure_ascii=False)
