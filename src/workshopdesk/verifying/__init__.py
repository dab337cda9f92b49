"""Certificates that anyone can verify without asking us, and without a network.

A certificate's QR code holds a *statement* (number, name, event, days, hours), signed with the
issuing office's key: COSE_Sign1 (RFC 9052) with Ed25519, in base45 (RFC 9285). Who has the
office's public keys and its signed list of revoked numbers can tell whether a code is genuine.
This room hides the formats; it knows nothing of a database or of paper.
"""

from workshopdesk.verifying.codes import (
    PREFIX,
    Doubt,
    Verdict,
    check,
    revocation_list,
    revoked_numbers,
    signed,
)
from workshopdesk.verifying.keys import (
    KeyPair,
    WrongPassphrase,
    key_code,
    locked,
    new_key,
    unlocked,
)
from workshopdesk.verifying.page import PublicKey, verification_page

__all__ = [
    "PREFIX", "Doubt", "KeyPair", "PublicKey", "Verdict", "WrongPassphrase", "check",
    "key_code", "locked", "new_key", "revocation_list", "revoked_numbers", "signed",
    "unlocked", "verification_page",
]  # fmt: skip
