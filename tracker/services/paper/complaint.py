"""The letter of complaint about contacts: what happened, when, and the rule that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.evidence.entry import Entry, EvidenceKind
from tracker.domain.recovery.complaint import Complaint
from tracker.domain.rule.facts import Rule
from tracker.formats.paper import Document, Grid, Items, Lines, Paragraph, Part
from tracker.locale import _, language
from tracker.locale.papers import rule_line
from tracker.locale.talks import dubious_text, incident_text
from tracker.services.paper.brief import attachments
from tracker.services.paper.draft import Draft
from tracker.services.paper.figures import debt_figures
from tracker.services.rule import packs
from tracker.services.talk.conduct import check_conduct
from tracker.store.recovery_case import read_complaints
from tracker.store.talk import read_contacts

_OF_CONTACTS = (EvidenceKind.SMS, EvidenceKind.CALL_RECORDING)
"""What shows how somebody made contact, rather than what is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One incident as the letter lists it; an empty rule is a person's own note."""

    on: date
    what: str
    rule: str = ""
    contacts: tuple[int, ...] = ()
    evidence: int | None = None


def complaint_letter(draft: Draft) -> Document:
    """What was done about a loan that is worth checking, for whoever supervises it."""
    loan = draft.loan
    assert loan is not None  # noqa: S101 -- such a letter is asked for by its loan
    found = debt_figures(draft.book, loan)
    case = _case(draft)
    body = draft.fill("body", draft.said(case.body) if case else "")
    sender = (draft.fill("name"), draft.fill("address"), draft.fill("phone"))
    holder = draft.said(found.view.holders[-1].holder) if found.view.holders else draft.lender
    parts: list[Part] = [
        Lines(lines=(*sender, draft.day(draft.book.today)), right=True),
        Lines(lines=(body,)),
        Paragraph(text=_("Dear Sir or Madam,")),
        Paragraph(
            text=_("This is a complaint about how {holder} contacted me about {loan}, contract number"
                   " {contract}. It is about the contacts only.").format(
                holder=holder, loan=draft.named, contract=draft.fill("contract")
            )
        ),
    ]  # fmt: skip
    if case is not None and case.reference:
        parts.append(
            Paragraph(text=_("Your reference: {number}").format(number=draft.number(case.reference)))
        )
    rows = happenings(draft, case)
    if rows:
        heads = (_("On"), _("What happened"), _("Rule"), _("Contacts"), _("Evidence"))
        parts.append(Grid(titles=heads, rows=tuple(_row(each) for each in rows)))
        parts.append(Paragraph(text=_("The times are from the log I keep of every contact.")))
    else:
        parts.append(Paragraph(text=draft.fill("incident")))
    if case is not None and case.about:
        parts.append(Paragraph(text=draft.said(case.about)))
    rules = _rules(draft, rows)
    if rules:
        parts += [Paragraph(text=_("The rules named above:")), Items(items=tuple(map(rule_line, rules)))]
    parts.append(
        Paragraph(
            text=_("Please look into it, see to it that contacts keep to the rules, and tell me the outcome"
                   " in writing.")
        )
    )  # fmt: skip
    found = replace(found, hardship=None)
    named = {each.evidence for each in rows}

    def wanted(entry: Entry) -> bool:
        return entry.number in named or entry.kind in _OF_CONTACTS

    if any(map(wanted, found.evidence)):
        parts += [Paragraph(text=_("Attached:")), *attachments(draft, found, wanted)]
    parts.append(Lines(lines=(_("Yours faithfully,"), draft.fill("name"))))
    title = _("Complaint about contacts concerning {loan}").format(loan=draft.named)
    return Document(title=title, language=language(), parts=tuple(parts))


def happenings(draft: Draft, case: Complaint | None) -> tuple[Happened, ...]:
    """What a complaint has collected; without one, what the log shows and what a person noted."""
    if case is not None and case.incidents:
        return tuple(
            Happened(
                on=each.happened_on,
                what=draft.said(_what(each.what, each.times, each.allowed)),
                rule=each.rule,
                contacts=(each.contact_id,) if each.contact_id else (),
                evidence=each.evidence,
            )
            for each in case.incidents
        )
    if draft.loan is None:
        return ()
    view = check_conduct(draft.book, draft.loan)
    contacts = read_contacts(draft.book.conn, draft.loan.id)
    proof = {each.id: each.evidence for each in contacts if each.evidence}
    found = [
        Happened(
            on=each.on, what=incident_text(each.test, each.count, each.limit), rule=each.rule.number,
            contacts=each.calls,
            evidence=next((proof[call] for call in each.calls if call in proof), None),
        )
        for each in view.incidents
    ]  # fmt: skip
    found += [
        Happened(
            on=each.contact.on, what=dubious_text(each.code), contacts=(each.contact.id,),
            evidence=each.contact.evidence,
        )
        for each in view.noted
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.on, each.rule, each.what)))


def _what(code: str, times: int, allowed: int | None) -> str:
    """A code of the log's findings in words; a person's own words stay."""
    counted = incident_text(code, times, allowed or 0)
    return dubious_text(code) if counted == code else counted


def _case(draft: Draft) -> Complaint | None:
    """The open complaint about the loan, the latest first."""
    cases = [
        each for each in read_complaints(draft.book.conn) if draft.loan and each.loan_id == draft.loan.id
    ]
    return next((each for each in cases if each.is_open), None)


def _row(each: Happened) -> tuple[str, ...]:
    return (
        each.on.isoformat(),
        each.what,
        each.rule,
        " ".join(f"#{number}" for number in each.contacts),
        f"#{each.evidence}" if each.evidence else "",
    )


def _rules(draft: Draft, rows: tuple[Happened, ...]) -> tuple[Rule, ...]:
    """The rules that are named, those only that were read by somebody."""
    named = dict.fromkeys(each.rule for each in rows if each.rule)
    return tuple(
        rule
        for rule in packs().of(draft.book.jurisdiction)
        if rule.number in named and rule.evidence.verified
    )
