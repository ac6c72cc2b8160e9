"""`debt talk log, contacts, contact`: the log of contacts."""

from __future__ import annotations

from tracker.cli.command import F, argument, command, option
from tracker.cli.message_rows import check_json, check_table
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import CONTACT_FIELDS, contact_json, contact_table, keep, move_entry
from tracker.cli.words import N_
from tracker.locale import _


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--evidence", "N", N_("Its number in the log of evidence.")),
        ("--proof", N_("TEXT"), N_("What shows it: a recording, a picture of the screen.")),
        (
            "--conduct",
            N_("KIND"),
            N_(
                "What was improper: threat, insult, disclosed, false_claim, unreasonable_fee,"
                " unannounced_visit."
            ),
        ),
        ("--third-party", N_("TEXT"), N_("Who else was contacted in your stead.")),
        ("--hour-agreed", "yes|no", N_("Whether you had agreed to be reached at this hour.")),
        ("--recording", "none|agreed|not_asked|refused", N_("Whether it was recorded, and with consent.")),
        ("--identity", "shown|refused|unknown", N_("Whether they said who they are.")),
        ("--position", N_("TEXT"), N_("What they are there.")),
        ("--who", N_("TEXT"), N_("Who spoke.")),
        ("--number", N_("TEXT"), N_("Their number or address.")),
        ("--answered", "yes|no", N_("no for a call that rang out or a message without reply.")),
        ("--time", "HH:MM", N_("The time of day; now, if the day is not given either.")),
        ("--on", N_("DATE"), N_("The day; today if not given.")),
        ("--means", "phone|sms|email|chat|app|letter|visit|other", N_("By what; phone if not given.")),
        ("--direction", "in|out", N_("in if they began, out if you did; in if not given.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)  # fmt: skip


@command(
    'debt talk log jiebei "asked for the overdue sum" --on 2026-11-20 --time 22:30 --number 02155550100',
    'debt talk log jiebei "asked for an extension" --direction out --who "Ms Li" --position "agent 1024"',
    help=N_("Log a contact: a call, a message, a letter, a visit."),
)
@argument("loan", metavar="LOAN")
@argument("summary", metavar=N_("WHAT"), required=False)
@_options
def log_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Log a contact."""
    from tracker.services.talk.contacts import log_contact

    if fields["on"] is None and fields["time"] is None:
        fields["time"] = session.now().strftime("%H:%M")
    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: log_contact(opened, meant, got), book)


@command(
    "debt talk contacts",
    "debt talk contacts jiebei --json",
    help=N_("The log of contacts, newest first."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def contacts_command(session: Session, *, loan: str | None, trash: bool) -> None:
    """List the contacts."""
    from tracker.services.talk.checked import list_checks
    from tracker.services.talk.contacts import list_contacts

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_contacts(book, meant, trashed=trash)
        checks = () if trash else list_checks(book, meant)
    drawn = session.rows(
        "talk.contacts",
        [contact_json(each) for each in found],
        lambda: contact_table(found),
        fields=CONTACT_FIELDS,
        empty=_("No contact is logged. debt talk log LOAN WHAT logs one."),
        messages=[check_json(each) for each in checks],
    )
    if drawn and checks:
        session.out.line()
        session.out.table(check_table(checks))


@command(
    "debt talk contact edit 3 --time 21:40",
    help=N_("Change a contact; what is not given stays."),
)
@argument("contact", metavar="ID", type=int)
@option("--summary", metavar=N_("TEXT"), help=N_("What was said."))
@_options
def edit_command(session: Session, *, contact: int, **fields: str | None) -> None:
    """Change a contact."""
    from tracker.services.talk.contacts import edit_contact

    keep(session, fields, lambda book, got: edit_contact(book, contact, got))


@command("debt talk contact rm 3", help=N_("Move a contact to the trash."))
@argument("contact", metavar="ID", type=int)
def rm_command(session: Session, *, contact: int) -> None:
    """Move a contact to the trash."""
    move_entry(session, "contact", contact)


@command("debt talk contact restore 3", help=N_("Take a contact out of the trash."))
@argument("contact", metavar="ID", type=int)
def restore_command(session: Session, *, contact: int) -> None:
    """Take a contact out of the trash."""
    move_entry(session, "contact", contact, back=True)
