"""Which field a column heading names, in Lao or English; hides the word list and its tolerance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from workshopdesk.exchange.words import fold
from workshopdesk.lao.text import canonical, is_lao

# Fields of a row that a column can hold, in the words of ``--map``.
FIELDS = frozenset(
    {
        "name",
        "given_name",
        "surname",
        "name_latin",
        "surname_latin",
        "honorific",
        "sex",
        "sex_female",
        "sex_male",
    }
    | {"position", "organisation", "role", "village", "district", "province", "place"}
    | {"phone", "birth_year", "age", "email", "serial"}
)
NAMES = frozenset({"name", "given_name", "surname", "name_latin"})
_PARTS = re.compile(r"[/\n()\[\]|,:;–—\-•]+")
_LATIN_SCRIPT = re.compile(r"ອັງກິດ|english|latin|\(en\)|\ben\b|roman", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_DISTRICT_AND_PROVINCE = re.compile(
    r"ເມືອງ.*ແຂວງ|ແຂວງ.*ເມືອງ|district.*province|province.*district", re.IGNORECASE
)
_LONGEST = 120
_LEAST_FOR_SLIPS = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A field and how surely a heading names it (0 to 1)."""

    field: str
    score: float


@dataclass(frozen=True)
class _Words:
    """The word list, by key: the fields a whole heading names, and the words looked for inside."""

    exact: dict[str, tuple[str, ...]]
    inside_lao: tuple[tuple[str, str], ...]
    inside_latin: tuple[tuple[re.Pattern[str], str, int], ...]


@cache
def _words() -> _Words:
    exact: dict[str, tuple[str, ...]] = {}
    lao: list[tuple[str, str]] = []
    latin: list[tuple[re.Pattern[str], str, int]] = []
    text = resources.files(__package__).joinpath("headings.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        field, _colon, words = line.partition(":")
        for word in words.split("|"):
            plain = word.strip().rstrip("*")
            # A heading of signs alone (#) has no key: it is compared as it stands.
            key = fold(plain) or plain
            if field not in exact.get(key, ()):
                exact[key] = (*exact.get(key, ()), field)
            if word.strip().endswith("*"):
                if any(map(is_lao, plain)):
                    lao.append((key, field))
                else:
                    latin.append((_whole_words(plain), field, len(plain)))
    lao.sort(key=lambda pair: -len(pair[0]))
    latin.sort(key=lambda triple: -triple[2])
    return _Words(exact, tuple(lao), tuple(latin))


def _whole_words(text: str) -> re.Pattern[str]:
    words = r"[\W_]+".join(_LATIN_WORD.findall(text.casefold()))
    return re.compile(rf"(?<![a-z0-9]){words}(?![a-z0-9])")


@lru_cache(maxsize=8192)
def fields_of(heading: str) -> tuple[Match, ...]:
    """The fields a heading may name, surest first; empty when it names none known."""
    text = canonical(heading)
    if not text or len(text) > _LONGEST:
        return ()
    found: dict[str, float] = {}
    words = _words()
    _add(found, words.exact.get(fold(text) or text, ()), 1.0)
    if not found:
        for order, part in enumerate(p for p in _PARTS.split(text) if fold(p)):
            _add(found, words.exact.get(fold(part), ()), max(0.92 - 0.04 * order, 0.6))
    if {"sex_female", "sex_male"} <= set(found):
        found = {"sex": 0.9}
    if not found:
        _add_inside(found, text, words)
    if _DISTRICT_AND_PROVINCE.search(text) and not found.keys() & {"organisation", "position"}:
        found = {"place": 0.95}
    if not found:
        _add_misspelt(found, fold(text), words)
    if _LATIN_SCRIPT.search(text):
        found = _in_latin(found, text)
    return tuple(Match(f, s) for f, s in sorted(found.items(), key=lambda item: -item[1]))


def _add(found: dict[str, float], fields: tuple[str, ...], score: float) -> None:
    for order, field in enumerate(fields):
        found[field] = max(found.get(field, 0.0), score - 0.02 * order)


def _add_inside(found: dict[str, float], text: str, words: _Words) -> None:
    key, lower = fold(text), text.casefold()
    hits = [
        (len(word) / max(len(key), 1), field) for word, field in words.inside_lao if word in key
    ]
    hits += [
        (size / max(len(lower), 1), field)
        for pattern, field, size in words.inside_latin
        if pattern.search(lower)
    ]
    for share, field in hits:
        score = 0.5 + 0.35 * min(share, 1.0)
        found[field] = max(found.get(field, 0.0), score)


def _add_misspelt(found: dict[str, float], key: str, words: _Words) -> None:
    """A heading with a slip or two: nearly a word of the list."""
    if len(key) >= _LEAST_FOR_SLIPS:
        near = process.extractOne(key, words.exact.keys(), scorer=fuzz.ratio, score_cutoff=86)
        if near and len(near[0]) >= _LEAST_FOR_SLIPS:
            _add(found, words.exact[near[0]], near[1] / 100 * 0.75)


_LATIN_FIELDS = {"name": "name_latin", "given_name": "name_latin", "surname": "surname_latin"}


def _in_latin(found: dict[str, float], text: str) -> dict[str, float]:
    """A name said to be in English is the Latin name; a heading in two languages is not."""
    if any(map(is_lao, _LATIN_SCRIPT.sub("", text))) and re.search(r"name", text, re.IGNORECASE):
        return found
    return {_LATIN_FIELDS.get(field, field): score for field, score in found.items()}


def path_fields(path: tuple[str, ...]) -> tuple[Match, ...]:
    """The fields of a column under several header rows: the lowest row decides if it can."""
    own = path[-1] if path else ""
    matches = fields_of(own)
    if matches and matches[0].score >= 0.85:
        return matches
    for text in reversed(path[:-1]):
        above = fields_of(text)
        if above:
            joined = fields_of(" ".join(path))
            latin = bool(joined) and joined[0].field == "name_latin"
            return joined if latin else above
    return matches
