"""What new terms would do to the schedule to come: told before, and true afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.services.book import Book, create_book
from tracker.services.loan.change import add_loan, change_terms
from tracker.services.loan.read import payoff, payoff_days, schedule
from tracker.services.loan.terms_change import dated_terms, preview_terms
from tracker.services.payment import record_payment
from tracker.store.loan import read_facts, read_loan, read_names

TODAY = date(2026, 11, 21)
CAR = {
    "name": "Car", "lender": "ICBC", "method": "level_payment", "balance": "69018.86", "rate": "6.8%",
    "periods": "26", "payment": "2862.43", "due_day": "28",
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC), settings={}
    )
    with made:
        assert add_loan(made, CAR)[0] is not None
        yield made


def versions(book: Book) -> int:
    loan = read_loan(book.conn, 1)
    assert loan is not None
    return len(read_facts(book.conn, loan).terms)


@pytest.mark.parametrize(
    "fields",
    [
        {"payment": "4000", "effective_on": "2026-12-01"},
        {"rate": "5.2%", "effective_on": "2027-01-01"},
        {"rate": "5.2%", "effective_on": "2026-11-21"},
        {"payment": "4000"},
    ],
    ids=["payment", "rate", "correction by date", "correction"],
)
def test_what_is_told_is_what_comes(book: Book, fields: dict[str, str]) -> None:
    before = {row.due_on: row.payment_minor for row in schedule(book, 1)}
    diff, problems = preview_terms(book, 1, fields)
    assert diff is not None, problems
    assert versions(book) == 1  # nothing is saved by looking
    assert {row.due_on: row.payment_minor for row in schedule(book, 1)} == before
    done, problems = dated_terms(book, 1, fields)
    assert done is not None, problems
    after = {row.due_on: row.payment_minor for row in schedule(book, 1)}
    told = {each.due_on: (each.before_minor, each.after_minor) for each in diff.changed}
    days = before.keys() | after.keys()
    assert told == {
        day: (before.get(day), after.get(day)) for day in days if before.get(day) != after.get(day)
    }
    assert (diff.before.instalments, diff.after.instalments) == (len(before), len(after))
    assert diff.after.ends_on == max(after)
    assert diff.after.total_minor == sum(after.values())
    assert diff.corrects == (versions(book) == 1)


def test_terms_from_a_later_day_leave_what_is_before_them(book: Book) -> None:
    diff, _ = preview_terms(book, 1, {"payment": "4000", "effective_on": "2027-06-01"})
    assert diff is not None
    assert not diff.corrects
    assert min(each.due_on for each in diff.changed) > date(2027, 6, 1)


def test_terms_as_they_are_change_nothing(book: Book) -> None:
    diff, _ = preview_terms(book, 1, {"effective_on": "2026-12-01"})
    assert diff is not None
    assert diff.changed == ()
    assert diff.before == diff.after


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"effective_on": "some day"}, "date_unreadable"),
        ({"effective_on": "2026-11-01"}, "before_opened"),
        ({"rate": "much"}, "rate_unreadable"),
        ({"effective_on": "2027-02-01", "first_due": "2027-03-01"}, "schedule_in_the_future"),
    ],
)
def test_what_is_wrong_is_told_and_not_saved(book: Book, fields: dict[str, str], code: str) -> None:
    for diff_or_done, problems in (preview_terms(book, 1, fields), dated_terms(book, 1, fields)):
        assert diff_or_done is None
        assert code in [each.code for each in problems]
    assert versions(book) == 1


def test_a_loan_that_is_gone(book: Book) -> None:
    assert [each.code for each in preview_terms(book, 9, {})[1]] == ["gone"]


def test_the_payoff_of_any_day_is_that_of_the_day(book: Book) -> None:
    quotes = payoff_days(book, 1)
    assert quotes is not None
    for day in (TODAY, date(2026, 11, 29), date(2027, 3, 1)):
        assert quotes(day) == payoff(book, 1, day)
    assert quotes(date(2026, 12, 5)).accrued_minor > 0
    assert payoff_days(book, 9) is None


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Book]:
    """A loan by whose terms something fell due and was paid."""
    made = create_book(
        tmp_path / "lived.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC), settings={}
    )
    with made:
        yield made


def paid_loan(book: Book, method: str, paid: int, *, ahead: int = 0, excess: str = "principal") -> int:
    """A loan tracked from August with so many instalments paid when due, and so many ahead today."""
    fields = {
        "name": f"Loan {len(read_names(book.conn))}", "method": method, "balance": "10000", "rate": "12%",
        "periods": "12", "due_day": "5", "as_of": "2026-08-20", "excess": excess,
    }  # fmt: skip
    done, problems = add_loan(book, fields)
    assert done is not None, problems
    loan = read_loan(book.conn, done.ids[0])
    assert loan is not None
    for row in schedule(book, loan.id)[: paid + ahead]:
        assert record_payment(book, loan, row.payment_minor, paid_on=min(row.due_on, TODAY))[0]
    return loan.id


METHODS = st.sampled_from(["level_payment", "equal_principal", "interest_only", "flat_fee"])
SAID = st.fixed_dictionaries(
    {},
    optional={
        "rate": st.integers(0, 36).map("{}%".format), "periods": st.integers(4, 30).map(str),
        "payment": st.integers(100, 3000).map(str), "due_day": st.integers(1, 31).map(str),
        "fee_rate": st.sampled_from(["0.5%", "1%"]), "grace_days": st.integers(0, 9).map(str),
    },
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=METHODS, paid=st.integers(0, 3), ahead=st.integers(0, 2), said=SAID,
    excess=st.sampled_from(["principal", "advance"]),
)  # fmt: skip
def test_terms_without_a_day_leave_paid_what_was_paid(
    lived: Book, method: str, paid: int, ahead: int, said: dict[str, str], excess: str
) -> None:
    loan_id = paid_loan(lived, method, paid, ahead=ahead, excess=excess)
    before = {row.due_on: row for row in schedule(lived, loan_id)}
    diff, _ = preview_terms(lived, loan_id, said)
    done, problems = change_terms(lived, loan_id, said)
    assert done is not None, problems
    after = {row.due_on: row for row in schedule(lived, loan_id)}
    for on, row in before.items():
        if row.status == "paid":
            assert on not in after or after[on].status == "paid"
    assert arrears(after) <= arrears(before)
    assert diff is not None
    assert diff.corrects == (not done.notes)


def arrears(rows: dict[date, Any]) -> int:
    return sum(row.payment_minor - row.paid_minor for on, row in rows.items() if on < TODAY)


def test_terms_without_a_day_say_from_when_they_hold(lived: Book) -> None:
    loan_id = paid_loan(lived, "level_payment", 3)
    done, _ = change_terms(lived, loan_id, {"rate": "15%"})
    assert done is not None
    assert "2026-11-21" in done.notes[0]
    assert "2026-08-20" in done.notes[0]
    rows = schedule(lived, loan_id)
    assert [row.status for row in rows[:4]] == ["paid", "paid", "paid", "upcoming"]
    assert rows[3].payment_minor == 88_849
    assert rows[4].payment_minor > 88_849
    correction, _ = change_terms(lived, loan_id, {"rate": "15%"}, effective_on=date(2026, 8, 20))
    assert correction is not None
    assert correction.notes == ()


def test_what_was_unknown_is_told_for_the_whole_time(lived: Book) -> None:
    loan_id = paid_loan(lived, "level_payment", 3)
    done, _ = change_terms(lived, loan_id, {"grace_days": "3", "penalty_rate": "+50%"})
    assert done is not None
    assert done.notes == ()
    loan = read_loan(lived.conn, loan_id)
    assert loan is not None
    assert [each.grace_days for each in read_facts(lived.conn, loan).terms] == [3]
