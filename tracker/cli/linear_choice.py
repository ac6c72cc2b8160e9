"""Which loan a payment is for, and what is open of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.cli.linear_page import BackError
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import LONGEST, late, not_in_menu, pair, place_of
from tracker.domain.text import normal
from tracker.locale import _
from tracker.locale.joining import phrased

if TYPE_CHECKING:
    from tracker.services.views import LoanRow


def which_loan(talk: Talk) -> LoanRow | None:
    """The loan a person means, by its number here or by a part of its name."""
    from tracker.services.loan.listing import list_loans

    found = list_loans(talk.book)
    if not found:
        talk.line(_("There are no loans. debt loan add NAME --balance AMOUNT adds one."))
        return None
    found = tuple(sorted(found, key=lambda row: (-row.days_past_due, row.next_due_on or date.max)))

    def repeat() -> None:
        talk.lines(
            [f"{number} {pair(row.loan, what_is_open(talk, row))}" for number, row in enumerate(found, 1)]
        )

    repeat()
    while True:
        text = talk.ask(
            _("Which loan? Type its number or a part of its name:"),
            repeat=repeat,
            help=[_("The loans are read with what is open of them, the latest first.")],
        )
        place = place_of(normal(text), len(found))
        if place is not None:
            return found[place]
        if len(text) > LONGEST:
            talk.line(not_in_menu(text, len(found)))
            continue
        named = _named(talk, text)
        if named is not None:
            return named


def _named(talk: Talk, text: str) -> LoanRow | None:
    """The loan of a name; a number here is a place in the list, never the number in the file."""
    from tracker.cli.errors import explain
    from tracker.services.loan.find import AmbiguousLoanError, LoanNotFoundError, find_loan

    try:
        loan_id = find_loan(talk.book, text).id
    except AmbiguousLoanError as error:
        talk.line(_("{name} can mean several loans:").format(name=error.text))
        try:
            place = talk.choose(_("Which of them?"), [name for _number, name in error.matches])
        except BackError:
            return None
        loan_id = error.matches[place][0]
    except LoanNotFoundError as error:
        known = explain(error)
        talk.line(known.message if known else error.text)
        talk.line(_("An empty line reads the loans again."))
        return None
    if normal(text) == str(loan_id):
        talk.line(_("{answer} is not in the list; an empty line reads the loans again.").format(answer=text))
        return None
    return loan_of(talk, loan_id)


def loan_of(talk: Talk, loan_id: int) -> LoanRow | None:
    """The loan of a number in the file, unless it is gone by now."""
    from tracker.services.loan.listing import loan_row

    found = loan_row(talk.book, loan_id)
    if found is None:
        talk.line(_("This loan is not there any more."))
    return found


def what_is_open(talk: Talk, row: LoanRow) -> str:
    """What is open of a loan, in words."""
    minor = row.to_pay_minor
    if minor is None:
        return _("no due is known")
    if row.overdue_minor:
        parts = [_("{amount} overdue").format(amount=talk.money(row.overdue_minor, row.currency))]
        if row.charges_open_minor:
            charges = talk.money(row.charges_open_minor, row.currency)
            parts.append(_("{amount} of charges").format(amount=charges))
        return phrased((*parts, late(row.days_past_due)))
    amount = talk.money(minor, row.currency, estimate=row.next_estimate)
    on = row.next_due_on.isoformat() if row.next_due_on else "?"
    return _("{amount} due on {on}").format(amount=amount, on=on)
