"""Copy an event, begin one from a template, keep one as a template; dates shift along.

Nobody's personal data goes along unless people are asked for: parts in sessions keep their kind
and lose their names, seats are counted and not named.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from workshopdesk import settings
from workshopdesk.domain.agenda import PART_WORDS, Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.planning import (
    EventPlan,
    EventTemplate,
    PlannedGroup,
    PlannedSession,
    PlannedTask,
)
from workshopdesk.domain.registration import RegistrationState, Role
from workshopdesk.i18n import LANGUAGES, N_, _, translator
from workshopdesk.lao.text import canonical
from workshopdesk.services.events import add_event
from workshopdesk.services.plan_file import (
    SUFFIX,
    TEXTS,
    plan_from_json,
    plan_to_json,
    template_from_file,
    template_to_file,
)
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

__all__ = ["SUFFIX", "copy_event", "create_from", "export_template", "import_template"]
__all__ += ["plan_of", "remove_template", "save_template", "templates"]

_ALONG = ("person_id", "order", "role", "honorific", "position", "organisation_text",
          "organisation_id", "province", "district", "province_text", "district_text")  # fmt: skip


def templates(store: Store) -> tuple[EventTemplate, ...]:
    """Every template: the office's own first, then those that come with the program."""
    with store.read() as reader:
        stored = reader.templates()
    own = tuple(
        EventTemplate(code, lo, en, plan_from_json(content), key)
        for key, code, lo, en, content in stored
    )
    taken = {template.code for template in own}
    return own + tuple(ready for ready in _ready() if ready.code not in taken)


@cache
def _ready() -> tuple[EventTemplate, ...]:
    folder = settings.resource("templates")
    return tuple(template_from_file(path) for path in sorted(folder.glob(f"*{SUFFIX}")))


def plan_of(reader: Reader, event: Event) -> EventPlan:
    """What of an event another one can begin with."""
    sessions = tuple(
        PlannedSession(
            day=(s.day - event.first_day).days,
            start=s.start,
            end=s.end,
            kind=s.kind,
            title_lo=s.title_lo,
            title_en=s.title_en,
            room=s.room,
            parts=tuple(dict.fromkeys(part.part for part in s.parts)),
            groups=_groups_of(reader, s),
        )
        for s in reader.sessions(event.id)
    )
    tasks = tuple(
        PlannedTask(c.title_lo, c.title_en, (event.first_day - (c.due or event.first_day)).days)
        for c in reader.checklist(event.id)
    )
    here = [p for p in reader.participants(event.id) if p.state is not RegistrationState.CANCELLED]
    seats: Counter[Role] = Counter(p.role for p in here if p.role is not Role.PARTICIPANT)
    texts = {key: getattr(event, key) for key in TEXTS if getattr(event, key)}
    return EventPlan(
        event.kind, len(event.days), sessions, tasks, dict(seats), texts, event.completion_percent
    )


def _groups_of(reader: Reader, session: Session) -> tuple[PlannedGroup, ...]:
    if session.kind is not SessionKind.GROUP_WORK:
        return ()
    return tuple(
        PlannedGroup(g.name, g.question_lo, g.question_en, g.room)
        for g in reader.groups(session.id)
    )


def create_from(
    store: Store,
    plan: EventPlan,
    *,
    code: str,
    title_lo: str,
    title_en: str = "",
    first_day: date,
    last_day: date | None = None,
    province: str | None = None,
) -> Event:
    """Create a draft event from a plan, its days beginning with ``first_day``.

    Without ``last_day`` it lasts as long as the plan; sessions of days it has not are left out.
    Raises UserError as create_event does.
    """
    last = last_day or first_day + timedelta(days=plan.days - 1)
    with store.unit_of_work(N_("Create event %(code)s"), code=canonical(code)) as work:
        record = add_event(
            work, code=code, title_lo=title_lo, title_en=title_en, first_day=first_day,
            last_day=last, kind=plan.kind, province=province,
        )  # fmt: skip
        _write_plan(work, record, plan)
        _keep_seats(work, record, plan)
        work.commit()
    with store.read() as reader:
        return reader.event(record.id)


def copy_event(
    store: Store,
    source: Event,
    *,
    code: str,
    title_lo: str = "",
    title_en: str = "",
    first_day: date,
    people: bool = False,
) -> Event:
    """A new draft event like another one, its dates shifted to ``first_day``.

    With ``people`` everyone on its list is invited and the chairs go along; without, nobody is
    named. Programmes, hosts and organisers always go along. Raises UserError.
    """
    last = first_day + (source.last_day - source.first_day)
    action = N_("Copy event %(source)s to %(code)s")
    with store.unit_of_work(action, source=source.code, code=canonical(code)) as work:
        plan = plan_of(work.reader, source)
        record = add_event(
            work, code=code, title_lo=title_lo or source.title_lo,
            title_en=title_en or ("" if title_lo else source.title_en),
            first_day=first_day, last_day=last, kind=source.kind, province=source.province,
        )  # fmt: skip
        record.venue_lo, record.venue_en = source.venue_lo, source.venue_en
        record.district = source.district
        _write_plan(work, record, plan)
        _copy_parties(work, source.id, record.id)
        if people:
            _copy_people(work, source.id, record.id)
        else:
            _keep_seats(work, record, plan)
        work.commit()
    with store.read() as reader:
        return reader.event(record.id)


