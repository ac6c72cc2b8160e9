"""The commands of the Plan screen."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def plan_commands() -> tuple[Command, ...]:
    """What if, adopting, what was saved, why."""
    plan, here = _("plan"), ("plan",)
    return (
        Command(
            id="go.plan", keys=("4", "４"), action="app.go('plan')", area=plan, title=_("open"),
            help=_("When you are debt-free, what it costs, and where extra money does most."),
        ),
        Command(
            id="plan.more", keys=("right",), shown="←→", action="screen.budget(1)", area=plan,
            title=_("Budget"), help=_("More money a month, by a round step; ← takes it back."), footer=10,
            screens=here,
        ),
        Command(
            id="plan.less", keys=("left",), action="screen.budget(-1)", area=plan, title=_("smaller budget"),
            help=_("Less money a month, by a round step."), screens=here,
        ),
        Command(
            id="plan.adopt", keys=(), shown="Enter", action="screen.adopt", area=plan, title=_("Adopt"),
            help=_("Follow the marked plan from now on: Home, Due and alerts know it; {undo} takes it back."),
            footer=12, screens=here,
        ),
        Command(
            id="plan.edit", keys=("e", "ｅ", "f2"), action="screen.edit", area=plan, title=_("Edit"),
            help=_("Go to the fields: budget, one-off, rates, income, buffer; Esc leaves them."), footer=14,
            screens=here,
        ),
        Command(
            id="plan.method", keys=("m", "ｍ", "f5"), action="screen.method", area=plan, title=_("Method"),
            help=_("Mark the next way of paying; chart and payments follow it."), footer=16, screens=here,
        ),
        Command(
            id="plan.save", keys=("s", "ｓ", "ctrl+s"), action="screen.save", area=plan, title=_("Save"),
            help=_("Keep the marked plan under a name, to compare or adopt it later."), footer=18,
            screens=here,
        ),
        Command(
            id="plan.plans", keys=("l", "ｌ", "ctrl+l"), action="screen.plans", area=plan,
            title=_("saved plans"),
            screens=here,
            help=_("The plans that were saved: Enter takes one up, {delete} moves one to the trash."),
        ),
        Command(
            id="plan.delete", keys=("d", "ｄ", "delete"), action="screen.delete", area=plan,
            title=_("delete"), screens=here,
            help=_("Choose a saved plan to move to the trash; {undo} brings it back."),
        ),
        Command(
            id="plan.drop", keys=(), action="screen.drop", area=plan, title=_("stop following"),
            help=_("No longer follow the adopted plan; it stays among the saved ones."), screens=here,
        ),
        Command(
            id="plan.why", keys=("w", "ｗ", "ctrl+w"), action="screen.why", area=plan, title=_("why"),
            help=_("Why the marked plan is as it is, and why the debt-free date moved."), screens=here,
        ),
        Command(
            id="plan.triage", keys=("t", "ｔ", "ctrl+t"), action="screen.triage", area=plan,
            title=_("triage"), screens=here,
            help=_("When cash does not reach: what to pay first, what to skip, whom to call."),
        ),
        Command(
            id="plan.smallest", keys=("n", "ｎ", "ctrl+n"), action="screen.smallest", area=plan,
            title=_("smallest budget"), screens=here,
            help=_("Take the smallest monthly budget that meets every minimum."),
        ),
        Command(
            id="plan.freeze", keys=("f", "ｆ", "ctrl+f"), action="screen.freeze", area=plan,
            title=_("freeze loans"), screens=here,
            help=_("Choose loans that get their minimum and nothing more."),
        ),
        Command(
            id="plan.borrow", keys=("i", "ｉ", "ctrl+y"), action="screen.borrow", area=plan,
            title=_("Borrow"), footer=65, screens=here,
            help=_("Suppose a new loan, or one that pays off others: what it costs and changes."),
        ),
        Command(
            id="plan.unborrow", keys=(), action="screen.unborrow", area=plan,
            title=_("without the supposed loan"), screens=here,
            help=_("Take the supposed loan off; begin afresh does it too."),
        ),
        Command(
            id="plan.order", keys=("o", "ｏ", "ctrl+o"), action="screen.order", area=plan,
            title=_("custom order"), screens=here,
            help=_("Say which loan gets the extra money first, second, third."),
        ),
        Command(
            id="plan.currency", keys=("c", "ｃ", "ctrl+k"), action="screen.currency", area=plan,
            title=_("other currency"), screens=here,
            help=_("Plan the loans of the next currency; each has a budget of its own."),
        ),
        Command(
            id="plan.afresh", keys=("r", "ｒ", "ctrl+x"), action="screen.afresh", area=plan,
            title=_("begin afresh"), screens=here,
            help=_("Take back what was changed here: the adopted plan, or the minimums alone."),
        ),
        Command(
            id="plan.stop", keys=("escape",), action="screen.stop", area=plan, title=_("stop, leave"),
            help=_("Stop looking for the best plan, or leave a field."), screens=here,
        ),
        Command(
            id="plan.next", keys=("tab",), action="screen.next_pane(1)", area=plan, title=_("next part"),
            help=_("Go to the next field or part: plans, fields, chart, payments."), screens=here,
        ),
        Command(
            id="plan.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=plan,
            shown="Shift+Tab", title=_("previous part"), help=_("Go to the field or part before."),
            screens=here,
        ),
    )  # fmt: skip
