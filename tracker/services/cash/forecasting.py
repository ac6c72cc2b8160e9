"""The forecast of a book: its accounts, events and open dues walked ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.cash.debits import Debit, DebitKind
from tracker.domain.cash.facts import Account, Certainty
from tracker.domain.cash.forecast import CashFacts, Forecast, forecast
from tracker.domain.loan.autopay import Autopay, AutopayMode, AutopayResult, AutopayStatus
from tracker.domain.loan.due import LoanDue
from tracker.domain.loan.facts import Terms
from tracker.services.book import Book
from tracker.services.cash.answers import LeftOut
from tracker.services.cash.calendar import workdays_around
from tracker.services.plan.triage_left import read_left
from tracker.store.cash import (
    read_cash_accounts,
    read_events,
    read_occurrences,
    read_on_the_way,
    read_spent,
    read_transfers,
)
from tracker.store.due import read_dues
from tracker.store.loan import read_terms

DAYS = 60
"""How far ahead a forecast looks unless told."""

FIRST = date(1970, 1, 1)
"""No due is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookForecast:
    """A forecast with the dues that are not in it."""

    forecast: Forecast
    left_out: tuple[LeftOut, ...]


def cash_forecast(book: Book, *, days: int = DAYS, include: Certainty = Certainty.SURE) -> BookForecast:
    """Every account to some days from today, counting what is at least as sure as `include`."""
    until = book.today + timedelta(days=days)
    facts, left_out = cash_facts(book, until)
    return BookForecast(
        forecast=forecast(facts, today=book.today, days=days, include=include), left_out=left_out
    )


def cash_facts(
    book: Book, until: date, *, dues: Iterable[LoanDue] | None = None
) -> tuple[CashFacts, tuple[LeftOut, ...]]:
    """What a forecast up to a date goes by, and the dues that it has to leave out.

    `dues` stand in for those of the book, in date order.
    """
    conn = book.conn
    accounts = read_cash_accounts(conn, book.currency)
    if dues is None:
        dues = read_dues(conn, FIRST, until)
    debits, left_out = _debits(book, accounts, dues)
    since = min((each.balance_on for each in accounts if each.balance_on), default=book.today)
    return CashFacts(
        accounts=accounts,
        events=read_events(conn),
        corrections=read_occurrences(conn),
        transfers=read_transfers(conn, min(since, book.today)),
        spent=read_spent(conn, accounts, book.today),
        debits=debits,
        workdays=workdays_around(book, accounts, debits, until),
    ), left_out


def _debits(
    book: Book, accounts: tuple[Account, ...], dues: Iterable[LoanDue]
) -> tuple[tuple[Debit, ...], tuple[LeftOut, ...]]:
    by_name = {each.name: each for each in accounts}
    on_the_way = read_on_the_way(book.conn, book.today)
    left = read_left(book)
    terms: dict[int, tuple[Terms, ...]] = {}
    drawn: set[int] = set()
    debits, left_out = [], []
    for each in dues:
        covered = min(each.due.open_minor, on_the_way.get(each.loan_id, 0))
        if covered:
            on_the_way[each.loan_id] -= covered
        rest = each.due.open_minor - covered
        if not rest:
            continue
        if (each.loan_id, each.due.due_on) in left and not (each.autopay and each.autopay.is_on):
            left_out.append(_left_out(each, rest, "left_unpaid"))
            continue
        account = by_name.get(each.autopay.account) if each.autopay else None
        if account is None or each.autopay is None:
            left_out.append(_left_out(each, rest, "no_account"))
            continue
        if account.currency != each.currency:
            left_out.append(_left_out(each, rest, "other_currency"))
            continue
        if each.loan_id not in terms:
            terms[each.loan_id] = read_terms(book.conn, each.loan_id)
        debit = _debit(
            each, each.autopay, account, rest, book.today,
            terms=_in_force(terms[each.loan_id], each.due.due_on), is_first=each.loan_id not in drawn,
        )  # fmt: skip
        drawn.add(each.loan_id)
        if each.due.due_on < book.today and not _tries_again(debit, book.today):
            left_out.append(_left_out(each, rest, "no_attempt_left"))
            continue
        debits.append(debit)
    return tuple(debits), tuple(left_out)


def _debit(
    each: LoanDue,
    autopay: Autopay,
    account: Account,
    rest: int,
    today: date,
    *,
    terms: Terms | None,
    is_first: bool,
) -> Debit:
    due = each.due
    made = Debit(
        loan_id=each.loan_id, loan=each.loan, account_id=account.id, due_on=due.due_on, on=due.due_on,
        amount_minor=rest, currency=each.currency, number=due.number, open_minor=rest,
        principal_minor=min(due.principal_minor, rest), interest_minor=due.interest_minor,
        estimate=due.estimate, terms=terms,
    )  # fmt: skip
    if not autopay.is_on:
        return replace(made, kind=DebitKind.PLANNED, on=max(due.pay_by, today), binding=AutopayStatus.OFF)
    return replace(
        made,
        amount_minor=_drawn(each, autopay, rest, is_first=is_first),
        at=autopay.attempt_at,
        retries=autopay.retries,
        on_short=autopay.on_short,
        holiday_rule=autopay.holiday_rule,
        binding=autopay.status(today, due.due_on),
        never_checked=autopay.checked_on is None,
        failed_last=_failed(autopay),
        estimate=due.estimate or (autopay.mode is AutopayMode.FULL and due.kind == "minimum"),
    )


def _drawn(each: LoanDue, autopay: Autopay, rest: int, *, is_first: bool) -> int | None:
    """What autopay takes: a card's whole balance is known only for the statement that comes first."""
    if autopay.mode is AutopayMode.FIXED:
        return autopay.fixed_minor
    if autopay.mode is AutopayMode.FULL and each.due.kind == "minimum":
        return rest + each.due.balance_after_minor if is_first else None
    return rest


def _failed(autopay: Autopay) -> bool:
    """Whether it failed last time and nobody has looked at it since."""
    if autopay.last_result is not AutopayResult.FAILED:
        return False
    on, checked = autopay.last_result_on, autopay.checked_on
    return on is None or checked is None or checked <= on


def _tries_again(debit: Debit, today: date) -> bool:
    """Whether the bank may still draw a due that is late; a person's own plan for it has passed."""
    if debit.kind is DebitKind.PLANNED:
        return False
    return any(debit.on + timedelta(days=each) >= today for each in debit.retries)


def _in_force(terms: tuple[Terms, ...], on: date) -> Terms | None:
    current = terms[0] if terms else None
    for each in terms[1:]:
        if each.effective_on <= on:
            current = each
    return current


def _left_out(each: LoanDue, rest: int, reason: str) -> LeftOut:
    return LeftOut(
        loan_id=each.loan_id, loan=each.loan, due_on=each.due.due_on, amount_minor=rest,
        currency=each.currency, reason=reason,
    )  # fmt: skip
