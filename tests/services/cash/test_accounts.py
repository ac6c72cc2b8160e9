"""Accounts are kept, found, changed and put away whole."""

from __future__ import annotations

import pytest
from lived import TODAY, add

from tracker.services.autopay import list_autopay, set_autopay
from tracker.services.cash.accounts import accounts, add_account, find_account, remove_account, set_account
from tracker.services.cash.events import list_events, list_transfers, save_event, top_up
from tracker.services.history import undo


def made(book, **fields):
    done, problems = add_account(book, {"name": "CMB 1234", **fields})
    assert done is not None, problems
    return next(each for each in accounts(book) if each.id == done.ids[0])


def codes(checked):
    return [(each.code, each.field) for each in checked[1]]


def test_what_is_told_of_an_account_is_kept(book):
    found = made(
        book, balance="1,931.74", balance_on="2026-11-20", buffer="180", lead_days="1", cut_off="9:30",
        moves="workdays", tail="1234", note="salary", currency="CNY",
    )  # fmt: skip
    assert (found.balance_minor, found.buffer_minor, found.lead_days) == (193_174, 18_000, 1)
    assert (found.cut_off, found.moves, found.tail) == ("09:30", "workdays", "1234")
    assert found.balance_on.isoformat() == "2026-11-20"
    assert found.balance_at


def test_an_account_may_be_overdrawn_and_its_balance_unknown_again(book):
    found = made(book, balance="-50")
    assert (found.balance_minor, found.balance_on) == (-5_000, TODAY)
    set_account(book, found, {"balance": "unknown"})
    (again,) = accounts(book)
    assert (again.balance_minor, again.balance_on) == (None, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": " "}, [("required", "name")]),
        ({"name": "x" * 301}, [("too_long", "name")]),
        ({"name": "ICBC 88"}, [("name_taken", "name")]),
        ({"tail": "123456789"}, [("card_tail_only", "tail")]),
        ({"buffer": "-1"}, [("negative", "buffer")]),
        ({"cut_off": "25:00"}, [("time_unreadable", "cut_off")]),
        ({"balance": "1", "balance_on": "2026-11-22"}, [("in_the_future", "balance_on")]),
        ({"balance_on": "2026-11-20"}, [("needs_balance", "balance_on")]),
        ({"currency": "QQQ"}, [("currency_unknown", "currency")]),
    ],
)
def test_what_an_account_cannot_be_is_named(book, fields, wrong):
    made(book, name="ICBC 88")
    assert codes(add_account(book, {"name": "CMB 1234", **fields})) == wrong
    assert len(accounts(book)) == 1


def test_an_account_that_holds_sums_keeps_its_currency(book):
    found = made(book, balance="1")
    assert codes(set_account(book, found, {"currency": "USD"})) == [("currency_in_use", "currency")]
    other = made(book, name="empty")
    assert set_account(book, other, {"currency": "USD"})[0] is not None


def test_an_account_is_found_by_number_name_or_a_part_of_one(book):
    made(book)
    made(book, name="ICBC 88")
    assert find_account(book, "cmb")[0].name == "CMB 1234"
    assert find_account(book, "2")[0].name == "ICBC 88"
    assert codes(find_account(book, "c", field="from")) == [("account_ambiguous", "from")]
    assert codes(find_account(book, "Alipay")) == [("account_not_found", "account")]


def test_putting_an_account_away_takes_its_money_along_and_comes_back_whole(book):
    from tracker.domain.cash.facts import CashKind

    loan = add(book)
    found, other = made(book, balance="100"), made(book, name="ICBC 88", balance="100")
    set_autopay(book, loan, {"on": "on", "account": "CMB 1234"})
    save_event(
        book, CashKind.INCOME, {"name": "pay", "amount": "5", "account": "CMB 1234", "on": "2026-12-01"}
    )
    top_up(book, found, 100, source=other, fields={})
    top_up(book, other, 200, source=found, fields={})
    remove_account(book, found)
    assert [each.name for each in accounts(book)] == ["ICBC 88"]
    assert list_events(book) == ()
    assert [(each.from_id, each.amount_minor) for each in list_transfers(book)] == [(None, 200)]
    assert list_autopay(book)[0].autopay.account == ""
    undo(book)
    assert [each.name for each in accounts(book)] == ["CMB 1234", "ICBC 88"]
    assert len(list_events(book)) == 1
    assert len(list_transfers(book)) == 2
    assert list_autopay(book)[0].autopay.account == "CMB 1234"
