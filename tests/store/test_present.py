"""Whether there is anything to look closer at: one statement each, saying what the readers would find."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from tracker.domain.loan.duplicates import find_duplicates
from tracker.store import write
from tracker.store.claim import read_posted_since, read_refunds
from tracker.store.present import any_credit, any_taken_twice, any_to_come_back

FIRST = date(2026, 11, 2)


@pytest.fixture
def change(db, at):
    def run(table, **values):
        with write.transaction(db, title="Change", at=at) as writer:
            return writer.insert(table, values)

    return run


@pytest.fixture
def pay(change, payment):
    def run(loan_id, days, amount=100, **others):
        on = (FIRST + timedelta(days=days)).isoformat()
        return change("payment", **payment(loan_id, amount, paid_on=on, **others))

    return run


def twins(conn, since):
    rows = read_posted_since(conn, since)
    return bool(find_duplicates([each for each, *_ in rows], [each.id for each, _, own in rows if own]))


@pytest.mark.parametrize(
    ("days", "amount", "state", "own"),
    [*product((0, 3, 4), (100, 101), ("posted", "failed"), (False, True))],
)
def test_it_says_twins_where_they_would_be_found(db, change, loan, pay, days, amount, state, own):
    one, other = change("loan", **loan("a")), change("loan", **loan("b"))
    pay(one, 0)
    pay(other, 0)
    pay(one, 2, 555)
    pay(one, days, amount, state=state, separate_on=FIRST.isoformat() if own else None)
    found = any_taken_twice(db.conn, FIRST, 3)
    assert found == twins(db.conn, FIRST) == (days <= 3 and amount == 100 and state == "posted" and not own)
    assert not any_taken_twice(db.conn, FIRST + timedelta(days=5), 3)


def test_money_is_to_come_back_once_asked_for_or_taken_twice(db, change, loan, pay):
    one = change("loan", **loan("a"))
    first = pay(one, 0, state="failed")
    assert not any_to_come_back(db.conn)
    change("refund", payment_id=first, amount_minor=100, back_on="2026-11-20")
    assert not any_to_come_back(db.conn)
    pay(one, 9, state="duplicate")
    assert any_to_come_back(db.conn)
    assert read_refunds(db.conn)


def test_a_mark_or_a_dispute_is_known_of(db, change):
    assert not any_credit(db.conn)
    change("mark", description="Late in 2024", bureau="pbc")
    assert any_credit(db.conn)
