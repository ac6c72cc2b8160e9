"""What is said today: each fact and step once, one line for one matter, nothing of what is put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.alert.facts import AlertFact
from tracker.domain.alert.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A matter put off until a date, or cleared for good where there is none."""

    id: int
    key: str
    until_on: date | None

    def silent_on(self, today: date) -> bool:
        """Whether nothing is said of it today."""
        return self.until_on is None or self.until_on > today


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one channel has said of each matter: the last step of each rule, and every step by name."""

    last: Mapping[tuple[str, str], int] = field(default_factory=dict)
    names: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A fact to speak of, at one of its steps."""

    fact: AlertFact
    step: str
    step_days: int
    severity: str
    passes: tuple[tuple[str, str, int], ...] = ()
    """Steps of other rules about the same matter that this one says too: rule, step, days."""

    @property
    def key(self) -> str:
        """The matter and the step."""
        return f"{self.fact.key}:{self.step}"


def choose(
    facts: Iterable[AlertFact],
    rules: Mapping[str, Rule],
    said: Said,
    holds: Mapping[str, Hold],
    today: date,
) -> tuple[Chosen, ...]:
    """What there is to say today through one channel, the oldest matter first."""
    found = []
    for key, group in _matters(facts, rules).items():
        hold = holds.get(key)
        if hold is not None and hold.silent_on(today):
            continue
        chosen = _of_one(group, rules, said, hold, today)
        if chosen is not None:
            found.append(chosen)
    if all(each.fact.rides_along for each in found):
        return ()
    return tuple(sorted(found, key=lambda each: (not each.fact.rides_along, each.fact.about_on, each.key)))


def next_on(
    facts: Iterable[AlertFact],
    rules: Mapping[str, Rule],
    said: Said,
    holds: Mapping[str, Hold],
    today: date,
) -> date | None:
    """The first date on which one channel has something to say; today if it has now."""
    dates = []
    for key, group in _matters(facts, rules).items():
        if group[0].rides_along:
            continue
        hold = holds.get(key)
        if hold is not None and hold.until_on is None:
            continue
        if hold is not None and hold.until_on is not None and hold.until_on > today:
            dates.append(hold.until_on)
            continue
        if _of_one(group, rules, said, hold, today) is not None:
            dates.append(today)
            continue
        for fact in group:
            on = rules[fact.rule].ladder.next_on(fact.on, said.last.get((key, fact.rule)))
            if on is not None and on > today:
                dates.append(on)
    return min(dates, default=None)


def open_now(facts: Iterable[AlertFact], rules: Mapping[str, Rule], today: date) -> tuple[AlertFact, ...]:
    """The matters that have begun, each by the rule that speaks of it today."""
    found = []
    for group in _matters(facts, rules).values():
        begun = [each for each in group if rules[each.rule].ladder.step_on(each.on, today) is not None]
        if begun:
            found.append(max(begun, key=lambda each: _weight(each, rules, today)))
    return tuple(sorted(found, key=lambda each: (each.about_on, each.key)))


def _matters(facts: Iterable[AlertFact], rules: Mapping[str, Rule]) -> dict[str, list[AlertFact]]:
    groups: dict[str, list[AlertFact]] = {}
    for each in facts:
        if rules[each.rule].is_on:
            groups.setdefault(each.key, []).append(each)
    return groups


def _weight(fact: AlertFact, rules: Mapping[str, Rule], today: date) -> tuple[bool, int]:
    rank, is_over = rules[fact.rule].rank, _is_over(fact, today)
    return (not is_over, -rank if is_over else rank)


def _of_one(
    group: list[AlertFact], rules: Mapping[str, Rule], said: Said, hold: Hold | None, today: date
) -> Chosen | None:
    """What is said of one matter: the weightiest rule that has something new."""
    begun: list[tuple[AlertFact, int]] = []
    for fact in group:
        step = rules[fact.rule].ladder.step_on(fact.on, today)
        if step is not None:
            begun.append((fact, step))
    if not begun:
        return None
    begun.sort(key=lambda each: _weight(each[0], rules, today), reverse=True)
    spoken = {fact.rule for fact, _ in begun if (fact.key, fact.rule) in said.last}
    new = [
        (fact, step)
        for fact, step in begun
        if _is_new(fact, step, said) and not (spoken - {fact.rule} and _is_over(fact, today))
    ]
    if hold is not None and hold.until_on is not None:
        again = f"again{hold.until_on.isoformat()}"
        if (group[0].key, again) not in said.names:
            fact, step = begun[0]
            return _chosen(fact, again, step, rules, [each for each in new if each[0] is not fact])
    if not new:
        return None
    fact, step = new[0]
    return _chosen(fact, rules[fact.rule].step_name(step), step, rules, new[1:])


def _is_over(fact: AlertFact, today: date) -> bool:
    """Whether another rule says it better by now, if one has said anything."""
    return fact.last_on is not None and today > fact.last_on


def _is_new(fact: AlertFact, step: int, said: Said) -> bool:
    last = said.last.get((fact.key, fact.rule))
    return last is None or step > last


def _chosen(
    fact: AlertFact, step: str, days: int, rules: Mapping[str, Rule], others: list[tuple[AlertFact, int]]
) -> Chosen:
    passes = tuple((each.rule, rules[each.rule].step_name(of), of) for each, of in others)
    return Chosen(
        fact=fact, step=step, step_days=days, severity=rules[fact.rule].severity,
        passes=passes,
    )  # fmt: skip
