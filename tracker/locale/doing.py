"""How a thing is done from where a person is: by a command line, or in the dashboard by its keys."""

from __future__ import annotations

from collections.abc import Callable

_by_keys: Callable[[str], str] | None = None


def use_keys_of(by_keys: Callable[[str], str] | None) -> None:
    """Have what is said name the keys that `by_keys` tells of a thing; None names command lines again."""
    global _by_keys
    _by_keys = by_keys


def done_by(thing: str, command: str) -> str:
    """How to do a thing: its keys in the dashboard where it has some, else the command line."""
    return (_by_keys(thing) if _by_keys is not None else "") or command
