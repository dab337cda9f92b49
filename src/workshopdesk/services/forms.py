"""Funders' own forms: given once, marked, refilled every period; a changed form is noticed.

Hides where forms are kept and the order of what is checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from workshopdesk.documents import forms as files
from workshopdesk.documents.forms import Answers, Change
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.form_changes import Comparison, Standing, compare, moved
from workshopdesk.domain.forms import (
    FormKind,
    Layout,
    Mark,
    Place,
    ReportForm,
    refusal,
    tokens,
    written,
)
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange.container import check_form
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services.form_tables import NAMES, TABLES
from workshopdesk.services.form_values import FIELDS, INDICATOR, PARTS, Doubt, Values
from workshopdesk.services.papers import write_whole
from workshopdesk.services.period import INDICATORS
from workshopdesk.services.report import Scope
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

__all__ = [
    "Change", "NewVersion", "Offer", "Opened", "Preview", "Scope", "accept", "change_form",
    "compare_file", "give_form", "known", "offers", "open_form", "preview", "refill",
    "remove_form", "set_mark", "words_of",
]  # fmt: skip

SUFFIXES = (".xlsx", ".docx")
_KIND = "report_form"
_TYPES = {
    FormKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FormKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
STANDARD = {
    "unique_people": N_("Unique persons"),
    "participations": N_("Participations"),
    "people_present": N_("Persons who were present"),
    "completed": N_("Completed an event"),
    "person_days": N_("Person-days"),
    "organisations": N_("Organisations"),
    "events": N_("Events"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be filled in: its source, what it belongs to, its words."""

    source: str
    group: str
    words: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A form with what stands in it."""

    form: ReportForm
    layout: Layout


@dataclass(frozen=True, slots=True)
class Preview:
    """What refilling would do: cell, old, new. ``doubts`` are marks that have no value."""

    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    added_rows: int


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A newer file of a form beside its marks: nothing is kept until it is accepted."""

    form: ReportForm
    file_name: str
    data: bytes
    layout: Layout
    found: tuple[Comparison, ...]

    @property
    def same(self) -> bool:
        """Whether every mark stands where it stood."""
        return all(one.standing is Standing.STANDS for one in self.found)


