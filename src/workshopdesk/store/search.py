"""Finding people as one types: either script and spelling, part of a name, phone, unit, code.

Hides how the first hits come at once among very many. Names that begin as typed come first, so
they are asked for first, and the rest only while the list is not full. What few fit is looked up
in the indexes (``search_index``) and sorted; what very many fit is met soon when everyone is gone
through in the order of the list. Both engines are asked the same and find the same people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import is_lao, search_key
from workshopdesk.store import tables as t
from workshopdesk.store.search_index import (
    code_entry,
    code_index,
    entry,
    index,
    is_in_step,
    prepare,
    rebuild,
)
from workshopdesk.store.tables.people import written_as_found

__all__ = ["find", "is_in_step", "prepare", "rebuild"]

_WHOLE: Final = 3
"""Shorter than a trigram, a text is looked for at the beginning of words and numbers only."""
_FEW: Final = 1500
"""So many are looked up and sorted in no time; more are met soon by going through everyone."""
_PHONE: Final = re.compile(r"[\d\s().+-]+")


def find(connection: Connection, typed: str, limit: int) -> list[UUID]:
    """The people who fit every word typed: names that begin so first, then in Lao order.

    Nobody for nothing typed. Merged people are not found: the one they became part of is.
    """
    ways = _File() if connection.dialect.name == "sqlite" else _Server()
    asked = [_asked(connection, ways, word) for word in _words(typed)]
    if not asked or not all(one.patterns or one.others or one.fits for one in asked):
        return []
    found: dict[UUID, None] = {}
    for columns in (_WRITTEN, _SOUNDING):
        wanted = {name: p for name, p in asked[0].patterns.items() if name in columns}
        if wanted and len(found) < limit:
            begins = _fitting(ways, asked[1:], wanted)
            found |= dict.fromkeys(connection.scalars(begins.limit(limit)))
    if len(found) < limit:
        rest = _fitting(ways, asked, {}).limit(limit + len(found))
        found |= dict.fromkeys(connection.scalars(rest))
    return list(found)[:limit]


@dataclass(frozen=True)
class _Asked:
    """A word typed, and how people can fit it: by name, as one of ``others`` (who belong to a unit
    or have a number that fits), or, where those would be too many, by the condition ``fits``."""

    patterns: dict[str, str]
    others: frozenset[UUID]
    fits: tuple[ColumnElement[bool], ...]

    @property
    def by_name(self) -> bool:
        """Whether only a name can fit."""
        return not self.others and not self.fits


_WRITTEN: Final = ("found_lao", "found_latin")
_SOUNDING: Final = ("sound_lao", "sound_latin")


# What is looked for


def _words(typed: str) -> list[str]:
    """The words typed; a phone number typed with spaces and signs is one."""
    typed = from_lao_digits(typed)
    if _PHONE.fullmatch(typed) and any(ch.isdigit() for ch in typed):
        digits = re.sub(r"\D", "", typed)
        if typed.strip().startswith("+") or digits.startswith("00"):
            digits = "0" + digits.removeprefix("00").removeprefix("856")
        return [digits]
    return [word for word in typed.split() if search_key(word) or "@" in word]


def _patterns(word: str) -> dict[str, str]:
    """What is looked for in each column of names.

    A sound much shorter than what was typed says too little ("zzzz" sounds like an s).
    """
    patterns: dict[str, str] = {}
    if _is_lao(word):
        found = written_as_found(word, "", "", "")
        patterns["found_lao"] = found["found_lao"]
        patterns["sound_latin"] = found["sound_lao"]
    elif not any(ch.isdigit() or ch == "@" for ch in word):
        latin = written_as_found("", "", word, "")
        patterns["found_latin"] = latin["found_latin"]
        if 2 * len(latin["sound_latin"].strip()) >= len(latin["found_latin"].strip()):
            patterns["sound_latin"] = patterns["sound_lao"] = latin["sound_latin"]
    return {name: bare for name, p in patterns.items() if (bare := p.strip())}


def _is_lao(word: str) -> bool:
    return any(map(is_lao, word))


def _inside(bare: str) -> str:
    """What a column holds in which a word fits: anywhere, if short at the beginning of a word."""
    return bare if len(bare) >= _WHOLE else "  " + bare


def _code(word: str) -> str:
    """What is looked for in numbers; "" where none can be meant."""
    low = word.casefold()
    if any(ch.isdigit() for ch in low) or "@" in low:
        return low
    return low if len(low) >= _WHOLE and not _is_lao(low) else ""


# Who fits


def _asked(connection: Connection, ways: _Ways, word: str) -> _Asked:
    """A word's ways to fit. Few people are fetched at once, so that their table leads the way."""
    code = _code(word)
    fits = [*ways.coded(code)] if code else []
    units = _units(word)
    if connection.scalar(units.limit(1)) is not None:
        r = t.Registration
        fits.append(select(t.Person.id).where(t.Person.organisation_id.in_(units)))
        fits.append(
            select(r.person_id).where(r.organisation_id.in_(units), r.person_id.is_not(None))
        )
    others: set[UUID] = set()
    common = bool(code) and ways.is_common(connection, code)
    for people in () if common else fits:
        others.update(connection.scalars(people.limit(_FEW + 1)))
        common = common or len(others) > _FEW
        if common:
            break
    if not common:
        return _Asked(_patterns(word), frozenset(others), ())
    by_code = len(ways.coded(code)) if code else 0
    each = [*ways.coded(code, each=True)] if code else []
    return _Asked(_patterns(word), frozenset(), tuple(map(ways.one_of, [*each, *fits[by_code:]])))


