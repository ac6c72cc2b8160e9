"""What to do next: each rule fires when it should, explains itself and names its command."""

from __future__ import annotations

import shlex
from datetime import date, timedelta

import pytest
from lived import TODAY, add, pay

from tracker.cli.command import Branch, Leaf
from tracker.cli.tree import COMMANDS
from tracker.domain.loan.facts import PaymentState
from tracker.services import autopay, credit
from tracker.services.loan.claims import add_claim
from tracker.services.loan.listing import list_loans
from tracker.services.next_step_views import CashGap
from tracker.services.next_steps import SOON_DAYS, next_steps
from tracker.services.payment import set_payment_state
from tracker.services.refund import ask_refund, keep_separate, refund_back


def ago(days):
    return TODAY - timedelta(days=days)


def codes(book, **given):
    return [each.code for each in next_steps(book, gaps=(), **given)]


def the(book, code, gaps=()):
    (found,) = [each for each in next_steps(book, gaps=gaps) if each.code == code]
    return found


@pytest.fixture
def loan(book):
    """Due in a week, nothing overdue."""
    return add(book, due_day=str((TODAY + timedelta(days=7)).day), as_of=ago(5).isoformat())


def set_autopay(book, loan, **fields):
    done, problems = autopay.set_autopay(book, loan, {"on": "on", **fields})
    assert done, problems


def test_a_quiet_book_asks_for_nothing(book, loan):
    assert next_steps(book) == ()
    set_autopay(book, loan, checked=TODAY.isoformat())
    assert next_steps(book) == ()


def test_what_is_overdue_comes_first_with_the_sum_to_pay(book):
    late = add(book, "Late", due_day=str(ago(12).day), as_of=ago(60).isoformat())
    step = the(book, "overdue")
    assert (step.severity, step.loan_id, step.on) == ("!!", late.id, ago(43))
    assert step.why == f"43 days late, since {ago(43)}"
    assert step.command.startswith(f"debt pay {late.id} ")


def test_money_that_is_on_its_way_is_not_asked_for_again(book):
    late = add(book, "Late", due_day=str(ago(12).day), as_of=ago(30).isoformat())
    owed = list_loans(book)[0].overdue_minor
    pay(book, late, owed - 100, ago(2), state=PaymentState.SENT)
    assert the(book, "overdue").command == f"debt pay {late.id} 1.00"
    pay(book, late, 100, ago(1), state=PaymentState.PENDING)
    step = the(book, "payment_under_way")
    assert (step.severity, step.command) == ("!", f"debt payment list --loan {late.id}")
    assert "overdue" not in codes(book)


@pytest.mark.parametrize(
    ("fields", "code", "severity"),
    [
        ({}, "autopay_check", "!"),
        ({"checked": ago(91).isoformat()}, "autopay_check", "!"),
        ({"checked": TODAY.isoformat()}, None, None),
        ({"checked": TODAY.isoformat(), "expires": ago(-3).isoformat()}, "autopay_check", "!!"),
        ({"checked": ago(9).isoformat(), "result": "failed", "result_on": ago(8).isoformat()},
         "autopay_failed", "!!"),
        ({"checked": ago(7).isoformat(), "result": "failed", "result_on": ago(8).isoformat()}, None, None),
        ({"checked": ago(9).isoformat(), "result": "ok"}, None, None),
        ({"on": "off"}, None, None),
    ],
)  # fmt: skip
def test_autopay_is_looked_at_before_a_due(book, loan, fields, code, severity):
    set_autopay(book, loan, **fields)
    found = next_steps(book)
    assert [(each.code, each.severity) for each in found] == ([(code, severity)] if code else [])


def test_a_binding_is_not_asked_about_long_before_the_due(book, loan):
    set_autopay(book, loan)
    book.today = loan.tracked_from
    assert (TODAY + timedelta(days=7) - book.today).days <= SOON_DAYS
    assert codes(book) == ["autopay_check"]
    book.today -= timedelta(days=10)
    assert codes(book) == []


def test_autopay_of_what_is_paid_is_switched_off(book):
    paid = add(book, "Paid", balance="100", periods="1", rate="0%", as_of=ago(5).isoformat())
    set_autopay(book, paid, checked=TODAY.isoformat())
    pay(book, paid, 10_000)
    step = the(book, "autopay_switch_off")
    assert (step.severity, step.command) == ("~", f"debt autopay set {paid.id} --on off")


def test_a_second_debit_then_its_refund_is_chased_until_it_is_back(book, loan):
    pay(book, loan, 5_000, ago(4))
    again = pay(book, loan, 5_000, ago(3))
    assert the(book, "duplicate").payment_id == again
    assert the(book, "duplicate").command == f"debt payment refund {again}"
    set_payment_state(book, again, PaymentState.DUPLICATE)
    step = the(book, "refund")
    assert (step.why, step.command) == (
        f"taken {ago(3)}, not asked for yet", f"debt payment refund {again}",
    )  # fmt: skip
    ask_refund(book, again, asked_on=ago(1))
    assert the(book, "refund").why == "asked for 1 day ago"
    book.today += timedelta(days=9)
    assert the(book, "refund").severity == "!!"
    refund_back(book, again, book.today)
    assert "refund" not in codes(book)


