"""Payments: what counts, what does not, and what a person may not type."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from lived import TODAY, add, facts, pay

from tracker.domain.loan.facts import PaymentState
from tracker.domain.loan.states import can_move, next_states
from tracker.services.due import list_dues
from tracker.services.loan.listing import list_loans
from tracker.services.payment import (
    count_payments,
    edit_payment,
    list_payments,
    record_payment,
    remove_payment,
    set_payment_state,
)
from tracker.store.derived import differences


@pytest.fixture
def loan(book):
    return add(book, opened="2026-01-28", as_of="2026-10-01", balance="10000", periods="24", due_day="28")


def balance(book):
    return list_loans(book)[0].balance_minor


def overdue(book):
    return [(row.due_on, row.amount_minor) for row in list_dues(book, overdue_only=True).rows]


def test_what_was_paid_before_the_record_began_is_history(book, loan):
    before = balance(book), overdue(book)
    done, _ = record_payment(book, loan, 50_000, paid_on=date(2026, 9, 28))
    assert "2026-10-01" in done.title
    assert (balance(book), overdue(book)) == before
    assert count_payments(book.conn, loan.id) == 1
    pay(book, loan, 50_000, date(2026, 10, 1))
    assert balance(book) < before[0]
    assert differences(book.conn) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"paid_on": date(2026, 1, 27)}, "before_opened"),
        ({"paid_on": TODAY + timedelta(days=1)}, "in_the_future"),
        ({"paid_on": TODAY + timedelta(days=1), "state": PaymentState.SENT}, "in_the_future"),
        ({"paid_on": TODAY, "posted_on": TODAY + timedelta(days=1)}, "in_the_future"),
        ({"paid_on": TODAY, "posted_on": TODAY - timedelta(days=1)}, "posted_before_paid"),
        ({"paid_on": TODAY, "receipt": Path("/nonexistent/receipt.pdf")}, "file_missing"),
        ({"paid_on": TODAY, "receipt": Path("/")}, "file_is_directory"),
    ],
)
def test_what_cannot_be_a_payment_is_refused(book, loan, given, code):
    before = facts(book)
    done, problems = record_payment(book, loan, 100, **given)
    assert done is None
    assert [problem.code for problem in problems] == [code]
    assert facts(book) == before


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_is_more_than_zero(book, loan, amount):
    assert record_payment(book, loan, amount, paid_on=TODAY)[1][0].code == "not_positive"


def test_only_a_planned_payment_lies_ahead_and_it_pays_nothing(book, loan):
    before = balance(book)
    ahead = pay(book, loan, 100_000, TODAY + timedelta(days=7), state=PaymentState.PLANNED)
    assert balance(book) == before
    assert set_payment_state(book, ahead, PaymentState.POSTED)[1][0].code == "in_the_future"
    assert balance(book) == before
    book.today += timedelta(days=30)
    assert balance(book) == before, "nothing becomes paid because a date passed"
    assert set_payment_state(book, ahead, PaymentState.POSTED)[0]
    assert balance(book) < before


@pytest.mark.parametrize("state", [each for each in PaymentState if each is not PaymentState.POSTED])
def test_only_a_posted_payment_counts(book, loan, state):
    before, late = balance(book), overdue(book)
    assert late
    paid = pay(book, loan, late[0][1], state=state)
    assert (balance(book), overdue(book)) == (before, late)
    set_payment_state(book, paid, PaymentState.POSTED)
    assert balance(book) < before
    assert overdue(book) == late[1:]
    edit_payment(book, paid, {"state": state.value})
    assert (balance(book), overdue(book)) == (before, late)
    assert differences(book.conn) == []


@pytest.mark.parametrize("state", list(PaymentState))
@pytest.mark.parametrize("wanted", list(PaymentState))
def test_a_payment_moves_step_by_step_or_not_at_all(book, loan, state, wanted):
    paid = pay(book, loan, 200_000, state=state)
    before, owed = facts(book), balance(book)
    done, problems = set_payment_state(book, paid, wanted)
    if can_move(state, wanted):
        assert done
        assert list_payments(book)[0].state == wanted
        assert (balance(book) < owed) == (wanted is PaymentState.POSTED and state is not wanted)
    else:
        assert [each.code for each in problems] == ["no_such_step"]
        assert problems[0].params["accepted"].split(", ") == [each.value for each in next_states(state)]
        assert facts(book) == before


def test_the_day_it_was_booked_or_left_comes_with_the_step(book, loan):
    ahead = pay(book, loan, 5_000, TODAY + timedelta(days=7), state=PaymentState.PLANNED)
    assert set_payment_state(book, ahead, PaymentState.SENT, on=TODAY - timedelta(days=1))[0]
    assert list_payments(book)[0].paid_on == TODAY - timedelta(days=1)
    assert set_payment_state(book, ahead, PaymentState.POSTED, on=TODAY)[0]
    row = list_payments(book)[0]
    assert (row.paid_on, row.posted_on, row.state) == (TODAY - timedelta(days=1), TODAY, "posted")
    assert set_payment_state(book, 99, PaymentState.POSTED)[1][0].code == "gone"


def test_a_planned_payment_that_is_booked_left_by_then(book, loan):
    ahead = pay(book, loan, 5_000, TODAY + timedelta(days=7), state=PaymentState.PLANNED)
    assert set_payment_state(book, ahead, PaymentState.POSTED, on=TODAY)[0]
    row = list_payments(book)[0]
    assert (row.paid_on, row.posted_on) == (TODAY, TODAY)


def test_a_removed_payment_is_owed_again(book, loan):
    before, late = balance(book), overdue(book)
    paid = pay(book, loan, late[0][1])
    assert overdue(book) == []
    remove_payment(book, paid)
    assert (balance(book), overdue(book)) == (before, late)
    assert remove_payment(book, paid)[1][0].code == "gone"
    assert edit_payment(book, paid, {"note": "x"})[1][0].code == "gone"


def test_a_payment_counts_from_the_day_it_was_posted(book, loan):
    late = overdue(book)
    pay(book, loan, late[0][1], date(2026, 10, 27), posted_on=date(2026, 10, 30))
    from tracker.services.loan.read import schedule

    first = schedule(book, loan.id)[0]
    assert (first.due_on, first.settled_on, first.late_days) == (date(2026, 10, 28), date(2026, 10, 30), 2)


def test_one_cent_short_is_not_paid(book, loan):
    ((_on, amount),) = overdue(book)
    pay(book, loan, amount - 1)
    assert overdue(book) == [(date(2026, 10, 28), 1)]
    pay(book, loan, 1)
    assert overdue(book) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": "0"}, "not_positive"),
        ({"amount": "-5"}, "negative"),
        ({"amount": "USD 5"}, "currency_mismatch"),
        ({"paid_on": "2026-02-31"}, "no_such_date"),
        ({"paid_on": "2026-01-27"}, "before_opened"),
        ({"state": "done"}, "not_a_choice"),
        ({"posted_on": "2026-12-01"}, "in_the_future"),
    ],
)
def test_an_edit_is_held_to_the_same_rules(book, loan, fields, code):
    paid = pay(book, loan, 100)
    before = facts(book)
    done, problems = edit_payment(book, paid, fields)
    assert done is None
    assert code in {problem.code for problem in problems}
    assert facts(book) == before


def test_pages_are_newest_first_and_add_up(book, loan):
    for day in range(1, 8):
        pay(book, loan, 100 + day, date(2026, 11, day))
    pages = [list_payments(book, loan_id=loan.id, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [row.paid_on.day for page in pages for row in page] == [7, 6, 5, 4, 3, 2, 1]
    for row in list_payments(book):
        parts = (
            row.principal_minor,
            row.interest_minor,
            row.fee_minor,
            row.penalty_minor,
            row.unapplied_minor,
        )
        assert sum(parts) == row.amount_minor


def test_text_from_outside_is_cleaned(book, loan):
    pay(book, loan, 1, account="CMB\x1b[31m", ref="a\u202eb", note="x\x07\ny")
    (row,) = list_payments(book)
    assert (row.account, row.ref, row.note) == ("CMB[31m", "ab", "x\ny")


def test_a_payment_made_takes_the_place_of_the_one_planned_nearby(book, loan):
    def made(amount, on, state=PaymentState.POSTED, account=""):
        done, problems = record_payment(book, loan, amount, paid_on=on, state=state, account=account)
        assert not problems
        return done

    near = TODAY + timedelta(days=5)
    far = TODAY + timedelta(days=40)
    made(5000, near, PaymentState.PLANNED, "CMB")
    made(5000, far, PaymentState.PLANNED)
    done = made(6000, TODAY)
    assert done.notes[0] == f"It takes the place of the payment planned for {near}."
    rows = {(each.paid_on, each.state, each.account) for each in list_payments(book, allocations=False)}
    assert rows == {(far, "planned", ""), (TODAY, "posted", "CMB")}
