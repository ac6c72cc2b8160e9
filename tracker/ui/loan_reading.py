"""How a field of the loan form is understood while it is typed, and what was likely meant."""

from __future__ import annotations

import re
from datetime import date

from tracker.domain.calendar import month_end
from tracker.domain.loan.reading import NONE
from tracker.domain.money import exponent
from tracker.domain.problems import Problem
from tracker.domain.text import narrow
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.day import LAST, parse_due_day
from tracker.domain.typed.rate import parse_rate
from tracker.domain.typed.sums import parse_typed_amount, typed_minor
from tracker.locale import _
from tracker.locale.amounts import format_money, format_rate, format_weekend
from tracker.ui.loan_fields import FormField

_BEYOND = re.compile(r"(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月](?:29|30|31)[日号]?")


def understood(
    field: FormField, text: str, *, today: date, currency: str, own: str
) -> tuple[str, Problem | None]:
    """The value as it was understood, or the problem with it; nothing of what is not typed."""
    if not text.strip():
        return "", None
    if text.strip().casefold() in NONE:
        return _("not known"), None
    match field.reads:
        case "amount":
            minor, problems = typed_minor(text, currency, field=field.name)
            read = "" if minor is None else format_money(minor, currency, symbol=True, own=own)
        case "date":
            on, problems = parse_typed_date(text, today, field=field.name)
            read = "" if on is None else f"{on.isoformat()} {format_weekend(on)}".rstrip()
        case "past":
            on, problems = parse_typed_date(text, today, field=field.name)
            read = "" if on is None else f"{on.isoformat()} {format_weekend(on)}".rstrip()
            if on is not None and on > today:
                return "", Problem(code="in_the_future", field=field.name, value=text)
        case "currency":
            code, problems = parse_currency(text, field=field.name)
            read = "" if code is None or code == narrow(text).strip() else code
        case "count":
            number, problems = parse_periods(text, field=field.name)
            read = "" if number is None or str(number) == text.strip() else str(number)
        case "day":
            day, problems = parse_due_day(text, field=field.name)
            read = "" if day is None or str(day) == text.strip() else str(day)
        case "rate":
            if field.name == "penalty_rate" and text.strip().startswith(("+", "＋")):
                return "", None
            rate, problems = parse_rate(text, field=field.name)
            read = "" if rate is None else format_rate(rate)
        case _:
            return "", None
    return read, problems[0] if problems else None


def likely(problem: Problem, text: str, currency: str, today: date) -> tuple[tuple[str, str], ...]:
    """What was likely meant, each with the words that say it beyond doubt."""
    plain = narrow(text).strip()
    found: list[str]
    if problem.code == "rate_ambiguous":
        rate, _problems = parse_rate(plain, unit="fraction")
        as_fraction = f"{rate.percent.normalize():f}%" if rate else ""
        found = [f"{plain}%", as_fraction]
    elif problem.code == "amount_ambiguous":
        found = [plain.replace(",", ""), plain.replace(".", "").replace(",", ".")]
        found = [each for each in found if typed_minor(each, currency)[0] is not None]
    elif problem.code == "date_ambiguous":
        first = parse_typed_date(plain, date(2000, 1, 1), order="dmy")[0]
        second = parse_typed_date(plain, date(2000, 1, 1), order="mdy")[0]
        found = [on.isoformat() for on in (first, second) if on is not None]
    elif problem.code == "no_such_date":
        found = _last_day(plain, today)
    elif problem.code == "in_the_future":
        found = [today.isoformat()]
    elif problem.code == "too_many_decimals":
        value, _problems = parse_typed_amount(plain)
        found = [] if value is None else [f"{round(value, exponent(currency)):f}"]
    elif problem.code == "currency_ambiguous":
        found = problem.params.get("choices", "").split(", ")[:3]
    elif problem.code == "currency_unknown":
        found = [currency]
    elif problem.code == "due_day_unreadable" and plain.isdigit() and int(plain) > LAST:
        found = [str(LAST)]
    elif problem.code == "negative":
        found = [plain.lstrip("-−").strip()]
    else:
        return ()
    return tuple((each, each) for each in dict.fromkeys(found) if each)


def _last_day(text: str, today: date) -> list[str]:
    """The last day of the month that was meant, where its day is beyond it."""
    match = _BEYOND.fullmatch(text)
    if match is None:
        return []
    year, month = int(match[1] or today.year), int(match[2])
    return [month_end(date(year, month, 1)).isoformat()] if 1 <= month <= 12 and year > 1900 else []
