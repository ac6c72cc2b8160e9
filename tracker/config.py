"""The configuration file: which keys there are, what they accept, reading it and writing one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tracker.private_file import write_private


class Key(NamedTuple):
    """A key of the configuration: its default and the words it accepts (none: any text)."""

    default: str | bool
    choices: tuple[str, ...] = ()


KEYS: dict[str, Key] = {
    "db": Key(""),
    "lang": Key("auto", ("auto", "en", "zh_CN")),
    "tz": Key("auto"),
    "color": Key("auto", ("auto", "always", "never")),
    "theme": Key(""),
    "glyphs": Key("auto", ("auto", "unicode", "ascii")),
    "hide_amounts": Key(default=False),
    "mouse": Key(default=True),
    "reduced_motion": Key(default=False),
    "linear": Key(default=False),
    "alerts.details": Key(default=False),
}
"""Every key but `keys.COMMAND`, which gives a command of the dashboard another key."""

OWN_KEYS = "keys."
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class ConfigError(Exception):
    """The configuration cannot be used: which file, which key, what stands there, what would be accepted.

    `reason` is unreadable, syntax, unknown_key or value.
    """

    def __init__(self, path: str, reason: str, key: str = "", value: str = "", accepted: str = "") -> None:
        super().__init__(path, reason, key, value)
        self.path = path
        self.reason = reason
        self.key = key
        self.value = value
        self.accepted = accepted


def read(path: str) -> dict[str, Any]:
    """The values of the file by key; none where there is no file. Raises ConfigError."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(path, "unreadable", value=error.strerror or "") from error
    import tomllib

    try:
        found = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(path, "syntax", value=str(error)) from error
    return {key: accept(path, key, value) for key, value in _flat(found)}


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{above}{name}.")
        else:
            found.append((f"{above}{name}", value))
    return found


def accept(path: str, key: str, value: object) -> str | bool:
    """The value as the key holds it, from the file or as typed. Raises ConfigError."""
    text = str(value)
    if key.startswith(OWN_KEYS) and isinstance(value, str):
        return value
    known = KEYS.get(key)
    if known is None:
        raise ConfigError(path, "unknown_key", key, text, ", ".join((*KEYS, "keys.COMMAND")))
    if isinstance(known.default, bool):
        found = value if isinstance(value, bool) else _WORDS.get(text.casefold())
        if found is None:
            raise ConfigError(path, "value", key, text, "true, false")
        return found
    if not isinstance(value, str) or (known.choices and value not in known.choices):
        raise ConfigError(path, "value", key, text, ", ".join(known.choices) or '"text"')
    return value


def write(path: str, key: str, typed: str) -> str | bool:
    """Set one key and keep comments and order; the file is replaced whole. Returns the value kept."""
    import tomlkit

    value = accept(path, key, typed)
    document = _parsed(path) or tomlkit.document()
    found = _find(document, key)
    if found is None:
        *tables, name = key.split(".", 1)
        place: Any = document
        for each in tables:
            place = place.setdefault(each, tomlkit.table())
        found = place, name
    found[0][found[1]] = value
    write_private(path, tomlkit.dumps(document))
    return value


def unset(path: str, key: str) -> bool:
    """Take one key out, so that its default holds again; whether it was there. Raises as `write` does."""
    import tomlkit

    document = _parsed(path)
    found = None if document is None else _find(document, key)
    if document is None or found is None:
        return False
    del found[0][found[1]]
    write_private(path, tomlkit.dumps(document))
    return True


def variable(key: str) -> str:
    """The variable of the environment that sets a key for one run."""
    return "DEBT_" + key.upper().replace(".", "_")


def _parsed(path: str) -> Any:
    import tomlkit

    try:
        with open(path, encoding="utf-8") as file:
            return tomlkit.parse(file.read())
    except FileNotFoundError:
        return None


def _find(table: Any, key: str) -> tuple[Any, str] | None:
    """The table a key stands in and its name there: `keys."loan.add"` and `keys.loan.add` are the same."""
    if key in table and not isinstance(table[key], Mapping):
        return table, key
    for name, value in table.items():
        if isinstance(value, Mapping) and key.startswith(f"{name}."):
            found = _find(value, key[len(name) + 1 :])
            if found is not None:
                return found
    return None
