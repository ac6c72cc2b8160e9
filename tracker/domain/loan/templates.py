"""What usually holds of a kind of loan: ways and days, never an amount or a rate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.loan.facts import Method
from tracker.domain.rates import DayCount

TEMPLATES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "card": {"method": Method.REVOLVING},
    "huabei": {"name": "花呗", "method": Method.REVOLVING, "currency": "CNY"},
    "jiebei": {
        "name": "借呗", "method": Method.LEVEL_PAYMENT, "currency": "CNY", "every": "month",
        "day_count": DayCount.ACTUAL_365,
    },
    "mortgage": {"method": Method.LEVEL_PAYMENT, "every": "month", "day_count": DayCount.EQUAL_MONTHS},
    "car": {"method": Method.LEVEL_PAYMENT, "every": "month", "day_count": DayCount.EQUAL_MONTHS},
    "family": {"method": Method.INFORMAL},
    "bnpl": {"method": Method.LEVEL_PAYMENT, "every": "month"},
    "student": {"method": Method.LEVEL_PAYMENT, "every": "month"},
})  # fmt: skip
"""The words of `tracker.domain.loan.reading` that each kind fills in.

借呗 quotes a daily rate and counts days over 365; a mortgage charges a twelfth of its rate a month.
"""


def filled_in(kind: str) -> dict[str, str]:
    """The words a kind of loan fills in, as a person would have typed them."""
    return {name: str(word) for name, word in TEMPLATES[kind].items()}
