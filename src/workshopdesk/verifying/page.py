"""verify.html: one page that checks codes wherever it is opened, also from a stick, offline.

Hides how the page is put together: the public keys, the signed list of revoked numbers, the words
in both languages, the reader of QR pictures (jsQR) and a Lao font are all inside the one file.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshopdesk import settings
from workshopdesk.i18n import LANGUAGES, N_, translator
from workshopdesk.lao.dates import format_date
from workshopdesk.verifying.codes import PREFIX

_WORDS = {
    "title": N_("Check a certificate"),
    "how": N_(
        "Choose a photograph of the certificate's QR code, or scan the code into the box below."
    ),
    "photo": N_("Photograph of the QR code"),
    "code": N_("Text of the code"),
    "check": N_("Check"),
    "private": N_("Nothing you check here leaves this device."),
    "genuine": N_("Genuine"),
    "genuine_means": N_(
        "The office below issued this certificate. Compare the name with the paper."
    ),
    "altered": N_("Altered"),
    "altered_means": N_("The code was changed after it was signed. Do not trust this paper."),
    "unknown_issuer": N_("Unknown issuer"),
    "unknown_issuer_means": N_(
        "This page does not know the key that signed the code. Ask the office for its newest page."
    ),
    "revoked": N_("Revoked"),
    "revoked_means": N_("The office withdrew this certificate. It is no longer valid."),
    "expired": N_("Expired"),
    "expired_means": N_("The certificate was genuine, but the time it holds for is over."),
    "unreadable": N_("Not a certificate's code"),
    "unreadable_means": N_("The text is not a code of a certificate, or a part of it is missing."),
    "no_code": N_("No QR code found"),
    "no_code_means": N_("Photograph the code again: straight from above, close, in good light."),
    "cannot": N_("This browser cannot check"),
    "cannot_means": N_("Open the page in a newer browser, from a file or an https address."),
    "number": N_("Number"),
    "name": N_("Name"),
    "event": N_("Event"),
    "days": N_("Days"),
    "hours": N_("Contact hours"),
    "hours_value": N_("{n} hours"),
    "expires": N_("Holds until"),
    "issuer": N_("Issued by"),
    "no_revocations": N_("No certificate had been revoked when this page was made."),
    "revocations_as_of": N_("Revoked certificates are known up to {day}."),
    "revocations_broken": N_("The list of revoked certificates in this page is damaged."),
}
_FONT = "fonts/noto-sans-lao/NotoSansLao_400Regular.ttf"
_FACE = '@font-face {{ font-family: "Page Lao"; src: url(data:font/ttf;base64,{data}); }}\n'
_PLACE = re.compile(r"/\*(STYLE|DATA|READER|SCRIPT)\*/")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key codes are checked with: its code, its 32 bytes, and whose it is."""

    code: str
    public: bytes
    issuer_lo: str
    issuer_en: str


def verification_page(keys: Sequence[PublicKey], revocations: Sequence[str]) -> bytes:
    """The page as UTF-8 HTML. ``revocations``: texts of ``revocation_list``, one for each key."""
    data = {
        "prefix": PREFIX,
        "keys": [
            {
                "code": key.code,
                "public": base64.b64encode(key.public).decode("ascii"),
                "issuer": {"lo": key.issuer_lo, "en": key.issuer_en},
            }
            for key in keys
        ],
        "revocations": list(revocations),
        "words": {
            language: {name: translator(language).gettext(said) for name, said in _WORDS.items()}
            for language in LANGUAGES
        },
        "months": {language: _months(language) for language in LANGUAGES},
    }
    font = base64.b64encode(settings.resource(_FONT).read_bytes()).decode("ascii")
    parts = {
        "STYLE": _FACE.format(data=font) + _read("page.css"),
        # A "<" inside a script would end it early, whatever a name or an office says.
        "DATA": json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
        "READER": _read("jsQR.js").replace("</script", "<\\/script"),
        "SCRIPT": _read("page.js"),
    }
    return _PLACE.sub(lambda place: parts[place[1]], _read("page.html")).encode()


def _months(language: str) -> list[str]:
    return [format_date(date(2000, month, 1), language).split()[1] for month in range(1, 13)]


def _read(name: str) -> str:
    return settings.resource(f"verify/{name}").read_text("utf-8")
