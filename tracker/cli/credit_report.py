"""`debt credit report`: reports as they were pulled, and what changed between them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tracker.cli.command import F, argument, command, option
from tracker.cli.credit_mark import change_entry
from tracker.cli.credit_report_rows import (
    DIFF_FIELDS,
    REPORT_FIELDS,
    alarm_json,
    alarm_table,
    bureau_json,
    diff_json,
    diff_table,
    enquiry_table,
    entry_table,
    free_text,
    report_json,
    report_table,
)
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.reading import decided, settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.views import Done


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--note", N_("TEXT"), N_("A note.")),
        ("--free", "yes|no", N_("Whether it used up one of the free ones; yes if not given.")),
        ("--place", "CN|US|UK|EU", N_("Whose rules hold, where the bureau's name does not tell.")),
        ("--on", N_("DATE"), N_("When it was pulled; today if not given.")),
        ("--bureau", N_("TEXT"), N_("Whose report it is.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    "debt credit report add --bureau PBOC --on 2026-11-01 report.csv",
    "debt credit report add --template > report.csv",
    help=N_("Keep a report: accounts and enquiries from a CSV file, or typed afterwards with credit entry."),
)
@argument("file", metavar="FILE.csv", required=False)
@_options
@option("--template", is_flag=True, help=N_("Print the columns of such a file with an example."))
def add_command(session: Session, *, file: str | None, template: bool, **fields: str | None) -> None:
    """Keep a report."""
    from tracker.services.credit_report import add_report

    if template:
        from tracker.services.credit_report import template as text

        session.out.block(text())
        return
    if not fields.get("bureau"):
        raise usage(_("Say whose report it is with --bureau."))
    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return add_report(
                book, got, file, stdin=getattr(sys.stdin, "buffer", None),
                decide=lambda field, text: decided(session, field, text),
            )  # fmt: skip

        done = settle(session, told, attempt)
    session.done((done, ()))


@command(
    "debt credit report list",
    help=N_("The reports, newest first; below, what is still free and what came back onto a report."),
)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, trash: bool) -> None:
    """List the reports."""
    from tracker.services.credit import recovery
    from tracker.services.credit_entry import list_trashed

    with session.book() as book:
        file = recovery(book).file
        found = list_trashed(book).reports if trash else file.reports
    drawn = session.rows(
        "credit.report.list",
        [report_json(each, parts=False) for each in found],
        lambda: report_table(found),
        fields=REPORT_FIELDS,
        empty=_("No report is kept. debt credit report add keeps one."),
        bureaus=[bureau_json(each) for each in file.bureaus],
        alarms=[alarm_json(each) for each in file.alarms],
    )
    if drawn and not trash:
        for bureau in file.bureaus:
            session.out.line(free_text(bureau))
        if file.alarms:
            session.out.line()
            session.out.table(alarm_table(file.alarms))


@command("debt credit report show 1", help=N_("One report with its accounts and enquiries."))
@argument("report", metavar="ID", type=int)
def show_command(session: Session, *, report: int) -> None:
    """Show a report."""
    from tracker.services.credit_report import find_report

    with session.book() as book:
        found = find_report(book, report)
    if found is None:
        raise CliError(
            "report_not_found", Exit.NOT_FOUND, _("There is no report {number}.").format(number=report),
            _("debt credit report list shows what there is."),
        )  # fmt: skip

    def shown() -> list[tuple[str, str]]:
        lines = [(_("Report"), f"{found.bureau} {found.pulled_on.isoformat()}")]
        lines.append((_("Free of charge"), _("yes") if found.free else _("no")))
        return [*lines, (_("Note"), found.note)] if found.note else lines

    if session.facts("credit.report", report_json(found), shown):
        for table in (entry_table(found.entries), enquiry_table(found.enquiries)):
            if table.lines:
                session.out.line()
                session.out.table(table)


@command(
    "debt credit report diff",
    "debt credit report diff --bureau PBOC",
    "debt credit report diff 1 3",
    help=N_("What changed between two reports, line by line; the last two of a bureau if none are named."),
)
@argument("older", metavar="ID", type=int, required=False)
@argument("newer", metavar="ID", type=int, required=False)
@option("--bureau", metavar=N_("TEXT"), help=N_("Of this bureau."))
def diff_command(session: Session, *, older: int | None, newer: int | None, bureau: str | None) -> None:
    """Compare two reports."""
    from tracker.services.credit import recovery
    from tracker.services.credit_report import compare

    if (older is None) != (newer is None):
        raise usage(_("Name two reports, or none."))
    with session.book() as book:
        found, problems = compare(book, bureau=bureau or "", older=older, newer=newer)
        if found is None:
            raise refuse(problems)
        alarms = [each for each in recovery(book).file.alarms if each.report_id == found.newer.id]
    drawn = session.rows(
        "credit.report.diff",
        diff_json(found),
        lambda: diff_table(found),
        fields=DIFF_FIELDS,
        empty=_("Nothing changed."),
        bureau=found.newer.bureau,
        older={"report_id": found.older.id, "pulled_on": found.older.pulled_on},
        newer={"report_id": found.newer.id, "pulled_on": found.newer.pulled_on},
        same=found.same,
        alarms=[alarm_json(each) for each in alarms],
    )
    if drawn and alarms:
        session.out.line()
        session.out.table(alarm_table(alarms))


@command(
    "debt credit report edit 1 --free no",
    help=N_("Change what is known of a report; what is not given stays."),
)
@argument("report", metavar="ID", type=int)
@_options
def edit_command(session: Session, *, report: int, **fields: str | None) -> None:
    """Change a report."""
    from tracker.services.credit_report import edit_report

    change_entry(session, fields, lambda book, got: edit_report(book, report, got))


@command("debt credit report remove 1", help=N_("Move a report with its lines to the trash."))
@argument("report", metavar="ID", type=int)
def remove_command(session: Session, *, report: int) -> None:
    """Move a report to the trash."""
    move(session, "report", report)


@command("debt credit report restore 1", help=N_("Take a report out of the trash."))
@argument("report", metavar="ID", type=int)
def restore_command(session: Session, *, report: int) -> None:
    """Take a report out of the trash."""
    move(session, "report", report, back=True)


def move(session: Session, table: str, number: int, *, back: bool = False) -> None:
    """Move an entry of the credit file to the trash, or bring it back."""
    from tracker.services.credit_entry import remove_entry, restore_entry

    with session.book() as book:
        checked = (restore_entry if back else remove_entry)(book, table, number)
    session.done(checked)
