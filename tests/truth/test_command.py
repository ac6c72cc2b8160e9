"""The published records by the command line, as a person or a program asks for them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from published import DATES, RECORDS

from tracker.cli.program import run
from tracker.cli.session import Session

D = Decimal


def of(*kinds: str) -> Any:
    found = [record for record in RECORDS if record["kind"] in kinds]
    assert {record["kind"] for record in found} == set(kinds)
    return pytest.mark.parametrize("told", found, ids=[record["id"] for record in found])


@pytest.fixture
def asked(capsys, tmp_path, monkeypatch):
    """What a command says for programs; a list of rows stands for the file FILE."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def ask(line: str, rows: list[str] | None = None) -> dict[str, Any]:
        if rows:
            (tmp_path / "rows.csv").write_text("\n".join(rows) + "\n", "utf-8")
        capsys.readouterr()
        words = [word if word != "FILE" else str(tmp_path / "rows.csv") for word in line.split()]
        code = run([*words, "--json"], Session())
        said = capsys.readouterr()
        assert code == 0, said.err
        return json.loads(said.out)["data"]

    return ask


def near(told: dict[str, Any], name: str, found: str | int | Decimal, printed: str | None = None) -> None:
    """A figure is the published one, within the tolerance of its record."""
    wanted = told["expected"][name] if printed is None else printed
    allowed = told["tolerance"].get(name, told["tolerance"].get("any", "0"))
    assert abs(D(found) - D(wanted)) <= D(allowed), (name, found, wanted)


def flows(pairs: list[tuple[str, str]]) -> list[str]:
    return ["date,amount", *(f"{on},{amount}" for on, amount in pairs)]


@of("us_apr_appendix_j")
def test_every_example_of_appendix_j(told, asked):
    given = told["inputs"]
    dates = DATES.get(told["id"], ([given.get("advance_date")], given.get("payment_dates")))
    paid = [f"-{each['amount']}" for each in given["payment_streams"] for _ in range(each["count"])]
    sums = [*(each["amount"] for each in given["advances"]), *paid]
    pairs = list(zip([*dates[0], *dates[1]], sums, strict=True))
    found = asked("calc apr FILE --method us-actuarial --detail", flows(pairs))
    assert found["apr_pct"] == told["expected"]["apr_pct"]
    assert abs(sum(D(each["worth"]) for each in found["detail"])) < D("0.001")


SERIES = {
    "usz-j-c1-ii": "1978-02-10,6000,,\n1978-04-01,-200,36,month",
    "usz-j-c1-iii": "1978-02-23,5000,1,\n1978-03-01,-219.17,24,half month",
    "usz-j-c1-iv": "1978-05-23,10000,,\n1978-10-01,-385,40,quarterly",
    "usz-j-c1-v": "1978-03-20,500,,\n1978-04-21,-17.60,30,week",
    "usz-j-c2-ii": "1978-03-18,400,,\n1978-04-20,-39.50,,\n1978-05-18,-38.31,11,four weeks",
    "usz-j-c3-ii": "1978-04-03,200,,\n1978-04-11,-9.50,19,two_weeks\n1979-01-02,-30,,",
    "usz-j-c4-ii": (
        "1978-01-10,8000,,\n1978-03-01,-449.36,,\n1978-05-01,-465,18,two months\n1981-05-01,-200,,"
    ),
    "usz-j-c7-i-mem": (
        "1979-04-10,20000,,\n1979-06-12,20000,,\n1979-09-18,20000,,\n1979-12-10,-612.36,240,每月"
    ),
}
"""The same as a contract tells them: a row for each series."""


@pytest.mark.parametrize("name", SERIES)
def test_a_series_is_one_row(name, asked):
    expected = next(record for record in RECORDS if record["id"] == name)["expected"]
    rows = ["date,amount,times,every", *SERIES[name].splitlines()]
    assert asked("calc apr FILE --method us-actuarial", rows)["apr_pct"] == expected["apr_pct"]


