"""What a loan would look like if it were saved now: its schedule, its cost, what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.loan.facts import Loan, LoanFacts, Method, Terms
from tracker.domain.loan.ledger import Instalment, replay
from tracker.domain.loan.opening import open_loan
from tracker.domain.loan.reading import LOAN_FIELDS, TERMS_FIELDS, read_draft
from tracker.domain.loan.schedule import first_due, level_payment, rate_ratio
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.services.book import Book

if TYPE_CHECKING:
    from tracker.services.borrow.answers import Borrowing

_UNNAMED = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A loan that is not saved yet; `problems` are about what was typed, `unknown` about what was not."""

    loan: Loan | None = None
    terms: Terms | None = None
    rows: tuple[Instalment, ...] = ()
    interest_minor: int | None = None
    """Interest and fees of all instalments; None where the rate is not known."""
    total_minor: int | None = None
    endless: bool = False
    overdue: int = 0
    """Instalments that would count as unpaid, as they fell due before today."""
    solved: Rate | None = None
    """The rate that amount, number and instalment come to, where it was not typed."""
    solved_periods: int | None = None
    """The number of instalments that amount, rate and instalment come to."""
    solved_amounts: tuple[tuple[str, int], ...] = ()
    """The amount or the instalment that the other three come to, by field."""
    level_minor: int | None = None
    """The instalment that repays the loan in that number, where another one was typed."""
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    borrowing: Borrowing | None = None
    """What it does to everything else that is owed, for one that is only taken out."""


def preview_whole(book: Book, fields: Mapping[str, str]) -> Preview:
    """The schedule of a loan as far as it was typed; what cannot be read is left out and reported."""
    return preview_apart(fields, today=book.today, currency=book.currency)


def preview_apart(fields: Mapping[str, str], *, today: date, currency: str) -> Preview:
    """The same without the book, so that a thread can compute it."""
    typed = {name: fields[name] for name in (*LOAN_FIELDS, *TERMS_FIELDS) if fields.get(name, "").strip()}
    typed.setdefault("name", _UNNAMED)
    opened, problems = _opened(typed, today, currency)
    if opened is None:
        wrong = {each.field for each in problems}
        rest = {name: text for name, text in typed.items() if name not in wrong or name == "name"}
        opened, _more = _opened(rest, today, currency) if len(rest) < len(typed) else (None, ())
    if opened is None:
        return Preview(problems=problems)
    loan, terms = opened
    ledger = replay(LoanFacts(loan=loan, terms=(terms,)))
    rows = tuple(ledger.instalments)
    priced = terms.rate is not None or loan.method in (Method.FLAT_FEE, Method.INFORMAL)
    cost = sum(row.interest + row.fee for row in rows)
    return Preview(
        loan=loan,
        terms=terms,
        rows=rows,
        interest_minor=cost if rows and priced and not ledger.endless else None,
        total_minor=sum(row.amount for row in rows) if rows and not ledger.endless else None,
        endless=ledger.endless,
        overdue=sum(1 for row in rows if row.due_on < today),
        solved=terms.rate if "rate" not in typed else None,
        solved_periods=_solved_periods(terms, rows, typed, endless=ledger.endless),
        solved_amounts=_solved_amounts(loan, terms, rows, typed),
        level_minor=_level(loan, terms),
        unknown=_unknown(loan, terms),
        problems=problems,
    )


def _opened(fields: Mapping[str, str], today: date, currency: str) -> Checked[tuple[Loan, Terms]]:
    draft, problems = read_draft(fields, today=today, currency=currency)
    return (None, problems) if draft is None else open_loan(draft, today=today, slug="")


def _solved_periods(
    terms: Terms, rows: tuple[Instalment, ...], typed: Mapping[str, str], *, endless: bool
) -> int | None:
    known = terms.rate is not None and "payment" in typed and "periods" not in typed
    return len(rows) if known and rows and not endless else None


def _solved_amounts(
    loan: Loan, terms: Terms, rows: tuple[Instalment, ...], typed: Mapping[str, str]
) -> tuple[tuple[str, int], ...]:
    found = []
    if "balance" not in typed and "principal" not in typed:
        found.append(("balance", loan.balance_minor))
    known = terms.rate is not None and terms.periods is not None and "payment" not in typed
    if loan.method is Method.LEVEL_PAYMENT and known and rows:
        found.append(("payment", terms.payment_minor or rows[0].amount))
    return tuple(found)


def _unknown(loan: Loan, terms: Terms) -> tuple[str, ...]:
    """The words whose absence leaves the schedule or its cost open."""
    method, found = loan.method, []
    dated = first_due(method, terms, loan.tracked_from, lent=loan.opened_on == loan.tracked_from)
    if terms.rate is None and method not in (Method.FLAT_FEE, Method.INFORMAL, Method.CUSTOM):
        found.append("rate")
    if method is Method.FLAT_FEE and terms.fee_percent is None and terms.rate is None:
        found.append("fee_rate")
    if method is Method.REVOLVING:
        if terms.minimum_percent is None and terms.minimum_floor_minor is None and not terms.payment_minor:
            found.append("minimum_percent")
    elif method is Method.BULLET:
        return (*found, *(("first_due",) if dated is None else ()))
    elif terms.periods is None and (terms.payment_minor is None or method not in _PAID_DOWN):
        found.append("periods" if method is not Method.INFORMAL else "payment")
    if dated is None:
        found.append("due_day")
    return tuple(found)


_PAID_DOWN = (Method.LEVEL_PAYMENT, Method.INFORMAL)


def _level(loan: Loan, terms: Terms) -> int | None:
    """The level payment of the terms, if the one given is another by more than rounding."""
    if loan.method is not Method.LEVEL_PAYMENT or terms.rate is None:
        return None
    if terms.periods is None or terms.payment_minor is None or loan.principal_minor is None:
        return None
    num, den = rate_ratio(terms.rate, terms.every, terms.day_count.year_basis)
    level = level_payment(loan.balance_minor, num, den, terms.periods, terms.rounding)
    return level if abs(level - terms.payment_minor) > terms.periods else None
