"""How long until the window is on the screen, beside a bare window of PySide6 with a table.

    python benchmarks/window.py [--rounds N]

Whole processes in turn, from their start until the first picture is drawn, after one round that
warms the disk. Told are medians of clock and processor time. Bound: 1.6 times by the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from workshopdesk.domain.progress import Silent
from workshopdesk.services import sample
from workshopdesk.store import open_store

BOUND = 1.6
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window = QMainWindow()
table = QTableWidget(100, 8)
for row in range(100):
    for column in range(8):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
__import__("os")._exit(0)
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from workshopdesk import app
from workshopdesk.store import open_store
running = QApplication([])
window = app.open_window(running, open_store(sys.argv[1]), app.memory(Path(sys.argv[2])))
window.resize(1366, 768)
window.show()
running.processEvents()
window.grab()
__import__("os")._exit(0)
"""


def taken(compiled: Path, code: str, *words: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled already
    quiet["PYTHONPYCACHEPREFIX"] = str(compiled)
    subprocess.run([sys.executable, "-c", code, *words], env=quiet, check=True,
                   stderr=subprocess.DEVNULL)  # fmt: skip
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Both in turn; 1 when the bound is broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        compiled = Path(place) / "compiled"
        data, memory = Path(place) / "sample.wdb", Path(place) / "window.ini"
        store = open_store(str(data), create=True)
        sample.load(store, Silent())
        store.close()
        bare: list[tuple[float, float]] = []
        ours: list[tuple[float, float]] = []
        for number in range(rounds + 1):
            one, two = taken(compiled, BARE), taken(compiled, OURS, str(data), str(memory))
            if number:
                bare.append(one)
                ours.append(two)
    for label, part in (("clock", 0), ("processor", 1)):
        plain, full = median(b[part] for b in bare), median(o[part] for o in ours)
        print(f"{label:10} bare {plain:5.2f} s   ours {full:5.2f} s   ratio {full / plain:5.2f}")
    ratio = median(o[0] for o in ours) / median(b[0] for b in bare)
    return 1 if ratio > BOUND else 0


if __name__ == "__main__":
    sys.exit(main())
