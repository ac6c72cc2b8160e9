"""Finds the least-cost way of paying: by simple rules, by trying every way where few are, by a solver.

What a solver says is only a wish: it is put into whole units, played by the simulator of all strategies,
and taken when nothing simpler costs as little. The bound is for whole units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from tracker.domain.plan.bound import least_cost
from tracker.domain.plan.charges import rate_in
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.following import NEVER, Case, Played, Wish, case_of, play
from tracker.domain.plan.model import LONGEST, Model, build, careful, gained, is_chosen, lost, slowest
from tracker.domain.plan.optimum import Method, Optimum
from tracker.domain.plan.polishing import by_order, by_target
from tracker.domain.plan.pricing import is_plain, price
from tracker.domain.plan.reasons import reasons_of
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.search import is_small, search
from tracker.domain.plan.simulate import LIMIT, replay, simulate
from tracker.domain.plan.start import Start, start_of

SIMPLE = (Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.MINIMUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a solver says of a model.

    `weights` are those of the rows, times `bound.SCALE`; `bound` is what the solver itself proved.
    """

    feasible: bool
    complete: bool
    values: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    bound: int | None = None


class Solve(Protocol):
    """A solver; None is no answer in time."""

    def __call__(self, model: Model, *, whole: bool, within: int = 0) -> Answer | None:
        """The least sum of a model up to `within`, its columns of 0 or 1 taken as such when `whole`."""


