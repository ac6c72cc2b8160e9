"""`debt export`: the book leaves as files, or as text on stdout."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.output import neutral, tidy
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.private_file import write_private

if TYPE_CHECKING:
    from tracker.services.book import Book

WHAT = ("loans", "payments", "schedule", "all")
FORMATS = ("csv", "json", "ics")


@command(
    "debt export all --format csv -o out/",
    "debt export loans > loans.csv",
    "debt export schedule --loan jiebei --format json",
    "debt export schedule --format ics -o dues.ics",
    help=N_(
        "Write loans, payments or schedules as one table, to stdout if no file is named. 'all' writes every "
        "fact, one file for each kind, into a folder; debt import brings the folder back as it was."
    ),
)
@argument("what", metavar="loans|payments|schedule|all")
@option("-o", "--output", metavar="FILE|-", help=N_("Where to write; a folder for all as CSV."))
@option(
    "--format",
    "form",
    metavar="csv|json|ics",
    help=N_("csv if not given; ics is a calendar of the schedule."),
)
@option("--loan", metavar="LOAN", help=N_("Only this loan's payments or schedule."))
@option("--force", is_flag=True, help=N_("Replace what stands there."))
def export_command(
    session: Session, *, what: str, output: str | None, form: str | None, loan: str | None, force: bool
) -> None:
    """Export the book."""
    form = form or ("json" if session.flags.get("json") else "csv")
    for name, value, choices in (("what", what, WHAT), ("format", form, FORMATS)):
        if value not in choices:
            params = {"choices": ", ".join(choices)}
            raise refuse((Problem(code="unknown_choice", field=name, value=value, params=params),))
    with session.book() as book:
        if what == "all" and form == "csv":
            _export_folder(session, book, output, force=force)
            return
        loan_id = session.loan(book, loan).id if loan else None
        if form == "ics":
            _export_calendar(session, book, what, output, loan_id, force=force)
            return
        text = _all_json(session, book) if what == "all" else _table_text(session, book, what, form, loan_id)
    if output in (None, "-"):
        session.out.raw(text)
        return
    _write(session, str(output), text, force=force)


def _export_calendar(
    session: Session, book: Book, what: str, output: str | None, loan_id: int | None, *, force: bool
) -> None:
    """Write the schedule as a calendar; its line ends are part of the format."""
    from tracker.services.calendar_file import schedule_calendar

    if what != "schedule":
        params = {"choices": "csv, json"}
        raise refuse((Problem(code="unknown_choice", field="format", value="ics", params=params),))
    hidden = bool(session.setting("hide_amounts").value)
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
    counts = ", ".join(f"{count} {kind}" for kind, count in written.items() if count)
    session.tell(_("Exported to {path}: {what}").format(path=folder, what=counts or _("nothing")))


def _all_json(session: Session, book: Book) -> str:
    from tracker.services.exporting import KINDS, kind_rows

    data = {kind: list(kind_rows(book, kind)) for kind in KINDS}
    envelope = session.envelope("export", data)
    return json.dumps(tidy(envelope), ensure_ascii=False, indent=1) + "\n"


def _table_text(session: Session, book: Book, what: str, form: str, loan_id: int | None) -> str:
    header, rows = _rows(book, what, loan_id)
    if form == "json":
        data = [dict(zip(header, row, strict=True)) for row in rows]
        return json.dumps(tidy(session.envelope(f"export.{what}", data)), ensure_ascii=False, indent=1) + "\n"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _rows(book: Book, what: str, loan_id: int | None) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
    from tracker.services import exporting

    if what == "loans":
        return exporting.LOAN_HEADER, exporting.loan_rows(book)
    if what == "schedule":
        return exporting.SCHEDULE_HEADER, exporting.schedule_rows(book, loan_id)
    return PAYMENT_HEADER, _payments(book, loan_id)


PAYMENT_HEADER = ("date", "loan", "amount", "currency", "state", "posted_on", "account", "ref", "note")


def _payments(book: Book, loan_id: int | None) -> Iterable[Sequence[Any]]:
    from tracker.cli.rows import money
    from tracker.services.payment import list_payments

    for row in list_payments(book, loan_id=loan_id, newest_first=False, allocations=False):
        yield (
            row.paid_on,
            row.loan,
            money(row.amount_minor, row.currency),
            row.currency,
            row.state,
            row.posted_on,
            row.account,
            row.ref,
            row.note,
        )


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
