"""Payments of a loan: the lines of their list, and the dialog that corrects one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale.loan import state_word
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import MARKS, Figures, state_tone
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.loan.ledger import Allocation
    from tracker.services.views import LoanRow, LoanView, PaymentRow


def payment_columns(row: LoanRow | None, view: LoanView | None, figures: Figures) -> tuple[Column, ...]:
    """The columns of the payments; no payment is larger than what was ever owed."""
    most = row.balance_minor if row else 0
    if view is not None:
        most = max(most, view.loan.balance_minor, view.loan.principal_minor or 0)
    wide = max(12, len(figures.money(most, row.currency)) if row else 0)
    return (
        Column(title="", width=2),
        Column(title=_("Paid on"), width=10),
        Column(title=_("Amount"), width=wide, right=True),
        Column(title=_("State"), width=9),
        Column(title=_("Principal"), width=wide, right=True, least=64),
        Column(title=_("Interest"), width=10, right=True, least=64),
        Column(title=_("Fees"), width=9, right=True, least=100),
        Column(title=_("From, note"), width=10, grow=True, least=50),
    )


def payment_line(
    row: PaymentRow, split: Allocation | None, figures: Figures, *, suspect: bool = False
) -> Line:
    """One payment, with where it went once that is known; one that may be a second debit says so."""
    tone = "attention" if suspect else state_tone(row)

    def part(minor: int | None) -> str:
        return "" if minor is None else figures.money(minor, row.currency)

    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            row.paid_on.isoformat(),
            figures.money(row.amount_minor, row.currency),
            _("twice?") if suspect else state_word(row.state),
            part(split.principal if split else None),
            part(split.interest if split else None),
            part(split.fee + split.penalty if split else None),
            " ".join(text for text in (row.account, row.ref, row.note) if text),
        ),
    )


def state_choices() -> tuple[tuple[str, str], ...]:
    """The states of a payment, each with what it means."""
    meanings = {
        "posted": _("booked, and lowers the balance"),
        "pending": _("on its way through the bank"),
        "sent": _("it left your account"),
        "planned": _("not sent yet"),
        "failed": _("it did not go through"),
        "reversed": _("it was booked and taken back"),
        "duplicate": _("recorded twice; counts once"),
    }
    return tuple(
        (state, _("{state}: {meaning}").format(state=state_word(state), meaning=meaning))
        for state, meaning in meanings.items()
    )


def payment_fields(row: PaymentRow) -> tuple[EntryField, ...]:
    """The fields of a recorded payment."""
    amount = decimal_text(row.amount_minor, row.currency)
    posted_on = row.posted_on.isoformat() if row.posted_on else ""
    return (
        EntryField(name="amount", label=_("Amount"), value=amount, currency=row.currency),
        EntryField(name="paid_on", label=_("Paid on"), value=row.paid_on.isoformat(), is_date=True),
        EntryField(
            name="posted_on", label=_("Posted on"), value=posted_on, is_date=True,
            hint=_("if the lender counts another day"),
        ),
        EntryField(name="state", label=_("State"), value=row.state, choices=state_choices()),
        EntryField(name="account", label=_("Account"), value=row.account),
        EntryField(name="ref", label=_("Reference"), value=row.ref),
        EntryField(name="note", label=_("Note"), value=row.note),
    )  # fmt: skip
