"""Due: a month of dues as a calendar or an agenda, the chosen day beside it, the year ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tracker.domain.calendar import add_months
from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale.months import format_month, format_weekday, weekdays
from tracker.ui import due_cash_parts as cash_parts
from tracker.ui import due_parts as parts
from tracker.ui import due_year
from tracker.ui.commands import bindings, key_of, with_keys
from tracker.ui.drafts import loan_draft
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.bars import BarPanel
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.month_grid import MonthGrid
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.services.views import DueMonth, DueRisk
    from tracker.ui.answers import PaymentDraft

VIEWS = ("month", "agenda", "year")
_SIDE_LINES = 8
_SIDE_NARROW, _SIDE_WIDE = 23, 38


class Rows(VirtualList, inherit_bindings=False):
    """A list that leaves the keys of a page to the months."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,ｋ", "move(-1)", show=False),
        Binding("down,j,ｊ", "move(1)", show=False),
        Binding("home", "to(0)", show=False),
        Binding("end", "to(-1)", show=False),
        Binding("enter", "select", show=False),
    ]


class DueScreen(FramedScreen):
    """What falls due."""

    NAME = "due"
    TAB = "due"
    CSS_PATH = "due.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("due")]

    def __init__(self) -> None:
        super().__init__()
        self.day = self.dashboard.answers.today
        self.view_name = VIEWS[0]
        self._chosen = 0
        """Which of the day's dues, where it has several."""
        self._view: DueMonth | None = None
        self._workdays: frozenset[date] = frozenset()
        self._workdays_of: date | None = None
        self._cash = cash_parts.Cash()
        self._cash_of: date | None = None
        self._rows: tuple[cash_parts.AgendaRow, ...] = ()

    def compose_content(self) -> ComposeResult:
        """The views, of which one is seen, the day, the agenda beside it, the bars."""
        with Horizontal(id="page"):
            with Vertical(id="main"):
                with Panel(id="month", classes="-current"):
                    yield MonthGrid()
                with Panel(id="agenda"):
                    yield Rows()
                with Panel(id="year"):
                    yield Rows()
            with Vertical(id="side"):
                yield TextPanel(id="day")
                yield TextPanel(id="side-agenda")
        yield BarPanel(id="bars")

    def read(self) -> None:
        """Take the month; its cash and which weekend days are worked follow after it is painted."""
        view = self._view = self.dashboard.answers.due_month(self.day)
        if self._cash_of != view.first:
            self._cash = cash_parts.Cash()
        self._draw(view)
        self._year(view)
        self.call_after_refresh(lambda: self.dashboard.attempt(self._read_more))
        if self.focused is None:
            self._focus_view()

    def _draw(self, view: DueMonth) -> None:
        """Everything that cash has a part in."""
        text, tone, shorter = parts.banner(view, self.figures, self._cash)
        self.query_one(Banner).show(text, tone, *shorter)
        self._month(view)
        self._agenda(view)
        self._day()

    def draft(self) -> PaymentDraft | None:
        """A payment of the chosen due, or of the first in the agenda on a day without any."""
        risk = self._risk() or next(iter(self._view.agenda if self._view else ()), None)
        row = None if risk is None else self.dashboard.answers.loan_row(risk.due.loan_id)
        if risk is None or row is None:
            return None
        draft = loan_draft(row)
        if risk.due.days < 0:
            return draft  # a payment meets everything that is late before anything else
        return replace(draft, amount=decimal_text(risk.due.amount_minor, risk.due.currency))

    def action_open(self) -> None:
        """Open the loan of the chosen due."""
        risk = self._risk()
        if risk is None:
            self.dashboard.say(_("Nothing is due this day; Tab goes to the next due."))
        else:
            self.dashboard.open_loan(risk.due.loan_id)

    def action_snooze(self) -> None:
        """Put off what alerts say of the chosen due until a day."""
        from tracker.ui.alerts_snooze import snooze_due

        risk = self._risk()
        if risk is None:
            self.dashboard.say(_("Nothing is due this day; Tab goes to the next due."))
        else:
            snooze_due(self.dashboard, risk.due)

    def action_month(self, by: int) -> None:
        """Go to the same day of another month."""
        view = self._view
        inside = view is None or (self.day.year, self.day.month) == (view.first.year, view.first.month)
        try:
            self._go(add_months(self.day if inside or view is None else view.first, by))
        except ValueError:
            return  # the calendar ends with the year 9999, and begins with the year 1

    def action_today(self) -> None:
        """Go back to today."""
        self._go(self.dashboard.answers.today)

    def action_next_due(self, by: int) -> None:
        """Go to the due after or before the chosen one; past the end of what is shown, to another month."""
        rows = self._on_day(self.day)
        if 0 <= self._chosen + by < len(rows) and rows:
            self._go(self.day, self._chosen + by)
            return
        view = self._view
        if view is None:
            return
        beside = [each.due.due_on for each in (*view.agenda, *view.dues)]
        found = [on for on in beside if (on > self.day if by > 0 else on < self.day)]
        if found:
            self._go(min(found) if by > 0 else max(found), 0 if by > 0 else -1)
        elif by > 0:
            self.dashboard.say(_("Nothing more is due until the end of the next month."))
        else:
            self.dashboard.say(_("Nothing is open before this day."))

    def action_toggle_view(self) -> None:
        """Show the month as an agenda, then the year ahead, then the calendar again."""
        self.view_name = VIEWS[(VIEWS.index(self.view_name) + 1) % len(VIEWS)]
        for name in VIEWS:
            self.query_one(f"#{name}").set_class(name == self.view_name, "-current")
        self.set_class(self.view_name == VIEWS[-1], "-year")
        self._focus_view()
        self._go(self.day, self._chosen)

    @on(MonthGrid.Moved)
    def _moved(self, event: MonthGrid.Moved) -> None:
        self._go(event.on)

    @on(MonthGrid.Selected)
    @on(VirtualList.Selected, "#agenda Rows")
    def _open_row(self) -> None:
        self.action_open()

    @on(VirtualList.Moved, "#agenda Rows")
    def _pointed(self, event: VirtualList.Moved) -> None:
        """The day follows the agenda."""
        if self._view is not None and event.index < len(self._rows) and self.view_name == "agenda":
            row = self._rows[event.index]
            self.day = row.on
            risks = self._on_day(self.day)
            self._chosen = risks.index(row.risk) if row.risk in risks else 0
            self._day()

    @on(VirtualList.Selected, "#year VirtualList")
    def _open_month(self, event: VirtualList.Selected) -> None:
        """Enter on a month of the year shows it."""
        if self._view is None:
            return
        months = list(dict.fromkeys(each.first for each in self._view.ahead))
        if event.index >= len(months):
            return  # Enter was pressed on a list that has been read again since
        wanted = months[event.index]
        self._go(wanted or self._view.agenda[0].due.due_on)
        self.action_toggle_view()

    def _go(self, day: date, chosen: int = 0) -> None:
        """Choose a day; reads its month if it is another."""
        view, self.day = self._view, day
        if view is None or (day.year, day.month) != (view.first.year, view.first.month):
            self.dashboard.attempt(self.read)
        rows = self._on_day(day)
        self._chosen = max(0, len(rows) - 1) if chosen < 0 else min(chosen, max(0, len(rows) - 1))
        self.query_one(MonthGrid).day = day
        self._day()
        if self.view_name == "agenda":
            self._point_at_day()

    def _on_day(self, day: date) -> list[DueRisk]:
        if self._view is None:
            return []
        known = {id(each): each for each in (*self._view.dues, *self._view.agenda)}
        return [each for each in known.values() if each.due.due_on == day]

    def _risk(self) -> DueRisk | None:
        rows = self._on_day(self.day)
        return rows[min(self._chosen, len(rows) - 1)] if rows else None

    def _focus_view(self) -> None:
        wanted = {"month": "#month MonthGrid", "agenda": "#agenda Rows", "year": "#year VirtualList"}
        self.set_focus(self.query_one(wanted[self.view_name]))

    def _month(self, view: DueMonth) -> None:
        self.query_one(MonthGrid).show(
            view.shown_from, view.shown_to, weekdays(), self.day,
            parts.day_cell(view, self._workdays, self.figures, self._cash),
        )  # fmt: skip
        words = with_keys(_("* today  = holiday  (n) paid · {view}: agenda"), view="due.view")
        if self._workdays:
            words = with_keys(_("* today = holiday w workday (n) paid · {view}: agenda"), view="due.view")
        self.query_one("#month", Panel).name_it(format_month(view.first), words)

    def _agenda(self, view: DueMonth) -> None:
        self._rows = cash_parts.agenda_rows(view, self._cash, self.figures.today)
        lines = parts.agenda_lines(self._rows, self.figures, self._cash)
        rows = self.query_one("#agenda Rows", VirtualList)
        rows.empty = _("Nothing is due in {month} or the month after.").format(month=format_month(view.first))
        rows.show(
            parts.agenda_columns(lines, cash=bool(self._cash.days)), len(lines),
            lambda offset, limit: lines[offset : offset + limit],
        )  # fmt: skip
        title = _("Overdue, {month} and the next").format(month=format_month(view.first))
        self.query_one("#agenda", Panel).name_it(
            title, with_keys(_("{view}: the year ahead"), view="due.view")
        )
        side = list(parts.side_lines(self._rows, self.figures, _SIDE_WIDE))
        self.query_one("#side-agenda", TextPanel).show(
            _("Agenda"),
            plain(*side) if side else plain(rows.empty),
            _("{view}: all {n}").format(view=key_of("due.view"), n=len(lines))
            if len(lines) > _SIDE_LINES
            else "",
        )

    def _year(self, view: DueMonth) -> None:
        columns, lines = due_year.year_table(view, self.figures)
        table = self.query_one("#year VirtualList", VirtualList)
        table.empty = _("Nothing is due in the next twelve months.")
        table.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        code = due_year.main_currency(view, self.figures) or ""
        title = _("Twelve months ahead, {currency}").format(currency=code)
        hint = with_keys(_("{view}: the calendar · Enter: the month"), view="due.view")
        self.query_one("#year", Panel).name_it(_("Twelve months ahead"), hint)
        bars = self.query_one(BarPanel)
        bars.chart = due_year.year_chart(view, self.figures)
        bars.name_it(
            title if code else _("Twelve months ahead"), with_keys(_("{view}: as a table"), view="due.view")
        )

    def _day(self) -> None:
        """Show the chosen day."""
        if self._view is None:
            return
        wide = self.has_class("-wide")
        text = parts.day_text(
            self._view, self.day, self._chosen, self._workdays, self.figures,
            _SIDE_WIDE if wide else _SIDE_NARROW, self._cash,
        )  # fmt: skip
        rows = len(self._on_day(self.day))
        several = (
            _("{n} of {count}, Tab: next").format(n=self._chosen + 1, count=rows)
            if rows > 1
            else _("Tab: next due")
        )
        self.query_one("#day", TextPanel).show(format_weekday(self.day), plain(*text), several)

    def _point_at_day(self) -> None:
        """Put the agenda's cursor on the chosen due, else on the first from that day on."""
        if not self._rows:
            return
        risk, rows = self._risk(), self._rows
        at = next((n for n, each in enumerate(rows) if risk is not None and each.risk == risk), None)
        if at is None:
            at = next((n for n, each in enumerate(rows) if each.on >= self.day), len(rows) - 1)
        self.query_one("#agenda Rows", VirtualList).cursor = at

    def _read_more(self) -> None:
        """The cash of the month and the next, and which weekend days are worked."""
        view = self._view
        if view is None or not self.is_attached:
            return
        answers = self.dashboard.answers
        cash = cash_parts.joined(
            view.first, (answers.cash_month(view.first), answers.cash_month(add_months(view.first, 1)))
        )
        workdays = self._workdays
        if self._workdays_of != view.first:
            workdays = answers.workdays(view.shown_from, view.shown_to)
        self._workdays_of = self._cash_of = view.first
        if (cash, workdays) != (self._cash, self._workdays):
            self._cash, self._workdays = cash, workdays
            self._draw(view)
            if self.view_name == "agenda":
                self._point_at_day()

    def on_resize(self) -> None:
        """The day's lines are as wide as their panel."""
        self._day()
