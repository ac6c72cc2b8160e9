"""Interest rates as quoted, and what one day, month or year of them comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from tracker.domain.calendar import Frequency


class RatePer(StrEnum):
    """The time a quoted rate is for."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class DayCount(StrEnum):
    """How days become a fraction of a year (DOMAIN A.6)."""

    EQUAL_MONTHS = "equal_months"
    ACTUAL_365 = "actual_365"
    ACTUAL_360 = "actual_360"
    ACTUAL_ACTUAL_ISDA = "actual_actual_isda"
    ACTUAL_ACTUAL_AFB = "actual_actual_afb"
    THIRTY_360 = "thirty_360"
    THIRTY_360_US = "thirty_360_us"
    THIRTY_E_360 = "thirty_e_360"
    THIRTY_E_360_ISDA = "thirty_e_360_isda"

    @property
    def year_basis(self) -> int:
        """Days in the year that daily interest is divided by."""
        return 365 if self in _BASIS_365 else 360


_BASIS_365 = {"equal_months", "actual_365", "actual_actual_isda", "actual_actual_afb"}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as the lender quotes it: `percent` for each year, month or day, never compounded here."""

    percent: Decimal
    per: RatePer = RatePer.YEAR

    def __post_init__(self) -> None:
        if not isinstance(self.percent, Decimal):
            raise TypeError(f"a rate takes a Decimal, not {type(self.percent).__name__}")

    def times_a_year(self, basis: int = 365) -> int:
        """How many of the quoted times make a year; days are counted by the year basis."""
        if self.per is RatePer.YEAR:
            return 1
        return 12 if self.per is RatePer.MONTH else basis

    def yearly(self, basis: int = 365) -> Decimal:
        """Nominal rate a year as a fraction; a daily rate is multiplied by the year basis."""
        return self.percent / 100 * self.times_a_year(basis)

    def daily(self, basis: int = 365) -> Decimal:
        """Rate a day as a fraction of one."""
        if self.per is RatePer.DAY:
            return self.percent / 100
        return self.yearly(basis) / basis

    def periodic(self, every: Frequency, basis: int = 365) -> Decimal:
        """Rate for one period of a schedule as a fraction: the yearly rate over periods in a year."""
        if self.per is RatePer.MONTH and every.months:
            return self.percent / 100 * every.months
        return self.yearly(basis) / every.per_year

    def interest(self, amount: int, days: int, basis: int = 365) -> Decimal:
        """Simple interest on an amount for some days, unrounded; it is divided once, at the end."""
        if self.per is RatePer.DAY:
            return self.percent * amount * days / 100
        return self.percent * self.times_a_year(basis) * amount * days / (100 * basis)


def round_percent(percent: Decimal, places: int) -> Decimal:
    """A percentage as it is printed: half up to so many decimals (Directive 2008/48/EC Annex I (d))."""
    with localcontext(prec=max(28, percent.adjusted() + places + 2)):
        return percent.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent_digits(percent: Decimal) -> str:
    """The digits of a percentage; one that nobody reads digit by digit as a power of ten: `7.52e+111`."""
    return f"{percent:.2e}" if abs(percent) >= _UNREADABLE else f"{percent:f}"


_UNREADABLE = Decimal(10) ** 9
