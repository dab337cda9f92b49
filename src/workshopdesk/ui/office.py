"""Cards to say who issues the papers: the few things to begin with, and all of them.

Both keep what is typed at once. They read through ``show_office`` and write through the service,
so that a room only has to put them somewhere.
"""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.office import Office, Signer
from workshopdesk.i18n import N_, _
from workshopdesk.services import office as services
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Labelled, Saved
from workshopdesk.ui.widgets.frames import Card, clear, row, tab_through
from workshopdesk.ui.widgets.text import Label, Paragraph

TOPICS = ("office",)
NO_SIGNER = Signer("", "", "", "")
MOST_SIGNERS = 3  # a certificate has room for so many
_SHORT = (
    ("name_lo", N_("Office in Lao"), 0, 0, 2), ("abbreviation", N_("Abbreviation"), 0, 2, 1),
    ("place_lo", N_("Place in Lao"), 0, 3, 1),
)  # fmt: skip
_ALL = (
    ("name_lo", N_("Office in Lao"), 0, 0, 2), ("name_en", N_("Office in English"), 0, 2, 2),
    ("place_lo", N_("Place in Lao"), 1, 0, 1), ("place_en", N_("Place in English"), 1, 1, 1),
    ("abbreviation", N_("Abbreviation"), 1, 2, 1),
    ("certificate_mask", N_("Numbers of certificates"), 1, 3, 1),
    ("state_lines_lo.0", N_("State header in Lao, line 1"), 2, 0, 2),
    ("state_lines_en.0", N_("State header in English, line 1"), 2, 2, 2),
    ("state_lines_lo.1", N_("State header in Lao, line 2"), 3, 0, 2),
    ("state_lines_en.1", N_("State header in English, line 2"), 3, 2, 2),
)  # fmt: skip
_SIGNER = (
    ("title_lo", N_("Title of the signer in Lao")), ("name_lo", N_("Name of the signer in Lao")),
    ("title_en", N_("Title of the signer in English")),
    ("name_en", N_("Name of the signer in English")),
)  # fmt: skip


class OfficeCard(Card):
    """What a paper needs to know of the office; ``whole`` adds what can wait."""

    def __init__(self, desk: Desk, whole: bool) -> None:
        super().__init__(margin=20, spacing=8)
        self._desk = desk
        self.office: Office | None = None
        self.fields: dict[str, Saved] = {}
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Your office"))
        self.column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        for key, name, line, column, span in _ALL if whole else _SHORT:
            field = Saved(name)
            field.saved.connect(lambda text, k=key: self.change(k, text))
            self.fields[key] = field
            grid.addWidget(Labelled(name, field), line, column, 1, span)
        self.column.addLayout(grid)
        self._signers: QVBoxLayout | None = None
        if whole:
            self._build_signers()

    def _build_signers(self) -> None:
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Who signs"))
        said = Paragraph(role="caption", tone="quiet")
        live.say(
            said, said.set_text, N_("A signer without a name leaves room to write it by hand.")
        )
        self._signers = QVBoxLayout()
        self._signers.setSpacing(8)
        self.add_signer = Button(N_("Add a signer"), "plus", small=True)
        self.add_signer.clicked.connect(self._add_empty)
        self.column.addSpacing(8)
        for part in (title, said):
            self.column.addWidget(part)
        self.column.addLayout(self._signers)
        self.column.addLayout(row(self.add_signer, None))

    # Reading

    def load(self) -> None:
        """Read the office and show it."""
        with self._desk.store.read() as reader:
            self.show_office(reader.office())

    def show_office(self, office: Office) -> None:
        """Show what is stored."""
        self.office = office
        for key, field in self.fields.items():
            field.show_value(_value(office, key))
        if self._signers is not None:
            self.add_signer.setEnabled(len(office.signers) < MOST_SIGNERS)
            if self.signer_lines() and self._typed_signers() == office.signers:
                return  # the caret may stand in one of these fields
            clear(self._signers)
            for signer in office.signers or (NO_SIGNER,):
                self._add_line(signer)

    def _add_empty(self) -> None:
        self._add_line(NO_SIGNER)
        self.add_signer.setEnabled(False)
        self.signer_lines()[-1][0].setFocus()

    def _add_line(self, signer: Signer) -> None:
        fields: list[QWidget | int | None] = []
        for key, name in _SIGNER:
            field = Saved(name, name)
            field.show_value(getattr(signer, key))
            field.saved.connect(self._save_signers)
            fields.append(field)
        line = QWidget()
        line.setLayout(row(*fields))
        if self._signers is not None:
            self._signers.addWidget(line)
            line.setVisible(True)  # now, not in the next turn: the caret may go there
        tab_through([*(field for fields in self.signer_lines() for field in fields),
                     self.add_signer])  # fmt: skip

    def signer_lines(self) -> list[list[Saved]]:
        """The fields of each signer: title and name in Lao, then in English."""
        lines: list[list[Saved]] = []
        for number in range(self._signers.count() if self._signers is not None else 0):
            item = self._signers.itemAt(number) if self._signers is not None else None
            widget = item.widget() if item is not None else None
            if widget is not None:
                lines.append(widget.findChildren(Saved))
        return lines

    # Writing

    def change(self, key: str, text: str) -> None:
        """A field was left: it is kept at once."""
        office = self.office
        if office is None:
            return
        name, _dot, number = key.partition(".")
        value: str | list[str] = text
        if number:
            lines = [*getattr(office, name), "", ""][:2]
            lines[int(number)] = text
            value = lines
        self._desk.write(
            lambda: services.change_office(self._desk.store, office, **{name: value}),
            *TOPICS,
            said=_("Saved"),
        )

    def _typed_signers(self) -> tuple[Signer, ...]:
        typed = (
            Signer(title_lo.text(), title_en.text(), name_lo.text(), name_en.text())
            for title_lo, name_lo, title_en, name_en in self.signer_lines()
        )
        return tuple(signer for signer in typed if signer != NO_SIGNER)

    def _save_signers(self) -> None:
        signers = self._typed_signers()
        self._desk.write(
            lambda: services.set_signers(self._desk.store, signers), *TOPICS, said=_("Saved")
        )


def _value(office: Office, key: str) -> str:
    name, _dot, number = key.partition(".")
    value = getattr(office, name)
    if not number:
        return str(value)
    return value[int(number)] if int(number) < len(value) else ""
