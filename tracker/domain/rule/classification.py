"""What a lateness is called in a place: the buckets, report codes and tiers of its rule pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.rule.facts import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a rule calls arrears of so many days, and from how many days on it will call them otherwise."""

    rule: Rule
    kind: str
    """`bucket`, `code`, `letter`, `tier` or `charge_off`."""
    code: str
    next_code: str = ""
    next_days: int | None = None
    """None once nothing worse follows."""


def labels(
    rules: Iterable[Rule], days: int, *, on: date, product: str | None = None, revolving: bool = False
) -> tuple[Label, ...]:
    """What each rule in force on a day, whose text somebody read, calls arrears of so many days."""
    found = []
    for rule in rules:
        kind = _kind(rule)
        if kind and rule.fires(on, product):
            found.append(_label(rule, kind, _steps(rule, kind, revolving=revolving), days))
    return tuple(found)


_KINDS = {
    "bucket_days": "bucket",
    "codes": "code",
    "letters": "letter",
    "tiers": "tier",
    "substandard_days": "charge_off",
}


def _kind(rule: Rule) -> str:
    return next((kind for name, kind in _KINDS.items() if name in rule.params), "")


def _label(rule: Rule, kind: str, steps: tuple[tuple[int, str], ...], days: int) -> Label:
    """The last step that the days have reached, with the one after it."""
    reached = sum(1 for start, _code in steps if start <= days)
    after = steps[reached : reached + 1]
    return Label(
        rule=rule,
        kind=kind,
        code=steps[max(reached, 1) - 1][1],
        next_code=after[0][1] if after else "",
        next_days=after[0][0] if after else None,
    )


def _steps(rule: Rule, kind: str, *, revolving: bool) -> tuple[tuple[int, str], ...]:
    """From how many days on which word is used, the first from none on."""
    match kind:
        case "bucket":
            width, last, prefix = rule.whole("bucket_days"), rule.whole("last"), rule.params["prefix"]
            later = ((1 + width * (n - 1), f"{prefix}{n}{'+' * (n == last)}") for n in range(1, last + 1))
            return ((0, f"{prefix}0"), *later)
        case "tier":
            first, *worse = rule.listed("tiers")
            above = (int(each) + 1 for each in rule.listed("above_days"))
            return ((0, first), *zip(above, worse, strict=True))
        case "charge_off":
            ends = rule.whole("open_end_days" if revolving else "closed_end_days")
            return ((0, "pass"), (rule.whole("substandard_days"), "substandard"), (ends, "charge_off"))
        case _:
            starts = (int(each) for each in rule.listed("from_days"))
            return tuple(zip(starts, rule.listed("codes" if kind == "code" else "letters"), strict=True))
