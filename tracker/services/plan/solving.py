"""The least-cost plan: the model goes to HiGHS where that is installed; all else is whole units.

The solver runs in a thread of its own. It looks at the event and the clock while it works, though not in
all that it does before it branches: where it does not answer soon, it is left alone and what it has found
by then is used.
"""

from __future__ import annotations

import atexit
import importlib.util
import threading
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, isfinite
from time import monotonic
from typing import TYPE_CHECKING, Any

from tracker.domain.plan.bound import SCALE
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.model import Model, Number
from tracker.domain.plan.optimum import Optimum
from tracker.domain.plan.seeking import Answer, find

if TYPE_CHECKING:
    import highspy

LOOK = 0.05
"""Seconds between two looks at the event and the clock."""
PATIENCE = 0.4
"""Seconds in which a solver that was stopped may still hand over what it has."""
AT_END = 30.0
"""Seconds that the end of the program waits for a solver that was left alone."""


def is_installed() -> bool:
    """Whether there is a solver; without one a plan is proved only where few ways of paying exist."""
    return importlib.util.find_spec("highspy") is not None


def optimal(
    debts: Sequence[Debt], budget: Budget, *, stop: threading.Event | None = None, seconds: float = 10.0
) -> Optimum:
    """The least-cost way of paying, as good as it was found when `stop` was set or the time was over."""
    stop, until = stop or threading.Event(), monotonic() + seconds
    solve = _Solver(stop, until) if is_installed() else None
    return find(debts, budget, solve=solve, stopped=lambda: stop.is_set() or monotonic() > until)


class _Solver:
    """Solves one model after the other within the time for all of them."""

    def __init__(self, stop: threading.Event, until: float) -> None:
        self.stop, self.until = stop, until

    def __call__(self, model: Model, *, whole: bool, within: int = 0) -> Answer | None:
        """The best solution found; with `whole`, its columns that are 0 or 1 only are so."""
        try:
            import highspy  # deferred: brings numpy
        except ImportError:
            return None  # it lies there and cannot be loaded: as if it were not there
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        for name, value in (
            ("threads", 1),
            ("time_limit", max(self.until - monotonic(), 0.01)),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", within + 0.4),  # of one unit: costs are whole
        ):
            solver.setOptionValue(name, value)
        solver.passModel(_program(model, whole=whole))

        running = _Running(solver, self.stop, self.until)
        if running.ends_in_time():
            return _answer(solver, model, whole=whole)
        return running.answer() if whole else None


class _Running:
    """One solve in a thread of its own, which is left alone when it ends too late."""

    def __init__(self, solver: highspy.Highs, stop: threading.Event, until: float) -> None:
        self.stop, self.until = stop, until
        self.dropped, self.done = threading.Event(), threading.Event()
        self.values: tuple[int, ...] = ()
        """The best solution so far."""
        solver.cbSimplexInterrupt += self._look
        solver.cbIpmInterrupt += self._look
        solver.cbMipInterrupt += self._look
        solver.cbMipImprovingSolution += self._keep
        self.thread = threading.Thread(target=self._run, args=(solver,), name="solver", daemon=True)
        self.thread.start()

    def ends_in_time(self) -> bool:
        """Whether it ended, by itself or soon after it was to."""
        while not self.done.wait(LOOK):
            if self.stop.is_set() or monotonic() > self.until:
                break
        if self.done.wait(PATIENCE):
            return True
        self.dropped.set()
        # A program that ends under a running solver is aborted by the system.
        atexit.register(self.thread.join, AT_END)
        return False

    def answer(self) -> Answer | None:
        """What it had found when it was left alone."""
        if not self.values:
            return None
        return Answer(feasible=True, complete=False, values=self.values)

    def _run(self, solver: highspy.Highs) -> None:
        try:
            solver.run()
        finally:
            self.done.set()

    def _look(self, event: Any) -> None:
        if self.dropped.is_set() or self.stop.is_set():
            event.interrupt()

    def _keep(self, event: Any) -> None:
        if not self.dropped.is_set():
            self.values = tuple(round(each) for each in event.data_out.mip_solution)


def _answer(solver: highspy.Highs, model: Model, *, whole: bool) -> Answer | None:
    import highspy

    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(feasible=False, complete=True)
    complete = status == highspy.HighsModelStatus.kOptimal
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    solution = solver.getSolution()
    bound = _bound(model, info.mip_dual_bound) if whole else None
    weights = () if whole or not complete else tuple(round(each * SCALE) for each in solution.row_dual)
    return Answer(
        feasible=True,
        complete=complete,
        values=tuple(round(each) for each in solution.col_value),
        weights=weights,
        bound=bound,
    )


def _bound(model: Model, least: float) -> int | None:
    """What no plan costs less than, by the least sum that the solver proved."""
    if not isfinite(least):
        return None
    # Down by what the solver takes for equal; a plan costs whole units.
    return model.constant + ceil(least - abs(least) * 1e-9 - 0.01)


def _program(model: Model, *, whole: bool) -> highspy.HighsLp:
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.costs), len(model.rows)
    program.col_cost_ = [float(each) for each in model.costs]
    program.col_lower_ = [float(each) for each in model.lower]
    program.col_upper_ = [float(each) for each in model.upper]
    infinite = highspy.kHighsInf
    program.row_lower_ = [-infinite if row.lower is None else float(row.lower) for row in model.rows]
    program.row_upper_ = [infinite if row.upper is None else float(row.upper) for row in model.rows]
    starts, columns, values = [0], [], []
    for row in model.rows:
        columns += [column for column, _ in row.terms]
        values += [_near(times) for _, times in row.terms]
        starts.append(len(columns))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = starts
    program.a_matrix_.index_ = columns
    program.a_matrix_.value_ = values
    if whole and model.binary:
        kinds = [highspy.HighsVarType.kContinuous] * len(model.costs)
        for column in model.binary:
            kinds[column] = highspy.HighsVarType.kInteger
        program.integrality_ = kinds
    return program


def _near(number: Number) -> float:
    return float(number) if isinstance(number, int) else number.numerator / Fraction(number).denominator
