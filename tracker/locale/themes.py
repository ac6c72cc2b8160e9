"""What colour themes are called in a person's language."""

from __future__ import annotations

from tracker.locale import _


def theme_words(name: str) -> str:
    """The name of a theme in words; one of a person's own is called as in its file."""
    known = {
        "cvd-dark": _("Dark"),
        "cvd-light": _("Light"),
        "contrast-dark": _("Dark, strong contrast"),
        "contrast-light": _("Light, strong contrast"),
        "ansi-dark": _("The terminal's colours, dark"),
        "ansi-light": _("The terminal's colours, light"),
    }
    return known.get(name, name)
