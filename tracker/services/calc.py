"""Calculators on what is typed; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.calendar import step
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.loan.opening import solve_fourth
from tracker.domain.loan.reading import LoanDraft, Reader, first_terms, read_terms
from tracker.domain.loan.schedule import ScheduleRow, amortise, has_schedule
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.domain.typed.rate import parse_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """A schedule with its totals, and the terms it follows, the solved one included."""

    rows: tuple[ScheduleRow, ...]
    currency: str
    principal_minor: int
    rate: Rate | None
    payment_minor: int
    interest_minor: int
    fee_minor: int
    endless: bool
    """Whether the payment never reaches the principal, so that the rows were cut off."""


def calculate_schedule(fields: Mapping[str, str], *, today: date, currency: str) -> Checked[Calculation]:
    """The schedule of typed terms: method, principal, start, and the words of a loan's terms.

    A bare `--rate` below 1 is a fraction here (CLI.md 5). Without a start the first period is counted
    back from the first due date, or forward from today.
    """
    draft, problems = read_typed(fields, today=today, currency=currency)
    if draft is None or draft.method is None:
        return None, problems
    method, terms = draft.method, draft.terms
    start = draft.opened_on or _start(method, terms, today)
    draft, problems = solve_fourth(draft, method)
    if problems:
        return None, problems
    terms, principal = draft.terms, draft.principal_minor
    if not principal:
        return None, (Problem(code="required", field="principal"),)
    if not has_schedule(method, terms):
        return None, (Problem(code="terms_missing", field="periods"),)
    rows = amortise(method, terms, principal, start=start)
    return Calculation(
        rows=rows,
        currency=currency,
        principal_minor=principal,
        rate=terms.rate,
        payment_minor=sum(row.payment for row in rows),
        interest_minor=sum(row.interest for row in rows),
        fee_minor=sum(row.fee for row in rows),
        endless=bool(rows) and rows[-1].balance > 0,
    ), ()


def read_typed(fields: Mapping[str, str], *, today: date, currency: str) -> Checked[LoanDraft]:
    """What was typed into a calculator, as a loan without a name; its start is the day it was opened."""
    plain = {key: value for key, value in fields.items() if key != "rate"}
    reader = Reader(plain, today=today, currency=currency)
    method = reader.choice("method", Method, Method.LEVEL_PAYMENT)
    principal = reader.amount("principal", None)
    start = reader.on("start", None)
    terms = read_terms(reader, first_terms(method, start or today))
    if fields.get("rate", "").strip():
        rate, problems = parse_rate(fields["rate"], bare_fraction=True)
        reader.problems += problems
        terms = replace(terms, rate=rate)
    if method is Method.CUSTOM:
        reader.wrong(
            "not_a_choice", "method", accepted=", ".join(m for m in Method if m is not Method.CUSTOM)
        )
    if reader.problems:
        return None, tuple(reader.problems)
    return LoanDraft(
        name="", currency=currency, method=method, principal_minor=principal, opened_on=start, terms=terms
    ), ()


def _start(method: Method, terms: Terms, today: date) -> date:
    """One period before the first due date; all of them before the one due date of a bullet loan."""
    if terms.first_due_on is None:
        return today
    periods = (terms.periods or 1) if method is Method.BULLET else 1
    return step(terms.first_due_on, -periods, terms.every, terms.due_day)
