"""How far an adopted plan was followed, from what it expects and the sums kept of its loans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.calendar import add_months
from tracker.domain.plan.kept import KeptPlan, months_kept, off_by
from tracker.domain.plan.run import Run, Strategy
from tracker.services.book import Book
from tracker.services.plan.answers import (
    AdoptedState,
    ExtraDue,
    Misfit,
    PlanAnswer,
    PlanRow,
    Step,
    Tracking,
)
from tracker.services.plan.reading import Reading
from tracker.services.plan.windows import month_of
from tracker.store.plan import (
    read_expected,
    read_followed,
    read_followed_plans,
    read_misfits,
    read_paid_since,
)

MONTHS = 12
"""Months looked back on."""

LATE_DAYS = 31
"""For so long after its day an extra payment is still asked for; the plan is behind afterwards too."""

_AHEAD_DAYS = 62
_DAY = timedelta(days=1)


def followed_plans(book: Book, currency: str = "") -> tuple[AdoptedState, ...]:
    """The adopted plan of each currency, or of one, and how far it was followed."""
    return tuple(_state(book, plan) for plan in read_followed_plans(book.conn, currency))


def adopted_state(book: Book, reading: Reading) -> AdoptedState | None:
    """The adopted plan of a currency with what it comes to from today on, None where none is."""
    for plan in read_followed_plans(book.conn, reading.currency):
        state = _state(book, plan)
        return replace(state, row=_row_now(book, plan, reading))
    return None


def _row_now(book: Book, plan: KeptPlan, reading: Reading) -> PlanRow | None:
    """What its own payments come to with the facts of today."""
    played = _played(book, plan, reading)
    return None if played is None else _row(book, plan, *played)


def _played(book: Book, plan: KeptPlan, reading: Reading) -> tuple[Run, Reading] | None:
    """Its own payments played on, and the loans with their months as the plan counts them."""
    from tracker.services.plan.continuing import paid_since, play_on, promise_of

    if not reading.own:
        return None
    promise = promise_of(book, plan)
    own = replace(reading, taken=reading.own, today=promise.first)
    return play_on(promise, own, paid_since(book, promise)), own


def _row(book: Book, plan: KeptPlan, run: Run, own: Reading) -> PlanRow:
    from tracker.domain.plan.debt import Budget
    from tracker.domain.plan.simulate import simulate
    from tracker.services.plan.rows import row_of

    minimums = simulate(own.debts, Budget(), Strategy.MINIMUM)
    row = row_of(run, own, minimums, name=plan.name)
    return replace(row, debt_free_on=max(row.debt_free_on, book.today)) if row.debt_free_on else row


def adopted_answer(book: Book, currency: str = "") -> PlanAnswer | None:
    """The payments of the adopted plan from today on as an answer; None where none is followed."""
    from tracker.services.plan.comparing import compare
    from tracker.services.plan.keeping import first_request
    from tracker.services.plan.reading import read_debts
    from tracker.services.plan.rows import curve_of, months_of, steps_of

    reading = read_debts(book, currency)
    plan = next(iter(read_followed_plans(book.conn, reading.currency)), None)
    played = None if plan is None else _played(book, plan, reading)
    request = first_request(book, reading.currency)
    answer, _problems = compare(book, request, optimal=False, reading=reading)
    if plan is None or played is None or answer is None:
        return answer
    run, own = played
    row = _row(book, plan, run, own)
    curve = (
        (book.today, answer.owed_minor),
        *(each for each in curve_of(run, own)[1:] if each[0] > book.today),
    )
    return replace(
        answer,
        chosen=plan.method,
        rows=(*(each for each in answer.rows if each.strategy is not plan.method), row),
        steps=tuple(replace(each, on=max(each.on, book.today)) for each in steps_of(run, own)),
        months=months_of(run, own),
        curves=(
            *(each for each in answer.curves if each[0] is not plan.method),
            (plan.method, curve),
        ),
        reasons=(),
    )


def shown_plan(book: Book, plan: KeptPlan) -> PlanAnswer | None:
    """A followed plan alone, beside the minimums: its own payments with the money it was adopted with.

    None where nothing of it can be played on.
    """
    answer = adopted_answer(book, plan.currency) if plan.is_followed else None
    row = next((each for each in answer.rows if each.name == plan.name), None) if answer else None
    if answer is None or row is None:
        return None
    request = answer.request.of(plan.method)
    if plan.money_minor is not None:
        request = replace(request, monthly_minor=plan.money_minor, extra_minor=0)
    least = [each for each in answer.rows if each.strategy is Strategy.MINIMUM and each is not row]
    return replace(
        answer, request=request, rows=(*least, row), chosen=row.strategy, tightest=None, smallest_minor=None,
        money_minor=answer.money_minor if plan.money_minor is None else plan.money_minor, solver="",
    )  # fmt: skip


def standing_off(book: Book, plan: KeptPlan) -> int:
    """How far the payments of a plan are off today: below zero behind, above it ahead of the month."""
    since = plan.adopted_on or book.today
    month = max(0, month_of(book.today, since))
    before = read_followed(book.conn, plan.id, book.today - _DAY)
    return off_by(before, read_followed(book.conn, plan.id, add_months(since, month + 1)))


def is_far_off(plan: KeptPlan, off_minor: int) -> bool:
    """Whether more is missing than a month brings."""
    return bool(plan.money_minor) and -off_minor > (plan.money_minor or 0)


def _state(book: Book, plan: KeptPlan) -> AdoptedState:
    today, since = book.today, plan.adopted_on or book.today
    month = max(0, month_of(today, since))
    before = read_followed(book.conn, plan.id, today - _DAY)
    ahead = read_followed(book.conn, plan.id, add_months(since, month + 1))
    off = off_by(before, ahead)
    standing = Tracking.BEHIND if off < 0 else Tracking.AHEAD if off else Tracking.ON_PLAN
    if before and all(each.is_over for each in before):
        standing, off = Tracking.DONE, 0
    due, kept = _months(book, plan, since)
    found = extra_dues(book, plan, today + timedelta(days=_AHEAD_DAYS))
    return AdoptedState(
        plan_id=plan.id,
        name=plan.name,
        currency=plan.currency,
        method=plan.method,
        adopted_on=since,
        debt_free_on=plan.debt_free_on,
        interest_minor=plan.interest_minor or 0,
        standing=standing,
        off_minor=off,
        months_kept=kept,
        months_due=due,
        next_extra=_step(found[0]) if found else None,
        is_far_off=is_far_off(plan, off),
        misfits=tuple(Misfit(code=code, loan=loan) for code, loan in read_misfits(book.conn, plan, today)),
    )


def _months(book: Book, plan: KeptPlan, since: date) -> tuple[int, int]:
    """How many of the last months are over, and at how many of their ends enough was paid."""
    over = max(0, month_of(book.today, since))
    ends = [add_months(since, number) for number in range(max(1, over - MONTHS + 1), over + 1)]
    if not ends:
        return 0, 0
    paid = read_paid_since(book.conn, plan.id, ends[0])
    found = []
    for end in ends:
        later: dict[int, int] = {}
        for loan_id, on, minor in paid:
            if on > end:
                later[loan_id] = later.get(loan_id, 0) + minor
        found.append(
            [
                replace(each, paid_minor=max(0, each.paid_minor - later.get(each.loan_id, 0)))
                for each in read_followed(book.conn, plan.id, end)
            ]
        )
    return len(ends), months_kept(found)


def extra_dues(book: Book, plan: KeptPlan, until: date) -> tuple[ExtraDue, ...]:
    """The payments above the minimums up to a day that are not made yet, in date order."""
    first = book.today - timedelta(days=LATE_DAYS)
    expected = read_expected(book.conn, plan.id, first, until, extra_only=True)
    if not expected:
        return ()
    paid = {each.loan_id: each for each in read_followed(book.conn, plan.id, until)}
    found = []
    for each in expected:
        stands = paid.get(each.loan_id)
        if stands is None or stands.is_over:
            continue
        missing = min(each.extra_minor, each.sum_minor - stands.paid_minor)
        if missing > 0:
            found.append(
                ExtraDue(
                    plan=plan.name, loan_id=each.loan_id, loan=each.loan, on=each.due_on,
                    amount_minor=missing, currency=plan.currency,
                )
            )  # fmt: skip
    return tuple(found)


def plan_dues(book: Book, first: date, last: date) -> tuple[ExtraDue, ...]:
    """What the adopted plans ask for above the minimums between two days, in date order."""
    found = [
        each
        for plan in read_followed_plans(book.conn)
        for each in extra_dues(book, plan, last)
        if each.on >= first
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.loan_id)))


def _step(extra: ExtraDue) -> Step:
    return Step(
        on=extra.on, loan_id=extra.loan_id, loan=extra.loan, amount_minor=extra.amount_minor,
        extra_minor=extra.amount_minor, last=False,
    )  # fmt: skip
