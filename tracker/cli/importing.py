"""`debt import`: loans and payments from a file; every row is accounted for."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.cli.asking import choose
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.files import note_text, skip_text
from tracker.locale.joining import phrased, told_of
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

_MOST_PAIRS = 10_000

SHOWN = 20
"""Rejected rows told one by one; all of them are in --json."""


@command(
    "debt import loans.csv --kind loans --dry-run",
    "debt import bank.csv --kind payments --loan jiebei --date-format dmy",
    N_("debt import out/            a folder that debt export all wrote"),
    help=N_(
        "Bring in loans or payments from a CSV file, standard input (-) or a folder of an earlier export. "
        "One undo step; with any rejected row nothing is written, unless --skip-bad. The same file again "
        "changes nothing."
    ),
)
@argument("file", metavar="FILE|-")
@option("--kind", metavar="loans|payments", help=N_("What the file holds."))
@option("--profile", metavar="NAME", help=N_("The layout of the file."))
@option("--loan", metavar="LOAN", help=N_("The loan that all payments are for."))
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
    file: str,
    kind: str | None,
    profile: str | None,
    loan: str | None,
    anyway: tuple[str, ...],
    loans_for: tuple[str, ...],
    skip_bad: bool,
    **readings: Any,
) -> None:
    """Import a file."""
    if profile is not None:
        message = _("There is no profile {name}.").format(name=profile)
        hint = _("Leave --profile out: the layout is told from the header; --map names columns.")
        raise CliError("profile_not_found", Exit.NOT_FOUND, message, hint)
    told: dict[str, Any] = {"kind": kind, **readings}
    with session.book() as book:
        rows = ImportRows(
            loan_id=session.loan(book, loan).id if loan else None,
            anyway=_lines(anyway),
            loans_for=tuple(_loan_for(session, book, text) for text in loans_for),
            skip_bad=skip_bad,
        )
        report = _import(session, book, file, told, rows)
    _tell(session, report, skip_bad=skip_bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRows:
    """What was said about the rows, whatever is asked about their reading."""

    loan_id: int | None
    anyway: frozenset[int]
    loans_for: tuple[tuple[str, int], ...]
    skip_bad: bool


def _lines(texts: tuple[str, ...]) -> frozenset[int]:
    from tracker.services.importing import read_lines

    problems: list[Problem] = []
    found = read_lines(texts, "anyway", problems)
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
        raise _refused(problems)
    return report


def _options(told: dict[str, Any], rows: ImportRows) -> ImportOptions:
    from tracker.domain.problems import Problem
    from tracker.services.importing import ImportOptions, read_options

    readings = {name: value for name, value in told.items() if name != "kind"}
    read, problems = read_options(**readings)
    if read is None:
        raise refuse(problems)
    if told["kind"] not in (None, "loans", "payments"):
        params = {"choices": "loans, payments"}
        raise refuse((Problem(code="unknown_choice", field="kind", value=told["kind"], params=params),))
    return ImportOptions(
        kind=told["kind"], loan_id=rows.loan_id, skip_bad=rows.skip_bad, anyway=rows.anyway,
        loans_for=rows.loans_for, read=read,
    )  # fmt: skip


def _question(
    session: Session, problems: tuple[Problem, ...], told: dict[str, Any]
) -> tuple[str, tuple[str, ...]] | None:
    """What to ask next, if all that is wrong can be decided by an answer."""
    if not problems or not session.can_ask or not all(each.ask for each in problems):
        return None
    found = CHOICES.get(problems[0].hint or "")
    return found if found and not told.get(found[0]) else None


def _refused(problems: tuple[Problem, ...]) -> CliError:
    missing = {"no_such_file", "missing_file", "file_missing"}
    error = refuse(problems)
    if all(each.code in missing for each in problems):
        return CliError(error.code, Exit.NOT_FOUND, error.message, error.hint, error.problems)
    return error


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


def _tell(session: Session, report: ImportReport, *, skip_bad: bool) -> None:
    refused = bool(report.rejected_rows) and not skip_bad
    if session.out.form == "json":
        session.out.json(session.envelope("import", report_json(report, written=report.written)))
    elif session.out.form != "table":
        data = report_json(report, written=report.written)
        lists = ("duplicate_rows", "alike_rows", "equal_rows", "skipped_rows", "rejected", "notes")
        session.out.values([{name: value for name, value in data.items() if name not in lists}])
    else:
        _draw(session, report)
    if refused:
        session.exit_code = int(Exit.INVALID)
        count = ngettext("{count} row was rejected", "{count} rows were rejected", report.rejected_rows)
        text = count.format(count=report.rejected_rows)
        session.out.warn(_("{what}; nothing was written. --skip-bad leaves them out.").format(what=text))
    elif session.dry_run:
        session.out.warn(_("Nothing was written (dry run)."))
    elif report.action_id is not None and report.imported:
        session.out.say(_("debt undo takes it back."))


def report_json(report: ImportReport, *, written: bool) -> dict[str, Any]:
    """The account of an import."""
    return {
        "source": report.source,
        "kind": report.kind,
        "rows": report.rows,
        "imported": report.imported,
        "duplicates": report.duplicates,
        "duplicate_rows": _pairs(report.held, report.kind),
        "alike_rows": _pairs(report.alike, report.kind),
        "equal_rows": [
            {"line": line, "first_line": first} for line, first in sorted(report.equal.items())[:_MOST_PAIRS]
        ],
        "skipped": report.skipped_rows,
        "skipped_rows": [{"line": each.line, "reason": each.reason} for each in report.skipped],
        "rejected": _by_row(report.rejected),
        "rejected_rows": report.rejected_rows,
        "notes": [
            {"code": each.code, **each.params, "message": note_text(each.code, each.params)}
            for each in report.notes
        ],
        "batch": report.batch,
        "written": written,
    }


def _pairs(held: dict[int, int], kind: str) -> list[dict[str, int]]:
    """The lines of rows, and the loan or payment of the book each is the same as, or like."""
    name = "loan_id" if kind == "loans" else "payment_id"
    return [{"line": line, name: row_id} for line, row_id in sorted(held.items())[:_MOST_PAIRS]]


def _by_row(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """One entry for each rejected row; what else is wrong with the row stands in `more`."""
    found: list[dict[str, Any]] = []
    for each in problems:
        entry = {
            "line": each.line,
            "column": each.column or each.field,
            "value": each.value,
            "reason": sentence(replace(each, line=None)),
            "code": each.code,
        }
        if found and each.line is not None and found[-1]["line"] == each.line:
            found[-1].setdefault("more", []).append(entry)
        else:
            found.append(entry)
    return found


def _draw(session: Session, report: ImportReport) -> None:
    parts = (
        (_("rows"), report.rows),
        (_("imported"), report.imported),
        (_("duplicates"), report.duplicates),
        (_("skipped"), report.skipped_rows),
        (_("rejected"), report.rejected_rows),
    )
    session.out.line(told_of(report.source, phrased(f"{count} {name}" for name, count in parts)))
    if session.out.verbose:
        for skip in report.skipped[:SHOWN]:
            session.out.say(
                _("line {line} skipped: {reason}").format(line=skip.line, reason=skip_text(skip.reason))
            )
    for note in report.notes:
        text = note_text(note.code, note.params)
        if text:
            session.out.say(f"~ {text}")
    if report.equal:
        session.out.say(_("--skip-line leaves such a line out."))
    for problem in report.rejected[:SHOWN]:
        session.out.warn(sentence(problem))
    rest = len(report.rejected) - SHOWN
    if rest > 0:
        session.out.warn(ngettext("… and {count} more", "… and {count} more", rest).format(count=rest))
