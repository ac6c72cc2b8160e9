"""Alerts for cron: each fact and step said once through each channel, missed days caught up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from tracker.domain.alert.choice import Chosen, choose, next_on
from tracker.services.alert_facts import Found, gather
from tracker.services.alert_silence import alerts_stale as alerts_stale
from tracker.services.alert_silence import last_run_at as last_run_at
from tracker.services.alert_words import Tell, message
from tracker.services.book import Book
from tracker.store.alert import watch_until
from tracker.store.alert_outbox import (
    claim,
    confirm,
    fail,
    let_go,
    messages_on,
    read_said,
    read_waiting,
    record_run,
    waiting_channels,
)

if TYPE_CHECKING:
    from tracker.domain.alert.quiet import QuietHours
    from tracker.services.channel import Channel
    from tracker.store.alert_log import RunRecord as RunRecord
    from tracker.store.alert_log import SentAlert as SentAlert
    from tracker.store.write import Writer

STDOUT = "stdout"
"""With no channel set up, what is printed reaches the person by cron's own mail."""

QUIET, CAP = "alerts.quiet_hours", "alerts.daily_cap"
"""Settings kept in the book: hours in which nothing is said, and the most messages a day."""


class AlertRunBusyError(Exception):
    """Another run is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing said about one matter; `key` is the same whenever the same thing is meant."""

    key: str
    rule: str
    severity: str
    loan_id: int | None
    loan: str
    due_on: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRun:
    """What a run said; `failures` are channels with a word for why they did not deliver."""

    sent: int
    skipped: int
    failed: int
    alerts: tuple[Alert, ...]
    failures: tuple[tuple[str, str], ...] = ()
    repeat: bool = False
    """Whether a run that died may have said some of it already."""
    held: str = ""
    """Why nothing was said though there was something: quiet_hours or daily_cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When and how often something may be said."""

    quiet: QuietHours | None = None
    cap: int = 0


def limits(book: Book) -> Limits:
    """The quiet hours and the daily cap of the book."""
    quiet, cap = book.setting(QUIET), book.setting(CAP)
    hours = None
    if quiet:
        from tracker.domain.alert.quiet import read_quiet

        hours = read_quiet(quiet)
    return Limits(quiet=hours, cap=int(cap) if cap.isdigit() else 0)


def run_alerts(
    book: Book,
    *,
    details: bool = False,
    hide_amounts: bool = False,
    channels: Sequence[Channel] = (),
    now: time | None = None,
    say: Callable[[AlertRun], None] | None = None,
) -> AlertRun:
    """Say what is new, once through each channel: claim it, send it, confirm it.

    Without channels it is handed to `say`. A run killed between sending and confirming says the same
    again next time: once too often, never not at all. With `details`, names and amounts are told;
    without, only that something is due. In quiet hours at `now`, nothing is said yet.
    """
    tell = Tell(names=details, amounts=details and not hide_amounts)
    if book.dry_run or not book.exists:
        found = preview(book, details=details, hide_amounts=hide_amounts, channels=channels)
        if say is not None:
            say(found)
        return found
    with _one_at_a_time(book):
        return _Run(book, tell, tuple(channels), now, say).run()


