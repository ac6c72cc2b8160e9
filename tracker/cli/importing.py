"""`debt import`: loans and payments from a file; every row is accounted for."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.cli.asking import choose
from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.import_profiles import check_profile, keep, show_profiles
from tracker.cli.import_report import tell
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.problems import sentence

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.importing import ImportOptions, ImportReport

CHOICES = {
    "--kind": ("kind", ("loans", "payments")),
    "--date-format": ("date_format", ("dmy", "mdy", "ymd")),
    "--decimal-mark": ("decimal_mark", (".", ",")),
    "--rate-unit": ("rate_unit", ("percent", "fraction")),
    "--sign": ("sign", ("positive", "negative")),
}
"""What a person can be asked about a file: the flag that decides it and its values."""


@command(
    "debt import loans.csv --kind loans --dry-run",
    "debt import bank.csv --kind payments --loan jiebei --date-format dmy",
    "debt import alipay.csv -n --all        what every row is taken for, and why",
    "debt import card.csv --loan freedom --purchases -n",
    "debt import --list-profiles",
    N_("debt import out/            a folder that debt export all wrote"),
    help=N_(
        "Bring in loans or payments from a CSV or Excel file, standard input (-) or a folder of an earlier "
        "export. Exports of banks, wallets and apps are known by their columns, and only the rows that repay "
        "a loan come in. "
        "One undo step; with any rejected row nothing is written, unless --skip-bad. The same file again "
        "changes nothing."
    ),
)
@argument("file", metavar="FILE|-", required=False)
@option("--kind", metavar="loans|payments", help=N_("What the file holds."))
@option("--profile", metavar="NAME", help=N_("The layout of the file, - for none; else the file shows it."))
@option("--list-profiles", is_flag=True, help=N_("List the layouts that are known."))
@option("--save-profile", metavar="NAME", help=N_("Keep how this file is read as a layout of your own."))
@option("--all", "every", is_flag=True, help=N_("Show every row of a statement with what becomes of it."))
@option(
    "--rows", metavar="LINES", multiple=True, help=N_("Lines of a statement that are payments to --loan.")
)
@option("--loan", metavar="LOAN", help=N_("The loan that all payments are for."))
@option(
    "--purchases",
    is_flag=True,
    help=N_(
        "Of a card's statement, also bring in purchases, fees, interest and refunds; -n shows what each row "
        "is, --set LINE:as=KIND says it otherwise."
    ),
)
@option(
    "--map",
    "columns",
    metavar="KEY=COLUMN",
    multiple=True,
    help=N_("Which column a value stands in: its header, #3 for the third, - for none."),
)
@option("--encoding", metavar="NAME", help=N_("How the text is encoded: utf-8, gb18030 …"))
@option("--date-format", metavar="ymd|dmy|mdy", help=N_("The order in dates such as 03/04/2026."))
@option("--decimal-mark", metavar=".|,", help=N_("The decimal mark in amounts such as 1,234."))
@option("--rate-unit", metavar="percent|fraction", help=N_("What a bare rate such as 0.18 is."))
@option("--sign", metavar="positive|negative", help=N_("The sign that payments to the lender bear."))
@option("--currency", metavar="CODE", help=N_("The currency of every amount."))
@option("--delimiter", metavar="CHAR", help=N_("What parts the cells: comma, semicolon, tab or bar."))
@option("--header", metavar="LINE|none", help=N_("The line that names the columns."))
@option(
    "--set",
    "edits",
    metavar="LINE:COLUMN=VALUE",
    multiple=True,
    help=N_("What a cell should read; COLUMN is a header, a key, #3 or * for the whole line."),
)
@option("--skip-line", "skip_lines", metavar="LINES", multiple=True, help=N_("Leave lines out: 12 or 12-14."))
@option(
    "--anyway",
    metavar="LINES",
    multiple=True,
    help=N_("Import lines although the book has the same already."),
)
@option(
    "--loan-for",
    "loans_for",
    metavar="TEXT=LOAN",
    multiple=True,
    help=N_("The loan that rows mean by a name or a text of their own."),
)
@option("--skip-bad", is_flag=True, help=N_("Leave rejected rows out instead of refusing the file."))
def import_command(
    session: Session,
    *,
    file: str | None,
    kind: str | None,
    profile: str | None,
    list_profiles: bool,
    save_profile: str | None,
    every: bool,
    rows: tuple[str, ...],
    loan: str | None,
    purchases: bool,
    anyway: tuple[str, ...],
    loans_for: tuple[str, ...],
    skip_bad: bool,
    **readings: Any,
) -> None:
    """Import a file."""
    if list_profiles:
        show_profiles(session)
        return
    if file is None:
        raise usage(_("Name the file to import, or - for standard input."))
    if rows and not loan:
        raise usage(_("--rows says which lines are payments to --loan; name the loan."))
    if profile is not None:
        check_profile(profile)
    told: dict[str, Any] = {"kind": kind, "profile": profile, **readings}
    with session.book() as book:
        said = ImportRows(
            loan_id=session.loan(book, loan).id if loan else None,
            anyway=_lines(anyway, "anyway"),
            rows=_lines(rows, "rows"),
            loans_for=tuple(_loan_for(session, book, text) for text in loans_for),
            skip_bad=skip_bad,
            purchases=purchases,
        )
        report = _import(session, book, file, told, said)
        if save_profile is not None:
            keep(session, file, _options(told, said), told, save_profile)
    tell(session, report, skip_bad=skip_bad, every=every)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRows:
    """What was said about the rows, whatever is asked about their reading."""

    loan_id: int | None
    anyway: frozenset[int]
    rows: frozenset[int]
    loans_for: tuple[tuple[str, int], ...]
    skip_bad: bool
    purchases: bool


def _lines(texts: tuple[str, ...], name: str) -> frozenset[int]:
    from tracker.services.importing import read_lines

    problems: list[Problem] = []
    found = read_lines(texts, name, problems)
    if problems:
        raise refuse(tuple(problems))
    return found


def _loan_for(session: Session, book: Book, text: str) -> tuple[str, int]:
    from tracker.domain.problems import Problem

    said, equals, name = text.rpartition("=")
    if not equals or not said.strip() or not name.strip():
        raise refuse((Problem(code="loan_for_unreadable", field="loan", value=text[:200]),))
    return said.strip(), session.loan(book, name.strip()).id


def _import(session: Session, book: Book, file: str, told: dict[str, Any], rows: ImportRows) -> ImportReport:
    """Import, asking what has two readings as long as a person is there to answer."""
    from tracker.services.importing import import_path

    while True:
        options = _options(told, rows)
        stdin = sys.stdin.buffer if file == "-" and sys.stdin is not None else None
        progress = _Progress(session)
        report, problems = import_path(book, file, options, stdin=stdin, progress=progress)
        progress.clear()
        open_questions = problems if report is None else tuple(report.rejected)
        asked = _question(session, open_questions, told) if file != "-" else None
        if asked is None:
            break
        name, values = asked
        told[name] = choose(sentence(open_questions[0]), [(each, each) for each in values])
    if report is None:
        raise refuse(problems)
    return report


def _options(told: dict[str, Any], rows: ImportRows) -> ImportOptions:
    from tracker.domain.problems import Problem
    from tracker.services.importing import ImportOptions, read_options

    readings = {name: value for name, value in told.items() if name not in ("kind", "profile")}
    read, problems = read_options(**readings)
    if read is None:
        raise refuse(problems)
    if told["kind"] not in (None, "loans", "payments"):
        params = {"choices": "loans, payments"}
        raise refuse((Problem(code="unknown_choice", field="kind", value=told["kind"], params=params),))
    return ImportOptions(
        kind=told["kind"], loan_id=rows.loan_id, skip_bad=rows.skip_bad, anyway=rows.anyway,
        loans_for=rows.loans_for, rows=rows.rows, profile=told["profile"], purchases=rows.purchases,
        read=read,
    )  # fmt: skip


def _question(
    session: Session, problems: tuple[Problem, ...], told: dict[str, Any]
) -> tuple[str, tuple[str, ...]] | None:
    """What to ask next, if all that is wrong can be decided by an answer."""
    if not problems or not session.can_ask or not all(each.ask for each in problems):
        return None
    found = CHOICES.get(problems[0].hint or "")
    if problems[0].code == "which_profile":
        found = ("profile", tuple(problems[0].params["choices"].split(", ")))
    return found if found and not told.get(found[0]) else None


class _Progress:
    """Rows read so far, after one second, on a terminal only; nothing of it stays on the screen."""

    def __init__(self, session: Session) -> None:
        self.stream = session.out.err
        self.wanted = not session.out.quiet and self.stream is not None and self.stream.isatty()
        self.begun = time.monotonic()
        self.shown = 0

    def __call__(self, done: int, _expected: int | None) -> None:
        if self.wanted and time.monotonic() - self.begun > 1:
            text = f"\r{done:,}"
            self.shown = len(text)
            self.stream.write(text)
            self.stream.flush()

    def clear(self) -> None:
        """Leave the line as it was."""
        if self.shown:
            self.stream.write("\r" + " " * self.shown + "\r")
            self.stream.flush()
