"""A profile is data: what it may say, and that what it may not is refused by name."""

from __future__ import annotations

import pytest
from layouts_known import SHIPPED

from tracker.formats.profile import KEYS, STATUSES, read_profile

PLAIN = {
    "id": "x",
    "name": "X",
    "marks": [["Date"], ["Sum"]],
    "columns": {"date": ["Date"], "amount": ["Sum"]},
}


def test_a_plain_profile():
    profile, problems = read_profile({**PLAIN, "name_zh": "甲", "status": {"closed": ["Closed"]}})
    assert problems == ()
    assert (profile.title("en"), profile.title("zh_CN")) == ("X", "甲")
    assert (profile.status_of(" CLOSED by us "), profile.status_of("open"), profile.status_of("")) == (
        "closed",
        "",
        "",
    )
    assert profile.own is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Two Words"},
        {"id": 3},
        {"unknown": 1},
        {"currency": "ZZZ"},
        {"date_order": "ydm"},
        {"decimal_mark": "'"},
        {"amount": "guess"},
        {"holds": "cats"},
        {"status": {"vanished": ["x"]}},
        {"columns": 3},
        {"marks": 3},
        {"footer": ["("]},
        {"year": 2025},
        {"places": {"date": "first"}},
    ],
)
def test_what_a_profile_may_not_say(wrong):
    profile, problems = read_profile({**PLAIN, **wrong})
    assert profile is None
    assert [problem.code for problem in problems] == ["profile_unreadable"]


def test_the_shipped_profiles_are_sound():
    assert len({each.id for each in SHIPPED}) == len(SHIPPED) > 30
    for profile in SHIPPED:
        assert profile.marks or profile.shape
        assert set(profile.statuses.values()) <= set(STATUSES)
        if profile.holds == "statement":
            assert {each.key for each in profile.fields} <= set(KEYS)
