"""The short pages of help, in the screen's language: which there are, what they say. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workshopdesk import settings
from workshopdesk.i18n import screen_language
from workshopdesk.lao.text import search_key

PAGES = (
    "start", "home", "overview", "agenda", "participants", "groups", "attendance", "two-desks",
    "papers", "reports", "data", "keys",
)  # fmt: skip
_OF_ROOM = MappingProxyType(
    {
        "events": "start", "start": "start", "event_report": "reports", "certificates": "papers",
        "history": "data", "settings": "data", "people": "participants",
        "duplicates": "participants", "organisations": "participants",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its code, its title, and its text in Markdown, title included."""

    code: str
    title: str
    text: str

    def fits(self, text: str) -> bool:
        """Whether a text occurs in it, in any spelling."""
        return search_key(text) in search_key(self.text)


def pages() -> tuple[HelpPage, ...]:
    """Every page in the screen's language."""
    return _pages(screen_language())


def page_for(room: str) -> str:
    """The code of the page that helps in a room."""
    return room if room in PAGES else _OF_ROOM.get(room, "start")


@cache
def _pages(language: str) -> tuple[HelpPage, ...]:
    found = []
    for code in PAGES:
        text = settings.resource(f"help/{language}/{code}.md").read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ").strip()
        found.append(HelpPage(code, title, text))
    return tuple(found)
