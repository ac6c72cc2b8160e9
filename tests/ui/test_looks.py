"""Colour or none, motion and the mouse: followed at once, and kept."""

from __future__ import annotations

from collections.abc import Callable

from household import LOANS, FakeAnswers
from textual.app import App
from textual.screen import ModalScreen
from waiting import drawn, until

from tracker.ui.app import Dashboard


async def test_without_colour_every_colour_is_grey(lines: Callable[[App[None]], list[str]]) -> None:
    app = Dashboard(FakeAnswers(rows=LOANS), colourless=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                colour = segment.style.color if segment.style else None
                if colour is not None and colour.triplet is not None:
                    assert len(set(colour.triplet)) == 1, segment
        assert any("!!" in line for line in lines(app))


async def test_motion_and_mouse_are_switched_from_the_palette_and_kept() -> None:
    kept: dict[str, str] = {}
    app = Dashboard(FakeAnswers(rows=LOANS), keep=kept.__setitem__)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_toggle_motion()
        app.action_toggle_mouse()
        await pilot.pause()
        assert app.animation_level == "none"
        assert not app.has_mouse
        assert kept == {"reduced_motion": "true", "mouse": "false"}
        app.action_toggle_mouse()
        app.action_toggle_motion()
        assert (app.has_mouse, app.animation_level) == (True, "full")
        assert kept == {"reduced_motion": "false", "mouse": "true"}


async def test_a_dialog_that_was_never_painted_is_drawn_over_its_screen(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, ModalScreen), "the palette did not open")
        app.screen.refresh()
        assert "1 Home" in "".join(drawn(app))