def save_template(store: Store, event: Event, name: str) -> EventTemplate:
    """Keep an event as a template under a name; one of the same name is replaced.

    Raises UserError when there is no name.
    """
    with store.read() as reader:
        plan = plan_of(reader, event)
    lao = any("\u0e80" <= letter <= "\u0eff" for letter in name)
    code = canonical(name)[:60]
    template = EventTemplate(code, code if lao else "", "" if lao else code, plan)
    return _store_template(store, template)


def import_template(store: Store, path: Path) -> EventTemplate:
    """Take a template in from a file; one of the same code is replaced. Raises UserError."""
    return _store_template(store, template_from_file(path))


def export_template(template: EventTemplate, path: Path) -> None:
    """Write a template to a file that other offices can take in. Raises EnvironmentProblem."""
    template_to_file(template, path)


def remove_template(store: Store, template: EventTemplate) -> None:
    """Take one of the office's own templates away; events made from it stay."""
    if template.id is None:
        raise UserError(_("This template comes with the program and stays"))
    with store.unit_of_work(N_("Remove template %(name)s"), name=template.code) as work:
        work.delete(work.get(t.EventTemplate, template.id))
        work.commit()


def _store_template(store: Store, template: EventTemplate) -> EventTemplate:
    if not template.code or not (template.name_lo or template.name_en):
        raise UserError(_("A template needs a name"))
    with store.unit_of_work(N_("Save template %(name)s"), name=template.code) as work:
        known = work.find(t.EventTemplate, code=template.code)
        record = known[0] if known else work.add(t.EventTemplate(code=template.code))
        record.name_lo, record.name_en = template.name_lo, template.name_en
        record.content = plan_to_json(template.plan)
        work.commit()
        return EventTemplate(
            template.code, template.name_lo, template.name_en, template.plan, record.id
        )


def _write_plan(work: UnitOfWork, event: t.Event, plan: EventPlan) -> None:
    """Texts the event has not, agenda, groups and checklist."""
    for key, text in plan.texts.items():
        if not getattr(event, key) and not key.startswith("title"):
            setattr(event, key, text)
    event.completion_percent = plan.completion_percent
    days = (event.last_day - event.first_day).days + 1
    orders: Counter[int] = Counter()
    for planned in sorted(plan.sessions, key=lambda s: (s.day, s.start, s.end, s.room)):
        if planned.day < days:
            orders[planned.day] += 1
            _write_session(work, event, planned, orders[planned.day])
    for order, task in enumerate(sorted(plan.tasks, key=lambda x: -x.days_before), 1):
        work.add(
            t.ChecklistItem(
                event_id=event.id, order=order, title_lo=task.title_lo, title_en=task.title_en,
                due=event.first_day - timedelta(days=task.days_before),
            )
        )  # fmt: skip


def _write_session(work: UnitOfWork, event: t.Event, planned: PlannedSession, order: int) -> None:
    session = work.add(
        t.Session(
            event_id=event.id, day=event.first_day + timedelta(days=planned.day), order=order,
            start=planned.start, end=planned.end, kind=planned.kind, title_lo=planned.title_lo,
            title_en=planned.title_en, room=planned.room,
        )
    )  # fmt: skip
    for place, part in enumerate(planned.parts, 1):
        words = {lang: translator(lang).gettext(PART_WORDS[part]) for lang in LANGUAGES}
        work.add(
            t.SessionPart(
                session_id=session.id, order=place, part=part, text_lo=words["lo"],
                text_en=words["en"],
            )
        )  # fmt: skip
    for number, group in enumerate(planned.groups, 1):
        work.add(
            t.WorkGroup(
                session_id=session.id, number=number, name=group.name, room=group.room,
                question_lo=group.question_lo, question_en=group.question_en,
            )
        )  # fmt: skip


def _keep_seats(work: UnitOfWork, event: t.Event, plan: EventPlan) -> None:
    order = 0
    for role, count in plan.seats.items():
        for _seat in range(count):
            order += 1
            work.add(
                t.Registration(
                    event_id=event.id, order=order, role=role, state=RegistrationState.PROMISED
                )
            )


def _copy_parties(work: UnitOfWork, source: UUID, target: UUID) -> None:
    for shared in work.find(t.EventProgramme, event_id=source):
        work.add(
            t.EventProgramme(event_id=target, programme_id=shared.programme_id, order=shared.order)
        )
    for party in work.find(t.EventOrganisation, event_id=source):
        work.add(
            t.EventOrganisation(
                event_id=target, organisation_id=party.organisation_id, kind=party.kind,
                order=party.order,
            )
        )  # fmt: skip


def _copy_people(work: UnitOfWork, source: UUID, target: UUID) -> None:
    for chair in work.find(t.EventChair, event_id=source):
        work.add(
            t.EventChair(
                event_id=target, order=chair.order, name=chair.name, title=chair.title,
                name_en=chair.name_en, title_en=chair.title_en, person_id=chair.person_id,
            )
        )  # fmt: skip
    for known in work.find(t.Registration, event_id=source):
        if known.state != RegistrationState.CANCELLED:
            named = known.person_id is not None
            state = RegistrationState.INVITED if named else RegistrationState.PROMISED
            values = {name: getattr(known, name) for name in _ALONG}
            work.add(t.Registration(event_id=target, state=state, **values))
