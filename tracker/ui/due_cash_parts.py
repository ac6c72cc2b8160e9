"""Cash in the words of the Due screen, as pure functions: its header, its days, its agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _
from tracker.locale.joining import told_of
from tracker.ui.figures import Figures

if TYPE_CHECKING:
    from tracker.services.cash.day_views import AccountDay, CashMonth, Fix, IncomeOn, PayLater
    from tracker.services.cash.views import DayCash
    from tracker.services.plan.answers import ExtraDue
    from tracker.services.views import DueMonth, DueRisk

Styled = str | tuple[str, str]

NAMED = 9
"""Cells of a day from which on words fit into it."""

_WARN = "$mark-attention bold"
_WIDE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """What is known of cash for the days that are shown; empty where nobody knows a balance."""

    currency: str = ""
    shown: CashMonth | None = None
    """The month itself."""
    days: Mapping[date, DayCash] = field(default_factory=dict)
    accounts: Mapping[date, tuple[AccountDay, ...]] = field(default_factory=dict)
    incomes: Mapping[date, tuple[IncomeOn, ...]] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()

    def moves(self, on: date) -> bool:
        """Whether anything comes or goes on a day."""
        return on in self.accounts

    def is_short(self, on: date) -> bool:
        """Whether an account cannot meet something on a day."""
        return on in self.days and bool(self.days[on].short)


def joined(first: date, months: Iterable[CashMonth | None]) -> Cash:
    """Several months as one, `first` of which is the one shown."""
    found = [each for each in months if each is not None]
    fixes = {(fix.shortfall.account, fix.shortfall.on): fix for each in found for fix in each.fixes}
    return Cash(
        currency=found[0].month.currency if found else "",
        shown=next((each for each in found if each.month.first == first), None),
        days={day.on: day for each in found for day in each.month.days},
        accounts={on: rows for each in found for on, rows in each.accounts.items()},
        incomes={on: rows for each in found for on, rows in each.incomes.items()},
        fixes=tuple(fixes.values()),
    )


def header(cash: Cash, figures: Figures) -> tuple[str, str, str]:
    """Income, low point and first shortfall of the month, each as a piece of the header or empty."""
    if cash.shown is None:
        return "", "", ""
    month, fixes = cash.shown.month, cash.shown.fixes
    income = ""
    if month.income_minor:
        income = _("income {amount}").format(amount=figures.money(month.income_minor, month.currency))
    low = ""
    if month.low is not None:
        amount = figures.money(month.low.low_minor, month.currency)
        low = _("low {date} {amount}").format(date=figures.day(month.low.on), amount=amount)
    short = ""
    if fixes:
        each = min(fixes, key=lambda fix: fix.shortfall.on).shortfall
        amount = figures.money(each.short_minor, each.currency)
        short = _("! {date} short {amount}").format(date=figures.day(each.on), amount=amount)
    return income, low, short


def cell_lines(cash: Cash, on: date, width: int, figures: Figures) -> list[tuple[str, str]]:
    """What a day of the calendar says of cash: what comes in, the lowest that is held."""
    found: list[tuple[str, str]] = []
    day = cash.days.get(on)
    if day is None or not cash.moves(on):
        return found
    if day.income_minor:
        found.append((_fitting("+", day.income_minor, cash.currency, width, figures), "ok"))
    if width >= NAMED:
        words = _("cash {amount}").format(amount=figures.compact(day.low_minor, cash.currency))
        whole = re.sub(r"\.\d+", "", words)
        ways = (f"!{words}", f"!{whole}", whole) if day.short else (words, whole)
        words = next((way for way in ways if cell_len(way) <= width), ways[-1])
        found.append((words, "attention" if day.short else "quiet"))
    return found


def _fitting(sign: str, minor: int, currency: str, width: int, figures: Figures) -> str:
    full = sign + figures.money(minor, currency)
    ways = (full, full.split(".")[0], sign + figures.compact(minor, currency))
    return next((way for way in ways if cell_len(way) <= width), ways[-1])


def day_lines(cash: Cash, on: date, width: int, figures: Figures) -> Iterator[Styled]:
    """Cash on a day: what comes, each account before and after, and the ways to meet a shortfall."""
    for each in cash.incomes.get(on, ()):
        amount = figures.money(each.amount_minor, each.currency)
        yield f"+ {each.name}\n", "$mark-ok"
        yield "  " + _("{amount} to {account}").format(amount=amount, account=each.account) + "\n"
    rows = cash.accounts.get(on, ())
    fixes = [fix for fix in cash.fixes if fix.shortfall.on == on]
    if fixes or cash.is_short(on):
        yield _("! Cash is short") + "\n", _WARN
    for row in rows:
        yield from _account(row, width, figures)
    for number, fix in enumerate(fixes):
        yield from _ways(fix, figures, title=number == 0)
    if not rows and on in cash.days:
        amount = figures.money(cash.days[on].low_minor, cash.currency)
        yield _("cash {amount}").format(amount=amount) + "\n"


def _account(row: AccountDay, width: int, figures: Figures) -> Iterator[Styled]:
    before, after = (figures.money(minor, row.currency) for minor in (row.before_minor, row.after_minor))
    if width >= _WIDE:
        yield told_of(row.account, f"{before} → {after}\n")
    else:
        yield f"{row.account}\n"
        yield "  " + _("before {amount}").format(amount=before) + "\n"
        yield "  " + _("after {amount}").format(amount=after) + "\n"
    if row.short_minor:
        amount = figures.money(row.short_minor, row.currency)
        yield "  " + _("{amount} short: {what}").format(amount=amount, what=row.what) + "\n", _WARN


def _ways(fix: Fix, figures: Figures, *, title: bool) -> Iterator[Styled]:
    if title:
        yield _("Ways to fix it (0 Cash)") + "\n", "bold"
    for number, words in enumerate(ways(fix, figures), 1):
        yield f"{number} {words}\n"


def ways(fix: Fix, figures: Figures) -> Iterator[str]:
    """What meets a shortfall, the surest first."""
    short = fix.shortfall
    by = f"{figures.day(short.by_on)} {short.by_at}".strip()
    for move in short.moves:
        amount = figures.money(move.amount_minor, move.currency)
        moment = f"{figures.day(move.by_on)} {move.by_at}".strip()
        words = _("move {amount} from {source} by {moment}")
        yield words.format(amount=amount, source=move.source, moment=moment)
    if not short.moves or short.missing_minor:
        amount = figures.money(short.missing_minor or short.top_up_minor, short.currency)
        yield _("put in {amount} by {moment}").format(amount=amount, moment=by)
    if fix.later is not None:
        yield later_words(fix.later, figures)
    if short.loan_id is not None:
        yield _("ask {loan} to defer").format(loan=short.what)


def later_words(later: PayLater, figures: Figures) -> str:
    """Paying once the next income is there, with its cost."""
    on = figures.day(later.on)
    if later.cost_minor is None:
        return _("pay later, {date}: cost not known").format(date=on)
    if not later.cost_minor:
        return _("pay later, {date}: within grace").format(date=on)
    amount = figures.money(later.cost_minor, later.currency, estimate=True)
    return _("pay later, {date}: costs {amount}").format(date=on, amount=amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A row of the agenda: a due, an income, or what an adopted plan asks for above the dues."""

    on: date
    risk: DueRisk | None = None
    income: IncomeOn | None = None
    extra: ExtraDue | None = None
    is_last: bool = True
    """Whether it is the last of its day, which bears what is held then."""


