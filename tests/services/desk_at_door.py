"""Run by tests in a process of its own: a desk that prints one certificate after another.

Arguments: the database, the event, and at which person to begin. Says each number it printed.
"""

from __future__ import annotations

import sys

from workshopdesk.services import certificates, door
from workshopdesk.services.door import Wanted
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.issuing import holding
from workshopdesk.store import open_store


def main() -> None:
    """Print everyone's, beginning in the middle and going round."""
    database, code, first = sys.argv[1:]
    store = open_store(database)
    with store.read() as reader:
        listed = [p.id for p in reader.participants(reader.event(code).id)]
    begin = int(first)
    for registration in (*listed[begin:], *listed[:begin]):
        made = door.make(store, Wanted(code, only=frozenset({registration})))
        certificates.note_printed(store, made.certificates, "printer")
        with store.read() as reader:
            facts = read_facts(reader, code)
        number = next(c.number for c, p in holding(facts) if p.id == registration)
        sys.stdout.write(number + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
