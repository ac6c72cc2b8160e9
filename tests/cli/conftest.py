from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tracker import locale
from tracker.cli.program import run
from tracker.cli.session import Session

NOW = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)
TODAY = "2026-11-21"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Result:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        import json

        return json.loads(self.out)

    @property
    def error(self) -> Any:
        import json

        return json.loads(self.err)["error"]


Debt = Callable[..., Result]


@pytest.fixture(autouse=True)
def _quiet_surroundings(tmp_path, monkeypatch):
    """A home of its own, no configuration, English, no file named."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("DEBT_", "XDG_", "LC_")) or name in ("LANG", "NO_COLOR", "TERM", "TZ", "COLUMNS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    yield
    locale.use("en")


def _run(capsys, args: tuple[str, ...], *, today: str | None = TODAY, db: Path | None = None) -> Result:
    capsys.readouterr()
    words = list(args)
    if today:
        words += ["--today", today]
    if db is not None:
        words += ["--db", str(db)]
    if "--tz" not in words:
        words += ["--tz", "Asia/Shanghai"]
    code = run(words, Session(clock=lambda: NOW))
    captured = capsys.readouterr()
    return Result(code, captured.out, captured.err)


@pytest.fixture
def bare(capsys) -> Debt:
    """Run a command line with no file named."""
    return lambda *args, **more: _run(capsys, args, **more)


@pytest.fixture
def book(household, tmp_path) -> Path:
    """A file with a few loans, payments and marks."""
    target = tmp_path / "household.db"
    shutil.copy(household, target)
    target.chmod(0o600)
    shutil.copytree(household.with_name("household-evidence"), tmp_path / "household-evidence")
    return target


@pytest.fixture
def debt(capsys, book) -> Debt:
    """Run a command line on the household."""
    return lambda *args, **more: _run(capsys, args, **{"db": book, **more})


EVIDENCE = Path(__file__).parents[1] / "data" / "collector.txt"
"""A file that is kept as evidence."""

FACTS = (
    "init --currency CNY --jurisdiction CN",
    "loan add Jiebei --lender Ant --balance 12000 --rate 0.05%/day --periods 12 --due-day 9"
    " --as-of 2026-10-01",
    "loan add 招商银行信用卡 --method revolving --balance 8200 --rate 0.05%/day --statement-day 5"
    " --due-day 23 --limit 5万 --as-of 2026-10-01",
    "loan add Car --principal 80000 --rate 4.9% --periods 36 --opened 2026-09-17",
    "loan add Uncle --balance 3000",
    "loan add Student --currency USD --balance 2400 --rate 5% --payment 100 --due-day 31",
    "pay jiebei 1905.20 --on 2026-11-09 --from CMB-1234 --ref A1",
    "pay car 2394.08 --on 2026-10-17 --from CMB-1234",
    "pay car 2394.08 --on 2026-11-17 --from ICBC --state pending --note second",
    "loan statement 招商 --on 2026-11-05 --due 2026-11-23 --balance 8200 --minimum 820",
    "loan charge 招商 late_fee 35 --on 2026-11-10 --note late",
    "loan waive jiebei interest 5 --on 2026-11-15",
    "autopay set car --on on --account ICBC --card 4417 --expires 2026-12 --checked 2026-11-01",
    "autopay set jiebei --on off",
    "credit mark add late --bureau PBOC --origin 2026-03-01 --loan jiebei --expected-removal 2031-03-01",
    "credit dispute add --mark 1 --bureau PBOC --ground paid --sent 2026-10-01 --answer-by 2026-11-11",
    f"evidence add {EVIDENCE} --kind sms --loan jiebei --happened 2026-11-20T22:30 --source 95188",
    "credit score add 612 --bureau Experian --model FICO8 --on 2026-11-01",
)


@pytest.fixture(scope="session")
def household(tmp_path_factory) -> Path:
    """Made once, by the command line itself."""
    path = tmp_path_factory.mktemp("household") / "household.db"
    for line in FACTS:
        words = [*line.split(), "--db", str(path), "--today", TODAY, "--tz", "Asia/Shanghai", "-q"]
        assert run(words, Session(clock=lambda: NOW)) == 0, line
    return path


@pytest.fixture
def golden(tmp_path):
    """Compare text with a file beside the tests; UPDATE_GOLDEN=1 writes it instead."""

    def check(name: str, text: str) -> None:
        path = HERE / name
        shown = text.replace(str(tmp_path), "TMP")
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert path.exists(), f"no {name}: look at what the command prints, then run with UPDATE_GOLDEN=1"
        assert shown == path.read_text(encoding="utf-8")

    return check
