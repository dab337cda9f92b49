"""Say who issues the papers: the office's names, its state header, who signs, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from string import Formatter

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.office import Office, Signer
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store
from workshopdesk.store import tables as t

STATE_LINES = frozenset({"state_lines_lo", "state_lines_en"})
CHANGEABLE = STATE_LINES | {
    "name_lo", "name_en", "abbreviation", "place_lo", "place_en", "certificate_mask",
}  # fmt: skip
"""The fields of the office that a person may change one by one."""


def change_office(store: Store, seen: Office, **fields: str | Sequence[str]) -> None:
    """Change fields of the issuing office: any of CHANGEABLE. Texts are kept in canonical form.

    State lines are given as a list of lines; empty ones are left out. ``certificate_mask`` is a
    format string over n, year and office, or "" for the usual one. Raises Conflict when one of
    the fields is not as ``seen`` any more, UserError when the mask cannot make numbers.
    """
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise ValueError(f"not fields of the office: {sorted(unknown)}")
    with store.unit_of_work(N_("Change the issuing office")) as work:
        _refuse_stale(work.reader.office(), seen, fields)
        (record,) = work.find(t.Office, slot="own")
        for name, value in fields.items():
            lines = [value] if isinstance(value, str) else value
            setattr(record, name, "\n".join(filter(None, map(canonical, lines))))
        _check_mask(record.certificate_mask)
        work.commit()


def set_signers(store: Store, signers: Sequence[Signer]) -> None:
    """These people sign the office's papers, in this order; who has no title or name is left out.

    Without any, papers leave room for a signature without a name.
    """
    kept = [Signer(*map(canonical, astuple(signer))) for signer in signers]
    kept = [signer for signer in kept if any(astuple(signer))]
    with store.unit_of_work(N_("Change who signs for the office")) as work:
        (office,) = work.find(t.Office, slot="own")
        stored = sorted(work.find(t.OfficeSigner, office_id=office.id), key=lambda s: s.order)
        for order, signer in enumerate(kept, 1):
            record = (
                stored[order - 1]
                if order <= len(stored)
                else work.add(t.OfficeSigner(office_id=office.id, order=order))
            )
            record.title_lo, record.title_en = signer.title_lo, signer.title_en
            record.name_lo, record.name_en = signer.name_lo, signer.name_en
        for surplus in stored[len(kept) :]:
            work.delete(surplus)
        work.commit()


def _refuse_stale(stored: Office, seen: Office, fields: dict[str, str | Sequence[str]]) -> None:
    newer: dict[str, object] = {
        name: getattr(stored, name)
        for name in fields
        if getattr(stored, name) != getattr(seen, name)
    }
    if newer:
        raise Conflict(
            _("Changed meanwhile"),
            _("Someone else changed this since you opened it. Compare, then choose what to keep."),
            newer,
        )


def _check_mask(mask: str) -> None:
    """A mask must number: without ``n`` every certificate would have the same number."""
    if not mask:
        return
    try:
        numbers = "n" in {field for _text, field, _spec, _conversion in Formatter().parse(mask)}
        mask.format(n=1, year=2025, office="")
    except (ValueError, KeyError, IndexError, AttributeError):
        numbers = False
    if not numbers:
        raise UserError(
            _("The mask for certificate numbers cannot be filled: %(mask)s") % {"mask": mask},
            _("It may hold {n}, {year} and {office}, for example {n:04d}/{year}."),
        )
