"""A chart on the screen, drawn from the description that paper and Excel draw as well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workshopdesk.documents.charts import Bar, Chart
from workshopdesk.ui import live, theme

ROW, HEAD, COLUMNS = 28, 32, 132
_LABELS = 0.34
_NUMBERS = 96
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartView(QWidget):
    """Lying bars, label at the left and number at the right; or columns side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        live.follow(self, self.update)

    def show_chart(self, chart: Chart | None) -> None:
        """Show another chart, or none."""
        self.chart = chart
        self.setFixedHeight(self.sizeHint().height())
        if chart is not None:
            self.setAccessibleName(f"{chart.title.main}. {'; '.join(map(_spoken, chart.bars))}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line a bar; columns have one height."""
        if self.chart is None:
            return QSize(240, 0)
        return QSize(240, HEAD + (COLUMNS if self.chart.upright else ROW * len(self.chart.bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and legend, then the bars that are seen."""
        chart = self.chart
        if chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head(painter, chart)
        if chart.upright:
            self._columns(painter, chart)
            return
        for n, bar in enumerate(chart.bars):
            top = HEAD + n * ROW
            if event.rect().top() <= top + ROW and top <= event.rect().bottom():
                self._bar(painter, chart, bar, top)

    def _head(self, painter: QPainter, chart: Chart) -> None:
        x = float(self.width())
        font = theme.font("caption")
        painter.setFont(font)
        if chart.note.main:
            x -= QFontMetricsF(font).horizontalAdvance(chart.note.main) + 4
            _write(painter, QRectF(x, 0, self.width() - x, HEAD), chart.note.main, "quiet")
            x -= 12
        for n in reversed(range(len(chart.series) if len(chart.series) > 1 else 0)):
            words = chart.series[n].main
            x -= QFontMetricsF(font).horizontalAdvance(words) + 4
            _write(painter, QRectF(x, 0, self.width() - x, HEAD), words, "quiet")
            x -= 16
            _box(painter, QRectF(x, 11, 10, 10), n)
            x -= 12
        painter.setFont(theme.font("body", 600))
        title = QFontMetricsF(painter.font()).elidedText(
            chart.title.main, Qt.TextElideMode.ElideRight, max(x - 8, 40)
        )
        _write(painter, QRectF(0, 0, max(x, 40), HEAD), title)

    def _bar(self, painter: QPainter, chart: Chart, bar: Bar, top: float) -> None:
        wide, left = self.width(), self.width() * _LABELS
        font = theme.font("body")
        painter.setFont(font)
        label = QFontMetricsF(font).elidedText(
            bar.label.main, Qt.TextElideMode.ElideRight, left - 10
        )
        _write(painter, QRectF(0, top, left - 10, ROW), label)
        x, scale = left, (wide - left - _NUMBERS) / chart.longest
        for series, count in enumerate(bar.counts):
            if count:
                _box(painter, QRectF(x, top + 6, count * scale, ROW - 12), series)
                x += count * scale
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(int(left), int(top), int(left), int(top + ROW))
        painter.setFont(theme.font("body", 600))
        _write(painter, QRectF(x + 6, top, 44, ROW), str(bar.total))
        parts = bar.note.main or " + ".join(map(str, bar.counts)) * (len(bar.counts) > 1)
        painter.setFont(theme.font("caption"))
        _write(painter, QRectF(wide - 90, top, 90, ROW), parts, "quiet", _RIGHT)

    def _columns(self, painter: QPainter, chart: Chart) -> None:
        floor, high = HEAD + COLUMNS - 26.0, COLUMNS - 46
        step = min(self.width() / max(len(chart.bars), 1), 180.0)
        scale = high / chart.longest
        if chart.whole:
            whole = int(floor - chart.whole * scale)
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(0, whole, self.width(), whole)
        for n, bar in enumerate(chart.bars):
            x, y = n * step + 4, floor
            for series, count in enumerate(bar.counts):
                y -= count * scale
                if count:
                    _box(painter, QRectF(x, y, step * 0.34, count * scale), series)
            beside, across = x + step * 0.34 + 6, step * 0.6
            painter.setFont(theme.font("body", 600))
            _write(painter, QRectF(beside, min(y, floor - 44), across, 22), str(bar.total))
            for text, top, ink, left, wide in (
                (bar.note.main, floor - 22, "quiet", beside, across),
                (bar.label.main, floor + 3, "text", x, step - 8),
            ):
                painter.setFont(theme.font("caption"))
                shown = QFontMetricsF(painter.font()).elidedText(
                    text, Qt.TextElideMode.ElideRight, wide
                )
                _write(painter, QRectF(left, top, wide, 22), shown, ink)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(0, int(floor), self.width(), int(floor))


def _spoken(bar: Bar) -> str:
    parts = ", ".join(map(str, bar.counts)) if len(bar.counts) > 1 else bar.note.main
    return f"{bar.label.main}: {bar.total}" + (f" ({parts})" if parts else "")


def _write(
    painter: QPainter,
    room: QRectF,
    text: str,
    ink: str = "text",
    align: Qt.AlignmentFlag = _MIDDLE,
) -> None:
    painter.setPen(theme.colour(ink))
    painter.drawText(room, align, text)


def _box(painter: QPainter, box: QRectF, series: int) -> None:
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(_inks()[series % 3])
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _inks() -> tuple[QColor, QColor, QColor]:
    """As on paper: the first strong, the second light, the third open; all outlined."""
    accent, ground = theme.colour("accent"), theme.colour("surface")
    return accent, theme.mix(ground, accent, 0.3), ground
