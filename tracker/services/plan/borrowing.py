"""A supposed loan among the loans of a plan: what it clears, what it brings, and the answer without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.domain.loan.facts import Loan, Method
from tracker.domain.loan.payoff import payoff
from tracker.domain.money import decimal_text
from tracker.domain.plan.new_loan import Borrow, NewLoan
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.whatif import refinanced
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.borrow.answers import NEW
from tracker.services.plan.answers import Beside, Cleared, PlanAnswer
from tracker.services.plan.debts import Taken
from tracker.services.plan.reading import Reading
from tracker.services.rule_check import cap_checks
from tracker.services.talk.arrears import arrears_view
from tracker.store.loan import read_entries, read_facts, read_loan

MOST_MONTHS = 600
_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """The loans of a plan with the supposed one among them."""

    reading: Reading
    loan: NewLoan
    rate: Rate
    clears: tuple[Cleared, ...]
    spare_minor: int
    is_kept: bool
    product: str


def borrow_into(book: Book, asked: Borrow, reading: Reading) -> Checked[Borrowed]:
    """The loans with the supposed one, without those it pays off; or what is wrong with it."""
    problems = _unfit(asked) + _not_among(book, asked, reading)
    if problems:
        return None, problems
    found = [_cleared(book, each) for each in reading.taken if each.loan.id in asked.refinances]
    clears = sum(each.minor for each, _beside in found)
    amount = asked.amount_minor if asked.amount_minor is not None else asked.fee.amount_for(clears)
    loan = NewLoan(amount=amount or 0, yearly=asked.rate.yearly(), periods=asked.periods, fee=asked.fee)
    if loan.received <= 0:
        value = decimal_text(loan.fee_sum, reading.currency)
        return None, (Problem(code="plan_borrow_fee", field="borrow_fee", value=value),)
    if loan.received < clears:
        return None, (_too_small(asked, loan, clears, reading.currency),)
    spare = loan.received - clears
    debts = refinanced(
        reading.debts, asked.refinances, loan, key=NEW, name=_("The new loan"), clears=clears,
        owed_beside=sum(beside for _each, beside in found),
    )  # fmt: skip
    new = replace(_taken(book, reading, loan), debt=debts[-1])
    kept = tuple(each for each in reading.taken if each.loan.id not in asked.refinances)
    return Borrowed(
        reading=replace(
            reading, taken=(*kept, new), cash_minor=0 if asked.is_kept else spare,
            own_minor=() if asked.refinances else loan.payments,
        ),
        loan=loan, rate=asked.rate, clears=tuple(each for each, _beside in found), spare_minor=spare,
        is_kept=asked.is_kept, product=asked.product,
    ), ()  # fmt: skip


def beside_of(book: Book, borrowed: Borrowed, without: PlanAnswer, answer: PlanAnswer) -> Beside | None:
    """The question without the loan and with it, by the method whose steps are shown.

    Where that one has no answer without the loan, both are as by avalanche.
    """
    way = answer.chosen if not without.rows or without.row(answer.chosen) else Strategy.AVALANCHE
    after = answer.row(way)
    if after is None:
        return None
    back = (
        sum(step.extra_minor for step in answer.steps if step.loan_id == NEW and not step.month)
        if borrowed.reading.cash_minor
        else 0
    )
    rates = borrowed.loan.true_rate()
    nominal, effective = rates or (None, None)
    checks, left = cap_checks(
        book, book.today, borrowed.product, nominal=_percent(nominal), effective=_percent(effective)
    )
    return Beside(
        loan=borrowed.loan, rate=borrowed.rate, clears=borrowed.clears, spare_minor=borrowed.spare_minor,
        is_kept=borrowed.is_kept, nominal=nominal, effective=effective, before=without.row(way), after=after,
        month_before_minor=without.regular_minor, month_after_minor=answer.regular_minor, checks=checks,
        not_held=left, back_minor=min(back, borrowed.reading.cash_minor),
    )  # fmt: skip


def _percent(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate * _HUNDRED


def _unfit(asked: Borrow) -> tuple[Problem, ...]:
    found = []
    if asked.amount_minor is None and not asked.refinances:
        found.append(Problem(code="required", field="borrow"))
    if asked.amount_minor is not None and asked.amount_minor <= 0:
        found.append(Problem(code="not_positive", field="borrow", value=str(asked.amount_minor)))
    if not 1 <= asked.periods <= MOST_MONTHS:
        params = {"low": "1", "high": str(MOST_MONTHS)}
        found.append(
            Problem(code="not_in_range", field="borrow_periods", value=str(asked.periods), params=params)
        )
    if asked.fee.percent is not None and not 0 <= asked.fee.percent < _HUNDRED:
        value, params = f"{asked.fee.percent}", {"low": "0", "high": "99.99"}
        found.append(Problem(code="not_in_range", field="borrow_fee", value=value, params=params))
    return tuple(found)


def _not_among(book: Book, asked: Borrow, reading: Reading) -> tuple[Problem, ...]:
    """The loans that are to be paid off and are in no plan of this currency."""
    known = {each.loan.id for each in reading.taken}
    why = {each.loan_id: each for each in reading.left_out}
    found = []
    for each in asked.refinances:
        if each in known:
            continue
        loan = read_loan(book.conn, each)
        name = loan.name if loan else str(each)
        if loan is not None and loan.currency != reading.currency:
            params = {"expected": reading.currency, "found": loan.currency}
            found.append(Problem(code="currency_mismatch", field="refinance", value=name, params=params))
        else:
            code = "plan_borrow_unrated" if each in why else "plan_borrow_nothing"
            found.append(Problem(code=code, field="refinance", value=name))
    return tuple(found)


def _cleared(book: Book, taken: Taken) -> tuple[Cleared, int]:
    """What clears a loan today, and what of it is owed either way although the plan has not counted it."""
    loan = taken.loan
    found = payoff(read_facts(book.conn, loan), book.today, entries=read_entries(book.conn, loan.id))
    told = arrears_view(book, loan).told_above_minor
    minor = max(0, found.total + told)
    return Cleared(loan_id=loan.id, loan=loan.name, minor=minor), found.penalty + found.late_fees + told


def _too_small(asked: Borrow, loan: NewLoan, clears: int, currency: str) -> Problem:
    needed = asked.fee.amount_for(clears)
    params = {
        "clears": decimal_text(clears, currency), "received": decimal_text(loan.received, currency),
        "needed": decimal_text(needed if needed is not None else clears, currency),
    }  # fmt: skip
    return Problem(
        code="plan_borrow_small", field="borrow", value=decimal_text(loan.amount, currency), params=params
    )


def _taken(book: Book, reading: Reading, loan: NewLoan) -> Taken:
    """The supposed loan as one of the plan: due a month from today, then on that day of each month."""
    as_loan = Loan(
        id=NEW, slug="", name=_("The new loan"), currency=reading.currency, method=Method.LEVEL_PAYMENT,
        tracked_from=book.today, balance_minor=loan.balance,
    )  # fmt: skip
    payments = loan.payments
    more = payments[-1] - loan.payment
    return Taken(
        loan=as_loan, debt=loan.as_debt(NEW, as_loan.name), since=book.today, day=book.today.day, dues=(),
        residue=(len(payments) - 1, more) if 0 < more <= len(payments) else None,
    )  # fmt: skip
