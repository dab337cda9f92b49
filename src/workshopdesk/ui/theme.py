"""The look, defined once: colours, type and sizes, and how Qt is told of them.

Everything else asks for a token by name. Qt cannot always tell whether the desktop is dark
(bare X11 and the offscreen platform say "unknown"), so light and dark palettes are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from workshopdesk import settings
from workshopdesk.ui import live

FAMILY = "Noto Sans Lao"
MODES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window; text is WCAG AA on each ground it stands on."""

    window: str
    rail: str
    surface: str
    head: str
    line: str
    edge: str
    hover: str
    selected: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str


LIGHT = Colours(
    window="#F7F7F5", rail="#EFEFEC", surface="#FFFFFF", head="#FBFBFA",
    line="#E3E2DE", edge="#7E858D", hover="#F4F4F1", selected="#E6EEF8",
    text="#1F2328", quiet="#5F6670", accent="#1F5FA8", on_accent="#FFFFFF",
    good="#27703F", good_tint="#E7F3EB", warn="#8A5C00", warn_tint="#FCF3DC",
    bad="#B42318", bad_tint="#FBE9E7",
)  # fmt: skip
DARK = Colours(
    window="#1C1D1F", rail="#17181A", surface="#242629", head="#292B2E",
    line="#36393D", edge="#838A92", hover="#2B2E31", selected="#2A3A4D",
    text="#E8E6E3", quiet="#A0A6AD", accent="#6FA8E8", on_accent="#10202F",
    good="#6CC494", good_tint="#22372C", warn="#E3B341", warn_tint="#3B331D",
    bad="#F08A80", bad_tint="#3F2725",
)  # fmt: skip

LIGHT_ACCENT = QColor(LIGHT.accent)

# What kinds of things are told apart by: a pale tint and a strong bar, (light tint, bar).
_HUES = {
    "slate": ("#E8ECF1", "#5F6F84"),
    "amber": ("#FBEFD0", "#8A5C00"),
    "blue": ("#DFEAF7", "#1F5FA8"),
    "teal": ("#DDF0EC", "#1E7A6C"),
    "violet": ("#EAE4F6", "#6B4FA8"),
    "green": ("#E2F0DF", "#3F7F3A"),
    "stone": ("#F2F0EB", "#7A746A"),
    "rose": ("#F8E4E6", "#A8475A"),
}

# Type: role -> (pixels, line height in pixels). Lao never stands on less than 1.6 em.
TYPE = {"caption": (12, 20), "body": (13, 22), "section": (15, 24), "title": (20, 36),
        "number": (28, 46)}  # fmt: skip

_mode = ["light"]
_chosen = ["system"]


@dataclass(frozen=True, slots=True)
class Hue:
    """A kind's three colours in the theme now shown."""

    tint: QColor
    bar: QColor
    text: QColor


def is_dark() -> bool:
    """Whether the dark colours are shown now."""
    return _mode[0] == "dark"


def chosen_mode() -> str:
    """What was asked for: "system", "light" or "dark"."""
    return _chosen[0]


def colours() -> Colours:
    """The colours of the theme now shown."""
    return DARK if is_dark() else LIGHT


def colour(name: str) -> QColor:
    """One token as a QColor, e.g. ``colour("accent")``."""
    return QColor(getattr(colours(), name))


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """``share`` (0..1) of the second colour over the first."""
    one, two = first.getRgb(), second.getRgb()
    parts = [round(a + (b - a) * share) for a, b in zip(one, two, strict=True)]  # type: ignore[call-overload]  # getRgb is typed as object
    return QColor(*parts[:3])


def hue(name: str) -> Hue:
    """The colours of a kind. In the dark the tint is 35 % of the bar over the surface."""
    tint, bar = (QColor(value) for value in _HUES[name])
    if not is_dark():
        return Hue(tint, bar, colour("quiet"))
    return Hue(mix(colour("surface"), bar, 0.35), mix(bar, QColor("#FFFFFF"), 0.45), colour("text"))


def font(role: str = "body", weight: int = 400) -> QFont:
    """The font of a role ("caption", "body", "section", "title", "number"), upright always."""
    made = QFont(FAMILY)
    made.setPixelSize(TYPE[role][0])
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def load_fonts() -> None:
    """Make the fonts that come with the program known to Qt; no system font is relied on."""
    for folder in ("noto-sans-lao", "noto-sans"):
        for path in sorted(settings.resource(f"fonts/{folder}").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


def apply(mode: str) -> None:
    """Show the light or dark theme, or the one the desktop says ("system"), at once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no QApplication")
    _chosen[0] = mode
    wanted = _system_mode() if mode == "system" else mode
    if wanted == _mode[0] and app.styleSheet():
        return  # a style sheet set again would restyle every widget for nothing
    _mode[0] = wanted
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_style_sheet(colours()))
    live.ring()


def _system_mode() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: c.window, role.WindowText: c.text, role.Base: c.surface,
        role.AlternateBase: c.hover, role.Text: c.text, role.Button: c.surface,
        role.ButtonText: c.text, role.Highlight: c.accent, role.HighlightedText: c.on_accent,
        role.PlaceholderText: c.quiet, role.ToolTipBase: c.surface, role.ToolTipText: c.text,
        role.Link: c.accent, role.LinkVisited: c.accent, role.Light: c.surface,
        role.Midlight: c.hover, role.Mid: c.line, role.Dark: c.edge, role.Shadow: c.edge,
        role.Accent: c.accent,
    }  # fmt: skip
    palette = QPalette()
    for key, value in pairs.items():
        palette.setColor(key, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, key, QColor(c.edge))
    return palette


def _style_sheet(c: Colours) -> str:
    values = {name: getattr(c, name) for name in Colours.__slots__}
    path = settings.resource("look/window.qss")
    return Template(path.read_text(encoding="utf-8")).substitute(values, family=FAMILY)
