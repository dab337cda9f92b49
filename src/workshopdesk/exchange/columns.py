"""Which column holds which field: hides how headings and content are weighed against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.places import Gazetteer
from workshopdesk.exchange.content import likeness
from workshopdesk.exchange.headings import FIELDS, Match, path_fields
from workshopdesk.exchange.sheets import Cell, column_index, column_letters
from workshopdesk.exchange.words import fold, is_role
from workshopdesk.i18n import _

# What a mapping says of columns that hold nothing of use: their letters or headings, by commas.
IGNORED = "ignored"
# Fields whose content can be told without a heading, and how far content alone is believed.
_BY_CONTENT = {
    "phone": 0.75,
    "sex": 0.75,
    "province": 0.7,
    "district": 0.65,
    "birth_year": 0.6,
    "email": 0.7,
    "name": 0.6,
    "organisation": 0.5,
    "position": 0.5,
    "serial": 0.7,
}
# Fields whose content is checked against the heading: nothing alike means the heading misleads.
_CHECKED = frozenset(
    {"phone", "sex", "province", "district", "birth_year", "age", "email", "honorific"}
)
_LEAST = 0.3
_MANY = frozenset({"phone"})
PART_NAMES = frozenset({"given_name", "surname"})


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column (letters, as the spreadsheet shows it), how surely it holds the field (0 to 1)."""

    column: str
    confidence: float

    @property
    def index(self) -> int:
        """The column counted from 0."""
        return column_index(self.column) or 0


@dataclass(frozen=True)
class Columns:
    """The columns of one table: the best for each field, further phone columns, and columns that
    are ticked for the role their heading names.
    """

    fields: Mapping[str, ColumnGuess]
    more_phones: tuple[int, ...] = ()
    ticked_roles: tuple[tuple[int, str], ...] = ()

    @cached_property
    def _indexes(self) -> dict[str, int]:
        return {name: guess.index for name, guess in self.fields.items()}

    def index(self, field: str) -> int | None:
        """The column of a field counted from 0, None when the table has none."""
        return self._indexes.get(field)

    @cached_property
    def name_index(self) -> int | None:
        """The column that says who a row is about."""
        for name in ("name", "given_name", "surname", "name_latin"):
            if name in self.fields:
                return self.fields[name].index
        return None


def guess_columns(
    headings: Mapping[int, tuple[str, ...]],
    cells: Mapping[int, Sequence[Cell]],
    gazetteer: Gazetteer,
    hidden: Container[int] = (),
) -> Columns:
    """The likeliest field of each column, from its headings (top to bottom) and its cells.

    A column that is hidden gives way to one that is seen.
    """
    scores: list[tuple[float, int, str]] = []
    looks: dict[int, dict[str, float]] = {}
    roles: dict[int, str] = {}
    for column in sorted(set(headings) | set(cells)):
        path = headings.get(column, ())
        looks[column] = likeness(cells.get(column, ()), gazetteer)
        matches = path_fields(path)
        if path and is_role(path[-1]) and looks[column].get("tick", 0.0) > 0.7:
            roles[column] = path[-1]
            continue
        if matches and matches[0].field == "ignored":
            continue
        trust = 0.6 if column in hidden else 1.0
        found = _scores(column, path, matches, looks[column])
        scores += [(score * trust, at, field) for score, at, field in found]
    chosen, phones = _assign(scores)
    return Columns(_settle(chosen, looks, headings), phones, tuple(roles.items()))


def _scores(
    column: int, path: tuple[str, ...], matches: tuple[Match, ...], look: Mapping[str, float]
) -> list[tuple[float, int, str]]:
    found = [(_with_content(match, look), column, match.field) for match in matches]
    if not found:
        doubt = 0.8 if any(path) else 1.0
        for field, trust in _BY_CONTENT.items():
            value = look.get(field, 0.0)
            if field == "name":
                value *= look.get("distinct", 0.0)
            if value >= 0.6 and not (field == "phone" and look.get("serial", 0) > 0.8):
                found.append((value * trust * doubt, column, field))
    return [entry for entry in found if entry[0] >= _LEAST]


def _with_content(match: Match, look: Mapping[str, float]) -> float:
    field, score = match.field, match.score
    if not look:
        return score * 0.9
    if field in _CHECKED:
        alike = look.get(field, 0.0)
        if field == "sex" and alike < 0.3 and look.get("tick", 0.0) > 0.7:
            return score * 0.5
        return score * (0.5 + 0.5 * alike) if alike else score * 0.4
    if field in {"name", "given_name"}:
        return score * (0.9 + 0.1 * look.get("distinct", 0.0)) * (0.4 if _numbers(look) else 1)
    if field == "position" and look.get("honorific", 0.0) > 0.8:
        return score * 0.5
    if field == "organisation" and match.score < 1 and _posts(look):
        return score * 0.6
    return score


def _posts(look: Mapping[str, float]) -> bool:
    return look.get("position", 0.0) > max(look.get("organisation", 0.0), 0.5)


def _numbers(look: Mapping[str, float]) -> bool:
    return look.get("phone", 0.0) > 0.8 or look.get("serial", 0.0) > 0.9


