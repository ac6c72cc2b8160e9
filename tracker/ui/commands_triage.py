"""The commands of triage: what to pay first."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def triage_commands() -> tuple[Command, ...]:
    """Opening it from anywhere, and what it does there."""
    plan, here = _("plan"), ("triage",)
    return (
        Command(
            id="go.triage", keys=(), action="app.triage", area=plan, title=_("triage"),
            help=_("When cash does not reach: what to pay first, what to skip, whom to call."),
            screens=("home", "loans", "loan", "due", "talks", "credit", "alerts", "cash"),
        ),
        Command(
            id="triage.apply", keys=("a", "ａ", "f2"), action="screen.apply", area=plan, title=_("Take over"),
            help=_("Keep the calls as follow-ups and the payments as planned; {undo} takes both back."),
            footer=10, screens=here,
        ),
        Command(
            id="triage.whole", keys=("w", "ｗ", "ctrl+w"), action="screen.whole", area=plan, title=_("Why"),
            help=_("All of it as text: calls, what follows, second best, what would change it."),
            footer=12, screens=here,
        ),
        Command(
            id="triage.days", keys=("i", "ｉ", "f5"), action="screen.days", area=plan, title=_("Days"),
            help=_("Look 14, 30 or 60 days ahead."), footer=14, screens=here,
        ),
        Command(
            id="triage.order", keys=("o", "ｏ", "ctrl+o"), action="screen.order", area=plan, title=_("Order"),
            help=_("Change your own order of what is worse."), footer=16, screens=here,
        ),
        Command(
            id="triage.next", keys=("tab",), action="screen.next_pane(1)", area=plan, title=_("next part"),
            help=_("Show the next part: about the row, what to do first, why."), screens=here,
        ),
        Command(
            id="triage.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=plan,
            shown="Shift+Tab", title=_("previous part"), help=_("Show the part before."), screens=here,
        ),
    )  # fmt: skip
