"""Some builds of Qt for Python lose a reference to None on every call that returns None."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    thing.setObjectName("name")
after = sys.getrefcount(None)
print(before - after)
"""


def test_calls_that_return_none_keep_its_references() -> None:
    """In a process of its own: with the fault, Python itself ends after some 5,000 calls."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 100
