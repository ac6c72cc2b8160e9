"""Laws of triage: equal to trying everything, never overdrawn, never worse with more money under control."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import triage_made as made

from tracker.domain.plan.triage import Act, Bill, Draw, Flow, Harm, Line, Option, Purse
from tracker.domain.plan.triage_order import DEFAULT
from tracker.domain.plan.triage_search import NoOptionError, Search, search, with_cash


def case(
    seed: int,
    *,
    forced: bool = False,
    accounts: int = 1,
    count: int = 3,
    others: int = 2,
    keeps: bool = False,
    ordered: bool = False,
):
    pick = random.Random(seed)
    held = made.purses(pick, accounts, keeps=keeps)
    bills = made.bills(
        made.loans(pick, pick.randint(1, count), accounts, forced=forced),
        made.expenses(pick, pick.randint(0, others), accounts),
        held,
    )
    return Search(bills, held, made.order(pick) if ordered else DEFAULT), held


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_it_equals_trying_everything_in_any_order_of_harm_and_with_sums_that_are_to_stay(start):
    for seed in range(start, start + 20):
        accounts = 1 + (seed % 4 == 0)
        searching, held = case(
            seed + 5000, forced=seed % 5 == 0, accounts=accounts, keeps=seed % 2 == 0, ordered=True
        )
        found = searching.best(held)
        assert found is not None
        assert found.proved
        assert searching.number(found.harm) == made.brute(searching, held), seed


def test_what_is_to_stay_gives_way_to_what_is_worse_and_no_further():
    """Walked here by a plain sum, against the same account with nothing paid."""
    gave = stayed = 0
    for seed in range(120):
        searching, held = case(seed + 9000, keeps=True, count=4)
        found = searching.best(held)
        assert found is not None
        (purse,) = held
        lowest = 0
        moves = [(f.on, 1, f.amount, f.amount) for f in purse.flows]
        for option in found.options:
            moves += [(line.on, 0, -line.amount, 0) for line in option.payments]
        balance = alone = purse.opening
        for _on, _rank, amount, anyway in sorted(moves):
            balance, alone = balance + amount, alone + anyway
            lowest = max(lowest, min(purse.kept, alone) - balance)
        assert found.used == (lowest,)
        assert found.harm.kept == lowest
        bare = searching.best((replace(purse, kept=0),))
        assert bare is not None
        worse = ("essentials", "essentials_late", "essentials_minor")
        assert [getattr(found.harm, name) for name in worse] == [getattr(bare.harm, name) for name in worse]
        gave += lowest > 0
        stayed += purse.kept > 0 and not lowest
    assert gave > 5
    assert stayed > 5


def test_what_is_planned_already_uses_what_was_to_stay_as_well():
    on = made.TODAY + 3 * made.DAY
    bill = Bill(
        key="b", name="B", account=1,
        options=(
            Option(act=Act.FULL, lines=(Line(due_on=on, act=Act.FULL, on=on, amount=20),)),
            Option(act=Act.SKIP, harm=Harm(essentials=1)),
        ),
    )  # fmt: skip
    planned = Flow(on=made.TODAY, amount=-30)
    found = search((bill,), (Purse(key=1, name="A", opening=60, kept=40, flows=(planned,)),))
    assert found is not None
    assert (found.harm.essentials, found.used) == (0, (30,))
    low = replace(bill, options=(bill.options[0], replace(bill.options[1], harm=Harm(reported=1))))
    left = search((low,), (Purse(key=1, name="A", opening=60, kept=40, flows=(planned,)),))
    assert left is not None
    assert (left.harm.reported, left.used) == (1, (10,))
    overdrawn = Purse(key=1, name="A", opening=10, kept=40, flows=(planned,))
    empty = search((bill,), (overdrawn,))
    assert empty is not None
    assert (empty.harm.essentials, empty.used) == (1, (10,))


def test_money_is_taken_from_another_account_before_what_is_to_stay():
    on = made.TODAY + 3 * made.DAY
    bill = Bill(
        key="b", name="B", account=1,
        options=(
            Option(act=Act.FULL, lines=(Line(due_on=on, act=Act.FULL, on=on, amount=50),)),
            Option(act=Act.SKIP, harm=Harm(essentials=1)),
        ),
    )  # fmt: skip
    near = Purse(key=1, name="Pays", opening=60, kept=30, send_by={on: made.TODAY})
    found = search((bill,), (near, Purse(key=2, name="Other", opening=80, kept=75)))
    assert found is not None
    assert sum(each.amount for each in found.transfers) == 5
    assert found.harm.kept == 15
    assert sum(found.used) == 15
    plain = search((bill,), (near, Purse(key=2, name="Other", opening=80)))
    assert plain is not None
    assert (plain.harm.kept, [each.amount for each in plain.transfers]) == (0, [20])
    low = replace(bill, options=(bill.options[0], replace(bill.options[1], harm=Harm(reported=1))))
    left = search((low,), (near,))
    assert left is not None
    assert (left.harm.kept, left.harm.reported) == (0, 1)


@pytest.mark.parametrize("start", range(0, 200, 25))
def test_it_equals_trying_everything(start):
    for seed in range(start, start + 25):
        searching, held = case(seed, forced=seed % 4 == 0, accounts=1 + (seed % 3 == 0))
        found = searching.best(held)
        assert found is not None
        assert found.proved
        assert searching.number(found.harm) == made.brute(searching, held), seed


def test_banned_ways_are_not_taken_and_the_rest_is_still_the_best():
    for seed in range(20):
        searching, held = case(seed)
        best = searching.best(held)
        assert best is not None
        taken = {
            (n, bill.options.index(o))
            for n, (bill, o) in enumerate(zip(searching.bills, best.options, strict=True))
        }
        for banned in taken:
            if len(searching.bills[banned[0]].options) == 1:
                continue
            other = searching.best(held, banned={banned})
            if other is not None:
                assert searching.number(other.harm) >= searching.number(best.harm)
                assert searching.bills[banned[0]].options.index(other.options[banned[0]]) != banned[1]


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("accounts", [1, 2])
def test_harm_never_rises_with_cash_where_everything_is_under_control(accounts, keeps):
    for seed in range(20):
        searching, held = case(seed + 1000, accounts=accounts, count=4, keeps=keeps, ordered=keeps)
        before = None
        for more in range(0, 60, 6):
            found = searching.best(with_cash(held, more))
            assert found is not None
            below = searching.below(found.harm)
            assert before is None or below <= before, (seed, more)
            before = below


def test_a_choice_never_overdraws_an_account():
    """Walked here by a plain sum: what goes out of a day before what comes in on it."""
    for seed in range(60):
        searching, held = case(seed, accounts=1 + seed % 2)
        found = searching.best(held)
        assert found is not None
        for purse in held:
            moves = [(f.on, 1, f.amount) for f in purse.flows]
            for bill, option in zip(searching.bills, found.options, strict=True):
                if bill.account == purse.key:
                    moves += [(line.on, 0, -line.amount) for line in option.payments]
            for each in found.transfers:
                if each.from_key == purse.key:
                    moves.append((each.on, 0, -each.amount))
                if each.to_key == purse.key:
                    assert purse.send_by[each.needed_on] >= each.on
                    moves.append((each.needed_on, -1, each.amount))
            balance = purse.opening
            for _on, _rank, amount in sorted(moves):
                balance += amount
                assert balance >= 0


def test_a_debit_that_cannot_be_stopped_eats_the_rent_only_with_enough_in_the_account():
    """All or nothing: with 100 it takes the 100 and the rent of 50 fails, with 99 the rent is paid."""
    draw = Draw(on=made.TODAY, amount=100)
    card = Bill(
        key="card", name="Card", account=1, forced=draw,
        options=(
            Option(
                act=Act.MINIMUM, drawn=True,
                lines=(Line(due_on=made.TODAY, act=Act.MINIMUM, on=made.TODAY, amount=100, by_autopay=True),),
            ),
            Option(act=Act.SKIP, drawn=False, harm=Harm(reported=1)),
        ),
    )  # fmt: skip
    on = made.TODAY + made.DAY
    rent = Bill(
        key="rent", name="Rent", account=1,
        options=(
            Option(act=Act.FULL, lines=(Line(due_on=on, act=Act.FULL, on=on, amount=50),)),
            Option(act=Act.SKIP, harm=Harm(essentials=1)),
        ),
    )  # fmt: skip
    harms = {}
    for cash in (99, 100):
        found = search((card, rent), (Purse(key=1, name="A", opening=cash),))
        assert found is not None
        harms[cash] = (found.harm.essentials, found.harm.reported)
    assert harms == {99: (0, 1), 100: (1, 0)}
    free = tuple(replace(each, drawn=None) for each in card.options)
    found = search((replace(card, forced=None, options=free), rent), (Purse(key=1, name="A", opening=100),))
    assert found is not None
    assert (found.harm.essentials, found.harm.reported) == (0, 1)


def test_money_is_moved_in_time_or_not_at_all():
    on = made.TODAY + 3 * made.DAY
    bill = Bill(
        key="b", name="B", account=1,
        options=(
            Option(act=Act.FULL, lines=(Line(due_on=on, act=Act.FULL, on=on, amount=50),)),
            Option(act=Act.SKIP, harm=Harm(essentials=1)),
        ),
    )  # fmt: skip
    other = Purse(key=2, name="Other", opening=80)
    near = Purse(key=1, name="Pays", opening=10, send_by={on: made.TODAY + made.DAY})
    found = search((bill,), (near, other))
    assert found is not None
    assert [(t.from_key, t.to_key, t.amount, t.on) for t in found.transfers] == [
        (2, 1, 40, made.TODAY + made.DAY)
    ]
    late = search((bill,), (Purse(key=1, name="Pays", opening=10), other))
    assert late is not None
    assert late.harm.essentials == 1


def test_a_search_that_is_cut_short_says_so_and_still_has_an_answer():
    pick = random.Random(5)
    held = made.purses(pick, 1)
    bills = made.bills(made.loans(pick, 8, 1), made.expenses(pick, 4, 1), held)
    cut = Search(bills, held, nodes=3).best(held)
    assert cut is not None
    assert not cut.proved
    whole = Search(bills, held)
    best = whole.best(held)
    assert best is not None
    assert best.proved
    assert whole.number(best.harm) <= whole.number(cut.harm)
    stopped = Search(bills, held, nodes=10**9).best(held, stop=lambda: True)
    assert stopped is not None


def test_what_is_left_over_and_from_when():
    flow = Flow(on=made.TODAY + 5 * made.DAY, amount=70)
    purse = Purse(key=1, name="A", opening=30, flows=(flow,))
    line = Line(due_on=made.TODAY, act=Act.FULL, on=made.TODAY, amount=30)
    bill = Bill(
        key="b", name="B", account=1,
        options=(Option(act=Act.FULL, lines=(line,)),),
    )  # fmt: skip
    searching = Search((bill,), (purse,))
    found = searching.best((purse,))
    assert found is not None
    assert searching.spare((purse,), found) == (70, flow.on)


def test_a_bill_without_a_way_is_a_mistake_of_the_caller():
    with pytest.raises(NoOptionError):
        Search((Bill(key="b", name="B", account=1, options=()),), (Purse(key=1, name="A", opening=1),))
