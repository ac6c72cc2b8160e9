"""A plan as sheets: every payment, every month and every way has its row, sums add up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tracker.domain.money import Money
from tracker.domain.plan.run import Strategy
from tracker.services.book import create_book
from tracker.services.loan.whole import add_whole
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.comparing import compare
from tracker.services.plan.sheets import compare_sheet, months_sheet, steps_sheet

TODAY = date(2026, 11, 21)
CAR = {
    "name": "Car",
    "method": "level_payment",
    "balance": "6000",
    "rate": "12%",
    "periods": "12",
    "due_day": "9",
}


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_steps_and_months_have_the_same_sums(tmp_path: Path) -> None:
    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={"currency": "CNY"}) as book:
        done, problems = add_whole(book, CAR)
        assert done is not None, problems
        asked = PlanRequest(extra_minor=10_000, method=Strategy.AVALANCHE)
        answer, problems = compare(book, asked, optimal=False)
    assert answer is not None, problems
    steps = steps_sheet(answer)
    paid = [dict(zip(steps.fields, row, strict=True)) for row in steps.rows]
    months = months_sheet(answer)
    by_month = [dict(zip(months.fields, row, strict=True)) for row in months.rows]
    assert sum(each["amount"].minor for each in paid) == sum(each["paid"].minor for each in by_month)
    assert paid[-1]["last"] is True
    assert by_month[-1]["gone"] is True
    assert by_month[-1]["owed_in_all"] == Money(0, "CNY")
    table = compare_sheet(answer)
    methods = [row[0] for row in table.rows]
    assert methods == ["minimum", "snowball", "avalanche"]
