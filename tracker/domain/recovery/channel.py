"""The lender's official channels: what was found where and when, and the hours they keep."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.clock import parse_clock

_WEEK = 7


class ChannelKind(StrEnum):
    """What a channel is."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    CHAT = "chat"
    APP = "app"
    SITE = "site"
    ADDRESS = "address"
    PAYEE = "payee"


SPOKEN = (ChannelKind.PHONE, ChannelKind.EMAIL, ChannelKind.ADDRESS)
"""The ladder when nobody answers: call, then write an e-mail, then a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of a channel: from, to (on the next day if not later), and the days of the week, Monday 1."""

    opens: time
    closes: time
    first_day: int = 1
    last_day: int = _WEEK

    def open_at(self, at: datetime) -> bool:
        """Whether somebody is there at a moment."""
        now = at.time()
        if self.opens < self.closes:
            return self._works(at.date()) and self.opens <= now < self.closes
        return (self._works(at.date()) and now >= self.opens) or (
            self._works(at.date() - timedelta(days=1)) and now < self.closes
        )

    def next_open(self, at: datetime) -> datetime:
        """The first moment from `at` on when somebody is there."""
        if self.open_at(at):
            return at
        days = (at.date() + timedelta(days=ahead) for ahead in range(_WEEK + 1))
        starts = (datetime.combine(on, self.opens, at.tzinfo) for on in days if self._works(on))
        return next(start for start in starts if start >= at)

    def _works(self, on: date) -> bool:
        return self.first_day <= on.isoweekday() <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to reach the lender, or an account it may be paid to, with where that was found."""

    id: int
    loan_id: int
    kind: ChannelKind
    value: str
    loan: str = ""
    found_in: str = ""
    found_on: date | None = None
    hours: str = ""
    note: str = ""
    version: int = 1


_HOURS = re.compile(
    r"(?P<opens>[^-~至]+)[-~至](?P<closes>[^-~至 ]+)"
    r"(?: +(?:周|d)?(?P<first>[1-7])[-~至](?:周|d)?(?P<last>[1-7]))?"
)


def parse_hours(text: str, *, field: str = "hours") -> Checked[Hours]:
    """Hours as typed: `9:00-18:00`, with days of the week `9:00-18:00 1-5`; `24h` is always."""
    plain = narrow(text).strip().casefold().replace("\u2013", "-")
    if plain in ("24h", "24/7", "24小时"):
        return Hours(opens=time(0), closes=time(0)), ()
    match = _HOURS.fullmatch(plain)
    if match:
        opens, bad = parse_clock(match["opens"], field=field)
        closes, worse = parse_clock(match["closes"].replace("24:00", "0:00"), field=field)
        first, last = int(match["first"] or 1), int(match["last"] or _WEEK)
        if opens and closes and not (bad or worse) and first <= last:
            return Hours(
                opens=time.fromisoformat(opens), closes=time.fromisoformat(closes),
                first_day=first, last_day=last,
            ), ()  # fmt: skip
    return None, (Problem(code="times_unreadable", field=field, value=text[:200]),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The channel to use next, and from when somebody is there; `ignored` counts attempts in vain before."""

    channel: Channel
    at: datetime
    ignored: int


def next_reach(channels: Iterable[Channel], ignored: int, now: datetime) -> Reach | None:
    """Which channel to try next after so many attempts in vain; None where no channel is registered.

    Two attempts in vain are made on each rung of the ladder, then the next rung that exists is tried.
    """
    known = sorted(
        (each for each in channels if each.kind in SPOKEN),
        key=lambda each: (SPOKEN.index(each.kind), each.id),
    )
    rungs = list(dict.fromkeys(each.kind for each in known))
    if not rungs:
        return None
    kind = rungs[min(ignored // 2, len(rungs) - 1)]
    chosen = next(each for each in known if each.kind is kind)
    hours, _problems = parse_hours(chosen.hours) if chosen.hours else (None, ())
    return Reach(channel=chosen, at=hours.next_open(now) if hours else now, ignored=ignored)
