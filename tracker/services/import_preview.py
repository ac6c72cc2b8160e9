"""A file looked at before it is imported: what was understood, and what would become of every row."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tracker.domain.loan.card_row import PAYMENT
from tracker.domain.problems import Checked, Problem
from tracker.formats.headers import Layout, places
from tracker.formats.layouts import LOANS, PAYMENTS
from tracker.formats.options import ReadOptions
from tracker.formats.own import own_kind
from tracker.formats.own_json import is_own_json
from tracker.formats.source import Source
from tracker.formats.table import Table, corrected, find_table, row_at
from tracker.services.book import Book
from tracker.services.import_open import open_known
from tracker.services.import_reading import (
    Reading,
    file_readings,
    loan_readings,
    open_readings,
    payment_readings,
    rough_table,
    seen_columns,
    statement_readings,
)
from tracker.services.import_views import MOST_SEEN, QUIET, Shares
from tracker.services.import_views import ImportPreview as ImportPreview
from tracker.services.import_views import LoanShare as LoanShare
from tracker.services.import_views import SeenRow as SeenRow
from tracker.services.importing import (
    HowRead,
    ImportOptions,
    ImportReport,
    Progress,
    how_read,
    import_path,
)
from tracker.store.exchange import StoredPayment as StoredPayment
from tracker.store.exchange import held_payment
from tracker.store.loan import read_loans

_LAYOUTS: dict[str, Layout] = {"loans": LOANS, "payments": PAYMENTS}
_RAW = 500


LOAN_CODES = frozenset({"which_loan", "which_card", "loan_not_found", "loan_ambiguous"})
"""What is wrong with a row that only waits for its loan."""

UNSURE = frozenset({"no_loan", "other_currency", "card_unsaid", "unsure"})
"""Why rows are left out that a person may know better."""


class FileChangedError(Exception):
    """The file is not the one that was looked at."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def preview_import(
    book: Book, path: str | Path, options: ImportOptions, *, progress: Progress | None = None
) -> Checked[ImportPreview]:
    """Look at a file and write nothing; problems come instead where it cannot even be opened."""
    if os.path.isdir(path):  # noqa: PTH112 -- pathlib raises where a name is too long
        return _rehearsed(book, str(path), options, None)
    source, problems = open_known(path, options)
    if source is None:
        return None, problems
    if own_kind(source) is not None or is_own_json(source):
        return _rehearsed(book, str(path), options, source)
    options = replace(options, read=replace(options.read, home_currency=book.currency, today=book.today))
    how, problems = how_read(source, options)
    seen = _columns(str(path), source, how, options)
    if how is None:
        return replace(seen, questions=problems), ()
    if seen.holds == "statement":
        return _look_at_statement(book, source, options, how, seen, progress), ()
    look = _look_at_loans if how.kind == "loans" else _look_at_payments
    return look(book, source, options, how, seen, progress), ()


def apply_import(
    book: Book, path: str | Path, options: ImportOptions, *, sha256: str, progress: Progress | None = None
) -> Checked[ImportReport]:
    """Import the file that was looked at, as one undo step. Raises FileChangedError if it is another now."""
    if sha256:
        source, problems = open_known(path, options)
        if source is None:
            return None, problems
        if source.sha256 != sha256:
            raise FileChangedError(str(path))
    return import_path(book, path, options, progress=progress)


def _columns(path: str, source: Source, how: HowRead | None, options: ImportOptions) -> ImportPreview:
    seen = ImportPreview(
        path=path, kind=how.kind if how else "", encoding=source.encoding, sha256=source.sha256
    )
    if how is not None and how.found is not None:
        profile = how.found.profile
        seen = replace(seen, profile=profile.id, told=how.found.names, holds=profile.holds)
    table = _table(source, how, options)[0]
    if table is None:
        table = rough_table(source, options.read)
    if table is None:
        return replace(seen, readings=file_readings(source, None, options.read))
    return replace(
        seen,
        delimiter=table.delimiter,
        header_line=table.line,
        columns=tuple((key, table.name_of(key)) for key in table.columns),
        ignored=table.ignored,
        table=seen_columns(table),
        readings=file_readings(source, table, options.read, known=bool(seen.profile)),
    )


def _table(source: Source, how: HowRead | None, options: ImportOptions) -> Checked[Table]:
    """The table of a file by its profile, or by the names that its kind has."""
    if how is None:
        return None, ()
    if how.found is None:
        return find_table(source, _LAYOUTS[how.kind], options.read)
    return find_table(source, how.found.profile.layout, how.found.options(options.read))


