"""What every test shares."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from tracker.locale.hiding import hide
from tracker.services import demo

# A first import or a busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 2_000_000_000

# A change waits for the disk, and no test can tell a disk from memory; a small container has little of it.
if (
    "PYTEST_DEBUG_TEMPROOT" not in os.environ
    and os.access(MEMORY, os.W_OK | os.X_OK)
    and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES
):
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)

# A shell starts background jobs deaf to Ctrl+C; what the tests start would be deaf too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def sums_are_shown() -> None:
    """What a test hid stays hidden for the process, and is no business of the next one."""
    hide(hidden=False)


@pytest.fixture(autouse=True)
def demo_lived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The household of a day and language is lived once and copied; what tests the demo overrides this."""

    def write(path: Path, today: date, made: str) -> None:
        path.touch(mode=0o600)
        path.write_bytes(_lived(today, made))

    monkeypatch.setattr(demo, "_live", write)


_live = demo._live


@cache
def _lived(today: date, made: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        _live(path, today, made)
        return path.read_bytes()


def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: the tests of the dashboard wait for timers half of their time."""
    return 2 * (os.cpu_count() or 1)
