"""Published examples of day counts, due dates and the splitting and rounding of sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.calendar import step
from tracker.domain.daycount import day_number, year_fraction
from tracker.domain.money import Rounding, split
from tracker.domain.rates import DayCount, round_percent

CONVENTIONS = {
    "actual/actual ISDA": DayCount.ACTUAL_ACTUAL_ISDA,
    "actual/actual AFB (Euro)": DayCount.ACTUAL_ACTUAL_AFB,
    "actual/actual": DayCount.ACTUAL_ACTUAL_ISDA,
    "actual/360": DayCount.ACTUAL_360,
    "actual/365": DayCount.ACTUAL_365,
    "30/360 NASD": DayCount.THIRTY_360_US,
    "30/360 Bond Basis (30A/360)": DayCount.THIRTY_360,
    "30/360 US (with end-of-February rule)": DayCount.THIRTY_360_US,
    "30E/360": DayCount.THIRTY_E_360,
    "30E/360 Eurobond Basis": DayCount.THIRTY_E_360,
    "30E/360 ISDA (German)": DayCount.THIRTY_E_360_ISDA,
}


def days(*texts):
    return [date.fromisoformat(text) for text in texts]


def test_day_count_fraction(record, close):
    given = record["inputs"]
    convention = CONVENTIONS[given["convention"]]
    close("year_fraction", year_fraction(*days(given["start"], given["end"]), convention))


def test_day_count_days_30_360(record):
    given = record["inputs"]
    termination = given["termination_date"] and date.fromisoformat(given["termination_date"])
    convention = CONVENTIONS[given["convention"]]
    counted = [
        day_number(*days(pair["start"], pair["end"]), convention, termination=termination)
        for pair in given["pairs"]
    ]
    assert counted == record["expected"]["days"]


def test_due_date_series(record):
    (anchor,) = days(record["inputs"]["first_anchor"])
    expected = record["expected"]
    series = [step(anchor, number).isoformat() for number in range(1, record["inputs"]["count"] + 1)]
    assert series == expected.get("dates", expected.get("dates_right"))
    assert series != expected.get("dates_wrong")


def test_instalment_split(record, close):
    given, expected = record["inputs"], record["expected"]
    rounding = Rounding.DOWN if "down" in given["rule"] else Rounding.HALF_UP
    parts = [
        Decimal(part) / 100 for part in split(int(Decimal(given["total"]) * 100), given["parts"], rounding)
    ]
    assert len(parts) == given["parts"]
    if "parts" in expected:
        assert parts == [Decimal(part) for part in expected["parts"]]
    else:
        assert set(parts[:-1]) == {Decimal(expected["first"])}
        assert parts[-1] == Decimal(expected["last"])


def test_rounding(record):
    assert "one decimal" in record["inputs"]["rule"]
    results = [str(round_percent(Decimal(value), 1)) for value in record["inputs"]["values"]]
    assert results == record["expected"]["results"]


# QuantLib test-suite/daycounters.cpp, after the ISDA/EMU memorandum on actual/actual.
ACTUAL_ACTUAL = """
2003-11-01 2004-05-01 0.497724380567 0.497267759563
1999-02-01 1999-07-01 0.410958904110 0.410958904110
1999-07-01 2000-07-01 1.001377348600 1.000000000000
2002-08-15 2003-07-15 0.915068493151 0.915068493151
2003-07-15 2004-01-15 0.504004790778 0.504109589041
1999-07-30 2000-01-30 0.503892506924 0.504109589041
2000-01-30 2000-06-30 0.415300546448 0.415300546448
1999-11-30 2000-04-30 0.415540084600 0.415300546448
"""


@pytest.mark.parametrize("row", ACTUAL_ACTUAL.strip().splitlines())
def test_actual_actual(row):
    *ends, isda, afb = row.split()
    near = Decimal("0.000000001")
    assert abs(year_fraction(*days(*ends), DayCount.ACTUAL_ACTUAL_ISDA) - Decimal(isda)) < near
    assert abs(year_fraction(*days(*ends), DayCount.ACTUAL_ACTUAL_AFB) - Decimal(afb)) < near


# The ISDA sheet of 2008-12-22 as QuantLib's tests print it: start, end, then days by bond basis, US,
# 30E and 30E ISDA with the loan ending on the last date of its series.
THIRTY_360 = """
2006-08-20 2007-02-20 180 180 180 180
2007-02-20 2007-08-20 180 180 180 180
2007-08-20 2008-02-20 180 180 180 180
2006-08-31 2007-02-28 178 178 178 180
2007-02-28 2007-08-31 183 180 182 180
2007-08-31 2008-02-29 179 179 179 180
2008-02-29 2008-08-31 182 180 181 180
2006-01-31 2006-02-28 28 28 28 30
2006-01-30 2006-02-28 28 28 28 30
2006-02-28 2006-03-03 5 3 5 3
2006-02-14 2006-02-28 14 14 14 16
2006-09-30 2006-10-31 30 30 30 30
2006-10-31 2006-11-28 28 28 28 28
2007-02-26 2008-02-28 362 362 362 362
2008-02-29 2009-02-28 359 360 359 360
2008-02-28 2008-03-31 33 33 32 32
"""


@pytest.mark.parametrize("row", THIRTY_360.strip().splitlines())
def test_thirty_360(row):
    start, end, *printed = row.split()
    family = (DayCount.THIRTY_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360, DayCount.THIRTY_E_360_ISDA)
    assert [day_number(*days(start, end), convention) for convention in family] == [
        int(text) for text in printed
    ]


# YEARFRAC, Microsoft Support: 2012-01-01 to 2012-07-30 in bases 0, 1 and 3.
@pytest.mark.parametrize(
    ("convention", "printed"),
    [
        (DayCount.THIRTY_360_US, "0.58055556"),
        (DayCount.ACTUAL_ACTUAL_ISDA, "0.57650273"),
        (DayCount.ACTUAL_365, "0.57808219"),
    ],
)
def test_yearfrac(convention, printed):
    found = year_fraction(*days("2012-01-01", "2012-07-30"), convention)
    assert abs(found - Decimal(printed)) < Decimal("0.000000005")
