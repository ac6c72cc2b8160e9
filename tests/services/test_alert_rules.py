"""How alerts are set."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lived import TODAY, add, clock

from tracker.domain.alert.rules import NAMES
from tracker.services.alert import run_alerts
from tracker.services.alert_rules import (
    list_channels,
    list_rules,
    set_daily_cap,
    set_quiet_hours,
    set_rule,
    settings,
    try_channel,
)
from tracker.services.channel import Channel, Kind
from tracker.services.history import undo


def test_every_rule_is_listed_with_its_values(book):
    rows = {each.rule: each for each in list_rules(book)}
    assert tuple(rows) == NAMES
    assert (rows["due"].days, rows["due"].when) == ("7,3,1,0", "7, 3, 1, 0 days before")
    assert rows["overdue"].when == "1, 2, 3 days after, then weekly"
    assert all(each.is_on and each.shipped for each in rows.values())


def test_a_rule_is_switched_tuned_and_taken_back(book):
    add(book, "Jiebei", due_day="28")
    book.today = date(2026, 11, 21)
    assert set_rule(book, "due", on=False)[0]
    assert run_alerts(book).alerts == ()
    assert set_rule(book, "due", on=True)[0]
    assert set_rule(book, "due", days="14,2")[0]
    (row,) = [each for each in list_rules(book) if each.rule == "due"]
    assert (row.days, row.is_on, row.shipped) == ("14,2", True, False)
    assert [each.key.rsplit(":", 1)[1] for each in run_alerts(book).alerts] == ["14"]
    undo(book)
    assert {each.days for each in list_rules(book) if each.rule == "due"} == {"7,3,1,0"}
    assert set_rule(book, "due", days="")[0]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda book: set_rule(book, "nothing", on=False), "unknown_choice"),
        (lambda book: set_rule(book, "due", days="soon"), "days_unreadable"),
        (lambda book: set_quiet_hours(book, "night"), "hours_unreadable"),
        (lambda book: set_daily_cap(book, "many"), "cap_unreadable"),
        (lambda book: set_daily_cap(book, "100"), "cap_unreadable"),
    ],
)
def test_what_cannot_be_set_is_refused_and_writes_nothing(book, act, code):
    before = book.path.read_bytes()
    done, (problem,) = act(book)
    assert (done, problem.code) == (None, code)
    assert book.path.read_bytes() == before


def test_settings_hold_all_of_it(book):
    assert set_quiet_hours(book, "22:00-8:00")[0]
    assert set_daily_cap(book, "2")[0]
    run_alerts(book)
    found = settings(book)
    assert (found.quiet_hours, found.daily_cap) == ("22:00-08:00", 2)
    assert (found.scheduler.stale, found.scheduler.next_on) == (False, "9999-12-31")
    assert len(found.runs) == 1
    book.clock = clock(TODAY + timedelta(days=2))
    assert settings(book).scheduler.stale
    assert set_quiet_hours(book, "off")[0]
    assert set_daily_cap(book, "off")[0]
    assert (settings(book).quiet_hours, settings(book).daily_cap) == ("", 0)


def test_a_channel_shows_how_its_last_message_went(book):
    good = Channel(name="good", kind=Kind.PIPE, value="cat > /dev/null")
    bad = Channel(name="bad", kind=Kind.PIPE, value="exit 1")
    assert {each.state for each in list_channels(book, [good, bad])} == {"never"}
    assert [try_channel(book, each) for each in (good, bad)] == ["", "program_failed"]
    assert [each.state for each in list_channels(book, [good, bad])] == ["ok", "failed"]
    assert run_alerts(book).alerts == ()
