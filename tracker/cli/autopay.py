"""`debt autopay`: how loans are paid automatically, and whether that can be relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import usage
from tracker.cli.output import Table
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import phrased
from tracker.locale.loan import autopay_text

if TYPE_CHECKING:
    from tracker.domain.loan.autopay import Autopay
    from tracker.domain.problems import Checked
    from tracker.services.autopay import AutopayRow
    from tracker.services.views import Done

FIELDS = (
    "loan_id", "loan", "status", "account", "mode", "fixed", "card", "expires_on", "checked_on",
    "next_due_on", "attempt_at", "retries", "on_short", "holidays", "last_result", "last_result_on",
)  # fmt: skip


@command(
    'debt autopay set jiebei --on on --account "CMB 1234" --card-tail 1234 --card-expires 2027-03',
    "debt autopay set jiebei --at 09:00 --retry 1,3 --on-short all-or-nothing --holidays next",
    "debt autopay set 3 --mode fixed --fixed 500",
    "debt autopay set 3 --result failed",
    "debt autopay set 3 --on off",
    help=N_("Say how a loan is paid automatically; what is not given stays."),
)
@argument("loan", metavar="LOAN")
@option(
    "--on",
    is_flag=False,
    flag_value="on",
    metavar="on|off",
    help=N_("Whether it is on; on if no word follows."),
)
@option("--account", metavar=N_("ACCOUNT"), help=N_("The account it draws on."))
@option("--mode", metavar="full|minimum|fixed", help=N_("How much it takes."))
@option("--fixed", metavar=N_("AMOUNT"), help=N_("The fixed sum it takes."))
@option("--card-tail", "--card", "card", metavar=N_("TEXT"), help=N_("The last digits of the card."))
@option("--card-expires", "--expires", "expires", metavar="2027-03", help=N_("When the card expires."))
@option("--checked", metavar=N_("DATE"), help=N_("When the binding was last looked at."))
@option("--at", metavar="09:00", help=N_("The time of day it tries."))
@option("--retry", metavar="1,3", help=N_("How many days later it tries again; - for never."))
@option("--on-short", metavar="all-or-nothing|sweep", help=N_("What it takes if there is too little."))
@option("--holidays", metavar="none|next|previous", help=N_("When it tries if the day is a holiday."))
@option("--result", metavar="ok|failed", help=N_("How the last attempt went; - for unknown."))
@option("--result-on", metavar=N_("DATE"), help=N_("The day of that attempt; today if not given."))
@typed
def set_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Set a loan's autopay."""
    from tracker.services.autopay import set_autopay

    told = {name: text for name, text in fields.items() if text is not None}
    if not told:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        meant = session.loan(book, loan)

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return set_autopay(book, meant, got)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command("debt autopay list", "debt autopay list --json", help=N_("Autopay of every open loan."))
def list_command(session: Session) -> None:
    """List autopay."""
    from tracker.services.autopay import list_autopay

    with session.book() as book:
        found = list_autopay(book)
    session.rows(
        "autopay.list",
        [_json(row) for row in found],
        lambda: Table(
            (
                "",
                f">{_('ID')}",
                _("Loan"),
                _("Autopay"),
                _("Account"),
                _("Takes"),
                _("Card"),
                _("Checked"),
                _("Tries"),
                _("Last time"),
                _("Next due"),
            ),
            [_line(row) for row in found],
        ),
        fields=FIELDS,
        empty=_("There are no loans."),
    )


def _json(row: AutopayRow) -> dict[str, Any]:
    each = row.autopay
    return {
        "loan_id": row.loan_id,
        "loan": row.loan,
        "status": row.status.value if row.status else None,
        "account": each.account if each else "",
        "mode": each.mode.value if each else None,
        "fixed": rows.money(each.fixed_minor, row.currency) if each else None,
        "card": each.card_tail if each else "",
        "expires_on": each.card_expires_on if each else None,
        "checked_on": each.checked_on if each else None,
        "next_due_on": row.next_due_on,
        "attempt_at": (each.attempt_at or None) if each else None,
        "retries": list(each.retries) if each else [],
        "on_short": each.on_short.value if each else None,
        "holidays": each.holiday_rule.value if each else None,
        "last_result": each.last_result.value if each and each.last_result else None,
        "last_result_on": each.last_result_on if each else None,
    }


def _line(row: AutopayRow) -> tuple[str, ...]:
    each = row.autopay
    status = row.status.value if row.status else None
    takes = {"full": _("all that is due"), "minimum": _("the minimum")}
    amount = ""
    if each is not None:
        amount = takes.get(each.mode.value) or rows.amount_of(each.fixed_minor, row.currency)
    expiry = f" ({each.card_expires_on:%Y-%m})" if each and each.card_expires_on else ""
    return (
        "" if status == "on" else "!",
        str(row.loan_id),
        row.loan,
        autopay_text(status),
        each.account if each else "",
        amount,
        f"{each.card_tail}{expiry}" if each else "",
        rows.day_text(each.checked_on) if each else "",
        _tries(each) if each else "",
        _last_time(each) if each else "",
        rows.day_text(row.next_due_on),
    )


def _tries(each: Autopay) -> str:
    """`09:00 +1 +3, takes what is there`."""
    parts = [" ".join([each.attempt_at, *(f"+{day}" for day in each.retries)]).strip()]
    if each.on_short.value == "sweep":
        parts.append(_("takes what is there"))
    words = {"next": _("next working day"), "previous": _("working day before")}
    parts.append(words.get(each.holiday_rule.value, ""))
    return phrased(part for part in parts if part)


def _last_time(each: Autopay) -> str:
    if each.last_result is None:
        return ""
    words = {"ok": _("went through"), "failed": _("failed")}
    return f"{words[each.last_result.value]} {rows.day_text(each.last_result_on)}".strip()


@command(
    "debt autopay check jiebei",
    "debt autopay check jiebei --result failed",
    help=N_("Note that the binding was looked at today and is right, and how the last attempt went."),
)
@argument("loan", metavar="LOAN")
@option("--result", metavar="ok|failed", help=N_("How the last attempt went."))
def check_command(session: Session, *, loan: str, result: str | None) -> None:
    """Note that autopay was checked."""
    from tracker.services.autopay import check_autopay

    with session.book() as book:
        checked = check_autopay(book, session.loan(book, loan), result)
    session.done(checked)
