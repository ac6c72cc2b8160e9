"""`debt export`: the book leaves as files, or as text on stdout."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.hiding import hiding, is_hiding
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from tracker.services.book import Book
    from tracker.services.exporting import Sheet

PARTS = (
    "loans", "payments", "schedule", "due", "balance", "marks", "disputes", "scores", "habits", "alerts",
)  # fmt: skip
WHAT = (*PARTS, "all", "report")
TABLES, PAPERS, JOURNALS = ("csv", "json"), ("md", "html"), ("hledger", "beancount")
FORMATS = (*TABLES, "ics", *JOURNALS, *PAPERS)
JOURNAL_OF = ("loans", "payments", "all")


@command(
    "debt export all --format csv -o out/",
    "debt export loans > loans.csv",
    "debt export schedule --loan jiebei --format json",
    "debt export loans --filter 'apr>5 due<7d' --hide-amounts -o loans.csv",
    "debt export schedule --format ics -o dues.ics",
    "debt export all --format hledger -o debts.journal",
    "debt export report --format html -o debts.html",
    "debt export report --year 2026 --loan jiebei",
    help=N_(
        "Write one part of the book as a table, to stdout if no file is named: loans, payments, schedule, "
        "due, balance, marks, disputes, scores, habits or alerts. 'all' writes every fact, one file for each "
        "kind, into a folder, or one file as JSON; debt import brings either back as it was. 'report' is for "
        "people: the whole book, a year or a loan with its chart, as Markdown or as a page."
    ),
)
@argument("what", metavar="loans|payments|schedule|due|…|all|report")
@option("-o", "--output", metavar="FILE|-", help=N_("Where to write; a folder for all as CSV."))
@option(
    "--format",
    "form",
    metavar="csv|json|ics|hledger|beancount|md|html",
    help=N_(
        "csv if not given, md for a report; ics is a calendar of the schedule; hledger and beancount are "
        "journals of loans, payments or all, whose balances those programs prove."
    ),
)
@option(
    "--loan",
    metavar="LOAN",
    help=N_("Only this loan's payments, schedule, dues, journal or report."),
)
@option("--year", metavar="YEAR", help=N_("The year of a report."))
@option("--filter", "wanted", metavar=N_("TEXT"), help=N_("Only loans that pass: text, status: apr> due<7d"))
@option("--hide-amounts", is_flag=True, help=N_("Leave the sums out, as hide_amounts = true does."))
@option("--show-amounts", is_flag=True, help=N_("Write the sums even if hide_amounts is set."))
@option("--force", is_flag=True, help=N_("Replace what stands there."))
def export_command(
    session: Session,
    *,
    what: str,
    output: str | None,
    form: str | None,
    loan: str | None,
    year: str | None,
    wanted: str | None,
    hide_amounts: bool,
    show_amounts: bool,
    force: bool,
) -> None:
    """Export the book."""
    form = form or ("json" if session.flags.get("json") and what != "report" else "")
    form = form or ("md" if what == "report" else "csv")
    for name, value, choices in (("what", what, WHAT), ("format", form, FORMATS)):
        if value not in choices:
            raise _no_choice(name, value, choices)
    if year is not None and what != "report":
        raise usage(_("--year goes with report."))
    if wanted is not None and (what != "loans" or form in JOURNALS):
        raise usage(_("--filter goes with loans."))
    hidden = hide_amounts or (is_hiding() and not show_amounts)
    asked = Asked(what=what, form=form, output=output, year=year, wanted=wanted, hidden=hidden, force=force)
    with hiding(hidden=hidden), session.book() as book:
        _check(asked, hide_amounts=hide_amounts)
        if what == "all" and form == "csv":
            _export_folder(session, book, output, force=force)
            return
        loan_id = session.loan(book, loan).id if loan else None
        pieces = _pieces(session, book, asked, loan_id)
        if asked.says_sums and hidden:
            session.out.say(
                _("The whole book is in it, amounts too: it can be brought back only as a whole.")
                if form == "json"
                else _("Amounts are in it: a journal is nothing without them.")
            )
        elif hidden and form != "ics":
            session.out.say(_("Amounts are hidden in it; --show-amounts writes them."))
        if what == "all" and form == "json" and output not in (None, "-"):
            _export_file(session, book, str(output), force=force)
            return
        deliver(session, pieces, output, force=force)
        if what == "all" and form == "json":
            _say_evidence_stays(session, book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to leave, as what, and where to."""

    what: str
    form: str
    output: str | None
    year: str | None
    wanted: str | None
    hidden: bool
    force: bool

    @property
    def says_sums(self) -> bool:
        """Whether sums are in it however they are shown."""
        return self.form in JOURNALS or (self.what == "all" and self.form == "json")


def _check(asked: Asked, *, hide_amounts: bool) -> None:
    """Refuse what does not go together, before anything is read."""
    form = asked.form
    if asked.what == "report" and form not in PAPERS:
        raise _no_choice("format", form, PAPERS)
    if form in JOURNALS and asked.what not in JOURNAL_OF:
        raise _no_choice("format", form, (*TABLES, *PAPERS))
    if form == "ics" and asked.what != "schedule":
        raise _no_choice("format", form, tuple(each for each in FORMATS if each != "ics"))
    if form in JOURNALS and hide_amounts:
        raise usage(_("A journal is nothing without its amounts: leave --hide-amounts out."))


