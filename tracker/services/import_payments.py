"""Payments from a plain list: matched to loans, duplicates out, twins kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal
from tracker.formats.payment_list import PaymentLine, read_payments
from tracker.formats.source import Source
from tracker.services.book import Book
from tracker.services.importing import ImportOptions, ImportReport, Progress, title_of
from tracker.services.loan.find import AmbiguousLoanError, LoanNotFoundError, match
from tracker.store.account import account_id
from tracker.store.exchange import living_payments
from tracker.store.loan import read_loans, read_names

COLUMNS = (
    "loan_id", "paid_on", "posted_on", "amount_minor", "currency", "state", "account_id", "ref", "note",
    "line", "created_at",
)  # fmt: skip
_EVERY = 5_000


def import_payments(
    book: Book, source: Source, options: ImportOptions, *, progress: Progress | None = None
) -> Checked[ImportReport]:
    """Import a list of payments in one transaction."""
    loans = Loans(book, options.loan_id)
    read = options.read
    if loans.fixed is not None and read.currency is None:
        read = replace(read, currency=loans.fixed.currency)
    found, problems = read_payments(source, read, currency_of=loans.currency_of)
    if found is None:
        return None, problems
    report = ImportReport(source=source.name, kind="payments")
    lines: list[tuple[Loan, PaymentLine]] = []
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
    fresh = _without_duplicates(book, lines)
    report.duplicates = len(lines) - len(fresh)
    report.imported = len(fresh)
    if report.rejected_rows and not options.skip_bad:
        return report.close(), ()
    report.close()
    if fresh:
        _write(book, source, fresh, report)
    report.written = not book.dry_run
    return report, ()


class Loans:
    """Finds the loan of each row: the one named for all, else by its column, else by who was paid."""

    def __init__(self, book: Book, loan_id: int | None) -> None:
        self.today = book.today
        self.names = read_names(book.conn)
        self.loans = {loan.id: loan for loan in read_loans(book.conn)}
        self.fixed = self.loans.get(loan_id) if loan_id is not None else None
        self.known: dict[str, tuple[Loan | None, Problem | None]] = {}
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
        loan = self.fixed
        problem: Problem | None = None
        if loan is None:
            loan, problem = self.named(line.loan) if line.loan else self.paid_to(line.note)
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
        if line.paid_on > self.today and line.state != "planned":
            return None, Problem(code="in_the_future", field="paid_on", value=line.paid_on.isoformat())
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
        key = f"\n{text}"
        if key not in self.known:
            plain = normal(text)
            found = {loan.id: loan for alias, loan in self.aliases if alias in plain}
            if len(found) == 1:
                self.known[key] = (next(iter(found.values())), None)
            else:
                self.known[key] = (None, Problem(code="which_loan", field="loan", value=text, hint="--loan"))
        return self.known[key]


def _without_duplicates(book: Book, lines: list[tuple[Loan, PaymentLine]]) -> list[tuple[Loan, PaymentLine]]:
    """The rows that the book does not hold yet.

    The k-th equal row of a file is the k-th such payment. A payment typed without any text stands
    for a row of the same loan, day and amount, so that importing what was typed adds nothing.
    """
    if not lines:
        return []
    first = min(line.paid_on for _loan, line in lines).isoformat()
    last = max(line.paid_on for _loan, line in lines).isoformat()
    held: dict[tuple[int, str, int], list[str]] = {}
    loan_ids = {loan.id for loan, _line in lines}
    for loan_id, stored_on, amount, ref, note in living_payments(book.conn, loan_ids, first, last):
        held.setdefault((loan_id, stored_on, amount), []).append(_identity(ref, note))
    if not held:
        return lines
    days: dict[date, str] = {}
    fresh = []
    for loan, line in lines:
        on = days.get(line.paid_on)
        if on is None:
            on = days[line.paid_on] = line.paid_on.isoformat()
        texts = held.get((loan.id, on, line.amount_minor))
        if texts:
            text = _identity(line.ref, line.note)
            same: str | None = (
                text if text in texts else "" if "" in texts else texts[0] if not text else None
            )
            if same is not None:
                texts.remove(same)
                continue
        fresh.append((loan, line))
    return fresh


def _identity(ref: str, note: str) -> str:
    return ref or normal(note)


def _write(book: Book, source: Source, fresh: list[tuple[Loan, PaymentLine]], report: ImportReport) -> None:
    with book.change(title_of(report)) as writer:
        batch = writer.insert(
            "batch",
            {
                "at": writer.at, "source_name": source.name, "sha256": source.sha256, "kind": "payments",
                "rows": report.rows, "imported": report.imported, "duplicates": report.duplicates,
                "skipped": report.skipped_rows, "rejected": report.rejected_rows,
            },
        )  # fmt: skip
        accounts: dict[str, int | None] = {"": None}
        for _loan, line in fresh:
            if line.account not in accounts:
                accounts[line.account] = account_id(writer, line.account)
        at = writer.at

        def rows() -> Any:
            for loan, line in fresh:
                posted = line.posted_on.isoformat() if line.posted_on else None
                yield (
                    loan.id, line.paid_on.isoformat(), posted, line.amount_minor, loan.currency,
                    line.state.value, accounts[line.account], line.ref, line.note, line.line, at,
                )  # fmt: skip

        writer.bulk_insert("payment", COLUMNS, rows(), batch_id=batch)
    report.batch, report.action_id = batch, writer.action_id
