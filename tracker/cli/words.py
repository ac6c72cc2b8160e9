"""Marks texts of commands for translation: they are written once, before the language is known."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 -- the name gettext's tools know
    """The text itself; it is translated where it is shown."""
    return text
