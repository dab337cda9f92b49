"""People. Contacts, sensitive facts and consents lie in tables of their own, read apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.lao.collation import sort_key
from workshopdesk.lao.romanise import sound_key
from workshopdesk.lao.text import search_key
from workshopdesk.store.tables.base import Code, Record, derived, maybe, refers, text


class Person(Record):
    """A person. A merged one points to the person it became part of, and stays for history."""

    __tablename__ = "person"

    honorific: Mapped[str] = text()
    rank: Mapped[str] = text()
    given_name: Mapped[str] = text(personal=True)
    surname: Mapped[str] = text(personal=True)
    given_name_latin: Mapped[str] = text(personal=True)
    surname_latin: Mapped[str] = text(personal=True)
    sex: Mapped[str | None] = maybe(Code)
    birth_date: Mapped[date | None] = maybe(Date, personal=True)
    birth_year: Mapped[int | None] = maybe(Integer, personal=True)
    age_said: Mapped[int | None] = maybe(Integer, personal=True)
    age_said_on: Mapped[date | None] = maybe(Date, personal=True)
    organisation_id: Mapped[UUID | None] = refers("organisation.id", nullable=True)
    position: Mapped[str] = text(personal=True)
    village: Mapped[str] = text(personal=True)
    province: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    district: Mapped[str | None] = refers("district.code", nullable=True, index=False)
    primary_stakeholder: Mapped[bool | None] = maybe(Boolean)
    merged_into_id: Mapped[UUID | None] = refers("person.id", nullable=True)
    search_key: Mapped[str] = derived(Text, index=True)
    sort_key: Mapped[bytes] = derived(LargeBinary, index=True)
    found_lao: Mapped[str] = derived(Text)
    found_latin: Mapped[str] = derived(Text)
    sound_lao: Mapped[str] = derived(Text)
    sound_latin: Mapped[str] = derived(Text)

    def derive(self) -> None:
        """The keys follow from the name as printed; the Latin name is found as well."""
        name = f"{self.given_name} {self.surname}".strip()
        latin = f"{self.given_name_latin} {self.surname_latin}".strip()
        self.search_key = search_key(name) + ("\n" + search_key(latin) if latin else "")
        self.sort_key = sort_key(name)
        found = written_as_found(
            self.given_name, self.surname, self.given_name_latin, self.surname_latin
        )
        for column, value in found.items():
            setattr(self, column, value)


# Lao letters as a digit and a letter, since servers index ASCII whatever their locale. Sounds
# are written more coarsely than for comparing, so that half a word typed already fits.
_AS_ASCII = {0x0E80 + n: "abcdefgh"[n // 13] + "nopqrstuvwxyz"[n % 13] for n in range(0x60)}
_COARSE = str.maketrans("GJWIAOEdb", "nkuiaaetp")


def written_as_found(given: str, surname: str, latin: str, latin_surname: str) -> dict[str, str]:
    """The derived columns people are found by. Two spaces stand before every word.

    A name that holds no Lao (a foreigner's) is found as a Latin one.
    """
    lao = given, surname
    if not any("\u0e80" <= ch <= "\u0eff" for ch in given + surname):
        lao, latin, latin_surname = ("", ""), f"{given} {latin}", f"{surname} {latin_surname}"
    return {
        "found_lao": _words(*lao, search_key_loose).translate(_AS_ASCII),
        "found_latin": _words(latin, latin_surname, search_key),
        "sound_lao": _words(*lao, _coarse_sound),
        "sound_latin": _words(latin, latin_surname, _coarse_sound),
    }


def _words(given: str, surname: str, key: Callable[[str], str]) -> str:
    """The name run together, then the surname by itself."""
    first, last = key(given), key(surname)
    return f"  {first}{last}" + (f"  {last}" if last and first else "") if first or last else ""


def search_key_loose(name: str) -> str:
    """The search key that forgives tones and the length of vowels."""
    return search_key(name, loose=True)


def _coarse_sound(name: str) -> str:
    return sound_key(name).translate(_COARSE)


class PersonContact(Record):
    """A phone number (national digits beginning with 0) or an e-mail address."""

    __tablename__ = "person_contact"

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    kind: Mapped[str] = mapped_column(Code, default="phone")
    value: Mapped[str] = text(personal=True, index=True)
    order: Mapped[int] = mapped_column(Integer, default=1)


class PersonIdentifier(Record):
    """A number someone else gave this person, of a named kind."""

    __tablename__ = "person_identifier"

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    kind: Mapped[str] = text()
    value: Mapped[str] = text(personal=True)


class NotSamePerson(Record):
    """Two people who were found not to be one; never asked again. The smaller key stands first."""

    __tablename__ = "not_same_person"
    natural_key = ("person_id", "other_id")

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    other_id: Mapped[UUID] = refers("person.id", owned=True)


class PersonSensitive(Record):
    """Ethnicity and disability, asked only with consent.

    The six Washington Group answers run from 1 (no difficulty) to 4 (cannot do at all);
    ``disability_said`` is a plain yes or no where only that was asked. None: not asked.
    """

    __tablename__ = "person_sensitive"
    natural_key = ("person_id",)

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    ethnic_family: Mapped[str | None] = maybe(Code, personal=True)
    ethnic_group: Mapped[str | None] = maybe(Code, personal=True)
    seeing: Mapped[int | None] = maybe(Integer, personal=True)
    hearing: Mapped[int | None] = maybe(Integer, personal=True)
    walking: Mapped[int | None] = maybe(Integer, personal=True)
    cognition: Mapped[int | None] = maybe(Integer, personal=True)
    self_care: Mapped[int | None] = maybe(Integer, personal=True)
    communication: Mapped[int | None] = maybe(Integer, personal=True)
    disability_said: Mapped[bool | None] = maybe(Boolean, personal=True)


class PersonLeftBehindGroup(Record):
    """A person belongs to a left-behind group of a programme; there may be several."""

    __tablename__ = "person_left_behind_group"
    natural_key = ("person_id", "group_id")

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    group_id: Mapped[UUID] = refers("left_behind_group.id")


class Consent(Record):
    """What a person agreed to (or refused), for one purpose, on a day."""

    __tablename__ = "consent"

    person_id: Mapped[UUID] = refers("person.id", owned=True)
    purpose: Mapped[str] = text()
    given: Mapped[bool] = mapped_column(Boolean, default=True)
    on: Mapped[date | None] = maybe(Date)
    asked_by: Mapped[str] = text(personal=True)
    evidence_id: Mapped[UUID | None] = refers("attachment.id", nullable=True)
