"""Why a row of a file was taken for a payment to a loan, in the person's language."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.loan.repayment import Reason
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.loan import posting_word


def reason_text(reason: Reason) -> str:
    """One reason as a clause."""
    words = _words().get(reason.code)
    if words is None:
        return clean(reason.code)
    return words.format_map({name: clean(text) for name, text in reason.params.items()})


def reasons_text(reasons: Iterable[Reason]) -> str:
    """Several reasons in one line."""
    return _("; ").join(map(reason_text, reasons))


def role_text(role: str) -> str:
    """What a row of a statement is to its loan, as a noun."""
    words = {
        "payment": _("payment"),
        "refund": _("refund"),
        "none": _("nothing: left out"),
    }
    return words.get(role) or posting_word(role)


def _words() -> dict[str, str]:
    return {
        "before": _("the same row was imported before"),
        "chosen": _("you said so"),
        "due": _("the amount due on {on}, {days} days apart"),
        "due_far": _("the amount due on {on}, but {days} days apart"),
        "lender": _("{name} is a name of its lender"),
        "name": _("its name {name} stands there"),
        "number": _("its number {number} stands there"),
        "of_this_card": _("money that reached {loan}, which the statement is of"),
        "on_card": _("the statement is of {loan}"),
        "says_repayment": _("the text speaks of a repayment"),
        "sort_car": _("both are about a car"),
        "sort_card": _("both are about a card"),
        "sort_home": _("both are about a home"),
        "sort_student": _("both are about studies"),
        "spent": _("money that went out"),
        "text_says": _("{word} stands in its text"),
        "type_says": _("its type in the file says so"),
        "usual": _("its usual instalment, about day {day}"),
        "word": _("{name} of its name stands there"),
    }
