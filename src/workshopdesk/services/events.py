"""Create events, and change what an event says of itself."""

from __future__ import annotations

from datetime import date

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event, EventKind
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store
from workshopdesk.store import tables as t

LONGEST_DAYS = 366


def create_event(
    store: Store,
    *,
    code: str,
    title_lo: str,
    title_en: str = "",
    first_day: date,
    last_day: date,
    kind: EventKind = EventKind.WORKSHOP,
    province: str | None = None,
) -> Event:
    """Create a draft event. ``province`` is a code, a number or any spelling.

    Raises UserError when the code is taken or empty, the dates are the wrong way round, or the
    province is not known.
    """
    code, title_lo = canonical(code), canonical(title_lo)
    _check(code, title_lo, first_day, last_day)
    with store.unit_of_work(N_("Create event %(code)s"), code=code) as work:
        if work.find(t.Event, code=code):
            raise UserError(
                _("There is already an event %(code)s") % {"code": code},
                _("Choose another code."),
            )
        place = None
        if province:
            place = work.reader.gazetteer().find_province(province)
            if place is None:
                raise UserError(
                    _("Province %(text)s is not known") % {"text": province},
                    _("Write its name, its ISO 3166-2 code (LA-KH) or its number (12)."),
                )
        work.add(
            t.Event(
                code=code,
                title_lo=title_lo,
                title_en=canonical(title_en),
                first_day=first_day,
                last_day=last_day,
                kind=kind,
                province=place.code if place else None,
            )
        )
        work.commit()
    with store.read() as reader:
        return reader.event(code)


def _check(code: str, title_lo: str, first_day: date, last_day: date) -> None:
    if not code or not title_lo:
        raise UserError(_("An event needs a code and a title"))
    if any(c in code for c in '/\\:*?"<>|') or code.startswith(".") or len(code) > 60:
        raise UserError(
            _("The code %(code)s cannot be used") % {"code": code},
            _("It becomes part of file names: up to 60 letters, digits, hyphens and spaces."),
        )
    if last_day < first_day:
        raise UserError(
            _("The last day is before the first"), _("Give the first day, then the last.")
        )
    if (last_day - first_day).days >= LONGEST_DAYS:
        raise UserError(
            _("An event of more than a year"), _("Check the two dates; split it if they are right.")
        )
