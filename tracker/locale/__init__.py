"""The person's language: visible strings are English in the code and translated when they are used.

English needs no catalogue, so nothing is imported for it; gettext is loaded for other languages only.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from gettext import NullTranslations

LANGUAGES = ("en", "zh_CN")
"""The languages the product speaks, both complete."""

DOMAIN = "tracker"

_language = "en"
_catalogue: NullTranslations | None = None


def use(language: str | None) -> str:
    """Speak a language from now on; None, "" and "auto" ask the environment. Returns the one chosen."""
    global _language, _catalogue
    chosen = supported(_from_environment() if language in (None, "", "auto") else str(language)) or "en"
    if chosen != _language or (chosen != "en" and _catalogue is None):
        _catalogue = None if chosen == "en" else _load(chosen)
        _language = chosen
    return chosen


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak a language for as long as the block lasts, as for a paper in another than the person's own.

    The language is one for the whole program: nothing else may speak meanwhile, on any thread.
    """
    before = _language
    use(chosen)
    try:
        yield
    finally:
        use(before)


def language() -> str:
    """The language in use: `en` or `zh_CN`."""
    return _language


def supported(name: str) -> str | None:
    """Which of our languages a locale name such as `zh-Hans-CN.UTF-8` means, if any."""
    key = name.split(".")[0].split("@")[0].replace("-", "_").lower()
    if key in ("c", "posix", ""):
        return "en"
    first = key.split("_")[0]
    return {"en": "en", "zh": "zh_CN"}.get(first)


def _(message: str) -> str:
    """The message in the person's language."""
    return message if _catalogue is None else _catalogue.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message for one thing or for several, in the person's language."""
    if _catalogue is None:
        return one if number == 1 else many
    return _catalogue.ngettext(one, many, number)


def speaker(language: str) -> Callable[[str], str]:
    """What puts a message into a language other than the one in use, for papers that bear several."""
    return str if language == "en" else _load(language).gettext


def _from_environment() -> str:
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in named if value), "en")


def _load(language: str) -> NullTranslations:
    from gettext import translation

    return translation(DOMAIN, os.path.dirname(__file__), [language])  # noqa: PTH120 -- pathlib costs every command
