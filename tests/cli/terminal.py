"""Somebody typing at a pseudo-terminal."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 120
"""Only a conversation that got stuck takes this long."""


def typed(
    line: Sequence[str],
    answers: Sequence[str],
    home: Path,
    env: Mapping[str, str] | None = None,
    *,
    asks: tuple[str, ...] = (">", "> ", ":", ": "),
) -> tuple[int, str]:
    """Run a command line at a terminal and answer each question in turn; its exit code and the screen.

    A question is whatever new ends in one of `asks`; the answer `\\x03` interrupts.
    """
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "tracker", *line],
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, close_fds=True, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that an interrupt reaches it
        env={"HOME": str(home), "TERM": "xterm", "PYTHONDONTWRITEBYTECODE": "1", **(env or {})},
    )  # fmt: skip
    os.close(slave)
    read = codecs.getincrementaldecoder("utf-8")().decode
    screen, waiting, answered = "", list(answers), 0
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            screen += read(chunk)
        elif child.poll() is not None:
            break
        elif waiting and len(screen) > answered and screen.endswith(asks):
            answered, answer = len(screen), waiting.pop(0)
            os.write(master, (answer if answer == "\x03" else f"{answer}\n").encode())
    else:
        child.kill()
    code = child.wait(timeout=60)
    os.close(master)
    return code, screen
