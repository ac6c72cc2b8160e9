"""The optimum with a solver: bounds that hold, plans that are proved, an end when it is told to stop."""

from __future__ import annotations

import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "domain/plan"))
from portfolios import owed
from tiny import drawn, least_by_trying, plain

from tracker.domain.plan.bound import least_cost
from tracker.domain.plan.debt import Budget, Debt, Parts, PrepayFee, RateFrom
from tracker.domain.plan.model import build
from tracker.domain.plan.optimum import Method
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import replay, simulate
from tracker.domain.plan.start import start_of
from tracker.services.plan import solving
from tracker.services.plan.solving import optimal

PROMO = (RateFrom(month=0, yearly=Decimal(0)), RateFrom(month=6, yearly=Decimal("0.2999")))


@pytest.fixture
def solver():
    """Skip where there is none."""
    pytest.importorskip("highspy")


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("first", [0, 40, 80])
def test_its_bounds_are_below_the_best_plan(solver, first, whole) -> None:
    tight = 0
    for seed in range(first, first + 40):
        debts, budget = drawn(seed, scale=(12, 8)[seed % 2], count=2 + seed % 2, months=4)
        least, start = least_by_trying(debts, budget, 6), start_of(debts, budget, 20)
        if least is None or start is None:
            continue
        model = build(debts, budget, start, 8)
        answer = solving._Solver(threading.Event(), monotonic() + 60)(model, whole=whole)
        assert answer is not None and answer.feasible, seed
        bound = least_cost(model, answer.weights) if answer.weights else answer.bound
        assert bound is not None and bound <= least, seed
        tight += bound == least
    assert tight


@pytest.mark.parametrize("seed", range(10))
def test_the_avalanche_is_the_best_for_plain_loans_and_it_says_so(solver, seed) -> None:
    debts, budget = plain(seed, 2 + seed % 5)
    found, avalanche = optimal(debts, budget, seconds=60), simulate(debts, budget, Strategy.AVALANCHE)
    assert (found.run.cost, found.same_as, found.reasons) == (avalanche.cost, Strategy.AVALANCHE, ())
    assert found.proven and found.gap <= found.run.cost // 1000


@pytest.mark.parametrize("seed", [2, 5, 8, 9, 13, 19, 24, 27, 31, 45, 52])
def test_hard_portfolios_are_proved_and_never_cost_more(solver, seed) -> None:
    debts, budget = drawn(seed, scale=1_000_000, count=2 + seed % 5, months=24)
    found = optimal(debts, budget, seconds=60)
    for way in (Strategy.AVALANCHE, Strategy.SNOWBALL):
        run = simulate(debts, budget, way)
        assert not run.ends or found.run.cost <= run.cost
    if not found.run.ends:
        assert found.proven and found.run.short is not None
        return
    assert found.proven and found.bound <= found.run.cost
    payments = [month.paid for month in found.run.months]
    assert replay(debts, budget, payments, Strategy.OPTIMAL) == found.run
    assert found.reasons or found.same_as is not None


def beats(debts: list[Debt], budget: Budget) -> tuple[int, list[str]]:
    """What the optimum saves against the avalanche, and why."""
    found, avalanche = optimal(debts, budget, seconds=60), simulate(debts, budget, Strategy.AVALANCHE)
    assert found.proven and found.same_as is None and found.gap < 100
    assert found.saving == avalanche.cost - found.run.cost
    return found.saving, [each.code.value for each in found.reasons]


def test_a_promotion_is_paid_before_it_ends(solver) -> None:
    card = Debt(key=1, name="card", balance=600_000, rates=PROMO, minimum=owed(1, 1, "0", 12_000).minimum)
    loan = owed(2, 800_000, "12", 20_000)
    saving, why = beats([card, loan], Budget(monthly=100_000))
    assert why == ["promo_ends"] and saving > 20_000


def test_extra_money_waits_for_a_fee_to_end(solver) -> None:
    fee = PrepayFee(percent=Decimal(5), last_month=11)
    car = owed(1, 900_000, "14", 25_000, prepay_fee=fee)
    saving, why = beats([car, owed(2, 800_000, "11", 20_000)], Budget(monthly=100_000))
    assert why == ["fee_ends"] and saving > 15_000


