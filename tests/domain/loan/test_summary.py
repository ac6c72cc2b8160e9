"""The sums kept of a loan: 300.00 at 1% a month in three payments from 15 January."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.loan.facts import ChargeKind, Method, Terms
from tracker.domain.loan.ledger import Instalment
from tracker.domain.loan.summary import streak, summarise

THREE = {"rate": "12", "periods": 3}


def test_the_state(facts):
    given = facts(
        Method.LEVEL_PAYMENT, 30000, paid=[("02-15", 10201), ("03-20", 5000)],
        charged=[("03-18", ChargeKind.LATE_FEE, 50)], **THREE,
    )  # fmt: skip
    state = summarise(given).state
    # 50 of the fee, 201 and 101 of interest, 4648 of principal: the third period runs by the 20th.
    assert (state.paid_minor, state.paid_fee_minor, state.paid_penalty_minor) == (15201, 50, 0)
    assert (state.paid_interest_minor, state.paid_principal_minor) == (501, 14650)
    assert (state.balance_minor, state.principal_minor, state.charges_minor) == (15350, 15350, 0)
    assert (state.payments, state.last_paid_on, state.as_of) == (2, date(2026, 3, 20), date(2026, 3, 20))
    assert (state.instalments, state.settled, state.late, state.worst_late_days, state.streak) == (
        3,
        1,
        0,
        0,
        1,
    )
    assert (state.ends_on, state.never_ends, state.settled_on) == (date(2026, 4, 15), False, None)
    assert str(state.rate.percent) == "12"


def test_lateness(facts):
    paid = [("02-20", 10201), ("03-15", 10201)]
    state = summarise(facts(Method.LEVEL_PAYMENT, 30000, paid=paid, **THREE)).state
    # 20 February also runs in the second period, which the payment did not reach.
    assert (state.settled, state.late, state.worst_late_days, state.streak) == (2, 1, 5, 1)


def test_the_dues(facts):
    given = facts(Method.LEVEL_PAYMENT, 30000, paid=[("02-15", 10201)], lead_days=2, **THREE)
    dues = summarise(given).dues
    assert [(due.number, due.kind, due.open_minor) for due in dues] == [
        (2, "instalment", 10201), (3, "final", 10200),
    ]  # fmt: skip
    second = dues[0]
    assert (second.due_on, second.pay_by) == (date(2026, 3, 15), date(2026, 3, 13))
    assert (second.amount_minor, second.principal_minor, second.interest_minor) == (10201, 10000, 201)
    assert (second.fee_minor, second.balance_after_minor, second.estimate) == (0, 10099, False)


def test_one_due_alone_is_not_called_final(facts):
    assert [due.kind for due in summarise(facts(Method.BULLET, 100, periods=1)).dues] == ["instalment"]


def test_a_closed_loan_has_no_dues(facts):
    given = facts(Method.LEVEL_PAYMENT, 30000, **THREE)
    closed = replace(given, loan=replace(given.loan, closed_on=date(2026, 2, 1)))
    assert summarise(closed).dues == ()


def test_no_end_is_told_of_an_endless_loan(facts):
    state = summarise(facts(Method.LEVEL_PAYMENT, 30000, rate="12", payment_minor=300)).state
    assert (state.never_ends, state.ends_on) == (True, None)
    unknown = summarise(facts(Method.LEVEL_PAYMENT, 30000)).state
    assert (unknown.never_ends, unknown.ends_on, unknown.rate) == (False, None, None)


def test_balances_at_month_ends(facts):
    given = facts(Method.LEVEL_PAYMENT, 30000, paid=[("02-15", 10201), ("04-15", 5000)], **THREE)
    assert summarise(given).points == (
        (date(2026, 1, 31), 30000), (date(2026, 2, 28), 20099), (date(2026, 3, 31), 20099),
        (date(2026, 4, 30), 20099 - 5000 + 201 + 101 - 101),
    )  # fmt: skip


def test_the_rate_is_that_of_the_last_fact(facts):
    from decimal import Decimal

    from tracker.domain.rates import Rate

    later = [Terms(effective_on=date(2026, 2, 15), rate=Rate(Decimal(24)), periods=3)]
    before = facts(Method.LEVEL_PAYMENT, 30000, paid=[("02-14", 1)], later=later, **THREE)
    after = facts(Method.LEVEL_PAYMENT, 30000, paid=[("02-15", 1)], later=later, **THREE)
    assert str(summarise(before).state.rate.percent) == "12"
    assert str(summarise(after).state.rate.percent) == "24"


def test_a_streak_counts_back_to_the_last_late_one():
    def row(settled: int | None) -> Instalment:
        on = date(2026, 2, settled) if settled else None
        return Instalment(
            number=1, started_on=date(2026, 1, 1), due_on=date(2026, 2, 10), principal=1, interest=0, fee=0,
            balance=0, settled_on=on,
        )  # fmt: skip

    assert streak([]) == 0
    assert streak([row(9), row(11), row(10), row(9), row(None)]) == 2
    assert streak([row(9), row(11)]) == 0
