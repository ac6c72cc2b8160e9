"""Turns a draft into a loan and its first terms: what was not said is inferred or stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.calendar import step
from tracker.domain.loan.facts import Loan, Method, Terms
from tracker.domain.loan.naming import method_of
from tracker.domain.loan.reading import LoanDraft
from tracker.domain.loan.schedule import amortise, level_payment, rate_ratio
from tracker.domain.loan.solve import Known, solve
from tracker.domain.problems import Checked, Problem

Opened = tuple[Loan, Terms]


def open_loan(draft: LoanDraft, *, today: date, slug: str) -> Checked[Opened]:
    """The loan a draft describes, with the fourth of amount, rate, number and payment solved for.

    A draft with a balance is a loan joined half-way: it is tracked from `as_of`, or today. One with
    only a principal and an opening date is tracked from that date, so its whole history counts.
    """
    problems = list(_contradictions(draft))
    method = draft.method or infer_method(draft)
    draft, solved = solve_fourth(draft, method)
    problems += solved
    if problems:
        return None, tuple(problems)
    if draft.balance_minor is None and draft.principal_minor is None:
        return None, (Problem(code="required", field="balance"),)
    joined = draft.balance_minor is not None
    start = draft.as_of or (today if joined or draft.opened_on is None else draft.opened_on)
    balance = draft.balance_minor if joined else draft.principal_minor
    lent_now = not joined and draft.opened_on is None
    first = draft.terms.first_due_on
    if lent_now and draft.as_of is None and first is not None and first < today:
        # It cannot have been lent today: the first period ended on the first due date.
        start = step(first, -1, draft.terms.every, draft.terms.due_day)
    terms = replace(draft.terms, effective_on=start)
    if joined and draft.opened_on is not None and start > draft.opened_on and terms.periods is not None:
        terms = _remaining(draft, terms, method, start)
    loan = Loan(
        id=0,
        slug=slug,
        name=draft.name,
        lender=draft.lender,
        method=method,
        currency=draft.currency,
        opened_on=start if lent_now and draft.principal_minor is not None else draft.opened_on,
        tracked_from=start,
        balance_minor=balance or 0,
        principal_minor=draft.principal_minor,
        note=draft.note,
        stake=draft.stake,
    )
    return (loan, terms), ()


def infer_method(draft: LoanDraft) -> Method:
    """The repayment method the terms point to, else what goes by that name; what is left is informal."""
    terms = draft.terms
    if any(
        each is not None for each in (terms.credit_limit_minor, terms.statement_day, terms.minimum_percent)
    ):
        return Method.REVOLVING
    if terms.fee_percent is not None:
        return Method.FLAT_FEE
    has_rate = terms.rate is not None
    if (has_rate and (terms.periods or terms.payment_minor)) or (terms.periods and terms.payment_minor):
        return Method.LEVEL_PAYMENT
    return method_of(draft.name) or Method.INFORMAL


def _contradictions(draft: LoanDraft) -> list[Problem]:
    terms, found = draft.terms, []
    if draft.opened_on and terms.first_due_on and terms.first_due_on < draft.opened_on:
        found.append(_before_opened("first_due", terms.first_due_on, draft.opened_on))
    if draft.opened_on and draft.as_of and draft.as_of < draft.opened_on:
        found.append(_before_opened("as_of", draft.as_of, draft.opened_on))
    upfront, principal = terms.upfront_fee_minor, draft.principal_minor
    if upfront is not None and principal is not None and upfront >= principal:
        found.append(Problem(code="fee_above_principal", field="upfront_fee"))
    return found


def _before_opened(field: str, day: date, start: date) -> Problem:
    params = {"start": start.isoformat()}
    return Problem(code="before_opened", field=field, value=day.isoformat(), params=params)


def solve_fourth(draft: LoanDraft, method: Method) -> tuple[LoanDraft, tuple[Problem, ...]]:
    """Fill in the rate or the amount where the other three are given."""
    terms = draft.terms
    amount = draft.principal_minor if draft.principal_minor is not None else draft.balance_minor
    if method is not Method.LEVEL_PAYMENT or terms.periods is None or terms.payment_minor is None:
        return draft, ()
    if (amount is None) == (terms.rate is None):
        return draft, ()
    solution, problems = solve(
        method,
        Known(
            principal=amount,
            rate=terms.rate,
            periods=terms.periods,
            payment=terms.payment_minor,
            every=terms.every,
            basis=terms.day_count.year_basis,
            rounding=terms.rounding,
            currency=draft.currency,
        ),
    )
    if solution is None:
        return draft, problems
    if amount is None:
        return replace(draft, principal_minor=solution.principal), ()
    return replace(draft, terms=replace(terms, rate=solution.rate)), ()


def _remaining(draft: LoanDraft, terms: Terms, method: Method, start: date) -> Terms:
    """The terms of what is left of a loan joined half-way: later numbers, the same payment."""
    if method in (Method.REVOLVING, Method.CUSTOM, Method.BULLET) or draft.opened_on is None:
        return terms
    whole = amortise(method, terms, draft.principal_minor or draft.balance_minor or 1, start=draft.opened_on)
    gone = sum(1 for row in whole if row.due_on < start)
    if not whole or gone >= len(whole) or terms.periods is None:
        return terms
    payment = terms.payment_minor
    if payment is None and method is Method.LEVEL_PAYMENT and draft.principal_minor and terms.rate:
        num, den = rate_ratio(terms.rate, terms.every, terms.day_count.year_basis)
        payment = level_payment(draft.principal_minor, num, den, terms.periods, terms.rounding)
    anchor = terms.due_day or (terms.first_due_on or draft.opened_on).day
    return replace(
        terms,
        periods=terms.periods - gone,
        first_number=terms.first_number + gone,
        first_due_on=whole[gone].due_on,
        due_day=anchor if terms.every.months else terms.due_day,
        payment_minor=payment,
    )
