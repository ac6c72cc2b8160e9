"""The call sheet fits a screen in both languages, whatever was written into the book."""

from __future__ import annotations

import pytest

from tracker.cli.cells import width
from tracker.cli.talk_callsheet import sheet_lines
from tracker.services.paper.callsheet import CallSheet, Section

LONG = "a long story about what happened at work and then at home, 而且还有很多别的事情要说, " * 5


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_fits_eighty_columns_and_twenty_four_lines(debt, golden, language) -> None:
    debt("loan", "arrears", "jiebei", "--cause", LONG[:400])
    for kind, value in (
        ("phone", "95188"),
        ("email", "help@lender.example"),
        ("address", LONG[:200]),
        ("chat", "x"),
    ):
        debt(
            "talk",
            "channel",
            "add",
            "jiebei",
            kind,
            value,
            "--hours",
            "9:00-18:00 1-5",
            "--found-in",
            LONG[:80],
        )
    debt("talk", "new", "jiebei", LONG[:200])
    debt("talk", "stage", "add", "jiebei", "court", "--answer-by", "2026-11-30")
    debt(
        "talk", "promise", "add", "jiebei", "lender", LONG[:200], "--on", "2026-11-01", "--due", "2026-11-05"
    )
    shown = debt("talk", "callsheet", "jiebei", "--lang", language).out
    lines = shown.splitlines()
    assert len(lines) <= 23
    assert max(map(width, lines)) <= 80
    assert "95188" in shown
    assert "debt talk log" in lines[-1]
    golden(f"golden/callsheet-{language}.txt", shown)


def test_no_block_is_lost_and_what_is_too_wide_is_cut() -> None:
    blocks = [Section(code="x", title=f"Block {each}", lines=(LONG, LONG)) for each in range(6)]
    lines = sheet_lines(CallSheet(title=LONG, sections=tuple(blocks)))
    assert len(lines) <= 23
    assert all(width(line) <= 80 for line in lines)
    assert [line.split()[1] for line in lines if line.startswith("Block")] == [str(each) for each in range(6)]


def test_programs_get_sections(debt) -> None:
    answer = debt("talk", "callsheet", "jiebei", "--json").json
    assert [each["code"] for each in answer["data"]["sections"]] == [
        "call",
        "facts",
        "ask",
        "note",
        "avoid",
        "next",
    ]
    assert debt("talk", "callsheet", "jiebei", "--csv").out.startswith("section,line\n")
    assert debt("talk", "callsheet", "jiebei", "--format", "html").out.startswith("<!doctype html>")


def test_without_a_channel_it_says_where_to_take_the_number_from(debt) -> None:
    first = debt("talk", "callsheet", "car", "--json").json["data"]["sections"][0]["lines"]
    assert "never from a message" in first[0]
