"""Entries of a calendar as an iCalendar file: whole days, reminders before them, identities that stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MORNING = timedelta(hours=9)
"""A reminder comes at nine on its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day in a calendar; the same `uid` at a later import replaces it."""

    uid: str
    on: date
    summary: str
    description: str = ""
    alarm_days: tuple[int, ...] = ()
    """Days before the day on which to remind."""
    done: bool = False


def write_calendar(entries: Iterable[Entry], *, name: str, made_at: datetime) -> str:
    """The calendar as RFC 5545 has it: CRLF, folded lines, text escaped."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//debt-tracker//schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in entries:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("summary", each.summary)
        if each.description:
            event.add("description", each.description)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        for days in () if each.done else each.alarm_days:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", each.summary)
            alarm.add("trigger", MORNING - timedelta(days=days))
            event.add_component(alarm)
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
