"""The published records, and the dates of those that give unit-periods only."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.calendar import add_months

RECORDS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("records.json").read_text("utf-8"))

# Where a record gives unit-periods only: the dates of the example, or dates with the stated term.
_FOUR_WEEKS = [
    *("1978-02-20", "1978-03-20", "1978-04-17", "1978-05-15", "1978-06-12", "1978-07-10", "1978-08-07"),
    *("1978-09-04", "1978-10-02", "1978-11-13", "1978-12-11", "1979-01-08", "1979-02-05", "1979-03-05"),
    *("1979-04-02", "1979-05-14", "1979-06-11", "1979-07-09", "1979-08-06", "1979-09-03", "1979-10-01"),
    *("1979-11-12", "1979-12-10", "1980-01-07"),
]
_SKIPPED = [
    *("1978-09-15", "1978-10-15", "1978-11-15", "1979-03-15", "1979-09-15", "1979-10-15", "1979-11-15"),
    "1980-02-01",
]
_MONTHLY = [add_months(date(1979, 12, 10), number).isoformat() for number in range(240)]
DATES = {
    "usz-j-c5-i": (["1978-01-03"], ["1978-09-15"]),
    "usz-j-c5-ii": (["1978-07-15"], ["1979-01-15"]),
    "usz-j-c5-iii": (["1978-01-15"], ["1979-07-15"]),
    "usz-j-c5-iv": (["1978-01-03"], ["1980-01-03"]),
    "usz-j-c6-i": (["1978-01-25"], _FOUR_WEEKS),
    "usz-j-c6-ii": (["1978-03-03"], _SKIPPED),
    "usz-j-c7-i-mem": (["1979-04-10", "1979-06-12", "1979-09-18"], _MONTHLY),
    "usz-j-b9-mem": (
        ["1978-01-10"],
        [add_months(date(1978, 2, 10), number).isoformat() for number in range(36)],
    ),
}
