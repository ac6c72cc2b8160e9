"""Numbers of instalments as people write them: `36`, `36 months`, `36期`, `3 years`."""

from __future__ import annotations

import re

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.numeral import parse_digits

MOST = 3660
"""Instalments of the longest loan: ten years of days."""

_COUNT = re.compile(
    r"([0-9]{1,4})\s*(?:(?:x|期|个?月|次|months?|mos?\.?|instal?lments?|payments?)|(y|years?|yrs?|年))?"
)

_RUN = re.compile(r"[零一二两三四五六七八九十百]+")


def parse_periods(text: str, *, field: str = "periods") -> Checked[int]:
    """How many instalments; years count as twelve months."""
    plain = narrow(text).strip().casefold()
    plain = _RUN.sub(lambda run: parse_digits(run[0]) or run[0], plain)
    if not plain:
        return None, (Problem(code="required", field=field),)
    if match := _COUNT.fullmatch(plain):
        number = int(match[1]) * (12 if match[2] else 1)
        if 1 <= number <= MOST:
            return number, ()
        params = {"low": "1", "high": str(MOST)}
        return None, (Problem(code="not_in_range", field=field, value=text[:200], params=params),)
    return None, (Problem(code="periods_unreadable", field=field, value=text[:200]),)
