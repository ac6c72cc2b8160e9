"""The sections of Setup and their rows, as pure functions of what holds."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker import locale
from tracker.locale import _
from tracker.locale.keeping import copy_reason
from tracker.ui.commands import commands, key_text
from tracker.ui.figures import language_word
from tracker.ui.import_parts import size_text
from tracker.ui.paths import short_path
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.ui.answers import Answers
    from tracker.ui.surroundings import Surroundings

_ALIASES = ("ideographic_comma", "left_black_lenticular_bracket", "right_black_lenticular_bracket")
SECTIONS = ("look", "money", "privacy", "data", "keys", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupRow:
    """One row: what it is called, what holds, where that is from, and what Enter does to it.

    `act` is `toggle`, `choose`, `type`, `key`, the name of something to do, or empty.
    """

    name: str
    title: str
    value: str = ""
    origin: str = ""
    act: str = ""
    note: str = ""


def section_words() -> dict[str, str]:
    """What the sections are called."""
    return {
        "look": _("Look"), "money": _("Language and money"), "privacy": _("Privacy"),
        "data": _("Data and backup"), "keys": _("Keys"), "about": _("About the program"),
    }  # fmt: skip


def origin_words() -> dict[str, str]:
    """Where a value can be from."""
    return {
        "flag": _("flag"), "env": _("environment"), "config": _("configuration"),
        "default": _("default"), "book": _("this file"),
    }  # fmt: skip


def look_rows(around: Surroundings, theme: str) -> tuple[SetupRow, ...]:
    """How the dashboard looks and moves."""
    return (
        SetupRow(
            name="theme", title=_("Colours"), value=theme, origin=around.setting("theme")[1], act="choose",
            note=_("!! overdue, ! soon, ok: the marks say what colours repeat. Own themes: debt theme list."),
        ),
        _switch(
            around, "reduced_motion", _("Reduced motion"), default="false",
            note=_("Nothing slides or fades."),
        ),
        _switch(
            around, "mouse", _("Mouse"), default="true",
            note=_("Off leaves the mouse to the terminal: dragging selects text. From the next start."),
        ),
    )  # fmt: skip


def money_rows(around: Surroundings, answers: Answers) -> tuple[SetupRow, ...]:
    """Language, currency, whose rules."""
    zone, origin = around.setting("tz")
    return (
        SetupRow(
            name="lang", title=_("Language"), value=language_word(locale.language()),
            origin=around.setting("lang")[1], act="choose",
            note=_("Changes at once. Names you typed stay as they are."),
        ),
        SetupRow(
            name="currency", title=_("Currency"), value=answers.currency, origin="book", act="type",
            note=_("What is typed without a currency is in this one. What is recorded does not change."),
        ),
        SetupRow(
            name="jurisdiction", title=_("Country"), value=answers.jurisdiction(), origin="book", act="type",
            note=_("Whose holidays and rules apply, as two letters: CN, US, GB, DE."),
        ),
        SetupRow(
            name="tz", title=_("Time zone"), value=zone if zone not in ("", "auto") else _("as the system"),
            origin=origin, act="type",
            note=_("Decides what day it is: Asia/Shanghai, UTC; auto is the system's. From the next start."),
        ),
    )  # fmt: skip


def privacy_rows(around: Surroundings) -> tuple[SetupRow, ...]:
    """What others may see."""
    return (
        _switch(
            around, "hide_amounts", _("Hide amounts at start"), default="false",
            note=_("b hides and shows them at any time."),
        ),
        _switch(
            around, "alerts.details", _("Alerts tell names and amounts"), default="false",
            note=_("Without, an alert says only that a payment is due."),
        ),
    )  # fmt: skip


def data_rows(around: Surroundings, answers: Answers) -> tuple[SetupRow, ...]:
    """The file, its copies, and what can be done with them."""
    path = answers.file_path()
    try:
        size = size_text(path.stat().st_size)
    except OSError:
        size = _("none yet")
    rows = [
        SetupRow(
            name="file", title=_("File"), value=short_path(path), origin=size,
            note=f"{short_path(path)}\n"
            + _("Everything is in this one file. --db, DEBT_DB or the setting db name another."),
        ),
        SetupRow(
            name="check", title=_("Check the file"), act="check",
            note=_("Looks for damage and rebuilds every sum to compare it."),
        ),
        SetupRow(
            name="copy", title=_("Make a copy now"), act="copy",
            note=_("The copy is verified and kept in the folder backups beside the file."),
        ),
        SetupRow(
            name="verify", title=_("Verify all copies"), act="verify",
            note=_("Whether each copy is ours, sound and not too new."),
        ),
    ]  # fmt: skip
    if around.can_reopen:
        rows.append(
            SetupRow(
                name="own", title=_("Back to your own file"), act="own",
                note=_("The demo file stays until debt demo --leave removes it."),
            )
            if answers.is_demo
            else SetupRow(
                name="demo", title=_("Open the demo household"), act="demo",
                note=_("A file of its own; yours is closed and stays as it is."),
            )
        )  # fmt: skip
    rows += [
        SetupRow(
            name=str(copy.path), title=_("Copy of {at}").format(at=around.local(copy.at)),
            value=copy_reason(copy.reason.value), origin=size_text(copy.bytes), act="restore",
            note=_("Enter asks whether to put it in the place of the file, which is moved aside."),
        )
        for copy in answers.backups()
    ]  # fmt: skip
    return tuple(rows)


def key_rows(chosen: Mapping[str, str]) -> tuple[SetupRow, ...]:
    """Every command with its keys; Enter gives it another."""
    rows = []
    for command in commands():
        held = chosen.get(command.id)
        keys = held.split(",") if held else command.keys
        shown = " ".join(
            key_text(key) for key in keys if key not in _ALIASES and key.isascii() and "width" not in key
        )
        rows.append(
            SetupRow(
                name=command.id, title=command.row, value=command.shown if not keys else shown,
                origin="config" if held else "default", act="key" if command.keys else "",
                note=f"{command.help} ({command.id})",
            )
        )  # fmt: skip
    return tuple(rows)


def about_rows(around: Surroundings) -> tuple[SetupRow, ...]:
    """Version, licence, and what this is not."""
    return (
        SetupRow(name="version", title=_("Version"), value=around.version or "?"),
        SetupRow(name="python", title="Python", value=platform.python_version()),
        SetupRow(name="licence", title=_("Licence"), value="MIT"),
        SetupRow(name="config", title=_("Configuration"), value=short_path(around.config_path)),
        SetupRow(name="network", title=_("Network"), value=_("for public holidays only; nothing is sent")),
        SetupRow(
            name="limits", title=_("Limits"), value=_("a calculator and a notebook"),
            note=_(
                "Not legal, tax or financial advice. Figures marked ~ are estimates; what the lender's "
                "statement says counts."
            ),
        ),
    )  # fmt: skip


def setting_columns() -> tuple[Column, ...]:
    """The columns of the rows of a section."""
    return (
        Column(title=_("Setting"), width=22),
        Column(title=_("Value"), width=14, grow=True),
        Column(title=_("From"), width=13, least=50),
    )


def setting_line(row: SetupRow) -> Line:
    """One row of a section."""
    return Line(cells=(row.title, row.value, origin_words().get(row.origin, row.origin)))


def page(rows: Sequence[SetupRow], offset: int, limit: int) -> list[Line]:
    """The lines of a part of the rows."""
    return [setting_line(row) for row in rows[offset : offset + limit]]


def _switch(around: Surroundings, key: str, title: str, *, default: str, note: str) -> SetupRow:
    value, origin = around.setting(key)
    on = (value or default) == "true"
    return SetupRow(
        name=key, title=title, value="[x]" if on else "[ ]", origin=origin, act="toggle", note=note
    )
