"""Ways to pay off a list: what is printed, the document, what does not fit, and what is refused."""

from __future__ import annotations

import io
import json

import pytest

LOANS = "name,balance,apr,minimum\ncard1,5000,22.99,150\ncard2,3500,18.99,100\ncar,12000,6.5,350\n"
CARD = (
    "name,balance,apr,minimum percent,floor,promo apr,promo months\n"
    "moved,500,17,2,20,0,6\nbought,250,17,2,20,,\ncash,250,21,2,20,,\n"
)


@pytest.fixture
def payoff(bare, tmp_path):
    """Run the calculator on the text of a list."""

    def run(text, *said, **more):
        path = tmp_path / "loans.csv"
        path.write_text(text, "utf-8")
        return bare("calc", "payoff", str(path), *said, **more)

    return run


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_reads_word_for_word(payoff, bare, golden, language) -> None:
    said = ("--lang", language)
    golden(f"golden/{language}/calc-payoff.txt", payoff(LOANS, "--extra", "200", *said).out)
    one = payoff(LOANS, "--extra", "900", "--strategy", "snowball", "--detail", *said)
    golden(f"golden/{language}/calc-payoff-snowball.txt", one.out)
    card = payoff(CARD, "--strategy", "minimum", "--card", "--currency", "USD", *said)
    golden(f"golden/{language}/calc-payoff-card.txt", card.out)
    golden(f"golden/{language}/help-calc-payoff.txt", bare("calc", "payoff", "--help", *said).out)


def test_the_published_comparison_to_the_cent(payoff) -> None:
    compared = payoff(LOANS, "--extra", "200", "--json").json["data"]["compared"]
    found = {each["strategy"]: (each["months"], each["interest"]) for each in compared}
    assert found["minimum"] == (54, "5997.06")
    assert found["snowball"] == (30, "3230.11")
    assert found["avalanche"] == (30, "3075.23")
    assert found.get("optimal", (30, "3075.23")) == (30, "3075.23")


def test_the_document_of_one_way(payoff, golden) -> None:
    answer = payoff(LOANS, "--extra", "900", "--strategy", "avalanche", "--detail", "--json").json
    data = answer["data"]
    assert data["budget"] == "1500.00"
    assert len(data["months_detail"]) == data["months"] == data["order"][-1]["month"]
    assert [each["loan"] for each in data["order"]] == ["card1", "card2", "car"]
    assert all(each["paid"] == "1500.00" for each in data["months_detail"][:-1])
    golden("golden/calc-payoff.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def test_a_custom_order_by_name_and_the_whole_budget(payoff) -> None:
    data = payoff(LOANS, "--budget", "800", "--order", "Car, card2", "--strategy", "custom", "--json").json[
        "data"
    ]
    assert (data["strategy"], data["budget"], data["order"][0]["loan"]) == ("custom", "800.00", "car")
    ways = payoff(LOANS, "--budget", "800", "--order", "car").out
    assert "Custom order" in ways


def test_a_statement_of_a_card_is_the_official_one(payoff) -> None:
    data = payoff(CARD, "--strategy", "minimum", "--card", "--json", "--currency", "USD").json["data"]
    assert (data["months"], data["paid"]) == (94, "1872.38")
    assert data["disclosure"][0]["payment_36"] == "35.45"
    single = payoff("name,balance,apr,minimum percent,floor\nVisa,1000,18,2,20\n", "--strategy", "minimum",
                    "--currency", "USD").out  # fmt: skip
    assert "36.15 a month: 36 months, 1,301.40 in all" in single
    never = payoff("name,balance,apr,minimum percent\nVisa,1000,30,1\n", "--strategy", "minimum", "--card")
    assert never.code == 9
    assert "never end it" in never.err


def test_from_standard_input(bare, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LOANS.encode())))
    assert bare("calc", "payoff", "-", "--strategy", "snowball", "--extra", "200").code == 0


