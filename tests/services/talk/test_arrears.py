"""Arrears of a loan in the book: our split, the lender's figures, flags, holders and answers."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.domain.loan.arrears import Classification
from tracker.services.book import write_settings
from tracker.services.history import undo
from tracker.services.talk.arrears import arrears_view, tell_arrears
from tracker.services.talk.conduct import check_conduct
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.stages import add_stage


@pytest.fixture
def loan(book):
    return add(
        book, method="informal", balance="2000", payment="2000", first_due="2026-11-09", rate="", periods="1",
        due_day="", as_of="2026-10-09", lender="Bank",
    )  # fmt: skip


def shares(view):
    return {each.component: (each.minor, each.estimate) for each in view.arrears.shares}


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_twelve_days_late_is_suspected_until_the_lender_says_so(book, loan):
    view = arrears_view(book, loan)
    assert (view.arrears.status, view.arrears.days_past_due, view.arrears.bucket) == ("suspected", 12, "M1")
    assert (view.arrears.classification, view.tier_rule.number) == (Classification.SPECIAL_MENTION, "CN-F1")
    assert shares(view)["principal"] == (200_000, True)
    fields = {
        "confirmed_on": "2026-11-20",
        "confirmed_with": "hotline",
        "penalty": "32.10",
        "cause": "no job",
    }
    assert tell_arrears(book, loan, fields)[0]
    view = arrears_view(book, loan)
    assert (view.arrears.status, view.told.confirmed_with, view.told.cause) == (
        "confirmed",
        "hotline",
        "no job",
    )
    assert shares(view)["penalty"] == (3_210, False)
    assert view.told.told_on == book.today
    assert view.arrears.total_minor == 203_210


def test_a_second_entry_changes_the_first_and_is_undone(book, loan):
    assert tell_arrears(book, loan, {"product": "Online-Loan", "frozen_on": "2026-11-18"})[0]
    before = facts(book)
    assert tell_arrears(book, loan, {"line_cut_on": "2026-11-19"})[0]
    told = arrears_view(book, loan).told
    assert [name for name, _on in told.flags] == ["frozen", "line_cut"]
    assert check_conduct(book, loan).product == "online_loan"
    undo(book)
    assert facts(book) == before
    assert tell_arrears(book, loan, {"frozen_on": "-"})[0]
    assert arrears_view(book, loan).told.flags == ()


def test_what_cannot_be_is_refused(book, loan):
    assert code(tell_arrears(book, loan, {"confirmed_on": "2026-11-22"})) == "in_the_future"
    assert code(tell_arrears(book, loan, {"penalty": "-1"})) == "negative"
    assert code(tell_arrears(book, loan, {"product": "x" * 61})) == "too_long"
    assert arrears_view(book, loan).told is None


def test_holders_claims_and_answers_come_from_the_stages(book, loan):
    add_stage(book, loan, {"kind": "letter", "on": "2026-11-12", "claimed": "2000"})
    late = {"kind": "third_party", "on": "2026-11-15", "holder": "Agency", "claimed": "2300"}
    add_stage(book, loan, late | {"answer_by": "2026-11-18"})
    add_stage(book, loan, {"kind": "court", "on": "2026-11-19", "answer_by": "2026-12-04"})
    log_contact(book, loan, {"on": "2026-11-14", "time": "9:00"})
    view = arrears_view(book, loan)
    assert [each.holder for each in view.holders] == ["Bank", "Agency"]
    assert [each.change_minor for each in view.claims] == [30_000]
    assert [each.kind.value for each in view.answers] == ["court", "third_party"]
    assert view.last_contact_on.isoformat() == "2026-11-14"


def test_a_place_without_tiers_has_no_class_and_a_loan_on_time_no_arrears(book, loan):
    write_settings(book, {"jurisdiction": "UK"})
    assert arrears_view(book, loan).arrears.classification is None
    fine = add(book, "Fine", first_due="2026-12-28")
    view = arrears_view(book, fine)
    assert (view.arrears.status, view.arrears.total_minor, view.last_contact_on) == ("none", 0, None)
