"""`debt message check`: whether a message agrees with the loan and the lender's registered channels."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.message_rows import CHECK_FIELDS, check_json, check_table
from tracker.cli.output import Table
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import move_entry
from tracker.cli.words import N_
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.joining import listed
from tracker.locale.talks import figure_text, found_text, stop_text, verdict_text

if TYPE_CHECKING:
    from tracker.domain.recovery.message import Item
    from tracker.services.talk.message import MessageView

FIELDS = ("kind", "text", "value", "verdict", "what")
_MOST = 100_000
_MARKS = {"match": "ok", "conflict": "!!", "unknown": "~"}


@command(
    "debt message check jiebei sms.txt",
    "debt message check jiebei - < sms.txt",
    "debt message check jiebei sms.txt --save --evidence 3",
    help=N_(
        "Compare an SMS or letter with the loan and the registered channels of its lender: sums, days, phone"
        " numbers, links, accounts to pay to. An account that is not registered means: do not pay. --save"
        " keeps a hash of the words and what was found; the words themselves only with --keep-text."
    ),
)
@argument("loan", metavar="LOAN")
@argument("file", metavar="FILE|-", required=False, default="-")
@option("--save", is_flag=True, help=N_("Keep what was found."))
@option("--keep-text", is_flag=True, help=N_("Keep the words too; --save goes with it."))
@option("--contact", metavar="ID", help=N_("The contact of the log it came with."))
@option("--evidence", metavar="N", help=N_("Its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def check_command(
    session: Session, *, loan: str, file: str, save: bool, keep_text: bool, **fields: str | None
) -> None:
    """Compare a message."""
    from tracker.services.talk.checked import keep_check
    from tracker.services.talk.message import check_message

    told = {name: text for name, text in fields.items() if text is not None}
    if told and not (save or keep_text):
        raise usage(_("--contact, --evidence and --note go with --save."))
    done = None
    with session.book() as book:
        meant = session.loan(book, loan)
        text = _text(session, file)
        view = check_message(book, meant, text)
        if save or keep_text:
            done, problems = keep_check(book, meant, text, view, told, keep_text=keep_text)
            if done is None:
                raise refuse(problems)
    drawn = session.rows(
        "message.check",
        [_json(each) for each in view.report.items],
        lambda: _table(view),
        fields=FIELDS,
        loan_id=view.loan.id,
        loan=view.loan.name,
        stop=view.report.stop,
        call=[each.value for each in view.call],
        message_id=done.ids[0] if done and not session.dry_run else None,
    )
    if drawn:
        _advice(session, view)
        if done is not None:
            session.done((done, ()))


@command(
    "debt message list",
    "debt message list jiebei --json",
    help=N_("The messages that were checked and kept: `!!` is a stop or a conflict."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, trash: bool) -> None:
    """List the messages that were kept."""
    from tracker.services.talk.checked import list_checks

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_checks(book, meant, trashed=trash)
    session.rows(
        "message.list",
        [check_json(each) for each in found],
        lambda: check_table(found),
        fields=CHECK_FIELDS,
        empty=_("No message is kept. debt message check LOAN FILE --save keeps one."),
    )


@command("debt message rm 1", help=N_("Move a checked message to the trash."))
@argument("message", metavar="ID", type=int)
def rm_command(session: Session, *, message: int) -> None:
    """Move a checked message to the trash."""
    move_entry(session, "message_check", message)


@command("debt message restore 1", help=N_("Take a checked message out of the trash."))
@argument("message", metavar="ID", type=int)
def restore_command(session: Session, *, message: int) -> None:
    """Take a checked message out of the trash."""
    move_entry(session, "message_check", message, back=True)


def _text(session: Session, file: str) -> str:
    try:
        if file != "-":
            with Path(file).open("rb") as stream:
                content = stream.read(_MOST + 1)
        elif session.can_ask:
            raise usage(_("Name a file, or give the message on standard input."))
        else:
            content = (
                sys.stdin.buffer.read(_MOST + 1)
                if hasattr(sys.stdin, "buffer")
                else sys.stdin.read().encode()
            )
    except OSError as error:
        from tracker.locale.system import system_text

        detail = system_text(error.strerror or "")
        message = _("{path} cannot be read: {detail}").format(path=clean(file), detail=detail)
        raise CliError("message_unreadable", Exit.NOT_FOUND, message) from error
    if len(content) > _MOST:
        raise CliError("message_too_long", Exit.INVALID, _("That is too long for a message."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return clean(content.decode(encoding), lines=True)
        except UnicodeDecodeError:
            continue
    raise CliError("message_unreadable", Exit.INVALID, _("The message is no text."))


def _json(each: Item) -> dict[str, Any]:
    return {
        "kind": each.mention.kind.value,
        "text": each.mention.text,
        "value": each.mention.value,
        "verdict": each.verdict.value,
        "what": each.what,
    }


def _table(view: MessageView) -> Table:
    return Table(
        ("", _("Found"), _("In the message"), _("Compared"), _("With")),
        [
            (
                "!!" if each.stops else _MARKS[each.verdict.value],
                found_text(each.mention.kind.value),
                each.mention.text,
                verdict_text(each.verdict.value),
                figure_text(each.what),
            )
            for each in view.report.items
        ],
    )


def _advice(session: Session, view: MessageView) -> None:
    if not view.report.items:
        session.out.line(_("Nothing in the message can be compared."))
    else:
        session.out.line()
    if view.report.stop:
        session.out.line(stop_text(view.report))
    if view.call:
        numbers = listed(each.value for each in view.call)
        words = _("Call the number in your contract and ask whether the message is theirs: {numbers}")
        session.out.line(words.format(numbers=numbers))
    else:
        session.out.line(
            _("Call the number in your contract, not one in the message. debt talk channel add keeps it.")
        )
    session.out.line(_("That everything matches does not prove who sent it."))
