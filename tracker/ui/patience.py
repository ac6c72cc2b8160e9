"""Work in a thread that says how far it is after a second and can be stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.worker import Worker, WorkerState

from tracker.locale import _

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard
    from tracker.ui.exporting import ExportScreen
    from tracker.ui.screen import FramedScreen

R = TypeVar("R")

Progress = Callable[[int, int | None], None]

LONG = 2_000
"""Payments of a loan from which on what takes going through all of them is computed in a thread."""

_PATIENCE = 1.0
_EVERY = 0.2


class StoppedError(Exception):
    """The person stopped the work in the thread."""


def answer_of(event: Worker.StateChanged, dashboard: Dashboard) -> Any:
    """What a worker found, None if it is still under way or was not wanted any more; a failure is said."""
    error = event.worker.error
    if event.state is WorkerState.ERROR and error is not None:
        dashboard.tell_failure(error)
    return event.worker.result if event.state is WorkerState.SUCCESS else None


class Work:
    """What is under way for a screen; one thing at a time, the last one asked for."""

    def __init__(self, screen: FramedScreen | ExportScreen, tell: Callable[[str], None]) -> None:
        self._screen = screen
        self._tell = tell
        self._stop = threading.Event()
        self.busy = ""
        """What is under way, in words; empty if nothing is."""

    def start(
        self,
        words: str,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[], None],
    ) -> None:
        """Run `work` in a thread, then `done` with its answer; `failed` once a failure or stop was said."""
        self._stop.set()  # whatever is still under way
        self._stop = threading.Event()
        self.busy = words
        self._tell(_("{what} … Esc stops.").format(what=words))
        run: Callable[[], None] = partial(self._run, work, done, failed, self._stop)
        self._screen.run_worker(run, thread=True, exit_on_error=False)

    def stop(self) -> None:
        """Ask the work to stop; it does at its next step."""
        self._stop.set()
        self._tell(_("Stopping …"))

    def _run(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        error: Exception | None = None
        answer = None
        try:
            answer = work(self._progress(stop))
        except Exception as caught:  # noqa: BLE001 -- worded, or raised again, in the other thread
            error = caught
        self._screen.app.call_from_thread(self._finish, answer, error, done, failed, stop)

    def _finish(
        self,
        answer: Any,
        error: Exception | None,
        done: Callable[[Any], None],
        failed: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        if stop is not self._stop:
            return  # something else was asked for since
        self.busy = ""
        if error is None:
            self._screen.call_later(done, answer)
            return
        if isinstance(error, StoppedError):
            self._screen.dashboard.say(_("Stopped. Nothing was written."))
        else:
            # Later: what has no words must not end in the thread, where nobody would hear of it.
            self._screen.call_later(self._screen.dashboard.tell_failure, error)
        failed()

    def _progress(self, stop: threading.Event) -> Progress:
        begun = told = time.monotonic()

        def tell(done: int, expected: int | None) -> None:
            nonlocal told
            if stop.is_set():
                raise StoppedError
            now = time.monotonic()
            if done and now - begun > _PATIENCE and now - told > _EVERY:
                told = now
                rows = f"{done:,} / {expected:,}" if expected else f"{done:,}"
                words = _("{what}: {rows} rows. Esc stops.").format(what=self.busy, rows=rows)
                self._screen.app.call_from_thread(self._tell, words)

        return tell
