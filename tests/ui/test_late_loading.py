"""The window opens without what only papers and lists need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = ("openpyxl", "uharfbuzz", "python_calamine", "pypdfium2", "fontTools")
SCRIPT = f"""
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from workshopdesk import app
from workshopdesk.store import open_store
running = QApplication([])
store = open_store(sys.argv[1])
window = app.open_window(running, store, app.memory(Path(sys.argv[2])))
window.show()
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def test_the_window_opens_without_heavy_libraries(sample_database: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample_database), str(tmp_path / "window.ini")],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert json.loads(run.stdout.strip().splitlines()[-1]) == []
