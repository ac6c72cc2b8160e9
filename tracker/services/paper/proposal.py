"""What a paper says of an offer and of the documents of a hardship."""

from __future__ import annotations

from tracker.domain.recovery.hardship import Hardship, PaperState
from tracker.domain.recovery.offer import Offer
from tracker.locale import _
from tracker.locale.papers import interest_text, offer_kind_text, proof_text
from tracker.locale.talks import share_text
from tracker.services.paper.draft import Draft

_FEW = 4
"""Payments that are named one by one."""


def offer_lines(draft: Draft, offer: Offer) -> list[str]:
    """An offer as sentences: its payments, what is let go, what becomes of interest, if it is written."""
    words = _("Offer of {on}: {kind}.")
    lines = [words.format(on=offer.offered_on.isoformat(), kind=offer_kind_text(offer.kind.value))]
    if payments := _payments(draft, offer):
        lines.append(payments)
    if offer.waived:
        named = [f"{share_text(name)} {draft.money(minor, offer.currency)}" for name, minor in offer.waived]
        lines.append(_("To be waived: {what}.").format(what=_(", ").join(named)))
    if said := interest_text(offer.interest.value):
        lines.append(said)
    if offer.oral_since:
        words = _("Agreed orally on {on}, not yet in writing.")
        lines.append(words.format(on=offer.oral_since.isoformat()))
    elif offer.effective_on:
        lines.append(_("In force in writing since {on}.").format(on=offer.effective_on.isoformat()))
    elif offer.valid_until:
        lines.append(_("It holds until {on}.").format(on=offer.valid_until.isoformat()))
    return lines


def _payments(draft: Draft, offer: Offer) -> str:
    paid = offer.payments
    if not paid:
        return ""
    whole = draft.money(sum(each.amount_minor for each in paid), offer.currency)
    if len(paid) <= _FEW:
        named = [
            _("{amount} on {on}").format(
                amount=draft.money(each.amount_minor, offer.currency), on=each.due_on.isoformat()
            )
            for each in paid
        ]
        return _("To pay: {what}.").format(what=_(", ").join(named))
    first, last = paid[0].due_on.isoformat(), paid[-1].due_on.isoformat()
    if len({each.amount_minor for each in paid}) == 1:
        words = _("To pay: {count} times {amount}, from {first} to {last}, {whole} in all.")
        amount = draft.money(paid[0].amount_minor, offer.currency)
        return words.format(count=len(paid), amount=amount, first=first, last=last, whole=whole)
    words = _("To pay: {count} sums from {first} to {last}, {whole} in all.")
    return words.format(count=len(paid), first=first, last=last, whole=whole)


def hardship_papers(draft: Draft, case: Hardship | None) -> tuple[str, ...]:
    """The documents of a hardship that are there; what is still missing is not promised."""
    if case is None:
        return ()
    return tuple(
        f"{draft.said(proof_text(each.what))}{_numbered(each.evidence)}"
        for each in case.papers
        if each.state is not PaperState.MISSING
    )


def _numbered(evidence: int | None) -> str:
    return f" (#{evidence})" if evidence else ""
