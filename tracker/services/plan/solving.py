"""The least-cost plan: the model goes to HiGHS where that is installed; all else is whole units.

The solver runs in the thread that asks. It looks at the event and the clock while it works, and what it
has found by then is used.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

from tracker.domain.plan.bound import SCALE
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.model import Model, Number
from tracker.domain.plan.optimum import Optimum
from tracker.domain.plan.seeking import Answer, find

if TYPE_CHECKING:
    import highspy

INSTALL = "pip install 'debt-tracker[optimal]'"
"""How the solver is installed."""


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

        def look(event: Any) -> None:
            if self.stop.is_set():
                event.interrupt()

        solver.cbSimplexInterrupt += look
        solver.cbIpmInterrupt += look
        solver.cbMipInterrupt += look
        solver.run()
        return _answer(solver, model, whole=whole)


def _answer(solver: highspy.Highs, model: Model, *, whole: bool) -> Answer | None:
    import highspy

    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(feasible=False, complete=True)
    complete = status == highspy.HighsModelStatus.kOptimal
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    solution = solver.getSolution()
    bound = None
    if whole and abs(info.mip_dual_bound) < highspy.kHighsInf:
        # Down by what the solver takes for equal.
        bound = model.constant + int(info.mip_dual_bound * (1 - 1e-9) - 0.01)
    weights = () if whole or not complete else tuple(round(each * SCALE) for each in solution.row_dual)
    return Answer(
        feasible=True,
        complete=complete,
        values=tuple(round(each) for each in solution.col_value),
        weights=weights,
        bound=bound,
    )


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
