"""How late a debt is, and what that lateness is called (DOMAIN B.5).

Days past due are the truth; every label is derived from them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

_BUCKET_DAYS = 30
_BUCKETS = 6


class Classification(StrEnum):
    """The five tiers in which Chinese lenders class a loan."""

    NORMAL = "normal"
    SPECIAL_MENTION = "special_mention"
    SUBSTANDARD = "substandard"
    DOUBTFUL = "doubtful"
    LOSS = "loss"


def days_past_due(dues: Iterable[tuple[date, int]], as_of: date) -> int:
    """Days since the oldest due date that is not fully paid, 0 if none has passed.

    `dues` holds (due date, amount still open); a partial payment does not make a due younger.
    """
    oldest = min((due_on for due_on, open_minor in dues if open_minor > 0), default=as_of)
    return max((as_of - oldest).days, 0)


def bucket(days: int) -> str:
    """The age of the arrears in the trade's months: M0 current, M1 1-30 days, up to M7+ beyond 180."""
    number = _bucket_number(days)
    return f"M{number}" if number <= _BUCKETS else f"M{number}+"


def cn_repayment_status(days: int) -> str:
    """The monthly sign of a Chinese credit report: N paid as agreed, 1-6 for M1-M6, 7 beyond."""
    return str(_bucket_number(days) or "N")


def _bucket_number(days: int) -> int:
    return min(-(-max(days, 0) // _BUCKET_DAYS), _BUCKETS + 1)


_METRO2_FROM = (30, 60, 90, 120, 150, 180)
_METRO2_STATUS = ("11", "71", "78", "80", "82", "83", "84")


def metro2_status(days: int) -> str:
    """The account status code that US bureaus are sent; nothing is late before 30 days."""
    return _METRO2_STATUS[bisect_right(_METRO2_FROM, days)]


def metro2_history(days: int) -> str:
    """One month of the Metro 2 payment history profile, 0 current to 6 for 180 days and more."""
    return str(bisect_right(_METRO2_FROM, days))


_FLOORS = (
    (0, Classification.SPECIAL_MENTION),
    (90, Classification.SUBSTANDARD),
    (270, Classification.DOUBTFUL),
    (360, Classification.LOSS),
)


def cn_classification_floor(days: int) -> Classification:
    """The best tier a loan this late may still be in (商业银行金融资产风险分类办法)."""
    found = Classification.NORMAL
    for beyond, tier in _FLOORS:
        if days > beyond:
            found = tier
    return found
