"""At the door: one paper or many, people nobody expected, and what was printed is remembered."""

from __future__ import annotations

import pytest
from tests.services.test_certificates import PASSPHRASE, TODAY, sample, store
from tests.services.test_papers import EVENT, facts_of, text_of

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.certificate import CertificateState, Why
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import BuiltUpon
from workshopdesk.services import certificates, door, signing
from workshopdesk.services.door import Wanted
from workshopdesk.services.papers.issuing import decision_on, entitled, holding
from workshopdesk.store import Store
from workshopdesk.store import tables as t

__all__ = ["sample", "store"]


def test_one_is_printed_and_only_that_number_is_given_out(store: Store) -> None:
    third = entitled(facts_of(store))[2]
    made = door.make(store, Wanted(EVENT, only=frozenset({third.id})))
    ((certificate, person),) = holding(facts_of(store))
    assert made.certificates == (certificate.id,)
    assert person.id == third.id
    assert third.surname in text_of(made.pdf)


def test_what_was_printed_when_is_remembered(store: Store) -> None:
    first = entitled(facts_of(store))[0]
    made = door.make(store, Wanted(EVENT, only=frozenset({first.id})))
    certificates.note_printed(store, made.certificates, "printer")
    assert certificates.reissue(store, made.certificates[0], "ເສຍ") == 2
    made = door.make(store, Wanted(EVENT, only=frozenset({first.id})))
    certificates.note_printed(store, made.certificates, "file")
    with store.read() as reader:
        printed = reader.certificate_printings(facts_of(store).event.id)
    assert [(p.certificate_id, p.copy, p.way) for p in printed] == [
        (made.certificates[0], 1, "printer"),
        (made.certificates[0], 2, "file"),
    ]
    assert "ສະບັບທີ 2" in text_of(made.pdf) or "copy 2" in text_of(made.pdf)


def test_who_comes_unexpected_is_registered_present_and_certified_at_once(store: Store) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    came = door.walk_in(store, EVENT, "ນາງ ມະໄລ ວົງພະຈັນ", 1, key=key)
    facts = facts_of(store)
    assert facts.marks[came] == {1: Mark.PRESENT}
    ((certificate, person),) = holding(facts)
    assert (person.id, person.name) == (came, "ມະໄລ ວົງພະຈັນ")
    assert signing.verify(store, certificate.statement, TODAY).event_id == facts.event.id
    decision = decision_on(facts, came)
    assert decision is not None
    assert decision.why is Why.ALLOWED
    assert decision.reason


def test_where_nobody_is_marked_a_walk_in_makes_nobody_absent(store: Store) -> None:
    with store.unit_of_work("no marks") as work:
        for mark in work.find(t.Attendance):
            work.delete(mark)
        work.commit()
    before = len(entitled(facts_of(store)))
    came = door.walk_in(store, EVENT, "ມະໄລ ວົງພະຈັນ", 1)
    facts = facts_of(store)
    assert facts.attendance == ()
    assert [p.id for _c, p in holding(facts)] == [came]
    assert len(entitled(facts)) == before + 1


def test_who_is_on_the_list_does_not_walk_in_again(store: Store) -> None:
    listed = facts_of(store).registered[0]
    with pytest.raises(UserError, match=listed.surname):
        door.walk_in(store, EVENT, listed.name, 1, person_id=listed.person_id)
    with pytest.raises(UserError):
        door.walk_in(store, EVENT, "  ", 1)
    assert not facts_of(store).certificates


def test_taking_a_walk_in_back_keeps_the_number_in_the_register(store: Store) -> None:
    door.walk_in(store, EVENT, "ມະໄລ ວົງພະຈັນ", 1)
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    with pytest.raises(BuiltUpon):
        store.undo(did.id)
    store.undo(did.id, partly=True)
    with store.read() as reader:
        (kept,) = reader.certificates()
    assert kept.state is CertificateState.REVOKED
    next_one = door.walk_in(store, EVENT, "ຄຳຜຸຍ ສີສຸກ", 1)
    numbers = {c.registration_id: c.number for c in facts_of(store).certificates}
    assert numbers[next_one] != kept.number


def test_a_revoked_certificate_can_still_be_replaced_once(store: Store) -> None:
    first = entitled(facts_of(store))[0]
    (given,) = door.make(store, Wanted(EVENT, only=frozenset({first.id}))).certificates
    certificates.revoke(store, given, "ຊື່ຜິດ", TODAY)
    certificates.replace(store, EVENT, given, "ອອກໃໝ່", TODAY)
    with pytest.raises(UserError):
        certificates.replace(store, EVENT, given, "ອອກໃໝ່", TODAY)
    old, new = facts_of(store).certificates
    assert (old.state, old.reason) == (CertificateState.REVOKED, "ຊື່ຜິດ")
    assert new.replaces_id == old.id


def test_a_key_made_later_signs_what_was_issued_before(store: Store) -> None:
    door.make(store, Wanted(EVENT))
    key = signing.make_key(store, PASSPHRASE, TODAY)
    held = len(holding(facts_of(store)))
    assert signing.sign_missing(store, key) == held
    assert signing.sign_missing(store, key) == 0
    assert all(c.statement for c, _person in holding(facts_of(store)))


def test_a_retired_key_signs_nothing_more_and_its_codes_stay_good(store: Store) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    door.make(store, Wanted(EVENT), key=key)
    current = signing.current_key(signing.keys(store))
    assert current is not None
    signing.retire(store, current.code, TODAY)
    with pytest.raises(UserError):
        signing.unlock(store, PASSPHRASE)
    code = holding(facts_of(store))[0][0].statement
    assert signing.verify(store, code, TODAY).verdict.doubt is None
