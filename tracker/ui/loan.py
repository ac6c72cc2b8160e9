"""Loan detail: schedule, payments, balance, terms, what has been paid, what settles it today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tracker.locale import _
from tracker.ui import loan_parts as parts
from tracker.ui.commands import bindings
from tracker.ui.drafts import loan_draft
from tracker.ui.figures import Figures
from tracker.ui.screen import WIDE, FramedScreen
from tracker.ui.text import fit, plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import BalancePanel, Panel, TextPanel
from tracker.ui.widgets.virtual_list import Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.views import LoanRow, LoanView
    from tracker.ui.answers import PaymentDraft


PANES = ("schedule", "payments", "chart", "terms")


class PaneRow(Widget):
    """The names of the panes where only one is shown at a time, and how the loan is paid."""

    DEFAULT_CSS = "PaneRow { height: 1; }"

    current: reactive[str] = reactive("schedule")
    note: reactive[str] = reactive("")
    """What stands at the right end where there is room for it."""

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = parts.pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, width = " " + "  ".join(shown), self.size.width
        room = width - cell_len(text) - 1
        if cell_len(self.note) > room - 2:
            return plain(fit(text, width))
        return plain(f"{text}{fit(self.note, room, right=True)} ")


class LoanScreen(FramedScreen):
    """One loan."""

    NAME = "loan"
    TAB = "loans"
    CSS_PATH = "loan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("loan")]

    pane: reactive[str] = reactive("schedule", init=False)

    def __init__(self, loan_id: int) -> None:
        super().__init__()
        self.loan_id = loan_id
        self._row: LoanRow | None = None
        self._view: LoanView | None = None
        self._placed = False
        self._wide = False

    def compose_content(self) -> ComposeResult:
        """All parts; the style sheet decides which are seen."""
        yield PaneRow()
        with Container(id="parts"):
            with Panel(id="schedule", classes="pane -current"):
                yield VirtualList()
            with Panel(id="payments", classes="pane"):
                yield VirtualList()
            yield BalancePanel(id="chart", classes="pane")
            yield TextPanel(id="so-far", classes="side")
            yield TextPanel(id="payoff", classes="side")
            yield TextPanel(id="terms", classes="pane")
            yield TextPanel(id="charges", classes="pane")

    @property
    def figures(self) -> Figures:
        """How figures are written here: the loan's currency needs no mark, the header bears it."""
        figures = self.dashboard.figures
        return figures if self._row is None else replace(figures, own=self._row.currency)

    def read(self) -> None:
        """Take the row and the payments, which cost the same however many there are; the rest follows.

        A loan that is gone closes its screen.
        """
        row = self._row = self.dashboard.answers.loan_row(self.loan_id)
        if row is None:
            self.dashboard.say(_("This loan is in the trash now."))
            self.action_back()
            return
        self._header(row)
        if self._view is None:
            self._payments(self.dashboard.answers.count_payments(self.loan_id))
        self.call_after_refresh(lambda: self.dashboard.attempt(self._read_rest))
        if self.focused is None:
            self._focus_pane()

    def _read_rest(self) -> None:
        """Take what is computed from the whole history."""
        if not self.is_attached:
            return
        view = self.dashboard.answers.loan(self.loan_id)
        if view is None:
            return  # removed a moment ago: the next reading closes the screen
        self._view, figures = view, self.figures
        self._schedule(view)
        self._payments(view.payments)
        self.query_one("#so-far", TextPanel).show(_("So far"), plain(*parts.so_far(view, figures)))
        self.query_one("#payoff", TextPanel).show(
            _("Early payoff today"),
            plain(*parts.payoff(view, figures)),
            _("~ the lender's figure wins") if view.payoff.estimate else "",
        )
        self.query_one("#terms", TextPanel).show(_("Terms"), plain(*parts.terms(view)))
        self.query_one("#charges", TextPanel).show(
            _("Charges and waivers"), plain(*parts.charges(view, figures))
        )
        self.call_after_refresh(self._chart)

    def _header(self, row: LoanRow) -> None:
        full, *shorter = parts.headers(row, self.dashboard.figures)
        self.query_one(Banner).show(full, self.figures.loan_tone(row), *shorter)
        panes = self.query_one(PaneRow)
        panes.note = parts.paid_from(row)
        panes.refresh()

    def on_resize(self) -> None:
        """Order the parts for the page of a wide terminal or the panes of a narrow one."""
        wide = self.size.width >= WIDE
        if wide != self._wide:
            self._wide = wide
            holder = self.query_one("#parts")
            holder.move_child(self.query_one("#chart"), after=self.query_one("#schedule"))
            if wide:
                for name in ("charges", "payments", "terms"):
                    holder.move_child(self.query_one(f"#{name}"), after=self.query_one("#payoff"))
            else:
                for name in ("payments", "chart", "terms", "charges"):
                    holder.move_child(self.query_one(f"#{name}"), before=self.query_one("#so-far"))

    def draft(self) -> PaymentDraft | None:
        """A payment of this loan."""
        return None if self._row is None else loan_draft(self._row)

    def watch_pane(self) -> None:
        """Bring one pane to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        self.query_one("#charges").set_class(self.pane == "terms", "-current")
        self.query_one("#parts").set_class(self.pane == "terms", "-terms")
        self.query_one(PaneRow).current = self.pane
        self._focus_pane()

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.pane = PANES[(PANES.index(self.pane) + 1) % len(PANES)]

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.pane = PANES[(PANES.index(self.pane) - 1) % len(PANES)]

    def action_toggle_chart(self) -> None:
        """Show the chart as a table and back; from another pane, show it first."""
        panel = self.query_one(BalancePanel)
        if self.pane != "chart" and self.size.width < WIDE:
            self.pane = "chart"
            return
        if not panel.next_view():
            self._focus_pane()

    @on(VirtualList.Selected, "#schedule VirtualList")
    def _pay_row(self) -> None:
        self.action_pay()

    def _focus_pane(self) -> None:
        lists = self.query_one(f"#{self.pane}").query(VirtualList)
        shown = [each for each in lists if each.display]
        self.set_focus(shown[0] if shown else None)

    def _schedule(self, view: LoanView) -> None:
        rows, figures = view.schedule, self.figures
        currency = view.row.currency
        coming = next((n for n, row in enumerate(rows) if row.status != "paid"), max(0, len(rows) - 1))

        def fetch(offset: int, limit: int) -> list[Line]:
            return [parts.schedule_line(row, currency, figures) for row in rows[offset : offset + limit]]

        shown = self.query_one("#schedule VirtualList", VirtualList)
        shown.empty = _("No schedule: a due day and an amount in the terms would make one.")
        shown.show(
            parts.schedule_columns(view, figures), len(rows), fetch, cursor=None if self._placed else coming
        )
        self._placed = True
        subtitle = (
            _("{open} of {count} open").format(open=len(rows) - coming, count=len(rows)) if rows else ""
        )
        self.query_one("#schedule", Panel).name_it(_("Schedule"), subtitle)

    def _payments(self, count: int) -> None:
        answers, figures = self.dashboard.answers, self.figures
        splits = self._view.allocations if self._view is not None else {}

        def fetch(offset: int, limit: int) -> list[Line]:
            page = self.dashboard.attempt(lambda: answers.payments(self.loan_id, offset, limit)) or ()
            return [parts.payment_line(row, splits.get(row.payment_id), figures) for row in page]

        shown = self.query_one("#payments VirtualList", VirtualList)
        shown.empty = _("No payments yet. p records one.")
        shown.show(parts.payment_columns(self._row, self._view, figures), count, fetch)
        subtitle = _("{n}, newest first").format(n=count) if count else ""
        self.query_one("#payments", Panel).name_it(_("Payments"), subtitle)

    def _chart(self) -> None:
        if self._view is not None and self.is_attached:
            empty = _("Two months of balances make a chart. Payments you record fill it.")
            points = self._view.balance
            self.query_one(BalancePanel).show(
                _("Balance, {currency}"),
                [self._view.row.currency],
                lambda _currency: points,
                self.figures,
                empty,
            )
