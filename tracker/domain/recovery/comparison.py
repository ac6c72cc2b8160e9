"""Offers beside carrying on as now: what each costs, at what true rate, how hard its worst month is.

Every way to pay is a row of dated sums against what is owed today. Nothing here is a judgement: one
way is marked only where another is no worse in every respect that is compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.domain.calendar import Frequency, step
from tracker.domain.loan.arranged import since_arranged
from tracker.domain.loan.facts import LoanFacts, Method
from tracker.domain.loan.ledger import Entry, replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.recovery.offer import Breach, OfferPayment
from tracker.domain.yields import effective_to_nominal, xirr

METHOD = "xirr_365"
"""How rates are found: XIRR, days over 365; the nominal one is twelve times the monthly part of it."""


SOON_DAYS = 30
"""How near a payment is for the money at hand to have to reach it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueRate:
    """The yearly rates at which the payments are worth what is owed, as fractions in rising order.

    None where all is paid on one day, or nothing is; several where money goes both ways more than once.
    """

    effective: tuple[Decimal, ...] = ()

    @property
    def kind(self) -> str:
        """`one`, `none` or `several`."""
        return ("none", "one")[len(self.effective)] if len(self.effective) < 2 else "several"

    @property
    def rate(self) -> Decimal | None:
        """The effective rate where there is exactly one."""
        return self.effective[0] if len(self.effective) == 1 else None

    @property
    def nominal(self) -> Decimal | None:
        """The nominal rate where there is exactly one."""
        return None if self.rate is None else effective_to_nominal(self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a month asks for, named by its first day."""

    first: date
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One way to pay in figures; a total of None is never reached, or not known."""

    payments: tuple[OfferPayment, ...]
    total_minor: int | None
    cost_minor: int | None
    """What is paid above what is owed today; negative where part of it is let go."""
    rate: TrueRate
    peak: Month | None
    ends_on: date | None
    breach: Breach = Breach.UNKNOWN
    endless: bool = False
    estimate: bool = False
    soon_minor: int = 0
    """What falls due within the next month: where money is short, later is a relief of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsNow:
    """What carrying on comes to: what is late is due at once, the rest on its days."""

    payments: tuple[OfferPayment, ...]
    owed_minor: int
    endless: bool
    """Whether the schedule never ends, or none is known for all that is owed."""
    estimate: bool


def carry_on(
    facts: LoanFacts,
    today: date,
    *,
    entries: Sequence[Entry] | None = None,
    added_minor: int = 0,
    at_once: bool = True,
) -> AsNow:
    """What is owed today and when it falls due if nothing is agreed.

    `added_minor` is what the lender's own figures add to ours. Unless it is all due `at_once`, what is
    late keeps its days, as an extension moves them.
    """
    facts, entries = since_arranged(facts, today, entries)
    ledger, clears = replay(facts, entries=entries), payoff(facts, today, entries=entries)
    revolving = facts.loan.method is Method.REVOLVING
    rows = [row for row in ledger.instalments if row.open > 0]
    charges = 0 if revolving else ledger.charges_open
    by_day: dict[date, int] = defaultdict(int)
    for row in rows:
        by_day[max(row.due_on, today) if at_once else row.due_on] += row.open
    first = today if at_once else min(by_day, default=today)
    by_day[first] += charges + clears.penalty + clears.late_fees + added_minor
    owed = max(0, clears.total - clears.prepay_fee - clears.fees_to_come + added_minor)
    unplanned = ledger.principal - sum(row.principal - row.paid_principal for row in rows)
    return AsNow(
        payments=tuple(
            OfferPayment(due_on=on, amount_minor=by_day[on]) for on in sorted(by_day) if by_day[on] > 0
        ),
        owed_minor=owed,
        endless=ledger.endless or (unplanned > 0 and not revolving),
        estimate=clears.estimate or any(row.estimate for row in rows),
    )


def outline(
    payments: Sequence[OfferPayment],
    *,
    today: date,
    owed_minor: int,
    upfront_minor: int = 0,
    received_minor: int | None = None,
    breach: Breach = Breach.UNKNOWN,
    endless: bool = False,
    estimate: bool = False,
) -> Outline:
    """A way to pay in figures.

    Of new money `received_minor` is what reaches the borrower: what it does not cover is paid at once.
    """
    left = max(0, owed_minor - received_minor) if received_minor is not None else 0
    dated: dict[date, int] = {today: upfront_minor + left} if upfront_minor + left else {}
    for each in payments:
        on = max(each.due_on, today)
        dated[on] = dated.get(on, 0) + each.amount_minor
    rows = tuple(OfferPayment(due_on=on, amount_minor=dated[on]) for on in sorted(dated))
    unknown = endless or not payments
    total = None if unknown else sum(each.amount_minor for each in rows)
    base = owed_minor if received_minor is None else max(owed_minor, received_minor)
    return Outline(
        payments=rows,
        total_minor=total,
        cost_minor=None if total is None else total - base,
        rate=TrueRate() if unknown else _rate(rows, today, base),
        peak=_peak(rows),
        ends_on=None if unknown else rows[-1].due_on,
        breach=breach,
        endless=endless,
        estimate=estimate,
        soon_minor=sum(each.amount_minor for each in rows if (each.due_on - today).days <= SOON_DAYS),
    )


def _rate(rows: Sequence[OfferPayment], today: date, base: int) -> TrueRate:
    flows = [(today, Decimal(base)), *((each.due_on, Decimal(-each.amount_minor)) for each in rows)]
    return TrueRate(effective=xirr(flows).rates)


def _peak(rows: Sequence[OfferPayment]) -> Month | None:
    """The month that asks for most, the earliest of equal ones."""
    months: dict[date, int] = {}
    for each in rows:
        first = each.due_on.replace(day=1)
        months[first] = months.get(first, 0) + each.amount_minor
    if not months:
        return None
    first = max(sorted(months), key=lambda month: months[month])
    return Month(first=first, amount_minor=months[first])


class Respect(StrEnum):
    """In what ways to pay are compared."""

    TOTAL = "total"
    SOON = "soon"
    PEAK = "peak"
    END = "end"
    RATE = "rate"
    BREACH = "breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Domination:
    """Another way that is no worse in every respect, and better in these."""

    by: int
    better: tuple[Respect, ...]


_HARM = {Breach.NOTHING: 0, Breach.WAIVED: 1, Breach.WHOLE: 2}


def dominations(outlines: Mapping[int, Outline]) -> dict[int, tuple[Domination, ...]]:
    """By which others each is dominated.

    What is not known of one is worse than nothing of another, but no breach is milder than one that brings
    nothing back.
    """
    found = {}
    for key, each in outlines.items():
        found[key] = tuple(
            Domination(by=other, better=better)
            for other, its in outlines.items()
            if other != key and (better := _better(its, each))
        )
    return found


def _better(one: Outline, other: Outline) -> tuple[Respect, ...]:
    """In what one is better than another; empty unless it is no worse in every respect."""
    found = []
    ours, theirs = _measures(one), _measures(other)
    for respect in Respect:
        left, right = ours[respect], theirs[respect]
        if left == right or (respect is Respect.BREACH and right is None and left == _HARM[Breach.NOTHING]):
            continue
        if left is None or right is None or left > right:
            return ()
        found.append(respect)
    return tuple(found)


def _measures(each: Outline) -> dict[Respect, Decimal | None]:
    """Each respect as a number of which less is better; None where nothing is known."""
    never = Decimal("Infinity") if each.endless else None
    return {
        Respect.TOTAL: never if each.total_minor is None else Decimal(each.total_minor),
        Respect.SOON: Decimal(each.soon_minor),
        Respect.PEAK: None if each.peak is None else Decimal(each.peak.amount_minor),
        Respect.END: never if each.ends_on is None else Decimal(each.ends_on.toordinal()),
        Respect.RATE: each.rate.rate,
        Respect.BREACH: None if each.breach not in _HARM else Decimal(_HARM[each.breach]),
    }


def extended(payments: Sequence[OfferPayment], *, months: int = 0, days: int = 0) -> tuple[OfferPayment, ...]:
    """The same sums later: each day moved by whole months or by days."""
    return tuple(
        OfferPayment(
            due_on=step(each.due_on, months, Frequency.MONTH) + timedelta(days=days),
            amount_minor=each.amount_minor,
        )
        for each in payments
    )


def not_before(payments: Sequence[OfferPayment], first: date) -> tuple[OfferPayment, ...]:
    """The same sums, none due before a day."""
    return tuple(
        OfferPayment(due_on=max(each.due_on, first), amount_minor=each.amount_minor) for each in payments
    )


def without_waived(now: AsNow, waived_minor: int) -> AsNow:
    """Carrying on with a sum let go: it comes off what is due first."""
    left, rows = waived_minor, []
    for each in now.payments:
        met = min(left, each.amount_minor)
        left -= met
        if each.amount_minor > met:
            rows.append(replace(each, amount_minor=each.amount_minor - met))
    return replace(now, payments=tuple(rows))
