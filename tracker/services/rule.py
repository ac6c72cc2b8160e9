"""The rule packs that are shipped, read once, and where each rule stands on a day."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from tracker.domain.rule.facts import Index, Packs, Rule, Standing
from tracker.domain.rule.reading import read_index, read_rule
from tracker.resources import data_folder


@cache
def packs() -> Packs:
    """Every rule and index, by jurisdiction and number."""
    rules: list[Rule] = []
    indexes: list[Index] = []
    for path in sorted((data_folder("db") / "rules").glob("*.toml")):
        values = tomllib.loads(path.read_text("utf-8"))
        if "index" in values:
            indexes.append(read_index(values["index"], values["observation"]))
        jurisdiction = path.name[:2].upper()
        rules += [read_rule(each, jurisdiction) for each in values.get("rule", [])]
    rules.sort(key=lambda rule: (rule.jurisdiction, rule.area, _natural(rule.number)))
    return Packs(rules=tuple(rules), indexes=tuple(indexes))


def find_rule(name: str) -> Rule | None:
    """The rule of an id or a number, whatever its case; None if there is none."""
    wanted = name.casefold()
    return next((r for r in packs().rules if wanted in (r.id.casefold(), r.number.casefold())), None)


def rules_on(
    on: date, *, jurisdiction: str | None = None, area: str | None = None, every: bool = False
) -> tuple[Rule, ...]:
    """The rules in force on a day; with `every`, those not yet or no longer in force too."""
    return tuple(
        rule
        for rule in packs().rules
        if jurisdiction in (None, rule.jurisdiction)
        and area in (None, rule.area)
        and (every or rule.standing(on) is Standing.IN_FORCE)
    )


def _natural(number: str) -> tuple[str, int, str]:
    head = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    letters = head.rstrip("0123456789")
    return letters, int(head[len(letters) :] or 0), number