def _units(word: str) -> Select[Any]:
    """The organisations named so; none for a short word."""
    o, key = t.Organisation, search_key(word)
    named = or_(
        o.search_key.contains(key, autoescape=True),
        func.lower(o.name_en).contains(word.casefold(), autoescape=True),
        func.lower(o.abbreviation).contains(word.casefold(), autoescape=True),
    )
    return select(o.id).where(named) if len(key) >= _WHOLE else select(o.id).where(false())


def _fitting(ways: _Ways, asked: Sequence[_Asked], begins: dict[str, str]) -> Select[Any]:
    """Who fits all that is asked, and whose name begins so, in Lao order."""
    names = [one.patterns for one in asked if one.by_name]
    mixed = [one for one in asked if not one.by_name]
    if names or begins:
        led = ways.named(names, begins)
    else:
        leader = next((one for one in mixed if not one.fits), None)
        led = select(ways.everyone).where(ways.unmerged)
        if leader is None:
            return led.where(*(_fits(ways, one) for one in mixed)).order_by(*ways.order)
    order = ways.order if any(one.fits for one in mixed) else ways.sorted
    return led.where(*(_fits(ways, one) for one in mixed)).order_by(*order)


def _fits(ways: _Ways, one: _Asked) -> ColumnElement[bool]:
    some = ways.named([one.patterns], {}).correlate(None) if one.patterns else None
    named = [ways.everyone.in_(some)] if some is not None else []
    others = [ways.everyone.in_(one.others)] if one.others else []
    return or_(*named, *others, *one.fits)


# Who fits, as each engine is asked


class _Ways:
    """How one engine is asked. Selects give keys of people, in a column of that name's own."""

    everyone: ColumnElement[Any]
    """The key of a person, in the table gone through."""
    order: tuple[ColumnElement[Any], ...]
    sorted: tuple[ColumnElement[Any], ...]
    """The same order, reached by sorting what was found."""
    unmerged: ColumnElement[bool]

    def named(self, words: Sequence[dict[str, str]], begins: dict[str, str]) -> Select[Any]:
        """People whose name fits each word, and begins so, in one of the columns."""
        raise NotImplementedError

    def coded(self, code: str, *, each: bool = False) -> list[Select[Any]]:
        """People known by a number that holds ``code``, or begins so where it is short.

        ``each``: to be asked of one person after another.
        """
        raise NotImplementedError

    def is_common(self, connection: Connection, code: str) -> bool:  # noqa: ARG002 - by engine
        """Whether very many numbers are known to fit before any is fetched."""
        return False

    def one_of(self, people: Select[Any]) -> ColumnElement[bool]:
        """Whether the person gone through is among them."""
        owner = people.selected_columns[0]
        return people.where(owner == self.everyone).correlate(self.everyone.table).exists()


