"""The rows of the list of loans, its totals, and the table of what paying more would change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.amounts import format_rate
from tracker.locale.fields import field_name
from tracker.locale.joining import listed
from tracker.locale.loan import method_word
from tracker.ui.commands import key_of
from tracker.ui.figures import MARKS, Figures, autopay_word
from tracker.ui.text import fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.loan.whatif import Outcome, WhatIf
    from tracker.services.views import LoanRow
    from tracker.ui.answers_loan import Wish

_MARKED = "*"


def loan_columns(sort: str = "", *, descending: bool = False, marking: bool = False) -> tuple[Column, ...]:
    """The columns of the list; a wider terminal shows more of them, the sorted one bears an arrow."""
    arrow = "↓" if descending else "↑"

    def named(by: str, title: str) -> str:
        return f"{title}{arrow}" if by == sort else title

    return (
        Column(title="", width=2),
        *((Column(title="", width=1),) if marking else ()),
        Column(title=named("name", _("Loan")), width=12, grow=True),
        Column(title=named("lender", _("Lender")), width=14, least=0 if sort == "lender" else 100),
        Column(title=_("Method"), width=15, least=130),
        Column(title=named("balance", _("Balance")), width=13, right=True),
        Column(title=named("rate", _("Rate")), width=8, right=True, least=60),
        Column(title=named("due", _("Next due")), width=11, least=50),
        Column(title=_("Amount"), width=12, right=True, least=50),
        Column(title=_("Late since"), width=10, least=110),
        Column(title=_("Autopay"), width=8, least=76),
    )


def loan_line(row: LoanRow, figures: Figures, *, marked: bool | None = None) -> Line:
    """One row of the list; `marked` is None where no row is."""
    tone = "quiet" if row.closed_on else figures.loan_tone(row)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            *(() if marked is None else (_MARKED if marked else "",)),
            row.loan,
            row.lender,
            method_word(row.method),
            figures.money(row.balance_minor, row.currency),
            format_rate(row.rate) if row.rate is None or row.rate.per == "year" else _short_rate(row),
            *_due(row, figures),
            figures.day(row.late_since),
            autopay_word(row.autopay),
        ),
    )


def totals(rows: tuple[LoanRow, ...], figures: Figures) -> str:
    """The sum of the balances in each currency."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.currency] = sums.get(row.currency, 0) + row.balance_minor
    return " + ".join(figures.money(minor, currency, symbol=True) for currency, minor in sums.items())


def heading(wish: Wish) -> str:
    """What the second row says without a filter."""
    by = {
        "due": _("by due date"), "balance": _("by balance"), "rate": _("by rate"), "name": _("by name"),
        "lender": _("by lender"),
    }.get(wish.sort)  # fmt: skip
    return f"{_('Loans')} · {by}" if by else _("Loans")


def if_you_pay(row: LoanRow, found: WhatIf, figures: Figures) -> Iterator[str | tuple[str, str]]:
    """What is agreed and two higher sums: done when, for how much interest, what that saves."""
    if found.fixed:
        yield _("The fee is the same however fast it is paid, unless the lender lets go of it.")
        return
    if found.unknown:
        names = listed(field_name(each) for each in found.unknown)
        yield ("? ", "bold")
        yield _("If you paid more: not known without {terms}. {edit} adds it.").format(
            terms=names, edit=key_of("loan.edit")
        )
        return
    if not found.outcomes:
        yield _("Nothing is left to pay.")
        return
    yield _table(_("If you pay"), _("done in"), _("interest"), _("saved")), "bold"
    for outcome in found.outcomes:
        yield _outcome(row, outcome, figures)
    if len(found.outcomes) == 1:
        yield _("It is paid in one sum at its end.") + "\n"
    yield _("~ as if everything due were paid when due") + "\n"


def _outcome(row: LoanRow, outcome: Outcome, figures: Figures) -> str:
    if outcome.payment is None:
        what = _("minimums") if row.method == "revolving" else _("as agreed")
    else:
        what = _("{amount} each").format(amount=figures.money(outcome.payment, row.currency))
    if outcome.ends_on is None:
        return _table(what, _("never ends"), "", "")
    saved = "-" if outcome.saved is None else figures.money(outcome.saved, row.currency, estimate=True)
    cost = figures.money(outcome.cost, row.currency, estimate=True)
    return _table(what, f"{outcome.ends_on:%Y-%m}", cost, saved if outcome.payment is not None else "-")


def _table(what: str, done: str, interest: str, saved: str) -> str:
    amounts = f"{fit(interest, 13, right=True)} {fit(saved, 13, right=True)}"
    return f"{fit(what, 18)} {fit(done, 8)} {amounts}\n"


def _due(row: LoanRow, figures: Figures) -> tuple[str, str]:
    """When the next due is and how much it is; of a loan that is late, how late and what is overdue."""
    if row.closed_on is not None:
        return _("closed"), ""
    if row.days_past_due:
        late = _("late {days} d").format(days=row.days_past_due)
        return late, figures.money(row.overdue_minor, row.currency)
    if row.next_due_on is None:
        return "", ""
    amount = figures.money(row.next_amount_minor, row.currency, estimate=row.next_estimate)
    return figures.day(row.next_due_on), amount


def _short_rate(row: LoanRow) -> str:
    if row.rate is None:
        return "?"
    per = {"month": _("/mo"), "day": _("/d")}.get(row.rate.per, "")
    return f"{row.rate.percent.normalize():f}%{per}"
