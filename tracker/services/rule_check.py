"""A loan held against dated rules: what it truly costs against the caps, and when limitation would end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.loan.facts import Loan, Method, PaymentState
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.true_rate import contract_cost
from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.promise import Side
from tracker.domain.recovery.stage import StageKind
from tracker.domain.rule.cost import CapCheck, NotHeld, caps_of, check_cap
from tracker.domain.rule.facts import Area, Rule, Standing
from tracker.domain.rule.limitation import limitation_ends, years_after
from tracker.services.book import Book
from tracker.services.rule import packs
from tracker.store.loan import read_facts, read_payments
from tracker.store.talk import read_negotiations, read_promises, read_stages, read_told

_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CostView:
    """What a loan truly costs a year, in percent, and how that stands to the caps of its contract date.

    `unknown` names what is not known and would be needed: contract_on, received, schedule, product, rate
    (no rate or several solve the flows).
    """

    loan: Loan
    jurisdiction: str
    product: str
    contract_on: date | None
    received_minor: int | None
    paid_minor: int | None
    instalments: int
    nominal: Decimal | None
    effective: Decimal | None
    estimate: bool
    checks: tuple[CapCheck, ...]
    not_held: tuple[NotHeld, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """What may have begun limitation anew: part_payment, promise, request, demand or suit, on a day."""

    act: str
    on: date
    counts: bool
    """Whether it lies before the end as it stood then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitationView:
    """A calculation of when limitation would end; no advice. `unknown` is rule, due or unverified."""

    loan: Loan
    jurisdiction: str
    rule: Rule | None
    restart_rule: Rule | None
    start_on: date | None
    start_is_last: bool
    years: int | None
    first_end_on: date | None
    ends_on: date | None
    restarts: tuple[Restart, ...]
    unknown: str = ""


def cost_view(book: Book, loan: Loan) -> CostView:
    """The true annual cost of a loan from what was received and every instalment, against the caps."""
    told = read_told(book.conn, loan.id)
    product = (told.product if told else "") or ("card" if loan.method is Method.REVOLVING else "")
    cost = contract_cost(read_facts(book.conn, loan))
    nominal = None if cost.nominal is None else cost.nominal * _HUNDRED
    effective = None if cost.effective is None else cost.effective * _HUNDRED
    unknown = list(cost.unknown)
    if not product:
        unknown.append("product")
    checks: tuple[CapCheck, ...] = ()
    left: tuple[NotHeld, ...] = ()
    if loan.opened_on is not None:
        checks, left = cap_checks(book, loan.opened_on, product, nominal=nominal, effective=effective)
    return CostView(
        loan=loan, jurisdiction=book.jurisdiction, product=product, contract_on=loan.opened_on,
        received_minor=cost.received_minor, paid_minor=cost.paid_minor, instalments=cost.instalments,
        nominal=nominal, effective=effective, estimate=cost.estimate, checks=checks, not_held=left,
        unknown=tuple(unknown),
    )  # fmt: skip


def cap_checks(
    book: Book, on: date, product: str, *, nominal: Decimal | None, effective: Decimal | None
) -> tuple[tuple[CapCheck, ...], tuple[NotHeld, ...]]:
    """A cost, in percent a year both ways, against the caps of the place in force on a contract date."""
    caps, left = caps_of(packs().of(book.jurisdiction, Area.RATES), packs().indexes, on, product or None)
    if nominal is None or effective is None:
        return (), left
    return tuple(check_cap(each, nominal=nominal, effective=effective) for each in caps), left


def limitation_view(book: Book, loan: Loan) -> LimitationView:
    """From when limitation runs, how long, what restarted it, when it would end: by the rules of the place.

    For instalments of one debt it runs from the last due date where a rule says so. A rule that nobody
    read is named and not computed with.
    """
    rules = [
        each
        for each in packs().of(book.jurisdiction, Area.LIMITATION)
        if each.standing(book.today) is Standing.IN_FORCE
    ]
    rule = next((each for each in rules if "years" in each.params), None)
    restart = next((each for each in rules if "restarts_on" in each.params), None)
    last = any(each.params.get("counted_from") == "last_due" for each in rules)
    facts = read_facts(book.conn, loan)
    dues = [row.due_on for row in replay(facts, entries=[]).instalments]
    start = (max(dues) if last else min(dues)) if dues and loan.method is not Method.REVOLVING else None
    unknown = "rule" if rule is None else "" if rule.evidence.verified else "unverified"
    unknown = unknown or ("due" if start is None else "")
    if unknown or rule is None or start is None:
        return LimitationView(
            loan=loan, jurisdiction=book.jurisdiction, rule=rule, restart_rule=restart, start_on=start,
            start_is_last=last, years=None, first_end_on=None, ends_on=None, restarts=(), unknown=unknown,
        )  # fmt: skip
    years = rule.whole("years")
    verified = restart is not None and restart.evidence.verified
    acts = set(restart.listed("restarts_on")) if restart is not None and verified else set()
    found = sorted({(on, act) for act, on in _acts(book, loan) if act in acts})
    restarts: list[Restart] = []
    counted: list[date] = []
    for on, act in found:
        counts = start < on <= limitation_ends(due_on=start, years=years, restarts=counted)
        restarts.append(Restart(act=act, on=on, counts=counts))
        counted += [on] if counts else []
    return LimitationView(
        loan=loan, jurisdiction=book.jurisdiction, rule=rule, restart_rule=restart, start_on=start,
        start_is_last=last, years=years, first_end_on=years_after(start, years),
        ends_on=limitation_ends(due_on=start, years=years, restarts=counted), restarts=tuple(restarts),
    )  # fmt: skip


_DEMANDS = (
    StageKind.REMINDER, StageKind.CALL, StageKind.LETTER, StageKind.THIRD_PARTY, StageKind.VISIT,
    StageKind.PRE_SUIT,
)  # fmt: skip


def _acts(book: Book, loan: Loan) -> Iterator[tuple[str, date]]:
    """Everything on record of a loan that a rule may restart limitation by."""
    for payment in read_payments(book.conn, loan.id):
        if payment.state is PaymentState.POSTED:
            yield "part_payment", payment.effective_on
    for promise in read_promises(book.conn):
        if promise.loan_id == loan.id and promise.side is Side.ME:
            yield "promise", promise.promised_on
    for talk in read_negotiations(book.conn):
        for step in talk.steps if talk.loan_id == loan.id else ():
            if step.state in (State.SENT, State.AGREED_ORALLY):
                yield "request" if step.state is State.SENT else "promise", step.happened_on
    for stage in read_stages(book.conn):
        if stage.loan_id == loan.id and stage.kind in (*_DEMANDS, StageKind.COURT):
            yield "suit" if stage.kind is StageKind.COURT else "demand", stage.happened_on
