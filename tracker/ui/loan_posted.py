"""What the lender posts, as forms: a charge, a waiver, a card statement; and their lines on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.domain.calendar import add_months
from tracker.locale import _
from tracker.locale.loan import posting_word
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import Figures
from tracker.ui.text import fit

if TYPE_CHECKING:
    from datetime import date

    from tracker.services.views import LoanView

_SHOWN = 30


def posted(view: LoanView, figures: Figures) -> Iterator[str]:
    """What the lender charged beside the instalments and what it waived, newest first."""
    found = [
        *((each.charged_on, posting_word(each.kind), each.amount_minor) for each in view.charges),
        *(
            (
                each.waived_on,
                _("refund") if each.is_refund else waiver_word(each.component),
                -each.amount_minor,
            )
            for each in view.waivers
        ),
        *((each.statement_on, _("statement"), each.balance_minor) for each in view.statements),
    ]
    if not found:
        yield _("None posted.")
    for on, word, minor in sorted(found, key=lambda each: each[0], reverse=True)[:_SHOWN]:
        amount = figures.money(minor, view.row.currency)
        yield f"{on.isoformat()} {fit(word, 12)} {fit(amount, 12, right=True)}\n"
    if len(found) > _SHOWN:
        yield _("and {n} before").format(n=len(found) - _SHOWN)


def is_card(view: LoanView) -> bool:
    """Whether the lender sends statements."""
    return view.row.method == "revolving"


def waiver_word(component: str) -> str:
    """What was let go of."""
    return {
        "penalty": _("penalty off"),
        "fee": _("fee off"),
        "interest": _("interest off"),
        "principal": _("principal off"),
    }.get(component, component)


def charge_fields(view: LoanView) -> tuple[EntryField, ...]:
    """The fields of a charge; a card is charged purchases, a loan fees."""
    kinds = ("late_fee", "penalty", "fee", "interest", "purchase", "cash_advance")
    return (
        EntryField(
            name="kind", label=_("Kind"), value="purchase" if is_card(view) else "late_fee",
            choices=tuple((kind, posting_word(kind)) for kind in kinds),
        ),
        *_amount_and_day(view),
    )  # fmt: skip


def waiver_fields(view: LoanView) -> tuple[EntryField, ...]:
    """The fields of a waiver."""
    parts = ("penalty", "fee", "interest", "principal")
    return (
        EntryField(
            name="component", label=_("Kind"), value="penalty",
            choices=tuple((part, waiver_word(part)) for part in parts),
        ),
        *_amount_and_day(view),
    )  # fmt: skip


def statement_fields(view: LoanView, today: date) -> tuple[EntryField, ...]:
    """The fields of a statement, with the days it would have by the terms."""
    terms, currency = (view.terms[-1] if view.terms else None), view.row.currency
    printed = due = None
    if terms is not None and terms.statement_day:
        printed = add_months(today, 0, terms.statement_day)
        printed = printed if printed <= today else add_months(today, -1, terms.statement_day)
        if terms.due_day:
            due = add_months(printed, 0, terms.due_day)
            due = due if due > printed else add_months(printed, 1, terms.due_day)
    return (
        EntryField(
            name="statement_on", label=_("Printed on"), value=printed.isoformat() if printed else "",
            is_date=True,
        ),
        EntryField(name="due_on", label=_("Due"), value=due.isoformat() if due else "", is_date=True),
        EntryField(name="balance", label=_("Balance"), currency=currency),
        EntryField(
            name="minimum", label=_("Minimum"), currency=currency, hint=_("as printed; empty if not known")
        ),
    )  # fmt: skip


def _amount_and_day(view: LoanView) -> tuple[EntryField, ...]:
    return (
        EntryField(name="amount", label=_("Amount"), currency=view.row.currency),
        EntryField(name="on", label=_("Date"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note")),
    )