class _File(_Ways):
    """SQLite: its own indexes are asked; everyone in them is unmerged."""

    everyone = entry.c.person_id
    order = (entry.c.sort_key, entry.c.person_id)
    sorted = (literal_column("+person_entry.sort_key"), entry.c.person_id)
    unmerged = true()

    def named(self, words: Sequence[dict[str, str]], begins: dict[str, str]) -> Select[Any]:
        asked = [{name: f'"{_inside(bare)}"' for name, bare in word.items()} for word in words]
        asked += [{name: f'^ "  {bare}"' for name, bare in begins.items()}] if begins else []
        ored = (" OR ".join(f"{{{name}}} : {p}" for name, p in word.items()) for word in asked)
        match = index.c.person_index.op("MATCH")(" AND ".join(f"({one})" for one in ored))
        hits = select(index.c.rowid).where(match)  # found once, whatever else is asked
        return select(entry.c.person_id).where(entry.c.number.in_(hits))

    def coded(self, code: str, *, each: bool = False) -> list[Select[Any]]:
        c, r = code_entry.c, t.Registration
        if len(code) < _WHOLE:
            fits = and_(c.said >= code, c.said < code + "\U0010ffff")
        elif each:
            fits = c.said.contains(code, autoescape=True)
        else:
            fits = c.number.in_(select(code_index.c.rowid).where(_quoted(code)))
        return [
            select(c.person_id).where(fits, c.person_id.is_not(None)),
            select(r.person_id)
            .join(code_entry, c.registration_id == r.id)
            .where(fits, r.person_id.is_not(None)),
        ]

    def is_common(self, connection: Connection, code: str) -> bool:
        if len(code) < _WHOLE:
            return False
        hits = select(code_index.c.rowid).where(_quoted(code)).limit(_FEW + 1).subquery()
        return (connection.scalar(select(func.count()).select_from(hits)) or 0) > _FEW


def _quoted(code: str) -> ColumnElement[bool]:
    doubled = code.replace('"', '""')
    return code_index.c.code_index.op("MATCH")(f'"{doubled}"')


class _Server(_Ways):
    """PostgreSQL: the tables are asked, so that a login finds by what it may read."""

    everyone = t.Person.__table__.c.id
    order = (t.Person.__table__.c.sort_key, everyone)
    # no plain column: names that begin alike stand together, far down the index of the order
    sorted = (order[0].op("||")(literal_column("''::bytea")), everyone)
    unmerged = t.Person.__table__.c.merged_into_id.is_(None)

    def named(self, words: Sequence[dict[str, str]], begins: dict[str, str]) -> Select[Any]:
        columns = t.Person.__table__.c
        asked = [{name: f"%{_inside(bare)}%" for name, bare in word.items()} for word in words]
        asked += [{name: f"  {bare}%" for name, bare in begins.items()}] if begins else []
        fits = (or_(*(columns[name].like(p) for name, p in word.items())) for word in asked)
        return select(t.Person.id).where(and_(*fits), self.unmerged)

    def coded(self, code: str, *, each: bool = False) -> list[Select[Any]]:  # noqa: ARG002 - asked alike
        def fits(value: Any) -> ColumnElement[bool]:
            low = func.lower(value)
            whole = len(code) >= _WHOLE
            return (low.contains if whole else low.startswith)(code, autoescape=True)

        c, i, r = t.PersonContact, t.PersonIdentifier, t.Registration
        return [
            select(c.person_id).where(fits(c.value)),
            select(i.person_id).where(fits(i.value)),
            select(r.person_id)
            .join(t.Certificate, t.Certificate.registration_id == r.id)
            .where(r.person_id.is_not(None), fits(t.Certificate.number)),
        ]
