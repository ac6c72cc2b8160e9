"""What the alerts screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.alert import RunRecord as RunRecord
    from tracker.services.alert import SentAlert as SentAlert
    from tracker.services.alert_inbox import Inbox
    from tracker.services.alert_rules import AlertSettings, RuleDays
    from tracker.services.book import Book
    from tracker.services.channel import Channel
    from tracker.services.views import Done

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How much a message tells, and from which configuration its channels are."""

    config_path: str = ""
    details: bool = False
    hide_amounts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """Everything on the alerts screen."""

    inbox: Inbox
    settings: AlertSettings
    sent: tuple[SentAlert, ...]
    messages: tuple[tuple[tuple[str, ...], str, str], ...]
    """What the next run sends: the channels, title and text of each; none of what says nothing."""
    trouble: str = ""
    """What is in the way of reading the file of channels."""


class AlertAnswers(Protocol):
    """What is asked about alerts."""

    def alert_page(self, telling: Telling, *, cleared: bool) -> AlertPage:
        """What is open, the rules, the channels, the next message, the runs."""

    def alert_runs(self) -> tuple[RunRecord, ...]:
        """The last runs, newest first."""

    def alerts_stale(self) -> bool:
        """Whether alerts have run before and then stopped."""

    def alert_of_due(self, loan_id: int, due_on: date) -> str:
        """The key of what is open about a due; empty if nothing is said of it yet."""

    def clear_alerts(self, keys: Sequence[str]) -> Checked[Done]:
        """Say nothing more about matters."""

    def snooze_alerts(self, keys: Sequence[str], until: date) -> Checked[Done]:
        """Say nothing about matters until a date."""

    def wake_alerts(self, keys: Sequence[str]) -> Checked[Done]:
        """Have matters speak again."""

    def set_alert_rule(self, rule: str, *, on: bool | None, days: str | None) -> Checked[Done]:
        """Switch a rule, or give it days."""

    def alert_rule_days(self, rule: str, days: str) -> Checked[RuleDays]:
        """When a rule would speak next with such days."""

    def set_quiet_hours(self, text: str) -> Checked[Done]:
        """Say nothing in some hours."""

    def set_daily_cap(self, text: str) -> Checked[Done]:
        """Send at most so many messages a day."""

    def add_channel(self, config_path: str, name: str, kind: str, value: str) -> Checked[str]:
        """Keep a channel in its private file; it may run in a thread, the book is told afterwards."""

    def remove_channel(self, config_path: str, name: str) -> bool:
        """Take a channel out; whether it was there."""

    def channels_changed(self) -> None:
        """Have the next run look through the channels there are now."""

    def send_test(self, config_path: str, name: str) -> str:
        """Send a test message, in a thread if need be; empty if delivered, else a word for why not."""

    def note_tested(self, name: str, failure: str) -> None:
        """Note how a test message went."""


