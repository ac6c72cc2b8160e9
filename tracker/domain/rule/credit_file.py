"""How long a mark stays on a credit file, and when a dispute is to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.calendar import month_end
from tracker.domain.rule.facts import Rule
from tracker.domain.rule.limitation import days_after, years_after


def removal_on(rule: Rule, *, origin_on: date | None, settled_on: date | None) -> date | None:
    """When a mark leaves by a retention rule; None while its clock has not started or its day is unknown.

    A rule counts from settlement (征信业管理条例 第16条) or from the first delinquency, with the days it
    adds (15 U.S.C. 1681c).
    """
    start = settled_on if rule.params.get("counted_from") == "settled_on" else origin_on
    if start is None:
        return None
    added = start + timedelta(days=int(rule.params.get("add_days", "0")))
    return years_after(added, rule.whole("years"))


def answer_by(rule: Rule, received_on: date, *, extended: bool = False) -> date:
    """The last day for the answer to a dispute; with `extended` where more information was sent."""
    name = "extended_days" if extended and "extended_days" in rule.params else "answer_days"
    return days_after(received_on, rule.whole(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeRepair:
    """Whether an overdue item fell under the one-time repair, and by when it stops being shown."""

    eligible: bool
    hidden_by: date | None


def one_time_repair(
    rule: Rule, *, overdue_on: date, amount_minor: int, repaid_on: date | None
) -> OneTimeRepair:
    """Whether an item was covered by the repair of 2026 (中国人民银行 2025-12-22); amounts in fen."""
    day = {name: date.fromisoformat(rule.params[name]) for name in _REPAIR_DAYS}
    covered = (
        day["overdue_from"] <= overdue_on <= day["overdue_to"]
        and amount_minor <= rule.whole("amount_to") * 100
        and repaid_on is not None
        and repaid_on <= day["repaid_by"]
    )
    if not covered or repaid_on is None:
        return OneTimeRepair(eligible=False, hidden_by=None)
    if repaid_on <= day["repaid_first"]:
        return OneTimeRepair(eligible=True, hidden_by=day["hidden_first"])
    return OneTimeRepair(eligible=True, hidden_by=month_end(month_end(repaid_on) + timedelta(days=1)))


_REPAIR_DAYS = ("overdue_from", "overdue_to", "repaid_first", "repaid_by", "hidden_first")
