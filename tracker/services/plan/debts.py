"""A loan as a plan takes it: what is owed, what a month costs, what it asks for, and on which days.

Where something is late, charged or partly paid, the first month is asked for as it stands: its interest
is in the balance and all that is open is arrears. A later month costs a twelfth of the nominal year
where the contract counts equal months; otherwise what the loan's own rows say, spread over the months
between them. The simulation then comes to the loan's own projection: to the cent for equal months and
the lender's tables, for days counted one by one to some cents in each month, which the last one evens out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from tracker.domain.calendar import Frequency
from tracker.domain.loan.arranged import since_arranged
from tracker.domain.loan.billing import CHARGED_WHOLE, accrued
from tracker.domain.loan.facts import Loan, LoanFacts, Method, Terms, terms_on
from tracker.domain.loan.ledger import Entry, Instalment, Ledger, replay
from tracker.domain.loan.minimums import TRIFLE
from tracker.domain.plan.debt import Debt, Fixed, Parts, PrepayFee, RateFrom, Share
from tracker.domain.rates import DayCount
from tracker.domain.yields import irr
from tracker.services.plan.windows import due_within, month_of

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A loan in a plan: its debt, and the days its payments fall on."""

    loan: Loan
    debt: Debt
    since: date
    """The day before the first month."""
    day: int
    """The day of the month it is paid on where no row says."""
    dues: tuple[tuple[int, date], ...]
    """The due date of each month that has one."""
    asks: tuple[tuple[date, int], ...] = ()
    """What the arrears are made of: when it is to be paid, and how much."""
    late: int = 0
    """What of the arrears was due before today, or is charged beside what is due."""
    every: int = 1
    """Months between two payments, where what falls due is put aside month by month."""
    residue: tuple[int, int] | None = None
    """Month and sum of the cents by which rounding makes the last instalment larger than the others."""
    is_guess: bool = False
    """Whether it is planned without interest because nobody said a rate."""

    def due_in(self, month: int) -> date:
        """When the payment of a month is due."""
        return dict(self.dues).get(month) or due_within(self.since, month, self.day)


def take(
    facts: LoanFacts, today: date, entries: Sequence[Entry] | None = None, *, since: date | None = None
) -> Taken | str:
    """The loan as a plan takes it, or why it cannot be counted: no_rate, no_schedule, no_minimum.

    The months are counted from `since`, where a plan began before today.
    """
    return take_since(facts, today, entries, (since or today,))[0]


def take_since(
    facts: LoanFacts, today: date, entries: Sequence[Entry] | None, days: Sequence[date]
) -> tuple[Taken | str, ...]:
    """The loan as `take` has it, with its months counted from each of the days."""
    facts, entries = since_arranged(facts, today, entries)
    ledger = replay(facts, entries=entries)
    return tuple(_taken(facts, ledger, today, since) for since in days)


def _taken(facts: LoanFacts, ledger: Ledger, today: date, since: date) -> Taken | str:
    terms, method = terms_on(facts, today), facts.loan.method
    rows = [row for row in ledger.instalments if row.open > 0]
    start = _Start(facts.loan, terms, today, since, rows, ledger)
    if method in CHARGED_WHOLE:
        return start.whole() if rows else "no_schedule"
    if terms.rate is None and method is not Method.INFORMAL:
        return "no_rate"
    if method is Method.REVOLVING:
        return start.card([each for each in facts.terms if each.effective_on > today])
    if not rows and method is not Method.INFORMAL:
        return "no_schedule"
    return start.instalments(changes=any(each.effective_on > today for each in facts.terms[1:]))