def test_fees_that_stay_are_not_paid_early(solver) -> None:
    phone = owed(1, 360_000, "0", Parts(principal=(30_000,) * 12), quoted=Decimal("0.2"), fees_within=30_000)
    saving, why = beats([phone, owed(2, 800_000, "11", 20_000)], Budget(monthly=100_000))
    assert why == ["fees_remain"] and saving > 10_000


def test_money_is_kept_for_a_debt_that_ends_at_once(solver) -> None:
    balloon = owed(1, 360_000, "4", Parts(), ends_month=8)
    debts, budget = [balloon, owed(2, 300_000, "11", 20_000)], Budget(monthly=65_000)
    assert simulate(debts, budget, Strategy.AVALANCHE).short is not None
    found = optimal(debts, budget, seconds=60)
    assert found.run.ends and found.proven and found.saving is None
    assert [each.code.value for each in found.reasons] == ["saving_up"]


def test_it_knows_that_nothing_helps(solver) -> None:
    balloon = owed(1, 900_000, "4", Parts(), ends_month=3)
    found = optimal([balloon, owed(2, 800_000, "11", 20_000)], Budget(monthly=60_000), seconds=60)
    assert found.proven and found.run.short is not None and found.run.short.month == 3


def test_it_stops_when_it_is_told_to(solver) -> None:
    stop = threading.Event()
    stop.set()
    debts, budget = drawn(19, scale=1_000_000, count=6, months=24)
    found = optimal(debts, budget, stop=stop, seconds=600)
    assert found.stopped and found.run.cost <= simulate(debts, budget, Strategy.AVALANCHE).cost


class Deaf:
    """A solver that finds something, then listens to nobody."""

    def __init__(self) -> None:
        self.cbSimplexInterrupt = self.cbIpmInterrupt = self.cbMipInterrupt = Heard()
        self.cbMipImprovingSolution = Heard()
        self.let_go = threading.Event()

    def run(self) -> None:
        self.find(3.0)
        self.let_go.wait(60)

    def find(self, value: float) -> None:
        for each in self.cbMipImprovingSolution.all:
            each(SimpleNamespace(data_out=SimpleNamespace(mip_solution=[value, 0.9999])))


class Heard:
    """Who is called back."""

    def __init__(self) -> None:
        self.all = []

    def __iadd__(self, other):
        self.all.append(other)
        return self


@pytest.mark.parametrize("is_stopped", [True, False])
def test_a_solver_that_does_not_listen_is_left_alone_and_what_it_found_is_used(is_stopped) -> None:
    deaf, stop = Deaf(), threading.Event()
    if is_stopped:
        stop.set()
    running = solving._Running(deaf, stop, monotonic() + (600 if is_stopped else 0))
    assert not running.ends_in_time()
    found = running.answer()
    assert found is not None
    assert (found.values, found.complete, found.bound) == ((3, 1), False, None)
    deaf.find(8.0)
    assert running.answer() == found, "what comes too late is dropped"
    interrupted = []
    deaf.cbMipInterrupt.all[0](SimpleNamespace(interrupt=lambda: interrupted.append(1)))
    assert interrupted
    deaf.let_go.set()
    assert running.done.wait(60)


def test_it_solves_in_any_thread_beside_others(solver) -> None:
    cases = [drawn(seed, scale=1_000_000, count=3, months=24) for seed in (6, 11, 16, 21)]
    alone = [optimal(debts, budget, seconds=60).run for debts, budget in cases]
    found = {}
    threads = [
        threading.Thread(target=lambda at=at: found.update({at: optimal(*cases[at], seconds=60).run}))
        for at in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [found[at] for at in range(4)] == alone


def test_without_a_solver_it_still_answers(monkeypatch) -> None:
    monkeypatch.setattr(solving, "is_installed", lambda: False)
    debts, budget = drawn(9, scale=1_000_000, count=6, months=24)
    found = optimal(debts, budget)
    assert (found.method, found.proven) == (Method.BEST_KNOWN, False)
    assert found.run.cost <= simulate(debts, budget, Strategy.AVALANCHE).cost
    tiny = [owed(1, 9, "120", 2), owed(2, 7, "240", 1)]
    assert optimal(tiny, Budget(monthly=6)).proven


def test_the_solver_is_imported_when_it_solves() -> None:
    code = "import sys, tracker.services.plan.solving; print({'highspy', 'numpy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "set()", done.stderr
