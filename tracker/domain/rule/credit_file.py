"""How long a mark stays on a credit file, when a dispute is to be answered, which reports are free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.calendar import month_end
from tracker.domain.rule.facts import Rule, Standing
from tracker.domain.rule.limitation import days_after, years_after

CHARGE_OFF, BANKRUPTCY = "charge_off", "bankruptcy"


def removal_on(
    rule: Rule, *, origin_on: date | None, settled_on: date | None, kind: str = CHARGE_OFF
) -> date | None:
    """When a mark leaves by a retention rule; None while its clock has not started or its day is unknown.

    A rule counts from settlement (征信业管理条例 第16条) or from the first delinquency, with the days it
    adds for collections and charge-offs and the years it has for bankruptcy (15 U.S.C. 1681c).
    """
    start = _start(rule, origin_on, settled_on)
    if start is None:
        return None
    if kind == BANKRUPTCY and "bankruptcy_years" in rule.params:
        return years_after(start, rule.whole("bankruptcy_years"))
    added = start + timedelta(days=int(rule.params.get("add_days", "0")) if kind == CHARGE_OFF else 0)
    return years_after(added, rule.whole("years"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """When a mark leaves by the rules of a place: the rule, the day it counts from, the day it leaves.

    `missing` says what is lacking while `on` is None: rule, settled_on, origin_on or kind.
    """

    rule: Rule | None = None
    start_on: date | None = None
    on: date | None = None
    missing: str = ""


def retention(
    rules: Iterable[Rule], *, kind: str, origin_on: date | None, settled_on: date | None
) -> Retention:
    """When a mark leaves by the rules of a place, as they stood on the day they count from."""
    rule = next((each for each in rules if "counted_from" in each.params and "years" in each.params), None)
    if rule is None:
        return Retention(missing="rule")
    start = _start(rule, origin_on, settled_on)
    if start is None:
        return Retention(rule=rule, missing=rule.params["counted_from"])
    if "add_days" in rule.params and not kind:
        return Retention(rule=rule, start_on=start, missing="kind")
    if rule.standing(start) is not Standing.IN_FORCE:
        return Retention(rule=rule, start_on=start, missing="rule")
    on = removal_on(rule, origin_on=origin_on, settled_on=settled_on, kind=kind)
    return Retention(rule=rule, start_on=start, on=on)


def _start(rule: Rule, origin_on: date | None, settled_on: date | None) -> date | None:
    return settled_on if rule.params.get("counted_from") == "settled_on" else origin_on


def answer_by(rule: Rule, received_on: date, *, extended: bool = False) -> date:
    """The last day for the answer to a dispute; with `extended` where more information was sent."""
    name = "extended_days" if extended and "extended_days" in rule.params else "answer_days"
    return days_after(received_on, rule.whole(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDue:
    """Until when a body must answer, and by which rule."""

    on: date
    rule: Rule


def answer_due(
    rules: Iterable[Rule], body: str, sent_on: date, *, extended: bool = False
) -> AnswerDue | None:
    """Until when a body must answer by the rules of a place on that day; None where none of them says."""
    for rule in rules:
        if rule.standing(sent_on) is not Standing.IN_FORCE:
            continue
        if "answer_days" in rule.params and body in rule.params.get("answer_bodies", "bureau").split(","):
            return AnswerDue(on=answer_by(rule, sent_on, extended=extended), rule=rule)
        if "complaint_days" in rule.params and body == "regulator":
            return AnswerDue(on=days_after(sent_on, rule.whole("complaint_days")), rule=rule)
    return None


def next_body(rules: Iterable[Rule], body: str, on: date) -> tuple[str, Rule | None]:
    """Who is asked after a body that did not help, and by which rule; without one, a court comes last."""
    if body in ("bureau", "lender"):
        named = (each for each in rules if "escalate_to" in each.params)
        rule = next((each for each in named if each.standing(on) is Standing.IN_FORCE), None)
        return (rule.params["escalate_to"] if rule else "regulator"), rule
    return "court", None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeReports:
    """How many reports of one bureau are still free this year, and the first day on which one is."""

    left: int
    next_on: date
    rules: tuple[Rule, ...]


def free_reports(rules: Iterable[Rule], pulls: Iterable[date], today: date) -> FreeReports | None:
    """What is left of the free reports of a bureau after some pulls; None where no rule says.

    A rule gives so many a calendar year (征信业管理条例 第17条), some more within its own days, or one
    every so many days. More within some days are used up before those of the year.
    """
    rules, used = tuple(rules), sorted(on for on in pulls if on <= today)
    for rule in rules:
        if "every_days" in rule.params and rule.standing(today) is Standing.IN_FORCE:
            again = used[-1] + timedelta(days=rule.whole("every_days")) if used else today
            return FreeReports(left=int(again <= today), next_on=max(again, today), rules=(rule,))
        if "free_per_year" in rule.params and rule.standing(today) is Standing.IN_FORCE:
            return _a_year(rule, [each for each in rules if "free_extra" in each.params], used, today)
    return None


def _a_year(rule: Rule, extras: list[Rule], used: list[date], today: date) -> FreeReports:
    this = [on for on in used if on.year == today.year]
    left, told = rule.whole("free_per_year") - len(this), [rule]
    for extra in extras:
        within = sum(1 for on in this if extra.standing(on) is Standing.IN_FORCE)
        more = extra.whole("free_extra")
        open_now = extra.standing(today) is Standing.IN_FORCE
        left += more if open_now else min(more, within)
        if open_now or within:
            told.append(extra)
    left = max(0, left)
    first = today if left else date(today.year + 1, 1, 1)
    return FreeReports(left=left, next_on=first, rules=tuple(told))


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
