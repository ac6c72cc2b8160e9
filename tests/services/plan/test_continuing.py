"""An adopted plan is the payments that were adopted: the day it is adopted, months later, and off it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lived import METHODS, TODAY, add, pay

from tracker.domain.loan.facts import ChargeKind
from tracker.domain.plan.moved import Cause
from tracker.domain.plan.run import Strategy
from tracker.services.loan import change
from tracker.services.plan.answers import PlanRequest, Tracking
from tracker.services.plan.comparing import compare
from tracker.services.plan.keeping import adopt_plan, find_plan
from tracker.services.plan.moving import why_view
from tracker.services.plan.reading import read_debts
from tracker.services.plan.tracking import adopted_state
from tracker.store.loan import read_loans
from tracker.store.plan import read_promised

CAR = {"balance": "9000", "rate": "14%", "periods": "48", "due_day": "28", "prepay_fee": "5",
       "prepay_fee_until": "2027-11-21"}  # fmt: skip
SMALL = {"balance": "8000", "rate": "11%", "periods": "48", "due_day": "10"}
PHONE = METHODS["flat_fee"] | {"method": "flat_fee", "balance": "4000"}
PLAIN = ("level_payment", "equal_principal", "interest_only", "flat_fee", "informal")
WAYS = (Strategy.MINIMUM, Strategy.SNOWBALL, Strategy.AVALANCHE, Strategy.CUSTOM)


def adopted(book, request):
    """The answer a plan was adopted from."""
    answer, problems = compare(book, request, optimal=request.method is Strategy.OPTIMAL)
    assert answer is not None, problems
    done, problems = adopt_plan(book, request, "plan", answer=answer)
    return answer if done else None


def state(book, today=None):
    book.today = today or book.today
    return adopted_state(book, read_debts(book, "CNY"))


def why(book):
    found, problems = why_view(book, find_plan(book, "plan"))
    assert found is not None, problems
    assert sum(part.days for part in found.parts) == found.days
    assert sum(part.cost_minor for part in found.parts) == found.cost_minor
    return found


def rows_of(book):
    return read_promised(book.conn, find_plan(book, "plan").id)


def follow(book, until, how=lambda row: (row.due_on, row.amount_minor)):
    """Pay what is promised before a day; returns how much."""
    loans = {each.id: each for each in read_loans(book.conn)}
    whole = 0
    for row in rows_of(book):
        on, minor = how(row)
        if row.due_on < until and minor:
            book.today = max(book.today, on)
            pay(book, loans[row.loan_id], minor, on)
            whole += minor
    book.today = max(book.today, until)
    return whole


def same(row, other):
    return (row.interest_minor, row.debt_free_on, row.paid_minor, row.months, row.order) == (
        other.interest_minor, other.debt_free_on, other.paid_minor, other.months, other.order
    )  # fmt: skip


def test_an_adopted_optimum_is_the_optimum_and_not_the_avalanche(book):
    pytest.importorskip("highspy")
    add(book, "car", **CAR)
    add(book, "small", **SMALL)
    answer = adopted(book, PlanRequest(monthly_minor=1000_00, method=Strategy.OPTIMAL))
    best, avalanche = answer.row(Strategy.OPTIMAL), answer.row(Strategy.AVALANCHE)
    assert best.interest_minor < avalanche.interest_minor
    found = state(book)
    assert same(found.row, best)
    assert (found.interest_minor, found.debt_free_on) == (best.interest_minor, best.debt_free_on)
    assert why(book).parts == ()
    paid = follow(book, date(2027, 2, 21))
    later = state(book)
    assert later.standing is Tracking.ON_PLAN
    assert later.row.debt_free_on == best.debt_free_on
    assert paid + later.row.paid_minor == best.paid_minor
    assert why(book).parts == ()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_what_it_promised_while_it_is_followed(book, way):
    add(book, "car", **(CAR | {"prepay_fee": "", "prepay_fee_until": ""}))
    small, phone = add(book, "small", **SMALL), add(book, "phone", **PHONE)
    request = PlanRequest(
        extra_minor=300_00, method=way, order=(phone.id, small.id), one_off_minor=900_00,
        one_off_on=date(2027, 1, 5), frozen=(small.id,) if way is Strategy.SNOWBALL else (),
    )  # fmt: skip
    answer = adopted(book, request)
    promised = answer.row(way)
    assert same(state(book).row, promised)
    for today in (date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 22), date(2027, 3, 1)):
        follow(
            book, today, lambda row, since=book.today: (row.due_on, row.amount_minor * (row.due_on >= since))
        )
        found = state(book)
        assert (found.row.debt_free_on, why(book).parts) == (promised.debt_free_on, ())


def test_what_is_due_today_may_still_be_paid_and_may_be_paid_already(book):
    loan = add(book, "small", **SMALL)
    adopted(book, PlanRequest(extra_minor=500_00, method=Strategy.AVALANCHE))
    (first, *_rest) = rows_of(book)
    book.today = first.due_on
    assert why(book).parts == ()
    pay(book, loan, first.amount_minor, book.today)
    assert why(book).parts == ()
    assert state(book).row.debt_free_on == find_plan(book, "plan").debt_free_on


def test_an_early_payment_moves_no_month(book):
    loan = add(book, "small", **SMALL)
    adopted(book, PlanRequest(extra_minor=500_00, method=Strategy.AVALANCHE))
    (first, *_rest) = rows_of(book)
    pay(book, loan, first.amount_minor, TODAY)
    found = why(book)
    assert (found.days, abs(found.cost_minor) <= 1_00) == (0, True)


def test_what_is_missing_is_missing_from_the_day_after_until_it_is_paid(book):
    small, _car = add(book, "small", **SMALL), add(book, "car", **CAR)
    adopted(book, PlanRequest(extra_minor=2000_00, method=Strategy.SNOWBALL))
    missed = next(row for row in rows_of(book) if row.extra_minor)
    follow(
        book, date(2026, 12, 15),
        lambda row: (row.due_on, row.amount_minor - (row == missed) * row.extra_minor),
    )  # fmt: skip
    assert state(book).standing is Tracking.BEHIND
    found = why(book)
    assert [part.cause for part in found.parts] == [Cause.PAYMENT]
    assert found.cost_minor > 20_00
    assert state(book).row.debt_free_on == found.now_on
    pay(book, small, missed.extra_minor, book.today)
    assert (state(book).standing, state(book).row.debt_free_on) == (
        Tracking.ON_PLAN, find_plan(book, "plan").debt_free_on
    )  # fmt: skip
    assert 0 < why(book).cost_minor < 20_00


def test_money_that_went_to_another_loan_is_spent(book):
    add(book, "small", **SMALL)
    car = add(book, "car", **(CAR | {"due_day": "28", "prepay_fee": "", "prepay_fee_until": ""}))
    adopted(book, PlanRequest(extra_minor=500_00, method=Strategy.SNOWBALL))
    small_extra = next(row for row in rows_of(book) if row.extra_minor)
    follow(
        book, date(2026, 12, 15),
        lambda row: (row.due_on, row.amount_minor - (row == small_extra) * row.extra_minor),
    )  # fmt: skip
    pay(book, car, small_extra.extra_minor, book.today)
    found = why(book)
    assert [part.cause for part in found.parts] == [Cause.PAYMENT]
    assert abs(found.days) <= 31
    assert abs(found.cost_minor) < 40_00


def test_every_fact_has_its_own_part(book):
    card = METHODS["revolving"] | {"method": "revolving", "periods": "", "balance": "8000"}
    small, owing = add(book, "small", **SMALL), add(book, "card", **card)
    adopted(book, PlanRequest(extra_minor=300_00, method=Strategy.AVALANCHE))
    assert change.add_charge(book, small, ChargeKind.LATE_FEE, 100_00, on=TODAY)[0]
    assert change.change_terms(book, small.id, {"rate": "18%"}, effective_on=TODAY + timedelta(days=30))[0]
    found = {part.cause: part for part in why(book).parts}
    assert set(found) == {Cause.FEE, Cause.RATE}
    assert found[Cause.FEE].cost_minor >= 100_00
    book.today = TODAY + timedelta(days=2)
    assert change.add_charge(book, owing, ChargeKind.PURCHASE, 2000_00, on=book.today)[0]
    add(book, "new", balance="5000", rate="12%")
    found = {part.cause: part for part in why(book).parts}
    assert set(found) == {Cause.FEE, Cause.RATE, Cause.CHARGE, Cause.EDIT}
    assert 0 < found[Cause.CHARGE].cost_minor < 2000_00
    assert 0 < found[Cause.EDIT].cost_minor < 5000_00


def test_a_loan_that_is_closed_frees_its_money(book):
    small, _car = add(book, "small", **SMALL), add(book, "car", **CAR)
    adopted(book, PlanRequest(method=Strategy.AVALANCHE))
    change.close_loan(book, small.id, TODAY)
    found = why(book)
    assert [part.cause for part in found.parts] == [Cause.EDIT]
    assert found.days < 0
    assert -8000_00 < found.cost_minor < 0
    assert state(book).row.debt_free_on == found.now_on


def test_a_balance_that_is_put_right_is_all_else_and_no_cost(book):
    small = add(book, "small", **SMALL)
    adopted(book, PlanRequest(extra_minor=300_00, method=Strategy.AVALANCHE))
    assert change.edit_loan(book, small.id, {"balance": "6000"})[0]
    found = why(book)
    assert [part.cause for part in found.parts] == [Cause.EDIT]
    assert found.days < 0
    assert -2000_00 < found.cost_minor < 0


def test_what_comes_every_quarter_is_put_aside(book):
    add(book, "quarterly", method="equal_principal", balance="12000", rate="9%", periods="8", every="quarter")
    add(book, "small", **SMALL)
    answer = adopted(book, PlanRequest(extra_minor=300_00, method=Strategy.AVALANCHE))
    promised = answer.row(Strategy.AVALANCHE)
    found = state(book).row
    assert found.debt_free_on == promised.debt_free_on
    assert found.interest_minor == pytest.approx(promised.interest_minor, rel=Decimal("0.01"))
    follow(book, date(2027, 1, 5))
    assert why(book).parts == ()


def test_minimums_above_a_fixed_sum_are_short(book):
    small = add(book, "small", **SMALL)
    adopted(book, PlanRequest(monthly_minor=210_00, method=Strategy.AVALANCHE))
    assert state(book).row.short is None
    assert change.change_terms(book, small.id, {"rate": "36%"}, effective_on=TODAY + timedelta(days=1))[0]
    book.today = TODAY + timedelta(days=2)
    assert state(book).row.short is not None
    found, problems = why_view(book, find_plan(book, "plan"))
    assert (found, problems[0].code) == (None, "plan_not_comparable")


loans_drawn = st.lists(
    st.tuples(
        st.sampled_from([*PLAIN, "revolving"]), st.integers(20, 300), st.integers(1, 31), st.integers(4, 30)
    ),
    min_size=1,
    max_size=3,
)
payments_drawn = st.lists(
    st.tuples(st.sampled_from(["as told", "less", "more", "late", "not"]), st.integers(1, 20)),
    min_size=40,
    max_size=40,
)


def made(book, drawn, way, extra):
    for number, (method, hundreds, day, periods) in enumerate(drawn):
        fields = METHODS[method] | {"method": method, "balance": str(100 * hundreds), "due_day": str(day)}
        if method not in ("revolving", "informal"):
            fields["periods"] = str(periods)
        if method == "revolving":
            fields["periods"] = ""
        add(book, f"loan {number}", **fields)
    return adopted(book, PlanRequest(extra_minor=extra, method=way))


@settings(max_examples=25)
@given(loans_drawn, st.sampled_from(WAYS), st.integers(0, 1000_00), st.integers(1, 110), payments_drawn)
def test_where_only_payments_differ_nothing_else_has_a_part(fresh, drawn, way, extra, days, how):
    with fresh() as book:
        if made(book, drawn, way, extra) is None:
            return
        until = TODAY + timedelta(days=days)
        acts = iter(how)

        def paid(row):
            act, by = next(acts, ("as told", 1))
            on = min(until, row.due_on + timedelta(days=by if act == "late" else 0))
            minor = {"less": row.amount_minor // (1 + by), "more": row.amount_minor + by * 50_00, "not": 0}
            return on, minor.get(act, row.amount_minor)

        follow(book, until, paid)
        found = why(book)
        assert {part.cause for part in found.parts} <= {Cause.PAYMENT}
        row = state(book).row
        assert row is None or row.debt_free_on == found.now_on


@settings(max_examples=25)
@given(loans_drawn, st.sampled_from(WAYS), st.integers(0, 1000_00), st.integers(1, 110))
def test_who_pays_as_told_moves_nothing(fresh, drawn, way, extra, days):
    with fresh() as book:
        answer = made(book, drawn, way, extra)
        if answer is None:
            return
        assert same(state(book).row, answer.row(answer.chosen))
        follow(book, TODAY + timedelta(days=days))
        found = why(book)
        assert (found.days, found.cost_minor, found.parts) == (0, 0, ())
        assert state(book).standing in (Tracking.ON_PLAN, Tracking.DONE)