def _pieces(session: Session, book: Book, asked: Asked, loan_id: int | None) -> Iterable[str]:
    """The text, in as many pieces as it comes."""
    head = _head(session)
    if asked.form in JOURNALS:
        from tracker.services.journal import journal_text

        return journal_text(book, asked.form, what=asked.what, loan_id=loan_id)
    if asked.form in PAPERS:
        return (_paper(book, asked, loan_id),)
    if asked.form == "ics":
        from tracker.services.calendar_file import schedule_calendar

        return (schedule_calendar(book, loan_id=loan_id, hide_amounts=asked.hidden),)
    if asked.what == "all":
        from tracker.services.exporting import book_json

        return book_json(book, head)
    from tracker.services.exporting import sheet_text

    return sheet_text(_part(book, asked, loan_id), asked.form, hidden=asked.hidden, head=head)


def _paper(book: Book, asked: Asked, loan_id: int | None) -> str:
    from tracker.services.report.made import part_report, report, sheet_report, written

    if asked.what in ("all", "report"):
        made, problems = report(book, loan_id=loan_id, year=_year(asked.year))
        if made is None:
            raise refuse(problems)
        return written(made, asked.form)
    if asked.wanted is not None:
        return written(sheet_report(book, _part(book, asked, loan_id)), asked.form)
    return written(part_report(book, asked.what, loan_id=loan_id), asked.form)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    from tracker.domain.text import narrow
    from tracker.services.report.made import no_year

    plain = narrow(text).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) == 4):
        raise refuse((no_year(text),))
    return int(plain)


def _part(book: Book, asked: Asked, loan_id: int | None) -> Sheet:
    from tracker.services.exporting import part

    if asked.wanted is None:
        return part(book, asked.what, loan_id=loan_id)
    from tracker.services.loan.filter import find_loans

    rows, _of, problems = find_loans(book, asked.wanted, "")
    if problems:
        raise refuse(problems)
    return part(book, asked.what, only={row.loan_id for row in rows})


def _export_folder(session: Session, book: Book, output: str | None, *, force: bool) -> None:
    from tracker.services.exporting import FolderExistsError, export_all

    if output in (None, "-"):
        raise CliError(
            "usage", Exit.USAGE, _("{name} is missing.").format(name="-o"), _("debt export all -o FOLDER")
        )
    folder = Path(str(output))
    if os.path.exists(folder) and not os.path.isdir(folder):  # noqa: PTH110, PTH112 -- never raise
        raise refuse((Problem(code="not_a_folder", field="output", value=str(folder)),))
    try:
        written = {} if session.dry_run else export_all(book, folder, force=force)
    except FolderExistsError as error:
        raise _exists(folder) from error
    except (OSError, ValueError) as error:  # a name with NUL in it is a value
        params = {"reason": getattr(error, "strerror", None) or str(error)}
        problem = Problem(code="not_writable", field="output", value=str(folder), params=params)
        raise refuse((problem,)) from error
    counts = listed(f"{count} {kind}" for kind, count in written.items() if count)
    if is_hiding():
        session.out.say(_("The whole book is in it, amounts too: it can be brought back only as a whole."))
    session.tell(_("Exported to {path}: {what}").format(path=folder, what=counts or _("nothing")))


def _export_file(session: Session, book: Book, output: str, *, force: bool) -> None:
    """The whole book as one JSON file, with a folder of evidence beside it."""
    from tracker.services.exporting import write_book

    path = Path(output)
    folder, problems = write_book(book, path, _head(session), force=force)
    _refuse(path, problems)
    session.tell(_("Exported to {path}").format(path=path))
    if folder is not None:
        session.out.say(_("What was kept as evidence is in {path}; keep them together.").format(path=folder))


def _say_evidence_stays(session: Session, book: Book) -> None:
    from tracker.services.exporting import holds_evidence

    if holds_evidence(book):
        session.out.say(_("The files kept as evidence are not in it; with -o FILE they go beside it."))


def _head(session: Session) -> dict[str, object]:
    return {"generated_at": session.now().isoformat(timespec="seconds"), "today": session.today}


def _refuse(path: Path, problems: tuple[Problem, ...]) -> None:
    if any(each.code == "file_exists" for each in problems):
        raise _exists(path)
    if problems:
        raise refuse(problems)


def deliver(session: Session, pieces: Iterable[str], output: str | None, *, force: bool) -> None:
    """Print a text, or write it to a file and say where it is; nothing is replaced unasked."""
    if output in (None, "-"):
        for piece in pieces:
            session.out.raw(piece)
        return
    from tracker.services.exporting import write_text

    path = Path(str(output))
    problems = write_text(path, pieces, force=force, dry_run=session.dry_run)[1]
    _refuse(path, problems)
    session.tell(_("Exported to {path}").format(path=path))


def _no_choice(name: str, value: str, choices: tuple[str, ...]) -> CliError:
    params = {"choices": ", ".join(choices)}
    return refuse((Problem(code="unknown_choice", field=name, value=value, params=params),))


def _exists(path: Path) -> CliError:
    message = _("{path} exists already.").format(path=path)
    return CliError("target_exists", Exit.REFUSED, message, _("--force replaces it. Nothing was written."))
