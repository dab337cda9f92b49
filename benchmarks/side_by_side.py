"""Time commands in turn, so that a busy machine is as unkind to each: ``--help`` shows how.

    side_by_side.py --rounds 5 "qt=python cert_qt.py 1000 {out}" \\
        "ours=python benchmarks/certificates.py 1000 {out} --data data.json"

Whole processes are timed. The first command is what the others are compared with, round by
round; medians are printed. POSIX only (it asks the system for each child's CPU and memory).
"""

from __future__ import annotations

import argparse
import os
import shlex
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock and of the processor, megabytes at the peak, file's bytes."""

    wall: float
    cpu: float
    peak: float
    size: int


def timed(command: str, out: Path) -> Run:
    """Run a command to its end. Raises SystemExit when it fails."""
    words = shlex.split(command.replace("{out}", str(out)))
    begun = time.monotonic()
    child = os.posix_spawnp(words[0], words, dict(os.environ))
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - begun
    if status:
        raise SystemExit(f"failed: {command}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.stat().st_size)


def report(runs: dict[str, list[Run]]) -> None:
    """Print one line a command; ratios are medians of those taken within each round."""
    first = next(iter(runs.values()))
    heads = ("wall s", "cpu s", "peak MB", "out KB", "wall x", "cpu x")
    print(" " * 12 + "".join(f"{head:>9}" for head in heads))
    for label, listed in runs.items():
        middle = {
            part: statistics.median(getattr(run, part) for run in listed)
            for part in ("wall", "cpu", "peak", "size")
        }
        ratios = [
            statistics.median(
                getattr(run, part) / getattr(base, part)
                for run, base in zip(listed, first, strict=True)
            )
            for part in ("wall", "cpu")
        ]
        print(
            f"{label:12}{middle['wall']:9.2f}{middle['cpu']:9.2f}{middle['peak']:9.0f}"
            f"{middle['size'] / 1024:9.0f}{ratios[0]:9.3f}{ratios[1]:9.3f}"
        )


def main() -> None:
    """Take the rounds in turn and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("commands", nargs="+", metavar="LABEL=COMMAND")
    given = parser.parse_args()
    jobs = dict(command.split("=", 1) for command in given.commands)
    runs: dict[str, list[Run]] = {label: [] for label in jobs}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(given.rounds):
            for label, command in jobs.items():
                runs[label].append(timed(command, Path(folder) / f"{label}.pdf"))
    report(runs)


if __name__ == "__main__":
    main()
