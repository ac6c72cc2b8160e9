"""Triage of a book: what it heeds, and that the walk of the forecast can pay what it plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lived import TODAY

from tracker.domain.cash.facts import CashKind, OccurrenceState
from tracker.domain.cash.forecast import forecast
from tracker.services.autopay import set_autopay
from tracker.services.cash.accounts import add_account, find_account
from tracker.services.cash.events import save_event, tell_occurrence
from tracker.services.cash.forecasting import cash_facts
from tracker.services.loan.change import add_loan
from tracker.services.next_steps import next_steps
from tracker.services.plan.triage import LONGEST, set_triage_order, triage
from tracker.services.plan.triage_apply import apply_triage
from tracker.services.talk.negotiations import list_talks
from tracker.store.loan import read_loan

UNCLE = "2026-12-05"


def must(checked):
    found, problems = checked
    assert not problems
    return found


@pytest.fixture
def short(book):
    """Two accounts, a rent, three loans, one of them drawn by itself."""
    must(add_account(book, {"name": "Pays", "balance": "500"}))
    must(add_account(book, {"name": "Saves", "balance": "900", "lead_days": "1"}))
    for words in (
        {"name": "Rent", "amount": "700", "account": "Pays", "on": "2026-12-01"},
        {"name": "Streaming", "amount": "25", "account": "Pays", "on": "2026-12-02", "essential": "no"},
    ):
        must(save_event(book, CashKind.EXPENSE, words))
    loans = (
        {"name": "Card", "balance": "4000", "payment": "600", "first_due": "2026-11-27", "rate": "18%"},
        {"name": "Car", "balance": "9000", "payment": "400", "first_due": "2026-12-03", "stake": "secured"},
        {
            "name": "Uncle",
            "method": "informal",
            "balance": "300",
            "payment": "300",
            "first_due": "2026-12-05",
        },
    )
    ids = {words["name"]: must(add_loan(book, words)).ids[0] for words in loans}
    card = read_loan(book.conn, ids["Card"])
    must(set_autopay(book, card, {"on": "on", "account": "Pays", "checked": "2026-11-20"}))
    return ids


def acts(view):
    return {each.name: each.act for each in view.bills}


def test_the_worst_is_met_first_and_money_is_moved_in_time(book, short):
    view = must(triage(book))
    assert acts(view) == {
        "Rent": "full", "Car": "full", "Streaming": "skip", "Card": "skip", "Uncle": "full",
    }  # fmt: skip
    assert view.proved
    assert (view.cash_minor, view.needed_minor) == (140_000, 202_500)
    (off,) = view.offs
    assert (off.loan, off.by, off.attempt_on) == ("Card", date(2026, 11, 26), date(2026, 11, 27))
    assert sum(each.amount_minor for each in view.sends) == 20_000
    assert {each.target for each in view.sends} == {"Pays"}
    assert view.drift.essentials == 1


def test_what_is_planned_never_overdraws_in_the_walk_of_the_forecast(book, short):
    view = must(triage(book))
    must(apply_triage(book, view))
    facts, _left = cash_facts(book, view.until)
    unpaid = {each.loan_id for each in view.bills if each.act == "skip"}
    accounts = {each.name: each.id for each in facts.accounts}
    moved = must(find_account(book, "Saves"))
    sent = tuple(
        replace(
            _transfer(), from_id=moved.id, to_id=accounts[each.target], amount_minor=each.amount_minor,
            left_on=each.on, arrives_on=each.on,
        )
        for each in view.sends
    )  # fmt: skip
    kept = tuple(each for each in facts.debits if each.loan_id not in unpaid)
    found = forecast(replace(facts, debits=kept, transfers=sent), today=book.today, days=view.days)
    assert found.remedies == ()
    assert all((each.low or (None, 0))[1] >= 0 for each in found.accounts)


def _transfer():
    from tracker.domain.cash.facts import Transfer

    return Transfer(
        id=1, from_id=None, to_id=1, amount_minor=1, currency="CNY", left_on=TODAY, arrives_on=TODAY,
        recorded_at="2099-01-01T00:00:00Z",
    )  # fmt: skip


def test_taken_over_once_it_is_not_taken_over_twice(book, short):
    view = must(triage(book))
    must(apply_triage(book, view))
    talks = {(each.loan, each.next_on) for each in list_talks(book)}
    assert talks == {("Card", date(2026, 11, 26))}
    assert len(list_talks(book)) == 2  # to call, and to switch the autopay off
    must(apply_triage(book, must(triage(book))))
    assert len(list_talks(book)) == 2
    steps = [each.code for each in next_steps(book)]
    assert "triage" not in steps  # it was chosen
    assert steps[0] == "autopay_left"


def test_enough_is_said_and_nothing_is_asked_for(book):
    must(add_account(book, {"name": "Pays", "balance": "5000"}))
    must(add_loan(book, {"name": "Card", "balance": "4000", "payment": "600", "first_due": "2026-11-27"}))
    view = must(triage(book))
    assert view.enough
    assert view.bills[0].met
    assert not view.offs
    assert "triage" not in {each.code for each in next_steps(book)}
    assert must(triage(book, days=3)).bills == ()


def test_what_was_paid_already_and_what_the_days_can_be(book, short):
    rent = must(triage(book)).bills
    event_id = int(next(each.key for each in rent if each.name == "Rent").split(":")[1])
    event = next(each for each in cash_facts(book, TODAY)[0].events if each.id == event_id)
    told = {"planned": "2026-12-01", "on": TODAY.isoformat()}
    must(tell_occurrence(book, event, OccurrenceState.CAME, told))
    assert "Rent" not in acts(must(triage(book)))
    for days in (0, LONGEST + 1):
        assert triage(book, days=days)[1][0].code == "not_in_range"
    assert set_triage_order(book, "nonsense")[1][0].code == "not_a_choice"


def test_a_search_that_is_stopped_still_answers(book, short):
    view = must(triage(book, stop=lambda: True))
    assert {each.name for each in view.bills} == {"Rent", "Streaming", "Card", "Car", "Uncle"}
