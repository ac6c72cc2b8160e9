"""Offers: kept as they were made, changed, declined, brought back."""

from __future__ import annotations

import pytest
from lived import TODAY, add, facts

from tracker.domain.recovery.offer import Breach, Interest, Missing, OfferKind, Standing
from tracker.services.history import undo
from tracker.services.loan.change import remove_loan
from tracker.services.talk.entry import remove_entry, restore_entry
from tracker.services.talk.negotiations import new_talk
from tracker.services.talk.offers import add_offer, edit_offer, end_offer, find_offer, list_offers
from tracker.store.derived import differences

PLAN = {"kind": "instalments", "payments": "12 x 500 from 2026-12-05 monthly"}


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


def codes(checked):
    assert checked[0] is None
    return [(each.code, each.field) for each in checked[1]]


@pytest.fixture
def loan(book):
    return add(book, lender="Bank", as_of="2026-10-01")


def test_an_offer_is_kept_with_all_that_was_said(book, loan):
    talk = done(new_talk(book, loan, {"aim": "less"})).ids[0]
    said = {
        "valid_until": "2026-11-30", "fee": "50", "waive_interest": "30", "waive_penalty": "0",
        "interest": "stops", "breach": "waived", "credited": "restructured", "written": "yes",
        "talk": str(talk), "note": "by phone",
    }  # fmt: skip
    number = done(add_offer(book, loan, PLAN | said)).ids[0]
    offer = find_offer(book, number)
    assert (offer.kind, offer.from_whom, offer.words) == (OfferKind.INSTALMENTS, "Bank", PLAN["payments"])
    assert (len(offer.payments), offer.payments[0].amount_minor, offer.upfront_fee_minor) == (
        12,
        50_000,
        5_000,
    )
    assert (offer.waived, offer.interest, offer.breach) == (
        (("interest", 3_000),), Interest.STOPS, Breach.WAIVED,
    )  # fmt: skip
    assert (offer.negotiation_id, offer.missing, offer.note) == (talk, (), "by phone")
    assert facts(book)["offer_payment"][0]["amount"] == "500.00"
    undo(book)
    assert list_offers(book) == ()


def test_an_extension_moves_everything_open_by_months(book, loan):
    number = done(add_offer(book, loan, {"kind": "extension", "by": "1m", "fee": "0"})).ids[0]
    offer = find_offer(book, number)
    assert [each.due_on.isoformat() for each in offer.payments[:2]] == ["2026-11-28", "2026-12-28"]
    assert Missing.PAYMENTS not in offer.missing
    assert offer.words == "1m"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"kind": "gift"}, ("not_a_choice", "kind")),
        ({"payments": ""}, ("payments_needed", "payments")),
        ({"payments": "2026-09-01=5"}, ("before_tracked", "payments")),
        ({"by": "1m"}, ("only_extension", "by")),
        ({"kind": "extension", "by": "later"}, ("shift_unreadable", "by")),
        ({"kind": "waiver", "payments": ""}, ("waiver_empty", "payments")),
        ({"received": "100"}, ("only_new_money", "received")),
        ({"valid_until": "2026-11-01"}, ("before_offer", "valid_until")),
        ({"on": "2026-11-22"}, ("in_the_future", "on")),
        ({"talk": "9"}, ("gone", "talk")),
        ({"evidence": "9"}, ("no_evidence", "evidence")),
        ({"interest": "maybe"}, ("not_a_choice", "interest")),
    ],
)
def test_what_cannot_be_is_refused(book, loan, fields, found):
    assert found in codes(add_offer(book, loan, PLAN | fields))
    assert list_offers(book) == ()


def test_a_debt_without_a_schedule_cannot_be_moved(book):
    uncle = add(book, "Uncle", rate="", periods="", due_day="")
    assert codes(add_offer(book, uncle, {"kind": "extension", "by": "1m"})) == [("nothing_to_extend", "by")]


def test_an_offer_is_changed_as_one_step(book, loan):
    number = done(add_offer(book, loan, PLAN)).ids[0]
    before = facts(book)
    done(edit_offer(book, number, {"payments": "2 x 700 from 2026-12-01", "breach": "whole"}))
    offer = find_offer(book, number)
    assert ([each.amount_minor for each in offer.payments], offer.breach) == ([70_000] * 2, Breach.WHOLE)
    undo(book)
    assert facts(book) == before
    done(edit_offer(book, number, {"note": "n"}))
    assert len(find_offer(book, number).payments) == 12
    assert codes(edit_offer(book, 99, {})) == [("gone", "offer")]


def test_a_declined_offer_is_over(book, loan):
    number = done(add_offer(book, loan, PLAN)).ids[0]
    assert codes(end_offer(book, number, {"outcome": "kept"})) == [("not_a_choice", "outcome")]
    assert codes(end_offer(book, number, {"on": "2026-11-01"})) == [("not_between", "on")]
    done(end_offer(book, number, {"outcome": "declined"}))
    assert list_offers(book) == ()
    (offer,) = list_offers(book, every=True)
    assert (offer.standing, offer.ended_on) == (Standing.DECLINED, TODAY)
    assert codes(edit_offer(book, number, {})) == [("offer_done", "offer")]
    assert codes(end_offer(book, 99, {})) == [("gone", "offer")]


def test_the_trash_keeps_it_and_gives_it_back(book, loan):
    number = done(add_offer(book, loan, PLAN)).ids[0]
    done(remove_entry(book, "offer", number))
    assert list_offers(book) == ()
    assert facts(book)["offer_payment"] == []
    assert [each.id for each in list_offers(book, trashed=True)] == [number]
    done(restore_entry(book, "offer", number))
    assert len(find_offer(book, number).payments) == 12
    remove_loan(book, loan)
    assert list_offers(book, every=True) == ()
    assert differences(book.conn) == []
