"""Plans that are kept: saved under a name, adopted, no longer followed, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.domain.plan.kept import KeptPlan
from tracker.domain.plan.run import Strategy
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.ways import way_name
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.plan.answers import PlanAnswer, PlanRequest, Step
from tracker.services.plan.asking import regular_money, steady_money
from tracker.services.plan.comparing import compare
from tracker.services.plan.reading import Reading, read_debts
from tracker.services.plan.stages import nominal
from tracker.store.plan import read_baselines, read_followed_plans, read_plans, row_ids

if TYPE_CHECKING:
    from tracker.store.write import Writer

_PERCENT = Decimal("0.0001")

LONGEST = 80
"""Characters of a plan's name."""


def list_plans(book: Book, *, trashed: bool = False) -> tuple[KeptPlan, ...]:
    """The kept plans, those that are followed in front."""
    return read_plans(book.conn, trashed=trashed)


def find_plan(book: Book, name: str, *, trashed: bool = False) -> KeptPlan | None:
    """The plan of a name or number, whatever the case; None where there is none."""
    wanted = clean(name).strip().casefold()
    plans = list_plans(book, trashed=trashed)
    found = [each for each in plans if each.name.casefold() == wanted]
    return next(iter(found or [each for each in plans if str(each.id) == wanted]), None)


def request_of(plan: KeptPlan) -> PlanRequest:
    """The question that was kept; a one-off whose day is over has been."""
    return PlanRequest(
        currency=plan.currency, monthly_minor=plan.monthly_minor, extra_minor=plan.extra_minor,
        one_off_minor=plan.one_off_minor, one_off_on=plan.one_off_on, rate_points=plan.rate_points,
        drop_percent=plan.drop_percent, drop_months=plan.drop_months, buffer_minor=plan.buffer_minor,
        frozen=plan.frozen, order=plan.order, method=plan.method,
    )  # fmt: skip


def request_now(plan: KeptPlan, today: date) -> PlanRequest:
    """The kept question as it is asked on a later day: what was for a time is over."""
    asked = request_of(plan)
    if asked.one_off_minor and (asked.one_off_on or plan.adopted_on or plan.saved_on) < today:
        asked = replace(asked, one_off_minor=0, one_off_on=None)
    since = plan.adopted_on or plan.saved_on
    gone = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    left = max(0, asked.drop_months - max(0, gone))
    return replace(
        asked, drop_months=left, drop_percent=asked.drop_percent if left else asked.drop_percent * 0
    )


def save_plan(book: Book, request: PlanRequest, name: str) -> Checked[Done]:
    """Keep a question under a name; one that is there and not followed is replaced."""
    name, problems = _name(name)
    old = find_plan(book, name)
    if old is not None and old.is_followed:
        problems = (*problems, Problem(code="plan_followed", field="plan", value=old.name))
    if request.borrow is not None:
        problems = (Problem(code="plan_borrows", field="borrow"),)
    if problems:
        return None, problems
    request = replace(request, currency=request.currency or read_debts(book).currency)
    title = _("Kept plan {name}").format(name=name)
    with book.change(title) as writer:
        plan_id = _write(writer, book, request, name, old)
        _write_loans(writer, plan_id, request, ())
    return Done(title=title, action_id=writer.action_id, ids=(plan_id,)), ()


