"""What a menu in plain lines says, and how a person leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


class InputEndedError(Exception):
    """Nobody is left to answer."""


class QuitError(Exception):
    """The person wants to leave the program."""


class BackError(Exception):
    """The person wants to leave what is being asked."""


class ChangedError(Exception):
    """Something was undone, so that what was read last may not hold any more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by its number: the lines it is read as, what it does, if the menu ends then."""

    lines: tuple[str, ...]
    act: Callable[[], None]
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a menu says now: its title, lines before the choices, the choices, and `?` in words."""

    title: str
    choices: Sequence[Choice]
    lines: Sequence[str] = ()
    help: Sequence[str] = ()
    leave: str = ""
    """What `0` does, if it is not just going back."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it says: only what differs is read again."""
        return (self.title, *self.lines, *("\n".join(each.lines) for each in self.choices))
