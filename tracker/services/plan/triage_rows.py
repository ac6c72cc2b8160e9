"""The rows of a triage: each bill with what to do, the autopay to switch off, what to offer the rest."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.loan.card import late_fee
from tracker.domain.loan.facts import Terms
from tracker.domain.loan.penalty import penalty_interest
from tracker.domain.plan.triage import Act, Bill, Choice, Line, Option
from tracker.domain.plan.triage_harm import LoanDueFact, marks
from tracker.domain.plan.triage_options import LoanFact
from tracker.domain.plan.triage_told import BillView, OfferView, OffView
from tracker.domain.recovery.pro_rata import pro_rata, shares_permille
from tracker.services.plan.triage_facts import TriageFacts


def bill_rows(facts: TriageFacts, choice: Choice) -> tuple[BillView, ...]:
    """Every due and expense of the window with what becomes of it, by date."""
    accounts = {each.key: each.name for each in facts.purses}
    found = []
    for loan, option in zip(facts.loans, choice.options, strict=False):
        for due in loan.dues:
            mine = [line for line in option.lines if line.due_on == due.due_on]
            found.append(_loan_row(facts, loan, due, option, mine, accounts[loan.account]))
    for each, option in zip(facts.expenses, choice.options[len(facts.loans) :], strict=True):
        line = option.lines[0]
        found.append(
            BillView(
                key=each.key, kind="expense", loan_id=None, name=each.name, account=accounts[each.account],
                due_on=each.on, needed_minor=each.amount, full_minor=each.amount, act=line.act.value,
                on=line.on, amount_minor=line.amount, by_autopay=False, off_by=None, call_by=None,
                essential=each.essential,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.due_on, each.name)))


def _loan_row(
    facts: TriageFacts, loan: LoanFact, due: LoanDueFact, option: Option, lines: Sequence[Line], account: str
) -> BillView:
    worst = max(lines, key=lambda line: list(Act).index(line.act))
    fee, per_day = _costs(loan.terms, due)
    kept = any(line.by_autopay for line in lines)
    return BillView(
        key=loan.key, kind="loan", loan_id=facts.loan_ids[loan.key], name=loan.name, account=account,
        due_on=due.due_on, needed_minor=due.minimum, full_minor=due.full, act=worst.act.value,
        on=worst.on, amount_minor=sum(line.amount for line in lines), by_autopay=kept,
        off_by=option.off_by if due.draw is not None and not kept else None,
        call_by=option.call_by, stake=loan.stake.value, arranged=loan.arranged,
        grace_end=due.grace_end, grace_known=due.grace is not None,
        marks=tuple(each for each in marks(due) if each[1] > facts.today) if loan.reports else (),
        late_fee_minor=fee, penalty_day_minor=per_day, estimate=due.estimate,
        days_late=max(0, (facts.today - due.due_on).days),
    )  # fmt: skip


def _costs(terms: Terms | None, due: LoanDueFact) -> tuple[int | None, int | None]:
    """The late fee and the penalty of a day, as far as the terms say."""
    fee = per_day = None
    if terms is not None and terms.late_fee is not None and due.known_on <= due.grace_end:
        fee = late_fee(due.minimum, 0, terms.late_fee, terms.rounding)
    if terms is not None and terms.penalty_rate is not None:
        whole = due.principal + due.interest
        per_day = penalty_interest(whole, terms.penalty_rate, 1, rounding=terms.rounding)
    return fee, per_day


def off_rows(facts: TriageFacts, bills: Sequence[Bill], choice: Choice) -> tuple[OffView, ...]:
    """The autopay to switch off or move, the soonest first, and the debits nobody can stop any more."""
    accounts = {each.key: each.name for each in facts.purses}
    found = []
    for loan, bill, option in zip(facts.loans, bills, choice.options, strict=False):
        kept = {line.due_on for line in option.lines if line.by_autopay}
        stopped = next((due.draw for due in loan.dues if due.draw and due.due_on not in kept), None)
        draw = bill.forced or stopped
        if draw is None or (bill.forced is None and option.off_by is None):
            continue
        found.append(
            OffView(
                loan_id=facts.loan_ids[loan.key], loan=loan.name, account_id=loan.account,
                account=accounts[loan.account],
                by=option.off_by if bill.forced is None else None, attempt_on=draw.on,
                amount_minor=draw.amount, sweeps=draw.sweeps,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.by or facts.today, each.loan)))


def offer_rows(facts: TriageFacts, choice: Choice, spare: int) -> tuple[OfferView, ...]:
    """What is left over, divided among the lenders that are not paid by what is open with each."""
    rows = []
    for loan, option in zip(facts.loans, choice.options, strict=False):
        owed = sum(
            due.minimum - sum(line.amount for line in option.lines if line.due_on == due.due_on)
            for due in loan.dues
            if any(line.act in (Act.SKIP, Act.PART) for line in option.lines if line.due_on == due.due_on)
        )
        if owed > 0:
            rows.append((loan, owed))
    owing = [owed for _loan, owed in rows]
    parts, shares = pro_rata(max(0, spare), owing), shares_permille(owing)
    return tuple(
        OfferView(
            loan_id=facts.loan_ids[loan.key], loan=loan.name, owed_minor=owed, amount_minor=part,
            share_permille=share,
        )
        for (loan, owed), part, share in zip(rows, parts, shares, strict=True)
    )  # fmt: skip
