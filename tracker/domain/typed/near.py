"""Dates told from today: `tomorrow`, `+7`, `in 3 days`, `next friday`, `下月5号`, `三天后`, `月底`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.domain.calendar import add_months, month_end
from tracker.domain.typed.numeral import parse_digits

_NEAR = {
    "today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "tomorrow": 1, "明天": 1,
    "明日": 1, "前天": -2, "大前天": -3, "后天": 2, "大后天": 3, "next week": 7, "last week": -7,
    "下周": 7, "下星期": 7, "上周": -7, "上星期": -7, "day after tomorrow": 2,
    "the day after tomorrow": 2, "day before yesterday": -2,
}  # fmt: skip
_ENDS = {
    "月底": 0, "月末": 0, "本月底": 0, "本月末": 0, "month end": 0, "end of month": 0, "eom": 0,
    "end of this month": 0, "end of the month": 0, "end of next month": 1, "下月底": 1, "下月末": 1,
    "上月底": -1, "上月末": -1, "end of last month": -1,
}  # fmt: skip
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_ZH = {char: number for number, char in enumerate("1234567")} | {"日": 6, "天": 6}
_WEEKDAY_ZH = re.compile(r"(下下|下|上上|上|本|这)?(?:个)?(?:周|星期|礼拜)([1-6日天])")
_WEEKDAY_EN = re.compile(r"(?:(this|next|last|coming|on) )?([a-z]{3,9})\.?")
_WEEKS = {"下下": 2, "下": 1, "上": -1, "上上": -2, "本": 0, "这": 0, "": 0}
_MONTH_ZH = re.compile(r"(下下|下|上上|上|本|这|当)个?月(?:([0-9]{1,2})\s*[日号]?|(初|中|底|末))?")
_MONTHS_ZH = _WEEKS | {"当": 0}
_MONTH_EN = re.compile(
    r"(?:the )?(?:([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? )?(next|last|this) month"
    r"(?:,? (?:the )?([0-9]{1,2})(?:st|nd|rd|th)?)?"
)
_YEAR_ZH = {"年底": (0, 12, 31), "年末": (0, 12, 31), "明年底": (1, 12, 31), "年初": (0, 1, 1)}
_YEARS = {"今年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
_UNIT = r"(d|days?|天|日|w|weeks?|个?星期|周|个?礼拜|m|mo|months?|个月|月|y|years?|yrs?|年)"
_STEP = re.compile(rf"([+-])\s*([0-9]{{1,5}})\s*{_UNIT}?")
_AHEAD = re.compile(
    rf"(?:in )?([0-9]{{1,5}}|an?|半)\s*{_UNIT}\s*(ago|后|以后|之后|前|以前|之前|later|from now)?"
)
_BACKWARD = ("ago", "前", "以前", "之前")
_RUN = re.compile(r"[零〇一二两三四五六七八九十]+")
_HUNDRED_YEARS = 36525

Read = date | None


def parse_near(text: str, today: date) -> tuple[bool, Read]:
    """Whether the text counts from today at all, and the date if there is such a day; folded, narrow text."""
    plain = _RUN.sub(lambda run: parse_digits(run[0]) or run[0], text)
    if plain in _NEAR:
        return True, today + timedelta(days=_NEAR[plain])
    if (months := _ENDS.get(plain.replace("个月", "月"))) is not None:
        return True, month_end(add_months(today.replace(day=1), months))
    if plain in _YEAR_ZH:
        years, month, day = _YEAR_ZH[plain]
        return True, _day(today.year + years, month, day)
    for read in (_step, _ahead, _weekday, _month, _year):
        found = read(plain, today)
        if found is not None:
            return found
    return False, None


def _step(plain: str, today: date) -> tuple[bool, Read] | None:
    match = _STEP.fullmatch(plain)
    if match is None:
        return None
    return True, _moved(today, int(match[2]) * (-1 if match[1] == "-" else 1), match[3] or "d")


def _ahead(plain: str, today: date) -> tuple[bool, Read] | None:
    match = _AHEAD.fullmatch(plain)
    if match is None or not (match[3] or plain.startswith("in ")):
        return None
    backward, unit = match[3] in _BACKWARD, match[2]
    if match[1] == "半":
        if unit not in ("年", "个月"):
            return None
        moved = add_months(today, -6 if backward else 6)
        return True, moved if unit == "年" else today + timedelta(days=-15 if backward else 15)
    number = int(match[1]) if match[1].isdigit() else 1
    return True, _moved(today, -number if backward else number, unit)


def _moved(today: date, number: int, unit: str) -> Read:
    """The day so many days, weeks, months or years on; None beyond a hundred years."""
    letter = unit.removeprefix("个")[0]
    days = {"d": 1, "天": 1, "日": 1, "w": 7, "星": 7, "周": 7, "礼": 7}.get(letter)
    if days is not None:
        return today + timedelta(days=number * days) if abs(number * days) <= _HUNDRED_YEARS else None
    months = number * (12 if letter in "y年" else 1)
    return add_months(today, months) if abs(months) <= 1200 else None


def _weekday(plain: str, today: date) -> tuple[bool, Read] | None:
    monday = today - timedelta(days=today.weekday())
    if match := _WEEKDAY_ZH.fullmatch(plain):
        return True, monday + timedelta(days=7 * _WEEKS[match[1] or ""] + _WEEKDAYS_ZH[match[2]])
    match = _WEEKDAY_EN.fullmatch(plain)
    if match is None:
        return None
    names = [at for at, name in enumerate(_WEEKDAYS_EN) if match[2] in (name, name[:3], name[:4])]
    if not names:
        return None
    number, which = names[0], match[1]
    if which in ("next", "this"):
        return True, monday + timedelta(days=(7 if which == "next" else 0) + number)
    if which == "last":
        return True, today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    return True, today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _month(plain: str, today: date) -> tuple[bool, Read] | None:
    if match := _MONTH_ZH.fullmatch(plain):
        by, day, part = _MONTHS_ZH[match[1]], match[2], match[3]
    elif match := _MONTH_EN.fullmatch(plain):
        if match[1] and match[3]:
            return None
        by, day, part = {"next": 1, "this": 0, "last": -1}[match[2]], match[1] or match[3], None
    else:
        return None
    if day is None and part is None:
        return True, add_months(today, by)
    first = add_months(today.replace(day=1), by)
    if part in ("底", "末"):
        return True, month_end(first)
    return True, _day(first.year, first.month, int(day or {"初": 1, "中": 15}[str(part)]))


_YEAR_DAY = re.compile(r"(今年|明年|后年|去年|前年)([0-9]{1,2})月(?:([0-9]{1,2})[日号]?|(底|末))")
_MONTH_END = re.compile(r"([0-9]{1,2})月(?:底|末)")


def _year(plain: str, today: date) -> tuple[bool, Read] | None:
    if match := _YEAR_DAY.fullmatch(plain):
        year, month = today.year + _YEARS[match[1]], int(match[2])
        return True, _end(year, month) if match[4] else _day(year, month, int(match[3]))
    if match := _MONTH_END.fullmatch(plain):
        return True, _end(today.year, int(match[1]))
    return None


def _end(year: int, month: int) -> Read:
    first = _day(year, month, 1)
    return None if first is None else month_end(first)


def _day(year: int, month: int, day: int) -> Read:
    try:
        return date(year, month, day)
    except ValueError:
        return None
