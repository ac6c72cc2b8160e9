"""Which days banks work on: weekdays that are no holiday, and weekend days made up for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.loan.autopay import HolidayRule

_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """The working days of a place."""

    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    """Weekend days that are worked."""

    def works(self, on: date) -> bool:
        """Whether banks work on the day."""
        return on in self.made_up or (on.weekday() < _SATURDAY and on not in self.holidays)

    def shift(self, on: date, rule: HolidayRule) -> date:
        """The day on which something set for a date takes place."""
        if rule is HolidayRule.NONE:
            return on
        return self._seek(on, _DAY if rule is HolidayRule.NEXT else -_DAY)

    def back(self, on: date, count: int) -> date:
        """The working day that lies so many working days before a date, the date itself for none."""
        found = self._seek(on, -_DAY)
        for _step in range(count):
            found = self._seek(found - _DAY, -_DAY)
        return found

    def ahead(self, on: date, count: int) -> date:
        """The working day that lies so many working days after the first one from a date on."""
        found = self._seek(on, _DAY)
        for _step in range(count):
            found = self._seek(found + _DAY, _DAY)
        return found

    def _seek(self, on: date, way: timedelta) -> date:
        found = on
        for _step in range(_LONGEST):
            if self.works(found):
                return found
            found += way
        return on
