"""How long hostile files take to be refused or read, and how much memory that costs.

    python benchmarks/hostile.py [--only WORD]

Each file of the folder that the tests make is read in a process of its own. Told are seconds by
the clock and megabytes at the peak, of the reading process and of the child it starts.
Bounds: 5 s and 400 MB for both together.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.exchange import hostile_folder, lists, test_hostile

from workshopdesk import i18n
from workshopdesk.domain.errors import UserError
from workshopdesk.exchange.reading import read_list


def read_one(path: Path) -> None:
    """Read one file and print what came of it, how long it took and what it cost."""
    places = lists.gazetteer()
    idle = _peak()
    i18n.set_screen_language("en")
    start = time.perf_counter()
    try:
        reading = read_list(path, gazetteer=places)
        told = f"{len(reading.rows)} rows, {len(reading.problems)} problems"
    except UserError as refusal:
        told = f"refused: {refusal.message}"
    seconds = time.perf_counter() - start
    # A child that was never started cost nothing.
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{seconds:5.2f} s {_peak():4} + {child:3} MB ({idle} idle)  {path.name:38} {told[:90]}")


def _peak() -> int:
    """Megabytes this process has held at most since it began (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--one", type=Path)
    given = parser.parse_args()
    if given.one:
        read_one(given.one)
        return
    small = {f"{k}.xlsx".replace(" ", "-"): make for k, (make, _r) in test_hostile.REFUSED.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (small | hostile_folder.REFUSED | hostile_folder.READ).items():
            if given.only in name:
                path = Path(folder) / name
                path.write_bytes(make())
                command = [sys.executable, __file__, "--one", str(path)]
                subprocess.run(command, check=False)
                path.unlink()


if __name__ == "__main__":
    main()
