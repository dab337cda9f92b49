"""The line to a team's server: encrypted unless it stays on this machine, and never trusted to
answer."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import UserError
from workshopdesk.store import engines, open_store


@pytest.mark.parametrize("mode", ["disable", "allow"])
def test_a_server_elsewhere_is_never_asked_for_an_open_line(mode: str) -> None:
    with pytest.raises(UserError, match="not be encrypted"):
        engines.connect_server(f"postgresql://anna@server.example/team?sslmode={mode}")


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("postgresql://anna@server.example/team", "require"),
        ("postgresql://anna@/team?host=server.example", "require"),
        ("postgresql://anna@server.example/team?sslmode=verify-full", "verify-full"),
        ("postgresql://anna@localhost/team", None),
        ("postgresql://anna@/team?host=/run/postgresql", None),
    ],
)
def test_a_line_to_another_machine_is_encrypted(address: str, wanted: str | None) -> None:
    engine = engines.connect_server(address)
    asked: dict[str, object] = {}

    def connected(*_given: object, **parameters: object) -> None:
        asked.update(parameters)
        raise KeyboardInterrupt  # far enough

    event.listen(engine, "do_connect", lambda _d, _r, _a, parameters: connected(**parameters))
    with pytest.raises(KeyboardInterrupt):
        engine.connect()
    assert asked.get("sslmode") == wanted
    assert asked["connect_timeout"] == "5"


def test_a_socket_of_this_machine_is_no_open_line(server_database: str) -> None:
    store = open_store(server_database, origin=origin_named("anna"))
    assert store.server == "localhost"
    assert not store.is_readable_on_the_way()
    store.close()
