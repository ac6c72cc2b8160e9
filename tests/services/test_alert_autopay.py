"""An automatic payment that will fail and the due it pays are one matter: one line, cleared together."""

from __future__ import annotations

from datetime import date

from lived import TODAY, add

from tracker.services.alert import run_alerts
from tracker.services.alert_inbox import clear, inbox
from tracker.services.autopay import set_autopay
from tracker.services.cash.accounts import add_account


def said_on(book, today):
    book.today = today
    return [(each.rule, each.key.rpartition(":")[0]) for each in run_alerts(book).alerts]


def test_a_failing_autopay_says_the_due_as_well(book):
    jiebei = add(book, "Jiebei", periods="6", due_day="25")
    done, problems = set_autopay(book, jiebei, {"on": "on", "account": "CMB", "expires": "10/26"})
    assert done is not None, problems
    (item,) = [each for each in inbox(book).items if each.about_on >= TODAY]
    assert item.rule == "autopay_fail"
    said = said_on(book, date(2026, 11, 22))
    assert [each for each in said if "2026-11-25" in each[1]] == [("autopay_fail", "1:2026-11-25:instalment")]
    assert said_on(book, date(2026, 11, 22)) == []
    clear(book, "1:2026-11-25:instalment")
    assert not [each for each in said_on(book, date(2026, 11, 25)) if "2026-11-25" in each[1]]


def test_a_debit_that_the_forecast_sees_fail_says_the_due_as_well(book):
    jiebei = add(book, "Jiebei", periods="6", due_day="25")
    add_account(book, {"name": "CMB", "balance": "1"})
    done, problems = set_autopay(book, jiebei, {"on": "on", "account": "CMB", "checked": "2026-11-20"})
    assert done is not None, problems
    items = [each for each in inbox(book).items if each.about_on == date(2026, 11, 25)]
    assert [(each.rule, each.key) for each in items] == [("autopay_fail", "1:2026-11-25:instalment")]
