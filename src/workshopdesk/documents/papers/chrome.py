"""What stands round a paper: state header, head block, running head, footer, logos, signers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image as Picture

from workshopdesk.documents.model import Footing, Letterhead, Logo, Sheet, Signer, Words
from workshopdesk.documents.papers.ink import A4, HAIR, STRONG, Pen, U, centred_lines, mm, width_of
from workshopdesk.documents.typeset import Align, Document, Form, Page

LEFT, RIGHT = mm(20), mm(190)
LANDSCAPE_RIGHT = mm(277)
MIDDLE = mm(105)
LANDSCAPE_MIDDLE = mm(148.5)
TOP = mm(22.5)
RUNNING = mm(19.2)
FOOT, LANDSCAPE_FOOT = mm(287), mm(200)
LOGO_HEIGHT = mm(14)
_LOGO_GAP = mm(12)
_ENGLISH_DOWN = 1.5 * U


def state_header(pen: Pen, lines: Sequence[str], middle: float, y: float) -> float:
    """The two bold lines of the state and the ornament; gives the ornament's height y."""
    for n, line in enumerate(lines):
        pen.text(middle, y + n * 2 * U, line, 12, 700, align="centre")
    end = y + (max(len(lines), 1) - 1) * 2 * U + 1.1 * U
    pen.level(middle - mm(20), middle - mm(3.2), end, 0.6)
    pen.level(middle + mm(3.2), middle + mm(20), end, 0.6)
    pen.diamond(middle, end, mm(1.1))
    for side in (-mm(2.3), mm(2.3)):
        pen.diamond(middle + side, end, mm(0.55))
    return end


def head_block(pen: Pen, head: Letterhead) -> float:
    """The head of a portrait paper; gives the baseline of its last line."""
    y = mm(24)
    if head.state_lines:
        state_header(pen, head.state_lines, MIDDLE, y)
        y += 5 * U
        half = (RIGHT - LEFT) * 0.62
        pen.pair(LEFT, y, head.issuer, (11, 8), _ENGLISH_DOWN, (600, 400), room=half)
        pen.text(RIGHT, y, head.number, 11, align="right")
        pen.text(RIGHT, y + 2 * U, head.place_date, 11, align="right")
        y += 4.8 * U
    else:
        y += 0.1 * U
    pen.text(MIDDLE, y, head.title.main, 16, 700, align="centre", room=RIGHT - LEFT)
    if head.title.under:
        y += 1.8 * U
        pen.text(MIDDLE, y, head.title.under, 10.6, align="centre", room=RIGHT - LEFT)
    narrow = mm(120) if head.state_lines else RIGHT - LEFT
    y = _centred(pen, y + 2.3 * U, head.event, 11, 500, narrow)
    for words in head.details:
        y = _centred(pen, y + 2 * U, words, 10.5, 400)
    return y


def landscape_head(pen: Pen, head: Letterhead) -> None:
    """The head of a landscape paper; a table may begin 57 mm down, 63 with English lines."""
    end = state_header(pen, head.state_lines, LANDSCAPE_MIDDLE, mm(19.5))
    side = mm(75)
    pen.pair(LEFT, mm(32.2), head.issuer, (11, 8), mm(4.7), (600, 400), room=side)
    pen.text(LANDSCAPE_RIGHT, mm(32.2), head.number, 11, align="right", room=side)
    pen.text(LANDSCAPE_RIGHT, mm(38.6), head.place_date, 11, align="right", room=side)
    title = max(mm(39.4), end + mm(6))
    wide = LANDSCAPE_RIGHT - LEFT
    pen.pair(LANDSCAPE_MIDDLE, title, head.title, (16, 10.5), mm(4.5), (700, 400), align="centre")
    event, details = (mm(50), mm(59)) if head.title.under else (mm(46.5), mm(53))
    pen.pair(
        LANDSCAPE_MIDDLE,
        event,
        head.event,
        (11, 7.3),
        mm(3.9),
        (500, 400),
        align="centre",
        room=wide,
    )
    main, under = (" · ".join(filter(None, part)) for part in _two(head.details))
    line = Words(main, under)
    pen.beside(LANDSCAPE_MIDDLE, details, line, (10, 7), align="centre", room=wide)


def _two(details: Sequence[Words]) -> tuple[list[str], list[str]]:
    return [words.main for words in details], [words.under for words in details]


def _centred(
    pen: Pen, y: float, words: Words, size: float, weight: int, room: float = RIGHT - LEFT
) -> float:
    lines = centred_lines(words.main, size, weight, room)
    end = pen.lines(MIDDLE, y, lines, size, 2 * U, weight, align="centre") - 2 * U
    for line in centred_lines(words.under, 8, 400, RIGHT - LEFT) if words.under else []:
        end += _ENGLISH_DOWN
        pen.text(MIDDLE, end, line, 8, align="centre")
    return end


def running_head(pen: Pen, head: Letterhead, right: float, y: float, note: str = "") -> None:
    """The one line above the table on pages after the first."""
    pen.text(LEFT, y, head.title.main, 11, 600)
    x = LEFT + width_of(head.title.main, 11, 600) + mm(4.5)
    room = right - x - width_of(head.number, 10) - mm(6)
    pen.text(x, y, note or head.title.under, 10 if note else 8, room=room)
    pen.text(right, y, head.number, 10, align="right")


