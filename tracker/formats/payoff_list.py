"""Lists of debts for the payoff calculator: a loan list whose rows also say what their minimum is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.formats.headers import Layout, read_fields
from tracker.formats.layouts import LOANS
from tracker.formats.loan_cells import Cells
from tracker.formats.loan_list import open_list
from tracker.formats.options import ReadOptions
from tracker.formats.source import Source
from tracker.formats.tally import Tally

_ADDED = read_fields(
    """
minimum_percent: minimum percent, min percent, minimum pct, min pct, minimum payment percent,
    min payment percent, minimum percentage, 最低还款比例, 最低比例, 最低还款百分比
minimum_floor: minimum floor, floor, min floor, lowest minimum, 最低还款下限, 最低还款额下限, 下限
promo_rate: promo apr, promo rate, promotional apr, promotional rate, intro apr, intro rate, 优惠利率,
    优惠年利率, 促销利率
promo_months: promo months, promotional months, intro months, promo months left, 优惠月数, 优惠剩余月数
prepay_fee: prepay fee, prepayment fee, prepay fee percent, prepayment penalty, early repayment fee,
    提前还款违约金, 提前还款手续费, 提前还款费率
prepay_months: prepay fee months, prepayment fee months, 提前还款违约金月数, 提前还款收费月数
fees_within: fees within, coming fees, fees to come, remaining fees, 剩余手续费, 未还手续费, 剩余费用
ends_month: ends in months, balloon month, due in months, months left, 剩余月数, 到期月数
"""
)
_USED = ("name", "lender", "balance", "principal", "rate", "rate_month", "rate_day", "rate_per", "minimum",
         "payment", "currency")  # fmt: skip

PAYOFF = Layout(
    "loans",
    (*(each for each in LOANS.fields if each.key in _USED), *_ADDED),
    needs=(
        ("name",), ("balance", "principal"), ("rate", "rate_month", "rate_day"),
        ("minimum", "payment", "minimum_percent"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffLine:
    """One debt of the list; None where a cell is blank, and what is wrong with the row."""

    line: int
    name: str
    currency: str
    balance_minor: int | None
    rate: Rate | None
    minimum_minor: int | None
    minimum_percent: Decimal | None
    floor_minor: int | None
    promo_percent: Decimal | None
    promo_months: int | None
    fee_percent: Decimal | None
    fee_months: int | None
    fees_within_minor: int | None
    """The part of the balance that is fees to come, which prepaying does not stop."""
    ends_month: int | None
    """The month, from 1, that asks for all that is left."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffList:
    """A list of debts as read, and the account of its rows."""

    lines: tuple[PayoffLine, ...]
    tally: Tally


def read_payoff(source: Source, options: ReadOptions | None = None) -> Checked[PayoffList]:
    """The debts of a list; what makes it unreadable comes instead, bad rows are in its tally."""
    opened, problems = open_list(source, options, layout=PAYOFF)
    if opened is None:
        return None, problems
    cells = opened.cells()
    lines = tuple(_line(cells, line, row) for line, row in opened.rows)
    opened.account(lines)
    if opened.tally.fatal:
        return None, tuple(opened.tally.fatal)
    return PayoffList(lines=lines, tally=opened.tally), ()


def _line(cells: Cells, line: int, row: list[str]) -> PayoffLine:
    cells.start(line, row)
    balance = "balance" if cells.raw("balance").strip() else "principal"
    minimum = "minimum" if cells.raw("minimum").strip() else "payment"
    made = PayoffLine(
        line=line,
        name=cells.text("name"),
        currency=cells.currency(),
        balance_minor=cells.money(balance),
        rate=cells.rate(),
        minimum_minor=cells.money(minimum),
        minimum_percent=cells.percent("minimum_percent"),
        floor_minor=cells.money("minimum_floor"),
        promo_percent=cells.percent("promo_rate"),
        promo_months=cells.count("promo_months"),
        fee_percent=cells.percent("prepay_fee"),
        fee_months=cells.count("prepay_months"),
        fees_within_minor=cells.money("fees_within"),
        ends_month=cells.count("ends_month"),
    )
    if not made.name.strip():
        cells.problem("required", "name")
    if not cells.raw(balance).strip():
        cells.problem("required", "balance")
    if not any(cells.raw(key).strip() for key in ("rate", "rate_month", "rate_day")):
        # Unknown is not none: a debt without interest says 0.
        cells.problem("required", "rate")
    if not any(cells.raw(key).strip() for key in (minimum, "minimum_percent")):
        cells.problem("required", "minimum")
    if made.promo_percent is not None and made.promo_months is None and not cells.problems:
        cells.problem("required", "promo_months")
    for key, value in (("minimum_percent", made.minimum_percent), ("prepay_fee", made.fee_percent)):
        if value is not None and value > 100:
            cells.problem("beyond_whole", key, cells.raw(key))
    if (made.fees_within_minor or 0) > (made.balance_minor or 0) and not cells.problems:
        cells.problem("more_than_balance", "fees_within", cells.raw("fees_within"))
    return replace(made, problems=tuple(cells.problems)) if cells.problems else made
