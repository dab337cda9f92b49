"""The two families of trouble that are told to a person. Anything else raised is a bug."""

from __future__ import annotations

from uuid import UUID


class UserError(Exception):
    """A refusal: what was asked for cannot be done, and the person can mend it.

    ``title`` is one short line; ``message`` says what to do about it.
    """

    def __init__(self, title: str, message: str = "") -> None:
        super().__init__(f"{title}: {message}" if message else title)
        self.title = title
        self.message = message


class EnvironmentProblem(UserError):  # noqa: N818 - a condition of the machine, not an error of ours
    """Disk full, file locked, no font, no server: the machine must be mended first."""


class ServerAway(EnvironmentProblem):
    """The database server does not answer; it may again. What was to be saved can be saved then.

    ``action_id``: of what was being saved when it went, which it may have saved all the same.
    """

    action_id: UUID | None = None


class Conflict(UserError):  # noqa: N818 - an outcome to be shown side by side
    """A stale record was to be saved: someone else changed it meanwhile.

    ``newer`` holds the values now stored, by field name.
    """

    def __init__(self, title: str, message: str, newer: dict[str, object]) -> None:
        super().__init__(title, message)
        self.newer = newer
