"""`debt export`: the book leaves as files, or as text on stdout."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.output import tidy
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.hiding import hiding, is_hiding
from tracker.locale.joining import listed
from tracker.private_file import write_private

if TYPE_CHECKING:
    from tracker.services.book import Book
    from tracker.services.exporting import Sheet

WHAT = (
    "loans", "payments", "schedule", "due", "balance", "marks", "disputes", "scores", "habits", "alerts",
    "all",
)  # fmt: skip
FORMATS = ("csv", "json", "ics")


@command(
    "debt export all --format csv -o out/",
    "debt export loans > loans.csv",
    "debt export schedule --loan jiebei --format json",
    "debt export loans --filter 'apr>5 due<7d' --hide-amounts -o loans.csv",
    "debt export schedule --format ics -o dues.ics",
    help=N_(
        "Write one part of the book as a table, to stdout if no file is named: loans, payments, schedule, "
        "due, balance, marks, disputes, scores, habits or alerts. 'all' writes every fact, one file for each "
        "kind, into a folder; debt import brings the folder back as it was."
    ),
)
@argument("what", metavar="loans|payments|schedule|due|…|all")
@option("-o", "--output", metavar="FILE|-", help=N_("Where to write; a folder for all as CSV."))
@option(
    "--format",
    "form",
    metavar="csv|json|ics",
    help=N_("csv if not given; ics is a calendar of the schedule."),
)
@option("--loan", metavar="LOAN", help=N_("Only this loan's payments, schedule, dues or balance."))
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
    wanted: str | None,
    hide_amounts: bool,
    show_amounts: bool,
    force: bool,
) -> None:
    """Export the book."""
    form = form or ("json" if session.flags.get("json") else "csv")
    for name, value, choices in (("what", what, WHAT), ("format", form, FORMATS)):
        if value not in choices:
            params = {"choices": ", ".join(choices)}
            raise refuse((Problem(code="unknown_choice", field=name, value=value, params=params),))
    hidden = hide_amounts or (is_hiding() and not show_amounts)
    with hiding(hidden=hidden), session.book() as book:
        if what == "all" and form == "csv":
            _export_folder(session, book, output, force=force)
            return
        loan_id = session.loan(book, loan).id if loan else None
        if form == "ics":
            _export_calendar(session, book, what, output, loan_id, hidden=hidden, force=force)
            return
        text = (
            _all_json(session, book)
            if what == "all"
            else _table_text(session, _part(book, what, loan_id, wanted), form, hidden=hidden)
        )
    if hidden and what != "all":
        session.out.say(_("Amounts are hidden in it; --show-amounts writes them."))
    if output in (None, "-"):
        session.out.raw(text)
        return
    _write(session, str(output), text, force=force)


def _part(book: Book, what: str, loan_id: int | None, wanted: str | None) -> Sheet:
    from tracker.services.exporting import part

    if wanted is None:
        return part(book, what, loan_id=loan_id)
    if what != "loans":
        raise usage(_("--filter goes with loans."))
    from tracker.services.loan.filter import find_loans

    rows, _of, problems = find_loans(book, wanted, "")
    if problems:
        raise refuse(problems)
    return part(book, what, only={row.loan_id for row in rows})


def _export_calendar(
    session: Session,
    book: Book,
    what: str,
    output: str | None,
    loan_id: int | None,
    *,
    hidden: bool,
    force: bool,
) -> None:
    """Write the schedule as a calendar; its line ends are part of the format."""
    from tracker.services.calendar_file import schedule_calendar

    if what != "schedule":
        params = {"choices": "csv, json"}
        raise refuse((Problem(code="unknown_choice", field="format", value="ics", params=params),))
    text = schedule_calendar(book, loan_id=loan_id, hide_amounts=hidden)
    if output in (None, "-"):
        session.out.raw(text)
        return
    _write(session, str(output), text, force=force)


def _export_folder(session: Session, book: Book, output: str | None, *, force: bool) -> None:
    from tracker.services.exporting import FolderExistsError, export_all

    if output in (None, "-"):
        raise CliError(
            "usage", Exit.USAGE, _("{name} is missing.").format(name="-o"), _("debt export all -o FOLDER")
        )
    folder = Path(str(output))
    if folder.exists() and not folder.is_dir():
        raise refuse((Problem(code="not_a_folder", field="output", value=str(folder)),))
    try:
        written = {} if session.dry_run else export_all(book, folder, force=force)
    except FolderExistsError as error:
        raise _exists(folder) from error
    counts = listed(f"{count} {kind}" for kind, count in written.items() if count)
    if is_hiding():
        session.out.say(_("The whole book is in it, amounts too: it can be brought back only as a whole."))
    session.tell(_("Exported to {path}: {what}").format(path=folder, what=counts or _("nothing")))


def _all_json(session: Session, book: Book) -> str:
    from tracker.services.exporting import KINDS, kind_rows

    data = {kind: list(kind_rows(book, kind)) for kind in KINDS}
    envelope = session.envelope("export", data)
    return json.dumps(tidy(envelope), ensure_ascii=False, indent=1) + "\n"


def _table_text(session: Session, sheet: Sheet, form: str, *, hidden: bool) -> str:
    from tracker.services.exporting import sheet_text

    head = {"generated_at": session.now().isoformat(timespec="seconds"), "today": session.today}
    return "".join(sheet_text(sheet, form, hidden=hidden, head=head))


def _write(session: Session, output: str, text: str, *, force: bool) -> None:
    path = Path(output)
    if path.is_dir():
        raise refuse((Problem(code="file_is_directory", field="output", value=output),))
    if not path.absolute().parent.is_dir():
        raise refuse((Problem(code="folder_missing", field="output", value=os.fspath(path.parent)),))
    if path.exists() and not force:
        raise _exists(path)
    if not session.dry_run:
        write_private(output, text)
    session.tell(_("Exported to {path}").format(path=path))


def _exists(path: Path) -> CliError:
    message = _("{path} exists already.").format(path=path)
    return CliError("target_exists", Exit.REFUSED, message, _("--force replaces it. Nothing was written."))
