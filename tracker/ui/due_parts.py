"""The words and figures of the Due screen, as pure functions of its month."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.domain.money import exponent
from tracker.locale import _, ngettext
from tracker.locale.joining import listed, phrased, told_of
from tracker.locale.loan import due_word
from tracker.locale.months import format_month
from tracker.locale.reasons import reason_text
from tracker.ui import due_cash_parts as cash_parts
from tracker.ui.due_cash_parts import NAMED, AgendaRow, Cash, beside
from tracker.ui.figures import MARKS, Figures, autopay_word
from tracker.ui.text import fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.views import DueMonth, DueRisk

Styled = str | tuple[str, str]

_STYLES = {"overdue": "$mark-overdue bold", "attention": "$mark-attention bold"}


def tone(risk: DueRisk, figures: Figures) -> str:
    """How much a due needs attention."""
    return figures.due_tone(risk.due, risky=risk.level != "low")


def banner(view: DueMonth, figures: Figures, cash: Cash | None = None) -> tuple[str, str, tuple[str, ...]]:
    """What the month comes to in each currency, its cash, how much is overdue; its tone, shorter lines."""
    text, found, shorter = _dues_banner(view, figures)
    pieces = cash_parts.header(cash or Cash(), figures)
    if not any(pieces):
        return text, found, shorter
    income, low, short = pieces
    late = sum(1 for each in view.agenda if each.due.status == "overdue")
    end = f"!! {_('{n} overdue').format(n=late)}" if late else ""
    due = _due_in(view, figures)

    def line(*parts: str) -> str:
        return "  ".join(part for part in parts if part)

    month, number = format_month(view.first), f"{view.first:%Y-%m}"
    whole = text.removesuffix(f"  {end}") if end else text
    return (
        line(whole, income, low, short, end),
        found or ("attention" if short else ""),
        (
            line(month, due, income, low, short, end),
            line(number, due, income, low, short, end),
            line(number, due, income, short or low, end),
            line(number, due, short or low, end),
            *shorter,
        ),
    )


def _due_in(view: DueMonth, figures: Figures) -> str:
    """What is due in the month in one's own currency, in how many dues."""
    own = next(iter(view.totals), None)
    if own is None:
        return _("nothing due")
    amount = figures.money(own.open_minor + own.paid_minor, own.currency)
    return _("due {amount}").format(amount=amount)


def _dues_banner(view: DueMonth, figures: Figures) -> tuple[str, str, tuple[str, ...]]:
    late = [each for each in view.agenda if each.due.status == "overdue"]
    end = "" if not late else "  !! " + _("{n} overdue").format(n=len(late))
    month = format_month(view.first)
    if not view.totals:
        text = _("{month}: nothing is due").format(month=month) + end
        if view.undated and not late:
            words = ngettext(
                "! {month}: nothing known is due; {n} loan has no due day or amount: {names}",
                "! {month}: nothing known is due; {n} loans have no due day or amount: {names}",
                len(view.undated),
            )
            names = listed(view.undated)
            return words.format(month=month, n=len(view.undated), names=names), "attention", ()
        return text, "overdue" if late else "", ()
    sums = [
        (_("due {due}, paid {paid}, left {left}") if each.open_minor else _("due {due}, all paid")).format(
            due=figures.money(each.open_minor + each.paid_minor, each.currency),
            paid=figures.money(each.paid_minor, each.currency),
            left=figures.money(each.open_minor, each.currency),
        )
        for each in view.totals
    ]
    left = [
        _("left {left}").format(left=figures.money(each.open_minor, each.currency)) for each in view.totals
    ]
    full, short = f"{month}  {' · '.join(sums)}{end}", f"{month}  {' · '.join(left)}{end}"
    mixed = f"{month}  {' · '.join((sums[0], *left[1:]))}{end}"
    return full, "overdue" if late else "", (mixed, f"{month}  {sums[0]}{end}", short)


def day_cell(
    view: DueMonth, workdays: frozenset[date], figures: Figures, cash: Cash | None = None
) -> Callable[[date, int, int, bool], list[tuple[str, str]]]:
    """What fills a day of the calendar."""
    dues: dict[date, list[DueRisk]] = {}
    for each in view.dues:
        dues.setdefault(each.due.due_on, []).append(each)
    held = cash or Cash()
    paid: dict[date, int] = {}
    for payment in view.paid:
        paid[payment.paid_on] = paid.get(payment.paid_on, 0) + 1

    def fill(on: date, width: int, lines: int, chosen: bool) -> list[tuple[str, str]]:
        inside = on.month == view.first.month and on.year == view.first.year
        label = str(on.day) if inside else f"{on:%m-%d}"
        label = f"[{label}]" if chosen else label
        marks = ["!"] if held.is_short(on) else []
        marks += ["*"] if on == figures.today else []
        marks += ["="] if on in view.holidays else ["w"] if on in workdays else []
        count = paid.get(on, 0)
        more = cash_parts.cell_lines(held, on, width, figures)
        room = lines - 1
        # Dues come first; what is held has a line of its own only where they have two.
        more = more if room - len(more) >= min(2, 2 * len(dues.get(on, ()))) else more[: max(0, room - 1)]
        rest = [*_due_lines(dues.get(on, []), width, room - len(more), figures), *more]
        if count and len(rest) < lines - 1:
            rest.append((f"({count})", "quiet"))
        elif count:
            marks.append(f"({count})")
        gap = " " if width >= NAMED else ""
        while marks and cell_len(label) + sum(cell_len(gap + mark) for mark in marks) > width:
            marks.pop()  # the last says least
        return [(label + "".join(gap + mark for mark in marks), "" if inside else "quiet"), *rest]

    return fill


