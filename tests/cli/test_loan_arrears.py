"""Arrears on the command line: the split with its estimates, and what the lender said."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.services.book import open_book, write_settings


def live_in(path, place: str) -> None:
    with open_book(
        path, today=date(2026, 11, 21), clock=lambda: datetime(2026, 11, 21, tzinfo=UTC)
    ) as opened:
        write_settings(opened, {"jurisdiction": place})


def test_estimates_are_marked_until_the_lender_said_it(debt) -> None:
    shown = debt("loan", "arrears", "jiebei").out
    assert "suspected" in shown
    assert "12 d, since 2026-11-09 (M1)" in shown
    assert "special mention (CN-F1)" in shown
    assert "M1 (CN-B7), from 2026-12-10 M2" in shown
    options = ("--confirmed-on", "2026-11-20", "--confirmed-with", "hotline", "--penalty", "32.10")
    assert debt("loan", "arrears", "jiebei", *options).code == 0
    data = debt("loan", "arrears", "jiebei", "--json").json["data"]
    assert (data["status"], data["days_past_due"], data["confirmed_with"]) == ("confirmed", 12, "hotline")
    penalty = next(each for each in data["shares"] if each["component"] == "penalty")
    assert penalty == {"component": "penalty", "amount": "32.10", "estimate": False}
    assert debt("undo").code == 0
    assert debt("loan", "arrears", "jiebei", "--json").json["data"]["status"] == "suspected"


def test_the_chain_of_holders_and_the_answer_are_shown(debt) -> None:
    first = ("--on", "2026-11-12", "--claimed", "1905.20")
    assert debt("talk", "stage", "add", "jiebei", "letter", *first).code == 0
    second = ("--on", "2026-11-15", "--claimed", "2105.20", "--holder", "Hengda", "--answer-by", "2026-11-30")
    assert debt("talk", "stage", "add", "jiebei", "third_party", *second).code == 0
    shown = debt("loan", "arrears", "jiebei").out
    assert "> Hengda (2026-11-15)" in shown
    assert "(+200.00)" in shown
    assert "! 2026-11-30 third party" in shown
    assert "not yet" in shown


def test_a_day_to_come_is_refused(debt) -> None:
    assert debt("loan", "arrears", "jiebei", "--frozen-on", "2026-12-01").code == 4
    assert debt("loan", "arrears", "nobody").code == 3


def test_each_place_has_names_of_its_own(debt, book) -> None:
    (code,) = [
        each
        for each in debt("loan", "arrears", "jiebei", "--json").json["data"]["labels"]
        if each["kind"] == "tier"
    ]
    assert (code["code"], code["next_on"], code["rule"]) == ("关注", "2027-02-08", "CN-F1")
    live_in(book, "US")
    data = debt("loan", "arrears", "jiebei", "--json").json["data"]
    assert [each["code"] for each in data["labels"]] == ["11", "0", "pass"]
    assert data["classification"] is None
    shown = debt("loan", "arrears", "jiebei").out
    assert "11 (US-11), from 2026-12-09 71" in shown
    assert "(M1)" not in shown
    live_in(book, "UK")
    assert "no rule pack of UK" in debt("loan", "arrears", "jiebei").out
