"""Conduct: the log against the rules of the day; what is not known is not held against anybody."""

from __future__ import annotations

from datetime import date

import pytest
from lived import add

from tracker.services.book import write_settings
from tracker.services.rule import packs
from tracker.services.talk.conduct import check_conduct, products
from tracker.services.talk.contacts import log_contact


@pytest.fixture
def loan(book):
    return add(book)


def call(book, loan, clock, on="2026-11-20", **fields):
    done, problems = log_contact(book, loan, {"on": on, "time": clock} | fields)
    assert done, problems
    return done.ids[0]


def seen(view):
    return [(each.rule.number, each.test, each.count, each.on) for each in view.incidents]


def test_a_fourth_call_and_one_at_night_are_worth_checking(book, loan):
    for clock in ("9:00", "11:00", "16:00"):
        call(book, loan, clock)
    assert check_conduct(book, loan, "online_loan").incidents == ()
    night = call(book, loan, "22:30")
    view = check_conduct(book, loan, "online_loan")
    on = date(2026, 11, 20)
    assert seen(view) == [("CN-K1", "hours", 1, on), ("CN-K1", "per_day", 4, on)]
    assert view.incidents[0].calls == (night,)
    assert view.incidents[0].rule.effective_from == date(2025, 2, 28)


def test_calls_before_the_rule_was_in_force_show_nothing(book, loan):
    for clock in ("9:00", "11:00", "16:00", "22:30"):
        call(book, loan, clock, on="2025-02-27")
    assert check_conduct(book, loan, "online_loan").incidents == ()


def test_without_the_kind_of_credit_nothing_is_held_against_a_rule_made_for_one(book, loan):
    for _each in range(5):
        call(book, loan, "22:30")
    view = check_conduct(book, loan)
    assert (view.product, view.incidents, view.compared) == ("", (), ())
    assert {(rule.number, why) for rule, why in view.not_compared} == {
        ("CN-K1", "product"), ("CN-K2", "product"),
    }  # fmt: skip
    assert products(book) == ("card", "financial_loan", "online_loan")


def test_a_card_is_known_by_its_method(book):
    card = add(book, "Card", method="revolving", statement_day="6", due_day="24", periods="")
    for minute in range(7):
        call(book, card, f"9:0{minute}", answered="no", number="1")
    view = check_conduct(book, card)
    assert view.product == "card"
    assert seen(view) == [("CN-K2", "unanswered", 7, date(2026, 11, 20))]


def test_agreed_hours_own_calls_messages_and_others_are_not_counted(book, loan):
    call(book, loan, "22:30", hour_agreed="yes")
    call(book, loan, "22:31", direction="out")
    call(book, loan, "22:32", means="sms")
    call(book, loan, "22:33", third_party="sister", identity="refused")
    view = check_conduct(book, loan, "online_loan")
    assert view.incidents == ()
    assert [each.code for each in view.noted] == ["identity_refused", "third_party"]
    assert view.contacts == 3


def test_a_rule_nobody_read_is_named_and_never_fires(book, loan, monkeypatch):
    from dataclasses import replace

    from tracker.domain.rule.facts import Evidence
    from tracker.services.talk import conduct

    shipped = packs()
    unread = tuple(replace(rule, evidence=Evidence.MEMORY_HIGH) for rule in shipped.rules)
    monkeypatch.setattr(conduct, "packs", lambda: replace(shipped, rules=unread))
    call(book, loan, "22:30")
    view = check_conduct(book, loan, "online_loan")
    assert view.incidents == ()
    assert ("CN-K1", "unverified") in [(rule.number, why) for rule, why in view.not_compared]


def test_another_place_has_rules_of_its_own(book, loan):
    write_settings(book, {"jurisdiction": "US"})
    for day in range(14, 21):
        call(book, loan, "10:00", on=f"2026-11-{day}", answered="no")
    assert check_conduct(book, loan, "collector").incidents == ()
    call(book, loan, "10:30", answered="no")
    (found,) = check_conduct(book, loan, "collector").incidents
    assert (found.rule.number, found.test, found.count) == ("US-1", "per_week", 8)
