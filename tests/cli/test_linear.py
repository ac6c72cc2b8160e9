"""Whole conversations in plain lines, as a screen reader speaks them: `debt --linear`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import typed

from tracker.cli.linear_words import place_of
from tracker.cli.program import run
from tracker.cli.session import Session
from tracker.locale.hiding import without_sums

from datetime import UTC, datetime  # isort: skip

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)
HOSTILE = "\x1b]0;PWNED\x07\x1b[31m[/]ev\u202eil\x00\x9b\rname"

CONVERSATIONS = {
    "due": ["1", "", "1", "2", "0", "0", "0"],
    "pay": [
        "2", "nobody", "jie", "1905,x", "1,234", "0", "1905.2+11.43", "foo", "yesterday", "", "", "3",
        "2", "3", "-12", "1", "", "0",
    ],
    "pay-on-the-due": ["1", "1", "1", "", "", "", "1", "0", "q"],
    "pay-later": ["2", "car", "1000", "+3", "", "1", "", "2", "4", "4", "1", "q"],
    "undo": ["2", "uncle", "50", "", "", "1", "u", "7", "2", "u", "0", "u", "u", "0"],
    "undo-in-a-payment": ["2", "uncle", "u", "0", "0"],
    "talks": ["9", "1", "1", "1", "1", "", "22:30", "foo", "u", "0", "0", "0"],
    "loans": ["3", "2", "0", "1", "0", "0", "0"],
    "alerts": ["4", "1", "2", "?", "0", "0"],
    "status": ["5", "0"],
    "credit": ["6", "0"],
    "unknown-number": ["9", "-1", "abc", "9" * 5000, "", "?", "？", "０"],
    "language": ["8", "2", "8", "9", "1", "q"],
    "nothing-said": [],
    "ended-in-a-payment": ["2", "jiebei", "100"],
    "quit-in-a-payment": ["2", "jiebei", "100", "q"],
}  # fmt: skip


class Said:
    """A person who answers, line by line, and whose answers stand between the lines."""

    def __init__(self, answers: list[str]) -> None:
        self._answers = list(answers)

    def readline(self) -> str:
        if not self._answers:
            return ""
        answer = self._answers.pop(0)
        short = answer if len(answer) < 99 else f"{answer[:9]} ... {len(answer)}"
        sys.stdout.write(f"> {short}".rstrip() + "\n")
        return f"{answer}\n"

    def isatty(self) -> bool:
        return False


@pytest.fixture
def talk(capsys, monkeypatch, book):
    """Talk with the program about the household; its exit code and what was said on both sides."""

    def talked(answers: list[str], *words: str, db: Path | None = None) -> tuple[int, str]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", Said(answers))
        line = ["--linear", "--db", str(db or book), "--today", "2026-11-21", "--tz", "Asia/Shanghai", *words]
        code = run(line, Session(clock=lambda: NOW))
        heard = capsys.readouterr()
        assert heard.err == ""
        return code, heard.out

    return talked


def linear(*words: str, home: Path, heard: bytes, **settings) -> subprocess.CompletedProcess[bytes]:
    """A process of its own that is fed by a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "tracker", "--linear", "--today", "2026-11-21", *words],
        input=heard, capture_output=True, check=False, cwd=ROOT, timeout=60,
        env={"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "Asia/Shanghai", **settings},
    )  # fmt: skip