def test_a_payment_kept_as_its_own_is_let_be(book, loan):
    pay(book, loan, 5_000, ago(4))
    again = pay(book, loan, 5_000, ago(3))
    keep_separate(book, again)
    assert codes(book) == []


def test_a_promotion_is_told_before_it_ends_and_once(book):
    add(book, "Free", due_day=str(TODAY.day), as_of=ago(5).isoformat(), promo_until=ago(-20).isoformat())
    assert the(book, "promo_ending").severity == "~"
    book.today += timedelta(days=14)
    assert the(book, "promo_ending").severity == "!"
    book.today += timedelta(days=7)
    assert "promo_ending" not in codes(book)


def test_an_answer_is_asked_for_a_week_ahead(book):
    credit.add_mark(book, {"description": "30 days late"})
    credit.add_dispute(book, {"mark": "1", "sent": ago(20).isoformat(), "answer_by": ago(-8).isoformat()})
    assert codes(book) == []
    book.today += timedelta(days=1)
    assert the(book, "dispute_answer").severity == "!"
    book.today += timedelta(days=8)
    step = the(book, "dispute_answer")
    assert (step.severity, step.screen) == ("!!", "credit")
    assert "30 days late" in step.text
    credit.answer_dispute(book, 1, {"outcome": "corrected"})
    assert codes(book) == []


def test_a_mark_that_should_be_gone_is_looked_for(book):
    credit.add_mark(book, {"description": "old", "expected_removal": ago(-1).isoformat()})
    assert codes(book) == []
    book.today += timedelta(days=1)
    assert the(book, "report_check").command == f"debt credit mark edit 1 --removed {book.today}"


def test_a_claim_that_nothing_explains_is_asked_about(book, loan):
    add_claim(book, loan, 2_000_000, on=TODAY)
    step = the(book, "claim_differs")
    assert "more than the book" in step.why
    assert step.command == f"debt loan explain {loan.id}"
    add_claim(book, loan, 5, on=TODAY)
    assert "less than the book" in the(book, "claim_differs").why


def gap(**given):
    return CashGap(
        account="CMB 1234", currency="CNY", on=ago(-5), top_up_minor=38_000, top_up_by=ago(-3), **given
    )


def test_a_cash_gap_names_sum_account_moment_and_what_fails(book):
    step = the(book, "cash_short", [gap(time="17:00", loan="Car", loan_id=2)])
    assert step.text == f"Move 380.00 CNY into CMB 1234 by {ago(-3)} 17:00"
    assert step.why == f"Car will fail on {ago(-5)}"
    assert shlex.split(step.command) == ["debt", "cash", "top-up", "CMB 1234", "380.00"]
    step = the(book, "cash_short", [gap(source="A 'b", source_minor=20_000)])
    assert shlex.split(step.command)[4:] == ["200.00", "--from", "A 'b"]


def test_the_forecast_is_asked_where_an_account_has_a_balance(book, loan):
    from tracker.services.cash.accounts import add_account

    account = {"name": "CMB 1234", "currency": "CNY", "balance": "10", "balance_on": TODAY.isoformat()}
    done, problems = add_account(book, account)
    assert done, problems
    set_autopay(book, loan, checked=TODAY.isoformat(), account="CMB 1234")
    (step,) = [each for each in next_steps(book) if each.code == "cash_short"]
    assert step.loan_id == loan.id
    assert step.on is not None
    assert step.on <= TODAY + timedelta(days=7)


def test_the_worst_comes_first_then_the_soonest(book, loan):
    late = add(book, "Late", due_day=str(ago(12).day), as_of=ago(60).isoformat())
    set_autopay(book, loan)
    add_claim(book, late, 2_000_000, on=TODAY)
    found = next_steps(book, gaps=[gap()])
    assert [each.code for each in found] == ["overdue", "cash_short", "claim_differs", "autopay_check"]
    assert next_steps(book, gaps=[gap()], limit=2) == found[:2]
    assert len({each.key for each in found}) == len(found)


def leaf(words):
    node = COMMANDS[words[0]]
    for word in words[1:]:
        if isinstance(node, Leaf):
            break
        node = node.commands[word] if isinstance(node, Branch) else node
    return node


def test_every_command_it_names_is_one(book, loan):
    late = add(book, "Late", due_day=str(ago(12).day), as_of=date(2026, 9, 1).isoformat())
    pay(book, late, 5_000, ago(4))
    ask_refund(book, pay(book, late, 5_000, ago(3)))
    pay(book, late, 5_000, ago(2))
    add_claim(book, late, 2_000_000, on=TODAY)
    set_autopay(book, loan)
    credit.add_mark(book, {"description": "old", "expected_removal": TODAY.isoformat()})
    credit.add_dispute(book, {"mark": "1", "sent": ago(20).isoformat(), "answer_by": TODAY.isoformat()})
    found = next_steps(book, gaps=[gap()])
    assert len({each.code for each in found}) >= 7
    for each in found:
        words = shlex.split(each.command)
        assert words[0] == "debt"
        assert isinstance(leaf(words[1:]), Leaf), each.command
