"""Qt draws without a screen here."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
