"""Triage in words: what is paid and what plainly is not, what follows, what would change the choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.hiding import shown_money
from tracker.locale.joining import listed, phrased

if TYPE_CHECKING:
    from tracker.domain.plan.triage import Harm
    from tracker.domain.plan.triage_told import (
        BillView,
        ChangeView,
        FlipView,
        MoreView,
        OfferView,
        OffView,
        SendView,
        TrapView,
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
    return _("{amount} on {on}").format(amount=amount, on=bill.on.isoformat())


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
    if bill.kind == "expense":
        return _("{amount} has to come from elsewhere; ask for help early").format(
            amount=shown_money(bill.left_minor, currency)
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
    paid = bill.on if bill.act == "late" else None
    names = _tier_names()
    tiers = [(name, on) for name, on in bill.marks if paid is None or on <= paid]
    for name, on in tiers[: 1 if paid else 2]:
        parts.append(names[name].format(on=on.isoformat()))
    if bill.late_fee_minor:
        parts.append(_("late fee ~{amount}").format(amount=shown_money(bill.late_fee_minor, currency)))
    if bill.penalty_day_minor:
        amount = shown_money(bill.penalty_day_minor, currency)
        parts.append(_("penalty interest ~{amount} a day").format(amount=amount))
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
        return _(
            "{loan}: the debit of {amount} on {on} can no longer be stopped here; ask the bank at once"
        ).format(loan=name, amount=amount, on=on)
    return _("{loan}: switch off or move its autopay by {by}; it would take {amount} on {on}").format(
        loan=name, amount=amount, by=off.by.isoformat(), on=on
    )


def send_text(send: SendView, currency: str) -> str:
    """One transfer between own accounts."""
    return _("Move {amount} from {source} to {target} on {on}").format(
        amount=shown_money(send.amount_minor, currency), source=clean(send.source),
        target=clean(send.target), on=send.on.isoformat(),
    )  # fmt: skip


def offer_text(offer: OfferView, currency: str) -> str:
    """What to offer one lender."""
    return _("{loan}: {amount} of {owed}").format(
        loan=clean(offer.loan), amount=shown_money(offer.amount_minor, currency),
        owed=shown_money(offer.owed_minor, currency),
    )  # fmt: skip


def harm_text(harm: Harm, currency: str) -> str:
    """A harm in words, worst first; what there is none of is not named."""
    parts = list(_harm_parts(harm, currency))
    return phrased(parts) if parts else _("nothing is missed")


def _harm_parts(harm: Harm, currency: str) -> Iterator[str]:
    counted = (
        (harm.essentials, ngettext("{count} essential unpaid", "{count} essentials unpaid", harm.essentials)),
        (
            harm.essentials_late,
            ngettext("{count} essential late", "{count} essentials late", harm.essentials_late),
        ),
        (harm.legal, ngettext("{count} legal deadline missed", "{count} legal deadlines missed", harm.legal)),
        (
            harm.secured,
            ngettext("{count} secured loan unpaid", "{count} secured loans unpaid", harm.secured),
        ),
        (
            harm.secured_late,
            ngettext("{count} secured loan late", "{count} secured loans late", harm.secured_late),
        ),
        (
            harm.arrangement,
            ngettext("{count} arrangement broken", "{count} arrangements broken", harm.arrangement),
        ),
        (harm.days_90, ngettext("{count} loan 90 days late", "{count} loans 90 days late", harm.days_90)),
        (harm.days_60, ngettext("{count} loan 60 days late", "{count} loans 60 days late", harm.days_60)),
        (harm.days_30, ngettext("{count} loan 30 days late", "{count} loans 30 days late", harm.days_30)),
        (
            harm.reported,
            ngettext("{count} loan newly reportable", "{count} loans newly reportable", harm.reported),
        ),
    )
    for count, words in counted:
        if count:
            yield words.format(count=count)
    if harm.money:
        yield _("fees and interest ~{amount}").format(amount=shown_money(harm.money, currency))
    if harm.unpaid:
        yield _("{amount} left unpaid").format(amount=shown_money(harm.unpaid, currency))


def change_text(change: ChangeView) -> str:
    """How a bill would be treated otherwise."""
    words = {
        "full": _("paid in time"),
        "minimum": _("paid in time"),
        "grace": _("paid within the grace"),
        "late": _("paid late"),
        "part": _("paid in part"),
        "skip": _("not paid"),
    }
    before, after = words[change.before], words[change.after]
    if before == after:
        return _("{name} with another sum").format(name=clean(change.name))
    return _("{name} {after} instead of {before}").format(name=clean(change.name), after=after, before=before)


def changes_text(found: Iterable[ChangeView]) -> str:
    """How several bills would be treated otherwise."""
    return listed(change_text(each) for each in found)


def more_text(more: MoreView, currency: str) -> str:
    """What a further sum would change."""
    amount = shown_money(more.amount_minor, currency)
    if not more.changes:
        return _("{amount} more would change nothing").format(amount=amount)
    return _("With {amount} more: {changes}").format(amount=amount, changes=changes_text(more.changes))


def flip_text(flip: FlipView, currency: str) -> str:
    """An assumption and what would be chosen if it is wrong."""
    amount, name = shown_money(flip.amount_minor, currency), clean(flip.name)
    on = flip.on.isoformat() if flip.on else ""
    words = {
        "income_comes": _("If {name} ({amount}) does come on {on}"),
        "income_missing": _("If {name} ({amount}) does not come on {on}"),
        "less": _("If there is {amount} less"),
        "settles": _("If {name} takes {amount} on {on} and says so in writing"),
    }
    if flip.code == "grace":
        days = ngettext(
            "If {name} really gives {count} day of grace",
            "If {name} really gives {count} days of grace",
            flip.amount_minor,
        )
        said = days.format(name=name, count=flip.amount_minor)
    else:
        said = words[flip.code].format(name=name, amount=amount, on=on)
    return _("{said}: {changes}").format(said=said, changes=changes_text(flip.changes))


def trap_text(trap: TrapView, currency: str) -> str:
    """The debit that does more harm with more money."""
    return _(
        "A trap: left on, the debit of {loan} takes {amount} from {account} on {on}, and {spared} goes"
        " without. With {less} less it would fail, and less harm be done. Switch it off instead."
    ).format(
        loan=clean(trap.loan), amount=shown_money(trap.amount_minor, currency), account=clean(trap.account),
        on=trap.on.isoformat(), spared=listed(map(clean, trap.spared)),
        less=shown_money(trap.less_minor, currency),
    )  # fmt: skip


def concern_text(concern: str) -> str:
    """A kind of harm in the person's order."""
    return {
        "essentials": _("essentials"),
        "legal": _("legal deadlines"),
        "secured": _("secured goods"),
        "arrangement": _("written arrangements"),
        "credit": _("credit file"),
        "money": _("money"),
        "acts": _("fewer acts"),
    }[concern]


