"""The loans as a journal: every book's balances are proved by the real programs."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lived import TODAY, add, clock, live, lives, pay

from tracker import locale
from tracker.domain.loan.facts import ChargeKind, Component, PaymentState
from tracker.domain.money import decimal_text
from tracker.services.book import open_book
from tracker.services.demo import seed_demo
from tracker.services.journal import journal_text, loans_journal
from tracker.services.loan import change
from tracker.services.loan.listing import list_loans

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))
from proving import bean_check, hledger, needs_beancount, needs_hledger

EXAMPLES = int(os.environ.get("JOURNAL_BOOKS", "8"))
some = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def journal(book, form="hledger", **options):
    return "".join(journal_text(book, form, **options))


@pytest.fixture
def demo(tmp_path):
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock(TODAY))
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock(TODAY)) as opened:
        yield opened


def told(text):
    """Each transaction without its blanks, by its first line."""
    blocks = [re.sub(" {2,}", "  ", block).strip().splitlines() for block in text.split("\n\n")]
    return {block[0]: [line.strip() for line in block[1:]] for block in blocks}


def test_a_payment_is_split_as_it_was_allocated(book):
    loan = add(book, "Car: loan; x", as_of="2026-09-28", first_due="2026-10-28")
    pay(book, loan, 90_000, date(2026, 10, 28), account="CMB 1234", ref="A:1", note="two\nlines")
    change.add_charge(book, loan, ChargeKind.LATE_FEE, 1500, on=date(2026, 10, 30), note="late")
    pay(book, loan, 5_000, date(2026, 11, 2))
    change.add_waiver(book, loan, Component.PRINCIPAL, 700, on=date(2026, 11, 3))
    pay(book, loan, 400, state=PaymentState.SENT)
    found = told(journal(book))
    assert found["2026-10-28 * Payment: Car: loan, x"] == [
        "; ref: A 1", "; note: two lines", "Assets:CMB 1234  -900.00 CNY",
        "Liabilities:Loans:Car loan x  771.67 CNY  ; principal", "Expenses:Interest:Car loan x  128.33 CNY",
    ]  # fmt: skip
    assert found["2026-10-30 * Charge: Car: loan, x"] == [
        "; kind: late_fee", "; note: late", "Liabilities:Loans:Car loan x  -15.00 CNY  ; fee",
        "Expenses:Fees:Car loan x  15.00 CNY",
    ]  # fmt: skip
    assert found["2026-11-02 * Payment: Car: loan, x"][:2] == [
        "Assets:Unnamed  -50.00 CNY", "Liabilities:Loans:Car loan x  15.00 CNY  ; fee",
    ]  # fmt: skip
    assert found["2026-11-03 * Waived: Car: loan, x"] == [
        "Liabilities:Loans:Car loan x  7.00 CNY  ; principal", "Income:Waived:Car loan x  -7.00 CNY",
    ]  # fmt: skip
    assert "1 payment that is not posted yet is left out." in journal(book)


def test_the_loans_alone_are_what_they_stand_at_today(demo):
    text = journal(demo, what="loans")
    assert text.count("Opening balance: ") == sum(bool(row.balance_minor) for row in list_loans(demo))
    assert "Expenses" not in text
    assert "2026-11-21 * Opening balance: Jiebei 借呗" in text


def test_one_loan_and_the_other_language(demo):
    locale.use("zh_CN")
    made = loans_journal(demo, loan_id=5)
    assert {each.account[2] for each in made.assertions if len(each.account) > 2} == {"Jiebei 借呗"}
    assert not any(re.match("[A-Z][a-z]+: ", each.words) for each in made.transactions)
    assert {each.account[0] for each in made.assertions} == {"Liabilities"}


@some
@given(steps=lives)
def test_the_balances_are_those_of_the_book(fresh, steps):
    with fresh() as book:
        live(book, steps)
        made = loans_journal(book)
    legs = [leg for each in made.transactions for leg in each.postings]
    for said in made.assertions:
        below = [leg for leg in legs if leg.account[: len(said.account)] == said.account]
        sums = sum(leg.amount.minor for leg in below if leg.amount.currency == said.amount.currency)
        assert sums == said.amount.minor
    assert all(each.on <= made.asserted_on for each in made.transactions)


@needs_hledger
@pytest.mark.parametrize("what", ["all", "payments", "loans"])
def test_hledger_proves_the_demonstration(demo, tmp_path, what):
    text = journal(demo, what=what)
    assert hledger(text, tmp_path, "check", "--strict", "ordereddates") == ""
    shown = hledger(
        text, tmp_path, "balance", "--flat", "-N", "Liabilities", "--format", "%(account) %(total)"
    )
    for row in list_loans(demo):
        assert f":{row.loan} -{decimal_text(row.balance_minor, row.currency)} {row.currency}" in shown


@needs_beancount
@pytest.mark.parametrize("what", ["all", "loans"])
def test_beancount_proves_the_demonstration(demo, tmp_path, what):
    bean_check(journal(demo, "beancount", what=what), tmp_path)


@needs_hledger
@some
@given(steps=lives)
def test_hledger_proves_any_book(fresh, tmp_path, steps):
    with fresh() as book:
        live(book, steps)
        for what in ("all", "loans"):
            assert hledger(journal(book, what=what), tmp_path, "check", "--strict", "ordereddates") == ""


@needs_beancount
@some
@given(steps=lives)
def test_beancount_proves_any_book(fresh, tmp_path, steps):
    with fresh() as book:
        live(book, steps)
        for what in ("all", "loans"):
            bean_check(journal(book, "beancount", what=what), tmp_path)


def test_whoever_waits_is_told_and_can_stop_it_before_the_first_line(book, monkeypatch):
    monkeypatch.setattr("tracker.services.journal._EVERY", 2)
    loan = add(book, "Car", as_of="2026-09-28", first_due="2026-10-28")
    for day in range(1, 6):
        pay(book, loan, 100, date(2026, 11, day))
    heard = []
    whole = journal(book, progress=lambda done, expected: heard.append((done, expected)))
    assert whole == journal(book)
    # Twice each: while the payments are allocated, and while they become lines.
    assert {2, 4} <= {done for done, _expected in heard}
    assert sum(done == 2 for done, _expected in heard) > 1

    def stop(_done, _expected):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        journal_text(book, "hledger", progress=stop)
