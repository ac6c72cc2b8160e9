"""What arrangements ask to be done next: an autopay that follows the old schedule, a missed payment."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.alert.facts import AlertFact
from tracker.locale import _, ngettext
from tracker.locale.offers import breach_text
from tracker.services.book import Book
from tracker.services.next_step_views import URGENT, NextStep
from tracker.services.talk.arrangement import ArrangementView, clash_text, standings


def offer_steps(book: Book) -> Iterator[NextStep]:
    """Each thing that arrangements in force ask for."""
    for each in standings(book).in_force:
        loan = each.loan
        if each.clash is not None:
            yield NextStep(
                code="autopay_clash",
                key=f"autopay_clash:{each.offer.id}:{each.clash.code}",
                severity=URGENT,
                text=_("Bring the autopay of {loan} into line with what was agreed").format(loan=loan.name),
                why=clash_text(each.clash, loan.currency),
                on=each.clash.old_on if each.clash.old_on >= book.today else book.today,
                screen="loans",
                command=clash_command(each),
                loan_id=loan.id,
            )
        if each.missed is not None:
            yield NextStep(
                code="arrangement_missed",
                key=f"arrangement_missed:{each.offer.id}:{each.missed.due_on}",
                severity=URGENT,
                text=_("See whether the arrangement with {loan} still stands").format(loan=loan.name),
                why=missed_text(each),
                on=each.missed.due_on,
                screen="talks",
                command=f"debt talk offers show {each.offer.id}",
                loan_id=loan.id,
            )


def missed_text(view: ArrangementView) -> str:
    """What was missed and what a breach brings back: worth checking, no verdict."""
    missed = view.missed
    if missed is None:
        return ""
    late = ngettext(
        "worth checking: nothing posted covers {on}, {days} day late; on breach: {breach}",
        "worth checking: nothing posted covers {on}, {days} days late; on breach: {breach}",
        missed.days,
    )
    breach = breach_text(view.revives.value)
    return late.format(on=missed.due_on.isoformat(), days=missed.days, breach=breach)


def clash_command(view: ArrangementView) -> str:
    """The command that notes that autopay follows what was agreed."""
    if view.clash is not None and view.clash.code == "amount":
        from tracker.domain.money import decimal_text

        amount = decimal_text(view.clash.new_minor, view.loan.currency)
        return f"debt autopay set {view.loan.id} --fixed {amount}"
    return f"debt autopay check {view.loan.id}"


def clash_facts(book: Book) -> Iterator[AlertFact]:
    """Autopays that follow what an arrangement has replaced, for the alerts."""
    for each in standings(book).in_force:
        if each.clash is None or each.offer.effective_on is None:
            continue
        began = each.offer.effective_on
        yield AlertFact(
            rule="autopay_clash", loan_id=each.loan.id, about="autopay_clash", about_on=began,
            on=began, loan=each.loan.name, amount_minor=each.clash.old_minor,
            currency=each.loan.currency,
            params={
                "why": clash_text(each.clash, each.loan.currency), "command": clash_command(each),
            },
        )  # fmt: skip
