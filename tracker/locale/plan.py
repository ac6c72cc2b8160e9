"""What is said of plans that are kept and followed."""

from __future__ import annotations

from tracker.locale import _
from tracker.locale.plan_borrow import borrow_fields, borrow_problems


def left_out_text(code: str) -> str:
    """Why a loan is in no plan."""
    return {
        "no_rate": _("rate unknown"),
        "no_schedule": _("no schedule"),
        "no_minimum": _("minimum unknown"),
    }.get(code, code)


def misfit_text(code: str, loan: str) -> str:
    """Why an adopted plan no longer fits."""
    return {
        "closed": _("{loan} is closed since."),
        "gone": _("{loan} is not there any more."),
        "new_loan": _("{loan} came after it."),
        "paid_off": _("{loan} is paid off already."),
        "changed": _("The books of {loan} begin anew."),
    }.get(code, "{loan}").format(loan=loan)


def state_text(state: str) -> str:
    """Whether a plan is kept, followed or ended."""
    return {
        "kept": _("kept plan"),
        "followed": _("followed plan"),
        "ended": _("ended plan"),
    }[state]


def standing_text(standing: str, amount: str, kept: int, due: int) -> str:
    """How far an adopted plan was followed."""
    if standing == "on_plan" and not due:
        return _("the first month is under way")
    if standing in ("behind", "ahead") and not due:
        words = _("{amount} behind in the first month")
        if standing == "ahead":
            words = _("{amount} ahead in the first month")
        return words.format(amount=amount)
    return {
        "on_plan": _("on plan {kept} of {due} months"),
        "behind": _("{amount} behind, {kept} of {due} months kept"),
        "ahead": _("{amount} ahead, {kept} of {due} months kept"),
        "done": _("done"),
    }[standing].format(amount=amount, kept=kept, due=due)


def far_off_text() -> str:
    """What is said of a plan that has fallen far behind."""
    return _("It is more than a month behind.")


def counted_text(amount: str) -> str:
    """What an end that is told takes for granted about what is overdue."""
    return _("Counted as paid at once, beside the money of a month: {amount} overdue or charged.").format(
        amount=amount
    )


def cause_text(cause: str) -> str:
    """What moved the end of all debts."""
    return {
        "payment": _("payments above or below the plan"),
        "fee": _("fees and penalties"),
        "rate": _("changed rates"),
        "charge": _("new borrowing and purchases"),
        "edit": _("all else: terms, loans, the budget"),
    }[cause]


def plan_problems() -> dict[str, str]:
    """What is wrong with a plan that was asked for, by code."""
    return {
        "plan_no_currency": _("No open loan is in {value}; there are some in {choices}."),
        "plan_day_over": _("{field}: {value} is over; a plan begins today."),
        "plan_followed": _("{value} is followed: choose another name, or adopt it again."),
        "plan_not_followed": _("{value} is not followed."),
        "plan_empty": _("There is no loan to plan with: none is open, or the rate of none is known."),
        "plan_supposes": _("What supposes other rates can be kept but not followed."),
        "plan_infeasible": _("The money does not meet the minimums; debt plan budget says what does."),
        "plan_endless": _("It never ends this way, so there is nothing to follow."),
        "plan_no_solver": _(
            "{value} was not found: it takes pip install 'debt-tracker[optimal]', or more --seconds."
        ),
        **borrow_problems(),
        "plan_not_comparable": _("{value} cannot be compared: it no longer ends with the money it has."),
    }


def plan_fields() -> dict[str, str]:
    """The fields of a plan as a form or the command line calls them."""
    return {
        "plan": _("plan name"),
        "budget": _("budget"),
        "extra": _("extra money"),
        "one_off": _("one-off"),
        "one_off_on": _("day of the one-off"),
        "rate_change": _("rate change"),
        "income_drop": _("income drop"),
        "for": _("months of less income"),
        "end_within": _("months"),
        **borrow_fields(),
    }
