"""Where a database file lies: a network drive is no place for one that is in use.

Hides how each system tells its drives apart. SQLite's write-ahead log needs memory shared by all
who have the file open, which no network file system gives (sqlite.org/wal.html); a folder that
another program synchronises may be copied half-written.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.i18n import _

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "davfs",
     "webdav", "fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "ceph", "glusterfs"}
)  # fmt: skip
SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "nextcloud")
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def refuse_network(path: Path) -> None:
    """Raise EnvironmentProblem for a file on a network drive."""
    if on_network(path):
        raise EnvironmentProblem(
            _("The file lies on a network drive"),
            _("It could be damaged there. Move it to a disk of this machine, or use a server: %s")
            % path,
        )


def doubts(path: Path) -> list[Problem]:
    """A warning when a synchronising program watches the folder."""
    parts = [part.lower() for part in path.absolute().parts]
    watched = next((s for s in SYNCHRONISED for part in parts if part.startswith(s)), "")
    if not watched:
        return []
    message = _("The file lies in a folder that %s copies while it is in use. Move it elsewhere.")
    return [Problem(Severity.WARNING, "synchronised_folder", message % watched, record=str(path))]


def on_network(path: Path) -> bool:
    """Whether a file lies on another machine's disk; False where that cannot be told."""
    whole = path.absolute()
    if whole.drive.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == _REMOTE_DRIVE)
    if not _MOUNTS.exists():
        return False
    return (
        kind_of(whole.resolve(), _MOUNTS.read_text(encoding="utf-8", errors="replace")) in NETWORK
    )


def kind_of(path: Path, mounts: str) -> str:
    """The file system a path lies on, by the table of mounts (proc(5), mountinfo)."""
    found = ""
    longest = -1
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        point = before.split()[4].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= longest:
            found, longest = after.split()[0], len(point)
    return found