class BookAlerts:
    """The answers of an open book."""

    _book: Book

    def alert_page(self, telling: Telling, *, cleared: bool) -> AlertPage:
        """What is open, the rules, the channels, the next message, the runs."""
        from tracker.services.alert import list_sent
        from tracker.services.alert_inbox import inbox
        from tracker.services.alert_rules import settings
        from tracker.services.alert_words import Tell

        book = self._book
        channels, trouble = _channels(telling.config_path)
        return AlertPage(
            inbox=inbox(book, tell=Tell(names=True), cleared=cleared),
            settings=settings(book, channels, runs=_MOST),
            sent=list_sent(book, _MOST),
            messages=_messages(book, channels, telling),
            trouble=trouble,
        )

    def alert_runs(self) -> tuple[RunRecord, ...]:
        """The last runs, newest first."""
        from tracker.services.alert import list_runs

        return list_runs(self._book, _MOST)

    def alerts_stale(self) -> bool:
        """Whether alerts have run before and then stopped."""
        from tracker.services.alert import alerts_stale

        return alerts_stale(self._book)

    def alert_of_due(self, loan_id: int, due_on: date) -> str:
        """The key of what is open about a due; empty if nothing is said of it yet."""
        from tracker.services.alert_inbox import inbox

        found = (
            each.key
            for each in inbox(self._book, cleared=True).items
            if each.loan_id == loan_id and each.about_on == due_on
        )
        return next(found, "")

    def clear_alerts(self, keys: Sequence[str]) -> Checked[Done]:
        """Say nothing more about matters."""
        from tracker.services.alert_inbox import AlertNotFoundError, clear

        try:
            return clear(self._book, *keys)
        except AlertNotFoundError as error:
            return _gone(error.text)

    def snooze_alerts(self, keys: Sequence[str], until: date) -> Checked[Done]:
        """Say nothing about matters until a date."""
        from tracker.services.alert_inbox import AlertNotFoundError, snooze

        try:
            return snooze(self._book, *keys, until=until)
        except AlertNotFoundError as error:
            return _gone(error.text)

    def wake_alerts(self, keys: Sequence[str]) -> Checked[Done]:
        """Have matters speak again."""
        from tracker.services.alert_inbox import AlertNotFoundError, wake

        try:
            return wake(self._book, *keys)
        except AlertNotFoundError as error:
            return _gone(error.text)

    def set_alert_rule(self, rule: str, *, on: bool | None, days: str | None) -> Checked[Done]:
        """Switch a rule, or give it days."""
        from tracker.services.alert_rules import set_rule

        return set_rule(self._book, rule, on=on, days=days)

    def alert_rule_days(self, rule: str, days: str) -> Checked[RuleDays]:
        """When a rule would speak next with such days."""
        from tracker.services.alert_rules import rule_days

        return rule_days(self._book, rule, days)

    def set_quiet_hours(self, text: str) -> Checked[Done]:
        """Say nothing in some hours."""
        from tracker.services.alert_rules import set_quiet_hours

        return set_quiet_hours(self._book, text)

    def set_daily_cap(self, text: str) -> Checked[Done]:
        """Send at most so many messages a day."""
        from tracker.services.alert_rules import set_daily_cap

        return set_daily_cap(self._book, text)

    def add_channel(self, config_path: str, name: str, kind: str, value: str) -> Checked[str]:
        """Keep a channel in its private file; it may run in a thread, the book is told afterwards."""
        from tracker.domain.problems import Problem
        from tracker.services.channel import Kind, add_channel, channel_file

        _held, trouble = _channels(config_path)
        if trouble or not config_path:
            return None, (Problem(code="channels_unusable", field="file", value=trouble),)
        if self._book.dry_run:
            return name, ()
        channel, problems = add_channel(channel_file(config_path), name, Kind(kind), value)
        return (None if channel is None else channel.name), problems

    def remove_channel(self, config_path: str, name: str) -> bool:
        """Take a channel out; whether it was there."""
        from tracker.services.channel import channel_file, remove_channel

        if self._book.dry_run:
            return True
        channel, _problems = remove_channel(channel_file(config_path), name)
        return channel is not None

    def channels_changed(self) -> None:
        """Have the next run look through the channels there are now."""
        from tracker.services.alert_rules import channels_changed

        channels_changed(self._book)

    def send_test(self, config_path: str, name: str) -> str:
        """Send a test message, in a thread if need be; empty if delivered, else a word for why not."""
        from tracker.services.alert_rules import send_test

        channels, _trouble = _channels(config_path)
        channel = next((each for each in channels if each.name == name), None)
        return "no_address" if channel is None else send_test(channel)

    def note_tested(self, name: str, failure: str) -> None:
        """Note how a test message went."""
        from tracker.services.alert_rules import note_tested

        note_tested(self._book, name, failure)


def _messages(
    book: Book, channels: tuple[Channel, ...], telling: Telling
) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """What each channel is sent next, those that are sent the same together."""
    from tracker.services.alert_inbox import next_message

    found: dict[tuple[str, str], tuple[str, ...]] = {}
    each: tuple[Channel, ...]
    for each in [(one,) for one in channels] if channels else [()]:
        title, text = next_message(
            book, channels=each, details=telling.details, hide_amounts=telling.hide_amounts
        )
        if title:
            names = tuple(channel.name for channel in each)
            found[title, text] = (*found.get((title, text), ()), *names)
    return tuple((names, title, text) for (title, text), names in found.items())


def _channels(config_path: str) -> tuple[tuple[Channel, ...], str]:
    """The channels of a configuration, and what is in the way of reading them."""
    from tracker.services.channel import ChannelFileError, channel_file, read_channels

    if not config_path:
        return (), ""
    try:
        return read_channels(channel_file(config_path)), ""
    except ChannelFileError as error:
        return (), f"{error.path} {error.detail}".strip()


def _gone(key: str) -> Checked[Done]:
    from tracker.domain.problems import Problem

    return None, (Problem(code="gone", field="alert", value=key),)
