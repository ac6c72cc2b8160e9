"""Channels: registered once, shared by the loans of one lender, used in the lender's hours."""

from __future__ import annotations

from datetime import datetime

import pytest
from lived import add

from tracker.domain.recovery.channel import ChannelKind
from tracker.services.talk.channels import add_channel, edit_channel, list_channels, reach
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.entry import remove_entry, restore_entry

SATURDAY = datetime(2026, 11, 21, 10)


@pytest.fixture
def loan(book):
    return add(book, lender="Bank")


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def phone(book, loan, value="95188", **fields):
    return add_channel(book, loan, {"kind": "phone", "value": value} | fields)


def test_loans_of_one_lender_share_their_channels(book, loan):
    other = add(book, "Second", lender=" bank")
    stranger = add(book, "Third", lender="")
    alone = add(book, "Fourth", lender="")
    assert phone(book, loan)[0]
    assert phone(book, alone, "1")[0]
    assert [each.value for each in list_channels(book, other.id)] == ["95188"]
    assert list_channels(book, stranger.id) == ()
    assert len(list_channels(book)) == 2


def test_where_it_was_found_is_asked_for(book, loan):
    done, _ = phone(book, loan)
    assert "contract" in done.notes[0]
    done, _ = phone(book, loan, "2", found_in="contract", found_on="2026-11-01")
    assert done.notes == ()


def test_one_value_is_registered_once(book, loan):
    done, _ = phone(book, loan)
    assert code(phone(book, loan)) == "channel_taken"
    assert remove_entry(book, "channel", done.ids[0])[0]
    assert phone(book, loan)[0]
    assert code(restore_entry(book, "channel", done.ids[0])) == "channel_taken"


def test_what_cannot_be_is_refused(book, loan):
    assert code(phone(book, loan, " ")) == "required"
    assert code(phone(book, loan, hours="noon")) == "times_unreadable"
    assert code(phone(book, loan, found_on="2026-12-01")) == "in_the_future"
    assert code(add_channel(book, loan, {"kind": "pigeon", "value": "x"})) == "not_a_choice"
    assert code(edit_channel(book, 9, {})) == "gone"


def test_a_change_leaves_the_rest(book, loan):
    done, _ = phone(book, loan, hours="9:00-18:00 1-5", found_in="contract")
    assert edit_channel(book, done.ids[0], {"value": "95533"})[0]
    (found,) = list_channels(book)
    assert (found.value, found.hours, found.found_in) == ("95533", "9:00-18:00 1-5", "contract")


def test_after_calls_in_vain_the_next_way_is_in_writing(book, loan):
    assert reach(book, loan.id, SATURDAY) is None
    phone(book, loan, hours="9:00-18:00 1-5")
    add_channel(book, loan, {"kind": "email", "value": "care@bank.example"})
    first = reach(book, loan.id, SATURDAY)
    assert (first.channel.kind, first.at) == (ChannelKind.PHONE, datetime(2026, 11, 23, 9))
    for clock in ("9:00", "9:30"):
        log_contact(book, loan, {"time": clock, "direction": "out", "answered": "no", "on": "2026-11-20"})
    assert reach(book, loan.id, SATURDAY).channel.kind is ChannelKind.EMAIL
    log_contact(book, loan, {"time": "9:45", "direction": "out", "on": "2026-11-20"})
    assert reach(book, loan.id, SATURDAY).ignored == 0
