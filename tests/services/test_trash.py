"""What was deleted is listed and comes back, an account with what went with it."""

from __future__ import annotations

from lived import TODAY, add, pay

from tracker.domain.cash.facts import CashKind
from tracker.services.cash.accounts import accounts, add_account, remove_account
from tracker.services.cash.events import list_events, remove_event, save_event
from tracker.services.history import undo
from tracker.services.loan.change import remove_loan
from tracker.services.payment import count_payments, remove_payment
from tracker.services.trash import list_trashed, restore
from tracker.store.derived import differences


def kinds(book):
    return sorted((each.kind, each.name) for each in list_trashed(book))


def test_each_kind_comes_back(book):
    loan = add(book, "Jiebei")
    paid = pay(book, loan, 5000)
    add_account(book, {"name": "CMB", "balance": "100"})
    rent = {"name": "Rent", "amount": "10", "account": "CMB", "on": "2026-12-01"}
    assert save_event(book, CashKind.EXPENSE, rent)[0]
    assert list_trashed(book) == ()
    remove_payment(book, paid)
    remove_event(book, list_events(book)[0])
    assert kinds(book) == [("expense", "Rent"), ("payment", "Jiebei")]
    (payment,) = [each for each in list_trashed(book) if each.kind == "payment"]
    assert (payment.minor, payment.on, payment.id) == (5000, TODAY.isoformat(), paid)
    done, problems = restore(book, "payment", paid)
    assert done is not None, problems
    assert count_payments(book.conn, loan.id) == 1
    assert differences(book.conn) == []
    assert restore(book, "expense", 1)[0]
    assert list_trashed(book) == ()
    remove_loan(book, loan)
    assert kinds(book) == [("loan", "Jiebei")], "what lies in a loan comes back with it"
    assert restore(book, "loan", loan.id)[0]
    assert count_payments(book.conn, loan.id) == 1
    undo(book)
    assert kinds(book) == [("loan", "Jiebei")]


def test_an_account_brings_back_what_went_with_it(book):
    add_account(book, {"name": "CMB", "balance": "100"})
    for name in ("Rent", "Food"):
        fields = {"name": name, "amount": "10", "account": "CMB", "on": "2026-12-01"}
        assert save_event(book, CashKind.EXPENSE, fields)[0]
    remove_event(book, list_events(book)[1])
    account = accounts(book)[0]
    book.clock = later(book.clock)
    remove_account(book, account)
    assert kinds(book) == [("account", "CMB")]
    assert restore(book, "account", account.id)[0]
    assert [each.name for each in list_events(book)] == ["Rent"]
    assert kinds(book) == [("expense", "Food")]


def test_a_name_that_is_taken_stays_where_it_is(book):
    add_account(book, {"name": "CMB"})
    account = accounts(book)[0]
    remove_account(book, account)
    add_account(book, {"name": "CMB"})
    assert [each.code for each in restore(book, "account", account.id)[1]] == ["name_taken"]
    assert [each.code for each in restore(book, "payment", 9)[1]] == ["gone"]
    assert [each.code for each in restore(book, "thing", 9)[1]] == ["unknown_choice"]


def test_transfers_and_plans_lie_in_it_and_come_back(book):
    from tracker.services.cash.events import list_transfers, remove_transfer, top_up
    from tracker.services.plan.answers import PlanRequest
    from tracker.services.plan.keeping import list_plans, remove_plan, save_plan

    add_account(book, {"name": "CMB", "balance": "100"})
    account = accounts(book)[0]
    assert top_up(book, account, 5000, source=None, fields={})[0]
    assert save_plan(book, PlanRequest(extra_minor=100), "Mine")[0]
    remove_transfer(book, list_transfers(book)[0])
    remove_plan(book, list_plans(book)[0])
    assert kinds(book) == [("plan", "Mine"), ("transfer", "CMB")]
    for each in list_trashed(book):
        done, problems = restore(book, each.kind, each.id)
        assert done is not None, problems
    assert list_trashed(book) == ()
    assert (len(list_transfers(book)), [each.name for each in list_plans(book)]) == (1, ["Mine"])
    book.clock = later(book.clock)
    remove_account(book, account)
    assert kinds(book) == [("account", "CMB")]
    assert restore(book, "account", account.id)[0]
    assert len(list_transfers(book)) == 1, "an account brings back its transfers"


def later(clock):
    from datetime import timedelta

    return lambda: clock() + timedelta(hours=1)