def footer(pen: Pen, foot: Footing, number: int, of: int, right: float, y: float) -> None:
    """The running line and the page number."""
    pen.text(LEFT, y, foot.running, 8, room=right - LEFT - mm(30))
    pen.text(right, y, foot.page.format(page=number, pages=of), 8.5, 600, align="right")


def logo_sizes(logos: Sequence[Logo], height: float) -> list[tuple[str, Logo, float]]:
    """Key, logo and width of every logo that has an image, at the height given."""
    found = []
    for n, logo in enumerate(logos):
        if logo.image:
            with Picture.open(BytesIO(logo.image)) as picture:
                width, tall = picture.size
            found.append((f"logo{n}", logo, height * width / tall))
    return found


def draw_logos(
    pen: Pen, logos: Sequence[Logo], x: float, y: float, align: Align, height: float = LOGO_HEIGHT
) -> float:
    """Logos in one row of equal height, top at y; gives the width of the row."""
    sizes = logo_sizes(logos, height)
    total = sum(width for _, _, width in sizes) + _LOGO_GAP * max(len(sizes) - 1, 0)
    left = x - (total if align == "right" else total / 2 if align == "centre" else 0)
    for key, logo, width in sizes:
        pen.image(key, left, y, width, height, logo.name)
        left += width + _LOGO_GAP
    return total


def images_of(foot: Footing) -> dict[str, bytes]:
    """The images a document needs for its logos, by the keys ``draw_logos`` uses."""
    return {f"logo{n}": logo.image for n, logo in enumerate(foot.logos) if logo.image}


def support_block(pen: Pen, foot: Footing, y: float, room: float = RIGHT - LEFT) -> None:
    """Logos with their top at y and the sentence beneath, centred; at left in a narrower room."""
    narrow = room < RIGHT - LEFT
    align: Align = "left" if narrow else "centre"
    x = LEFT if narrow else MIDDLE
    if draw_logos(pen, foot.logos, x, y, align):
        y += LOGO_HEIGHT
    y += mm(5.6)
    pen.text(x, y, foot.support.main, 8.5, align=align, room=room)
    pen.text(x, y + 1.4 * U, foot.support.under, 7, align=align, room=room)


def support_width(foot: Footing) -> float:
    """The width of the logos in their row."""
    widths = [width for _, _, width in logo_sizes(foot.logos, LOGO_HEIGHT)]
    return sum(widths) + _LOGO_GAP * max(len(widths) - 1, 0)


def support_height(foot: Footing) -> float:
    """The room the logos and their sentence take."""
    if not foot.support.main and not foot.logos:
        return 0
    sentence = mm(10) + (mm(3.5) if foot.support.under else 0)
    return (LOGO_HEIGHT if any(logo.image for logo in foot.logos) else 0) + sentence


def signature(pen: Pen, signer: Signer, x: float, y: float, room: float, seal: float) -> None:
    """Title at y, the note, ``seal`` points of room, then the name or a line to write it on."""
    pen.pair(x, y, signer.title, (11, 7.3), 1.3 * U, (600, 400), align="centre", room=room)
    down = 1.8 * U if not signer.title.under else 2.7 * U
    pen.text(x, y + down, signer.note.main, 8, align="centre", room=room)
    pen.text(x, y + down + 1.1 * U, signer.note.under, 7, align="centre", room=room)
    if signer.name.main:
        pen.pair(x, y + seal, signer.name, (11, 7.3), 1.3 * U, (600, 400), align="centre")
    else:
        pen.level(x - room / 2, x + room / 2, y + seal, HAIR)


@dataclass(slots=True)
class Flow:
    """Portrait pages filled from the top; a new one begins where something does not fit."""

    sheet: Sheet
    full: float = mm(277.5)
    bottom: float = mm(277.5)
    pages: list[Pen] = field(default_factory=list)
    y: float = 0.0
    ruled: bool = False

    @property
    def pen(self) -> Pen:
        """The page being filled."""
        return self.pages[-1]

    def open(self, y: float) -> Pen:
        """Begin a page without a running head; the next thing stands at y."""
        self.pages.append(Pen())
        self.y = y
        return self.pen

    def turn(self) -> Pen:
        """Begin a page with the running head, to be filled down to ``full``."""
        pen = self.open(TOP)
        self.bottom = self.full
        running_head(pen, self.sheet.head, RIGHT, RUNNING)
        if self.ruled:
            pen.level(LEFT, RIGHT, TOP, STRONG)
        return pen

    def need(self, height: float) -> bool:
        """Make room for something ``height`` points high; True when a page was turned."""
        if self.y + height <= self.bottom:
            return False
        self.turn()
        return True

    def close(self, title: str) -> Document:
        """All pages with their footers, as a document."""
        for number, pen in enumerate(self.pages, 1):
            footer(pen, self.sheet.foot, number, len(self.pages), RIGHT, FOOT)
        return document(self.sheet, title, [Page(*A4, tuple(pen.items)) for pen in self.pages])


def document(
    sheet: Sheet, title: str, pages: Sequence[Page], forms: dict[str, Form] | None = None
) -> Document:
    """The document of a sheet with its properties; the language is that of its main lines."""
    return Document(
        title=title,
        language="en" if sheet.language == "en" else "lo",
        pages=pages,
        forms=forms or {},
        images=images_of(sheet.foot),
        author=sheet.head.issuer.main,
        subject=sheet.head.event.main,
        page_count=len(pages),
    )
