"""The designer's page: the template in hand, its layers, the page, what the layer in hand is like.

A step changes what is in hand; saving is one action of the log. The page is drawn from the very
PDF that would be printed, with the longest name of the event on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from workshopdesk.documents.design import Design
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Cancelled, Progress
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import certificate_templates as services
from workshopdesk.services import pictures
from workshopdesk.services.certificate_templates import Template
from workshopdesk.ui import live
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.designer.canvas import Canvas
from workshopdesk.ui.designer.layers import Layers
from workshopdesk.ui.designer.presenter import Editing
from workshopdesk.ui.designer.properties import Properties
from workshopdesk.ui.designer.words import EDGE_WORDS, KIND_WORDS, layer_word
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.pages import Page, Pages
from workshopdesk.ui.room import Room
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments, icon_button
from workshopdesk.ui.widgets.fields import Choice, Saved
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Label

_SIDES = (("left", "centre", "right"), ("top", "middle", "bottom"))
_MOST_DOTS = 4000
_KINDS = "*.wdcert *.json"


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return DesignerRoom(desk)


class DesignerRoom(Room):
    """Templates of certificates. A place with an event shows its template and its people."""

    topics = frozenset(("events", "office", "programmes", "participants", "people"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.templates: tuple[Template, ...] = ()
        self.template: Template | None = None
        self.editing = Editing(Design())
        self.event_id: UUID | None = None
        self.in_use: UUID | None = None
        self._entered: tuple[UUID | None] | None = None
        self._drawing: Handle | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        column.addLayout(self._build_tools())
        self.layers, self.canvas, self.properties = Layers(), Canvas(), Properties()
        self.layers.setFixedWidth(188)
        self.properties.setFixedWidth(272)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.layers)
        across.addWidget(self.canvas, 1)
        across.addWidget(self.properties)
        column.addLayout(across, 1)
        self._connect()

    def _build_head(self) -> QVBoxLayout:
        self.title = Label(role="title", weight=600)
        self.title.setFixedHeight(36)
        live.say(self.title, self.title.setText, N_("Look of certificates"))
        self.said = Label(tone="quiet")
        self.back = Button(N_("Back to the papers"), "chevron-left", "quiet")
        self.back.clicked.connect(self._go_back)
        self.save_new = Button(N_("Save as new"), "copy")
        self.save = Button(N_("Save"), "device-floppy", "outline")
        self.use = Button(N_("Use for this event"), "check", "filled")
        self.save.clicked.connect(self.save_now)
        self.save_new.clicked.connect(self.save_as_new)
        self.use.clicked.connect(self.use_for_event)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(row(self.title, None, self.back, self.save_new, self.save, self.use))
        column.addWidget(self.said)
        return column

    def _build_tools(self) -> QHBoxLayout:
        self.choice = Choice(N_("Certificate template"))
        self.choice.setFixedWidth(190)
        self.choice.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.name = Saved(N_("Name of the template"), N_("Name of the template"))
        self.name.setMinimumWidth(120)
        self.more = MenuButton(self._fill_more, N_("More"))
        self.add_button = MenuButton(self._fill_add, N_("Add"), "plus")
        self.align = MenuButton(self._fill_align, N_("Align"))
        self.smaller = icon_button("minus", N_("Smaller"))
        self.larger = icon_button("plus", N_("Larger"))
        self.fit = icon_button("arrows-maximize", N_("Whole page"))
        self.percent = Label(tone="quiet")
        self.percent.setFixedWidth(48)
        self.way = Segments([("design", N_("Design")), ("preview", N_("Preview"))], N_("View"))
        self.way.choose("design")
        made = row(
            self.choice, self.name, self.more, self.add_button, self.align, self.smaller,
            self.percent, self.larger, self.fit, self.way,
        )  # fmt: skip
        made.setStretch(1, 1)
        return made

    def _connect(self) -> None:
        self.choice.picked.connect(self._pick)
        self.name.saved.connect(self._rename)
        self.smaller.clicked.connect(lambda: self.canvas.zoom(0.8))
        self.larger.clicked.connect(lambda: self.canvas.zoom(1.25))
        self.fit.clicked.connect(self._fit)
        self.way.chosen.connect(self._show_way)
        self.canvas.zoomed.connect(self._say_percent)
        self.canvas.resolution_wanted.connect(self._draw)
        for part in (self.canvas, self.layers, self.properties):
            part.edited.connect(self._edited)
        self.canvas.chosen.connect(self._show_chosen)
        self.layers.chosen.connect(self._show_chosen)
        self.properties.picture_wanted.connect(self._ask_picture)
        saving = QShortcut(QKeySequence("Ctrl+S"), self)
        saving.activated.connect(self.save_now)

    # Reading

    def load(self) -> None:
        """The templates, the event's one; what is in hand and not saved stays in hand."""
        self.event_id = self.place.event
        self.templates = services.templates(self.desk.store)
        self.in_use = services.chosen(self.desk.store, self.event_id) if self.event_id else None
        entered = (self.event_id,)
        if not self.editing.changed:
            key = self.template.id if self.template and entered == self._entered else self.in_use
            name = self.template.name if self.template and entered == self._entered else ""
            self._open(self._found(key, name))
        self._entered = entered
        self._show_all()

    def _found(self, key: UUID | None, name: str) -> Template:
        fitting = [t for t in self.templates if t.id == key and not t.refused]
        return next((t for t in fitting if t.name == name), (fitting or services.ready())[0])

    def _open(self, template: Template) -> None:
        self.template = template
        self.editing = Editing(template.design)

    def _example_event(self) -> UUID | None:
        """Whose people stand on the page: the event's, or those of the newest one."""
        if self.event_id is not None:
            return self.event_id
        with self.desk.store.read() as reader:
            events = reader.events()
        return events[0].id if events else None

    # Showing

    def _show_all(self) -> None:
        self._say_state()
        self.choice.set_choices(
            [(str(n), self._word(t)) for n, t in enumerate(self.templates)], self._place()
        )
        self.name.show_value(self.editing.design.name)
        for part in (self.canvas, self.layers, self.properties):
            part.show_editing(self.editing)
        self._draw()

    def _place(self) -> str:
        for n, one in enumerate(self.templates):
            if self.template and (one.id, one.name) == (self.template.id, self.template.name):
                return str(n)
        return ""

    def _word(self, template: Template) -> str:
        if template.refused:
            return _("%(name)s (cannot be used)") % {"name": template.name}
        if template.id is None:
            return _("%(name)s (ready)") % {"name": template.name}
        return template.name

    def _say_state(self) -> None:
        own = self.template is not None and self.template.id is not None
        parts = []
        if self.event_id is not None:
            with self.desk.store.read() as reader:
                parts.append(reader.event(self.event_id).title(screen_language()))
            used = own and self.template is not None and self.template.id == self.in_use
            parts.append(_("In use for this event") if used else _("Not in use for this event"))
        parts.append(_("Not saved yet") if self.editing.changed or not own else _("Saved"))
        self.said.set_tone("quiet")
        self.said.setText(" · ".join(parts))
        self.use.setVisible(self.event_id is not None)
        self.back.setVisible(self.event_id is not None)
        self.save.setEnabled(self.editing.changed or not own)

    def _show_chosen(self) -> None:
        sender = self.sender()
        if sender is not self.layers:
            self.layers.show_editing(self.editing)
        self.properties.show_editing(self.editing)
        self.canvas.viewport().update()

    def _edited(self) -> None:
        """A step was made, whoever made it."""
        self._say_state()
        self.name.show_value(self.editing.design.name)
        for part in (self.canvas, self.layers, self.properties):
            part.show_editing(self.editing)
        self._draw()

    def _show_way(self, way: str) -> None:
        self.way.choose(way)
        self.canvas.bare = way == "preview"
        self._draw()

    def _say_percent(self) -> None:
        self.percent.setText(f"{self.canvas.percent} %")

    def _fit(self) -> None:
        self.canvas.fit()
        self._draw()

    def _draw(self) -> None:
        """Have the page drawn as it would be printed."""
        design, event = self.editing.design, self._example_event()
        wide = design.width * self.canvas.transform().m11() * self.devicePixelRatioF()
        dots = round(min(max(wide, 400), _MOST_DOTS))
        sketch, store = not self.canvas.bare, self.desk.store

        def job(progress: Progress) -> tuple[Page, tuple[int, ...]]:
            progress.step(0, 1)
            made = services.preview(store, event, design, sketch=sketch)
            progress.step(1, 1)
            return Pages(made.pdf).draw(0, dots, dots * 2), made.tight

        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.desk.tasks.run(job, partial(self._drawn, design), self._not_drawn)

    def _drawn(self, design: Design, drawn: tuple[Page, tuple[int, ...]]) -> None:
        page, tight = drawn
        if design is not self.editing.design:
            return
        self.canvas.show_page(page)
        self._say_state()
        if tight:
            listed = ", ".join(layer_word(design.layers[n]) for n in tight)
            self.said.set_tone("warn")
            self.said.setText(
                _("Smaller than its least size here: %(layers)s") % {"layers": listed}
            )

    def _not_drawn(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.said.set_tone("bad")
            self.said.setText(str(error.message or error.title))
        elif not isinstance(error, Cancelled):
            self.desk.messages.error(error)

    # Steps

    def _do(self, verb: Callable[[], bool]) -> None:
        if verb():
            self._edited()
        self.canvas.setFocus()

    def _rename(self, name: str) -> None:
        self._do(lambda: self.editing.put(replace(self.editing.design, name=name.strip()[:80])))

    def _fill_add(self, menu: QMenu) -> None:
        for kind, words in KIND_WORDS.items():
            menu.addAction(_(words)).triggered.connect(partial(self.add_layer, kind))

    def add_layer(self, kind: str, *_args: object) -> None:
        """A new layer; a picture is asked for."""
        if kind == "picture":
            self._ask_picture(-1)
            return
        values = {"text": _("Text")} if kind == "text" else {}
        self._do(lambda: self.editing.add(kind, **values))

    def _fill_align(self, menu: QMenu) -> None:
        for side in _SIDES:
            for edge in side:
                action = menu.addAction(_(EDGE_WORDS[edge]))
                action.triggered.connect(partial(self._align, edge))
            menu.addSeparator()
        for words, across in (
            (_("Equal gaps across"), True), (_("Equal gaps up and down"), False),
        ):  # fmt: skip
            action = menu.addAction(words)
            action.setEnabled(len(self.editing.movable) > 2)
            action.triggered.connect(partial(self._distribute, across))

    def _align(self, edge: str, *_args: object) -> None:
        self._do(lambda: self.editing.align(edge))  # type: ignore[arg-type]  # one of EDGE_WORDS

    def _distribute(self, across: bool, *_args: object) -> None:
        self._do(lambda: self.editing.distribute(across=across))

    def _ask_picture(self, place: int) -> None:
        endings = " ".join(f"*{ending}" for ending in pictures.SUFFIXES)
        words = f"{_('Pictures')} ({endings})"
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", words)
        if path:
            self.take_picture(Path(path), place)

    def take_picture(self, path: Path, place: int = -1) -> None:
        """A picture for a new layer (-1), the layers in hand (0) or signatory n; made small."""

        def job(progress: Progress) -> bytes:
            progress.step(0, 1)
            return pictures.picture_for_paper(path).data

        def done(data: bytes) -> None:
            if place < 0:
                self._do(lambda: self.editing.add_picture(data, name=path.stem[:80]))
            elif place == 0:
                self._do(lambda: self.editing.change_picture(data))
            else:
                self._do(lambda: self.editing.sign_with(place - 1, data))

        self.desk.tasks.run(job, done, self.desk.messages.error, path.name)

    # Templates

    def _pick(self, place: str) -> None:
        template = self.templates[int(place)]
        if template.refused:
            self.choice.choose(self._place())
            self.desk.messages.error(services.refusal(template.refused))
            return
        self._leaving(lambda: self._take(template))

    def _take(self, template: Template) -> None:
        self._open(template)
        self._show_all()

    def _leaving(self, then: Callable[[], object]) -> None:
        """Do something that puts down what is in hand; asked when it is not saved."""
        if not self.editing.changed:
            then()
            return
        self.choice.choose(self._place())
        title = _("Put %(name)s down without saving?") % {"name": self.editing.design.name}
        Confirm(self, title, [_("The steps since it was saved are lost.")], _("Put down")).ask(then)

    def _fill_more(self, menu: QMenu) -> None:
        menu.addAction(_("New, empty")).triggered.connect(lambda: self._leaving(self._begin))
        inner = menu.addMenu(_("Copy layers from"))
        for template in self.templates:
            if not template.refused:
                action = inner.addAction(self._word(template))
                action.triggered.connect(partial(self.copy_from, template))
        menu.addSeparator()
        upright = menu.addAction(
            _("Page upright") if self.editing.design.landscape else _("Page lengthwise")
        )
        upright.triggered.connect(self._turn_page)
        menu.addSeparator()
        menu.addAction(_("Import from a file…")).triggered.connect(self._ask_import)
        menu.addAction(_("Export to a file…")).triggered.connect(self._ask_export)
        menu.addSeparator()
        usual = menu.addAction(_("Usual look for this event"))
        usual.setEnabled(self.in_use is not None)
        usual.triggered.connect(lambda: self._choose_for_event(None))
        gone = menu.addAction(_("Remove this template"))
        gone.setEnabled(self.template is not None and self.template.id is not None)
        gone.triggered.connect(self.remove)

    def _begin(self) -> None:
        self.template = None
        self.editing = Editing(Design())
        self.editing.put(Design(_("New template")))
        self._show_all()

    def copy_from(self, template: Template, *_args: object) -> None:
        """Every layer of another template on top of these."""
        design, here = template.design, self.editing.design
        clash = {k for k, v in design.pictures.items() if here.pictures.get(k, v) != v}
        if clash:
            self.desk.messages.error(UserError(_("Both templates have other pictures by one name")))
            return
        joined = replace(
            here, layers=(*here.layers, *design.layers),
            pictures={**here.pictures, **design.pictures},
        )  # fmt: skip
        first = len(here.layers)
        fitted = Editing(joined)
        fitted.place({n: layer.box for n, layer in enumerate(joined.layers)})
        self._do(lambda: self.editing.put(fitted.design, range(first, len(joined.layers))))

    def _turn_page(self) -> None:
        self._do(lambda: self.editing.turn_page(landscape=not self.editing.design.landscape))

    def save_now(self) -> None:
        """Keep what is in hand; a ready template becomes one of the office's own."""
        self._save(self.template.id if self.template else None)

    def save_as_new(self) -> None:
        """Keep what is in hand under a name that is free."""
        taken = {t.name for t in self.templates}
        name, number = self.editing.design.name, 2
        while name in taken:
            name = f"{self.editing.design.name} {number}"
            number += 1
        self.editing.put(replace(self.editing.design, name=name))
        self._save(None)

    def _save(self, key: UUID | None) -> UUID | None:
        design = self.editing.design
        said = _("Saved %(file)s") % {"file": design.name}
        before, editing = self.template, self.editing
        self.template = Template(key, design.name, design)
        editing.saved, was = design, editing.saved
        made = self.desk.write(lambda: services.save(self.desk.store, design, key), said=said)
        if made is None:
            self.template, editing.saved = before, was
        else:
            self.template = Template(made, design.name, design)
            self.desk.announce("events")
        self._say_state()
        return made

    def use_for_event(self) -> None:
        """Print this event's certificates by what is in hand, saved first where it is not."""
        key = self.template.id if self.template else None
        if key is None or self.editing.changed:
            key = self._save(key)
        if key is not None:
            self._choose_for_event(key)

    def _choose_for_event(self, key: UUID | None) -> None:
        event = self.event_id
        if event is not None:
            store = self.desk.store
            said = _("The look of this event's certificates is chosen")
            self.desk.write(lambda: services.choose(store, event, key), "events", said=said)

    def remove(self) -> None:
        """Take the template in hand away; Undo brings it back."""
        if self.template is None or self.template.id is None:
            return
        key, store = self.template.id, self.desk.store
        self.editing.note_saved()
        self.template = None
        said = _("The template is removed")
        self.desk.write(lambda: services.remove(store, key), "events", said=said)

    def _ask_import(self) -> None:
        words = f"{_('Certificate templates')} ({_KINDS})"
        path, _filter = QFileDialog.getOpenFileName(self, _("Import"), "", words)
        if path:
            self._leaving(lambda: self.import_from(Path(path)))

    def import_from(self, path: Path) -> None:
        """Take a template from a file in hand, not saved yet; a bad one is refused."""
        try:
            design = services.from_file(path)
        except UserError as error:
            self.desk.messages.error(error)
            return
        self.template = None
        self.editing = Editing(Design())
        self.editing.put(design)
        self._show_all()

    def _ask_export(self) -> None:
        words = f"{_('Certificate templates')} (*{services.SUFFIX})"
        suggested = f"{self.editing.design.name or 'certificate'}{services.SUFFIX}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Export"), suggested, words)
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write what is in hand to a file that other offices can take in."""
        try:
            services.to_file(self.editing.design, path)
        except UserError as error:
            self.desk.messages.error(error)
            return
        self.desk.messages.done(_("Saved %(file)s") % {"file": path.name})

    def _go_back(self) -> None:
        self.desk.go("papers", self.event_id, "certificates")

    def add(self) -> None:
        """Ctrl+N: another text."""
        self.add_layer("text")

    def parts(self) -> tuple[QWidget, ...]:
        """The three parts of the page, in the order of the tab key."""
        return (self.layers, self.canvas, self.properties)
