"""Papers on the command line: what is printed, what is written, what is said beside it."""

from __future__ import annotations

import stat

import pytest


def test_a_brief_is_printed_and_what_is_open_is_listed_beside_it(debt) -> None:
    done = debt("talk", "brief", "jiebei", "--name", "Li Lei")
    assert done.code == 0
    assert done.out.startswith("# Situation of Jiebei\n")
    assert "From: Li Lei, [ your phone number ]" in done.out
    assert "Left open: your phone number, contract number" in done.err
    assert "not legal advice" in done.err
    assert "[ " not in debt("talk", "callsheet", "jiebei").out


def test_the_language_of_the_paper_is_chosen(debt) -> None:
    assert "敬启者：" in debt("talk", "letter", "hardship", "jiebei", "--lang", "zh_CN").out
    assert "Dear Sir or Madam," in debt("talk", "letter", "hardship", "jiebei", "--lang", "en").out


def test_programs_get_the_text_with_its_open_places(debt) -> None:
    answer = debt("talk", "letter", "dispute", "1", "--json").json
    assert answer["schema"] == "debt/talk.paper@1"
    assert answer["data"]["kind"] == "dispute"
    assert "date of the report" in answer["data"]["blanks"]
    assert answer["data"]["text"].startswith("# Objection")


def test_a_file_is_a_page_by_its_name_for_its_owner_and_never_replaced(debt, tmp_path) -> None:
    target = tmp_path / "brief.html"
    assert debt("talk", "brief", "jiebei", "-o", str(target)).code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = debt("talk", "brief", "jiebei", "-o", str(target))
    assert again.code != 0
    assert "exists" in again.err
    forced = debt("talk", "brief", "jiebei", "-o", str(target), "--force", "--format", "md")
    assert (forced.code, target.read_text("utf-8")[:2]) == (0, "# ")
    dry = tmp_path / "dry.md"
    assert debt("talk", "brief", "jiebei", "-o", str(dry), "--dry-run").code == 0
    assert not dry.exists()


@pytest.mark.parametrize("place", ["{tmp}/no/such/brief.md", "{tmp}/" + "x" * 300 + ".md"])
def test_a_place_that_cannot_be_written_is_a_sentence(debt, tmp_path, place) -> None:
    done = debt("talk", "brief", "jiebei", "-o", place.format(tmp=tmp_path))
    assert done.code not in (0, 1)
    assert "Traceback" not in done.err
    assert not list(tmp_path.rglob("*.md"))


def test_a_statement_shares_what_is_offered_and_asks_for_a_readable_sum(debt) -> None:
    shared = debt("talk", "statement", "--offer", "1500").out
    assert " | 100.0 % | 1,500.00 CNY |" in shared
    assert "no rate of exchange is assumed" in shared
    refused = debt("talk", "statement", "--offer", "much")
    assert refused.code not in (0, 1)
    assert "much" in refused.err
    hidden = debt("talk", "statement", "--offer", "1500", "--redact", "lenders").out
    assert "Lender A" in hidden
    assert "招商银行信用卡" not in hidden


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("letter", "poem", "jiebei"), "hardship, confirm, dispute, complaint"),
        (("letter", "dispute", "99"), "There is no dispute 99."),
        (("letter", "dispute", "x"), "There is no dispute x."),
        (("brief", "nobody"), "nobody"),
        (("brief", "jiebei", "--redact", "faces"), "numbers, lenders, names, none"),
        (("brief", "jiebei", "--format", "pdf"), "md, html"),
    ],
)
def test_what_cannot_be_made_is_said(debt, words, told) -> None:
    done = debt("talk", *words)
    assert done.code not in (0, 1)
    assert told in done.err


def test_amounts_that_are_hidden_stay_hidden_unless_they_are_asked_for(debt, monkeypatch) -> None:
    monkeypatch.setenv("DEBT_HIDE_AMOUNTS", "true")
    done = debt("talk", "brief", "jiebei")
    assert "••••" in done.out
    assert "--show-amounts" in done.err
    assert "••••" not in debt("talk", "brief", "jiebei", "--show-amounts").out
