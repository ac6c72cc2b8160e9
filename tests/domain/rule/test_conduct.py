from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.rule.conduct import Call, incidents, quiet
from tracker.services.rule import packs

STANDARD = packs().rule("cn-collection-standard")
GUIDELINE = packs().rule("cn-bank-collection-guideline")
WEEK = packs().rule("us-calls-7-in-7")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_four_calls_a_day_and_one_at_night() -> None:
    calls = [Call(at=at(f"2026-11-20T{hour:02}:00"), id=hour) for hour in (9, 10, 11)]
    calls.append(Call(at=at("2026-11-20T22:30"), id=22))
    found = {each.test: each for each in incidents(STANDARD, calls, "online_loan")}
    assert set(found) == {"hours", "per_day"}
    assert (found["per_day"].count, found["per_day"].limit) == (4, 3)
    assert found["hours"].calls == (22,)


def test_before_the_rule_was_made_there_is_nothing_to_check() -> None:
    calls = [Call(at=at("2025-02-27T23:00"), id=1)]
    assert incidents(STANDARD, calls, "online_loan") == ()
    assert incidents(STANDARD, [Call(at=at("2025-02-28T23:00"), id=1)], "online_loan")


def test_an_agreed_hour_and_another_product_are_no_incidents() -> None:
    assert incidents(STANDARD, [Call(at=at("2026-11-20T23:00"), consent=True)], "online_loan") == ()
    assert incidents(STANDARD, [Call(at=at("2026-11-20T23:00"))], "family") == ()


def test_visits_are_counted_by_themselves() -> None:
    visits = [Call(at=at(f"2026-11-20T{hour}:00"), visit=True, id=hour) for hour in (10, 15)]
    found = incidents(STANDARD, visits, "online_loan")
    assert [(each.test, each.count) for each in found] == [("visits", 2)]


def test_unanswered_dials_count_by_number() -> None:
    dials = [
        Call(at=at("2026-11-20T10:00") + timedelta(minutes=i), answered=False, number=number, id=i)
        for i, number in enumerate(["1"] * 7 + ["2"] * 6)
    ]
    (found,) = incidents(GUIDELINE, dials, "card")
    assert (found.test, found.count, found.calls) == ("unanswered", 7, tuple(range(7)))


def test_a_call_within_a_week_of_a_talk() -> None:
    talk = Call(at=at("2026-04-08T12:00"), answered=True, id=1)
    again = Call(at=at("2026-04-14T12:00"), answered=False, id=2)
    later = Call(at=at("2026-04-15T12:00"), answered=False, id=3)
    assert [each.test for each in incidents(WEEK, [talk, again], "collector")] == ["after_talk"]
    assert incidents(WEEK, [talk, later], "collector") == ()


@pytest.mark.parametrize(
    ("text", "wanted"), [("21:59", False), ("22:00", True), ("07:59", True), ("08:00", False)]
)
def test_quiet_hours_over_midnight(text, wanted) -> None:
    assert quiet(STANDARD, time.fromisoformat(text)) is wanted


@given(st.lists(st.datetimes(datetime(2025, 3, 1), datetime(2025, 3, 9)), max_size=30))
def test_every_incident_is_shown_by_calls_of_its_own(times: list[datetime]) -> None:
    calls = [Call(at=when, id=i) for i, when in enumerate(times)]
    for each in incidents(STANDARD, calls, "online_loan"):
        assert set(each.calls) <= set(range(len(times)))
        assert each.count > each.limit
        if each.test == "per_day":
            assert len(each.calls) == each.count
