"""Line icons in the colour of the text beside them, sharp at every scale.

Hides the SVG files of resources/icons and how they are recoloured. An icon looks its colour
up when it is painted, so a switch of theme needs no new icons.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workshopdesk import settings
from workshopdesk.ui import theme


@cache
def _source(name: str) -> str:
    return settings.resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=400)
def _renderer(name: str, rgb: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", rgb).encode()))


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor | str = "text") -> None:
    """Draw an icon into a square, in a colour or in the token of that name."""
    ink = theme.colour(colour) if isinstance(colour, str) else colour
    _renderer(name, ink.name()).render(painter, rect)


def pixmap(name: str, size: int, colour: QColor | str = "text", ratio: float = 2.0) -> QPixmap:
    """An icon as a pixmap of ``size`` device-independent pixels."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


def icon(name: str, colour: str = "text", size: int = 18) -> QIcon:
    """An icon for a button or action in the theme now shown (see live.follow for a switch)."""
    made = QIcon(pixmap(name, size, colour))
    made.addPixmap(pixmap(name, size, "edge"), QIcon.Mode.Disabled)
    return made
