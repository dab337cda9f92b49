"""Everything remembered: opening a database, changing it with a log, reading it back.

The only folder that knows SQLAlchemy. Records (``store.tables``) are handled inside a unit of
work; everything else gets frozen domain rows from a Reader.
"""

from workshopdesk.store.opening import open_store
from workshopdesk.store.origin import Origin, fixed_origin, system_origin
from workshopdesk.store.passphrases import PassphraseNeeded, WrongPassphrase
from workshopdesk.store.readers import Reader
from workshopdesk.store.store import Store
from workshopdesk.store.units import UnitOfWork

__all__ = [
    "Origin",
    "PassphraseNeeded",
    "Reader",
    "Store",
    "UnitOfWork",
    "WrongPassphrase",
    "fixed_origin",
    "open_store",
    "system_origin",
]
