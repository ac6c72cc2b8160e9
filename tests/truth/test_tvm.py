"""Published examples of the spreadsheet functions and of rate conversions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain import tvm, yields
from tracker.domain.rates import Rate, RatePer


def number(text: str) -> Decimal:
    over = [Decimal(part) for part in text.split("/")]
    return over[0] / over[1] if len(over) == 2 else over[0]


def arguments(record, *names):
    given = record["inputs"]
    values = [
        number(given.get(name, "0")) if isinstance(given.get(name, "0"), str) else given[name]
        for name in names
    ]
    return values, {"begin": given["when"] == "begin"}


def test_tvm_pmt(record, close):
    values, when = arguments(record, "rate", "nper", "pv", "fv")
    close("pmt", tvm.pmt(*values, **when))


def test_tvm_fv(record, close):
    values, when = arguments(record, "rate", "nper", "pmt", "pv")
    close("fv", tvm.fv(*values, **when))


def test_tvm_ipmt(record, close):
    values, when = arguments(record, "rate", "per", "nper", "pv", "fv")
    close("ipmt", tvm.ipmt(*values, **when))


def test_tvm_ppmt(record, close):
    values, when = arguments(record, "rate", "per", "nper", "pv", "fv")
    close("ppmt", tvm.ppmt(*values, **when))


def test_tvm_nper(record, close):
    values, when = arguments(record, "rate", "pmt", "pv", "fv")
    close("nper", tvm.nper(*values, **when))


def test_tvm_rate(record, close):
    values, when = arguments(record, "nper", "pmt", "pv", "fv")
    found = tvm.rate(*values, **when)
    close("rate_per_period", found)
    if "rate_annual_pct" in record["expected"]:
        close("rate_annual_pct", yields.nominal(found) * 100)


def test_tvm_cumulative(record, close):
    values, when = arguments(record, "rate", "nper", "pv", "start_period", "end_period")
    close("cum_interest", tvm.cumulative_interest(*values, **when))
    close("cum_principal", tvm.cumulative_principal(*values, **when))


def test_npv(record, close):
    flows = [Decimal(flow) for flow in record["inputs"]["cashflows"]]
    close("npv", tvm.npv(Decimal(record["inputs"]["rate"]), flows))


def test_irr(record, close):
    flows = [Decimal(flow) for flow in record["inputs"]["cashflows"]]
    close("irr", yields.irr(flows).nearest)


def test_xirr(record, close):
    flows = [
        (date.fromisoformat(flow["date"]), Decimal(flow["amount"])) for flow in record["inputs"]["cashflows"]
    ]
    close("xirr", yields.xirr(flows).rate)


def test_rate_conversion(record, close):
    given = record["inputs"]
    if "daily_pct" in given:
        rate = Rate(Decimal(given["daily_pct"]), RatePer.DAY)
        close("annual_simple_pct", rate.yearly(given["basis"]) * 100)
        close("annual_compounded_365_pct", yields.effective(rate.daily(), 365) * 100)
    elif "effective" in given:
        close("nominal", yields.effective_to_nominal(Decimal(given["effective"]), given["periods_per_year"]))
    else:
        close("effective", yields.nominal_to_effective(Decimal(given["nominal"]), given["periods_per_year"]))


def test_cn_flat_rate_instalment(record, close):
    given = record["inputs"]
    rates = yields.flat_fee_rates(Decimal(given["fee_rate_per_period_pct"]), given["periods"])
    expected = record["expected"]
    assert {"nominal_apr_pct", "effective_apr_pct"} <= expected.keys()
    close("nominal_apr_pct", rates.nominal)
    close("effective_apr_pct", rates.effective)
    if "irr_month_pct" in expected:
        close("irr_month_pct", rates.monthly)
    if "naive_annual_pct" in expected:
        close("naive_annual_pct", Decimal(given["fee_rate_per_period_pct"]) * 12)


# DOMAIN A.5: twelve times the monthly rate, in percent, by monthly fee and number of periods.
FLAT_FEES = """
0.30 5.39 6.15 6.58 – 6.77 6.78
0.40 7.19 8.18 8.75 – 8.96 8.95
0.50 8.98 10.21 10.90 – 11.13 11.08
0.55 9.87 11.23 11.97 – 12.20 12.13
0.60 10.77 12.24 13.03 13.23 13.27 13.17
0.65 11.66 13.25 14.10 – 14.33 14.21
0.66 11.84 13.45 14.31 – 14.54 14.41
0.70 12.56 14.26 15.16 – 15.38 15.23
0.75 13.45 15.27 16.22 16.42 16.43 16.24
0.80 14.34 16.27 17.27 – 17.47 17.25
1.00 17.91 20.29 21.46 – 21.57 21.20
1.50 26.80 30.23 31.72 – 31.46 30.59
"""


@pytest.mark.parametrize("row", FLAT_FEES.strip().splitlines())
def test_flat_fee_table(row):
    fee, *rates = row.split()
    for periods, printed in zip((3, 6, 12, 18, 24, 36), rates, strict=True):
        if printed != "–":
            found = yields.flat_fee_rates(Decimal(fee), periods).nominal
            assert abs(found - Decimal(printed)) <= Decimal("0.005")
