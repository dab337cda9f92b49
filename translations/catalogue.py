"""The catalogue of words: extract them from the source, and check that nothing is missing.

``catalogue.py update`` extracts every message into workshopdesk.pot and brings the Lao and
English catalogues up to date; ``catalogue.py check`` fails when a message is missing, fuzzy,
unused, or its placeholders differ. English is the language of the source, so its catalogue
repeats the message.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "workshopdesk"
LANGUAGES = ("lo", "en")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A catalogue carries no date of its own, so that extracting twice changes nothing."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def extracted() -> Catalog:
    """Every message of the source, in order of file and line."""
    catalog = Catalog(project="WorkshopDesk", charset="utf-8", header_comment="# WorkshopDesk")
    found = extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS)
    for filename, _line, message, comments, context in sorted(
        found, key=lambda item: (item[0], item[1])
    ):
        place = Path(filename).as_posix()
        catalog.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return HERE / language / "LC_MESSAGES" / "workshopdesk.po"


def read(language: str) -> Catalog:
    """The stored catalogue of a language, empty where there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalogue in a stable order, without line numbers that change every day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, no_location=True, omit_header=False)


def update() -> int:
    """Extract, then bring every language up to date; unused messages go. Gives 0."""
    template = extracted()
    template.creation_date = template.revision_date = UNDATED
    write(template, HERE / "workshopdesk.pot")
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date = catalog.revision_date = UNDATED
        if language == "en":
            for message in catalog:
                if message.id:
                    message.string = message.id
        write(catalog, po_path(language))
    return 0


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def ids(message: Message) -> tuple[str, ...]:
    """The message itself, one for each form in the source."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def faults(language: str, template: Catalog) -> list[str]:
    """What is wrong with a language's catalogue, in words."""
    catalog = read(language)
    found = [f"{language}: the catalogue is marked fuzzy"] if catalog.fuzzy else []
    for wanted in template:
        if not wanted.id:
            continue
        message = catalog.get(wanted.id, wanted.context)
        if message is None or not all(strings(message)) or not strings(message):
            found.append(f"{language}: not translated: {wanted.id!r}")
        elif message.fuzzy:
            found.append(f"{language}: fuzzy: {wanted.id!r}")
        else:
            marks = set(PLACEHOLDER.findall(ids(wanted)[-1]))
            for text in strings(message)[-1:]:
                if set(PLACEHOLDER.findall(text)) != marks:
                    found.append(f"{language}: placeholders differ: {wanted.id!r} -> {text!r}")
    found += [
        f"{language}: no longer used: {message.id!r}"
        for message in catalog
        if message.id and template.get(message.id, message.context) is None
    ]
    return found


def check() -> int:
    """Print what is wrong; 0 when nothing is."""
    template = extracted()
    found = [fault for language in LANGUAGES for fault in faults(language, template)]
    sys.stderr.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check() if sys.argv[1:] == ["check"] else update())
