"""Triage of 15 bills: the exact search against trying every way of the first few of them in a bare loop."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.domain.loan.facts import LateFee, Stake, Terms
from tracker.domain.plan.triage import Bill, Flow, Purse
from tracker.domain.plan.triage_asking import first_change, runner_up
from tracker.domain.plan.triage_harm import LoanDueFact
from tracker.domain.plan.triage_options import ExpenseFact, LoanFact, expense_bill, fresh_days, loan_bill
from tracker.domain.plan.triage_search import Search
from tracker.domain.rates import Rate

TODAY = date(2026, 11, 23)
UNTIL = TODAY + timedelta(days=30)
BILLS, FEW = 15, 6

Over = Callable[[dict[str, list[float]], str, str], float]


def household(seed: int, count: int = BILLS) -> tuple[tuple[Bill, ...], tuple[Purse, ...]]:
    """Bills of a month to the cent with 60 % of the money they need, a quarter of it twice later."""
    pick = random.Random(seed)
    loans, others = [], []
    for number in range(count):
        on = TODAY + timedelta(days=pick.randint(-20, 28))
        amount = pick.randint(5_000, 180_000)
        if number % 4 == 3:
            others.append(
                ExpenseFact(
                    key=f"e{number}", name=f"E{number}", account=1, on=max(on, TODAY), amount=amount,
                    essential=pick.random() < 0.7,
                )
            )  # fmt: skip
            continue
        due = LoanDueFact(
            due_on=on, pay_on=on, known_on=TODAY, minimum=amount,
            full=amount + pick.choice((0, pick.randint(20_000, 900_000))),
            grace=pick.choice((None, 0, 3, 10)), principal=amount,
        )  # fmt: skip
        terms = Terms(
            effective_on=date(2025, 1, 1), rate=Rate(Decimal(pick.randint(4, 24))),
            penalty_rate=Rate(Decimal(pick.randint(8, 40))), late_fee=LateFee(percent=Decimal(5)),
        )  # fmt: skip
        stake = pick.choice((Stake.NONE, Stake.NONE, Stake.SECURED, Stake.LEGAL))
        loans.append(
            LoanFact(key=f"l{number}", name=f"L{number}", account=1, dues=(due,), stake=stake, terms=terms)
        )
    needed = sum(each.dues[0].minimum for each in loans) + sum(each.amount for each in others)
    flows = tuple(Flow(on=TODAY + timedelta(days=day), amount=needed * 15 // 100) for day in (9, 18))
    purses = (Purse(key=1, name="A", opening=needed * 30 // 100, flows=flows),)
    fresh = fresh_days(purses, 1, UNTIL)
    bills = (
        *(loan_bill(each, today=TODAY, until=UNTIL, fresh=fresh) for each in loans),
        *(expense_bill(each, fresh=fresh) for each in others),
    )
    return bills, purses


def triage(bench: Any, over: Over) -> None:
    """The choice alone, with a third of the money to stay, and with the second best and the first change."""

    def bare() -> float:
        bills, _purses = household(1, FEW)
        began = time.perf_counter()
        least = None
        for options in itertools.product(*(bill.options for bill in bills)):
            paid = sum(line.amount for option in options for line in option.lines)
            least = paid if least is None else min(least, paid)
        return time.perf_counter() - began

    def ours(keeps: int = 0) -> float:
        began = time.perf_counter()
        for seed in range(5):
            bills, purses = household(seed)
            purses = tuple(replace(each, kept=each.opening * keeps // 100) for each in purses)
            found = Search(bills, purses).best(purses)
            assert found is not None
            assert found.proved
        return (time.perf_counter() - began) / 5

    def asked() -> float:
        bills, purses = household(1)
        began = time.perf_counter()
        searching = Search(bills, purses)
        found = searching.best(purses)
        assert found is not None
        runner_up(searching, purses, found)
        first_change(searching, purses, found)
        return time.perf_counter() - began

    found = bench.take({"bare": bare, "ours": ours, "kept": lambda: ours(33), "asked": asked})
    against = f"every way of {FEW} bills in a bare loop"
    bench.add(f"triage of {BILLS} bills, proved best", against, over(found, "ours", "bare"), 40.0)
    bench.add("the same, a third of the money to stay", against, over(found, "kept", "bare"))
    bench.add("the same, second best and first change", against, over(found, "asked", "bare"))
