"""The figures that papers are made of: each with where it comes from and whether it is an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.cash.monthly import Means, monthly_means
from tracker.domain.evidence.entry import Entry, in_force
from tracker.domain.loan.claim import Claim
from tracker.domain.loan.facts import Loan, Payment, PaymentState
from tracker.domain.recovery.hardship import Hardship
from tracker.domain.recovery.negotiation import Negotiation
from tracker.domain.recovery.offer import Offer
from tracker.domain.recovery.pro_rata import pro_rata, shares_permille
from tracker.services.book import Book
from tracker.services.talk.arrears import ArrearsView, arrears_view
from tracker.store.cash import read_events
from tracker.store.claim import read_claims
from tracker.store.due import KeptLoan, read_kept
from tracker.store.evidence import read_entries
from tracker.store.loan import read_payments
from tracker.store.offer import read_offers
from tracker.store.recovery_case import read_hardships
from tracker.store.talk import read_negotiations

OWN, LENDER = "own", "lender"
"""Whose record a figure is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is owed, by whose record and of which day."""

    minor: int
    source: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtFigures:
    """What is known of one debt, for a paper about it."""

    loan: Loan
    kept: KeptLoan | None
    """None for a loan that is closed."""
    balance: Balance
    claim: Claim | None
    view: ArrearsView
    last_payment: Payment | None
    hardship: Hardship | None
    talk: Negotiation | None
    offer: Offer | None
    evidence: tuple[Entry, ...]

    @property
    def cause(self) -> str:
        """Why it is late, in the person's own words."""
        return self.view.told.cause if self.view.told else ""

    @property
    def oral_on(self) -> date | None:
        """The day of a spoken yes that stands in no writing."""
        return (self.talk.oral_since if self.talk else None) or (
            self.offer.oral_since if self.offer else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditor:
    """One creditor of all: what it is owed, its share of everything, its part of what is offered."""

    loan_id: int
    name: str
    lender: str
    balance: Balance
    overdue_minor: int
    permille: int
    part_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditors:
    """The creditors of one currency, with what is divided among them in a month."""

    currency: str
    rows: tuple[Creditor, ...]
    offered_minor: int | None
    """None where nobody said and income is not known."""

    @property
    def owed_minor(self) -> int:
        """All debts together."""
        return sum(each.balance.minor for each in self.rows)

    @property
    def given_minor(self) -> int:
        """What is divided; never more than all debts."""
        return sum(each.part_minor for each in self.rows)

    def of(self, loan_id: int) -> Creditor | None:
        """The row of a loan."""
        return next((each for each in self.rows if each.loan_id == loan_id), None)


def debt_figures(book: Book, loan: Loan) -> DebtFigures:
    """Everything a paper may say about one debt."""
    kept = next(iter(read_kept(book.conn, book.today, closed=True, loan_id=loan.id)), None)
    claims, payments = read_claims(book.conn, loan.id), read_payments(book.conn, loan.id)
    posted = [each for each in payments if each.state is PaymentState.POSTED]
    cases = [each for each in read_hardships(book.conn) if each.is_open and each.loan_id in (None, loan.id)]
    talks = [each for each in read_negotiations(book.conn) if each.loan_id == loan.id]
    offers = [
        each
        for each in read_offers(book.conn, loan.id)
        if not each.is_done and not each.has_lapsed(book.today) and not each.kind.is_new_money
    ]
    return DebtFigures(
        loan=loan,
        kept=kept,
        balance=_balance(book, kept, loan),
        claim=claims[-1] if claims else None,
        view=arrears_view(book, loan),
        last_payment=max(posted, key=lambda each: (each.paid_on, each.id), default=None),
        hardship=min(cases, key=lambda each: each.loan_id is None, default=None),
        talk=next((each for each in talks if each.is_open), talks[0] if talks else None),
        offer=offers[-1] if offers else None,
        evidence=tuple(each for each in in_force(read_entries(book.conn)) if each.loan_id == loan.id),
    )


def household_means(book: Book) -> Means:
    """What income and regular costs leave in a month, in the book's own currency."""
    return monthly_means(read_events(book.conn), book.currency, book.today)


def creditors(book: Book, offer_minor: int | None = None) -> tuple[Creditors, ...]:
    """Every creditor by currency, the book's own first, each with its part of what can be paid in a month.

    The offer is in the book's own currency, and divided among debts in it: sums of others are not
    exchanged. Without an offer it is what income and regular costs leave, if any income is known.
    """
    means = household_means(book)
    if offer_minor is None and means.income:
        offer_minor = max(0, means.left_minor)
    kept = [each for each in read_kept(book.conn, book.today) if each.balance_minor > 0]
    found = [(each, _balance(book, each)) for each in kept]
    codes = dict.fromkeys([book.currency, *(each.currency for each in kept)])
    made = []
    for code in codes:
        rows = [(each, balance) for each, balance in found if each.currency == code and balance.minor > 0]
        if not rows:
            continue
        owed = [balance.minor for _each, balance in rows]
        offered = offer_minor if code == book.currency else None
        parts = pro_rata(offered or 0, owed)
        made.append(
            Creditors(
                currency=code,
                offered_minor=offered,
                rows=tuple(
                    Creditor(
                        loan_id=each.loan_id, name=each.name, lender=each.lender, balance=balance,
                        overdue_minor=each.overdue_minor, permille=share, part_minor=part,
                    )
                    for (each, balance), share, part in zip(rows, shares_permille(owed), parts, strict=True)
                ),
            )
        )  # fmt: skip
    return tuple(made)


def _balance(book: Book, kept: KeptLoan | None, loan: Loan | None = None) -> Balance:
    """What the lender said, unless a payment was posted since; else what the book comes to."""
    loan_id = kept.loan_id if kept else loan.id if loan else 0
    own = Balance(minor=kept.balance_minor if kept else 0, source=OWN, on=book.today)
    claims = read_claims(book.conn, loan_id)
    if not claims:
        return own
    last = claims[-1]
    # A claim is for the end of its day: what was posted later is not in it.
    paid_since = any(
        each.state is PaymentState.POSTED and each.effective_on > last.claimed_on
        for each in read_payments(book.conn, loan_id)
    )
    if paid_since or (kept is not None and kept.closed_on is not None):
        return own
    return Balance(minor=last.amount_minor, source=LENDER, on=last.claimed_on)
