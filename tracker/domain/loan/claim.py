"""What a lender says is owed against what the facts come to, the difference line by line (CAPABILITIES 2.5).

Both figures are for the end of one day. The lines add up to the difference exactly: what none of
them accounts for is a line of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from tracker.domain.loan.facts import ChargeKind, LoanFacts, Method, PaymentState, terms_on
from tracker.domain.loan.ledger import Entry, posted_entries, replay
from tracker.domain.loan.payoff import payoff

LOOKED_BACK_DAYS = 45
"""How old a payment, charge or waiver may be and still be what one side has not booked."""

_MOST_CANDIDATES = 8


class Basis(StrEnum):
    """How well a line is founded: on posted facts, on our estimate, on amounts that match, on nothing."""

    FACT = "fact"
    ESTIMATE = "estimate"
    MATCH = "match"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The balance a lender says is owed at the end of a day."""

    id: int
    loan_id: int
    claimed_on: date
    amount_minor: int
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part of the difference; added to ours, all of them make what is claimed.

    `code` says what it is, `since` and `days` over which time, `about` the row it stems from.
    """

    code: str
    minor: int
    basis: Basis
    on: date | None = None
    since: date | None = None
    days: int | None = None
    about: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A claimed balance, ours of the same day, and the lines between them."""

    on: date
    ours_minor: int
    claimed_minor: int
    lines: tuple[Line, ...]
    rest_minor: int
    """What no line accounts for; within what rounding makes it is nothing."""

    @property
    def difference_minor(self) -> int:
        """What the lender claims beyond ours; negative if it claims less."""
        return self.claimed_minor - self.ours_minor

    @property
    def unfounded_minor(self) -> int:
        """What rests on nothing but sums that match, or on nothing at all."""
        return sum(each.minor for each in self.lines if each.basis in (Basis.MATCH, Basis.REST))

    @property
    def explained(self) -> bool:
        """Whether nothing is left that would have to be asked about."""
        return not any(each.basis in (Basis.MATCH, Basis.REST) for each in self.lines)


