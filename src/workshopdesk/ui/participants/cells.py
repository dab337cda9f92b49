"""The columns of the list of participants, and what a typed cell means in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import Role
from workshopdesk.exchange.words import sex_of
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import search_key
from workshopdesk.services.registrations import Changes
from workshopdesk.ui.participants.presenter import Line, ScreenState
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.table import tick_column

_TEXT_CHANGES: dict[str, Callable[[str], Changes]] = {
    "name": lambda text: Changes(name=text),
    "position": lambda text: Changes(position=text),
    "organisation": lambda text: Changes(organisation=text),
    "district": lambda text: Changes(district=text),
    "province": lambda text: Changes(province=text),
    "phone": lambda text: Changes(phone=text.replace(" ", "")),
}


def columns(
    state: Callable[[], ScreenState], edit: Callable[[Line, str, str], None]
) -> list[Column[Any]]:
    """The table's columns; an edited cell is told as line, key and text."""
    offer: dict[str, Callable[[], Any]] = {
        "sex": lambda: [_("Female"), _("Male")],
        "position": lambda: state().positions,
        "organisation": lambda: state().organisations,
        "district": lambda: state().districts,
        "province": lambda: [name for _code, name in state().provinces],
        "role": lambda: [name for _code, name in state().roles],
    }

    def column(key: str, title: str, lo: int, en: int, **more: Any) -> Column[Any]:
        return Column(
            key, title, lambda line: getattr(line, key), (lo, en),
            edit=lambda line, text: edit(line, key, text), suggestions=offer.get(key), **more,
        )  # fmt: skip

    number: Column[Any] = Column(
        "number", N_("No."), lambda line: str(line.number), (44, 48), right=True, tone="quiet",
        filtered=False, sort=lambda line: line.number,
    )  # fmt: skip
    return [
        tick_column(),
        number,
        column("name", N_("Name and surname"), 168, 184, weight=500, grow=3,
               sort=lambda line: line.row.sort_key,
               other_texts=lambda line: f"{line.row.name} {line.row.name_latin}"),
        column("sex", N_("Sex"), 52, 64, choices=True),
        column("role", N_("Role"), 120, 108, choices=True),
        column("position", N_("Position"), 188, 178, choices=True, grow=3),
        column("organisation", N_("Unit / organisation"), 140, 146, choices=True, grow=2),
        column("district", N_("District"), 92, 108, choices=True),
        column("province", N_("Province"), 132, 120, choices=True,
               problem=lambda line: line.problem),
        column("phone", N_("Phone"), 124, 116, right=True),
    ]  # fmt: skip


def changes_of(key: str, text: str, state: ScreenState) -> Changes:
    """What an edited cell changes. Raises UserError for a role or sex that is none."""
    if key == "role":
        return Changes(role=_role(text, state.role_words))
    if key == "sex":
        sex = sex_of(text) if text else None
        if text and sex is None:
            raise UserError(
                _("“%(text)s” is no sex") % {"text": text}, _("Write female or male, F or M.")
            )
        return Changes(sex=sex or "")
    return _TEXT_CHANGES[key](text)


def _role(text: str, roles: Iterable[tuple[str, str]]) -> Role:
    """A role by its code, its words in any spelling, or a beginning only one has."""
    key = search_key(text)
    known = [(code, search_key(name)) for code, name in roles]
    exact = {code for code, name in known if key in (name, search_key(code))}
    begun = {code for code, name in known if key and name.startswith(key)}
    found = exact or begun
    if len(found) != 1:
        raise UserError(
            _("“%(text)s” is no role known here") % {"text": text}, _("Choose one of the list.")
        )
    return Role(found.pop())
