"""Offers side by side, and until when cash ahead can keep each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add

from tracker.domain.recovery.offer import Breach, Missing
from tracker.services.autopay import set_autopay
from tracker.services.cash import accounts as cash_accounts
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.compare import AS_NOW, compare_views
from tracker.services.talk.offers import add_offer, end_offer


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


@pytest.fixture
def loan(book):
    return add(book, rate="", method="informal", payment="1000", periods="", due_day="28", as_of="2026-10-01")


def offer(book, loan, payments="10 x 1000 from 2026-12-15 monthly", **fields):
    return done(add_offer(book, loan, {"payments": payments} | fields)).ids[0]


def rows(book, loan):
    view = compare_views(book, loan.id)
    return view, {row.number: row for row in view.rows}


def test_carrying_on_comes_first_and_offers_follow(book, loan):
    first, second = offer(book, loan), offer(book, loan, "10 x 1100 from 2026-12-15 monthly")
    taken = offer(book, loan, "5 x 2000 from 2026-12-15")
    done(end_offer(book, taken, {"outcome": "declined"}))
    view, found = rows(book, loan)
    assert list(found) == [AS_NOW, first, second]
    assert (view.owed_minor, view.owed_estimate, view.rate_method) == (1_000_000, False, "xirr_365")
    now = found[AS_NOW]
    assert (now.outline.total_minor, now.outline.cost_minor, now.outline.breach) == (
        1_000_000,
        0,
        Breach.NOTHING,
    )
    assert now.outline.payments[0].due_on == TODAY
    assert found[second].outline.cost_minor == 100_000
    assert Missing.WRITTEN_FORM in found[second].missing
    assert [(each.by, [str(one) for one in each.better]) for each in found[second].dominated] == [
        (first, ["total", "soon", "peak", "rate"])
    ]


def test_the_lenders_own_figures_count_in_what_is_owed(book, loan):
    done(tell_arrears(book, loan, {"penalty": "32.10"}))
    view, found = rows(book, loan)
    assert view.owed_minor == 1_003_210
    assert found[AS_NOW].outline.payments[0].amount_minor == 100_000 + 3_210


def test_a_waiver_without_payments_is_the_schedule_but_for_it(book, loan):
    number = offer(book, loan, "", kind="waiver", waive_principal="1000")
    _view, found = rows(book, loan)
    assert found[number].outline.total_minor == 900_000
    assert found[number].outline.cost_minor == -100_000


def test_new_money_is_measured_by_what_reaches_one(book, loan):
    number = offer(book, loan, kind="refinancing", received="9700")
    _view, found = rows(book, loan)
    assert found[number].outline.total_minor == 1_030_000
    assert found[number].outline.cost_minor == 30_000


def test_a_lapsed_offer_says_so_and_one_agreed_orally_is_still_compared(book, loan):
    number = offer(book, loan, on="2026-11-01", valid_until="2026-11-10")
    assert rows(book, loan)[1][number].lapsed
    done(accept_offer(book, number, {}))
    assert not rows(book, loan)[1][number].lapsed


def account(book, name="CMB", balance="2500", **fields):
    done(cash_accounts.add_account(book, {"name": name, "balance": balance} | fields))


def test_without_an_account_or_its_balance_nothing_is_known(book, loan):
    assert rows(book, loan)[1][AS_NOW].keeping.status == "no_account"
    set_autopay(book, loan, {"on": "on", "account": "CMB"})
    assert rows(book, loan)[1][AS_NOW].keeping.status == "no_balance"


def test_a_plan_is_kept_until_the_account_runs_dry(book, loan):
    account(book)
    number, low = offer(book, loan), offer(book, loan, "2 x 1000 from 2026-12-15")
    heavy = offer(book, loan, "10000 by 2026-12-01", kind="lump_sum")
    kept = {key: row.keeping for key, row in rows(book, loan)[1].items()}
    assert kept[number].status == "until"
    assert kept[number].kept_until.isoformat() == "2027-01-15"
    assert (kept[number].fails_on.isoformat(), kept[number].event) == ("2027-02-15", loan.name)
    assert (kept[number].short_minor, kept[number].anyway) == (50_000, False)
    assert (kept[low].status, kept[low].kept_until.isoformat()) == ("kept", "2027-01-15")
    assert (kept[heavy].status, kept[heavy].kept_until) == ("fails", None)


def test_what_fails_without_this_loan_too_is_said_to(book, loan):
    account(book, balance="500")
    other = add(
        book,
        "Other",
        rate="",
        method="informal",
        payment="2000",
        periods="",
        due_day="25",
        as_of="2026-11-20",
    )
    set_autopay(book, other, {"on": "on", "account": "CMB"})
    number = offer(book, loan, "2 x 1 from 2027-01-15")
    kept = rows(book, loan)[1][number].keeping
    assert (kept.fails_on.isoformat(), kept.event, kept.anyway) == ("2026-11-25", "Other", True)


def test_money_in_another_account_may_have_to_be_moved(book, loan):
    account(book)
    account(book, "Savings", "9000")
    set_autopay(book, loan, {"on": "on", "account": "CMB"})
    number = offer(book, loan, "4 x 1000 from 2026-12-15")
    kept = rows(book, loan)[1][number].keeping
    assert (kept.status, kept.needs_moves, kept.account) == ("kept", True, "CMB")


def test_it_looks_no_farther_than_can_be_known(book, loan):
    account(book, balance="100000")
    number = offer(book, loan, "60 x 200 from 2026-12-15")
    assert rows(book, loan)[1][number].keeping.looked_until == TODAY + timedelta(days=400)


def test_a_loan_that_is_gone_has_no_comparison(book):
    assert compare_views(book, 99) is None
