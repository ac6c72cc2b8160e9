"""Each way to treat a bill, and the harm it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.loan.facts import LateFee, Stake, Terms
from tracker.domain.plan.triage import Act, Draw, Flow, Harm, Purse
from tracker.domain.plan.triage_harm import LoanDueFact, marks
from tracker.domain.plan.triage_options import (
    ExpenseFact,
    LoanFact,
    Part,
    expense_bill,
    fresh_days,
    loan_bill,
)
from tracker.domain.rates import Rate

TODAY = date(2026, 11, 23)
UNTIL = TODAY + timedelta(days=30)
TERMS = Terms(
    effective_on=date(2025, 1, 1), rate=Rate(Decimal(18)), penalty_rate=Rate(Decimal("36.5")),
    late_fee=LateFee(flat_minor=2500),
)  # fmt: skip


def due(on: str, minimum: int = 100_000, **given) -> LoanDueFact:
    at = date.fromisoformat(on)
    told = {"full": minimum, "principal": minimum, **given}
    return LoanDueFact(due_on=at, pay_on=at, known_on=TODAY, minimum=minimum, **told)


def ways(*dues: LoanDueFact, fresh: tuple[date, ...] = (), **given):
    fact = LoanFact(key="loan:1", name="L", account=1, dues=dues, **given)
    return loan_bill(fact, today=TODAY, until=UNTIL, fresh=fresh)


def one(bill, act: Act):
    (found,) = (each for each in bill.options if each.act is act)
    return found


def test_an_instalment_is_paid_or_skipped_and_skipping_marks_and_costs():
    bill = ways(due("2026-12-01"), terms=TERMS)
    assert [each.act for each in bill.options] == [Act.FULL, Act.SKIP]
    assert one(bill, Act.FULL).harm == Harm(acts=1)
    skipped = one(bill, Act.SKIP)
    # 22 days to the end of the window at 0.1 % a day, and the fee.
    assert skipped.harm == Harm(reported=1, money=2500 + 2200, unpaid=100_000, acts=1)
    assert skipped.call_by == date(2026, 11, 30)


def test_a_card_is_paid_in_full_at_least_or_not():
    bill = ways(due("2026-12-01", 10_000, full=110_000), terms=TERMS)
    assert [each.act for each in bill.options] == [Act.MINIMUM, Act.FULL, Act.SKIP]
    assert one(bill, Act.FULL).harm.money == 0
    assert one(bill, Act.MINIMUM).harm.money == 1479  # a month at 18 % on what is left


def test_known_grace_counts_and_unknown_grace_does_not():
    fresh = (date(2026, 12, 3), date(2026, 12, 20))
    known = ways(due("2026-12-01", grace=5), fresh=fresh, terms=TERMS)
    assert one(known, Act.GRACE).lines[0].on == date(2026, 12, 3)
    assert one(known, Act.GRACE).harm.missed is False
    assert one(known, Act.LATE).harm.reported == 1
    unknown = ways(due("2026-12-01"), fresh=fresh, terms=TERMS)
    assert [each.act for each in unknown.options] == [Act.FULL, Act.LATE, Act.LATE, Act.SKIP]
    assert [name for name, _on in marks(due("2026-12-01"))] == ["reported", "days_30", "days_60", "days_90"]


def test_only_new_tiers_count():
    """Twenty days late: reported already, and thirty days is what comes next."""
    late = due("2026-11-03")
    bill = ways(late, fresh=(date(2026, 11, 27), date(2026, 12, 15)))
    assert one(bill, Act.FULL).harm == Harm(acts=1)
    soon, later = (each for each in bill.options if each.act is Act.LATE)
    assert not soon.harm.missed
    assert (later.harm.days_30, later.harm.reported) == (1, 0)
    assert (one(bill, Act.SKIP).harm.days_30, one(bill, Act.SKIP).harm.days_60) == (1, 0)
    unreported = ways(late, reports=False)
    assert not one(unreported, Act.SKIP).harm.missed


def test_what_is_at_stake_stands_in_its_own_place():
    for stake, harm in (
        (Stake.HOME, Harm(essentials=1, essentials_minor=100_000)),
        (Stake.LEGAL, Harm(legal=1)),
        (Stake.SECURED, Harm(secured=1)),
    ):
        skipped = one(ways(due("2026-12-01"), stake=stake, reports=False), Act.SKIP).harm
        assert replace(skipped, unpaid=0, acts=0) == harm
    broken = one(ways(due("2026-12-01"), arranged=True, reports=False), Act.SKIP).harm
    assert broken.arrangement == 1
    late = one(ways(due("2026-12-01"), stake=Stake.SECURED, fresh=(date(2026, 12, 9),)), Act.LATE).harm
    assert (late.secured, late.secured_late) == (0, 1)


def test_an_older_due_is_paid_first_and_marks_once():
    bill = ways(due("2026-11-25"), due("2026-12-10"))
    paid = [tuple(line.amount for line in each.lines) for each in bill.options]
    assert paid == [(100_000, 100_000), (100_000, 0), (0, 0)]
    assert [each.harm.reported for each in bill.options] == [0, 1, 1]
    assert bill.options[2].harm.days_30 == 0


def test_autopay_is_kept_or_switched_off_in_time():
    draw = Draw(on=date(2026, 12, 1), amount=110_000, off_by=date(2026, 11, 30))
    bill = ways(due("2026-12-01", 10_000, full=110_000, draw=draw), terms=TERMS)
    kept = next(each for each in bill.options if each.lines[0].by_autopay)
    assert (kept.act, kept.paid, kept.off_by, kept.harm.acts) == (Act.FULL, 110_000, None, 0)
    assert {each.off_by for each in bill.options if each is not kept} == {date(2026, 11, 30)}
    little = Draw(on=date(2026, 12, 1), amount=4_000, off_by=date(2026, 11, 30))
    bill = ways(due("2026-12-01", 10_000, draw=little))
    assert [line.amount for line in bill.options[0].lines] == [4_000, 6_000]


def test_a_debit_nobody_can_stop_leaves_only_what_to_do_if_it_fails():
    draw = Draw(on=TODAY, amount=100_000, retries=(TODAY + timedelta(days=2),), off_by=None)
    bill = ways(due("2026-11-23", draw=draw), fresh=(date(2026, 12, 6),))
    assert bill.forced == replace(draw, retries=())
    assert [(each.act, each.drawn) for each in bill.options] == [
        (Act.FULL, True), (Act.LATE, False), (Act.LATE, False), (Act.SKIP, False),
    ]  # fmt: skip


def test_a_part_counts_as_paid_only_if_that_stands_in_writing():
    part = Part(on=date(2026, 12, 1), amount=30_000)
    said = one(ways(due("2026-12-01"), part=part), Act.PART)
    assert (said.harm.reported, said.harm.unpaid) == (1, 70_000)
    agreed = one(ways(due("2026-12-01"), part=replace(part, agreed=True)), Act.PART)
    assert (agreed.harm.reported, agreed.harm.unpaid) == (0, 0)


def test_an_expense_that_is_no_essential_can_be_done_without():
    fact = ExpenseFact(key="e", name="E", account=1, on=TODAY, amount=500, essential=True)
    bill = expense_bill(fact, fresh=(date(2026, 12, 6),))
    assert [each.act for each in bill.options] == [Act.FULL, Act.LATE, Act.SKIP]
    assert one(bill, Act.SKIP).harm.essentials_minor == 500
    other = expense_bill(replace(fact, essential=False), fresh=(date(2026, 12, 6),))
    assert [each.harm for each in other.options] == [Harm(), Harm(unpaid=500, acts=1)]


def test_new_money_can_be_used_the_day_after_or_once_it_is_sent():
    flow = Flow(on=date(2026, 12, 5), amount=10)
    days = [TODAY + timedelta(days=n) for n in range(31)]
    own = Purse(key=1, name="A", opening=0, flows=(flow,))
    other = Purse(key=2, name="B", opening=0, send_by={on: on - timedelta(days=2) for on in days[2:]})
    assert fresh_days((own, other), 1, UNTIL) == (date(2026, 12, 6),)
    assert fresh_days((own, other), 2, UNTIL) == (date(2026, 12, 8),)
