"""The schedule as a calendar."""

from __future__ import annotations

from icalendar import Calendar
from lived import add, pay

from tracker.services.alert_rules import set_rule
from tracker.services.calendar_file import schedule_calendar
from tracker.services.loan.change import change_terms


def events(text):
    return {str(each["uid"]): each for each in Calendar.from_ical(text).walk("VEVENT")}


def test_imported_twice_it_is_there_once_and_a_moved_due_moves(book):
    loan = add(book, "Jiebei", due_day="24", periods="6")
    first = events(schedule_calendar(book))
    assert len(first) == 6
    assert set(events(schedule_calendar(book))) == set(first)
    assert change_terms(book, loan.id, {"due_day": "27"})[0]
    moved = events(schedule_calendar(book))
    assert set(moved) == set(first)
    assert {each.decoded("dtstart").day for each in moved.values()} == {27}


def test_a_paid_due_is_ticked_off_and_reminds_no_more(book):
    loan = add(book, "Jiebei", due_day="24", periods="6")
    (open_minor,) = book.conn.execute("select open_minor from due order by due_on").fetchone()
    pay(book, loan, open_minor)
    found = sorted(events(schedule_calendar(book)).values(), key=lambda each: each.decoded("dtstart"))
    assert [len(each.walk("VALARM")) for each in found[:2]] == [0, 4]
    assert str(found[0]["summary"]) == "Jiebei: paid"


def test_reminders_follow_the_rule_and_hidden_amounts_stay_hidden(book):
    add(book, "Jiebei", due_day="24")
    assert set_rule(book, "due", days="2")[0]
    text = schedule_calendar(book, hide_amounts=True)
    assert {len(each.walk("VALARM")) for each in events(text).values()} == {1}
    assert "DESCRIPTION:CN" not in text
    assert set_rule(book, "due", on=False)[0]
    assert "VALARM" not in schedule_calendar(book)


def test_one_loan_alone(book):
    one = add(book, "Jiebei", due_day="24", periods="6")
    add(book, "Huabei", due_day="25", periods="6")
    assert len(events(schedule_calendar(book, loan_id=one.id))) == 6
