"""The commands that add, change and remove loans, and those of their list."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def loan_commands() -> tuple[Command, ...]:
    """One loan."""
    loan, one = _("loan"), ("loans", "loan")
    return (
        Command(
            id="loan.add", keys=("a", "ａ", "insert"), action="app.add_loan", area=loan, title=_("Add"),
            help=_("Add a loan; its name and what is owed are enough."), footer=12,
            screens=("home", "loans", "loan", "welcome"),
        ),
        Command(
            id="loan.edit", keys=("e", "ｅ", "f2"), action="screen.edit_loan", area=loan, title=_("Edit"),
            help=_("Change the loan, its terms and its autopay."), screens=one,
        ),
        Command(
            id="loan.delete", keys=("d", "ｄ", "delete"), action="screen.delete_loan", area=loan,
            title=_("Delete"), help=_("Move the loan to the trash; u brings it back."), screens=one,
        ),
        Command(
            id="loan.restore", keys=(), action="app.restore_loan", area=loan, title=_("restore"),
            help=_("Look into the trash, and bring a loan back."),
        ),
    )  # fmt: skip


def list_commands() -> tuple[Command, ...]:
    """The list of loans."""
    loans, here = _("loans"), ("loans",)
    return (
        Command(
            id="list.filter", keys=("slash", "ctrl+f", "ideographic_comma"), action="screen.filter",
            area=loans, title=_("Filter"), footer=25, screens=here,
            help=_("Show some loans only: text, or status: type: lender: apr> balance< due<7d overdue."),
        ),
        Command(
            id="list.mark", keys=("space",), action="screen.mark", area=loans, title=_("Mark it"),
            help=_("Mark the loan, to pay or close several at once; p pays the marked ones."), footer=35,
            screens=here, shown=_("Space"),
        ),
        Command(
            id="list.unmark", keys=(), action="screen.unmark", area=loans, title=_("unmark all"),
            help=_("Take the marks off all loans."), screens=here,
        ),
        Command(
            id="list.sort", keys=("s", "ｓ", "f5"), action="screen.sort", area=loans, title=_("sort"),
            help=_("Sort by due date, balance, rate, name, lender, or as added."), screens=here,
        ),
        Command(
            id="list.reverse", keys=("S", "Ｓ", "ctrl+o"), action="screen.reverse", area=loans,
            title=_("reverse"), help=_("Sort the other way round."), screens=here,
        ),
        Command(
            id="list.close", keys=("c", "ｃ", "ctrl+k"), action="screen.close_loans", area=loans,
            title=_("close"), screens=here,
            help=_("Close the marked loans, or that of the row: nothing more falls due, the history stays."),
        ),
    )  # fmt: skip
