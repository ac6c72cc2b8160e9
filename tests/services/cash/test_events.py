"""Income and expenses as typed, what became of them, and money moved between accounts."""

from __future__ import annotations

from datetime import date

import pytest
from lived import TODAY

from tracker.domain.cash.facts import CashKind, OccurrenceState
from tracker.services.cash.accounts import accounts, add_account
from tracker.services.cash.events import (
    find_event,
    list_events,
    list_occurrences,
    list_transfers,
    next_planned,
    remove_event,
    remove_transfer,
    save_event,
    tell_occurrence,
    top_up,
)
from tracker.services.history import undo

INCOME = CashKind.INCOME
SALARY = {"name": "Salary", "amount": "8000", "account": "CMB", "on": "2026-10-31", "every": "month"}


@pytest.fixture
def cmb(book):
    add_account(book, {"name": "CMB 1234", "balance": "100"})
    add_account(book, {"name": "ICBC 88", "balance": "5000", "lead_days": "1"})
    add_account(book, {"name": "Wise", "currency": "USD"})
    return accounts(book)[0]


def salary(book, **fields):
    done, problems = save_event(book, INCOME, SALARY | fields)
    assert done is not None, problems
    return next(each for each in list_events(book) if each.id == done.ids[0])


def codes(checked):
    return [(each.code, each.field) for each in checked[1]]


@pytest.mark.parametrize(
    ("fields", "first", "every"),
    [
        ({"day": "25"}, "2026-11-25", "month"),
        ({"day": "20", "every": "quarter"}, "2026-12-20", "quarter"),
        ({"day": "31", "every": "once"}, "2026-11-30", None),
    ],
)
def test_without_a_first_date_the_next_such_day_is_the_first(book, cmb, fields, first, every):
    told = {name: text for name, text in SALARY.items() if name not in ("on", "every")}
    done, problems = save_event(book, INCOME, told | fields)
    assert done is not None, problems
    found = list_events(book)[-1]
    assert (found.first_on.isoformat(), found.every and found.every.value) == (first, every)


def test_income_is_kept_with_its_rule(book, cmb):
    found = salary(book, until="2027-12-31", certainty="likely", note="net")
    assert (found.amount_minor, found.currency, found.every, found.month_day) == (800_000, "CNY", "month", 31)
    assert (found.certainty, found.until_on, found.note) == ("likely", date(2027, 12, 31), "net")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, [("required", "name")]),
        ({"name": "x" * 301}, [("too_long", "name")]),
        ({"amount": "0"}, [("not_positive", "amount")]),
        ({"amount": ""}, [("required", "amount")]),
        ({"on": ""}, [("required", "on")]),
        ({"on": "", "day": "45"}, [("due_day_unreadable", "day")]),
        ({"on": "someday"}, [("date_unreadable", "on")]),
        ({"every": "daily"}, [("not_a_choice", "every")]),
        ({"until": "2026-10-01"}, [("before_start", "until")]),
        ({"account": ""}, [("required", "account")]),
        ({"account": "Alipay"}, [("account_not_found", "account")]),
    ],
)
def test_what_income_cannot_be_is_named(book, cmb, fields, wrong):
    assert codes(save_event(book, INCOME, SALARY | fields)) == wrong
    assert list_events(book) == ()


def test_a_change_keeps_what_is_not_given(book, cmb):
    found = salary(book)
    save_event(book, INCOME, {"amount": "8500", "every": "once"}, found)
    (again,) = list_events(book)
    assert (again.amount_minor, again.every, again.month_day, again.first_on) == (
        850_000, None, None, found.first_on,
    )  # fmt: skip
    undo(book)
    assert list_events(book)[0].amount_minor == 800_000


def test_income_is_found_among_income_only(book, cmb):
    salary(book)
    salary(book, name="Salary of two")
    assert find_event(book, INCOME, "salary")[0].id == 1
    assert codes(find_event(book, INCOME, "alar")) == [("cash_event_ambiguous", "event")]
    assert codes(find_event(book, CashKind.EXPENSE, "salary")) == [("cash_event_not_found", "event")]


