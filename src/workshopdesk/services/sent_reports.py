"""Reports as they were sent: kept with their figures and files, and compared with now.

Hides how figures, files and the place in the log are made to belong together: the files are made
first, and kept only if nobody wrote anything meanwhile. A version is never changed and cannot be
taken back; whoever corrects a report sends the next version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.sent import Difference, Figures, SentFile, SentReport, differences
from workshopdesk.domain.small_cells import Hidden
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services.papers import paper_bytes, safe, write_whole
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.figures import event_figures, flat
from workshopdesk.services.papers.funder import Options
from workshopdesk.services.people import MERGING
from workshopdesk.services.period import PeriodFigures, Scope, measure, resolved
from workshopdesk.services.report import write_report
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

SENDING = N_("Keep the report %(title)s as sent")
MEDIA = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KIND = "report"
_TRIES = 3

Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Since:
    """What is other now than in a report as sent, and what was done since that explains it.

    ``merged``: how many people were merged into others among them.
    """

    differences: tuple[Difference, ...]
    done: tuple[Did, ...]
    merged: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A report ready to be kept."""

    series: str
    title: str
    scope: dict[str, str]
    figures: Figures
    files: Files
    anchor: str
    event: UUID | None = None
    programme: UUID | None = None


def send_event_report(
    store: Store,
    event_code: str,
    *,
    recipient: str,
    sent_on: date,
    languages: Sequence[str] = ("lo-en",),
    workbook: bool = True,
    progress: Progress | None = None,
) -> UUID:
    """Keep the report of an event (PDF in some languages, the funder workbook) as sent.

    Gives the version's key. Raises UserError, EnvironmentProblem, Cancelled.
    """
    progress = progress or Silent()
    wanted = [("event-report", language, "pdf") for language in languages]
    wanted += [("funder-workbook", "lo-en", "xlsx")] * workbook

    def make() -> _Made:
        with store.read() as reader:
            event, anchor = reader.event(event_code), reader.anchor()
            figures = flat(event_figures(read_facts(reader, str(event.id))))
        files = []
        for done, (kind, language, form) in enumerate(wanted):
            name = f"{safe(event.code)}-{kind}-{language}.{form}"
            progress.step(done, len(wanted), name)
            files.append((name, paper_bytes(store, str(event.id), kind, language, form)))
        scope = {"kind": "event", "event": event.code, "events": str(event.id)}
        title = event.title_lo or event.title_en
        return _Made(f"event-{event.id}", title, scope, figures, files, anchor, event.id)

    return _keep(store, make, recipient, sent_on)


def send_period_report(
    store: Store,
    scope: Scope,
    *,
    recipient: str,
    sent_on: date,
    options: Options | None = None,
    progress: Progress | None = None,
) -> UUID:
    """Keep the report over a period as sent: its PDF and its workbook. As ``send_event_report``."""
    asked = {key: str(value) for key, value in asdict(scope).items() if value}
    stem = safe("-".join(["report", *asked.values()]))

    def make() -> _Made:
        with store.read() as reader:
            found, anchor = measure(reader, scope), reader.anchor()
        with TemporaryDirectory() as place:
            paths = [Path(place) / f"{stem}.{form}" for form in ("pdf", "xlsx")]
            for path in paths:
                write_report(store, scope, path, options=options, progress=progress)
            files = [(path.name, path.read_bytes()) for path in paths]
        kept = {"kind": "period", **asked}
        kept["options"] = json.dumps(asdict(options or Options()))
        kept["events"] = " ".join(str(share.event.id) for share in found.events)
        told = json.dumps(asked, sort_keys=True).encode()
        return _Made(
            f"period-{hashlib.sha256(told).hexdigest()[:32]}", " · ".join(asked.values()), kept,
            period_figures(found), files, anchor, programme=found.asked.programme,
        )  # fmt: skip

    return _keep(store, make, recipient, sent_on)


def _keep(store: Store, make: Callable[[], _Made], recipient: str, sent_on: date) -> UUID:
    """Keep what was made if the log still stands where it stood; else make it anew."""
    for _try in range(_TRIES):
        made = make()
        with store.unit_of_work(SENDING, title=made.title) as work:
            if work.reader.anchor() != made.anchor:
                continue
            before = work.find(t.SentReport, series=made.series)
            sent = work.add(
                t.SentReport(
                    series=made.series,
                    number=max((one.number for one in before), default=0) + 1,
                    title=made.title,
                    recipient=canonical(recipient),
                    sent_on=sent_on,
                    scope=json.dumps(made.scope, ensure_ascii=False),
                    figures=json.dumps(made.figures, ensure_ascii=False),
                    anchor=made.anchor,
                    event_id=made.event,
                    programme_id=made.programme,
                )
            )
            work.flush()
            for order, (name, data) in enumerate(made.files, 1):
                media = MEDIA[PurePath(name).suffix]
                file = work.attach(kind=KIND, name=name, media_type=media, data=data)
                work.flush()
                work.add(
                    t.SentReportFile(sent_report_id=sent.id, attachment_id=file.id, order=order)
                )
            work.for_good()
            work.commit()
            return sent.id
    raise UserError(
        _("Others are changing the data just now"), _("Wait a moment, then send the report again.")
    )


def content(store: Store, file: SentFile) -> bytes:
    """A file as it was sent, byte for byte."""
    with store.read() as reader:
        return reader.content(file.attachment_id)


def save(store: Store, sent: SentReport, folder: Path) -> list[Path]:
    """Write the files of a version as they were sent. Raises EnvironmentProblem."""
    return [write_whole(folder / file.name, content(store, file)) for file in sent.files]


def since(reader: Reader, sent: SentReport, limit: int = 50) -> Since:
    """What is other now, and the newest ``limit`` actions that can have made it so."""
    now = figures_now(reader, sent)
    events = {UUID(key) for key in sent.scope["events"].split()}
    if sent.scope["kind"] == "period":
        asked = resolved(reader, _scope(sent))
        events |= {event.id for event in reader.facts(asked).within(asked)}
    found = differences(sent.figures, now)
    done = reader.done_since(sent.anchor, sorted(events), limit) if found else ()
    return Since(found, done, sum(did.message == MERGING and not did.undone for did in done))


def figures_now(reader: Reader, sent: SentReport) -> Figures:
    """What the same report would say now; nothing of an event that was deleted."""
    if sent.scope["kind"] == "period":
        return period_figures(measure(reader, _scope(sent)))
    return flat(event_figures(read_facts(reader, str(sent.event_id))))


def _scope(sent: SentReport) -> Scope:
    said = sent.scope
    return Scope(
        date.fromisoformat(said["first_day"]),
        date.fromisoformat(said["last_day"]),
        said.get("programme"),
        said.get("funder"),
        said.get("province"),
    )


def period_figures(found: PeriodFigures) -> dict[str, float]:
    """Every figure of a period by a stable key; what is hidden is not kept."""
    figures: dict[str, float] = {}
    every = [*found.standard.values(), *found.indicators]
    for one in every:
        code = f"{one.programme}:{one.code}" if one.programme else one.code
        figures[code] = one.total
        for breakdown, parts in one.by:
            for part in parts or ():
                if not isinstance(part.number, Hidden):
                    pairs = zip(breakdown.dimensions, part.values, strict=True)
                    key = "/".join(f"{d}={value or ''}" for d, value in pairs)
                    figures[f"{code}/{key}"] = float(part.number)
    figures |= {f"reconciliation/{key}": n for key, n in found.reconciliation.items()}
    figures |= {f"event={share.event.code}": share.total for share in found.events}
    return figures
