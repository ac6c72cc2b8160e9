"""The forms of the Cash screen: an account, income or expense, what became of it, money moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale import cash as words
from tracker.ui.entry_form import EntryField

if TYPE_CHECKING:
    from tracker.domain.cash.facts import Account, CashEvent
    from tracker.services.cash.answers import ShortfallView

_EVERY = ("once", "week", "two_weeks", "month", "quarter", "half_year", "year")
_ESSENTIAL = {None: "-", True: "yes", False: "no"}
ELSEWHERE = "-"
"""The source of money that comes from no account of one's own."""


def account_fields(account: Account | None, own: str) -> tuple[EntryField, ...]:
    """The form of an account; a balance is read anew when its day is given or its sum is another."""
    code = account.currency if account else own
    balance = buffer = read = ""
    if account is not None:
        buffer = decimal_text(account.buffer_minor, code) if account.buffer_minor else ""
        if account.balance_minor is not None and account.balance_on is not None:
            balance = decimal_text(account.balance_minor, code)
            read = _("read on {on}; today if you change it").format(on=account.balance_on.isoformat())
    return (
        EntryField(name="name", label=_("Name"), value=account.name if account else "",
                   hint=_("as you call it: CMB 1234")),
        EntryField(name="tail", label=_("Number ends"), value=account.tail if account else "",
                   hint=_("last four digits")),
        EntryField(name="balance", label=_("Balance"), value=balance, currency=code,
                   hint=_("what it holds now; empty if you do not know")),
        EntryField(name="balance_on", label=_("Read on"), is_date=True, hint=read or _("today")),
        EntryField(name="buffer", label=_("Buffer"), value=buffer, currency=code,
                   hint=_("what must stay in it")),
        EntryField(name="lead_days", label=_("Lead days"), hint=_("0: money sent to it is there at once"),
                   value=str(account.lead_days) if account and account.lead_days else ""),
        EntryField(name="cut_off", label=_("Cut-off"), value=account.cut_off if account else "",
                   hint=_("17:00: later counts for the next day")),
        EntryField(
            name="moves", label=_("Travels on"), value=account.moves.value if account else "daily",
            choices=(("daily", _("every day")), ("workdays", _("working days"))),
        ),
        *(() if account else (EntryField(name="currency", label=_("Currency"), value=own),)),
        EntryField(name="note", label=_("Note"), value=account.note if account else ""),
    )  # fmt: skip


def event_fields(
    event: CashEvent | None, known: Iterable[Account], chosen: int | None = None
) -> tuple[EntryField, ...]:
    """The form of an income or expense."""
    known = tuple(known)
    chosen = event.account_id if event else chosen
    code = event.currency if event else next((each.currency for each in known if each.id == chosen), "")
    code = code or (known[0].currency if known else "")
    return (
        EntryField(
            name="kind", label=_("Kind"), value=event.kind.value if event else "income",
            choices=(("income", _("income")), ("expense", _("expense"))),
        ),
        EntryField(name="name", label=_("Name"), value=event.name if event else "",
                   hint=_("salary, rent, food")),
        EntryField(name="amount", label=_("Amount"), currency=code,
                   value=decimal_text(event.amount_minor, code) if event else ""),
        EntryField(
            name="account", label=_("Account"), value="" if chosen is None else str(chosen),
            choices=tuple((str(each.id), each.name) for each in known),
        ),
        EntryField(name="on", label=_("First on"), is_date=True, hint=_("the day it comes next"),
                   value=event.first_on.isoformat() if event else ""),
        EntryField(
            name="every", label=_("How often"), choices=tuple((each, _every(each)) for each in _EVERY),
            value=("once" if event.every is None else event.every.value) if event else "month",
        ),
        EntryField(name="day", label=_("Day of month"), hint=_("that of the first if empty; 31 is the last"),
                   value=str(event.month_day) if event and event.month_day else ""),
        EntryField(name="until", label=_("Until"), is_date=True, hint=_("empty: it goes on"),
                   value=event.until_on.isoformat() if event and event.until_on else ""),
        EntryField(
            name="certainty", label=_("Counted on"), value=event.certainty.value if event else "sure",
            choices=tuple((each, words.certainty_text(each)) for each in ("sure", "likely", "hoped")),
        ),
        EntryField(
            name="essential", label=_("Essential"), value=_ESSENTIAL[event.essential if event else None],
            choices=(("-", _("not said: counts as yes")), ("yes", _("yes: living depends on it")),
                     ("no", _("no: can be done without"))),
        ),
        EntryField(name="note", label=_("Note"), value=event.note if event else ""),
    )  # fmt: skip


def tell_fields(event: CashEvent, state: str, planned: date | None) -> tuple[EntryField, ...]:
    """The form that says what became of one occurrence."""
    return (
        EntryField(
            name="state", label=_("What became"), value=state,
            choices=(
                ("came", _("it came")), ("moved", _("it comes on another day")),
                ("missed", _("it does not come")),
            ),
        ),
        EntryField(name="planned", label=_("That of"), is_date=True,
                   value=planned.isoformat() if planned else "",
                   hint=_("the day it has by its rule")),
        EntryField(name="on", label=_("Came on"), is_date=True, hint=_("today if it came; the new day")),
        EntryField(name="amount", label=_("Amount"), currency=event.currency,
                   hint=_("as planned: {amount}").format(
                       amount=decimal_text(event.amount_minor, event.currency))),
    )  # fmt: skip


def top_up_fields(
    known: Iterable[Account], chosen: int | None, short: ShortfallView | None
) -> tuple[EntryField, ...]:
    """The form of money moved, filled in with what the shortfall needs."""
    known = tuple(known)
    source, amount = ELSEWHERE, None
    if short is not None:
        chosen = next((each.id for each in known if each.name == short.account), chosen)
        amount = short.top_up_minor
        if len(short.moves) == 1:
            move = short.moves[0]
            amount = move.amount_minor
            source = next((str(each.id) for each in known if each.name == move.source), ELSEWHERE)
    to = next((each for each in known if each.id == chosen), known[0])
    choices = tuple((str(each.id), each.name) for each in known)
    return (
        EntryField(name="to", label=_("To"), value=str(to.id), choices=choices),
        EntryField(
            name="from", label=_("From"), value=source, choices=((ELSEWHERE, _("elsewhere")), *choices)
        ),
        EntryField(name="amount", label=_("Amount"), currency=to.currency,
                   value="" if amount is None else decimal_text(amount, to.currency)),
        EntryField(name="on", label=_("Left on"), value=_("today"), is_date=True),
        EntryField(name="arrives", label=_("There on"), is_date=True, hint=_("by the account's lead time")),
        EntryField(name="note", label=_("Note")),
    )  # fmt: skip


def _every(each: str) -> str:
    return words.every_text(None if each == "once" else each)
