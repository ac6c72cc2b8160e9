"""Home: what is owed and due next, what needs attention first; then cash, what to do, the balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.worker import Worker, WorkerState

from tracker import locale
from tracker.locale import _, ngettext
from tracker.ui import home_parts as parts
from tracker.ui.commands import bindings, commands, key_shown
from tracker.ui.figures import language_word
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner, KeyFooter
from tracker.ui.widgets.panel import BalancePanel, Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.services.cash.views import ShortfallView
    from tracker.services.home_views import HomeAhead
    from tracker.services.next_step_views import NextStep
    from tracker.services.views import HomeView
    from tracker.ui.answers import PaymentDraft


_AHEAD = "ahead"
_TALL, _LOW, _NARROW = 30, 20, 78
"""Lines from which on everything has room, and below which, as below these columns, one part has."""


class HomeScreen(FramedScreen):
    """The first screen."""

    NAME = "home"
    TAB = "home"
    AUTO_FOCUS = "#due-list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("home"), *bindings("welcome", alone=True)]

    def __init__(self) -> None:
        super().__init__()
        self._view: HomeView | None = None
        self._knows_holidays = False
        self._ahead: HomeAhead | None = None
        self._part = ""
        """Which part is seen where not all of them have room."""

    def compose_content(self) -> ComposeResult:
        """Tiles, dues, loans, a place for what follows, chart; or the welcome card."""
        with Container(id="book"):
            with Horizontal(id="tiles"):
                yield TextPanel(id="total")
                yield TextPanel(id="month")
                yield TextPanel(id="overdue")
            with Horizontal(id="middle"):
                with Panel(id="dues"):
                    yield VirtualList(id="due-list")
                yield TextPanel(id="balances")
            yield Horizontal(id="ahead")
            yield BalancePanel(id="chart")
        yield TextPanel(id="welcome")

    def read(self) -> None:
        """Take the view; cash and the chart follow after it is painted, they are not on the way to it."""
        view = self._view = self.dashboard.answers.home()
        empty = self._is_empty
        self.query_one("#book").display = not empty
        self.query_one("#welcome").display = empty
        self.query_one(KeyFooter).screen_name = self.place
        self._banner(view)
        if empty:
            self._welcome()
        else:
            self._arrange()
            self._tiles(view)
            self._dues(view)
            self._balances(view)
            # By way of the app, which takes messages only once the first frame is on its way.
            self.app.call_later(self.call_after_refresh, self._read_more)

    @property
    def place(self) -> str:
        """Home with nothing in it is the welcome card, with keys of its own."""
        return "welcome" if self._is_empty else self.NAME

    @property
    def _is_empty(self) -> bool:
        return self._view is not None and not self._view.loans and not self._view.balances

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the welcome card do nothing once there are loans."""
        return self._is_empty if action == "welcome" else super().check_action(action, parameters)

    async def action_welcome(self, what: str) -> None:
        """Do what a line of the welcome card says."""
        await self.dashboard.welcome(what)

    def draft(self) -> PaymentDraft | None:
        """A payment of the due under the cursor, or of the loan of what there is to do."""
        return None if self._view is None else parts.draft_for(self._current_loan(), self._view)

    def action_open(self) -> None:
        """Open the loan of the row; what there is to do is explained first."""
        step = self._step()
        if step is not None:
            self._explain(step)
            return
        loan_id = self._current_loan()
        if loan_id is not None:
            self.dashboard.open_loan(loan_id)

    async def action_risk(self) -> None:
        """Open what the banner is about."""
        cause = None if self._view is None else parts.cause(self._view, self._cash_short)
        if isinstance(cause, int):
            self.dashboard.open_loan(cause)
        elif cause:
            await self.dashboard.action_go(cause)
        else:
            self.dashboard.say(_("Nothing needs attention."))

    def action_toggle_chart(self) -> None:
        """Go on to the next part where not all have room, then through the forms of the chart."""
        order, chart = self._parts(), self.query_one(BalancePanel)
        if len(order) > 1 and self._part != "chart":
            self._part = order[order.index(self._part) + 1] if self._part in order else order[0]
            self._arrange()
            self.set_focus(self._list_in_front())
            self.call_after_refresh(self._read_chart)
        elif not chart.next_view():
            if chart.view == 0 and len(order) > 1:
                self._part = order[0]
                self._arrange()
            self.set_focus(self._list_in_front())

    def on_resize(self) -> None:
        """Other parts may have room now."""
        if self._view is not None and not self._is_empty:
            self._arrange()
            self.call_after_refresh(self._read_chart)

    @on(VirtualList.Selected, "#steps")
    def _open_step(self) -> None:
        self.action_open()

    @on(VirtualList.Selected, "#due-list")
    def _open_row(self) -> None:
        self.action_open()

    def _current_loan(self) -> int | None:
        if self._view is None:
            return None
        step = self._step()
        if step is not None:
            return step.loan_id
        rows = self._view.next_due
        if rows:
            return rows[min(self.query_one("#due-list", VirtualList).cursor, len(rows) - 1)].loan_id
        rest = parts.undated(self._view) or self._view.loans
        return rest[0].loan_id if rest else None

    @property
    def edit_begins(self) -> str:
        """The due day where the screen says that it is missing."""
        missing = parts.undated(self._view) if self._view is not None else ()
        return "due_day" if self._current_loan() in {row.loan_id for row in missing} else ""

    def _step(self) -> NextStep | None:
        """What there is to do under the cursor, where that list has the focus."""
        focused = self.focused
        if self._ahead is None or not isinstance(focused, VirtualList) or focused.id != "steps":
            return None
        steps = self._ahead.steps
        return steps[min(focused.cursor, len(steps) - 1)] if steps else None

    def _explain(self, step: NextStep) -> None:
        from tracker.ui.home_ahead import StepScreen, start

        async def chosen(wanted: bool | None) -> None:
            if wanted:
                await start(step, self.dashboard)

        self.app.push_screen(StepScreen(step, self.figures), chosen)

    @property
    def _cash_short(self) -> ShortfallView | None:
        return self._ahead.cash.first if self._ahead is not None else None

    def _parts(self) -> tuple[str, ...]:
        """The parts that take turns in the room there is, the one to begin with first."""
        width, height = self.app.size
        if width < _NARROW or height < _LOW:
            return "dues", _AHEAD, "chart"
        return ("chart",) if height >= _TALL else (_AHEAD, "chart")

    def _arrange(self) -> None:
        order = self._parts()
        if self._part not in order:
            self._part = order[0]
        seen = {"dues", _AHEAD, "chart"} if len(order) == 1 else {self._part}
        if order[0] == _AHEAD:
            seen.add("dues")
        self.set_class(len(seen) == 1, "-alone")
        for name, part in (("#middle", "dues"), ("#ahead", _AHEAD), ("#chart", "chart")):
            self.query_one(name).display = part in seen

    def _list_in_front(self) -> VirtualList | None:
        name = "#steps" if self._part == _AHEAD and not self.query_one("#middle").display else "#due-list"
        found = next(iter(self.query(name).results(VirtualList)), None)
        return found if found is not None and self.query_one("#middle").display | (name == "#steps") else None

    def _banner(self, view: HomeView) -> None:
        shorts = self._ahead.cash.count if self._ahead is not None else 0
        banner = self.query_one(Banner)
        banner.show(*parts.banner(view, self.figures, self._cash_short, shorts))
        banner.can_focus = parts.cause(view, self._cash_short) is not None

    def _tiles(self, view: HomeView) -> None:
        for name, title, content, below in parts.tiles(view, self.figures):
            self.query_one(f"#{name}", TextPanel).show(title, content, below)

    def _dues(self, view: HomeView) -> None:
        shown, count = len(view.next_due), max(view.due_count, len(view.next_due))
        self.query_one("#dues", Panel).name_it(
            _("Next dues"),
            ngettext("{shown} of {count}, by date", "{shown} of {count}, by date", count).format(
                shown=shown, count=count
            )
            if count
            else "",
        )
        dues = self.query_one("#due-list", VirtualList)
        missing = parts.undated(view)
        dues.empty = (
            parts.undated_text(missing, parts.edit_key())
            if missing
            else _("Nothing is due. Loans with a due day fill this list.")
        )
        lines = parts.due_lines(view, self.figures)
        dues.show(parts.due_columns(lines), shown, lambda offset, limit: lines[offset : offset + limit])
        if self.focused is None:
            dues.focus()

    def _balances(self, view: HomeView) -> None:
        panel = self.query_one("#balances", TextPanel)
        bars = plain(*parts.balance_bars(view, self.figures))
        panel.show(_("Balance by loan"), bars, parts.plan_line(view, self.figures))

    def _read_more(self) -> None:
        """What the first paint did not wait for: holidays, cash and what to do in a thread, the chart."""
        if self._view is None or not self.is_attached:
            return
        if not self._knows_holidays:
            self._knows_holidays = True
            if self.dashboard.attempt(self.dashboard.answers.learn_holidays):
                self.dashboard.changed()
                return
        ask = self.dashboard.answers.home_ahead
        self.run_worker(ask, group=_AHEAD, thread=True, exclusive=True, exit_on_error=False)
        self._read_chart()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was computed, unless something newer is under way."""
        if event.worker.group != _AHEAD or not self.is_attached:
            return
        event.stop()
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.dashboard.tell_failure(error)
        elif event.state is WorkerState.SUCCESS and not event.worker.is_cancelled and self._view is not None:
            from tracker.ui.home_ahead import fill

            self._ahead = cast("HomeAhead", event.worker.result)
            undated = next((row.loan for row in parts.undated(self._view)), "")
            fill(self.query_one("#ahead", Horizontal), self._ahead, self.figures, undated=undated)
            self._banner(self._view)

    def _read_chart(self) -> None:
        """Only where it is seen: its library is the heaviest there is."""
        panel = self.query_one(BalancePanel)
        if self._view is None or not self._view.balances or not panel.display:
            return
        panel.show(
            _("Total balance, {currency}"),
            [currency for currency, _minor in self._view.balances],
            self.dashboard.answers.balance,
            self.figures,
            _("Two months of balances make a chart. Payments you record fill it."),
        )

    def _welcome(self) -> None:
        keys = {each.id: key_shown(each, self.dashboard.keys) for each in commands()}
        self.query_one("#welcome", TextPanel).show(
            _("Welcome"), plain(*parts.welcome(keys, language_word(locale.language()), self.app.theme))
        )
