"""A chart on the screen, drawn from the description that paper and Excel draw as well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workshopdesk.documents.charts import Chart
from workshopdesk.ui import live, theme

ROW, HEAD = 26, 30
_LABELS = 0.34
_NUMBER = 64


class ChartView(QWidget):
    """Lying bars with their labels at the left and their numbers at the right."""

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
            bars = "; ".join(f"{bar.label.main}: {bar.total}" for bar in chart.bars)
            self.setAccessibleName(f"{chart.title.main}. {bars}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line a bar, and the legend where there is more than one series."""
        if self.chart is None:
            return QSize(240, 0)
        return QSize(240, HEAD + ROW * len(self.chart.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and legend, then the bars."""
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head(painter, self.chart)
        for n in range(len(self.chart.bars)):
            top = HEAD + n * ROW
            if event.rect().top() <= top + ROW and top <= event.rect().bottom():
                self._bar(painter, self.chart, n, top)

    def _head(self, painter: QPainter, chart: Chart) -> None:
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.colour("text"))
        room = QRectF(0, 0, self.width(), HEAD)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, chart.title.main)
        if len(chart.series) < 2:
            return
        font = theme.font("caption")
        painter.setFont(font)
        x = float(self.width())
        for n in reversed(range(len(chart.series))):
            words = chart.series[n].main
            x -= QFontMetricsF(font).horizontalAdvance(words) + 4
            painter.setPen(theme.colour("quiet"))
            painter.drawText(
                QRectF(x, 0, self.width() - x, HEAD), Qt.AlignmentFlag.AlignVCenter, words
            )
            x -= 16
            self._box(painter, QRectF(x, 10, 10, 10), n)
            x -= 12

    def _bar(self, painter: QPainter, chart: Chart, n: int, top: float) -> None:
        bar, wide = chart.bars[n], self.width()
        left = wide * _LABELS
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        label = QFontMetricsF(font).elidedText(
            bar.label.main, Qt.TextElideMode.ElideRight, left - 8
        )
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, left - 8, ROW), side, label)
        x, scale = left, (wide - left - _NUMBER) / chart.longest
        for series, count in enumerate(bar.counts):
            if count:
                self._box(painter, QRectF(x, top + 5, count * scale, ROW - 10), series)
                x += count * scale
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.colour("text"))
        number = f"{bar.total} {bar.note.main}".strip()
        painter.drawText(QRectF(x + 6, top, wide - x - 6, ROW), side, number)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(int(left), int(top), int(left), int(top + ROW))

    def _box(self, painter: QPainter, box: QRectF, series: int) -> None:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(_inks()[series % 3])
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _inks() -> tuple[QColor, QColor, QColor]:
    """As on paper: the first strong, the second light, the third open; all outlined."""
    accent, ground = theme.colour("accent"), theme.colour("surface")
    return accent, theme.mix(ground, accent, 0.3), ground
