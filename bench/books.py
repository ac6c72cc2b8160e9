"""Books of any size, made through the store: the same loans, payments and sums that a person's file holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tracker.domain.calendar import add_months
from tracker.domain.loan.facts import Loan, Method, Terms
from tracker.domain.loan.schedule import amortise
from tracker.domain.rates import Rate, RatePer
from tracker.store.derived import rebuild
from tracker.store.file import connect_writing, create
from tracker.store.loan import loan_to_row, terms_to_row
from tracker.store.write import transaction

TODAY = date(2026, 11, 21)
AT = "2026-11-21T04:00:00Z"
TO_COME = 120
"""Instalments still to come: the same in every book, so that only the history differs."""

COLUMNS = (
    "loan_id", "paid_on", "posted_on", "amount_minor", "currency", "state", "account_id", "ref", "note",
    "line", "created_at",
)  # fmt: skip

METHODS = (Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.FLAT_FEE, Method.INTEREST_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many loans, and how many months of payments each has behind it."""

    name: str
    loans: int
    months: int


SIZES = (
    Size(name="S", loans=10, months=60),
    Size(name="M", loans=100, months=60),
    Size(name="L", loans=100, months=360),
)


def make_book(path: Path, size: Size) -> int:
    """Write the book; how many payments are in it."""
    create(path)
    db = connect_writing(path, at=AT)
    count = 0
    with transaction(db, title="bench", at=AT, on_commit_rebuild=rebuild) as writer:
        writer.insert("setting", {"key": "currency", "value": "CNY"})
        batch = writer.insert(
            "batch", {"at": AT, "source_name": "bench", "sha256": "0" * 64, "kind": "payments", "rows": 0}
        )
        rows: list[tuple[object, ...]] = []
        for number in range(size.loans):
            loan, terms = loan_of(number, size.months)
            loan_id = writer.insert("loan", {**loan_to_row(loan), "created_at": AT})
            writer.insert("terms", terms_to_row(terms, loan_id))
            rows += payments_of(loan_id, loan, terms)
        count = writer.bulk_insert("payment", COLUMNS, rows, batch_id=batch)
    db.conn.close()
    return count


def make_long_loan(path: Path, payments: int) -> None:
    """A book of one informal loan with so many payments, one a day."""
    create(path)
    db = connect_writing(path, at=AT)
    with transaction(db, title="bench", at=AT, on_commit_rebuild=rebuild) as writer:
        batch = writer.insert(
            "batch", {"at": AT, "source_name": "bench", "sha256": "0" * 64, "kind": "payments", "rows": 0}
        )
        first = date.fromordinal(TODAY.toordinal() - payments)
        loan = Loan(
            id=0, slug="long", name="Long loan", currency="CNY", method=Method.INFORMAL, tracked_from=first,
            balance_minor=payments * 1_000 + 100_000,
        )  # fmt: skip
        loan_id = writer.insert("loan", {**loan_to_row(loan), "created_at": AT})
        writer.insert("terms", terms_to_row(Terms(effective_on=first), loan_id))
        days = (date.fromordinal(first.toordinal() + day).isoformat() for day in range(payments))
        rows = ((loan_id, on, None, 1_000, "CNY", "posted", None, "", "", 1, AT) for on in days)
        writer.bulk_insert("payment", COLUMNS, rows, batch_id=batch)
    db.conn.close()


def loan_of(number: int, months: int) -> tuple[Loan, Terms]:
    """The n-th loan: due on its own day, so many months old."""
    day = 1 + number % 28
    first = add_months(TODAY, 1 - months if day <= TODAY.day else -months, day)
    opened = add_months(first, -1)
    loan = Loan(
        id=0, slug=f"loan-{number:03d}", name=f"Loan {number:03d}", lender=f"Lender {number % 7}",
        currency="CNY", method=METHODS[number % len(METHODS)], tracked_from=opened, opened_on=opened,
        balance_minor=5_000_000 + number * 12_345, principal_minor=5_000_000 + number * 12_345,
    )  # fmt: skip
    flat = loan.method is Method.FLAT_FEE
    terms = Terms(
        effective_on=opened, rate=None if flat else Rate(percent=Decimal("4.8"), per=RatePer.YEAR),
        fee_percent=Decimal("0.2") if flat else None, periods=months + TO_COME, first_due_on=first,
        due_day=day,
    )  # fmt: skip
    return loan, terms


def payments_of(loan_id: int, loan: Loan, terms: Terms) -> Iterator[tuple[object, ...]]:
    """Every instalment so far, paid on its day."""
    for row in amortise(loan.method, terms, loan.balance_minor, start=loan.tracked_from):
        if row.due_on > TODAY:
            return
        on = row.due_on.isoformat()
        yield loan_id, on, None, row.payment, loan.currency, "posted", None, "", "", row.number, AT


def main() -> None:
    """`books.py FOLDER`: write S.db, M.db and L.db there."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        print(size.name, make_book(folder / f"{size.name}.db", size), "payments")


if __name__ == "__main__":
    main()
