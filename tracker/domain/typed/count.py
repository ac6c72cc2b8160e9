"""Numbers of instalments as people write them: `36`, `36 months`, `36期`, `3 years`."""

from __future__ import annotations

import re

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

MOST = 3660
"""Instalments of the longest loan: ten years of days."""

_COUNT = re.compile(
    r"([0-9]{1,4})\s*(?:(?:x|期|个月|months?|mos?\.?|instal?lments?|payments?)|(y|years?|yrs?|年))?"
)


def parse_periods(text: str, *, field: str = "periods") -> Checked[int]:
    """How many instalments; years count as twelve months."""
    plain = narrow(text).strip().casefold()
    if not plain:
        return None, (Problem(code="required", field=field),)
    if match := _COUNT.fullmatch(plain):
        number = int(match[1]) * (12 if match[2] else 1)
        if 1 <= number <= MOST:
            return number, ()
    return None, (Problem(code="periods_unreadable", field=field, value=text[:200]),)
