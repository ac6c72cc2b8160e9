"""Alerts for cron: what is due soon or overdue, each step said once, missed days caught up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.domain.alert.steps import next_on, passed_before, step_on
from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.store.alert import (
    Pending,
    claim,
    confirm,
    last_run,
    read_pending,
    read_runs,
    read_sent,
    record_run,
    spoken_kind,
)
from tracker.store.alert import (
    RunRecord as RunRecord,
)
from tracker.store.alert import (
    SentAlert as SentAlert,
)

CHANNEL = "stdout"
"""With no channel set up, what is printed reaches the person by cron's own mail."""

STALE_AFTER = timedelta(hours=36)


class AlertRunBusyError(Exception):
    """Another run is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing said about one due; `key` is the same whenever the same thing is meant."""

    key: str
    rule: str
    severity: str
    loan_id: int
    loan: str
    due_on: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRun:
    """What a run said."""

    sent: int
    skipped: int
    failed: int
    alerts: tuple[Alert, ...]


def run_alerts(
    book: Book, *, details: bool = False, say: Callable[[AlertRun], None] | None = None
) -> AlertRun:
    """Say what is new, once: claim the steps, hand them to `say`, confirm them.

    A run killed between saying and confirming says the same again next time: once too often, never
    not at all. With `details`, names and amounts are told; without, only that something is due.
    """
    if book.dry_run or not book.exists:
        found = preview(book, details=details)
        if say is not None:
            say(found)
        return found
    with _one_at_a_time(book):
        return _run(book, details=details, say=say)


def _run(book: Book, *, details: bool, say: Callable[[AlertRun], None] | None) -> AlertRun:
    chosen = _choose(book)
    if chosen:
        with book.note("alerts") as writer:
            for each, step in chosen:
                claim(writer, each, step, CHANNEL, _message(each, book, details))
    run = AlertRun(
        sent=len(chosen), skipped=0, failed=0, alerts=tuple(_alert(e, s, book, details) for e, s in chosen)
    )
    if say is not None and chosen:
        say(run)
    with book.note("alerts") as writer:
        for each, step in chosen:
            passed = passed_before(step)
            confirm(writer, each, step, passed, CHANNEL, next_on(each.due.due_on, (*passed, step)))
        record_run(writer, today=book.today, sent=run.sent, skipped=0, failed=0)
    return run


def preview(book: Book, *, details: bool = False) -> AlertRun:
    """What a run would say now, without saying it."""
    chosen = _choose(book)
    return AlertRun(
        sent=0,
        skipped=len(chosen),
        failed=0,
        alerts=tuple(_alert(each, step, book, details) for each, step in chosen),
    )


def list_sent(book: Book, limit: int = 50) -> tuple[SentAlert, ...]:
    """The alerts that went out, newest first."""
    return read_sent(book.conn, limit)


def list_runs(book: Book, limit: int = 50) -> tuple[RunRecord, ...]:
    """The runs that are remembered, newest first."""
    return read_runs(book.conn, limit)


def last_run_at(book: Book) -> str | None:
    """The instant of the last run, None if alerts never ran."""
    found = last_run(book.conn)
    return found[0] if found else None


def alerts_stale(book: Book) -> bool:
    """Whether alerts have run before and then stopped for 36 hours."""
    found = last_run_at(book)
    if found is None:
        return False
    return book.clock().astimezone(UTC) - datetime.fromisoformat(found) > STALE_AFTER


@contextmanager
def _one_at_a_time(book: Book) -> Iterator[None]:
    import fcntl  # a library for this costs more than the start of the interpreter

    lock = os.open(f"{book.path}.alerts.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlertRunBusyError from None
        yield
    finally:
        os.close(lock)


def _choose(book: Book) -> list[tuple[Pending, str]]:
    """The dues with something new to say, and the step of each that applies today."""
    found = []
    for each in read_pending(book.conn, book.today):
        step = step_on(each.due.due_on, book.today)
        if step is not None:
            found.append((each, step))
    return found


def _alert(each: Pending, step: str, book: Book, details: bool) -> Alert:
    due_on = each.due.due_on.isoformat()
    return Alert(
        key=f"{each.loan_id}:{due_on}:{spoken_kind(each.due.kind)}:{step}",
        rule="overdue" if step == "overdue" else "due",
        severity="overdue" if step == "overdue" else "attention",
        loan_id=each.loan_id,
        loan=each.loan,
        due_on=due_on,
        message=_message(each, book, details),
    )


def _message(each: Pending, book: Book, details: bool) -> str:
    days = (each.due.due_on - book.today).days
    on = each.due.due_on.isoformat()
    what = _("A payment")
    if details:
        from tracker.locale.hiding import shown_money

        amount = shown_money(each.due.open_minor, each.currency, symbol=True, estimate=each.due.estimate)
        what = _("{loan}: {amount}").format(loan=each.loan, amount=amount)
    if days < 0:
        words = ngettext(
            "{what} is {days} day overdue, since {on}.", "{what} is {days} days overdue, since {on}.", -days
        )
    elif days == 0:
        words = _("{what} is due today, {on}.")
    else:
        words = ngettext(
            "{what} is due in {days} day, on {on}.", "{what} is due in {days} days, on {on}.", days
        )
    return words.format(what=what, days=abs(days), on=on)
