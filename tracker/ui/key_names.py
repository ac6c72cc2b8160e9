"""Keys: what they are called, which a Chinese input method lets through, what people type for them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.locale import _

UNUSABLE = frozenset(
    ("ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+z", "ctrl+space", "ctrl+enter")
)
"""Keys that terminals and multiplexers keep for themselves, or send as another key."""

_NAMES = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "upper_u": "U",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}

_PASSED = frozenset(
    (
        "insert", "delete", "pageup", "pagedown", "home", "end", "tab", "enter", "escape",
        "space", "backspace", "up", "down", "left", "right",
    )
)  # fmt: skip
"""Keys that no input method keeps, besides digits, function keys and Ctrl."""

_ALIASES = ("ideographic", "lenticular", "fullwidth")


def key_text(key: str) -> str:
    """A key as people read it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if key == "space":
        return _("Space")
    return _NAMES.get(key, key.upper() if is_function(key) else key)


def keys_text(keys: Iterable[str]) -> str:
    """The keys of a command as people read them, without the twins an input method types."""
    return " ".join(key_text(key) for key in keys if not is_alias(key))


def is_function(key: str) -> bool:
    """Whether the key is F1 to F24, perhaps with Shift."""
    name = key.removeprefix("shift+")
    return name[:1] == "f" and name[1:].isdigit()


def is_safe(key: str) -> bool:
    """Whether the key arrives while a Chinese input method is on."""
    return (
        key.removeprefix("shift+") in _PASSED
        or is_function(key)
        or key.startswith("ctrl+")
        or (key.isascii() and key.isdigit())
    )


def is_alias(key: str) -> bool:
    """Whether the key is the full-width or Chinese twin of another."""
    return not key.isascii() or any(name in key for name in _ALIASES)


def safe_first(keys: Iterable[str]) -> tuple[str, ...]:
    """The same keys, those that arrive with an input method on before the others."""
    return tuple(sorted(keys, key=lambda key: not is_safe(key)))


def with_twins(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys, and for each letter or mark what its key sends in full-width mode."""
    found: list[str] = []
    for key in keys:
        twins = (key, _TWINS[key]) if key in _TWINS else (key,)
        if len(key) == 1 and key.isascii() and key.isalnum():
            twins = (key, chr(ord(key) + 0xFEE0))
        found += [each for each in twins if each not in found]
    return tuple(found)


_TWINS = {
    "question_mark": "fullwidth_question_mark",
    "colon": "fullwidth_colon",
    "slash": "ideographic_comma",
    "left_square_bracket": "left_black_lenticular_bracket",
    "right_square_bracket": "right_black_lenticular_bracket",
}


def typed_keys(text: str) -> tuple[str, ...]:
    """The keys that were typed with commas between, by Textual's names: `F3`, `PgUp`, `^T`, `?`."""
    return tuple(_typed(part.strip()) for part in text.split(",") if part.strip())


def is_key(key: str) -> bool:
    """Whether a key of that name can come from a keyboard."""
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

    name = key.removeprefix("ctrl+").removeprefix("shift+")
    if len(name) == 1:
        return True
    marks = {_character_to_key(mark) for mark in "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~、，。；：？！"}
    return name in {each.value for each in Keys} | marks | set(KEY_NAME_REPLACEMENTS.values())


def _typed(text: str) -> str:
    """One key by Textual's name."""
    from textual.keys import _character_to_key

    if text.startswith("^") and len(text) == 2:
        return f"ctrl+{text[1].lower()}"
    if len(text) == 1:
        return _character_to_key(text)
    known = {words.casefold(): key for key, words in _NAMES.items() if len(words) > 1}
    known[_("Space").casefold()] = "space"
    return known.get(text.casefold(), text.casefold())