def explain(
    facts: LoanFacts, on: date, claimed_minor: int, *, entries: Sequence[Entry] | None = None
) -> Explanation:
    """What makes the lender's figure of a day differ from ours.

    `facts` hold the payments in every state. What a balance leaves out (interest to the day, penalty,
    fees not posted) is offered first, then what one side may not have booked where it makes up what
    is left to the last unit; the rest is said to be unknown.
    """
    counted = list(entries if entries is not None else posted_entries(facts.payments))
    ledger = replay(facts, until=on, entries=counted)
    parts = _parts(facts, on, counted)
    found = _search(ledger.balance, parts, claimed_minor, ())
    if found is None and claimed_minor != ledger.balance:
        found = _search(ledger.balance, parts, claimed_minor, _candidates(facts, on, counted, parts))
    if found is None:
        found = _nearest(ledger.balance, parts, claimed_minor)
    lines = [*found]
    rest = claimed_minor - ledger.balance - sum(each.minor for each in lines)
    if rest:
        rounding = abs(rest) <= max(1, ledger.payments)
        code = "rounding" if rounding else "more_unknown" if rest > 0 else "less_unknown"
        lines.append(Line(code=code, minor=rest, basis=Basis.ESTIMATE if rounding else Basis.REST))
        rest = 0 if rounding else rest
    return Explanation(
        on=on, ours_minor=ledger.balance, claimed_minor=claimed_minor, lines=tuple(lines), rest_minor=rest
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """Something one side may not have booked, and what that does to the balance and each other part."""

    line: Line
    balance: int
    parts: Mapping[str, int]

    def under(self, codes: Collection[str]) -> Line:
        minor = self.balance + sum(self.parts.get(code, 0) for code in codes)
        return replace(self.line, minor=minor)


def _search(
    balance: int, parts: Sequence[Line], claimed: int, candidates: Sequence[_Candidate]
) -> tuple[Line, ...] | None:
    """The fewest candidates, with a choice of what a balance leaves out, that come to the claim exactly."""
    codes = dict.fromkeys([each.code for each in parts])
    codes.update(dict.fromkeys(code for each in candidates for code in each.parts))
    counts = (0,) if not candidates else (1, 2)
    for count in counts:
        for chosen in _choices(tuple(codes)):
            kept = tuple(each for each in parts if each.code in chosen)
            wanted = claimed - balance - sum(each.minor for each in kept)
            lines = [each.under(chosen) for each in candidates]
            for picked in combinations(lines, count):
                if sum(each.minor for each in picked) == wanted and all(each.minor for each in picked):
                    return (*kept, *picked)
    return None


def _choices(codes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Which parts the lender may have in its figure: all of them, none, then all but a few."""
    some = [each for size in range(len(codes) - 1, 0, -1) for each in combinations(codes, size)]
    return [codes, (), *some] if codes else [()]


def _nearest(balance: int, parts: Sequence[Line], claimed: int) -> tuple[Line, ...]:
    """All that a balance leaves out, or none of it, whichever comes closer to the claim."""
    bare = claimed - balance
    whole = bare - sum(each.minor for each in parts)
    return tuple(parts) if abs(whole) <= abs(bare) else ()


def _parts(facts: LoanFacts, on: date, entries: Sequence[Entry]) -> tuple[Line, ...]:
    """What clearing the loan takes beyond its balance: our book does not have it, a lender's may."""
    owed = payoff(facts, on, entries=entries)
    since = _billed_until(facts, on, entries)
    found = (
        Line(code="interest_due", minor=owed.interest_due, basis=Basis.FACT),
        Line(
            code="interest_accrued", minor=owed.interest_accrued, basis=Basis.ESTIMATE, since=since,
            days=(on - since).days,
        ),
        Line(code="fees_due", minor=owed.fees, basis=Basis.FACT),
        Line(code="penalty", minor=owed.penalty, basis=Basis.ESTIMATE),
        Line(code="late_fees", minor=owed.late_fees, basis=Basis.ESTIMATE),
        Line(code="overpaid", minor=-owed.credit, basis=Basis.FACT),
    )  # fmt: skip
    return tuple(each for each in found if each.minor)


def _billed_until(facts: LoanFacts, on: date, entries: Sequence[Entry]) -> date:
    """The last day that interest has been billed for: a due date, or a card's statement."""
    if facts.loan.method is Method.REVOLVING:
        days = [each.statement_on for each in facts.statements]
        days += [each.charged_on for each in facts.charges if each.kind is ChargeKind.INTEREST]
    else:
        days = [each.due_on for each in replay(facts, until=on, entries=entries).instalments]
    return max((each for each in days if each <= on), default=facts.loan.tracked_from)


def _candidates(
    facts: LoanFacts, on: date, entries: Sequence[Entry], parts: Sequence[Line]
) -> list[_Candidate]:
    """What one side may have booked and the other not, the newest first."""
    found: list[tuple[date, Line, LoanFacts, Sequence[Entry]]] = []
    for payment in facts.payments:
        code = _PAYMENT_CODES.get(payment.state)
        if code is None or payment.effective_on < facts.loan.tracked_from:
            continue
        without = [each for each in entries if each[2] != payment.id]
        if payment.state is not PaymentState.POSTED:
            without = sorted([*without, (payment.effective_on, payment.amount_minor, payment.id)])
        found.append((payment.effective_on, _match(code, payment.paid_on, payment.id), facts, without))
    for waiver in facts.waivers:
        others = replace(facts, waivers=tuple(each for each in facts.waivers if each is not waiver))
        line = _match("waiver_not_counted", waiver.waived_on, waiver.id)
        found.append((waiver.waived_on, line, others, entries))
    for charge in facts.charges:
        others = replace(facts, charges=tuple(each for each in facts.charges if each is not charge))
        line = _match("charge_not_claimed", charge.charged_on, charge.id)
        found.append((charge.charged_on, line, others, entries))
    near = [each for each in found if 0 <= (on - each[0]).days <= LOOKED_BACK_DAYS]
    near.sort(key=lambda each: each[0], reverse=True)
    base = replay(facts, until=on, entries=entries).balance
    usual = {each.code: each.minor for each in parts}
    made = []
    for _on, line, others, booked in near[:_MOST_CANDIDATES]:
        then = {each.code: each.minor for each in _parts(others, on, booked)}
        effect = {code: then.get(code, 0) - usual.get(code, 0) for code in {**usual, **then}}
        moved = replay(others, until=on, entries=booked).balance - base
        made.append(_Candidate(line=line, balance=moved, parts=effect))
    fee = terms_on(facts, on).late_fee
    if fee is not None and fee.flat_minor:
        line = Line(code="late_fee_not_posted", minor=0, basis=Basis.MATCH)
        made.append(_Candidate(line=line, balance=fee.flat_minor, parts={}))
    return made


_PAYMENT_CODES = {
    PaymentState.POSTED: "payment_not_counted",
    PaymentState.SENT: "payment_under_way",
    PaymentState.PENDING: "payment_under_way",
    PaymentState.FAILED: "payment_failed_counted",
    PaymentState.REVERSED: "payment_reversed_counted",
    PaymentState.DUPLICATE: "payment_duplicate_counted",
}


def _match(code: str, on: date, about: int) -> Line:
    return Line(code=code, minor=0, basis=Basis.MATCH, on=on, about=about)
