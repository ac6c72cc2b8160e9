"""Loan detail: schedule, payments, balance, timeline, arrears, evidence, terms, what settles it on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus
from textual.reactive import reactive
from textual.worker import Worker

from tracker.locale import _, ngettext
from tracker.ui import loan_parts as parts
from tracker.ui.commands import bindings, key_of, with_keys
from tracker.ui.drafts import loan_draft
from tracker.ui.loan_panes import PANES, PaneRow, pane_names
from tracker.ui.loan_payments import payment_columns, payment_line
from tracker.ui.loan_payoff import PayoffPanel
from tracker.ui.loan_posted import posted
from tracker.ui.loan_talks import TOLD, LoanTalks
from tracker.ui.loan_timeline import TALKED, TimelinePanel
from tracker.ui.patience import LONG, answer_of
from tracker.ui.screen import WIDE
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import BalancePanel, Panel, TextPanel
from tracker.ui.widgets.virtual_list import Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.views import LoanRow, LoanView
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.answers_loan_page import LoanHistory, Timeline
    from tracker.ui.answers_truth import Suspect

_ALONE = ("timeline", "terms", "arrears", "evidence")
"""Panes that have the whole page where one is shown at a time."""

_HISTORY, _PAINTED_SECONDS = "history", 0.1
"""The worker that goes through many payments, and how long after the first paint it begins."""

_COPY = "copy"
"""The worker that finds every row of a timeline."""

_POSTED = ("charge", "waiver", "statement")


class LoanScreen(LoanTalks):
    """One loan."""

    NAME = "loan"
    TAB = "loans"
    CSS_PATH = "loan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("loan")]

    pane: reactive[str] = reactive("schedule", init=False)

    def __init__(self, loan_id: int) -> None:
        super().__init__(loan_id)
        self._placed = False
        self._timeline_read = False
        self._wide = False
        self._suspects: set[int] = set()

    def compose_content(self) -> ComposeResult:
        """All parts; the style sheet decides which are seen."""
        yield PaneRow()
        with Container(id="parts"):
            with Panel(id="schedule", classes="pane -current"):
                yield VirtualList()
            with Panel(id="payments", classes="pane"):
                yield VirtualList()
            yield BalancePanel(id="chart", classes="pane")
            yield TimelinePanel(id="timeline", classes="pane")
            yield TextPanel(id="so-far", classes="side")
            yield PayoffPanel(id="payoff", classes="side")
            yield TextPanel(id="terms", classes="pane")
            yield TextPanel(id="charges", classes="pane")
            yield TextPanel(id="arrears", classes="pane")
            with Panel(id="evidence", classes="pane"):
                yield VirtualList()

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
        count = self.dashboard.answers.count_payments(self.loan_id)
        if self._view is None or count > LONG:
            self._payments(count)
        if count <= LONG:
            self.call_after_refresh(lambda: self.dashboard.attempt(self._read_rest))
        elif self._view is None:
            self.call_after_refresh(self.set_timer, _PAINTED_SECONDS, self._read_apart)
        else:
            self._read_apart()
        if self.focused is None:
            self._focus_pane()

    def _read_rest(self) -> None:
        """Take what is computed from the whole history."""
        if not self.is_attached:
            return
        answers = self.dashboard.answers
        view = answers.loan(self.loan_id)
        if view is not None:  # else removed a moment ago: the next reading closes the screen
            self._show(view, answers.suspects(self.loan_id))

    def _read_apart(self) -> None:
        """Take it in a thread; of the timeline only what is looked at."""
        if not self.is_attached:
            return
        answers, loan_id = self.dashboard.answers, self.loan_id
        rows = self.query_one(TimelinePanel).wanted if self._tells else 0
        self.run_worker(
            lambda: answers.loan_apart(loan_id, rows),
            group=_HISTORY, thread=True, exclusive=True, exit_on_error=False,
        )  # fmt: skip

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what the thread found."""
        if event.worker.group not in (_HISTORY, _COPY) or not self.is_attached:
            return
        event.stop()
        if event.worker.group == _COPY:
            told: Timeline | None = answer_of(event, self.dashboard)
            if told is not None:
                self.query_one(TimelinePanel).take(told)
                super().action_copy_view()
            return
        found: LoanHistory | None = answer_of(event, self.dashboard)
        if found is not None and found.view is not None:
            view = found.view
            self.dashboard.attempt(lambda: self._show(view, found.suspects, found.timeline))

    def _show(self, view: LoanView, suspects: tuple[Suspect, ...], timeline: Timeline | None = None) -> None:
        answers, figures = self.dashboard.answers, self.figures
        self._view = view
        self._suspects = {each.payment_id for each in suspects}
        self._schedule(view)
        self._payments(view.payments)
        self._timeline_read = timeline is not None
        if timeline is not None:
            keys = parts.posting_hint(view)
            self.query_one(TimelinePanel).fill(timeline, answers, figures, keys)
        self._timeline()
        if self.pane in TOLD:
            self.read_talks()
        self.query_one("#so-far", TextPanel).show(_("So far"), plain(*parts.so_far(view, figures)))
        self.query_one(PayoffPanel).quote(
            view.payoff, view.row.currency, figures, lambda: answers.payoff_days(self.loan_id)
        )
        self.query_one("#terms", TextPanel).show(
            _("Terms"), plain(*parts.terms(view)), parts.hint("terms.change")
        )
        self.query_one("#charges", TextPanel).show(
            _("Posted by the lender"), plain(*posted(view, figures)), parts.posting_hint(view)
        )
        self.call_after_refresh(self._chart)
        self._reopen_wanted()

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
                for name in ("charges", "timeline", "payments", "arrears", "evidence", "terms"):
                    holder.move_child(self.query_one(f"#{name}"), after=self.query_one("#payoff"))
            else:
                for name in ("payments", "chart", "timeline", "arrears", "evidence", "terms", "charges"):
                    holder.move_child(self.query_one(f"#{name}"), before=self.query_one("#so-far"))
            self._timeline()

    def draft(self) -> PaymentDraft | None:
        """A payment of this loan."""
        return None if self._row is None else loan_draft(self._row)

    def watch_pane(self) -> None:
        """Bring one pane to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        self.query_one("#charges").set_class(self.pane == "terms", "-current")
        for pane in _ALONE:
            self.query_one("#parts").set_class(self.pane == pane, f"-{pane}")
        self.query_one(PaneRow).current = self.pane
        self._timeline()
        if self.pane in TOLD:
            self.read_talks()
        self._focus_pane()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The keys are about the list that the mouse went to."""
        inside = {each.id for each in event.widget.ancestors}
        self.pane = next((pane for pane in PANES if pane in inside), self.pane)

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Go on to a pane; on the page that shows all of them, to one with rows to go through."""
        at = PANES.index(self.pane)
        for step in range(1, len(PANES) + 1):
            pane = PANES[(at + by * step) % len(PANES)]
            if not self._wide or pane == "arrears" or self._list_of(pane) is not None:
                self.pane = pane
                return

    def action_toggle_chart(self) -> None:
        """Show the chart as a table and back; from another pane, show it first."""
        panel = self.query_one(BalancePanel)
        if self.pane != "chart" and self.size.width < WIDE:
            self.pane = "chart"
            return
        if not panel.next_view():
            self._focus_pane()

    def action_copy_view(self) -> None:
        """Copy every row of the list; those of a timeline that nobody scrolled to are found first."""
        ask = self.query_one(TimelinePanel).whole() if self.pane == "timeline" else None
        if ask is None:
            super().action_copy_view()
        else:
            self.run_worker(ask, group=_COPY, thread=True, exclusive=True, exit_on_error=False)

    def action_edit_loan(self) -> None:
        """Open the form of the loan, or of the payment under the cursor."""
        if self.pane == "payments":
            self.action_edit_payment()
        elif self.pane == "timeline":
            self._open_happening()
        else:
            super().action_edit_loan()

    def action_delete_loan(self) -> None:
        """Move to the trash what the cursor is on: a payment, what the lender posted, else the loan."""
        if self.pane == "payments":
            self.action_delete_payment()
        elif self.pane == "timeline":
            self._discard_row()
        else:
            super().action_delete_loan()

    @on(VirtualList.Selected, "#schedule VirtualList")
    def _pay_row(self) -> None:
        self.action_pay()

    @on(VirtualList.Selected, "#payments VirtualList")
    def _edit_row(self) -> None:
        self.action_edit_payment()

    @on(VirtualList.Selected, "#timeline VirtualList")
    def _open_happening(self) -> None:
        """Correct the payment of the row; of other rows, show where they belong."""
        row = self.query_one(TimelinePanel).here()
        if row is None:
            read = self.query_one(TimelinePanel).is_read
            self.dashboard.say(_("Nothing has happened yet.") if read else _("This row is still being read."))
        elif row.kind == "payment" and row.about is not None:
            payment_id, answers = row.about, self.dashboard.answers
            payment = self.dashboard.attempt(lambda: answers.payment(payment_id))
            if payment is not None:
                self.correct(payment)
        elif row.kind in _POSTED:
            self.dashboard.say(_("To correct it, delete the entry and add it as it should be."))
        elif row.kind == "missed":
            self.pane = "schedule"
        elif row.kind in TALKED:
            self.run_worker(self.action_talks())
        else:
            self.pane = "terms"

    def _discard_row(self) -> None:
        row = self.query_one(TimelinePanel).here()
        if row is not None and row.about is not None and row.kind == "payment":
            self.discard_payment(row.about)
        elif row is not None and row.about is not None and row.kind in _POSTED:
            self.discard_posting(row.kind, row.about)
        else:
            self.dashboard.say(_("Only payments and what the lender posted can be deleted here."))

    def _list_of(self, pane: str) -> VirtualList | None:
        lists = self.query_one(f"#{pane}").query(VirtualList)
        return next((each for each in lists if each.display), None)

    def _focus_pane(self) -> None:
        self.set_focus(self._list_of(self.pane))

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
            return [
                payment_line(
                    row, splits.get(row.payment_id), figures, suspect=row.payment_id in self._suspects
                )
                for row in page
            ]

        shown = self.query_one("#payments VirtualList", VirtualList)
        shown.empty = with_keys(_("No payments yet. {pay} records one."), pay="payment.add")
        shown.show(payment_columns(self._row, self._view, figures), count, fetch)
        subtitle = parts.payments_hint(count) if count else ""
        if self._suspects:
            words = ngettext(
                "{refund}: {n} may be taken twice", "{refund}: {n} may be taken twice", len(self._suspects)
            )
            subtitle = words.format(n=len(self._suspects), refund=key_of("payment.refund"))
        self.query_one("#payments", Panel).name_it(pane_names()["payments"], subtitle)

    @property
    def _tells(self) -> bool:
        """Whether the timeline is looked at."""
        return self._wide or self.pane == "timeline"

    def _timeline(self) -> None:
        """Take what happened once it is looked at."""
        if self._view is None or self._timeline_read or not self._tells:
            return
        panel, answers, figures = self.query_one(TimelinePanel), self.dashboard.answers, self.figures
        if self._view.payments > LONG or panel.is_long:
            self._read_apart()
            return
        self._timeline_read = True
        keys = parts.posting_hint(self._view)
        self.dashboard.attempt(lambda: panel.read(answers, self.loan_id, figures, keys))

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
