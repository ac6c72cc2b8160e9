"""A way of paying as rows, steps, months and a curve, with the dates of the loans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.plan.run import Month, Run, Strategy
from tracker.services.plan.answers import Missing, MonthRow, PlanRow, Step
from tracker.services.plan.debts import Taken
from tracker.services.plan.reading import Reading
from tracker.services.plan.windows import window


def row_of(run: Run, reading: Reading, minimums: Run, *, name: str = "") -> PlanRow:
    """The row of a way of paying."""
    taken = {each.debt.key: each for each in reading.taken}
    gone = gone_days(run, reading)
    ends = run.ends and bool(run.months)
    first = min(gone, default=None)
    return PlanRow(
        strategy=run.strategy,
        name=name,
        months=len(run.months),
        debt_free_on=max(gone)[0] if ends else None,
        interest_minor=run.cost,
        fees_minor=run.fees,
        paid_minor=run.paid,
        saves_minor=minimums.cost - run.cost if ends and _cost_is_known(minimums, reading) else None,
        first_gone_on=first[0] if first else None,
        first_gone=taken[first[1]].loan.name if first else "",
        gone_by_year=_by_year([on for on, _key in gone], reading.today),
        order=tuple(key for key, _month in run.order),
        short=_missing(run, reading.today),
        endless=run.endless,
        is_cost_known=_cost_is_known(run, reading),
    )


def _cost_is_known(run: Run, reading: Reading) -> bool:
    """Whether what a run has cost is all: it ends, or what never ends bears no interest."""
    if run.ends or not run.months:
        return run.ends
    left = zip(reading.debts, run.months[-1].balance, strict=True)
    return run.endless and not any(
        balance and any(step.yearly for step in debt.rates) for debt, balance in left
    )


def _missing(run: Run, today: date) -> Missing | None:
    if run.short is None:
        return None
    return Missing(from_on=window(today, run.short.month)[0], missing_minor=run.short.missing)


def gone_days(run: Run, reading: Reading) -> list[tuple[date, int]]:
    """The day of the payment that clears each loan, with its key."""
    taken = {each.debt.key: each for each in reading.taken}
    return [(_gone_on(taken[key], run, key, month, reading), key) for key, month in run.order]


def _gone_on(taken: Taken, run: Run, key: int, month: int, reading: Reading) -> date:
    """The day of the payment that clears a loan."""
    place = next(place for place, each in enumerate(reading.taken) if each.debt.key == key)
    return _last_on(taken, run.months[month], place, month)


def _last_on(taken: Taken, month: Month, place: int, number: int) -> date:
    if number == 0 and taken.asks and month.paid[place] <= taken.debt.arrears:
        return max(on for on, _sum in taken.asks)
    return taken.due_in(number)


def _by_year(gone: Sequence[date], today: date) -> tuple[tuple[int, int], ...]:
    if not gone:
        return ()
    years = range(today.year, max(gone).year + 1)
    return tuple((year, sum(on.year <= year for on in gone)) for year in years)


def curve_of(run: Run, reading: Reading) -> tuple[tuple[date, int], ...]:
    """What is owed today, then when each month is over."""
    owed = sum(debt.balance for debt in reading.debts)
    ends = ((window(reading.today, number)[1], month) for number, month in enumerate(run.months))
    return ((reading.today, owed), *((on, sum(month.balance)) for on, month in ends))


def steps_of(run: Run, reading: Reading) -> tuple[Step, ...]:
    """Every payment on its due date, what is late today; in date order."""
    steps: list[Step] = []
    for place, taken in enumerate(reading.taken):
        steps += _merged(_steps_of_loan(run, taken, place))
    return tuple(sorted(steps, key=lambda step: (step.on, step.loan_id, step.month)))


def _steps_of_loan(run: Run, taken: Taken, place: int) -> list[Step]:
    """What a month without a due date puts aside is paid with the next one."""
    known = dict(taken.dues)
    last_known = max(known, default=-1)
    steps: list[Step] = []
    put_aside = 0
    for number, month in enumerate(run.months):
        paid, extra = month.paid[place], month.paid[place] - month.required[place]
        if not paid:
            continue
        ends = month.balance[place] == 0
        regular = paid - extra
        if number == 0:
            asked = 0
            for on, amount in taken.asks:
                some = min(amount, regular - asked)
                asked += some
                if some:
                    owed = month.balance[place] + paid - asked
                    steps.append(_step(taken, on, some, 0, number, owed, last=not owed))
            regular -= asked
        waits = number < last_known and number not in known and not ends
        if waits:
            put_aside += regular
            regular = 0
        else:
            regular, put_aside = regular + put_aside, 0
        if regular or extra:
            on = taken.due_in(number)
            owed = month.balance[place]
            steps.append(_step(taken, on, regular + extra, extra, number, owed, last=ends))
    return steps


def _merged(steps: Sequence[Step]) -> list[Step]:
    """The steps with those of one day as one."""
    found: dict[tuple[date, int], Step] = {}
    for step in steps:
        same = found.get((step.on, step.month))
        if same is not None:
            step = replace(
                step, amount_minor=same.amount_minor + step.amount_minor,
                extra_minor=same.extra_minor + step.extra_minor, last=same.last or step.last,
            )  # fmt: skip
        found[step.on, step.month] = step
    return list(found.values())


def _step(taken: Taken, on: date, amount: int, extra: int, month: int, owed: int, *, last: bool) -> Step:
    return Step(
        on=on, loan_id=taken.loan.id, loan=taken.loan.name, amount_minor=amount, extra_minor=extra,
        last=last, month=month, balance_minor=owed,
    )  # fmt: skip


def months_of(run: Run, reading: Reading) -> tuple[MonthRow, ...]:
    """Each month with what every loan gets."""
    keys = [debt.key for debt in reading.debts]
    rows = []
    for number, month in enumerate(run.months):
        first, last = window(reading.today, number)
        rows.append(
            MonthRow(
                number=number + 1,
                from_on=first,
                until_on=last,
                paid=tuple((key, paid) for key, paid in zip(keys, month.paid, strict=True) if paid),
                paid_minor=sum(month.paid) + sum(month.fees),
                interest_minor=sum(month.interest),
                balance_minor=sum(month.balance),
                cash_minor=month.cash,
                gone=tuple(key for key, at in run.order if at == number),
            )
        )
    return tuple(rows)


def tightest_of(run: Run, reading: Reading, buffer: int) -> tuple[date, int] | None:
    """The month that leaves least above its minimums, and how much it leaves."""
    found = [
        (sum(month.paid) - sum(month.required) + sum(month.fees) + max(0, month.cash - buffer), number)
        for number, month in enumerate(run.months)
    ]
    if not found or run.strategy is Strategy.MINIMUM:
        return None
    spare, number = min(found)
    return window(reading.today, number)[0], spare