def adopt_plan(
    book: Book, request: PlanRequest, name: str = "", *, answer: PlanAnswer | None = None
) -> Checked[Done]:
    """Follow a plan: its payments are expected from now on, and the one followed before ends.

    `answer` spares answering the question again where a front end has the answer already.
    """
    if request.borrow is not None:
        return None, (Problem(code="plan_borrows", field="borrow"),)
    if answer is None or answer.chosen is not request.method:
        answer, problems = compare(book, request, optimal=request.method is Strategy.OPTIMAL)
        if answer is None:
            return None, problems
    problems = _not_to_adopt(answer, request)
    name, wrong = _name(name or _free_name(book, answer))
    if problems or wrong:
        return None, (*problems, *wrong)
    request = replace(request, currency=answer.currency)
    reading = read_debts(book, answer.currency)
    title = _("Adopted plan {name}").format(name=name)
    old = find_plan(book, name)
    with book.change(title) as writer:
        before = read_followed_plans(writer.conn, answer.currency)
        for each in before:
            if old is None or each.id != old.id:
                writer.update("plan", each.id, {"ended_on": book.today.isoformat()})
        plan_id = _write(writer, book, request, name, old, answer, reading)
        _write_loans(writer, plan_id, request, (reading,))
        _write_payments(writer, plan_id, answer.steps)
    notes = [
        _("Plan {name} is no longer followed.").format(name=each.name) for each in before if each.name != name
    ]
    return Done(title=title, action_id=writer.action_id, ids=(plan_id,), notes=tuple(notes)), ()


def drop_plan(book: Book, plan: KeptPlan) -> Checked[Done]:
    """Stop following a plan; it stays among those that were kept."""
    if not plan.is_followed:
        return None, (Problem(code="plan_not_followed", field="plan", value=plan.name),)
    title = _("Stopped following plan {name}").format(name=plan.name)
    with book.change(title) as writer:
        writer.update("plan", plan.id, {"ended_on": book.today.isoformat()}, version=plan.version)
    return Done(title=title, action_id=writer.action_id, ids=(plan.id,)), ()


def remove_plan(book: Book, plan: KeptPlan) -> Done:
    """Move a plan to the trash."""
    title = _("Removed plan {name}").format(name=plan.name)
    with book.change(title) as writer:
        writer.trash("plan", plan.id, version=plan.version)
    return Done(title=title, action_id=writer.action_id, ids=(plan.id,))


def restore_plan(book: Book, plan: KeptPlan) -> Checked[Done]:
    """Take a plan out of the trash; where another is followed by now, this one is kept only."""
    if find_plan(book, plan.name) is not None:
        return None, (Problem(code="name_taken", field="plan", value=plan.name),)
    title = _("Brought back plan {name}").format(name=plan.name)
    with book.change(title) as writer:
        if plan.is_followed and read_followed_plans(writer.conn, plan.currency):
            writer.update("plan", plan.id, {"ended_on": book.today.isoformat()})
        writer.untrash("plan", plan.id)
    return Done(title=title, action_id=writer.action_id, ids=(plan.id,)), ()


def _name(text: str) -> tuple[str, tuple[Problem, ...]]:
    name = clean(text).strip()
    if not name:
        return name, (Problem(code="required", field="plan"),)
    if len(name) > LONGEST:
        return name, (Problem(code="too_long", field="plan", value=name, params={"limit": str(LONGEST)}),)
    return name, ()


