"""What each command does: call a service, print its result. Heavy modules load when needed.

Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workshopdesk import settings
from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.domain.event import EventKind
from workshopdesk.i18n import _

if TYPE_CHECKING:
    from workshopdesk.store import Store

T = TypeVar("T")

DONE, BUG, USAGE, BAD_INPUT, ENVIRONMENT = 0, 1, 2, 3, 4
PASSPHRASE_VARIABLE = "WORKSHOPDESK_PASSPHRASE"  # noqa: S105 - the name of a variable
SIGNING_VARIABLE = "WORKSHOPDESK_SIGNING_PASSPHRASE"
MOST_TRIES = 3
NOBODY = "nobody"
SERVER_GROUPS = ("administrator", "coordinator", "organiser", "viewer", NOBODY)


class UsageError(Exception):
    """The command line itself is wrong."""


class Terminal:
    """Progress on stderr when a person watches, nothing otherwise."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Show where the work is on one line that is written over."""
        if self._shown:
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r\x1b[K{label} {done}/{total}{end}")
            sys.stderr.flush()


def say(text: str) -> None:
    """Tell the person at the terminal something that is not a result."""
    sys.stderr.write(text + "\n")


def show(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def opened(args: argparse.Namespace, *, create: bool = False) -> Iterator[Store]:
    """The database the command works on; only commands that write make a missing one."""
    store = open_with_passphrase(args.data or settings.default_data(), create=create)
    try:
        yield store
    finally:
        store.close()


def open_with_passphrase(database: str, *, create: bool = False) -> Store:
    """Open a database; an encrypted one asks for its passphrase at the terminal."""
    from workshopdesk.store import open_store

    return with_passphrase(lambda p="": open_store(database, create=create, passphrase=p))


def with_passphrase(go: Callable[..., T]) -> T:
    """Do something; when a file turns out to be encrypted, do it with its passphrase.

    That is what WORKSHOPDESK_PASSPHRASE says, else what is typed at the terminal: a wrong one
    may be typed again, MOST_TRIES times in all.
    """
    from workshopdesk.store import PassphraseNeeded, WrongPassphrase

    try:
        return go()
    except PassphraseNeeded:
        said = os.environ.get(PASSPHRASE_VARIABLE)
        if said:
            return go(said)
        if not sys.stdin.isatty():
            raise
    for _try in range(1, MOST_TRIES):
        try:
            return go(getpass.getpass(_("Passphrase: ")))
        except WrongPassphrase as wrong:
            say(wrong.title)
    return go(getpass.getpass(_("Passphrase: ")))


def window(args: argparse.Namespace) -> int:
    """Open the window."""
    try:
        from workshopdesk import app
    except ImportError as problem:
        raise EnvironmentProblem(
            _("The window cannot be opened"),
            _("Qt is missing or cannot be loaded: %(reason)s") % {"reason": problem},
        ) from problem
    return app.run(args.data or "")


def demo(args: argparse.Namespace) -> int:
    """Make the sample programme and all its papers in a folder of its own."""
    from workshopdesk.services import demo as service

    result = service.make_demo(Path(args.out), papers=not args.no_papers, progress=Terminal())
    say(_("The sample programme is in %(file)s") % {"file": result.database})
    for path in result.papers:
        print(path)
    if result.papers:
        say(_("The papers are in %(folder)s") % {"folder": result.papers[0].parent})
    return DONE


def programmes_list(args: argparse.Namespace) -> int:
    """List programmes and their funders."""
    from workshopdesk.services import listing

    with opened(args) as store:
        rows = listing.programmes(store)
    return print_rows(args, "programmes", rows, ("code", "name_lo", "name_en"))


def programmes_create(args: argparse.Namespace) -> int:
    """Create a programme."""
    from workshopdesk.services import programmes

    with opened(args, create=True) as store:
        programmes.create_programme(
            store,
            code=args.code,
            name_lo=args.name_lo,
            name_en=args.name_en,
            first_day=args.first_day,
            last_day=args.last_day,
        )
    say(_("Programme %(code)s was created") % {"code": args.code})
    return DONE


def people_find(args: argparse.Namespace) -> int:
    """Find people by any part of their name, however it is spelt."""
    from workshopdesk.services import people

    with opened(args) as store:
        document = people.find_json(store, args.text)
    if args.json:
        show(document)
        return DONE
    found = document["people"]
    assert isinstance(found, list)
    return print_rows(args, "people", found, ("name", "name_latin", "position", "province"))


def people_duplicates(args: argparse.Namespace) -> int:
    """Show pairs of people who may be one, the likeliest first."""
    from workshopdesk.services import people

    with opened(args) as store:
        pairs = people.duplicates(store, Terminal())
    if args.json:
        show({"pairs": [pair.as_json() for pair in pairs]})
        return DONE
    for pair in pairs:
        names = f"{pair.first.name}\t{pair.second.name}"
        print(f"{pair.score:.2f}\t{names}\t{'; '.join(pair.reasons)}")
    return DONE


def organisations_list(args: argparse.Namespace) -> int:
    """List organisations."""
    from workshopdesk.services import listing

    with opened(args) as store:
        rows = listing.organisations(store)
    return print_rows(args, "organisations", rows, ("name_lo", "type", "province"))


def events_list(args: argparse.Namespace) -> int:
    """List events."""
    from workshopdesk.services import listing

    with opened(args) as store:
        rows = listing.events(store)
    return print_rows(args, "events", rows, ("code", "first_day", "last_day", "status", "title_lo"))


def events_show(args: argparse.Namespace) -> int:
    """Show one event with its sessions."""
    from workshopdesk.services import listing

    with opened(args) as store:
        event = listing.event(store, args.event)
    if args.json:
        show(event)
        return DONE
    for key, value in event.items():
        if not isinstance(value, list | dict):
            print(f"{key}: {'' if value is None else value}")
    for session in listing.session_lines(event):
        print(session)
    return DONE


def events_create(args: argparse.Namespace) -> int:
    """Create an event."""
    from workshopdesk.services import events

    with opened(args, create=True) as store:
        created = events.create_event(
            store,
            code=args.code,
            title_lo=args.title_lo,
            title_en=args.title_en,
            first_day=args.first_day,
            last_day=args.last_day,
            kind=EventKind(args.kind),
            province=args.province,
        )
    say(_("Event %(code)s was created") % {"code": created.code})
    return DONE


def agenda_import(args: argparse.Namespace) -> int:
    """Import an agenda; the database is backed up before."""
    from workshopdesk.exchange.agenda_list import read_agenda
    from workshopdesk.services import agenda_import as service
    from workshopdesk.services import backup, import_list

    with opened(args) as store:
        reading = read_agenda(Path(args.file), progress=Terminal())
        if args.preview:
            plan = service.plan_agenda(store, args.event, reading)
        else:
            backup.before_import(store)
            plan = service.import_agenda(store, args.event, reading)
    if args.json:
        show(plan.as_json())
    else:
        for line in plan.in_words():
            print(line)
    for problem in plan.problems:
        say(import_list.problem_in_words(problem))
    return DONE


def agenda_calendar(args: argparse.Namespace) -> int:
    """Write an event's agenda as a calendar file."""
    from workshopdesk.services import calendar_file

    with opened(args) as store:
        calendar_file.write_calendar(store, args.event, Path(args.out), args.lang, names=args.names)
    print(args.out)
    return DONE


def participants_import(args: argparse.Namespace) -> int:
    """Import a list of participants; the database is backed up before."""
    from workshopdesk.services import backup, import_list

    mapping = parse_mapping(args.map)
    with opened(args) as store:
        if not args.preview:
            backup.before_import(store)
        result = import_list.import_file(
            store,
            args.event,
            Path(args.file),
            sheet=args.sheet,
            mapping=mapping,
            write=not args.preview,
            strict=args.strict,
            progress=Terminal(),
        )
    if args.json:
        show(result.as_json())
    else:
        for line in result.in_words():
            print(line)
    for problem in result.problems:
        say(import_list.problem_in_words(problem))
    return BAD_INPUT if result.refused else DONE


def participants_list(args: argparse.Namespace) -> int:
    """List an event's participants in list order."""
    from workshopdesk.services import listing

    with opened(args) as store:
        document = listing.participants(store, args.event)
    if args.json:
        show(document)
        return DONE
    return print_rows(
        args, "participants", document["participants"], ("name", "sex", "role", "organisation")
    )


def attendance_import(args: argparse.Namespace) -> int:
    """Read a sign-in sheet or list that was filled in; the database is backed up before."""
    from workshopdesk.services import backup, returned_lists
    from workshopdesk.services.import_list import problem_in_words

    written = 0
    with opened(args) as store:
        plan = returned_lists.preview(store, args.event, Path(args.file), Terminal())
        if not args.preview and plan.steps:
            backup.before_import(store)
            steps = plan.steps if args.overwrite else plan.safe
            written = returned_lists.apply(store, plan, steps, Terminal())
    if args.json:
        show(returned_lists.as_json(plan, written=written))
    else:
        for line in returned_lists.in_words(plan, written=written):
            print(line)
    for problem in plan.problems if args.overwrite else returned_lists.problems(plan):
        say(problem_in_words(problem))
    return DONE


def attendance_list(args: argparse.Namespace) -> int:
    """List who was present at each half-day."""
    from workshopdesk.services import listing

    with opened(args) as store:
        document = listing.attendance(store, args.event)
    if args.json:
        show(document)
        return DONE
    for line in listing.attendance_lines(document):
        print(line)
    return DONE


def groups_form(args: argparse.Namespace) -> int:
    """Form mixed groups for a group-work session."""
    from workshopdesk.services import groups, listing

    balance = tuple(part.strip() for part in args.balance.split(",") if part.strip())
    with opened(args) as store:
        groups.form_session_groups(
            store, args.event, args.session, args.groups, balance=balance, seed=args.seed
        )
        document = listing.groups(store, args.event, args.session)
    if args.json:
        show(document)
        return DONE
    for line in listing.group_lines(document):
        print(line)
    return DONE


def papers(args: argparse.Namespace) -> int:
    """Make papers of an event; certificates get codes when the key's passphrase is given."""
    from workshopdesk.services import papers as service
    from workshopdesk.services import signing

    with opened(args) as store:
        said = os.environ.get(SIGNING_VARIABLE)
        made = service.make_papers(
            store,
            args.event,
            kinds=args.kind,
            languages=args.lang,
            formats=args.format,
            out=Path(args.out),
            key=signing.unlock(store, said) if said else None,
            progress=Terminal(),
        )
    for path in made:
        print(path)
    return DONE


def report(args: argparse.Namespace) -> int:
    """Report over a period: figures as JSON, or the funder workbook or PDF."""
    from workshopdesk.services import report as service

    if not (args.json or args.out):
        raise UsageError(_("Say where to write the report (--out FILE) or ask for --json"))
    with opened(args) as store:
        chosen = service.Scope(
            args.first_day, args.last_day, args.programme, args.funder, args.province
        )
        if args.out:
            options = service.Options(personal=args.personal, tagged=args.hxl)
            service.write_report(
                store, chosen, Path(args.out), progress=Terminal(), options=options
            )
            print(args.out)
        if args.json:
            show(service.report_json(store, chosen))
    return DONE


def check(args: argparse.Namespace) -> int:
    """Check a database: its file, its references, its change log."""
    from workshopdesk.services import backup

    store = open_with_passphrase(args.database)
    try:
        problems = [*store.check(), *backup.faults_against_backups(store)]
    finally:
        store.close()
    for problem in problems:
        say(f"{problem.code}: {problem.message}")
    print(_("No fault was found") if not problems else _("Faults were found"))
    return BAD_INPUT if problems else DONE


def backup(args: argparse.Namespace) -> int:
    """Write a verified backup of the database to a file."""
    from workshopdesk.services import backup as service

    with opened(args) as store:
        service.backup(store, Path(args.file))
    print(args.file)
    return DONE


def restore(args: argparse.Namespace) -> int:
    """Put a backup in the place of the database, which is backed up first; or only show how."""
    from workshopdesk.services import backup as service

    backup_file, database = Path(args.file), Path(args.data or settings.default_data())

    def go(passphrase: str = "") -> None:
        preview = service.preview_restore(backup_file, database, passphrase)
        for line in service.preview_in_words(preview):
            print(line)
        if not args.preview:
            service.restore(backup_file, database, passphrase)
            say(_("The backup was restored"))

    with_passphrase(go)
    return DONE


def copy(args: argparse.Namespace) -> int:
    """Copy a database to a new file or an empty server's database, verified row by row."""
    from workshopdesk.store.copying import copy as copy_database

    def go(passphrase: str = "") -> None:
        copied = copy_database(
            args.source, args.target, source_passphrase=passphrase, progress=Terminal()
        )
        print(_("%(rows)d rows were copied and compared") % {"rows": copied.total})

    with_passphrase(go)
    return DONE


def server_init(args: argparse.Namespace) -> int:
    """Make a team's database on a PostgreSQL server: schema, roles, grants."""
    from workshopdesk.store.server.initialising import init

    init(args.url)
    say(_("The server's database is ready"))
    return DONE


def server_member(args: argparse.Namespace) -> int:
    """Give a login of the server its group, programmes and events; or take everything."""
    from workshopdesk.store.server import members
    from workshopdesk.store.server.names import Group

    with opened(args) as store:
        if args.group == NOBODY:
            members.take(store, args.login)
        else:
            members.give(
                store, args.login, Group(args.group), programmes=args.programme, events=args.event
            )
    return DONE


def parse_mapping(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """``FIELD=COLUMN`` pairs as a dict; None when none was given."""
    if not pairs:
        return None
    mapping = dict(pair.partition("=")[::2] for pair in pairs)
    if not all(mapping.keys()) or not all(mapping.values()):
        raise UsageError(_("A mapping is written FIELD=COLUMN, for example name=B"))
    return mapping


def print_rows(
    args: argparse.Namespace, key: str, rows: list[dict[str, object]], columns: tuple[str, ...]
) -> int:
    """Print rows as JSON, or the named columns separated by tabs."""
    if args.json:
        show({key: rows})
        return DONE
    for row in rows:
        print("\t".join("" if row[c] is None else str(row[c]) for c in columns))
    return DONE
