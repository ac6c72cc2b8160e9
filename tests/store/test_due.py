"""What is open, read from kept sums: windows, the terms that count, autopay beside it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.store import write
from tracker.store.derived import rebuild
from tracker.store.due import read_dues, read_kept, read_month, read_points

TERMS = {
    "effective_on": "2026-08-01", "rate_percent": "12", "rate_per": "year", "periods": 6, "due_day": 31,
    "first_due_on": "2026-08-31", "grace_days": 5,
}  # fmt: skip


@pytest.fixture
def loan_id(db, at, loan):
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        loan_id = writer.insert("loan", loan(tracked_from="2026-08-01"))
        writer.insert("terms", TERMS | {"loan_id": loan_id})
        later = {"effective_on": "2026-10-15", "rate_percent": "10", "first_due_on": None, "grace_days": None}
        writer.insert("terms", TERMS | {"loan_id": loan_id} | later)
        account = writer.insert("account", {"name": "CMB"})
        row = {"loan_id": loan_id, "is_on": 1, "account_id": account, "card_tail": "1234"}
        writer.insert("autopay", row)
    return loan_id


def test_dues_come_in_order_with_the_terms_of_their_day(db, loan_id):
    found = read_dues(db.conn, date(2026, 8, 1), date(2026, 11, 30))
    assert [(each.due.due_on.isoformat(), each.grace_days) for each in found] == [
        ("2026-08-31", 5), ("2026-09-30", 5), ("2026-10-31", 0), ("2026-11-30", 0),
    ]  # fmt: skip
    assert {each.autopay.account for each in found} == {"CMB"}
    assert [each.due.number for each in read_dues(db.conn, date(2026, 9, 30), date(2026, 9, 30))] == [2]


def test_a_loan_shows_the_rate_of_the_day_and_the_grace_of_its_oldest_due(db, loan_id):
    seen = {}
    for today in (date(2026, 8, 1), date(2026, 9, 3), date(2026, 11, 21)):
        (kept,) = read_kept(db.conn, today)
        seen[today] = (str(kept.rate.percent), kept.grace_days, kept.oldest_overdue_on, kept.next_due_on)
    assert seen == {
        date(2026, 8, 1): ("12", 5, None, date(2026, 8, 31)),
        date(2026, 9, 3): ("12", 5, date(2026, 8, 31), date(2026, 9, 30)),
        date(2026, 11, 21): ("10", 5, date(2026, 8, 31), date(2026, 11, 30)),
    }


def test_terms_in_the_trash_do_not_count(db, at, loan_id):
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        (second,) = db.conn.execute("select max(id) from terms").fetchone()
        writer.trash("terms", second)
    assert str(read_kept(db.conn, date(2026, 11, 21))[0].rate.percent) == "12"


def test_only_posted_payments_of_living_loans_are_paid_in_a_month(db, at, loan_id, payment):
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.insert("payment", payment(loan_id, 100, paid_on="2026-11-01"))
        writer.insert("payment", payment(loan_id, 200, paid_on="2026-11-30"))
        writer.insert("payment", payment(loan_id, 400, paid_on="2026-12-01"))
        writer.insert("payment", payment(loan_id, 800, paid_on="2026-11-05", state="reversed"))
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert read_month(db.conn, *month) == [("CNY", 300)]
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.trash("loan", loan_id)
    assert read_month(db.conn, *month) == []
    assert read_dues(db.conn, *month) == ()
    assert read_kept(db.conn, month[1]) == ()


def test_what_no_due_asked_for_is_not_paid_in_a_month(db, at, loan_id, payment):
    month = (date(2026, 8, 1), date(2026, 8, 31))
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.insert("payment", payment(loan_id, 100, paid_on="2026-08-20"))
        writer.update("loan", loan_id, {"tracked_from": "2026-08-10"})
    assert read_month(db.conn, *month) == [("CNY", 100)]
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.update("loan", loan_id, {"tracked_from": "2026-08-21"})
    assert read_month(db.conn, *month) == []  # it is in the balance
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.update("loan", loan_id, {"tracked_from": "2026-08-10"})
        for (terms,) in db.conn.execute("select id from terms").fetchall():
            writer.update("terms", terms, {"first_due_on": None, "due_day": None, "payment_minor": None})
    assert db.conn.execute("select count(*) from due").fetchone() == (0,)
    assert read_month(db.conn, *month) == []


def test_points_are_month_ends(db, at, loan_id, payment):
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        writer.insert("payment", payment(loan_id, 100, paid_on="2026-10-05"))
    found = read_points(db.conn, date(2026, 8, 1), loan_id=loan_id)
    assert [month for _id, _code, month, _minor in found] == ["2026-08-31", "2026-09-30", "2026-10-31"]
