"""How alerts are set: the rules, quiet hours, the daily cap, the channels and the scheduler's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.alert.quiet import read_quiet
from tracker.domain.alert.rules import NAMES, SHIPPED, tuned
from tracker.domain.alert.steps import Ladder, days_text, read_days
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.locale.alerting import days_words, rule_text
from tracker.services.alert import CAP, QUIET, alerts_stale, last_run_at, limits, list_runs
from tracker.services.alert_facts import gather
from tracker.services.book import Book, write_settings
from tracker.services.done import Done
from tracker.store.alert import look_again, read_rules, read_watch, write_rule
from tracker.store.alert_log import RunRecord, channel_results
from tracker.store.alert_outbox import note_test

if TYPE_CHECKING:
    from tracker.services.channel import Channel

MOST_CAP = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule with its values: whether it speaks, and on which days, as text to edit and as words."""

    rule: str
    name: str
    is_on: bool
    days: str
    when: str
    weekly: bool
    severity: str
    shipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDay:
    """A day on which a rule speaks of a loan, and which of its steps that is."""

    on: date
    step: str
    loan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDays:
    """When a rule speaks, in words, and the next times it does."""

    when: str
    coming: tuple[RuleDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """A channel with how its last message went: ok, failed or never; its address is masked."""

    name: str
    kind: str
    address: str
    state: str
    at: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Everything the rules page shows."""

    rules: tuple[RuleRow, ...]
    quiet_hours: str
    daily_cap: int
    channels: tuple[ChannelRow, ...]
    scheduler: SchedulerRow
    runs: tuple[RunRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerRow:
    """What is known of the scheduler: the last run, whether runs have stopped, the next word."""

    last_run_at: str | None
    stale: bool
    sent: int = 0
    failed: int = 0
    held: int = 0
    next_on: str | None = None
    """The first date on which there can be something to say; None if nobody looked since a change."""


def settings(book: Book, channels: Sequence[Channel] = (), *, runs: int = 50) -> AlertSettings:
    """The rules with their values, the channels with their last result, the scheduler, the run log."""
    held = limits(book)
    return AlertSettings(
        rules=list_rules(book),
        quiet_hours=str(held.quiet) if held.quiet else "",
        daily_cap=held.cap,
        channels=list_channels(book, channels),
        scheduler=scheduler(book),
        runs=list_runs(book, runs),
    )


def list_rules(book: Book) -> tuple[RuleRow, ...]:
    """Every rule as it is set."""
    kept = read_rules(book.conn)
    shipped = {rule.name: rule for rule in SHIPPED}
    return tuple(
        RuleRow(
            rule=rule.name,
            name=rule_text(rule.name),
            is_on=rule.is_on,
            days=days_text(rule.ladder.days),
            when=days_words(rule.ladder.days, weekly=rule.ladder.weekly),
            weekly=rule.ladder.weekly,
            severity=rule.severity,
            shipped=rule == shipped[rule.name],
        )
        for rule in tuned(kept).values()
    )


def set_rule(book: Book, name: str, *, on: bool | None = None, days: str | None = None) -> Checked[Done]:
    """Switch a rule, or give it days of its own; empty days are those it shipped with."""
    name = name.replace("-", "_").casefold()
    if name not in NAMES:
        params = {"choices": ", ".join(NAMES)}
        return None, (Problem(code="unknown_choice", field="rule", value=name, params=params),)
    is_on, own = read_rules(book.conn).get(name, (True, ()))
    if on is not None:
        is_on = on
    if days is not None:
        read = read_days(days) if days.strip() else ()
        if read is None:
            return None, (Problem(code="days_unreadable", field="days", value=days),)
        own = read
    words = rule_text(name)
    title = _("Alert rule {rule}").format(rule=words)
    if days is None:
        title = (
            _("Alert rule {rule} is on") if is_on else _("Alert rule {rule} is off")
        ).format(rule=words)  # fmt: skip
    with book.change(title) as writer:
        write_rule(writer, name, is_on=is_on, days=own)
    return Done(title=title, action_id=writer.action_id), ()


def rule_days(book: Book, name: str, days: str, most: int = 5) -> Checked[RuleDays]:
    """The next days on which a rule would speak, were these its days and what is open to stay open."""
    shipped = next(rule for rule in SHIPPED if rule.name == name)
    read = read_days(days) if days.strip() else shipped.ladder.days
    if read is None:
        return None, (Problem(code="days_unreadable", field="days", value=days),)
    ladder = Ladder(days=read, weekly=shipped.ladder.weekly)
    found = []
    for fact in gather(book).facts:
        if fact.rule == name:
            steps = _steps_from(ladder, (book.today - fact.on).days, most)
            dates = ((fact.on + timedelta(days=step), step) for step in steps)
            found += [
                RuleDay(on=on, step=shipped.step_name(step), loan=fact.loan)
                for on, step in dates
                if fact.last_on is None or on <= fact.last_on
            ]
    found.sort(key=lambda each: (each.on, each.loan))
    return RuleDays(when=days_words(read, weekly=ladder.weekly), coming=tuple(found[:most])), ()


def _steps_from(ladder: Ladder, passed: int, most: int) -> tuple[int, ...]:
    """The next steps of a ladder once so many days have passed."""
    steps: list[int] = []
    step = ladder.next_after(passed - 1)
    while step is not None and len(steps) < most:
        steps.append(step)
        step = ladder.next_after(step)
    return tuple(steps)


def set_quiet_hours(book: Book, text: str) -> Checked[Done]:
    """Say nothing in some hours; `off` lifts that."""
    if text.casefold() in ("", "off"):
        return write_settings(book, {QUIET: ""}, _("No quiet hours")), ()
    hours = read_quiet(text)
    if hours is None:
        return None, (Problem(code="hours_unreadable", field="quiet_hours", value=text),)
    title = _("Quiet hours {hours}").format(hours=hours)
    return write_settings(book, {QUIET: str(hours)}, title), ()


def set_daily_cap(book: Book, text: str) -> Checked[Done]:
    """Send at most so many messages a day through each channel; `off` lifts that."""
    if text.casefold() in ("", "off", "0"):
        return write_settings(book, {CAP: "0"}, _("No daily cap")), ()
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_CAP:
        return None, (Problem(code="cap_unreadable", field="daily_cap", value=text),)
    title = _("At most {count} messages a day").format(count=int(text))
    return write_settings(book, {CAP: str(int(text))}, title), ()


def list_channels(book: Book, channels: Sequence[Channel]) -> tuple[ChannelRow, ...]:
    """The channels with how their last message went; secrets are masked."""
    from tracker.services.channel import masked

    results = channel_results(book.conn)
    rows = []
    for each in channels:
        last = results.get(each.name)
        state = "never" if last is None else "ok" if last.state == "sent" else "failed"
        rows.append(
            ChannelRow(
                name=each.name,
                kind=each.kind.value,
                address=masked(each),
                state=state,
                at=last.at if last else "",
                detail=last.detail if last else "",
            )
        )
    return tuple(rows)


def try_channel(book: Book, channel: Channel) -> str:
    """Send a test message and note how it went; empty if it was delivered, else a word for why not."""
    failure = send_test(channel)
    note_tested(book, channel.name, failure)
    return failure


def send_test(channel: Channel) -> str:
    """Send a test message, which needs no book; empty if it was delivered, else a word for why not."""
    from tracker.services.channel import send

    return send(channel, _("Test message"), _("This channel works: alerts will arrive here."))


def note_tested(book: Book, name: str, failure: str) -> None:
    """Note how a test message went."""
    if book.exists and not book.dry_run:
        with book.note("alerts") as writer:
            note_test(writer, name, today=book.today, ok=not failure, detail=failure)


def channels_changed(book: Book) -> None:
    """Have the next run look: a new channel has said nothing yet."""
    if book.exists and not book.dry_run:
        with book.note("alerts") as writer:
            look_again(writer)


def scheduler(book: Book) -> SchedulerRow:
    """When alerts last ran, whether they stopped, and when there is something to say next."""
    runs = list_runs(book, 1)
    return SchedulerRow(
        last_run_at=last_run_at(book),
        stale=alerts_stale(book),
        sent=runs[0].sent if runs else 0,
        failed=runs[0].failed if runs else 0,
        held=runs[0].skipped if runs else 0,
        next_on=read_watch(book.conn) or None,
    )
