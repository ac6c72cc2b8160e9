"""Runs the real programs of plain text accounting where they are installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HLEDGER = shutil.which("hledger")
_BEAN_CHECK = shutil.which("bean-check")
_HAS_BEANCOUNT = importlib.util.find_spec("beancount") is not None

needs_hledger = pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
needs_beancount = pytest.mark.skipif(
    _BEAN_CHECK is None and not _HAS_BEANCOUNT, reason="beancount is not installed"
)


def hledger(text: str, folder: Path, *words: str) -> str:
    """What hledger prints of a journal; a journal that it refuses fails the test."""
    return _run([str(HLEDGER), *words], text, folder / "x.journal", before="-f")


def bean_check(text: str, folder: Path) -> None:
    """Have beancount check a journal."""
    program = [_BEAN_CHECK] if _BEAN_CHECK else [sys.executable, "-m", "beancount.scripts.check"]
    _run([str(each) for each in program], text, folder / "x.beancount")


def _run(command: list[str], text: str, path: Path, before: str = "") -> str:
    path.write_text(text, "utf-8")
    done = subprocess.run(
        [*command, *([before] if before else []), str(path)],
        env={**os.environ, "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
