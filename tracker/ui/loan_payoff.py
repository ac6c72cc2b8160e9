"""What settles a loan on a day: today, or any day the arrows or a typed date go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.domain.typed.date import parse_typed_date
from tracker.locale import _
from tracker.locale.amounts import format_weekend
from tracker.locale.joining import listed
from tracker.locale.problems import sentence
from tracker.ui import loan_parts as parts
from tracker.ui.asking import AskScreen
from tracker.ui.figures import Figures
from tracker.ui.text import fit, plain
from tracker.ui.widgets.panel import TextPanel

if TYPE_CHECKING:
    from tracker.services.views import PayoffView
    from tracker.ui.app import Dashboard

_LABEL = 12
_SUM = 14
_FARTHEST_DAYS = 40 * 366

Quotes = Callable[[date], "PayoffView"]


class PayoffPanel(TextPanel):
    """The sum for a day, part by part; the day stays where it was put while the loan is looked at."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id, classes=classes)
        self.on_day: date | None = None
        """The day that was asked for; None is today."""
        self._today: PayoffView | None = None
        self._currency = ""
        self._figures: Figures | None = None
        self._ask: Callable[[], Quotes | None] = lambda: None
        self._quotes: Quotes | None = None

    def quote(
        self, today: PayoffView, currency: str, figures: Figures, ask: Callable[[], Quotes | None]
    ) -> None:
        """Show other facts; `ask` gives what any day comes to, and is asked when a day is first wanted."""
        self._today, self._currency, self._figures = today, currency, figures
        self._ask, self._quotes = ask, None
        self._draw()

    def move(self, by: int) -> None:
        """Go some days on or back; never before today."""
        if self._figures is not None:
            self.go_to((self.on_day or self._figures.today) + timedelta(days=by))

    def go_to(self, on: date) -> None:
        """Show what settles it on a day."""
        if self._figures is None:
            return
        today = self._figures.today
        on = min(max(on, today), today + timedelta(days=_FARTHEST_DAYS))
        self.on_day = None if on == today else on
        self._draw()

    def _draw(self) -> None:
        figures, quote = self._figures, self._today
        if figures is None or quote is None:
            return
        title = _("Early payoff today")
        if self.on_day is not None:
            if self._quotes is None:
                self._quotes = self._ask()
            if self._quotes is not None:
                quote = self._quotes(self.on_day)
            days = (self.on_day - figures.today).days
            day = " ".join((format_weekend(self.on_day), figures.day(self.on_day))).strip()
            title = _("Early payoff {day}, in {days} d").format(day=day, days=days)
        self.show(title, plain(*payoff_lines(quote, self._currency, figures)), parts.payoff_hint())


def payoff_lines(quote: PayoffView, currency: str, figures: Figures) -> Iterator[str | tuple[str, str]]:
    """What settles the loan, part by part; what is our own computation bears a mark."""

    def line(label: str, minor: int | None, *, estimate: bool = False) -> str:
        amount = figures.money(minor, currency, estimate=estimate)
        return f"{fit(label, max(_LABEL, cell_len(label)))} {fit(amount, _SUM, right=True)}\n"

    if not quote.total_minor:
        yield _("Nothing is left to pay off.")
        return
    yield line(_("Principal"), quote.principal_minor)
    due = quote.interest_minor - quote.accrued_minor
    if due:
        yield line(_("Interest due"), due)
    # Without a rate nobody knows what has accrued: nothing would be a figure of its own.
    accrued = None if "rate" in quote.unknown and not quote.accrued_minor else quote.accrued_minor
    yield line(_("Accrued"), accrued, estimate=bool(accrued))
    for label, minor, estimate in (
        (_("Fees"), quote.fees_minor + quote.charges_minor, False),
        (_("Penalty"), quote.penalty_minor, True),
        (_("Prepay fee"), quote.prepay_fee_minor, False),
        (_("In credit"), -quote.credit_minor, False),
    ):
        if minor:
            yield line(label, minor, estimate=estimate)
    yield line(_("Total"), quote.total_minor, estimate=quote.estimate), "bold"
    if quote.if_fees_waived_minor is not None:
        yield line(_("Fees waived"), quote.if_fees_waived_minor, estimate=quote.estimate)
    if quote.if_interest_returned_minor is not None:
        yield line(_("Interest back"), quote.if_interest_returned_minor, estimate=True)
    if quote.unknown:
        names = {"rate": _("rate")}
        unknown = listed(names.get(each, each) for each in quote.unknown)
        yield _("? not known: {terms}").format(terms=unknown) + "\n"
    if quote.saves_minor:
        yield line(_("Saves"), quote.saves_minor, estimate=True)
    if quote.per_diem_minor:
        yield line(_("Each day"), quote.per_diem_minor)
    if quote.estimate:
        yield _("~ the lender's figure wins")


def ask_day(dashboard: Dashboard, panel: PayoffPanel) -> None:
    """Let a day be typed for the panel."""
    today = dashboard.answers.today

    def wrong(text: str) -> str:
        on, problems = parse_typed_date(text, today, field="date")
        return sentence(problems[0]) if on is None and problems else ""

    def go(text: str | None) -> None:
        on = None if text is None else parse_typed_date(text, today, field="date")[0]
        if on is not None:
            panel.go_to(on)

    value = panel.on_day.isoformat() if panel.on_day else ""
    hint = _("2026-12-31, 12-31, +30 or end of month; the arrows go day by day")
    dashboard.push_screen(AskScreen(_("Pay off on"), value, wrong, hint), go)
