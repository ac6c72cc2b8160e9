"""What each screen has to export: the rows in front first, then its others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.hiding import told
from tracker.services import view_rows as sheets
from tracker.services.cash import day_sheets
from tracker.ui.copying import list_in_front
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from datetime import date

    from tracker.services.cash.views import MonthCash
    from tracker.services.exporting import Sheet
    from tracker.ui.answers import Answers
    from tracker.ui.screen import FramedScreen


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Rows that can be written: what they are in words, the name of their file, how they are had."""

    words: str
    name: str
    make: Callable[[Answers], Sheet]
    """Called in a thread, with answers of its own."""
    report_of: int | None = None
    """The loan that a report, and no rows, is made of."""


def offers_of(screen: FramedScreen) -> tuple[Offer, ...]:
    """What a screen has that knows its rows; else the list that is seen, as it is shown."""
    pane = str(getattr(screen, "pane", "") or getattr(screen, "view_name", ""))
    makers = {"home": _home, "due": _due, "credit": _credit, "alerts": _alerts, "cash": _cash, "plan": _plan}
    found = makers.get(screen.NAME)
    if screen.NAME == "loan":
        loan_id = screen.loan_id_here()
        return () if loan_id is None else _in_front(pane, _loan(loan_id))
    if found is not None:
        return _in_front(pane, found(screen))
    rows = list_in_front(screen)
    if rows is None:
        return ()
    words, name = _("the list as it is shown"), screen.NAME
    return (Offer(words=words, name=name, make=lambda _own: shown_sheet(rows, name)),)


def shown_sheet(rows: VirtualList, name: str) -> Sheet:
    """A list just as it is shown, amounts hidden where they are or are to be."""
    from tracker.services.exporting import Sheet

    titles = tuple(title or f"column_{number}" for number, title in enumerate(rows.titles, 1))
    return Sheet(name=name, fields=titles, rows=_shown_rows(rows))


def _shown_rows(rows: VirtualList) -> Iterator[tuple[str, ...]]:
    """Taken page by page where the list lives: what it reads with belongs to that thread."""
    apart = threading.current_thread() is not threading.main_thread()
    offset = 0
    while page := rows.app.call_from_thread(rows.texts_from, offset) if apart else rows.texts_from(offset):
        yield from (tuple(map(told, cells)) for cells in page)
        offset += len(page)


def _in_front(pane: str, found: dict[str, Offer]) -> tuple[Offer, ...]:
    first = [found[pane]] if pane in found else []
    return (*first, *(offer for name, offer in found.items() if name != pane))


def _home(_screen: FramedScreen) -> dict[str, Offer]:
    return {
        "due": Offer(
            words=_("the next dues"), name="due",
            make=lambda own: sheets.dues_sheet(own.home().next_due),
        ),
        "loans": Offer(words=_("the loans"), name="loans", make=lambda own: own.part("loans")),
        "balance": Offer(
            words=_("the balance by month"), name="balance", make=lambda own: own.part("balance")
        ),
        "steps": Offer(
            words=_("what to do next"), name="next",
            make=lambda own: day_sheets.steps_sheet(own.home_ahead().steps),
        ),
        "cash": Offer(
            words=_("cash until payday"), name="cash",
            make=lambda own: day_sheets.points_sheet(own.home_ahead().cash),
        ),
    }  # fmt: skip


def _loan(loan_id: int) -> dict[str, Offer]:
    def payments(own: Answers) -> Sheet:
        view = own.loan(loan_id)
        rows = own.payments(loan_id, 0, own.count_payments(loan_id))
        return sheets.payments_sheet(rows, view.allocations if view else None)

    return {
        "schedule": Offer(
            words=_("the schedule"), name="schedule", make=lambda own: own.part("schedule", loan_id=loan_id)
        ),
        "payments": Offer(words=_("the payments"), name="payments", make=payments),
        "chart": Offer(
            words=_("the balance by month"), name="balance",
            make=lambda own: own.part("balance", loan_id=loan_id),
        ),
        "terms": Offer(
            words=_("the loan with its terms"), name="loan",
            make=lambda own: own.part("loans", only={loan_id}),
        ),
        "report": Offer(
            words=_("a report of this loan"), name="loan", report_of=loan_id,
            make=lambda own: own.part("loans", only={loan_id}),
        ),
    }  # fmt: skip


def _due(screen: FramedScreen) -> dict[str, Offer]:
    from tracker.ui.due import DueScreen

    day = screen.day if isinstance(screen, DueScreen) else screen.dashboard.answers.today
    return {
        "month": Offer(
            words=_("what is open in the month"), name="due",
            make=lambda own: sheets.dues_sheet(
                each.due for each in own.due_month(day).dues if each.due.due_on.month == day.month
            ),
        ),
        "agenda": Offer(
            words=_("the agenda"), name="agenda",
            make=lambda own: sheets.dues_sheet(each.due for each in own.due_month(day).agenda),
        ),
        "year": Offer(
            words=_("the twelve months ahead"), name="months",
            make=lambda own: sheets.months_sheet(own.due_month(day).ahead),
        ),
        "cash": Offer(
            words=_("cash by day"), name="cash",
            make=lambda own: day_sheets.days_sheet(_month_cash(own, day)),
        ),
    }  # fmt: skip


def _plan(screen: FramedScreen) -> dict[str, Offer]:
    from tracker.services.plan.sheets import compare_sheet, months_sheet, steps_sheet
    from tracker.ui.plan import PlanScreen

    detail = screen.detail if isinstance(screen, PlanScreen) else None
    whole = screen.answer if isinstance(screen, PlanScreen) else None
    if detail is None or whole is None or not whole.loans:
        return {}
    return {
        "steps": Offer(
            words=_("the payments of the plan"), name="plan-steps",
            make=lambda _own: steps_sheet(detail),
        ),
        "months": Offer(
            words=_("the payments by month"), name="plan-months",
            make=lambda _own: months_sheet(detail),
        ),
        "compare": Offer(
            words=_("the plans side by side"), name="plan", make=lambda _own: compare_sheet(whole)
        ),
    }  # fmt: skip


def _month_cash(own: Answers, day: date) -> MonthCash | None:
    found = own.cash_month(day)
    return found.month if found else None


def _credit(_screen: FramedScreen) -> dict[str, Offer]:
    def offer(words: str, what: str) -> Offer:
        return Offer(words=words, name=what, make=lambda own: own.part(what))

    return {
        "marks": offer(_("the marks"), "marks"),
        "disputes": offer(_("the disputes"), "disputes"),
        "scores": offer(_("the scores"), "scores"),
        "habits": offer(_("the habits"), "habits"),
    }


def _alerts(_screen: FramedScreen) -> dict[str, Offer]:
    return {"alerts": Offer(words=_("the alerts"), name="alerts", make=lambda own: own.part("alerts"))}


def _cash(screen: FramedScreen) -> dict[str, Offer]:
    found = {
        "forecast": Offer(
            words=_("the forecast, event by event"), name="cash",
            make=lambda own: sheets.forecast_sheet(own.cash_page("sure").forecast.rows),
        )
    }  # fmt: skip
    pane, rows = str(getattr(screen, "pane", "")), list_in_front(screen)
    if pane not in found and rows is not None:
        words = _("the list as it is shown")
        found[pane] = Offer(words=words, name=pane, make=lambda _own: shown_sheet(rows, pane))
    return found
