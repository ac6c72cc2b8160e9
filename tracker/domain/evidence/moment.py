"""When something happened, as people say it: a day, or a day and the time there."""

from __future__ import annotations

import re
from datetime import date

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.date import parse_typed_date

_TIME = re.compile(r"(.*?)[\sT]+([0-9]{1,2})[:点时h]([0-9]{2})分?")


def read_moment(text: str, today: date, *, field: str) -> Checked[str]:
    """`2026-11-09` or `2026-11-09T22:30` from what was typed; what has not come yet is refused."""
    plain = narrow(text).strip()
    split = _TIME.fullmatch(plain)
    day, problems = parse_typed_date(split[1] if split else plain, today, field=field)
    if day is None:
        return None, problems
    if day > today:
        return None, (Problem(code="in_the_future", field=field, value=day.isoformat()),)
    if split is None:
        return day.isoformat(), ()
    hour, minute = int(split[2]), int(split[3])
    if hour > 23 or minute > 59:
        return None, (Problem(code="time_unreadable", field=field, value=f"{split[2]}:{split[3]}"),)
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}", ()


def day_of(moment: str) -> date | None:
    """The day of a moment, None if none was said."""
    return date.fromisoformat(moment[:10]) if moment else None
