"""Interest rates as lenders and people write them: `24%`, `0.05%/day`, `日息万分之五`, `月息1分`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate, RatePer
from tracker.domain.text import narrow
from tracker.domain.typed.numeral import parse_numeral

Unit = Literal["percent", "fraction"]

HINT = "--rate-unit"
LIMIT_PERCENT = Decimal(10_000)
"""A nominal yearly rate beyond this is a typing mistake, whatever the lender."""

LARGEST_FRACTION = 10
"""Among rates declared as fractions, 18 is a percentage that strayed in."""

_LONGEST = 64
_YEARLY = {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: 365}

# Chinese names a rate after its time; English puts the time behind.
_FRONT = {
    RatePer.YEAR: ("年化利率", "年化率", "年利率", "年化", "年息", "每年", "一年", "年"),
    RatePer.MONTH: ("月利率", "月息", "每个月", "每月", "一个月", "月"),
    RatePer.DAY: ("日利率", "日息", "每日", "每天", "一天", "日"),
}
_BEHIND = {
    RatePer.YEAR: (
        "/year",
        "/yr",
        "/y",
        "/a",
        "per year",
        "a year",
        "per annum",
        "p.a.",
        "p.a",
        "pa",
        "apr",
        "/年",
    ),
    RatePer.MONTH: ("/month", "/mo", "/m", "per month", "a month", "p.m.", "/月"),
    RatePer.DAY: ("/day", "/d", "per day", "a day", "/日", "/天"),
}
_PARTS = {
    "百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "千": Decimal("0.1"),
    "万": Decimal("0.01"),
}  # fmt: skip
_TENTHS = re.compile(
    r"(?:([0-9.]+|[一二两三四五六七八九])分)?(?:([0-9.]+|[一二两三四五六七八九])(厘)?)?[利息]?"
)
_TENTH_OF = {RatePer.YEAR: Decimal(1), RatePer.MONTH: Decimal("0.1"), RatePer.DAY: Decimal("0.01")}
"""What one 厘 is in percent: a hundredth a year, a thousandth a month, a ten-thousandth a day."""
_BEHIND_SIGN = {
    "%": Decimal(1),
    "‰": Decimal("0.1"),
    "‱": Decimal("0.01"),
    "bps": Decimal("0.01"),
    "bp": Decimal("0.01"),
    "percent": Decimal(1),
    "pct": Decimal(1),
    "个百分点": Decimal(1),
    "个点": Decimal(1),
}
_NOTHING = frozenset(
    (
        "无息",
        "免息",
        "零利息",
        "零利率",
        "无利息",
        "没有利息",
        "没利息",
        "不计息",
        "不收利息",
        "no interest",
        "interest free",
        "interest-free",
    )
)
"""How people say that a loan bears no interest, as between family."""
_NUMBER = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,12})?|[.,][0-9]{1,12}")


def parse_rate(
    text: str,
    *,
    unit: Unit | None = None,
    bare_fraction: bool = False,
    per: RatePer | None = None,
    field: str = "rate",
) -> Checked[Rate]:
    """The rate as quoted; `per` is the time a column says its rates are for, else a bare rate is a year's.

    A number without a sign is percent, but below 1 it could be a fraction: that asks for `unit`, or
    is a fraction with `bare_fraction` (the calculators' rule).
    """
    if not text.strip():
        return None, (Problem(code="required", field=field),)
    if narrow(text).strip().casefold() in _NOTHING:
        return Rate(Decimal(0), per or RatePer.YEAR), ()
    unreadable = (Problem(code="rate_unreadable", field=field, value=text[:200]),)
    if len(text) > _LONGEST:
        return None, unreadable
    body, said = _take_per(" ".join(narrow(text).casefold().split()))
    if body.startswith(("-", "−")):
        return None, (Problem(code="negative", field=field, value=text[:200]),)
    if body.startswith("万") and said is None and per is None:
        said = RatePer.DAY  # 万分之五 by itself is how daily rates are quoted
    factor: Decimal | None
    if (tenths := _tenths(body, said or per)) is not None:
        body, said, factor = tenths, said or per or RatePer.MONTH, Decimal(1)
    else:
        body, factor = _take_sign(body)
    if not _NUMBER.fullmatch(body):
        return None, unreadable
    # Nobody groups thousands in a rate: either mark starts decimals.
    number = Decimal(body.replace(",", "."))
    if factor is None:
        factor = Decimal(1)
        if unit == "fraction" or (bare_fraction and unit is None and number < 1):
            factor = Decimal(100)
            if number > LARGEST_FRACTION:
                return None, (Problem(code="rate_too_large", field=field, value=text[:200]),)
        elif unit is None and 0 < number < 1:
            return None, (Problem(code="rate_ambiguous", field=field, value=text[:200], ask=True, hint=HINT),)
    if said is not None and per is not None and said is not per:
        params = {"expected": per.value, "found": said.value}
        return None, (Problem(code="rate_period_conflict", field=field, value=text[:200], params=params),)
    rate = Rate(number * factor, said or per or RatePer.YEAR)
    if rate.percent * _YEARLY[rate.per] > LIMIT_PERCENT:
        return None, (Problem(code="rate_too_large", field=field, value=text[:200]),)
    return rate, ()


def _take_per(body: str) -> tuple[str, RatePer | None]:
    for per, names in _FRONT.items():
        for name in names:
            if body.startswith(name):
                return body[len(name) :].lstrip(" :"), per
    for per, names in _BEHIND.items():
        for name in names:
            if body.endswith(name) and not body[: -len(name)].endswith(("/", ".")):
                return body[: -len(name)].rstrip(), per
    return body, None


def _tenths(body: str, per: RatePer | None) -> str | None:
    """The percent of a rate told in 分 and 厘, None if it is not; without a time 分 are a month's."""
    match = _TENTHS.fullmatch(body.removeprefix("利息").strip())
    if match is None or not ("分" in body or "厘" in body) or (per is None and not match[1]):
        return None
    parts = [parse_numeral(part) if part else Decimal(0) for part in match.group(1, 2)]
    if None in parts:
        return None
    whole, rest = (part or Decimal(0) for part in parts)
    if match[1] and rest >= 10:
        return None
    return f"{(whole * 10 + rest) * _TENTH_OF[per or RatePer.MONTH]:f}"


def _take_sign(body: str) -> tuple[str, Decimal | None]:
    """The number without its percent sign, and how many percent one of it is; None if it stood alone."""
    for name, factor in _PARTS.items():
        if body.startswith(name):
            return _digits(body[len(name) :].strip()), factor
    for name, factor in _BEHIND_SIGN.items():
        if body.endswith(name):
            return _digits(body[: -len(name)].rstrip()), factor
    return body, None


def _digits(text: str) -> str:
    """The number in ordinary digits, as it stands if it is none in Chinese."""
    value = None if text.isascii() else parse_numeral(text)
    return text if value is None else f"{value:f}"
