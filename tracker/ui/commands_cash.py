"""The commands of the Cash screen."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def cash_commands() -> tuple[Command, ...]:
    """Accounts, what comes and goes, the forecast, top-ups."""
    cash, here = _("cash"), ("cash",)
    return (
        Command(
            id="go.cash", keys=("0", "０"), action="app.go('cash')", area=cash, title=_("open"),
            help=_("Accounts, what comes and goes, where it fails first, and what prevents it."),
        ),
        Command(
            id="cash.add", keys=("a", "ａ", "insert"), action="screen.add", area=cash, title=_("Add"),
            help=_("Add an account; in the list of what comes and goes an income or expense."), footer=10,
            screens=here,
        ),
        Command(
            id="cash.top_up", keys=("t", "ｔ", "f5"), action="screen.top_up", area=cash, title=_("Top up"),
            help=_("Record money you moved into an account; begins with what the shortfall needs."),
            footer=12, screens=here,
        ),
        Command(
            id="cash.tell", keys=("o", "ｏ", "ctrl+o"), action="screen.tell('came')", area=cash,
            title=_("It came"), help=_("Say that an income or expense came, moved to another day, or not."),
            footer=14, screens=here,
        ),
        Command(
            id="cash.moved", keys=(), action="screen.tell('moved')", area=cash, title=_("another day"),
            help=_("Say that an income or expense comes on another day."), screens=here,
        ),
        Command(
            id="cash.missed", keys=(), action="screen.tell('missed')", area=cash, title=_("does not come"),
            help=_("Say that an income or expense does not come this time."), screens=here,
        ),
        Command(
            id="cash.include", keys=("l", "ｌ", "ctrl+l"), action="screen.include", area=cash,
            title=_("Likely"), help=_("Count income that is likely too, then hoped for, then only sure."),
            footer=16, screens=here,
        ),
        Command(
            id="cash.edit", keys=("e", "ｅ", "f2"), action="screen.edit", area=cash, title=_("edit"),
            help=_("Change the account, income or expense of the row."), screens=here,
        ),
        Command(
            id="cash.delete", keys=("d", "ｄ", "delete"), action="screen.delete", area=cash,
            title=_("delete"), screens=here,
            help=_("Move what the row is about to the trash; {undo} brings it back."),
        ),
        Command(
            id="cash.add_account", keys=(), action="screen.add_entry('accounts')", area=cash,
            title=_("add account"), help=_("Add an account that payments come from."), screens=here,
        ),
        Command(
            id="cash.add_income", keys=(), action="screen.add_entry('events')", area=cash,
            title=_("add income or expense"), help=_("Add money that comes or goes, once or by a rule."),
            screens=here,
        ),
        Command(
            id="cash.next", keys=("tab",), action="screen.next_pane(1)", area=cash, title=_("next list"),
            help=_("Go to the next list: forecast, shortfalls, accounts, what comes and goes, moved."),
            screens=here,
        ),
        Command(
            id="cash.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=cash,
            shown="Shift+Tab", title=_("previous list"), help=_("Go to the list before."), screens=here,
        ),
    )  # fmt: skip
