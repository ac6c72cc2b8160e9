"""Published schedules, row by row and to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain import tvm, yields
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.loan.schedule import ScheduleRow, amortise
from tracker.domain.money import decimal_text
from tracker.domain.rates import DayCount, Rate

START = date(2026, 1, 5)


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


def yuan(amount: int) -> str:
    return decimal_text(amount, "CNY")


def rows_of(method: Method, given, periods: int, **terms) -> tuple[ScheduleRow, ...]:
    if "annual_rate" in given:
        terms["rate"] = Rate(Decimal(given["annual_rate"]) * 100)
    start = date.fromisoformat(given.get("start", START.isoformat()))
    known = Terms(effective_on=start, periods=periods, **terms)
    principal = minor(given["principal"])
    rows = amortise(method, known, principal, start=start)
    assert sum(row.principal for row in rows) == principal
    assert rows[-1].balance == 0
    assert all(row.payment == row.principal + row.interest + row.fee for row in rows)
    return rows


def same_rows(rows, record, close) -> None:
    published = record["expected"]["rows"]
    assert len(rows) == len(published)
    for row, printed in zip(rows, published, strict=True):
        assert "n" not in printed or row.number == printed["n"]
        assert "date" not in printed or row.due_on.isoformat() == printed["date"]
        for name in ("payment", "principal", "interest", "balance"):
            close("rows", yuan(getattr(row, name)), printed[name])


def test_cn_equal_instalment(record, close):
    rows = rows_of(Method.LEVEL_PAYMENT, record["inputs"], record["inputs"]["months"])
    if "rows" in record["expected"]:
        same_rows(rows, record, close)
    close("payment", yuan(rows[0].payment))
    close("last_payment", yuan(rows[-1].payment))
    close("total_interest", yuan(sum(row.interest for row in rows)))


def test_cn_equal_principal(record, close):
    given, expected = record["inputs"], record["expected"]
    if given["rounding"].startswith("unrounded"):
        principal, rate = Decimal(given["principal"]), Decimal(given["annual_rate"]) / 12
        part, interest = principal / given["months"], principal * rate * (given["months"] + 1) / 2
        close("period1_payment", part + principal * rate)
        close("period1_interest", principal * rate)
        close("period1_principal", part)
        close("period1_balance", principal - part)
        close("total_interest", interest)
        close("total_payment", principal + interest)
        first = rows_of(Method.EQUAL_PRINCIPAL, given, given["months"])[0]
        close("period1_payment", yuan(first.payment))
        return
    rows = rows_of(Method.EQUAL_PRINCIPAL, given, given["months"])
    if "rows" in expected:
        same_rows(rows, record, close)
    close("first_payment", yuan(rows[0].payment))
    close("last_payment", yuan(rows[-1].payment))
    close("total_interest", yuan(sum(row.interest for row in rows)))


def test_cn_interest_only_bullet(record, close):
    rows = rows_of(Method.INTEREST_ONLY, record["inputs"], record["inputs"]["months"])
    assert {yuan(row.interest) for row in rows} == {record["expected"]["monthly_interest"]}
    close("last_payment", yuan(rows[-1].payment))
    close("total_interest", yuan(sum(row.interest for row in rows)))
    flows = [-Decimal(record["inputs"]["principal"]), *(Decimal(row.payment) / 100 for row in rows)]
    monthly = yields.irr(flows).rate
    close("irr_month_pct", round(monthly * 100, 4))
    close("nominal_apr_pct", round(yields.nominal(monthly) * 100, 2))


def test_cn_bullet(record, close):
    given = record["inputs"]
    basis = DayCount.ACTUAL_365 if given["basis"].endswith("365") else DayCount.ACTUAL_360
    end = date.fromisoformat(given["end"])
    (row,) = rows_of(Method.BULLET, given, 1, first_due_on=end, day_count=basis)
    assert row.due_on == end
    assert (end - date.fromisoformat(given["start"])).days == record["expected"]["days"]
    close("interest", yuan(row.interest))
    close("total", yuan(row.payment))


def test_cn_flat_rate_instalment(record, close):
    given, expected = record["inputs"], record["expected"]
    if "rate only" in given["principal"]:
        given = given | {"principal": "12000.00"}
    rows = rows_of(
        Method.FLAT_FEE, given, given["periods"], fee_percent=Decimal(given["fee_rate_per_period_pct"])
    )
    assert len(rows) == given["periods"]
    if "monthly_payment" in expected:
        close("monthly_principal", yuan(rows[0].principal))
        close("monthly_fee", yuan(rows[0].fee))
        close("monthly_payment", yuan(rows[0].payment))
        close("total_fee", yuan(sum(row.fee for row in rows)))
    # The schedule itself, in whole cents, comes to the published rate.
    flows = [-Decimal(given["principal"]), *(Decimal(row.payment) / 100 for row in rows)]
    off = abs(yields.nominal(yields.irr(flows).rate) * 100 - Decimal(expected["nominal_apr_pct"]))
    assert off <= Decimal("0.01")


def test_amortisation_level(record, close):
    given = record["inputs"]
    assert given["day_count"] == "30/360 US"
    rows = rows_of(
        Method.LEVEL_PAYMENT,
        given,
        given["payments"],
        first_due_on=date.fromisoformat(given["first_payment"]),
        day_count=DayCount.THIRTY_360_US,
    )
    same_rows(rows, record, close)
    close("payment", yuan(rows[0].payment))


def test_amortisation_unrounded(record, close):
    given = record["inputs"]
    rate, periods = Decimal(given["annual_rate"]) / given["periods_per_year"], given["periods"]
    principal = Decimal(given["principal"])
    close("total_interest", tvm.cumulative_interest(rate, periods, principal, 1, periods))
    payment = tvm.pmt(rate, periods, principal)
    for row in record["expected"]["rows"]:
        close("rows", tvm.ppmt(rate, row["n"], periods, principal), row["principal"])
        close("rows", tvm.ipmt(rate, row["n"], periods, principal), row["interest"])
        close("rows", -tvm.fv(rate, row["n"], payment, principal), row["balance"])
