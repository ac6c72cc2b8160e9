"""The loans of a book as one plan takes them: one currency at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.plan.debt import Debt
from tracker.services.book import Book
from tracker.services.plan.answers import LeftOut
from tracker.services.plan.debts import Taken, take
from tracker.store.due import read_kept
from tracker.store.loan import read_entries, read_facts, read_loan


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a plan is made from; it holds until the book or the day changes."""

    currency: str
    currencies: tuple[str, ...]
    today: date
    taken: tuple[Taken, ...]
    left_out: tuple[LeftOut, ...]
    cash_minor: int = 0
    """What a supposed loan brings at once beside what it clears."""
    own_minor: tuple[int, ...] = ()
    """What a supposed loan that clears none asks for, month by month."""

    @property
    def debts(self) -> tuple[Debt, ...]:
        """The debts, in the order of the loans."""
        return tuple(each.debt for each in self.taken)


def read_debts(book: Book, currency: str = "") -> Reading:
    """The open loans of a currency; the one of the book, or the only one there is, if none is given."""
    kept = [
        each
        for each in read_kept(book.conn, book.today)
        if each.balance_minor > 0 or each.overdue_minor or each.next_minor
    ]
    currencies = tuple(dict.fromkeys(sorted(each.currency for each in kept)))
    if not currency:
        currency = book.currency
        if len(currencies) == 1:
            currency = currencies[0]
    taken, left_out = [], []
    for each in kept:
        loan = read_loan(book.conn, each.loan_id) if each.currency == currency else None
        if loan is None:
            continue
        found = take(read_facts(book.conn, loan), book.today, read_entries(book.conn, loan.id))
        if isinstance(found, str):
            left_out.append(LeftOut(loan_id=loan.id, loan=loan.name, code=found))
        elif found.debt.balance > 0:
            taken.append(found)
    return Reading(
        currency=currency, currencies=currencies, today=book.today, taken=tuple(taken),
        left_out=tuple(left_out),
    )  # fmt: skip
