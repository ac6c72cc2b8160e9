"""Commands, groups and options as they are declared; `clicked` makes a command line of them with click.

Click is not imported here: a plain line is understood without it (see `plain_line`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from tracker.cli.words import N_

F = TypeVar("F", bound=Callable[..., Any])


class Param(NamedTuple):
    """An option or an argument; a noted one is kept among the flags of the session wherever it stands."""

    names: tuple[str, ...]
    settings: Mapping[str, Any]
    noted: bool = False

    @property
    def is_option(self) -> bool:
        """Whether it is known by a name rather than by its place."""
        return self.names[0].startswith("-")

    @property
    def key(self) -> str:
        """What the command's function calls it: the word given for that, or its longest kind of name."""
        given = next((name for name in self.names if name.isidentifier()), "")
        long = max(self.names, key=lambda name: len(name) - len(name.lstrip("-")))
        return given or long.lstrip("-").replace("-", "_").lower()


class Command(NamedTuple):
    """A command: the function that takes the session and what was typed, and its page of help."""

    function: Callable[..., Any]
    params: tuple[Param, ...]
    examples: tuple[str, ...]
    help: str


class Leaf(NamedTuple):
    """A command by where it is: imported when it runs or shows its own help."""

    place: str
    help: str


class Branch(NamedTuple):
    """A group of commands; `bare` is the place of what runs without a further word."""

    help: str
    commands: Mapping[str, Leaf | Branch]
    examples: tuple[str, ...] = ()
    bare: str = ""


def load(place: str) -> Command:
    """Import the command at `module:name` of this package."""
    module, _colon, name = place.partition(":")
    found = getattr(import_module(f"tracker.cli.{module}"), name)
    assert isinstance(found, Command)  # noqa: S101 -- a typing slip in the tree, found by a test
    return found


def command(*examples: str, help: str = "") -> Callable[[Callable[..., Any]], Command]:  # noqa: A002
    """Make a command of a function that takes the session first."""

    def make(function: Callable[..., Any]) -> Command:
        # The decorators nearest to the function came first.
        return Command(function, tuple(reversed(vars(function).get("params", ()))), examples, help)

    return make


def option(*names: str, help: str = "", **settings: Any) -> Callable[[F], F]:  # noqa: A002
    """An option with translated help."""
    return _declare(Param(names, {"help": help, **settings}))


def noted(*names: str, **settings: Any) -> Callable[[F], F]:
    """An option that is kept among the flags of the session."""
    return _declare(_noted(*names, **settings))


def argument(name: str, **settings: Any) -> Callable[[F], F]:
    """An argument."""
    return _declare(Param((name,), settings))


def _declare(param: Param) -> Callable[[F], F]:
    def declare(function: F) -> F:
        vars(function).setdefault("params", []).append(param)
        return function

    return declare


def _noted(*names: str, **settings: Any) -> Param:
    return Param(names, settings, noted=True)


GLOBAL = (
    _noted("--db", metavar=N_("PATH"), help=N_("The file to use.")),
    _noted("--config", metavar=N_("PATH"), help=N_("The configuration to use.")),
    _noted("--json", is_flag=True, help=N_("Answer in JSON.")),
    _noted("--csv", is_flag=True, help=N_("Answer in CSV.")),
    _noted("--plain", is_flag=True, help=N_("Answer in lines with tabs between the values.")),
    _noted("-q", "--quiet", is_flag=True, help=N_("Say less.")),
    _noted("-v", "--verbose", is_flag=True, help=N_("Say more.")),
    _noted("--color", type=("auto", "always", "never"), help=N_("Whether to use colour.")),
    _noted("--lang", metavar="en|zh_CN", help=N_("The language to speak.")),
    _noted("--tz", metavar=N_("ZONE"), help=N_("The time zone that decides what day it is.")),
    _noted("--today", metavar=N_("DATE"), help=N_("Answer as of this date.")),
    _noted("--no-input", is_flag=True, help=N_("Never ask; refuse what would need an answer.")),
    _noted("-y", "--yes", is_flag=True, help=N_("Say yes to every confirmation.")),
    _noted("-n", "--dry-run", is_flag=True, help=N_("Show what would change and write nothing.")),
    _noted("--debug", is_flag=True, help=N_("Show where the program failed.")),
    _noted("-V", "--version", is_flag=True, help=N_("Show the version and stop.")),
)
"""The flags every command takes, before its name or after it; a type of several words is a choice."""

LINEAR = _noted(
    "--linear", is_flag=True, help=N_("Talk in plain lines and numbered menus, for screen readers.")
)
"""The flag that only goes with no command."""
