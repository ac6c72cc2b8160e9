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
            screens=("home", "loans", "loan", "plan", "welcome"),
        ),
        Command(
            id="loan.edit", keys=("e", "ｅ", "f2"), action="screen.edit_loan", area=loan, title=_("Edit"),
            help=_("Change the loan and its autopay; in a list of payments, the payment."),
            screens=("home", *one),
        ),
        Command(
            id="loan.delete", keys=("d", "ｄ", "delete"), action="screen.delete_loan", area=loan,
            title=_("Delete"), screens=one,
            help=_("Move the loan to the trash, in a list of payments the payment; {undo} brings it back."),
        ),
        Command(
            id="loan.restore", keys=(), action="app.restore_loan", area=loan, title=_("restore"),
            help=_("The trash: bring back a loan, payment, account, income or expense."),
        ),
    )  # fmt: skip


def page_commands() -> tuple[Command, ...]:
    """The page of one loan."""
    loan, payment, payoff, here = _("loan"), _("payment"), _("payoff"), ("loan",)
    return (
        Command(
            id="payment.edit", keys=(), action="screen.edit_payment", area=payment, title=_("Edit"),
            help=_("Correct a payment of the list, its state too; Enter or {edit} on its row."), screens=here,
        ),
        Command(
            id="payment.delete", keys=(), action="screen.delete_payment", area=payment, title=_("Delete"),
            help=_("Move a payment of the list to the trash; {delete} on its row, {undo} brings it back."),
            screens=here,
        ),
        Command(
            id="charge.add", keys=("c", "ｃ", "f5"), action="screen.add_charge", area=loan,
            title=_("charge"), screens=here,
            help=_("Record what the lender charged: a purchase, interest, a fee, a penalty."),
        ),
        Command(
            id="waiver.add", keys=("w", "ｗ", "ctrl+y"), action="screen.add_waiver", area=loan,
            title=_("waiver"), screens=here,
            help=_("Record what the lender let go of: penalty, fee, interest or principal."),
        ),
        Command(
            id="statement.add", keys=("s", "ｓ", "ctrl+l"), action="screen.add_statement", area=loan,
            title=_("statement"), screens=here,
            help=_("Record a card statement as printed; it wins over what was estimated."),
        ),
        Command(
            id="terms.change", keys=("t", "ｔ", "ctrl+t"), action="screen.change_terms", area=loan,
            title=_("new terms"), screens=here,
            help=_("Change the terms from a day on, and see the schedule to come before saving."),
        ),
        Command(
            id="claim.add", keys=("l", "ｌ", "ctrl+k"), action="screen.claim", area=loan,
            title=_("lender's balance"), screens=here,
            help=_("Type what the lender says is owed; the difference to ours is explained line by line."),
        ),
        Command(
            id="claim.remove", keys=(), action="screen.remove_claim", area=loan,
            title=_("remove the lender's balance"), screens=here,
            help=_("Move the latest balance that the lender claimed to the trash."),
        ),
        Command(
            id="payment.refund", keys=("r", "ｒ", "ctrl+w"), action="screen.refund", area=payment,
            title=_("get back"), screens=here,
            help=_("Chase money that was taken twice or wrongly; or say that it is no duplicate."),
        ),
        Command(
            id="loan.autopay", keys=("m", "ｍ", "ctrl+n"), action="screen.autopay", area=loan,
            title=_("autopay"), screens=here,
            help=_("When, how much and from where the bank takes what is due, and what if it fails."),
        ),
        Command(
            id="payoff.later", keys=("right",), action="screen.payoff_move(1)", area=payoff,
            title=_("a day later"), help=_("What settles the loan a day later."), screens=here, shown="→",
        ),
        Command(
            id="payoff.earlier", keys=("left",), action="screen.payoff_move(-1)", area=payoff,
            title=_("a day earlier"), help=_("What settles the loan a day earlier, never before today."),
            screens=here, shown="←",
        ),
        Command(
            id="payoff.on", keys=("o", "ｏ", "ctrl+o"), action="screen.payoff_on", area=payoff,
            title=_("on a date"), help=_("Type the day on which the loan would be paid off."),
            screens=here,
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
            help=_("Mark the loan, to pay or close several at once; {pay} pays the marked ones."), footer=35,
            screens=here, shown=_("Space"),
        ),
        Command(
            id="list.mark_down", keys=("shift+down",), action="screen.mark_range(1)", area=loans,
            title=_("mark on"), help=_("Mark this loan and the next."), screens=here, shown="Shift+↓",
        ),
        Command(
            id="list.mark_up", keys=("shift+up",), action="screen.mark_range(-1)", area=loans,
            title=_("mark back"), help=_("Mark this loan and the one before."), screens=here, shown="Shift+↑",
        ),
        Command(
            id="list.mark_all", keys=("m", "ｍ", "ctrl+t"), action="screen.mark_all", area=loans,
            title=_("mark all"), help=_("Mark every loan that passes the filter."), screens=here,
        ),
        Command(
            id="list.account", keys=("o", "ｏ", "ctrl+w"), action="screen.move_loans", area=loans,
            title=_("account"), screens=here,
            help=_("Have the marked loans, or that of the row, paid from another account."),
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
