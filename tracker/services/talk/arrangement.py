"""Where agreed offers stand: only spoken, in force, missed, or against what autopay still does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.facts import Loan, terms_on
from tracker.domain.loan.ledger import replay
from tracker.domain.recovery.clash import AutopayClash, autopay_clash
from tracker.domain.recovery.offer import Breach, Offer, Standing
from tracker.locale import _
from tracker.services.book import Book
from tracker.store.account import read_autopay
from tracker.store.loan import read_entries, read_facts, read_loan
from tracker.store.offer import any_offer, read_offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A payment of an arrangement that was not made in time: worth checking, no verdict of ours."""

    due_on: date
    open_minor: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementView:
    """An arrangement in force: what comes next, what was missed, how autopay clashes with it."""

    offer: Offer
    loan: Loan
    next_on: date | None
    next_minor: int
    left_minor: int
    """Everything of it that is still to be paid."""
    missed: Missed | None
    clash: AutopayClash | None

    @property
    def revives(self) -> Breach:
        """What comes back if it is broken."""
        return self.offer.breach


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What was agreed about loans: by word only, and in force."""

    oral: tuple[Offer, ...] = ()
    in_force: tuple[ArrangementView, ...] = ()


def standings(book: Book, loan_id: int | None = None) -> Standings:
    """What was agreed about one loan or about all; read only where there is anything."""
    if not any_offer(book.conn):
        return Standings()
    offers = read_offers(book.conn, loan_id)
    ids = dict.fromkeys(each.loan_id for each in offers if each.standing is Standing.IN_FORCE)
    loans = [loan for each in ids if (loan := read_loan(book.conn, each)) is not None]
    found = [arrangement_of(book, loan, offers) for loan in loans if loan.closed_on is None]
    return Standings(
        oral=tuple(each for each in offers if each.standing is Standing.AGREED),
        in_force=tuple(each for each in found if each is not None),
    )


def arrangement_of(book: Book, loan: Loan, offers: Iterable[Offer] | None = None) -> ArrangementView | None:
    """The arrangement in force for a loan; None if it has none, or one without payments of its own."""
    mine = [
        each
        for each in (read_offers(book.conn, loan.id) if offers is None else offers)
        if each.loan_id == loan.id and each.standing is Standing.IN_FORCE and each.payments
        and not each.kind.is_new_money and each.effective_on is not None
    ]  # fmt: skip
    if not mine:
        return None
    offer = max(mine, key=lambda each: (each.effective_on or each.offered_on, each.id))
    began = offer.effective_on or offer.offered_on
    facts = read_facts(book.conn, loan)
    ledger = replay(facts, entries=read_entries(book.conn, loan.id))
    rows = [row for row in ledger.instalments if row.open > 0]
    grace = terms_on(facts, book.today).grace
    late = [row for row in rows if (book.today - row.due_on).days > grace]
    ahead = [row for row in rows if row.due_on >= book.today]
    bound = read_autopay(book.conn, loan.id)
    return ArrangementView(
        offer=offer,
        loan=loan,
        next_on=ahead[0].due_on if ahead else None,
        next_minor=ahead[0].open if ahead else 0,
        left_minor=sum(row.open for row in rows),
        missed=Missed(
            due_on=late[0].due_on, open_minor=late[0].open, days=(book.today - late[0].due_on).days
        )
        if late
        else None,
        clash=autopay_clash(
            bound[1] if bound else None, effective_on=began, replaced=ledger.folded, coming=ahead or rows,
            today=book.today,
        ),
    )  # fmt: skip


def clash_text(clash: AutopayClash, currency: str) -> str:
    """What autopay may still do against what was agreed."""
    from tracker.locale.hiding import shown_money

    if clash.code == "amount":
        words = _("autopay takes {old} on {on}, agreed are {new}")
    else:
        words = _("autopay may still take {old} on {old_on}; agreed are {new} on {on}")
    return words.format(
        old=f"{shown_money(clash.old_minor, currency)} {currency}",
        old_on=clash.old_on.isoformat(),
        new=f"{shown_money(clash.new_minor, currency)} {currency}",
        on=clash.new_on.isoformat(),
    )
