"""The twelve months ahead on the Due screen: bars in one currency, and a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.months import format_month, format_short_month
from tracker.ui.figures import MARKS, Figures
from tracker.ui.widgets.bars import BarChart, bar_line
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.views import DueMonth, MonthAhead


def year_chart(view: DueMonth, figures: Figures) -> BarChart | None:
    """What falls due in each of the months ahead in one's own currency, or the one with most dues."""
    code = main_currency(view, figures)
    rows = [each for each in view.ahead if each.currency == code]
    most = max(rows, key=lambda each: each.amount_minor, default=None)
    if code is None or most is None or not most.amount_minor:
        return None
    return BarChart(
        values=tuple(each.amount_minor for each in rows),
        labels=tuple(_month_label(each, short=True) for each in rows),
        top=figures.compact(most.amount_minor, code),
        note=_("Most: {month}, {amount}.").format(
            month=_month_label(most, short=False),
            amount=figures.money(most.amount_minor, code, estimate=most.estimate),
        ),
    )


def main_currency(view: DueMonth, figures: Figures) -> str | None:
    """The currency of the bars."""
    codes = {each.currency for each in view.ahead if each.amount_minor}
    return figures.own if figures.own in codes else min(codes, default=None)


def year_table(view: DueMonth, figures: Figures) -> tuple[tuple[Column, ...], tuple[Line, ...]]:
    """The months ahead as a table: each currency's sum, how many dues, and a bar."""
    code = main_currency(view, figures)
    codes = sorted({each.currency for each in view.ahead}, key=lambda each: (each != code, each))
    months = list(dict.fromkeys(each.first for each in view.ahead))
    by_place = {(each.first, each.currency): each for each in view.ahead}
    whole = max((each.amount_minor for each in view.ahead if each.currency == code), default=0)
    lines = []
    for first in months:
        held = [by_place.get((first, each)) for each in codes]
        sums = [
            "" if not each or not each.count
            else figures.money(each.amount_minor, each.currency, estimate=each.estimate)
            for each in held
        ]  # fmt: skip
        count = sum(each.count for each in held if each)
        mark = "overdue" if first is None else ""
        name = _("late") if first is None else format_month(first)
        bar = bar_line(held[0].amount_minor if held and held[0] else 0, whole, 20).rstrip()
        lines.append(Line(tone=mark, cells=(MARKS.get(mark, ""), name, *sums, str(count), bar)))
    columns = (
        Column(title="", width=2),
        Column(title=_("Month"), width=14),
        *(Column(title=each, width=13, right=True) for each in codes),
        Column(title=_("Dues"), width=5, right=True),
        Column(title="", width=6, grow=True, least=60),
    )
    return columns, tuple(lines)


def _month_label(each: MonthAhead, *, short: bool) -> str:
    if each.first is None:
        return _("late")
    return format_short_month(each.first) if short else format_month(each.first)