def order_words(order: str) -> str:
    """The person's order of harm."""
    return " > ".join(
        listed(concern_text(each) for each in group.split("+")) for group in order.split(",")
    )  # fmt: skip


def proof_text(view: TriageView) -> str:
    """How far the choice can be trusted to be the best."""
    if view.proved:
        return _("Proved best: no other choice does less harm in your order")
    return _("Best found: the search was cut short, a better choice may exist")


def summary_text(view: TriageView) -> str:
    """What there is, what is needed, what is missing, in a sentence."""
    cash, code = shown_money(view.cash_minor, view.currency), view.currency
    if view.enough:
        return _("There is enough for everything due until {until}: {needed} of {there} {currency}").format(
            until=view.until.isoformat(), needed=shown_money(view.needed_minor, code),
            there=shown_money(view.cash_minor + view.income_minor - view.planned_minor, code), currency=code,
        )  # fmt: skip
    words = _("{cash} now and {income} sure to come until {until}; {needed} needed: {missing} missing")
    if not view.missing_minor:
        words = _("{cash} now and {income} sure to come until {until}; {needed} needed, but not in time")
    elif view.planned_minor:
        words = _(
            "{cash} now and {income} sure to come until {until}; "
            "{planned} planned already and {needed} needed besides: {missing} missing"
        )
    return words.format(
        cash=cash, income=shown_money(view.income_minor, code), until=view.until.isoformat(),
        needed=shown_money(view.needed_minor, code), missing=shown_money(view.missing_minor, code),
        planned=shown_money(view.planned_minor, code),
    )  # fmt: skip


def note_lines(view: TriageView) -> tuple[str, ...]:
    """What the choice rests on, and what it leaves out."""
    found = []
    unsure = [each.name for each in view.bills if each.kind == "loan" and not each.grace_known]
    if view.unsaid:
        words = _("Counted as essential, as nobody said: {names}")
        found.append(words.format(names=listed(map(clean, view.unsaid))))
    if unsure:
        words = _("No grace is known and none is counted: {names}")
        found.append(words.format(names=listed(map(clean, dict.fromkeys(unsure)))))
    if view.unknown:
        found.append(
            _("Balance unknown or old: {names}").format(names=listed(map(clean, view.unknown)))
        )  # fmt: skip
    if view.unchecked:
        words = _("Look whether the autopay is bound: {names}")
        found.append(words.format(names=listed(map(clean, view.unchecked))))
    if view.elsewhere:
        words = _("In another currency, not counted: {names}")
        found.append(words.format(names=listed(map(clean, view.elsewhere))))
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
        return _("{amount} is left. By what is open with each, that is").format(amount=amount)
    return _("{amount} is left from {on} on. By what is open with each, that is").format(
        amount=amount, on=view.spare_from.isoformat()
    )


def call_text(bill: BillView, currency: str) -> str:
    """The call to make about a bill."""
    due = bill.due_on.isoformat()
    amount = shown_money(bill.left_minor, currency)
    if bill.act == "late" and bill.on is not None:
        words = _("Call {loan} by {by}: {paid} comes on {on} instead of {due}")
        return words.format(
            loan=clean(bill.name), by=_on(bill.call_by), paid=shown_money(bill.amount_minor, currency),
            on=bill.on.isoformat(), due=due,
        )  # fmt: skip
    words = _("Call {loan} by {by}: {amount} due {due} will not be paid")
    return words.format(loan=clean(bill.name), by=_on(bill.call_by), amount=amount, due=due)


def _on(on: date | None) -> str:
    return on.isoformat() if on else ""
