"""Triage: what to pay first when cash does not reach, each bill with what to do and by when."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import reactive
from textual.worker import Worker

from tracker.locale import _
from tracker.locale.joining import sentences
from tracker.locale.problems import sentence
from tracker.ui import triage_parts as parts
from tracker.ui.commands import bindings
from tracker.ui.patience import answer_of
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.triage_parts import PANES
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.domain.plan.triage_told import BillView, TriageView
    from tracker.domain.problems import Checked
    from tracker.ui.answers import PaymentDraft

_GROUP = "triage"
_DAYS = (14, 30, 60)


class TriageScreen(FramedScreen):
    """The bills with what to do; below, what stands behind the row, what comes first, and why."""

    NAME = "triage"
    TAB = "plan"
    CSS_PATH = "triage.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("triage")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self.view: TriageView | None = None
        self._days = _DAYS[1]
        self._stop = threading.Event()
        self._problem = ""

    def compose_content(self) -> ComposeResult:
        """The bills, and three parts of which a small terminal shows one."""
        with Container(id="parts"):
            with Panel(id="bills"):
                yield VirtualList()
            for pane in PANES:
                yield TextPanel(id=pane, classes="pane -current" if pane == self.pane else "pane")

    def read(self) -> None:
        """Ask in a thread; what was chosen before stays until there is something newer."""
        self._stop.set()
        self._stop = stop = threading.Event()
        days, answers = self._days, self.dashboard.answers
        if self.view is None:
            self.query_one(Banner).show(_("Looking for what does least harm … Esc stops."), "")
        else:
            self._draw(self.view)
        self.run_worker(
            lambda: answers.triage(days, stop=stop),
            group=_GROUP, thread=True, exclusive=True, exit_on_error=False,
        )  # fmt: skip

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was chosen."""
        if event.worker.group != _GROUP or not self.is_attached:
            return
        event.stop()
        answer: Checked[TriageView] | None = answer_of(event, self.dashboard)
        if answer is None or event.worker.is_cancelled:
            return
        view, problems = answer
        if view is None:
            self._problem = sentence(problems[0])
            self.query_one(Banner).show(f"! {self._problem}", "attention")
            self.query_one("#bills VirtualList", VirtualList).show((), 0, lambda *_at: ())
            return
        self.view, self._problem = view, ""
        self._draw(view)

    def watch_pane(self) -> None:
        """Bring one part to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan of the row."""
        from tracker.ui.drafts import loan_draft

        loan_id = self.loan_id_here()
        found = None if loan_id is None else self.dashboard.answers.loan_row(loan_id)
        return None if found is None else loan_draft(found)

    def loan_id_here(self) -> int | None:
        """The loan of the row, if it is one."""
        bill = self._bill_here()
        return bill.loan_id if bill else None

    def action_back(self) -> None:
        """Stop a search under way, with the best it found; else go back."""
        if self.view is None and not self._problem and not self._stop.is_set():
            self._stop.set()
            return
        super().action_back()

    def action_next_pane(self, by: int) -> None:
        """Go to another part."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_days(self) -> None:
        """Look 14, 30 or 60 days ahead, in turn."""
        self._days = _DAYS[(_DAYS.index(self._days) + 1) % len(_DAYS)]
        self.read()

    def action_whole(self) -> None:
        """All of it as text."""
        from tracker.ui.reader import ReaderScreen

        if self.view is None:
            self.dashboard.say(self._problem or _("It is still looked for."))
            return
        text = parts.whole(self.view)
        self.app.push_screen(ReaderScreen(_("What to pay first"), text, "triage.txt"))

    def action_order(self) -> None:
        """Change the order of what is worse."""
        from tracker.ui.triage_order import change_order

        change_order(self.dashboard)

    def action_apply(self) -> None:
        """Keep the calls and the payments."""
        view = self.view
        if view is None:
            self.dashboard.say(self._problem or _("It is still looked for."))
            return
        answer = self.dashboard.attempt(lambda: self.dashboard.answers.apply_triage(view))
        if answer is None:
            return
        done, problems = answer
        for problem in problems:
            self.dashboard.say(sentence(problem), warning=True)
        if done is not None:
            self.dashboard.changed(done, sentences(*(f"{note}." for note in done.notes)))

    @on(VirtualList.Selected)
    async def _open_row(self) -> None:
        loan_id = self.loan_id_here()
        if loan_id is not None:
            self.dashboard.open_loan(loan_id)
        elif self._bill_here() is not None:
            await self.dashboard.action_go("cash")

    @on(VirtualList.Moved)
    def _tell_about(self) -> None:
        bill, view = self._bill_here(), self.view
        text = parts.about(bill, view) if bill and view else iter(())
        self.query_one("#about", TextPanel).show(parts.pane_titles()["about"], plain(*text), self._hint())

    def _hint(self) -> str:
        """How to see the other parts, where one is seen at a time."""
        return "" if self.has_class("-wide") and self.has_class("-tall") else _("Tab: next")

    def _bill_here(self) -> BillView | None:
        rows = self.query_one("#bills VirtualList", VirtualList)
        if self.view is None or not 0 <= rows.cursor < len(self.view.bills):
            return None
        return self.view.bills[rows.cursor]

    def _draw(self, view: TriageView) -> None:
        figures, titles = self.figures, parts.pane_titles()
        tone, text, *shorter = parts.banner(view)
        self.query_one(Banner).show(text, tone, *shorter)
        rows = self.query_one("#bills VirtualList", VirtualList)
        lines = [parts.line(each, view, figures) for each in view.bills]
        rows.show(
            parts.columns(view, figures), len(lines), lambda offset, limit: lines[offset : offset + limit]
        )
        title = _("What to pay first, {days} days").format(days=view.days)
        found = _("proved best") if view.proved else _("best found")
        self.query_one("#bills", Panel).name_it(title, "" if view.enough else found)
        self.query_one("#first", TextPanel).show(titles["first"], plain(*parts.first(view)), self._hint())
        self.query_one("#why", TextPanel).show(titles["why"], plain(*parts.why(view)), self._hint())
        self._tell_about()
        if self.focused is None:
            rows.focus()
