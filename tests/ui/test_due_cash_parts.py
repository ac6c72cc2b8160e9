"""Cash in the words of the Due screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ahead import SHORT, TODAY
from rich.cells import cell_len

from tracker.services.cash.day_views import AccountDay, CashMonth, Fix, IncomeOn, PayLater
from tracker.services.cash.views import CashPoint, DayCash, MonthCash
from tracker.ui import due_cash_parts as parts
from tracker.ui.figures import Figures

FIGURES = Figures(today=TODAY, own="CNY")
ON = date(2026, 12, 1)
LATER = PayLater(loan="Mortgage", on=date(2026, 12, 7), days=6, cost_minor=1230, currency="CNY")


def cash(*, low_minor: int = 940394, short: tuple[str, ...] = ("ICBC 88",)) -> parts.Cash:
    day = DayCash(on=ON, low_minor=low_minor, income_minor=2100000, out_minor=0, short=short)
    month = MonthCash(
        first=ON, currency="CNY", days=(day,), income_minor=2100000,
        low=CashPoint(on=ON, low_minor=low_minor), shortfalls=(SHORT,),
    )  # fmt: skip
    row = AccountDay(
        account="ICBC 88", currency="CNY", before_minor=583384, after_minor=583384, short_minor=65458,
        what="Mortgage",
    )  # fmt: skip
    income = IncomeOn(name="Salary", account="CMB 1234", amount_minor=2100000, currency="CNY")
    found = CashMonth(
        month=month,
        accounts={ON: (row,)},
        incomes={ON: (income,)},
        fixes=(Fix(shortfall=SHORT, later=LATER),),
    )
    return parts.joined(ON, (found, None, found))


@pytest.mark.parametrize("width", [6, 9, 12])
@pytest.mark.parametrize("low_minor", [0, 940394, 1119384, 123456789, -64743])
def test_what_a_day_says_fits_into_it(width: int, low_minor: int) -> None:
    lines = parts.cell_lines(cash(low_minor=low_minor), ON, width, FIGURES)
    assert [tone for _text, tone in lines] == (["ok", "attention"] if width >= parts.NAMED else ["ok"])
    assert all(cell_len(text) <= width for text, _tone in lines)


def test_two_months_are_one_and_a_shortfall_is_told_once() -> None:
    found = cash()
    assert len(found.fixes) == 1
    assert found.is_short(ON)
    assert found.shown is not None
    assert parts.joined(ON, (None,)) == parts.Cash()
    assert parts.header(parts.Cash(), FIGURES) == ("", "", "")


def test_the_header_has_income_low_point_and_shortfall() -> None:
    assert parts.header(cash(), FIGURES) == (
        "income 21,000.00", "low 12-01 9,403.94", "! 12-01 short 654.58",
    )  # fmt: skip


def test_the_ways_are_numbered_and_paying_later_has_its_cost() -> None:
    text = "".join(
        piece if isinstance(piece, str) else piece[0] for piece in parts.day_lines(cash(), ON, 38, FIGURES)
    )
    assert text.splitlines() == [
        "+ Salary", "  21,000.00 to CMB 1234", "! Cash is short", "ICBC 88: 5,833.84 → 5,833.84",
        "  654.58 short: Mortgage", "Ways to fix it (0 Cash)",
        "1 move 654.58 from CMB 1234 by 11-30 22:00", "2 pay later, 12-07: costs ~12.30",
        "3 ask Mortgage to defer",
    ]  # fmt: skip


def test_what_no_transfer_helps_has_to_come_from_elsewhere() -> None:
    fix = Fix(shortfall=replace(SHORT, moves=(), missing_minor=65458), later=replace(LATER, cost_minor=0))
    assert list(parts.ways(fix, FIGURES))[:2] == [
        "put in 654.58 by 11-30 22:00", "pay later, 12-07: within grace",
    ]  # fmt: skip
