"""Values of a shipped rule pack become rules; a pack with a fault is a fault of the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tracker.domain.rule.facts import Area, Evidence, Index, Kind, Observation, Rule

LANGUAGES = ("en", "zh")

_NEEDED = {"id", "number", "area", "kind", "title", "text", "citation", "source", "evidence"} | {
    "effective_from",
    "checked_on",
}
_FREE = {"effective_to", "applies_to", "excludes", "params"}


class RulePackError(Exception):
    """A shipped pack does not say what a rule must say."""

    def __init__(self, where: str, fault: str) -> None:
        self.where = where
        self.fault = fault
        super().__init__(f"{where}: {fault}")


def read_rule(values: Mapping[str, Any], jurisdiction: str) -> Rule:
    """One `[[rule]]` of a pack; RulePackError names the rule and what is wrong with it."""
    where = str(values.get("id", "a rule without id"))
    for key in sorted(set(values) ^ _NEEDED):
        if key not in _FREE:
            raise RulePackError(where, f"{key} is {'unknown' if key in values else 'missing'}")
    for key in ("title", "text"):
        for language in LANGUAGES:
            if not values[key].get(language, "").strip():
                raise RulePackError(where, f"{key} has no {language}")
    until: date | None = values.get("effective_to")
    if until is not None and until < values["effective_from"]:
        raise RulePackError(where, "effective_to lies before effective_from")
    try:
        return Rule(
            id=where, number=values["number"], jurisdiction=jurisdiction, area=Area(values["area"]),
            kind=Kind(values["kind"]), title=dict(values["title"]), text=dict(values["text"]),
            citation=values["citation"], source=values["source"], evidence=Evidence(values["evidence"]),
            effective_from=values["effective_from"], effective_to=until, checked_on=values["checked_on"],
            applies_to=tuple(values.get("applies_to", ())), excludes=tuple(values.get("excludes", ())),
            params=dict(values.get("params", {})),
        )  # fmt: skip
    except ValueError as error:
        raise RulePackError(where, str(error)) from None


def read_index(values: Mapping[str, Any], observations: Iterable[Mapping[str, Any]]) -> Index:
    """An `[index]` with its `[[observation]]` rows; RulePackError unless they go forward in time."""
    rows = tuple(
        Observation(on=row["from"], percent=Decimal(row["percent"]), evidence=Evidence(row["evidence"]))
        for row in observations
    )
    for before, after in pairwise(rows):
        if after.on <= before.on:
            raise RulePackError(values["id"], f"{after.on} does not lie after {before.on}")
    return Index(
        id=values["id"], jurisdiction=values["jurisdiction"], title=dict(values["title"]),
        source=values["source"], checked_on=values["checked_on"],
        checked_through=values["checked_through"], observations=rows,
    )  # fmt: skip
