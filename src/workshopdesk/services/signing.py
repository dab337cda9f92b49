"""The office's signing keys, and what is checked and published with them.

A key is made once, with a passphrase of its own; the private half is stored locked, so it goes
along in every backup and helps nobody who has only the file. Who signs unlocks it once.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from workshopdesk.domain.certificate import Certificate, CertificateState, SigningKey
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.issuing import sign, unsigned
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t
from workshopdesk.verifying import (
    Doubt,
    KeyPair,
    PublicKey,
    Verdict,
    WrongPassphrase,
    check,
    key_code,
    locked,
    new_key,
    revocation_list,
    unlocked,
    verification_page,
)

LEAST_PASSPHRASE = 8
"""Characters of the shortest passphrase a key may be locked with."""
_KIND = "workshopdesk-public-key"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a code: the verdict, who issued it if that is known, and where it is here.

    ``certificate`` and ``event_id`` are given when this very code was issued in this database.
    """

    verdict: Verdict
    issuer_lo: str = ""
    issuer_en: str = ""
    certificate: Certificate | None = None
    event_id: UUID | None = None


def keys(store: Store) -> tuple[SigningKey, ...]:
    """All keys known here, the newest first."""
    with store.read() as reader:
        return reader.signing_keys()


def current_key(known: tuple[SigningKey, ...]) -> SigningKey | None:
    """The key new certificates are signed with: the newest of ours that is not retired."""
    return next((key for key in known if key.locked and key.last_day is None), None)


def make_key(
    store: Store,
    passphrase: str,
    today: date,
    *,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> KeyPair:
    """Make the office a key; one that was in use is retired, and its codes stay good.

    Raises UserError for a passphrase under ``LEAST_PASSPHRASE`` characters, or an office without
    a name.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise UserError(
            _("The passphrase is too short"),
            _("It needs at least %(n)d characters.") % {"n": LEAST_PASSPHRASE},
        )
    pair = new_key(random_bytes)
    code = key_code(pair.public)
    with store.unit_of_work(N_("Make a signing key %(code)s"), code=code) as work:
        office = work.reader.office()
        if not office.name_lo and not office.name_en:
            raise UserError(
                _("The office has no name yet"),
                _("Its name stands in every code. Write it in the settings first."),
            )
        for record in work.find(t.SigningKey):
            if record.last_day is None and record.private:
                record.last_day = today
        work.add(
            t.SigningKey(
                code=code,
                public=base64.b64encode(pair.public).decode("ascii"),
                private=locked(pair.private, passphrase, random_bytes),
                issuer_lo=office.name_lo,
                issuer_en=office.name_en,
                first_day=today,
            )
        )
        work.commit()
    return pair


def unlock(store: Store, passphrase: str) -> KeyPair:
    """The key in use, ready to sign. Raises UserError when there is none or it stays locked."""
    key = current_key(keys(store))
    if key is None:
        raise UserError(
            _("There is no signing key yet"),
            _("Make one on an event's page of certificates, under Keys."),
        )
    try:
        return KeyPair(unlocked(key.locked, passphrase), key.public)
    except WrongPassphrase as error:
        raise UserError(
            _("This is not the passphrase of the signing key"),
            _("Nothing was signed. Try again; small and capital letters count."),
        ) from error


def sign_missing(store: Store, key: KeyPair, progress: Progress | None = None) -> int:
    """Give every certificate that holds and has no code its signed one; gives how many.

    One transaction for each event, so that a cancel (Cancelled) keeps what is done.
    """
    with store.read() as reader:
        events = [event.code for event in reader.events()]
    done = 0
    for number, code in enumerate(events):
        if progress is not None:
            progress.step(number, len(events), code)
        with store.read() as reader:
            facts = read_facts(reader, code)
        if not unsigned(facts):
            continue
        with store.unit_of_work(N_("Sign certificates of %(event)s"), event=code) as work:
            facts = read_facts(work.reader, code)
            done += len(unsigned(facts))
            sign(work, facts, key)
            work.commit()
    return done


def retire(store: Store, code: str, today: date) -> None:
    """Sign nothing with a key any more; what it signed stays good."""
    with store.unit_of_work(N_("Retire the signing key %(code)s"), code=code) as work:
        for record in work.find(t.SigningKey, code=code):
            record.last_day = today
        work.commit()


def public_keys(reader: Reader) -> dict[str, bytes]:
    """Every known public key by its code."""
    return {key.code: key.public for key in reader.signing_keys()}


def verify(store: Store, code: str, today: date) -> Found:
    """Judge a code by the keys and revocations known in this database."""
    with store.read() as reader:
        known = reader.signing_keys()
        verdict = check(code, public_keys(reader), today=today)
        if verdict.statement is not None and verdict.doubt is None:
            number = verdict.statement.number
            if any(number == revoked for revoked in revoked_numbers(reader)):
                verdict = Verdict(Doubt.REVOKED, verdict.statement, verdict.issuer)
        said = verdict.statement
        issued = [c for c in reader.certificates() if said and c.number == said.number]
        certificate = next((c for c in issued if c.statement == code.strip()), None)
        event_id = reader.event_of(certificate.registration_id) if certificate else None
    issuer = next((key for key in known if key.code == verdict.issuer), None)
    names = ("", "") if issuer is None else (issuer.issuer_lo, issuer.issuer_en)
    return Found(verdict, *names, certificate, event_id)


def revoked_numbers(reader: Reader) -> tuple[str, ...]:
    """The numbers whose newest certificate is revoked."""
    revoked = (c.number for c in reader.certificates() if c.state is CertificateState.REVOKED)
    return tuple(dict.fromkeys(revoked))


def verify_page(store: Store, key: KeyPair, today: date) -> bytes:
    """verify.html with all public keys and today's revocations, signed with ``key``."""
    with store.read() as reader:
        known = reader.signing_keys()
        listed = revocation_list(revoked_numbers(reader), today, key)
    return verification_page(
        [PublicKey(one.code, one.public, one.issuer_lo, one.issuer_en) for one in known], [listed]
    )


def export_public_key(key: SigningKey) -> bytes:
    """A key's public half as a small JSON file for another office."""
    told = {
        "kind": _KIND,
        "code": key.code,
        "public": base64.b64encode(key.public).decode("ascii"),
        "issuer_lo": key.issuer_lo,
        "issuer_en": key.issuer_en,
        "first_day": key.first_day.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def import_public_key(store: Store, content: bytes) -> str:
    """Remember another office's public key, so that its codes are known. Gives its code.

    Raises UserError for a file that is none, or whose code does not fit its key.
    """
    try:
        told: dict[str, Any] = json.loads(content)
        public = base64.b64decode(told["public"], validate=True)
        fits = told["kind"] == _KIND and told["code"] == key_code(public)
        first_day = date.fromisoformat(told["first_day"])
        issuers = str(told["issuer_lo"]), str(told["issuer_en"])
    except (ValueError, KeyError, TypeError) as error:
        raise _no_key() from error
    if not fits:
        raise _no_key()
    with store.unit_of_work(N_("Learn the signing key %(code)s"), code=told["code"]) as work:
        if not work.find(t.SigningKey, code=told["code"]):
            work.add(
                t.SigningKey(
                    code=told["code"],
                    public=told["public"],
                    issuer_lo=issuers[0],
                    issuer_en=issuers[1],
                    first_day=first_day,
                )
            )
        work.commit()
    return str(told["code"])


def _no_key() -> UserError:
    return UserError(
        _("This file is not a public signing key"),
        _("Ask the other office to export its key again."),
    )