def row_cells(path: str | Path, options: ImportOptions, kind: str, line: int) -> tuple[tuple[str, str], ...]:
    """The cells of one row with their headers; a row that does not fit the header comes as one line, `*`."""
    source, _problems = open_known(path, options)
    if source is None:
        return ()
    how, _problems = how_read(source, replace(options, kind=kind or None))
    table, _problems = _table(source, how, options)
    if table is None:
        return ()
    lines = list(islice(source.lines(), line - 1, line - 1 + _RAW))
    cells = corrected(table, line, row_at(lines, 0, table.delimiter)[0]) if lines else []
    while len(cells) > len(table.header) and not cells[-1].strip():
        cells.pop()
    if not cells or len(cells) > len(table.header):
        return (("*", lines[0].rstrip("\r\n") if lines else ""),)
    cells += [""] * (len(table.header) - len(cells))
    return tuple((_called(table, at), cell.strip()) for at, cell in enumerate(cells))


def stored_payment(book: Book, payment_id: int) -> StoredPayment | None:
    """The payment that a row is the same as, or like."""
    return held_payment(book.conn, payment_id)


def _called(table: Table, at: int) -> str:
    name = table.header[at]
    return name if len(places(table.header, name)) == 1 else f"#{at + 1}"


def _look_at_payments(
    book: Book,
    source: Source,
    options: ImportOptions,
    how: HowRead,
    seen: ImportPreview,
    progress: Progress | None,
) -> ImportPreview:
    from tracker.services.import_payments import count_rows, match_rows, with_profile
    from tracker.services.payment_pairs import sort_out

    options = with_profile(options, how.found)
    read, problems = match_rows(book, source, options, progress)
    if read is None:
        return _open(seen, source, options.read, problems)
    report, lines = read.report, read.lines
    told = payment_readings(read.found, options.read, report.rejected)
    seen = replace(seen, readings=(*seen.readings, *told))
    met = sort_out(book.conn, [*lines], options.anyway)
    new = {line.line for _loan, line in met.fresh} | {line.line for _id, line in met.settled}
    count_rows(report, lines, met)
    equal = report.equal
    rows = (
        SeenRow(
            line.line,
            ("like" if line.line in met.alike or line.line in equal else "ok") if line.line in new else "dup",
            line.paid_on,
            loan.name,
            line.amount_minor,
            loan.currency,
            line.note or line.ref,
            held=met.held.get(line.line) or met.alike.get(line.line) or 0,
            equal=equal.get(line.line, 0),
        )
        for loan, line in lines
    )
    return _finished(seen, source, rows, report)


def _look_at_statement(
    book: Book,
    source: Source,
    options: ImportOptions,
    how: HowRead,
    seen: ImportPreview,
    progress: Progress | None,
) -> ImportPreview:
    from tracker.services.charge_pairs import sort_postings
    from tracker.services.import_card import feed_reading
    from tracker.services.import_payments import count_rows
    from tracker.services.import_posted import count_postings
    from tracker.services.import_statement import look_at_statement
    from tracker.services.payment_pairs import sort_out

    if how.found is None:
        return seen
    look, problems = look_at_statement(book, source, how.found, options, progress, every=True)
    if look is None:
        told = open_readings(how.found.profile, options.read, problems)
        if options.purchases:
            told += (Reading(name="purchases", value="yes", how="said"),)
        return replace(seen, questions=problems, readings=(*seen.readings, *told))
    report, lines = look.report, look.lines
    posted = sort_postings(book.conn, look.postings, options.anyway)
    told = statement_readings(look.statement, options.read, report.rejected)
    told += feed_reading(look.statement, read_loans(book.conn), purchases=options.purchases)
    seen = replace(seen, readings=(*seen.readings, *told))
    met = sort_out(book.conn, [*lines], options.anyway)
    new = {line.line for _loan, line in met.fresh} | {line.line for _id, line in met.settled}
    new |= {each.line for each in posted.fresh}
    alike = met.alike | posted.alike
    count_rows(report, lines, met)
    count_postings(report, look.postings, posted)

    def rows() -> Iterator[SeenRow]:
        for each in look.judged:
            entry = each.entry
            if each.problem is not None:
                continue
            mark = "maybe" if each.reason in UNSURE else each.mark
            if mark == "ok":
                like = entry.line in alike or entry.line in report.equal
                mark = "dup" if entry.line not in new else "like" if like else "ok"
            yield SeenRow(
                entry.line, mark, entry.on, each.loan.name if each.loan else "", entry.gross_minor,
                entry.currency, entry.note, (), each.reason,
                met.held.get(entry.line) or alike.get(entry.line) or posted.held.get(entry.line) or 0,
                report.equal.get(entry.line, 0), each.role, each.why,
            )  # fmt: skip

    return _finished(seen, source, rows(), report)


