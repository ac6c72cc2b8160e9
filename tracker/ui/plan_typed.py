"""What is typed into the fields of a plan, as a question, and the values of the arrows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.domain.calendar import add_months
from tracker.domain.problems import Problem
from tracker.domain.text import narrow
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor
from tracker.locale.amounts import format_money
from tracker.ui.plan_parts import stepped

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanRequest

FIELDS = ("budget", "one_off", "one_off_on", "rate", "drop", "drop_months", "buffer")
"""In the order they stand in."""

SUMS = ("budget", "one_off", "buffer")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})\s*%?")
_RATE_STEP, _DROP_STEP = Decimal("0.25"), Decimal(10)
_MOST_MONTHS = 600


def words_of(request: PlanRequest, money_minor: int | None) -> dict[str, str]:
    """What the fields show of a question; the budget of no given sum is what it comes to."""
    currency = request.currency
    budget = request.monthly_minor if request.monthly_minor is not None else money_minor
    return {
        "budget": "" if budget is None else format_money(budget, currency),
        "one_off": format_money(request.one_off_minor, currency) if request.one_off_minor else "",
        "one_off_on": request.one_off_on.isoformat() if request.one_off_on else "",
        "rate": f"{request.rate_points.normalize():+f}" if request.rate_points else "",
        "drop": f"{request.drop_percent.normalize():f}" if request.drop_percent else "",
        "drop_months": str(request.drop_months) if request.drop_months else "",
        "buffer": format_money(request.buffer_minor, currency) if request.buffer_minor else "",
    }


def read_fields(
    typed: Mapping[str, str], before: PlanRequest, today: date, money_minor: int | None = None
) -> tuple[PlanRequest, dict[str, Problem]]:
    """The question of the fields; one that cannot be read leaves what was asked before.

    A budget that stands as it was shown is none that was typed.
    """
    currency, asked, problems = before.currency, before, {}
    shown = words_of(before, money_minor)
    for name in FIELDS:
        text = typed.get(name, "").strip()
        if name == "budget" and text and text == shown[name]:
            continue
        found, wrong = _read(name, text, currency, today)
        if wrong:
            problems[name] = wrong[0]
        else:
            asked = replace(asked, **found)  # type: ignore[arg-type]
    return asked, problems


def arrow(
    name: str, asked: PlanRequest, money_minor: int, by: int, today: date, *, once_minor: int = 0
) -> PlanRequest:
    """The question after an arrow changed one of its fields; what is overdue once stays beside a budget."""
    currency = asked.currency
    match name:
        case "budget":
            now = asked.monthly_minor if asked.monthly_minor is not None else money_minor
            wanted, regular = stepped(now, by, currency), money_minor - asked.extra_minor
            if once_minor and asked.monthly_minor is None and wanted >= regular:
                return replace(asked, extra_minor=wanted - regular)
            return replace(asked, monthly_minor=wanted, extra_minor=0)
        case "one_off":
            minor = stepped(asked.one_off_minor, by, currency)
            return replace(asked, one_off_minor=minor, one_off_on=asked.one_off_on if minor else None)
        case "one_off_on":
            moved = add_months(asked.one_off_on or today, by)
            return replace(asked, one_off_on=max(today, moved))
        case "rate":
            return replace(asked, rate_points=_between(asked.rate_points + by * _RATE_STEP, -50, 50))
        case "drop":
            percent = _between(asked.drop_percent + by * _DROP_STEP, 0, 100)
            months = asked.drop_months or (3 if percent else 0)
            return replace(asked, drop_percent=percent, drop_months=months)
        case "drop_months":
            return replace(asked, drop_months=max(0, min(_MOST_MONTHS, asked.drop_months + by)))
    return replace(asked, buffer_minor=stepped(asked.buffer_minor, by, currency))


def _between(value: Decimal, low: int, high: int) -> Decimal:
    return max(Decimal(low), min(Decimal(high), value))


def _read(name: str, text: str, currency: str, today: date) -> tuple[dict[str, object], tuple[Problem, ...]]:
    match name:
        case "budget":
            minor, wrong = _sum(text, currency, name) if text else (None, ())
            return {"monthly_minor": minor, "extra_minor": 0}, wrong
        case "one_off" | "buffer":
            minor, wrong = _sum(text, currency, name) if text else (0, ())
            return {f"{name}_minor": minor}, wrong
        case "one_off_on":
            if not text or text == "-":
                return {"one_off_on": None}, ()
            on, wrong = parse_typed_date(text, today, field=name)
            if on is not None and on < today:
                wrong = (Problem(code="plan_day_over", field=name, value=text),)
            return {"one_off_on": on}, wrong
        case "rate":
            points, wrong = _number(text, name, -50, 50)
            return {"rate_points": points}, wrong
        case "drop":
            percent, wrong = _number(text, name, 0, 100)
            return {"drop_percent": percent}, wrong
    months, wrong = _number(text, name, 0, _MOST_MONTHS)
    if not wrong and months != int(months):
        wrong = (_out_of_range(name, text, 0, _MOST_MONTHS),)
    return {"drop_months": int(months)}, wrong


def _sum(text: str, currency: str, name: str) -> tuple[int | None, tuple[Problem, ...]]:
    minor, wrong = typed_minor(text, currency, field=name)
    if minor is not None and minor < 0:
        return None, (Problem(code="negative", field=name, value=text),)
    return minor, wrong


def _number(text: str, name: str, low: int, high: int) -> tuple[Decimal, tuple[Problem, ...]]:
    plain = narrow(text).replace("−", "-").replace(" ", "").removesuffix("个月")
    if not plain:
        return Decimal(0), ()
    found = _NUMBER.fullmatch(plain)
    value = Decimal(found[1] + found[2]) if found else None
    if value is None or not low <= value <= high:
        return Decimal(0), (_out_of_range(name, text, low, high),)
    return value, ()


def _out_of_range(name: str, text: str, low: int, high: int) -> Problem:
    return Problem(code="not_in_range", field=name, value=text, params={"low": str(low), "high": str(high)})
