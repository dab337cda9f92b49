"""The columns of the funder workbook's data sheets: keys, bilingual headings, widths, HXL tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workshopdesk.documents import model as m
from workshopdesk.i18n import N_
from workshopdesk.services.papers.wording import Wording


class Divides(Protocol):
    """A dimension with its column."""

    @property
    def key(self) -> str:
        """The stable English name."""

    @property
    def heading(self) -> str:
        """A message."""


class Shown(Protocol):
    """What decides which columns there are."""

    @property
    def words(self) -> Wording:
        """The words of the workbook."""

    @property
    def dimensions(self) -> Sequence[Divides]:
        """The dimensions with columns."""

    @property
    def personal(self) -> bool:
        """Whether names, phones and birth years are there."""

    @property
    def indicators(self) -> Sequence[tuple[str, m.Words]]:
        """Keys and headings of the columns that count for an indicator."""


_TAGS = {
    "event": "#activity+code",
    "kind": "#activity+type",
    "title_lo": "#activity+name+i_lo",
    "title_en": "#activity+name+i_en",
    "first_day": "#date+start",
    "last_day": "#date+end",
    "province": "#adm1+code",
    "venue": "#loc+name",
    "person": "#beneficiary+id",
    "name": "#beneficiary+name",
    "phone": "#contact+phone",
    "sex": "#beneficiary+sex",
    "age": "#beneficiary+age",
    "role": "#beneficiary+type",
    "organisation": "#org+code",
    "organisation_type": "#org+type",
    "participations": "#reached+num",
    "people": "#reached+unique+num",
    "women": "#reached+f+num",
    "men": "#reached+m+num",
    "total": "#reached+num",
    "shared_with": "#org+funder",
}
"""What columns are called in HXL 1.1; others have no such word."""


def _columns(words: Wording, *specs: tuple[str, str, m.CellKind, float]) -> tuple[m.Column, ...]:
    return tuple(
        m.Column(key, words.say(text), kind, width, _TAGS.get(key, ""))
        for key, text, kind, width in specs
    )


_TEXT, _NUMBER, _DATE = m.CellKind.TEXT, m.CellKind.NUMBER, m.CellKind.DATE


def _dimension_columns(rows: Shown) -> tuple[m.Column, ...]:
    return _columns(rows.words, *((d.key, d.heading, _TEXT, 16.0) for d in rows.dimensions))


def people_columns(rows: Shown) -> tuple[m.Column, ...]:
    """One row per unique person."""
    words = rows.words
    own = _columns(
        words,
        ("name", N_("Name and surname"), _TEXT, 30),
        ("phone", N_("Phone"), _TEXT, 16),
        ("birth_year", N_("Year of birth"), _NUMBER, 10),
    )
    return (
        *_columns(words, ("person", N_("Person"), _TEXT, 10)),
        *(own if rows.personal else ()),
        *_columns(words, ("sex", N_("Sex"), _TEXT, 8)),
        *_dimension_columns(rows),
        *_columns(
            words,
            ("first_day", N_("First event"), _DATE, 13),
            ("events", N_("Events"), _NUMBER, 11),
        ),
    )


def participation_columns(rows: Shown) -> tuple[m.Column, ...]:
    """One row per person and event."""
    words = rows.words
    named = _columns(words, ("name", N_("Name and surname"), _TEXT, 30))
    firsts = tuple(
        m.Column(f"people_{d.key}", _first_heading(words, d.heading), _NUMBER, 15)
        for d in rows.dimensions
    )
    return (
        *_columns(
            words,
            ("event", N_("Event"), _TEXT, 18),
            ("number", N_("No."), _NUMBER, 7),
            ("person", N_("Person"), _TEXT, 10),
        ),
        *(named if rows.personal else ()),
        *_columns(words, ("sex", N_("Sex"), _TEXT, 8)),
        *_dimension_columns(rows),
        *_columns(
            words,
            ("half_days", N_("Half-days present"), _NUMBER, 12),
            ("person_days", N_("Person-days"), _NUMBER, 12),
            ("participations", N_("Participations"), _NUMBER, 14),
            ("head_count", N_("Counted, not named"), _NUMBER, 14),
            ("completed", N_("Completed"), _NUMBER, 12),
            ("people", N_("Unique persons"), _NUMBER, 13),
        ),
        *firsts,
        *(m.Column(key, label, _NUMBER, 15) for key, label in rows.indicators),
    )


def _first_heading(words: Wording, heading: str) -> m.Words:
    return words.each(lambda lang: f"1 = {Wording('en' if lang == 'en' else 'lo').line(heading)}")


def event_columns(words: Wording) -> tuple[m.Column, ...]:
    """One row per event."""
    return _columns(
        words,
        ("event", N_("Event"), _TEXT, 18),
        ("kind", N_("Kind"), _TEXT, 14),
        ("title_lo", N_("Title in Lao"), _TEXT, 50),
        ("title_en", N_("Title in English"), _TEXT, 50),
        ("first_day", N_("First day"), _DATE, 13),
        ("last_day", N_("Last day"), _DATE, 13),
        ("province", N_("Province"), _TEXT, 22),
        ("venue", N_("Venue"), _TEXT, 30),
        ("contact_hours", N_("Contact hours"), _NUMBER, 12),
        ("women", N_("Women"), _NUMBER, 9),
        ("men", N_("Men"), _NUMBER, 9),
        ("not_said", N_("Not said"), _NUMBER, 9),
        ("total", N_("Total"), _NUMBER, 9),
        ("shared_with", N_("Shared by"), _TEXT, 40),
    )


def code_columns(words: Wording) -> tuple[m.Column, ...]:
    """One row per code."""
    return _columns(
        words,
        ("list", N_("List"), _TEXT, 20),
        ("code", N_("Code"), _TEXT, 24),
        ("name_lo", N_("Lao"), _TEXT, 44),
        ("name_en", N_("English"), _TEXT, 44),
    )
