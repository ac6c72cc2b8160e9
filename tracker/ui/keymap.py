"""The keys a person chose for commands: checked against all others, their safe routes kept."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.problems import Problem
from tracker.ui.commands import Command, commands
from tracker.ui.key_names import UNUSABLE, is_key, is_safe, typed_keys, with_twins


def read_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Keys a person chose by command id; what cannot be is left out and reported."""
    known = {command.id: command for command in commands()}
    chosen: dict[str, str] = {}
    problems: list[Problem] = []
    for name, keys in wanted.items():
        problem = _unusable(known.get(name), name, keys)
        if problem is None:
            chosen[name] = ",".join(typed_keys(keys))
        else:
            problems.append(problem)
    # A command that loses its chosen key has its own back, which may be what another one chose.
    while clash := _clash(known, chosen):
        problems.append(clash)
        del chosen[clash.field]
    return chosen, tuple(problems)


def held_keys(command: Command, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """All keys that run a command: those chosen, their twins, and its safe routes unless one was chosen."""
    if command.id not in chosen:
        return command.keys
    own = typed_keys(chosen[command.id])
    kept = () if any(map(is_safe, own)) else tuple(filter(is_safe, command.keys))
    return with_twins((*own, *kept))


def routes(chosen: Mapping[str, str]) -> dict[str, str]:
    """The map of keys as Textual takes it."""
    return {
        command.id: ",".join(held_keys(command, chosen)) for command in commands() if command.id in chosen
    }


def _unusable(command: Command | None, name: str, keys: str) -> Problem | None:
    if command is None or not command.keys:
        return Problem(code="unknown_command", field=name, value=keys)
    typed = typed_keys(keys)
    bad = next((each for each in typed if each in UNUSABLE or "alt+" in each or not is_key(each)), None)
    if bad is None and typed:
        return None
    return Problem(code="unusable_key", field=name, value=bad or keys)


def _clash(known: Mapping[str, Command], chosen: Mapping[str, str]) -> Problem | None:
    """The last chosen command that has a key of another."""
    for name in reversed(tuple(chosen)):
        command = known[name]
        mine = set(typed_keys(chosen[name]))
        for other in known.values():
            if other.id == name or not _meet(command, other):
                continue
            taken = mine & set(held_keys(other, chosen))
            if taken:
                return Problem(code="key_clash", field=name, value=min(taken), params={"other": other.id})
    return None


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands are ever offered on the same screen."""
    return not one.screens or not other.screens or bool(set(one.screens) & set(other.screens))
