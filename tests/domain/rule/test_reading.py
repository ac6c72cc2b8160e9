from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.rule.facts import Area, Kind
from tracker.domain.rule.reading import RulePackError, read_index, read_rule

RULE = {
    "id": "x", "number": "CN-X1", "area": "rates", "kind": "law", "title": {"en": "A", "zh": "甲"},
    "text": {"en": "B", "zh": "乙"}, "citation": "c", "source": "s", "evidence": "V",
    "effective_from": date(2020, 1, 1), "checked_on": date(2026, 11, 21),
}  # fmt: skip
INDEX = {
    "id": "I", "jurisdiction": "CN", "title": {"en": "I", "zh": "指"}, "source": "s",
    "checked_on": date(2026, 1, 1), "checked_through": date(2026, 1, 1),
}  # fmt: skip


def row(on: date, percent: str = "3.10") -> dict[str, object]:
    return {"from": on, "percent": percent, "evidence": "V"}


def test_a_rule_is_read_with_what_it_leaves_out() -> None:
    rule = read_rule(RULE, "CN")
    assert (rule.area, rule.kind, rule.effective_to, rule.params) == (Area.RATES, Kind.LAW, None, {})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"colour": "red"}, "colour is unknown"),
        ({"area": "weather"}, "weather"),
        ({"kind": "gossip"}, "gossip"),
        ({"evidence": "hearsay"}, "hearsay"),
        ({"title": {"en": "A"}}, "title has no zh"),
        ({"text": {"en": " ", "zh": "乙"}}, "text has no en"),
        ({"effective_to": date(2019, 1, 1)}, "effective_to"),
    ],
)
def test_a_fault_names_the_rule_and_itself(changed, told) -> None:
    with pytest.raises(RulePackError, match=told) as found:
        read_rule(RULE | changed, "CN")
    assert found.value.where == "x"


@pytest.mark.parametrize("key", sorted(RULE))
def test_nothing_may_be_missing(key) -> None:
    with pytest.raises(RulePackError, match=f"{key} is missing"):
        read_rule({name: value for name, value in RULE.items() if name != key}, "CN")


def test_an_index_goes_forward_in_time() -> None:
    rows = [row(date(2020, 1, 1)), row(date(2021, 1, 1), "3.00")]
    assert [each.on.year for each in read_index(INDEX, rows).observations] == [2020, 2021]
    with pytest.raises(RulePackError, match="does not lie after"):
        read_index(INDEX, rows[::-1])
