"""`debt plan --borrow` and `--refinance`: the question without the loan and with it."""

from __future__ import annotations

import pytest

CAR = ("loan", "add", "Car", "--balance", "20000", "--rate", "6%", "--periods", "36", "--due-day", "28")
SMALL = ("loan", "add", "Small", "--balance", "3000", "--rate", "9%", "--periods", "24", "--due-day", "10")
NEW = ("--borrow-rate", "12%", "--borrow-periods", "24")
FAST = ("--method", "avalanche", "--seconds", "0")


@pytest.fixture
def loans(bare, tmp_path):
    """Run a command line on a book of two loans."""
    path = tmp_path / "own.db"
    for words in (("init",), CAR, SMALL):
        assert bare(*words, db=path).code == 0
    return lambda *args, **more: bare(*args, **{"db": path, **more})


def test_both_answers_stand_side_by_side_with_the_verdict(loans):
    told = loans("plan", "--borrow", "3000", *NEW, "--borrow-fee", "2%", "--borrow-keep", *FAST)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == "What if: a new loan of 3,000.00 CNY, 12.00%, 24 months, fee 60.00."
    assert "Avalanche" in lines[4]
    assert [each.split("  ")[0] for each in (line.strip() for line in lines[5:8])] == [
        "Debt-free", "Interest left", "Minimums a month"
    ]  # fmt: skip
    assert "~  It costs " in told.out
    assert "more in all, and the month asks 144.04 more." in told.out
    assert "True yearly rate: 14.00 % nominal, 14.94 % effective." in told.out
    assert "With it:" in lines


def test_the_json_adds_one_key_with_both_rows(loans):
    words = ("--refinance", "car", "--refinance", "small", "--borrow-rate", "1%/month")
    data = loans("plan", "compare", *words, "--borrow-periods", "24", *FAST, "--json").json["data"]
    found = data["borrow"]
    assert found["kind"] == "refinance"
    assert [each["loan"] for each in found["clears"]] == ["Car", "Small"]
    assert found["amount"] == found["received"] == found["cleared"]
    assert found["rate_pct"] == "12.00"
    before, after = found["without"], found["with"]
    assert after == next(row for row in data["compared"] if row["method"] == "avalanche")
    more = float(after["interest"]) - float(before["interest"])
    assert float(found["cost_more"]) == pytest.approx(more)
    assert found["months_more"] == after["months"] - before["months"]
    assert found["sentence"].startswith("It costs ")
    plain = loans("plan", "compare", *FAST, "--json").json["data"]
    assert plain["borrow"] is None
    assert next(row for row in plain["compared"] if row["method"] == "avalanche") == before


def test_a_rate_above_a_cap_of_the_place_is_warned_of(loans):
    words = ("--borrow", "3000", "--borrow-rate", "0.1%/day", "--borrow-periods", "12", *FAST)
    told = loans("plan", *words, "--borrow-product", "online_loan")
    assert "!  It costs 36.50 % a year, above the cap of 24.00 %: CN-R9" in told.out
    assert "Not compared: CN-R1" in told.out
    caps = loans("plan", *words, "--borrow-product", "online_loan", "--json").json["data"]["borrow"]["caps"]
    assert [(each["rule"], each["verdict"]) for each in caps] == [("CN-R9", "above")]


@pytest.mark.parametrize(
    "words",
    [("--borrow", "100"), ("--refinance", "car"), NEW, ("--borrow-fee", "2%"), ("--borrow", "9", *NEW[:2])],
)
def test_a_loan_that_is_not_whole_is_a_matter_of_usage(loans, words):
    assert loans("plan", "compare", *words).code == 2


def test_what_cannot_be_supposed_is_refused_in_a_sentence(loans):
    told = loans("plan", "compare", "--borrow", "100", "--refinance", "car", *NEW)
    assert told.code == 4
    assert "pays out 100.00, but clearing the loans takes 20076.67; 20076.67 would do" in told.err
    assert loans("plan", "compare", "--refinance", "nothing", *NEW).code == 3
    assert loans("plan", "compare", "--borrow", "100", "--borrow-rate", "0.12", *NEW[2:]).code == 6


@pytest.mark.parametrize("act", ["save", "adopt"])
def test_it_is_neither_kept_nor_followed(loans, act):
    told = loans("plan", act, "x", "--borrow", "100", *NEW, *FAST)
    assert told.code == 4
    assert "add the loan first, debt loan add" in told.err
    assert loans("plan", "list", "--json").json["data"] == []


def test_a_kept_plan_and_the_smallest_budget_can_be_asked_with_it(loans):
    assert loans("plan", "save", "Mine", "--extra", "300", "--method", "avalanche").code == 0
    shown = loans("plan", "show", "Mine", "--borrow", "1000", *NEW, "--seconds", "0", "--json").json["data"]
    assert shown["borrow"]["amount"] == "1000.00"
    plain, longer = (
        loans("plan", "budget", *words, "--json").json["data"]["budget"]
        for words in ((), ("--refinance", "car", "--borrow-rate", "6%", "--borrow-periods", "60"))
    )
    assert float(longer) < float(plain)
