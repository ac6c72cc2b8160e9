"""The inbox: what is open, why, what next; cleared, put off, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from lived import add, pay

from tracker.services.alert import run_alerts
from tracker.services.alert_inbox import AlertNotFoundError, clear, find, inbox, next_message, snooze, wake
from tracker.services.alert_rules import set_rule
from tracker.services.alert_words import Tell
from tracker.services.history import undo
from tracker.services.refund import ask_refund
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage
from tracker.store.gate import nothing_to_say

DAY = date(2026, 11, 23)


@pytest.fixture
def loans(book):
    """Two loans whose dues are near, on the day before them."""
    book.today = DAY
    return add(book, "Jiebei", due_day="24"), add(book, "Huabei", due_day="25")


def on(book, day, **options):
    book.today = day
    return [each.key for each in run_alerts(book, **options).alerts]


def test_what_is_open_says_why_and_what_to_do(book, loans):
    first, second = inbox(book).items
    assert (first.loan, first.rule, first.state, first.about_on) == (
        "Jiebei",
        "due",
        "open",
        date(2026, 11, 24),
    )
    assert first.act == f"debt pay {loans[0].id} AMOUNT"
    assert first.why
    assert first.sent_to == ()
    run_alerts(book)
    assert inbox(book).items[0].sent_to == ("stdout",)
    hidden = inbox(book, tell=Tell(names=True)).items[0]
    assert "Jiebei" in hidden.what
    assert "¥" not in hidden.what
    assert second.loan == "Huabei"


def test_what_is_paid_leaves_the_inbox(book, loans):
    (open_minor,) = book.conn.execute("select open_minor from due order by due_on").fetchone()
    pay(book, loans[0], open_minor, DAY)
    assert [each.loan for each in inbox(book).items] == ["Huabei"]


def test_clearing_is_for_that_due_date_only_and_can_be_undone(book, loans):
    assert clear(book, "jiebei")[0]
    assert [each.loan for each in inbox(book).items] == ["Huabei"]
    assert inbox(book, cleared=True).counts == {"open": 1, "snoozed": 0, "cleared": 1}
    assert on(book, date(2026, 11, 27)) == [f"{loans[1].id}:2026-11-25:instalment:overdue+2"]
    assert f"{loans[0].id}:2026-12-24:instalment:7" in on(book, date(2026, 12, 17))
    undo(book)
    assert f"{loans[0].id}:2026-11-24:instalment:overdue+17" in on(book, date(2026, 12, 17))


def test_what_is_put_off_is_silent_until_its_day_and_said_again_then(book, loans):
    run_alerts(book)
    assert snooze(book, f"{loans[0].id}:2026-11-24:instalment", until=date(2026, 12, 2))[0]
    assert [each.state for each in inbox(book).items] == ["open", "snoozed"]
    said = on(book, date(2026, 11, 26))
    assert [key.split(":")[0] for key in said] == [str(loans[1].id)]
    said = on(book, date(2026, 12, 2))
    assert f"{loans[0].id}:2026-11-24:instalment:again2026-12-02" in said
    assert on(book, date(2026, 12, 2)) == []
    assert nothing_to_say(book.path, "2026-12-02")


def test_a_day_that_has_come_is_no_day_to_put_off_to(book, loans):
    done, (problem,) = snooze(book, "jiebei", until=DAY)
    assert (done, problem.code) == (None, "not_later")


def test_waking_takes_a_hold_away(book, loans):
    assert clear(book, "jiebei")[0]
    assert wake(book, f"{loans[0].id}:2026-11-24:instalment")[0]
    assert inbox(book).counts["open"] == 2
    assert wake(book, "jiebei")[1][0].code == "gone"


def test_an_alert_is_found_by_number_key_or_name(book, loans):
    run_alerts(book)
    key = f"{loans[0].id}:2026-11-24:instalment"
    assert find(book, "1")[0] == key
    assert find(book, key)[0] == key
    assert find(book, f"{key}:1")[0] == key
    assert find(book, "JIEB")[0] == key
    for text in ("99", "nobody", ""):
        with pytest.raises(AlertNotFoundError):
            find(book, text)
    with pytest.raises(AlertNotFoundError) as failure:
        find(book, "bei")
    assert len(failure.value.matches) == 2


def test_the_next_message_is_what_a_run_sends(book, loans):
    title, body = next_message(book)
    assert title == "2 reminders"
    assert body.count("\n") == 1
    assert "Jiebei" not in body
    run_alerts(book)
    assert next_message(book) == ("", "")


def test_a_debit_taken_twice_is_open_until_the_money_is_back(book, loans):
    first = pay(book, loans[0], 5000, date(2026, 11, 20))
    again = pay(book, loans[0], 5000, date(2026, 11, 21))
    assert first != again
    found = [each for each in inbox(book).items if each.rule == "duplicate_debit"]
    assert [each.amount_minor for each in found] == [5000]
    assert ask_refund(book, again)[0]
    (asked,) = [each for each in inbox(book).items if each.rule == "duplicate_debit"]
    assert "refund" in asked.key


def test_several_are_put_off_cleared_and_woken_in_one_step(book, loans):
    keys = [each.key for each in inbox(book).items]
    done, _problems = snooze(book, *keys, until=date(2026, 12, 2))
    assert done.title == "Put off the alert of Jiebei and 1 more until 2026-12-02"
    assert inbox(book).counts == {"open": 0, "snoozed": 2, "cleared": 0}
    undo(book)
    assert inbox(book).counts["open"] == 2
    assert clear(book, *keys)[0]
    assert inbox(book).counts["cleared"] == 2
    assert wake(book, *keys)[0]
    assert inbox(book).counts["open"] == 2


def test_talks_are_followed_up_and_promises_come_due(book, loans):
    done, _ = new_talk(book, loans[0], {"aim": "extension"})
    assert step_talk(book, done.ids[0], {"state": "sent", "next": "2026-11-24"})[0]
    assert add_promise(book, loans[1], {"what": "pay", "amount": "100", "due": "2026-11-24"})[0]
    assert add_stage(book, loans[1], {"kind": "court", "answer_by": "2026-11-26"})[0]
    found = {each.key.rsplit(":", 1)[1]: each for each in inbox(book).items}
    talk, promise, court = found["talk.1"], found["promise.1"], found["stage.1"]
    assert (talk.rule, promise.rule, court.rule) == ("follow_up", "promise", "follow_up")
    assert talk.act == "debt talk step 1 STATE"
    assert (promise.amount_minor, promise.act) == (10_000, "debt talk promise end 1 kept")
    assert court.act == "debt talk stage answered 1"
    assert nothing_to_say(book.path, "2026-11-24") is False
    said = on(book, date(2026, 11, 24))
    assert {each.rsplit(":", 1)[1] for each in said} >= {"follow0", "promise0"}
    set_rule(book, "promise", on=False)
    assert all(each.rule != "promise" for each in inbox(book).items)
