"""Payments from a plain list: matched to loans, duplicates out, twins kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.domain.loan.facts import Loan, Method, PaymentState
from tracker.domain.loan.repayment import Matcher, Owed, speaks_of_payment
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal
from tracker.formats.options import WHOLE
from tracker.formats.payment_list import PaymentLine, PaymentList, read_payments
from tracker.formats.recognise import Recognised
from tracker.formats.source import Source
from tracker.formats.tally import Note
from tracker.services.book import Book
from tracker.services.charge_pairs import SortedPostings, sort_postings
from tracker.services.import_posted import count_postings, write_postings
from tracker.services.import_statement import StatementLook, look_at_statement
from tracker.services.importing import ImportOptions, ImportReport, Progress, title_of
from tracker.services.loan.find import AmbiguousLoanError, LoanNotFoundError, match
from tracker.services.payment_pairs import CLOSE_DAYS, Row, Sorted, find_equals, sort_out
from tracker.services.profile import lenders
from tracker.store.account import account_id
from tracker.store.exchange import last_change
from tracker.store.loan import read_loans, read_names

if TYPE_CHECKING:
    from tracker.store.write import Writer

COLUMNS = (
    "loan_id", "paid_on", "posted_on", "amount_minor", "currency", "state", "account_id", "ref", "note",
    "line", "created_at",
)  # fmt: skip
_EVERY = 5_000
_NAMED = 10


def import_payments(
    book: Book,
    source: Source,
    options: ImportOptions,
    *,
    found: Recognised | None = None,
    progress: Progress | None = None,
) -> Checked[ImportReport]:
    """Import a list of payments, or the repayments in a statement, in one transaction."""
    with _uncollected():
        return _import(book, source, options, found, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the rows alone: they hold no cycles, and looking for some takes a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _import(
    book: Book,
    source: Source,
    options: ImportOptions,
    found: Recognised | None,
    progress: Progress | None,
) -> Checked[ImportReport]:
    read: Matched | StatementLook | None
    if found is not None and found.profile.holds == "statement":
        read, problems = look_at_statement(book, source, found, options, progress)
    else:
        read, problems = match_rows(book, source, with_profile(options, found), progress)
    if read is None:
        return None, problems
    report, lines = read.report, read.lines
    postings = read.postings if isinstance(read, StatementLook) else []
    if found is not None:
        report.profile, report.told = found.profile.id, found.names
    seen = last_change(book.conn)
    met = sort_out(book.conn, lines, options.anyway)
    posted = sort_postings(book.conn, postings, options.anyway)
    count_rows(report, lines, met)
    count_postings(report, postings, posted)
    if report.rejected_rows and not options.skip_bad:
        return report, ()
    if met.fresh or met.settled or posted.fresh:
        with book.change(title_of(report)) as writer:
            if last_change(writer.conn) != seen:
                # Somebody wrote between the look and the lock.
                met = sort_out(writer.conn, lines, options.anyway)
                posted = sort_postings(writer.conn, postings, options.anyway)
                count_rows(report, lines, met)
                count_postings(report, postings, posted)
                writer.title = title_of(report)
            _write(writer, source, met, posted, report, progress)
    report.written = not book.dry_run
    return report, ()


def with_profile(options: ImportOptions, found: Recognised | None) -> ImportOptions:
    """The options with what a profile adds to the reading."""
    return options if found is None else replace(options, read=found.options(options.read))


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of a file with their loans, and the account of the others so far."""

    found: PaymentList
    lines: list[Row]
    report: ImportReport


def match_rows(
    book: Book, source: Source, options: ImportOptions, progress: Progress | None = None
) -> Checked[Matched]:
    """Read every row and find its loan; problems come instead where nothing of the file can be used."""
    loans = Loans(book, options)
    read = options.read
    if loans.fixed is not None and read.currency is None:
        read = replace(read, currency=loans.fixed.currency)
    found, problems = read_payments(source, read, currency_of=loans.currency_of)
    if found is None:
        return None, problems
    report = ImportReport(source=source.name, kind="payments")
    lines: list[Row] = []
    for number, line in enumerate(found.lines(), 1):
        loan, problem = loans.of(line)
        if loan is None or problem is not None:
            report.reject(replace(problem or Problem(code="which_loan", field="loan"), line=line.line))
        else:
            lines.append((loan, line))
        if progress is not None and number % _EVERY == 0:
            progress(number, found.expected_rows)
    if found.tally.fatal:
        return None, tuple(found.tally.fatal)
    report.take(found.tally)
    if lines and loans.fixed is not None and _may_be_purchases(found, loans.fixed, lines):
        report.notes.append(Note("all_are_payments", {"name": loans.fixed.name}))
    return Matched(found, lines, report), ()