def beside(row: AgendaRow, figures: Figures) -> tuple[str, str, str, str] | None:
    """What is among the dues and none itself: its mark, name, kind and sum."""
    if row.income is not None:
        money = "+" + figures.money(row.income.amount_minor, row.income.currency)
        return "", row.income.name, _("income"), money
    if row.extra is None:
        return None
    mark = "!" if row.on < figures.today else ""
    return mark, row.extra.loan, _("plan"), figures.money(row.extra.amount_minor, row.extra.currency)


def agenda_rows(view: DueMonth, cash: Cash, today: date) -> tuple[AgendaRow, ...]:
    """The dues of the agenda with the incomes between them."""
    late = [
        AgendaRow(on=each.due.due_on, risk=each, is_last=False) for each in view.agenda if each.due.days < 0
    ]
    late += [AgendaRow(on=each.on, extra=each, is_last=False) for each in view.plan if each.on < today]
    first = max(view.first, today)
    ahead = [AgendaRow(on=each.due.due_on, risk=each) for each in view.agenda if each.due.days >= 0]
    ahead += [
        AgendaRow(on=on, income=each) for on, rows in cash.incomes.items() if on >= first for each in rows
    ]
    ahead += [AgendaRow(on=each.on, extra=each) for each in view.plan if each.on >= first]
    ahead.sort(key=lambda row: (row.on, row.extra is not None, row.income is not None))
    found = [
        replace(row, is_last=after is None or after.on != row.on)
        for row, after in zip(ahead, (*ahead, None)[1:], strict=True)
    ]
    return (*late, *found)
