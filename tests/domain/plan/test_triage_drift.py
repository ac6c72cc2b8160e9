"""What happens if nothing is done, and the debit that does more harm with more money."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.loan.facts import Stake
from tracker.domain.plan.triage import Draw, Flow, Harm, Purse
from tracker.domain.plan.triage_drift import drift, find_trap
from tracker.domain.plan.triage_harm import LoanDueFact
from tracker.domain.plan.triage_options import ExpenseFact, LoanFact

TODAY = date(2026, 11, 23)
UNTIL = TODAY + timedelta(days=30)


def loan(key: str, on: str, amount: int, draw: Draw | None = None, **given) -> LoanFact:
    at = date.fromisoformat(on)
    fact = LoanDueFact(
        due_on=at, pay_on=at, known_on=TODAY, minimum=amount, full=amount, principal=amount, draw=draw
    )
    return LoanFact(key=key, name=key, account=1, dues=(fact,), **given)


def rent(on: str = "2026-12-01") -> ExpenseFact:
    return ExpenseFact(
        key="rent", name="Rent", account=1, on=date.fromisoformat(on), amount=50, essential=True
    )


def run(cash: int, *loans: LoanFact, flows: tuple[Flow, ...] = ()):
    purse = Purse(key=1, name="A", opening=cash, flows=flows)
    return drift(loans, (rent(),), (purse,), today=TODAY, until=UNTIL)


def worse(one: Harm, other: Harm) -> bool:
    return (one.essentials, one.reported) > (other.essentials, other.reported)


CARD = Draw(on=date(2026, 11, 26), amount=100, off_by=date(2026, 11, 25))


def test_more_money_does_more_harm_where_a_debit_eats_it():
    card = loan("card", "2026-11-26", 100, CARD)
    assert run(100, card).harm.essentials == 1
    assert run(99, card).harm.essentials == 0
    found = find_trap(run(100, card), lambda _account, less: run(100 - less, card), worse)
    assert found is not None
    assert (found.taken.name, found.less, found.spared) == ("card", 1, ("rent",))
    assert find_trap(run(150, card), lambda _account, less: run(150 - less, card), worse) is None


def test_a_sweep_takes_what_is_there_and_its_due_stays_open():
    swept = Draw(on=CARD.on, amount=100, sweeps=True, off_by=CARD.off_by)
    found = run(60, loan("card", "2026-11-26", 100, swept))
    assert found.harm.essentials == 1
    assert found.harm.reported == 1
    assert found.harm.unpaid == 40 + 50
    assert found.missed == {"card", "rent"}


def test_a_retry_after_payday_is_late():
    again = Draw(on=CARD.on, amount=100, retries=(date(2026, 12, 6),), off_by=CARD.off_by)
    income = (Flow(on=date(2026, 12, 5), amount=100),)
    found = run(60, loan("card", "2026-11-26", 100, again), flows=income)
    assert (found.harm.essentials, found.harm.reported, found.harm.unpaid) == (0, 1, 0)


def test_what_is_paid_by_hand_is_paid_while_there_is_money():
    found = run(60, loan("fine", "2026-11-25", 20, stake=Stake.LEGAL), loan("late", "2026-12-09", 500))
    assert found.harm.legal == 0
    assert found.harm.essentials == 1
    assert found.missed == {"late", "rent"}


def test_what_was_to_stay_is_used_without_a_word_if_nothing_is_done():
    purse = Purse(key=1, name="A", opening=100, kept=80)
    found = drift((loan("fine", "2026-11-25", 30),), (rent(),), (purse,), today=TODAY, until=UNTIL)
    assert (found.harm.kept, found.harm.unpaid) == (60, 0)
