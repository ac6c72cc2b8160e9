"""As few transfers as there can be, or the plain word that there is too little."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cash.facts import CashKind
from tracker.domain.cash.forecast import CashFacts, forecast


def plan(make, needs, *spares, currency="CNY", buffer=0):
    accounts = [make.account(0, id=number, name=f"poor {number}") for number in range(1, len(needs) + 1)]
    accounts += [
        make.account(
            spare + buffer, id=10 + number, name=f"rich {number}", currency=currency, buffer_minor=buffer
        )
        for number, spare in enumerate(spares)
    ]
    debits = tuple(
        make.debit(number, need, f"12-{number:02}", account_id=number) for number, need in enumerate(needs, 1)
    )
    found = forecast(CashFacts(accounts=tuple(accounts), debits=debits), today=make.today)
    return [
        ([(move.from_account.name, move.amount_minor) for move in each.moves], each.missing_minor)
        for each in found.remedies
    ]


def test_the_smallest_donor_that_can_carry_it_alone_does(make):
    assert plan(make, [100], 500, 120, 50, buffer=30) == [([("rich 1", 100)], 0)]


def test_several_donors_give_the_largest_first(make):
    assert plan(make, [100], 40, 70, 20) == [([("rich 1", 70), ("rich 0", 30)], 0)]


def test_what_one_shortfall_takes_is_gone_for_the_next(make):
    assert plan(make, [100, 100], 150) == [([("rich 0", 100)], 0), ([], 50)]


def test_too_little_everywhere_is_said_with_how_much_is_missing(make):
    assert plan(make, [100], 40, 30) == [([], 30)]


def test_currencies_do_not_help_each_other(make):
    assert plan(make, [100], 900, currency="USD") == [([], 100)]


def test_a_donor_keeps_its_own_low_point(make):
    rent = make.event(CashKind.EXPENSE, "rent", 450, "12-20", account_id=2)
    facts = CashFacts(
        accounts=(make.account(0), make.account(500, id=2, name="ICBC 88")),
        events=(rent,),
        debits=(make.debit(1, 100, "12-01"),),
    )
    (only,) = forecast(facts, today=make.today).remedies
    assert (only.moves, only.missing_minor) == ((), 50)


def test_an_old_balance_is_no_donor(make):
    facts = CashFacts(
        accounts=(make.account(0), make.account(500, id=2, balance_on=make.day("09-01"))),
        debits=(make.debit(1, 100, "12-01"),),
    )
    assert forecast(facts, today=make.today).remedies[0].missing_minor == 100


@given(need=st.integers(1, 300), spares=st.lists(st.integers(0, 120), max_size=6))
def test_one_shortfall_takes_as_few_transfers_as_any_choice_could(make, need, spares):
    ((moves, missing),) = plan(make, [need], *spares)
    fewest = next(
        (
            size
            for size in range(1, len(spares) + 1)
            if any(sum(chosen) >= need for chosen in combinations(spares, size))
        ),
        None,
    )
    assert len(moves) == (fewest or 0)
    assert sum(amount for _name, amount in moves) + missing == (need if fewest else need - sum(spares))
