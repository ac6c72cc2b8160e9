"""The rules of alerts: what each is about, when it speaks, how much it weighs.

A rule speaks of facts that a source makes; more rules may follow with their sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.domain.alert.steps import Ladder, ladder

OVERDUE = "overdue"
ATTENTION = "attention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its steps, and which of several about the same matter is said (the highest rank)."""

    name: str
    prefix: str
    ladder: Ladder
    rank: int
    severity: str = ATTENTION
    is_on: bool = True

    def step_name(self, days: int) -> str:
        """A step as the record of what was said knows it."""
        return f"{self.prefix}+{days}" if days > 0 else f"{self.prefix}{-days}"


SHIPPED: tuple[Rule, ...] = (
    Rule(name="due", prefix="", ladder=ladder((-7, -3, -1, 0)), rank=1),
    Rule(name="last_safe_day", prefix="safe", ladder=ladder((-1, 0)), rank=2),
    Rule(name="overdue", prefix="overdue", ladder=ladder((1, 2, 3), weekly=True), rank=3, severity=OVERDUE),
    Rule(name="grace_end", prefix="grace", ladder=ladder((-1, 0)), rank=4, severity=OVERDUE),
    Rule(name="autopay_fail", prefix="fail", ladder=ladder((-7, -3, -1, 0)), rank=6, severity=OVERDUE),
    Rule(name="autopay_unknown", prefix="unknown", ladder=ladder((-3, -1)), rank=5),
    Rule(name="autopay_clash", prefix="clash", ladder=ladder((0, 3), weekly=True), rank=7, severity=OVERDUE),
    Rule(name="card_expiring", prefix="card", ladder=ladder((-30, -7, 0)), rank=1),
    Rule(name="promo_ending", prefix="promo", ladder=ladder((-30, -7, -1)), rank=1),
    Rule(name="dispute_deadline", prefix="dispute", ladder=ladder((-3, 1)), rank=1),
    Rule(name="report_check", prefix="report", ladder=ladder((0, 14)), rank=1),
    Rule(name="back_on_report", prefix="back", ladder=ladder((0, 3), weekly=True), rank=2, severity=OVERDUE),
    Rule(name="duplicate_debit", prefix="duplicate", ladder=ladder((0, 3), weekly=True), rank=1),
    Rule(name="follow_up", prefix="follow", ladder=ladder((-3, -1, 0, 1, 7)), rank=1),
    Rule(name="promise", prefix="promise", ladder=ladder((-3, -1, 0, 1)), rank=1),
    Rule(name="plan_behind", prefix="plan", ladder=ladder((1, 7)), rank=1),
    Rule(name="scheduler_silent", prefix="silent", ladder=ladder((0,)), rank=1),
)
"""Every rule as shipped, in the order they are listed."""

NAMES = tuple(rule.name for rule in SHIPPED)


def tuned(kept: Mapping[str, tuple[bool, tuple[int, ...]]]) -> dict[str, Rule]:
    """The rules as a person has them: switched, and with days of their own where there are any."""
    found = {}
    for rule in SHIPPED:
        is_on, days = kept.get(rule.name, (True, ()))
        steps = Ladder(days=days, weekly=rule.ladder.weekly) if days else rule.ladder
        found[rule.name] = replace(rule, is_on=is_on, ladder=steps)
    return found
