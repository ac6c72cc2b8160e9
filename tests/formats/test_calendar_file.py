"""A calendar that other programs read, and read again without doubling."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from tracker.formats.calendar_file import Entry, write_calendar

MADE = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)
LONG = "借呗, 还款; " * 20 + "\nend"
ENTRIES = [
    Entry(uid="due-1-2@x", on=date(2026, 11, 24), summary=LONG, description="¥1,905.20", alarm_days=(7, 0)),
    Entry(uid="due-1-1@x", on=date(2026, 10, 24), summary="paid", alarm_days=(7,), done=True),
]


def test_lines_are_folded_and_end_as_the_format_says():
    text = write_calendar(ENTRIES, name="Payments", made_at=MADE)
    content = text.encode()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert text == write_calendar(ENTRIES, name="Payments", made_at=MADE)


def test_it_comes_back_as_it_went():
    calendar = Calendar.from_ical(write_calendar(ENTRIES, name="Payments", made_at=MADE))
    first, paid = calendar.walk("VEVENT")
    assert str(first["summary"]) == LONG
    assert first.decoded("dtstart") == date(2026, 11, 24)
    alarms = [alarm.decoded("trigger") for alarm in first.walk("VALARM")]
    assert alarms == [timedelta(days=-7, hours=9), timedelta(hours=9)]
    assert paid.walk("VALARM") == []
