"""Loans: every open loan with its balance and next due."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tracker.locale import _, ngettext
from tracker.locale.amounts import format_rate
from tracker.ui.commands import bindings
from tracker.ui.drafts import loan_draft
from tracker.ui.figures import MARKS, Figures, autopay_word, method_word
from tracker.ui.screen import FramedScreen
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.views import LoanRow
    from tracker.ui.answers import PaymentDraft


class LoansScreen(FramedScreen):
    """The list of loans."""

    NAME = "loans"
    TAB = "loans"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("loans")]

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LoanRow, ...] = ()

    def compose_content(self) -> ComposeResult:
        """One list."""
        with Panel():
            yield VirtualList()

    def read(self) -> None:
        """Take the rows."""
        self._rows = self.dashboard.answers.loans()
        rows = self.query_one(VirtualList)
        rows.empty = _("No loans yet. debt loan add, or debt import FILE, fills this list.")
        figures = self.figures

        def fetch(offset: int, limit: int) -> list[Line]:
            return [loan_line(row, figures) for row in self._rows[offset : offset + limit]]

        rows.show(loan_columns(), len(self._rows), fetch)
        count = ngettext("{n} loan", "{n} loans", len(self._rows)).format(n=len(self._rows))
        self.query_one(Panel).name_it(
            _("Loans"), f"{count} · {totals(self._rows, figures)}" if self._rows else ""
        )
        self.query_one(Banner).show(_("Loans"))
        if self.focused is None:
            rows.focus()

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan under the cursor."""
        row = self._current()
        return None if row is None else loan_draft(row)

    def action_open(self) -> None:
        """Open the loan of the row."""
        row = self._current()
        if row is not None:
            self.dashboard.open_loan(row.loan_id)

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        self.action_open()

    def _current(self) -> LoanRow | None:
        if not self._rows:
            return None
        return self._rows[min(self.query_one(VirtualList).cursor, len(self._rows) - 1)]


def loan_columns() -> tuple[Column, ...]:
    """The columns of the list; a wider terminal shows more of them."""
    return (
        Column(title="", width=2),
        Column(title=_("Loan"), width=12, grow=True),
        Column(title=_("Lender"), width=14, least=100),
        Column(title=_("Method"), width=15, least=130),
        Column(title=_("Balance"), width=13, right=True),
        Column(title=_("Rate"), width=8, right=True, least=60),
        Column(title=_("Next due"), width=11, least=50),
        Column(title=_("Amount"), width=12, right=True, least=50),
        Column(title=_("Late since"), width=10, least=110),
        Column(title=_("Autopay"), width=8, least=76),
    )


def loan_line(row: LoanRow, figures: Figures) -> Line:
    """One row of the list."""
    tone = figures.loan_tone(row)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
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


def _due(row: LoanRow, figures: Figures) -> tuple[str, str]:
    """When the next due is and how much it is; of a loan that is late, how late and what is overdue."""
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
