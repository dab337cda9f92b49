"""ICU's boundaries as Python indexes: hides that icu4py counts UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from icu4py.breakers import BaseBreaker

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


def code_point_ends(text: str, breaker: type[BaseBreaker]) -> Iterator[int]:
    """End of each of the breaker's segments in `text`, as indexes into `text`, ascending.

    A lone surrogate, which icu4py refuses, is seen by ICU as U+FFFD (as long in UTF-16).
    """
    ends = (end for _, end in breaker(_SURROGATE.sub("\ufffd", text), "lo").segments())
    if _ASTRAL.search(text) is None:
        yield from ends
        return
    index = unit = 0
    for end in ends:
        while unit < end:
            unit += 2 if text[index] > "\uffff" else 1
            index += 1
        yield index
