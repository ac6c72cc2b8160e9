"""The commands of the Alerts screen."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def alert_commands() -> tuple[Command, ...]:
    """What is open, the rules, the channels, the scheduler."""
    area, here = _("alerts"), ("alerts",)
    return (
        Command(
            id="go.alerts", keys=("7", "７"), action="app.go('alerts')", area=area, title=_("open"),
            help=_("What is open and what to do next; rules, channels, and whether cron runs alerts."),
        ),
        Command(
            id="alerts.clear", keys=("c", "ｃ", "f5"), action="screen.clear", area=area, title=_("Clear"),
            help=_(
                "Say nothing more about the row, or the marked ones, for that due date; {undo} undoes it."
            ),
            footer=20, screens=here,
        ),
        Command(
            id="alerts.snooze", keys=("z", "ｚ", "ctrl+o"), action="screen.snooze", area=area,
            title=_("Snooze"), help=_("Say nothing about the row, or the marked ones, until a day you type."),
            footer=22, screens=("alerts",),
        ),
        Command(
            id="alerts.wake", keys=("w", "ｗ", "ctrl+w"), action="screen.wake", area=area, title=_("wake"),
            help=_("Have what was put off or cleared speak again."), screens=here,
        ),
        Command(
            id="alerts.mark", keys=("space",), action="screen.mark", area=area, title=_("mark, switch"),
            help=_("Mark the row of the inbox; in the rules, switch the rule on or off."), screens=here,
            shown=_("Space"),
        ),
        Command(
            id="alerts.mark_all", keys=("m", "ｍ", "ctrl+t"), action="screen.mark_all", area=area,
            title=_("mark all"), help=_("Mark every row that passes the filter, or take all marks off."),
            screens=here,
        ),
        Command(
            id="alerts.filter", keys=("slash", "ctrl+f", "ideographic_comma"), action="screen.filter",
            area=area, title=_("filter"), help=_("Show only what has some words in it."), screens=here,
        ),
        Command(
            id="alerts.cleared", keys=("h", "ｈ", "ctrl+x"), action="screen.show_cleared", area=area,
            title=_("show cleared"), help=_("Show what was cleared, too; again leaves it out."), screens=here,
        ),
        Command(
            id="alerts.edit", keys=("e", "ｅ", "f2"), action="screen.edit", area=area,
            title=_("edit the rule"),
            help=_("Change the days of a rule, the quiet hours, or the most messages a day."), screens=here,
        ),
        Command(
            id="alerts.reset", keys=("r", "ｒ", "ctrl+k"), action="screen.reset", area=area,
            title=_("reset the rule"), help=_("Give the rule of the row the days it came with."),
            screens=here,
        ),
        Command(
            id="alerts.add", keys=("a", "ａ", "insert"), action="screen.add_channel", area=area,
            title=_("add channel"), screens=here,
            help=_("Add a way by which alerts reach you; its address is never shown."),
        ),
        Command(
            id="alerts.test", keys=("t", "ｔ", "ctrl+n"), action="screen.test_channel", area=area,
            title=_("test channel"), help=_("Send a test message through the channel of the row."),
            screens=here,
        ),
        Command(
            id="alerts.remove", keys=("d", "ｄ", "delete"), action="screen.remove_channel", area=area,
            title=_("remove channel"), help=_("Take the channel of the row out; asks first."), screens=here,
        ),
        Command(
            id="alerts.copy", keys=("l", "ｌ", "ctrl+l"), action="screen.schedule", area=area,
            title=_("the line for cron"), screens=here,
            help=_("Show and copy the line that makes cron run the alerts, and how to install it."),
        ),
        Command(
            id="alerts.view", keys=("v", "ｖ", "f6"), action="screen.toggle_view", area=area,
            title=_("what was sent"), help=_("Show what went out in place of the runs, and back."),
            screens=here,
        ),
        Command(
            id="alerts.next", keys=("tab",), action="screen.next_pane(1)", area=area, title=_("Lists"),
            help=_("Go to the next list: inbox, rules, channels, message, log."), footer=30, screens=here,
        ),
        Command(
            id="alerts.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=area,
            shown="Shift+Tab", title=_("previous list"), help=_("Go to the list before."), screens=here,
        ),
    )  # fmt: skip
