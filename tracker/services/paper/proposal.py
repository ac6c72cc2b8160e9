"""What a paper says of the reason, of an offer and of the documents of a hardship."""

from __future__ import annotations

from tracker.domain.recovery.hardship import Hardship, PaperState
from tracker.domain.recovery.offer import Offer
from tracker.locale import _, language
from tracker.locale.cases import paper_text
from tracker.locale.joining import apart, aside, listed
from tracker.locale.offers import offer_kind_text
from tracker.locale.papers import cause_sentence, interest_text
from tracker.locale.talks import share_text
from tracker.services.paper.draft import Draft
from tracker.services.paper.figures import DebtFigures

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
        lines.append(_("To be waived: {what}.").format(what=listed(named)))
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
        return _("To pay: {what}.").format(what=apart(named))
    first, last = paid[0].due_on.isoformat(), paid[-1].due_on.isoformat()
    if len({each.amount_minor for each in paid}) == 1:
        words = _("To pay: {count} times {amount}, from {first} to {last}, {whole} in all.")
        amount = draft.money(paid[0].amount_minor, offer.currency)
        return words.format(count=len(paid), amount=amount, first=first, last=last, whole=whole)
    words = _("To pay: {count} sums from {first} to {last}, {whole} in all.")
    return words.format(count=len(paid), first=first, last=last, whole=whole)


def reason(draft: Draft, found: DebtFigures) -> str:
    """What happened, in the person's own words or by the cause of the hardship, and since when."""
    said = []
    if own := draft.said(found.cause):
        said.append(sentence(own))
    case = found.hardship
    if case is not None:
        if not said and (cause := cause_sentence(case.cause.value)):
            said.append(cause)
        said.append(_("This goes back to {on}.").format(on=draft.day(case.since_on)))
        if case.expected_on:
            said.append(_("I expect it to be over by {on}.").format(on=draft.day(case.expected_on)))
    return gap().join(said) or draft.fill("cause")


def sentence(text: str) -> str:
    """Words with their full stop."""
    return text if text[-1:] in ".!?。！？" else text + _(".")


def gap() -> str:
    """What stands between two sentences."""
    return " " if language() == "en" else ""


def hardship_papers(draft: Draft, case: Hardship | None) -> tuple[str, ...]:
    """The documents of a hardship that are there; what is still missing is not promised."""
    if case is None:
        return ()
    return tuple(
        f"{draft.said(paper_text(each.what))}{_numbered(each.evidence)}"
        for each in case.papers
        if each.state is not PaperState.MISSING
    )


def _numbered(evidence: int | None) -> str:
    return aside(f"#{evidence}") if evidence else ""