def _may_be_purchases(found: PaymentList, loan: Loan, lines: list[Row]) -> bool:
    """Whether a list for a card could be what was bought with it: nothing in it tells the two apart."""
    told = found.options.sign is not None or found.found.outgoing == "negative"
    if told or loan.method is not Method.REVOLVING or "loan" in found.table.columns:
        return False
    return any(line.note and not speaks_of_payment(line.note) for _loan, line in lines)


def count_rows(report: ImportReport, lines: list[Row], met: Sorted) -> None:
    """Add the payments up: what is new, what the book has, and what a person should look at."""
    fresh = {line.line for _loan, line in met.fresh} if met.held else set()
    report.held = {line: payment for line, payment in met.held.items() if line not in fresh}
    report.alike = met.alike
    report.equal = new_equals(lines, met)
    report.notes = [each for each in report.notes if each.code not in ("payments_alike", "rows_equal")]
    if met.alike:
        report.notes.append(Note("payments_alike", {"lines": _named(met.alike), "days": str(CLOSE_DAYS)}))
    if report.equal:
        report.notes.append(Note("rows_equal", {"lines": _named(report.equal)}))
    report.imported = len(met.fresh) + len(met.settled)
    report.duplicates = len(lines) - report.imported
    report.close()


def new_equals(lines: list[Row], met: Sorted) -> dict[int, int]:
    """The rows that come in though an earlier row of the file says the same, and that row."""
    fresh = {line.line for _loan, line in met.fresh}
    return {line: first for line, first in find_equals(lines).items() if line in fresh}


def _named(lines: Mapping[int, int]) -> str:
    named = [str(line) for line in sorted(lines)]
    return ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")


