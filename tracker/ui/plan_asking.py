"""The part of the Plan screen that asks: in a thread, the quick answer first, the best plan after it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tracker.domain.plan.run import Strategy
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui.plan_parts import MINE
from tracker.ui.screen import FramedScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.domain.problems import Problem
    from tracker.services.plan.answers import PlanAnswer, PlanRequest

_DEBOUNCE = 0.15
_PATIENCE = 0.3
_EVERY = 0.2
_EVERY_CALM = 1.0
_GROUP = "plan"


class Asking(FramedScreen):
    """One question at a time, the last one asked; what comes late for an older one is dropped."""

    @dataclass
    class Found(Message):
        """An answer from the thread; `last` is the end of the work on a question."""

        number: int
        answer: PlanAnswer | None
        problems: tuple[Problem, ...]
        error: Exception | None
        last: bool

    def __init__(self) -> None:
        super().__init__()
        self.request: PlanRequest | None = None
        """The question as the fields have it now."""
        self.answer: PlanAnswer | None = None
        """The last good answer."""
        self.details: dict[str, PlanAnswer] = {}
        """Answers to the same question with the payments of a method, by the key of its row."""
        self.busy = False
        """Whether the best plan is being looked for."""
        self._number = 0
        self._stop = threading.Event()
        self._since = 0.0
        self._soon: Timer | None = None
        self._told: Timer | None = None

    def ask_soon(self) -> None:
        """Ask once typing pauses; what is under way for an older question ends."""
        self._stop.set()
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_DEBOUNCE, self.ask)

    def ask(self) -> None:
        """Ask the question of now."""
        request = self.request
        if request is None or not self.is_attached:
            return
        self._stop.set()
        self._stop = threading.Event()
        self._number += 1
        self.details = {}
        self.busy, self._since = True, time.monotonic()
        self._watch()
        work = partial(self._work, self._number, request, self._stop)
        self.run_worker(work, group=_GROUP, thread=True, exit_on_error=False)

    def ask_detail(self, key: str) -> None:
        """Ask for the payments of one more method; the rows and the best plan are known."""
        if self.request is None or key in self.details:
            return
        work = partial(self._look_closer, self._number, self.request, key)
        self.run_worker(work, group=_GROUP, thread=True, exit_on_error=False)

    def stop_asking(self) -> bool:
        """Stop looking for the best plan; whether there was anything to stop."""
        if not self.busy:
            return False
        self._stop.set()
        self.tell_progress(_("Stopping …"))
        return True

    def tell_progress(self, words: str) -> None:
        """Say how long the search has taken; nothing once it is over."""
        raise NotImplementedError

    def take(self, answer: PlanAnswer, *, last: bool) -> None:
        """Show an answer."""
        raise NotImplementedError

    def take_detail(self, key: str) -> None:
        """Show the payments of a method."""
        raise NotImplementedError

    def answered(self, answer: PlanAnswer | None, problems: tuple[Problem, ...]) -> None:
        """Say an answer, or what is wrong with the question, where else it is waited for."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        self._stop.set()

    def on_asking_found(self, event: Found) -> None:
        """Take an answer, unless something else was asked since."""
        event.stop()
        if event.number != self._number or not self.is_attached:
            return
        if event.last:
            self.busy = False
            self._watch()
            self.tell_progress("")
        if event.error is not None:
            self.dashboard.tell_failure(event.error)
        for problem in event.problems:
            self.tell_progress(f"! {sentence(problem)}")
        if event.answer is not None:
            self.answer = event.answer
            self.details[event.answer.chosen.value] = event.answer
            self.take(event.answer, last=event.last)
        self.answered(event.answer, event.problems)

    @dataclass
    class Closer(Message):
        """The payments of a method from the thread."""

        number: int
        key: str
        answer: PlanAnswer | None
        error: Exception | None

    def on_asking_closer(self, event: Closer) -> None:
        """Keep the payments of a method, unless something else was asked since."""
        event.stop()
        if event.number != self._number or not self.is_attached:
            return
        if event.error is not None:
            self.dashboard.tell_failure(event.error)
        if event.answer is not None:
            self.details[event.key] = event.answer
            self.take_detail(event.key)

    def _work(self, number: int, request: PlanRequest, stop: threading.Event) -> None:
        plan = self.dashboard.answers.plan
        quick, wished = None, request.method
        try:
            method = Strategy.AVALANCHE if wished is Strategy.OPTIMAL else wished
            quick, problems = plan(request.of(method), stop=stop, optimal=False)
            known = quick is not None and bool(quick.loans)
            self.post_message(self.Found(number, quick, problems, None, last=not known))
            if not known:
                return
            best, problems = plan(request.of(Strategy.OPTIMAL), stop=stop, optimal=True)
            self.post_message(self.Found(number, best, problems, None, last=True))
        except Exception as error:  # noqa: BLE001 -- worded, or raised again, in the other thread
            self.post_message(self.Found(number, None, (), error, last=True))

    def _look_closer(self, number: int, request: PlanRequest, key: str) -> None:
        answers = self.dashboard.answers
        try:
            if key == MINE:
                found = answers.adopted_plan(request.currency)
            else:
                asked = request.of(Strategy(key))
                found, _problems = answers.plan(asked, stop=threading.Event(), optimal=False)
            self.post_message(self.Closer(number, key, found, None))
        except Exception as error:  # noqa: BLE001 -- worded, or raised again, in the other thread
            self.post_message(self.Closer(number, key, None, error))

    def _watch(self) -> None:
        """Begin or end saying how long it takes."""
        if self._told is not None:
            self._told.stop()
            self._told = None
        if self.busy:
            self._told = self.set_timer(_PATIENCE, self._tick)

    def _tick(self) -> None:
        if not self.busy:
            return
        every = _EVERY_CALM if self.app.animation_level == "none" else _EVERY
        if not self._stop.is_set():
            seconds = time.monotonic() - self._since
            shown = f"{seconds:.0f}" if every == _EVERY_CALM else f"{seconds:.1f}"
            self.tell_progress(_("Looking for the best plan … {seconds} s. Esc stops.").format(seconds=shown))
        self._told = self.set_timer(every, self._tick)

    def _with(self, **given: object) -> None:
        """Change the question."""
        if self.request is not None:
            self.request = replace(self.request, **given)  # type: ignore[arg-type]
