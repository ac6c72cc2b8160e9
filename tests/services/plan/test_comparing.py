"""The ways to pay side by side."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lived import METHODS, TODAY, add

from tracker.domain.plan.run import Strategy
from tracker.services.plan import comparing, solving
from tracker.services.plan.answers import Missing, PlanRequest
from tracker.services.plan.comparing import compare

CAR = {"balance": "20000", "rate": "6%", "periods": "36", "due_day": "28"}
SMALL = {"balance": "3000", "rate": "9%", "periods": "24", "due_day": "10"}
CARD = METHODS["revolving"] | {"method": "revolving", "periods": "", "balance": "8000"}


@pytest.fixture
def loans(book):
    return {
        name: add(book, name, **fields) for name, fields in (("car", CAR), ("small", SMALL), ("card", CARD))
    }


def asked(book, **request):
    answer, problems = compare(book, PlanRequest(**request), optimal=request.get("optimal", False))
    assert answer is not None, problems
    return answer


def rows_of(answer):
    return {row.strategy: row for row in answer.rows}


def test_an_empty_book_has_an_answer_without_rows(book):
    answer = asked(book)
    assert (answer.rows, answer.steps, answer.loans, answer.feasible) == ((), (), (), True)


def test_the_ways_to_pay_are_ordered_by_what_they_cost(book, loans):
    answer = asked(book, extra_minor=500_00)
    rows = rows_of(answer)
    assert [row.strategy for row in answer.rows] == [Strategy.MINIMUM, Strategy.SNOWBALL, Strategy.AVALANCHE]
    avalanche, snowball, minimums = (
        rows[way] for way in (Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.MINIMUM)
    )
    assert avalanche.interest_minor < snowball.interest_minor < minimums.interest_minor
    assert avalanche.saves_minor == minimums.interest_minor - avalanche.interest_minor
    assert minimums.saves_minor == 0
    assert snowball.first_gone == "small"
    assert answer.chosen is Strategy.AVALANCHE
    assert answer.money_minor == answer.minimums_minor + 500_00


def test_the_steps_are_what_the_months_pay_on_the_days_of_the_loans(book, loans):
    answer = asked(book, extra_minor=500_00)
    assert sum(step.amount_minor for step in answer.steps) == answer.row(answer.chosen).paid_minor
    assert sum(month.paid_minor for month in answer.months) == answer.row(answer.chosen).paid_minor
    assert {step.loan: step.on.day for step in answer.steps if step.month < 12} == {
        "car": 28, "small": 10, "card": 24
    }  # fmt: skip
    assert max(step.on for step in answer.steps) == answer.row(answer.chosen).debt_free_on
    assert sorted(step.loan for step in answer.steps if step.last) == ["car", "card", "small"]
    first = next(step for step in answer.steps if step.extra_minor)
    assert (first.loan, first.extra_minor) == ("card", 500_00)


def test_the_curve_begins_with_what_is_owed_and_ends_at_nothing(book, loans):
    answer = asked(book)
    curve = dict(answer.curves)[Strategy.AVALANCHE]
    assert curve[0] == (TODAY, answer.owed_minor)
    assert curve[-1][1] == 0
    assert answer.months[-1].balance_minor == 0
    assert [row.gone for row in answer.months if row.gone][-1]


def test_the_loans_gone_by_each_year_add_up(book, loans):
    row = asked(book).row(Strategy.AVALANCHE)
    assert row.gone_by_year[-1] == (row.debt_free_on.year, 3)
    assert row.order[0] in {loan.id for loan in loans.values()}


def test_a_custom_order_is_a_row_of_its_own(book, loans):
    order = (loans["car"].id,)
    answer = asked(book, extra_minor=500_00, order=order, method=Strategy.CUSTOM)
    assert answer.chosen is Strategy.CUSTOM
    assert {step.loan for step in answer.steps if step.extra_minor and step.month == 0} == {"car"}
    assert answer.row(Strategy.CUSTOM).interest_minor > answer.row(Strategy.AVALANCHE).interest_minor


def test_what_is_frozen_gets_its_minimum_only(book, loans):
    answer = asked(book, extra_minor=500_00, frozen=(loans["card"].id,))
    assert "card" not in {step.loan for step in answer.steps if step.extra_minor}


def test_a_one_off_ends_it_sooner_and_a_drop_later(book, loans):
    plain = asked(book, extra_minor=500_00).row(Strategy.AVALANCHE)
    more = asked(book, extra_minor=500_00, one_off_minor=5000_00, one_off_on=date(2027, 3, 1))
    assert more.row(Strategy.AVALANCHE).interest_minor < plain.interest_minor
    assert more.months[3].paid_minor == more.months[2].paid_minor + 5000_00
    less = asked(book, extra_minor=800_00, drop_percent=Decimal(20), drop_months=2)
    assert less.months[0].paid_minor < less.months[2].paid_minor


def test_higher_rates_cost_more_and_equal_payments_still_end_on_their_day(book, loans):
    plain, dearer = asked(book), asked(book, rate_points=Decimal(1))
    assert dearer.row(Strategy.MINIMUM).interest_minor > plain.row(Strategy.MINIMUM).interest_minor
    ends = [dict(each.curves)[Strategy.MINIMUM][-1][0] for each in (plain, dearer)]
    assert ends[0] == ends[1]
    assert dearer.feasible


def test_too_little_money_says_by_how_much_when_and_what_would_do(book, loans):
    least = asked(book).minimums_minor
    answer = asked(book, monthly_minor=least - 100_00)
    assert not answer.feasible
    assert answer.short == Missing(from_on=date(2026, 11, 22), missing_minor=100_00)
    assert asked(book, monthly_minor=answer.smallest_minor).row(Strategy.AVALANCHE).ends
    assert not asked(book, monthly_minor=answer.smallest_minor - 1).row(Strategy.AVALANCHE).ends


def test_a_buffer_is_saved_up_first_and_what_the_accounts_hold_counts(book, loans):
    from tracker.services.cash.accounts import add_account

    saved = asked(book, extra_minor=500_00, buffer_minor=1000_00)
    assert not any(step.extra_minor for step in saved.steps if step.month == 0)
    assert any(step.extra_minor for step in saved.steps if step.month == 2)
    done, problems = add_account(book, {"name": "CMB", "balance": "1500", "balance_on": TODAY.isoformat()})
    assert done, problems
    there = asked(book, extra_minor=500_00, buffer_minor=1000_00)
    assert sum(step.extra_minor for step in there.steps if step.month == 0) == 500_00


def test_the_tightest_month_leaves_least_above_its_minimums(book, loans):
    assert asked(book, extra_minor=250_00).tightest == (date(2026, 11, 22), 250_00)


def test_the_optimum_says_what_it_is_the_same_as(book, loans):
    answer, _ = compare(book, PlanRequest(extra_minor=500_00), seconds=60)
    row = answer.row(Strategy.OPTIMAL)
    assert row.same_as is Strategy.AVALANCHE
    assert row.proven
    assert row.interest_minor <= answer.row(Strategy.AVALANCHE).interest_minor
    assert answer.chosen is Strategy.OPTIMAL
    assert answer.solver == ""


def test_without_a_solver_there_is_no_optimum_but_the_ways_stand(book, loans, monkeypatch):
    monkeypatch.setattr(solving, "is_installed", lambda: False)
    answer, _ = compare(book, PlanRequest(extra_minor=500_00))
    assert answer.row(Strategy.OPTIMAL) is None
    assert (answer.solver, answer.chosen) == ("missing", Strategy.AVALANCHE)


def test_a_stopped_search_says_so_and_never_costs_more(book, loans):
    stop = threading.Event()
    stop.set()
    answer, _ = compare(book, PlanRequest(extra_minor=500_00), stop=stop)
    row = answer.row(Strategy.OPTIMAL)
    if row is not None:
        assert row.interest_minor <= answer.row(Strategy.AVALANCHE).interest_minor
        assert row.gap_minor == row.interest_minor - row.bound_minor


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"currency": "EUR"}, "plan_no_currency"),
        ({"one_off_minor": 1, "one_off_on": date(2026, 11, 20)}, "plan_day_over"),
        ({"extra_minor": -1}, "negative"),
    ],
)
def test_what_cannot_be_asked_is_refused(book, loans, request_, code):
    answer, problems = compare(book, PlanRequest(**request_))
    assert answer is None
    assert [problem.code for problem in problems] == [code]


def test_a_family_loan_without_days_leaves_the_saving_known(book, loans):
    add(book, "family", method="informal", rate="", periods="", due_day="", balance="1000")
    answer = asked(book, extra_minor=500_00)
    assert answer.row(Strategy.MINIMUM).debt_free_on is None
    assert answer.row(Strategy.AVALANCHE).saves_minor > 0


def test_a_quarterly_loan_is_put_aside_for_and_paid_on_its_day(book):
    add(
        book, "quarterly", method="equal_principal", balance="4000", rate="12%", periods="4", due_day="15",
        every="quarter", first_due="2027-01-15",
    )  # fmt: skip
    answer = asked(book)
    steps = [step for step in answer.steps if not step.extra_minor]
    assert {step.on.month for step in steps} <= {1, 4, 7, 10}
    assert steps[0].on == date(2027, 1, 15)
    assert steps[0].amount_minor == 1000_00 + 120_00
    assert sum(step.amount_minor for step in answer.steps) == answer.row(answer.chosen).paid_minor


def test_a_reading_that_is_kept_gives_the_same_answer(book, loans):
    from tracker.services.plan.reading import read_debts

    kept = read_debts(book)
    one, _ = compare(book, PlanRequest(extra_minor=1), optimal=False)
    other, _ = compare(book, PlanRequest(extra_minor=1), optimal=False, reading=kept)
    assert replace(one, seconds=0) == replace(other, seconds=0)
    assert comparing.SECONDS > 0


@pytest.fixture
def late(book, loans):
    """A month later the first instalments of the car and of the small loan are overdue."""
    book.today = date(2026, 12, 29)
    return loans


def test_what_is_overdue_is_asked_for_once(book, late):
    answer = asked(book)
    assert answer.once_minor > 0
    assert answer.minimums_minor == answer.regular_minor + answer.once_minor
    typed = asked(book, monthly_minor=answer.regular_minor, one_off_minor=answer.once_minor)
    best = Strategy.AVALANCHE
    assert typed.row(best) == answer.row(best), "both are the same money"


def test_a_budget_that_only_lacks_what_is_overdue_is_mended_by_a_one_off(book, late):
    plain = asked(book)
    short = asked(book, monthly_minor=plain.regular_minor + 100)
    assert not short.feasible
    assert short.lacking_minor == plain.once_minor - 100
    assert short.smallest_minor == plain.minimums_minor
    assert asked(book, monthly_minor=plain.regular_minor + 100, one_off_minor=short.lacking_minor).feasible
    assert asked(book, monthly_minor=plain.regular_minor // 2).lacking_minor is None


def test_the_smallest_budget_is_told_beside_what_is_overdue_too(book, late):
    from tracker.services.plan.smallest import smallest

    found, problems = smallest(book, PlanRequest())
    assert found is not None, problems
    assert found.once_minor == asked(book).once_minor
    assert found.beside_minor < found.budget_minor
    assert asked(book, monthly_minor=found.beside_minor, one_off_minor=found.once_minor).feasible


def test_what_minimums_cost_is_told_where_only_a_debt_without_interest_never_ends(book):
    add(book, "Jiebei", balance="5000", rate="12%", periods="12", due_day="9")
    add(book, "Aunt", method="informal", rate="", periods="", balance="900", due_day="", payment="")
    answer, _ = compare(book, PlanRequest(extra_minor=10_000), optimal=False)
    rows = {row.strategy: row for row in answer.rows}
    least, best = rows[Strategy.MINIMUM], rows[Strategy.AVALANCHE]
    assert least.endless
    assert least.is_cost_known
    assert best.saves_minor == least.interest_minor - best.interest_minor > 0


def test_a_loan_without_a_rate_is_said_to_be_supposed_to_bear_no_interest(book):
    add(book, "mum", balance="5000", payment="500", due_day="1", method="informal", rate="", periods="")
    add(book, "dad", balance="5000", payment="500", due_day="1", method="informal", rate="0%", periods="")
    assert asked(book).guesses == (("mum", "no_interest"),)


def test_a_buffer_that_takes_all_that_is_left_is_said_with_the_month_it_is_full(book, loans):
    assert asked(book, extra_minor=500_00).buffer_takes is None
    full_on, held = asked(book, extra_minor=500_00, buffer_minor=2000_00).buffer_takes
    assert full_on == date(2027, 2, 22)
    assert held >= 2000_00
    answer = asked(book, buffer_minor=10_000_000_00)
    assert answer.buffer_takes[0] is None
    assert answer.buffer_takes[1] == answer.months[-1].cash_minor
    assert not any(step.extra_minor for step in answer.steps)
