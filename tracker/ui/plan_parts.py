"""The words and figures of the Plan screen, as pure functions of what a plan answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import exponent
from tracker.domain.plan.run import Strategy
from tracker.locale import _
from tracker.locale.joining import listed
from tracker.locale.ways import way_name
from tracker.services.borrow.answers import NEW
from tracker.ui.figures import Figures
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanAnswer, PlanRequest, PlanRow

Styled = str | tuple[str, str]

MINE = "mine"
"""The adopted plan, where the others are named by their method."""

_ATTENTION = "$mark-attention bold"
_STEPS = {"JPY": 10_000, "KRW": 100_000, "INR": 5_000, "TWD": 1_000, "THB": 1_000, "RUB": 5_000,
          "HUF": 10_000, "IDR": 500_000, "VND": 500_000, "CLP": 50_000, "PHP": 1_000}  # fmt: skip
_YEARS_AHEAD = 2


def step_minor(currency: str) -> int:
    """By how much an arrow changes a sum: a hundred, or about as much where a unit is worth little."""
    return int(_STEPS.get(currency, 100) * 10 ** exponent(currency))


def stepped(minor: int, by: int, currency: str) -> int:
    """The sum so many steps on, at a round one; never below nothing."""
    step = step_minor(currency)
    at = minor // step if by > 0 else -(-minor // step)
    return max(0, (at + by) * step)


def monthly_of(answer: PlanAnswer, request: PlanRequest) -> int:
    """What there is a month by a question: the sum that was said, else the minimums with the extra."""
    said = request.monthly_minor
    return answer.regular_minor + request.extra_minor if said is None else said


def shown_rows(answer: PlanAnswer) -> tuple[tuple[str, PlanRow], ...]:
    """The rows of the table, each with the key it is marked by; the adopted plan last."""
    rows = [(each.strategy.value, each) for each in answer.rows]
    mine = answer.adopted.row if answer.adopted else None
    return (*rows, *([(MINE, mine)] if mine is not None else []))


def row_name(key: str, row: PlanRow) -> str:
    """What the table calls a row."""
    return _("My plan") if key == MINE else way_name(row.strategy)


def compare_columns(answer: PlanAnswer | None, *, wide: bool) -> tuple[Column, ...]:
    """The columns of the table; a wide page counts the loans that are gone in two years."""
    gone = _("Gone by {year}").format(year=year_of(answer)) if answer and wide else _("1st gone")
    return (
        Column(title="", width=1),
        Column(title=_("Plan"), width=13),
        Column(title=_("Debt-free"), width=9),
        Column(title=_("Interest left"), width=13, right=True),
        Column(title=_("Saves"), width=11, right=True),
        Column(title=gone, width=12 if wide else 8, right=wide),
        Column(title="", width=11, grow=True),
    )


def compare_line(
    key: str, row: PlanRow, answer: PlanAnswer, figures: Figures, *, marked: bool, wide: bool
) -> Line:
    """One way of paying; `>` marks the one that chart and payments are about."""
    currency = answer.currency
    gone = str(gone_by(row, year_of(answer)) if row.ends else "-") if wide else month(row.first_gone_on)
    saves = figures.money(row.saves_minor, currency) if row.saves_minor is not None else "-"
    if row.strategy is Strategy.MINIMUM and key != MINE:
        saves = "-"
    interest = figures.money(row.interest_minor, currency) if row.is_cost_known else "-"
    return Line(
        tone="attention" if row.short or row.endless else "",
        cells=(
            "!" if row.short or (row.endless and not marked) else ">" if marked else "",
            row_name(key, row), _end(row), interest, saves, gone, _standing(row, figures, currency),
        ),
    )  # fmt: skip


def waiting_line(*, marked: bool) -> Line:
    """The optimum while it is looked for."""
    name, dots = way_name(Strategy.OPTIMAL), "…"
    return Line(tone="quiet", cells=(">" if marked else "", name, dots, dots, dots, dots, _("solving")))


def month(on: date | None) -> str:
    """The month of a date, as tables have it."""
    return "-" if on is None else f"{on:%Y-%m}"


def step_columns() -> tuple[Column, ...]:
    """The columns of what to pay above the minimums."""
    return (
        Column(title="", width=1),
        Column(title=_("On"), width=10),
        Column(title=_("Loan"), width=8, grow=True),
        Column(title=_("Extra"), width=10, right=True),
    )


def step_lines(answer: PlanAnswer, figures: Figures) -> list[Line]:
    """Each payment above the minimum, and each that ends a loan, marked `*`."""
    return [
        Line(
            cells=(
                "*" if each.last else "", each.on.isoformat(), each.loan,
                figures.money(each.extra_minor, answer.currency) if each.extra_minor else _("last"),
            )
        )
        for each in answer.steps
        if each.extra_minor or each.last
    ]  # fmt: skip


def loan_of_step(answer: PlanAnswer, at: int) -> tuple[int, int] | None:
    """The loan of a row of the steps and the whole sum to pay then; None of one that is only supposed."""
    steps = [each for each in answer.steps if each.extra_minor or each.last]
    if not 0 <= at < len(steps) or steps[at].loan_id == NEW:
        return None
    return steps[at].loan_id, steps[at].amount_minor


def own_loans(answer: PlanAnswer) -> tuple[tuple[int, str], ...]:
    """The loans of the plan but one that is only supposed."""
    return tuple(each for each in answer.loans if each[0] != NEW)


_MONTH, _SUM = 7, 10
_NAMED = 14
"""Cells from which on the loan that ends in a month is named."""


def month_columns(answer: PlanAnswer, width: int) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """The columns of the payments by month, and the loans that have one of their own."""
    names = dict(answer.loans)
    ids = list(dict.fromkeys(id_ for row in answer.months for id_, _minor in row.paid))
    room = max(1, (width - _MONTH - 3) // (_SUM + 1))
    own = tuple(ids) if len(ids) <= room else tuple(ids[: max(0, room - 1)])
    rest = [Column(title=_("Others"), width=_SUM, right=True)] if len(own) < len(ids) else []
    return (
        Column(title=_("Month"), width=_MONTH),
        *(Column(title=names.get(each, ""), width=_SUM, right=True) for each in own),
        *rest,
        Column(title="", width=1, grow=True),
    ), own


def month_lines(answer: PlanAnswer, own: Sequence[int], figures: Figures, width: int) -> list[Line]:
    """What each loan gets in each month, `*` where one ends."""
    names = dict(answer.loans)
    named = width - _MONTH - (_SUM + 1) * (len(own) + 1) >= _NAMED
    everyone = {id_ for row in answer.months for id_, _minor in row.paid}
    found = []
    for row in answer.months:
        paid = dict(row.paid)
        others = sum(minor for id_, minor in row.paid if id_ not in own)
        cells = [_sum(paid.get(each, 0), answer.currency, figures) for each in own]
        if everyone - set(own):
            cells.append(_sum(others, answer.currency, figures))
        gone = "*" if row.gone else ""
        if row.gone and named:
            gone = f"* {listed(names.get(each, '') for each in row.gone)}"
        found.append(Line(cells=(f"{row.from_on:%Y-%m}", *cells, gone)))
    return found


def year_of(answer: PlanAnswer) -> int:
    """The year by whose end the loans that are gone are counted."""
    return answer.today.year + _YEARS_AHEAD


def gone_by(row: PlanRow, year: int) -> int:
    """How many loans are gone when a year is over."""
    return max((count for each, count in row.gone_by_year if each <= year), default=0)


def _end(row: PlanRow) -> str:
    if row.short is not None:
        return _("short")
    return _("never") if row.endless else month(row.debt_free_on)


def _standing(row: PlanRow, figures: Figures, currency: str) -> str:
    if row.short is not None:
        return figures.money(-row.short.missing_minor, currency)
    if row.strategy is not Strategy.OPTIMAL or row.proven is None:
        return ""
    if row.same_as is not None:
        return f"= {way_name(row.same_as)}"
    if row.proven:
        return _("proven best")
    return _("gap {amount}").format(amount=figures.money(row.gap_minor, currency))


def _sum(minor: int, currency: str, figures: Figures) -> str:
    return figures.money(minor, currency) if minor else "-"
