"""`debt talk bundle`: what shows a negotiation or a loan, in one zip that can be checked elsewhere."""

from __future__ import annotations

from pathlib import Path

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.session import Session
from tracker.cli.talk_paper import filled, options_of
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.hiding import hiding, is_hiding


@command(
    "debt talk bundle 1 -o case.zip",
    "debt talk bundle jiebei -o case.zip --lang zh_CN",
    "debt evidence verify case.zip",
    help=N_(
        "Write a zip for a lender, a regulator, an adviser or a court: the evidence of a loan with all "
        "hashes and how to check them, the contacts, talks, stages, promises and offers as tables, and the "
        "brief. A number is a negotiation: the log is then from the day it began. Nothing is taken out "
        "unless --redact says so, and never from the evidence: its hashes would prove nothing."
    ),
)
@argument("about", metavar="ID|LOAN")
@option("-o", "--output", metavar=N_("FILE"), required=True, help=N_("Where to write."))
@option("--show-lenders", is_flag=True, help=N_("Name the other creditors too."))
@filled
def bundle_command(
    session: Session, *, about: str, output: str, show_lenders: bool, **given: str | bool | None
) -> None:
    """Write the bundle of a negotiation or a loan."""
    from tracker.services.paper.case_file import write_case_file

    number = about.lstrip("#")
    is_talk = number.isascii() and number.isdigit() and len(number) < 10
    if is_hiding():
        session.out.say(_("Amounts stand in it, although hide_amounts is set: proof without sums is none."))
    with hiding(hidden=False), session.book() as book:
        loan_id = None if is_talk else session.loan(book, about).id
        made, problems = write_case_file(
            book,
            Path(output),
            loan_id=loan_id,
            talk_id=int(number) if is_talk else None,
            options=options_of(session, book, given, show_lenders=show_lenders, redact="none"),
            force=bool(given["force"]),
        )
    if made is None:
        raise refuse(problems)
    words = ngettext("Wrote {count} entry to {path}", "Wrote {count} entries to {path}", made.entries)
    session.tell(words.format(count=made.entries, path=output))
    session.out.say(_("End of the log: {anchor}").format(anchor=made.anchor))
    if made.blanks:
        session.out.say(_("Left open: {what}.").format(what=_(", ").join(made.blanks)))
