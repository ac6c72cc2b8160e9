"""The report of one year: what was paid and what it went to, what lenders posted, how the balance moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.domain.loan.facts import PaymentState
from tracker.formats.paper import Document, Grid, Paragraph, Part
from tracker.locale import _
from tracker.locale.hiding import told
from tracker.locale.loan import posting_word
from tracker.services.book import Book
from tracker.services.loan.listing import LoanRow, list_loans, loan_row
from tracker.services.loan.read import balance, loan_view
from tracker.services.payment import list_payments
from tracker.services.report.pieces import (
    Paid,
    balance_parts,
    document,
    heading,
    money,
    paid_grid,
    payments_grid,
)
from tracker.services.views import PaymentRow


def year_report(book: Book, year: int, loan_id: int | None = None) -> Document:
    """What happened in a year, to all loans or to one."""
    rows = _payments(book, year, loan_id)
    grid, listed = _sums(rows), payments_grid(rows, named=loan_id is None)
    nothing = Paragraph(text=_("Nothing was paid in {year}.").format(year=year))
    parts = heading(_("Paid in {year}").format(year=year), grid or nothing)
    parts += heading(_("Charges and waivers"), *_posted(book, year, loan_id))
    points = tuple(
        each for each in balance(book, loan_id=loan_id) if each.on.year == year and each.kind == "actual"
    )
    for currency in dict.fromkeys(each.currency for each in points):
        words = _("Balance over time, {currency}").format(currency=currency)
        parts += heading(words, *balance_parts(points, currency))
    if listed is not None:
        parts += heading(_("Payments"), listed)
    loan = loan_row(book, loan_id) if loan_id is not None else None
    title = _("Year {year}").format(year=year)
    return document(book, f"{title}: {loan.loan}" if loan else title, parts)


def year_sums(book: Book, year: int) -> Grid | None:
    """What was paid in a year by loan; None if nothing was."""
    return _sums(_payments(book, year, None))


def _payments(book: Book, year: int, loan_id: int | None) -> list[PaymentRow]:
    rows = list_payments(book, loan_id=loan_id, newest_first=False)
    return [row for row in rows if (row.posted_on or row.paid_on).year == year]


def _sums(rows: Iterable[PaymentRow]) -> Grid | None:
    sums: dict[tuple[str, str], Paid] = {}
    for row in rows:
        if row.state == PaymentState.POSTED.value:
            sums.setdefault((row.loan, row.currency), Paid()).add(row)
    return paid_grid(_("Loan"), sums)


def _posted(book: Book, year: int, loan_id: int | None) -> list[Part]:
    """What lenders charged and let go of in the year."""
    found: list[tuple[date, tuple[str, ...]]] = []
    for row in list_loans(book, include_closed=True):
        view = loan_view(book, row.loan_id) if loan_id in (None, row.loan_id) else None
        if view is None:
            continue
        for charge in view.charges:
            kind = posting_word(charge.kind.value)
            found.append(
                (charge.charged_on, _line(row, charge.charged_on, kind, charge.amount_minor, charge.note))
            )
        for waiver in view.waivers:
            kind = _("{part} waived").format(part=posting_word(waiver.component.value))
            found.append(
                (waiver.waived_on, _line(row, waiver.waived_on, kind, -waiver.amount_minor, waiver.note))
            )
    rows = tuple(cells for on, cells in sorted(found) if on.year == year)
    titles = (_("Date"), _("Loan"), _("Kind"), _("Currency"), f">{_('Amount')}", _("Note"))
    return [Grid(titles=titles, rows=rows)] if rows else []


def _line(row: LoanRow, on: date, kind: str, minor: int, note: str) -> tuple[str, ...]:
    return (on.isoformat(), row.loan, kind, row.currency, money(minor, row.currency), told(note))
