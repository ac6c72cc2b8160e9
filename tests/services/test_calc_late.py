"""Lateness of a typed sum and of a loan's next due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.services.calc_late import late_of_loan, late_of_typed
from tracker.services.loan.change import add_loan
from tracker.services.loan.find import find_loan

TODAY = date(2026, 11, 21)


def typed(**fields):
    return late_of_typed(fields, today=TODAY, currency="CNY")


def test_a_typed_sum():
    found, _ = typed(amount="1905.20", penalty_rate="0.05%/day", days="12", grace_days="2", late_fee="5%")
    assert [(each.days, each.extra) for each in found.costs] == [
        (1, 0), (3, 9812), (7, 10193), (12, 10669), (30, 12384),
    ]  # fmt: skip
    assert found.unknown == ()
    part, _ = typed(amount="1000", principal="500", penalty_rate="+50%", rate="24%")
    assert (part.days, part.costs[-1].penalty) == (30, 1479)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, [("required", "amount")]),
        ({"amount": "0", "late_fee": "5"}, [("not_positive", "amount")]),
        ({"amount": "100"}, [("late_terms_missing", "penalty_rate")]),
        (
            {"amount": "100", "principal": "200", "late_fee": "5"},
            [("principal_above_due", "principal")],
        ),
        ({"amount": "100", "late_fee": "5", "days": "0"}, [("not_in_range", "days")]),
        ({"amount": "100", "penalty_rate": "+50%"}, [("needs_rate", "penalty_rate")]),
    ],
)
def test_what_is_missing_is_said(fields, codes):
    found, problems = typed(**fields)
    assert found is None
    assert [(each.code, each.field) for each in problems] == codes


def add(book, **fields):
    words = {"name": "Fast", "principal": "12000", "rate": "24%", "periods": "12", "opened": "2026-10-10"}
    done, problems = add_loan(book, words | fields)
    assert done is not None, problems
    return find_loan(book, "Fast")


def test_the_oldest_open_due_of_a_loan_by_its_own_terms(book):
    loan = add(book, penalty_rate="36%", grace_days="2")
    found, _ = late_of_loan(book, loan, {"days": "45"})
    assert (found.due_on, found.due_minor, found.unknown) == (date(2026, 11, 10), 113_472, ("late_fee",))
    # 11 days late today
    assert [each.days for each in found.costs] == [1, 3, 7, 11, 30, 45]
    assert [each.penalty for each in found.costs][:3] == [0, 265, 618]
    assert found.due_on + timedelta(days=11) == TODAY
    flags, _ = late_of_loan(book, loan, {"penalty_rate": "18%", "late_fee": "20"})
    assert (flags.costs[-1].late_fee, flags.unknown) == (2000, ())


def test_a_loan_without_terms_or_dues_says_so(book):
    loan = add(book)
    assert late_of_loan(book, loan, {})[1][0].code == "late_terms_unknown"
    family, problems = add_loan(book, {"name": "Uncle", "balance": "500", "method": "informal"})
    assert family is not None, problems
    assert late_of_loan(book, find_loan(book, "Uncle"), {"late_fee": "5"})[1][0].code == "nothing_due"