def test_money_that_does_not_do_exits_9_and_says_what_would(payoff) -> None:
    found = payoff(LOANS, "--strategy", "avalanche", "--budget", "500", "--json")
    assert found.code == 9
    assert found.error["code"] == "infeasible"
    assert (found.error["month"], found.error["missing"]) == (1, "100.00")
    assert found.error["smallest_budget"] == "600.00"
    ways = payoff(LOANS, "--budget", "599.99")
    assert ways.code == 9
    assert "! 0.01 short in month 1" in ways.out
    assert "The smallest monthly sum that does: 600.00 CNY." in ways.err
    assert payoff(LOANS, "--strategy", "avalanche", "--budget", "600").code == 0


def test_minimums_that_never_end_are_said_plainly(payoff) -> None:
    text = "name,balance,apr,minimum\nCard,10000,24,100\nAunt,300,0,100\n"
    alone = payoff(text, "--strategy", "minimum")
    assert alone.code == 9
    assert alone.err.startswith("Never ends: Card. What is paid does not get ahead of the interest.")
    assert "--strategy avalanche" in alone.err
    ways = payoff(text, "--extra", "150")
    assert ways.code == 0
    assert "! never ends: Card" in ways.out
    short = payoff(text, "--strategy", "snowball", "--json")
    assert short.error["loans"] == ["Card"] or short.code == 0


BEATEN = {
    "promo": (
        "promo apr,promo months\nMoved,3000,29,60,0,6\nCard,3000,12,60,,\n", "400",
        ("Costs 92.47 less than avalanche.", "The low rate of Moved ends (month 7)"),
    ),
    "fees-stay": (
        "fees within\nPhone plan,10720,13.03,893.33,720\nCard,6000,12,200,\n", "900",
        ("Costs 231.32 less than avalanche.", "The fees of Phone plan stay when it is paid early"),
    ),
    "prepay-fee": (
        "prepay fee,prepay fee months\nCar,30000,9,600,3%,10\nCard,12000,8,240,,\n", "900",
        ("Costs 148.89 less than avalanche.", "Prepaying Car costs a fee (until month 10)"),
    ),
    "saving-up": (
        "ends in months\nCard,8000,18,160,\nBullet,6000,6,30,6\n", "1200",
        ("Avalanche does not end with this money.", "is kept for Bullet or paid to it early"),
    ),
}  # fmt: skip
"""Lists whose optimum beats avalanche, the extra, and why."""


@pytest.mark.parametrize("name", BEATEN)
def test_an_optimum_that_beats_avalanche_says_why(payoff, golden, name) -> None:
    text, extra, said = BEATEN[name]
    found = payoff(f"name,balance,apr,minimum,{text}", "--extra", extra, "--strategy", "optimal")
    assert [each for each in said if each not in found.out] == []
    assert "proven best" in found.out


def test_a_large_sum_that_must_be_saved_for_needs_less_than_avalanche_asks(payoff) -> None:
    text = "name,balance,apr,minimum,ends in months\nCard,8000,18,160,\nBullet,6000,6,30,6\n"
    least = [
        payoff(text, "--budget", "500", "--strategy", way, "--json").error["smallest_budget"]
        for way in ("avalanche", "optimal")
    ]
    assert float(least[1]) < float(least[0])
    assert payoff(text, "--budget", least[1], "--strategy", "optimal").code == 0


