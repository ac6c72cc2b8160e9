"""Marks texts of commands for translation: they are written once, before the language is known."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 -- the name gettext's tools know
    """The text itself; it is translated where it is shown."""
    return text


VALUES = (
    N_("ACCOUNT"), N_("AMOUNT"), N_("CHAR"), N_("CODE"), N_("DATE"), N_("FILE"), N_("ID"), N_("KEY"),
    N_("KIND"), N_("LINE"), N_("LINES"), N_("LOAN"), N_("NAME"), N_("NUMBER"), N_("OUTCOME"), N_("QUERY"),
    N_("RULE"), N_("SCORE"), N_("STATE"), N_("TEXT"), N_("VALUE"), N_("WHAT"),
)  # fmt: skip
"""What stands for a value on a page of help."""
