"""Dates as the file holds them."""

from __future__ import annotations

from datetime import date


def day(text: str | None) -> date | None:
    """The stored date, if there is one."""
    return date.fromisoformat(text) if text else None
