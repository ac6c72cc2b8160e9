"""What borrowing truly costs, held against the caps of the day the contract was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.rule.caps import Cap, fixed_cap, index_cap
from tracker.domain.rule.facts import Index, Rule, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class CapCheck:
    """A cap with how the cost stands to it.

    `verdict` is `above`, `within`, or `between` where the cost is below the cap as a nominal rate and above
    it compounded: which of the two is meant no rule here says.
    """

    cap: Cap
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """A rule the cost was not held against: not_in_force, product, unverified or no_index."""

    rule: Rule
    why: str


def caps_of(
    rules: Iterable[Rule], indexes: Iterable[Index], contract_on: date, product: str | None
) -> tuple[tuple[Cap, ...], tuple[NotHeld, ...]]:
    """The caps in force on a contract date, and the rules with a cap that do not apply, with the reason."""
    known = {each.id: each for each in indexes}
    caps, left = [], []
    for rule in rules:
        fixed = "cap_pct" in rule.params
        if not fixed and rule.params.get("index_at") != "contract_date":
            continue
        why = _why_not(rule, contract_on, product)
        index = known.get(rule.params.get("index", ""))
        cap = fixed_cap(rule) if fixed else index_cap(rule, index, contract_on) if index else None
        if why or cap is None:
            left.append(NotHeld(rule=rule, why=why or "no_index"))
        else:
            caps.append(cap)
    return tuple(caps), tuple(left)


def check_cap(cap: Cap, *, nominal: Decimal, effective: Decimal) -> CapCheck:
    """How a cost, in percent a year both ways, stands to a cap."""
    verdict = "within"
    if nominal > cap.percent:
        verdict = "above"
    elif effective > cap.percent:
        verdict = "between"
    return CapCheck(cap=cap, verdict=verdict)


def _why_not(rule: Rule, on: date, product: str | None) -> str:
    if rule.standing(on) is not Standing.IN_FORCE:
        return "not_in_force"
    if not rule.covers(product):
        return "product"
    return "" if rule.evidence.verified else "unverified"
