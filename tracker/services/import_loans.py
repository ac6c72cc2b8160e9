"""A list of debts from any spreadsheet becomes loans."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.loan.facts import Loan, Method, Terms
from tracker.domain.loan.opening import open_loan
from tracker.domain.loan.reading import LoanDraft
from tracker.domain.problems import Checked, Problem
from tracker.formats.loan_list import LoanLine, LoanList, read_loans
from tracker.formats.options import ReadOptions
from tracker.formats.recognise import Recognised
from tracker.formats.source import Source
from tracker.formats.tally import Note, Tally
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.importing import ImportOptions, ImportReport, Progress, title_of
from tracker.services.loan.change import free_slug
from tracker.store.exchange import last_change
from tracker.store.loan import loan_to_row, read_names, terms_to_row

if TYPE_CHECKING:
    from tracker.store.connection import Connection
    from tracker.store.write import Writer

_EVERY = 200

RECENT = timedelta(days=31)
"""A next due date that lies further back than this only says on which day of the month dues fall."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would add to the book as it is."""

    opened: list[tuple[Loan, Terms]]
    taken: list[LoanLine]
    """The rows that become loans."""
    known: list[LoanLine]
    """The rows whose name the book has already."""
    rejected: list[Problem]
    notes: list[Note]
    held: dict[int, int] = field(default_factory=dict)
    """The lines of the latter, and the loan of the book."""


def import_loans(
    book: Book,
    source: Source,
    options: ImportOptions,
    *,
    found: Recognised | None = None,
    progress: Progress | None = None,
) -> Checked[ImportReport]:
    """Import a list of loans; a name that the book has already, as often as the file, is a duplicate."""
    read, problems = read_list(source, options.read, found)
    if read is None:
        return None, problems
    if read.tally.fatal:
        return None, tuple(read.tally.fatal)
    lines = [line for line in read.lines if not line.problems]
    seen = last_change(book.conn)
    plan = plan_loans(book.conn, lines, book.today, anyway=options.anyway, progress=progress)
    report = loans_report(source, read.tally, plan, found)
    if report.rejected_rows and not options.skip_bad:
        return report, ()
    if plan.opened:
        with book.change(title_of(report)) as writer:
            if last_change(writer.conn) != seen:
                # Somebody wrote between the look and the lock.
                plan = plan_loans(writer.conn, lines, book.today, anyway=options.anyway)
                report = loans_report(source, read.tally, plan, found)
                writer.title = title_of(report)
            _write(writer, source, plan, report)
    report.written = not book.dry_run
    return report, ()


def plan_loans(
    conn: Connection,
    lines: list[LoanLine],
    today: date,
    *,
    anyway: frozenset[int] = frozenset(),
    progress: Progress | None = None,
) -> Plan:
    """What the rows would add to the book as it is."""
    names = read_names(conn)
    known: dict[str, list[int]] = {}
    for loan_id, _slug, name, *_rest in names:
        known.setdefault(name, []).append(loan_id)
    slugs = {each[1] for each in names}
    plan = Plan([], [], [], [], [])
    for number, line in enumerate(lines):
        if progress is not None and number % _EVERY == 0:
            progress(number, len(lines))
        if known.get(line.name):
            loan_id = known[line.name].pop(0)
            if line.line not in anyway:
                plan.held[line.line] = loan_id
                plan.known.append(line)
                continue
        slug = free_slug(line.name, slugs)
        made, wrong = open_loan(line_to_draft(line, today), today=today, slug=slug)
        if made is None:
            plan.rejected.append(replace(wrong[0], line=line.line))
            continue
        slugs.add(slug)
        plan.opened.append(made)
        plan.taken.append(line)
        if line.next_due_on is not None and line.next_due_on < today - RECENT:
            params = {"name": line.name, "on": line.next_due_on.isoformat()}
            plan.notes.append(Note("due_date_long_past", params))
    return plan


def read_list(source: Source, read: ReadOptions, profile: Recognised | None) -> Checked[LoanList]:
    """The loans of a list, by a profile where there is one."""
    if profile is None:
        return read_loans(source, read)
    known = profile.profile
    is_loan = (lambda cell: known.kind_of(cell) == "keep") if known.kinds else None
    return read_loans(
        source, profile.options(read), layout=known.layout, is_loan=is_loan, no_balance=known.no_balance
    )


def loans_report(source: Source, tally: Tally, plan: Plan, profile: Recognised | None = None) -> ImportReport:
    report = ImportReport(source=source.name, kind="loans", imported=len(plan.opened))
    report.take(tally)
    if profile is not None:
        report.profile, report.told = profile.profile.id, profile.names
    report.duplicates = len(plan.known)
    report.held = plan.held
    for problem in plan.rejected:
        report.reject(problem)
    report.notes += plan.notes
    return report.close()


def _write(writer: Writer, source: Source, plan: Plan, report: ImportReport) -> None:
    if not plan.opened:
        return
    batch = writer.insert(
        "batch",
        {
            "at": writer.at, "source_name": source.name, "sha256": source.sha256, "kind": "loans",
            "profile": report.profile,
            "rows": report.rows, "imported": report.imported, "duplicates": report.duplicates,
            "skipped": report.skipped_rows, "rejected": report.rejected_rows,
        },
    )  # fmt: skip
    for loan, terms in plan.opened:
        row = {**loan_to_row(loan), "created_at": writer.at, "batch_id": batch}
        writer.insert("terms", terms_to_row(terms, writer.insert("loan", row)))
    report.batch, report.action_id = batch, writer.action_id


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
    unknown = _("The balance is not known: the file had none.") if line.unknown else ""
    note = "\n".join(part for part in (unknown, line.note, line.type_text, line.pay_from) if part)
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
