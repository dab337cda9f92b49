"""Reading reference data, the office and remembered list layouts, as frozen values."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import defaultdict

from sqlalchemy import Connection, select

from workshopdesk.domain.certificate import SigningKey
from workshopdesk.domain.office import Office, Signer
from workshopdesk.domain.places import District, Gazetteer, Province
from workshopdesk.domain.reference import PositionRule, Term
from workshopdesk.store import tables as t


def gazetteer(connection: Connection) -> Gazetteer:
    """All places in use, by code."""
    p, d = t.Province, t.District
    provinces = connection.execute(
        select(p.code, p.number, p.name_lo, p.name_en, p.full_lo, p.variants)
        .where(p.active)
        .order_by(p.number, p.code)
    )
    districts = connection.execute(
        select(d.code, d.province, d.name_lo, d.name_en, d.variants)
        .where(d.active)
        .order_by(d.code)
    )
    return Gazetteer(
        tuple(Province(*row[:5], _lines(row.variants)) for row in provinces),
        tuple(District(*row[:4], _lines(row.variants)) for row in districts),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def roles(connection: Connection) -> tuple[Term, ...]:
    """The words for roles, in the order they are offered."""
    r = t.RoleTerm
    rows = connection.execute(
        select(r.code, r.name_lo, r.name_en, r.confidence).where(r.active).order_by(r.order, r.code)
    )
    return tuple(Term(*row) for row in rows)


def organisation_types(connection: Connection) -> tuple[Term, ...]:
    """The types of organisations; ``parent`` is the code of the wider type."""
    o = t.OrganisationType
    rows = connection.execute(
        select(o.code, o.name_lo, o.name_en, o.confidence, o.parent)
        .where(o.active)
        .order_by(o.order, o.code)
    )
    return tuple(Term(*row[:4], row.parent or "") for row in rows)


def ethnic_families(connection: Connection) -> tuple[Term, ...]:
    """The ethno-linguistic families."""
    f = t.EthnicFamily
    rows = connection.execute(
        select(f.code, f.name_lo, f.name_en, f.confidence).where(f.active).order_by(f.order, f.code)
    )
    return tuple(Term(*row) for row in rows)


def ethnic_groups(connection: Connection) -> tuple[Term, ...]:
    """The ethnic groups; ``parent`` is the code of the family."""
    g = t.EthnicGroup
    rows = connection.execute(
        select(g.code, g.name_lo, g.name_en, g.confidence, g.family)
        .where(g.active)
        .order_by(g.order, g.code)
    )
    return tuple(Term(*row) for row in rows)


def position_rules(connection: Connection) -> tuple[PositionRule, ...]:
    """Which positions mean which role; the first that fits holds."""
    r = t.PositionRule
    rows = connection.execute(
        select(r.pattern, r.role, r.order).where(r.active).order_by(r.order, r.pattern)
    )
    return tuple(PositionRule(*row) for row in rows)


def office(connection: Connection) -> Office:
    """The issuing office and who signs for it."""
    o = t.Office
    row = connection.execute(select(o.__table__).where(o.slot == "own")).one()
    s = t.OfficeSigner
    signers = connection.execute(
        select(s.title_lo, s.title_en, s.name_lo, s.name_en)
        .where(s.office_id == row.id)
        .order_by(s.order, s.id)
    )
    return Office(
        name_lo=row.name_lo,
        name_en=row.name_en,
        abbreviation=row.abbreviation,
        place_lo=row.place_lo,
        place_en=row.place_en,
        state_lines_lo=_lines(row.state_lines_lo),
        state_lines_en=_lines(row.state_lines_en),
        signers=tuple(Signer(*signer) for signer in signers),
        certificate_mask=row.certificate_mask,
    )


def signing_keys(connection: Connection) -> tuple[SigningKey, ...]:
    """The keys certificates are signed with, the newest first."""
    k = t.SigningKey
    rows = connection.execute(
        select(
            k.id, k.code, k.public, k.private, k.issuer_lo, k.issuer_en, k.first_day, k.last_day
        ).order_by(k.first_day.desc(), k.id.desc())
    )
    return tuple(
        SigningKey(row.id, row.code, b64decode(row.public), *row[3:])  # the rest as it is stored
        for row in rows
    )


def paper_texts(connection: Connection) -> dict[str, dict[str, str]]:
    """The editable wordings of papers: {code: {language: text}}."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    p = t.PaperText
    for code, language, text in connection.execute(select(p.code, p.language, p.text)):
        texts[code][language] = text
    return dict(texts)


def layout(connection: Connection, fingerprint: str) -> dict[str, str] | None:
    """The column mapping a user confirmed for lists of this look, or None."""
    text = connection.scalar(
        select(t.ListLayout.mapping).where(t.ListLayout.fingerprint == fingerprint)
    )
    return None if text is None else dict(json.loads(text))
