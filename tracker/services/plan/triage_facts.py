"""What triage goes by: the accounts with what comes and goes, the dues, the expenses of a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.cash.facts import Account, Certainty, Moves, OccurrenceState
from tracker.domain.cash.forecast import AccountForecast, CashFacts, forecast
from tracker.domain.cash.shortfall import last_moment
from tracker.domain.cash.walk import Movement, MovementKind, Side
from tracker.domain.cash.workdays import Workdays
from tracker.domain.plan.triage import Flow, Purse
from tracker.domain.plan.triage_options import ExpenseFact, LoanFact
from tracker.services.book import Book
from tracker.services.cash.forecasting import cash_facts
from tracker.services.holidays import holidays_between, workdays_between
from tracker.services.plan.triage_loans import loan_facts, loans_elsewhere

NOWHERE = 0
"""The key of the purse where no account is known."""

_NOWHERE = Purse(key=NOWHERE, name="", opening=0)

_DAY = timedelta(days=1)
_AROUND = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """One income of the window, and whether the base line counts it."""

    name: str
    purse: int
    flow: Flow
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFacts:
    """Everything triage is computed from; `purses` hold what is sure only."""

    today: date
    until: date
    currency: str
    purses: tuple[Purse, ...]
    incomes: tuple[Income, ...]
    loans: tuple[LoanFact, ...]
    expenses: tuple[ExpenseFact, ...]
    loan_ids: Mapping[str, int]
    unplaced: tuple[str, ...]
    """Loans that no account of several is known to pay; the fullest does here."""
    unsaid: tuple[str, ...]
    """Expenses of which nobody said whether they are essential; they count as such."""
    unknown: tuple[str, ...]
    """Accounts whose balance nobody knows, or is too old."""
    elsewhere: tuple[str, ...]
    """Loans in another currency, which are not in it."""
    unchecked: tuple[str, ...]
    """Loans whose autopay is kept by nobody's recent word."""


def triage_facts(book: Book, *, days: int, cash: int | None = None) -> TriageFacts:
    """The facts of the next days; `cash` stands in for what all accounts hold together today."""
    today, currency = book.today, book.currency
    until = today + timedelta(days=days)
    facts, _left = cash_facts(book, until)
    workdays = _workdays(book, until)
    accounts = [each for each in facts.accounts if each.currency == currency]
    bare = replace(facts, accounts=tuple(accounts), debits=(), workdays=workdays)
    hoped = forecast(bare, today=today, days=days, include=Certainty.HOPED).accounts
    # What was only hoped for and had its day is no money: what there is counts what was sure.
    held = {
        each.account.id: each.opening_minor or 0 for each in forecast(bare, today=today, days=days).accounts
    }
    incomes = tuple(_incomes(hoped))
    purses = tuple(_purse(each, held, incomes, today, until, workdays) for each in hoped)
    purses = _filled(purses or (_NOWHERE,), cash)
    main = max(purses, key=lambda each: each.opening).key
    expenses, unsaid = _expenses(hoped, facts, today)
    loans, ids, unplaced, unchecked = loan_facts(book, facts.debits, accounts, main, today, until, workdays)
    return TriageFacts(
        today=today, until=until, currency=currency, purses=purses, incomes=incomes, loans=loans,
        expenses=expenses, loan_ids=ids, unplaced=unplaced if len(purses) > 1 else (), unsaid=unsaid,
        unknown=tuple(each.name for each in accounts if not each.knows_balance(today)),
        elsewhere=loans_elsewhere(book, until),
        unchecked=unchecked,
    )  # fmt: skip


def _workdays(book: Book, until: date) -> Workdays:
    """Bank days, of which the last days to switch a debit off are counted."""
    first, last = book.today - _AROUND, until + _AROUND
    return Workdays(
        holidays=frozenset(holidays_between(book, first, last)), made_up=workdays_between(book, first, last)
    )


def _incomes(accounts: Iterable[AccountForecast]) -> Iterator[Income]:
    for each in accounts:
        for step in each.steps:
            move = step.movement
            if move.kind is MovementKind.INCOME:
                yield Income(
                    name=move.name, purse=each.account.id, flow=_flow(move),
                    sure=move.certainty is Certainty.SURE,
                )  # fmt: skip


def _flow(move: Movement) -> Flow:
    return Flow(on=move.on, amount=move.amount_minor or 0, early=move.side is Side.THERE, name=move.name)


def _purse(
    each: AccountForecast,
    held: Mapping[int, int],
    incomes: Iterable[Income],
    today: date,
    until: date,
    workdays: Workdays,
) -> Purse:
    account = each.account
    flows = [one.flow for one in incomes if one.purse == account.id and one.sure]
    flows += [
        _flow(step.movement)
        for step in each.steps
        if step.movement.kind in (MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT, MovementKind.PAYMENT)
    ]
    return Purse(
        key=account.id, name=account.name, opening=held[account.id],
        flows=tuple(sorted(flows, key=lambda one: one.on)),
        send_by=dict(_sends(account, today, until, workdays)), kept=account.buffer_minor,
    )  # fmt: skip


def _sends(account: Account, today: date, until: date, workdays: Workdays) -> Iterator[tuple[date, date]]:
    for number in range((until - today).days + 1):
        on = today + number * _DAY
        by = last_moment(account, on, "", workdays).on
        if by >= today:
            yield on, by
        elif on == today and not account.lead_days and (account.moves is Moves.DAILY or workdays.works(on)):
            yield on, on


def _filled(purses: tuple[Purse, ...], cash: int | None) -> tuple[Purse, ...]:
    """The purses with a given sum in them: the difference goes into the fullest."""
    if cash is None:
        return purses
    more = cash - sum(each.opening for each in purses)
    filled = []
    for each in sorted(purses, key=lambda one: (-one.opening, one.key)):
        change = more if more >= 0 else -min(-more, max(0, each.opening))
        more -= change
        filled.append(replace(each, opening=each.opening + change))
    return tuple(sorted(filled, key=lambda one: one.key))


def _expenses(
    accounts: Iterable[AccountForecast], facts: CashFacts, today: date
) -> tuple[tuple[ExpenseFact, ...], tuple[str, ...]]:
    events = {each.id: each for each in facts.events}
    told = {
        (each.event_id, each.planned_on)
        for each in facts.corrections
        if each.state is OccurrenceState.CAME
    }  # fmt: skip
    found, unsaid = [], []
    for each in accounts:
        for step in each.steps:
            move = step.movement
            event = events.get(move.event_id or 0)
            if move.kind is not MovementKind.EXPENSE or event is None or move.on < today:
                continue
            if (event.id, move.planned_on) in told:
                continue
            if event.essential is None:
                unsaid.append(event.name)
            found.append(
                ExpenseFact(
                    key=f"expense:{event.id}:{move.planned_on}", name=event.name, account=each.account.id,
                    on=move.on, amount=-(move.amount_minor or 0), essential=event.essential is not False,
                )
            )  # fmt: skip
    return tuple(found), tuple(dict.fromkeys(unsaid))
