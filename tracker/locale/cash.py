"""Cash in words: what falls short, what prevents it, what follows, why a debit clears or fails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.hiding import shown_money
from tracker.locale.joining import phrased

if TYPE_CHECKING:
    from tracker.domain.cash.debits import Consequence
    from tracker.domain.cash.walk import Taker

_NAMED = 3
"""Takers that are named one by one."""


def short_text(account: str, short_minor: int, currency: str, on: date, at: str, what: str) -> str:
    """Where it fails: the account, how much is missing, when, for what."""
    return _("{account} is {amount} short on {when}: {what}").format(
        account=clean(account),
        amount=shown_money(short_minor, currency),
        when=when_text(on, at),
        what=clean(what),
    )


def when_text(on: date, at: str) -> str:
    """A day, with the time where it is known."""
    return f"{on.isoformat()} {at}" if at else on.isoformat()


def by_text(on: date, at: str) -> str:
    """The last moment to do something."""
    if at:
        return when_text(on, at)
    return _("the end of {on}").format(on=on.isoformat())


def top_up_text(amount_minor: int, currency: str, on: date, at: str, *, in_time: bool) -> str:
    """What has to be put in, and until when."""
    amount = shown_money(amount_minor, currency)
    if in_time:
        return _("Top up {amount} by {moment}").format(amount=amount, moment=by_text(on, at))
    return _(
        "The last safe moment was {moment}. Top up {amount} at once, and call before it is tried"
    ).format(amount=amount, moment=by_text(on, at))


def top_up_parts_text(short_minor: int, top_up_minor: int, buffer_minor: int, currency: str) -> str:
    """Why the top-up is more than what is missing; empty where it is not."""
    later = top_up_minor - short_minor - buffer_minor
    short = shown_money(short_minor, currency)
    buffer = shown_money(buffer_minor, currency)
    if buffer_minor and later > 0:
        return _("That is {short} for this, {later} for what comes after it, and {buffer} of buffer").format(
            short=short, later=shown_money(later, currency), buffer=buffer
        )
    if buffer_minor:
        return _("That is {short} for this and {buffer} of buffer").format(short=short, buffer=buffer)
    if later > 0:
        return _("That is {short} for this and {later} for what comes after it").format(
            short=short, later=shown_money(later, currency)
        )
    return ""


def move_text(source: str, target: str, amount_minor: int, currency: str, on: date, at: str) -> str:
    """One transfer that helps."""
    return _("Move {amount} from {source} to {target} by {moment}").format(
        amount=shown_money(amount_minor, currency),
        source=clean(source),
        target=clean(target),
        moment=by_text(on, at),
    )


def missing_text(missing_minor: int, currency: str) -> str:
    """That no transfer helps, and how much is missing."""
    amount = shown_money(missing_minor, currency)
    return _("No transfer between your accounts is enough: {amount} has to come from elsewhere").format(
        amount=amount
    )


def consequence_text(found: Consequence, currency: str) -> str:
    """What follows if a due stays open; our own sums are marked as estimates."""
    parts = [
        _("grace ends {on}").format(on=found.grace_end.isoformat())
        if found.grace_known
        else _("no grace is known")
    ]
    if found.late_fee_minor is not None:
        parts.append(_("late fee ~{amount}").format(amount=shown_money(found.late_fee_minor, currency)))
    if found.penalty_day_minor is not None:
        amount = shown_money(found.penalty_day_minor, currency)
        parts.append(_("penalty interest ~{amount} a day").format(amount=amount))
    parts.append(_("the lender may report it from {on}").format(on=found.reported_on.isoformat()))
    return _("If it is not paid: {parts}").format(parts=phrased(parts))


def waiting_text(found: Consequence, currency: str) -> str:
    """What waiting after the due date costs, day by day."""
    if all(minor is None for days, minor in found.waiting if days > (found.grace_end - found.due_on).days):
        return _("What waiting costs is not known: the loan has no late fee and no penalty rate")
    parts = [
        ngettext("{count} day ~{amount}", "{count} days ~{amount}", days).format(
            count=days, amount=shown_money(minor or 0, currency)
        )
        for days, minor in found.waiting
    ]
    return _("Waiting after the due date costs: {parts}").format(parts=phrased(parts))


def outcome_text(outcome: str) -> str:
    """What becomes of a debit."""
    return {
        "will_clear": _("will clear"),
        "will_fail": _("will fail"),
        "unknown": _("not known"),
    }.get(outcome, outcome)


def why_text(code: str, takers: Iterable[Taker], short_minor: int, currency: str) -> str:
    """Why a debit clears, fails or is not known; names what takes the money first."""
    short = shown_money(short_minor, currency)
    taken = takers_text(takers, currency)
    if code in ("short", "part") and taken:
        words = {
            "short": _("{short} is missing: {taken} first"),
            "part": _("only a part is taken, {short} is missing: {taken} first"),
        }[code]
        return words.format(short=short, taken=taken)
    words = {
        "enough": _("there is enough"),
        "short": _("{short} is missing, and nothing else took it"),
        "part": _("only a part is taken, {short} is missing"),
        "card_expired": _("the card has expired by then"),
        "no_balance": _("nobody knows what is in the account"),
        "old_balance": _("the balance of the account is more than 35 days old"),
        "amount_unknown": _("nobody knows the amount yet"),
        "never_checked": _("there is enough, but the binding was never checked"),
        "check_old": _("there is enough, but the binding was not checked lately"),
        "failed_last": _("there is enough, but it failed last time and nobody has checked since"),
    }.get(code, code)
    return words.format(short=short)


def takers_text(takers: Iterable[Taker], currency: str) -> str:
    """What took the money, the largest sums named."""
    found = sorted(takers, key=lambda each: (-each.amount_minor, each.on))
    named = [
        _("{name} takes {amount} on {on}").format(
            name=clean(each.name), amount=shown_money(each.amount_minor, currency), on=each.on.isoformat()
        )
        for each in found[:_NAMED]
    ]
    if (rest := len(found) - _NAMED) > 0:
        named.append(ngettext("{count} more", "{count} more", rest).format(count=rest))
    return phrased(named)


def uncounted_text(count: int) -> str:
    """That dues are in no forecast, so that its silence says nothing of them."""
    return ngettext(
        "{n} payment is in no forecast: nobody said which account pays it, or no attempt is left",
        "{n} payments are in no forecast: nobody said which account pays them, or no attempt is left",
        count,
    ).format(n=count)


def left_out_text(reason: str) -> str:
    """Why a due is in no forecast."""
    return {
        "no_account": _("nobody said which account pays it"),
        "other_currency": _("the account that pays it has another currency"),
        "no_attempt_left": _("it is late, and no attempt is left"),
        "left_unpaid": _("you chose not to pay it for now"),
    }.get(reason, reason)


def certainty_text(certainty: str) -> str:
    """How far an income or expense can be counted on."""
    return {"sure": _("sure"), "likely": _("likely"), "hoped": _("hoped for")}.get(certainty, certainty)


def every_text(every: str | None) -> str:
    """How often it comes."""
    return {
        None: _("once"),
        "week": _("every week"),
        "two_weeks": _("every two weeks"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "half_year": _("every half year"),
        "year": _("every year"),
    }.get(every, every or "")


def row_text(kind: str, name: str) -> str:
    """What an event of an account is called."""
    words = {
        "opening": _("as it stands"),
        "transfer_in": _("moved from {name}") if name else _("put in"),
        "transfer_out": _("moved to {name}"),
        "payment": _("paid to {name}"),
        "autopay": _("{name}, autopay"),
        "planned": _("{name}, to be paid"),
    }.get(kind, "{name}")
    return words.format(name=clean(name))


def cash_problems() -> dict[str, str]:
    """What cash does not allow."""
    return {
        "account_not_found": _("there is no account {value}"),
        "account_ambiguous": _("{value} can mean several accounts: {names}"),
        "cash_event_not_found": _("there is no income or expense {value}"),
        "cash_event_ambiguous": _("{value} can mean several: {names}"),
        "before_start": _("{field}: {value} is before it begins"),
        "not_planned_then": _("{field}: {name} does not come on {value}; name a day it has by its rule"),
        "same_account": _("{field}: money does not move from an account to itself"),
        "currency_in_use": _("{field}: sums are kept in the account already; {value} cannot replace it"),
    }
