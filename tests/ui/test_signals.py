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
    seen = _read_until(terminal, b"Overdue", 20)
    assert _ENTER in seen
    if isinstance(send, bytes):
        os.write(terminal, send)
    else:
        child.send_signal(send)
    seen = _read_until(terminal, _LEAVE, 10)
    assert _LEAVE in seen
    _read_until(terminal, b"\0never\0", 5)
    assert child.wait(10) == code
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
