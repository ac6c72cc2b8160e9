from __future__ import annotations

from datetime import date

import pytest

from tracker.store import write
from tracker.store.claim import read_claims, read_latest_claims, read_posted_since, read_refund, read_refunds


@pytest.fixture
def change(db, at):
    def run(table, **values):
        with write.transaction(db, title="Change", at=at) as writer:
            return writer.insert(table, values)

    return run


@pytest.fixture
def loan_id(change, loan):
    return change("loan", **loan("a"))


def pay(change, loan_id, on, state="posted", **more):
    return change(
        "payment", loan_id=loan_id, paid_on=on, amount_minor=100, currency="CNY", state=state,
        created_at="2026-01-01T00:00:00Z", **more,
    )  # fmt: skip


def test_claims_come_oldest_first_and_the_latest_stands_for_its_loan(db, change, loan_id, loan):
    other = change("loan", **loan("b"))
    for each, day, minor in ((loan_id, "05", 5), (loan_id, "01", 1), (other, "03", 0)):
        change("claim", loan_id=each, claimed_on=f"2026-11-{day}", balance_minor=minor)
    assert [each.amount_minor for each in read_claims(db.conn, loan_id)] == [1, 5]
    since = date(2026, 11, 3)
    assert [(each.loan_id, each.amount_minor) for each in read_latest_claims(db.conn, since)] == [
        (loan_id, 5), (other, 0),
    ]  # fmt: skip
    assert [each.loan_id for each in read_latest_claims(db.conn, date(2026, 11, 4))] == [loan_id]


def test_a_day_has_one_claim(change, loan_id):
    change("claim", loan_id=loan_id, claimed_on="2026-11-01", balance_minor=1)
    with pytest.raises(write.errors.ConstraintError):
        change("claim", loan_id=loan_id, claimed_on="2026-11-01", balance_minor=2)


def test_refunds_are_what_was_asked_for_and_every_duplicate(db, change, loan_id):
    taken = pay(change, loan_id, "2026-11-02", "duplicate")
    failed = pay(change, loan_id, "2026-11-01", "failed")
    pay(change, loan_id, "2026-11-03", "failed")
    change("refund", payment_id=failed, amount_minor=60, asked_on="2026-11-05")
    assert [(each.payment_id, each.amount_minor, each.id > 0) for each in read_refunds(db.conn)] == [
        (taken, 100, False), (failed, 60, True),
    ]  # fmt: skip
    assert read_refund(db.conn, taken) is None
    assert read_refund(db.conn, failed).asked_on == date(2026, 11, 5)


def test_what_came_back_is_told_only_when_asked(db, change, loan_id):
    taken = pay(change, loan_id, "2026-11-02", "duplicate")
    change("refund", payment_id=taken, amount_minor=100, back_on="2026-11-09")
    assert read_refunds(db.conn) == ()
    assert [each.back_on for each in read_refunds(db.conn, only_open=False)] == [date(2026, 11, 9)]


def test_recent_posted_payments_with_whether_they_were_looked_at(db, change, loan_id):
    pay(change, loan_id, "2026-10-31")
    first = pay(change, loan_id, "2026-11-01")
    second = pay(change, loan_id, "2026-11-02", separate_on="2026-11-03")
    pay(change, loan_id, "2026-11-02", "pending")
    found = read_posted_since(db.conn, date(2026, 11, 1))
    assert [(payment.id, own) for payment, _name, own in found] == [(first, False), (second, True)]
    assert read_posted_since(db.conn, date(2026, 11, 1), loan_id=99) == []


def test_duplicates_are_found_without_reading_the_other_payments(db):
    plan = db.conn.execute(
        "explain query plan select id from payment where state = 'duplicate' and deleted_at is null"
    ).fetchall()
    assert "payment_duplicate" in str(plan)
