"""Reports as text: the whole book, a year, a loan, or any part of the book as a table for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.money import Money
from tracker.domain.problems import Checked, Problem
from tracker.formats.paper import Document, Grid, Paragraph, Part, markdown_pieces, page_pieces
from tracker.formats.sheet import Sheet
from tracker.locale import _
from tracker.locale.reports import column_title, value_text, yes_or_no
from tracker.services.book import Book
from tracker.services.exporting import part
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import schedule
from tracker.services.payment import list_payments
from tracker.services.report.loan import loan_report, schedule_parts
from tracker.services.report.pieces import document, heading, money, payments_grid
from tracker.services.report.portfolio import portfolio_report
from tracker.services.report.year import year_report

FORMS = ("md", "html")
FIRST_YEAR, LAST_YEAR = 1900, 9999


def written(made: Document, form: str) -> str:
    """A report in a form of FORMS."""
    return "".join(written_pieces(made, form))


def written_pieces(made: Document, form: str) -> Iterator[str]:
    """A report in a form of FORMS, row by row."""
    return page_pieces(made) if form == "html" else markdown_pieces(made)


def report(book: Book, *, loan_id: int | None = None, year: int | None = None) -> Checked[Document]:
    """The report of the whole book, of a year, of a loan, or of a loan in a year."""
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None, (no_year(str(year)),)
        return year_report(book, year, loan_id), ()
    if loan_id is None:
        return portfolio_report(book), ()
    made = loan_report(book, loan_id)
    return (made, ()) if made else (None, (Problem(code="gone", field="loan", value=str(loan_id)),))


def no_year(text: str) -> Problem:
    """What is wrong with a year there is no report of."""
    bounds = {"low": str(FIRST_YEAR), "high": str(LAST_YEAR)}
    return Problem(code="not_in_range", field="year", value=text[:40], params=bounds)


def part_report(
    book: Book, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None
) -> Document:
    """One part of the book as a table with its titles in the person's language."""
    if what == "schedule":
        return _schedules(book, loan_id)
    if what == "payments":
        grid = payments_grid(list_payments(book, loan_id=loan_id, newest_first=False), named=True)
        return document(book, part_title(what), [grid or _nothing()])
    return sheet_report(book, part(book, what, loan_id=loan_id, only=only))


def sheet_report(book: Book, sheet: Sheet) -> Document:
    """Any rows as a report; columns in which nothing stands are left out."""
    rows = [tuple(zip(sheet.fields, row, strict=True)) for row in sheet.rows]
    shown = [at for at, field in enumerate(sheet.fields) if field != "estimate"]  # it is the mark of a sum
    used = [at for at in shown if any(row[at][1] not in (None, "") for row in rows)]
    estimates = "estimate" in sheet.fields
    cells = tuple(
        tuple(_cell(*row[at], estimate=estimates and dict(row)["estimate"] is True) for at in used)
        for row in rows
    )
    sums = {at for at in used if any(isinstance(row[at][1], Money | int) for row in rows)}
    titles = tuple(f"{'>' if at in sums else ''}{column_title(sheet.fields[at])}" for at in used)
    grid = Grid(titles=titles, rows=cells) if cells else _nothing()
    return document(book, part_title(sheet.name), [grid])


def _nothing() -> Paragraph:
    return Paragraph(text=_("Nothing to list."))


def part_title(name: str) -> str:
    """What a part of the book is called."""
    return {
        "loans": _("Loans"), "payments": _("Payments"), "schedule": _("Schedule"), "due": _("Payments due"),
        "balance": _("Balance"), "marks": _("Marks"), "disputes": _("Disputes"), "scores": _("Scores"),
        "habits": _("Habits"), "alerts": _("Alerts"), "cash": _("Cash"), "months": _("Month"),
    }.get(name, name)  # fmt: skip


def _schedules(book: Book, loan_id: int | None) -> Document:
    parts: list[Part] = []
    for row in list_loans(book, include_closed=loan_id is not None):
        if loan_id in (None, row.loan_id):
            words = f"{row.loan}, {row.currency}"
            parts += heading(words, *schedule_parts(row.currency, schedule(book, row.loan_id)))
    return document(book, part_title("schedule"), parts)


def _cell(field: str, value: Any, *, estimate: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return yes_or_no(value)
        case Money():
            return money(value.minor, value.currency, estimate=estimate)
        case date():
            return value.isoformat()
        case int() | Decimal():
            return str(value)
        case _:
            return value_text(field, str(value))
