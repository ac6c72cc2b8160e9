"""Months and days of the week by name, from babel; a calendar asks for them, the first screen does not."""

from __future__ import annotations

from datetime import date

from tracker.locale import language


def format_month(on: date) -> str:
    """The month with its year: `December 2026`, `2026年12月`."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", on, locale=language()))


def format_short_month(on: date) -> str:
    """The month alone, shortly: `Dec`, `12月`."""
    from babel.dates import format_skeleton

    return str(format_skeleton("MMM", on, locale=language()))


def format_weekday(on: date) -> str:
    """The day with its weekday: `Sat, Dec 5`, `12月5日周六`."""
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMEd", on, locale=language()))


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday, shortly: `Mon`, `周一`."""
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=language())
    return tuple(str(names[number]) for number in range(7))
