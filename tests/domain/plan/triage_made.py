"""Random bills and accounts for the laws of triage."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.loan.facts import LateFee, Stake, Terms
from tracker.domain.plan.triage import Bill, Draw, Flow, Harm, Option, Purse
from tracker.domain.plan.triage_cash import settle
from tracker.domain.plan.triage_harm import LoanDueFact
from tracker.domain.plan.triage_options import ExpenseFact, LoanFact, expense_bill, fresh_days, loan_bill
from tracker.domain.plan.triage_order import JOINABLE, Concern, Order
from tracker.domain.plan.triage_search import Search
from tracker.domain.rates import Rate

TODAY = date(2026, 11, 23)
UNTIL = TODAY + timedelta(days=30)
DAY = timedelta(days=1)


def purses(pick: random.Random, count: int, *, keeps: bool = False) -> tuple[Purse, ...]:
    """Accounts with a little money, some income, and money that takes a day or two to arrive."""
    made = []
    for key in range(1, count + 1):
        lead = pick.choice((0, 0, 1))
        days = [TODAY + number * DAY for number in range(31)]
        sends = {on: on - (1 + lead) * DAY for on in days if on - (1 + lead) * DAY >= TODAY}
        if not lead:
            sends[TODAY] = TODAY
        flows = tuple(
            Flow(on=pick.choice(days), amount=pick.randint(1, 40)) for _each in range(pick.randint(0, 2))
        )
        made.append(Purse(key=key, name=f"A{key}", opening=pick.randint(0, 40), flows=flows, send_by=sends))
    if keeps:
        made = [replace(each, kept=pick.choice((0, pick.randint(1, 40)))) for each in made]
    return tuple(made)


def order(pick: random.Random) -> Order:
    """An order of harm that a person could choose, two kinds of one rank now and then."""
    concerns = list(Concern)
    pick.shuffle(concerns)
    groups: list[tuple[Concern, ...]] = []
    for each in concerns:
        if groups and {*groups[-1], each} <= set(JOINABLE) and pick.random() < 0.5:
            groups[-1] = (*groups[-1], each)
        else:
            groups.append((each,))
    return tuple(groups)


def loans(pick: random.Random, count: int, accounts: int, *, forced: bool = False) -> tuple[LoanFact, ...]:
    """Loans late and not late, secured and not, some with autopay."""
    return tuple(_loan(pick, number, accounts, forced=forced) for number in range(count))


def _loan(pick: random.Random, number: int, accounts: int, *, forced: bool) -> LoanFact:
    due_on = TODAY + pick.randint(-40, 25) * DAY
    minimum = pick.randint(1, 25)
    full = minimum + pick.choice((0, 0, pick.randint(1, 20)))
    draw = None
    if pick.random() < 0.4:
        on = TODAY if forced else max(due_on, TODAY + 4 * DAY)
        draw = Draw(
            on=on, amount=pick.choice((minimum, full)), sweeps=pick.random() < 0.4,
            off_by=None if forced else on - DAY,
        )  # fmt: skip
    terms = Terms(
        effective_on=TODAY - 400 * DAY, rate=Rate(percent=_percent(pick)),
        late_fee=LateFee(flat_minor=pick.randint(1, 3)) if pick.random() < 0.5 else None,
        penalty_rate=Rate(percent=_percent(pick)) if pick.random() < 0.5 else None,
    )  # fmt: skip
    due = LoanDueFact(
        due_on=due_on, pay_on=due_on, known_on=TODAY, minimum=minimum, full=full,
        grace=pick.choice((None, None, 0, 5)), principal=minimum, draw=draw,
    )  # fmt: skip
    stake = pick.choice((Stake.UNKNOWN, Stake.UNKNOWN, Stake.SECURED, Stake.LEGAL, Stake.HOME))
    dues = (due,)
    if pick.random() < 0.2:
        second = LoanDueFact(
            due_on=due_on + 15 * DAY, pay_on=due_on + 15 * DAY, known_on=TODAY, minimum=minimum,
            full=minimum, principal=minimum,
        )  # fmt: skip
        dues = (due, second)
    return LoanFact(
        key=f"loan:{number}", name=f"L{number}", account=pick.randint(1, accounts), dues=dues, stake=stake,
        arranged=pick.random() < 0.15, reports=pick.random() < 0.8, terms=terms,
    )  # fmt: skip


def _percent(pick: random.Random):
    from decimal import Decimal

    return Decimal(pick.randint(5, 400))


def expenses(pick: random.Random, count: int, accounts: int) -> tuple[ExpenseFact, ...]:
    """Expenses, most of them essential."""
    return tuple(
        ExpenseFact(
            key=f"expense:{number}", name=f"E{number}", account=pick.randint(1, accounts),
            on=TODAY + pick.randint(0, 25) * DAY, amount=pick.randint(1, 25), essential=pick.random() < 0.7,
        )
        for number in range(count)
    )  # fmt: skip


def bills(
    some_loans: tuple[LoanFact, ...], some: tuple[ExpenseFact, ...], held: tuple[Purse, ...]
) -> tuple[Bill, ...]:
    """The bills of loans and expenses."""
    fresh = {each.key: fresh_days(held, each.key, UNTIL) for each in held}
    return (
        *(loan_bill(each, today=TODAY, until=UNTIL, fresh=fresh[each.account]) for each in some_loans),
        *(expense_bill(each, fresh=fresh[each.account]) for each in some),
    )


def brute(
    search: Search,
    held: tuple[Purse, ...],
    allowed: Callable[[tuple[Option, ...]], bool] = lambda _options: True,
) -> int | None:
    """The least harm of every way there is, by trying each of them."""
    best: int | None = None
    for options in itertools.product(*(bill.options for bill in search.bills)):
        if not allowed(options):
            continue
        settled = settle(held, search.bills, options, search.weigh)
        if settled is None:
            continue
        harm = Harm(acts=len(settled.transfers), kept=settled.kept)
        for option in options:
            harm = harm.plus(option.harm)
        number = search.number(harm)
        best = number if best is None else min(best, number)
    return best
