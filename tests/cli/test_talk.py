"""Talks on the command line: begun, moved on, shown, warned about, taken back."""

from __future__ import annotations


def new(debt) -> str:
    answer = debt("talk", "new", "jiebei", "extension by one month", "--on", "2026-11-18", "--json")
    assert answer.code == 0, answer.err
    return str(answer.json["data"]["ids"][0])


def test_an_oral_agreement_stands_as_a_warning_until_it_is_written(debt) -> None:
    number = new(debt)
    told = debt("talk", "step", number, "agreed_orally")
    assert told.code == 0
    assert "the schedule stays" in told.err
    assert "CN-T3" in told.err
    shown = debt("talk", "list").out
    assert "! Jiebei: agreed orally on 2026-11-21, not in writing" in shown
    refused = debt("talk", "step", number, "confirmed")
    assert refused.code == 4
    assert "--proof" in refused.err
    assert debt("talk", "step", number, "confirmed", "--proof", "letter").code == 0
    assert "agreed orally on" not in debt("talk", "list").out
    data = debt("talk", "show", number, "--json").json["data"]
    assert [step["state"] for step in data["steps"]] == ["agreed_orally", "confirmed"]
    assert (data["state"], data["turn"], data["steps"][1]["proof"]) == ("confirmed", "me", "letter")


def test_what_cannot_follow_names_what_can(debt) -> None:
    refused = debt("talk", "step", new(debt), "kept")
    assert refused.code == 4
    assert "agreed_orally" in refused.err
    assert debt("talk", "step", "99", "sent").code == 3
    assert debt("talk", "show", "99").code == 3
    assert debt("talk", "step", "1").code == 2


def test_a_step_and_a_talk_can_be_removed_and_brought_back(debt) -> None:
    number = new(debt)
    assert debt("talk", "step", number, "sent", "--next", "2026-11-28").code == 0
    assert debt("talk", "step", number, "--remove").code == 0
    assert debt("talk", "show", number, "--json").json["data"]["steps"] == []
    assert debt("talk", "rm", number).code == 0
    assert debt("talk", "list", "--json").json["data"] == []
    assert len(debt("talk", "list", "--trash", "--json").json["data"]) == 1
    assert debt("talk", "restore", number).code == 0
    assert debt("undo").code == 0
    assert debt("talk", "list", "--json").json["data"] == []


def test_a_late_answer_is_marked_and_the_way_to_reach_them_shown(debt) -> None:
    number = new(debt)
    assert debt("talk", "step", number, "sent", "--on", "2026-11-18", "--next", "2026-11-20").code == 0
    hours = ("--hours", "9:00-18:00 1-5", "--found-in", "contract")
    assert debt("talk", "channel", "add", "jiebei", "phone", "95188", *hours).code == 0
    shown = debt("talk", "show", number).out
    assert "!! 2026-11-20" in shown
    assert "phone 95188, from 2026-11-23 09:00" in shown
    data = debt("talk", "show", number, "--json").json["data"]
    assert (data["late_days"], data["reach"]["at"]) == (1, "2026-11-23T09:00")


def test_a_dry_run_writes_nothing(debt) -> None:
    assert debt("talk", "new", "jiebei", "x", "--dry-run").code == 0
    assert debt("talk", "list", "--json").json["data"] == []
