"""What a lender claims, from the command line to programs and back."""

from __future__ import annotations

from decimal import Decimal


def test_a_claim_is_kept_explained_and_asked_about(debt) -> None:
    assert debt("loan", "claim", "jiebei", "12000", "--note", "SMS").code == 0
    answer = debt("loan", "explain", "jiebei", "--json").json
    data = answer["data"]
    assert answer["schema"] == "debt/loan.explain@1"
    assert (data["claimed"], data["on"], data["note"], data["explained"]) == (
        "12000.00", "2026-11-21", "SMS", False,
    )  # fmt: skip
    lines = sum(Decimal(each["amount"]) for each in data["lines"])
    assert Decimal(data["ours"]) + lines == Decimal(data["claimed"])
    assert Decimal(data["difference"]) == lines
    steps = debt("status", "--json").json["data"]["next_steps"]
    assert "claim_differs" in [each["code"] for each in steps]
    assert debt("loan", "claim", "jiebei", "--remove").code == 0
    assert debt("loan", "explain", "jiebei").code == 4


def test_lines_as_csv_have_their_header(debt) -> None:
    out = debt("loan", "explain", "uncle", "--amount", "3000", "--csv").out
    assert out == "code,amount,basis,on,since,days,about\n"


def test_a_lender_may_claim_nothing(debt) -> None:
    assert debt("loan", "claim", "uncle", "0").code == 0
    assert debt("loan", "explain", "uncle", "--json").json["data"]["difference"] == "-3000.00"


def test_amount_and_removal_are_two_things(debt) -> None:
    assert debt("loan", "claim", "uncle").code == 2
    assert debt("loan", "claim", "uncle", "5", "--remove").code == 2
    assert debt("loan", "claim", "uncle", "-5").code in (2, 4)


def test_a_day_beyond_the_record_is_refused(debt) -> None:
    assert debt("loan", "explain", "jiebei", "--amount", "5", "--on", "2026-01-01").code == 4
    assert debt("loan", "explain", "jiebei", "--amount", "5", "--on", "2026-12-01").code == 4


def test_a_timeline_for_programs(debt) -> None:
    answer = debt("loan", "timeline", "jiebei", "--json").json
    assert (answer["schema"], answer["loan"], answer["currency"]) == ("debt/loan.timeline@1", "Jiebei", "CNY")
    rows = answer["data"]
    assert [row["on"] for row in rows] == sorted((row["on"] for row in rows), reverse=True)
    paid = next(row for row in rows if row["kind"] == "payment")
    assert (paid["code"], paid["amount"], paid["about"]) == ("posted", "1905.20", 1)
    assert len(debt("loan", "timeline", "jiebei", "--limit", "2", "--json").json["data"]) == 2
    assert debt("loan", "timeline", "nobody").code == 3
