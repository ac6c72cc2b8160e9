"""A loan under an arrangement: what was agreed in writing stands in place of everything that was open.

The facts before its first day make a ledger as ever. What is owed then is carried over as far as the
agreed sums reach; what they exceed it by is interest, what they fall short by is let go. From that day
on the loan is repaid by the agreed table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.loan.facts import Arrangement, Component, CustomInstalment, LoanFacts, Method, terms_on
from tracker.domain.loan.ledger import Entry, Ledger, Step, parts, posted_entries, replay

_DAY = timedelta(days=1)


def replay_arranged(
    facts: LoanFacts,
    *,
    until: date | None = None,
    allocations: bool = False,
    entries: Sequence[Entry] | None = None,
) -> Ledger:
    """The ledger of a loan whose last arrangement up to a day is in force: both parts as one."""
    rows, arranged = _until(facts, entries, until or date.max)
    before, after, later = _split(arranged, rows, allocations=allocations)
    ledger = replay(after, until=until, allocations=allocations, entries=later)
    kept = [row for row in before.instalments if row.open <= 0]
    replaced = [row for row in before.instalments if row.open > 0]
    for row in replaced:
        row.replaced_on = arranged.arrangements[-1].effective_on
    ledger.folded = [*before.folded, *replaced, *ledger.folded]
    ledger.instalments = kept + ledger.instalments
    ledger.allocations = before.allocations | ledger.allocations
    ledger.months = before.months | ledger.months
    ledger.paid = {each: before.paid.get(each, 0) + ledger.paid.get(each, 0) for each in Component}
    ledger.payments += before.payments
    ledger.last_paid_on = ledger.last_paid_on or before.last_paid_on
    ledger.steps = [
        *before.steps,
        *(_after(before, each, arranged.arrangements[-1]) for each in ledger.steps),
    ]
    ledger.credit += before.credit
    return ledger


def _after(before: Ledger, step: Step, arrangement: Arrangement) -> Step:
    """A step under the arrangement, with what was paid and overpaid before it."""
    return step._replace(
        fact=arrangement if step.fact is None else step.fact,
        paid=parts(
            [before.paid.get(each, 0) + more for each, more in zip(Component, step.paid, strict=True)]
        ),
        credit=before.credit + step.credit,
    )


def since_arranged(
    facts: LoanFacts, on: date, entries: Sequence[Entry] | None = None
) -> tuple[LoanFacts, Sequence[Entry]]:
    """The facts and payments of the arrangement in force on a day as those of a loan by itself.

    Without one, the facts as they are.
    """
    rows, arranged = _until(facts, entries, on)
    if not arranged.arrangements:
        return arranged, rows
    _before, after, later = _split(arranged, rows)
    return after, later


def _until(facts: LoanFacts, entries: Sequence[Entry] | None, on: date) -> tuple[Sequence[Entry], LoanFacts]:
    rows = entries if entries is not None else posted_entries(facts.payments)
    kept = tuple(each for each in facts.arrangements if each.effective_on <= on)
    return rows, replace(facts, arrangements=kept)


def _split(
    facts: LoanFacts, entries: Sequence[Entry], *, allocations: bool = False
) -> tuple[Ledger, LoanFacts, Sequence[Entry]]:
    """The ledger up to the last arrangement, then the facts and payments from it on."""
    last = facts.arrangements[-1]
    on = last.effective_on
    earlier = replace(facts, arrangements=facts.arrangements[:-1])
    before = replay(
        earlier,
        until=on - _DAY,
        allocations=allocations,
        entries=[each for each in entries if each[0] < on],
    )
    owed = owed_by(earlier, before, on)
    carried = min(sum(amount for _on, amount in last.payments), owed)
    number = 1 + max((row.number for row in before.instalments if row.open <= 0), default=0)
    terms = replace(terms_on(facts, on), effective_on=on, first_number=number)
    coming = tuple(each for each in facts.terms if each.effective_on > on)
    loan = replace(
        facts.loan, method=Method.CUSTOM, tracked_from=on, balance_minor=carried, principal_minor=carried
    )
    after = replace(
        facts, loan=loan, terms=(terms, *coming), custom=table(last, carried, number), arrangements=()
    )
    return before, after, [each for each in entries if each[0] >= on]


def owed_by(facts: LoanFacts, ledger: Ledger, on: date) -> int:
    """What a ledger says is owed at the start of a day, interest and fees that fell due included."""
    if facts.loan.method is Method.REVOLVING and not facts.arrangements:
        return max(0, ledger.balance)  # a card's balance has them in it
    late = [row for row in ledger.instalments if row.due_on < on and row.open > 0]
    due = sum(row.interest - row.paid_interest + row.fee - row.paid_fee for row in late)
    return max(0, ledger.balance + due)


def table(arrangement: Arrangement, carried: int, number: int = 1) -> tuple[CustomInstalment, ...]:
    """The agreed sums as instalments: what is carried over is principal, the rest interest, in step.

    What the arrangement itself costs is an instalment of its own, a fee on its first day.
    """
    total = sum(amount for _on, amount in arrangement.payments)
    rows, so_far, principal = [], 0, 0
    if arrangement.fee_minor:
        on, fee = arrangement.effective_on, arrangement.fee_minor
        rows.append(CustomInstalment(number=number, due_on=on, principal_minor=0, fee_minor=fee))
        number += 1
    for index, (due_on, amount) in enumerate(arrangement.payments):
        so_far += amount
        reached = carried * so_far // total
        rows.append(
            CustomInstalment(
                number=number + index,
                due_on=due_on,
                principal_minor=reached - principal,
                interest_minor=amount - (reached - principal),
            )
        )
        principal = reached
    return tuple(rows)
