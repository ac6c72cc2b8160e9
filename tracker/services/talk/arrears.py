"""The arrears of a loan: days past due, the split, what the lender said and did, who holds the debt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.arrears import cn_classification_floor
from tracker.domain.loan.facts import Component, Loan, Method
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked
from tracker.domain.recovery.arrears import Arrears, Told, arrears
from tracker.domain.recovery.contact import last_two_way
from tracker.domain.recovery.stage import ClaimMove, Held, Stage, answers_due, claim_moves, holders
from tracker.domain.rule.classification import Label, labels
from tracker.domain.rule.facts import Rule, Standing
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.rule import packs
from tracker.services.talk.entry import not_later, reader_of, said, save
from tracker.services.talk.stages import list_stages
from tracker.store.loan import read_entries, read_facts
from tracker.store.talk import read_contacts, read_told


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsView:
    """Where the arrears of a loan stand, with everything that is known about them."""

    loan: Loan
    arrears: Arrears
    told: Told | None
    tier_rule: Rule | None
    """The rule the classification comes from."""
    stages: tuple[Stage, ...]
    holders: tuple[Held, ...]
    claims: tuple[ClaimMove, ...]
    answers: tuple[Stage, ...]
    last_contact_on: date | None
    """The day both sides last spoke."""
    told_above_minor: int = 0
    """How much more the lender's own figures come to than ours; negative where it is less."""
    jurisdiction: str = ""
    labels: tuple[Label, ...] = ()
    """What the rules of the place call a lateness of that many days; none where no pack says it."""

    def label(self, kind: str) -> Label | None:
        """What rules of one kind call it."""
        return next((each for each in self.labels if each.kind == kind), None)


def arrears_view(book: Book, loan: Loan) -> ArrearsView:
    """Everything about the arrears of a loan; our figures are estimates until the lender's are entered."""
    facts, entries = read_facts(book.conn, loan), read_entries(book.conn, loan.id)
    ledger = replay(facts, entries=entries)
    late = [row for row in ledger.instalments if row.due_on < book.today and row.open > 0]
    clears = payoff(facts, book.today, entries=entries)
    charges = ledger.charges
    ours = {
        "principal": sum(row.principal - row.paid_principal for row in late),
        "interest": sum(row.interest - row.paid_interest for row in late)
        + charges.get(Component.INTEREST, 0),
        "fee": sum(row.fee - row.paid_fee for row in late) + charges.get(Component.FEE, 0) + clears.late_fees,
        "penalty": charges.get(Component.PENALTY, 0) + clears.penalty,
    }
    oldest = min((row.due_on for row in late), default=None)
    told = read_told(book.conn, loan.id)
    tiers = _tier_rule(book)
    days = (book.today - oldest).days if oldest else 0
    stages = list_stages(book, loan.id)
    standing = arrears(
        today=book.today,
        oldest_due_on=oldest,
        ours=ours,
        told=told,
        classification=cn_classification_floor(days) if tiers else None,
    )
    return ArrearsView(
        loan=loan,
        arrears=standing,
        told_above_minor=standing.total_minor - sum(ours.values()),
        told=told,
        tier_rule=tiers,
        stages=stages,
        holders=holders(loan.lender or loan.name, loan.opened_on or loan.tracked_from, stages),
        claims=claim_moves(stages),
        answers=answers_due(stages),
        last_contact_on=last_two_way(read_contacts(book.conn, loan.id)),
        jurisdiction=book.jurisdiction,
        labels=labels(
            packs().of(book.jurisdiction), days, on=book.today,
            product=(told.product if told else "") or None, revolving=loan.method is Method.REVOLVING,
        ),
    )  # fmt: skip


def tell_arrears(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Enter what is known: product, cause, confirmed_on and _with, what the lender did, its own figures."""
    old = read_told(book.conn, loan.id)
    reader = reader_of(book, fields, loan.currency)
    days = {
        name: reader.on(name, getattr(old, name, None))
        for name in ("confirmed_on", "frozen_on", "accelerated_on", "line_cut_on", "told_on")
    }
    sums = {
        name: reader.amount(name, getattr(old, f"{name}_minor", None))
        for name in ("principal", "interest", "fee", "penalty")
    }
    for name, on in days.items():
        not_later(book, reader, name, on)
    product = said(reader, "product", old.product if old else "").casefold().replace("-", "_")
    if len(product) > _PRODUCT:
        reader.wrong("too_long", "product", limit=str(_PRODUCT))
    if any(map(reader.given, sums)) and not reader.given("told_on"):
        days["told_on"] = book.today
    values = {
        "loan_id": loan.id,
        "product": product,
        "cause": said(reader, "cause", old.cause if old else ""),
        "confirmed_with": said(reader, "confirmed_with", old.confirmed_with if old else ""),
        "note": said(reader, "note", old.note if old else "", lines=True),
        **{name: on.isoformat() if on else None for name, on in days.items()},
        **{f"{name}_minor": minor for name, minor in sums.items()},
    }
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Entered the arrears of {name}").format(name=loan.name)
    return save(book, title, "arrears", values, old)


_PRODUCT = 60


def _tier_rule(book: Book) -> Rule | None:
    """The five tiers, where the place has them and they are in force."""
    for rule in packs().of(book.jurisdiction):
        if "tiers" in rule.params and rule.standing(book.today) is Standing.IN_FORCE:
            return rule
    return None
