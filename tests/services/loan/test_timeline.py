"""What happened to a loan, newest first, as many rows as are asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tracker.services.book import create_book
from tracker.services.loan.change import add_loan, change_terms
from tracker.services.loan.posted import post_charge, post_waiver
from tracker.services.loan.timeline import loan_timeline
from tracker.services.payment import edit_payment, record_payment
from tracker.store.loan import read_loan

TODAY = date(2026, 11, 21)


def test_everything_is_told_newest_first(tmp_path: Path) -> None:
    fields = {
        "name": "Car", "method": "level_payment", "balance": "9000", "principal": "12000", "rate": "6%",
        "periods": "12", "due_day": "15", "opened": "2026-01-15", "as_of": "2026-09-01",
    }  # fmt: skip
    clock = lambda: datetime(2026, 11, 21, 12, tzinfo=UTC)  # noqa: E731 a clock is a function
    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={}) as book:
        assert add_loan(book, fields)[0] is not None
        loan = read_loan(book.conn, 1)
        assert loan is not None
        done, problems = record_payment(book, loan, 80_000, paid_on=date(2026, 9, 20))
        assert done is not None, problems
        assert post_charge(book, 1, {"kind": "late_fee", "amount": "35", "on": "2026-09-16"})[0] is not None
        assert post_waiver(book, 1, {"component": "fee", "amount": "35", "on": "2026-10-02"})[0] is not None
        assert change_terms(book, 1, {"rate": "5%"}, effective_on=date(2026, 11, 1))[0] is not None
        assert edit_payment(book, done.ids[0], {"note": "late"})[0] is not None
        found = loan_timeline(book, 1)
        assert found is not None
        assert found.total == len(found.rows)
        assert [each.on for each in found.rows] == sorted((each.on for each in found.rows), reverse=True)
        kinds = [each.kind for each in found.rows]
        assert kinds[0] == "edit"
        assert kinds[-1] == "opened"
        assert {"payment", "charge", "waiver", "terms", "missed", "tracked"} <= set(kinds)
        terms = next(each for each in found.rows if each.kind == "terms")
        assert dict(terms.params) == {"rate": "5%/year"}
        for limit in (1, 3, 6):
            page = loan_timeline(book, 1, limit=limit)
            assert page is not None
            assert page.rows == found.rows[:limit]
            assert page.total == found.total
        assert loan_timeline(book, 9) is None
