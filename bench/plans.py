"""Plans: paying off many debts, against the barest loop over integers and against what others published.

Peers are measured where they are found: `numpy-financial` beside this Python, the npm packages
`node-debt-snowball` and `moneyfunx` in the folder that NODE_MODULES names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tracker.domain.plan.debt import Budget, Debt, Fixed, RateFrom
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate

HERE = Path(__file__).parent
EXTRA = 500_00


@dataclass(frozen=True)
class Loans:
    """Level loans made at random: what is owed, the yearly rate in hundredths of a percent, instalments."""

    owed: list[int]
    rates: list[int]
    payments: list[int]

    def debts(self) -> list[Debt]:
        """The same as plans take them."""
        return [
            Debt(
                key=number,
                name=f"Loan {number:03d}",
                balance=balance,
                rates=(RateFrom(month=0, yearly=Decimal(rate) / 10_000),),
                minimum=Fixed(amount=payment),
            )
            for number, (balance, rate, payment) in enumerate(
                zip(self.owed, self.rates, self.payments, strict=True)
            )
        ]


def make_loans(count: int, months: int, seed: int = 7) -> Loans:
    """Loans whose instalments end them within so many months."""
    drawn = Random(seed)
    owed = [drawn.randrange(5_000_00, 300_000_00) for _ in range(count)]
    rates = [drawn.randrange(3_00, 24_00) for _ in range(count)]
    payments = []
    for balance, rate in zip(owed, rates, strict=True):
        month = rate / 120_000
        payments.append(int(balance * month / (1 - (1 + month) ** -months)) + 1)
    return Loans(owed, rates, payments)


def bare(loans: Loans, extra: int, strategy: Strategy) -> list[Any]:
    """The same with nothing but integers: interest, minimums, the rest to the target, full rows."""
    owed, rates, payments = loans.owed.copy(), loans.rates, loans.payments
    count, budget = len(owed), sum(payments) + extra
    key: Callable[[int], Any] = owed.__getitem__
    if strategy is Strategy.AVALANCHE:
        key = lambda place: (-rates[place], owed[place])  # noqa: E731
    still, rows = list(range(count)), []
    while still:
        interest, paid, left = [0] * count, [0] * count, budget
        for place in still:
            balance = owed[place]
            interest[place] = cost = (balance * rates[place] + 60_000) // 120_000
            balance += cost
            payment = min(payments[place], balance)
            paid[place] = payment
            owed[place] = balance - payment
            left -= payment
        while left and strategy is not Strategy.MINIMUM:
            targets = [place for place in still if owed[place]]
            if not targets:
                break
            target = min(targets, key=key)
            payment = min(left, owed[target])
            owed[target] -= payment
            paid[target] += payment
            left -= payment
        rows.append((tuple(interest), tuple(paid), tuple(owed), left))
        still = [place for place in still if owed[place]]
    return rows


def seconds_of(run: Callable[[], object]) -> Callable[[], float]:
    """How long it takes."""

    def timed() -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    return timed


RULES = (Strategy.SNOWBALL, Strategy.AVALANCHE)


def heuristics(bench: Any, over: Callable[..., float]) -> None:
    """20 loans to zero by each heuristic, and how it grows."""
    long, many = make_loans(20, 360), make_loans(50, 360)
    debts, more = long.debts(), many.debts()
    for strategy in (Strategy.MINIMUM, *RULES):
        ours, theirs = simulate(debts, Budget(extra=EXTRA), strategy), bare(long, EXTRA, strategy)
        assert [month.balance for month in ours.months] == [row[2] for row in theirs], strategy
    runs: dict[str, Callable[[], float]] = {
        "bare": seconds_of(lambda: [bare(long, EXTRA, each) for each in RULES]),
        "both": seconds_of(lambda: [simulate(debts, Budget(extra=EXTRA), each) for each in RULES]),
        "fifty": seconds_of(lambda: [simulate(more, Budget(extra=EXTRA), each) for each in RULES]),
        "refused": seconds_of(lambda: simulate(debts, Budget(monthly=1_00), Strategy.AVALANCHE)),
    }
    for strategy in (Strategy.MINIMUM, *RULES):
        runs[f"bare {strategy}"] = seconds_of(lambda each=strategy: bare(long, EXTRA, each))
        runs[strategy] = seconds_of(lambda each=strategy: simulate(debts, Budget(extra=EXTRA), each))
    found = bench.take(runs)
    for strategy in (Strategy.MINIMUM, *RULES):
        what = f"20 loans over 360 months, {strategy}"
        bench.add(what, "bare integer loop", over(found, strategy, f"bare {strategy}"), 2.0)
    bench.add("20 debts to zero, snowball + avalanche", "bare integer loop", over(found, "both", "bare"), 2.0)
    rows = {
        size: sum(
            sum(1 for balance in month.paid if balance)
            for each in RULES
            for month in simulate(some, Budget(extra=EXTRA), each).months
        )
        for size, some in (("both", debts), ("fifty", more))
    }
    grown = over(found, "fifty", "both") * rows["both"] / rows["fifty"]
    bench.add("50 debts, each month of a debt", "20 debts", grown, 1.4)
    bench.add("a budget below the minimums", "20 debts to zero", over(found, "refused", "both"), 0.2)


def command(bench: Any, over: Callable[..., float], debt: str) -> None:
    """`debt calc payoff` of 20 debts."""
    loans = make_loans(20, 360)
    source = bench.folder / "loans.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("name,balance,apr,minimum\n")
        for each in loans.debts():
            percent = each.rates[0].yearly * 100
            file.write(f"{each.name},{each.balance / 100:.2f},{percent}%,{each.minimum.amount / 100:.2f}\n")
    words = (debt, "calc", "payoff", source, "--extra", "500", "--strategy")
    found = bench.take(
        {
            "bare": bench.bare,
            "one": lambda: bench.call(*words, "avalanche"),
            "help": lambda: bench.call(debt, "--help"),
        }
    )
    bench.add("`debt calc payoff --strategy avalanche`, 20 debts", "bare", over(found, "one", "bare"), 4.0)


def peers(bench: Any, over: Callable[..., float]) -> None:
    """What others published, on the same debts; that their answers differ is told."""
    _numpy(bench, over)
    modules, node = os.environ.get("NODE_MODULES"), shutil.which("node")
    if not modules or node is None:
        print("skipped: no node, or NODE_MODULES names no folder with node-debt-snowball and moneyfunx")
        return
    loans = make_loans(20, 96)
    debts = loans.debts()
    given = json.dumps({"owed": loans.owed, "rates": loans.rates, "payments": loans.payments, "extra": EXTRA})

    def peer(name: str) -> tuple[float, list[int]]:
        done = subprocess.run(
            [node, str(HERE / "peers.mjs"), modules, name], input=given, capture_output=True, text=True
        )
        if done.returncode:
            raise LookupError(done.stderr.strip().splitlines()[-1] if done.stderr else name)
        told = json.loads(done.stdout)
        return told["seconds"], told["months"]

    ours = [len(simulate(debts, Budget(extra=EXTRA), each).months) for each in RULES]
    runs: dict[str, Callable[[], float]] = {
        "ours": seconds_of(lambda: [simulate(debts, Budget(extra=EXTRA), each) for each in RULES])
    }
    for name in ("node-debt-snowball", "moneyfunx"):
        try:
            months = peer(name)[1]
        except LookupError as missing:
            print(f"skipped: {name}: {missing}")
            continue
        print(f"          {name}: {months} months by snowball and avalanche, here {ours}")
        runs[name] = lambda each=name: peer(each)[0]
    found = bench.take(runs, max(3, bench.rounds // 3))
    for name, aim in (("node-debt-snowball", 0.25), ("moneyfunx", 1.0)):
        if name in found:
            what = "20 debts to zero in 8 years, snowball + avalanche"
            bench.add(what, f"{name} (node)", over(found, "ours", name), aim)


def _numpy(bench: Any, over: Callable[..., float]) -> None:
    """Interest and principal of each month of one loan, by vectors of floats."""
    try:
        import numpy
        import numpy_financial
    except ImportError:
        print("skipped: numpy-financial is not installed")
        return
    loans = make_loans(1, 360)
    (debt,) = loans.debts()
    periods = numpy.arange(1, 361)

    def theirs() -> None:
        rate = loans.rates[0] / 120_000
        numpy_financial.ipmt(rate, periods, 360, -loans.owed[0])
        numpy_financial.ppmt(rate, periods, 360, -loans.owed[0])

    runs = {
        "theirs": seconds_of(lambda: [theirs() for _ in range(20)]),
        "ours": seconds_of(lambda: [simulate([debt], Budget(), Strategy.MINIMUM) for _ in range(20)]),
    }
    found = bench.take(runs)
    bench.add("one loan of 360 months", "numpy-financial ipmt + ppmt", over(found, "ours", "theirs"))
