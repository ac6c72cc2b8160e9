"""Triage in words: what is paid and what plainly is not, what follows, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.hiding import shown_money
from tracker.locale.joining import fitted, listed, phrased

if TYPE_CHECKING:
    from tracker.domain.plan.triage_told import (
        BillView,
        CallView,
        KeptView,
        OfferView,
        OffView,
        SendView,
        TriageView,
    )

_MARKS = {"full": "ok", "minimum": "ok", "grace": "~", "late": "!", "part": "!", "skip": "!!"}


def mark(bill: BillView) -> str:
    """How bad what becomes of a bill is."""
    if bill.act == "skip" and bill.kind == "expense" and not bill.essential:
        return "~"
    return _MARKS[bill.act]


def act_text(bill: BillView) -> str:
    """What to do about a bill, in a few words."""
    if bill.kind == "expense":
        if bill.act == "skip":
            return _("NOT paid") if bill.essential else _("do without")
        return _("pay later") if bill.act == "late" else _("pay")
    words = {
        "full": _("pay"),
        "minimum": _("pay the minimum"),
        "grace": _("pay within the grace"),
        "late": _("pay late, and call"),
        "part": _("pay a part, and call"),
        "skip": _("do not pay, call"),
    }
    if bill.by_autopay and bill.met:
        return _("leave it to autopay")
    if bill.act == "full" and bill.full_minor > bill.needed_minor:
        return _("pay in full")
    return words[bill.act]


def when_text(bill: BillView) -> str:
    """The day to do it on: to pay, or to call."""
    on = bill.on or bill.call_by
    return on.isoformat() if on else bill.due_on.isoformat()


def paid_text(bill: BillView, currency: str) -> str:
    """What is paid of a bill and when; empty where nothing is."""
    if bill.on is None:
        return ""
    amount = shown_money(bill.amount_minor, currency)
    return fitted(_("{amount} on {on}"), amount=amount, on=bill.on.isoformat())


def stake_text(stake: str) -> str:
    """What is lost if a loan is not paid."""
    return {
        "": _("not said"),
        "none": _("nothing but its cost"),
        "home": _("your home"),
        "secured": _("goods you need"),
        "legal": _("a court or tax matter"),
    }[stake]


def bill_why(bill: BillView) -> str:
    """Why a bill stands where it does; empty where nothing sets it apart."""
    if bill.kind == "expense":
        return _("essential") if bill.essential else _("not essential")
    if bill.stake in ("home", "secured", "legal"):
        return stake_text(bill.stake)
    if bill.arranged:
        return _("agreed in writing")
    return ""


def follows(bill: BillView, currency: str) -> str:
    """What happens, and when, to a bill that is not paid in time."""
    if bill.kind == "expense" and bill.act == "late" and bill.on is not None:
        words = _("it comes on {on} instead of {due}; say so before")
        return fitted(words, on=bill.on.isoformat(), due=bill.due_on.isoformat())
    if bill.kind == "expense":
        return fitted(
            _("{amount} has to come from elsewhere; ask for help early"),
            amount=shown_money(bill.left_minor, currency),
        )
    parts = []
    if bill.stake == "home":
        parts.append(_("your home is at stake"))
    elif bill.stake == "secured":
        parts.append(_("the goods can be taken back"))
    elif bill.stake == "legal":
        parts.append(_("a legal deadline passes"))
    if bill.arranged:
        parts.append(_("the written arrangement is broken"))
    if bill.days_late:
        late = ngettext("{count} day late already", "{count} days late already", bill.days_late)
        parts.append(fitted(late, count=bill.days_late))
    paid = bill.on if bill.act == "late" else None
    names = _tier_names()
    tiers = [(name, on) for name, on in bill.marks if paid is None or on <= paid]
    for name, on in tiers[: 1 if paid else 2]:
        parts.append(fitted(names[name], on=on.isoformat()))
    if bill.late_fee_minor:
        parts.append(fitted(_("late fee ~{amount}"), amount=shown_money(bill.late_fee_minor, currency)))
    if bill.penalty_day_minor:
        amount = shown_money(bill.penalty_day_minor, currency)
        parts.append(fitted(_("penalty interest ~{amount} a day"), amount=amount))
    if not parts:
        return _("no fee and no mark is known to follow, but their trust is at stake")
    return phrased(parts)


def _tier_names() -> dict[str, str]:
    return {
        "reported": _("it can be reported from {on}"),
        "days_30": _("30 days late on {on}"),
        "days_60": _("60 days late on {on}"),
        "days_90": _("90 days late on {on}"),
    }


def off_text(off: OffView, currency: str) -> str:
    """One autopay to switch off, with what it would take."""
    amount = shown_money(off.amount_minor, currency)
    on, name = off.attempt_on.isoformat(), clean(off.loan)
    if off.by is None:
        return fitted(
            _("{loan}: the debit of {amount} on {on} can no longer be stopped here; ask the bank at once"),
            loan=name,
            amount=amount,
            on=on,
        )
    return fitted(
        _("{loan}: switch off or move its autopay by {by}; it would take {amount} on {on}"),
        loan=name,
        amount=amount,
        by=off.by.isoformat(),
        on=on,
    )


def send_text(send: SendView, currency: str) -> str:
    """One transfer between own accounts."""
    return fitted(
        _("Move {amount} from {source} to {target} on {on}"),
        amount=shown_money(send.amount_minor, currency),
        source=clean(send.source),
        target=clean(send.target),
        on=send.on.isoformat(),
    )


def offer_text(offer: OfferView, currency: str) -> str:
    """What to offer one lender."""
    return fitted(
        _("{loan}: {amount} of {owed}"),
        loan=clean(offer.loan),
        amount=shown_money(offer.amount_minor, currency),
        owed=shown_money(offer.owed_minor, currency),
    )


def summary_text(view: TriageView) -> str:
    """What there is, what is needed, what is missing, in a sentence."""
    cash, code = shown_money(view.cash_minor, view.currency), view.currency
    if view.enough:
        return fitted(
            _("There is enough for everything due until {until}: {needed} of {there} {currency}"),
            until=view.until.isoformat(),
            needed=shown_money(view.needed_minor, code),
            there=shown_money(view.cash_minor + view.income_minor - view.planned_minor, code),
            currency=code,
        )
    words = _("{cash} now and {income} sure to come until {until}; {asked}: {missing} missing")
    if not view.missing_minor:
        words = _("{cash} now and {income} sure to come until {until}; {asked}, but not in time")
    return fitted(
        words, cash=cash, income=shown_money(view.income_minor, code), until=view.until.isoformat(),
        asked=_asked(view), missing=shown_money(view.missing_minor, code),
    )  # fmt: skip


def _asked(view: TriageView) -> str:
    """What the money is asked for: the bills, what is planned already, what is to stay."""
    code, needed = view.currency, _("{needed} needed")
    parts = []
    if view.planned_minor:
        parts.append(fitted(_("{planned} planned already"), planned=shown_money(view.planned_minor, code)))
        needed = _("{needed} needed besides")
    parts.append(fitted(needed, needed=shown_money(view.needed_minor, code)))
    if view.kept_minor:
        parts.append(fitted(_("{kept} to stay in accounts"), kept=shown_money(view.kept_minor, code)))
    return phrased(parts)


def kept_text(kept: KeptView, currency: str) -> str:
    """What a choice uses of a sum that is to stay in an account, or that it stays."""
    whole, account = shown_money(kept.kept_minor, currency), clean(kept.account)
    if not kept.used_minor:
        return fitted(_("{kept} stays in {account}, as you want it"), kept=whole, account=account)
    used = shown_money(kept.used_minor, currency)
    return fitted(
        _("Uses {used} of the {kept} you keep in {account}"), used=used, kept=whole, account=account
    )


def note_lines(view: TriageView) -> tuple[str, ...]:
    """What the choice rests on, and what it leaves out."""
    found = [kept_text(each, view.currency) for each in view.kept if not each.used_minor]
    unsure = [each.name for each in view.bills if each.kind == "loan" and not each.grace_known]
    if view.unsaid:
        words = _("Counted as essential, as nobody said: {names}")
        found.append(fitted(words, names=listed(map(clean, view.unsaid))))
    if unsure:
        words = _("No grace is known and none is counted: {names}")
        found.append(fitted(words, names=listed(map(clean, dict.fromkeys(unsure)))))
    if view.unplaced:
        words = _("No account is named for them, the fullest is taken: {names}")
        found.append(fitted(words, names=listed(map(clean, view.unplaced))))
    if view.unknown:
        found.append(fitted(_("Balance unknown or old: {names}"), names=listed(map(clean, view.unknown))))
    if view.unchecked:
        words = _("Look whether the autopay is bound: {names}")
        found.append(fitted(words, names=listed(map(clean, view.unchecked))))
    if view.elsewhere:
        words = _("In another currency, not counted: {names}")
        found.append(fitted(words, names=listed(map(clean, view.elsewhere))))
    if view.assumed:
        found.append(_("The cash is the sum you gave, not what the accounts hold"))
    found.append(_("Reckoned from what the file knows; it is no legal advice"))
    return tuple(found)


def offers_text(view: TriageView) -> str:
    """What is left to offer, and from when."""
    amount = shown_money(view.spare_minor, view.currency)
    if not view.spare_minor:
        return _("Nothing is left to offer them; say so, and say when you will know more")
    if view.spare_from <= view.today:
        return fitted(_("{amount} is left. By what is open with each, that is"), amount=amount)
    return fitted(
        _("{amount} is left from {on} on. By what is open with each, that is"),
        amount=amount,
        on=view.spare_from.isoformat(),
    )


def call_text(call: CallView, currency: str) -> str:
    """The call to make about a loan."""
    loan, by, due = clean(call.loan), call.by.isoformat(), call.due_on.isoformat()
    if call.on is not None:
        return fitted(
            _("Call {loan} by {by}: {paid} comes on {on} instead of {due}"), loan=loan, by=by,
            paid=shown_money(call.amount_minor, currency), on=call.on.isoformat(), due=due,
        )  # fmt: skip
    amount = shown_money(call.left_minor, currency)
    words = _("Call {loan} by {by}: {amount} due {due} will not be paid")
    if call.last_due_on != call.due_on:
        words = _("Call {loan} by {by}: {amount} due {due} to {last} will not be paid")
    return fitted(words, loan=loan, by=by, amount=amount, due=due, last=call.last_due_on.isoformat())
