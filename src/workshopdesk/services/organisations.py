"""Make organisations known, and change what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.store import Store, UnitOfWork, joining
from workshopdesk.store import tables as t

CHANGEABLE = frozenset(
    {"name_lo", "name_en", "abbreviation", "type", "level", "parent_id", "province", "sector"}
)
"""The fields of an organisation that a person may change one by one."""


def create_organisation(store: Store, name: str, **fields: object) -> UUID:
    """Make an organisation known by its name in either language; gives its id.

    ``fields`` are any of CHANGEABLE. Raises UserError as change_organisation does.
    """
    name = canonical(name)
    language = "name_lo" if any("\u0e80" <= c <= "\u0eff" for c in name) else "name_en"
    with store.unit_of_work(N_("Add organisation %(name)s"), name=name) as work:
        record = t.Organisation()
        _set(work, record, {language: name, **fields})
        _check(work, record)
        work.add(record)
        work.commit()
        return record.id


def change_organisation(store: Store, seen: Organisation, **fields: object) -> None:
    """Change fields of an organisation: any of CHANGEABLE. Texts are kept in canonical form.

    ``type`` is a code or its words, ``level`` an OrganisationLevel, ``province`` a code or any
    spelling; "" or None makes them unknown. Raises Conflict when it is not as ``seen`` any
    more, UserError when a value cannot be.
    """
    name = seen.name_lo or seen.name_en
    with store.unit_of_work(N_("Change organisation %(name)s"), name=name) as work:
        record = work.get(t.Organisation, seen.id, seen.version)
        _set(work, record, fields)
        _check(work, record)
        work.commit()


def _set(work: UnitOfWork, record: t.Organisation, fields: dict[str, object]) -> None:
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise ValueError(f"not fields of an organisation: {sorted(unknown)}")
    for name, value in fields.items():
        if name == "type":
            value = _type(work, str(value or ""))
        elif name == "province":
            value = _province(work, str(value or ""))
        elif name == "level":
            value = OrganisationLevel(str(value)) if value else None
        elif isinstance(value, str):
            value = canonical(value)
        setattr(record, name, value)


def _type(work: UnitOfWork, text: str) -> str | None:
    if not text.strip():
        return None
    key = search_key(text)
    for term in work.reader.organisation_types():
        if key in (search_key(term.code), search_key(term.name_lo), search_key(term.name_en)):
            return term.code
    raise UserError(
        _("There is no type of organisation %(text)s") % {"text": text},
        _("Choose one of the list."),
    )


def _province(work: UnitOfWork, text: str) -> str | None:
    if not text.strip():
        return None
    province = work.reader.gazetteer().find_province(text)
    if province is None:
        raise UserError(
            _("Province %(text)s is not known") % {"text": text},
            _("Write its name, its ISO 3166-2 code (LA-KH) or its number (12)."),
        )
    return province.code


def _check(work: UnitOfWork, record: t.Organisation) -> None:
    if not record.name_lo and not record.name_en:
        raise UserError(_("An organisation needs a name"))
    everyone = {o.id: o for o in work.reader.organisations()}
    for other in everyone.values():
        same = (other.name_lo, other.name_en) == (record.name_lo or "", record.name_en or "")
        if other.id != record.id and same and other.province == record.province:
            raise UserError(
                _("There is already an organisation %(name)s")
                % {"name": record.name_lo or record.name_en},
                _("Give it another name, or its province."),
            )
    above = record.parent_id
    while above is not None:
        if above == record.id:
            raise UserError(_("An organisation cannot belong to itself"))
        above = everyone[above].parent_id if above in everyone else None


def merge_organisations(store: Store, keep_id: UUID, others: Sequence[UUID]) -> None:
    """Make several organisations one: people, lists and events of the others become the kept's.

    What the kept one does not say is taken from the others, in their order. Raises UserError
    when there is nothing to merge.
    """
    gone = [key for key in dict.fromkeys(others) if key != keep_id]
    if not gone:
        raise UserError(_("Choose two or more to be merged"))
    with store.unit_of_work(
        N_("Merge %(number)s organisations"), number=str(len(gone) + 1)
    ) as work:
        kept = work.get(t.Organisation, keep_id)
        for key in gone:
            other = work.get(t.Organisation, key)
            for name in CHANGEABLE:
                if getattr(kept, name) in (None, "") and name != "parent_id":
                    setattr(kept, name, getattr(other, name))
            above = other.parent_id
            joining.replace_by(work, t.Organisation, key, keep_id)
            if kept.parent_id in (keep_id, key) or kept.parent_id is None:
                kept.parent_id = above if above != keep_id else None
            work.flush()
        work.commit()