def read_file(path: Path) -> tuple[bytes, Layout]:
    """A form's file and what stands in it. Raises UserError, EnvironmentProblem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        title = _("%(file)s cannot be read") % {"file": path.name}
        raise EnvironmentProblem(title, error.strerror or "") from error
    check_form(data, path.name)
    return data, files.read(data, path.name)


def give_form(
    store: Store,
    path: Path,
    *,
    name: str = "",
    programme_id: UUID | None = None,
    funder_id: UUID | None = None,
) -> UUID:
    """Keep an empty form; placeholders typed in it are its first marks. Gives its id.

    Raises UserError for a file that is no form, EnvironmentProblem when it cannot be read.
    """
    data, layout = read_file(path)
    name = canonical(name) or canonical(path.stem)
    with store.unit_of_work(N_("Keep the form %(name)s"), name=name) as work:
        kept = work.attach(kind=_KIND, name=path.name, media_type=_TYPES[layout.kind], data=data)
        work.flush()
        made = work.add(
            t.ReportForm(
                name=name, attachment_id=kept.id, marks=written(tokens(layout)),
                layout=layout.fingerprint(), programme_id=programme_id, funder_id=funder_id,
            )
        )  # fmt: skip
        work.commit()
        return made.id


def change_form(
    store: Store,
    seen: ReportForm,
    *,
    name: str | None = None,
    programme_id: UUID | None = None,
) -> None:
    """Rename a form, or say which programme it is of. Raises UserError, Conflict."""
    with store.unit_of_work(N_("Change the form %(name)s"), name=seen.name) as work:
        record = work.get(t.ReportForm, seen.id, seen.version)
        if name is not None:
            if not canonical(name):
                raise UserError(_("A form needs a name"))
            record.name = canonical(name)
        else:
            record.programme_id = programme_id
        work.commit()


def remove_form(store: Store, seen: ReportForm) -> None:
    """Remove a form with its file. Raises Conflict when it is not as seen any more."""
    with store.unit_of_work(N_("Remove the form %(name)s"), name=seen.name) as work:
        work.delete(work.get(t.ReportForm, seen.id, seen.version))
        work.flush()
        work.delete(work.get(t.Attachment, seen.attachment_id))
        work.commit()


def open_form(reader: Reader, form_id: UUID) -> Opened:
    """A form and what stands in it. Raises UserError when it is gone, or not as it was marked."""
    form = next((one for one in reader.report_forms() if one.id == form_id), None)
    if form is None:
        raise UserError(_("This was deleted"), _("Someone else deleted it in the meantime."))
    return Opened(form, _layout(reader, form))


def _layout(reader: Reader, form: ReportForm) -> Layout:
    data = reader.content(form.attachment_id)
    check_form(data, form.file_name)  # another computer may have put it there
    layout = files.read(data, form.file_name)
    if layout.fingerprint() != form.layout:
        raise UserError(
            _("%(name)s is not the form that was marked") % {"name": form.name},
            _("Give the form's file anew and look at its marks."),
        )
    return layout


# Marks


def set_mark(
    store: Store, seen: ReportForm, layout: Layout, place: Place, source: str, *, token: str = ""
) -> None:
    """Say what goes into a cell, in place of what was said; "" takes it back.

    In a cell with placeholders ``token`` is the one that is meant, the first if it is not given.
    Raises UserError where nothing can be filled in, Conflict when the form is not as seen any more.
    """
    if why := refusal(layout, place):
        raise UserError(_("Nothing can be filled in at %(cell)s") % {"cell": place.cell}, why)
    here = [mark for mark in seen.marks if mark.place == place]
    marks = [mark for mark in seen.marks if mark.place != place]
    if any(mark.token for mark in here):
        meant = next((m for m in here if m.token == token), here[0])
        marks += [replace(m, source=source) if m == meant else m for m in here]
    elif source:
        marks.append(Mark(place, source))
    _keep_marks(store, seen, marks, N_("Mark %(cell)s in the form %(name)s"), place.cell)


def known(source: str) -> bool:
    """Whether a source is of a kind there is; its indicator may still be missing."""
    table, _dot, column = source.partition(".")
    return source in FIELDS or column in TABLES.get(table, {}) or source.startswith(f"{INDICATOR}:")


def _keep_marks(
    store: Store, seen: ReportForm, marks: Iterable[Mark], action: str, cell: str
) -> None:
    with store.unit_of_work(action, cell=cell, name=seen.name) as work:
        work.get(t.ReportForm, seen.id, seen.version).marks = written(marks)
        work.commit()


def offers(reader: Reader, form: ReportForm) -> tuple[Offer, ...]:
    """Everything that can be filled into a form, grouped."""
    made = [Offer(source, _("The report"), _(words)) for source, words in FIELDS.items()]
    for indicator in reader.indicators(form.programme_id):
        name = f"{indicator.code} {indicator.name_lo or indicator.name_en}".strip()
        made += _parts(indicator.code, name)
    for code in INDICATORS:
        made += _parts(code, _(STANDARD[code]))[:4]
    for table, columns in TABLES.items():
        group = _("Row for each: %(table)s") % {"table": _(NAMES[table])}
        made += [Offer(f"{table}.{key}", group, _(words)) for key, words in columns.items()]
    return tuple(made)


def _parts(code: str, group: str) -> list[Offer]:
    return [
        Offer(":".join(filter(None, (INDICATOR, code, part))), group, _(words))
        for part, words in PARTS.items()
    ]


def words_of(source: str, offered: Sequence[Offer]) -> str:
    """A source in words: what it belongs to and what it is; itself where it is not on offer."""
    found = next((one for one in offered if one.source == source), None)
    return source if found is None else f"{found.group}: {found.words}"


# Refilling


def preview(store: Store, form_id: UUID, scope: Scope) -> Preview:
    """What refilling a form for a scope would change. Raises UserError."""
    with store.read() as reader:
        opened = open_form(reader, form_id)
        answers, doubts = _answers(store, reader, opened.form, scope)
    planned = files.plan(opened.layout, opened.form.marks, answers)
    return Preview(planned.changes, doubts, sum(grown.count for grown in planned.grown))


def refill(
    store: Store,
    form_id: UUID,
    scope: Scope,
    path: Path,
    *,
    with_log: bool = True,
    progress: Progress | None = None,
) -> Path:
    """Write a form filled in for a scope. ``with_log`` keeps the place in the log in a workbook.

    Marks without a value are left as they are in the form. Raises UserError, EnvironmentProblem.
    """
    progress = progress or Silent()
    with store.read() as reader:
        form = open_form(reader, form_id).form
        suffix = Path(form.file_name).suffix.lower()
        if path.suffix.lower() != suffix:
            raise UserError(
                _("The filled form is a file that ends in %(suffix)s") % {"suffix": suffix},
                _("Choose such a name."),
            )
        answers, _doubts = _answers(store, reader, form, scope)
        data = reader.content(form.attachment_id)
        log = reader.anchor() if with_log else ""
    progress.step(1, 2, form.name)
    filled = files.fill(data, form.file_name, form.marks, answers, log=log, progress=progress)
    return write_whole(path, filled)


def _answers(
    store: Store, reader: Reader, form: ReportForm, scope: Scope
) -> tuple[Answers, tuple[Doubt, ...]]:
    today = store.origin.now().astimezone().date()
    values = Values(reader, scope, _language(reader, form), today)
    return values.answers(form.marks)


def _language(reader: Reader, form: ReportForm) -> str:
    """The language the funder wants its reports in."""
    for programme in reader.programmes():
        for funder in programme.funders:
            if funder.id == form.funder_id or programme.id == form.programme_id:
                return funder.report_language
    return "lo"


# A newer file of the form


def compare_file(store: Store, form_id: UUID, path: Path) -> NewVersion:
    """Lay a newer file over the form that was marked; nothing is kept. Raises UserError."""
    data, layout = read_file(path)
    with store.read() as reader:
        opened = open_form(reader, form_id)
    if layout.kind is not opened.layout.kind:
        raise UserError(
            _("%(file)s is another kind of file than the form") % {"file": path.name},
            _("Give it as a form of its own."),
        )
    found = compare(opened.form.marks, opened.layout, layout)
    return NewVersion(opened.form, path.name, data, layout, found)


def accept(store: Store, new: NewVersion) -> None:
    """Take the newer file, with the marks moved as proposed; those without a place are let go.

    Placeholders that are new in it become marks. Raises Conflict.
    """
    marks = list(moved(new.found))
    there = {(mark.place, mark.token) for mark in marks}
    marks += [mark for mark in tokens(new.layout) if (mark.place, mark.token) not in there]
    with store.unit_of_work(N_("New version of the form %(name)s"), name=new.form.name) as work:
        record = work.get(t.ReportForm, new.form.id, new.form.version)
        kept = work.attach(
            kind=_KIND, name=new.file_name, media_type=_TYPES[new.layout.kind], data=new.data
        )
        work.flush()
        record.attachment_id = kept.id
        record.marks, record.layout = written(marks), new.layout.fingerprint()
        work.flush()
        work.delete(work.get(t.Attachment, new.form.attachment_id))
        work.commit()
