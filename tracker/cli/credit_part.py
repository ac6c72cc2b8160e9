"""`debt credit entry` and `debt credit enquiry`: the lines of a report, one by one."""

from __future__ import annotations

from tracker.cli.command import F, argument, command, option
from tracker.cli.credit_mark import change_entry
from tracker.cli.credit_report import move
from tracker.cli.credit_report_rows import enquiry_json
from tracker.cli.output import Table
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _


def _account(function: F) -> F:
    for name, metavar, text in (
        ("--remark", N_("TEXT"), N_("What else the report says of it.")),
        ("--closed", N_("DATE"), N_("When it was closed.")),
        ("--opened", N_("DATE"), N_("When it was opened.")),
        ("--worst", N_("TEXT"), N_("The worst status in the report's own letters: 3, M2, 90.")),
        ("--overdue", N_("AMOUNT"), N_("What is overdue.")),
        ("--balance", N_("AMOUNT"), N_("What is owed.")),
        ("--currency", N_("CODE"), N_("Its currency; that of the book if not given.")),
        (
            "--status",
            "normal|overdue|charged_off|settled_for_less|settled|closed|disputed",
            N_("How it stands."),
        ),
        (
            "--kind",
            "loan|card|line|mortgage|car|student|bnpl|collection|public_record|guarantee|other",
            N_("What it is."),
        ),
        ("--tail", N_("TEXT"), N_("The end of the account number.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    "debt credit entry add 1 CMB --tail 1234 --kind card --status overdue --overdue 310 --worst 1",
    help=N_("Add an account as a report shows it."),
)
@argument("report", metavar="REPORT", type=int)
@argument("lender", metavar="LENDER")
@_account
def add_entry_command(session: Session, *, report: int, lender: str, **fields: str | None) -> None:
    """Add an account."""
    from tracker.services.credit_report import add_entry

    change_entry(session, {**fields, "lender": lender}, lambda book, got: add_entry(book, report, got))


@command("debt credit entry edit 3 --status settled", help=N_("Correct an account; what is not given stays."))
@argument("entry", metavar="ID", type=int)
@option("--lender", metavar=N_("TEXT"), help=N_("Whose account it is."))
@_account
def edit_entry_command(session: Session, *, entry: int, **fields: str | None) -> None:
    """Correct an account."""
    from tracker.services.credit_report import edit_entry

    change_entry(session, fields, lambda book, got: edit_entry(book, entry, got))


@command("debt credit entry remove 3", help=N_("Move an account of a report to the trash."))
@argument("entry", metavar="ID", type=int)
def remove_entry_command(session: Session, *, entry: int) -> None:
    """Move an account to the trash."""
    move(session, "report_entry", entry)


@command("debt credit entry restore 3", help=N_("Take an account of a report out of the trash."))
@argument("entry", metavar="ID", type=int)
def restore_entry_command(session: Session, *, entry: int) -> None:
    """Take an account out of the trash."""
    move(session, "report_entry", entry, back=True)


def _asking(function: F) -> F:
    function = option("--why", metavar=N_("TEXT"), help=N_("What for."))(function)
    return typed(option("--asked", metavar=N_("DATE"), help=N_("When."))(function))


@command(
    "debt credit enquiry add 1 MYbank --asked 2026-10-03 --why loan",
    help=N_("Add an enquiry as a report shows it."),
)
@argument("report", metavar="REPORT", type=int)
@argument("who", metavar="WHO")
@_asking
def add_enquiry_command(session: Session, *, report: int, who: str, **fields: str | None) -> None:
    """Add an enquiry."""
    from tracker.services.credit_report import add_enquiry

    change_entry(session, {**fields, "who": who}, lambda book, got: add_enquiry(book, report, got))


@command(
    "debt credit enquiry list",
    help=N_("The enquiries, newest first, each once; how many in the last 3, 6 and 24 months."),
)
def list_enquiries_command(session: Session) -> None:
    """List the enquiries."""
    from tracker.services.credit import recovery

    with session.book() as book:
        file = recovery(book).file
    drawn = session.rows(
        "credit.enquiry.list",
        [enquiry_json(each, bureau) for bureau, each in file.enquiries],
        lambda: Table(
            (f">{_('ID')}", _("Asked"), _("Who"), _("Why"), _("Bureau")),
            [
                (str(each.id), each.asked_on.isoformat(), each.who, each.why, bureau)
                for bureau, each in file.enquiries
            ],
        ),
        fields=("enquiry_id", "who", "asked_on", "why", "bureau"),
        empty=_("No enquiry is on file."),
        counts={str(months): count for months, count in file.counts},
        oldest=None if file.oldest is None else {"name": file.oldest[0], "opened_on": file.oldest[1]},
    )
    if drawn:
        for months, count in file.counts:
            session.out.line(_("last {months} months: {count}").format(months=months, count=count))
        if file.oldest is not None:
            name, on = file.oldest
            session.out.line(_("oldest account: {name}, since {date}").format(name=name, date=on.isoformat()))


@command("debt credit enquiry edit 2 --why card", help=N_("Correct an enquiry; what is not given stays."))
@argument("enquiry", metavar="ID", type=int)
@option("--who", metavar=N_("TEXT"), help=N_("Who asked."))
@_asking
def edit_enquiry_command(session: Session, *, enquiry: int, **fields: str | None) -> None:
    """Correct an enquiry."""
    from tracker.services.credit_report import edit_enquiry

    change_entry(session, fields, lambda book, got: edit_enquiry(book, enquiry, got))


@command("debt credit enquiry remove 2", help=N_("Move an enquiry to the trash."))
@argument("enquiry", metavar="ID", type=int)
def remove_enquiry_command(session: Session, *, enquiry: int) -> None:
    """Move an enquiry to the trash."""
    move(session, "enquiry", enquiry)


@command("debt credit enquiry restore 2", help=N_("Take an enquiry out of the trash."))
@argument("enquiry", metavar="ID", type=int)
def restore_enquiry_command(session: Session, *, enquiry: int) -> None:
    """Take an enquiry out of the trash."""
    move(session, "enquiry", enquiry, back=True)