def payments(debt) -> list[dict]:
    return debt("payment", "list", "--json").json["data"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_reads_as_it_should(talk, golden, name, language) -> None:
    code, said = talk(CONVERSATIONS[name], "--lang", language)
    assert code == 0
    golden(f"linear/{language}/{name}.txt", said)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_line_is_plain(talk, language) -> None:
    for answers in CONVERSATIONS.values():
        _code, said = talk(answers, "--lang", language)
        assert re.fullmatch(r"(?:[^\x00-\x1f\x7f-\x9f\u2500-\u259f]*\n)*", said)
        assert not [line for line in said.split("\n") if "  " in line or line != line.strip()]


NAMES = (
    "Jiebei Car Uncle Student Ant CMB ICBC PBOC Experian FICO late paid household CNY USD jiebei "
    "debt loan add NAME balance AMOUNT alerts schedule cron yesterday nobody foo abc "
    # titles of changes are kept in the language they were made in; one name of a term has no words yet
    "Recorded Set Added autopay mark dispute score waiver charge statement the statement_day terms due day"
)
"""Words that stay as they are in Chinese: names, answers said back, commands, codes, old titles."""


def test_chinese_has_no_english_left(talk) -> None:
    for name in CONVERSATIONS.keys() - {"language"}:
        _code, said = talk(CONVERSATIONS[name], "--lang", "zh_CN")
        spoken = "\n".join(line for line in said.split("\n") if not line.startswith(">"))
        assert not set(re.findall(r"[A-Za-z_]{3,}", spoken)) - set(NAMES.split()), name


def test_a_pipe_hears_what_a_person_reads(talk, book, tmp_path) -> None:
    copy = tmp_path / "copy" / "household.db"
    copy.parent.mkdir()
    shutil.copy(book, copy)
    answers = CONVERSATIONS["pay"]
    _code, said = talk(answers)
    lines = "".join(line for line in said.splitlines(keepends=True) if not line.startswith(">"))
    done = linear("--db", str(copy), home=tmp_path / "home", heard="\n".join(answers).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == lines


def test_a_payment_is_saved_as_it_was_read_back(talk, debt) -> None:
    before = payments(debt)
    _code, said = talk(CONVERSATIONS["pay"])
    assert "Amount: 1,916.63 CNY\nPaid on: 2026-11-09, 12 days ago, Monday\nState: posted\n" in said
    new = [row for row in payments(debt) if row not in before]
    assert [(row["loan"], row["amount"], row["paid_on"], row["state"]) for row in new] == [
        ("Jiebei", "1916.63", "2026-11-09", "posted")
    ]


def test_an_empty_line_takes_what_is_open_and_never_saves(talk, debt) -> None:
    before = len(payments(debt))
    _code, said = talk(["2", "jiebei", "", "", "", "", "", "", "0", "0"])
    assert "Amount: 297.98 CNY\n" in said
    assert len(payments(debt)) == before


@pytest.mark.parametrize("ending", ["ended-in-a-payment", "quit-in-a-payment"])
@pytest.mark.parametrize("heard", range(6))
def test_leaving_in_the_middle_of_a_payment_writes_nothing(talk, book, ending, heard) -> None:
    before = book.read_bytes()
    full = ["2", "jiebei", "100", "", "", "2", "0"][: heard + 1]
    code, said = talk(full + (["q"] if ending.startswith("quit") else []))
    assert code == 0
    assert "The payment you were entering was not saved.\nGoodbye.\n" in said
    assert book.read_bytes() == before


def test_no_control_byte_of_a_hostile_name_comes_out(tmp_path, book) -> None:
    import sqlite3

    with sqlite3.connect(book) as conn:
        conn.execute("update loan set name = ? where id = 1", (HOSTILE,))
    conn.close()
    answers = "1\n\n1\n2\n0\n0\n0\n2\nil\n\n5\n3\n1\n0\n0\n7\n0\n4\n1\n\x1b[31m\x00\x9b\u202e\n\xff"
    for language in ("en", "zh_CN"):
        done = linear(
            "--db", str(book), "--lang", language, home=tmp_path,
            heard=answers.encode() + b"\xff\xfe\n0\n",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.stdout.decode())
        assert "[31m[/]evil" in done.stdout.decode()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_empty_book_is_talked_about_and_not_made(capsys, monkeypatch, golden, language) -> None:
    answers = ["1", "0", "2", "3", "0", "4", "1", "2", "0", "5", "6", "7", "1", "2", "0", "u", "0"]
    monkeypatch.setattr(sys, "stdin", Said(answers))
    code = run(["--linear", "--today", "2026-11-21", "--lang", language], Session(clock=lambda: NOW))
    heard = capsys.readouterr()
    assert (code, heard.err) == (0, "")
    golden(f"linear/{language}/empty-book.txt", heard.out)
    assert not list(Path(os.environ["HOME"]).rglob("*.db"))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_hidden_amounts_stay_hidden(talk, golden, tmp_path, language) -> None:
    config = tmp_path / "config.toml"
    config.write_text("hide_amounts = true\n")
    answers = [
        "1", "1", "2", "0", "0", "0", "3", "1", "0", "2", "0", "0", "4", "1", "2", "0", "5", "6", "7", "0",
        "2", "jiebei", "", "", "", "1", "u", "0",
    ]  # fmt: skip
    _code, said = talk(answers, "--lang", language, "--config", str(config))
    assert not re.search(r"\d[.,]\d{2,3}(?![\d%])", said)
    golden(f"linear/{language}/hidden.txt", said)


def test_what_is_typed_is_read_back_even_where_amounts_are_hidden(talk, tmp_path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("hide_amounts = true\n")
    _code, said = talk(["2", "jiebei", "1.2w", "", "", "1", "0"], "--config", str(config))
    assert said.count("Amount: 12,000.00 CNY\n") == 2
    assert "Recorded (hidden) to Jiebei.\n" in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Recorded 1,905.20 to Jiebei", "Recorded (hidden) to Jiebei"),
        ("Recorded 500 to Jiebei", "Recorded (hidden) to Jiebei"),
        ("已记录 1,905.20 至借呗", "已记录 (hidden) 至借呗"),
        (
            "Car: ~CN¥2,394.08 is 4.90% late, since 2026-11-17",
            "Car: (hidden) is 4.90% late, since 2026-11-17",
        ),
        ("JP¥500 and US$1.50", "(hidden) and (hidden)"),
    ],
)
def test_sums_are_taken_out_of_words(text, shown) -> None:
    assert without_sums(text, counts=True, instead="(hidden)") == shown


def test_without_counts_numbers_of_days_stay() -> None:
    assert without_sums("CN¥800.00 is due in 3 days") == "•••• is due in 3 days"


@pytest.mark.parametrize(
    ("answer", "place"),
    [("1", 0), ("3", 2), ("4", None), ("0", None), ("-1", None), ("", None), ("9" * 5000, None), ("٣", 2)],
)
def test_a_number_means_a_place_in_the_list(answer, place) -> None:
    assert place_of(answer, 3) == place


def test_a_long_list_is_read_ten_at_a_time(talk, debt) -> None:
    for number in range(12):
        assert debt("loan", "add", f"Loan {number}", "--balance", "100").code == 0
    _code, said = talk(["3", "+", "+", "17", "0", "", "0", "q"])
    assert said.count("+ reads on: 7 more\n") == 2
    assert "\n17 Loan: " in said
    assert "+ is not in this menu. Type a number from 0 to 17.\n" in said


def test_a_name_with_several_meanings_is_asked(talk, debt) -> None:
    assert debt("loan", "add", "Jiebei two", "--balance", "10").code == 0
    _code, said = talk(["2", "jieb", "0", "jieb", "2", "0", "q"])
    assert "jieb can mean several loans:\n1 Jiebei\n2 Jiebei two\nWhich of them?\n" in said
    assert "Open of Jiebei two: no due is known\nWhat amount was paid?\n" in said


def test_the_number_of_a_loan_in_the_file_is_no_place_in_the_list(talk, debt) -> None:
    for number in (1, 3, 4, 5):
        assert debt("loan", "rm", str(number), "--yes").code == 0
    _code, said = talk(["2", "2", "0", "q"])
    assert "2 is not in the list; an empty line reads the loans again.\n" in said


def test_a_dry_run_says_so_and_writes_nothing(talk, book) -> None:
    before = book.read_bytes()
    _code, said = talk(["2", "uncle", "50", "", "", "1", "u", "8", "2", "q"], "--dry-run")
    assert said.count("Nothing was written (dry run).\n") == 2
    assert book.read_bytes() == before


def test_a_busy_file_keeps_what_was_entered(talk, debt, monkeypatch) -> None:
    from tracker.services import failures, payment

    real, calls = payment.record_payment, []

    def record(*given, **named):
        calls.append(given)
        if len(calls) == 1:
            raise failures.LockedFileError(Path("household.db"))
        return real(*given, **named)

    monkeypatch.setattr(payment, "record_payment", record)
    before = len(payments(debt))
    _code, said = talk(["2", "uncle", "50", "", "", "1", "1", "q"])
    assert "household.db is busy: another program kept it locked for 10 seconds.\n" in said
    assert len(payments(debt)) == before + 1


def test_the_language_is_kept(talk, bare) -> None:
    talk(["8", "2", "q"])
    assert bare("config", "get", "lang").out == "zh_CN\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--linear", "due"], "--linear goes with no command.\ndebt --linear starts it.\n"),
        (["--linear", "--json"], "--linear --json: one of them is accepted."),
        (["--linear", "--no-input"], "--linear --no-input: one of them is accepted.\n"),
    ],
)
def test_it_goes_with_nothing_that_is_not_a_conversation(bare, words, said) -> None:
    result = bare(*words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_the_setting_starts_it_for_a_person_only(debt, tmp_path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("linear = true\n")
    assert debt("--config", str(config)).out.startswith("Owed: ")
    assert debt("--json", "--config", str(config)).json["schema"] == "debt/status@1"


@pytest.mark.parametrize("by", ["flag", "setting"])
def test_interrupting_at_a_terminal_leaves_and_writes_nothing(book, tmp_path, by) -> None:
    before = book.read_bytes()
    config = tmp_path / "config.toml"
    config.write_text("linear = true\n" if by == "setting" else "")
    line = ["--config", str(config), *(["--linear"] if by == "flag" else [])]
    line += ["--db", str(book), "--today", "2026-11-21"]
    asks = (":\r\n", "?\r\n", "no\r\n")
    code, screen = typed(line, ["2", "jiebei", "100", "\x03"], tmp_path, {"TERM": "dumb"}, asks=asks)
    assert code == 130, screen
    assert "Interrupted. What was saved before stays saved.\r\n" in screen
    assert "The payment you were entering was not saved.\r\nGoodbye.\r\n" in screen
    assert "Traceback" not in screen
    assert "\x1b" not in screen
    assert book.read_bytes() == before
