"""Long work: results come back to the window's thread, errors too, and it can be stopped."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.ui.tasks import InlineTasks, ThreadTasks


def refuse(error: Exception) -> None:
    raise AssertionError(error)


def test_a_job_runs_elsewhere_and_ends_here(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    seen: list[tuple[int, int]] = []

    def job(_progress: Progress) -> int:
        return threading.get_ident()

    def done(there: int) -> None:
        seen.append((there, threading.get_ident()))

    tasks.run(job, done, refuse)
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert here == threading.get_ident()
    assert there != here
    assert tasks.close()


def test_steps_are_told_and_a_cancelled_job_ends_without_result(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    steps: list[int] = []
    results: list[object] = []
    may_go_on = threading.Event()

    def job(progress: Progress) -> str:
        progress.step(1, 3, "one")
        may_go_on.wait(10)
        progress.step(2, 3, "two")
        return "done"

    handle = tasks.run(
        job, results.append, results.append, "Work", lambda done, _t, _l: steps.append(done)
    )
    qtbot.waitUntil(lambda: steps == [1])
    handle.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: not handle.running)
    assert results == []
    assert steps == [1]


@pytest.mark.parametrize("tasks", [ThreadTasks, InlineTasks])
def test_an_error_comes_back(tasks: type[ThreadTasks | InlineTasks], qtbot: QtBot) -> None:
    runner = tasks()
    errors: list[Exception] = []

    def job(_progress: Progress) -> None:
        raise UserError("No")

    handle = runner.run(job, refuse_result, errors.append)
    qtbot.waitUntil(lambda: not handle.running)
    assert [type(e) for e in errors] == [UserError]


def refuse_result(_result: object) -> None:
    raise AssertionError("a job that failed has no result")


def test_closing_stops_what_is_under_way(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    begun = threading.Event()

    def job(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, 1)

    tasks.run(job, refuse_result, refuse)
    assert begun.wait(10)
    assert tasks.close()


def test_who_has_gone_hears_nothing_of_what_was_on_its_way(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    told: list[object] = []
    begun = threading.Event()

    def job(progress: Progress) -> str:
        progress.step(1, 2)
        begun.set()
        raise LookupError

    handle = tasks.run(job, told.append, told.append, "Work", lambda *step: told.append(step))
    assert begun.wait(10)
    assert tasks.close()
    assert not handle.running
    later = tasks.run(lambda _progress: "later", told.append, refuse)
    qtbot.waitUntil(lambda: not later.running)
    assert told == ["later"]
