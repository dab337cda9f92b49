"""Lao words in Latin letters, for comparing and finding only: never shown as a person's name.

Hides the two directions in which one name gets many spellings. `romanise` writes a Lao word by
the BGN/PCGN 1966 system. `sound_key` folds any Latin spelling people use for the same word
(French, English or that system: Bounnhang, Bounyang, Bougnang) and a Lao word to one key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from workshopdesk.lao.folding import fold
from workshopdesk.lao.marks import is_lao
from workshopdesk.lao.syllables import PRE_VOWELS, TONES, parse
from workshopdesk.lao.text import canonical

_ONSETS: Final = {
    "ກ": "k", "ຂ": "kh", "ຄ": "kh", "ງ": "ng", "ຈ": "ch", "ສ": "s", "ຊ": "x", "ຍ": "gn",
    "ດ": "d", "ຕ": "t", "ຖ": "th", "ທ": "th", "ນ": "n", "ບ": "b", "ປ": "p", "ຜ": "ph",
    "ຝ": "f", "ພ": "ph", "ຟ": "f", "ມ": "m", "ຢ": "y", "ຣ": "r", "ລ": "l", "ວ": "v",
    "ຫ": "h", "ອ": "", "ຮ": "h", "ໜ": "n", "ໝ": "m", "ຼ": "l",
}  # fmt: skip
_AFTER_HO: Final = frozenset("ງຍນມຣລວຼ")
_FINALS: Final = {
    "ກ": "k", "ຂ": "k", "ຄ": "k", "ງ": "ng", "ຍ": "y", "ດ": "t", "ຕ": "t", "ທ": "t", "ຈ": "t",
    "ຊ": "t", "ສ": "t", "ນ": "n", "ຣ": "n", "ລ": "n", "ບ": "p", "ປ": "p", "ພ": "p", "ຟ": "p",
    "ມ": "m", "ວ": "o", "": "",
}  # fmt: skip
# The vowel by (pre-vowel, letters after the onset); length and tone are not written.
_VOWELS: Final = {
    ("", "ະ"): "a", ("", "ັ"): "a", ("", "າ"): "a", ("", "ຳ"): "am", ("", "ິ"): "i", ("", "ີ"): "i",
    ("", "ຶ"): "u", ("", "ື"): "u", ("", "ຶອ"): "u", ("", "ືອ"): "u", ("", "ຸ"): "ou",
    ("", "ູ"): "ou", ("", "ົ"): "o", ("", "ໍ"): "o", ("", "ອ"): "o", ("", "ັອ"): "o",
    ("", "ວ"): "oua", ("", "ັວ"): "oua", ("", "ົວ"): "oua", ("", "ັວະ"): "oua",
    ("", "ົວະ"): "oua", ("", "ວະ"): "oua", ("", "ຽ"): "ia", ("", "ັຽ"): "ia", ("", "ັຽະ"): "ia",
    ("", "ຽະ"): "ia", ("ເ", ""): "e", ("ເ", "ະ"): "e", ("ເ", "ັ"): "e", ("ເ", "ຍ"): "ia",
    ("ເ", "ັຍ"): "ia", ("ເ", "ຽ"): "ia", ("ເ", "ັຽ"): "ia", ("ເ", "ຍະ"): "ia", ("ເ", "າະ"): "o",
    ("ເ", "າ"): "ao", ("ເ", "ົາ"): "ao", ("ເ", "ົາະ"): "o", ("ເ", "ິ"): "eu", ("ເ", "ີ"): "eu",
    ("ເ", "ີຍ"): "euy", ("ເ", "ຶ"): "eu", ("ເ", "ື"): "eu", ("ເ", "ຶອ"): "ua", ("ເ", "ືອ"): "ua",
    ("ແ", ""): "e", ("ແ", "ະ"): "e", ("ແ", "ັ"): "e", ("ໂ", ""): "o", ("ໂ", "ະ"): "o",
    ("ໂ", "ັ"): "o", ("ໃ", ""): "ai", ("ໄ", ""): "ai", ("ໃ", "ຍ"): "ai", ("ໄ", "ຍ"): "ai",
}  # fmt: skip
_LOOSE_VOWELS: Final = {after: latin for (pre, after), latin in _VOWELS.items() if len(after) == 1}
_TONES: Final = dict.fromkeys(map(ord, TONES))
_SILENT: Final = re.compile(".[\u0ecc\u0ece]|[ໆຯ]")

_VOWEL: Final = "[aeiouWIAOE]"
# Spellings of one sound, in this order; capitals stand for sounds of two letters.
_FOLDS: Final = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("([nmptkls])h?e$", r"\1"),  # French final e: Phone, Sone
        ("(?<=[oiu])ne(?=[bcdfgjkmpstvxz])", "n"),  # and inside: Phonesavanh
        ("tch|ch|j", "J"),
        ("qu(?=[aeio])", "kou"),
        ("ck|[cq]", "k"),
        ("sh|x|z", "s"),
        ("ph", "p"),
        ("th", "t"),
        ("kh", "k"),
        ("n?gn(?=[aeiou])|n?nh(?=[aeiou])|ny(?=[aeiou])", "y"),
        ("ngh?", "G"),
        ("nh", "n"),
        ("er(?=[dknt])", "eu"),
        ("r", "l"),
        ("w", "v"),
        ("(?<=[aeiou])h(?![aeiou])", ""),
        ("(?<=[bdfGhJklmnpstvy])(?:oua|eua|uea|ou?a|ua|va)", "W"),
        ("ie|ia|ea", "I"),
        ("a[iy]y?", "A"),
        ("ao|au|av(?![aeiou])", "O"),
        ("a?eo|a?ev(?![aeiou])", "E"),
        ("ae", "e"),
        ("o[uo]|eu|ue|oe", "u"),
        ("ee|ii", "i"),
        (f"(?<!{_VOWEL})y(?!{_VOWEL})", "i"),
        (f"(?<={_VOWEL})y(?!{_VOWEL})", "i"),
        ("b(?![aeiouWIAOEly])", "p"),
        ("[dt](?![aeiouWIAOElyv])", "t"),
        (r"(.)\1+", r"\1"),
    )
)
_BONES: Final = re.compile(_VOWEL)


@lru_cache(maxsize=65536)
def romanise(word: str) -> str:
    """A Lao word in lower-case Latin letters after BGN/PCGN; what is not Lao stays as it is."""
    text = fold(canonical(word)).text
    out: list[str] = []
    at = 0
    for start, end, sound in parse(text):
        out.append(text[at:start])
        out.append(_syllable(text[start:end]) if sound else _letters(text[start:end]))
        at = end
    return "".join([*out, text[at:]])


def _syllable(written: str) -> str:
    bare = _SILENT.sub("", written).translate(_TONES)
    pre = bare[:1] if bare[:1] in PRE_VOWELS else ""
    rest = bare[len(pre) :]
    for size in (2, 1):
        onset, rhyme = rest[:size], rest[size:]
        if size == 2 and not _is_cluster(onset, rhyme):
            continue
        for cut in (len(rhyme), len(rhyme) - 1):
            vowel = _VOWELS.get((pre, rhyme[:cut])) if cut >= 0 else None
            final = _FINALS.get(rhyme[cut:]) if cut >= 0 else None
            if vowel is not None and final is not None:
                return _onset(onset) + vowel + final
    return _letters(bare)


def _is_cluster(onset: str, rhyme: str) -> bool:
    """Whether two letters open a syllable together: ວ at its end is a final (ແກ້ວ)."""
    if len(onset) < 2:
        return False
    if onset[1] == "ຼ" or (onset[0] == "ຫ" and onset[1] in _AFTER_HO):
        return True
    return onset[1] in "ວຣລ" and bool(rhyme)


def _onset(letters: str) -> str:
    if len(letters) == 2 and letters[0] == "ຫ" and letters[1] in _AFTER_HO:
        return _ONSETS[letters[1]]
    latin = "".join(_ONSETS.get(ch, "") for ch in letters)
    return latin[:-1] + "ou" if len(letters) == 2 and letters[1] == "ວ" else latin


def _letters(text: str) -> str:
    """Letters that make no syllable, one by one."""
    return "".join(_ONSETS.get(ch) or _LOOSE_VOWELS.get(ch, "") for ch in text)


@lru_cache(maxsize=131072)
def sound_key(text: str) -> str:
    """The key that spellings of the same sound share, whatever the script. "" for no letters.

    Words are folded one by one and joined. Letters only; capitals stand for diphthongs and ng.
    """
    return "".join(map(_sound_of_word, text.split()))


def _sound_of_word(word: str) -> str:
    latin = romanise(word) if any(map(is_lao, word)) else word
    plain = unicodedata.normalize("NFKD", latin).casefold()
    folded = "".join(ch for ch in plain if "a" <= ch <= "z")
    for spelling, sound in _FOLDS:
        folded = spelling.sub(sound, folded)
    return folded


def bones(sound: str) -> str:
    """The consonants of a sound key: what differing spellings of vowels leave alike."""
    return _BONES.sub("", sound)
