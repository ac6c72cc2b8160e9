"""The page of cash in one go, and what its forms mean by an emptied or untouched field."""

from __future__ import annotations

from datetime import date

import pytest
from lived import TODAY

from tracker.domain.cash.facts import CashKind
from tracker.services.cash.accounts import accounts, add_account
from tracker.services.cash.events import list_events, list_transfers, save_event
from tracker.services.cash.page import (
    cash_page,
    remove_from_page,
    save_account_form,
    save_event_form,
    tell_form,
    top_up_form,
)


@pytest.fixture
def two(book):
    """Two accounts, one of which a rent outruns."""
    for name, balance in (("CMB", "5000"), ("ICBC", "1000")):
        fields = {
            "name": name,
            "balance": balance,
            "balance_on": "2026-11-20",
            "buffer": "100",
            "lead_days": "1",
        }
        done, problems = add_account(book, fields)
        assert done is not None, problems
    rent = {"name": "Rent", "amount": "1500", "on": "2026-12-01", "account": "ICBC", "every": "month"}
    done, problems = save_event(book, CashKind.EXPENSE, rent)
    assert done is not None, problems
    return book


def account(book, name):
    return next(each for each in accounts(book) if each.name == name)


def test_the_page_tells_everything_and_each_event_by_its_number(two):
    page = cash_page(two)
    assert [each.account.name for each in page.accounts] == ["CMB", "ICBC"]
    (short,) = page.forecast.shortfalls
    assert (short.account, short.on, short.short_minor) == ("ICBC", date(2026, 12, 1), 50_000)
    rents = [row for row in page.forecast.rows if row.event == "Rent"]
    assert {row.event_id for row in rents} == {page.events[0].event.id}
    assert [row.planned_on for row in rents] == [date(2026, 12, 1), date(2027, 1, 1)]


def test_a_balance_left_as_it_stood_keeps_its_day(two):
    before = account(two, "CMB")
    words = {
        "name": "CMB",
        "balance": "5000.00",
        "balance_on": "",
        "buffer": "",
        "lead_days": "",
        "cut_off": "",
    }
    done, problems = save_account_form(two, before.id, words)
    assert done is not None, problems
    after = account(two, "CMB")
    assert (after.balance_on, after.balance_at) == (before.balance_on, before.balance_at)
    assert (after.buffer_minor, after.lead_days) == (0, 0), "an emptied field is no longer what it was"


@pytest.mark.parametrize("words", [{"balance": "4000"}, {"balance": "5000.00", "balance_on": "today"}])
def test_a_balance_that_is_another_or_has_a_day_is_read_anew(two, words):
    done, problems = save_account_form(
        two, account(two, "CMB").id, {"name": "CMB", "balance_on": "", **words}
    )
    assert done is not None, problems
    assert account(two, "CMB").balance_on == TODAY


def test_money_moved_removes_the_shortfall_and_undoing_brings_it_back(two):
    to, source = account(two, "ICBC"), account(two, "CMB")
    top_up_minor = cash_page(two).forecast.shortfalls[0].top_up_minor
    fields = {"to": str(to.id), "from": str(source.id), "amount": f"{top_up_minor / 100:.2f}", "arrives": ""}
    done, problems = top_up_form(two, fields)
    assert done is not None, problems
    found = cash_page(two).forecast.shortfalls
    assert all(each.on > date(2026, 12, 1) for each in found)
    (moved,) = list_transfers(two)
    assert (moved.from_id, moved.to_id) == (source.id, to.id)
    gone, _ = remove_from_page(two, "transfers", moved.id)
    assert gone is not None
    assert cash_page(two).forecast.shortfalls[0].on == date(2026, 12, 1)


def test_money_from_elsewhere_has_no_source(two):
    done, problems = top_up_form(two, {"to": str(account(two, "ICBC").id), "from": "-", "amount": "50"})
    assert done is not None, problems
    assert list_transfers(two)[0].from_id is None


@pytest.mark.parametrize(("amount", "code"), [("", "required"), ("-5", "not_positive"), ("abc", None)])
def test_a_sum_that_is_none_is_refused(two, amount, code):
    done, problems = top_up_form(two, {"to": str(account(two, "ICBC").id), "from": "-", "amount": amount})
    assert done is None
    assert problems[0].field == "amount"
    assert code in (None, problems[0].code)


def test_an_event_becomes_income_and_is_told_of(two):
    (rent,) = list_events(two)
    done, problems = save_event_form(two, rent.id, {"kind": "income", "name": "Sublet"})
    assert done is not None, problems
    (event,) = list_events(two)
    assert (event.kind, event.name, event.amount_minor) == (CashKind.INCOME, "Sublet", 150_000)
    done, problems = tell_form(two, event.id, {"state": "moved", "planned": "2026-12-01", "on": "2026-12-05"})
    assert done is not None, problems
    assert cash_page(two).events[0].next_on == date(2026, 12, 5)


@pytest.mark.parametrize("pane", ["accounts", "events", "transfers"])
def test_what_is_gone_is_said_to_be_gone(two, pane):
    assert remove_from_page(two, pane, 99)[1][0].code == "gone"
    assert save_account_form(two, 99, {"name": "x"})[1][0].code == "gone"
    assert save_event_form(two, 99, {"kind": "income"})[1][0].code == "gone"
    assert tell_form(two, 99, {"state": "came"})[1][0].code == "gone"
    assert top_up_form(two, {"to": "99", "amount": "1"})[1][0].code == "gone"


def test_removing_an_account_takes_its_events_along(two):
    done, _problems = remove_from_page(two, "accounts", account(two, "ICBC").id)
    assert done is not None
    page = cash_page(two)
    assert (len(page.accounts), page.events, page.forecast.shortfalls) == (1, (), ())
