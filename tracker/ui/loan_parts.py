"""The words and figures of a loan's screen, as pure functions of its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _, ngettext
from tracker.locale.amounts import format_percent, format_rate, format_weekend
from tracker.locale.joining import aside
from tracker.locale.loan import method_word
from tracker.ui.commands import commands
from tracker.ui.figures import (
    MARKS,
    Figures,
    day_count_word,
)
from tracker.ui.text import bar, fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.views import LoanRow, LoanTerms, LoanView, ScheduleRow


_LABEL = 12
_SUM = 14


def hint(*names: str) -> str:
    """The keys of commands with their titles, for the frame of a part."""
    known = {command.id: command for command in commands()}
    found = (known[name] for name in names)
    return " · ".join(f"{each.key} {each.title[:1].lower()}{each.title[1:]}" for each in found)


def posting_hint(view: LoanView) -> str:
    """The keys that enter what a lender posts."""
    card = ("statement.add",) if view.row.method == "revolving" else ()
    return hint("charge.add", "waiver.add", *card)


def payoff_hint() -> str:
    """The keys that move the day of the payoff."""
    key = next(command.key for command in commands() if command.id == "payoff.on")
    return _("← → day · {key} date").format(key=key)


def payments_hint(count: int) -> str:
    """How many payments there are, and how one is corrected."""
    return _("{n}, newest first · Enter corrects").format(n=count)


def headers(row: LoanRow, figures: Figures) -> tuple[str, ...]:
    """The line that names the loan and says how it stands, in full and ever shorter."""
    named = row.loan + aside(row.lender) if row.lender and row.lender != row.loan else row.loan
    name = _("Loans › {loan}").format(loan=fit(named, min(34, max(10, cell_len(named)))).rstrip())
    left = _("{amount} left").format(amount=figures.money(row.balance_minor, row.currency, symbol=True))
    stand = []
    if row.overdue_minor:
        words = _("{days} d overdue: {amount}")
        late = words.format(days=row.days_past_due, amount=figures.money(row.overdue_minor, row.currency))
        if row.charges_open_minor:
            charged = figures.money(row.charges_open_minor, row.currency)
            late += " " + _("+ charges {amount}").format(amount=charged)
        stand.append(late)
    elif row.next_due_on is not None:
        day = " ".join((format_weekend(row.next_due_on), figures.day(row.next_due_on))).strip()
        stand.append(_("next {day}").format(day=day))
    if row.never_ends:
        stand.append(_("! never ends"))
    mark = {"overdue": "!! ", "grace": "! ", "due_today": "! "}.get(row.status, "")
    paid = paid_from(row)
    rate = _("rate not known") if row.rate is None else format_rate(row.rate)
    short = fit(row.loan, min(24, cell_len(row.loan)))
    ways = (
        [name, rate, left, *stand, *([paid] if paid else [])],
        [name, rate, left, *stand],
        [short, left, *stand],
        [short, *stand] if stand else [short, left],
        [short, *(words.split(": ")[0].split("：")[0] for words in stand)],
    )
    return tuple(mark + "  ".join(way) for way in ways)


def paid_from(row: LoanRow) -> str:
    """The state of autopay and the account, in words; nothing if it was never said."""
    state = autopay_state(row)
    return _("autopay {state}").format(state=state) if state else ""


def autopay_state(row: LoanRow) -> str:
    """The state of autopay in full."""
    words = {
        "on": _("on"),
        "off": _("off"),
        "unchecked": _("not checked lately"),
        "expired": _("! card expired"),
    }.get(row.autopay or "", "")
    return f"{words} · {row.account}" if words and row.account else words


def schedule_columns(view: LoanView, figures: Figures) -> tuple[Column, ...]:
    """The columns of the schedule, those of amounts as wide as the largest."""
    rows, currency = view.schedule, view.row.currency

    def amount(title: str, values: Iterable[int], least: int = 0) -> Column:
        wide = len(figures.money(max(values, default=0), currency))
        return Column(title=title, width=max(wide, cell_len(title), 6), right=True, least=least)

    number = max(2, len(str(max((row.number for row in rows), default=0))))
    return (
        Column(title="", width=2),
        Column(title="#", width=number, right=True),
        Column(title=_("Due"), width=10),
        amount(_("Payment"), (row.payment_minor for row in rows)),
        amount(_("Principal"), (row.principal_minor for row in rows), 72),
        amount(_("Interest"), (row.interest_minor for row in rows), 72),
        amount(_("Balance"), (row.balance_minor for row in rows), 50),
        Column(title=_("State"), width=6, grow=True),
    )


def schedule_line(row: ScheduleRow, currency: str, figures: Figures) -> Line:
    """One instalment."""
    state, tone = figures.schedule_state(row)
    if row.partly_open_minor > 0:
        # The mark and the day beside it say how late it is; both would not fit.
        left = figures.money(row.partly_open_minor, currency, estimate=row.estimate)
        state = _("{amount} open").format(amount=left)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, "") or ("~" if row.estimate else ""),
            str(row.number),
            row.due_on.isoformat(),
            figures.money(row.payment_minor, currency),
            figures.money(row.principal_minor, currency),
            figures.money(row.interest_minor, currency),
            figures.money(row.balance_minor, currency),
            state,
        ),
    )


def so_far(view: LoanView, figures: Figures) -> Iterator[str]:
    """What has been paid and what is to come."""
    paid, row = view.so_far, view.row
    whole = paid.principal_minor + row.balance_minor
    percent = round(100 * paid.principal_minor / whole) if whole > 0 else 0
    yield _sum(_("Principal"), paid.principal_minor, view, figures)
    yield _pair(_("repaid"), f"{bar(paid.principal_minor, whole, 10)} {percent}%")
    yield _sum(_("Interest"), paid.interest_minor, view, figures)
    if paid.fee_minor or paid.penalty_minor:
        yield _sum(_("Fees"), paid.fee_minor + paid.penalty_minor, view, figures)
    yield _sum(_("Left"), row.balance_minor, view, figures)
    if paid.interest_to_come_minor:
        yield _sum(_("Int. to come"), paid.interest_to_come_minor, view, figures, estimate=True)
    if paid.never_ends:
        yield _("! This payment never reaches the principal: the loan never ends.") + "\n"
    elif paid.ends_on is not None:
        yield _pair(_("Ends"), paid.ends_on.isoformat())
    if paid.settled:
        late = _("{late} of {count}").format(late=paid.late, count=paid.settled)
        if paid.late:
            late += _(", worst {days} d").format(days=paid.worst_days)
        yield _pair(_("Late"), late)


def terms(view: LoanView | LoanTerms) -> Iterator[str]:
    """The terms in force; what is not known says so."""
    row = view.row
    yield _pair(_("Method"), method_word(row.method))
    yield _pair(_("Rate"), format_rate(row.rate))
    for label, said in zip((_("True rate"), ""), true_rates(view), strict=False):
        yield _pair(label, said)
    if view.terms:
        now = view.terms[-1]
        yield _pair(_("Day count"), day_count_word(now.day_count))
        count = "?" if now.periods is None else ngettext("{n} instalment", "{n} instalments", now.periods)
        yield _pair(_("Number"), count.format(n=now.periods))
        due = _("day {day}").format(day=now.due_day) if now.due_day else _first_due(view)
        yield _pair(_("Due"), due)
        grace = "?" if now.grace_days is None else ngettext("{n} day", "{n} days", now.grace_days)
        yield _pair(_("Grace"), grace.format(n=now.grace_days))
        if now.penalty_rate is not None:
            yield _pair(_("Penalty"), format_rate(now.penalty_rate))
        if now.minimum_percent is not None:
            yield _pair(_("Minimum"), format_percent(now.minimum_percent, 0))
        if now.prepay_fee_percent is not None:
            yield _pair(_("Prepay fee"), format_percent(now.prepay_fee_percent, 0))
        if len(view.terms) > 1:
            yield _pair(_("Since"), now.effective_on.isoformat())
    yield _pair(_("Autopay"), autopay_state(row) or "?")
    if view.loan.note:
        yield _pair(_("Note"), view.loan.note)


def true_rates(view: LoanView | LoanTerms) -> tuple[str, ...]:
    """What it costs a year with all that was kept back, both ways; nothing if that is not known."""
    cost = getattr(view, "cost", None)
    if cost is None or cost.nominal is None or cost.effective is None:
        return ()
    return (
        _("~{rate} nominal").format(rate=f"{cost.nominal * 100:.2f}%"),
        _("~{rate} effective").format(rate=f"{cost.effective * 100:.2f}%"),
    )


def _first_due(view: LoanView | LoanTerms) -> str:
    first = view.terms[-1].first_due_on
    return "?" if first is None else first.isoformat()


def _sum(label: str, minor: int, view: LoanView, figures: Figures, *, estimate: bool = False) -> str:
    amount = figures.money(minor, view.row.currency, estimate=estimate)
    return f"{fit(label, _LABEL)} {fit(amount, _SUM, right=True)}\n"


def _pair(label: str, value: str) -> str:
    return f"{fit(label, _LABEL)} {value}\n"
