"""A loan held against dated rules: true cost and caps, limitation and what restarts it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lived import add, pay

from tracker.services.book import write_settings
from tracker.services.rule_check import cost_view, limitation_view
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage


@pytest.fixture
def here(book):
    write_settings(book, {"jurisdiction": "CN"})
    return book


def flat(book, **more):
    """0.6 % a month on the original principal: 13.03 % nominal, 13.84 % effective (DOMAIN A.5)."""
    fields = {
        "method": "flat_fee", "principal": "12000", "fee_rate": "0.6%", "due_day": "20", "periods": "12",
        "balance": "", "opened": "2026-01-20", "as_of": "", "rate": "", **more,
    }  # fmt: skip
    return add(book, "Flat", **fields)


def test_the_true_rate_is_held_to_the_cap_of_the_contract_date(here):
    loan = flat(here)
    assert tell_arrears(here, loan, {"product": "private_loan"})[0]
    view = cost_view(here, loan)
    assert (view.instalments, view.received_minor, view.unknown) == (12, 1_200_000, ())
    assert abs(view.nominal - Decimal("13.03")) < Decimal("0.1")
    assert abs(view.effective - Decimal("13.84")) < Decimal("0.1")
    (found,) = [each for each in view.checks if each.cap.rule.number == "CN-R1"]
    assert (found.cap.percent, found.verdict) == (Decimal("12.00"), "above")
    assert tell_arrears(here, loan, {"product": "online_loan"})[0]
    assert {each.verdict for each in cost_view(here, loan).checks} == {"within"}


def test_what_was_kept_back_up_front_counts(here):
    loan = flat(here, upfront_fee="1200")
    view = cost_view(here, loan)
    assert view.received_minor == 1_080_000
    assert view.nominal > 30
    assert view.unknown == ("product",)
    assert view.checks == ()


def test_what_is_not_known_is_said(here):
    view = cost_view(here, add(here, "Bare"))
    assert set(view.unknown) >= {"contract_on", "received", "schedule", "product"}
    assert (view.nominal, view.checks, view.not_held) == (None, (), ())
    card = add(
        here, "Card", method="revolving", statement_day="6", due_day="24", as_of="2026-09-01", periods=""
    )
    assert cost_view(here, card).product == "card"


def test_limitation_runs_from_the_last_instalment_and_restarts(here):
    here.today = date(2027, 6, 1)
    loan = flat(here)
    view = limitation_view(here, loan)
    assert (view.start_on, view.start_is_last, view.years) == (date(2027, 1, 20), True, 3)
    assert (view.first_end_on, view.ends_on) == (date(2030, 1, 20), date(2030, 1, 20))
    pay(here, loan, 100, date(2026, 3, 1))
    assert add_promise(here, loan, {"side": "me", "what": "pay", "on": "2027-03-01"})[0]
    assert add_promise(here, loan, {"side": "lender", "what": "wait", "on": "2027-05-01"})[0]
    assert add_stage(here, loan, {"kind": "court", "on": "2027-04-01"})[0]
    assert new_talk(here, loan, {"aim": "x", "on": "2027-02-01"})[0]
    assert step_talk(here, 1, {"state": "sent", "on": "2027-02-02"})[0]
    view = limitation_view(here, loan)
    assert [(each.act, each.counts) for each in view.restarts] == [
        ("part_payment", False), ("request", True), ("promise", True), ("suit", True),
    ]  # fmt: skip
    assert view.ends_on == date(2030, 4, 1)


def test_a_rule_nobody_read_is_not_computed_with(here):
    loan = flat(here)
    write_settings(here, {"jurisdiction": "UK"})
    view = limitation_view(here, loan)
    assert (view.unknown, view.rule.number, view.ends_on) == ("unverified", "UK-5", None)
    write_settings(here, {"jurisdiction": "US"})
    assert limitation_view(here, loan).unknown == "rule"
    write_settings(here, {"jurisdiction": "CN"})
    assert limitation_view(here, add(here, "Bare", due_day="", periods="")).unknown == "due"
