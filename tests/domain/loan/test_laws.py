"""Laws that hold for every loan, whatever was posted."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.loan.billing import accrued
from tracker.domain.loan.double_entry import Cause, Side, movements
from tracker.domain.loan.facts import (
    AllocationOrder,
    Arrangement,
    Charge,
    ChargeKind,
    Component,
    CustomInstalment,
    Excess,
    Loan,
    LoanFacts,
    Method,
    Payment,
    PaymentState,
    Scope,
    Statement,
    Terms,
    Waiver,
)
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.loan.summary import summarise
from tracker.domain.money import Rounding
from tracker.domain.rates import DayCount, Rate

START = date(2026, 1, 31)
DATES = st.dates(START, date(2027, 12, 31))
AMOUNTS = st.integers(1, 300_000)
ORDERS = st.builds(
    AllocationOrder,
    order=st.permutations(list(Component)).map(tuple),
    scope=st.sampled_from(Scope),
    switch_after_days=st.none() | st.integers(1, 120),
    switched=st.permutations(list(Component)).map(tuple),
)
INSTALMENT_METHODS = [each for each in Method if each is not Method.REVOLVING]
RATES = st.none() | st.builds(Rate, st.decimals(0, 60, places=2))


@st.composite
def terms_from(draw, on: date) -> Terms:
    return Terms(
        effective_on=on,
        rate=draw(RATES),
        day_count=draw(st.sampled_from([DayCount.EQUAL_MONTHS, DayCount.EQUAL_MONTHS, DayCount.ACTUAL_365])),
        periods=draw(st.none() | st.integers(1, 24)),
        payment_minor=draw(st.none() | st.integers(1_000, 200_000)),
        due_day=draw(st.none() | st.integers(1, 31)),
        first_due_on=draw(st.none() | st.dates(on, on + timedelta(days=90))),
        fee_percent=draw(st.none() | st.decimals(0, 2, places=2)),
        grace_days=draw(st.none() | st.integers(0, 10)),
        allocation=draw(ORDERS),
        rounding=draw(st.sampled_from(Rounding)),
        excess=draw(st.sampled_from(Excess)),
        statement_day=draw(st.none() | st.integers(1, 31)),
        minimum_percent=draw(st.none() | st.decimals(0, 20, places=1)),
        minimum_floor_minor=draw(st.none() | st.integers(0, 20_000)),
        promo_until=draw(st.none() | DATES),
    )


def payments_of(pairs) -> tuple[Payment, ...]:
    return tuple(
        Payment(id=number, loan_id=1, paid_on=on, amount_minor=amount, currency="CNY")
        for number, (on, amount) in enumerate(pairs, 1)
    )


@st.composite
def books(draw, methods=tuple(Method), *, changes: bool = True) -> LoanFacts:
    method = draw(st.sampled_from(methods))
    balance = draw(st.integers(1, 1_000_000))
    parts = draw(st.lists(st.integers(0, 100_000), min_size=1, max_size=6))
    if method is Method.CUSTOM:
        balance = sum(parts) or 1
    loan = Loan(
        id=1, slug="a", name="A", currency="CNY", method=method, tracked_from=START, balance_minor=balance,
        opened_on=draw(st.sampled_from([None, START, date(2025, 6, 30)])),
    )  # fmt: skip
    later = draw(st.lists(DATES.filter(lambda on: on > START).flatmap(terms_from), max_size=2))
    return LoanFacts(
        loan=loan,
        terms=(
            draw(terms_from(START)),
            *(sorted(later, key=lambda each: each.effective_on) if changes else ()),
        ),
        payments=payments_of(draw(st.lists(st.tuples(DATES, AMOUNTS), max_size=8))),
        charges=tuple(
            Charge(id=number, loan_id=1, charged_on=on, kind=kind, amount_minor=amount)
            for number, (on, kind, amount) in enumerate(
                sorted(draw(st.lists(st.tuples(DATES, st.sampled_from(ChargeKind), AMOUNTS), max_size=3)))
            )
            if changes
        ),
        waivers=tuple(
            Waiver(id=number, loan_id=1, waived_on=on, component=component, amount_minor=amount)
            for number, (on, component, amount) in enumerate(
                sorted(draw(st.lists(st.tuples(DATES, st.sampled_from(Component), AMOUNTS), max_size=3)))
            )
            if changes
        ),
        statements=tuple(
            Statement(
                id=number, loan_id=1, statement_on=on, due_on=on + timedelta(days=20), balance_minor=amount,
                minimum_minor=least,
            )
            for number, (on, amount, least) in enumerate(
                sorted(
                    draw(st.lists(st.tuples(DATES, AMOUNTS, st.integers(0, 9_000)), max_size=2)),
                )
            )
            if changes and method is Method.REVOLVING
        ),
        custom=tuple(
            CustomInstalment(
                number=number, due_on=START + timedelta(days=30 * number), principal_minor=part,
                interest_minor=7 * number,
            )
            for number, part in enumerate(parts, 1)
            if method is Method.CUSTOM
        ),
    )  # fmt: skip


@settings(max_examples=400)
@given(books())
def test_a_balance_is_principal_and_charges_and_never_below_zero(facts):
    ledger = replay(facts)
    assert ledger.balance == ledger.principal + ledger.charges_open
    assert ledger.principal >= 0 <= ledger.credit
    assert all(amount >= 0 for amount in ledger.charges.values())
    assert all(minor >= 0 for minor in ledger.months.values())
    for row in ledger.instalments:
        assert row.open >= 0 <= row.balance
        assert min(row.paid_principal, row.paid_interest, row.paid_fee) >= 0
        assert row.paid_principal <= row.principal
        assert row.paid_interest <= row.interest
        assert row.paid_fee <= row.fee
        assert (row.settled_on is not None) == (row.open == 0)
    numbers = [row.number for row in ledger.instalments]
    assert len(set(numbers)) == len(numbers)


@given(books())
def test_an_allocation_sums_to_the_payment(facts):
    ledger = replay(facts, allocations=True)
    assert {each.id: each.amount_minor for each in facts.payments} == {
        number: found.total for number, found in ledger.allocations.items()
    }
    if not facts.statements:  # an issuer's statement has its own idea of what was overpaid
        paid = sum(ledger.paid.values()) + ledger.credit
        assert paid == sum(each.amount_minor for each in facts.payments)


@given(books(INSTALMENT_METHODS))
def test_principal_parts_sum_to_the_principal(facts):
    """What is open of the instalments is the principal, less what no schedule has yet."""
    ledger = replay(facts)
    rows = ledger.instalments
    scheduled = sum(row.principal - row.paid_principal for row in rows)
    assert scheduled <= ledger.principal
    lent_again = any(each.kind.component is Component.PRINCIPAL for each in facts.charges)
    if rows and rows[-1].balance == 0 and not lent_again:
        assert scheduled == ledger.principal


@given(books(INSTALMENT_METHODS))
def test_paid_parts_and_extra_principal_are_what_was_paid(facts):
    ledger = replay(facts)
    rows = ledger.instalments + ledger.folded
    in_rows = sum(row.paid_principal for row in rows)
    assert in_rows <= ledger.paid[Component.PRINCIPAL]  # the rest repaid what was not billed yet
    if not facts.charges:
        assert sum(row.paid_interest for row in rows) <= ledger.paid[Component.INTEREST]
        assert not ledger.paid[Component.PENALTY]
        if not ledger.folded:
            assert sum(row.paid_interest for row in rows) == ledger.paid[Component.INTEREST]
            assert sum(row.paid_fee for row in rows) == ledger.paid[Component.FEE]
    if not (facts.charges or facts.waivers):
        assert ledger.principal == facts.loan.balance_minor - ledger.paid[Component.PRINCIPAL]


@given(books(), st.randoms(use_true_random=False))
def test_same_day_order_does_not_matter(facts, shuffler: random.Random):
    day = date(2026, 5, 20)
    payments = tuple(replace(each, paid_on=min(each.paid_on, day)) for each in facts.payments)
    facts = replace(facts, payments=payments)
    mixed = list(payments)
    shuffler.shuffle(mixed)
    assert replay(replace(facts, payments=tuple(mixed))) == replay(facts)


@given(books(), DATES)
def test_until_a_date_is_the_facts_up_to_it(facts, on):
    known = replace(
        facts,
        terms=facts.terms[:1] + tuple(each for each in facts.terms[1:] if each.effective_on <= on),
        payments=tuple(each for each in facts.payments if each.paid_on <= on),
        charges=tuple(each for each in facts.charges if each.charged_on <= on),
        waivers=tuple(each for each in facts.waivers if each.waived_on <= on),
        statements=tuple(each for each in facts.statements if each.statement_on <= on),
    )
    assert replay(facts, until=on) == replay(known)


@given(books(), AMOUNTS, st.integers(1, 400))
def test_a_later_payment_changes_no_earlier_allocation(facts, amount, days):
    last = max((each.paid_on for each in facts.payments), default=START)
    new = Payment(id=99, loan_id=1, paid_on=last + timedelta(days=days), amount_minor=amount, currency="CNY")
    before = replay(facts, allocations=True).allocations
    after = replay(replace(facts, payments=(*facts.payments, new)), allocations=True).allocations
    assert {number: after[number] for number in before} == before


@given(books(), st.sampled_from([each for each in PaymentState if each is not PaymentState.POSTED]))
def test_payments_that_are_not_posted_change_nothing(facts, state):
    waiting = replace(facts, payments=tuple(replace(each, state=state) for each in facts.payments))
    assert replay(waiting) == replay(replace(facts, payments=()))


@settings(max_examples=300)
@given(books(), DATES)
def test_paying_the_payoff_amount_settles(facts, on):
    quote = payoff(facts, on)
    if not quote.total:
        return
    known = replace(facts, payments=tuple(each for each in facts.payments if each.paid_on <= on))
    paid = Payment(id=99, loan_id=1, paid_on=on, amount_minor=quote.total, currency="CNY")
    # It is the last payment of its day, whatever the amounts.
    entries = sorted((each.paid_on, each.amount_minor, each.id) for each in known.payments)
    ledger = replay(facts, until=on, entries=[*entries, (on, paid.amount_minor, 99)])
    assert ledger.balance == 0
    assert all(row.open == 0 for row in ledger.instalments)


SIMPLE = (Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FLAT_FEE, Method.BULLET)


def cost_and_end(facts: LoanFacts) -> tuple[int, date]:
    ledger = replay(facts)
    cost = ledger.paid[Component.INTEREST] + ledger.paid[Component.FEE]
    cost += sum(row.open - (row.principal - row.paid_principal) for row in ledger.instalments)
    last = max((row.settled_on or row.due_on for row in ledger.instalments), default=START)
    return cost, last


def paid_ahead(facts: LoanFacts) -> int:
    """Interest of a cleared loan that was paid before it accrued: nobody gives it back."""
    ledger, count = replay(facts), facts.terms[0].day_count
    if ledger.balance:
        return 0
    return sum(
        max(0, row.paid_interest - accrued(row, count, row.settled_on))
        for row in ledger.instalments
        if row.settled_on is not None
    )


@settings(max_examples=300)
@given(
    st.sampled_from(SIMPLE),
    st.decimals(0, 40, places=2),
    st.integers(1, 24),
    st.sampled_from(Excess),
    st.sampled_from([DayCount.EQUAL_MONTHS, DayCount.ACTUAL_365]),
    st.lists(st.tuples(DATES, AMOUNTS), min_size=1, max_size=6),
    st.data(),
)
def test_paying_more_never_costs_more_nor_takes_longer(method, rate, periods, excess, count, pairs, data):
    loan = Loan(id=1, slug="a", name="A", currency="CNY", method=method, tracked_from=START, opened_on=START,
                balance_minor=500_000)  # fmt: skip
    terms = Terms(
        effective_on=START, rate=Rate(rate), periods=periods, excess=excess, day_count=count,
        fee_percent=Decimal("0.5"),
    )  # fmt: skip
    facts = LoanFacts(loan=loan, terms=(terms,), payments=payments_of(pairs))
    place = data.draw(st.integers(0, len(pairs) - 1))
    more = data.draw(AMOUNTS)
    raised = [(on, amount + more * (number == place)) for number, (on, amount) in enumerate(pairs)]
    cost, end = cost_and_end(facts)
    more_paid = replace(facts, payments=payments_of(raised))
    less_cost, sooner = cost_and_end(more_paid)
    # What pays instalments ahead pays their interest too; a smaller one leaves it to be dropped once a
    # later payment clears the loan.
    assert less_cost <= cost + paid_ahead(more_paid)
    assert sooner <= max(end, max(on for on, _ in pairs))


@pytest.mark.parametrize("count", [DayCount.EQUAL_MONTHS, DayCount.ACTUAL_365])
def test_more_in_advance_costs_the_interest_it_pays_ahead_and_no_more(count):
    """The known case in which paying more costs more: a later payment of the day clears the loan."""
    loan = Loan(id=1, slug="a", name="A", currency="CNY", method=Method.LEVEL_PAYMENT, tracked_from=START,
                opened_on=START, balance_minor=500_000)  # fmt: skip
    terms = Terms(effective_on=START, rate=Rate(Decimal("21.51")), periods=5, excess=Excess.ADVANCE,
                  day_count=count)  # fmt: skip

    def paying(*amounts: int) -> LoanFacts:
        return LoanFacts(loan=loan, terms=(terms,), payments=payments_of((START, each) for each in amounts))

    less, more = paying(136_326, 253_572, 293_599), paying(136_326, 293_599, 478_385)
    assert 0 < cost_and_end(more)[0] - cost_and_end(less)[0] <= paid_ahead(more)


@given(books())
def test_kept_sums_agree_with_the_ledger(facts):
    """Nothing here is asked for a date: the sums cannot depend on today."""
    ledger, kept = replay(facts), summarise(facts)
    state = kept.state
    assert state.balance_minor == ledger.balance == state.principal_minor + state.charges_minor
    assert sum(due.open_minor for due in kept.dues) == sum(row.open for row in ledger.instalments)
    assert kept.points[-1][1] == ledger.balance
    assert summarise(facts) == kept
    parts = (state.paid_principal_minor, state.paid_interest_minor, state.paid_fee_minor)
    assert state.paid_minor == sum(parts) + state.paid_penalty_minor


@pytest.mark.parametrize("method", Method)
def test_a_loan_of_nothing_owes_nothing(method):
    loan = Loan(id=1, slug="a", name="A", currency="CNY", method=method, tracked_from=START, balance_minor=0)
    terms = Terms(
        effective_on=START, rate=Rate(Decimal(12)), periods=3, due_day=5, minimum_percent=Decimal(5)
    )
    ledger = replay(LoanFacts(loan=loan, terms=(terms,)))
    never = START if method is Method.REVOLVING else None  # nothing was owed that could be settled
    assert (ledger.balance, ledger.instalments, ledger.settled_on) == (0, [], never)


@settings(max_examples=300)
@given(books(), st.none() | DATES, st.integers(1, 400_000))
def test_movements_add_up_to_nothing_and_their_debt_to_the_balance(facts, arranged_on, amount):
    if arranged_on is not None:
        agreed = Arrangement(effective_on=arranged_on, payments=((arranged_on + timedelta(days=40), amount),))
        facts = replace(facts, arrangements=(agreed,))
    ledger = replay(facts, allocations=True)
    moved = list(movements(facts, ledger))
    assert all(sum(leg.minor for leg in each.legs) == 0 for each in moved)
    assert [each.on for each in moved] == sorted(each.on for each in moved)
    legs = [leg for each in moved for leg in each.legs]
    assert -sum(leg.minor for leg in legs if leg.side is Side.DEBT) == ledger.balance
    assert sum(leg.minor for leg in legs if leg.side is Side.OVERPAID) == ledger.credit
    paid = {each.fact: each for each in moved if each.cause is Cause.PAYMENT}
    assert {number: -each.legs[0].minor for number, each in paid.items()} == {
        number: found.total for number, found in ledger.allocations.items()
    }
    for number, each in paid.items():
        split = ledger.allocations[number]
        parts = {part: sum(leg.minor for leg in each.legs if leg.component is part) for part in Component}
        assert parts == {
            Component.PENALTY: split.penalty, Component.FEE: split.fee,
            Component.INTEREST: split.interest, Component.PRINCIPAL: split.principal,
        }  # fmt: skip