def day_text(
    view: DueMonth,
    on: date,
    chosen: int,
    workdays: frozenset[date],
    figures: Figures,
    width: int,
    cash: Cash | None = None,
) -> Iterator[Styled]:
    """A day: what is due and why to watch it, what was paid, its cash, then the week ahead."""
    rows = [each for each in view.dues if each.due.due_on == on]
    if on in view.holidays:
        yield f"= {view.holidays[on]}\n"
    if on in workdays:
        yield "w " + _("make-up workday") + "\n"
    for number, risk in enumerate(rows):
        yield from _due_text(risk, figures, chosen=number == chosen and len(rows) > 1)
        if risk.due.pay_by != on:
            yield "  " + _("pay by {date}").format(date=figures.day(risk.due.pay_by)) + "\n"
        elif _is_off(on, view, workdays) and on >= figures.today:
            ready = _day_before(on, view, workdays)
            yield "  " + _("fund by {date}").format(date=figures.day(ready)) + "\n"
    for payment in (each for each in view.paid if each.paid_on == on):
        amount = figures.money(payment.amount_minor, payment.currency)
        yield _("({amount} paid: {loan})").format(amount=amount, loan=payment.loan) + "\n"
    if not rows:
        yield _("Nothing is due this day.") + "\n"
    yield from cash_parts.day_lines(cash or Cash(), on, width, figures)
    yield "\n"
    yield _("Next 7 days") + "\n", "bold"
    if not view.week:
        yield _("Nothing falls due.") + "\n"
    for risk in view.week:
        yield from short_line(risk, figures, width)
    late = [each for each in view.agenda if each.due.status in ("overdue", "grace")]
    if late:
        yield "\n"
        yield _("Late") + "\n", "bold"
    for risk in late:
        yield from short_line(risk, figures, width)


def short_line(risk: DueRisk, figures: Figures, width: int) -> Iterator[Styled]:
    """A due in one line: mark, date, loan, amount."""
    due, found = risk.due, tone(risk, figures)
    amount = figures.money(due.amount_minor, due.currency, estimate=due.estimate)
    day = f"{due.due_on:%m-%d}" if len(figures.day(due.due_on)) == len("00-00") else figures.day(due.due_on)
    yield fit(MARKS.get(found, ""), 3), _STYLES.get(found, "")
    room = width - 3 - cell_len(day) - 1 - cell_len(amount) - 1
    yield f"{day} {fit(due.loan, room)} {amount}\n" if room > 0 else f"{day} {amount}\n"


def side_lines(rows: tuple[AgendaRow, ...], figures: Figures, width: int) -> Iterator[Styled]:
    """The agenda in short lines, incomes among the dues."""
    for row in rows:
        if row.risk is not None:
            yield from short_line(row.risk, figures, width)
        elif (said := beside(row, figures)) is not None:
            mark, name, kind, amount = said
            name = told_of(kind, name) if row.extra is not None else name
            day = f"{row.on:%m-%d}"
            room = width - 3 - cell_len(day) - 1 - cell_len(amount) - 1
            yield f"{mark or ' '}  {day} {fit(name, room)} {amount}\n"


def agenda_columns(lines: tuple[Line, ...], *, cash: bool = False) -> tuple[Column, ...]:
    """The columns of the agenda; dates and amounts take the width of the longest."""

    def longest(place: int, least: int) -> int:
        return max([least, *(cell_len(line.cells[place]) for line in lines)])

    return (
        Column(title="", width=2),
        Column(title=_("Date"), width=longest(1, 5)),
        Column(title="", width=longest(2, 3), least=70),
        Column(title=_("Days"), width=longest(3, 5), right=True),
        Column(title=_("Loan"), width=10, grow=True),
        Column(title=_("Kind"), width=10, least=70),
        Column(title=_("Amount"), width=longest(6, 10), right=True),
        *((Column(title=_("Cash"), width=longest(7, 9), right=True),) if cash else ()),
        Column(title=_("Autopay"), width=longest(8 if cash else 7, 7), least=70),
    )


def agenda_lines(rows: tuple[AgendaRow, ...], figures: Figures, cash: Cash) -> tuple[Line, ...]:
    """Overdue ones first, then by date, incomes among them; the last of a day says what is held."""
    return tuple(_agenda_line(row, figures, cash) for row in rows)


