"""Channels: hours as people type them, the next moment somebody is there, the ladder of means."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from tracker.domain.recovery.channel import Channel, ChannelKind, Hours, next_reach, parse_hours

SATURDAY = datetime(2026, 11, 21, 10, 0)


def hours(text: str) -> Hours:
    found, problems = parse_hours(text)
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00-18:00", Hours(opens=time(9), closes=time(18))),
        ("９：００－１８：００", Hours(opens=time(9), closes=time(18))),
        ("9点至18点30 1-5", Hours(opens=time(9), closes=time(18, 30), first_day=1, last_day=5)),
        ("08:30~17:00 周1-周6", Hours(opens=time(8, 30), closes=time(17), first_day=1, last_day=6)),
        ("0:00-24:00", Hours(opens=time(0), closes=time(0))),
        ("24h", Hours(opens=time(0), closes=time(0))),
    ],
)
def test_hours_are_read_as_typed(text, expected):
    assert hours(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "9-", "25:00-26:00", "9:00-99:00", "9:00-18:00 5-1"])
def test_hours_that_say_nothing_are_refused(text):
    found, problems = parse_hours(text)
    assert found is None
    assert problems[0].code == "times_unreadable"


def test_the_next_moment_is_now_within_hours_and_their_start_otherwise():
    office = hours("9:00-18:00 1-5")
    monday = datetime(2026, 11, 23, 9, 0)
    assert office.next_open(SATURDAY) == monday
    assert office.next_open(monday) == monday
    assert office.next_open(monday.replace(hour=8)) == monday
    assert office.next_open(monday.replace(hour=18)) == monday.replace(day=24)
    assert not office.open_at(monday.replace(hour=18))


def test_hours_over_midnight_belong_to_the_day_they_begin():
    night = hours("20:00-2:00 6-6")
    assert night.open_at(SATURDAY.replace(hour=23))
    assert night.open_at(datetime(2026, 11, 22, 1, 59))
    assert not night.open_at(datetime(2026, 11, 22, 20, 0))
    assert not night.open_at(datetime(2026, 11, 21, 1, 0))
    assert night.next_open(datetime(2026, 11, 22, 3)) == datetime(2026, 11, 28, 20)
    assert hours("24h").open_at(SATURDAY)


def channel(number: int, kind: ChannelKind, **others: str) -> Channel:
    return Channel(id=number, loan_id=1, kind=kind, value=f"v{number}", **others)


def test_the_ladder_goes_from_phone_to_e_mail_to_letter_after_two_attempts_in_vain():
    known = [
        channel(3, ChannelKind.ADDRESS), channel(4, ChannelKind.PAYEE), channel(2, ChannelKind.EMAIL),
        channel(1, ChannelKind.PHONE, hours="9:00-18:00 1-5"),
    ]  # fmt: skip
    tried = [next_reach(known, ignored, SATURDAY) for ignored in (0, 1, 2, 3, 4, 9)]
    assert [each.channel.id for each in tried if each] == [1, 1, 2, 2, 3, 3]
    assert tried[0] is not None
    assert tried[0].at == datetime(2026, 11, 23, 9)
    assert tried[2] is not None
    assert tried[2].at == SATURDAY


def test_a_rung_that_is_not_registered_is_left_out():
    assert next_reach([channel(4, ChannelKind.PAYEE)], 0, SATURDAY) is None
    found = next_reach([channel(3, ChannelKind.ADDRESS)], 0, SATURDAY)
    assert found is not None
    assert found.channel.kind is ChannelKind.ADDRESS
