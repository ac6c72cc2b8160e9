"""The commands of the Due screen, and of the banner of Home."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def due_commands() -> tuple[Command, ...]:
    """Moving in the calendar, and its other views."""
    due, here = _("due"), ("due",)
    return (
        Command(
            id="home.risk", keys=("w", "ｗ", "f5"), action="screen.risk", area=_("home"),
            title=_("the worst first"), help=_("Open what the banner is about."), screens=("home",),
        ),
        Command(
            id="go.due", keys=("3", "３"), action="app.go('due')", area=due, title=_("open"),
            help=_("The month's dues as a calendar or an agenda, and the year ahead."),
        ),
        Command(
            id="due.next", keys=("tab",), action="screen.next_due(1)", area=due, title=_("Next due"),
            help=_("Go to the next due, in this month or after it."), screens=here,
        ),
        Command(
            id="due.previous", keys=("shift+tab",), action="screen.next_due(-1)", area=due, shown="Shift+Tab",
            title=_("previous due"), help=_("Go to the due before."), screens=here,
        ),
        Command(
            id="due.view", keys=("v", "ｖ", "f6"), action="screen.toggle_view", area=due, title=_("View"),
            help=_("Show the month as a calendar, as an agenda, then the twelve months ahead."), screens=here,
        ),
        Command(
            id="due.previous_month",
            keys=("left_square_bracket", "pageup", "left_black_lenticular_bracket"),
            action="screen.month(-1)", area=due, title=_("Month"), help=_("Go to the month before."),
            shown="[ ]", footer=30, screens=here,
        ),
        Command(
            id="due.next_month",
            keys=("right_square_bracket", "pagedown", "right_black_lenticular_bracket"),
            action="screen.month(1)", area=due, title=_("next month"), help=_("Go to the month after."),
            screens=here,
        ),
        Command(
            id="due.snooze", keys=("z", "ｚ", "ctrl+o"), action="screen.snooze", area=due,
            title=_("snooze the alert"), screens=here,
            help=_("Have alerts say nothing about the chosen due until a day you type."),
        ),
        Command(
            id="due.today", keys=("t", "ｔ", "f5"), action="screen.today", area=due, title=_("Today"),
            help=_("Go back to today."), screens=here,
        ),
    )  # fmt: skip
