"""Which contacts a collector made are worth checking against a rule: hours, counts, conversations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.domain.rule.facts import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One attempt of the other side to speak with the debtor, at the debtor's local time."""

    at: datetime
    answered: bool = True
    """False for a dial that rang out."""
    number: str = ""
    """The number it was made to, for rules that count by number."""
    consent: bool = False
    """Whether the debtor had agreed to this hour."""
    visit: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What is worth checking, by which rule, and the calls that show it."""

    rule: Rule
    test: str
    """`hours`, `per_day`, `unanswered`, `visits`, `per_week` or `after_talk`."""
    on: date
    count: int
    limit: int
    calls: tuple[int, ...]


def incidents(rule: Rule, calls: Iterable[Call], product: str | None = None) -> tuple[Incident, ...]:
    """Every incident a rule finds among calls of the other side, oldest first.

    A rule speaks only of days on which it was in force, and only if its text was read by somebody.
    """
    heard = sorted((c for c in calls if rule.fires(c.at.date(), product)), key=lambda c: (c.at, c.id))
    found = [*_hours(rule, heard)]
    if "calls_per_day" in rule.params:
        talked = [c for c in heard if not c.visit]
        found += _daily(rule, "per_day", talked, rule.whole("calls_per_day"))
    if "visits_per_day" in rule.params:
        found += _daily(rule, "visits", [c for c in heard if c.visit], rule.whole("visits_per_day"))
    if "unanswered_per_number_per_day" in rule.params:
        limit = rule.whole("unanswered_per_number_per_day")
        for number in sorted({c.number for c in heard}):
            missed = [c for c in heard if c.number == number and not c.answered and not c.visit]
            found += _daily(rule, "unanswered", missed, limit)
    if "days" in rule.params and "calls" in rule.params:
        found += _window(rule, [c for c in heard if not c.visit])
    return tuple(sorted(found, key=lambda i: (i.on, i.test, i.calls)))


def quiet(rule: Rule, at: time) -> bool:
    """Whether a time of day lies in the hours a rule keeps free, its first moment included."""
    start, end = (time.fromisoformat(rule.params[name]) for name in ("quiet_from", "quiet_to"))
    return (start <= at < end) if start <= end else (at >= start or at < end)


def _hours(rule: Rule, calls: Sequence[Call]) -> list[Incident]:
    if "quiet_from" not in rule.params:
        return []
    return [
        Incident(rule=rule, test="hours", on=c.at.date(), count=1, limit=0, calls=(c.id,))
        for c in calls
        if not c.consent and quiet(rule, c.at.time())
    ]


def _daily(rule: Rule, test: str, calls: Sequence[Call], limit: int) -> list[Incident]:
    days = Counter(c.at.date() for c in calls)
    return [
        Incident(
            rule=rule, test=test, on=on, count=count, limit=limit,
            calls=tuple(c.id for c in calls if c.at.date() == on),
        )
        for on, count in sorted(days.items())
        if count > limit
    ]  # fmt: skip


def _window(rule: Rule, calls: Sequence[Call]) -> list[Incident]:
    """More than so many calls in so many days, and calls after a conversation (12 CFR 1006.14(b)(2)).

    Both are presumptions about one debt; the day of the conversation is the first of its seven.
    """
    days, limit = timedelta(days=rule.whole("days")), rule.whole("calls")
    found = []
    for index, call in enumerate(calls):
        recent = [c for c in calls[: index + 1] if call.at.date() - c.at.date() < days]
        if len(recent) > limit:
            found.append(
                Incident(
                    rule=rule, test="per_week", on=call.at.date(), count=len(recent), limit=limit,
                    calls=tuple(c.id for c in recent),
                )
            )  # fmt: skip
        spoken = [c for c in calls[:index] if c.answered and call.at.date() - c.at.date() < days]
        if spoken:
            found.append(
                Incident(
                    rule=rule, test="after_talk", on=call.at.date(), count=1, limit=0,
                    calls=(spoken[-1].id, call.id),
                )
            )  # fmt: skip
    return found