def _open(
    seen: ImportPreview, source: Source, options: ReadOptions, problems: tuple[Problem, ...]
) -> ImportPreview:
    """A list of payments that cannot be used as it is: what can be said of its reading all the same."""
    from tracker.formats.payment_list import read_payments

    read, _wrong = read_payments(source, options)
    told = payment_readings(read, options, problems) if read is not None else ()
    return replace(seen, questions=problems, readings=(*seen.readings, *told))


def _look_at_loans(
    book: Book,
    source: Source,
    options: ImportOptions,
    how: HowRead,
    seen: ImportPreview,
    progress: Progress | None,
) -> ImportPreview:
    from tracker.services.import_loans import loans_report, plan_loans, read_list

    found, problems = read_list(source, options.read, how.found)
    told = (
        ()
        if found is None
        else loan_readings(found, options.read, (*found.tally.fatal, *found.tally.rejected))
    )
    seen = replace(seen, readings=(*seen.readings, *told))
    if found is None:
        return replace(seen, questions=problems)
    if found.tally.fatal:
        return replace(seen, questions=tuple(found.tally.fatal))
    lines = [line for line in found.lines if not line.problems]
    plan = plan_loans(book.conn, lines, book.today, anyway=options.anyway, progress=progress)
    rows = [
        SeenRow(
            line.line,
            mark,
            line.next_due_on,
            line.name,
            line.balance_minor if line.balance_minor is not None else line.principal_minor,
            line.currency,
            line.lender,
            held=plan.held.get(line.line, 0),
        )
        for mark, group in (("ok", plan.taken), ("dup", plan.known))
        for line in group
    ]
    return _finished(seen, source, rows, loans_report(source, found.tally, plan, how.found))


def _rehearsed(
    book: Book, path: str, options: ImportOptions, source: Source | None
) -> Checked[ImportPreview]:
    """Files of our own say themselves what they are; they are imported and taken back at once."""
    was, book.dry_run = book.dry_run, True
    try:
        report, problems = import_path(book, path, replace(options, skip_bad=True))
    finally:
        book.dry_run = was
    if report is None:
        return None, problems
    seen = ImportPreview(path=path, kind="book", sha256=source.sha256 if source else "")
    if source is not None:
        seen = replace(seen, encoding=source.encoding)
    rows = [*_skipped(report), *_rejected(report, {})]
    return replace(seen, rows=tuple(sorted(rows, key=_line)), report=report), ()


def _finished(
    seen: ImportPreview, source: Source, found: Iterable[SeenRow], report: ImportReport
) -> ImportPreview:
    report.close()
    sums: Counter[str] = Counter()
    shares = Shares()
    rows: list[SeenRow] = []
    for row in found:
        shares.add(row)
        if row.mark in ("ok", "like") and row.role == PAYMENT:
            sums[row.currency] += row.amount_minor or 0
        if len(rows) < MOST_SEEN or row.mark not in QUIET:
            rows.append(row)
    if seen.kind == "payments":
        seen = replace(seen, shares=shares.listed)
    raw = _texts(source, {each.line for each in report.rejected if each.line} | _lines(report))
    shown = {row.line for row in rows}
    skipped = (row for row in _skipped(report, raw) if row.line not in shown)
    rows += [*skipped, *_rejected(report, raw)]
    return replace(seen, rows=tuple(sorted(rows, key=_line)), report=report, sums=dict(sums))


def _lines(report: ImportReport) -> set[int]:
    return {each.line for each in report.skipped}


def _texts(source: Source, wanted: set[int]) -> dict[int, str]:
    """The lines of the file as they stand, of the rows that cannot be shown by their values."""
    if not wanted:
        return {}
    lines = enumerate(source.lines(), 1)
    return {number: line.strip()[:_RAW] for number, line in lines if number in wanted}


def _skipped(report: ImportReport, raw: dict[int, str] | None = None) -> Iterable[SeenRow]:
    for each in report.skipped:
        yield SeenRow(each.line, "skip", text=(raw or {}).get(each.line, ""), reason=each.reason)


def _rejected(report: ImportReport, raw: dict[int, str]) -> Iterable[SeenRow]:
    """One row for each rejected line, with everything that is wrong with it."""
    by_line: dict[int, list[Problem]] = {}
    for each in report.rejected:
        by_line.setdefault(each.line or 0, []).append(each)
    for line, problems in by_line.items():
        mark = "ask" if problems[0].code in LOAN_CODES else "bad"
        yield SeenRow(line, mark, text=raw.get(line, ""), problems=tuple(problems))


def _line(row: SeenRow) -> int:
    return row.line


def open_questions(seen: ImportPreview) -> Sequence[Problem]:
    """What the file leaves open: of the whole file, else of rows that an answer would make readable."""
    if seen.questions:
        return seen.questions
    return [each for each in (seen.report.rejected if seen.report else ()) if each.hint]
