"""Contacts: when both sides last spoke, and what of a contact is worth noting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tracker.domain.recovery.contact import (
    Conduct,
    Contact,
    Direction,
    Identity,
    Means,
    dubious,
    last_two_way,
)

CALL = Contact(id=1, loan_id=1, at=datetime(2026, 11, 20, 9, 30), direction=Direction.IN, means=Means.PHONE)


def test_a_call_that_rang_out_is_no_talk_and_a_relative_is_not_the_debtor():
    later = replace(CALL, at=datetime(2026, 11, 21, 9, 0))
    assert last_two_way([CALL, replace(later, answered=False)]) == date(2026, 11, 20)
    assert last_two_way([CALL, replace(later, third_party="sister")]) == date(2026, 11, 20)
    assert last_two_way([CALL, later]) == later.on
    assert last_two_way([]) is None


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"identity": Identity.SHOWN}, ()),
        ({"identity": Identity.REFUSED}, ("identity_refused",)),
        ({"third_party": "sister", "conduct": Conduct.DISCLOSED}, ("third_party", "disclosed")),
        ({"direction": Direction.OUT, "identity": Identity.REFUSED, "conduct": Conduct.THREAT}, ()),
    ],
)
def test_what_they_did_is_noted_and_what_the_person_did_is_not(changed, found):
    assert dubious(replace(CALL, **changed)) == found
