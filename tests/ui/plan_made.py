"""A plan made by hand for the screen: three loans, four ways of paying, the figures chosen."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

from household import TODAY, FakeAnswers

from tracker.domain.plan.kept import KeptPlan
from tracker.domain.plan.run import Strategy
from tracker.domain.problems import Checked
from tracker.services.plan.answers import (
    AdoptedState,
    LeftOut,
    Missing,
    MonthRow,
    PlanAnswer,
    PlanRequest,
    PlanRow,
    Step,
    Tracking,
)

LOANS = ((2, "CMB credit card"), (1, "Jiebei 借呗"), (4, "Mortgage"))
MINIMUMS = 1_328_586


def plan_row(strategy: Strategy, **given: object) -> PlanRow:
    """A row of which only what matters is said."""
    row = {
        "name": "", "months": 49, "debt_free_on": date(2030, 12, 9), "interest_minor": 5_397_900,
        "fees_minor": 0,
        "paid_minor": 70_000_000, "saves_minor": 3_689_267, "first_gone_on": date(2026, 12, 9),
        "first_gone": "CMB credit card", "order": (2, 1, 4),
        "gone_by_year": ((2026, 1), (2027, 2), (2028, 3)),
    }  # fmt: skip
    return PlanRow(strategy=strategy, **{**row, **given})  # type: ignore[arg-type]


def rows(*, optimal: bool = True) -> tuple[PlanRow, ...]:
    """The four ways, the last only if it was asked for."""
    best = plan_row(Strategy.OPTIMAL, same_as=Strategy.AVALANCHE, proven=True, bound_minor=5_397_900)
    found = (
        plan_row(
            Strategy.MINIMUM,
            months=92,
            debt_free_on=date(2034, 7, 9),
            interest_minor=9_087_167,
            saves_minor=0,
        ),
        plan_row(
            Strategy.SNOWBALL, interest_minor=5_639_417, saves_minor=3_447_750, gone_by_year=((2028, 4),)
        ),
        plan_row(Strategy.AVALANCHE),
    )
    return (*found, best) if optimal else found


def steps() -> tuple[Step, ...]:
    """Two payments above the minimum, one of which ends a loan."""
    return (
        Step(on=date(2026, 12, 24), loan_id=2, loan="CMB credit card", amount_minor=233_014,
             extra_minor=109_014, last=False),
        Step(on=date(2027, 1, 9), loan_id=1, loan="Jiebei 借呗", amount_minor=190_520,
             extra_minor=0, last=False),
        Step(on=date(2027, 4, 24), loan_id=2, loan="CMB credit card", amount_minor=248_600,
             extra_minor=124_600, last=True),
    )  # fmt: skip


def months() -> tuple[MonthRow, ...]:
    """Two months, the card gone in the second."""
    shared = {"interest_minor": 200_000, "cash_minor": 0}
    return (
        MonthRow(number=1, from_on=date(2026, 11, 21), until_on=date(2026, 12, 21), paid_minor=1_074_766,
                 paid=((2, 233_013), (1, 190_520), (4, 651_233)), gone=(),
                 balance_minor=54_000_000, **shared),
        MonthRow(number=2, from_on=date(2026, 12, 21), until_on=date(2027, 1, 21), paid_minor=1_090_000,
                 paid=((2, 248_247), (1, 190_520), (4, 651_233)), gone=(2,),
                 balance_minor=53_000_000, **shared),
    )  # fmt: skip


def curve(months: int) -> tuple[tuple[date, int], ...]:
    """A straight line down."""
    start = 64_500_000
    return tuple(
        (date(2026 + (10 + n) // 12, (10 + n) % 12 + 1, 21), start - start * n // months)
        for n in range(months + 1)
    )


def answer(request: PlanRequest, *, optimal: bool = True, **given: object) -> PlanAnswer:
    """Everything, as far as it is not said otherwise."""
    if request.order:
        first, *others = rows(optimal=optimal)
        given = {"rows": (first, plan_row(Strategy.CUSTOM), *others), **given}
    money = request.monthly_minor if request.monthly_minor is not None else MINIMUMS + request.extra_minor
    chosen = request.method if optimal or request.method is not Strategy.OPTIMAL else Strategy.AVALANCHE
    base = PlanAnswer(
        request=request, currency="CNY", today=TODAY, currencies=("CNY",), loans=LOANS, owed_minor=64_500_000,
        minimums_minor=MINIMUMS, regular_minor=MINIMUMS, money_minor=money, rows=rows(optimal=optimal),
        chosen=chosen, steps=steps(), months=months(),
        curves=(
            (Strategy.MINIMUM, curve(92)), (Strategy.SNOWBALL, curve(50)), (Strategy.AVALANCHE, curve(49)),
            *(((Strategy.OPTIMAL, curve(49)),) if optimal else ()),
        ),
        tightest=(date(2026, 12, 21), money - MINIMUMS), seconds=0.05,
    )  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def short(request: PlanRequest, *, optimal: bool = True) -> PlanAnswer:
    """A budget that does not reach in its first month."""
    lacks = Missing(from_on=date(2026, 12, 21), missing_minor=128_586)
    found = tuple(
        replace(each, short=lacks, debt_free_on=None, saves_minor=None, same_as=None, proven=None)
        for each in rows(optimal=False)
    )
    return answer(
        request,
        optimal=optimal,
        rows=found,
        smallest_minor=MINIMUMS,
        chosen=Strategy.AVALANCHE,
        steps=(),
        months=(),
        curves=(),
    )


def adopted(**given: object) -> AdoptedState:
    """A plan followed for three months."""
    state = {
        "plan_id": 1, "name": "", "currency": "CNY", "method": Strategy.AVALANCHE,
        "adopted_on": date(2026, 8, 1),
        "debt_free_on": date(2031, 3, 9), "interest_minor": 5_512_044, "standing": Tracking.ON_PLAN,
        "off_minor": 0, "months_kept": 3, "months_due": 3, "next_extra": steps()[0],
        "row": plan_row(Strategy.AVALANCHE, name="My plan", debt_free_on=date(2031, 3, 9)),
    }  # fmt: skip
    return AdoptedState(**{**state, **given})  # type: ignore[arg-type]


class PlanFake(FakeAnswers):
    """A household whose plans are made by hand; `gate` holds the best plan back until it is set."""

    def __init__(self, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]
        self.asked: list[tuple[PlanRequest, bool]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.shape: dict[str, object] = {}

    def first_request(self, currency: str = "") -> PlanRequest:
        return PlanRequest(currency=currency or "CNY")

    def adopted_plan(self, currency: str) -> PlanAnswer | None:
        return answer(PlanRequest(currency=currency, method=Strategy.AVALANCHE), **self.shape)

    def kept_plans(self) -> tuple[KeptPlan, ...]:
        return ()

    def plan(self, request: PlanRequest, *, stop: threading.Event, optimal: bool) -> Checked[PlanAnswer]:
        self.asked.append((request, optimal))
        if request.monthly_minor is not None and request.monthly_minor < MINIMUMS:
            return short(request, optimal=optimal), ()
        if not optimal:
            return answer(request, optimal=False, **self.shape), ()
        while not self.gate.wait(0.01):
            if stop.is_set():
                return answer(request, optimal=False, solver="stopped", **self.shape), ()
        return answer(request, **self.shape), ()


LEFT = LeftOut(loan_id=5, loan="Family loan", code="no_rate")
POINTS = Decimal("0.25")
