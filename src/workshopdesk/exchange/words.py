"""What the words of a list mean: sex, ticks, ditto marks, totals, footers, units, posts.

Words are compared by ``fold``: spelling, spaces and punctuation do not count. They are what
offices type, in Lao and English; glossary grades A-C and observed lists.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workshopdesk.domain.people import Sex
from workshopdesk.lao.text import canonical, search_key


def fold(text: str) -> str:
    """The key by which words of a list are compared (loosely: ຣ is ລ, tones do not count)."""
    return search_key(text, loose=True)


def _keys(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split("|"))


_SEX = {
    Sex.FEMALE: _keys(
        "ຍິງ|ຍ|ຜູ້ຍິງ|ເພດຍິງ|ແມ່ຍິງ|ຍິ່ງ|F|Female|Woman|Women|W|Fem|Females|Girl|ນາງ|Mrs|Ms|Miss"
    ),
    Sex.MALE: _keys("ຊາຍ|ຊ|ຜູ້ຊາຍ|ເພດຊາຍ|M|Male|Man|Men|Males|Boy|ທ້າວ|Mr|ຊາຽ"),
}
_SEX_BY_KEY = {key: sex for sex, keys in _SEX.items() for key in keys}
# The number of people may follow a section heading: "ຍິງ: 12 ຄົນ", "ຊາຍ (26)",
# "ແຂວງຄຳມ່ວນ ຈຳນວນ 31 ທ່ານ, ຍິງ 12 ທ່ານ".
_COUNT = re.compile(
    r"[\s:,(=\-–]*(?:ຈຳນວນ|ລວມ|ມີ|ທັງໝົດ|total)?\s*[:=(]?\s*"
    r"\d+\s*(?:ຄົນ|ທ່ານ|persons?\b|people\b|pax\b|participants?\b).*$"
    r"|\s*[:=(]\s*\d+\s*\)?\s*$",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(r"[\s:,(=\-–]*\d+[\s)]*$")


_PARTS = re.compile(r"[\s/()|,\-]+")
_LEGEND = re.compile(r"(\w)\s*[=:]\s*(?:ແມ່ນ\s*)?([^\W\d_][^\s,;()=:/]*)")
_UNTICKED = {"0", "false", "no", "n", "ບໍ່", "ບໍ", "□", "☐", "-", "–", "—", ".", "_", "o/"}
_EMPTY = re.compile(
    r"^[\s\-–—―_.…?·*]*$|^n\s*/\s*a$|^#n/a$|^(?:none|null|nil|na|ບໍ່ມີ|ບໍ່ຮູ້)$", re.IGNORECASE
)
_DITTO = re.compile(
    "^(?:[\"'″′‴“”„‟‘’‚‛〃ʺʹ`´˝,«»\\s.\\-–—_=~|]*)$"
    "|^[\\s.\\-–—=~]*(?://|\\\\\\\\)[\\s.\\-–—=~]*(?://)?[\\s.\\-–—=~]*$"
)
_DITTO_SIGN = re.compile("[\"″‴“”„‟〃ʺ˝«»]|''|,,|``|´´|′′|’’|‘‘|ʹʹ|//|\\\\\\\\")
_DITTO_WORDS = _keys(
    "ຄືກັນ|ເຊັ່ນກັນ|ຄືເທິງ|ຄືຂ້າງເທິງ|ເຊັ່ນດຽວກັນ|ຄືກັນກັບຂ້າງເທິງ|ditto|idem|same|do|same as above|as above"
)
# Nearly every cell is no ditto mark: how the words begin tells so at once.
_DITTO_WORDS_BEGIN = frozenset("ຄເdDiIsSaA")
_LONGEST_DITTO = 24
_TOTAL = _keys(
    "ລວມ|ລວມທັງໝົດ|ທັງໝົດ|ລວມຈຳນວນ|ລວມທັງສິ້ນ|ຍອດລວມ|ຈຳນວນທັງໝົດ|ຈຳນວນຜູ້ເຂົ້າຮ່ວມ|total"
    "|grand total"
    "|sum|subtotal|sub total|totals|ລວມຍ່ອຍ|ລວມຄົນ"
)
_TOTAL_START = re.compile(
    r"^\W*(?:ລວມ|ທັງໝົດ|ທັງຫມົດ|ຍອດລວມ|ຈຳນວນ|ໃນນັ້ນ|grand\s+total|sub-?\s?total|total\b|sum\b)", re.I
)
_FOOTER_START = re.compile(
    r"^\W*(?:ຜູ້ສັງລວມ|ຜູ້ບັນທຶກ|ຜູ້ກວດກາ|ຜູ້ຢັ້ງຢືນ|ຜູ້ອະນຸມັດ|ຜູ້ຂຽນ|ຜູ້ລາຍງານ|ໝາຍເຫດ"
    r"|ຫມາຍເຫດ|ວັນທີ|ລົງວັນທີ|ທີ່\s*.*ວັນທີ|ລາຍເຊັນ"
    r"|ຫົວໜ້າຫ້ອງການ\s*$|ຄະນະຮັບຜິດຊອບ|ສະໜັບສະໜູນໂດຍ|ສະຫນັບສະຫນູນໂດຍ|ບ່ອນສົ່ງ|ເອກະສານ|ໜ້າ\s*\d"
    r"|ຂໍ້ມູນ|ສະຖານທີ່"
    r"|prepared\s+by|compiled\s+by|checked\s+by|approved\s+by|certified|verified|note\s*:"
    r"|notes?\b|remark"
    r"|date\s*:|signature|page\s+\d|supported\s+by|funded\s+by|source\s*:|venue\b|\*)",
    re.I,
)
_ORGANISATION = re.compile(
    "ຫ້ອງການ|ຫ້ອງວ່າການ|ພະແນກ|ກະຊວງ|ກົມ|ສະພາ|ສະມາຄົມ|ມູນນິທິ|ອົງການ|ໂຄງການ|ແຜນງານ|ສູນ|ສະຫະພັນ"
    "|ແນວລາວ|ຊາວໜຸ່ມ|ບໍລິສັດ"
    "|ທະນາຄານ|ມະຫາວິທະຍາໄລ|ວິທະຍາໄລ|ໂຮງຮຽນ|ໂຮງໝໍ|ສະຖານທູດ|ກຳມາທິການ|ຄະນະກຳມະການ|ກອງບັນຊາການ"
    "|ສານປະຊາຊົນ|ໄອຍະການ|ເຮວວິຕັດ"
    "|ສຳນັກງານ|ຂະແໜງ|ເຄືອຂ່າຍ|ສະຖາບັນ|ໜັງສືພິມ|ສະຖານີ"
    r"|office|department|ministry|assembly|association|foundation|organi[sz]ation|project"
    r"|programme|center|centre"
    r"|union|front|company|bank|university|school|hospital|embassy|committee|commission"
    r"|network|helvetas|\bgiz\b|undp"
    r"|council|institute|agency|\bngo\b|\bcso\b|\bunit\b|\bdivision\b",
    re.I,
)
_POSITION = re.compile(
    "ຫົວໜ້າ|ຫົວຫນ້າ|ຮອງ|ພະນັກງານ|ສະມາຊິກ|ເລຂາ|ວິຊາການ|ປະທານ|ຄະນະປະຈຳ|ກຳມະການ|ວິທະຍາກອນ|ແຂກ"
    "|ຜູ້ຕາງໜ້າ|ຕາງໜ້າ|ຜູ້ອຳນວຍການ|ຜູ້ຈັດການ"
    "|ທີ່ປຶກສາ|ຜູ້ປະສານງານ|ລ່າມ|ນັກຂ່າວ|ນາຍບ້ານ|ເຈົ້າເມືອງ|ເຈົ້າແຂວງ|ຂັບລົດ|ອາຈານ|ຄູ|ຜູ້ແທນ"
    "|ຕົວແທນ|ນັກ|ການເງິນ|ບັນຊີ|ທ່ານໝໍ|ຜູ້ຊ່ວຍ"
    r"|head|deputy|director|manager|officer|member|president|chair|secretary|adviser|advisor"
    r"|coordinator|staff"
    r"|assistant|driver|interpreter|teacher|lecturer|specialist|representative|chief|trainer"
    r"|guest|technical",
    re.I,
)
_ROLE = _keys(
    "ຜູ້ເຂົ້າຮ່ວມ|ປະທານ|ປະທານຮ່ວມ|ວິທະຍາກອນ|ຜູ້ອຳນວຍຄວາມສະດວກ|ແຂກຖືກເຊີນ|ແຂກ|ພະນັກງານຊ່ວຍວຽກ"
    "|ພະນັກງານເສນາທິການຊ່ວຍວຽກ|ຊ່ວຍວຽກ"
    "|ເສນາທິການຊ່ວຍວຽກ|ລ່າມ|ນັກແປພາສາ|ສື່ມວນຊົນ|ນັກຂ່າວ|ພະນັກງານຂັບລົດ|ຂັບລົດ|ພະນັກງານໂຄງການ"
    "|ເລຂາກອງປະຊຸມ|ຄະນະປະທານ|ຄະນະຮັບຜິດຊອບ"
    "|ແຂກທີ່ຖືກເຊີນ|ພາກສ່ວນຖືກເຊີນ"
    "|participant|participants|chair|chairs|resource person|resource persons|facilitator"
    "|facilitators"
    "|trainer|trainers"
    "|guest|guests|invited guests|rapporteur|project staff|staff|assisting staff"
    "|support staff|interpreter"
    "|interpreters|media|driver|drivers|speaker|speakers"
)
_YES = _keys("yes|y|ແມ່ນ|true")


@lru_cache(maxsize=4096)
def sex_of(text: str) -> Sex | None:
    """The sex a word or letter says, None when it says none; it may say so in two languages."""
    whole = _SEX_BY_KEY.get(fold(text))
    if whole is not None or len(text) > _LONGEST_DITTO:
        return whole
    said = {_SEX_BY_KEY.get(fold(part)) for part in _PARTS.split(text) if fold(part)}
    return said.pop() if len(said) == 1 else None


def sex_legend(heading: str) -> dict[str, Sex]:
    """What numbers or letters a heading says stand for: "ເພດ (1=ຍິງ, 2=ຊາຍ)"."""
    pairs = _LEGEND.findall(canonical(heading))
    return {code: sex for code, word in pairs if (sex := sex_of(word)) is not None}


# People who are counted but not named: "ພະນັກງານຊ່ວຍວຽກ 4 ທ່ານ", "… ແລະຄະນະ 3 ທ່ານ".
_COUNTED = re.compile(
    r"\s*(?:(?:ພ້ອມດ້ວຍ|ພ້ອມ|ແລະ|and|with)\s*)?(?:(ຄະນະ|ຜູ້ຕິດຕາມ|ທີມງານ|team|delegation)\s*)?"
    r"(?:ຈຳນວນ\s*)?(\d{1,3})\s*(?:ຄົນ|ທ່ານ|persons?|people|pax)\W*$",
    re.IGNORECASE,
)


def counted_others(text: str) -> tuple[str, int, bool] | None:
    """(the text before, how many, whether they come with someone) where a text counts people."""
    found = _COUNTED.search(text)
    if found is None:
        return None
    return text[: found.start()].strip(" ,"), int(found[2]), bool(found[1])


def sex_heading(text: str) -> Sex | None:
    """The sex a section heading says; a count may follow it."""
    return sex_of(_NUMBER_AT_END.sub("", without_count(canonical(text))))


def without_count(text: str) -> str:
    """A heading without the number of people that follows it."""
    return _COUNT.sub("", text).strip(" :-–(")


@lru_cache(maxsize=4096)
def is_ditto(text: str) -> bool:
    """Whether a cell says "as above"."""
    text = text.strip()
    if not text or len(text) > _LONGEST_DITTO:
        return False
    if text[0].isalnum() and text[0] not in _DITTO_WORDS_BEGIN:
        return False
    if _DITTO.match(text) and _DITTO_SIGN.search(text.replace(" ", "")):
        return True
    return fold(text) in _DITTO_WORDS


def is_empty(text: str) -> bool:
    """Whether a cell holds a dash or the like, which stands for nothing."""
    return bool(_EMPTY.match(text)) and not is_ditto(text)


def is_tick(value: object) -> bool:
    """Whether what stands in a tick column is a tick: anything but a no."""
    if isinstance(value, bool):
        return value
    text = canonical(str(value)).casefold()
    return bool(text) and text not in _UNTICKED and text != "0.0"


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above it."""
    bare = _NUMBER_AT_END.sub("", without_count(text))
    return fold(bare) in _TOTAL or bool(_TOTAL_START.match(text))


def is_footer(text: str) -> bool:
    """Whether text below a table is a note, a date, or the line of who signs."""
    return bool(_FOOTER_START.match(text))


def is_organisation(text: str) -> bool:
    """Whether a text holds a word that units are named by."""
    return bool(_ORGANISATION.search(text))


def is_position(text: str) -> bool:
    """Whether a text holds a word that posts are named by."""
    return bool(_POSITION.search(text))


def is_role(text: str) -> bool:
    """Whether a heading names a part people take in an event."""
    return fold(without_count(text)) in _ROLE


def is_yes_no(text: str) -> bool:
    """Whether an answer is only yes or no."""
    return fold(text) in _YES or text.casefold() in _UNTICKED
