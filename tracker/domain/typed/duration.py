"""Lengths of time as people write them: `60d`, `8w`, `2m`, `1y`, `3个月`."""

from __future__ import annotations

import re
from datetime import date

from tracker.domain.calendar import add_months
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

LONGEST_DAYS = 36525
"""A hundred years: nothing planned here reaches further."""

_DURATION = re.compile(
    r"([0-9]{1,5})\s*(?:(d|days?|天|日)|(w|weeks?|周|星期)|(m|mo|months?|个月|月)|(y|years?|年))?"
)


def parse_duration(text: str, today: date, *, field: str = "within") -> Checked[int]:
    """The length in days from today; months and years are counted on the calendar, a bare number is days."""
    match = _DURATION.fullmatch(narrow(text).strip().casefold())
    if match is None:
        code = "duration_unreadable" if text.strip() else "required"
        return None, (Problem(code=code, field=field, value=text[:200]),)
    number = int(match[1])
    months = number * 12 if match[5] else number if match[4] else None
    if months is None:
        days = number * 7 if match[3] else number
    elif months > 1200:
        days = LONGEST_DAYS + 1
    else:
        days = (add_months(today, months) - today).days
    if days > LONGEST_DAYS:
        return None, (Problem(code="duration_too_long", field=field, value=text[:200]),)
    return days, ()
