"""Fields and their values in words, for mine and theirs. No Qt."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from workshopdesk.domain.places import District, Province
from workshopdesk.i18n import _, screen_language
from workshopdesk.store import Reader
from workshopdesk.store.stance import Clash
from workshopdesk.ui import words
from workshopdesk.ui.history import words as record_words

_UNTOLD = frozenset(("order", "version", "person_id"))
_NOTHING = "–"


def is_told(clash: Clash) -> bool:
    """Whether a field is anyone's to choose: what follows from others is not."""
    return clash.field not in _UNTOLD


class Words:
    """Words for the clashes of one question, with the names of what they refer to."""

    def __init__(self, reader: Reader) -> None:
        self._english = screen_language() == "en"
        self._gazetteer = reader.gazetteer()
        self._roles = {r.code: r.name_en if self._english else r.name_lo for r in reader.roles()}
        self._organisations = {o.id: o.name_lo or o.name_en for o in reader.organisations()}

    def field(self, clash: Clash) -> str:
        """What a field is called, or what the whole record is."""
        if not clash.field:
            return record_words.table(clash.kind)
        return record_words.field(clash.kind, clash.field)

    def value(self, clash: Clash, value: object, *, mine: bool) -> str:
        """A value as screens write it."""
        if not clash.field:
            return _("Taken away") if mine else _("Stays, as changed")
        if value is None or value == "":
            return _NOTHING
        if clash.field in record_words.LONG:
            return _("Changed")
        if isinstance(value, str):
            return self._text(clash, value)
        return self._plain(value)

    def _plain(self, value: object) -> str:
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, date):
            return words.day(value)
        if isinstance(value, time):
            return words.clock(value)
        if isinstance(value, UUID):
            return self._organisations.get(value, _("Another one"))
        return str(value)

    def _text(self, clash: Clash, text: str) -> str:
        said = record_words.code(clash.kind, clash.field, text)
        if said is None and clash.field == "role":
            said = self._roles.get(text)
        return said or self._place(clash.field, text) or text

    def _place(self, field: str, code: str) -> str:
        """The name of a province or a district; "" for any other text."""
        found: District | Province | None = None
        if field == "province":
            found = self._gazetteer.province_by_code.get(code)
        elif field == "district":
            found = self._gazetteer.district_by_code.get(code)
        if found is None:
            return ""
        return found.name_en if self._english else found.name_lo
