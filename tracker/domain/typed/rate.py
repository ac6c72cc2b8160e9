"""Interest rates as lenders and people write them: `24%`, `0.05%/day`, `日息万分之五`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate, RatePer
from tracker.domain.text import narrow

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
    RatePer.YEAR: ("年化利率", "年化率", "年利率", "年化", "年息", "年"),
    RatePer.MONTH: ("月利率", "月息", "月"),
    RatePer.DAY: ("日利率", "日息", "日", "每日", "每天"),
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
_DIGITS = {char: str(number) for number, char in enumerate("零一二三四五六七八九")} | {"两": "2", "点": "."}
_PARTS = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "万": Decimal("0.01")}
_BEHIND_SIGN = {
    "%": Decimal(1),
    "‰": Decimal("0.1"),
    "‱": Decimal("0.01"),
    "bps": Decimal("0.01"),
    "bp": Decimal("0.01"),
}
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
    unreadable = (Problem(code="rate_unreadable", field=field, value=text[:200]),)
    if len(text) > _LONGEST:
        return None, unreadable
    body, said = _take_per(" ".join(narrow(text).casefold().split()))
    if body.startswith(("-", "−")):
        return None, (Problem(code="negative", field=field, value=text[:200]),)
    if body.startswith("万") and said is None and per is None:
        said = RatePer.DAY  # 万分之五 by itself is how daily rates are quoted
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


def is_bare(text: str) -> bool:
    """Whether a rate is a number alone, without a sign that says percent."""
    return bool(_NUMBER.fullmatch(narrow(text).strip()))


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


def _take_sign(body: str) -> tuple[str, Decimal | None]:
    """The number without its percent sign, and how many percent one of it is; None if it stood alone."""
    for name, factor in _PARTS.items():
        if body.startswith(name):
            digits = "".join(_DIGITS.get(char, char) for char in body[len(name) :])
            return digits.strip(), factor
    for name, factor in _BEHIND_SIGN.items():
        if body.endswith(name):
            return body[: -len(name)].rstrip(), factor
    return body, None
