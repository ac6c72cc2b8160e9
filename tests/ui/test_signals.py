"""The real program on a pseudo-terminal: signals and quitting leave the alternate screen."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_ENTER, _LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"
_PATIENCE = 60.0
"""Seconds; only a test that fails waits so long."""
_PROGRAM = """
import sys
sys.path.insert(0, {here!r})
from household import FakeAnswers, LOANS
from tracker.ui.app import Dashboard
app = Dashboard(FakeAnswers(rows=LOANS))
app.run()
sys.exit(app.return_code)
"""


@pytest.mark.parametrize(
    ("send", "code"), [(signal.SIGTERM, 128 + 15), (signal.SIGHUP, 128 + 1), (b"q", 0), (b"\x11", 0)]
)
def test_leaving_restores_the_terminal(send: signal.Signals | bytes, code: int) -> None:
    child, terminal = _started()
    if isinstance(send, bytes):
        os.write(terminal, send)
    else:
        child.send_signal(send)
    _left(child, terminal, code)


def test_suspending_leaves_the_terminal_and_comes_back() -> None:
    child, terminal = _started()
    child.send_signal(signal.SIGTSTP)
    seen = _read_until(terminal, _LEAVE, _PATIENCE)
    assert _LEAVE in seen
    assert b"\x1b[?25h" in seen + _read_until(terminal, b"\x1b[?25h", 1), "the cursor is shown again"
    _pid, status = os.waitpid(child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    child.send_signal(signal.SIGCONT)
    assert _ENTER in _read_until(terminal, _ENTER, _PATIENCE)
    os.write(terminal, b"\x11")
    _left(child, terminal, 0)


def _started() -> tuple[subprocess.Popen[bytes], int]:
    """The program on a terminal of its own, once it has drawn Home."""
    terminal, end = pty.openpty()
    program = _PROGRAM.format(here=str(Path(__file__).parent))
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=end,
        stdout=end,
        stderr=end,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(end)
    assert _ENTER in _read_until(terminal, b"Overdue", _PATIENCE)
    return child, terminal


def _left(child: subprocess.Popen[bytes], terminal: int, code: int) -> None:
    assert _LEAVE in _read_until(terminal, _LEAVE, _PATIENCE)
    _read_until(terminal, b"\0never\0", 2)
    assert child.wait(_PATIENCE) == code
    os.close(terminal)


def _read_until(terminal: int, wanted: bytes, seconds: float) -> bytes:
    seen, end = b"", time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
    return seen


_FORM = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from loan_book import small_book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard, Surroundings
with small_book(Path({folder!r}) / "debt.db", loans=False) as book:
    app = Dashboard(BookAnswers(book), around=Surroundings(drafts=Path({folder!r}) / "drafts"))
    app.run()
sys.exit(app.return_code)
"""
_SECONDS = 60


@pytest.mark.parametrize("how", ["hang up", "terminate", "kill", "close the window"])
def test_what_was_typed_outlives_the_window(how: str, tmp_path: Path) -> None:
    here, folder = str(Path(__file__).parent), tmp_path / "drafts"
    program = _FORM.format(here=here, folder=str(tmp_path))
    pid, terminal = pty.fork()
    if pid == 0:  # the child is the leader of its session: closing the terminal hangs it up
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", program])
    _read_until(terminal, b"Welcome", _SECONDS)
    os.write(terminal, b"a")
    _read_until(terminal, b"Lender", _SECONDS)
    os.write(terminal, b"Halfway")
    _read_until(terminal, b"Halfway", _SECONDS)
    if how == "kill":
        end = time.monotonic() + _SECONDS
        while not any("Halfway" in each.read_text("utf-8") for each in _files(folder)):
            assert time.monotonic() < end, "nothing was written while typing"
            _read_until(terminal, b"\0never\0", 0.1)
        os.kill(pid, signal.SIGKILL)
    elif how == "close the window":
        os.close(terminal)
    else:
        os.kill(pid, signal.SIGHUP if how == "hang up" else signal.SIGTERM)
    _wait_for(pid, None if how == "close the window" else terminal)
    (path,) = _files(folder)
    assert "Halfway" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600


def _files(folder: Path) -> list[Path]:
    return list(folder.glob("*.json")) if folder.is_dir() else []


def _wait_for(pid: int, terminal: int | None) -> None:
    end = time.monotonic() + _SECONDS
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise AssertionError("the dashboard did not leave")
        if terminal is not None:
            _read_until(terminal, b"\0never\0", 0.1)
        else:
            time.sleep(0.1)
    if terminal is not None:
        os.close(terminal)
