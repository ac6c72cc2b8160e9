"""Triage of a book: what it heeds, and that the walk of the forecast can pay what it plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lived import TODAY

from tracker.domain.cash.facts import CashKind, OccurrenceState
from tracker.domain.cash.forecast import forecast
from tracker.domain.recovery.negotiation import State
from tracker.services.alert_facts import gather
from tracker.services.autopay import set_autopay
from tracker.services.cash.accounts import add_account, find_account, set_account
from tracker.services.cash.events import save_event, tell_occurrence
from tracker.services.cash.forecasting import cash_facts
from tracker.services.history import undo
from tracker.services.loan.change import add_loan
from tracker.services.next_steps import next_steps
from tracker.services.plan.triage import LONGEST, set_triage_order, triage
from tracker.services.plan.triage_apply import apply_triage
from tracker.services.plan.triage_off import open_offs
from tracker.services.talk.contacts import list_contacts, log_contact
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
    assert len(list_talks(book)) == 1
    must(apply_triage(book, must(triage(book))))
    assert len(list_talks(book)) == 1
    steps = [each.code for each in next_steps(book)]
    assert "triage" not in steps  # it was chosen
    assert steps[0] == "autopay_left"


def off_steps(book):
    return [(each.code, each.on) for each in next_steps(book) if each.code == "autopay_left"]


def test_what_is_to_be_switched_off_is_asked_for_until_the_debit_comes_no_more(book, short):
    must(apply_triage(book, must(triage(book))))
    asked = [("autopay_left", date(2026, 11, 26))]
    assert off_steps(book) == asked
    assert {(each.rule, each.on) for each in gather(book).facts if each.params.get("kind") == "autopay"} == {
        ("follow_up", date(2026, 11, 26))
    }
    card = read_loan(book.conn, short["Card"])
    assert card is not None
    # Off, drawn from another account, or with a smaller sum: the debit meant comes no more in any of them.
    for fields in ({"on": "off"}, {"account": "Saves"}, {"mode": "fixed", "fixed": "100"}):
        done = must(set_autopay(book, card, fields))
        assert not open_offs(book), fields
        if "on" in fields:
            assert off_steps(book) == []
            assert not [each for each in gather(book).facts if each.params.get("kind") == "autopay"]
        undo(book)
        assert done.action_id
        assert off_steps(book) == asked
    undo(book)
    assert off_steps(book) == []


def test_a_logged_call_ends_its_follow_up_and_undo_brings_it_back(book, short):
    must(apply_triage(book, must(triage(book))))
    card = read_loan(book.conn, short["Card"])
    assert card is not None
    book.today = date(2026, 11, 26)
    assert "follow_up" in {each.code for each in next_steps(book)}
    tried = {"on": "2026-11-26", "time": "10:00", "direction": "out"}
    must(log_contact(book, card, {**tried, "answered": "no"}))
    assert [each.state for each in list_talks(book)] == [State.DRAFT]
    must(log_contact(book, card, {**tried, "direction": "in"}))
    assert [each.state for each in list_talks(book)] == [State.DRAFT]
    done = must(log_contact(book, card, tried))
    (talk,) = list_talks(book)
    assert (talk.state, talk.next_on) == (State.SENT, None)
    assert done.notes[0].startswith(f"The call of talk {talk.id} is made")
    assert "follow_up" not in {each.code for each in next_steps(book)}
    undo(book)
    assert [each.state for each in list_talks(book)] == [State.DRAFT]
    assert len(list_contacts(book)) == 2


def test_what_is_to_stay_in_an_account_stays_but_for_what_is_worse(book, short):
    pays, saves = must(find_account(book, "Pays")), must(find_account(book, "Saves"))
    must(set_account(book, pays, {"buffer": "500"}))
    must(set_account(book, saves, {"buffer": "100"}))
    view = must(triage(book))
    # Rent and car take 300 of it; the uncle, who costs nothing but his trust, does not get the rest.
    assert acts(view) == {
        "Rent": "full", "Car": "full", "Streaming": "skip", "Card": "skip", "Uncle": "skip",
    }  # fmt: skip
    assert sum(each.used_minor for each in view.kept) == 30_000
    assert view.harm.kept == 30_000
    assert view.missing_minor == 202_500 + 60_000 - 140_000
    assert view.spare_minor == 0
    (flip,) = [each for each in view.flips if each.code == "kept"]
    assert (flip.amount_minor, [each.name for each in flip.changes]) == (30_000, ["Uncle"])
    assert (view.more.kept_minor, view.more.changes) == (10_000, ())
    assert view.first is not None
    assert (view.first.amount_minor, view.first.changes[0].name) == (32_500, "Streaming")
    must(set_triage_order(book, "essentials,legal+secured+arrangement,credit,money,buffer"))
    assert acts(must(triage(book)))["Uncle"] == "full"
    undo(book)
    must(set_triage_order(book, "buffer"))
    held = must(triage(book))
    assert held.harm.kept == 0
    assert acts(held)["Car"] == "skip"


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
