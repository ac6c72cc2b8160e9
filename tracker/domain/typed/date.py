"""Dates as files and people write them: one reading, or a question about the order of day and month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal

from tracker.domain.calendar import FIRST_YEAR as FIRST_YEAR
from tracker.domain.calendar import LAST_YEAR as LAST_YEAR
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.near import parse_near
from tracker.domain.typed.numeral import parse_digits

Order = Literal["ymd", "dmy", "mdy"]

HINT = "--date-format"
_LONGEST = 64
_PIVOT = 70
"""Two-digit years from here on belong to the last century."""

_TIME = re.compile(
    r"(.*[0-9日号])(?:[T ]\s*(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)"
)
_NUMBERS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CHINESE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{2}|[0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "september", "sept"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}

_ORDERS: dict[str, Order] = {
    "ymd": "ymd", "dmy": "dmy", "mdy": "mdy", "iso": "ymd", "dayfirst": "dmy", "monthfirst": "mdy",
}  # fmt: skip
_LETTERS = re.compile(r"%?([ymd])\1*")


def parse_order(text: str) -> Checked[Order]:
    """The order a person declares: `dmy`, `DD/MM/YYYY`, `%d.%m.%Y`, `iso`."""
    key = text.strip().lower()
    letters = "".join(_LETTERS.findall(key))
    if order := _ORDERS.get(key) or _ORDERS.get(letters):
        return order, ()
    params = {"choices": "ymd, dmy, mdy"}
    return None, (Problem(code="unknown_choice", field="date_format", value=text[:200], params=params),)


def parse_date(text: str, *, order: Order | None = None, field: str = "date") -> Checked[date]:
    """The date a cell holds; its time of day and zone are dropped, never converted."""
    if len(text) == 10 and text[4] == "-" == text[7]:
        try:
            on = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            if FIRST_YEAR <= on.year <= LAST_YEAR:
                return on, ()
    if not text.strip():
        return None, (Problem(code="required", field=field),)
    found = readings(text, order)
    if len(found) == 1:
        return found[0], ()
    if found:
        params = {"readings": ", ".join(on.isoformat() for on in found)}
        return None, (
            Problem(code="date_ambiguous", field=field, value=text[:200], ask=True, hint=HINT, params=params),
        )
    code = "no_such_date" if len(text) <= _LONGEST and _shape(text, order) else "date_unreadable"
    return None, (Problem(code=code, field=field, value=text[:200]),)


@lru_cache(maxsize=8192)
def readings(text: str, order: Order | None = None) -> tuple[date, ...]:
    """Every date the text can mean, none if it is no date; a declared order leaves at most one."""
    if len(text) > _LONGEST:
        return ()
    found = (_made(*parts) for parts in _shape(text, order))
    return tuple(sorted({on for on in found if on is not None}))


def decides_order(text: str) -> Order | None:
    """Which order of day and month the date shows beyond doubt, None if either would do."""
    fits: list[Order] = [order for order in ("dmy", "mdy") if readings(text, order)]
    if not readings(text) or len(fits) != 1 or len(readings(text)) != 1:
        return None
    return fits[0]


def _shape(text: str, order: Order | None) -> tuple[tuple[str, int, str], ...]:
    """The (year, month, day) triples the digits can stand for, whether or not such days exist."""
    plain = narrow(text).strip()
    if ":" in plain:
        timed = _TIME.fullmatch(plain)
        if timed is None:
            return ()
        plain = timed[1]
    if match := _COMPACT.fullmatch(plain) or _CHINESE.fullmatch(plain):
        return ((match[1], int(match[2]), match[3]),)
    if match := _NUMBERS.fullmatch(plain):
        return _by_order(match[1], match[3], match[4], order or ("dmy" if match[2] == "." else None))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(plain):
        day, name, year = match.groups()
        if len(year) == 4:
            return _named(year, name, day)
        both = {"dmy": _named(year, name, day), "ymd": _named(day, name, year), "mdy": ()}
        return both[order] if order else both["dmy"] + both["ymd"]
    return ()


def _by_order(first: str, second: str, third: str, order: Order | None) -> tuple[tuple[str, int, str], ...]:
    if len(first) == 4:
        # A year in front leaves one order in use anywhere, whatever is declared for the rest.
        return ((first, int(second), third),) if len(third) <= 2 else ()
    if len(third) not in (2, 4) or len(first) > 2:
        return ()
    shapes: dict[str, tuple[str, int, str]] = {
        "dmy": (third, int(second), first),
        "mdy": (third, int(first), second),
    }
    if len(third) == 2:
        shapes["ymd"] = (first.zfill(2), int(second), third)
    if order:
        return (shapes[order],) if order in shapes else ()
    return tuple(shapes.values())


def _named(year: str, name: str, day: str) -> tuple[tuple[str, int, str], ...]:
    month = _MONTHS.get(name.lower())
    return ((year, month, day),) if month else ()


def _made(year: str, month: int, day: str) -> date | None:
    number = int(year)
    if len(year) <= 2:
        number += 1900 if number >= _PIVOT else 2000
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    try:
        return date(number, month, int(day))
    except ValueError:
        return None


_CHINESE_RUN = re.compile(r"[零〇一二两三四五六七八九十]+(?=[年月日号]|$)")
_DAY = re.compile(r"([0-9]{1,2})\s*[日号]?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})\s*([-/月])\s*([0-9]{1,2})\s*[日号]?")


def parse_typed_date(
    text: str, today: date, *, order: Order | None = None, field: str = "date"
) -> Checked[date]:
    """The date a person typed: in full, `11-28` this year, `28` this month, or told from today."""
    plain = " ".join(narrow(text).split()).casefold()
    near, on = parse_near(plain, today)
    if near:
        return (on, ()) if on else (None, (Problem(code="no_such_date", field=field, value=text[:200]),))
    if len(plain) <= _LONGEST:
        plain = _CHINESE_RUN.sub(lambda run: parse_digits(run[0]) or run[0], plain)
    if match := _DAY.fullmatch(plain):
        return _this_year(text, field, {(today.year, today.month, int(match[1]))})
    if match := _MONTH_DAY.fullmatch(plain):
        first, second = int(match[1]), int(match[3])
        pairs = {(today.year, first, second)}
        if match[2] == "/" and order != "ymd":
            # With a slash either may come first; with a hyphen the month does, as in a full date.
            swapped = {(today.year, second, first)}
            pairs = swapped if order == "dmy" else pairs if order == "mdy" else pairs | swapped
        return _this_year(text, field, pairs)
    found, problems = parse_date(plain, order=order, field=field)
    return found, tuple(replace(each, value=text[:200]) for each in problems)


def _this_year(text: str, field: str, shapes: set[tuple[int, int, int]]) -> Checked[date]:
    made = {_made(f"{year:04d}", month, str(day)) for year, month, day in shapes} - {None}
    if len(made) == 1:
        return made.pop(), ()
    if made:
        return None, (Problem(code="date_ambiguous", field=field, value=text[:200], ask=True, hint=HINT),)
    return None, (Problem(code="no_such_date", field=field, value=text[:200]),)
