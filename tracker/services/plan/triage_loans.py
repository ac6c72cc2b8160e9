"""The loans of a triage: what each asks for within the window, what is at stake, which debits come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.cash.debits import Debit, DebitKind
from tracker.domain.cash.facts import Account
from tracker.domain.cash.workdays import Workdays
from tracker.domain.loan.autopay import AutopayStatus, OnShort
from tracker.domain.loan.due import LoanDue
from tracker.domain.loan.facts import Method, Stake, Terms
from tracker.domain.plan.triage import Draw
from tracker.domain.plan.triage_harm import LoanDueFact
from tracker.domain.plan.triage_options import LoanFact, Part
from tracker.domain.recovery.offer import Offer, Standing
from tracker.domain.recovery.stage import StageKind
from tracker.services.book import Book
from tracker.services.cash.forecasting import FIRST
from tracker.store.cash import read_on_the_way
from tracker.store.due import read_dues
from tracker.store.loan import read_loans, read_terms
from tracker.store.offer import read_offers
from tracker.store.talk import read_stages

_DAY = timedelta(days=1)
_COURT = (StageKind.COURT, StageKind.ENFORCEMENT)


def loan_facts(
    book: Book,
    debits: Iterable[Debit],
    accounts: Iterable[Account],
    main: int,
    today: date,
    until: date,
    workdays: Workdays,
) -> tuple[tuple[LoanFact, ...], dict[str, int], tuple[str, ...], tuple[str, ...]]:
    """The loans with their dues, the number of each by its key, those that no account is known to pay,
    those whose autopay nobody looked at."""
    drawn = {(each.loan_id, each.number): each for each in debits}
    by_name = {each.name: each.id for each in accounts}
    loans = {each.id: each for each in read_loans(book.conn)}
    court = _in_court(book)
    dues: dict[int, dict[date, LoanDueFact]] = {}
    account: dict[int, int] = {}
    unplaced: list[str] = []
    unchecked: list[str] = []
    for due, rest in _open(book, until):
        loan_id = due.loan_id
        known = dues.setdefault(loan_id, {})
        debit = drawn.get((loan_id, due.due.number))
        terms = _in_force(book, loan_id, due.due.due_on)
        fact = _due(due, rest, debit, terms, today, workdays, is_first=not known)
        before = known.get(fact.due_on)
        known[fact.due_on] = _both(before, fact) if before else fact
        name = due.autopay.account if due.autopay else ""
        account.setdefault(loan_id, by_name.get(name, main))
        if name not in by_name:
            unplaced.append(due.loan)
        if fact.draw is not None and debit is not None and debit.binding is not AutopayStatus.ON:
            unchecked.append(due.loan)
    found, ids = [], {}
    for loan_id, known in dues.items():
        loan = loans[loan_id]
        key = f"loan:{loan_id}"
        ids[key] = loan_id
        offers = read_offers(book.conn, loan_id)
        stake = loan.stake
        if stake is Stake.UNKNOWN and loan_id in court:
            stake = Stake.LEGAL
        found.append(
            LoanFact(
                key=key, name=loan.name, account=account[loan_id], dues=tuple(known.values()), stake=stake,
                arranged=any(
                    each.standing is Standing.IN_FORCE and not each.kind.is_new_money for each in offers
                ),
                reports=loan.method is not Method.INFORMAL,
                terms=_in_force(book, loan_id, today),
                part=_part(offers, today, until),
            )
        )  # fmt: skip
    return tuple(found), ids, tuple(dict.fromkeys(unplaced)), tuple(dict.fromkeys(unchecked))


def loans_elsewhere(book: Book, until: date) -> tuple[str, ...]:
    """The loans with something due in another currency, which a triage leaves out."""
    dues = read_dues(book.conn, FIRST, until)
    return tuple(dict.fromkeys(each.loan for each in dues if each.currency != book.currency))


def _open(book: Book, until: date) -> Iterator[tuple[LoanDue, int]]:
    """Each due of the book's currency with what is open of it once what is on the way has arrived."""
    on_the_way = read_on_the_way(book.conn, book.today)
    for each in read_dues(book.conn, FIRST, until):
        if each.currency != book.currency:
            continue
        covered = min(each.due.open_minor, on_the_way.get(each.loan_id, 0))
        if covered:
            on_the_way[each.loan_id] -= covered
        if rest := each.due.open_minor - covered:
            yield each, rest


def _due(
    each: LoanDue,
    rest: int,
    debit: Debit | None,
    terms: Terms | None,
    today: date,
    workdays: Workdays,
    *,
    is_first: bool,
) -> LoanDueFact:
    due = each.due
    revolving = due.kind == "minimum" and is_first
    return LoanDueFact(
        due_on=due.due_on, pay_on=due.pay_by, known_on=today, minimum=rest,
        full=rest + due.balance_after_minor if revolving else rest,
        grace=terms.grace_days if terms else None,
        principal=min(due.principal_minor, rest), interest=due.interest_minor, estimate=due.estimate,
        draw=_draw(debit, today, workdays) if debit else None,
    )  # fmt: skip


def _draw(debit: Debit, today: date, workdays: Workdays) -> Draw | None:
    """The debit as long as it takes place: not by hand, not from a card that is too old by then."""
    if debit.kind is not DebitKind.AUTOPAY or debit.binding in (AutopayStatus.EXPIRED, AutopayStatus.OFF):
        return None
    days = debit.days(workdays, today)
    if not days:
        return None
    last = [workdays.back(on - _DAY, 0) for on in days]
    return Draw(
        on=days[0], amount=debit.amount_minor or debit.open_minor, at=debit.at, retries=days[1:],
        sweeps=debit.on_short is OnShort.SWEEP, off_by=last[0] if last[0] >= today else None,
        sure=sum(1 for by in last if by < today),
    )  # fmt: skip


def _both(one: LoanDueFact, other: LoanDueFact) -> LoanDueFact:
    """Two dues of one day as one."""
    return replace(
        one, minimum=one.minimum + other.minimum, full=one.full + other.full,
        principal=one.principal + other.principal, interest=one.interest + other.interest,
    )  # fmt: skip


def _part(offers: Iterable[Offer], today: date, until: date) -> Part | None:
    """The first sum of an offer that nobody took yet, or that was agreed to by word of mouth only."""
    for each in offers:
        if each.standing not in (Standing.OPEN, Standing.AGREED) or each.has_lapsed(today):
            continue
        for payment in each.payments:
            if not each.kind.is_new_money and today <= payment.due_on <= until:
                return Part(on=payment.due_on, amount=payment.amount_minor)
    return None


def _in_force(book: Book, loan_id: int, on: date) -> Terms | None:
    found = None
    for each in read_terms(book.conn, loan_id):
        if found is None or each.effective_on <= on:
            found = each
    return found


def _in_court(book: Book) -> frozenset[int]:
    """The loans that have reached a court and were not settled since."""
    last = {each.loan_id: each.kind for each in read_stages(book.conn)}
    return frozenset(loan_id for loan_id, kind in last.items() if kind in _COURT)
