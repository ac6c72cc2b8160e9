"""Why a triage chose as it did, in words: the harm, what comes next, what would change the choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.hiding import shown_money
from tracker.locale.joining import fitted, listed, phrased

if TYPE_CHECKING:
    from tracker.domain.plan.triage import Harm
    from tracker.domain.plan.triage_told import ChangeView, FlipView, MoreView, TrapView, TriageView


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
            yield fitted(words, count=count)
    if harm.kept:
        yield fitted(_("{amount} used of what is to stay"), amount=shown_money(harm.kept, currency))
    if harm.money:
        yield fitted(_("fees and interest ~{amount}"), amount=shown_money(harm.money, currency))
    if harm.unpaid:
        yield fitted(_("{amount} left unpaid"), amount=shown_money(harm.unpaid, currency))


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
        return fitted(_("{name} with another sum"), name=clean(change.name))
    return fitted(
        _("{name} {after} instead of {before}"), name=clean(change.name), after=after, before=before
    )


def changes_text(found: Iterable[ChangeView]) -> str:
    """How several bills would be treated otherwise."""
    return listed(change_text(each) for each in found)


def more_text(more: MoreView, currency: str) -> str:
    """What a further sum would change."""
    amount = shown_money(more.amount_minor, currency)
    if more.kept_minor and not more.changes:
        kept = shown_money(more.kept_minor, currency)
        return fitted(_("{amount} more: {kept} less is used of what is to stay"), amount=amount, kept=kept)
    if not more.changes:
        return fitted(_("{amount} more would change nothing"), amount=amount)
    return fitted(_("With {amount} more: {changes}"), amount=amount, changes=changes_text(more.changes))


def flip_text(flip: FlipView, currency: str) -> str:
    """An assumption and what would be chosen if it is wrong."""
    amount, name = shown_money(flip.amount_minor, currency), clean(flip.name)
    on = flip.on.isoformat() if flip.on else ""
    words = {
        "income_comes": _("If {name} ({amount}) does come on {on}"),
        "income_missing": _("If {name} ({amount}) does not come on {on}"),
        "less": _("If there is {amount} less"),
        "kept": _("If you also spend the {amount} that is to stay"),
        "settles": _("If {name} takes {amount} on {on} and says so in writing"),
    }
    if flip.code == "grace":
        days = ngettext(
            "If {name} really gives {count} day of grace",
            "If {name} really gives {count} days of grace",
            flip.amount_minor,
        )
        said = fitted(days, name=name, count=flip.amount_minor)
    else:
        said = fitted(words[flip.code], name=name, amount=amount, on=on)
    return fitted(_("{said}: {changes}"), said=said, changes=changes_text(flip.changes))


def trap_text(trap: TrapView, currency: str) -> str:
    """The debit that does more harm with more money."""
    return fitted(
        _(
            "A trap: left on, the debit of {loan} takes {amount} from {account} on {on}, and {spared} goes"
            " without. With {less} less it would fail, and less harm be done. Switch it off instead."
        ),
        loan=clean(trap.loan),
        amount=shown_money(trap.amount_minor, currency),
        account=clean(trap.account),
        on=trap.on.isoformat(),
        spared=listed(map(clean, trap.spared)),
        less=shown_money(trap.less_minor, currency),
    )


def concern_text(concern: str) -> str:
    """A kind of harm in the person's order."""
    return {
        "essentials": _("essentials"),
        "legal": _("legal deadlines"),
        "secured": _("secured goods"),
        "arrangement": _("written arrangements"),
        "buffer": _("what is to stay in accounts"),
        "credit": _("credit file"),
        "money": _("money"),
        "acts": _("fewer acts"),
    }[concern]


def order_words(order: str, *, keeps: bool = True) -> str:
    """The person's order of harm; where nothing is to stay in an account, that is not named."""
    groups = (group for group in order.split(",") if keeps or group != "buffer")
    return " > ".join(listed(concern_text(each) for each in group.split("+")) for group in groups)


def proof_text(view: TriageView) -> str:
    """How far the choice can be trusted to be the best."""
    if view.proved:
        return _("Proved best: no other choice does less harm in your order")
    return _("Best found: the search was cut short, a better choice may exist")
