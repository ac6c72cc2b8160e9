"""Offers side by side: what each comes to, what it leaves unsaid, whether it can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.facts import Loan
from tracker.domain.recovery.comparison import (
    METHOD,
    AsNow,
    Domination,
    Outline,
    carry_on,
    dominations,
    outline,
    without_waived,
)
from tracker.domain.recovery.offer import Breach, Interest, Missing, Offer, OfferKind, OfferPayment, Standing
from tracker.services.book import Book
from tracker.services.talk.arrears import arrears_view
from tracker.services.talk.keeping import Keeping, keepings
from tracker.store.loan import read_entries, read_facts, read_loan
from tracker.store.offer import read_offers

AS_NOW = 0
"""The number that stands for carrying on as now; offers have their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """One way to pay: `number` is the offer's, or AS_NOW; `offer` is None for carrying on as now."""

    number: int
    offer: Offer | None
    outline: Outline
    missing: tuple[Missing, ...]
    lapsed: bool
    """Whether the day until which it held has passed."""
    keeping: Keeping
    dominated: tuple[Domination, ...]
    """By which others, each with the respects in which it is better; `by` is a `number`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """Every open offer about a loan beside carrying on as now, which comes first.

    Estimates: `owed_minor` if `owed_estimate`, then also each row's cost and rate, and a row's total if
    its outline says so.
    """

    loan: Loan
    currency: str
    today: date
    owed_minor: int
    owed_estimate: bool
    rate_method: str
    rows: tuple[CompareRow, ...]


def compare_views(book: Book, loan_id: int) -> CompareView | None:
    """What each way to pay a loan comes to: cost, true rate, worst month, end, breach, gaps, can it be kept.

    None if the loan is gone. Offers that are declined, over or in force are left out.
    """
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    facts, entries = read_facts(book.conn, loan), read_entries(book.conn, loan_id)
    added = arrears_view(book, loan).told_above_minor
    now = carry_on(facts, book.today, entries=entries, added_minor=added)
    offers = {
        each.id: each
        for each in read_offers(book.conn, loan_id)
        if each.standing in (Standing.OPEN, Standing.AGREED)
    }
    outlines = {AS_NOW: _as_now(book.today, now)}
    outlines |= {key: _outline(book.today, now, each) for key, each in offers.items()}
    kept = keepings(book, loan, {key: each.payments for key, each in outlines.items()})
    better = dominations(outlines)
    return CompareView(
        loan=loan,
        currency=loan.currency,
        today=book.today,
        owed_minor=now.owed_minor,
        owed_estimate=now.estimate,
        rate_method=METHOD,
        rows=tuple(
            CompareRow(
                number=key,
                offer=offers.get(key),
                outline=outlines[key],
                missing=offers[key].missing if key in offers else (),
                lapsed=key in offers and offers[key].has_lapsed(book.today),
                keeping=kept[key],
                dominated=better[key],
            )
            for key in outlines
        ),
    )


def _as_now(today: date, now: AsNow) -> Outline:
    """Carrying on lets nothing go, so that nothing can come back."""
    return outline(
        now.payments,
        today=today,
        owed_minor=now.owed_minor,
        breach=Breach.NOTHING,
        endless=now.endless,
        estimate=now.estimate,
    )


def _outline(today: date, now: AsNow, offer: Offer) -> Outline:
    """An offer in figures; a waiver without payments of its own leaves the schedule as it is but for it."""
    payments: Sequence[OfferPayment] = offer.payments
    # An extension moves sums of ours, and new money pays off a debt of ours before its own.
    ours = offer.kind is OfferKind.EXTENSION or offer.kind.is_new_money
    endless, estimate = False, offer.interest is Interest.RUNS or (ours and now.estimate)
    if offer.kind is OfferKind.WAIVER and not payments:
        rest = without_waived(now, offer.waived_minor)
        payments, endless, estimate = rest.payments, rest.endless, rest.estimate
    return outline(
        payments,
        today=today,
        owed_minor=now.owed_minor,
        upfront_minor=offer.upfront_fee_minor or 0,
        received_minor=(offer.received_minor or now.owed_minor) if offer.kind.is_new_money else None,
        breach=offer.breach,
        endless=endless,
        estimate=estimate,
    )
