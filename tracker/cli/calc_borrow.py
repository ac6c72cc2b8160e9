"""`debt calc borrow`: what a new loan would do, before it is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.borrow_rows import show_borrowing
from tracker.cli.calc import FIELDS
from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.loan_add import HELP, given
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.borrow.answers import Borrowing

_TERMS = (
    *((name, text) for name, text in FIELDS if name not in ("principal", "start")),
    ("start", N_("When it is received; today if not given.")),
    ("upfront_fee", HELP["upfront_fee"]),
    ("received", N_("What really reaches you; the amount less the upfront fee if not given.")),
    (
        "account",
        N_("The account it is paid into and its dues are paid from; that which holds most if not given."),
    ),
    ("product", N_("The kind of credit that rules go by, such as online_loan.")),
)


def _words(function: F) -> F:
    """One option for each field."""
    for name, text in reversed(_TERMS):
        flag = f"--{name.replace('_', '-')}"
        function = option(flag, name, metavar=N_("TEXT"), help=text)(function)
    return function


@command(
    "debt calc borrow 6000 --rate 24% --periods 12 --upfront-fee 300 --account CMB",
    "debt calc borrow 6000 --method informal --periods 10 --to-pay jiebei",
    "debt calc borrow 20000 --method flat_fee --fee-rate 0.6% --periods 12 --json",
    help=N_(
        "What a new loan would do before it is taken out: its true yearly rate beside your dearest and"
        " cheapest loan, the dues of a month, the first shortfall, the end of all debts, what it costs, and"
        " what paying another loan out of it saves or costs. Nothing is stored, and it is no advice."
    ),
)
@argument("amount")
@_words
@option("--to-pay", "to_pay", metavar="LOAN", help=N_("The loan that is paid out of it."))
@option("--currency", metavar="CODE", help=N_("ISO code; that of the book if not given."))
@typed
def borrow_command(
    session: Session, *, amount: str, to_pay: str | None, currency: str | None, **fields: str | None
) -> None:
    """Look at a loan before it is taken out."""
    from tracker.domain.typed.currencies import parse_currency
    from tracker.services.borrow.guard import borrow

    told = given(fields) | {"principal": amount}
    if session.flags.get("rate_unit") == "percent" and "rate" in told and "%" not in told["rate"]:
        told["rate"] += "%"
    with session.book() as book:
        code, problems = parse_currency(currency) if currency else (book.currency, ())
        if code is None:
            raise refuse(problems)
        other = session.loan(book, to_pay) if to_pay else None

        def attempt(got: dict[str, str]) -> Checked[Borrowing]:
            return borrow(book, got, currency=code, to_pay=other)

        view = settle(session, told, attempt)
    show_borrowing(session, view)
