"""The lender's word, money to get back, and autopay as the page of a loan takes them."""

from __future__ import annotations

from datetime import date

import pytest
from lived import TODAY, add, pay

from tracker.domain.loan.autopay import AutopayMode, AutopayResult, HolidayRule, OnShort
from tracker.services.autopay import list_autopay
from tracker.services.loan.claims import explain_loan
from tracker.services.loan.truth_forms import autopay_form, claim_form, refund_form
from tracker.services.payment import list_payments
from tracker.services.refund import list_refunds, suspected_duplicates


@pytest.fixture
def loan(book):
    return add(book, "Car", as_of="2026-11-01", balance="10000", rate="6%", periods="12", due_day="28")


def paid_twice(book, loan):
    pay(book, loan, 20_000, date(2026, 11, 10))
    pay(book, loan, 20_000, date(2026, 11, 11))
    (suspect,) = suspected_duplicates(book, loan_id=loan.id)
    return suspect


def test_a_claim_is_kept_for_its_day(book, loan):
    done, problems = claim_form(book, loan.id, {"amount": "10050", "on": "today", "note": "SMS"})
    assert done is not None, problems
    view = explain_loan(book, loan.id)
    assert view is not None and view.claim is not None
    assert (view.explanation.on, view.explanation.claimed_minor, view.claim.note) == (TODAY, 1_005_000, "SMS")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"amount": ""}, "amount"), ({"amount": "x"}, "amount"), ({"amount": "5", "on": "+9"}, "on")],
)
def test_a_claim_that_cannot_be_is_refused(book, loan, fields, field):
    done, problems = claim_form(book, loan.id, fields)
    assert done is None
    assert problems[0].field == field
    assert claim_form(book, 99, {"amount": "5"})[1][0].code == "gone"


def test_a_second_debit_is_asked_back_and_comes_back(book, loan):
    suspect = paid_twice(book, loan)
    done, problems = refund_form(
        book, suspect.payment_id, {"what": "asked", "on": "2026-11-15", "note": "55"}
    )
    assert done is not None, problems
    (refund,) = list_refunds(book)
    assert (refund.asked_on, refund.note) == (date(2026, 11, 15), "55")
    states = {each.payment_id: each.state for each in list_payments(book, loan_id=loan.id)}
    assert states[suspect.payment_id] == "duplicate"
    done, problems = refund_form(
        book, suspect.payment_id, {"what": "back", "on": "2026-11-20", "amount": "200"}
    )
    assert done is not None, problems
    assert list_refunds(book) == ()


def test_a_payment_of_its_own_is_asked_about_no_more(book, loan):
    suspect = paid_twice(book, loan)
    done, problems = refund_form(book, suspect.payment_id, {"what": "separate"})
    assert done is not None, problems
    assert suspected_duplicates(book, loan_id=loan.id) == ()
    assert refund_form(book, 99, {"what": "asked"})[1][0].code == "gone"


def test_autopay_is_set_in_full_and_emptied_again(book, loan):
    words = {
        "on": "on", "account": "CMB", "mode": "fixed", "fixed": "300", "at": "06:30", "retry": "1,3",
        "on_short": "sweep", "holidays": "next", "card": "4321", "expires": "08/27", "checked": "2026-11-01",
        "result": "failed", "result_on": "2026-10-28",
    }  # fmt: skip
    done, problems = autopay_form(book, loan.id, words)
    assert done is not None, problems
    held = list_autopay(book)[0].autopay
    assert held is not None
    assert (held.attempt_at, held.retries, held.on_short) == ("06:30", (1, 3), OnShort.SWEEP)
    assert (held.holiday_rule, held.card_expires_on) == (HolidayRule.NEXT, date(2027, 8, 31))
    assert (held.last_result, held.last_result_on) == (AutopayResult.FAILED, date(2026, 10, 28))
    emptied = {**words, "mode": "full", "fixed": "", "at": "", "retry": "", "expires": "", "result": "-"}
    emptied |= {"holidays": "none"}
    done, problems = autopay_form(book, loan.id, emptied)
    assert done is not None, problems
    held = list_autopay(book)[0].autopay
    assert held is not None
    assert (held.mode, held.fixed_minor, held.attempt_at, held.retries) == (AutopayMode.FULL, None, "", ())
    assert (held.card_expires_on, held.last_result, held.holiday_rule) == (None, None, HolidayRule.NONE)
    assert autopay_form(book, 99, {"on": "on"})[1][0].code == "gone"
