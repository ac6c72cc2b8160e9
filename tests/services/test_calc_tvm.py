"""The functions of spreadsheets and a rate in other times, from what is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.domain.apr.rhythm import Rhythm
from tracker.services.calc_tvm import FIVE, rate_of_typed, value_of_typed

D = Decimal
LOAN = {"rate": "12%", "periods": "24", "payment": "-470.7347222325574", "present": "10000", "future": "0"}


@pytest.mark.parametrize("begin", [False, True])
@pytest.mark.parametrize("missing", FIVE)
def test_each_is_found_from_the_other_four(missing, begin):
    whole, _ = value_of_typed({name: text for name, text in LOAN.items() if name != "payment"}, begin=begin)
    told = LOAN | {"payment": str(whole.payment)}
    found, problems = value_of_typed(
        {name: text for name, text in told.items() if name != missing}, begin=begin
    )
    assert not problems
    assert found.found == missing
    expected = {"rate": D("0.01"), "periods": 24, "payment": whole.payment, "present": 10000, "future": 0}
    for name in FIVE:
        assert abs(getattr(found, name) - expected[name]) < D("1e-9")


def test_instalments_add_up_to_what_is_paid():
    found, _ = value_of_typed(
        {"rate": "12%", "periods": "24", "present": "10000", "number": "1", "last": "24"}
    )
    assert abs(found.principal + 10000) < D("1e-20")
    assert abs(found.interest + found.principal - 24 * found.payment) < D("1e-20")
    one, _ = value_of_typed({"rate": "12%", "periods": "24", "present": "10000", "number": "1"})
    assert (one.interest, one.last) == (-100, 1)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"rate": "8%"}, "one_of_five", "value"),
        (LOAN, "one_of_five", "value"),
        ({"rate": "12%", "payment": "-1", "present": "10000"}, "value_none", "periods"),
        ({"periods": "12", "payment": "400", "present": "10000", "future": "5000"}, "value_none", "rate"),
        ({"rate": "12%", "periods": "24", "present": "1", "number": "25"}, "not_in_range", "number"),
        (
            {"rate": "12%", "periods": "24", "present": "1", "number": "5", "last": "4"},
            "not_in_range",
            "last",
        ),
        ({"rate": "12%", "periods": "24", "present": "1", "last": "4"}, "required", "number"),
        ({"rate": "x", "periods": "24", "present": "1"}, "rate_unreadable", "rate"),
        ({"rate": "12%", "periods": "0", "present": "1"}, "not_in_range", "periods"),
        ({"rate": "12%", "periods": "24", "present": "abc"}, "amount_unreadable", "present"),
        ({"rate": "12%", "periods": "24", "present": "1", "every": "often"}, "not_a_choice", "every"),
        ({"rate": "0%", "payment": "0", "present": "5"}, "value_none", "periods"),
    ],
)
def test_what_has_no_answer_says_why(fields, code, field):
    found, problems = value_of_typed(fields)
    assert found is None
    assert (problems[0].code, problems[0].field) == (code, field)


@pytest.mark.parametrize(
    ("text", "more", "nominal", "effective"),
    [
        ("0.05%/day", {}, "18.25", "20.02"),
        ("0.05%/day", {"basis": "360"}, "18.00", "20.02"),
        ("万分之五", {}, "18.25", "20.02"),
        ("2%/month", {}, "24.00", "26.82"),
        ("12%", {}, "12.00", "12.68"),
        ("12%", {"every": "quarter"}, "12.00", "12.55"),
        ("12%", {"every": "year"}, "12.00", "12.00"),
        ("12.6825030132%", {"effective": True}, "12.00", "12.68"),
        ("0%", {}, "0.00", "0.00"),
    ],
)
def test_a_rate_in_other_times(text, more, nominal, effective):
    found, problems = rate_of_typed(text, **more)
    assert not problems
    assert round(found.nominal * 100, 2) == D(nominal)
    assert round(found.effective * 100, 2) == D(effective)


def test_a_period_is_what_it_compounds_by():
    found, _ = rate_of_typed("12%")
    assert (found.every, found.periodic, found.daily) == (Rhythm.MONTH, D("0.01"), D("0.12") / 365)
    daily, _ = rate_of_typed("0.05%/day", basis="360")
    assert (daily.every, daily.periodic) == (Rhythm.DAY, D("0.0005"))


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        ("", {}, "required"),
        ("0.18", {}, "rate_ambiguous"),
        ("12%", {"every": "x"}, "not_a_choice"),
        ("12%", {"basis": "12"}, "not_in_range"),
        ("-3%", {}, "negative"),
    ],
)
def test_a_rate_that_cannot_be_meant(text, more, code):
    assert rate_of_typed(text, **more)[1][0].code == code
    assert rate_of_typed("0.18", rate_unit="fraction")[0].nominal == D("0.18")
