"""A real PostgreSQL server for the tests, started from the binaries of this machine if any."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "postgres"


def binaries() -> Path | None:
    """The folder of the newest installed server, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass(frozen=True)
class Cluster:
    """A server of the tests' own, without network. It refuses to run as root, so root runs it
    as the user postgres."""

    programs: Path
    socket: Path

    @property
    def _data(self) -> str:
        return str(self.socket / "data")

    def make(self) -> None:
        """Make its files."""
        self._run(
            "initdb", "-D", self._data, "-U", USER, "-E", "UTF8", "--locale=C", "-A", "trust", "-N"
        )

    def start(self) -> None:
        """Start it; it answers when this returns."""
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.socket} -c fsync=off"
            " -c full_page_writes=off -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0"
        )
        log = str(self.socket / "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as a pulled plug would."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_user, str(self.programs / program), *arguments],
            check=True,
            cwd=self.socket,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """Run a server; it is stopped and gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="wdpg"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    made = Cluster(programs, folder)
    try:
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_server(programs: Path) -> Iterator[Path]:
    """Run a server; gives the folder of its socket."""
    with cluster(programs) as made:
        yield made.socket
