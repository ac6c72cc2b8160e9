"""Hours in which nothing is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-–~]\s*([0-9]{1,2}):([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From a time of day until another, over midnight if that is earlier."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        """Whether a time of day lies in them; the end does not."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def __str__(self) -> str:
        """As `read_quiet` takes them."""
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


def read_quiet(text: str) -> QuietHours | None:
    """Hours such as `22:00-08:00`; None if they cannot be read."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    first, second, third, fourth = map(int, found.groups())
    if max(first, third) > 23 or max(second, fourth) > 59 or (first, second) == (third, fourth):
        return None
    return QuietHours(begins=time(first, second), ends=time(third, fourth))
