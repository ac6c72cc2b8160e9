"""A program in a pseudo-terminal of 120 x 40: what it paints, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|.)")
ANSWERS = ((b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[6n", b"\x1b[1;1R"))
"""What a terminal is asked at the start and what it says."""

LIMIT = 30.0
QUIET = 0.04
"""So long without output, and a repaint is over."""


class NotPaintedError(Exception):
    """What was waited for did not appear."""


class Terminal:
    """A running program; `seconds` are counted from its start."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.execvpe(words[0], list(words), {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.seen = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)

    def wait_for(self, pattern: str) -> float:
        """Seconds since the start when the pattern stands in what was painted since the last wait."""
        wanted = re.compile(pattern)
        while not wanted.search(self.text()):
            if not self._read(LIMIT):
                raise NotPaintedError(pattern, self.text()[-2000:])
        at = time.perf_counter() - self.began
        self.seen = b""
        return at

    def text(self) -> str:
        """What was painted since the last wait, without escapes."""
        return ESCAPES.sub(b"", self.seen).decode("utf-8", "replace")

    def rest(self, seconds: float = 0.5) -> None:
        """Let it finish whatever it is doing."""
        while self._read(seconds):
            pass
        self.seen = b""

    def press(self, key: str) -> float:
        """Seconds from a key to the end of the repaint that it causes."""
        self.seen = b""
        pressed = last = time.perf_counter()
        os.write(self.handle, key.encode())
        if not self._read(LIMIT):
            raise NotPaintedError(key)
        last = time.perf_counter()
        while self._read(QUIET):
            last = time.perf_counter()
        return last - pressed

    def type(self, key: str) -> None:
        """Send a key and wait for nothing; time counts from here."""
        self.seen = b""
        self.began = time.perf_counter()
        os.write(self.handle, key.encode())

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.handle], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.handle, 1 << 16)
        except OSError:
            return False
        for question, answer in ANSWERS:
            if question in data:
                os.write(self.handle, answer)
        self.seen += data
        return bool(data)
