"""Annual percentage rates: the methods that find them, the flows they are found from, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tracker.domain.rates import round_percent


class AprMethod(StrEnum):
    """How flows become one yearly rate."""

    US_ACTUARIAL = "us-actuarial"
    """12 CFR 1026 Appendix J: nominal, unit-periods and fractions counted from the dates."""
    EU = "eu"
    """Directive 2008/48/EC Annex I: effective, in years of equal months or weeks and days."""
    UK = "uk"
    """FCA CONC App 1.2: effective, whole months or weeks counted forwards, then days."""
    XIRR = "xirr"
    """Effective, days over 365, as spreadsheets do."""
    IRR = "irr"
    """Effective, the dates being equal periods."""
    IRR_NOMINAL = "irr-nominal"
    """Periods of a year times the rate of one period, the dates being equal periods."""

    @property
    def places(self) -> int:
        """Decimals of the percentage as the method prints it."""
        return 1 if self in (AprMethod.EU, AprMethod.UK) else 2

    @property
    def by_order(self) -> bool:
        """Whether the dates only put the flows in order."""
        return self in (AprMethod.IRR, AprMethod.IRR_NOMINAL)


class Interval(StrEnum):
    """Standard intervals of time that unit-periods are made of (Appendix J (b)(3)(iii))."""

    DAY = "day"
    WEEK = "week"
    SEMIMONTH = "semimonth"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """So many standard intervals, as one period of an actuarial calculation."""

    interval: Interval
    count: int = 1

    @property
    def per_year(self) -> Fraction:
        """Unit-periods in a year, as Appendix J (b)(5) counts them."""
        return Fraction(_PER_YEAR[self.interval], self.count)

    @property
    def length(self) -> Fraction:
        """About how many days it has, to tell the smaller of two."""
        return _DAYS[self.interval] * self.count


_PER_YEAR = {Interval.DAY: 365, Interval.WEEK: 52, Interval.SEMIMONTH: 24, Interval.MONTH: 12}
_DAYS = {
    Interval.DAY: Fraction(1),
    Interval.WEEK: Fraction(7),
    Interval.SEMIMONTH: Fraction(365, 24),
    Interval.MONTH: Fraction(365, 12),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Money on a day: received is positive, paid is negative."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A flow in the equation: how long after the first, and what it is worth then at the rate found.

    `time` is in years, in whole unit-periods by Appendix J, or in the equal periods of an IRR; `part` is the
    fraction of a unit-period left, which bears simple interest.
    """

    on: date
    amount: Decimal
    time: Fraction
    part: Fraction
    worth: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Apr:
    """One yearly rate of flows, as fractions: what the method prints, and the same both ways.

    `nominal` is not compounded and `effective` is; `rate` is the one of them the method means.
    """

    method: AprMethod
    rate: Decimal
    nominal: Decimal
    effective: Decimal
    unit: UnitPeriod | None = None
    """The period the calculation goes by, where the method finds one from the dates."""
    received: Decimal
    paid: Decimal
    moments: tuple[Moment, ...] = ()
    """The working: what each flow is worth; together nothing."""
    others: tuple[Decimal, ...] = ()
    """Rates below zero at which the flows are worth nothing too, though they cannot be meant."""
    regular: bool = True
    """Whether nothing but the first period and the first and last payment is out of the ordinary."""

    @property
    def percent(self) -> Decimal:
        """The rate in percent as the method prints it."""
        return round_percent(self.rate * 100, self.method.places)

    @property
    def cost(self) -> Decimal:
        """What is paid beyond what was received."""
        return self.paid - self.received
