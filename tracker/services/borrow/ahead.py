"""The months and the cash ahead with a loan that is not in the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tracker.domain.calendar import add_months
from tracker.domain.cash.facts import Account, Spent, Transfer
from tracker.domain.cash.forecast import CashFacts, forecast
from tracker.domain.loan.autopay import Autopay
from tracker.domain.loan.due import LoanDue, OpenDue
from tracker.domain.loan.facts import Loan, Terms
from tracker.domain.recovery.borrowing import Effect, Load, effect, loads
from tracker.domain.recovery.offer import OfferPayment
from tracker.services.book import Book
from tracker.services.borrow.answers import NEW, Ahead, Paid, Short
from tracker.services.cash.forecasting import FIRST, cash_facts
from tracker.services.talk.keeping import LONGEST_DAYS, SHORTEST_DAYS
from tracker.store.due import read_dues


def paid_by_hand(
    loan: Loan, terms: Terms, dues: tuple[OpenDue, ...], account: Account | None
) -> tuple[LoanDue, ...]:
    """The dues of the new loan, paid by hand from the account."""
    autopay = Autopay(loan_id=NEW, is_on=False, account=account.name) if account else None
    return tuple(
        LoanDue(
            loan_id=NEW, loan=loan.name, currency=loan.currency, due=each, grace_days=terms.grace,
            autopay=autopay,
        )
        for each in dues
    )  # fmt: skip


def _with(dues: tuple[LoanDue, ...], new: tuple[LoanDue, ...], paid: Paid | None) -> tuple[LoanDue, ...]:
    """All dues once the new loan is there and the other is paid, in date order."""
    others = tuple(each for each in dues if paid is None or each.loan_id != paid.loan.id)
    found = (*others, *new, *(paid.dues if paid else ()))
    return tuple(sorted(found, key=lambda each: (each.due.due_on, each.loan_id, each.due.number)))


def months_with(book: Book, currency: str, new: tuple[LoanDue, ...], paid: Paid | None) -> tuple[Load, ...]:
    """A year of months from the first that asks for the new loan."""
    if not new:
        return ()
    first = new[0].due.due_on.replace(day=1)
    known = read_dues(book.conn, first, add_months(first, 12) - timedelta(days=1))
    before = tuple(each for each in known if each.currency == currency)
    return loads(_sums(before), _sums(_with(before, new, paid)), first)


def _sums(dues: tuple[LoanDue, ...]) -> list[OfferPayment]:
    return [OfferPayment(due_on=each.due.due_on, amount_minor=each.due.open_minor) for each in dues]


def cash_with(
    book: Book, loan: Loan, account: Account | None, new: tuple[LoanDue, ...], paid: Paid | None,
    received: int | None,
) -> Ahead:  # fmt: skip
    """The cash forecast without the loan, and with its money and its dues."""
    last = max((each.due.due_on for each in new), default=book.today)
    days = min(max((last - book.today).days, SHORTEST_DAYS), LONGEST_DAYS)
    until = book.today + timedelta(days=days)
    dues = read_dues(book.conn, FIRST, until)
    facts, _left_out = cash_facts(book, until, dues=dues)
    before = _first_short(book, facts, days)
    why = "" if new else "no_schedule"
    if account is None:
        why = "no_account"
    elif not account.knows_balance(book.today):
        why = "no_balance"
    if why or account is None:
        name = account.name if account else ""
        return Ahead(effect=Effect.UNKNOWN, until=until, before=before, after=None, account=name, why=why)
    within = tuple(each for each in _with(dues, new, paid) if each.due.due_on <= until)
    facts, _left_out = cash_facts(book, until, dues=within)
    after = _first_short(book, _with_money(book, facts, loan, account, paid, received), days)
    found = effect(before.on if before else None, after.on if after else None)
    return Ahead(effect=found, until=until, before=before, after=after, account=account.name)


def _with_money(
    book: Book, facts: CashFacts, loan: Loan, account: Account, paid: Paid | None, received: int | None
) -> CashFacts:
    """The money that the loan brings on its day, and what of it goes to another loan."""
    at = book.at()
    transfers, spent = facts.transfers, facts.spent
    if received:
        comes = Transfer(
            id=NEW, from_id=None, to_id=account.id, amount_minor=received, currency=loan.currency,
            left_on=loan.tracked_from, arrives_on=loan.tracked_from, recorded_at=at,
        )  # fmt: skip
        transfers = (*transfers, comes)
    if paid is not None and paid.switch.paid_minor:
        goes = Spent(
            loan_id=paid.loan.id, loan=paid.loan.name, account_id=account.id, paid_on=book.today,
            amount_minor=paid.switch.paid_minor, recorded_at=at,
        )  # fmt: skip
        spent = (*spent, goes)
    return replace(facts, transfers=transfers, spent=spent)


def _first_short(book: Book, facts: CashFacts, days: int) -> Short | None:
    """What the forecast names first."""
    found = forecast(facts, today=book.today, days=days).remedies
    if not found:
        return None
    first = found[0].shortfall
    return Short(
        on=first.on,
        account=first.account.name,
        currency=first.account.currency,
        event=first.step.movement.name,
        short_minor=first.short_minor,
    )
