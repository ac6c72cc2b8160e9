"""How a field of the loan form is understood while it is typed, and what was likely meant."""

from __future__ import annotations

from datetime import date

from tracker.domain.loan.reading import NONE
from tracker.domain.problems import Problem
from tracker.domain.text import narrow
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.rate import parse_rate
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale.amounts import format_money, format_rate, format_weekend
from tracker.ui.loan_fields import FormField


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
        case "rate":
            if field.name == "penalty_rate" and text.strip().startswith(("+", "＋")):
                return "", None
            rate, problems = parse_rate(text, field=field.name)
            read = "" if rate is None else format_rate(rate)
        case _:
            return "", None
    return read, problems[0] if problems else None


def likely(problem: Problem, text: str, currency: str) -> tuple[tuple[str, str], ...]:
    """What was likely meant, each with the words that say it beyond doubt."""
    plain = narrow(text).strip()
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
    else:
        return ()
    return tuple((each, each) for each in dict.fromkeys(found) if each)
