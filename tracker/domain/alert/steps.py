"""The steps of a reminder: days around its date, each said once.

A step applies from its day on, so that a run after missed days still says what there is. Saying a step
passes over the steps before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
MOST_DAYS = 60
"""No step is farther from its date than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The steps of a rule as days from its date (negative before it), then weekly if it goes on."""

    days: tuple[int, ...]
    weekly: bool = False

    def step_on(self, on: date, today: date) -> int | None:
        """The step that applies today, None while the date is far."""
        passed = (today - on).days
        begun = [each for each in self.days if each <= passed]
        if not begun:
            return None
        last = self.days[-1]
        if self.weekly and passed > last:
            return last + WEEK * ((passed - last) // WEEK)
        return begun[-1]

    def next_after(self, said: int | None) -> int | None:
        """The step that follows the one said last, None once all was said."""
        if said is None:
            return self.days[0]
        later = [each for each in self.days if each > said]
        if later:
            return later[0]
        last = self.days[-1]
        return last + WEEK * ((said - last) // WEEK + 1) if self.weekly else None

    def next_on(self, on: date, said: int | None) -> date | None:
        """The date from which there is something new to say."""
        step = self.next_after(said)
        return None if step is None else on + timedelta(days=step)


def ladder(days: Iterable[int], *, weekly: bool = False) -> Ladder:
    """A ladder from days in any order, each once."""
    return Ladder(days=tuple(sorted(set(days))), weekly=weekly)


def read_days(text: str) -> tuple[int, ...] | None:
    """Days as a person types them, `7,3,1,0` before and `+1` after; None if they cannot be read."""
    found = set()
    for part in text.replace("，", ",").replace(" ", "").split(","):
        after = part.startswith("+")
        number = part[1:] if after else part
        if not (number.isascii() and number.isdigit()) or int(number) > MOST_DAYS:
            return None
        found.add(int(number) if after else -int(number))
    return tuple(sorted(found))


def days_text(days: Iterable[int]) -> str:
    """Days as `read_days` takes them."""
    return ",".join(f"+{each}" if each > 0 else str(-each) for each in sorted(days))
