"""What is said of plans that are kept and followed."""

from __future__ import annotations

from tracker.locale import _


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
    return {
        "on_plan": _("on plan {kept} of {due} months"),
        "behind": _("{amount} behind, {kept} of {due} months kept"),
        "ahead": _("{amount} ahead, {kept} of {due} months kept"),
        "done": _("done"),
    }[standing].format(amount=amount, kept=kept, due=due)


def cause_text(cause: str) -> str:
    """What moved the end of all debts."""
    return {
        "payment": _("payments above or below the plan"),
        "fee": _("fees and penalties"),
        "rate": _("changed rates"),
        "charge": _("new borrowing and purchases"),
        "edit": _("all else: terms, loans, the budget"),
    }[cause]
