"""Copying text: by a program of the system if there is one, else by way of the terminal, and saying which."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.ui.commands import keys_of
from tracker.ui.text import fit
from tracker.ui.widgets.panel import TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.screen import Screen

    from tracker.ui.app import Dashboard

_SECONDS = 2.0
_SHOWN = 40
_MOST_BY_TERMINAL = 50_000
"""Bytes beyond which terminals cut what they are sent, or drop it."""


def copy_natively(text: str, environ: Mapping[str, str]) -> str:
    """The name of the program that took the text; empty if none did."""
    for name, needs, more in (
        ("wl-copy", "WAYLAND_DISPLAY", ()),
        ("xclip", "DISPLAY", ("-selection", "clipboard")),
        ("xsel", "DISPLAY", ("--clipboard", "--input")),
        ("pbcopy", "", ()),
        ("clip.exe", "WSL_DISTRO_NAME", ()),
    ):
        path = shutil.which(name) if not needs or environ.get(needs) else None
        if path is None:
            continue
        try:
            done = subprocess.run(  # noqa: S603 -- one of the five above, the text as its input
                [path, *more], input=text, text=True, encoding="utf-8", timeout=_SECONDS, check=False,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return name
    return ""


def hand_over(dashboard: Dashboard, text: str, what: str) -> None:
    """Copy a text, `what` it is in words; the system's program may take a while, so nobody waits for it."""

    async def copy() -> None:
        program = await asyncio.to_thread(copy_natively, text, os.environ)
        if program:
            dashboard.say(_("Copied with {program}: {what}").format(program=program, what=what))
        elif len(text.encode()) > _MOST_BY_TERMINAL:
            words = _("Not copied: {what} is more than a terminal takes. {key} writes it to a file.")
            dashboard.say(words.format(what=what, key=keys_of("view.export")), warning=True)
        else:
            dashboard.copy_to_clipboard(text)
            words = _(
                "Sent to the terminal, which may or may not take it: {what}. If it is not there to paste,"
                " {key} writes a file."
            )
            dashboard.say(words.format(what=what, key=keys_of("view.export")))

    dashboard.run_worker(copy(), exclusive=False)


def briefly(text: str) -> str:
    """The beginning of a text, for the message about it."""
    return fit(" ".join(text.split()), _SHOWN).rstrip()


def list_in_front(screen: Screen[None]) -> VirtualList | None:
    """The list that keys are about: that with the focus, else the first with rows."""
    focused = screen.focused
    if isinstance(focused, VirtualList):
        return focused
    return next((each for each in screen.query(VirtualList) if each.is_on_screen and each.count), None)


def row_text(rows: VirtualList) -> str:
    """The row of the cursor as it is shown, what is empty left out."""
    line = rows.line(rows.cursor)
    return "" if line is None else "  ".join(cell for cell in line.cells if cell.strip())


def list_text(rows: VirtualList) -> str:
    """Every row with tabs between the columns, under their names."""
    return "\n".join(("\t".join(rows.titles), *("\t".join(cells) for cells in rows.texts())))


def panels_text(screen: Screen[None]) -> str:
    """The words of the framed texts that are seen."""
    return "\n\n".join(_panels(screen))


def _panels(screen: Screen[None]) -> Iterator[str]:
    for panel in screen.query(TextPanel):
        text = str(panel.content).strip()
        if panel.is_on_screen and text:
            title = str(panel.border_title or "")
            yield f"{title}\n{text}" if title else text
