"""`debt talk conduct`: what of the other side's calls and visits is worth checking, and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import listed
from tracker.locale.rules import evidence_words, kind_words, rule_title
from tracker.locale.talks import dubious_text, incident_text

if TYPE_CHECKING:
    from tracker.domain.rule.conduct import Incident
    from tracker.services.talk.conduct import ConductView, Noted

FIELDS = ("kind", "on", "rule", "count", "limit", "contacts", "message")


@command(
    "debt talk conduct jiebei --product online_loan",
    "debt talk conduct jiebei --json",
    help=N_(
        "Calls and visits in the log held against the rules in force on their day. What is shown is worth"
        " checking; it is no judgement."
    ),
)
@argument("loan", metavar="LOAN")
@option(
    "--product",
    metavar=N_("KIND"),
    default="",
    help=N_("The kind of credit that rules go by; debt loan arrears LOAN --product keeps it."),
)
def conduct_command(session: Session, *, loan: str, product: str) -> None:
    """Hold the log against the rules."""
    from tracker.services.talk.conduct import check_conduct, products

    with session.book() as book:
        view = check_conduct(book, session.loan(book, loan), product.strip().casefold().replace("-", "_"))
        known = products(book)
    drawn = session.rows(
        "talk.conduct",
        [*(_json(each) for each in view.incidents), *(_noted_json(each) for each in view.noted)],
        lambda: _table(view),
        fields=FIELDS,
        loan_id=view.loan.id,
        loan=view.loan.name,
        product=view.product,
        jurisdiction=view.jurisdiction,
        compared=[rule.number for rule in view.compared],
        not_compared=[{"rule": rule.number, "why": why} for rule, why in view.not_compared],
    )
    if not drawn:
        return
    if not view.incidents and not view.noted:
        words = _("Nothing in the log is worth checking. Contacts from them: {count}")
        session.out.line(words.format(count=view.contacts))
    _rules(session, view)
    if any(why == "product" for _rule, why in view.not_compared) and not view.product:
        words = _("The kind of credit is not known, so rules made for one kind were not compared: {kinds}")
        session.out.line(words.format(kinds=listed(known)))


def _rules(session: Session, view: ConductView) -> None:
    """The rules behind what was found, with their dates and how well each is known."""
    shown = dict.fromkeys(each.rule.number for each in view.incidents)
    for rule in (each for each in view.compared if each.number in shown):
        until = rule.effective_to.isoformat() if rule.effective_to else "…"
        words = _("{number} {title}: {kind}, {start} to {until}, {citation} ({mark})")
        session.out.line()
        session.out.line(
            words.format(
                number=rule.number, title=rule_title(rule), kind=kind_words(rule.kind),
                start=rule.effective_from.isoformat(), until=until, citation=rule.citation,
                mark=evidence_words(rule.evidence),
            )
        )  # fmt: skip
    if shown:
        words = _("Worth checking, not a judgement: debt rules show {number} has the text.")
        session.out.line(words.format(number=next(iter(shown))))
        words = _(
            "debt talk complaint new {loan} BODY begins a complaint with these; debt talk complaint bodies"
            " lists whom there is."
        )
        session.out.line(words.format(loan=view.loan.slug))
    for rule, why in view.not_compared:
        if why == "unverified":
            words = _("{number} was not compared: its text is unverified.")
            session.out.line(words.format(number=rule.number))


def _json(each: Incident) -> dict[str, Any]:
    return {
        "kind": each.test,
        "on": each.on,
        "rule": each.rule.number,
        "rule_kind": each.rule.kind.value,
        "citation": each.rule.citation,
        "effective_from": each.rule.effective_from,
        "effective_to": each.rule.effective_to,
        "evidence": each.rule.evidence.value,
        "count": each.count,
        "limit": each.limit,
        "contacts": list(each.calls),
        "message": incident_text(each.test, each.count, each.limit),
    }


def _noted_json(each: Noted) -> dict[str, Any]:
    return {
        "kind": each.code,
        "on": each.contact.on,
        "rule": None,
        "count": 1,
        "limit": None,
        "contacts": [each.contact.id],
        "message": dubious_text(each.code),
    }


def _table(view: ConductView) -> Table:
    found = [
        (each.on, "!", incident_text(each.test, each.count, each.limit), each.rule.number, each.calls)
        for each in view.incidents
    ]
    found += [(each.contact.on, "!", dubious_text(each.code), "", (each.contact.id,)) for each in view.noted]
    return Table(
        ("", _("On"), _("Worth checking"), _("Rule"), _("Contacts")),
        [
            (mark, on.isoformat(), text, rule, " ".join(f"#{each}" for each in calls))
            for on, mark, text, rule, calls in sorted(found, key=lambda entry: entry[0])
        ],
    )
