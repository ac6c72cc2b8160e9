"""Every way to treat a bill, and what each does: read off the dues, the terms and what is at stake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.loan.facts import Stake, Terms
from tracker.domain.plan.triage import Act, Bill, Draw, Harm, Line, Option, Purse
from tracker.domain.plan.triage_cash import attempts
from tracker.domain.plan.triage_harm import LoanDueFact, loan_harm

_DAY = timedelta(days=1)
_WORST = tuple(Act)
_FRESH = 4
"""Days of new money that are tried for paying late; the soonest serve best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A smaller sum the lender would take; `agreed` only if that stands in writing."""

    on: date
    amount: int
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFact:
    """A loan with what it asks for within the window, the oldest due first."""

    key: str
    name: str
    account: int
    dues: tuple[LoanDueFact, ...]
    stake: Stake = Stake.UNKNOWN
    arranged: bool = False
    """Whether the dues are those of an arrangement in writing."""
    reports: bool = True
    """Whether the lender can put it on a credit file."""
    terms: Terms | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseFact:
    """Something to pay beside the loans."""

    key: str
    name: str
    account: int
    on: date
    amount: int
    essential: bool


def fresh_days(purses: Sequence[Purse], key: int, until: date) -> tuple[date, ...]:
    """The first days on which an account can use money that comes in, its own or sent from another."""
    found = set()
    for purse in purses:
        for flow in purse.flows:
            if flow.amount <= 0:
                continue
            soonest = flow.on if flow.early else flow.on + _DAY
            if purse.key != key:
                own = next((each for each in purses if each.key == key), None)
                sends = own.send_by.items() if own else ()
                soonest = min((day for day, by in sends if by >= soonest), default=date.max)
            if soonest <= until:
                found.add(soonest)
    return tuple(sorted(found))


def loan_bill(
    fact: LoanFact, *, today: date, until: date, fresh: Sequence[date] = (), settles: bool = True
) -> Bill:
    """A loan as a bill; an earlier due is always paid before a later one.

    Without `settles` a lender that would take a part is not counted on.
    """
    first = fact.dues[0].draw
    forced = None
    if first is not None and first.off_by is None:
        forced = replace(first, retries=first.retries[: max(0, first.sure - 1)])
    ways = list(_ways(fact, today, until, fresh, forced))
    if fact.part is not None and forced is None and settles:
        ways.append(_part(fact, fact.part, today, until))
    return Bill(key=fact.key, name=fact.name, account=fact.account, options=tuple(ways), forced=forced)


def expense_bill(fact: ExpenseFact, *, fresh: Sequence[date] = ()) -> Bill:
    """An expense as a bill; one that is no essential can be done without."""

    def way(act: Act, on: date | None, harm: Harm) -> Option:
        line = Line(due_on=fact.on, act=act, on=on, amount=fact.amount if on else 0)
        return Option(act=act, lines=(line,), harm=harm)

    found = [way(Act.FULL, fact.on, Harm())]
    if fact.essential:
        later = [each for each in fresh if each > fact.on][:_FRESH]
        found += [way(Act.LATE, each, Harm(essentials_late=1, acts=1)) for each in later]
        found.append(
            way(Act.SKIP, None, Harm(essentials=1, essentials_minor=fact.amount, unpaid=fact.amount, acts=1))
        )
    else:
        found.append(way(Act.SKIP, None, Harm(unpaid=fact.amount, acts=1)))
    return Bill(key=fact.key, name=fact.name, account=fact.account, options=tuple(found))


def _ways(
    fact: LoanFact, today: date, until: date, fresh: Sequence[date], forced: Draw | None
) -> Iterator[Option]:
    count = len(fact.dues)
    for paid in range(count, -1, -1):
        if paid == 0:
            drawn = False if forced else None
            yield _option(fact, [_skip(each) for each in fact.dues], today, until, drawn=drawn)
            continue
        head, rest = fact.dues[:paid], [_skip(each) for each in fact.dues[paid:]]
        if any(each.draw for each in head):
            lines = [line for each in head for line in _drawn(each, today)]
            yield _option(fact, [*lines, *rest], today, until, drawn=True if forced else None)
        if forced is None:
            yield _option(fact, [*(_by_hand(each, today) for each in head), *rest], today, until)
            if count == 1 and head[0].full > head[0].minimum:
                yield _option(fact, [_by_hand(head[0], today, full=True)], today, until)
        soonest = max(attempts(forced)) if forced else today
        useful = [day for day in fresh if day > max(soonest, head[0].on_time(today))]
        if forced and soonest + _DAY <= until:
            useful = sorted({soonest + _DAY, *useful})
        for day in useful[:_FRESH]:
            lines = [_by_hand(each, max(today, day)) for each in head]
            yield _option(fact, [*lines, *rest], today, until, drawn=False if forced else None)


def _skip(due: LoanDueFact) -> Line:
    return Line(due_on=due.due_on, act=Act.SKIP)


def _by_hand(due: LoanDueFact, not_before: date, *, full: bool = False) -> Line:
    on = due.on_time(not_before)
    amount = due.full if full else due.minimum
    return Line(due_on=due.due_on, act=_act(due, on, amount), on=on, amount=amount)


def _act(due: LoanDueFact, on: date, amount: int) -> Act:
    if on <= max(due.due_on, due.known_on):
        return Act.FULL if amount >= due.full else Act.MINIMUM
    return Act.GRACE if on <= due.grace_end else Act.LATE


def _drawn(due: LoanDueFact, today: date) -> Iterator[Line]:
    """What autopay takes if it is left on, and the rest of the due by hand if it takes too little."""
    draw = due.draw
    if draw is None:
        yield _by_hand(due, today)
        return
    yield Line(
        due_on=due.due_on, act=drawn_act(due, draw.on), on=draw.on, amount=draw.amount, by_autopay=True
    )
    if draw.amount < due.minimum:
        on = due.on_time(today)
        yield Line(due_on=due.due_on, act=_act(due, on, due.minimum), on=on, amount=due.minimum - draw.amount)


def drawn_act(due: LoanDueFact, on: date) -> Act:
    """How a due is treated by a debit on a day; the first attempt is in time whatever the calendar did."""
    draw = due.draw
    amount = draw.amount if draw else due.minimum
    in_time = draw is not None and on == draw.on and not due.already_late
    return _act(due, due.due_on if in_time else on, amount)


def _part(fact: LoanFact, part: Part, today: date, until: date) -> Option:
    lines = [Line(due_on=fact.dues[0].due_on, act=Act.PART, on=part.on, amount=part.amount)]
    lines += [_skip(each) for each in fact.dues[1:]]
    return _option(fact, lines, today, until, agreed=part.agreed)


def _option(
    fact: LoanFact,
    lines: Sequence[Line],
    today: date,
    until: date,
    *,
    drawn: bool | None = None,
    agreed: bool = False,
) -> Option:
    act = max((line.act for line in lines), key=_WORST.index)
    misses = [line for line in lines if not line.act.in_time]
    hands = sum(1 for line in lines if line.amount and not line.by_autopay)
    kept = {line.due_on for line in lines if line.by_autopay}
    stopped = [each.draw for each in fact.dues if each.draw is not None and each.due_on not in kept]
    off_by = min((each.off_by or today for each in stopped), default=None)
    call_by = max(today, min(line.due_on for line in misses) - _DAY) if misses else None
    harm = loan_harm(
        fact.dues, lines, today=today, until=until, stake=fact.stake, arranged=fact.arranged,
        reports=fact.reports, terms=fact.terms, agreed=agreed,
    )  # fmt: skip
    watched = any(line.act is Act.GRACE for line in lines)
    acts = Harm(acts=hands + watched + (off_by is not None) + (call_by is not None))
    return Option(
        act=act, lines=tuple(lines), harm=harm.plus(acts), off_by=off_by, call_by=call_by, drawn=drawn
    )
