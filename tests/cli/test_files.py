"""Which file is meant, when it is created, and what happens when it cannot be used."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import locations

READING = [
    "status",
    "due",
    "loan list",
    "payment list",
    "history",
    "credit status",
    "alerts preview",
    "loan balance",
]


@pytest.mark.parametrize("line", READING)
def test_reading_sees_an_empty_book_where_there_is_no_file(bare, line) -> None:
    result = bare(*line.split())
    assert result.code == 0
    assert not Path(locations.book_file()).exists()


def test_alerts_run_is_quiet_and_creates_nothing_without_a_file(bare) -> None:
    assert bare("alerts", "run") == bare("alerts", "run")
    result = bare("alerts", "run")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert not Path(locations.data_folder()).exists()


def test_the_first_change_creates_the_file_and_says_so(bare) -> None:
    path = Path(locations.book_file())
    result = bare("loan", "add", "Jiebei", "--balance", "1")
    assert result.code == 0
    assert f"Created {path}" in result.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_dry_run_creates_no_file(bare) -> None:
    result = bare("loan", "add", "Jiebei", "--balance", "1", "--dry-run")
    assert result.code == 0
    assert "nothing was written" in result.err
    assert not Path(locations.book_file()).exists()


@pytest.mark.parametrize(
    "line", [*READING, "loan add X --balance 1", "alerts run", "undo", "db check", "db stats"]
)
def test_a_named_file_that_is_missing_is_never_created(bare, tmp_path, monkeypatch, line) -> None:
    missing = tmp_path / "no" / "such.db"
    for result in (bare(*line.split(), db=missing), _with_env(bare, monkeypatch, missing, line)):
        assert result.code == 5
        assert "debt init" in result.err
    assert not missing.parent.exists()


def _with_env(bare, monkeypatch, path, line):
    monkeypatch.setenv("DEBT_DB", str(path))
    return bare(*line.split())


def test_init_creates_what_is_named_and_nothing_twice(bare, tmp_path) -> None:
    path = tmp_path / "sub" / "mine.db"
    assert bare("init", "--currency", "USD", db=path).code == 0
    before = path.read_bytes()
    assert bare("init", db=path).code == 5
    assert path.read_bytes() == before
    assert bare("loan", "add", "X", "--balance", "1", db=path).code == 0
    assert bare("loan", "list", "--json", db=path).json["data"][0]["currency"] == "USD"


def test_a_flag_wins_over_the_environment_and_that_over_the_configuration(
    bare, book, tmp_path, monkeypatch
) -> None:
    other = tmp_path / "other.db"
    bare("init", db=other)
    assert bare("config", "set", "db", str(other)).code == 0
    assert bare("db", "path").out.strip() == str(other)
    monkeypatch.setenv("DEBT_DB", str(book))
    assert bare("db", "path").out.strip() == str(book)
    assert bare("db", "path", db=other).out.strip() == str(other)
    rows = bare("config", "list", "--origin", "--json").json["data"]
    assert {row["key"]: row["origin"] for row in rows}["db"] == "env"


def test_the_configuration_keeps_its_comments_and_is_private(bare) -> None:
    path = Path(locations.config_file())
    path.parent.mkdir(parents=True)
    path.write_text('# mine\nlang = "en"  # for now\n')
    assert bare("config", "set", "lang", "zh_CN").code == 0
    assert path.read_text() == '# mine\nlang = "zh_CN"  # for now\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bare("due").err == "没有应还款项。\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lang = ", "is not TOML"),
        ('colour = "always"\n', "There is no setting colour"),
        ('color = "blue"\n', "auto, always, never"),
        ('hide_amounts = "maybe"\n', "true, false"),
        ('tz = "Mars/Base"\n', "not a time zone"),
    ],
)
def test_a_broken_configuration_is_refused_by_name(bare, text, said) -> None:
    path = Path(locations.config_file())
    path.parent.mkdir(parents=True)
    path.write_text(text)
    result = bare("due", today=None) if "tz" not in text else _plain(path)
    assert result.code == 4
    assert said in result.err + result.out


def _plain(path: Path):
    environ = {"HOME": os.environ["HOME"], "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "due"],
        env=environ, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    class Result:
        code, out, err = done.returncode, done.stdout, done.stderr

    return Result


FOREIGN = {"empty": b"", "text": b"not a database at all, sorry" * 50, "folder": None}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("line", ["due", "pay x 1", "alerts run", "doctor"])
def test_a_foreign_file_is_refused_untouched(bare, tmp_path, kind, line) -> None:
    path = tmp_path / "foreign.db"
    content = FOREIGN[kind]
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    result = bare(*line.split(), db=path)
    assert result.code == 5
    assert content is None or path.read_bytes() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_can_be_read(debt, book) -> None:
    book.chmod(0o400)
    book.parent.chmod(0o500)
    try:
        assert debt("due").code == 0
        assert debt("export", "loans").code == 0
        assert debt("pay", "jiebei", "1").code == 5
    finally:
        book.parent.chmod(0o700)


def test_an_export_comes_back_equal(debt, bare, tmp_path) -> None:
    out = tmp_path / "out"
    assert debt("export", "all", "-o", str(out)).code == 0
    other = tmp_path / "other.db"
    bare("init", db=other)
    result = bare("import", str(out), "--json", db=other)
    assert result.code == 0, result.err
    for line in ("loan list", "payment list", "due", "credit mark list", "autopay list", "loan balance"):
        one, two = (run(*line.split(), "--json").json for run in (debt, lambda *args: bare(*args, db=other)))
        for row in (*one["data"], *two["data"]):
            row.pop("payment_id", None)
        key = repr if line == "payment list" else None
        assert (
            sorted(one["data"], key=key) == sorted(two["data"], key=key)
            if key
            else one["data"] == two["data"]
        )
    again = bare("import", str(out), "--json", db=other).json["data"]
    assert (again["imported"], again["duplicates"]) == (0, again["rows"])


def test_an_export_replaces_nothing_unasked(debt, tmp_path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("mine")
    assert debt("export", "loans", "-o", str(path)).code == 6
    assert path.read_text() == "mine"
    assert debt("export", "loans", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("name,lender")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_lenders_schedule_takes_the_place_of_ours(debt, tmp_path) -> None:
    path = tmp_path / "schedule.csv"
    path.write_text("due_on,principal,interest\n2026-12-15,1000,10\n2027-01-15,2000,5.50\n")
    assert debt("loan", "custom", "uncle", str(path)).code == 0
    rows = debt("loan", "schedule", "uncle", "--json").json["data"]
    assert [(row["due_on"], row["payment"]) for row in rows] == [
        ("2026-12-15", "1010.00"),
        ("2027-01-15", "2005.50"),
    ]
    path.write_text("due_on,principal\n2026-13-15,x\n")
    result = debt("loan", "custom", "uncle", str(path))
    assert result.code == 4
    assert "line 2" in result.err


def test_the_places_are_those_of_platformdirs(monkeypatch, tmp_path) -> None:
    platformdirs = pytest.importorskip("platformdirs")
    for variables in ({}, {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
                      {"XDG_DATA_HOME": "relative"}, {"HOME": "/somewhere"}, {"HOME": ""}):  # fmt: skip
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            assert locations.data_folder() == platformdirs.user_data_dir("debt-tracker", appauthor=False)
            assert locations.config_folder() == platformdirs.user_config_dir("debt-tracker", appauthor=False)


def test_the_line_for_cron_names_what_cron_would_not_know(bare, tmp_path, monkeypatch) -> None:
    def line(*words: str) -> str:
        (told,) = bare("alerts", "schedule", "--cron", *words, "--plain").out.splitlines()
        return told.partition("alerts run")[2].strip()

    base = "--tz Asia/Shanghai"
    assert line() == base
    assert line("--db", "/srv/my book.db") == f"--db '/srv/my book.db' {base}"
    monkeypatch.setenv("DEBT_LANG", "zh_CN")
    assert line() == f"--lang zh_CN {base}"
    monkeypatch.delenv("DEBT_LANG")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert line() == f"--db {tmp_path}/data/debt-tracker/debt.db {base}"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    assert f"--config {tmp_path}/conf/debt-tracker/config.toml" in line()
    monkeypatch.setenv("DEBT_CONFIG", str(tmp_path / "mine.toml"))
    assert f"--config {tmp_path}/mine.toml" in line()
    (tmp_path / "mine.toml").write_text(f'db = "{tmp_path}/kept.db"\nlang = "zh_CN"\n')
    assert line() == f"--config {tmp_path}/mine.toml {base}"


def test_the_file_itself_is_looked_at_where_there_is_none(bare) -> None:
    assert bare("db", "check").code == 0
    assert bare("db", "check", "--json").json["data"] == []
    assert bare("db", "sql", "select count(*) as loans from loan", "--json").json["data"] == [{"loans": 0}]
    assert bare("db", "sql", "drop table loan").code == 6
    assert not Path(locations.data_folder()).exists()
    assert "debt init" in bare("doctor", "--db", "nowhere.db").out
    assert bare("db", "check", "--db", "nowhere.db").code == 5


@pytest.mark.parametrize("line", ["backup list", "backup verify"])
def test_copies_are_there_when_the_file_is_gone_and_a_mistyped_file_is_told(debt, bare, book, line) -> None:
    debt("backup", "create")
    book.unlink()
    assert len(debt(*line.split(), "--json").json["data"]) == 1
    result = bare(*line.split(), db=book.with_name("mistyped.db"))
    assert (result.code, result.out) == (5, "")
    assert "debt init" in result.err


def test_an_alert_run_on_a_full_disk_speaks_all_the_same(debt, monkeypatch) -> None:
    from tracker.store.errors import FullDiskError

    def refuse(*_args: object, **_named: object) -> None:
        raise FullDiskError("x.db")

    monkeypatch.setattr("tracker.services.alert.run_alerts", refuse)
    result = debt("alerts", "run")
    assert (result.code, result.out.count("\n")) == (5, 4)
    assert "no space left" in result.err
    assert "says them again" in result.err
    error = debt("alerts", "run", "--json")
    assert error.json["data"]["alerts"]
    assert error.error["code"] == "disk_full"
