"""The least-cost plan against the simple ways of paying: how much longer it takes, and its proof."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from tracker.domain.plan.debt import Budget, Debt, Fixed, Minimum, Parts, PrepayFee, RateFrom, Share
from tracker.domain.plan.optimum import Optimum
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate
from tracker.services.plan.solving import is_installed, optimal

SIMPLE = (Strategy.MINIMUM, Strategy.SNOWBALL, Strategy.AVALANCHE)


def make_debts(count: int, months: int, *, mixed: bool) -> tuple[list[Debt], Budget]:
    """Loans that the extra ends in about so many months; mixed ones have promotions, fees and cards."""
    drawn = Random(count + months)
    debts = []
    for number in range(count):
        balance, yearly = drawn.randint(2_000_00, 90_000_00), Decimal(drawn.randint(300, 3000)) / 10_000
        payment = int(balance * yearly / 12) + balance * 5 // (months * 9) + 1
        rates: tuple[RateFrom, ...] = (RateFrom(month=0, yearly=yearly),)
        minimum: Minimum = Fixed(amount=payment)
        fee = None
        if mixed and number % 4 == 1:
            rates = (
                RateFrom(month=0, yearly=Decimal("0.01")),
                RateFrom(month=drawn.randint(4, 24), yearly=yearly),
            )
        if mixed and number % 4 == 2:
            fee = PrepayFee(percent=Decimal(3), last_month=drawn.randint(6, 36))
        if mixed and number % 5 == 3:
            minimum = Share(percent=Decimal(4), floor=payment // 2, plus_interest=True)
        if mixed and number % 5 == 4:
            minimum = Parts(principal=(balance // months + 1,) * months)
        debts.append(
            Debt(
                key=number,
                name=f"Loan {number}",
                balance=balance,
                rates=rates,
                minimum=minimum,
                prepay_fee=fee,
            )
        )
    return debts, Budget(extra=sum(debt.balance for debt in debts) // (months * 11))


def optimum(bench: Any, over: Callable[..., float]) -> None:
    """10 and 20 loans over 60 and 120 months."""
    if not is_installed():
        print("skipped: highspy is not installed")
        return
    for mixed in (False, True):
        for count in (10, 20):
            for months in (60, 120):
                _one(bench, over, count, months, mixed=mixed)


def _one(bench: Any, over: Callable[..., float], count: int, months: int, *, mixed: bool) -> None:
    debts, budget = make_debts(count, months, mixed=mixed)
    last: list[Optimum] = []

    def ours() -> float:
        began = time.perf_counter()
        last[:] = [optimal(debts, budget, seconds=60)]
        return time.perf_counter() - began

    def simple() -> float:
        began = time.perf_counter()
        for strategy in SIMPLE:
            simulate(debts, budget, strategy)
        return time.perf_counter() - began

    found = bench.take({"ours": ours, "simple": simple}, min(bench.rounds, 3))
    (best,) = last
    kind = "mixed" if mixed else "plain"
    proof = "proved" if best.proven else "not proved"
    print(
        f"          {kind}: {len(best.run.months)} months, {proof}, gap {best.gap} of {best.run.cost},"
        f" saves {best.saving}, {min(found['ours']):.2f} s"
    )
    what = f"the optimum of {count} {kind} loans over {months} months"
    bench.add(what, "minimums + snowball + avalanche", over(found, "ours", "simple"))
