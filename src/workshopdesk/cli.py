"""The door for commands: the arguments of each, and the exit code of the whole.

Exit codes are 0 done, 2 wrong usage, 3 bad input, 4 environment, 1 a bug.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from workshopdesk import __version__
from workshopdesk import commands as do
from workshopdesk.commands import BAD_INPUT, BUG, DONE, ENVIRONMENT, UsageError, say
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.i18n import LANGUAGES, _, set_screen_language

PAPER_KINDS = (
    "sign-in-sheet", "participant-list", "agenda", "group-lists", "findings", "certificates",
    "badges", "table-tents", "invitations", "per-diem", "event-report", "funder-workbook",
)  # fmt: skip
"""The kinds of ``services.papers.KINDS``, known here without loading what draws them."""
PAPER_LANGUAGES = ("lo", "en", "lo-en")
PAPER_FORMATS = ("pdf", "xlsx")


def iso_day(text: str) -> date:
    """A date written as ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _("%(text)s is not a date; write it as 2025-09-15") % {"text": text}
        raise argparse.ArgumentTypeError(message) from error


def build_parser() -> argparse.ArgumentParser:
    """All commands of the product and their arguments."""
    parser = argparse.ArgumentParser(
        prog="workshopdesk",
        description=_("Plan workshops, register participants, print Lao papers"),
    )
    parser.add_argument("--version", action="version", version=f"WorkshopDesk {__version__}")
    parser.add_argument("--data", help=_("database file or URL (or WORKSHOPDESK_DATA)"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("language of messages"))
    parser.set_defaults(run=do.window)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND")
    _add_demo(commands)
    _add_lists(commands)
    _add_people(commands)
    _add_events(commands)
    _add_agenda(commands)
    _add_participants(commands)
    _add_attendance(commands)
    _add_groups(commands)
    _add_papers(commands)
    _add_report(commands)
    _add_check(commands)
    _add_keeping(commands)
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
    parser = _command(commands, "demo", do.demo, _("make the sample programme and its papers"))
    parser.add_argument("--out", default="workshopdesk-demo", help=_("folder to make them in"))
    parser.add_argument("--no-papers", action="store_true", help=_("make the database only"))


def _add_lists(commands: Commands) -> None:
    for name, run, text in (
        ("programmes", do.programmes_list, _("programmes and their funders")),
        ("organisations", do.organisations_list, _("organisations")),
    ):
        family = _family(commands, name, text)
        _json(_command(family, "list", run, text))
        if name == "programmes":
            _add_programme(family)


def _add_programme(family: Commands) -> None:
    new = _command(family, "create", do.programmes_create, _("create a programme"))
    new.add_argument("code", metavar="CODE")
    new.add_argument("--name-lo", required=True)
    new.add_argument("--name-en", default="")
    new.add_argument("--from", dest="first_day", type=iso_day, metavar="DATE")
    new.add_argument("--to", dest="last_day", type=iso_day, metavar="DATE")


def _add_people(commands: Commands) -> None:
    family = _family(commands, "people", _("people of all events"))
    found = _command(family, "find", do.people_find, _("find people by name"))
    found.add_argument("text", metavar="TEXT")
    _json(found)
    _json(_command(family, "duplicates", do.people_duplicates, _("people who may be one")))


def _add_attendance(commands: Commands) -> None:
    family = _family(commands, "attendance", _("attendance by half-day"))
    read = _command(
        family, "import", do.attendance_import, _("read a sign-in sheet that was filled in")
    )
    read.add_argument("event", metavar="EVENT")
    read.add_argument("file", metavar="FILE")
    read.add_argument("--preview", action="store_true", help=_("show what would happen"))
    read.add_argument(
        "--overwrite", action="store_true", help=_("write over what was changed here meanwhile")
    )
    _json(read)
    shown = _command(family, "list", do.attendance_list, _("list who was present"))
    shown.add_argument("event", metavar="EVENT")
    _json(shown)


def _add_events(commands: Commands) -> None:
    family = _family(commands, "events", _("events"))
    _json(_command(family, "list", do.events_list, _("list events")))
    shown = _command(family, "show", do.events_show, _("show one event"))
    shown.add_argument("event", metavar="EVENT")
    _json(shown)
    new = _command(family, "create", do.events_create, _("create an event"))
    new.add_argument("code", metavar="CODE")
    new.add_argument("--title-lo", required=True)
    new.add_argument("--title-en", default="")
    new.add_argument("--from", dest="first_day", type=iso_day, required=True, metavar="DATE")
    new.add_argument("--to", dest="last_day", type=iso_day, required=True, metavar="DATE")
    new.add_argument("--kind", choices=[kind.value for kind in EventKind], default="workshop")
    new.add_argument("--province", help=_("ISO 3166-2 code, national number or any spelling"))


def _add_agenda(commands: Commands) -> None:
    family = _family(commands, "agenda", _("agenda of an event"))
    read = _command(family, "import", do.agenda_import, _("import an agenda"))
    read.add_argument("event", metavar="EVENT")
    read.add_argument("file", metavar="FILE")
    read.add_argument("--preview", action="store_true", help=_("show what would happen"))
    _json(read)
    sent = _command(family, "calendar", do.agenda_calendar, _("write a calendar file (.ics)"))
    sent.add_argument("event", metavar="EVENT")
    sent.add_argument("--out", required=True, metavar="FILE.ics")
    sent.add_argument("--lang", choices=LANGUAGES, default="lo")
    sent.add_argument("--names", action="store_true", help=_("say who is responsible, by name"))


def _add_participants(commands: Commands) -> None:
    family = _family(commands, "participants", _("participants of an event"))
    read = _command(family, "import", do.participants_import, _("import a list"))
    read.add_argument("event", metavar="EVENT")
    read.add_argument("file", metavar="FILE")
    read.add_argument("--preview", action="store_true", help=_("show what would happen"))
    read.add_argument("--strict", action="store_true", help=_("write nothing if a row is wrong"))
    read.add_argument("--sheet", metavar="NAME")
    read.add_argument("--map", action="append", metavar="FIELD=COLUMN")
    _json(read)
    shown = _command(family, "list", do.participants_list, _("list participants"))
    shown.add_argument("event", metavar="EVENT")
    _json(shown)


def _add_groups(commands: Commands) -> None:
    family = _family(commands, "groups", _("group work"))
    form = _command(family, "form", do.groups_form, _("form mixed groups"))
    form.add_argument("event", metavar="EVENT")
    form.add_argument("session", metavar="SESSION", help=_("code of the session, e.g. d2s3"))
    form.add_argument("--groups", type=int, required=True, metavar="N")
    form.add_argument("--balance", default="sex,province,role", metavar="TRAIT,...")
    form.add_argument("--seed", type=int, default=0)
    _json(form)


def _add_papers(commands: Commands) -> None:
    parser = _command(commands, "papers", do.papers, _("make papers of an event"))
    parser.add_argument("event", metavar="EVENT")
    parser.add_argument(
        "--kind", action="append", choices=PAPER_KINDS, metavar="KIND", help=", ".join(PAPER_KINDS)
    )
    parser.add_argument("--lang", action="append", choices=PAPER_LANGUAGES)
    parser.add_argument("--format", action="append", choices=PAPER_FORMATS)
    parser.add_argument("--out", required=True, metavar="DIR", help=_("folder to make them in"))


def _add_report(commands: Commands) -> None:
    parser = _command(commands, "report", do.report, _("report over a period"))
    parser.add_argument("--from", dest="first_day", type=iso_day, required=True, metavar="DATE")
    parser.add_argument("--to", dest="last_day", type=iso_day, required=True, metavar="DATE")
    parser.add_argument("--programme", metavar="P")
    parser.add_argument("--funder", metavar="F")
    parser.add_argument("--province", metavar="P")
    parser.add_argument("--out", metavar="FILE")
    parser.add_argument(
        "--personal", action="store_true", help=_("names, phones and birth years in the workbook")
    )
    parser.add_argument("--hxl", action="store_true", help=_("a row of HXL tags in the workbook"))
    _json(parser)


def _add_check(commands: Commands) -> None:
    parser = _command(commands, "check", do.check, _("check a database"))
    parser.add_argument("database", metavar="FILE_OR_URL")


def _add_keeping(commands: Commands) -> None:
    kept = _command(commands, "backup", do.backup, _("back the database up into a file"))
    kept.add_argument("file", metavar="FILE")
    back = _command(commands, "restore", do.restore, _("put a backup in the database's place"))
    back.add_argument("file", metavar="FILE")
    back.add_argument("--preview", action="store_true", help=_("show what would happen"))
    moved = _command(commands, "copy", do.copy, _("copy a database to another file or server"))
    moved.add_argument("source", metavar="FROM")
    moved.add_argument("target", metavar="TO")
    family = _family(commands, "server", _("a team's database on a PostgreSQL server"))
    made = _command(family, "init", do.server_init, _("make schema, roles and grants"))
    made.add_argument("url", metavar="URL")
    member = _command(
        family, "member", do.server_member, _("give a login its group and programmes")
    )
    member.add_argument("login", metavar="LOGIN")
    member.add_argument("group", choices=do.SERVER_GROUPS)
    member.add_argument("--programme", action="append", default=[], metavar="P")
    member.add_argument("--event", action="append", default=[], metavar="E")


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
        say(_("Stopped; nothing is half done"))
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