def _agenda_line(row: AgendaRow, figures: Figures, cash: Cash) -> Line:
    from tracker.locale.amounts import format_weekend

    day = cash.days.get(row.on)
    held: tuple[str, ...] = ()
    if cash.days:
        amount = figures.money(day.low_minor, cash.currency) if day and row.is_last else ""
        held = (f"! {amount}" if day and row.is_last and day.short else amount,)
    before = (figures.day(row.on), format_weekend(row.on), str((row.on - figures.today).days))
    if (said := beside(row, figures)) is not None:
        mark, name, kind, money = said
        return Line(cells=(mark, *before, name, kind, money, *held, ""))
    if row.risk is None:
        return Line(cells=("", *before, "", "", "", *held, ""))
    due, found = row.risk.due, tone(row.risk, figures)
    return Line(
        tone=found,
        cells=(
            MARKS.get(found, ""), *before, due.loan, due_word(due.kind),
            figures.money(due.amount_minor, due.currency, estimate=due.estimate), *held,
            autopay_word(due.autopay),
        ),
    )  # fmt: skip


def _due_lines(rows: list[DueRisk], width: int, room: int, figures: Figures) -> list[tuple[str, str]]:
    named = width >= NAMED and room >= 2
    each_takes = 2 if named else 1
    fits = len(rows) if len(rows) * each_takes <= room else max(0, (room - 1) // each_takes)
    found: list[tuple[str, str]] = []
    for risk in rows[:fits]:
        mark, style = MARKS.get(tone(risk, figures), ""), tone(risk, figures)
        if named:
            found.append((mark + risk.due.loan, style))
            found.append((_amount(risk, width, figures), ""))
        else:
            found.append((mark + _amount(risk, width - len(mark), figures), style))
    if fits < len(rows) and room > 0:
        tones = {tone(row, figures) for row in rows}
        worst = next((each for each in ("overdue", "attention") if each in tones), "")
        more = f"+{len(rows) - fits}"
        if not fits:
            words = ngettext("{n} due", "{n} dues", len(rows)).format(n=len(rows))
            more = MARKS.get(worst, "") + words
        found.append((more, worst))
    return found


def _amount(risk: DueRisk, width: int, figures: Figures) -> str:
    """The amount as exactly as its place allows: in full, in whole units, in three figures, in two."""
    due = risk.due
    unit = 10 ** exponent(due.currency)
    whole = (due.amount_minor + unit // 2) // unit * unit
    before = "~" if due.estimate and not figures.hidden else ""
    plain_whole = figures.money(whole, due.currency).split(".")[0]
    compact = figures.compact(due.amount_minor, due.currency)
    if due.currency != figures.own and not figures.hidden:
        # A foreign sum keeps its sign, whatever else has no room.
        short = re.sub(r"^[A-Z]+(?=\D)", "", plain_whole)
        compact = re.sub(r"[\d,]+$", "", short) + re.sub(r"\.\d+", "", compact)
        plain_whole = plain_whole if cell_len(before + plain_whole) <= width else short
    ways = (
        figures.money(due.amount_minor, due.currency),
        plain_whole,
        plain_whole.replace(",", ""),
        compact,
        re.sub(r"\.\d+", "", compact),
    )
    found = next((way for way in ways if cell_len(before + way) <= width), ways[-1])
    return before + found


def _due_text(risk: DueRisk, figures: Figures, *, chosen: bool) -> Iterator[Styled]:
    due, found = risk.due, tone(risk, figures)
    mark = MARKS.get(found, "")
    yield ("> " if chosen else "") + (f"{mark} " if mark else ""), _STYLES.get(found, "")
    yield due.loan + "\n", "bold"
    amount = figures.money(due.amount_minor, due.currency, symbol=True, estimate=due.estimate)
    yield f"  {amount} {due_word(due.kind)}\n"
    yield f"  {_when(risk)}\n"
    paid_by = " ".join(text for text in (due.account, autopay_word(due.autopay)) if text)
    if paid_by:
        yield "  " + _("from {account}").format(account=paid_by) + "\n"
    for reason in risk.reasons:
        if reason.code != "overdue":
            yield f"  - {reason_text(reason.code, reason.params)}\n"


def _when(risk: DueRisk) -> str:
    days = risk.due.days
    if days == 0:
        return _("today")
    if days > 0:
        return _("in {days} d").format(days=days)
    late = _("late {days} d").format(days=-days)
    return phrased((late, _("in grace"))) if risk.due.status == "grace" else late


def _is_off(on: date, view: DueMonth, workdays: frozenset[date]) -> bool:
    return on in view.holidays or (on.weekday() >= 5 and on not in workdays)


def _day_before(on: date, view: DueMonth, workdays: frozenset[date]) -> date:
    """The last working day before a day, as far as holidays are known."""
    on -= timedelta(days=1)
    while _is_off(on, view, workdays):
        on -= timedelta(days=1)
    return on
