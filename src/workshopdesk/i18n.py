"""Words on screen and paper: one gettext catalogue, any number of languages at once.

The screen's language is process-wide and can be switched while running; a
document names its language on every call, so that a Lao certificate can be
printed from an English screen.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache

from workshopdesk import settings

DOMAIN = "workshopdesk"
LANGUAGES = ("lo", "en")
_screen = ["lo"]


@cache
def translator(language: str) -> _gettext.NullTranslations:
    """The catalogue of a language ("lo", "en"; BCP 47); unknown languages fall back to English."""
    return _gettext.translation(
        DOMAIN, localedir=settings.translations_root(), languages=[language], fallback=True
    )


def screen_language() -> str:
    """The language the screen speaks now."""
    return _screen[0]


def set_screen_language(language: str) -> None:
    """Switch the screen's language; widgets re-read their words when told so."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _screen[0] = language


def _(message: str) -> str:
    """The message in the screen's language."""
    return translator(_screen[0]).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a count in the screen's language."""
    return translator(_screen[0]).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a message for the catalogue without translating it here."""
    return message
