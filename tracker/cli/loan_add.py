"""`debt loan add, edit, terms`: one option for each word of a loan and its terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.cli.command import F, argument, command, option
from tracker.cli.output import Table
from tracker.cli.reading import maybe_on, rate_unit, settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.loan.reading import LOAN_FIELDS, TERMS_FIELDS
from tracker.domain.problems import Checked
from tracker.locale import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.services.views import Done

HELP = {
    "name": N_("What you call it."),
    "lender": N_("Who is owed."),
    "method": N_(
        "level_payment, equal_principal, interest_only, bullet, flat_fee, revolving, custom or informal; "
        "inferred from the terms if not given."
    ),
    "currency": N_("ISO code; that of the book if not given."),
    "balance": N_("What is owed now (or on --as-of)."),
    "principal": N_("What was lent."),
    "opened": N_("When it was lent."),
    "as_of": N_("The date the balance is of; today if not given."),
    "stake": N_(
        "What is lost if it is not paid, for debt plan triage: home, secured (goods you need), legal (court,"
        " tax) or none; `-` is not known."
    ),
    "note": N_("A note."),
    "rate": N_("As quoted: 24%, 0.05%/day, 2%/month."),
    "day_count": N_("How days become years: equal_months, actual_365, actual_360, thirty_360 …"),
    "every": N_("How often it is due: week, two_weeks, month, quarter, half_year, year."),
    "periods": N_("How many instalments."),
    "first_number": N_("The number of the first instalment, if some were paid before."),
    "payment": N_("The instalment."),
    "first_due": N_("When the first instalment is due."),
    "due_day": N_("The day of the month it is due; 31 is the last."),
    "lead_days": N_("How many days before the due date to pay."),
    "fee_rate": N_("Fee for each instalment, in percent of the principal."),
    "upfront_fee": N_("Fee taken off when it was lent."),
    "grace_days": N_("Days after the due date without consequence."),
    "late_fee": N_("Fee for a missed instalment: a sum or a percentage."),
    "late_fee_floor": N_("The least such a fee can be."),
    "late_fee_cap": N_("The most such a fee can be."),
    "penalty_rate": N_("Rate on what is overdue; +50% raises the contract's by half."),
    "allocation": N_("The order a payment meets: penalty,fee,interest,principal."),
    "scope": N_("instalment: the oldest is finished first; across: one part of all of them."),
    "allocation_after_days": N_("Days past due after which another order holds."),
    "allocation_after": N_("That other order."),
    "rounding": N_("half_up, down or up."),
    "excess": N_("What is paid beyond the due goes to: principal or advance."),
    "statement_day": N_("The day of a card's statement."),
    "minimum_percent": N_("A card's minimum, in percent of the balance."),
    "minimum_floor": N_("The least such a minimum can be."),
    "limit": N_("The credit limit."),
    "promo_until": N_("When a promotion ends."),
    "prepay_fee": N_("Fee for clearing it early, in percent."),
    "prepay_fee_until": N_("Until when that fee is charged."),
}
"""What each word of a loan means."""


def words(fields: Sequence[str]) -> Callable[[F], F]:
    """One option for each field, named as the field is."""

    def add(function: F) -> F:
        for field in reversed(fields):
            function = option(f"--{field.replace('_', '-')}", field, metavar=N_("TEXT"), help=HELP[field])(
                function
            )
        return function

    return add


def given(fields: dict[str, str | None]) -> dict[str, str]:
    """The fields that were typed."""
    return {name: text for name, text in fields.items() if text is not None}


@command(
    "debt loan add Jiebei --balance 12000",
    'debt loan add "Car loan" --principal 80000 --rate 4.9% --periods 36 --opened 2026-01-17',
    'debt loan add "CMB card" --method revolving --balance 8200 --statement-day 5 --due-day 23',
    "debt loan add Fast --principal 6000 --rate 24% --periods 12 --upfront-fee 300 --guard",
    help=N_(
        "Add a loan. Name and balance are enough; what is not given stays unknown. Of amount, rate, number "
        "and payment three give the fourth. '-' says that something is not known."
    ),
)
@argument("name")
@words(LOAN_FIELDS[1:])
@words(TERMS_FIELDS)
@option(
    "--past-dues",
    "past_dues",
    metavar="open|paid",
    help=N_("What fell due before today: open, or paid on time; open if not given."),
)
@option(
    "--guard",
    is_flag=True,
    help=N_("First show what the loan does to what you owe, as debt calc borrow does; a terminal then asks."),
)
@typed
def add_command(session: Session, *, name: str, guard: bool, **fields: str | None) -> None:
    """Add a loan."""
    from tracker.services.loan.whole import add_whole

    unit, told, seen = rate_unit(session), {"name": name, **given(fields)}, None
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return add_whole(book, got, rate_unit=unit)

        if guard:
            from tracker.cli.borrow_rows import look_first

            told, seen = look_first(session, book, told, unit)
        done = settle(session, told, attempt)
    if seen is not None and session.out.form == "json":
        from tracker.cli.borrow_rows import done_with

        done_with(session, done, seen)
    else:
        session.done((done, ()))


@command(
    'debt loan edit jiebei --name "Jiebei (Ant)"',
    "debt loan edit 3 --balance 11800 --as-of 2026-11-01",
    help=N_("Change what a loan is called and where it started."),
)
@argument("loan", metavar="ID")
@words(tuple(each for each in LOAN_FIELDS if each != "currency"))
@typed
def edit_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Edit a loan."""
    from tracker.services.loan.change import edit_loan

    with session.book() as book:
        meant = session.loan(book, loan)

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return edit_loan(book, meant.id, got, version=meant.version)

        done = settle(session, _needed(given(fields)), attempt)
    session.done((done, ()))


