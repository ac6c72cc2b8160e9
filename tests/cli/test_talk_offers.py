"""Offers on the command line, from the first word to the letter and what came of it."""

from __future__ import annotations

import re

import pytest

PLAN = ("instalments", "24 x 600 from 2026-12-15 monthly", "--interest", "included", "--breach", "whole")


def offered(debt, *more: str) -> str:
    answer = debt("talk", "offer", "jiebei", *(more or PLAN), "--json")
    assert answer.code == 0, answer.err
    return str(answer.json["data"]["ids"][0])


def test_a_word_is_a_standing_warning_and_a_letter_the_schedule(debt) -> None:
    number = offered(debt)
    schedule = debt("loan", "schedule", "jiebei").out
    told = debt("talk", "accept", number)
    assert told.code == 0
    assert "the schedule stays" in told.err
    warning = "Jiebei: agreed orally on 2026-11-21, not in writing; what was due stays due."
    for words in (("loan", "show", "jiebei"), ("status",), ("talk", "offers", "list"), ("talk", "list")):
        assert f"! {warning}" in debt(*words).out, words
    assert [each["code"] for each in debt("status", "--json").json["warnings"]].count("agreed_orally") == 1
    assert debt("loan", "show", "jiebei", "--json").json["data"]["agreed_orally_on"] == "2026-11-21"
    assert debt("loan", "schedule", "jiebei").out == schedule

    assert debt("autopay", "set", "jiebei", "--on", "on", "--checked", "2026-11-01").code == 0
    trial = debt("talk", "accept", number, "--letter", "1", "--dry-run")
    assert "nothing was written" in trial.err
    assert debt("loan", "schedule", "jiebei").out == schedule

    taken = debt("talk", "accept", number, "--letter", "1")
    assert taken.code == 0, taken.err
    assert "!! autopay may still take" in taken.err
    data = debt("loan", "show", "jiebei", "--json").json["data"]
    assert (data["agreed_orally_on"], data["next_due_on"], data["next_amount"]) == (
        None,
        "2026-12-15",
        "600.00",
    )
    made = data["arrangement"]
    assert (made["offer_id"], made["letter"], made["effective_on"], made["breach"]) == (
        1,
        1,
        "2026-11-21",
        "whole",
    )
    assert (made["left"], made["missed"], made["autopay_clash"]["code"]) == ("14400.00", None, "old_dues")
    assert "by letter #1" in debt("loan", "show", "jiebei").out
    assert [step["code"] for step in debt("status", "--json").json["data"]["next_steps"]].count(
        "autopay_clash"
    ) == 1
    assert debt("autopay", "check", "jiebei").code == 0
    assert "autopay may still" not in debt("status").out

    assert "Version 2 of 2, in force since 2026-11-21." in debt("loan", "schedule", "jiebei").out
    first = debt("loan", "schedule", "jiebei", "--number", "1").out
    assert first.startswith(schedule)
    assert "Version 1 of 2" in first
    answer = debt("loan", "schedule", "jiebei", "--json").json
    assert (answer["version"], answer["versions"], answer["effective_on"]) == (2, 2, "2026-11-21")
    assert debt("loan", "schedule", "jiebei", "--number", "3").code == 4

    later = {"today": "2026-12-20"}
    assert "worth checking: nothing posted covers 2026-12-15, 5 days late" in debt("status", **later).out
    assert debt("undo", "2").code == 0
    assert debt("loan", "schedule", "jiebei").out == schedule
    assert warning in debt("loan", "show", "jiebei").out
    assert debt("redo").code == 0
    broken = debt("talk", "offers", "end", number, "broken", "--revived", "300", **later)
    assert broken.code == 0, broken.err
    assert "worth checking" not in debt("status", **later).out


def test_offers_are_listed_shown_changed_and_brought_back(debt) -> None:
    number = offered(debt)
    (row,) = debt("talk", "offers", "list", "--json").json["data"]
    assert {"offer_id", "kind", "standing", "payments", "missing", "lapsed"} <= set(row)
    assert (row["payments"][0], len(row["payments"])) == ({"due_on": "2026-12-15", "amount": "600.00"}, 24)
    assert debt("talk", "offers", "edit", number, "--credited", "restructured", "--fee", "50").code == 0
    shown = debt("talk", "offers", "show", number).out
    assert "24 x 600.00 CNY, 2026-12-15 to 2028-11-15" in shown
    assert "restructured" in shown
    assert debt("talk", "offers", "end", number, "declined").code == 0
    assert debt("talk", "offers", "list", "--json").json["data"] == []
    assert len(debt("talk", "offers", "list", "--all", "--json").json["data"]) == 1
    assert debt("talk", "offers", "rm", number).code == 0
    assert len(debt("talk", "offers", "list", "--trash", "--json").json["data"]) == 1
    assert debt("talk", "offers", "restore", number).code == 0
    assert debt("talk", "offers", "show", "99").code == 3
    assert "There are no offers" in debt("talk", "offers", "list", "car").err


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "words",
    [
        ("offer", "jiebei", "instalments"),
        ("offer", "jiebei", "instalments", "soon"),
        ("offer", "jiebei", "gift", "5 by 2026-12-01"),
        ("offer", "jiebei", "extension", "--by", "later"),
        ("offer", "jiebei", "lump_sum", "5 by 2026-12-01", "--by", "1m"),
        ("offer", "jiebei", "lump_sum", "5 by 2026-12-01", "--received", "5"),
        ("offer", "jiebei", "lump_sum", "5 by 2026-12-01", "--valid-until", "2026-01-01"),
        ("offer", "jiebei", "waiver"),
        ("offer", "uncle", "extension", "--by", "1m"),
        ("offer", "jiebei", "instalments", "600 x 1 from 2026-12-05; 2026-12-01=1"),
        ("accept", "1", "--letter", "9"),
        ("accept", "1", "--effective", "2026-11-20"),
        ("accept", "1", "--on", "2026-11-20"),
        ("offers", "end", "1", "declined", "--revived", "5"),
        ("offers", "end", "1", "kept"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(debt, language, words) -> None:
    offered(debt)
    refused = debt("talk", *words, "--lang", language)
    assert refused.code == 4, refused.out
    assert len(refused.err.strip()) > 10
    assert not re.search(r"[{}]|\b[a-z]+_[a-z]+ \(|Traceback|\?:", refused.err), refused.err
    assert debt("talk", "offers", "list", "--json").json["data"][0]["standing"] == "open"


def test_a_recording_or_another_loans_letter_is_no_letter(debt, tmp_path) -> None:
    number = offered(debt)
    path = tmp_path / "call.wav"
    path.write_text("call")
    assert debt("evidence", "add", str(path), "--kind", "call_recording").code == 0
    assert "is no writing (call_recording)" in debt("talk", "accept", number, "--letter", "2").err
    path.write_text("letter")
    assert debt("evidence", "add", str(path), "--kind", "letter", "--loan", "car").code == 0
    assert "another loan (Car)" in debt("talk", "accept", number, "--letter", "3").err
