"""The door for commands: read arguments, call the same services as the window, print results.

Results go to stdout, messages to stderr; exit codes are 0 done, 2 wrong usage, 3 bad input,
4 environment, 1 a bug. Heavy modules are imported by the command that needs them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from workshopdesk import __version__, settings
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.i18n import LANGUAGES, _, set_screen_language

if TYPE_CHECKING:
    from workshopdesk.store import Store

DONE, BUG, USAGE, BAD_INPUT, ENVIRONMENT = 0, 1, 2, 3, 4
PAPER_LANGUAGES = ("lo", "en", "lo-en")
PAPER_FORMATS = ("pdf", "xlsx")


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
    from workshopdesk.store import open_store

    store = open_store(args.data or settings.default_data(), create=create)
    try:
        yield store
    finally:
        store.close()


# --- commands ------------------------------------------------------------------------------


def window(args: argparse.Namespace) -> int:
    """Open the window."""
    try:
        from workshopdesk import app
    except ImportError as problem:
        raise EnvironmentProblem(
            _("The window cannot be opened"),
            _("Qt is missing or cannot be loaded: %(reason)s") % {"reason": problem},
        ) from problem
    return app.run(args.data or settings.default_data())


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


def participants_import(args: argparse.Namespace) -> int:
    """Import a list of participants."""
    from workshopdesk.services import import_list

    mapping = parse_mapping(args.map)
    with opened(args) as store:
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
    """Make papers of an event."""
    from workshopdesk.services import papers as service

    with opened(args) as store:
        made = service.make_papers(
            store,
            args.event,
            kinds=args.kind,
            languages=args.lang,
            formats=args.format,
            out=Path(args.out),
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
        chosen = service.Scope(args.first_day, args.last_day, args.programme, args.funder)
        if args.out:
            service.write_report(store, chosen, Path(args.out), progress=Terminal())
            print(args.out)
        if args.json:
            show(service.report_json(store, chosen))
    return DONE


def check(args: argparse.Namespace) -> int:
    """Check a database: its file, its references, its change log."""
    from workshopdesk.store import open_store

    store = open_store(args.database)
    try:
        problems = store.check()
    finally:
        store.close()
    for problem in problems:
        say(f"{problem.code}: {problem.message}")
    print(_("No fault was found") if not problems else _("Faults were found"))
    return BAD_INPUT if problems else DONE


# --- arguments -----------------------------------------------------------------------------


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


def iso_day(text: str) -> date:
    """A date written as ISO 8601."""
    return date.fromisoformat(text)


def build_parser() -> argparse.ArgumentParser:
    """All commands of the product and their arguments."""
    parser = argparse.ArgumentParser(
        prog="workshopdesk",
        description=_("Plan workshops, register participants, print Lao papers"),
    )
    parser.add_argument("--version", action="version", version=f"WorkshopDesk {__version__}")
    parser.add_argument("--data", help=_("database file or URL (or WORKSHOPDESK_DATA)"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("language of messages"))
    parser.set_defaults(run=window)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND")
    _add_demo(commands)
    _add_lists(commands)
    _add_events(commands)
    _add_participants(commands)
    _add_groups(commands)
    _add_papers(commands)
    _add_report(commands)
    _add_check(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]


def _command(commands: Commands, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    # --data may stand before or after the command.
    parser.add_argument("--data", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _family(commands: Commands, name: str, text: str) -> Commands:
    parser = commands.add_parser(name, help=text, description=text)
    return parser.add_subparsers(required=True, metavar="COMMAND")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def _add_demo(commands: Commands) -> None:
    parser = _command(commands, "demo", demo, _("make the sample programme and its papers"))
    parser.add_argument("--out", default="workshopdesk-demo", help=_("folder to make them in"))
    parser.add_argument("--no-papers", action="store_true", help=_("make the database only"))


def _add_lists(commands: Commands) -> None:
    for name, run, text in (
        ("programmes", programmes_list, _("programmes and their funders")),
        ("organisations", organisations_list, _("organisations")),
    ):
        family = _family(commands, name, text)
        _json(_command(family, "list", run, text))


def _add_events(commands: Commands) -> None:
    family = _family(commands, "events", _("events"))
    _json(_command(family, "list", events_list, _("list events")))
    shown = _command(family, "show", events_show, _("show one event"))
    shown.add_argument("event", metavar="EVENT")
    _json(shown)
    new = _command(family, "create", events_create, _("create an event"))
    new.add_argument("code", metavar="CODE")
    new.add_argument("--title-lo", required=True)
    new.add_argument("--title-en", default="")
    new.add_argument("--from", dest="first_day", type=iso_day, required=True, metavar="DATE")
    new.add_argument("--to", dest="last_day", type=iso_day, required=True, metavar="DATE")
    new.add_argument("--kind", choices=[kind.value for kind in EventKind], default="workshop")
    new.add_argument("--province", help=_("ISO 3166-2 code, national number or any spelling"))


def _add_participants(commands: Commands) -> None:
    family = _family(commands, "participants", _("participants of an event"))
    read = _command(family, "import", participants_import, _("import a list"))
    read.add_argument("event", metavar="EVENT")
    read.add_argument("file", metavar="FILE")
    read.add_argument("--preview", action="store_true", help=_("show what would happen"))
    read.add_argument("--strict", action="store_true", help=_("write nothing if a row is wrong"))
    read.add_argument("--sheet", metavar="NAME")
    read.add_argument("--map", action="append", metavar="FIELD=COLUMN")
    _json(read)
    shown = _command(family, "list", participants_list, _("list participants"))
    shown.add_argument("event", metavar="EVENT")
    _json(shown)


def _add_groups(commands: Commands) -> None:
    family = _family(commands, "groups", _("group work"))
    form = _command(family, "form", groups_form, _("form mixed groups"))
    form.add_argument("event", metavar="EVENT")
    form.add_argument("session", metavar="SESSION", help=_("code of the session, e.g. d2s3"))
    form.add_argument("--groups", type=int, required=True, metavar="N")
    form.add_argument("--balance", default="sex,province,role", metavar="TRAIT,...")
    form.add_argument("--seed", type=int, default=0)
    _json(form)


def _add_papers(commands: Commands) -> None:
    parser = _command(commands, "papers", papers, _("make papers of an event"))
    parser.add_argument("event", metavar="EVENT")
    parser.add_argument("--kind", action="append", metavar="KIND")
    parser.add_argument("--lang", action="append", choices=PAPER_LANGUAGES)
    parser.add_argument("--format", action="append", choices=PAPER_FORMATS)
    parser.add_argument("--out", required=True, metavar="DIR")


def _add_report(commands: Commands) -> None:
    parser = _command(commands, "report", report, _("report over a period"))
    parser.add_argument("--from", dest="first_day", type=iso_day, required=True, metavar="DATE")
    parser.add_argument("--to", dest="last_day", type=iso_day, required=True, metavar="DATE")
    parser.add_argument("--programme", metavar="P")
    parser.add_argument("--funder", metavar="F")
    parser.add_argument("--out", metavar="FILE")
    _json(parser)


def _add_check(commands: Commands) -> None:
    parser = _command(commands, "check", check, _("check a database"))
    parser.add_argument("database", metavar="FILE_OR_URL")


# --- the way in ----------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code; argparse itself exits with 2 on wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    set_screen_language(_language_of(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = build_parser()
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except UsageError as problem:
        parser.error(str(problem))
    except EnvironmentProblem as problem:
        say(str(problem))
        return ENVIRONMENT
    except UserError as problem:
        say(str(problem))
        return BAD_INPUT
    except KeyboardInterrupt:
        say(_("Stopped; nothing was changed"))
        return BAD_INPUT
    except BrokenPipeError:
        return DONE
    except Exception:
        logging.getLogger(__name__).exception("bug")
        say(_("This is a fault of WorkshopDesk. Please send its developers the lines above."))
        return BUG


def _language_of(arguments: Sequence[str]) -> str:
    """The language of messages: asked for by --language, else English on the command line."""
    for before, after in itertools.pairwise(arguments):
        if before == "--language" and after in LANGUAGES:
            return after
    return "en"
