"""Files come in: read whole, reported row by row, written in one undo step or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tracker.domain.loan.repayment import Reason as Reason
from tracker.domain.problems import Checked, Problem
from tracker.formats.headers import header_name
from tracker.formats.layouts import PAYMENTS
from tracker.formats.options import Edit as Edit
from tracker.formats.options import ReadOptions
from tracker.formats.options import read_lines as read_lines
from tracker.formats.options import read_options as read_options
from tracker.formats.own import own_kind
from tracker.formats.own_json import is_own_json
from tracker.formats.recognise import Recognised
from tracker.formats.source import Reader, Source
from tracker.formats.tally import MOST_KEPT, Note, Skip, Tally
from tracker.locale import _
from tracker.services.book import Book

_MOVED_ON = frozenset({*(name for name in PAYMENTS.fields[0].names if "paid" not in name), "trans date"})
"""What a column is called that says when something moved; loans have other days."""

Progress = Callable[[int, int | None], None]
"""Called now and then with the rows read and how many are expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the person said about the file."""

    kind: str | None = None
    """`loans` or `payments`; a file in our own format says so itself."""
    loan_id: int | None = None
    skip_bad: bool = False
    anyway: frozenset[int] = frozenset()
    """Lines that are imported although the book has the same already."""
    loans_for: tuple[tuple[str, int], ...] = ()
    """What rows say of their loan or payee, and the loan that is meant by it."""
    profile: str | None = None
    """The profile the file is read by, `-` for none; unsaid, the file shows it."""
    rows: frozenset[int] = frozenset()
    """Lines of a statement that are payments to `loan_id`, whatever they look like."""
    purchases: bool = False
    """Whether the purchases, fees and refunds of a card's statement come to the card, too."""
    read: ReadOptions = field(default_factory=ReadOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRow:
    """A row of a statement that was taken for a payment to a loan, or is posted to a card, and why."""

    line: int
    loan_id: int
    loan: str
    why: tuple[Reason, ...]
    role: str = "payment"
    """`payment`, a kind of charge, or `refund`."""


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """The account of an import: imported + duplicates + skipped + rejected rows are all rows."""

    source: str
    kind: str
    rows: int = 0
    imported: int = 0
    duplicates: int = 0
    skipped: list[Skip] = field(default_factory=list)
    skipped_rows: int = 0
    rejected: list[Problem] = field(default_factory=list)
    rejected_rows: int = 0
    notes: list[Note] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    """The lines of duplicates, and the payment or loan of the book each is the same as."""
    alike: dict[int, int] = field(default_factory=dict)
    """The lines of new payments of which the book has one of a day close by."""
    held_postings: dict[int, int] = field(default_factory=dict)
    """The lines of duplicates, and the charge or refund of the book each is the same as."""
    alike_postings: dict[int, int] = field(default_factory=dict)
    """The lines of new charges and refunds of which a like one was typed, of a day close by."""
    equal: dict[int, int] = field(default_factory=dict)
    """The lines of new payments that say what an earlier line of the file says, and that line."""
    profile: str = ""
    """The profile it was read by."""
    told: tuple[str, ...] = ()
    """The header names that told the profile."""
    statement_rows: int = 0
    """How many movements a statement holds, whatever became of them."""
    statement_sums: dict[str, int] = field(default_factory=dict)
    """What they come to together, in minor units by currency."""
    matched: list[MatchedRow] = field(default_factory=list)
    """The first of the rows of a statement that came to a loan, with the reasons."""
    matched_rows: int = 0
    batch: int | None = None
    action_id: int | None = None
    written: bool = False

    def take(self, tally: Tally) -> None:
        """Add what a reader left out."""
        self.skipped += tally.skipped
        self.skipped_rows += tally.skipped_rows
        self.rejected += tally.rejected
        self.rejected_rows += tally.rejected_rows
        self.notes += tally.notes

    def reject(self, problem: Problem) -> None:
        """Refuse one more row."""
        if len(self.rejected) < MOST_KEPT:
            self.rejected.append(problem)
        self.rejected_rows += 1

    def match(self, row: MatchedRow) -> None:
        """Take one more row of a statement for what came to a loan."""
        if len(self.matched) < MOST_KEPT:
            self.matched.append(row)
        self.matched_rows += 1

    def copy(self) -> ImportReport:
        """The report as it is so far, to be carried on more than once."""
        return replace(self, skipped=[*self.skipped], rejected=[*self.rejected], notes=[*self.notes])

    def close(self) -> ImportReport:
        """Add the rows up."""
        self.rows = self.imported + self.duplicates + self.skipped_rows + self.rejected_rows
        return self


def import_path(
    book: Book,
    path: str | Path,
    options: ImportOptions,
    *,
    stdin: Reader | None = None,
    progress: Progress | None = None,
) -> Checked[ImportReport]:
    """Import a file, standard input (`-`), or a folder that `export all` wrote.

    Problems come instead of a report where nothing of the file can be used. With any rejected row
    nothing is written, unless `skip_bad`.
    """
    if str(path) != "-" and os.path.isdir(path):  # noqa: PTH112 -- pathlib raises where a name is too long
        from tracker.services.own_files import import_folder

        report, problems = import_folder(book, Path(path), options)
    else:
        from tracker.services.import_open import open_known

        source, problems = open_known(path, options, stdin=stdin)
        if source is None:
            return None, problems
        report, problems = import_source(book, source, options, progress=progress)
    if report is not None and report.kind != "payments" and report.action_id is not None and report.written:
        from tracker.services.holidays import refresh_holidays

        # New loans bring new dues, some on holidays; after a file was read the wait goes unnoticed.
        refresh_holidays(book)
    return report, problems


def import_source(
    book: Book, source: Source, options: ImportOptions, *, progress: Progress | None = None
) -> Checked[ImportReport]:
    """Import a file that has been read."""
    own = own_kind(source)
    if own is not None:
        from tracker.services.own_files import import_files

        return import_files(book, [source], options, name=source.name)
    if is_own_json(source):
        from tracker.services.own_files import import_json

        return import_json(book, source, options)
    options = replace(options, read=replace(options.read, home_currency=book.currency, today=book.today))
    how, problems = how_read(source, options)
    if how is None:
        return None, problems
    if how.kind == "loans":
        from tracker.services.import_loans import import_loans

        return import_loans(book, source, options, found=how.found, progress=progress)
    from tracker.services.import_payments import import_payments

    return import_payments(book, source, options, found=how.found, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class HowRead:
    """What a file holds, and the profile that says how it is read; None where its columns alone say it."""

    kind: str
    found: Recognised | None = None


def how_read(source: Source, options: ImportOptions) -> Checked[HowRead]:
    """Whether a file holds loans or payments, and by which profile; or what has to be said first."""
    from tracker.services.profile import profile_of

    found, problems = profile_of(source, options.profile, options.read, kind=options.kind)
    if problems:
        return None, problems
    if found is not None:
        return HowRead(kind="loans" if found.profile.holds == "loans" else "payments", found=found), ()
    if kind := options.kind or guess_kind(source, options):
        return HowRead(kind=kind), ()
    params = {"accepted": "loans, payments"}
    return None, (
        Problem(code="which_kind", field="kind", value=source.name, ask=True, hint="--kind", params=params),
    )


def guess_kind(source: Source, options: ImportOptions) -> str | None:
    """The kind that the header allows, if it allows just one."""
    from tracker.formats.loan_list import read_loans
    from tracker.formats.payment_list import read_payments

    # What is wrong with a correction says nothing about the kind.
    read = replace(options.read, edits=(), skip_lines=frozenset())
    loans, _wrong = read_loans(source, read)
    payments, _wrong = read_payments(source, read)
    if (loans is None) == (payments is None):
        return None
    if loans is not None and any(header_name(each) in _MOVED_ON for each in loans.ignored):
        return None  # rows with a day of their own are rather movements of an account
    return "loans" if loans is not None else "payments"


def title_of(report: ImportReport) -> str:
    """What the import is called in the history."""
    return _("Imported {count} rows from {name}").format(count=report.imported, name=Path(report.source).name)