class _Run:
    """One run: channel after channel, then the next day on which there can be something to say."""

    def __init__(
        self,
        book: Book,
        tell: Tell,
        channels: tuple[Channel, ...],
        now: time | None,
        say: Callable[[AlertRun], None] | None,
    ) -> None:
        self.book, self.tell, self.channels, self.now, self.say = book, tell, channels, now, say
        self.limits = limits(book)
        self.sent: dict[str, Chosen] = {}
        self.failed: dict[str, Chosen] = {}
        self.skipped: dict[str, Chosen] = {}
        self.failures: list[tuple[str, str]] = []
        self.repeat = False
        self.held = ""

    def run(self) -> AlertRun:
        found = gather(self.book)
        for name in _names(self.channels):
            self._through(name, found)
        self._finish()
        return self._result()

    def _through(self, name: str, found: Found) -> None:
        """Say through one channel what is new there."""
        book, today = self.book, self.book.today
        chosen = _choose(book, found, name)
        waiting = read_waiting(book.conn, name)
        held = self._held(name) if chosen else ""
        if held:
            self.held = held
            self.skipped.update({each.key: each for each in chosen})
            return
        meant = {(each.fact.key, each.fact.rule, each.step) for each in chosen}
        moot = [each.id for each in waiting if (each.fact, each.rule, each.step) not in meant]
        if not chosen and not moot:
            return
        repeat = any(each.state == "claimed" and each.id not in moot for each in waiting)
        with book.note("alerts") as writer:
            let_go(writer, moot)
            words = [(each, message(each.fact, today, self.tell)) for each in chosen]
            claim(writer, name, words, said_on=today)
        if not chosen:
            return
        self.repeat |= repeat
        try:
            why = self._deliver(name, chosen, repeat=repeat)
        except OSError:  # nobody was there to read it: it is said again, and not as a repeat
            with book.note("alerts") as writer:
                fail(writer, name, chosen, "not_delivered")
            raise
        with book.note("alerts") as writer:
            if why:
                fail(writer, name, chosen, why)
            else:
                confirm(writer, name, chosen, said_on=today)
        (self.failed if why else self.sent).update({each.key: each for each in chosen})
        if why:
            self.failures.append((name, why))

    def _deliver(self, name: str, chosen: Sequence[Chosen], *, repeat: bool) -> str:
        """Send a message; empty if it was delivered, else why not."""
        alerts = tuple(_alert(each, self.book, self.tell) for each in chosen)
        if name == STDOUT:
            if self.say is not None:
                self.say(AlertRun(sent=len(alerts), skipped=0, failed=0, alerts=alerts, repeat=repeat))
            return ""
        from tracker.services.alert_message import compose
        from tracker.services.channel import send

        channel = next(each for each in self.channels if each.name == name)
        title, body = compose(alerts, repeat=repeat)
        return send(channel, title, body)

    def _held(self, name: str) -> str:
        quiet, cap = self.limits.quiet, self.limits.cap
        if quiet is not None and self.now is not None and quiet.holds(self.now):
            return "quiet_hours"
        if cap and messages_on(self.book.conn, name, self.book.today) >= cap:
            return "daily_cap"
        return ""

    def _finish(self) -> None:
        """Note the run and when to look again, from what the file holds by now."""
        names = _names(self.channels)
        with self.book.note("alerts") as writer:
            for gone in waiting_channels(writer.conn) - set(names):
                let_go(writer, [each.id for each in read_waiting(writer.conn, gone)])
            watch(self.book, writer, names)
            result = self._result()
            record_run(
                writer, today=self.book.today, sent=result.sent, skipped=result.skipped, failed=result.failed
            )

    def _result(self) -> AlertRun:
        all_of = {**self.sent, **self.failed, **self.skipped}
        only_held = set(self.skipped) - set(self.sent) - set(self.failed)
        return AlertRun(
            sent=len(self.sent),
            skipped=len(only_held),
            failed=len(self.failed),
            alerts=tuple(_alert(each, self.book, self.tell) for each in all_of.values()),
            failures=tuple(self.failures),
            repeat=self.repeat,
            held=self.held,
        )


def watch(book: Book, writer: Writer, names: Sequence[str]) -> None:
    """Compute anew, inside a transaction, the first date on which there can be something to say."""
    found = gather(book)
    dates: list[date | None] = [found.look_on]
    for name in names:
        said = read_said(writer.conn, name, found.keys, today=book.today)
        dates.append(next_on(found.facts, found.rules, said, found.holds, book.today))
    watch_until(writer, min((on for on in dates if on is not None), default=None))


def preview(
    book: Book,
    *,
    details: bool = False,
    hide_amounts: bool = False,
    channels: Sequence[Channel] = (),
) -> AlertRun:
    """What a run would say now, without saying it."""
    tell = Tell(names=details, amounts=details and not hide_amounts)
    found = gather(book)
    chosen = {each.key: each for name in _names(channels) for each in _choose(book, found, name)}
    return AlertRun(
        sent=0,
        skipped=len(chosen),
        failed=0,
        alerts=tuple(_alert(each, book, tell) for each in chosen.values()),
    )


def list_sent(book: Book, limit: int = 50) -> tuple[SentAlert, ...]:
    """The alerts that went out, newest first."""
    from tracker.store.alert_log import read_sent

    return read_sent(book.conn, limit)


def list_runs(book: Book, limit: int = 50) -> tuple[RunRecord, ...]:
    """The runs that are remembered, newest first."""
    from tracker.store.alert_log import read_runs

    return read_runs(book.conn, limit)


@contextmanager
def _one_at_a_time(book: Book) -> Iterator[None]:
    import fcntl  # a library for this costs more than the start of the interpreter

    try:
        lock = os.open(f"{book.file}.alerts.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        from tracker.store.errors import from_system

        raise from_system(error, book.file) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlertRunBusyError from None
        yield
    finally:
        os.close(lock)


def _names(channels: Sequence[Channel]) -> tuple[str, ...]:
    return tuple(each.name for each in channels) or (STDOUT,)


def _choose(book: Book, found: Found, name: str) -> tuple[Chosen, ...]:
    said = read_said(book.conn, name, found.keys, today=book.today)
    return choose(found.facts, found.rules, said, found.holds, book.today)


def _alert(each: Chosen, book: Book, tell: Tell) -> Alert:
    return Alert(
        key=each.key,
        rule=each.fact.rule,
        severity=each.severity,
        loan_id=each.fact.loan_id,
        loan=each.fact.loan,
        due_on=each.fact.about_on.isoformat(),
        message=message(each.fact, book.today, tell),
    )
