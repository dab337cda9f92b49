"""People's names as they are written in lists; hides titles, ranks and their spellings.

A Lao name is given name, then surname (which may be missing); titles stack before it, with
or without spaces and dots. Nothing of what was typed is lost: it is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from workshopdesk.lao.syllables import parse
from workshopdesk.lao.text import canonical, search_key

Sex = Literal["F", "M"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; `sex` only where a title says it, which ທ່ານ never does."""

    honorific: str
    rank: str
    given: str
    surname: str
    sex: Sex | None

    @property
    def name(self) -> str:
        """ "given surname", as a person is listed."""
        return f"{self.given} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class _Title:
    is_rank: bool
    sex: Sex | None = None


def _titles(words: str, *, rank: bool, sex: Sex | None = None) -> dict[str, _Title]:
    return dict.fromkeys(words.split(), _Title(rank, sex))


# Written without dots and in lower case; looked up so.
_TITLES: Final[dict[str, _Title]] = (
    _titles("ທ່ານ ພະນະທ່ານ ພະນະ ສະຫາຍ ສ", rank=False)
    | _titles("ນາງ ທ່ານນາງ ສະຫາຍນາງ ນ ນາງສາວ mrs ms miss mme madam madame", rank=False, sex="F")
    | _titles("ທ້າວ ທ mr", rank=False, sex="M")
    | _titles("ດຣ ດຣນາງ ປອ ປທ ອຈ ອາຈານ ຮສ ສຈ ຮສຈ ຜສ ຮອງສາດສະດາຈານ ສາດສະດາຈານ", rank=True)
    | _titles("ພະອາຈານ ພຣະອາຈານ ພຣະ ດອກເຕີ ທ່ານໝໍ dr prof professor phd", rank=True)
    | _titles("ພົນເອກ ພົນໂທ ພົນຕີ ພົນຈັດຕະວາ ພັນເອກ ພັນໂທ ພັນຕີ", rank=True)
    | _titles("ຮ້ອຍເອກ ຮ້ອຍໂທ ຮ້ອຍຕີ ວ່າທີ່ຮ້ອຍຕີ", rank=True)
    | _titles("ພົອ ພົທ ພົຕ ພົຈ ພັອ ພັທ ພັຕ ຮອ ຮທ ຮຕ", rank=True)
    | _titles("colonel general major captain lieutenant", rank=True)
)
# Short titles that count only with their dot: without it they may be names (He, Gen, ພອ).
_DOTTED: Final = _titles("col gen maj capt lt ພອ ພທ ພຕ", rank=True) | _titles("he hon", rank=False)
# May be glued to a name, if so many syllables follow. ນາງ may be only after ທ່ານ, since many
# names begin with it (ນາງນ້ອຍ).
_GLUED: Final = {"ທ່ານນາງ": 1, "ສະຫາຍນາງ": 1, "ພະນະທ່ານ": 1, "ທ່ານ": 1, "ທ້າວ": 2, "ສະຫາຍ": 1}
_GLUED_AFTER_THAN: Final = {"ນາງ": 1}
# No one has more; what is no name at all is not worn down title by title.
_MOST_TITLES: Final = 12
_DOTTED_PREFIX: Final = re.compile(
    r"((?:[^\W\d_]|[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]){1,5}\.)(?=[^\s.])"
)


def split_name(text: str) -> PersonName:
    """Titles, ranks, given name and surname of one person as typed into a list.

    The canonical text's characters, spaces aside, are all found again in the result. A title
    is only one where a name remains after it. Blank text gives an empty name.
    """
    words = canonical(text).replace("\n", " ").split()
    honorifics: list[str] = []
    ranks: list[str] = []
    sex: Sex | None = None
    for _ in range(_MOST_TITLES):
        found = _title_ahead(words, _GLUED_AFTER_THAN if "ທ່ານ" in honorifics else _GLUED)
        if found is None:
            break
        written, title, words = found
        (ranks if title.is_rank else honorifics).append(written)
        sex = sex or title.sex
    given, surname = _given_and_surname(words)
    return PersonName(" ".join(honorifics), " ".join(ranks), given, surname, sex)


def name_key(text: str) -> str:
    """What two people's names are compared by: the name without titles, as a search key."""
    return search_key(split_name(text).name)


def _title_ahead(
    words: list[str], glued: Mapping[str, int]
) -> tuple[str, _Title, list[str]] | None:
    """The title `words` begin with, as written, and the words after it."""
    if not words:
        return None
    first, rest = words[0], words[1:]
    if rest and (title := _title(first)) is not None:
        return first, title, rest
    if (
        "." in first
        and (dotted := _DOTTED_PREFIX.match(first))
        and (title := _title(dotted[1])) is not None
    ):
        return dotted[1], title, [first[dotted.end() :], *rest]
    for prefix, least in glued.items():
        if first.startswith(prefix) and _syllables_after(first, len(prefix)) >= least:
            return prefix, _TITLES[prefix], [first[len(prefix) :], *rest]
    return None


def _title(word: str) -> _Title | None:
    bare = word.replace(".", "").casefold()
    return _TITLES.get(bare) or (_DOTTED.get(bare) if word.endswith(".") else None)


def _syllables_after(word: str, at: int) -> int:
    """How many syllables follow `at`; 0 if `at` is not where a syllable begins."""
    starts = [piece.start for piece in parse(word)]
    return len(starts) - starts.index(at) if at in starts else 0


def _given_and_surname(words: list[str]) -> tuple[str, str]:
    """The first word, with a nickname in brackets after it, and the others."""
    count = 1
    while count < len(words) and words[count].startswith("(") and words[count].endswith(")"):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])