def test_a_salary_that_comes_late_is_moved_and_then_came(book, cmb):
    found = salary(book)
    assert next_planned(book, found) == date(2026, 10, 31)
    done, _none = tell_occurrence(
        book, found, OccurrenceState.MOVED, {"planned": "2026-11-30", "on": "2026-12-01"}
    )
    assert done.title == "Salary of 2026-11-30 comes on 2026-12-01"
    tell_occurrence(book, found, OccurrenceState.CAME, {"amount": "7900"})
    tell_occurrence(book, found, OccurrenceState.MISSED, {"planned": "2026-11-30"})
    told = [
        (each.planned_on.isoformat(), each.state.value, each.actual_on)
        for each in list_occurrences(book, found)
    ]
    assert told == [("2026-10-31", "came", TODAY), ("2026-11-30", "missed", None)]
    assert next_planned(book, found) == date(2026, 12, 31)


def test_a_moved_salary_is_the_one_that_came(book, cmb):
    found = salary(book, on="2026-11-20")
    tell_occurrence(book, found, OccurrenceState.MOVED, {"planned": "2026-11-20", "on": "2026-11-21"})
    tell_occurrence(book, found, OccurrenceState.CAME, {})
    told = [(each.planned_on, each.state.value, each.actual_on) for each in list_occurrences(book, found)]
    assert told == [(date(2026, 11, 20), "came", TODAY)]
    tell_occurrence(book, found, OccurrenceState.MOVED, {"on": "2026-12-28"})
    assert next_planned(book, found) == date(2026, 12, 20)


def test_a_word_about_an_event_that_is_over_is_refused(book, cmb):
    found = salary(book, every="once", on="2026-11-10")
    tell_occurrence(book, found, OccurrenceState.CAME, {})
    assert next_planned(book, found) is None
    assert codes(tell_occurrence(book, found, OccurrenceState.CAME, {})) == [("not_planned_then", "planned")]


@pytest.mark.parametrize(
    ("state", "fields", "wrong"),
    [
        ("moved", {}, [("required", "on")]),
        ("came", {"on": "2026-11-22"}, [("in_the_future", "on")]),
        ("came", {"planned": "2026-11-11"}, [("not_planned_then", "planned")]),
        ("came", {"amount": "0"}, [("not_positive", "amount")]),
    ],
)
def test_what_an_occurrence_cannot_be_is_named(book, cmb, state, fields, wrong):
    assert codes(tell_occurrence(book, salary(book), OccurrenceState(state), fields)) == wrong


def test_an_event_in_the_trash_comes_back_by_undo(book, cmb):
    remove_event(book, salary(book))
    assert list_events(book) == ()
    undo(book)
    assert len(list_events(book)) == 1


def test_a_top_up_arrives_after_the_lead_time_of_its_account(book, cmb):
    icbc = accounts(book)[1]
    done, _none = top_up(book, icbc, 5_000, source=cmb, fields={"note": "rent"})
    assert done.title == "Moved 50.00 from CMB 1234 to ICBC 88"
    (found,) = list_transfers(book)
    assert (found.left_on, found.arrives_on, found.note) == (TODAY, date(2026, 11, 22), "rent")
    remove_transfer(book, found)
    assert list_transfers(book) == ()


def test_what_a_top_up_cannot_be_is_named(book, cmb):
    wise = accounts(book)[2]
    assert codes(top_up(book, cmb, 0, source=cmb, fields={"arrives": "2026-11-20"})) == [
        ("before_start", "arrives"), ("not_positive", "amount"), ("same_account", "from"),
    ]  # fmt: skip
    assert codes(top_up(book, cmb, 1, source=wise, fields={})) == [("currency_mismatch", "from")]
    assert top_up(book, cmb, 1, source=None, fields={})[0].title == "Put 0.01 into CMB 1234"
