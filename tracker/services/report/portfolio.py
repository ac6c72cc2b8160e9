"""The report of the whole book: totals, what is late, every loan, the balance over time, the year so far."""

from __future__ import annotations

from tracker.formats.paper import Document, Grid, Items, Paragraph, Part
from tracker.locale import _, ngettext
from tracker.locale.amounts import format_rate
from tracker.locale.loan import method_word, state_word
from tracker.services.book import Book
from tracker.services.due import list_dues
from tracker.services.home import balances
from tracker.services.loan.listing import LoanRow, list_loans
from tracker.services.loan.read import balance, loan_view
from tracker.services.report.pieces import balance_parts, day, document, heading, marked, money
from tracker.services.report.year import year_sums

_AHEAD_DAYS = 30
_MONTHS = 60


def portfolio_report(book: Book) -> Document:
    """What is owed, to whom, and how it stands."""
    loans = list_loans(book, include_closed=True)
    living = tuple(row for row in loans if row.closed_on is None)
    parts: list[Part] = [*heading(_("Totals"), *_totals(book, living)), *_late(living)]
    points = balance(book, months_ahead=_MONTHS)
    for currency, _owed in balances(living):
        words = _("Balance over time, {currency}").format(currency=currency)
        parts += heading(words, *balance_parts(points, currency))
    parts += heading(_("Loans"), *_loans(loans), *_so_far(book, loans))
    paid = year_sums(book, book.today.year)
    if paid is not None:
        parts += heading(_("Paid in {year}").format(year=book.today.year), paid)
    return document(book, _("Debt report"), parts)


def _totals(book: Book, loans: tuple[LoanRow, ...]) -> list[Part]:
    if not loans:
        return [Paragraph(text=_("Nothing is owed."))]
    ahead = {each.currency: each for each in list_dues(book, within_days=_AHEAD_DAYS).totals}
    rows = []
    for currency, owed in balances(loans):
        own = [row for row in loans if row.currency == currency]
        late = sum(row.overdue_minor for row in own)
        due = ahead.get(currency)
        rows.append(
            (
                currency, str(len(own)), money(owed, currency), money(late, currency),
                money(due.amount_minor, currency) if due else "",
            )
        )  # fmt: skip
    soon = ngettext("Due in {n} day", "Due in {n} days", _AHEAD_DAYS).format(n=_AHEAD_DAYS)
    titles = (_("Currency"), f">{_('Loans')}", f">{_('Owed')}", f">{_('Overdue')}", f">{soon}")
    return [Grid(titles=titles, rows=tuple(rows))]


def _late(loans: tuple[LoanRow, ...]) -> list[Part]:
    late = [row for row in loans if row.overdue_minor]
    if not late:
        return heading(_("Overdue"), Paragraph(text=_("Nothing is overdue.")))
    words = _("{mark} {loan}: {amount} overdue, {days} d past due, since {on}")
    items = tuple(
        words.format(
            mark="!!" if row.status == "overdue" else "!",
            loan=row.loan,
            amount=marked(row.overdue_minor, row.currency),
            days=row.days_past_due,
            on=day(row.late_since),
        )
        for row in sorted(late, key=lambda row: -row.days_past_due)
    )
    return heading(_("Overdue"), Items(items=items))


def _loans(loans: tuple[LoanRow, ...]) -> list[Part]:
    if not loans:
        return []
    rows = tuple(
        (
            row.loan, row.lender, method_word(row.method), row.currency,
            money(row.balance_minor, row.currency), format_rate(row.rate), day(row.next_due_on),
            money(row.next_amount_minor, row.currency, estimate=row.next_estimate),
            state_word(row.status),
        )
        for row in loans
    )  # fmt: skip
    titles = (
        _("Loan"), _("Lender"), _("Method"), _("Currency"), f">{_('Balance')}", f">{_('Rate')}",
        _("Next due"), f">{_('Amount')}", _("State"),
    )  # fmt: skip
    return [Grid(titles=titles, rows=rows)]


def _so_far(book: Book, loans: tuple[LoanRow, ...]) -> list[Part]:
    """What each loan has cost and when it ends."""
    rows = []
    for row in loans:
        view = loan_view(book, row.loan_id)
        if view is None:
            continue
        so_far, currency = view.so_far, row.currency
        sums = (
            so_far.principal_minor, so_far.interest_minor, so_far.fee_minor + so_far.penalty_minor,
        )  # fmt: skip
        to_come = so_far.interest_to_come_minor
        rows.append(
            (
                row.loan, day(view.loan.opened_on), money(view.loan.principal_minor, currency),
                *(money(minor, currency) for minor in sums),
                money(to_come, currency, estimate=True) if to_come else "",
                _("never") if so_far.never_ends else day(so_far.ends_on),
            )
        )  # fmt: skip
    if not rows:
        return []
    names = (_("Original sum"), _("Repaid"), _("Interest paid"), _("Fees paid"), _("Interest to come"))
    titles = (_("Loan"), _("Opened"), *(f">{each}" for each in names), _("Ends"))
    return [Grid(titles=titles, rows=tuple(rows))]
