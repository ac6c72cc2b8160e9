"""Home: what is owed, what is due next, what needs attention first, how the balance goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal

from tracker import locale
from tracker.locale import _, ngettext
from tracker.ui import home_parts as parts
from tracker.ui.commands import bindings
from tracker.ui.figures import language_word
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner, KeyFooter
from tracker.ui.widgets.panel import BalancePanel, Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.services.views import HomeView
    from tracker.ui.answers import PaymentDraft


class HomeScreen(FramedScreen):
    """The first screen."""

    NAME = "home"
    TAB = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("home"), *bindings("welcome", alone=True)]

    def __init__(self) -> None:
        super().__init__()
        self._view: HomeView | None = None
        self._knows_holidays = False

    def compose_content(self) -> ComposeResult:
        """Tiles, dues, loans, chart; or the welcome card."""
        with Container(id="book"):
            with Horizontal(id="tiles"):
                yield TextPanel(id="total")
                yield TextPanel(id="month")
                yield TextPanel(id="overdue")
            with Horizontal(id="middle"):
                with Panel(id="dues"):
                    yield VirtualList(id="due-list")
                yield TextPanel(id="balances")
            yield BalancePanel(id="chart")
        yield TextPanel(id="welcome")

    def read(self) -> None:
        """Take the view; the chart follows after it is painted, history is not on the way to it."""
        view = self._view = self.dashboard.answers.home()
        empty = self._is_empty
        self.query_one("#book").display = not empty
        self.query_one("#welcome").display = empty
        self.query_one(KeyFooter).screen_name = self.place
        text, tone, shorter = parts.banner(view, self.figures)
        self.query_one(Banner).show(text, tone, shorter)
        if empty:
            self._welcome()
        else:
            self._tiles(view)
            self._dues(view)
            self._balances(view)
            # By way of the app, which takes messages only once the first frame is on its way.
            self.app.call_later(self.call_after_refresh, self._read_chart)

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
        """A payment of the due under the cursor."""
        return None if self._view is None else parts.draft_for(self._current_loan(), self._view)

    def action_open(self) -> None:
        """Open the loan of the row."""
        loan_id = self._current_loan()
        if loan_id is not None:
            self.dashboard.open_loan(loan_id)

    def action_toggle_chart(self) -> None:
        """Show the chart as a table, and back."""
        if not self.query_one(BalancePanel).next_view():
            self.query_one("#due-list").focus()

    @on(VirtualList.Selected, "#due-list")
    def _open_row(self) -> None:
        self.action_open()

    def _current_loan(self) -> int | None:
        if self._view is None:
            return None
        rows = self._view.next_due
        if rows:
            return rows[min(self.query_one("#due-list", VirtualList).cursor, len(rows) - 1)].loan_id
        rest = parts.undated(self._view) or self._view.loans
        return rest[0].loan_id if rest else None

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
            parts.undated_text(missing, "F2")
            if missing
            else _("Nothing is due. Loans with a due day fill this list.")
        )
        lines = parts.due_lines(view, self.figures)
        dues.show(parts.due_columns(lines), shown, lambda offset, limit: lines[offset : offset + limit])
        if self.focused is None:
            dues.focus()

    def _balances(self, view: HomeView) -> None:
        panel = self.query_one("#balances", TextPanel)
        panel.show(_("Balance by loan"), plain(*parts.balance_bars(view, self.figures)))

    def _read_chart(self) -> None:
        if self._view is None or not self._view.balances or not self.is_attached:
            return
        if not self._knows_holidays:
            self._knows_holidays = True
            if self.dashboard.attempt(self.dashboard.answers.learn_holidays):
                self.dashboard.changed()
        self.query_one(BalancePanel).show(
            _("Total balance, {currency}"),
            [currency for currency, _minor in self._view.balances],
            self.dashboard.answers.balance,
            self.figures,
            _("Two months of balances make a chart. Payments you record fill it."),
        )

    def _welcome(self) -> None:
        self.query_one("#welcome", TextPanel).show(
            _("Welcome"), plain(*parts.welcome(language_word(locale.language()), self.app.theme))
        )
