"""Templates of certificates: kept in the database, brought in files, chosen for events.

Three come with the program; whoever changes one of them keeps a copy of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from workshopdesk import settings
from workshopdesk.documents import render_pdf
from workshopdesk.documents.design import Design
from workshopdesk.documents.design_json import (
    LARGEST,
    design_from_json,
    design_to_json,
    refusal,
)
from workshopdesk.documents.papers.designed import tight_layers
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services.papers import designed, write_whole
from workshopdesk.services.papers.certificates import position_of
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store
from workshopdesk.store import tables as t

__all__ = [
    "SUFFIX",
    "Preview",
    "Template",
    "choose",
    "chosen",
    "from_file",
    "preview",
    "ready",
    "refusal",
]
__all__ += ["remove", "save", "templates", "to_file"]

SUFFIX: Final = ".wdcert"

_NAMES: Final = (
    N_("Lao certificate"),
    N_("Lao and English certificate"),
    N_("Plain, upright"),
)
"""What the ready ones are called in their files; here for the catalogues."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template and where it is from: ``id`` None for one that comes with the program.

    ``refused`` says why a stored one cannot be used; ``design`` is empty then.
    """

    id: UUID | None
    name: str
    design: Design
    refused: str = ""


def templates(store: Store) -> tuple[Template, ...]:
    """The office's own by name, then those that come with the program."""
    with store.read() as reader:
        stored = reader.certificate_templates()
    return (*(_read(key, name, content) for key, name, content in stored), *ready())


def _read(key: UUID, name: str, content: str) -> Template:
    try:
        return Template(key, name, replace(design_from_json(content), name=name))
    except UserError as error:
        return Template(key, name, Design(name), error.message)


def ready() -> tuple[Template, ...]:
    """The templates that come with the program, named in the screen's language."""
    named = (replace(design, name=_(design.name)) for design in _ready())
    return tuple(Template(None, design.name, design) for design in named)


@cache
def _ready() -> tuple[Design, ...]:
    paths = sorted(settings.resource("certificates").glob("*.json"))
    return tuple(design_from_json(path.read_text(encoding="utf-8")) for path in paths)


def chosen(store: Store, event_id: UUID) -> UUID | None:
    """The template of an event; None while it has the usual look."""
    with store.read() as reader:
        found = reader.certificate_template(event_id)
    return None if found is None else found[0]


def save(store: Store, design: Design, id: UUID | None = None) -> UUID:
    """Keep a template, in place of the one with ``id`` or as a new one; gives its key.

    Raises UserError when it has no name or would be refused on reading.
    """
    name = canonical(design.name)
    if not name:
        raise UserError(_("A template needs a name"))
    content = design_to_json(replace(design, name=name))
    design_from_json(content)
    with store.unit_of_work(N_("Save certificate template %(name)s"), name=name) as work:
        record = (
            work.add(t.CertificateTemplate(name=name, content=""))
            if id is None
            else work.get(t.CertificateTemplate, id)
        )
        record.name, record.content = name, content
        work.commit()
        return record.id


def remove(store: Store, id: UUID) -> None:
    """Take a template away; events that had it have the usual look again."""
    with store.unit_of_work(N_("Remove a certificate template")) as work:
        for event in work.find(t.Event, certificate_template_id=id):
            event.certificate_template_id = None
        work.flush()
        work.delete(work.get(t.CertificateTemplate, id))
        work.commit()


def choose(store: Store, event_id: UUID, id: UUID | None) -> None:
    """Give an event a template; None for the usual look."""
    with store.unit_of_work(N_("Choose the look of certificates")) as work:
        work.get(t.Event, event_id).certificate_template_id = id
        work.commit()


def from_file(path: Path) -> Design:
    """The template in a file. Raises UserError that names the place, EnvironmentProblem."""
    try:
        if path.stat().st_size > 2 * LARGEST:
            raise refusal(_("the file is larger than %(most)d MB") % {"most": LARGEST >> 19})
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        title = _("%(file)s cannot be read") % {"file": path.name}
        raise EnvironmentProblem(title, str(error)) from error
    except UnicodeDecodeError as error:
        raise refusal(_("it is not written in UTF-8")) from error
    return design_from_json(text)


def to_file(design: Design, path: Path) -> None:
    """Write a template to a file that other offices can take in. Raises EnvironmentProblem."""
    write_whole(path, design_to_json(design).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Preview:
    """A PDF of one page, and which layers (by place) are smaller on it than they should be."""

    pdf: bytes
    tight: tuple[int, ...]


def preview(store: Store, event_id: UUID | None, design: Design, *, sketch: bool = True) -> Preview:
    """The event's longest name on the template, or the names of its fields without people.

    Raises UserError when something on it cannot be printed.
    """
    design_from_json(design_to_json(design))
    with store.read() as reader:
        facts = None if event_id is None else read_facts(reader, reader.event(event_id).code)
    words = Wording("lo")
    example = None if facts is None else designed.example_of(facts)
    if facts is None or example is None:
        return Preview(render_pdf(designed.bare_batch(design, words)), ())
    certificate, person = example
    position = position_of(facts, Wording("lo-en"), certificate, person)
    issued = [(certificate, person, position)]
    sheet = designed.designed_batch(facts, words, issued, design, sketch=sketch)
    return Preview(render_pdf(sheet), tight_layers(sheet))
