"""What the layer in hand is like: its box in millimetres, its words, type and colour.

Hides that the panel is one line of fields a property, shown where the layer has that property.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QColorDialog, QGridLayout, QMenu, QVBoxLayout, QWidget

from workshopdesk.documents import design as d
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.designer.numbers import NumberField
from workshopdesk.ui.designer.presenter import Editing
from workshopdesk.ui.designer.words import FONT_WORDS, KIND_WORDS, field_word
from workshopdesk.ui.widgets.buttons import Button, MenuButton
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved, SavedText
from workshopdesk.ui.widgets.frames import Card, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

_BOX = (
    ("x", N_("Left, mm"), 0.0), ("y", N_("Top, mm"), 0.0),
    ("width", N_("Width, mm"), 0.0), ("height", N_("Height, mm"), 0.0),
)  # fmt: skip
_NUMBERS = {
    "size": (N_("Size, pt"), 4.0, 200.0, 0.5), "least": (N_("Least, pt"), 4.0, 200.0, 0.5),
    "name_size": (N_("Names, pt"), 4.0, 200.0, 0.5),
    "leading": (N_("Line spacing"), 1.0, 4.0, 0.1), "lines": (N_("Lines at most"), 1.0, 30.0, 1.0),
    "line": (N_("Line, pt"), 0.1, 40.0, 0.1),
}  # fmt: skip
_CHOICES: dict[str, tuple[str, tuple[tuple[Any, str], ...]]] = {
    "language": (N_("Language of the fields"), (("lo", "ລາວ"), ("en", "English"),
                                                ("lo-en", "ລາວ + English"))),
    "family": (N_("Font"), tuple(FONT_WORDS.items())),
    "weight": (N_("Weight"), ((400, N_("Regular")), (500, N_("Medium")), (600, N_("Semibold")),
                              (700, N_("Bold")))),
    "align": (N_("Text stands"), (("left", N_("On the left")), ("centre", N_("In the middle")),
                                  ("right", N_("On the right")))),
    "anchor": (N_("In its box"), (("top", N_("At the top")), ("middle", N_("Middle")),
                                  ("bottom", N_("At the bottom")))),
    "style": (N_("Pattern"), (("weaving", N_("Lao weaving")), ("plain", N_("Plain lines")))),
}  # fmt: skip
_COLOURS = {"colour": N_("Colour"), "fill": N_("Filled with"), "stroke": N_("Outline")}
_FLAGS = {
    "dated": N_("Place and date over the last one"),
    "recentred": N_("In the page's middle while there is no QR code"),
}
_ORDER = (
    ("language",), ("family",), ("weight", "lines"), ("size", "least"), ("name_size", "leading"),
    ("align", "anchor"), ("style",), ("colour",), ("fill", "stroke"), ("line",), ("dated",),
    ("recentred",),
)  # fmt: skip
_PALETTE = (
    ("#000000", N_("Black")), ("#1F4A7F", N_("Indigo")), ("#B8893B", N_("Gold")),
    ("#7A1E28", N_("Red")), ("#2B5E3B", N_("Green")), ("#5F6670", N_("Grey")),
    ("#FFFFFF", N_("White")),
)  # fmt: skip


class ColourButton(MenuButton):
    """A colour from a few, or any."""

    picked = Signal(str)

    def __init__(self, name: str, *, none: bool) -> None:
        super().__init__(self._open_menu)
        self._name, self._none = name, none
        self.code = ""
        live.follow(self, self._say)

    def show_colour(self, code: str) -> None:
        """Show which one it is."""
        self.code = code
        self._say()

    def _say(self) -> None:
        known = {code: _(words) for code, words in _PALETTE} | {"": _("None")}
        self.set_words(known.get(self.code.upper(), self.code))
        self.setAccessibleName(f"{_(self._name)}: {self.text().strip()}")

    def _open_menu(self, menu: QMenu) -> None:
        for code, words in _PALETTE:
            menu.addAction(_(words)).triggered.connect(partial(self._pick, code))
        if self._none:
            menu.addAction(_("None")).triggered.connect(partial(self._pick, ""))
        menu.addSeparator()
        menu.addAction(_("Other colour…")).triggered.connect(self._ask)

    def _pick(self, code: str, *_args: object) -> None:
        self.picked.emit(code)

    def _ask(self) -> None:
        found = QColorDialog.getColor(self.code or "#000000", self)
        if found.isValid():
            self.picked.emit(found.name().upper())


class Properties(Card):
    """Tells when something was changed, and when a picture is wanted (``picture_wanted``: 0 for
    the layer's own, n for the signature of signatory n)."""

    edited = Signal()
    picture_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(margin=12, spacing=8)
        self.editing: Editing | None = None
        self.title = Label(role="section", weight=600)
        self.column.addWidget(self.title)
        self.nothing = Paragraph(tone="quiet")
        live.say(
            self.nothing,
            self.nothing.set_text,
            N_("Take something on the page: click it, or press Page Up on the page."),
        )
        self.column.addWidget(self.nothing)
        self.inside = QWidget()
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(0, 0, 6, 0)
        self.rows.setSpacing(6)
        self.area = scroll(self.inside, N_("Properties"))
        self.column.addWidget(self.area, 1)
        self.column.addStretch(0)
        self.parts: dict[str, QWidget] = {}
        self._shows: dict[str, Callable[[d.Layer], None]] = {}
        self._build_words()
        self._build_box()
        for line in _ORDER:
            widgets = [self._build(key) for key in line]
            self.rows.addLayout(row(*widgets))
        self._build_pictures()
        self._build_name()
        self.rows.addStretch(1)

    # Building

    def _build_words(self) -> None:
        self.text = SavedText(N_("Text"), lines=3)
        self.text.saved.connect(lambda text: self._set(text=text))
        self.fields = MenuButton(self._fill_fields, N_("Insert a field"), "plus")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Labelled(N_("Text"), self.text))
        column.addWidget(self.fields)
        self.parts["text"] = box
        self._shows["text"] = lambda layer: self.text.show_value(getattr(layer, "text", ""))
        self.rows.addWidget(box)

    def _build_box(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.box: dict[str, NumberField] = {}
        for n, (key, words, low) in enumerate(_BOX):
            field = NumberField(words, low, 297)
            field.measured.connect(partial(self._set_box, key))
            self.box[key] = field
            grid.addWidget(Labelled(words, field), n // 2, n % 2)
        self.rows.addLayout(grid)

    def _build(self, key: str) -> QWidget:
        if key in _NUMBERS:
            made = self._build_number(key)
        elif key in _CHOICES:
            made = self._build_choice(key)
        elif key in _COLOURS:
            made = self._build_colour(key)
        else:
            made = self._build_flag(key)
        self.parts[key] = made
        return made

    def _build_number(self, key: str) -> QWidget:
        words, low, high, step = _NUMBERS[key]
        field = NumberField(words, low, high, step)
        whole = key == "lines"
        field.measured.connect(lambda v: self._set(**{key: int(v) if whole else round(v, 2)}))
        self._shows[key] = lambda layer: field.show_number(getattr(layer, key))
        return Labelled(words, field)

    def _build_choice(self, key: str) -> QWidget:
        words, choices = _CHOICES[key]
        field = Choice(words, small=False)
        as_they_are = key in ("language", "family")
        by_text = {str(value): value for value, _words in choices}

        def show(layer: d.Layer) -> None:
            offered = choices[:2] if key == "language" and layer.kind == "text" else choices
            listed = [(str(v), said if as_they_are else _(said)) for v, said in offered]
            field.set_choices(listed, str(getattr(layer, key)))

        field.picked.connect(lambda text: self._set(**{key: by_text[text]}))
        field.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._shows[key] = show
        return Labelled(words, field)

    def _build_colour(self, key: str) -> QWidget:
        button = ColourButton(_COLOURS[key], none=key != "colour")
        button.picked.connect(lambda code: self._set(**{key: code}))
        self._shows[key] = lambda layer: button.show_colour(getattr(layer, key))
        return Labelled(_COLOURS[key], button)

    def _build_flag(self, key: str) -> QWidget:
        tick = TickBox()
        words = Paragraph(role="caption")
        live.say(words, words.set_text, _FLAGS[key])
        live.say(tick, tick.setAccessibleName, _FLAGS[key])
        tick.clicked.connect(lambda on: self._set(**{key: on}))
        self._shows[key] = lambda layer: tick.setChecked(getattr(layer, key))
        box = QWidget()
        across = row(tick)
        across.addWidget(words, 1)
        box.setLayout(across)
        return box

    def _build_pictures(self) -> None:
        self.picture = Button(N_("Choose another picture…"), "folder-open")
        self.picture.clicked.connect(lambda: self.picture_wanted.emit(0))
        self.parts["picture"] = self.picture
        self.rows.addWidget(self.picture)
        self.hands = MenuButton(self._fill_hands, N_("Scanned signatures"), "writing-sign")
        self.parts["pictures"] = self.hands
        self.rows.addWidget(self.hands)

    def _build_name(self) -> None:
        self.name = Saved(N_("Name in the list of layers"))
        self.name.saved.connect(lambda text: self._set(name=text[:80]))
        self._shows["name"] = lambda layer: self.name.show_value(layer.name)
        self.parts["name"] = Labelled(N_("Name in the list of layers"), self.name)
        self.rows.addWidget(self.parts["name"])

    # Showing

    def show_editing(self, editing: Editing) -> None:
        """The properties of what is in hand; several: those all of them have."""
        self.editing = editing
        layers = [editing.layers[n] for n in editing.chosen]
        self.area.setVisible(bool(layers))
        self.nothing.setVisible(not layers)
        if not layers:
            self.title.setText(_("Nothing in hand"))
            return
        said = _(KIND_WORDS[layers[0].kind])
        several = _("%(n)d layers") % {"n": len(layers)}
        self.title.setText(said if len(layers) == 1 else several)
        common = set.intersection(*({one.name for one in fields(layer)} for layer in layers))
        for key, part in self.parts.items():
            part.setVisible(key in common and (key != "text" or len(layers) == 1))
            if key in common and key in self._shows:
                self._shows[key](layers[-1])
        box = layers[-1].box
        for key, field in self.box.items():
            field.show_number(getattr(box, key))
            field.setEnabled(bool(editing.movable))

    # Changing

    def _set(self, **values: Any) -> None:
        if self.editing is not None and self.editing.set(**values):
            self.edited.emit()

    def _set_box(self, key: str, value: float) -> None:
        editing = self.editing
        if editing is None:
            return
        boxes = {n: replace(editing.layers[n].box, **{key: value}) for n in editing.movable}
        if editing.place(boxes):
            self.edited.emit()
        else:
            self.show_editing(editing)

    def _fill_fields(self, menu: QMenu) -> None:
        names = [name for name in d.FIELDS if not name.startswith("signatory")]
        for name in names:
            menu.addAction(field_word(name)).triggered.connect(partial(self.insert, name))
        inner = menu.addMenu(_("Signatories"))
        for name in d.FIELDS:
            if name.startswith("signatory"):
                inner.addAction(field_word(name)).triggered.connect(partial(self.insert, name))

    def insert(self, name: str, *_args: object) -> None:
        """Put a field where the caret is."""
        self.text.insertPlainText(f"{{{name}}}")
        self.text.tell()

    def _fill_hands(self, menu: QMenu) -> None:
        for n in range(1, d.MOST_SIGNATORIES + 1):
            words = _("Signature of signatory %(n)d…") % {"n": n}
            menu.addAction(words).triggered.connect(partial(self._want, n))
        menu.addSeparator()
        menu.addAction(_("All sign by hand")).triggered.connect(self._by_hand)

    def _want(self, n: int, *_args: object) -> None:
        self.picture_wanted.emit(n)

    def _by_hand(self) -> None:
        self._set(pictures=())