class Loans:
    """Finds the loan of each row: the one named for all, else by its column, else by who was paid."""

    def __init__(self, book: Book, options: ImportOptions) -> None:
        self.today = book.today
        self.names = read_names(book.conn)
        self.loans = {loan.id: loan for loan in read_loans(book.conn)}
        self.fixed = self.loans.get(options.loan_id) if options.loan_id is not None else None
        self.known: dict[str, tuple[Loan | None, Problem | None]] = {}
        for text, meant in options.loans_for:
            # As the name of a loan, and as the text of a payment that names none.
            self.known[text] = self.known[_text_key(text)] = (self.loans.get(meant), None)
        self.meant = frozenset(text for text, _loan_id in options.loans_for)
        self.chosen = frozenset(
            each.line for each in options.read.edits if each.column.lower() in ("loan", WHOLE)
        )
        self.matcher = Matcher(
            (
                Owed(
                    loan_id=each.id, name=each.name, lender=each.lender, currency=each.currency, is_card=False
                )
                for each in self.loans.values()
            ),
            lenders(),
        )
        self.aliases = [
            (alias, loan)
            for loan in self.loans.values()
            for alias in {normal(loan.name), normal(loan.lender)}
            if len(alias) > 1
        ]

    def currency_of(self, text: str) -> str | None:
        """The currency of the loan that a cell names."""
        loan, _problem = self.named(text)
        return loan.currency if loan else None

    def of(self, line: PaymentLine) -> tuple[Loan | None, Problem | None]:
        """The loan of a row, or why it cannot be told or cannot take the row."""
        loan, problem = self.fixed, None
        if loan is None or (line.loan and (line.line in self.chosen or line.loan in self.meant)):
            found = self.known.get(line.loan) if line.loan else None
            loan, problem = found or (self.named(line.loan) if line.loan else self.paid_to(line.note))
        if loan is None:
            return None, problem
        if line.currency != loan.currency:
            params = {"expected": loan.currency, "found": line.currency}
            return None, Problem(
                code="currency_mismatch", field="currency", value=line.currency, params=params
            )
        if loan.opened_on is not None and line.paid_on < loan.opened_on:
            params = {"start": loan.opened_on.isoformat()}
            on = line.paid_on.isoformat()
            return None, Problem(code="before_opened", field="paid_on", value=on, params=params)
        if line.paid_on > self.today and line.state is not PaymentState.PLANNED:
            return None, Problem(code="in_the_future", field="paid_on", value=line.paid_on.isoformat())
        if line.posted_on is not None and not line.paid_on <= line.posted_on <= self.today:
            code = "in_the_future" if line.posted_on > self.today else "posted_before_paid"
            return None, Problem(code=code, field="posted_on", value=line.posted_on.isoformat())
        return loan, None

    def named(self, text: str) -> tuple[Loan | None, Problem | None]:
        """The loan a cell names; without one, the loan named for the whole file."""
        if not text and self.fixed is not None:
            return self.fixed, None
        if text not in self.known:
            try:
                self.known[text] = (self.loans[match(self.names, text)], None)
            except LoanNotFoundError:
                self.known[text] = (
                    None,
                    Problem(code="loan_not_found", field="loan", value=text, hint="--loan"),
                )
            except AmbiguousLoanError as error:
                params = {"matches": ", ".join(name for _id, name in error.matches)}
                problem = Problem(
                    code="loan_ambiguous", field="loan", value=text, hint="--loan", params=params
                )
                self.known[text] = (None, problem)
        return self.known[text]

    def paid_to(self, text: str) -> tuple[Loan | None, Problem | None]:
        """The one loan whose name or lender stands in the text of a payment."""
        key = _text_key(text)
        if key not in self.known:
            plain = normal(text)
            found = {loan.id: loan for alias, loan in self.aliases if alias in plain}
            if not found:
                # Not by the names of the book: by the others that a lender goes by.
                found = {each: self.loans[each] for each in self.matcher.named_in(text)}
            if len(found) == 1:
                self.known[key] = (next(iter(found.values())), None)
            else:
                self.known[key] = (None, Problem(code="which_loan", field="loan", value=text, hint="--loan"))
        return self.known[key]


def _text_key(text: str) -> str:
    return f"\n{text}"


def _write(
    writer: Writer,
    source: Source,
    met: Sorted,
    posted: SortedPostings,
    report: ImportReport,
    progress: Progress | None,
) -> None:
    if not met.fresh and not met.settled and not posted.fresh:
        return
    report.batch = batch = writer.insert(
        "batch",
        {
            "at": writer.at, "source_name": source.name, "sha256": source.sha256, "kind": "payments",
            "profile": report.profile, "rows": report.rows, "imported": report.imported,
            "duplicates": report.duplicates, "skipped": report.skipped_rows, "rejected": report.rejected_rows,
        },
    )  # fmt: skip
    report.action_id = writer.action_id
    for payment_id, line in met.settled:
        booked = {"posted_on": line.posted_on.isoformat()} if line.posted_on else {}
        writer.update("payment", payment_id, {"state": line.state.value, **booked})
    if met.settled:
        report.notes.append(Note("payments_settled", {"count": str(len(met.settled))}))
    accounts: dict[str, int | None] = {"": None}
    for _loan, line in met.fresh:
        if line.account not in accounts:
            accounts[line.account] = account_id(writer, line.account)
    at = writer.at

    def rows() -> Iterator[tuple[Any, ...]]:
        # Loan by loan, so that what is read together lies together; within one in the order of the file.
        for number, (loan, line) in enumerate(sorted(met.fresh, key=_loan_id)):
            if progress is not None and number % _EVERY == 0:
                progress(number, len(met.fresh))
            posted = line.posted_on.isoformat() if line.posted_on else None
            yield (
                loan.id, line.paid_on.isoformat(), posted, line.amount_minor, loan.currency,
                line.state.value, accounts[line.account], line.ref, line.note, line.line, at,
            )  # fmt: skip

    if met.fresh:
        writer.bulk_insert("payment", COLUMNS, rows(), batch_id=batch)
    write_postings(writer, posted, batch)


def _loan_id(row: Row) -> int:
    return row[0].id
