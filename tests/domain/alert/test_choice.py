"""One line for one matter, each step once, nothing of what is put off."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.alert.choice import Hold, Said, choose, next_on, open_now
from tracker.domain.alert.facts import AlertFact, silence_fact
from tracker.domain.alert.rules import tuned

DUE = date(2026, 3, 10)
RULES = tuned({})


def fact(rule, on=DUE, last_on=None):
    return AlertFact(rule=rule, loan_id=5, about="instalment", about_on=DUE, on=on, last_on=last_on)


FACTS = (
    fact("due", last_on=DUE),
    fact("last_safe_day", DUE - timedelta(days=2), DUE - timedelta(days=2)),
    fact("overdue"),
    fact("grace_end", DUE + timedelta(days=5), DUE + timedelta(days=5)),
)


def day(days):
    return DUE + timedelta(days=days)


def steps(today, facts=FACTS, rules=RULES, said=None, holds=None):
    return [each.step for each in choose(facts, rules, said or Said(), holds or {}, today)]


def test_the_weightiest_rule_speaks_for_the_matter():
    assert [steps(day(days)) for days in (-8, -7, -3, -2, -1, 0, 1, 4, 5, 6)] == [
        [], ["7"], ["safe1"], ["safe0"], ["1"], ["0"], ["overdue+1"], ["grace1"], ["grace0"], ["overdue+3"],
    ]  # fmt: skip


def test_a_missed_due_is_said_even_where_overdue_is_switched_off():
    rules = tuned({"overdue": (False, ()), "grace_end": (False, ())})
    assert steps(day(9), rules=rules) == ["0"]


def said_after(*todays, holds=None, facts=FACTS):
    """What stands in the outbox after runs on some days, with every step that was said."""
    last, names, told = {}, set(), []
    for today in todays:
        for each in choose(facts, RULES, Said(last=last, names=frozenset(names)), holds or {}, today):
            told.append((each.fact.key, each.fact.rule, each.step))
            for rule, step, days in ((each.fact.rule, each.step, each.step_days), *each.passes):
                last[each.fact.key, rule] = max(days, last.get((each.fact.key, rule), days))
                names.add((each.fact.key, step))
    return Said(last=last, names=frozenset(names)), told


@given(st.lists(st.integers(-9, 25), min_size=1, max_size=25))
def test_on_any_days_each_step_is_said_once_and_the_last_day_has_nothing_left(gaps):
    today, todays = day(-20), []
    for gap in gaps:
        today += timedelta(days=gap)
        todays += [today, today]
    said, told = said_after(*todays)
    assert len(told) == len(set(told))
    farthest = max(todays)
    assert steps(farthest, said=said) == []
    again = next_on(FACTS, RULES, said, {}, farthest)
    assert again is not None and again > farthest
    assert steps(again - timedelta(days=1), said=said) == []
    assert steps(again, said=said) != []


def test_what_is_cleared_is_never_said_and_what_is_put_off_is_said_again_once():
    key = FACTS[0].key
    cleared = {key: Hold(id=1, key=key, until_on=None)}
    assert steps(day(0), holds=cleared) == []
    assert next_on(FACTS, RULES, Said(), cleared, day(0)) is None
    off = {key: Hold(id=1, key=key, until_on=day(-4))}
    said, _told = said_after(day(-7))
    assert steps(day(-5), said=said, holds=off) == []
    assert next_on(FACTS, RULES, said, off, day(-5)) == day(-4)
    assert steps(day(-4), said=said, holds=off) == [f"again{day(-4)}"]
    _said, told = said_after(day(-5), day(-4), day(-4), day(-3), day(-3), holds=off)
    assert [step for _key, _rule, step in told] == [f"again{day(-4)}", "safe1"]


def test_a_silence_is_told_only_with_something_else():
    silent = silence_fact(day(-9))
    assert steps(day(-20), facts=(silent, *FACTS)) == []
    assert next_on((silent,), RULES, Said(), {}, day(-8)) is None
    assert steps(day(-7), facts=(*FACTS, silent)) == ["silent0", "7"]


def test_a_rule_that_is_off_is_silent_and_not_open():
    rules = tuned({"due": (False, ())})
    assert steps(day(-7), rules=rules) == []
    assert open_now(FACTS, rules, day(-7)) == ()
    assert [each.rule for each in open_now(FACTS, RULES, day(2))] == ["overdue"]
    assert [each.rule for each in open_now(FACTS, RULES, day(-1))] == ["due"]


def test_a_rule_switched_on_later_does_not_say_what_a_better_one_said():
    off = tuned({"due": (False, ())})
    (chosen,) = choose(FACTS, off, Said(), {}, day(1))
    said = Said(last={(chosen.fact.key, "overdue"): 1}, names=frozenset({(chosen.fact.key, "overdue+1")}))
    assert steps(day(1), said=said) == []
