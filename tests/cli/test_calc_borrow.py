"""A loan before it is taken out, word for word in both languages; the JSON document; before it is added."""

from __future__ import annotations

import json

import pytest

BORROW = (
    "calc", "borrow", "6000", "--rate", "24%", "--periods", "12", "--upfront-fee", "300", "--product",
    "online_loan",
)  # fmt: skip


EACH_MONTH = ("--account", "CMB", "--every", "month")


@pytest.fixture
def means(debt):
    """An account, sure income, rent, and two loans that are paid from there."""
    for line in (
        ("cash", "account", "add", "CMB", "--balance", "3000"),
        ("cash", "income", "add", "Salary", "6400", "--on", "2026-12-10", *EACH_MONTH),
        ("cash", "expense", "add", "Rent", "2500", "--on", "2026-12-01", *EACH_MONTH),
        ("autopay", "set", "jiebei", "--on", "on", "--account", "CMB", "--checked", "2026-11-20"),
        ("autopay", "set", "car", "--on", "on", "--account", "CMB", "--checked", "2026-11-20"),
    ):  # fmt: skip
        done = debt(*line)
        assert done.code == 0, done.err


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_reads_word_for_word(debt, means, golden, language) -> None:
    said = ("--lang", language)
    golden(f"golden/{language}/calc-borrow.txt", debt(*BORROW, *said).out)
    golden(f"golden/{language}/calc-borrow-to-pay.txt", debt(*BORROW, "--to-pay", "jiebei", *said).out)
    golden(f"golden/{language}/help-calc-borrow.txt", debt("calc", "borrow", "--help", *said).out)


def test_the_document(debt, means, golden) -> None:
    answer = debt(*BORROW, "--to-pay", "jiebei", "--json").json
    assert answer["schema"] == "debt/calc.borrow@1"
    data = answer["data"]
    assert data["advice"] is False
    assert float(data["rate"]["effective_pct"]) > float(data["rate"]["nominal_pct"]) > 24
    assert float(data["cost"]) == pytest.approx(float(data["total"]) - float(data["received"]))
    assert float(data["extra_cost"]) == -float(data["to_pay"]["saves"])
    golden("golden/calc-borrow.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def test_what_is_not_known_is_said(debt) -> None:
    out = debt("calc", "borrow", "6000", "--rate", "24%", "--payment", "100").out
    assert "never: the payment does not reach the principal" in out
    assert "its cost is not known" in out
    assert "the balance of" in out
    informal = debt("calc", "borrow", "600", "--method", "informal", "--periods", "6", "--json").json["data"]
    assert (informal["cost"], informal["rate"]["effective_pct"]) == ("0.00", "0.00")


def test_sums_are_hidden_here_too(debt, means, tmp_path) -> None:
    config = tmp_path / "hiding.toml"
    config.write_text("hide_amounts = true\n", "utf-8")
    out = debt(*BORROW, "--config", str(config)).out
    assert "••••" in out
    assert not [each for each in ("5,700", "6,808", "1,108") if each in out]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--received", "9000"), "not between 0 and what is borrowed"),
        (("--start", "2026-01-01"), "is before today"),
        (("--start", "2026-12-01", "--to-pay", "jiebei"), "computed for today only"),
        (("--currency", "USD", "--to-pay", "jiebei"), "expected USD"),
    ],
)
def test_what_cannot_be_asked(debt, means, more, said) -> None:
    result = debt(*BORROW, *more)
    assert result.code == 4
    assert said in result.err


ADD = ("loan", "add", "Fast", "--principal", "6000", "--rate", "24%", "--periods", "12", "--guard")


def test_it_is_shown_before_a_loan_is_added(debt, means) -> None:
    seen = debt(*ADD, "-n")
    assert seen.out.startswith("It ")
    assert "True annual rate" in seen.out
    assert debt("loan", "show", "fast").code == 3
    added = debt(*ADD, "--json").json
    assert added["data"]["title"] == "Added Fast"
    assert added["guard"]["received"] == "6000.00"
    assert debt("loan", "show", "fast").code == 0
    assert debt("loan", "add", "Aunt", "--balance", "100", "--guard", "--csv").out.startswith("sentence,")


def test_a_refused_loan_is_refused_before_it_is_shown(debt) -> None:
    result = debt("loan", "add", "Fast", "--principal", "x", "--guard")
    assert (result.code, result.out) == (4, "")
