"""Money as integers of the smallest unit, and the one place where a sum is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

# ISO 4217 exponents that are not 2.
_EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "CLF": 4, "UYW": 4,
}  # fmt: skip

LIMIT_MINOR = 10**15
"""No household owes more; larger sums are typing or decoding mistakes."""


class CurrencyMismatchError(ValueError):
    """Two sums of different currencies met where they cannot be added."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"cannot combine {left} with {right}")


class FloatMoneyError(TypeError):
    """A float reached money; floats cannot hold most decimal amounts."""

    def __init__(self, value: object) -> None:
        super().__init__(f"money takes int, str or Decimal, not float {value!r}")


class NoPartsError(ValueError):
    """A sum was to be divided into fewer than one part."""

    def __init__(self, parts: int) -> None:
        super().__init__(f"cannot divide a sum into {parts} parts")


class Rounding(StrEnum):
    """How a lender turns a computed amount into one it posts."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN, Rounding.UP: ROUND_CEILING}
_ONE = Decimal(1)
_LONG = Context(prec=10_000)
_LARGEST_EXPONENT = 30  # what is typed may say 1E+999999


def exponent(currency: str) -> int:
    """How many decimals the currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def round_minor(amount: Decimal, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Round an amount in minor units to a whole minor unit."""
    if isinstance(amount, float):
        raise FloatMoneyError(amount)
    return int(amount.quantize(_ONE, rounding=_MODES[rounding]))


def to_minor(amount: Decimal, currency: str) -> int | None:
    """The amount in minor units, or None if it has more decimals than the currency or is beyond counting."""
    if isinstance(amount, float):
        raise FloatMoneyError(amount)
    if not amount.is_finite() or amount.adjusted() > _LARGEST_EXPONENT:
        return None
    # Exact at any length; scaleb would round what is longer than the context's precision.
    scaled = amount.scaleb(exponent(currency), _LONG)
    whole = scaled.to_integral_value()
    return int(whole) if whole == scaled else None


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount in units of the currency, with exactly its decimals."""
    return Decimal(minor).scaleb(-exponent(currency))


def decimal_text(minor: int, currency: str) -> str:
    """The amount as a plain decimal string for JSON and CSV: `1905.20`."""
    digits = exponent(currency)
    if not digits:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A sum in one currency, counted in its smallest unit."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, float):
            raise FloatMoneyError(self.minor)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return decimal_text(self.minor, self.currency)

    @property
    def decimal(self) -> Decimal:
        """The sum in units of the currency."""
        return from_minor(self.minor, self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor


def split(total: int, parts: int, rounding: Rounding = Rounding.HALF_UP) -> list[int]:
    """Divide a sum into equal parts; the last part absorbs the residue, so they add up exactly.

    A sum too small for parts rounded up runs out early: no part is ever of the other sign.
    """
    if parts < 1:
        raise NoPartsError(parts)
    if total < 0:
        return [-part for part in split(-total, parts, rounding)]
    each = round_minor(Decimal(total) / parts, rounding)
    if each * (parts - 1) <= total:
        return [each] * (parts - 1) + [total - each * (parts - 1)]
    full, rest = divmod(total, each)
    return [each] * full + [rest] + [0] * (parts - full - 1)
