"""Everything the page of cash shows, taken in one go; and what is typed into its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.cash.facts import CashKind, Certainty, OccurrenceState
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.sums import typed_minor
from tracker.services.book import Book
from tracker.services.cash.accounts import accounts, add_account, remove_account, set_account
from tracker.services.cash.events import (
    list_events,
    list_transfers,
    remove_event,
    remove_transfer,
    save_event,
    tell_occurrence,
    top_up,
)
from tracker.services.cash.views import (
    AccountView,
    EventView,
    ForecastView,
    TransferView,
    forecast_view,
    list_account_views,
    list_event_views,
    list_transfer_views,
)
from tracker.services.done import Done

Fields = Mapping[str, str]

_EMPTIED = {"buffer": "0", "lead_days": "0", "cut_off": "-"}
"""What an emptied field of an account means: nothing is kept back, money is there at once."""

_GONE = Problem(code="gone", field="cash")


@dataclass(frozen=True, slots=True, kw_only=True)
class CashPage:
    """The forecast and what it goes by."""

    forecast: ForecastView
    accounts: tuple[AccountView, ...]
    events: tuple[EventView, ...]
    transfers: tuple[TransferView, ...]


def cash_page(book: Book, include: Certainty = Certainty.SURE) -> CashPage:
    """The forecast counting what is at least so sure, the accounts, what comes, goes and was moved."""
    return CashPage(
        forecast=forecast_view(book, include=include),
        accounts=list_account_views(book),
        events=list_event_views(book),
        transfers=list_transfer_views(book),
    )


def save_account_form(book: Book, account_id: int | None, fields: Fields) -> Checked[Done]:
    """Add an account, or change one; a balance that was left as it stood is not taken as read again."""
    if account_id is None:
        return add_account(book, fields)
    account = next((each for each in accounts(book) if each.id == account_id), None)
    if account is None:
        return None, (_GONE,)
    words = {name: text if text.strip() else _EMPTIED.get(name, text) for name, text in fields.items()}
    if not words.get("balance_on", "").strip() and account.balance_minor is not None:
        minor, problems = typed_minor(words.get("balance", ""), account.currency, field="balance")
        if not problems and minor == account.balance_minor:
            del words["balance"]
    return set_account(book, account, words)


def save_event_form(book: Book, event_id: int | None, fields: Fields) -> Checked[Done]:
    """Add an income or expense, or change one; `kind` says which it is."""
    kind = CashKind(fields["kind"])
    if event_id is None:
        return save_event(book, kind, fields)
    event = next((each for each in list_events(book) if each.id == event_id), None)
    return (None, (_GONE,)) if event is None else save_event(book, kind, fields, event)


def tell_form(book: Book, event_id: int, fields: Fields) -> Checked[Done]:
    """Say what became of one occurrence; `state` says what."""
    event = next((each for each in list_events(book) if each.id == event_id), None)
    if event is None:
        return None, (_GONE,)
    return tell_occurrence(book, event, OccurrenceState(fields["state"]), fields)


def top_up_form(book: Book, fields: Fields) -> Checked[Done]:
    """Record money moved; `to` and `from` are numbers of accounts, `-` is from elsewhere."""
    known = {str(each.id): each for each in accounts(book)}
    to = known.get(fields.get("to", ""))
    if to is None:
        return None, (_GONE,)
    if not fields.get("amount", "").strip():
        return None, (Problem(code="required", field="amount"),)
    amount, problems = typed_minor(fields["amount"], to.currency, field="amount")
    if amount is None:
        return None, problems
    source = known.get(fields.get("from", "-"))
    told = {name: text for name, text in fields.items() if text.strip() != "-"}
    return top_up(book, to, amount, source=source, fields=told)


def remove_from_page(book: Book, pane: str, row_id: int) -> Checked[Done]:
    """Move an account, an income or expense, or a transfer to the trash."""
    match pane:
        case "accounts":
            account = next((each for each in accounts(book) if each.id == row_id), None)
            return (None, (_GONE,)) if account is None else (remove_account(book, account), ())
        case "events":
            event = next((each for each in list_events(book) if each.id == row_id), None)
            return (None, (_GONE,)) if event is None else (remove_event(book, event), ())
    transfer = next((each for each in list_transfers(book) if each.id == row_id), None)
    return (None, (_GONE,)) if transfer is None else (remove_transfer(book, transfer), ())
