"""Amounts, dates and rates as people of each language write them.

What the first screen needs is written here for our two languages, which group and punctuate numbers
alike; tests hold it equal to babel, whose tables are loaded only for the rest.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.money import decimal_text, from_minor
from tracker.locale import _, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.domain.rates import Rate

HIDDEN = "••••"
"""What stands for an amount a person has hidden."""

_SYMBOLS = {
    "en": {"CNY": "CN¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "INR": "₹"},
    "zh_CN": {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "HKD": "HK$", "INR": "₹"},
}
_PLAIN = {"CNY": "¥", "USD": "$", "JPY": "¥", "HKD": "$"}
"""How a currency is written where it is one's own and can mean no other."""

_MARKED = {"CNY": "CN¥", "USD": "US$", "JPY": "JP¥"}
"""How it is written beside one's own."""

_HALF_YEAR = 183


def format_money(minor: int, currency: str, *, symbol: bool = False, own: str = "") -> str:
    """The sum with thousands separators and the currency's decimals: `1,905.20`, `¥1,905.20`.

    In a book of one's `own` currency that one is written plainly, `¥`, and every other always bears a
    mark that can mean no other, `US$8,182.75`.
    """
    whole, point, part = decimal_text(abs(minor), currency).partition(".")
    sign = "-" if minor < 0 else ""
    if own:
        mark: str | None = _own_mark(currency, own, symbol=symbol)
    else:
        mark = _SYMBOLS[language()].get(currency) if symbol else ""
    if mark is None:
        from babel.numbers import format_currency

        return str(format_currency(from_minor(minor, currency), currency, locale=language()))
    return f"{sign}{mark}{int(whole):,}{point}{part}"


def _own_mark(currency: str, own: str, *, symbol: bool) -> str:
    usual = _SYMBOLS["en"].get(currency, f"{currency} ")
    if currency == own:
        return _PLAIN.get(currency, usual) if symbol else ""
    return _MARKED.get(currency, usual)


def format_compact(minor: int, currency: str) -> str:
    """A sum for the axis of a chart, three figures: `645k`, `1.2M`; `64.5万` in Chinese."""
    units = from_minor(minor, currency)
    steps = ((8, "亿"), (4, "万")) if language() == "zh_CN" else ((9, "B"), (6, "M"), (3, "k"))
    for power, name in steps:
        if abs(units) >= Decimal(10) ** power:
            return f"{_three_figures(units.scaleb(-power))}{name}"
    return _three_figures(units)


def _three_figures(value: Decimal) -> str:
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_date(on: date) -> str:
    """The date in full: `November 21, 2026`, `2026年11月21日`."""
    from babel.dates import format_date as babel_date

    return str(babel_date(on, "long", locale=language()))


def format_day(on: date, today: date) -> str:
    """`MM-DD` where only one year can be meant, else `YYYY-MM-DD`."""
    near = -_HALF_YEAR < (on - today).days < _HALF_YEAR
    return f"{on:%m-%d}" if near else on.isoformat()


def format_weekend(on: date) -> str:
    """Sat or Sun, where a due date falls on one; else nothing."""
    return {5: _("Sat"), 6: _("Sun")}.get(on.weekday(), "")


def format_percent(percent: Decimal, places: int = 2) -> str:
    """A percentage with at least `places` decimals and no more than it has: `6.80%`, `0.05%`."""
    from tracker.domain.rates import percent_digits

    text = percent_digits(percent.normalize())
    if "e" in text:
        return f"{text}%"
    whole, _point, part = text.partition(".")
    part = part.ljust(places, "0")
    return f"{whole}.{part}%" if part else f"{whole}%"


def format_rate(rate: Rate | None) -> str:
    """The rate as the lender quotes it: `6.80%`, `0.05% a day`; `?` if unknown."""
    if rate is None:
        return "?"
    from tracker.domain.rates import RatePer

    text = format_percent(rate.percent)
    match rate.per:
        case RatePer.DAY:
            return _("{percent} a day").format(percent=text)
        case RatePer.MONTH:
            return _("{percent} a month").format(percent=text)
        case RatePer.YEAR:
            return text
