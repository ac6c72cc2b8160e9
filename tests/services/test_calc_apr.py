"""The rate of a file or of what is typed: what counts, what is missing, what is refused."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.apr.facts import AprMethod
from tracker.formats.options import ReadOptions
from tracker.services.calc_apr import apr_of_file, apr_of_typed, disclosed_is_accurate

D = Decimal
TODAY = date(2026, 11, 21)
LOAN = {"received": "9700", "payment": "888.49", "periods": "12"}


def typed(method=None, **fields):
    return apr_of_typed(fields, today=TODAY, currency="CNY", method=method)


def test_what_was_kept_back_counts():
    found, _ = typed(**LOAN)
    # DOMAIN A: 10,000 at 12 % of which 300 are kept back
    assert (found.apr.method, found.apr.percent) == (AprMethod.IRR_NOMINAL, D("17.83"))
    assert round(found.apr.effective * 100, 2) == D("19.36")
    fee, _ = typed(**(LOAN | {"received": "10000", "fee": "300"}))
    assert fee.apr.rate == found.apr.rate
    assert typed(AprMethod.IRR, **LOAN)[0].apr.percent == D("19.36")


@pytest.mark.parametrize(
    ("fee", "periods", "nominal"), [("0.6%", "12", "13.03"), ("0.75", "36期", "16.24"), ("0.3%", "3", "5.39")]
)
def test_a_flat_fee_is_converted(fee, periods, nominal):
    found, _ = typed(flat_fee=fee, periods=periods)
    assert found.apr.percent == D(nominal)
    assert found.assumed
    given, _ = typed(flat_fee=fee, periods=periods, received="7000")
    assert (given.apr.percent, given.assumed) == (D(nominal), False)


def test_dates_count_where_they_are_typed():
    later, _ = typed(**LOAN, start="2026-11-21", first_due="2027-02-21")
    assert later.apr.method is AprMethod.XIRR
    assert (later.first_on, later.last_on) == (date(2026, 11, 21), date(2028, 1, 21))
    sooner, _ = typed(AprMethod.XIRR, **LOAN)
    assert later.apr.rate < sooner.apr.rate
    assert (sooner.first_on, sooner.last_on) == (TODAY, date(2027, 11, 21))
    assert typed(**LOAN, first_due="2027-01-10")[0].first_on == date(2026, 12, 10)
    ends, _ = typed(**LOAN, start="2026-08-31")
    assert ends.last_on == date(2027, 8, 31)


def test_how_often_it_is_paid_makes_the_year():
    weekly, _ = typed(**LOAN, every="week")
    monthly, _ = typed(**LOAN)
    assert abs(weekly.apr.nominal / 52 - monthly.apr.nominal / 12) < D("1e-20")


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, [("required", "received"), ("required", "payment"), ("required", "periods")]),
        ({"flat_fee": "1%"}, [("required", "periods")]),
        (LOAN | {"received": "0"}, [("not_positive", "received")]),
        (LOAN | {"payment": "-5"}, [("negative", "payment")]),
        (LOAN | {"flat_fee": "0.6%"}, [("payment_and_flat_fee", "flat_fee")]),
        ({"flat_fee": "-1%", "periods": "3"}, [("negative", "flat_fee")]),
        ({"flat_fee": "0.05%/day", "periods": "3"}, [("rate_period_conflict", "flat_fee")]),
        ({"flat_fee": "x", "periods": "3"}, [("rate_unreadable", "flat_fee")]),
        (LOAN | {"fee": "9700"}, [("fee_above_principal", "fee")]),
        (LOAN | {"start": "2026-05-05", "first_due": "2026-05-04"}, [("not_in_order", "first_due")]),
        (LOAN | {"every": "moon"}, [("not_a_choice", "every")]),
        (LOAN | {"periods": "0"}, [("not_in_range", "periods")]),
    ],
)
def test_what_is_wrong_is_said_of_its_field(fields, codes):
    found, problems = typed(**fields)
    assert found is None
    assert [(each.code, each.field) for each in problems] == codes


def file(text: str, **more):
    return apr_of_file("-", ReadOptions(), stdin=io.BytesIO(text.encode()), **more)


FLOWS = "date,amount\n2025-01-01,1000\n2025-07-01,-550\n2026-01-01,-550\n\n"


def test_a_file_goes_by_its_dates_unless_a_method_is_named():
    found, _ = file(FLOWS)
    assert (found.apr.method, found.flows, found.skipped) == (AprMethod.XIRR, 3, 0)
    half, _ = file(FLOWS, method=AprMethod.IRR_NOMINAL, every="half_year")
    assert half.apr.percent == D("13.19")
    us, _ = file(FLOWS, method=AprMethod.US_ACTUARIAL)
    assert us.apr.percent == D("13.19")


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    assert apr_of_file(tmp_path / "no.csv", ReadOptions())[1][0].code == "file_missing"
    assert file("date,amount\nx,5\n")[1][0].code == "date_unreadable"
    assert file(FLOWS, every="moon")[1][0].code == "not_a_choice"
    assert file("date,amount\n2025-01-01,5\n")[1][0].code == "flows_none_paid"


def test_a_disclosed_rate_has_a_tolerance():
    found, _ = file(FLOWS, method=AprMethod.US_ACTUARIAL)
    assert disclosed_is_accurate(found, D("13.31"))
    assert not disclosed_is_accurate(found, D("13.32"))
