"""Taking an offer: a word changes nothing, a kept letter everything, and undo takes it all back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived import TODAY, add, facts, pay

from tracker.domain.loan.facts import CustomInstalment
from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.offer import Standing
from tracker.services.autopay import set_autopay
from tracker.services.evidence import add_evidence, correct_evidence
from tracker.services.exporting import export_all
from tracker.services.history import list_actions, redo, undo
from tracker.services.importing import ImportOptions, import_path
from tracker.services.loan.change import set_schedule
from tracker.services.loan.read import loan_view, schedule
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.arrangement import standings
from tracker.services.talk.negotiations import find_talk, list_talks, new_talk, step_talk
from tracker.services.talk.offers import add_offer, end_offer, find_offer
from tracker.store.derived import differences
from tracker.store.due import read_dues

PLAN = {"payments": "24 x 600 from 2026-12-15 monthly", "interest": "included", "breach": "whole"}


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


def codes(checked):
    assert checked[0] is None
    return [(each.code, each.field) for each in checked[1]]


@pytest.fixture
def loan(book):
    return add(book, lender="Bank", as_of="2026-10-01")


@pytest.fixture
def offer(book, loan):
    return done(add_offer(book, loan, PLAN)).ids[0]


@pytest.fixture
def letter(book, tmp_path):
    def kept(kind="letter", loan=None, **fields):
        path = tmp_path / f"{kind}.txt"
        path.write_text(f"we confirm {kind}")
        return str(done(add_evidence(book, path, {"kind": kind} | fields, loan=loan)).ids[0])

    return kept


def dues(book):
    return read_dues(book.conn, TODAY - timedelta(days=90), TODAY + timedelta(days=1200))


def test_a_word_changes_no_due_and_stands_as_a_warning(book, loan, offer):
    before = dues(book)
    told = done(accept_offer(book, offer, {}))
    assert "the schedule stays" in told.notes[0]
    assert any("CN-T3" in note for note in told.notes)
    assert dues(book) == before
    found = find_offer(book, offer)
    assert (found.standing, found.oral_since, found.effective_on) == (Standing.AGREED, TODAY, None)
    (talk,) = list_talks(book)
    assert (talk.state, talk.oral_since, found.negotiation_id) == (State.AGREED_ORALLY, TODAY, talk.id)
    assert standings(book).oral == (found,)
    done(accept_offer(book, offer, {}))
    assert len(find_talk(book, talk.id).steps) == 1


def test_a_letter_makes_it_the_schedule_and_undo_takes_all_of_it_back(book, loan, offer, letter):
    number = letter(loan=loan)
    set_autopay(book, loan, {"on": "on", "checked": "2026-11-01"})
    done(accept_offer(book, offer, {}))
    before, before_dues, steps = facts(book), dues(book), len(list_actions(book))
    told = done(accept_offer(book, offer, {"letter": number}))
    assert len(list_actions(book)) == steps + 1
    assert [(row.due_on.isoformat(), row.payment_minor) for row in schedule(book, loan.id)][:2] == [
        ("2026-12-15", 60_000), ("2027-01-15", 60_000),
    ]  # fmt: skip
    assert [each.due.open_minor for each in dues(book)] == [60_000] * 24
    (note,) = told.notes
    assert note.startswith("!! autopay may still take")
    found = find_offer(book, offer)
    assert (found.standing, found.letter, found.effective_on) == (Standing.IN_FORCE, int(number), TODAY)
    talk = find_talk(book, found.negotiation_id)
    assert [each.state for each in talk.steps] == [State.AGREED_ORALLY, State.CONFIRMED, State.ACTIVE]
    assert talk.steps[1].evidence == int(number)
    after = facts(book)
    undo(book)
    assert (facts(book), dues(book)) == (before, before_dues)
    redo(book)
    assert facts(book) == after
    assert differences(book.conn) == []


def test_a_lenders_table_does_not_slip_under_an_arrangement(book, loan, offer, letter):
    rows = (CustomInstalment(number=1, due_on=TODAY, principal_minor=loan.balance_minor),)
    done(accept_offer(book, offer, {"letter": letter()}))
    assert codes(set_schedule(book, loan, rows)) == [("arranged", "schedule")]
    undo(book)
    done(set_schedule(book, loan, rows))


def test_an_upfront_fee_is_the_first_thing_due(book, loan, letter):
    offer = done(add_offer(book, loan, PLAN | {"fee": "50"})).ids[0]
    done(accept_offer(book, offer, {"letter": letter()}))
    assert next((each.due.due_on, each.due.open_minor) for each in dues(book)) == (TODAY, 5_000)
    assert len(dues(book)) == 25


def test_what_is_no_writing_about_this_loan_is_refused(book, loan, offer, letter, tmp_path):
    other = add(book, "Other")
    before = facts(book)
    assert codes(accept_offer(book, offer, {"letter": "9"})) == [("no_evidence", "letter")]
    assert codes(accept_offer(book, offer, {"letter": letter("call_recording")})) == [
        ("not_a_writing", "letter")
    ]
    assert codes(accept_offer(book, offer, {"letter": letter(loan=other)})) == [("letter_of_other", "letter")]
    number = letter("sms")
    gone = letter("contract")
    done(correct_evidence(book, int(gone), {"note": "a mistake"}, withdraw=True))
    assert codes(accept_offer(book, offer, {"letter": gone})) == [("evidence_withdrawn", "letter")]
    assert codes(accept_offer(book, offer, {"effective": "2026-11-20"})) == [("letter_needed", "effective")]
    assert codes(accept_offer(book, offer, {"on": "2026-11-22"})) == [("in_the_future", "on")]
    assert codes(accept_offer(book, offer, {"on": "2026-11-20"})) == [("before_offer", "on")]
    for day, code in (("2026-12-20", "in_the_future"), ("2026-09-01", "before_tracked")):
        found = codes(accept_offer(book, offer, {"letter": number, "effective": day}))
        assert (code, "effective") in found
    kept = {name: rows for name, rows in facts(book).items() if name != "evidence"}
    assert kept == {name: rows for name, rows in before.items() if name != "evidence"}
    assert codes(accept_offer(book, 99, {})) == [("gone", "offer")]


def test_what_is_done_cannot_be_taken_again(book, loan, offer, letter):
    number = letter()
    done(accept_offer(book, offer, {"letter": number}))
    assert codes(accept_offer(book, offer, {"letter": number})) == [("offer_done", "offer")]


def test_a_first_payment_before_the_effective_day_is_refused(book, loan, letter):
    offer = done(add_offer(book, loan, {"kind": "lump_sum", "payments": "9000 by 2026-11-10"})).ids[0]
    found = accept_offer(book, offer, {"letter": letter(), "effective": "2026-11-15"})
    assert codes(found) == [("payment_before", "effective")]
    done(accept_offer(book, offer, {"letter": letter()}))
    assert find_offer(book, offer).effective_on.isoformat() == "2026-11-10"


def test_a_waiver_is_posted_and_the_schedule_goes_on(book, loan, letter):
    offer = done(add_offer(book, loan, {"kind": "waiver", "waive_interest": "20"})).ids[0]
    before = sum(each.due.open_minor for each in dues(book))
    done(accept_offer(book, offer, {"letter": letter()}))
    assert sum(each.due.open_minor for each in dues(book)) == before - 2_000
    assert [each.amount_minor for each in loan_view(book, loan.id).waivers] == [2_000]
    undo(book)
    assert loan_view(book, loan.id).waivers == ()


def test_new_money_changes_no_schedule(book, loan, letter):
    offer = done(
        add_offer(book, loan, PLAN | {"kind": "refinancing", "received": "9700", "from_whom": "Other bank"})
    ).ids[0]
    before = dues(book)
    told = done(accept_offer(book, offer, {"letter": letter()}))
    assert "debt loan add" in told.notes[0]
    assert dues(book) == before
    assert standings(book).in_force == ()


def test_a_later_arrangement_takes_the_place_of_the_first(book, loan, offer, letter):
    done(accept_offer(book, offer, {"letter": letter()}))
    first_talk = find_offer(book, offer).negotiation_id
    later = done(add_offer(book, loan, {"payments": "3 x 100 from 2026-12-20"})).ids[0]
    done(accept_offer(book, later, {"letter": letter()}))
    assert find_offer(book, offer).standing is Standing.REPLACED
    assert [each.due.open_minor for each in dues(book)] == [10_000] * 3
    assert find_offer(book, later).negotiation_id != first_talk


def test_an_offer_joins_the_only_open_talk_or_keeps_its_own(book, loan, offer):
    talk = done(new_talk(book, loan, {"aim": "less", "on": "2026-11-10"})).ids[0]
    done(step_talk(book, talk, {"state": "sent", "on": "2026-11-12"}))
    done(accept_offer(book, offer, {}))
    assert find_offer(book, offer).negotiation_id == talk
    other = done(new_talk(book, loan, {"aim": "more"})).ids[0]
    own = done(add_offer(book, loan, PLAN | {"talk": str(other)})).ids[0]
    done(accept_offer(book, own, {}))
    assert find_talk(book, other).state is State.AGREED_ORALLY
    done(step_talk(book, other, {"state": "lapsed"}))
    third = done(add_offer(book, loan, PLAN | {"talk": str(other)})).ids[0]
    done(accept_offer(book, third, {}))
    assert find_offer(book, third).negotiation_id not in (other, talk)


def test_a_lapsed_offer_is_taken_with_a_word(book, loan):
    offer = done(add_offer(book, loan, PLAN | {"on": "2026-11-01", "valid_until": "2026-11-10"})).ids[0]
    assert any("2026-11-10" in note for note in done(accept_offer(book, offer, {})).notes)


def test_a_breach_is_worth_checking_and_what_came_back_is_posted(book, loan, offer, letter):
    done(accept_offer(book, offer, {"letter": letter()}))
    book.today = TODAY + timedelta(days=30)
    (view,) = standings(book).in_force
    assert (view.missed.due_on.isoformat(), view.missed.open_minor, view.missed.days) == (
        "2026-12-15",
        60_000,
        6,
    )
    assert find_offer(book, offer).standing is Standing.IN_FORCE
    before = loan_view(book, loan.id).row.balance_minor
    assert codes(end_offer(book, offer, {"outcome": "kept", "revived": "3"})) == [
        ("only_if_broken", "revived")
    ]
    assert codes(end_offer(book, offer, {"outcome": "declined"})) == [("not_a_choice", "outcome")]
    done(end_offer(book, offer, {"outcome": "broken", "revived": "300"}))
    assert loan_view(book, loan.id).row.balance_minor == before + 30_000
    assert find_talk(book, find_offer(book, offer).negotiation_id).state is State.BROKEN
    assert codes(end_offer(book, offer, {"outcome": "kept"})) == [("offer_done", "offer")]
    undo(book)
    assert loan_view(book, loan.id).row.balance_minor == before


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    count=st.integers(1, 6),
    amount=st.integers(1, 4000),
    gone=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 300_000)), max_size=4),
    method=st.sampled_from(["level_payment", "revolving", "informal", "flat_fee"]),
)
def test_what_is_kept_is_what_a_replay_gives_and_comes_back_from_an_export(
    fresh, tmp_path, count, amount, gone, method
):
    terms = {
        "level_payment": {"rate": "15.4%", "periods": "24", "due_day": "31"},
        "flat_fee": {"fee_rate": "0.6%", "periods": "12", "due_day": "28", "rate": ""},
        "revolving": {
            "rate": "18.25%", "statement_day": "6", "due_day": "24", "minimum_percent": "10%", "periods": "",
        },
        "informal": {"payment": "500", "due_day": "15", "rate": "", "periods": ""},
    }[method]  # fmt: skip
    path = tmp_path / "letter.txt"
    path.write_text("we confirm")
    with fresh() as book, fresh() as other:
        loan = add(book, method=method, as_of="2026-10-01", **terms)
        made = add_offer(book, loan, {"payments": f"{count} x {amount} from 2026-12-15", "fee": "7"})
        offer = done(made).ids[0]
        number = done(add_evidence(book, path, {"kind": "letter"})).ids[0]
        done(accept_offer(book, offer, {"letter": str(number)}))
        for days, minor in gone:
            pay(book, loan, minor, TODAY - timedelta(days=days))
        assert differences(book.conn) == []
        assert len(schedule(book, loan.id)) >= count
        export_all(book, tmp_path / "out", force=True)
        report, problems = import_path(other, tmp_path / "out", ImportOptions())
        assert (problems, report.rejected) == ((), [])
        assert facts(other) == facts(book)
        assert differences(other.conn) == []
