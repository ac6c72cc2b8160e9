"""The book leaves as files: lossless and whole, or one part of it as a plain table."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TextIO

from tracker.domain.money import Money, decimal_text
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.neutral import LOAN_HEADER as LOAN_HEADER
from tracker.formats.neutral import PAYMENT_HEADER as PAYMENT_HEADER
from tracker.formats.own import Column, write_rows
from tracker.formats.own_json import SCHEMA, VERSION
from tracker.formats.sheet import FORMS as FORMS
from tracker.formats.sheet import Sheet as Sheet
from tracker.formats.sheet import sheet_text as sheet_text
from tracker.formats.target import TargetExistsError, TargetWriteError, check_target, write_target
from tracker.private_file import make_private_folder
from tracker.services.alert import list_sent, preview
from tracker.services.book import Book
from tracker.services.credit import recovery
from tracker.services.due import list_dues
from tracker.services.evidence_files import FOLDER, copy_vault, folder_beside
from tracker.services.evidence_files import holds_evidence as holds_evidence
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import balance, schedule
from tracker.services.payment import list_payments
from tracker.services.view_rows import (
    alerts_sheet,
    balance_sheet,
    disputes_sheet,
    dues_sheet,
    habits_sheet,
    marks_sheet,
    schedule_sheet,
    scores_sheet,
    sum_of,
)
from tracker.store.exchange import KINDS as KINDS
from tracker.store.exchange import fields, names_of, read_kind, snapshot
from tracker.store.loan import read_loan, read_terms

Cells = tuple[Any, ...]

PARTS = ("loans", "payments", "schedule", "due", "balance", "marks", "disputes", "scores", "habits", "alerts")
"""What can leave as one table."""

Progress = Callable[[int, int | None], None]

_EVERY = 1_000
_STEP = 200
_YEAR = 366
_ALERTS = 1_000

SCHEDULE_HEADER = (
    "loan", "number", "due_on", "payment", "principal", "interest", "fee", "balance", "paid", "status",
    "currency",
)  # fmt: skip


class FolderExistsError(Exception):
    """Files of an earlier export stand in the folder, and replacing them was not asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def export_all(
    book: Book, folder: Path, *, force: bool = False, progress: Progress | None = None
) -> dict[str, int]:
    """Write one own-format file for each kind of fact into a folder; returns the rows of each.

    A new folder stands there whole or not at all, whatever fails; if `progress` raises, to stop it,
    everything in an old one is as it was before.
    """
    if folder.exists():
        return _fill(book, folder, force=force, progress=progress)
    make_private_folder(folder.parent)
    partial = Path(mkdtemp(prefix=f".{folder.name[:40]}.", suffix=".partial", dir=folder.parent))
    try:
        written = _fill(book, partial, force=False, progress=progress)
        partial.rename(folder)
    except OSError as error:
        raise TargetWriteError(folder, error.strerror or str(error)) from error
    finally:
        rmtree(partial, ignore_errors=True)
    return written


def _fill(book: Book, folder: Path, *, force: bool, progress: Progress | None) -> dict[str, int]:
    targets = {kind: folder / f"{kind}.csv" for kind in KINDS}
    if not force and any(path.exists() for path in targets.values()):
        raise FolderExistsError(folder)
    written: dict[str, int] = {}
    # Every file is moved into its place once all are whole; files that refer to each other tell of one state.
    with ExitStack() as stack, snapshot(book.conn):
        for kind, path in targets.items():
            tell = _counting(progress, sum(written.values()))
            stream = stack.enter_context(write_target(path, force=force))
            written[kind] = write_kind(book, kind, stream, progress=tell)
        copy_vault(book, folder / FOLDER, progress=progress)
    return written


def _counting(progress: Progress | None, before: int) -> Callable[[int], None] | None:
    return None if progress is None else lambda rows: progress(before + rows, None)


def write_kind(
    book: Book, kind: str, stream: TextIO, *, progress: Callable[[int], None] | None = None
) -> int:
    """Write one kind of fact in our own format; `progress` is told the rows so far."""
    columns = tuple(Column(field.name, text=field.text) for field in fields(book.conn, kind))
    cells = _cells(book, kind)
    return write_rows(kind, columns, cells if progress is None else _told(cells, progress), stream)


def _told(rows: Iterator[Cells], progress: Callable[[int], None]) -> Iterator[Cells]:
    for number, row in enumerate(rows):
        if number % _EVERY == 0:
            progress(number)
        yield row


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


def loan_rows(book: Book, only: Collection[int] | None = None) -> Iterator[Cells]:
    """The loans as a plain list in the order of LOAN_HEADER, readable by `import --kind loans`."""
    for row in list_loans(book, include_closed=True):
        loan = read_loan(book.conn, row.loan_id)
        versions = read_terms(book.conn, row.loan_id)
        if loan is None or not versions or row.loan_id not in (only if only is not None else {row.loan_id}):
            continue
        terms = [each for each in versions if each.effective_on <= book.today or each is versions[0]][-1]

        def money(minor: int | None, currency: str = loan.currency) -> Money | None:
            return sum_of(minor, currency)

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
        if loan_id in (None, loan.loan_id):
            yield from schedule_sheet(loan.loan, loan.currency, schedule(book, loan.loan_id)).rows