def _free_name(book: Book, answer: PlanAnswer) -> str:
    """The method and the day, with the currency or a number where that is taken."""
    base = f"{way_name(answer.chosen)} {book.today.isoformat()}"
    if len(answer.currencies) > 1:
        base += f" {answer.currency}"
    taken = {each.name for each in list_plans(book)}
    names = (base, *(f"{base} ({number})" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def _not_to_adopt(answer: PlanAnswer, request: PlanRequest) -> tuple[Problem, ...]:
    row = answer.row(answer.chosen)
    if row is None:
        return (Problem(code="plan_empty", field="plan"),)
    if request.rate_points:
        return (Problem(code="plan_supposes", field="rate_change"),)
    if not answer.feasible or row.short is not None:
        return (Problem(code="plan_infeasible", field="budget"),)
    if row.debt_free_on is None:
        return (Problem(code="plan_endless", field="plan"),)
    return ()


def _write(
    writer: Writer, book: Book, request: PlanRequest, name: str, old: KeptPlan | None,
    adopted: PlanAnswer | None = None, reading: Reading | None = None,
) -> int:  # fmt: skip
    row = adopted.row(adopted.chosen) if adopted else None
    today = book.today.isoformat()
    values: dict[str, Any] = {
        "name": name, "currency": request.currency,
        "method": (adopted.chosen if adopted else request.method).value,
        "monthly_minor": request.monthly_minor, "extra_minor": request.extra_minor,
        "one_off_minor": request.one_off_minor,
        "one_off_on": request.one_off_on.isoformat() if request.one_off_on else None,
        "rate_points": format(request.rate_points, "f"), "drop_percent": format(request.drop_percent, "f"),
        "drop_months": request.drop_months, "buffer_minor": request.buffer_minor, "saved_on": today,
        "adopted_on": today if adopted else None, "ended_on": None,
        "debt_free_on": row.debt_free_on.isoformat() if row and row.debt_free_on else None,
        "interest_minor": row.interest_minor if row else None,
        "money_minor": regular_money(request, reading) if reading else None,
    }  # fmt: skip
    if old is None:
        return writer.insert("plan", values)
    writer.update("plan", old.id, values, version=old.version)
    for table in ("plan_loan", "plan_payment"):
        for row_id in row_ids(writer.conn, table, old.id):
            writer.trash(table, row_id)
    return old.id


def _write_loans(writer: Writer, plan_id: int, request: PlanRequest, adopted: tuple[Reading, ...]) -> None:
    """The loans that are named, and for an adopted plan all there are, with how they stand."""
    debts = {debt.key: debt for reading in adopted for debt in reading.debts}
    unknown = [each.loan_id for reading in adopted for each in reading.left_out]
    loan_ids = list(dict.fromkeys((*request.order, *request.frozen, *debts, *unknown)))
    baselines = read_baselines(writer.conn, loan_ids) if adopted else {}
    for loan_id in loan_ids:
        debt = debts.get(loan_id)
        values: dict[str, Any] = {
            "plan_id": plan_id, "loan_id": loan_id,
            "number": request.order.index(loan_id) + 1 if loan_id in request.order else None,
            "is_frozen": int(loan_id in request.frozen),
        }  # fmt: skip
        if debt is not None:
            yearly = nominal(debt)
            values |= {
                "balance_minor": debt.balance, "paid_minor": baselines.get(loan_id, (0, 0))[1],
                "rate_percent": format((yearly * 100).quantize(_PERCENT), "f"),
            }  # fmt: skip
        writer.insert("plan_loan", values)


def _write_payments(writer: Writer, plan_id: int, steps: Iterable[Step]) -> None:
    """One row for each loan and day, with the sum until then."""
    days: dict[tuple[int, date], list[int]] = {}
    for step in sorted(steps, key=lambda each: (each.loan_id, each.on, each.month)):
        row = days.setdefault((step.loan_id, step.on), [0, 0, 0])
        row[0] += step.amount_minor
        row[1] += step.extra_minor
        row[2] = step.balance_minor
    sums: dict[int, int] = {}
    for (loan_id, on), (amount, extra, owed) in days.items():
        sums[loan_id] = sums.get(loan_id, 0) + amount
        writer.insert("plan_payment", {
            "plan_id": plan_id, "loan_id": loan_id, "due_on": on.isoformat(), "amount_minor": amount,
            "extra_minor": extra, "sum_minor": sums[loan_id], "balance_minor": owed,
        })  # fmt: skip


def request_anew(book: Book, plan: KeptPlan) -> PlanRequest:
    """The kept question as it is asked today; a followed plan keeps the money of its months."""
    asked = request_now(plan, book.today)
    if not plan.is_followed or plan.money_minor is None or asked.monthly_minor is not None:
        return asked
    reading = read_debts(book, plan.currency)
    if reading.currency != plan.currency:
        return asked
    # Minimums that were freed since are extra money by now.
    return replace(asked, extra_minor=max(0, plan.money_minor - steady_money(reading)))


def first_request(book: Book, currency: str = "") -> PlanRequest:
    """The question to begin with: that of the plan that is followed, else what the minimums come to."""
    found = read_followed_plans(book.conn, read_debts(book, currency).currency)
    return request_anew(book, found[0]) if found else PlanRequest(currency=currency)
