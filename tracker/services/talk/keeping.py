"""Until when cash ahead can keep a way to pay: the forecast with its sums in place of the loan's dues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.cash.debits import Debit, DebitKind
from tracker.domain.cash.facts import Account
from tracker.domain.cash.forecast import CashFacts, Forecast, forecast
from tracker.domain.cash.moves import Remedy
from tracker.domain.loan.facts import Loan
from tracker.domain.recovery.offer import OfferPayment
from tracker.services.book import Book
from tracker.services.cash.forecasting import cash_facts
from tracker.store.account import read_autopay

SHORTEST_DAYS, LONGEST_DAYS = 60, 400
"""How far ahead is looked at least and at most: farther, income and expenses are guesses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How far a way to pay can be kept; `status` is kept, until, fails, no_account or no_balance.

    `kept`: nothing falls short until `looked_until`. `until`: it is kept until `kept_until` and fails on
    `fails_on`; `fails`: already its first payment does. Only what is sure is counted, and every sum
    comes from `account`.
    """

    status: str
    looked_until: date
    account: str = ""
    kept_until: date | None = None
    fails_on: date | None = None
    event: str = ""
    """What cannot be paid then."""
    short_minor: int = 0
    anyway: bool = False
    """Whether it falls short then though this loan asked for nothing."""
    needs_moves: bool = False
    """Whether money has to be moved between own accounts for it."""


def keepings(book: Book, loan: Loan, ways: Mapping[int, Sequence[OfferPayment]]) -> dict[int, Keeping]:
    """How far each way to pay can be kept, by one reading of the book."""
    last = max((each.due_on for rows in ways.values() for each in rows), default=book.today)
    days = min(max((last - book.today).days, SHORTEST_DAYS), LONGEST_DAYS)
    until = book.today + timedelta(days=days)
    facts, _left_out = cash_facts(book, until)
    others = tuple(each for each in facts.debits if each.loan_id != loan.id)
    facts = replace(facts, debits=others)
    account = _account(book, loan, facts.accounts)
    if account is None:
        return dict.fromkeys(ways, Keeping(status="no_account", looked_until=until))
    if not account.knows_balance(book.today):
        return dict.fromkeys(ways, Keeping(status="no_balance", looked_until=until, account=account.name))
    without = _first(forecast(facts, today=book.today, days=days))
    return {
        key: _keeping(book.today, days, facts, loan, account, rows, without) for key, rows in ways.items()
    }


def _account(book: Book, loan: Loan, accounts: Sequence[Account]) -> Account | None:
    """The account the loan is paid from; without one, that which holds most."""
    ours = [each for each in accounts if each.currency == loan.currency]
    bound = read_autopay(book.conn, loan.id)
    named = next((each for each in ours if bound and each.name == bound[1].account), None)
    return named or fullest(ours, loan.currency, book.today)


def fullest(accounts: Sequence[Account], currency: str, today: date) -> Account | None:
    """The account of a currency that holds most as far as is known; any where no balance is."""
    ours = [each for each in accounts if each.currency == currency]
    known = [each for each in ours if each.knows_balance(today)]
    most = max(known, key=lambda each: (each.balance_minor or 0, -each.id), default=None)
    return most or (ours[0] if ours else None)


def _keeping(
    today: date,
    days: int,
    facts: CashFacts,
    loan: Loan,
    account: Account,
    rows: Sequence[OfferPayment],
    without: Remedy | None,
) -> Keeping:
    until = today + timedelta(days=days)
    asked = [each for each in rows if each.due_on <= until]
    debits = tuple(
        Debit(
            loan_id=loan.id, loan=loan.name, account_id=account.id, due_on=each.due_on,
            on=max(each.due_on, today), amount_minor=each.amount_minor, currency=loan.currency,
            kind=DebitKind.PLANNED, number=-number, open_minor=each.amount_minor,
        )
        for number, each in enumerate(asked, 1)
    )  # fmt: skip
    found = forecast(replace(facts, debits=(*facts.debits, *debits)), today=today, days=days)
    first = _first(found)
    if first is None:
        moves = any(each.moves for each in found.remedies)
        last = asked[-1].due_on if asked else None
        return Keeping(
            status="kept", looked_until=until, account=account.name, kept_until=last, needs_moves=moves
        )
    short = first.shortfall
    paid = [each.due_on for each in asked if each.due_on < short.on]
    return Keeping(
        status="until" if paid else "fails",
        looked_until=until,
        account=account.name,
        kept_until=paid[-1] if paid else None,
        fails_on=short.on,
        event=short.step.movement.name,
        short_minor=short.short_minor,
        anyway=without is not None and without.shortfall.on <= short.on,
    )


def _first(found: Forecast) -> Remedy | None:
    """The first shortfall that no moving of money between own accounts removes."""
    return next((each for each in found.remedies if each.missing_minor > 0), None)