def payment_rows(book: Book, loan_id: int | None = None) -> Iterator[Cells]:
    """Every payment of one loan, or of all, in the order of PAYMENT_HEADER."""
    for row in list_payments(book, loan_id=loan_id, newest_first=False, allocations=False):
        yield (
            row.paid_on, row.loan, Money(row.amount_minor, row.currency), row.currency, row.state,
            row.posted_on, row.account, row.ref, row.note,
        )  # fmt: skip


def part(book: Book, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
    """One part of the book as a plain table: a word of PARTS."""
    match what:
        case "loans":
            return Sheet(name="loans", fields=LOAN_HEADER, rows=loan_rows(book, only))
        case "schedule":
            return Sheet(name="schedule", fields=SCHEDULE_HEADER, rows=schedule_rows(book, loan_id))
        case "payments":
            return Sheet(name="payments", fields=PAYMENT_HEADER, rows=payment_rows(book, loan_id))
        case "due":
            rows = list_dues(book, within_days=_YEAR).rows
            return dues_sheet(row for row in rows if loan_id in (None, row.loan_id))
        case "balance":
            return balance_sheet(balance(book, loan_id=loan_id))
        case "alerts":
            return alerts_sheet(preview(book, details=True).alerts, list_sent(book, _ALERTS))
    return _credit_part(book, what)


def _credit_part(book: Book, what: str) -> Sheet:
    found = recovery(book)
    match what:
        case "marks":
            return marks_sheet(found.view.marks)
        case "disputes":
            return disputes_sheet(found.view.disputes)
        case "scores":
            return scores_sheet(found.view.scores)
        case _:
            return habits_sheet(found.habits)


def book_json(book: Book, head: Mapping[str, object]) -> Iterator[str]:
    """Every fact as one JSON object, piece by piece; `debt import` brings it back as it was."""
    yield "{\n"
    for name, value in {"schema": f"{SCHEMA}@{VERSION}", **head}.items():
        yield f" {json.dumps(name)}: {json.dumps(str(value), ensure_ascii=False)},\n"
    yield ' "data": {'
    with snapshot(book.conn):
        for number, kind in enumerate(KINDS):
            yield f"{',' if number else ''}\n  {json.dumps(kind)}: ["
            for at, row in enumerate(kind_rows(book, kind)):
                told = {name: _clean(value) for name, value in row.items()}
                yield f"{',' if at else ''}\n   {json.dumps(told, ensure_ascii=False)}"
            yield "]"
    yield "\n }\n}\n"


def write_book(
    book: Book,
    path: Path,
    head: Mapping[str, object],
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Checked[Path | None]:
    """Write the whole book to one JSON file, what was kept as evidence into a folder beside it.

    The folder, None where nothing is kept.
    """
    folder, copied = folder_beside(path), 0

    def pieces() -> Iterator[str]:
        nonlocal copied
        yield from book_json(book, head)
        # Before the file is in its place: it never stands there without what belongs to it.
        if holds_evidence(book):
            copied = copy_vault(book, folder, progress=progress)

    problems = write_text(path, pieces(), force=force, dry_run=book.dry_run, progress=progress)[1]
    return (folder if copied else None), problems


def _clean(value: Any) -> Any:
    return clean(value, lines=True) if isinstance(value, str) else value


def write_text(
    path: Path,
    pieces: Iterable[str],
    *,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Checked[Path]:
    """Write a text to a file for its owner only, whole or not at all; a trial only tells what would be.

    `progress` is told how many pieces there are so far; if it raises, nothing is written.
    """
    problems = check_target(path, force=force)
    if problems:
        return None, problems
    if dry_run:
        return path, ()
    try:
        with write_target(path, force=force) as stream:
            for number, piece in enumerate(pieces):
                if progress is not None and number % _STEP == 0:
                    progress(number, None)
                stream.write(piece)
    except TargetExistsError:
        return None, check_target(path)
    except TargetWriteError as error:
        params = {"reason": error.reason}
        return None, (Problem(code="not_writable", field="output", value=str(path), params=params),)
    return path, ()


def write_sheet(
    sheet: Sheet,
    path: Path,
    form: str,
    *,
    hidden: bool = False,
    force: bool = False,
    on: date | None = None,
    progress: Progress | None = None,
) -> Checked[int]:
    """Write a sheet to a file for its owner only, whole or not at all; how many rows it has."""
    count = 0

    def counted() -> Iterator[Cells]:
        nonlocal count
        for row in sheet.rows:
            count += 1
            yield row

    head = {} if on is None else {"today": on}
    pieces = sheet_text(replace(sheet, rows=counted()), form, hidden=hidden, head=head)
    written, problems = write_text(path, pieces, force=force, progress=progress)
    return (None if written is None else count), problems
