"""`debt export`: every format of every part, to a file or stdout, hidden where sums are, nothing replaced."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tracker import locations
from tracker.cli.exporting import PARTS, WHAT
from tracker.services import exporting


def test_what_is_offered_is_what_there_is() -> None:
    assert PARTS == exporting.PARTS
    assert set(PARTS) < set(WHAT)


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_part_is_a_paper_too(debt, form) -> None:
    for what in WHAT:
        result = debt("export", what, "--format", form)
        assert (result.code, result.err) == (0, ""), what
        assert result.out.startswith("# " if form == "md" else "<!doctype html>")
    assert '<html lang="zh-CN">' in debt("--lang", "zh_CN", "export", "report", "--format", "html").out


def test_a_report_of_the_book_a_year_and_a_loan(debt) -> None:
    assert debt("export", "report").out == debt("export", "all", "--format", "md").out
    assert debt("export", "report").out.startswith("# Debt report\n")
    assert debt("export", "report", "--json").out.startswith("# Debt report\n")
    assert debt("export", "report", "--year", "2026").out.startswith("# Year 2026\n")
    assert debt("export", "report", "--year", "２０２６").out.startswith("# Year 2026\n")
    assert debt("export", "report", "--loan", "jiebei").out.startswith("# Jiebei")
    assert debt("export", "report", "--year", "2026", "--loan", "jiebei").out.startswith(
        "# Year 2026: Jiebei"
    )


@pytest.mark.parametrize("form", ["hledger", "beancount"])
def test_journals(debt, form) -> None:
    whole = debt("export", "all", "--format", form)
    assert (whole.code, whole.err) == (0, "")
    assert debt("export", "payments", "--format", form).out == whole.out
    assert "Expenses" in whole.out
    loans = debt("export", "loans", "--format", form).out
    assert "Expenses" not in loans
    assert "Opening balance" in loans
    one = debt("export", "all", "--loan", "jiebei", "--format", form).out
    assert "Jiebei" in one
    assert len(one) < len(whole.out)


REFUSED = {
    "report --format csv": (4, "md, html"),
    "due --format hledger": (4, "csv, json, md, html"),
    "loans --format ics": (4, "csv, json"),
    "report --year 20x6": (4, "year: 20x6 is not between 1900 and 9999"),
    "report --year 0001": (4, "year: 1 is not between 1900 and 9999"),
    "report --year 1500": (4, "year: 1500 is not between 1900 and 9999"),
    "loans --year 2026": (2, "--year goes with report"),
    "payments --filter x": (2, "--filter goes with loans"),
    "loans --filter x --format hledger": (2, "--filter goes with loans"),
    "all --format hledger --hide-amounts": (2, "nothing without its amounts"),
    "report --loan nobody": (3, "nobody"),
    "all --format json -o no/such.json": (4, "there is no folder"),
    "report -o .": (4, "is a folder"),
    "report -o /dev/null": (4, "not an ordinary file"),
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_does_not_go_together_is_refused_with_a_sentence(debt, line) -> None:
    code, said = REFUSED[line]
    result = debt("export", *line.split())
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("name", ["x" * 300, "nul\0", "x" * 300 + "/y"])
@pytest.mark.parametrize("line", ["report", "loans", "all", "all --format json", "all --format hledger"])
def test_a_name_the_file_system_refuses_is_a_sentence(debt, line, name) -> None:
    result = debt("export", *line.split(), "-o", name)
    assert result.code in (3, 4)
    assert "Traceback" not in result.err
    assert len(result.err.splitlines()) <= 2


FILES = (
    "report",
    "loans --format md",
    "all --format json",
    "all --format beancount",
    "schedule --format ics",
)


@pytest.mark.parametrize("line", FILES)
def test_a_file_is_private_and_never_replaced_unasked(debt, tmp_path, line) -> None:
    path = tmp_path / "made.txt"
    command = ("export", *line.split(), "-o", str(path))
    assert debt(*command, "-n").code == 0
    assert not path.exists()
    result = debt(*command)
    assert (result.code, result.out) == (0, "")
    assert str(path) in result.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = path.read_bytes()
    path.write_text("mine")
    assert debt(*command).code == 6
    assert path.read_text() == "mine"
    assert debt(*command, "--force").code == 0
    assert path.read_bytes() == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not [each for each in tmp_path.iterdir() if each.suffix == ".partial"]
    assert debt("export", *line.split(), "-o", "-").out.encode() == made


def test_a_link_stays_a_link(debt, tmp_path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    assert debt("export", "report", "-o", "link.md").code == 6
    assert debt("export", "report", "-o", "link.md", "--force").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text().startswith("# Debt report")


def test_hidden_sums(debt) -> None:
    path = Path(locations.config_file())
    path.parent.mkdir(parents=True)
    path.write_text("hide_amounts = true\n")
    for line in ("report", "loans --format html", "payments --format md", "report --loan jiebei"):
        result = debt("export", *line.split())
        assert "••••" in result.out
        assert not re.search(r"[0-9],[0-9]{3}\.[0-9]{2}", result.out)
        assert "Amounts are hidden in it" in result.err
    journal = debt("export", "all", "--format", "hledger")
    assert "Amounts are in it" in journal.err
    assert "6488.42" in journal.out or re.search(r"[0-9]+\.[0-9]{2} CNY", journal.out)
    assert "amounts too" in debt("export", "all", "--format", "json").err
    assert "••••" not in debt("export", "report", "--show-amounts").out


def test_the_whole_book_in_one_file_comes_back_equal(debt, bare, tmp_path) -> None:
    path, other = tmp_path / "book.json", tmp_path / "other.db"
    (tmp_path / "sms.txt").write_text("你已逾期")
    assert debt("evidence", "add", "sms.txt", "--kind", "sms").code == 0
    printed = debt("export", "all", "--format", "json")
    assert "not in it" in printed.err
    saved = debt("export", "all", "--format", "json", "-o", str(path))
    assert "book-evidence" in saved.err
    assert json.loads(printed.out)["data"] == json.loads(path.read_text("utf-8"))["data"]
    bare("init", db=other)
    result = bare("import", str(path), "--json", db=other)
    assert result.code == 0, result.err
    again = bare("export", "all", "--format", "json", db=other).out
    assert json.loads(again)["data"] == json.loads(printed.out)["data"]
    assert bare("evidence", "verify", db=other).code == 0
    assert bare("import", str(path), "--json", db=other).json["data"]["imported"] == 0
    from_stdin = bare("import", "-", db=other)
    assert from_stdin.code != 1
