"""A loan as a plan takes it: paying the minimums only comes to what the loan itself says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lived import METHODS, TODAY, add, pay

from tracker.domain.loan.facts import ChargeKind
from tracker.domain.loan.ledger import replay
from tracker.domain.plan.debt import Budget, Fixed, Parts, PrepayFee, Share
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate
from tracker.services.evidence import add_evidence
from tracker.services.loan import change
from tracker.services.plan.debts import Taken, take
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.offers import add_offer
from tracker.store.loan import read_entries, read_facts, read_loan

LEVEL = {"method": "level_payment", "rate": "15.4%", "periods": "24", "due_day": "28"}
CARD = METHODS["revolving"] | {"method": "revolving", "periods": ""}


def taken_of(book, loan):
    loan = read_loan(book.conn, loan.id)
    return take(read_facts(book.conn, loan), book.today, read_entries(book.conn, loan.id))


def ledger_of(book, loan):
    loan = read_loan(book.conn, loan.id)
    return replay(read_facts(book.conn, loan), entries=read_entries(book.conn, loan.id))


def run_of(taken):
    return simulate([taken.debt], Budget(), Strategy.MINIMUM)


def compared(book, loan):
    """The run of minimums, and how far what it pays is from all that is open of the loan."""
    taken, ledger = taken_of(book, loan), ledger_of(book, loan)
    assert isinstance(taken, Taken)
    run = run_of(taken)
    open_minor = sum(row.open for row in ledger.instalments)
    charges = 0 if loan.method == "revolving" else ledger.charges_open
    assert run.ends
    if ledger.instalments[-1].due_on > book.today:
        assert taken.due_in(len(run.months) - 1) == ledger.instalments[-1].due_on
    return taken, run, run.paid - open_minor - charges


CASES = {
    "level": LEVEL,
    "level on the 31st": LEVEL | {"due_day": "31"},
    "level by its payment": LEVEL | {"payment": "500", "periods": ""},
    "weekly": LEVEL | {"periods": "50", "due_day": "", "every": "week", "first_due": "2026-11-25"},
    "quarterly": {
        "method": "equal_principal", "periods": "8", "due_day": "15", "every": "quarter",
        "first_due": "2027-01-15",
    },
    "equal principal": METHODS["equal_principal"] | {"method": "equal_principal"},
    "interest only": METHODS["interest_only"] | {"method": "interest_only"},
    "flat fee": METHODS["flat_fee"] | {"method": "flat_fee", "rate": ""},
    "card": CARD,
    "card with a floor": CARD | {"minimum_floor": "400"},
    "card whose floor is beyond its share": CARD | {"minimum_percent": "1", "minimum_floor": "900"},
    "card with a floor alone": CARD | {"minimum_percent": "", "minimum_floor": "700"},
    "late card with a floor": CARD | {"minimum_floor": "400", "as_of": "2026-08-01"},
    "card at no interest for a time": CARD | {"promo_until": "2027-02-28"},
    "family": METHODS["informal"] | {"method": "informal", "rate": "", "periods": ""},
    "family, on one day": {
        "method": "informal", "rate": "", "periods": "", "due_day": "", "first_due": "2027-05-01",
    },
    "late": LEVEL | {"as_of": "2026-08-01"},
    "late card": CARD | {"as_of": "2026-08-01"},
    "late flat fee": METHODS["flat_fee"] | {"method": "flat_fee", "rate": "", "as_of": "2026-08-01"},
    "first due later": LEVEL | {"first_due": "2027-02-28"},
    "last instalment": LEVEL | {"periods": "1"},
}  # fmt: skip


@pytest.mark.parametrize("fields", CASES.values(), ids=CASES)
def test_minimums_only_come_to_the_loans_own_projection_to_the_cent(book, fields):
    assert compared(book, add(book, **fields))[2] == 0


@pytest.mark.parametrize(
    ("fields", "within"),
    [
        (LEVEL | {"day_count": "actual_365"}, 24 * 10_00 // 24 * 5),
        (METHODS["bullet"] | {"method": "bullet", "due_day": ""}, 4),
    ],
    ids=["days counted one by one", "bullet"],
)
def test_where_days_are_counted_the_projection_differs_by_little(book, fields, within):
    _taken, run, off = compared(book, add(book, **fields))
    assert abs(off) <= within
    assert run.interest > 0


def test_a_card_with_a_printed_statement_pays_it_without_more_interest(book):
    loan = add(book, **CARD | {"as_of": "2026-11-01"})
    done, problems = change.add_statement(
        book, loan, statement_on=date(2026, 11, 6), due_on=date(2026, 11, 24), balance_minor=9_876_54,
        minimum_minor=987_00,
    )  # fmt: skip
    assert done, problems
    taken, run, off = compared(book, loan)
    assert off == 0
    assert run.months[0].interest == (0,)
    assert run.months[0].paid == (taken.debt.arrears,)
    assert taken.asks[-1] == (date(2026, 11, 24), 987_00)


def test_paid_ahead_it_asks_for_nothing_this_month(book):
    loan = add(book, **LEVEL | {"as_of": "2026-11-01", "excess": "advance"})
    pay(book, loan, ledger_of(book, loan).instalments[0].amount)
    taken, run, off = compared(book, loan)
    assert off == 0
    assert run.months[0].paid == run.months[0].interest == (0,)
    assert taken.debt.starts_month == 1


def test_a_card_paid_this_month_starts_with_its_next_statement(book):
    loan = add(book, **CARD)
    pay(book, loan, ledger_of(book, loan).instalments[0].open)
    taken, run, off = compared(book, loan)
    assert (off, run.months[0].paid, taken.debt.arrears) == (0, (0,), 0)
    assert run.months[1].paid[0] > 0


def test_partly_paid_only_the_rest_of_the_instalment_is_asked_for(book):
    loan = add(book, **LEVEL | {"as_of": "2026-11-01"})
    pay(book, loan, 200_00)
    taken, run, off = compared(book, loan)
    row = next(row for row in ledger_of(book, loan).instalments if row.open)
    assert off == 0
    assert run.months[0].paid == (row.open,)
    assert taken.asks == ((row.due_on, row.open),)


def test_charges_and_arrears_are_asked_for_at_once(book):
    loan = add(book, **LEVEL | {"as_of": "2026-10-01"})
    assert change.add_charge(book, loan, ChargeKind.LATE_FEE, 50_00, on=TODAY)[0]
    taken, run, off = compared(book, loan)
    assert off == 0
    late = [row for row in ledger_of(book, loan).instalments if row.due_on < TODAY]
    assert taken.asks[:2] == ((TODAY, late[0].open), (TODAY, 50_00))
    assert run.months[0].required[0] == taken.debt.arrears


def test_an_instalment_due_today_is_paid_today(book):
    loan = add(book, **LEVEL | {"due_day": "21", "first_due": "2026-11-21", "as_of": "2026-10-25"})
    taken, _run, off = compared(book, loan)
    assert off == 0
    assert taken.asks[0] == (TODAY, ledger_of(book, loan).instalments[0].open)


def test_new_terms_to_come_are_in_its_months(book):
    loan = add(book, **LEVEL)
    change.change_terms(book, loan.id, {"rate": "10%"}, effective_on=TODAY + timedelta(days=100))
    taken, run, off = compared(book, loan)
    assert off == 0
    assert isinstance(taken.debt.minimum, Parts)
    assert run.months[1].interest > run.months[5].interest


def test_a_card_whose_rate_changes_later_costs_it_from_then_on(book):
    loan = add(book, **CARD)
    change.change_terms(book, loan.id, {"rate": "12%"}, effective_on=date(2027, 3, 1))
    taken = taken_of(book, loan)
    assert [(step.month, step.yearly) for step in taken.debt.rates] == [
        (0, 0), (1, Decimal("0.1825")), (3, Decimal("0.12"))
    ]  # fmt: skip


def test_an_arrangement_in_force_is_its_dated_sums(book, tmp_path):
    loan = add(book, **LEVEL | {"as_of": "2026-08-01"})
    given = {"kind": "instalments", "payments": "5 x 1500 from 2026-12-05", "on": "2026-11-20"}
    done, problems = add_offer(book, loan, given)
    assert done, problems
    (tmp_path / "letter.txt").write_text("we confirm")
    letter, problems = add_evidence(book, tmp_path / "letter.txt", {"kind": "letter"}, loan=loan)
    assert letter, problems
    fields = {"letter": str(letter.ids[0]), "effective": "2026-11-20"}
    accepted, problems = accept_offer(book, done.ids[0], fields)
    assert accepted, problems
    taken, _run, off = compared(book, loan)
    assert off == 0
    assert taken.debt.minimum == Parts(principal=(1_500_00,) * 5)
    assert taken.debt.rates == ()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (LEVEL | {"rate": "", "payment": "500", "periods": ""}, "no_rate"),
        (LEVEL | {"periods": ""}, "no_schedule"),
        (CARD | {"minimum_percent": ""}, "no_minimum"),
        (CARD | {"rate": ""}, "no_rate"),
    ],
)
def test_what_cannot_be_counted_is_left_out_with_the_reason(book, fields, why):
    assert taken_of(book, add(book, **fields)) == why


def test_a_family_loan_without_days_asks_for_nothing(book):
    loan = add(book, method="informal", rate="", periods="", due_day="")
    taken = taken_of(book, loan)
    assert taken.debt.minimum == Fixed(amount=0)
    assert run_of(taken).endless


@pytest.mark.parametrize(
    ("until", "fee"),
    [
        ("", PrepayFee(percent=Decimal(2), last_month=None)),
        ("2027-06-01", PrepayFee(percent=Decimal(2), last_month=6)),
        ("2026-11-21", None),
    ],
)
def test_a_fee_for_paying_early_holds_as_long_as_the_contract_says(book, until, fee):
    assert taken_of(book, add(book, **LEVEL, prepay_fee="2", prepay_fee_until=until)).debt.prepay_fee == fee


def test_a_flat_fee_is_seen_by_the_rate_it_comes_to(book):
    taken = taken_of(book, add(book, **METHODS["flat_fee"] | {"method": "flat_fee", "rate": ""}))
    assert taken.debt.rates == ()
    assert taken.debt.fees_within == 12 * 60_00
    assert Decimal("0.125") < taken.debt.quoted < Decimal("0.135")


def test_a_card_asks_for_a_share_or_the_same_sum(book):
    assert isinstance(taken_of(book, add(book, **CARD)).debt.minimum, Share)
    fixed = taken_of(book, add(book, "other", **CARD | {"payment": "300"}))
    assert fixed.debt.minimum == Fixed(amount=300_00)


@given(
    st.integers(0, 400), st.sampled_from(["level_payment", "equal_principal", "interest_only", "flat_fee"])
)
def test_whenever_it_is_looked_at_its_minimums_come_to_what_is_open(fresh, ahead, method):
    with fresh(TODAY) as book:
        loan = add(book, **METHODS[method] | {"method": method})
        book.today = TODAY + timedelta(days=ahead)
        if sum(row.open for row in ledger_of(book, loan).instalments):
            assert compared(book, loan)[2] == 0
