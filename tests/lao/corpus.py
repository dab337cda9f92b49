"""Made-up names that together hold every legal Lao cluster; the same names on every run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle, islice

CONSONANTS = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝ"
# A letter with ຼ, letters led by ຫ, and letters followed by ວ, ຣ or ລ in one onset.
ONSETS = (
    *CONSONANTS,
    *("ຫຼ", "ຫງ", "ຫຍ", "ຫວ", "ຫລ", "ຫນ", "ຫມ", "ຫຣ"),
    *("ກວ", "ຂວ", "ຄວ", "ສວ", "ຊວ", "ທວ", "ກຣ", "ຄຣ", "ປຣ", "ພຣ", "ຕຣ", "ກລ", "ປລ", "ພລ"),
)
VOWEL_MARKS = ("", *"ັິີຶືຸູົໍ")
TONES = ("", *"່້໊໋")
FINALS = "ກງຍດນມບວ"

# What each vowel mark can become, {c} the onset with marks and {f} a final.
_SHAPES: dict[str, tuple[str, ...]] = {
    "": (
        *("{c}າ", "{c}າ{f}", "{c}ອ{f}", "{c}ວ{f}", "ເ{c}", "ແ{c}{f}", "ໂ{c}{f}", "ໄ{c}", "ໃ{c}"),
        *("{c}ະ", "{c}ຽ{f}", "ແ{c}", "ໂ{c}", "ເ{c}{f}", "ເ{c}ະ", "ແ{c}ະ", "ເ{c}າະ", "ເ{c}ຍ"),
    ),
    "ັ": ("{c}{f}", "ເ{c}{f}", "{c}ອກ"),
    "ິ": ("{c}", "{c}{f}", "ເ{c}{f}"),
    "ີ": ("{c}", "{c}{f}", "ເ{c}{f}"),
    "ຶ": ("{c}", "{c}{f}"),
    "ື": ("{c}", "ເ{c}ອ{f}", "ເ{c}ອ"),
    "ຸ": ("{c}", "{c}{f}"),
    "ູ": ("{c}", "{c}{f}"),
    "ົ": ("{c}{f}", "ເ{c}າ", "{c}ວ"),
    "ໍ": ("{c}",),
}


def legal_clusters() -> tuple[str, ...]:
    """Every onset with every vowel mark and tone, and with ຳ and every tone."""
    marked = (o + v + t for o in ONSETS for v in VOWEL_MARKS for t in TONES)
    with_am = (o + t + "ຳ" for o in ONSETS for t in TONES)
    return (*marked, *with_am)


@lru_cache(maxsize=1)
def syllables() -> tuple[str, ...]:
    """One syllable or more for each legal cluster, in no alphabetical order."""
    finals = cycle(FINALS)
    shapes = {mark: cycle(shape) for mark, shape in _SHAPES.items()}
    made = [
        next(shapes[mark]).format(c=onset + mark + tone, f=next(finals))
        for tone in TONES
        for mark in VOWEL_MARKS
        for onset in ONSETS
    ]
    made += [onset + tone + "ຳ" for tone in TONES for onset in ONSETS]
    # A stride that shares no factor with the count visits each once, far apart.
    stride = next(s for s in range(997, 2000, 2) if _coprime(s, len(made)))
    return tuple(made[i * stride % len(made)] for i in range(len(made)))


def _coprime(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a == 1


@lru_cache(maxsize=4)
def names(count: int = 2000) -> tuple[str, ...]:
    """`count` different names, given name and surname; 1,000 and more hold every cluster."""
    return tuple(islice(_names(), count))


def _names() -> Iterator[str]:
    pool = cycle(syllables())
    seen: set[str] = set()
    for length in cycle((1, 2, 2, 3)):
        given = "".join(islice(pool, length))
        surname = "".join(islice(pool, 2 + length % 3))
        name = f"{given} {surname}"
        if name not in seen:
            seen.add(name)
            yield name
