"""Charges, waivers and statements as they are typed, and their way to the trash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.domain.loan.facts import LoanFacts
from tracker.services.book import Book, create_book
from tracker.services.history import undo
from tracker.services.loan.change import add_loan
from tracker.services.loan.posted import (
    count_postings,
    post_charge,
    post_statement,
    post_waiver,
    remove_posting,
)
from tracker.store.loan import read_facts, read_loan

TODAY = date(2026, 11, 21)
LOANS = (
    {"name": "Car", "balance": "9000", "rate": "6%", "periods": "12", "due_day": "28", "as_of": "2026-11-01"},
    {"name": "Card", "method": "revolving", "balance": "1200", "rate": "18%", "as_of": "2026-11-01"},
)
CAR, CARD = 1, 2


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC), settings={}
    )
    with made:
        for fields in LOANS:
            assert add_loan(made, fields)[0] is not None
        yield made


def facts(book: Book, loan_id: int) -> LoanFacts:
    loan = read_loan(book.conn, loan_id)
    assert loan is not None
    return read_facts(book.conn, loan)


def test_a_charge_is_posted_today_if_no_day_was_typed(book: Book) -> None:
    done, problems = post_charge(book, CAR, {"kind": "late_fee", "amount": "35", "note": "SMS"})
    assert done is not None, problems
    (charge,) = facts(book, CAR).charges
    assert (charge.kind, charge.amount_minor, charge.charged_on, charge.note) == (
        "late_fee", 3_500, TODAY, "SMS",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"amount": ""}, "required", "amount"),
        ({"amount": "0"}, "not_positive", "amount"),
        ({"amount": "much"}, "amount_unreadable", "amount"),
        ({"amount": "5", "on": "2026-12-01"}, "in_the_future", "on"),
        ({"amount": "5", "on": "2026-10-01"}, "before_opened", "on"),
        ({"amount": "5", "kind": "gift"}, "not_a_choice", "kind"),
    ],
)
def test_what_is_wrong_with_a_charge(book: Book, fields: dict[str, str], code: str, field: str) -> None:
    done, problems = post_charge(book, CAR, fields)
    assert done is None
    assert [(each.code, each.field) for each in problems] == [(code, field)]
    assert facts(book, CAR).charges == ()


def test_a_waiver_goes_to_the_trash_and_comes_back(book: Book) -> None:
    done, _ = post_waiver(book, CAR, {"component": "interest", "amount": "12.5", "on": "2026-11-02"})
    assert done is not None
    (waiver,) = facts(book, CAR).waivers
    assert (waiver.component, waiver.amount_minor, waiver.waived_on) == ("interest", 1_250, date(2026, 11, 2))
    assert count_postings(book, CAR) == 1
    removed, _ = remove_posting(book, CAR, "waiver", waiver.id)
    assert removed is not None
    assert count_postings(book, CAR) == 0
    undo(book)
    assert facts(book, CAR).waivers[0].amount_minor == 1_250


def test_a_statement_needs_both_days_and_a_balance(book: Book) -> None:
    done, problems = post_statement(book, CARD, {})
    assert done is None
    assert {each.field for each in problems} == {"statement_on", "due_on", "balance"}
    typed = {"statement_on": "11-05", "due_on": "2026-11-24", "balance": "1200", "minimum": ""}
    done, problems = post_statement(book, CARD, typed)
    assert done is not None, problems
    (statement,) = facts(book, CARD).statements
    assert (statement.statement_on, statement.balance_minor, statement.minimum_minor) == (
        date(2026, 11, 5), 120_000, None,
    )  # fmt: skip


def test_only_what_belongs_to_the_loan_is_removed(book: Book) -> None:
    done, _ = post_charge(book, CAR, {"amount": "35"})
    assert done is not None
    for loan_id, table, row_id in ((CARD, "charge", done.ids[0]), (CAR, "loan", CAR), (CAR, "charge", 99)):
        removed, problems = remove_posting(book, loan_id, table, row_id)
        assert removed is None
        assert [each.code for each in problems] == ["gone"]
    assert count_postings(book, CAR) == 1


def test_a_loan_that_is_gone(book: Book) -> None:
    for answer in (post_charge(book, 9, {}), post_waiver(book, 9, {}), post_statement(book, 9, {})):
        assert [each.code for each in answer[1]] == ["gone"]
    assert count_postings(book, 9) == 0
