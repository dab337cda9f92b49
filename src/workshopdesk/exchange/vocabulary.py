"""What the different texts of a file are like before their meaning is known; hides the patterns.

A long list holds few different texts, and most of them stand for themselves. Each is looked at
once, as it comes; rows without an odd one need no second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workshopdesk.exchange.words import is_ditto, is_empty
from workshopdesk.lao.text import canonical

LONGEST = 1000
FORMULA = re.compile(r"^\s*(?:=|@\w+\(|[+\-][0-9A-Za-z_.+\-*/^]*[A-Za-z]\w*[(|!])")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x00[01][0-9A-F]_")
_LAO = re.compile("[\u0e80-\u0eff]")
# Letters and digits with single signs between them: neither a mark, a dash nor a formula.
_PLAIN = re.compile("[0-9A-Za-z\u0e81-\u0edf](?:[ ./()-]?[0-9A-Za-z\u0e81-\u0edf]){0,400}")
# How the words begin that mean "as above" or "nothing".
_MAY_BE_WORD = re.compile("ຄື|ເຊັ່|ບໍ|di|id|sa|do|as|n", re.IGNORECASE)
# Words of names' headings, with anything invisible, or marks in another order, between letters.
_HINT = re.compile(
    r"ຊ\W*?ື|ນ\W*?າ\W*?ມ|n\W*?a\W*?m\W*?e|participant|attendee"
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]",
    re.IGNORECASE,
)


class Vocabulary:
    """The different texts of a file.

    ``odd`` are those with something to resolve or to tell; ``hints`` those that may be of a
    heading; ``lao`` how many hold Lao letters; ``foreign`` those of other letters than ASCII.
    """

    def __init__(self, texts: Iterable[object] = ()) -> None:
        self.odd: set[str] = set()
        self.hints: set[str] = set()
        self.foreign: list[str] = []
        self.lao = 0
        self.meet(texts)

    def meet(self, values: Iterable[object]) -> None:
        """Take in further values, each met for the first time; what is no text is left aside."""
        for text in values:
            if type(text) is not str:
                continue
            if not text.isascii():
                if _LAO.search(text):
                    self.lao += 1
                else:
                    self.foreign.append(text)
            if _HINT.search(text):
                self.hints.add(text)
            if not is_ordinary(text):
                self.odd.add(text)


def is_ordinary(cell: str) -> bool:
    """Whether a text stands for itself."""
    if _PLAIN.fullmatch(cell) and not _MAY_BE_WORD.match(cell):
        return True
    text = canonical(cell).replace("\n", " ")
    return not (
        not text
        or len(cell) > LONGEST
        or is_ditto(text)
        or is_empty(text)
        or FORMULA.match(cell)
        or CONTROL.search(cell)
    )
