"""Waiting for what a thread or a timer brings to the screen, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot

DEADLINE_SECONDS = 60.0
"""Only a test that fails waits this long."""


async def until(pilot: Pilot[None], holds: Callable[[], bool], what: str = "") -> None:
    """Let the dashboard go on until `holds()` is true; AssertionError with `what` past the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(what or "what was waited for did not come")
        await pilot.pause(0.02)


async def shows(pilot: Pilot[None], text: str) -> None:
    """Wait until the screen shows `text`; runs of blanks count as one."""

    wanted = " ".join(text.split())
    await until(pilot, lambda: wanted in " ".join("".join(drawn(pilot.app)).split()), wanted)


async def settled(pilot: Pilot[None], lines: Callable[[], list[str]]) -> list[str]:
    """The screen once no worker runs and it stood still for three looks; AssertionError past the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    found, same = lines(), 0
    while same < 3:
        if time.monotonic() > end:
            raise AssertionError("the screen did not come to rest:\n" + "\n".join(found))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.03)
        now = lines()
        found, same = now, same + 1 if now == found else 0
    return found


def drawn(app: App[None]) -> list[str]:
    """What the terminal would show, line by line.

    A dialog drawn without knowing what lies behind it keeps a blank background until something changes there.
    """
    visible_screen_stack.set(app._background_screens)
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]