class _Start:
    """What is open of a loan, put into the months of a plan."""

    def __init__(
        self, loan: Loan, terms: Terms, today: date, since: date, rows: Sequence[Instalment], ledger: Ledger
    ) -> None:
        self.loan, self.terms, self.today, self.since, self.ledger = loan, terms, today, since, ledger
        self.past = [row for row in rows if row.due_on <= today]
        self.coming = [row for row in rows if row.due_on > today]
        day = max((row.due_on.day for row in self.coming), default=since.day)
        self.day = terms.due_day or day
        self.keeps_day = terms.every.months == 1 and loan.method is not Method.CUSTOM
        whole = loan.method in (*CHARGED_WHOLE, Method.REVOLVING)
        self.every = 1 if whole else max(1, terms.every.months)
        self.nominal = terms.rate.yearly(terms.day_count.year_basis) if terms.rate else Decimal(0)
        charges = 0 if loan.method is Method.REVOLVING else ledger.charges_open
        self.asks = [(today, row.open) for row in self.past]
        self.late = charges + sum(row.open for row in self.past if row.due_on < today)
        if charges:
            self.asks.append((today, charges))

    @property
    def _is_guess(self) -> bool:
        return self.terms.rate is None and self.loan.method is Method.INFORMAL

    def month(self, row: Instalment) -> int:
        return max(0, month_of(row.due_on, self.since, self.day if self.keeps_day else None))

    def taken(self, debt: Debt, *, folded: Sequence[Instalment] = ()) -> Taken:
        """The loan with a debt, once what is asked for in its first month is part of the arrears."""
        asks = [*self.asks, *((row.due_on, row.open) for row in folded)]
        dues = {self.month(row): row.due_on for row in self.coming}
        debt = replace(
            debt, key=self.loan.id, name=self.loan.name, arrears=sum(each for _on, each in asks),
            prepay_fee=self._prepay_fee(),
        )  # fmt: skip
        return Taken(
            loan=self.loan, debt=debt, since=self.since, day=self.day, dues=tuple(dues.items()),
            asks=tuple(asks), late=self.late, every=self.every, residue=self._residue(debt),
            is_guess=self._is_guess,
        )  # fmt: skip

    def _residue(self, debt: Debt) -> tuple[int, int] | None:
        if len(self.coming) < 2 or isinstance(debt.minimum, Share):
            return None
        more = self.coming[-1].amount - self.coming[-2].amount
        return (self.month(self.coming[-1]), more) if 0 < more <= len(self.ledger.instalments) else None

    def _prepay_fee(self) -> PrepayFee | None:
        terms = self.terms
        until = terms.prepay_fee_until
        if not terms.prepay_fee_percent or (until is not None and until <= self.today):
            return None
        last = month_of(until, self.since) if until else None
        return PrepayFee(percent=terms.prepay_fee_percent, last_month=last)

    # The lender's own tables and flat fees

    def whole(self) -> Taken:
        """What is owed whatever is paid early: the open rows, interest and fees to come within."""
        months = [self.month(row) for row in self.coming]
        parts = [0] * (max(months, default=-1) + 1)
        for month, row in zip(months, self.coming, strict=True):
            parts[month] += row.open
        rows = (*self.past, *self.coming)
        left = max(0, self.ledger.principal - sum(row.principal - row.paid_principal for row in rows))
        if left:
            parts = parts or [0]
            parts[-1] += left
        fees = sum(row.open - (row.principal - row.paid_principal) for row in self.coming)
        owed = sum(parts) + sum(each for _on, each in self.asks)
        starts = min(months, default=0)
        return self.taken(
            _debt(
                owed, Parts(principal=tuple(parts)), starts=starts, fees=fees, quoted=_quoted(parts, fees)
            )
        )  # fmt: skip

    # Cards and credit lines

    def card(self, changes: Sequence[Terms]) -> Taken | str:
        """A card: what was asked for already, then a share of the balance each month."""
        terms, ledger = self.terms, self.ledger
        balance = ledger.balance + sum(row.interest for row in self.past if self._is_projected(row))
        first = next((row for row in self.coming if self._is_projected(row)), None)
        folded = [row for row in self.coming if not self._is_projected(row)]
        if first is not None and self.month(first) == 0 and (folded or self.asks):
            balance += first.interest
            folded.append(first)
        later = [row for row in self.coming if row not in folded]
        starts = self.month(later[0]) if later else 0
        fees = sum(row.interest for row in folded if self._is_projected(row))
        if not later and balance > sum(each for _on, each in self.asks) + sum(row.open for row in folded):
            return "no_minimum"
        free = next((self.month(row) for row in later if row.interest), starts) if self.nominal else starts
        rates = [RateFrom(month=free, yearly=self.nominal)]
        for each in changes:
            if each.rate is not None:
                month = max(free, month_of(each.effective_on, self.since))
                rates.append(RateFrom(month=month, yearly=each.rate.yearly(each.day_count.year_basis)))
        debt = _debt(balance, self._minimum(), rates=_from_now(rates), starts=starts, fees=fees)
        promoted = terms.promo_until is not None and terms.promo_until >= self.today
        return self.taken(replace(debt, quoted=Decimal(0) if promoted else self.nominal), folded=folded)

    def _is_projected(self, row: Instalment) -> bool:
        """Whether a minimum is still to be stated, so that its interest is not in the balance."""
        return row.started_on > self.ledger.as_of

    def _minimum(self) -> Fixed | Share:
        terms = self.terms
        if terms.payment_minor is not None:
            return Fixed(amount=terms.payment_minor)
        percent, floor = terms.minimum_percent or Decimal(0), terms.minimum_floor_minor or 0
        return Share(percent=percent, floor=floor, plus_interest=True, rest=TRIFLE)

    # Instalments

    def instalments(self, *, changes: bool) -> Taken:
        """A loan by instalments, of which an early payment saves the interest to come."""
        late = sum(row.principal - row.paid_principal for row in self.past)
        principal = self.ledger.principal - late
        asked = sum(each for _on, each in self.asks)
        irregular = bool(self.asks) or any(row.paid for row in self.coming[:1])
        folded = [row for row in self.coming if irregular and (self.month(row) == 0 or row.paid)]
        coming = self.coming[len(folded) :]
        cost = sum(row.open - (row.principal - row.paid_principal) for row in folded)
        rest = principal - sum(row.principal - row.paid_principal for row in folded)
        asked += sum(row.open for row in folded)
        debt = self._regular(coming, rest, first=int(irregular), changes=changes)
        debt = replace(
            debt, balance=debt.balance + asked, fees_within=debt.fees_within + cost, quoted=self.nominal
        )
        return self.taken(debt, folded=folded)

    def _regular(self, rows: Sequence[Instalment], principal: int, *, first: int, changes: bool) -> Debt:
        """What is left from a first month on, once all that is asked for out of turn is taken off."""
        if not rows:
            rates = _from_now([RateFrom(month=0, yearly=self.nominal)])
            return _debt(principal, Fixed(amount=0), rates=rates) if principal > 0 else _debt(0, Parts())
        months = [self.month(row) for row in rows]
        if len(rows) == 1 and months[0] > 0 and rows[0].started_on <= self.today:
            return self._at_once(rows[0], principal, first, months[0])
        if self._is_level(rows, months, changes=changes):
            ends = None if self.ledger.endless else months[-1]
            rates = _from_now([RateFrom(month=months[0], yearly=self.nominal)])
            return _debt(
                principal, Fixed(amount=rows[0].amount), rates=rates, starts=months[0], ends=ends
            )  # fmt: skip
        return self._by_rows(rows, months, principal, changes=changes)

    def _is_level(self, rows: Sequence[Instalment], months: Sequence[int], *, changes: bool) -> bool:
        """Whether the same sum is due month after month, the last one but for the rest."""
        level = self.loan.method in (Method.LEVEL_PAYMENT, Method.INFORMAL)
        first = rows[0].amount
        return (
            level and not changes and len(rows) > 1 and self.terms.every is Frequency.MONTH
            and all(month == months[0] + number for number, month in enumerate(months))
            and all(row.amount == first and not row.fee for row in rows[:-1])
        )  # fmt: skip

    def _at_once(self, row: Instalment, balance: int, first: int, month: int) -> Debt:
        """All of it on one day: what accrued until today is owed, what is to come grows month by month."""
        since = accrued(row, self.terms.day_count, self.today)
        owed = balance + since
        with localcontext(prec=40):
            growth = 1 + Decimal(row.interest + row.fee - since) / owed
            monthly = growth ** (Decimal(1) / (month + 1 - first)) - 1
        rates = _from_now([RateFrom(month=first, yearly=monthly * _YEAR)])
        return _debt(owed, Fixed(amount=0), rates=rates, starts=month, ends=month, fees=since)

    def _by_rows(
        self, rows: Sequence[Instalment], months: Sequence[int], principal: int, *, changes: bool
    ) -> Debt:
        """A part of the principal each month and the interest on what is left.

        What is due every quarter or year is put aside month by month.
        """
        parts, costs = [0] * (months[-1] + 1), [0] * (months[-1] + 1)
        for month, row in zip(months, rows, strict=True):
            parts[month] += row.principal
            costs[month] += row.interest + row.fee
        parts[-1] += max(0, principal - sum(parts))
        starts = months[0]
        if self.terms.every.months > 1:
            starts = max(0, months[0] - self.terms.every.months + 1)
            parts, costs = _put_aside(months, parts, starts), _put_aside(months, costs, starts)
        equal = self.terms.day_count is DayCount.EQUAL_MONTHS and self.terms.every is Frequency.MONTH
        if equal and not changes:
            rates = [RateFrom(month=starts, yearly=self.nominal)]
        else:
            rates = _as_charged(parts, costs, principal)
        return _debt(principal, Parts(principal=tuple(parts)), rates=_from_now(rates), starts=starts)


