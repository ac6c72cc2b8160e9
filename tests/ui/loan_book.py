"""A real, small file behind the dashboard, for the screens that change loans."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.services.book import Book, create_book, open_book
from tracker.services.loan.whole import add_whole
from tracker.services.payment import record_payment
from tracker.store.loan import read_loan

TODAY = date(2026, 11, 21)
LOANS = (
    {
        "name": "Jiebei 借呗", "lender": "MYbank", "method": "level_payment", "balance": "21064.23",
        "rate": "0.05%/day", "periods": "12", "due_day": "9", "opened": "2026-06-09", "as_of": "2026-11-01",
    },
    {
        "name": "CMB credit card", "lender": "招商银行", "method": "revolving", "balance": "12400",
        "rate": "18.25%", "statement_day": "5", "due_day": "24", "minimum_percent": "10%", "limit": "30000",
        "as_of": "2026-11-06", "autopay_on": "on", "autopay_account": "CMB 1234",
    },
    {
        "name": "Car loan", "lender": "ICBC", "method": "level_payment", "balance": "69018.86",
        "rate": "6.8%", "periods": "26", "payment": "2862.43", "due_day": "28",
    },
    {
        "name": "Family loan", "lender": "Uncle", "method": "informal", "balance": "30000",
        "note": "for the 婚礼",
    },
)  # fmt: skip


def clock() -> datetime:
    """Noon of the day."""
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


def small_book(path: Path, *, loans: bool = True) -> Book:
    """The file, with four loans and one payment."""
    path.touch(mode=0o600)
    path.write_bytes(_made(loans=loans))
    return open_book(path, today=TODAY, clock=clock)


@cache
def _made(*, loans: bool) -> bytes:
    """Made once, for every test that starts from it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        with create_book(path, today=TODAY, clock=clock, settings={}) as book:
            for fields in LOANS if loans else ():
                done, problems = add_whole(book, fields)
                assert done is not None, problems
                if fields["name"] == "CMB credit card":
                    card = read_loan(book.conn, done.ids[0])
                    assert card is not None
                    record_payment(book, card, 20_000, paid_on=date(2026, 11, 10))
        return path.read_bytes()
