"""The sections of Setup and their rows, as pure functions of what holds."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker import locale
from tracker.domain.plan.triage_order import DEFAULT, order_text
from tracker.locale import _
from tracker.locale.keeping import copy_words
from tracker.locale.problems import sentence
from tracker.locale.themes import theme_words
from tracker.locale.triage_why import order_words
from tracker.ui.commands import commands, keys_in_use
from tracker.ui.figures import language_word
from tracker.ui.import_parts import size_text
from tracker.ui.key_names import keys_text
from tracker.ui.paths import short_path
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.content import Content

    from tracker.ui.answers import Answers
    from tracker.ui.looks import Looks
    from tracker.ui.surroundings import Surroundings
    from tracker.ui.theme_figures import ThemeFigures

SECTIONS = ("look", "money", "alerts", "privacy", "data", "keys", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupRow:
    """One row: what it is called, what holds, where that is from, and what Enter does to it.

    `act` is `toggle`, `choose`, `type`, `key`, `edit`, the name of something to do, or empty.
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
        "look": _("Look"), "money": _("Language and money"),
        "alerts": _("Alerts"), "privacy": _("Privacy"),
        "data": _("Data and backup"), "keys": _("Keys"), "about": _("About the program"),
    }  # fmt: skip


def origin_words() -> dict[str, str]:
    """Where a value can be from."""
    return {
        "flag": _("flag"), "env": _("environment"), "config": _("config file"),
        "default": _("default"), "book": _("this file"),
    }  # fmt: skip


def held_above(row: SetupRow, around: Surroundings) -> str:
    """Why a value cannot be changed here: what above the configuration holds it."""
    name = around.variable(row.name)
    if row.origin == "env" and name:
        words = _("{name} is set in the environment and wins; it cannot be changed here while it is.")
        return words.format(name=name)
    words = _("{setting} is set by {origin} for this run, which wins; it cannot be changed here.")
    return words.format(setting=row.title, origin=origin_words()[row.origin])


def glyph_options() -> tuple[tuple[str, str], ...]:
    """What frames and bars can be drawn with."""
    return (
        (_("what the terminal can draw"), "auto"),
        (_("Unicode: ╭─╮ ▁▄█"), "unicode"),
        (_("ASCII: +-+ _=#"), "ascii"),
    )


def colour_options() -> tuple[tuple[str, str], ...]:
    """When colour is used at all."""
    return ((_("where the terminal has it"), "auto"), (_("always"), "always"), (_("never"), "never"))


def look_rows(around: Surroundings, looks: Looks) -> tuple[SetupRow, ...]:
    """How the dashboard looks and moves, and the theme files of one's own."""
    colour, colour_from = around.setting("color")
    drawn = _("ASCII") if looks.ascii else "Unicode"
    rows = (
        SetupRow(
            name="theme", title=_("Colours"), value=theme_words(looks.theme),
            origin=around.setting("theme")[1], act="choose", note=_("The marks say what colours repeat."),
        ),
        SetupRow(
            name="glyphs", title=_("Frames and bars"), origin=around.setting("glyphs")[1], act="choose",
            value=_("auto: {drawn}").format(drawn=drawn) if looks.glyphs == "auto" else drawn,
            note=_("ASCII is for terminals that draw frames two cells wide or not at all."),
        ),
        SetupRow(
            name="color", title=_("Colour at all"), origin=colour_from, act="choose",
            value=next((words for words, each in colour_options() if each == (colour or "auto")), colour),
            note=_("Never is what NO_COLOR says: nothing is told by colour alone. From the next start."),
        ),
        _switch(
            around, "reduced_motion", _("Reduced motion"), default="false",
            note=_("Nothing slides or fades."),
        ),
        _switch(
            around, "mouse", _("Mouse"), default="true",
            note=_("Off leaves the mouse to the terminal: dragging selects text. At once."),
        ),
    )  # fmt: skip
    return (*rows, *_theme_rows(looks), *_new_theme_row(around))


def _theme_rows(looks: Looks) -> list[SetupRow]:
    rows = []
    for path, problems in looks.theme_files.problems.items():
        if path.parent == looks.theme_files.shipped:
            continue
        words = "\n".join(map(sentence, problems))
        kept = path in looks.theme_files.names
        if problems and kept:
            words += "\n" + _("The last good version is used.")
        rows.append(
            SetupRow(
                name=str(path), title=path.name, act="edit",
                value=f"ERR {words.splitlines()[0]}" if problems else "ok",
                note=words or _("Your own theme: read again whenever it is saved. Enter opens it."),
            )
        )  # fmt: skip
    return rows