def _put_aside(months: Sequence[int], sums: Sequence[int], first: int) -> list[int]:
    """Each sum in equal parts over the months that lead to it."""
    spread = [0] * len(sums)
    for last in sorted(set(months)):
        count = last - first + 1
        for number in range(count):
            spread[first + number] = sums[last] * (number + 1) // count - sums[last] * number // count
        first = last + 1
    return spread


def _as_charged(parts: Sequence[int], costs: Sequence[int], principal: int) -> list[RateFrom]:
    """The rate of each month at which it costs what the rows say."""
    rates, owed = [], principal
    with localcontext(prec=40):
        for month, (part, cost) in enumerate(zip(parts, costs, strict=True)):
            yearly = Decimal(_YEAR * cost) / owed if owed > 0 else Decimal(0)
            rates.append(RateFrom(month=month, yearly=yearly))
            owed -= part
    return rates


def _from_now(rates: Sequence[RateFrom]) -> tuple[RateFrom, ...]:
    """The rates from month 0 on: none before the first begins."""
    if rates and rates[0].month > 0:
        return (RateFrom(month=0, yearly=Decimal(0)), *rates)
    return tuple(rates)


def _debt(
    balance: int, minimum: Fixed | Share | Parts, *, rates: tuple[RateFrom, ...] = (), starts: int = 0,
    ends: int | None = None, fees: int = 0, quoted: Decimal = Decimal(0),
) -> Debt:  # fmt: skip
    return Debt(
        key=0, name="", balance=balance, rates=rates, minimum=minimum, starts_month=starts, ends_month=ends,
        fees_within=fees, quoted=quoted,
    )  # fmt: skip


def _quoted(parts: Sequence[int], fees: int) -> Decimal:
    """The nominal yearly rate of what is still to come."""
    owed = sum(parts) - fees
    if fees <= 0 or owed <= 0:
        return Decimal(0)
    found = irr([Decimal(-owed), *map(Decimal, parts)]).rate
    return found * _YEAR if found is not None and found > 0 else Decimal(0)