@command(
    "debt loan terms jiebei",
    "debt loan terms jiebei --rate 0.04%/day --from 2026-12-01",
    "debt loan terms jiebei --due-day 9 --grace-days 3",
    help=N_(
        "Show the terms, or change them. With --from new ones begin on that date and the old ones stay; on "
        "the date those in force began it corrects them. Without --from they are corrected too, unless "
        "something was paid or due by them: then the new ones hold from today."
    ),
)
@argument("loan", metavar="ID")
@option("--from", "begins", metavar=N_("DATE"), help=N_("When the new terms begin."))
@words(TERMS_FIELDS)
@typed
def terms_command(session: Session, *, loan: str, begins: str | None, **fields: str | None) -> None:
    """Show or change terms."""
    from tracker.services.loan.change import change_terms

    typed_fields = given(fields)
    begins_on = maybe_on(session, begins, field="from")
    unit = rate_unit(session)
    with session.book() as book:
        meant = session.loan(book, loan)
        if not typed_fields:
            _show_terms(session, meant.id, loan)
            return

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return change_terms(book, meant.id, got, effective_on=begins_on, rate_unit=unit)

        done = settle(session, typed_fields, attempt)
    session.done((done, ()))


def _needed(fields: dict[str, str]) -> dict[str, str]:
    from tracker.cli.errors import usage

    if not fields:
        raise usage(_("Nothing to change was given."))
    return fields


def _show_terms(session: Session, loan_id: int, text: str) -> None:
    from tracker.cli.errors import refuse
    from tracker.cli.loan_lines import cost_json, cost_lines, terms_fields, terms_lines
    from tracker.domain.problems import Problem
    from tracker.services.loan.read import loan_view

    with session.book() as book:
        view = loan_view(book, loan_id)
    if view is None:
        raise refuse((Problem(code="gone", field="loan", value=text),))
    code = view.row.currency
    data = [{"effective_on": each.effective_on, **terms_fields(each, code)} for each in view.terms]

    def table() -> Table:
        found: list[tuple[str, ...]] = []
        for each in view.terms:
            begins = each.effective_on.isoformat()
            for name, value in terms_lines(each, code):
                found.append((begins, name, value))
                begins = ""
        return Table((_("Since"), _("Term"), _("Value")), found)

    drawn = session.rows(
        "loan.terms", data, table, loan_id=loan_id, loan=view.row.loan, true_rate=cost_json(view)
    )
    if drawn and (rate := cost_lines(view)):
        session.out.line()
        session.pairs(rate)
