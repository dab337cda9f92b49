"""Which events Home shows: by programme, province, status and kind; remembered. No Qt."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.i18n import _, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for, by code; "" for any. Cancelled events are shown when asked for."""

    programme: str = ""
    province: str = ""
    status: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        """Whether some events may be hidden."""
        return any(asdict(self).values())

    def fits(self, event: Event, programmes: Collection[UUID]) -> bool:
        """Whether an event, shared by these programmes, is to be shown."""
        if not self.status and event.status is EventStatus.CANCELLED:
            return False
        return (
            self.programme in ("", *map(str, programmes))
            and self.province in ("", event.province)
            and self.status in ("", event.status)
            and self.kind in ("", event.kind)
        )

    def as_text(self) -> str:
        """For remembering."""
        return json.dumps(asdict(self))


def remembered(text: object) -> Filters:
    """What was remembered, as far as it can be read."""
    try:
        kept = json.loads(str(text))
    except ValueError:
        return Filters()
    if not isinstance(kept, dict):
        return Filters()
    return Filters(**{f.name: str(kept.get(f.name) or "") for f in fields(Filters)})


def choices(reader: Reader, events: Iterable[Event]) -> dict[str, Choices]:
    """What can be asked for, by field: every programme, and the provinces that have events."""
    english = screen_language() == "en"
    used = {event.province for event in events}
    programmes = [
        (str(p.id), ((p.name_en or p.name_lo) if english else p.name_lo) or p.code)
        for p in reader.programmes()
    ]
    provinces = [
        (p.code, p.name_en if english else p.name_lo)
        for p in reader.gazetteer().provinces
        if p.code in used
    ]
    return {
        "programme": [("", _("Every programme")), *programmes],
        "province": [("", _("Every province")), *provinces],
        "status": [("", _("Every status")), *words.statuses()],
        "kind": [("", _("Every kind")), *words.kinds()],
    }
