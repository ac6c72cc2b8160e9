"""`debt message check`: whether a message agrees with the loan and the lender's registered channels."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command
from tracker.cli.errors import CliError, Exit, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.joining import listed
from tracker.locale.talks import figure_text, found_text, verdict_text

if TYPE_CHECKING:
    from tracker.domain.recovery.message import Item
    from tracker.services.talk.message import MessageView

FIELDS = ("kind", "text", "value", "verdict", "what")
_MOST = 100_000
_MARKS = {"match": "ok", "conflict": "!!", "unknown": "~"}


@command(
    "debt message check jiebei sms.txt",
    "debt message check jiebei - < sms.txt",
    help=N_(
        "Compare an SMS or letter with the loan and the registered channels of its lender: sums, days, phone"
        " numbers, links, accounts to pay to. An account that is not registered means: do not pay."
    ),
)
@argument("loan", metavar="LOAN")
@argument("file", metavar="FILE|-", required=False, default="-")
def check_command(session: Session, *, loan: str, file: str) -> None:
    """Compare a message."""
    from tracker.services.talk.message import check_message

    with session.book() as book:
        meant = session.loan(book, loan)
        view = check_message(book, meant, _text(session, file))
    drawn = session.rows(
        "message.check",
        [_json(each) for each in view.report.items],
        lambda: _table(view),
        fields=FIELDS,
        loan_id=view.loan.id,
        loan=view.loan.name,
        stop=view.report.stop,
        call=[each.value for each in view.call],
    )
    if drawn:
        _advice(session, view)


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
        message = _("{path} cannot be read: {detail}").format(path=clean(file), detail=error.strerror or "")
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
                _MARKS[each.verdict.value],
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
        session.out.line(
            _(
                "!! Stop: it names an account that is not registered, or asks for a secret."
                " Do not pay, send nothing."
            )
        )
    if view.call:
        numbers = listed(each.value for each in view.call)
        words = _("Call the number in your contract and ask whether the message is theirs: {numbers}")
        session.out.line(words.format(numbers=numbers))
    else:
        session.out.line(
            _("Call the number in your contract, not one in the message. debt talk channel add keeps it.")
        )
    session.out.line(_("That everything matches does not prove who sent it."))
