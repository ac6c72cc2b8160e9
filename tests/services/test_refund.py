"""Debits taken twice: found, asked back, chased, settled; each an undo step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add, facts, pay

from tracker.domain.loan.facts import PaymentState
from tracker.services.history import undo
from tracker.services.payment import list_payments, set_payment_state
from tracker.services.refund import (
    LOOKED_AT_DAYS,
    ask_refund,
    keep_separate,
    list_refunds,
    refund_back,
    suspected_duplicates,
)
from tracker.store.derived import differences
from tracker.store.due import read_kept


def ago(days):
    return TODAY - timedelta(days=days)


def balance(book):
    return sum(each.balance_minor for each in read_kept(book.conn, book.today))


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


@pytest.fixture
def loan(book):
    return add(book, as_of=ago(300).isoformat())


@pytest.fixture
def twice(book, loan):
    """The numbers of two debits of one sum, two days apart."""
    return pay(book, loan, 90_000, ago(20), account="CMB 1234"), pay(book, loan, 90_000, ago(18))


def test_a_second_debit_is_found_and_named_by_both_days(book, twice):
    (found,) = suspected_duplicates(book)
    assert (found.first_id, found.payment_id) == twice
    assert (found.amount_minor, found.first_on, found.paid_on) == (90_000, ago(20), ago(18))


def test_old_debits_are_looked_at_only_when_asked(book, loan):
    for days in (LOOKED_AT_DAYS + 12, LOOKED_AT_DAYS + 10):
        pay(book, loan, 5_000, ago(days))
    assert suspected_duplicates(book) == ()
    assert len(suspected_duplicates(book, days=None)) == 1


def test_a_pair_at_the_edge_of_the_window_is_whole(book, loan):
    pay(book, loan, 5_000, ago(LOOKED_AT_DAYS + 2))
    pay(book, loan, 5_000, ago(LOOKED_AT_DAYS))
    assert len(suspected_duplicates(book)) == 1


def test_what_is_kept_is_not_asked_about_again(book, twice):
    before = facts(book)
    assert keep_separate(book, twice[1])[0]
    assert suspected_duplicates(book) == ()
    undo(book)
    assert facts(book) == before
    assert len(suspected_duplicates(book)) == 1


def test_asking_it_back_stops_it_counting_until_the_money_is_there(book, loan, twice):
    both = balance(book)
    assert ask_refund(book, twice[1], note="ticket 5531")[0]
    assert suspected_duplicates(book) == ()
    assert balance(book) > both
    (refund,) = list_refunds(book)
    assert (refund.payment_id, refund.asked_on, refund.note, refund.state) == (
        twice[1], TODAY, "ticket 5531", "duplicate",
    )  # fmt: skip
    assert refund_back(book, twice[1], TODAY)[0]
    assert list_refunds(book) == ()
    (done,) = list_refunds(book, only_open=False)
    assert (done.back_on, done.asked_on) == (TODAY, TODAY)
    assert differences(book.conn) == []
    undo(book, 2)
    assert balance(book) == both


def test_a_duplicate_is_chased_before_anybody_has_asked(book, twice):
    set_payment_state(book, twice[1], PaymentState.DUPLICATE)
    (refund,) = list_refunds(book)
    assert (refund.id, refund.asked_on, refund.amount_minor) == (0, None, 90_000)


def test_the_longest_awaited_comes_first(book, loan, twice):
    failed = pay(book, loan, 700, ago(40), state=PaymentState.FAILED)
    ask_refund(book, twice[1])
    ask_refund(book, failed, asked_on=ago(30), amount_minor=500)
    assert [each.payment_id for each in list_refunds(book)] == [failed, twice[1]]
    assert list_refunds(book)[0].amount_minor == 500


def test_found_to_be_no_duplicate_it_counts_again_and_nothing_is_chased(book, twice):
    both = balance(book)
    ask_refund(book, twice[1])
    before = facts(book)
    done, _ = set_payment_state(book, twice[1], PaymentState.POSTED)
    assert done.action_id
    assert (balance(book), list_refunds(book, only_open=False)) == (both, ())
    undo(book)
    assert facts(book) == before, "one step"


def test_money_that_is_back_cannot_count_as_well(book, twice):
    refund_back(book, twice[1], TODAY)
    assert code(set_payment_state(book, twice[1], PaymentState.POSTED)) == "refund_is_back"


@pytest.mark.parametrize(
    ("state", "given", "expected"),
    [
        (PaymentState.POSTED, {"amount_minor": 80_000}, "refund_in_part"),
        (PaymentState.FAILED, {"amount_minor": 90_001}, "more_than_paid"),
        (PaymentState.FAILED, {"amount_minor": 0}, "not_positive"),
        (PaymentState.FAILED, {"asked_on": TODAY + timedelta(days=1)}, "in_the_future"),
        (PaymentState.FAILED, {"asked_on": TODAY - timedelta(days=30)}, "not_between"),
        (PaymentState.PENDING, {}, "not_refundable"),
        (PaymentState.PLANNED, {}, "not_refundable"),
    ],
)
def test_what_cannot_be_asked_back_is_refused(book, loan, state, given, expected):
    paid = pay(book, loan, 90_000, ago(10), state=state)
    before = facts(book)
    assert code(ask_refund(book, paid, **given)) == expected
    assert facts(book) == before


def test_it_is_not_back_before_it_was_asked_for(book, twice):
    ask_refund(book, twice[1], asked_on=ago(5))
    assert code(refund_back(book, twice[1], ago(6))) == "not_between"
    assert code(refund_back(book, 99, TODAY)) == code(ask_refund(book, 99)) == "gone"
    assert code(keep_separate(book, 99)) == "gone"


def test_asking_again_keeps_one_refund(book, twice):
    ask_refund(book, twice[1], asked_on=ago(5))
    ask_refund(book, twice[1], note="again")
    (refund,) = list_refunds(book)
    assert (refund.asked_on, refund.note) == (ago(5), "again")
    assert len(list_payments(book)) == 2
