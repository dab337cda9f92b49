"""How certificates are printed: language, printer, pre-printed paper, and many at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.ui import live, printing
from workshopdesk.ui.certificates import presenter
from workshopdesk.ui.certificates.outlet import FILE, Outlet
from workshopdesk.ui.certificates.presenter import ScreenState
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label
from workshopdesk.ui.widgets.ticks import TickBox

WIDTH, FURTHEST = 320, 50.0
_LANGUAGES = [("lo", "ລາວ"), ("en", "English"), ("lo-en", "ລາວ + English")]
_KEPT = "certificates/"


class Options(QWidget):
    """Remembers language, printer and offset on this computer."""

    all_wanted = Signal(bool, str)  # only the new ones; a unit or ""
    calibration_wanted = Signal()

    def __init__(self, desk: Desk, outlet: Outlet) -> None:
        super().__init__()
        self._desk, self._outlet = desk, outlet
        self._state: ScreenState | None = None
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._build_how())
        column.addWidget(self._build_many())
        column.addStretch(1)
        live.follow(self, self._show)

    def _build_how(self) -> Card:
        card = Card(spacing=10)
        self.language = self._kept("language") or "lo"
        self.languages = Segments(_LANGUAGES, N_("Language of the paper"), verbatim=True)
        self.languages.choose(self.language)
        self.languages.chosen.connect(self._set_language)
        card.column.addWidget(Labelled(N_("Language"), self.languages))
        self.printer = Choice(N_("Printer"))
        self.printer.picked.connect(self._set_printer)
        card.column.addWidget(Labelled(N_("Printer"), self.printer))
        self.pre = TickBox(N_("Onto pre-printed paper"))
        self.pre.setChecked(self._kept("preprinted") == "yes")
        self.pre.toggled.connect(self._turn_preprinted)
        card.column.addWidget(self.pre)
        self.right, self.down = Saved(N_("To the right, mm")), Saved(N_("Down, mm"))
        for field, name in ((self.right, "right"), (self.down, "down")):
            field.show_value(self._kept(name) or "0")
            field.saved.connect(lambda text, n=name, f=field: self._set_offset(n, f, text))
        boxes = (Labelled(N_("To the right, mm"), self.right), Labelled(N_("Down, mm"), self.down))
        self._offset = QWidget()
        inside = QVBoxLayout(self._offset)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row(*boxes))
        self.calibrate = Button(N_("Print the calibration page"), "printer")
        self.calibrate.clicked.connect(self.calibration_wanted)
        inside.addWidget(self.calibrate)
        self._offset.setVisible(self.pre.isChecked())
        card.column.addWidget(self._offset)
        return card

    def _build_many(self) -> Card:
        card = Card(spacing=10)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Many at once, in list order"))
        card.column.addWidget(title)
        self.unit = Choice(N_("Unit"))
        self.unit.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.picked.connect(lambda _u: self._count())
        card.column.addWidget(Labelled(N_("Unit"), self.unit))
        self.new = TickBox(N_("Only those not printed yet"))
        self.new.setChecked(True)
        self.new.toggled.connect(lambda _on: self._count())
        card.column.addWidget(self.new)
        self.print = Button("", "printer", "filled")
        self.print.clicked.connect(
            lambda: self.all_wanted.emit(self.new.isChecked(), self.unit.currentData() or "")
        )
        card.column.addWidget(self.print)
        return card

    # Showing

    def show_state(self, state: ScreenState) -> None:
        """Show an event's units and counts."""
        self._state = state
        self._show()

    def _show(self) -> None:
        names = [(name, name) for name in printing.printers()]
        self.printer.set_choices([*names, (FILE, _("PDF file, opened"))], self._outlet.printer)
        if self._state is not None:
            now = self.unit.currentData() or ""
            units = [(unit, unit) for unit in self._state.units]
            self.unit.set_choices([("", _("All units")), *units], now)
        self._count()

    def _count(self) -> None:
        count = 0
        if self._state is not None:
            unit, new = self.unit.currentData() or "", self.new.isChecked()
            count = len(presenter.to_print(self._state, only_new=new, unit=unit))
        said = ngettext("Print %(n)d certificate", "Print %(n)d certificates", count)
        self.print.set_words(said % {"n": count})
        self.print.setEnabled(count > 0)

    # What is chosen

    def offset(self) -> tuple[float, float]:
        """Millimetres to the right and down."""
        return _number(self.right.text()) or 0.0, _number(self.down.text()) or 0.0

    def preprinted(self) -> tuple[float, float] | None:
        """The offset where the paper is pre-printed."""
        return self.offset() if self.pre.isChecked() else None

    def _set_language(self, language: str) -> None:
        self.language = language
        self._keep("language", language)

    def _set_printer(self, printer: str) -> None:
        self._outlet.printer = printer

    def _turn_preprinted(self, on: bool) -> None:
        self._offset.setVisible(on)
        self._keep("preprinted", "yes" if on else "no")

    def _set_offset(self, name: str, field: Saved, text: str) -> None:
        value = _number(text)
        if value is None:
            field.setText(self._kept(name) or "0")
            return
        self._keep(name, f"{value:g}")

    def _kept(self, name: str) -> str:
        memory = self._desk.memory
        return str(memory.value(_KEPT + name) or "") if memory is not None else ""

    def _keep(self, name: str, value: str) -> None:
        if self._desk.memory is not None:
            self._desk.memory.setValue(_KEPT + name, value)


def _number(text: str) -> float | None:
    """Millimetres, with a point or a comma; None for anything else or too far."""
    try:
        value = float(text.strip().replace(",", ".") or "0")
    except ValueError:
        return None
    return value if abs(value) <= FURTHEST else None
