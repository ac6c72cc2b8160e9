"""Contacts, channels, promises and stages on the command line, each with its trash."""

from __future__ import annotations

import pytest


def test_a_contact_is_logged_corrected_and_listed(debt) -> None:
    logged = debt(
        "talk", "log", "jiebei", "asked for money", "--on", "2026-11-20", "--time", "22:30", "--identity",
        "refused", "--conduct", "threat",
    )  # fmt: skip
    assert logged.code == 0, logged.err
    (row,) = debt("talk", "contacts", "jiebei", "--json").json["data"]
    assert (row["at"], row["identity"], row["conduct"]) == ("2026-11-20T22:30", "refused", "threat")
    number = str(row["contact_id"])
    assert debt("talk", "contact", "edit", number, "--time", "21:40").code == 0
    assert debt("talk", "contacts", "--json").json["data"][0]["at"] == "2026-11-20T21:40"
    shown = debt("talk", "contacts").out
    assert "would not say who they are; threat; asked for money" in shown


def test_a_contact_without_day_is_of_this_moment_and_with_one_wants_its_time(debt) -> None:
    assert debt("talk", "log", "jiebei", "called").code == 0
    (row,) = debt("talk", "contacts", "--json").json["data"]
    assert row["at"] == "2026-11-21T13:05"
    assert debt("talk", "log", "jiebei", "called", "--on", "2026-11-20").code == 4


def test_a_channel_says_where_it_was_found(debt) -> None:
    bare = debt("talk", "channel", "add", "jiebei", "phone", "95188")
    assert "contract" in bare.err
    assert debt("talk", "channel", "add", "jiebei", "phone", "95188").code == 4
    assert (
        debt("talk", "channel", "edit", "1", "--found-in", "contract", "--found-on", "2026-11-01").code == 0
    )
    (row,) = debt("talk", "channel", "list", "jiebei", "--json").json["data"]
    assert (row["value"], row["found_in"], row["found_on"]) == ("95188", "contract", "2026-11-01")


def test_a_promise_of_mine_warns_and_ends(debt) -> None:
    told = debt("talk", "promise", "add", "jiebei", "me", "pay", "--amount", "2000", "--due", "2026-11-30")
    assert told.code == 0
    assert "CN-T3" in told.err
    (row,) = debt("talk", "promise", "list", "--json").json["data"]
    assert (row["amount"], row["side"], row["fate"]) == ("2000.00", "me", "open")
    assert debt("talk", "promise", "end", "1", "kept").code == 0
    assert debt("talk", "promise", "list", "--json").json["data"] == []
    assert "kept" in debt("talk", "promise", "list", "--all").out


def test_a_stage_wants_its_answer(debt) -> None:
    letter = ("--on", "2026-11-10", "--claimed", "12500", "--answer-by", "2026-11-18")
    assert debt("talk", "stage", "add", "jiebei", "court", *letter).code == 0
    assert "!!" in debt("talk", "stage", "list", "jiebei").out
    (row,) = debt("talk", "stage", "list", "--json").json["data"]
    assert (row["claimed"], row["late_days"]) == ("12500.00", 3)
    assert debt("talk", "stage", "answered", "1", "--on", "2026-11-20").code == 0
    assert debt("talk", "stage", "list", "--json").json["data"][0]["late_days"] == 0


@pytest.mark.parametrize(
    ("kind", "add", "listing"),
    [
        ("channel", ("channel", "add", "jiebei", "phone", "1"), ("channel", "list")),
        ("contact", ("log", "jiebei", "x"), ("contacts",)),
        ("promise", ("promise", "add", "jiebei", "lender", "x"), ("promise", "list")),
        ("stage", ("stage", "add", "jiebei", "letter"), ("stage", "list")),
    ],
)
def test_each_kind_has_a_trash(debt, kind, add, listing) -> None:
    assert debt("talk", *add).code == 0
    assert debt("talk", kind, "rm", "1").code == 0
    assert debt("talk", *listing, "--json").json["data"] == []
    assert len(debt("talk", *listing, "--trash", "--json").json["data"]) == 1
    assert debt("talk", kind, "restore", "1").code == 0
    assert len(debt("talk", *listing, "--json").json["data"]) == 1
    assert debt("talk", kind, "rm", "9").code == 3
    assert debt("talk", kind, "restore", "9").code == 3


def test_chinese_says_it_in_chinese(debt) -> None:
    debt("talk", "log", "jiebei", "催款", "--conduct", "threat")
    shown = debt("talk", "contacts", "--lang", "zh_CN").out
    assert "电话" in shown
    assert "威胁" in shown
