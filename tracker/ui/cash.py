"""Cash: accounts, what comes and goes, the forecast event by event, where it fails and what prevents it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus
from textual.reactive import reactive

from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.services.cash.answers import RowView
from tracker.ui import cash_parts as parts
from tracker.ui.cash_acts import CashActs
from tracker.ui.cash_panes import PANES, PaneNames, pane_hints, pane_names
from tracker.ui.commands import bindings, with_keys
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.cash.facts import Account, CashEvent
    from tracker.services.cash.answers import AttemptView, LeftOut, ShortfallView
    from tracker.services.cash.page import CashPage
    from tracker.ui.answers import PaymentDraft

_INCLUDE = ("sure", "likely", "hoped")
_PLACES = ("accounts", "events", "forecast", "about", "shortfalls", "transfers")
"""The order of the panels where all of them are seen."""


class CashScreen(CashActs, FramedScreen):
    """What there is, what comes and goes, and where it falls short."""

    NAME = "cash"
    TAB = "cash"
    CSS_PATH = "cash.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cash")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self.page: CashPage | None = None
        self._rows: tuple[RowView | LeftOut, ...] = ()
        self._include = _INCLUDE[0]
        self._placed = False

    def compose_content(self) -> ComposeResult:
        """All lists; the style sheet decides which are seen."""
        yield PaneNames()
        with Container(id="parts"):
            for place in _PLACES:
                if place == "about":
                    yield TextPanel(id="about")
                    continue
                with Panel(id=place, classes="pane -current" if place == self.pane else "pane"):
                    yield VirtualList()

    def read(self) -> None:
        """Take everything; a forecast of sixty days is short."""
        page = self.page = self.dashboard.answers.cash_page(self._include)
        figures, found = self.figures, page.forecast
        tone, text, *shorter = parts.banner(page)
        self.query_one(Banner).show(text, tone, *shorter)
        self._rows = parts.merged(found)
        no_account = parts.no_account()
        known = bool(page.accounts)
        forecast = [self._line(each) for each in self._rows]
        shorts = [parts.shortfall_line(each, figures) for each in found.shortfalls]
        events = [parts.event_line(each, figures) for each in page.events]
        moved = [parts.transfer_line(each, figures) for each in page.transfers]
        accounts = [parts.account_line(each, figures) for each in page.accounts]
        fine = _("Nothing falls short.") if known else no_account
        nothing = parts.no_events() if known else no_account
        self._fill("forecast", parts.forecast_columns(figures, page), forecast, no_account)
        self._fill("shortfalls", parts.shortfall_columns(), shorts, fine)
        self._fill("accounts", parts.account_columns(), accounts, no_account)
        self._fill("events", parts.event_columns(), events, nothing)
        self._fill("transfers", parts.transfer_columns(), moved, parts.no_transfers())
        self.query_one("#forecast", Panel).name_it(
            pane_names()["forecast"], parts.forecast_note(found) if known else ""
        )
        self._begin(page)
        self.query_one(PaneNames).refresh()
        self._tell_about()
        if self.focused is None:
            self._focus()

    def watch_pane(self) -> None:
        """Bring one list to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        self.query_one("#parts").set_class(self.pane == "shortfalls", "-shortfalls")
        self.query_one(PaneNames).current = self.pane
        self._focus()
        self._tell_about()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The list that has the focus is the one that keys are about, however it got it."""
        owner = event.widget.parent
        if isinstance(owner, Panel) and owner.id in PANES:
            self.pane = owner.id

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan that the row is about."""
        from tracker.ui.drafts import loan_draft

        loan_id = self.loan_id_here()
        found = None if loan_id is None else self.dashboard.answers.loan_row(loan_id)
        return None if found is None else loan_draft(found)

    def loan_id_here(self) -> int | None:
        """The loan of the row, if it is about one."""
        short = self._short_here() if self.pane == "shortfalls" else None
        row = self._row_here() if self.pane == "forecast" else None
        return short.loan_id if short else row.loan_id if row else None

    def action_next_pane(self, by: int) -> None:
        """Go to another list."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_include(self) -> None:
        """Count likely income too, then hoped for, then only what is sure."""
        self._include = _INCLUDE[(_INCLUDE.index(self._include) + 1) % len(_INCLUDE)]
        self.dashboard.attempt(self.read)

    def action_add(self) -> None:
        """Add what the list holds; an account as long as there is none."""
        self.action_add_entry("accounts" if self.pane == "accounts" or not self.accounts() else "events")

    def action_add_entry(self, pane: str) -> None:
        """Add an account, or an income or expense."""
        if pane == "accounts" or not self.accounts():
            self.ask_account(None)
        else:
            self.ask_event(None, self._account_here())

    def action_edit(self) -> None:
        """Change the account, income or expense of the row; of a loan, open it."""
        if self.pane == "accounts":
            self.ask_account(self._account_here())
        elif self.pane == "events":
            self.ask_event(self._event_here())
        elif self.pane == "shortfalls":
            self.action_top_up()
        elif self.pane == "forecast":
            self._open_event()

    def action_tell(self, state: str) -> None:
        """Say what became of the income or expense of the row."""
        event = self._event_here()
        if event is None:
            self.dashboard.say(_("Choose an income or expense first."))
            return
        row = self._row_here() if self.pane == "forecast" else None
        self.ask_told(event, state, row.planned_on if row else self.planned(event))

    def action_top_up(self) -> None:
        """Record money moved; begins with what the shortfall of the row, or the first one, needs."""
        known = self.accounts()
        if not known:
            self.dashboard.say(with_keys(_("Add an account first: {add}."), add="cash.add"))
            return
        account = self._account_here()
        shorts = self.page.forecast.shortfalls if self.page else ()
        short = self._short_here()
        if short is None and account is not None:
            short = next((each for each in shorts if each.account == account.name), None)
        elif short is None and self.pane not in ("accounts", "forecast"):
            short = shorts[0] if shorts else None
        self.ask_top_up(account.id if account else None, short)

    def action_delete(self) -> None:
        """Move the row to the trash."""
        number = self._number_here()
        if number is None:
            self.dashboard.say(_("There is nothing to delete here."))
            return
        pane = "events" if self.pane == "forecast" else self.pane
        answer = self.dashboard.attempt(lambda: self.dashboard.answers.remove_cash(pane, number))
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            self.dashboard.changed(done)
        for problem in problems:
            self.dashboard.say(sentence(problem), warning=True)

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        self.action_edit()

    @on(VirtualList.Moved)
    def _tell_about(self) -> None:
        if self.page is None:
            return
        about = self.query_one("#about", TextPanel)
        about.show(_("About the row"), plain(*self._about(self.page)))

    def _about(self, page: CashPage) -> tuple[parts.Styled, ...]:
        at = self._at(self.pane)
        if at is None:
            return (_("With accounts and what comes and goes, this page says where it fails first."),)
        match self.pane:
            case "shortfalls":
                return tuple(parts.shortfall_about(page.forecast.shortfalls[at]))
            case "accounts":
                return tuple(parts.account_about(page.accounts[at], page, self.figures))
            case "events":
                return tuple(parts.event_about(page.events[at]))
            case "transfers":
                return (
                    page.transfers[at].transfer.note
                    or with_keys(
                        _("{delete} moves it to the trash: it did not happen."), delete="cash.delete"
                    ),
                )
        row = self._row_here()
        if row is None:
            return (parts.not_counted(),)
        return tuple(parts.row_about(row, self._attempt_of(row), page))

    def _attempt_of(self, row: RowView) -> AttemptView | None:
        attempts = self.page.forecast.attempts if self.page else ()
        wanted = (row.account, row.loan_id, row.on, row.at)
        return next(
            (each for each in attempts if (each.account, each.loan_id, each.on, each.at) == wanted), None
        )

    def _open_event(self) -> None:
        row, event = self._row_here(), self._event_here()
        if row is None:
            at = self._at("forecast")
            left = self._rows[at] if at is not None else None
            if left is not None and left.loan_id is not None:
                self.dashboard.open_loan(left.loan_id)
        elif event is not None:
            self.ask_event(event)
        elif row.loan_id is not None:
            self.dashboard.open_loan(row.loan_id)
        elif row.kind == "opening":
            self.ask_account(self._account_here())
        else:
            self.pane = "transfers"

    def _at(self, pane: str) -> int | None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        return min(rows.cursor, rows.count - 1) if rows.count else None

    def _row_here(self) -> RowView | None:
        """The event of an account under the cursor of the forecast."""
        at = self._at("forecast")
        row = self._rows[at] if at is not None else None
        return row if isinstance(row, RowView) else None

    def _short_here(self) -> ShortfallView | None:
        at = self._at("shortfalls") if self.pane == "shortfalls" else None
        return self.page.forecast.shortfalls[at] if self.page and at is not None else None

    def _event_here(self) -> CashEvent | None:
        """The income or expense that the row is about."""
        if self.pane == "events":
            at = self._at("events")
            return None if at is None else self.events()[at].event
        row = self._row_here() if self.pane == "forecast" else None
        number = row.event_id if row else None
        return next((each.event for each in self.events() if each.event.id == number), None)

    def _account_here(self) -> Account | None:
        """The account that the row is about."""
        if self.pane == "accounts":
            at = self._at("accounts")
            return None if at is None else self.accounts()[at]
        row, short = (self._row_here() if self.pane == "forecast" else None), self._short_here()
        name = row.account if row else short.account if short else ""
        return next((each for each in self.accounts() if each.name == name), None)

    def _number_here(self) -> int | None:
        """What `d` moves to the trash."""
        if self.pane == "accounts":
            account = self._account_here()
            return account.id if account else None
        if self.pane == "transfers":
            at = self._at("transfers")
            return None if at is None or self.page is None else self.page.transfers[at].transfer.id
        event = self._event_here()
        return event.id if event else None

    def _begin(self, page: CashPage) -> None:
        """Start at the first failure; where nothing is known, at what there is to add."""
        if self._placed:
            return
        self._placed = True
        if not page.accounts:
            self.pane = "accounts"
        failing = (
            n for n, row in enumerate(self._rows) if isinstance(row, RowView) and row.outcome == "will_fail"
        )
        self.query_one("#forecast VirtualList", VirtualList).cursor = next(failing, 0)

    def _line(self, row: RowView | LeftOut) -> Line:
        if isinstance(row, RowView):
            return parts.forecast_line(row, self._attempt_of(row), self.figures)
        return parts.left_out_line(row, self.figures)

    def _fill(self, pane: str, columns: tuple[Column, ...], lines: Sequence[Line], empty: str) -> None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        rows.empty = empty
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one(f"#{pane}", Panel).name_it(pane_names()[pane], pane_hints(pane) if lines else "")

    def _focus(self) -> None:
        self.set_focus(self.query_one(f"#{self.pane} VirtualList"))
