"""Making very many values at once; hides that Python's collector would look at all of them again
and again, a third of the time of reading a long list.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the collection of cycles. For work that makes many values and hardly any cycles."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
