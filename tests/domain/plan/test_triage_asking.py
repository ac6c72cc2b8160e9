"""The second best, and what more money changes."""

from __future__ import annotations

import random

import triage_made as made

from tracker.domain.plan.triage_asking import first_change, runner_up, status, with_more
from tracker.domain.plan.triage_search import Search, with_cash


def test_the_first_change_is_the_smallest_sum_that_changes_anything():
    told = 0
    for seed in range(40):
        pick = random.Random(seed + 300)
        held = made.purses(pick, 1)
        searching = Search(made.bills(made.loans(pick, 3, 1), made.expenses(pick, 2, 1), held), held)
        best = searching.best(held)
        assert best is not None
        more = first_change(searching, held, best)
        if more is None:
            assert searching.best(with_cash(held, 10_000), below=searching.below(best.harm)) is None
            continue
        told += 1
        assert more.choice is not None
        assert searching.best(with_cash(held, more.amount - 1), below=searching.below(best.harm)) is None
        assert with_more(searching, held, best, more.amount).choice is not None
        assert with_more(searching, held, best, more.amount - 1).choice is None
    assert told > 10


def test_the_second_best_treats_a_bill_otherwise_and_nothing_lies_between():
    for seed in range(20):
        pick = random.Random(seed + 700)
        held = made.purses(pick, 1)
        searching = Search(made.bills(made.loans(pick, 3, 1), (), held), held)
        best = searching.best(held)
        assert best is not None
        second = runner_up(searching, held, best)
        if second is None:
            continue
        assert searching.number(second.harm) >= searching.number(best.harm)
        assert list(map(status, second.options)) != list(map(status, best.options))


def test_the_second_best_is_what_trying_everything_finds_next():
    """In any order of harm, with and without sums that are to stay."""
    told = 0
    for seed in range(60):
        pick = random.Random(seed + 4100)
        held = made.purses(pick, 1, keeps=seed % 2 == 0)
        bills = made.bills(made.loans(pick, 3, 1), made.expenses(pick, 2, 1), held)
        searching = Search(bills, held, made.order(pick))
        best = searching.best(held)
        assert best is not None
        second = runner_up(searching, held, best)
        chosen = list(map(status, best.options))
        expected = made.brute(searching, held, lambda options: list(map(status, options)) != chosen)  # noqa: B023
        assert (searching.number(second.harm) if second else None) == expected, seed
        told += second is not None
        for bill, option in zip(bills, best.options, strict=True):
            missed = [line.due_on for line in option.lines if not line.act.in_time]
            if missed and bill.key.startswith("loan"):
                assert option.call_by is not None
                assert option.call_by <= max(made.TODAY, min(missed) - made.DAY)
    assert told > 40
