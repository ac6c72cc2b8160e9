"""A plan as programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.plan_borrow import beside_json
from tracker.cli.rows import money

if TYPE_CHECKING:
    from tracker.domain.plan.kept import KeptPlan
    from tracker.services.plan.answers import AdoptedState, PlanAnswer, PlanRow

FIELDS = (
    "method", "months", "debt_free_on", "interest", "fees", "paid", "saves", "first_gone", "first_gone_on",
    "proven", "bound", "gap", "same_as", "currency",
)  # fmt: skip
PLAN_FIELDS = (
    "plan_id", "plan", "state", "method", "currency", "budget", "extra", "saved_on", "adopted_on", "ended_on",
    "debt_free_on", "interest",
)  # fmt: skip


def row_json(row: PlanRow, currency: str) -> dict[str, Any]:
    """One way of paying; null where it does not end."""
    return {
        "method": row.strategy.value,
        "months": row.months if row.ends else None,
        "debt_free_on": row.debt_free_on,
        "interest": money(row.interest_minor if row.ends else None, currency),
        "fees": money(row.fees_minor if row.ends else None, currency),
        "paid": money(row.paid_minor if row.ends else None, currency),
        "saves": money(row.saves_minor, currency),
        "first_gone": row.first_gone or None,
        "first_gone_on": row.first_gone_on,
        "proven": bool(row.proven),
        "bound": money(row.bound_minor if row.proven is not None else None, currency),
        "gap": money(row.gap_minor if row.proven is not None else None, currency),
        "same_as": row.same_as.value if row.same_as else None,
        "short": {"from": row.short.from_on, "missing": money(row.short.missing_minor, currency)}
        if row.short
        else None,
        "endless": row.endless,
        "currency": currency,
    }


def plan_json(answer: PlanAnswer) -> dict[str, Any]:
    """The chosen way with its order and months, beside it the others and what they rest on."""
    code, names = answer.currency, dict(answer.loans)
    chosen = answer.row(answer.chosen)

    def sum_of(minor: int | None) -> str | None:
        return money(minor, code)

    gone_on = {step.loan_id: step.on for step in answer.steps if step.last}
    head: dict[str, Any] = row_json(chosen, code) if chosen else {"method": answer.chosen.value}
    return {
        **head,
        "order": [
            {"loan_id": each, "loan": names[each], "on": gone_on.get(each)}
            for each in (chosen.order if chosen else ())
        ],
        "months_detail": [
            {
                "number": each.number,
                "from": each.from_on,
                "until": each.until_on,
                "payments": [
                    {"loan_id": loan_id, "loan": names[loan_id], "amount": sum_of(minor)}
                    for loan_id, minor in each.paid
                ],
                "paid": sum_of(each.paid_minor),
                "interest": sum_of(each.interest_minor),
                "balance": sum_of(each.balance_minor),
                "cash": sum_of(each.cash_minor),
                "gone": list(each.gone),
            }
            for each in answer.months
        ],
        "steps": [
            {
                "on": each.on,
                "loan_id": each.loan_id,
                "loan": each.loan,
                "amount": sum_of(each.amount_minor),
                "extra": sum_of(each.extra_minor),
                "last": each.last,
            }
            for each in answer.steps
        ],
        "compared": [row_json(each, code) for each in answer.rows],
        "currency": code,
        "currencies": list(answer.currencies),
        "owed": sum_of(answer.owed_minor),
        "minimums": sum_of(answer.minimums_minor),
        "money": sum_of(answer.money_minor),
        "regular": sum_of(answer.regular_minor),
        "once": sum_of(answer.once_minor),
        "one_off_needed": sum_of(answer.lacking_minor),
        "feasible": answer.feasible,
        "smallest_budget": sum_of(answer.smallest_minor),
        "tightest": {"from": answer.tightest[0], "spare": sum_of(answer.tightest[1])}
        if answer.tightest
        else None,
        "reasons": [
            {
                "code": each.code,
                "loan": each.loan or None,
                "on": each.on,
                "saves": sum_of(each.saves_minor),
                "amount": sum_of(each.amount_minor),
            }
            for each in answer.reasons
        ],
        "left_out": [
            {"loan_id": each.loan_id, "loan": each.loan, "code": each.code} for each in answer.left_out
        ],
        "guesses": [{"loan": loan, "code": code} for loan, code in answer.guesses],
        "buffer": {
            "amount": sum_of(answer.request.buffer_minor),
            "full_on": answer.buffer_takes[0],
            "held": sum_of(answer.buffer_takes[1]),
        }
        if answer.buffer_takes
        else None,
        "borrow": beside_json(answer.beside, code) if answer.beside else None,
        "solver": answer.solver or None,
        "adopted": adopted_json(answer.adopted) if answer.adopted else None,
        "estimate": True,
    }


def adopted_json(state: AdoptedState) -> dict[str, Any]:
    """An adopted plan and how far it was followed."""
    code = state.currency
    step = state.next_extra
    return {
        "plan_id": state.plan_id,
        "plan": state.name,
        "method": state.method.value,
        "currency": code,
        "adopted_on": state.adopted_on,
        "debt_free_on": state.debt_free_on,
        "interest": money(state.interest_minor, code),
        "standing": state.standing.value,
        "off": money(state.off_minor, code),
        "months_kept": state.months_kept,
        "months_due": state.months_due,
        "next_extra": {
            "on": step.on, "loan_id": step.loan_id, "loan": step.loan,
            "amount": money(step.extra_minor, code),
        }
        if step
        else None,
        "misfits": [{"code": each.code, "loan": each.loan} for each in state.misfits],
        "now": row_json(state.row, code) if state.row else None,
    }  # fmt: skip


def kept_json(plan: KeptPlan) -> dict[str, Any]:
    """A kept plan of the list."""
    code = plan.currency
    state = "kept" if plan.adopted_on is None else "followed" if plan.is_followed else "ended"
    return {
        "plan_id": plan.id,
        "plan": plan.name,
        "state": state,
        "method": plan.method.value,
        "currency": code,
        "budget": money(plan.monthly_minor, code),
        "extra": money(plan.extra_minor, code),
        "saved_on": plan.saved_on,
        "adopted_on": plan.adopted_on,
        "ended_on": plan.ended_on,
        "debt_free_on": plan.debt_free_on,
        "interest": money(plan.interest_minor, code),
    }
