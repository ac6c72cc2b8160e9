"""The book leaves as files: lossless and whole, or one part of it as a plain table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from tracker.domain.money import decimal_text
from tracker.formats.own import Column, write_rows
from tracker.formats.target import write_target
from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import schedule
from tracker.store.exchange import KINDS as KINDS
from tracker.store.exchange import fields, names_of, read_kind, snapshot
from tracker.store.loan import read_loan, read_terms

Cells = tuple[Any, ...]

LOAN_HEADER = (
    "name", "lender", "method", "currency", "balance", "principal", "rate", "payment", "due_day", "first_due",
    "opened", "periods", "credit_limit", "statement_day", "note",
)  # fmt: skip
SCHEDULE_HEADER = (
    "loan", "number", "due_on", "payment", "principal", "interest", "fee", "balance", "paid", "status",
    "currency",
)  # fmt: skip


class FolderExistsError(Exception):
    """Files of an earlier export stand in the folder, and replacing them was not asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def export_all(book: Book, folder: Path, *, force: bool = False) -> dict[str, int]:
    """Write one own-format file for each kind of fact into a folder; returns the rows of each."""
    targets = {kind: folder / f"{kind}.csv" for kind in KINDS}
    if not force and any(path.exists() for path in targets.values()):
        raise FolderExistsError(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = {}
    with snapshot(book.conn):  # files that refer to each other must tell of one state
        for kind, path in targets.items():
            with write_target(path, force=force) as stream:
                written[kind] = write_kind(book, kind, stream)
    return written


def write_kind(book: Book, kind: str, stream: TextIO) -> int:
    """Write one kind of fact in our own format."""
    columns = tuple(Column(field.name, text=field.text) for field in fields(book.conn, kind))
    return write_rows(kind, columns, _cells(book, kind), stream)


def kind_rows(book: Book, kind: str) -> Iterator[dict[str, Any]]:
    """One kind of fact as rows by name, money as decimal strings."""
    names = [field.name for field in fields(book.conn, kind)]
    return (dict(zip(names, cells, strict=True)) for cells in _cells(book, kind))


def _cells(book: Book, kind: str) -> Iterator[Cells]:
    shape = fields(book.conn, kind)
    refers = {field.refers: names_of(book.conn, field.refers) for field in shape if field.refers}
    money = [place for place, field in enumerate(shape) if field.money]
    linked = [(place, refers[field.refers]) for place, field in enumerate(shape) if field.refers]
    for _, currency, values in read_kind(book.conn, kind):
        cells = list(values)
        for place in money:
            if cells[place] is not None:
                cells[place] = decimal_text(cells[place], currency or book.currency)
        for place, names in linked:
            cells[place] = names.get(cells[place])
        yield tuple(cells)


def loan_rows(book: Book) -> Iterator[Cells]:
    """The loans as a plain list in the order of LOAN_HEADER, readable by `import --kind loans`."""
    for row in list_loans(book, include_closed=True):
        loan = read_loan(book.conn, row.loan_id)
        versions = read_terms(book.conn, row.loan_id)
        if loan is None or not versions:
            continue
        terms = [each for each in versions if each.effective_on <= book.today or each is versions[0]][-1]

        def money(minor: int | None, currency: str = loan.currency) -> str | None:
            return None if minor is None else decimal_text(minor, currency)

        rate = None
        if terms.rate is not None:
            rate = f"{terms.rate.percent:f}%" + ("" if terms.rate.per == "year" else f"/{terms.rate.per}")
        yield (
            loan.name, loan.lender, loan.method.value, loan.currency, money(row.balance_minor),
            money(loan.principal_minor), rate, money(terms.payment_minor), terms.due_day,
            row.next_due_on, loan.opened_on, terms.periods, money(terms.credit_limit_minor),
            terms.statement_day, loan.note,
        )  # fmt: skip


def schedule_rows(book: Book, loan_id: int | None = None) -> Iterator[Cells]:
    """Every instalment of one loan, or of all, in the order of SCHEDULE_HEADER."""
    for loan in list_loans(book, include_closed=loan_id is not None):
        if loan_id not in (None, loan.loan_id):
            continue
        code = loan.currency
        for row in schedule(book, loan.loan_id):
            yield (
                loan.loan, row.number, row.due_on.isoformat(), decimal_text(row.payment_minor, code),
                decimal_text(row.principal_minor, code), decimal_text(row.interest_minor, code),
                decimal_text(row.fee_minor, code), decimal_text(row.balance_minor, code),
                decimal_text(row.paid_minor, code), row.status, code,
            )  # fmt: skip
