"""The words and figures of what Home shows once it is painted, as pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _
from tracker.locale.cash import every_text
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.ui.commands import key_of, keys_of
from tracker.ui.figures import Figures
from tracker.ui.text import fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.cash.views import CashUntilPayday, ShortfallView
    from tracker.services.next_step_views import NextStep

Styled = str | tuple[str, str]

_TONES = {"!!": "overdue", "!": "attention"}
_BLOCKS = " ▁▂▃▄▅▆▇█"
_LEVELS = len(_BLOCKS) - 1
_WARN = "$mark-attention bold"
_QUIET = "$foreground-muted"
_WORDS = 4
"""Lines below the curve: the days, two about a shortfall, living costs."""


def cash_title(cash: CashUntilPayday, figures: Figures) -> str:
    """Until when the curve goes."""
    if cash.payday is None:
        return _("Cash, the next 30 days") if cash.points else _("Cash until payday")
    return _("Cash until payday {date}").format(date=figures.day(cash.payday))


def cash_low(cash: CashUntilPayday, figures: Figures) -> str:
    """The low point in text."""
    if cash.low is None:
        return ""
    return _("low {amount} on {date}").format(
        amount=figures.money(cash.low.low_minor, cash.currency), date=figures.day(cash.low.on)
    )


def cash_lines(cash: CashUntilPayday, figures: Figures, width: int, height: int) -> Iterator[list[Styled]]:
    """The panel line by line: the curve, its days, the first shortfall, what is counted."""
    if not cash.points:
        return
    yield from curve(cash, figures, width, max(1, height - _WORDS))
    yield from _short_lines(cash, figures)
    if cash.payday is None:
        yield [_("No income set: 0 Cash adds it.")]
    elif cash.unknown:
        names = listed(cash.unknown)
        yield [_("? balance not known: {names}").format(names=names)]
    else:
        yield [_costs(cash, figures)]


def curve(cash: CashUntilPayday, figures: Figures, width: int, rows: int) -> Iterator[list[Styled]]:
    """The lowest of each day as blocks, the days below; `!` stands where the money does not reach."""
    values = [each.low_minor for each in cash.points]
    top = max(1, *values)
    labels = [figures.compact(top, cash.currency), figures.compact(0, cash.currency)]
    room = max(map(cell_len, labels))
    cells = max(1, width - room - 1)
    days = [_lowest(values, cell, cells) for cell in range(cells)]
    for row in range(rows, 0, -1):
        pieces: list[Styled] = [
            (fit(labels[0] if row == rows else labels[1] if row == 1 else "", room, right=True), _QUIET),
            ("┤" if row in (1, rows) else "│", _QUIET),
        ]
        for value in (values[day] for day in days):
            level = round(rows * _LEVELS * max(0, value) / top) - (row - 1) * _LEVELS
            if row == 1 and value <= 0:
                pieces.append(("!", _WARN))
            else:
                block = _BLOCKS[max(1 if row == 1 else 0, min(_LEVELS, level))]
                pieces.append((block, "$chart-actual"))
        yield pieces
    yield [(" " * (room + 1) + _axis(cash, figures, days), _QUIET)]


def _lowest(values: list[int], cell: int, cells: int) -> int:
    """The day that a cell shows: the lowest of those that share it."""
    first = cell * len(values) // cells
    return min(range(first, max(first + 1, (cell + 1) * len(values) // cells)), key=values.__getitem__)


def _axis(cash: CashUntilPayday, figures: Figures, days: list[int]) -> str:
    """The first and the last day, and `!` where the first account falls short, named if it has room."""
    start, end = figures.day(cash.points[0].on), figures.day(cash.points[days[-1]].on)
    line = f"{start}{end:>{max(1, len(days) - len(start))}}"
    short = cash.first.on if cash.first else None
    at = next((n for n, day in enumerate(days) if cash.points[day].on == short), None)
    if at is None:
        return line
    mark = f"!{figures.day(short)}"
    at = min(at, len(days) - len(mark))
    if not line[max(0, at - 1) : at + len(mark) + 1].strip():
        return line[:at] + mark + line[at + len(mark) :]
    return line if line[at : at + 1].strip() else f"{line[:at]}!{line[at + 1 :]}"


def short_words(short: ShortfallView, figures: Figures) -> tuple[str, str]:
    """The first shortfall in two lines: where and how much, what prevents it."""
    amount = figures.money(short.short_minor, short.currency)
    where = _("! {date} {account} is {amount} short").format(
        date=figures.day(short.on), account=short.account, amount=amount
    )
    top_up = figures.money(short.top_up_minor, short.currency)
    by = f"{figures.day(short.by_on)} {short.by_at}".strip()
    if not short.in_time:
        return where, _("top up {amount} at once").format(amount=top_up)
    return where, _("top up {amount} by {moment}").format(amount=top_up, moment=by)


def _short_lines(cash: CashUntilPayday, figures: Figures) -> Iterator[list[Styled]]:
    if cash.first is None:
        if cash.left_out:
            yield [("! ", _WARN), _("of what is counted, nothing falls short")]
        else:
            yield [("ok ", "$mark-ok bold"), _("no account falls short in 60 days")]
        yield [""]
        return
    where, what = short_words(cash.first, figures)
    yield [(where[:1], _WARN), where[1:]]
    more = f"  {_('+{n} more').format(n=cash.count - 1)}" if cash.count > 1 else ""
    yield [f"  {what}{more}"]


def _costs(cash: CashUntilPayday, figures: Figures) -> str:
    if not cash.costs:
        return _("No living costs set: 0 Cash adds them.")
    return listed(
        f"{each.name} {figures.money(each.amount_minor, each.currency)} {every_text(each.every)}"
        for each in cash.costs
    )


def nothing_words(cash: CashUntilPayday) -> str:
    """What would fill the panel where no balance is known."""
    if cash.unknown:
        names = _("? balance not known: {names}").format(names=listed(cash.unknown))
        return names + "\n" + _("0 Cash says what they hold; the forecast needs it.")
    needs = _("The forecast needs what an account holds and what comes.")
    return _("No income set: 0 Cash adds accounts and income.") + "\n" + needs


def due_day_words(loan: str) -> str:
    """That the due day of a loan is what is missing, and the keys that add it."""
    words = _("Due day of {loan}: {loans}, then {edit}.")
    return words.format(loan=loan, loans=key_of("go.loans"), edit=key_of("loan.edit"))


def step_columns() -> tuple[Column, ...]:
    """The columns of what to do next; a wide panel also says why."""
    return (
        Column(title="", width=2),
        Column(title=_("Do"), width=20, grow=True),
        Column(title=_("Why"), width=52, least=112),
        Column(title=_("Date"), width=10, least=200),
        Column(title=_("Command"), width=10, least=300),
    )


def step_lines(steps: tuple[NextStep, ...], figures: Figures) -> tuple[Line, ...]:
    """The rows of what to do next."""
    return tuple(
        Line(
            tone=_TONES.get(each.severity, ""),
            cells=(
                each.severity, step_text(each), step_why(each), figures.day(each.on),
                "" if figures.hidden else each.command,
            ),
        )
        for each in steps
    )  # fmt: skip


def step_text(step: NextStep) -> str:
    """What to do, its sums hidden where they are."""
    words = told(step.text)
    # A sum in a currency without decimals looks like any other number.
    return words if words != step.text else told(step.text, counts=True)


def step_why(step: NextStep) -> str:
    """Why, its sums hidden where they are."""
    return told(step.why, counts=step.code == "claim_differs")


def step_words(step: NextStep, figures: Figures, start: str) -> Iterator[Styled]:
    """One thing to do in full: what, why, by when, the command line, what Enter does."""
    yield f"{step.severity} ", {"!!": "$mark-overdue bold", "!": _WARN}.get(step.severity, "")
    yield step_text(step) + "\n\n", "bold"
    yield from _row(_("Why"), step_why(step))
    if step.on is not None:
        days = (step.on - figures.today).days
        if days > 0:
            yield from _row(_("By"), _("{date}, in {days} d").format(date=step.on.isoformat(), days=days))
        elif days == 0:
            yield from _row(_("By"), _("today"))
        else:
            yield from _row(_("Since"), _("{date}, {days} d").format(date=step.on.isoformat(), days=-days))
    command = (
        _("hidden: {key} shows amounts").format(key=keys_of("app.hide")) if figures.hidden else step.command
    )
    yield from _row(_("Command"), command)
    yield from _row("Enter", start)


def _row(name: str, words: str) -> Iterator[Styled]:
    yield fit(name, 9), _QUIET
    yield f" {words}\n"
