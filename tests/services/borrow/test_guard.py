"""A loan before it is taken out: the same figures as once it is there, and nothing of it kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lived import TODAY, add

from tracker.domain.cash.facts import CashKind
from tracker.domain.recovery.borrowing import Effect
from tracker.domain.yields import xirr
from tracker.services.autopay import set_autopay
from tracker.services.borrow.guard import borrow, consider
from tracker.services.cash import accounts as cash_accounts
from tracker.services.cash import events as cash_events
from tracker.services.cash.forecasting import cash_forecast
from tracker.services.loan.change import close_loan, preview_loan
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import payoff, schedule
from tracker.services.loan.whole import add_whole
from tracker.services.payment import record_payment
from tracker.store.due import read_dues, read_projection

TERMS = {"rate": "36%", "periods": "12", "upfront_fee": "200"}
SALARY = "Salary"


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


def ask(book, amount="6000", *, to_pay=None, **fields):
    told = {"principal": amount, **TERMS, **fields}
    return done(borrow(book, told, currency="CNY", to_pay=to_pay))


@pytest.fixture
def home(book):
    """An account that falls short in December, income that is sure, rent, two loans of which one is dear."""
    done(cash_accounts.add_account(book, {"name": "CMB", "balance": "1500", "balance_on": TODAY.isoformat()}))
    for kind, name, amount, on in (
        (CashKind.INCOME, SALARY, "4000", "2026-12-10"), (CashKind.EXPENSE, "Rent", "2900", "2026-12-01"),
    ):  # fmt: skip
        fields = {"name": name, "amount": amount, "account": "CMB", "on": on, "every": "month"}
        done(cash_events.save_event(book, kind, fields))
    cheap = add(book, "Car", balance="20000", rate="4.9%", periods="24", due_day="28")
    dear = add(book, "Jiebei", balance="5000", rate="0.05%/day", periods="10", due_day="9")
    for loan in (cheap, dear):
        done(set_autopay(book, loan, {"on": "on", "account": "CMB", "checked": TODAY.isoformat()}))
    return book, cheap, dear


def add_for_real(book, view, **fields):
    """The loan added, its money put into the account, its dues paid by hand from there."""
    done(add_whole(book, {
        "name": view.loan.name, "principal": "6000", "opened": TODAY.isoformat(), **TERMS,
        "autopay_on": "off", "autopay_account": "CMB", **fields,
    }))  # fmt: skip
    account = done(cash_accounts.find_account(book, "CMB"))
    done(cash_events.top_up(book, account, view.received_minor, source=None, fields={}))


def first(book, view):
    found = cash_forecast(book, days=(view.ahead.until - book.today).days).forecast.remedies
    return (found[0].shortfall.on, found[0].shortfall.short_minor) if found else None


def told(short):
    return (short.on, short.short_minor) if short else None


def test_its_figures_are_those_of_the_loan_added_for_real(home):
    book, _cheap, _dear = home
    view = ask(book)
    assert told(view.ahead.before) == first(book, view)
    month = view.month.first
    add_for_real(book, view)
    assert told(view.ahead.after) == first(book, view)
    assert view.ahead.effect is Effect.MOVES
    assert view.ahead.after.on > view.ahead.before.on
    dues = [each.due.open_minor for each in read_dues(book.conn, month, month.replace(day=31))]
    assert view.month.after_minor == sum(dues)
    assert view.free_after == date.fromisoformat(read_projection(book.conn, date.max)[-1][2])
    ours = next(each for each in list_loans(book) if each.loan == view.loan.name)
    rows = schedule(book, ours.loan_id)
    assert view.made.total_minor == sum(row.payment_minor for row in rows)
    flows = [(TODAY, Decimal(580_000)), *((row.due_on, Decimal(-row.payment_minor)) for row in rows)]
    assert view.made.rate.rate == xirr(flows).rate


def test_another_loan_paid_out_of_it_is_as_paid_for_real(home):
    book, _cheap, dear = home
    view = ask(book, to_pay=dear)
    switch = view.to_pay
    clears = payoff(book, dear.id, TODAY).total_minor
    assert (switch.loan, switch.clears_minor, switch.paid_minor, switch.is_cleared) == (
        "Jiebei", clears, clears, True,
    )  # fmt: skip
    left = sum(row.payment_minor for row in schedule(book, dear.id))
    assert switch.as_now_minor == left
    kept = view.received_minor - clears
    assert switch.saves_minor == left - (view.made.total_minor - kept)
    assert view.extra_minor == -switch.saves_minor > 0
    add_for_real(book, view)
    done(record_payment(book, dear, clears, paid_on=TODAY, account="CMB"))
    assert told(view.ahead.after) == first(book, view)
    assert not [each for each in read_dues(book.conn, TODAY, date.max) if each.loan_id == dear.id]


def test_what_does_not_reach_pays_a_part(home):
    book, _cheap, dear = home
    view = ask(book, "1000", to_pay=dear, rate="0%", upfront_fee="")
    assert (view.to_pay.paid_minor, view.to_pay.is_cleared) == (100_000, False)
    assert view.to_pay.saves_minor > 0 > view.extra_minor
    before = view.ahead.before
    done(add_whole(book, {
        "name": "New", "principal": "1000", "rate": "0%", "periods": "12", "opened": TODAY.isoformat(),
        "autopay_on": "off", "autopay_account": "CMB",
    }))  # fmt: skip
    account = done(cash_accounts.find_account(book, "CMB"))
    done(cash_events.top_up(book, account, 100_000, source=None, fields={}))
    done(record_payment(book, dear, 100_000, paid_on=TODAY, account="CMB"))
    assert told(view.ahead.after) == first(book, view)
    assert before is not None


def test_nothing_is_kept(home):
    book, _cheap, dear = home
    before = list(book.conn.iterdump())
    ask(book, to_pay=dear)
    assert list(book.conn.iterdump()) == before


def test_the_dearest_and_the_cheapest_loan_stand_beside_it(home):
    book, _cheap, _dear = home
    add(book, "Aunt", rate="", method="informal", payment="100", periods="")
    view = ask(book)
    assert (view.dearest.loan, view.cheapest.loan, view.unrated) == ("Jiebei", "Car", 1)
    assert (view.dearest.nominal, view.dearest.is_true) == (Decimal("18.25"), False)
    assert view.dearest.effective > view.dearest.nominal
    assert view.made.rate.nominal * 100 > 36


def test_a_contract_with_its_whole_schedule_tells_its_true_rate(book):
    done(add_whole(book, {
        "name": "Fees", "principal": "1200", "rate": "0%", "periods": "12", "upfront_fee": "120",
        "opened": TODAY.isoformat(),
    }))  # fmt: skip
    view = ask(book)
    assert view.dearest.is_true
    assert view.dearest.nominal > 18


def test_an_end_that_nobody_knows_leaves_that_of_all_open(home):
    book, *_others = home
    assert ask(book).free_before is not None
    add(book, "Aunt", rate="", method="informal", periods="", due_day="")
    view = ask(book)
    assert (view.free_before, view.free_after, view.endless) == (None, None, ("Aunt",))


def test_caps_of_its_day_are_held_against_it(home):
    book, *_others = home
    view = ask(book, rate="60%", product="private-lending")
    assert view.product == "private_lending"
    assert view.checks or view.not_held
    assert {each.cap.rule.jurisdiction for each in view.checks} <= {book.jurisdiction}


def test_without_an_account_or_its_balance_shortfalls_are_not_known(book):
    assert (ask(book).ahead.effect, ask(book).ahead.why) == (Effect.UNKNOWN, "no_account")
    done(cash_accounts.add_account(book, {"name": "CMB"}))
    assert (ask(book).ahead.why, ask(book).ahead.account) == ("no_balance", "CMB")
    assert ask(book).month.before_minor == 0


def test_a_loan_of_which_no_schedule_is_known_says_so(home):
    book, *_others = home
    loan, terms = done(preview_loan(book, {"name": "X", "balance": "900"}))
    view = done(consider(book, loan, terms, {}))
    assert (view.ahead.why, view.made.total_minor, view.extra_minor, view.month) == (
        "no_schedule", None, None, None,
    )  # fmt: skip


def test_money_received_before_today_is_in_the_account_already(home):
    book, *_others = home
    fields = {"name": "X", "principal": "9000", "opened": "2026-10-01", "rate": "10%", "periods": "12"}
    loan, terms = done(preview_loan(book, fields))
    view = done(consider(book, loan, terms, {}))
    assert view.already_there
    assert view.ahead.after.on <= view.ahead.before.on


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": "2026-11-01"}, "borrow_before_today"),
        ({"principal": "0", "upfront_fee": ""}, "not_positive"),
        ({"principal": ""}, "required"),
        ({"rate": "", "periods": ""}, "terms_missing"),
        ({"rate": "x"}, "rate_unreadable"),
        ({"received": "7000"}, "received_above"),
        ({"received": "x"}, "amount_unreadable"),
        ({"account": "nowhere"}, "account_not_found"),
        ({"account": "USD"}, "currency_mismatch"),
        ({"upfront_fee": "6000"}, "fee_above_principal"),
    ],
)
def test_what_cannot_be_is_refused(home, fields, code):
    book, *_others = home
    done(cash_accounts.add_account(book, {"name": "USD", "currency": "USD"}))
    told_ = {"principal": "6000", **TERMS, **fields}
    found, problems = borrow(book, told_, currency="CNY")
    assert found is None
    assert code in {each.code for each in problems}


def test_another_loan_is_paid_today_and_in_its_currency(home):
    book, _cheap, dear = home
    told_ = {"principal": "6000", **TERMS, "start": "2026-12-01"}
    assert borrow(book, told_, currency="CNY", to_pay=dear)[1][0].code == "borrow_to_pay_today"
    dollars = add(book, "Student", currency="USD")
    assert borrow(book, told_, currency="CNY", to_pay=dollars)[1][0].code == "currency_mismatch"
    later = done(borrow(book, told_, currency="CNY"))
    assert later.start == date(2026, 12, 1)
    assert later.ahead.before is not None


def test_a_closed_loan_counts_no_more(home):
    book, cheap, _dear = home
    done(close_loan(book, cheap.id, TODAY))
    assert ask(book).cheapest.loan == "Jiebei"