def find(
    debts: Sequence[Debt],
    budget: Budget,
    *,
    solve: Solve | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Optimum:
    """The least-cost way of paying that could be found, and how much better any other could be."""
    case = case_of(debts, budget, LIMIT)
    simple = {strategy: run for strategy in SIMPLE if (run := _within(case, debts, budget, strategy))}
    endless = not simple and simulate(debts, budget, Strategy.AVALANCHE).endless
    seeker = _Seeker(case, budget, simple, solve, stopped, endless)
    seeker.seek()
    best = seeker.best
    if best is None:
        return _none(debts, budget, seeker, stopped=stopped())
    run = replay(debts, budget, best.payments, Strategy.OPTIMAL)
    same = next((each for each in SIMPLE if each in simple and simple[each].cost <= run.cost), None)
    bound = min(seeker.bound, run.cost)
    avalanche = simple.get(Strategy.AVALANCHE)
    proven = seeker.complete or run.cost - bound <= seeker.rounding + hidden(case, run)
    return Optimum(
        run=run,
        proven=proven,
        bound=bound,
        gap=run.cost - bound,
        same_as=same,
        saving=None if avalanche is None else avalanche.cost - run.cost,
        reasons=()
        if same is Strategy.AVALANCHE
        else reasons_of(debts, budget, run, avalanche or simulate(debts, budget, Strategy.AVALANCHE)),
        method=seeker.method,
        stopped=stopped() and not proven,
    )


def hidden(case: Case, run: Run) -> int:
    """How much of the cost of a run the rounding to whole units can explain."""
    total, before = Fraction(0), [debt.balance for debt in case.debts]
    parts: dict[Decimal, Fraction] = {}
    for number, month in enumerate(run.months):
        for place, debt in enumerate(case.debts):
            if before[place]:
                yearly = rate_in(debt, number)
                if yearly not in parts:
                    parts[yearly] = lost(Fraction(yearly) / 12) + gained(Fraction(yearly) / 12)
                total += parts[yearly]
        total += sum(1 for fee in month.fees if fee)
        before = list(month.balance)
    return int(total)


def waits(case: Case, model: Model) -> dict[int, int]:
    """Debts that nothing is saved on wait until paying them early costs no fee."""
    found, chosen = {}, {place for place, _ in model.owe}
    for place, debt in enumerate(case.debts):
        if debt.prepay_fee is not None and place not in chosen:
            last = debt.prepay_fee.last_month
            found[place] = NEVER if last is None else last + 1
    return found


def _within(case: Case, debts: Sequence[Debt], budget: Budget, strategy: Strategy) -> Run | None:
    """A simple way where it ends all debts within the money."""
    run = simulate(debts, budget, strategy)
    if not run.ends:
        return None
    cash = case.cash
    for number, month in enumerate(run.months):
        spent = sum(month.paid) + sum(month.fees)
        if cash + case.income(number) - spent < min(cash, case.buffer):
            return None
        cash += case.income(number) - spent
    return run


def _none(debts: Sequence[Debt], budget: Budget, seeker: _Seeker, *, stopped: bool) -> Optimum:
    """No way ends the debts: the simple one that lasts longest, and whether it is sure that none does."""
    runs = [simulate(debts, budget, each) for each in (Strategy.AVALANCHE, Strategy.SNOWBALL)]
    run = max(runs, key=lambda each: (each.short is None, len(each.months)))
    sure = seeker.impossible or (run.short is not None and run.short.month == 0)
    return Optimum(
        run=replace(run, strategy=Strategy.OPTIMAL),
        proven=sure,
        bound=0,
        gap=0,
        same_as=Strategy.AVALANCHE if run is runs[0] else Strategy.SNOWBALL,
        method=seeker.method,
        stopped=stopped,
    )


@dataclass(slots=True)
class _Seeker:
    """The search for one plan: what is known so far."""

    case: Case
    budget: Budget
    simple: dict[Strategy, Run]
    solve: Solve | None
    stopped: Callable[[], bool]
    endless: bool
    best: Played | None = None
    bound: int = 0
    rounding: int = 0
    """What the bound is lower by because interest is rounded."""
    complete: bool = False
    impossible: bool = False
    method: Method = Method.BEST_KNOWN

    def seek(self) -> None:
        for run in self.simple.values():
            self._take(Played(cost=run.cost, payments=tuple(month.paid for month in run.months)))
        if is_small(self.case):
            found = search(self.case, self.best, self.stopped)
            self._take(found.best)
            if found.complete:
                self.method, self.complete = Method.SEARCH, True
                self.impossible = self.best is None
                self.bound = self.best.cost if self.best else 0
                return
        self.bound = sum(debt.fees_within for debt in self.case.debts)
        start = start_of(self.case.debts, self.budget, LONGEST)
        if start is None:
            # The minimums leave nothing to choose, or more is asked for than there is before they do.
            self.impossible = self.best is None
            return
        model = build(self.case.debts, self.budget, start, self._months(start))
        if self._priced(model):
            self.method = Method.PRICED
        elif self.solve is None or not self._solved(self.solve, model):
            self._improve()

    def _take(self, played: Played | None) -> None:
        if played is not None and (self.best is None or played.worth < self.best.worth):
            self.best = played

    def _improve(self) -> None:
        """Without a solver: other orders, and waiting for what gets cheaper."""
        self._take(by_order(self.case, self.best, self.stopped))

    def _priced(self, model: Model) -> bool:
        """Whether the avalanche proves itself, as it does for plain loans."""
        avalanche = self.simple.get(Strategy.AVALANCHE)
        if avalanche is None or not all(is_plain(self.case.debts[place]) for place, _ in model.owe):
            return False
        self._bind(model, price(model, avalanche))
        return self._enough()

    def _bind(self, model: Model, weights: Sequence[int]) -> None:
        """Take the bound of weights, if it is the best so far, and what of it is for rounding."""
        bound = least_cost(model, weights)
        if bound > self.bound or not self.rounding:
            self.bound = max(self.bound, bound)
            self.rounding = least_cost(model, weights, unrounded=True) - bound

    def _solved(self, solve: Solve, model: Model) -> bool:
        """Whether a solver said something of use."""
        answer = solve(model, whole=False)
        if answer is None or (not answer.feasible and self.best is not None):
            return False
        self.method = Method.SOLVER
        if not answer.feasible:
            self.impossible = True
            return True
        if answer.weights:
            self._bind(model, answer.weights)
        if not self._follow(model, answer):
            self._carefully(solve, model, whole=False)
        if self._enough() or self.stopped():
            return True
        self._improve()
        if self.best is None and self.endless:
            return True  # what no simple way ends for want of money, a solver does not either
        if model.binary and not self._enough() and not self.stopped():
            # What rounding hides need not be looked for.
            whole = solve(model, whole=True, within=self.rounding)
            if whole is not None and not whole.feasible:
                self.impossible = self.best is None
            elif whole is not None:
                self.bound = max(self.bound, whole.bound or 0)
                if not self._follow(model, whole):
                    self._carefully(solve, model, whole=True)
                answer = whole
        if not self._enough():
            self._take(by_target(self.case, self._wish(model, answer), self.best, self.stopped))
        return True

    def _months(self, start: Start) -> int:
        """How far to look: a little beyond the best known end, never beyond that of the minimums."""
        left = LONGEST - start.month
        if self.best is not None:
            known = len(self.best.payments) - start.month
            left = min(left, known + max(6, known // 10))
        ends = [1]
        for debt, balance in zip(self.case.debts, start.balances, strict=True):
            if is_chosen(debt, balance, start.month):
                ends.append(len(slowest(debt, balance, start.month, left)))
        return max(1, min(left, max(ends)))

    def _wish(self, model: Model, answer: Answer) -> Wish:
        return Wish(
            owe={at: answer.values[column] for at, column in model.owe.items()},
            keep={month: answer.values[column] for month, column in model.cash.items()},
            until=model.start + model.months,
            wait=waits(self.case, model),
        )

    def _carefully(self, solve: Solve, model: Model, *, whole: bool) -> None:
        """Where a solution lacks the cents that rounding took, one that allows for them."""
        answer = None if self.stopped() else solve(careful(model), whole=whole, within=self.rounding)
        if answer is not None and answer.feasible:
            self._follow(model, answer)

    def _follow(self, model: Model, answer: Answer) -> bool:
        """Play a solution, and it up to a turn of something with the avalanche after it; whether it holds."""
        wish = self._wish(model, answer)
        # The cents that whole units drift by may be those that a month with nothing over lacks.
        holds = False
        for margin in (None, 0, len(self.case.debts), 10 * len(self.case.debts)):
            straight = play(self.case, replace(wish, margin=margin))
            if straight is not None:
                wish, holds = replace(wish, margin=margin), True
                break
        for until in sorted({wish.until, *self._turns(wish.until)}, reverse=True):
            most = NEVER if self.best is None else self.best.cost
            played = play(self.case, replace(wish, until=until), most)
            if played is not None and (self.best is None or played.worth < self._floor(played)):
                self.best = played
            if self.stopped():
                break
        return holds

    def _floor(self, played: Played) -> tuple[int, int]:
        """What a solution must come below: a simple way is not left for what only rounding gives."""
        assert self.best is not None  # noqa: S101
        simple = min((run.cost for run in self.simple.values()), default=NEVER)
        if self.best.cost == simple and self._enough() and simple - played.cost <= len(played.payments):
            return 0, 0
        return self.best.worth

    def _turns(self, until: int) -> list[int]:
        found = {0}
        for debt in self.case.debts:
            found |= {step.month for step in debt.rates}
            found |= {debt.ends_month + 1} if debt.ends_month is not None else set()
            if debt.prepay_fee is not None and debt.prepay_fee.last_month is not None:
                found.add(debt.prepay_fee.last_month + 1)
        found |= {at + 1 for at, _ in self.budget.one_offs}
        found |= {drop.first_month + drop.months for drop in self.budget.drops}
        for turn in tuple(found):
            found.add(turn + 1)
        if self.best is not None:
            found |= {len(self.best.payments) * part // 8 for part in range(1, 8)}
        return [each for each in found if each < until]

    def _enough(self) -> bool:
        """Whether nothing can be much better than what is known."""
        if self.best is None:
            return False
        if self.best.cost - self.bound <= self.rounding:
            return True
        run = replay(self.case.debts, self.budget, self.best.payments, Strategy.OPTIMAL)
        return run.cost - self.bound <= self.rounding + hidden(self.case, run)
