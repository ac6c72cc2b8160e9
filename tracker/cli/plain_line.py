"""A plain command line is understood without click, whose import costs more than most answers.

Plain is: names of commands, flags, options and arguments that are text, each a word of its own. Whatever
needs more (help, completion, a choice, a number, a mistake) is None here and left to click.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tracker.cli.command import GLOBAL, Branch, Command, Param, load

_TEXT = {"help", "metavar", "is_flag", "default"}
"""What an option says that is a flag or any text."""

_ABSENT = {*_TEXT, "type"}
"""What an option says that is its default, False or None where it is left out."""


class Plain(NamedTuple):
    """What a plain line means: the command, what its function is given, the flags for the session."""

    command: Command
    values: dict[str, Any]
    flags: dict[str, Any]


def read(words: Sequence[str], root: Branch) -> Plain | None:
    """What a plain line means; None where click must say."""
    at: Branch | None = root
    command: Command | None = None
    known = _by_name(each for each in GLOBAL if each.key != "version")
    given: dict[str, Any] = {}
    flags: dict[str, Any] = {}
    typed: list[str] = []
    rest = iter(words)
    for word in rest:
        param = known.get(word)
        if param is not None:
            is_flag = param.settings.get("is_flag")
            value = "" if is_flag else next(rest, "")
            if not _says(param, _TEXT) or not (is_flag or _is_text(value)):
                return None
            (flags if param.noted else given)[param.key] = value or True
        elif not _is_text(word):
            return None
        elif at is None:
            typed.append(word)
        else:
            found = at.commands.get(word)
            if found is None:
                return None
            at = found if isinstance(found, Branch) else None
            if not isinstance(found, Branch):
                command = load(found.place)
                known |= _by_name(each for each in command.params if each.is_option)
    if at is not None and at.bare:
        command = load(at.bare)
    values = None if command is None else _values(command, given, typed)
    return None if command is None or values is None else Plain(command, values, flags)


def _by_name(params: Iterable[Param]) -> dict[str, Param]:
    return {name: each for each in params for name in each.names if name.startswith("-")}


def _says(param: Param, known: set[str]) -> bool:
    """Whether an option says no more than these; a default that is no text has a type."""
    return set(param.settings) <= known and isinstance(param.settings.get("default", ""), str)


def _left_out(param: Param) -> str | bool | None:
    """What an option is where it is left out."""
    found: str | None = param.settings.get("default")
    return False if param.settings.get("is_flag") else found


def _is_text(word: str) -> bool:
    """Whether a word is neither empty nor what may be an option, a negative amount, the standard input."""
    return word != "" and not word.startswith("-")


def _values(command: Command, given: dict[str, Any], typed: list[str]) -> dict[str, Any] | None:
    """What the function is given; None where a word is missing, left over or more than text."""
    words = iter(typed)
    values: dict[str, Any] = {}
    for param in command.params:
        if not param.is_option:
            word = next(words, None)
            if word is None or set(param.settings) != {"metavar"}:
                return None
            values[param.key] = word
        elif not param.noted:
            if param.key not in given and not _says(param, _ABSENT):
                return None
            values[param.key] = given.get(param.key, _left_out(param))
    return None if next(words, None) is not None else values
