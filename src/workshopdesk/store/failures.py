"""What a database engine complains of, told as a refusal or as a trouble of the machine.

Hides the error classes and codes of two engines from everyone above.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from workshopdesk.domain.errors import EnvironmentProblem, ServerAway, UserError
from workshopdesk.i18n import _


@contextmanager
def told_in_words() -> Iterator[None]:
    """Let known troubles of the engine out as UserError or EnvironmentProblem, others as is."""
    try:
        yield
    except IntegrityError as error:
        raise _refusal(error) from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == "42501":  # insufficient_privilege
            raise UserError(
                _("You may not do this"),
                _("The server refuses it to your login. Ask a coordinator or an administrator."),
            ) from error
        refused = _login_refused(str(error.orig))
        if refused is not None:
            raise refused from error
        trouble = _trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def _login_refused(text: str) -> UserError | None:
    """A server that answers, but not to this login or not on this line."""
    if "authentication failed" in text or ('role "' in text and "does not exist" in text):
        return UserError(
            _("The server does not accept this login"), _("Check the login and its password.")
        )
    if "no password supplied" in text:
        return UserError(_("The server asks for a password"), _("Give it with the login."))
    if 'database "' in text and "does not exist" in text:
        return UserError(_("The server has no such database"), _("Check its name."))
    if "does not support SSL" in text:
        return UserError(
            _("The connection would not be encrypted"),
            _("Ask who runs the server to switch TLS on."),
        )
    return None


def _refusal(error: IntegrityError) -> UserError:
    text = str(error.orig)
    if "FOREIGN KEY" in text or getattr(error.orig, "sqlstate", "") == "23503":
        return UserError(
            _("This cannot be saved"),
            _("Something else refers to what would be deleted, or to something that is gone."),
        )
    if "UNIQUE" in text or getattr(error.orig, "sqlstate", "") == "23505":
        return UserError(
            _("This exists already"), _("Another record has the same code. Choose another one.")
        )
    return UserError(_("This cannot be saved"), _("A required value is missing."))


def _trouble(error: DBAPIError) -> EnvironmentProblem | None:
    text = str(error.orig).lower()
    if "locked" in text or "busy" in text:
        return EnvironmentProblem(
            _("The database is in use"),
            _("Another window or program is writing to it. Wait a moment and try again."),
        )
    if "disk is full" in text or "disk full" in text:
        return EnvironmentProblem(
            _("The disk is full"), _("Nothing was saved. Free some space and try again.")
        )
    if "readonly" in text or "read-only" in text:
        return EnvironmentProblem(
            _("The database cannot be written"), _("The file or its folder is read-only.")
        )
    if "malformed" in text or "not a database" in text:
        return EnvironmentProblem(
            _("The database is damaged"), _("Restore the newest backup of it.")
        )
    if "unable to open" in text or "disk i/o" in text:
        return EnvironmentProblem(
            _("The database cannot be opened"), _("Check the disk, the folder and its rights.")
        )
    if error.connection_invalidated or "connection" in text:
        return ServerAway(
            _("The database server does not answer"), _("Check the network and the server.")
        )
    return None
