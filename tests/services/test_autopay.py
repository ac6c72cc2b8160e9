"""What a person says of a loan's autopay, read as typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add, facts

from tracker.domain.loan.autopay import AutopayResult, HolidayRule, OnShort
from tracker.services.autopay import check_autopay, list_autopay, set_autopay
from tracker.services.history import undo
from tracker.services.loan.whole import edit_whole, whole_words


@pytest.fixture
def loan(book):
    return add(book)


def kept(book):
    return list_autopay(book)[0].autopay


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_when_it_tries_and_what_it_does_is_kept(book, loan):
    given = {"at": "9点半", "retry": "+3d, 1", "on_short": "sweep", "holidays": "previous"}
    assert set_autopay(book, loan, {"on": "on", **given})[0]
    found = kept(book)
    assert (found.attempt_at, found.retries, found.on_short, found.holiday_rule) == (
        "09:30", (1, 3), OnShort.SWEEP, HolidayRule.PREVIOUS,
    )  # fmt: skip
    set_autopay(book, loan, {"account": "CMB 1234"})
    assert (kept(book).attempt_at, kept(book).retries) == ("09:30", (1, 3)), "what is not given stays"


def test_nothing_is_known_until_somebody_says(book, loan):
    set_autopay(book, loan, {"on": "on"})
    found = kept(book)
    assert (found.attempt_at, found.retries, found.last_result, found.last_result_on) == ("", (), None, None)
    assert (found.on_short, found.holiday_rule) == (OnShort.ALL_OR_NOTHING, HolidayRule.NONE)


def test_what_was_said_is_taken_back(book, loan):
    set_autopay(book, loan, {"at": "9", "retry": "1,3", "holidays": "next", "result": "failed"})
    set_autopay(book, loan, {"at": "-", "retry": "-", "holidays": "none", "result": "-"})
    found = kept(book)
    assert (found.attempt_at, found.retries, found.holiday_rule) == ("", (), HolidayRule.NONE)
    assert (found.last_result, found.last_result_on) == (None, None)


def test_how_the_last_attempt_went_has_its_day(book, loan):
    set_autopay(book, loan, {"result": "failed"})
    assert (kept(book).last_result, kept(book).last_result_on) == (AutopayResult.FAILED, TODAY)
    day = TODAY - timedelta(days=3)
    set_autopay(book, loan, {"result": "ok", "result_on": day.isoformat()})
    assert (kept(book).last_result, kept(book).last_result_on) == (AutopayResult.OK, day)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"at": "25:00"}, "time_unreadable"),
        ({"retry": "0"}, "retry_unreadable"),
        ({"retry": "1,x"}, "retry_unreadable"),
        ({"retry": "31"}, "retry_unreadable"),
        ({"retry": "1,2,3,4,5,6,7,8,9,10,11"}, "retry_unreadable"),
        ({"on_short": "half"}, "not_a_choice"),
        ({"holidays": "soon"}, "not_a_choice"),
        ({"result": "maybe"}, "not_a_choice"),
        ({"result": "ok", "result_on": (TODAY + timedelta(days=1)).isoformat()}, "in_the_future"),
    ],
)
def test_what_cannot_be_is_refused(book, loan, given, expected):
    before = facts(book)
    assert code(set_autopay(book, loan, given)) == expected
    assert facts(book) == before


def test_checking_notes_the_day_and_the_result_in_one_step(book, loan):
    assert code(check_autopay(book, loan)) == "no_autopay"
    set_autopay(book, loan, {"on": "on"})
    before = facts(book)
    check_autopay(book, loan, "failed")
    assert (kept(book).checked_on, kept(book).last_result) == (TODAY, AutopayResult.FAILED)
    assert kept(book).failed_unanswered
    undo(book)
    assert facts(book) == before


def test_a_form_begins_with_what_is_kept_and_saving_it_changes_nothing(book, loan):
    set_autopay(book, loan, {"at": "9", "retry": "1,3", "on_short": "sweep", "holidays": "next"})
    _loan, words, _count = whole_words(book, loan.id)
    assert {name: words[f"autopay_{name}"] for name in ("at", "retry", "on_short", "holidays")} == {
        "at": "09:00", "retry": "1,3", "on_short": "sweep", "holidays": "next",
    }  # fmt: skip
    before = facts(book)
    done, problems = edit_whole(book, loan.id, words)
    assert done, problems
    assert facts(book)["autopay"] == before["autopay"]