@pytest.mark.parametrize(
    ("text", "said", "code", "words"),
    [
        ("name,balance,apr,minimum\nA,1,0.18,1\n", (), 6, "--rate-unit"),
        ("name,balance,apr,minimum\nA,1,,1\nB,x,5,1\n", (), 4, "line 3, column balance"),
        ("name,balance,apr\nA,1,5\n", (), 4, "--map"),
        ("name,balance,apr,minimum\n", (), 4, "is empty"),
        ("name,balance,apr,minimum\nA,$5,5,1\nB,€5,5,1\n", (), 4, "the list has EUR, USD"),
        (LOANS, ("--strategy", "fast"), 2, "snowball"),
        (LOANS, ("--extra", "1", "--budget", "2"), 2, "one of them"),
        (LOANS, ("--extra", "−5"), 4, "extra"),
        (LOANS, ("--strategy", "custom"), 2, "--order"),
        (LOANS, ("--strategy", "snowball", "--order", "car"), 2, "--order"),
        (LOANS, ("--strategy", "custom", "--order", "boat"), 4, "card1"),
        (LOANS, ("--strategy", "custom", "--order", ","), 4, "order"),
        (LOANS, ("--card",), 2, "--strategy minimum"),
        (LOANS, ("--card", "--strategy", "minimum"), 4, "minimum"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(payoff, text, said, code, words) -> None:
    result = payoff(text, *said)
    assert (result.code, words in result.err) == (code, True), result.err


def test_a_file_that_is_not_there(bare) -> None:
    assert bare("calc", "payoff", "nowhere.csv").code == 3


def test_a_bare_rate_is_read_as_the_flag_says(payoff) -> None:
    text = "name,balance,apr,minimum\nA,1000,0.12,100\n"
    for unit, interest in (("fraction", "58.98"), ("percent", "0.55")):
        data = payoff(text, "--rate-unit", unit, "--strategy", "snowball", "--json").json["data"]
        assert data["interest"] == interest


def test_csv_has_a_row_for_each_way(payoff) -> None:
    lines = payoff(LOANS, "--extra", "200", "--csv").out.splitlines()
    assert lines[0].startswith("strategy,months,debt_free_month,interest,fees,paid,budget,proven")
    assert [line.partition(",")[0] for line in lines[1:4]] == ["minimum", "snowball", "avalanche"]


HEAD = "name,balance,apr,minimum"


@pytest.mark.parametrize(
    ("text", "said", "code", "words"),
    [
        ("名称,余额,年利率,最低还款\n花呗,2000,14.6%,200\n", (), 0, "Avalanche"),
        ("贷款名称,剩余本金,年化利率,最低还款额\n花呗,2000元,14.6%,￥200\n", (), 0, "Avalanche"),
        ("名称,余额,日利率,最低还款\n借呗,8000,0.05%,800\n", (), 0, "Avalanche"),
        ("名称,余额,年利率,最低还款\n花呗,2000,0.146,200\n", (), 6, "--rate-unit"),
        ("name;balance;apr;minimum\nA;1.000,50;12,5%;50,00\n", (), 0, "Avalanche"),
        (f"{HEAD}\nA,0,18%,50\n", ("--budget", "0"), 0, "Avalanche"),
        (f"{HEAD}\nA,100,18%,500\n", (), 0, "Avalanche"),
        (f"{HEAD}\nA,100,18%,500\n", ("--budget", "0"), 9, "101.50"),
        (f"{HEAD}\nA,10000,24%,100\n", (), 9, "200.01"),
        (f"{HEAD}\nA,10000,24%,0\n", ("--strategy", "optimal"), 9, "200.01"),
        (f"{HEAD}\nA,-10,24%,1\n", (), 4, "must not be negative"),
        (f"{HEAD}\nA,10,100000%,1\n", (), 4, "more than any lender charges"),
        (f"{HEAD}\nA,999999999999999,10%,1\n", (), 4, "more than any household owes"),
        (f"{HEAD}\n,100,10%,10\n", (), 4, "name is missing"),
        (f"{HEAD}\nA\0,100,10%,10\n", (), 4, "NUL"),
        (f"{HEAD},promo apr\nA,100,10%,10,0\n", (), 4, "months of the promotion is missing"),
        (f"{HEAD},fees within\nA,100,10%,10,200\n", (), 4, "fees to come: 200 is more than the balance"),
        (f"{HEAD},ends in months\nA,100,10%,10,0\n", (), 4, "ends in months: 0 is not between"),
        ("Card,1000,18,50\n", (), 4, "needed: name"),
    ],
)  # fmt: skip
def test_odd_lists_end_in_an_answer_or_a_sentence(payoff, text, said, code, words) -> None:
    found = payoff(text, "--seconds", "2", *said)
    assert (found.code, words in found.out + found.err) == (code, True), found.err
