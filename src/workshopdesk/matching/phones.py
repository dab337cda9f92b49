"""Phone numbers to one form; hides the ways they are typed and the numbering plan's library.

The form is national digits beginning with 0 (02055123456). A number of another country keeps its
code, as it is dialled from Laos (0066…). Source: the numbering plan in phonenumbers' metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import phonenumbers

from workshopdesk.lao.numbers import from_lao_digits

_COUNTRY = 856
_REGION = "LA"
# What a number may be where the plan does not know its operator: mobile, wireless, landline.
_SHAPE = re.compile(r"^(?:20\d{8}|30\d{7}|[2-8][1-9]\d{6})$")
_MOBILE_WITHOUT_CODE = re.compile(r"^[2579]\d{7}$")
_RUN_TOGETHER = re.compile(r"(?:00856|856)?0?(20\d{8})")
# Digits that a spreadsheet's number format has lost, and words beside a number.
_EXPONENT = re.compile(r"\d[.,]?\d*E[+-]?\d+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+[.:]?|[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]")
_DECIMAL = re.compile(r"^(\d+)\.0+$")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """Numbers in their one form, the first first; ``assumed`` where digits had to be supplied."""

    numbers: tuple[str, ...]
    assumed: bool = False


def national(text: str) -> str | None:
    """The first number of a text in the one form, None when there is none."""
    read = read_phone(text)
    return read.numbers[0] if read.numbers else None


@lru_cache(maxsize=65536)
def read_phone(text: str) -> PhoneReading:
    """The numbers a text holds: +856, 00856 or no code, a lost leading 0, Lao digits, spaces."""
    plain = from_lao_digits(text).strip()
    if _EXPONENT.fullmatch(plain):
        return PhoneReading(())
    plain = _WORDS.sub(" ", plain).strip()
    plain = _DECIMAL.sub(r"\1", plain)
    digits = re.sub(r"\D", "", plain)
    if len(digits) > 15:
        found = _RUN_TOGETHER.findall(digits)
        whole = bool(found) and len("".join(found)) >= 0.75 * len(digits)
        return PhoneReading(tuple(f"0{n}" for n in found) if whole else ())
    number = _mobile(plain, digits) or _valid(plain) or _shaped(digits)
    if number:
        return PhoneReading((number,))
    if _MOBILE_WITHOUT_CODE.match(digits) and (number := _valid("020" + digits)):
        return PhoneReading((number,), assumed=True)
    return PhoneReading(())


@cache
def _mobile_plan() -> re.Pattern[str]:
    plan = phonenumbers.PhoneMetadata.metadata_for_region(_REGION, None)
    mobile = plan.mobile if plan is not None else None
    pattern = mobile.national_number_pattern if mobile is not None else None
    return re.compile(pattern or "(?!)")


def _mobile(plain: str, digits: str) -> str | None:
    """A mobile number by the plan's own pattern: what nearly all are, ten times as quick."""
    if plain.startswith("+") and not digits.startswith(str(_COUNTRY)):
        return None
    bare = re.sub(r"^(?:00)?856", "", digits).removeprefix("0")
    return f"0{bare}" if _mobile_plan().fullmatch(bare) else None


def _valid(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if number.country_code == _COUNTRY:
        return f"0{number.national_number}"
    return f"00{number.country_code}{number.national_number}"


def _shaped(digits: str) -> str | None:
    for prefix in ("00856", "856"):
        if digits.startswith(prefix) and len(digits) > len(prefix) + 7:
            digits = digits.removeprefix(prefix)
            break
    bare = digits.removeprefix("0")
    mobile = len(bare) > 8 or digits.startswith("0")
    return f"0{bare}" if mobile and _SHAPE.match(bare) else None
