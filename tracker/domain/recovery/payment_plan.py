"""Payments of an offer as people type them: `12 x 500 from 2026-12-05 monthly`, `2026-12-05=500; …`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.domain.calendar import Frequency, step
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.offer import OfferPayment
from tracker.domain.text import narrow
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor

MOST = 600
"""Payments of the longest plan: fifty years of months."""

_PARTS = re.compile(r"[;\n]|,\s+|、")
_EVERY = {
    "monthly": Frequency.MONTH, "每月": Frequency.MONTH,
    "weekly": Frequency.WEEK, "每周": Frequency.WEEK,
    "every two weeks": Frequency.TWO_WEEKS, "fortnightly": Frequency.TWO_WEEKS, "每两周": Frequency.TWO_WEEKS,
    "quarterly": Frequency.QUARTER, "每季": Frequency.QUARTER,
    "yearly": Frequency.YEAR, "每年": Frequency.YEAR,
}  # fmt: skip
_ROW = re.compile(
    r"([0-9]{1,4})\s*(?:x|\*|×|期\s*[x*×]?|times)\s*(?:每期)?\s*(.+?)\s*(?:from|从|自|起自)\s*(.+?)"
    rf"\s*(?:起)?\s*,?\s*({'|'.join(_EVERY)})?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(.+?)\s*[=:]\s*(.+)")
_ON = re.compile(r"(.+?)\s+(?:on|by|at)\s+(.+)", re.IGNORECASE)
_SHIFT = re.compile(r"\+?\s*([0-9]{1,4})\s*(?:(d|days?|天|日)|(w|weeks?|周|星期)|(m|mo|months?|个月|月))")


def parse_payments(
    text: str, *, today: date, currency: str, field: str = "payments"
) -> Checked[tuple[OfferPayment, ...]]:
    """The dated sums in the order of their days; sums of one day stay apart."""
    found: list[OfferPayment] = []
    problems: list[Problem] = []
    for part in _PARTS.split(narrow(text)):
        part = part.strip()
        if not part:
            continue
        rows, wrong = _part(part, today, currency, field)
        problems += wrong
        found += rows or ()
    if not found and not problems:
        problems.append(Problem(code="required", field=field))
    if len(found) > MOST:
        params = {"limit": str(MOST)}
        problems.append(Problem(code="too_many_payments", field=field, value=text[:200], params=params))
    if problems:
        return None, tuple(problems)
    return tuple(sorted(found, key=lambda each: each.due_on)), ()


def _part(part: str, today: date, currency: str, field: str) -> Checked[tuple[OfferPayment, ...]]:
    if row := _ROW.fullmatch(part):
        count, amount, on, every = int(row[1]), row[2], row[3], _EVERY[(row[4] or "monthly").casefold()]
    elif pair := _PAIR.fullmatch(part):
        count, amount, on, every = 1, pair[2], pair[1], Frequency.MONTH
    elif pair := _ON.fullmatch(part):
        count, amount, on, every = 1, pair[1], pair[2], Frequency.MONTH
    else:
        return None, (Problem(code="payments_unreadable", field=field, value=part[:200]),)
    minor, wrong = typed_minor(amount, currency, field=field)
    first, unread = parse_typed_date(on, today, field=field)
    # Whoever is asked cannot answer for one of many sums: what has two readings is refused.
    problems = [replace(each, ask=False, hint=None) for each in (*wrong, *unread)]
    if minor is not None and minor <= 0:
        problems.append(Problem(code="not_positive", field=field, value=amount))
    if not 1 <= count <= MOST:
        params = {"low": "1", "high": str(MOST)}
        problems.append(Problem(code="not_in_range", field=field, value=str(count), params=params))
    if problems or minor is None or first is None:
        return None, tuple(problems)
    return tuple(
        OfferPayment(due_on=step(first, number, every), amount_minor=minor) for number in range(count)
    ), ()


def parse_shift(text: str, *, field: str = "by") -> Checked[tuple[int, int]]:
    """By how many months and days an extension moves what is open: `30d`, `2w`, `1m`, `1个月`."""
    match = _SHIFT.fullmatch(narrow(text).strip().casefold())
    if match is None or not 0 < int(match[1]) <= MOST:
        return None, (Problem(code="shift_unreadable", field=field, value=text[:200]),)
    number = int(match[1])
    if match[4]:
        return (number, 0), ()
    return (0, number * 7 if match[3] else number), ()


Run = tuple[int, int, date, date]
"""Equal sums one after another: how many, how much, from when, until when."""


def runs_of(payments: tuple[OfferPayment, ...]) -> tuple[Run, ...]:
    """The payments in runs of equal sums, for a line that tells them."""
    runs: list[Run] = []
    for each in payments:
        if runs and runs[-1][1] == each.amount_minor:
            count, minor, first, _last = runs[-1]
            runs[-1] = (count + 1, minor, first, each.due_on)
        else:
            runs.append((1, each.amount_minor, each.due_on, each.due_on))
    return tuple(runs)