def _assign(scores: list[tuple[float, int, str]]) -> tuple[dict[str, ColumnGuess], tuple[int, ...]]:
    chosen: dict[str, ColumnGuess] = {}
    taken: set[int] = set()
    phones: list[int] = []
    for score, column, field in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
        if column in taken:
            continue
        if field not in chosen:
            taken.add(column)
            chosen[field] = ColumnGuess(column_letters(column), round(min(score, 1.0), 2))
        elif field in _MANY:
            taken.add(column)
            phones.append(column)
    if phones and min(phones) < chosen["phone"].index:
        # The first number of a person is the one that stands first.
        first, best = min(phones), chosen["phone"]
        phones[phones.index(first)] = best.index
        chosen["phone"] = ColumnGuess(column_letters(first), best.confidence)
    return chosen, tuple(sorted(phones))


def _settle(
    chosen: dict[str, ColumnGuess],
    looks: Mapping[int, Mapping[str, float]],
    headings: Mapping[int, tuple[str, ...]],
) -> dict[str, ColumnGuess]:
    """What one field means beside the others: a bare ຊື່ is the whole name unless split."""
    if "given_name" in chosen and "surname" not in chosen and "name" not in chosen:
        chosen["name"] = chosen.pop("given_name")
    if "surname" in chosen and "name" not in chosen and "given_name" not in chosen:
        beside = chosen["surname"].index - 1
        used = {guess.index for guess in chosen.values()}
        if looks[chosen["surname"].index].get("one_word", 1.0) < 0.5:
            # The lower half of a heading "ຊື່ ແລະ / ນາມສະກຸນ" typed on two rows.
            chosen["name"] = chosen.pop("surname")
        elif beside not in used and looks.get(beside, {}).get("one_word", 0.0) > 0.5:
            chosen["given_name"] = ColumnGuess(column_letters(beside), 0.5)
    if "name" not in chosen and "given_name" not in chosen and "name_latin" in chosen:
        chosen["name"] = chosen.pop("name_latin")
    return _one_heading_over_two(chosen, looks, headings)


def _one_heading_over_two(
    chosen: dict[str, ColumnGuess],
    looks: Mapping[int, Mapping[str, float]],
    headings: Mapping[int, tuple[str, ...]],
) -> dict[str, ColumnGuess]:
    """A heading of the whole name over two columns: honorific and name, or name and surname."""
    whole = chosen.get("name")
    if whole is None or {"surname", "honorific"} & set(chosen):
        return chosen
    used = {guess.index for guess in chosen.values()}
    left, right = whole.index - 1, whole.index + 1
    own = headings.get(whole.index, ())
    titled = looks.get(left, {}).get("honorific", 0.0) > 0.8
    if titled and left not in used and headings.get(left) == own:
        chosen["honorific"] = ColumnGuess(column_letters(left), whole.confidence)
        return chosen
    if right in used or right not in looks or headings.get(right, own) != own:
        return chosen
    look, beside = looks[whole.index], looks[right]
    if beside.get("filled", 0.0) < 0.5 or beside.get("distinct", 0.0) < 0.2:
        return chosen
    if look.get("honorific", 0.0) > 0.8 and beside.get("name", 0.0) > 0.5:
        chosen["honorific"] = whole
        chosen["name"] = ColumnGuess(column_letters(right), whole.confidence)
    elif min(look.get("one_word", 0.0), beside.get("one_word", 0.0)) > 0.8:
        chosen["surname"] = ColumnGuess(column_letters(right), whole.confidence)
    return chosen


def given_columns(
    mapping: Mapping[str, str], headings: Mapping[int, tuple[str, ...]]
) -> dict[str, ColumnGuess]:
    """The columns a person named: letters or a heading for each field.

    UserError for a field or a column there is not.
    """
    found: dict[str, ColumnGuess] = {}
    for field, column in mapping.items():
        if field == IGNORED:
            continue
        # A day of birth and a year of birth are read by one reader.
        field = "birth_year" if field == "birth_date" else field
        if field not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            title = _("No such field: %(field)s") % {"field": field}
            raise UserError(title, _("Fields are: %(fields)s") % {"fields": known})
        found[field] = ColumnGuess(column_letters(_named_column(column, headings)), 1.0)
    return found


def ignored_columns(
    mapping: Mapping[str, str], headings: Mapping[int, tuple[str, ...]]
) -> frozenset[int]:
    """The columns a person said are nothing. UserError for a column there is not."""
    named = filter(str.strip, mapping.get(IGNORED, "").split(","))
    return frozenset(_named_column(column, headings) for column in named)


def _named_column(column: str, headings: Mapping[int, tuple[str, ...]]) -> int:
    wanted = fold(column)
    for index, path in headings.items():
        if wanted and wanted in {fold(text) for text in (*path, " ".join(path))}:
            return index
    index_by_letters = column_index(column)
    if index_by_letters is None:
        title = _("No such column: %(column)s") % {"column": column}
        raise UserError(title, _("Name it by its letters (A, B …) or by its heading."))
    return index_by_letters


def fingerprint(headings: Mapping[int, tuple[str, ...]]) -> str:
    """What a layout is recognised by: its headings and where they stand; "" without headings."""
    parts = [f"{column}={fold(' '.join(path))}" for column, path in sorted(headings.items())]
    told = "\n".join(parts)
    return hashlib.sha256(told.encode()).hexdigest()[:32] if any(headings.values()) else ""
