"""The loans as a journal of double entry that other programs keep and prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import overload

from tracker.domain.loan.double_entry import Cause, Leg, Movement, Side, movements
from tracker.domain.loan.facts import (
    Charge,
    ChargeKind,
    Component,
    LoanFacts,
    Payment,
    PaymentState,
    Waiver,
)
from tracker.domain.loan.ledger import Entry, Ledger, posted_entries, replay
from tracker.domain.money import Money
from tracker.formats.journal import (
    Account,
    Assertion,
    Journal,
    Posting,
    Transaction,
    account_name,
    account_names,
)
from tracker.formats.journal_beancount import beancount
from tracker.formats.journal_hledger import hledger
from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.store.due import KeptLoan, read_kept
from tracker.store.exchange import snapshot
from tracker.store.loan import read_facts, read_loan

FORMS = ("hledger", "beancount")
SUFFIXES = {"hledger": "journal", "beancount": "beancount"}

Progress = Callable[[int, int | None], None]

LOANS: Account = ("Liabilities", "Loans")
_COSTS = {
    Component.PENALTY: "Penalties",
    Component.FEE: "Fees",
    Component.INTEREST: "Interest",
    Component.PRINCIPAL: "Principal",
}
_UNDER_WAY = (PaymentState.PLANNED, PaymentState.SENT, PaymentState.PENDING)


_EVERY = 1_000


class _Heard(Sequence[Entry]):
    """Payments that tell how many of them were gone through, so that whoever waits can stop it."""

    def __init__(self, entries: Sequence[Entry], progress: Progress) -> None:
        self._entries, self._progress = entries, progress

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, int) and at > 0 and at % _EVERY == 0:
            self._progress(at, None)
        return self._entries[at]


def journal_text(
    book: Book,
    form: str,
    *,
    what: str = "all",
    loan_id: int | None = None,
    progress: Progress | None = None,
) -> Iterator[str]:
    """The journal of a book, or of one loan, line by line in a form of FORMS.

    `loans` is what each loan stands at now as its opening balance; `payments` and `all` are everything
    posted since each loan is tracked. The balances it ends with are those the book keeps. `progress` is
    told of the payments gone through before the first line is there; if it raises, that ends it.
    """
    with snapshot(book.conn):
        made = loans_journal(book, loan_id=loan_id, history=what != "loans", progress=progress)
    return (beancount if form == "beancount" else hledger)(made)


def loans_journal(
    book: Book, *, loan_id: int | None = None, history: bool = True, progress: Progress | None = None
) -> Journal:
    """What the loans of a book have moved, or only what they stand at today."""
    kept = read_kept(book.conn, book.today, closed=True, loan_id=loan_id)
    names = account_names((each.loan_id, each.name) for each in kept)
    transactions: list[Transaction] = []
    assertions: list[Assertion] = []
    sums: dict[str, int] = {}
    left_out = {"before": 0, "under_way": 0}
    last = book.today
    for each in kept:
        loan = read_loan(book.conn, each.loan_id)
        if loan is None:
            continue
        name, owed, credit = names[each.loan_id], 0 if each.closed_on else each.balance_minor, 0
        if history:
            facts = read_facts(book.conn, loan, payments=True)
            paid: Sequence[Entry] = posted_entries(facts.payments)
            ledger = replay(facts, allocations=True, entries=_Heard(paid, progress) if progress else paid)
            for number, made in enumerate(_Told(facts, name).transactions(ledger)):
                if progress is not None and number % _EVERY == 0:
                    progress(number, None)
                transactions.append(made)
            credit, last = ledger.credit, max(last, ledger.as_of, loan.closed_on or last)
            for payment in facts.payments:
                counts = payment.state is PaymentState.POSTED
                left_out["before"] += counts and payment.effective_on < loan.tracked_from
                left_out["under_way"] += payment.state in _UNDER_WAY
        elif owed:
            transactions.append(_standing(each, name, book.today))
        sums[each.currency] = sums.get(each.currency, 0) + owed
        assertions.append(Assertion(account=(*LOANS, name), amount=Money(-owed, each.currency)))
        if credit:
            account = ("Assets", "Overpaid", name)
            assertions.append(Assertion(account=account, amount=Money(credit, each.currency)))
    assertions += [Assertion(account=LOANS, amount=Money(-owed, code)) for code, owed in sums.items()]
    return Journal(
        title=_("Balances of the debt tracker on {on}").format(on=book.today.isoformat()),
        asserted_on=last,
        transactions=tuple(transactions),
        assertions=tuple(assertions),
        remarks=_remarks(left_out, history=history),
    )


def _remarks(left_out: dict[str, int], *, history: bool) -> tuple[str, ...]:
    found = [_("The balances at the end are those of the book: whatever checks them proves the journal.")]
    if history:
        found.append(_("Accounts that payments came from show only what left them."))
    if count := left_out["before"]:
        words = ngettext(
            "{n} payment from before its loan is tracked is in the opening balance.",
            "{n} payments from before their loan is tracked are in the opening balances.",
            count,
        )
        found.append(words.format(n=count))
    if count := left_out["under_way"]:
        words = ngettext(
            "{n} payment that is not posted yet is left out.",
            "{n} payments that are not posted yet are left out.",
            count,
        )
        found.append(words.format(n=count))
    return tuple(found)


def _standing(kept: KeptLoan, name: str, today: date) -> Transaction:
    owed = Money(kept.balance_minor, kept.currency)
    return Transaction(
        on=today,
        words=_("Opening balance: {loan}").format(loan=kept.name),
        postings=(
            Posting(account=(*LOANS, name), amount=-owed),
            Posting(account=("Equity", "Opening balances"), amount=owed),
        ),
    )


class _Told:
    """The movements of one loan in words and accounts."""

    def __init__(self, facts: LoanFacts, name: str) -> None:
        self.facts, self.name = facts, name
        self.payments = {each.id: each for each in facts.payments}

    def transactions(self, ledger: Ledger) -> Iterator[Transaction]:
        """What the ledger moved."""
        for each in movements(self.facts, ledger):
            payment = self.payments.get(each.fact) if isinstance(each.fact, int) else None
            told = None if each.cause is Cause.ACCRUAL else payment
            yield Transaction(
                on=each.on,
                words=self._words(each),
                postings=tuple(self._posting(leg, told) for leg in each.legs),
                facts=tuple(_said(each, told)),
                estimate=each.cause is Cause.ACCRUAL,
            )

    def _posting(self, leg: Leg, payment: Payment | None) -> Posting:
        part = leg.component.value if leg.component and leg.side is Side.DEBT else ""
        amount = Money(leg.minor, self.facts.loan.currency)
        return Posting(account=self._account(leg, payment), amount=amount, part=part)

    def _account(self, leg: Leg, payment: Payment | None) -> Account:
        match leg.side:
            case Side.DEBT:
                return (*LOANS, self.name)
            case Side.OPENING:
                return ("Equity", "Opening balances")
            case Side.PAID_FROM:
                return ("Assets", account_name(payment.account if payment else "") or "Unnamed")
            case Side.OVERPAID:
                return ("Assets", "Overpaid", self.name)
            case Side.COST:
                return ("Expenses", _COSTS[leg.component or Component.PRINCIPAL], self.name)
            case Side.PURCHASE:
                return ("Expenses", "Purchases", self.name)
            case Side.CASH:
                return ("Assets", "Cash")
            case Side.WAIVED:
                return ("Income", "Waived", self.name)
            case Side.ADJUSTED:
                return ("Equity", "Adjustments", self.name)

    def _words(self, moved: Movement) -> str:
        loan = self.facts.loan
        words = {
            Cause.OPENING: _("Opening balance: {loan}"),
            Cause.ACCRUAL: _("Estimated interest: {loan}"),
            Cause.PAYMENT: _("Payment: {loan}"),
            Cause.CHARGE: _("Charge: {loan}"),
            Cause.WAIVER: _("Waived: {loan}"),
            Cause.STATEMENT: _("Statement: {loan}"),
            Cause.TERMS: _("New terms: {loan}"),
            Cause.ARRANGEMENT: _("Arrangement: {loan}"),
            Cause.CLOSING: _("Closed: {loan}"),
        }[moved.cause]
        if moved.cause is Cause.OPENING and loan.opened_on == loan.tracked_from:
            words = _("Disbursed: {loan}")
        if isinstance(moved.fact, Charge) and moved.fact.kind is ChargeKind.PURCHASE:
            words = _("Purchase: {loan}")
        return words.format(loan=loan.name)


def _said(moved: Movement, payment: Payment | None) -> Iterator[tuple[str, str]]:
    """What is known of a fact beside its sums."""
    if payment is not None:
        if payment.posted_on is not None and payment.posted_on != payment.paid_on:
            yield "paid", payment.paid_on.isoformat()
        if payment.ref:
            yield "ref", payment.ref
        if payment.note:
            yield "note", payment.note
    elif isinstance(moved.fact, Charge | Waiver):
        if isinstance(moved.fact, Charge):
            yield "kind", moved.fact.kind.value
        if moved.fact.note:
            yield "note", moved.fact.note