@of("eu_time_interval", "uk_time_interval")
def test_every_interval(told, asked):
    given = told["inputs"]
    if given["start"] == given["end"]:
        pytest.skip("one day is no interval")
    method = told["kind"][:2]
    line = f"calc apr FILE --method {method} --count-in {given['frequency']} --detail"
    found = asked(line, flows([(given["start"], "100"), (given["end"], "-110")]))
    assert found["detail"][0]["time"] == "0.0000000000000000"
    near(told, "years", found["detail"][1]["time"])


@of("apr_present_value")
def test_every_present_value(told, asked):
    given = told["inputs"]
    sums = [(each, each["amount"]) for each in given["drawdowns"]]
    sums += [(each, f"-{each['amount']}") for each in given["repayments"]]
    dated = given["interval_basis"] == "days/365"

    def on(each: dict[str, str]) -> str:
        # Equal months from the first of one.
        months = 0 if dated else int(Fraction(each["t"]) * 12)
        return each["date"] if dated else date(2001 + months // 12, 1 + months % 12, 1).isoformat()

    method = "xirr" if dated else "eu"
    found = asked(f"calc apr FILE --method {method}", flows([(on(each), amount) for each, amount in sums]))
    near(told, "apr_pct", found["apr_pct_unrounded"], told["expected"]["apr_pct_unrounded"])


@of("irr")
def test_every_internal_rate(told, asked):
    days = [date(2001, 1, 1) + timedelta(days=number) for number in range(40)]
    pairs = [(on.isoformat(), each) for on, each in zip(days, told["inputs"]["cashflows"], strict=False)]
    found = asked("calc apr FILE --method irr --every year", flows(pairs))
    near(told, "irr", D(found["apr_pct_unrounded"]) / 100)


@of("xirr")
def test_every_dated_internal_rate(told, asked):
    pairs = [(each["date"], each["amount"]) for each in told["inputs"]["cashflows"]]
    near(told, "xirr", D(asked("calc apr FILE", flows(pairs))["apr_pct_unrounded"]) / 100)


@of("tvm_pmt", "tvm_fv", "tvm_ipmt", "tvm_ppmt", "tvm_nper", "tvm_rate", "tvm_cumulative")
def test_every_function_of_spreadsheets(told, asked):
    given = told["inputs"]
    parts = given.get("rate", "").split("/")
    yearly = len(parts) == 2
    assert not yearly or parts[1] == "12"
    words = [f"--every {'month' if yearly else 'year'}"]
    words += [f"--rate {D(parts[0]) * 100}%"] if given.get("rate") else []
    for key, flag in (("nper", "periods"), ("pmt", "payment"), ("pv", "present"), ("fv", "future")):
        words += [f"--{flag} {given[key]}"] if key in given else []
    words += ["--begin"] if given["when"] == "begin" else []
    number = given.get("per") or given.get("start_period")
    words += [f"--number {number}"] if number else []
    words += [f"--last {given['end_period']}"] if "end_period" in given else []
    found = asked(f"calc tvm {' '.join(words)}")
    answers = {
        "pmt": found["payment"], "fv": found["future"], "ipmt": found["interest"], "ppmt": found["principal"],
        "nper": found["periods"], "rate_per_period": found["rate_per_period"],
        "cum_interest": found["interest"], "cum_principal": found["principal"],
        "rate_annual_pct": D(found["rate_per_period"]) * 1200,
    }  # fmt: skip
    for name in told["expected"]:
        near(told, name, answers[name])


EVERY = {4: "quarter", 12: "month", 365: "day", 2: "half_year"}


@of("rate_conversion")
def test_every_conversion(told, asked):
    given = told["inputs"]
    if "daily_pct" in given:
        found = asked(f"calc rate {given['daily_pct']}%/day --basis {given['basis']}")
        near(told, "annual_simple_pct", found["nominal_pct"])
        near(told, "annual_compounded_365_pct", found["effective_pct"])
        return
    known = "effective" if "effective" in given else "nominal"
    every = EVERY[given["periods_per_year"]]
    flag = "--effective" if known == "effective" else ""
    found = asked(f"calc rate {D(given[known]) * 100}% --every {every} {flag}")
    for name in told["expected"]:
        near(told, name, D(found[f"{name}_pct"]) / 100)


@of("cn_flat_rate_instalment")
def test_every_flat_fee(told, asked):
    given, expected = told["inputs"], told["expected"]
    found = asked(f"calc apr --flat-fee {given['fee_rate_per_period_pct']}% --periods {given['periods']}")
    near(told, "nominal_apr_pct", found["nominal_pct"])
    near(told, "effective_apr_pct", found["effective_pct"])
    if "irr_month_pct" in expected:
        near(told, "irr_month_pct", D(found["nominal_pct"]) / 12)


@of("cn_true_apr_with_upfront_fee")
def test_every_sum_kept_back(told, asked):
    given = told["inputs"]
    line = f"calc apr --received {given['nominal_principal']} --fee {given['deducted_upfront']}"
    found = asked(f"{line} --payment {given['payment']} --periods {given['periods']}")
    for name, key in (("nominal_apr_pct", "nominal_pct"), ("effective_apr_pct", "effective_pct")):
        near(told, name, round(D(found[key]), 2))


@of("payoff_strategy", "payoff_strategy_zero_interest")
def test_every_comparison(told, asked):
    given, expected = told["inputs"], told["expected"]
    rows = [
        f"{each['name']},{each['balance']},{each['apr_pct']}%,{each['minimum']}" for each in given["debts"]
    ]
    line = f"calc payoff FILE --strategy {given['strategy']} --extra {given['extra_per_month']} --detail"
    found = asked(line, ["name,balance,apr,minimum", *rows])
    if "payoff_order" in expected:
        assert found["months"] == expected["months"]
        near(told, "total_interest", found["interest"])
        order = [{"debt": each["loan"], "month": each["month"]} for each in found["order"]]
        assert order == expected["payoff_order"]
    else:
        assert found["order"][0]["month"] == expected["first_payoff_month"]
        assert found["months"] == expected["total_months"]


@of("card_payoff_projection")
def test_every_card(told, asked):
    given, expected = told["inputs"], told["expected"]
    if "fixed_payment" in given:
        rows = [
            "name,balance,apr,minimum",
            f"Card,{given['balance']},{given['apr_pct']}%,{given['fixed_payment']}",
        ]
    else:
        rows = [
            "name,balance,apr,minimum percent,floor",
            f"Card,{given['balance']},{given['apr_pct']}%,{given['min_pct_of_balance']},{given['min_floor']}",
        ]
    found = asked("calc payoff FILE --strategy minimum --currency USD", rows)
    assert (found["months"], found["interest"]) == (expected["months"], expected["interest"])


@of("us_card_repayment_disclosure")
def test_every_statement_of_a_card(told, asked):
    given, expected = told["inputs"], told["expected"]
    rows = ["name,balance,apr,minimum percent,floor,promo apr,promo months"]
    for number, (yearly, owed) in enumerate(zip(given["aprs_ascending"], given["balances"], strict=True)):
        promoted = not number and given["promo_last_month"]
        shown = D(given["post_promo_rate"] if promoted else yearly) * 100
        promo = f"{D(yearly) * 100}%,{given['promo_last_month']}" if promoted else ","
        rows.append(
            f"part {number},{owed},{shown}%,{given['min_payment_pct']},{given['min_payment_floor']},{promo}"
        )
    found = asked("calc payoff FILE --strategy minimum --card --currency USD", rows)
    said = found["disclosure"][0]
    assert found["months"] == expected["months_min_only"]
    near(told, "total_min_only", found["paid"])
    assert (said["payment_36"], said["total_36"]) == (expected["payment_36"], expected["total_36"])
