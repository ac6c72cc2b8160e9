"""The commands about how the dashboard looks and what it takes from the terminal; keys only where needed."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def look_commands() -> tuple[Command, ...]:
    """In the order of the palette."""
    app = _("app")
    return (
        Command(
            id="app.theme", keys=(), action="app.next_theme", area=app, title=_("next colours"),
            help=_("Switch to the next colour theme."),
        ),
        Command(
            id="app.choose_theme", keys=(), action="app.choose_theme", area=app, title=_("choose colours"),
            help=_("Choose a colour theme; each is shown while it is looked at."),
        ),
        Command(
            id="app.glyphs", keys=(), action="app.next_glyphs", area=app, title=_("frames and bars"),
            help=_("Draw frames, bars and charts with Unicode or with plain ASCII characters."),
        ),
        Command(
            id="app.motion", keys=(), action="app.toggle_motion", area=app, title=_("motion"),
            help=_("Turn sliding and fading off, or on again."),
        ),
        Command(
            id="app.mouse", keys=(), action="app.toggle_mouse", area=app, title=_("mouse"),
            help=_("Leave the mouse to the terminal, which then selects text; or take it back."),
        ),
        Command(
            id="app.suspend", keys=(), action="app.suspend_process", area=app, title=_("suspend"),
            help=_("Go back to the shell; fg brings the dashboard back."),
        ),
    )  # fmt: skip