def _new_theme_row(around: Surroundings) -> list[SetupRow]:
    if around.theme_folder is None:
        return []
    note = _("Copies these colours to {folder} and opens the copy in your editor.")
    return [
        SetupRow(
            name="new_theme", title=_("A theme of your own"), act="new_theme",
            note=note.format(folder=short_path(around.theme_folder)),
        )
    ]  # fmt: skip


def theme_note(note: str, figures: str) -> Content:
    """The marks in the colours of the theme, and what was measured of them."""
    return plain(
        ("!! ", "$mark-overdue bold"), _("overdue") + "   ", ("! ", "$mark-attention bold"),
        _("soon") + "   ", ("ok ", "$mark-ok"), _("paid") + "   ", ("▂▄▆█", "$chart-actual"),
        f"\n{figures or note}",
    )  # fmt: skip


def figures_words(figures: ThemeFigures | None) -> str:
    """Contrast and colour vision of a theme, in one line."""
    if figures is None:
        return _("The terminal's own colours: nobody here can measure them.")
    words = _("Contrast !! {overdue} ! {attention} ok {ok} {level} · marks {apart} apart (20 are needed)")
    return words.format(
        overdue=f"{figures.overdue:.1f}",
        attention=f"{figures.attention:.1f}",
        ok=f"{figures.ok:.1f}",
        level=figures.level or _("too little"),
        apart=f"{figures.apart:.0f}",
    )


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
        _order_row(answers),
    )  # fmt: skip


def _order_row(answers: Answers) -> SetupRow:
    """What triage goes by, which is kept in the file."""
    order = answers.triage_order()
    words = order_words(order_text(order))
    note = _("Where cash does not reach, triage goes by it. Enter changes it:")
    return SetupRow(
        name="triage_order", title=_("What is worse"), value=words, act="order",
        origin="default" if order == DEFAULT else "book", note=f"{note}\n{words}",
    )  # fmt: skip


def alert_rows(around: Surroundings, answers: Answers) -> tuple[SetupRow, ...]:
    """What alerts tell and what runs them."""
    runs = answers.alert_runs()
    stale = answers.alerts_stale()
    last = around.local(runs[0].at) if runs else _("never so far")
    return (
        _details(around),
        SetupRow(
            name="cron", title=_("Run them daily"), value=around.cron_line or "-", act="cron",
            note=_("Enter copies this line; add it with crontab -e:") + f"\n{around.cron_line}",
        ),
        SetupRow(
            name="last_run", title=_("Last run"), value=f"! {last}" if stale else last,
            note=f"{last}\n" + _("Alerts have not run for 36 hours or more.") if stale
            else f"{last}\n" + _("Every run, and what it sent, is listed under 7 Alerts."),
        ),
    )  # fmt: skip


def privacy_rows(around: Surroundings, answers: Answers) -> tuple[SetupRow, ...]:
    """What others may see."""
    path = answers.file_path()
    try:
        open_to_others = bool(path.stat().st_mode & 0o077)
    except OSError:
        open_to_others = False
    return (
        _switch(
            around, "hide_amounts", _("Hide amounts at start"), default="false",
            note=_("The key {key} hides and shows them at any time.").format(key=_hide_key()),
        ),
        _details(around),
        SetupRow(
            name="mode", title=_("Who can read the file"),
            value="! " + _("others on this machine too") if open_to_others else _("only you"),
            note=_("chmod 600 makes a file one's own:") + f"\n{short_path(path)}" if open_to_others
            else _("The file, its copies and the configuration are made so that only you can read them."),
        ),
    )  # fmt: skip


def _hide_key() -> str:
    return next(each.key for each in commands() if each.id == "app.hide")


def _details(around: Surroundings) -> SetupRow:
    return _switch(
        around, "alerts.details", _("Alerts tell names and amounts"), default="false",
        note=_("Without, an alert says only that a payment is due."),
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
            name="seal", title=_("Make an encrypted copy"), act="seal",
            note=_("Asks twice for a passphrase. Without it nobody opens the copy again, you neither."),
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
            value=copy_words(copy.reason.value, sealed=copy.sealed), origin=size_text(copy.bytes),
            act="unseal" if copy.sealed else "restore",
            note=_("Enter asks whether to put it in the place of the file, which is moved aside."),
        )
        for copy in answers.backups()
    ]  # fmt: skip
    return tuple(rows)


def key_rows(chosen: Mapping[str, str]) -> tuple[SetupRow, ...]:
    """Every command with its keys; Enter gives it another."""
    rows = []
    for command in commands():
        keys = keys_text(keys_in_use(command, chosen))
        rows.append(
            SetupRow(
                name=command.id, title=command.row, value=keys or command.shown,
                origin="config" if command.id in chosen else "default", act="key" if command.keys else "",
                note=f"{command.what} ({command.id})",
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
        Column(title=_("Value"), width=18, grow=True),
        Column(title=_("From"), width=11, least=50),
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
