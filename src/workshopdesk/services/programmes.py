"""Create programmes, and change what is said of one and of the funders behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.i18n import LANGUAGES, N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services import pictures
from workshopdesk.store import Store, UnitOfWork, joining
from workshopdesk.store import tables as t

CHANGEABLE = frozenset({"code", "name_lo", "name_en", "first_day", "last_day"})
"""The fields of a programme that a person may change one by one."""

FUNDER_CHANGEABLE = frozenset(
    {
        "name_lo", "name_en", "abbreviation", "visibility_lo", "visibility_en",
        "report_language", "currency",
    }
)  # fmt: skip
"""The fields of a funder that a person may change one by one."""


def create_programme(
    store: Store,
    *,
    code: str,
    name_lo: str,
    name_en: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> UUID:
    """Create a programme; gives its id. Raises UserError when its code is taken or missing."""
    with store.unit_of_work(N_("Create programme %(code)s"), code=canonical(code)) as work:
        record = t.Programme(
            code=canonical(code), name_lo=canonical(name_lo), name_en=canonical(name_en),
            first_day=first_day, last_day=last_day,
        )  # fmt: skip
        _check_programme(work, record)
        work.add(record)
        work.commit()
        return record.id


def change_programme(store: Store, seen: Programme, **fields: object) -> None:
    """Change fields of a programme: any of CHANGEABLE. Texts are kept in canonical form.

    Raises Conflict when it is not as ``seen`` any more, UserError when a value cannot be.
    """
    _only(fields, CHANGEABLE, "programme")
    with store.unit_of_work(N_("Change programme %(code)s"), code=seen.code) as work:
        record = work.get(t.Programme, seen.id, seen.version)
        _set(record, fields)
        _check_programme(work, record)
        work.commit()


def add_funder(store: Store, programme: Programme, name: str) -> UUID:
    """Add a funder to a programme, after those it has; a known one by any of its names.

    Gives the funder's id. Raises UserError when there is no name or it funds this already.
    """
    name = canonical(name)
    if not name:
        raise UserError(_("A funder needs a name"))
    with store.unit_of_work(
        N_("Add funder %(name)s to %(code)s"), name=name, code=programme.code
    ) as work:
        known = [f for f in work.find(t.Funder) if name in (f.name_lo, f.name_en, f.abbreviation)]
        funder = known[0] if known else work.add(t.Funder(name_lo=name, name_en=name))
        links = work.find(t.ProgrammeFunder, programme_id=programme.id)
        if any(link.funder_id == funder.id for link in links):
            raise UserError(
                _("%(name)s funds %(code)s already") % {"name": name, "code": programme.code}
            )
        order = max((link.order for link in links), default=0) + 1
        work.add(t.ProgrammeFunder(programme_id=programme.id, funder_id=funder.id, order=order))
        work.commit()
        return funder.id


def change_funder(store: Store, seen: Funder, **fields: object) -> None:
    """Change fields of a funder: any of FUNDER_CHANGEABLE.

    ``currency`` is an ISO 4217 code or "". Raises Conflict when it is not as ``seen`` any more,
    UserError when a value cannot be.
    """
    _only(fields, FUNDER_CHANGEABLE, "funder")
    with store.unit_of_work(
        N_("Change funder %(name)s"), name=seen.name_lo or seen.name_en
    ) as work:
        record = work.get(t.Funder, seen.id, seen.version)
        _set(record, fields)
        record.currency = (record.currency or "").upper()
        _check_funder(record)
        work.commit()


def _only(fields: dict[str, object], known: frozenset[str], what: str) -> None:
    unknown = set(fields) - known
    if unknown:
        raise ValueError(f"not fields of a {what}: {sorted(unknown)}")


def _set(record: t.Programme | t.Funder, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(record, name, canonical(value) if isinstance(value, str) else value)


def _check_programme(work: UnitOfWork, record: t.Programme) -> None:
    if not record.code or not (record.name_lo or record.name_en):
        raise UserError(_("A programme needs a code and a name"))
    if any(other.id != record.id for other in work.find(t.Programme, code=record.code)):
        raise UserError(
            _("There is already a programme %(code)s") % {"code": record.code},
            _("Choose another code."),
        )
    if record.first_day and record.last_day and record.last_day < record.first_day:
        raise UserError(
            _("The last day is before the first"), _("Give the first day, then the last.")
        )


def _check_funder(record: t.Funder) -> None:
    if not record.name_lo and not record.name_en:
        raise UserError(_("A funder needs a name"))
    if record.report_language not in LANGUAGES:
        raise UserError(_("Reports are written in Lao or in English"))
    if record.currency and not (record.currency.isascii() and len(record.currency) == 3
                                and record.currency.isalpha()):  # fmt: skip
        raise UserError(
            _("%(text)s is not a currency") % {"text": record.currency},
            _("Write its code of three letters: LAK, EUR, CHF."),
        )


def merge_funders(store: Store, keep_id: UUID, others: Sequence[UUID]) -> None:
    """Make several funders one: what they fund, and their money, become the kept one's.

    What the kept one does not say is taken from the others. Raises UserError when there is
    nothing to merge.
    """
    gone = [key for key in dict.fromkeys(others) if key != keep_id]
    if not gone:
        raise UserError(_("Choose two or more to be merged"))
    with store.unit_of_work(N_("Merge %(number)s funders"), number=str(len(gone) + 1)) as work:
        kept = work.get(t.Funder, keep_id)
        for key in gone:
            other = work.get(t.Funder, key)
            for name in (*FUNDER_CHANGEABLE, "logo_id"):
                if getattr(kept, name) in (None, ""):
                    setattr(kept, name, getattr(other, name))
            joining.replace_by(work, t.Funder, key, keep_id)
        work.commit()


def set_logo(store: Store, owner: Funder | Programme, path: Path | None) -> None:
    """Give a funder or a programme its logo from a picture's file, made anew as PNG; None: none.

    Raises UserError when the file is no picture, EnvironmentProblem when it cannot be read.
    """
    picture = None if path is None else pictures.logo(path)
    name = owner.name_lo or owner.name_en
    table: type[t.Funder | t.Programme] = t.Funder if isinstance(owner, Funder) else t.Programme
    with store.unit_of_work(N_("Change the logo of %(name)s"), name=name) as work:
        record = work.get(table, owner.id)
        if picture is None or path is None:
            record.logo_id = None
        else:
            record.logo_id = work.attach(
                kind="logo", name=path.name, media_type=picture.media_type, data=picture.data
            ).id
        work.commit()
