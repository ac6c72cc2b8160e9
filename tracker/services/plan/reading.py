"""The loans of a book as one plan takes them: one currency at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.plan.debt import Debt
from tracker.services.book import Book
from tracker.services.plan.answers import LeftOut
from tracker.services.plan.debts import Taken, take_since
from tracker.services.plan.windows import begun
from tracker.store.due import read_kept
from tracker.store.loan import read_entries, read_facts, read_loan
from tracker.store.plan import read_followed_plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a plan is made from; it holds until the book or the day changes."""

    currency: str
    currencies: tuple[str, ...]
    today: date
    taken: tuple[Taken, ...]
    left_out: tuple[LeftOut, ...]
    own: tuple[Taken, ...] = ()
    """The loans with their months counted as the adopted plan counts them; none where none is."""
    cash_minor: int = 0
    """What a supposed loan brings at once beside what it clears."""
    own_minor: tuple[int, ...] = ()
    """What a supposed loan that clears none asks for, month by month."""

    @property
    def debts(self) -> tuple[Debt, ...]:
        """The debts, in the order of the loans."""
        return tuple(each.debt for each in self.taken)


def read_debts(book: Book, currency: str = "", *, adopted_on: date | None = None) -> Reading:
    """The open loans of a currency; the one of the book, or the only one there is, if none is given.

    The months of their own are those of a plan adopted on a day, else of the one that is followed.
    """
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
    taken, left_out, own = [], [], []
    followed = (each.adopted_on for each in read_followed_plans(book.conn, currency))
    adopted = adopted_on or next(followed, None)
    days = (book.today,) if adopted is None else (book.today, begun(adopted, book.today)[1])
    for each in kept:
        loan = read_loan(book.conn, each.loan_id) if each.currency == currency else None
        if loan is None:
            continue
        entries = read_entries(book.conn, loan.id)
        found, *more = take_since(read_facts(book.conn, loan), book.today, entries, days)
        if isinstance(found, str):
            left_out.append(LeftOut(loan_id=loan.id, loan=loan.name, code=found))
        elif found.debt.balance > 0:
            taken.append(found)
            own += [each for each in more if not isinstance(each, str)]
    return Reading(
        currency=currency, currencies=currencies, today=book.today, taken=tuple(taken),
        left_out=tuple(left_out), own=tuple(own),
    )  # fmt: skip
