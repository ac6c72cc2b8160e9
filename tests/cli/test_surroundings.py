"""The program as cron, pipes and poor terminals start it: a process of its own each time."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import main

ROOT = Path(__file__).parents[2]
HOSTILE = "\x1b]0;PWNED\x07\x1b[31m[/][@click=app.quit]ev\u202eil\x00\x9b"


def process(args, *, env=None, **settings) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m tracker` with nothing in the environment but what is given."""
    return subprocess.run(
        [sys.executable, "-m", "tracker", *args],
        env={"PYTHONDONTWRITEBYTECODE": "1", **(env or {})},
        cwd=ROOT, check=False, **{"capture_output": True, **settings},
    )  # fmt: skip


@pytest.fixture
def home(tmp_path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home")}


def modules(code: str) -> set[str]:
    """What stands in sys.modules after some code, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join(sys.modules))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


RUN = (
    "import io\nsys.stdout, out = io.StringIO(), sys.stdout\n"
    "from tracker.cli.program import run\nrun({words!r})\nsys.stdout = out"
)

HEAVY = {
    "textual",
    "plotext",
    "apprise",
    "holidays",
    "numpy",
    "sqlite_utils",
    "pendulum",
    "babel",
    "tomlkit",
    "rich",
}


def test_the_command_line_imports_nothing_heavy() -> None:
    found = modules("import tracker.cli.program, tracker.cli.tree")
    assert not found & (HEAVY | {"tracker.services.book", "sqlite3", "json", "csv"})


@pytest.mark.parametrize(
    "line", ["due", "loan list", "status", "payment list", "loan schedule jiebei", "--help"]
)
def test_reading_imports_nothing_heavy(book, line) -> None:
    words = [*line.split(), "--db", str(book), "--today", "2026-11-21"]
    code = RUN.format(words=words)
    # Whether a due falls on a holiday is computed by `holidays` while the file does not know yet.
    allowed = {"holidays"} if line == "status" else set()
    assert not modules(code) & (HEAVY - allowed)


def test_help_imports_no_command() -> None:
    code = RUN.format(words=["--help"])
    found = modules(code)
    assert {each for each in found if each.startswith("tracker.cli.")} <= {
        f"tracker.cli.{name}"
        for name in (
            "program",
            "tree",
            "tree_cases",
            "tree_credit",
            "tree_paper",
            "tree_plan",
            "plain_line",
            "clicked",
            "command",
            "help_page",
            "words",
            "errors",
            "session",
            "output",
            "cells",
        )
    }


def test_a_quiet_alert_run_imports_almost_nothing(book) -> None:
    process(["alerts", "run", "--db", str(book), "--today", "2026-11-21"])
    os.environ |= {"DEBT_DB": str(book), "DEBT_TODAY": "2026-11-21"}
    try:
        found = modules("from tracker.main import answer\nassert answer(['alerts', 'run']) == 0")
    finally:
        del os.environ["DEBT_DB"], os.environ["DEBT_TODAY"]
    assert not found & {
        "click",
        "typing",
        "dataclasses",
        "pathlib",
        "re",
        "tracker.locale",
        "tracker.cli.program",
    }
    assert len(found) <= 75


def test_an_alert_run_that_speaks_imports_only_what_it_speaks_of(book) -> None:
    """Without refunds, twins and channels, nothing that knows of them is loaded; no loan is computed."""
    code = RUN.format(words=["alerts", "run", "--db", str(book), "--today", "2026-11-21"])
    found = modules(code)
    assert "tracker.services.alert" in found
    parts = {"services.refund", "store.claim", "store.loan", "domain.loan.facts", "domain.loan.ledger"}
    assert found & {*HEAVY, "subprocess", *(f"tracker.{part}" for part in parts)} == set()


def test_a_quiet_run_is_noted(book, home) -> None:
    env = {**home, "DEBT_DB": str(book), "DEBT_TODAY": "2026-11-21"}
    first, second = process(["alerts", "run"], env=env), process(["alerts", "run"], env=env)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout
    assert (second.stdout, second.stderr) == (b"", b"")
    rows = process(["db", "sql", "select count(*) as runs from alert_run", "--json"], env=env)
    assert json.loads(rows.stdout)["data"] == [{"runs": 2}]


def test_a_configuration_that_names_the_file_leaves_the_quiet_path(book, home, tmp_path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(f'db = "{book}"\n')
    env = {**home, "DEBT_CONFIG": str(config), "DEBT_TODAY": "2026-11-21"}
    assert process(["alerts", "run"], env=env).stdout
    assert process(["alerts", "run"], env=env).stdout == b""


def test_the_version_is_that_of_the_distribution(home) -> None:
    import tomllib

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert wanted == main.VERSION
    for args in (["-V"], ["--version"], ["due", "--version"]):
        assert process(args, env=home).stdout.decode() == f"debt {wanted}\n"


SURROUNDINGS = {
    "nothing": {},
    "home": {"HOME": "TMP"},
    "posix": {"HOME": "TMP", "LC_ALL": "C"},
    "latin": {"HOME": "TMP", "LANG": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
    "ascii": {"HOME": "TMP", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "dumb": {"HOME": "TMP", "TERM": "dumb"},
    "chinese": {"HOME": "TMP", "LANG": "zh_CN.UTF-8"},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
@pytest.mark.parametrize("line", ["due", "loan list --json", "alerts run --details", "status"])
def test_it_works_in_poor_surroundings(book, tmp_path, name, line) -> None:
    env = {key: value.replace("TMP", str(tmp_path)) for key, value in SURROUNDINGS[name].items()}
    done = process(
        [*line.split(), "--db", str(book), "--today", "2026-11-21"], env=env, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert "招商银行信用卡" in done.stdout.decode("utf-8") or "json" in line
    if "json" in line:
        assert "招商银行信用卡" in [row["loan"] for row in json.loads(done.stdout)["data"]]


def test_without_a_terminal_debt_prints_the_status(book, home) -> None:
    done = process(
        ["--db", str(book), "--today", "2026-11-21"], env={**home, "TERM": "xterm"}, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"Owed: ")


def test_a_reader_that_goes_away_ends_it_quietly(book, home) -> None:
    command = f"{sys.executable} -m tracker calc schedule --principal 100000 --rate 5% --periods 3000 --json"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"],
        env={**home, "PATH": os.environ["PATH"]}, cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout == b"{\n"
    assert done.stderr == b""
    assert done.returncode in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", ["due", "loan list --json", "alerts run", "export loans", "-V", "--help"])
def test_lost_output_is_an_error(book, home, line) -> None:
    with open("/dev/full", "wb") as full:
        args = line.split() if line == "-V" else [*line.split(), "--db", str(book), "--today", "2026-11-21"]
        done = process(args, env=home, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_alert_that_was_lost_is_said_again(book, home) -> None:
    env = {**home, "DEBT_DB": str(book), "DEBT_TODAY": "2026-11-21"}
    with open("/dev/full", "wb") as full:
        assert process(["alerts", "run"], env=env, capture_output=False, stdout=full).returncode != 0
    again = process(["alerts", "run"], env=env)
    assert again.stdout.count(b"\n") == 4


def test_alerts_are_said_even_if_that_cannot_be_noted(debt, monkeypatch) -> None:
    from tracker.store.errors import ReadOnlyFileError

    def refuse(*_args: object, **_named: object) -> None:
        raise ReadOnlyFileError("x.db")

    monkeypatch.setattr("tracker.services.alert.run_alerts", refuse)
    result = debt("alerts", "run")
    assert result.code == 5
    assert result.out.count("\n") == 4
    assert "says them again" in result.err


def test_nothing_needs_a_standard_input(book, home) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m tracker loan rm jiebei --db {book} <&-"],
        env=home, cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 6
    assert b"--yes" in done.stderr


def test_an_interrupt_ends_with_130(book, home) -> None:
    code = (
        "import os, signal, sys, time; from tracker.services import due;"
        "due.list_dues = lambda *a, **k: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60));"
        f"from tracker.cli.program import run; sys.exit(run(['due', '--db', {str(book)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, env=home)
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr


def test_a_busy_file_is_told_after_the_timeout_and_left_alone(book, home) -> None:
    import sqlite3

    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("begin exclusive")
    env = {**home, "DEBT_DB": str(book)}
    try:
        done = process(["pay", "jiebei", "1", "--today", "2026-11-21"], env=env)
    finally:
        holder.execute("rollback")
        holder.close()
    assert done.returncode == 5
    assert b"busy" in done.stderr


def test_nothing_it_writes_can_be_read_by_others(home, tmp_path) -> None:
    env = {**home, "DEBT_TODAY": "2026-11-21"}
    for line in ("loan add X --balance 1", "config set lang en", "backup create", "alerts run",
                 f"export all -o {tmp_path}/out", f"export loans -o {tmp_path}/loans.csv"):  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", f"umask 000; {sys.executable} -m tracker {line}"],
            env={**env, "PATH": os.environ["PATH"]}, cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    found = [
        path for top in (home["HOME"], tmp_path / "out", tmp_path / "loans.csv") for path in _below(Path(top))
    ]
    assert len(found) > 10
    open_to_others = [str(path) for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert [path for path in open_to_others if path != home["HOME"]] == []


def _below(top: Path) -> list[Path]:
    return [top, *top.rglob("*")] if top.is_dir() else [top]


LINES = (
    "status", "status --json", "due", "due --csv", "due --plain", "due --json", "loan list",
    "loan list --json", "loan list --csv", "loan show 1", "loan show 1 --json", "loan terms 1",
    "loan schedule 1", "loan payoff 1", "loan balance 1", "payment list", "payment list --csv",
    "autopay list", "credit status", "credit mark list", "credit dispute list", "cash account list",
    "alerts preview --details", "alerts run --details", "alerts list", "history", "export loans",
    "export payments", "export schedule", "db sql select*from(loan)", "loan rm 1", "undo -n",
    "loan show HOSTILE", "pay 1 HOSTILE", "due --month HOSTILE", "config get HOSTILE", "import HOSTILE",
    "theme check HOSTILE", "pay 1 1 --state HOSTILE", "HOSTILE", "due --HOSTILE", "due --tz HOSTILE",
    "backup restore HOSTILE", "due --db HOSTILE", "import x --profile HOSTILE",
)  # fmt: skip


def test_hostile_text_never_reaches_the_terminal(bare, tmp_path) -> None:
    path = tmp_path / "hostile.db"
    hostile = HOSTILE.replace("\x00", "")
    bare("init", db=path)
    for words in (
        ("loan", "add", hostile, "--lender", hostile, "--balance", "100", "--note", hostile, "--due-day", "9",
         "--payment", "10", "--rate", "5%", "--as-of", "2026-10-01"),
        ("pay", "1", "10", "--from", hostile, "--ref", hostile, "--note", hostile),
        ("credit", "mark", "add", hostile, "--bureau", hostile, "--loan", "1"),
        ("credit", "dispute", "add", "--mark", "1", "--ground", hostile),
        ("autopay", "set", "1", "--account", hostile, "--card", "1"),
    ):  # fmt: skip
        result = bare(*words, db=path)
        assert result.code == 0, result.err
        assert _harmless(result.out + result.err), words
    for line in LINES:
        words = [hostile if word == "HOSTILE" else word.replace("HOSTILE", hostile) for word in line.split()]
        result = bare(*words, db=None if "--db" in words else path)
        assert result.code in (0, 2, 3, 4, 5, 6), (line, result.err)
        assert _harmless(result.out + result.err), (line, result)


def _harmless(text: str) -> bool:
    import unicodedata

    return not [char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t"]


def test_no_colour_unless_there_is_a_terminal_and_nobody_minds(debt, monkeypatch) -> None:
    assert "\x1b" not in debt("due").out
    assert "\x1b[1;31m!!\x1b[0m" in debt("due", "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in debt("due").out
    plain = debt("due", "--color", "never").out
    coloured = debt("due", "--color", "always").out
    for code in ("\x1b[1;31m", "\x1b[33m", "\x1b[2m", "\x1b[36m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert plain == coloured


def test_columns_line_up_in_cells() -> None:
    cells = pytest.importorskip("rich.cells")
    from tracker.cli.cells import grid, pad, width

    for text in ("Jiebei", "招商银行信用卡", "Café", "e\u0301", "￥１２", "…", "·", "“x”", "한국", "ﾊﾝｶｸ"):
        assert width(text) == cells.cell_len(text), text
        assert cells.cell_len(pad(text, 20)) == 20
    lines = grid([["招商", "1"], ["a", "22"]], [False, True])
    assert lines == ["招商   1", "a     22"]


def test_shell_completion_knows_the_commands(home) -> None:
    env = {**home, "_DEBT_COMPLETE": "bash_complete", "COMP_WORDS": "debt loan s", "COMP_CWORD": "2"}
    done = process([], env=env)
    assert done.stdout.decode().split() == ["plain,show", "plain,schedule", "plain,statement"]
    for shell in ("bash", "zsh", "fish"):
        assert b"_DEBT_COMPLETE" in process(["completion", shell], env=home).stdout


def test_every_command_of_the_tree_exists() -> None:
    from tracker.cli.command import Branch, Leaf, load
    from tracker.cli.tree import COMMANDS

    def places(branch: dict) -> list[str]:
        return [
            place
            for each in branch.values()
            for place in ([each.place] if isinstance(each, Leaf) else places(each.commands))
            if isinstance(each, Leaf | Branch)
        ]

    for place in places(COMMANDS):
        command = load(place)
        assert command.examples, place
        assert command.help, place
