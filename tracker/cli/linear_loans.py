"""What is due and the loans, read aloud; each opens into its terms, or into recording a payment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.linear_page import Choice, Page
from tracker.cli.linear_pay import record
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import due_in, late, pair
from tracker.locale import _
from tracker.locale.joining import apart, phrased
from tracker.locale.loan import autopay_text, method_text, state_word
from tracker.locale.reasons import reason_text

if TYPE_CHECKING:
    from tracker.services.views import DueRow, LoanRow, LoanView, PaymentRow

LAST = 5
"""Payments that are read of a loan."""


def dues_menu(talk: Talk) -> None:
    """What is overdue and what falls due within 30 days."""
    talk.menu(partial(_dues_page, talk))


def _dues_page(talk: Talk) -> Page:
    from tracker.services.due import list_dues, risks

    found = list_dues(talk.book, within_days=30)
    why = {
        (each.due.loan_id, each.due.due_on, each.due.kind): apart(
            reason_text(reason.code, reason.params) for reason in each.reasons
        )
        for each in risks(talk.book, 30)
    }
    overdue = sum(row.days < 0 for row in found.rows)
    lines = [
        pair(_("Overdue"), overdue),
        pair(_("Within 30 days"), len(found.rows) - overdue),
        *(pair(_("Total"), talk.money(each.amount_minor, each.currency)) for each in found.totals),
    ]
    return Page(
        _("What is due"),
        [
            Choice(
                _due_lines(talk, row, why.get((row.loan_id, row.due_on, row.kind), "")),
                partial(talk.menu, partial(_due_page, talk, row)),
            )
            for row in found.rows
        ],
        [*(lines if found.rows else [_("Nothing is due.")]), *undated(talk)],
        [_("Overdue comes first, then the next 30 days. A number opens the loan or records its payment.")],
    )


def _due_lines(talk: Talk, row: DueRow, why: str) -> tuple[str, ...]:
    lines = [
        pair(_("Loan"), row.loan),
        pair(_("Amount"), talk.money(row.amount_minor, row.currency, estimate=row.estimate)),
        pair(_("Due"), talk.day(row.due_on, due_in(row.days))),
        pair(_("Status"), state_word(row.status)),
        pair(_("Autopay"), _autopay(row.autopay, row.account)),
    ]
    if why:
        lines.append(pair(_("Why it needs watching"), why))
    return tuple(lines)


def _due_page(talk: Talk, row: DueRow) -> Page:
    amount = talk.money(row.amount_minor, row.currency, estimate=row.estimate)
    return Page(
        row.loan,
        [
            Choice((_("Record its payment"),), partial(record, talk, row.loan_id), leaves=True),
            Choice((_("Open the loan"),), partial(open_loan, talk, row.loan_id)),
        ],
        [pair(_("Due"), phrased((row.due_on.isoformat(), amount)))],
    )


def undated(talk: Talk) -> list[str]:
    """The loans of which nobody knows when they are due, which is not the same as nothing being due."""
    from tracker.services.loan.listing import undated_loans

    names = undated_loans(talk.book)
    return [rows.undated_text(names)] if names else []


def loans_menu(talk: Talk) -> None:
    """Every open loan."""
    talk.menu(partial(_loans_page, talk))


def _loans_page(talk: Talk) -> Page:
    from tracker.services.loan.listing import list_loans

    found = list_loans(talk.book)
    return Page(
        _("Loans"),
        [Choice(_loan_lines(talk, row), partial(open_loan, talk, row.loan_id)) for row in found],
        [] if found else [_("There are no loans. debt loan add NAME --balance AMOUNT adds one.")],
        [_("A number opens a loan: its terms, what clears it today, its last payments.")],
    )


def _loan_lines(talk: Talk, row: LoanRow) -> tuple[str, ...]:
    from tracker.locale.amounts import format_rate

    lines = [
        pair(_("Loan"), row.loan),
        pair(_("Balance"), talk.money(row.balance_minor, row.currency)),
        pair(_("Rate"), _("unknown") if row.rate is None else format_rate(row.rate)),
    ]
    return (*lines, *_due_of(talk, row))


def _due_of(talk: Talk, row: LoanRow) -> list[str]:
    """What is overdue of a loan, and its next due."""
    lines = []
    if row.days_past_due:
        overdue = talk.money(row.overdue_minor, row.currency)
        lines.append(pair(_("Overdue"), phrased((overdue, late(row.days_past_due)))))
    if row.next_due_on is None:
        lines.append(pair(_("Next due"), _("unknown") if row.balance_minor else _("none")))
    else:
        days = (row.next_due_on - talk.book.today).days
        amount = talk.money(row.next_amount_minor, row.currency, estimate=row.next_estimate)
        lines.append(pair(_("Next due"), phrased((talk.day(row.next_due_on, due_in(days)), amount))))
    return lines


def open_loan(talk: Talk, loan_id: int) -> None:
    """One loan with everything, then what can be done with it."""
    talk.menu(partial(_loan_page, talk, loan_id))


def _loan_page(talk: Talk, loan_id: int) -> Page:
    from tracker.services.loan.read import loan_view
    from tracker.services.payment import list_payments

    view = loan_view(talk.book, loan_id)
    if view is None:  # undone, or moved to the trash by somebody else
        return Page(_("This loan is not there any more."), [])
    payments = list_payments(talk.book, loan_id=loan_id, limit=LAST, allocations=False)
    act: Callable[[], None] = partial(record, talk, loan_id)
    return Page(
        view.row.loan,
        [Choice((_("Record a payment"),), act)],
        [*_view_lines(talk, view), *(_payment_line(talk, each) for each in payments)],
    )


def _view_lines(talk: Talk, view: LoanView) -> list[str]:
    from tracker.cli.loan import payoff_lines

    row, code = view.row, view.row.currency
    lines = [
        pair(_("Lender"), row.lender or _("unknown")),
        pair(_("Method"), method_text(row.method)),
        pair(_("Balance"), talk.money(row.balance_minor, code)),
        pair(_("Status"), state_word(row.status)),
        *_due_of(talk, row),
        pair(_("Autopay"), _autopay(row.autopay, row.account)),
        *_terms_lines(talk, view),
    ]
    if view.so_far.never_ends:
        lines.append(pair(_("Ends on"), _("never: the payment does not reach the principal")))
    elif view.so_far.ends_on is not None:
        lines.append(pair(_("Ends on"), view.so_far.ends_on.isoformat()))
    lines += [pair(name, talk.value(text)) for name, text in payoff_lines(view.payoff, code)]
    lines.append(pair(_("Payments"), view.payments))
    if view.loan.note:
        lines.append(pair(_("Note"), view.loan.note))
    return lines


def _terms_lines(talk: Talk, view: LoanView) -> list[str]:
    """The terms that are known; those that are sums may be hidden."""
    from tracker.cli.loan_lines import terms_lines

    known = terms_lines(view.terms[-1], view.row.currency) if view.terms else []
    return [pair(name, talk.told(text)) for name, text in known]


def _payment_line(talk: Talk, row: PaymentRow) -> str:
    amount = talk.money(row.amount_minor, row.currency)
    state = state_word(row.state)
    return pair(_("Payment recorded"), phrased((row.paid_on.isoformat(), amount, state)))


def _autopay(status: str | None, account: str) -> str:
    words = _("unknown") if status is None else autopay_text(status)
    return phrased((words, account)) if account else words
