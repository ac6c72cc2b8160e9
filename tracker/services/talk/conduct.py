"""What the log of contacts shows that is worth checking against the rules of its place and day."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.loan.facts import Loan, Method
from tracker.domain.recovery.contact import Contact, Direction, Means, dubious
from tracker.domain.rule.conduct import Call, Incident, incidents
from tracker.domain.rule.facts import Area, Rule
from tracker.services.book import Book
from tracker.services.rule import packs
from tracker.store.talk import read_contacts, read_told


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What a person noted of one contact: its code and the contact."""

    code: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductView:
    """What is worth checking about one loan, with the rules that were compared and those that were not."""

    loan: Loan
    product: str
    jurisdiction: str
    incidents: tuple[Incident, ...]
    noted: tuple[Noted, ...]
    compared: tuple[Rule, ...]
    not_compared: tuple[tuple[Rule, str], ...]
    """Rules with the reason: `unverified`, or `product` where the kind of credit is not known or another."""
    contacts: int
    log: tuple[Contact, ...] = ()
    """The contacts it was read from: those that they began."""


COUNTED = (Means.PHONE, Means.VISIT)
"""What the rules count: calls and visits."""


def check_conduct(book: Book, loan: Loan, product: str = "") -> ConductView:
    """Hold the calls and visits of the other side against each rule in force on their day."""
    told = read_told(book.conn, loan.id)
    product = product or (told.product if told else "") or _product(loan)
    contacts = [each for each in read_contacts(book.conn, loan.id) if each.direction is Direction.IN]
    calls = [_call(each) for each in contacts if each.means in COUNTED and not each.third_party]
    compared: list[Rule] = []
    left: list[tuple[Rule, str]] = []
    for rule in packs().of(book.jurisdiction, Area.CONDUCT):
        if not _counts(rule):
            continue
        if not rule.covers(product or None):
            left.append((rule, "product"))
        elif not rule.evidence.verified:
            left.append((rule, "unverified"))
        else:
            compared.append(rule)
    found = [each for rule in compared for each in incidents(rule, calls, product or None)]
    return ConductView(
        loan=loan,
        product=product,
        jurisdiction=book.jurisdiction,
        incidents=tuple(sorted(found, key=lambda each: (each.on, each.rule.number, each.test))),
        noted=tuple(Noted(code=code, contact=each) for each in contacts for code in dubious(each)),
        compared=tuple(compared),
        not_compared=tuple(left),
        contacts=len(contacts),
        log=tuple(contacts),
    )


def products(book: Book) -> tuple[str, ...]:
    """The kinds of credit that rules of conduct in this place are made for."""
    rules = packs().of(book.jurisdiction, Area.CONDUCT)
    return tuple(sorted({each for rule in rules for each in rule.applies_to}))


def _product(loan: Loan) -> str:
    return "card" if loan.method is Method.REVOLVING else ""


def _counts(rule: Rule) -> bool:
    """Whether a rule has anything that can be counted."""
    return bool(
        {"calls_per_day", "visits_per_day", "unanswered_per_number_per_day", "calls", "quiet_from"}
        & set(rule.params)
    )


def _call(contact: Contact) -> Call:
    return Call(
        at=contact.at,
        answered=contact.answered,
        number=contact.number,
        consent=contact.hour_agreed,
        visit=contact.means is Means.VISIT,
        id=contact.id,
    )
