"""A list of debts from any spreadsheet becomes loans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.loan.facts import Loan, Method, Terms
from tracker.domain.loan.opening import open_loan
from tracker.domain.loan.reading import LoanDraft
from tracker.domain.problems import Checked
from tracker.formats.loan_list import LoanLine, read_loans
from tracker.formats.source import Source
from tracker.formats.tally import Note
from tracker.services.book import Book
from tracker.services.importing import ImportOptions, ImportReport, title_of
from tracker.services.loan.change import free_slug
from tracker.store.loan import loan_to_row, read_names, terms_to_row

RECENT = timedelta(days=31)
"""A next due date that lies further back than this only says on which day of the month dues fall."""


def import_loans(book: Book, source: Source, options: ImportOptions) -> Checked[ImportReport]:
    """Import a list of loans; a name that the book has already, as often as the file, is a duplicate."""
    found, problems = read_loans(source, options.read)
    if found is None:
        return None, problems
    if found.tally.fatal:
        return None, tuple(found.tally.fatal)
    report = ImportReport(source=source.name, kind="loans")
    report.take(found.tally)
    names = read_names(book.conn)
    known = Counter(each[2] for each in names)
    slugs = {each[1] for each in names}
    opened: list[tuple[LoanLine, Loan, Terms]] = []
    for line in found.lines:
        if line.problems:
            continue
        if known[line.name]:
            known[line.name] -= 1
            report.duplicates += 1
            continue
        slug = free_slug(line.name, slugs)
        made, wrong = open_loan(line_to_draft(line, book.today), today=book.today, slug=slug)
        if made is None:
            report.reject(replace(wrong[0], line=line.line))
            continue
        slugs.add(slug)
        opened.append((line, *made))
        if line.next_due_on is not None and line.next_due_on < book.today - RECENT:
            report.notes.append(
                Note("due_date_long_past", {"name": line.name, "on": line.next_due_on.isoformat()})
            )
    report.imported = len(opened)
    if report.rejected_rows and not options.skip_bad:
        return report.close(), ()
    report.close()
    if opened:
        with book.change(title_of(report)) as writer:
            batch = writer.insert(
                "batch",
                {
                    "at": writer.at, "source_name": source.name, "sha256": source.sha256, "kind": "loans",
                    "rows": report.rows, "imported": report.imported, "duplicates": report.duplicates,
                    "skipped": report.skipped_rows, "rejected": report.rejected_rows,
                },
            )  # fmt: skip
            for _line, loan, terms in opened:
                row = {**loan_to_row(loan), "created_at": writer.at, "batch_id": batch}
                writer.insert("terms", terms_to_row(terms, writer.insert("loan", row)))
        report.batch, report.action_id = batch, writer.action_id
    report.written = not book.dry_run
    return report, ()


def line_to_draft(line: LoanLine, today: date) -> LoanDraft:
    """One row of the list as a draft of a loan."""
    due_on = line.next_due_on
    due_day = line.due_day or (due_on.day if due_on else None)
    as_of = None
    first = line.first_due_on
    if due_on is not None:
        if due_on >= today:
            first = due_on
        elif due_on >= today - RECENT:
            # What was due on a day just past and is not known to be paid is overdue.
            first = as_of = due_on
    if first is not None and first < (as_of or today) and line.opened_on is None:
        first = None
    payment = line.payment_minor if line.payment_minor is not None else line.minimum_minor
    note = "\n".join(part for part in (line.note, line.type_text, line.pay_from) if part)
    return LoanDraft(
        name=line.name,
        lender=line.lender,
        method=_method(line, payment),
        currency=line.currency,
        balance_minor=line.balance_minor,
        principal_minor=line.principal_minor,
        opened_on=line.opened_on,
        as_of=as_of,
        note=note,
        terms=Terms(
            effective_on=as_of or today,
            rate=line.rate,
            fee_percent=line.fee_percent,
            payment_minor=payment or None,
            first_due_on=first,
            due_day=due_day,
            credit_limit_minor=line.credit_limit_minor,
            periods=line.periods,
            statement_day=line.statement_day,
            source="import",
        ),
    )


def _method(line: LoanLine, payment: int | None) -> Method | None:
    """The stated method; a stated instalment method without terms to compute it by is left to inference."""
    if line.method in (Method.EQUAL_PRINCIPAL, Method.FLAT_FEE, Method.INTEREST_ONLY) and not line.periods:
        return None
    if line.method is Method.LEVEL_PAYMENT and not payment and not line.periods:
        return None
    return line.method
