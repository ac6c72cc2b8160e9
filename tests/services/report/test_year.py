"""The report of a year adds up: what was paid is the sum of its parts, and only that year counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lived import add, pay

from tracker.domain.loan.facts import ChargeKind, Component, PaymentState
from tracker.formats.paper import Grid
from tracker.services.loan import change
from tracker.services.report.year import year_report, year_sums


def grids(made):
    return [each for each in made.parts if isinstance(each, Grid)]


def test_payments_of_the_year_by_their_parts(book):
    one = add(book, "One", as_of="2025-11-28", first_due="2025-12-28")
    two = add(book, "Two", method="informal", rate="", periods="", as_of="2026-01-01", currency="CNY")
    pay(book, one, 90_257, date(2025, 12, 28))
    pay(book, one, 90_257, date(2026, 1, 28))
    pay(book, one, 5_000, date(2026, 2, 28), state=PaymentState.SENT)
    pay(book, two, 12_345, date(2026, 3, 1))
    change.add_charge(book, two, ChargeKind.LATE_FEE, 500, on=date(2026, 3, 2), note="late")
    change.add_waiver(book, two, Component.FEE, 200, on=date(2026, 3, 3))
    made = year_report(book, 2026)
    sums, posted, *_balance, listed = grids(made)
    assert [row[:4] for row in sums.rows] == [
        ("One", "CNY", "1", "902.57"), ("Two", "CNY", "1", "123.45"), ("Together", "CNY", "2", "1,026.02"),
    ]  # fmt: skip
    principal, interest = (Decimal(sums.rows[0][at].replace(",", "")) for at in (4, 5))
    assert principal + interest == Decimal("902.57")
    assert [(row[2], row[4]) for row in posted.rows] == [("late fee", "5.00"), ("fee waived", "-2.00")]
    assert [row[0] for row in listed.rows] == ["2026-01-28", "2026-02-28", "2026-03-01"]
    before = year_sums(book, 2025)
    assert [row[2:4] for row in before.rows] == [("1", "902.57")]
    assert year_sums(book, 2020) is None
    alone = year_report(book, 2026, one.id)
    assert alone.title == "Year 2026: One"
    assert [row[0] for row in grids(alone)[0].rows] == ["One"]
