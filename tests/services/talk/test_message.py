"""A message about a loan in the book: its own sums, its own days, the channels of its lender."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.domain.recovery.message import Verdict
from tracker.services.loan.claims import add_claim
from tracker.services.loan.read import payoff
from tracker.services.talk.channels import add_channel
from tracker.services.talk.message import check_message


@pytest.fixture
def loan(book):
    return add(
        book, method="informal", balance="2000", payment="2000", first_due="2026-11-09", rate="", periods="1",
        due_day="", as_of="2026-10-09", lender="Bank",
    )  # fmt: skip


def test_what_the_book_knows_matches_and_nothing_is_kept(book, loan):
    add_channel(book, loan, {"kind": "phone", "value": "95188", "found_in": "contract"})
    before = facts(book)
    view = check_message(book, loan, "您应于11月9日还款2000元，请致电95188")
    assert [each.verdict for each in view.report.items] == [Verdict.MATCH] * 3
    assert not view.report.stop
    assert [each.value for each in view.call] == ["95188"]
    assert facts(book) == before


def test_more_than_clears_it_conflicts_unless_the_lender_claimed_it(book, loan):
    most = payoff(book, loan.id, book.today).total_minor // 100 + 500
    text = f"应还{most}元"
    assert check_message(book, loan, text).report.items[0].verdict is Verdict.CONFLICT
    assert add_claim(book, loan, most * 100, on=book.today)[0]
    found = check_message(book, loan, text).report.items[0]
    assert (found.verdict, found.what) == (Verdict.MATCH, "claim")


def test_the_channels_of_another_loan_of_the_lender_count(book, loan):
    other = add(book, "Second", lender="Bank")
    add_channel(book, other, {"kind": "payee", "value": "6222000011112222"})
    assert not check_message(book, loan, "账号6222000011112222").report.stop
    assert check_message(book, loan, "账号6222000011113333").report.stop
    assert check_message(book, loan, "hello").call == ()
