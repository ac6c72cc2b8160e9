"""Conduct on the command line: what is worth checking, with the rule and its dates."""

from __future__ import annotations


def calls(debt, *clocks: str) -> None:
    for clock in clocks:
        assert debt("talk", "log", "jiebei", "--on", "2026-11-20", "--time", clock).code == 0


def test_the_rule_is_shown_with_its_dates(debt) -> None:
    calls(debt, "9:00", "11:00", "16:00", "22:30")
    shown = debt("talk", "conduct", "jiebei", "--product", "online_loan").out
    assert "4 calls in a day, where 3 are the most" in shown
    assert "CN-K1" in shown
    assert "2025-02-28 to …" in shown
    assert "GB/T 45251-2025 (read at second hand)" in shown
    assert "not a judgement" in shown
    answer = debt("talk", "conduct", "jiebei", "--product", "online_loan", "--json").json
    assert answer["compared"] == ["CN-K1"]
    assert {row["kind"] for row in answer["data"]} == {"hours", "per_day"}


def test_an_unknown_kind_of_credit_is_said(debt) -> None:
    calls(debt, "22:30")
    shown = debt("talk", "conduct", "jiebei").out
    assert "Nothing in the log is worth checking" in shown
    assert "card, financial_loan, online_loan" in shown


def test_what_a_person_noted_is_shown_without_a_rule(debt) -> None:
    assert debt("talk", "log", "jiebei", "--conduct", "insult").code == 0
    (row,) = debt("talk", "conduct", "jiebei", "--json").json["data"]
    assert (row["kind"], row["rule"]) == ("insult", None)
    assert "insult" in debt("talk", "conduct", "jiebei").out
