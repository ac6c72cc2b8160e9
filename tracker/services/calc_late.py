"""What paying late costs, of a typed sum or of the next due of a loan; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.facts import Loan, Terms, terms_on
from tracker.domain.loan.lateness import LateCost, late_costs
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.reading import Reader, first_terms, read_terms
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.rate import Unit
from tracker.services.book import Book
from tracker.store.loan import read_entries, read_facts, read_loan

TERMS = ("rate", "penalty_rate", "late_fee", "late_fee_floor", "late_fee_cap", "grace_days", "day_count")
"""The words of the terms that lateness goes by."""
_LONGEST = 3660
_USUAL_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswer:
    """The cost of being late, step by step; an estimate until the lender says."""

    currency: str
    due_minor: int
    principal_minor: int | None
    """The part that bears penalty interest; None is all of it."""
    terms: Terms
    days: int
    costs: tuple[LateCost, ...]
    loan: Loan | None = None
    due_on: date | None = None
    unknown: tuple[str, ...] = ()
    """Terms of the loan nobody knows, which count as nothing: penalty_rate, late_fee."""


def late_of_typed(
    fields: Mapping[str, str], *, today: date, currency: str, rate_unit: Unit | None = None
) -> Checked[LateAnswer]:
    """What a sum costs when paid late: amount, principal, days, and words of the terms."""
    reader = Reader(fields, today=today, currency=currency, rate_unit=rate_unit)
    amount, principal = reader.amount("amount", None), reader.amount("principal", None)
    terms, days = read_terms(reader, first_terms(None, today)), _days(reader)
    if not reader.given("amount"):
        reader.problems.append(Problem(code="required", field="amount"))
    elif amount == 0:
        reader.wrong("not_positive", "amount")
    if amount and principal is not None and principal > amount:
        reader.wrong("principal_above_due", "principal")
    if not reader.problems and terms.penalty_rate is None and terms.late_fee is None:
        reader.problems.append(Problem(code="late_terms_missing", field="penalty_rate"))
    if reader.problems or amount is None:
        return None, tuple(reader.problems)
    costs = late_costs(terms, due=amount, days=[days], principal=principal)
    return LateAnswer(
        currency=currency,
        due_minor=amount,
        principal_minor=principal,
        terms=terms,
        days=days,
        costs=costs,
    ), ()


def late_of_loan(
    book: Book, loan: Loan, fields: Mapping[str, str], *, rate_unit: Unit | None = None
) -> Checked[LateAnswer]:
    """What the oldest open due of a loan costs when paid so many days late; typed terms replace its own."""
    reader = Reader(fields, today=book.today, currency=loan.currency, rate_unit=rate_unit)
    facts = read_facts(book.conn, loan)
    days = _days(reader)
    rows = replay(facts, entries=read_entries(book.conn, loan.id)).instalments
    row = next((each for each in rows if each.open > 0), None)
    if row is None:
        reader.problems.append(Problem(code="nothing_due", field="loan", value=loan.name))
        return None, tuple(reader.problems)
    terms = read_terms(reader, terms_on(facts, max(row.due_on, book.today)))
    if not reader.problems and terms.penalty_rate is None and terms.late_fee is None:
        reader.problems.append(Problem(code="late_terms_unknown", field="penalty_rate", value=loan.name))
    if reader.problems:
        return None, tuple(reader.problems)
    principal = row.principal - row.paid_principal
    asked = {days, max(1, (book.today - row.due_on).days)}
    costs = late_costs(terms, due=row.amount, days=asked, principal=principal, paid=row.paid)
    return LateAnswer(
        currency=loan.currency,
        due_minor=row.open,
        principal_minor=principal,
        terms=terms,
        days=days,
        costs=costs,
        loan=loan,
        due_on=row.due_on,
        unknown=tuple(name for name in ("penalty_rate", "late_fee") if getattr(terms, name) is None),
    ), ()


def late_of_number(book: Book, loan_id: int, fields: Mapping[str, str]) -> Checked[LateAnswer]:
    """The same of a loan by its number."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, (Problem(code="gone", field="loan", value=str(loan_id)),)
    return late_of_loan(book, loan, fields)


def _days(reader: Reader) -> int:
    return reader.number("days", None, 1, _LONGEST) or _USUAL_DAYS
