"""A plan as a linear program: what may be paid to whom and when, as columns and rows for any solver.

Every plan in whole units is a solution of it and none costs less than its optimum, because the interest
of a month may be off by what rounding can take: the optimum is a bound for whole units too. What is
paid, `pay`, owed afterwards, `owe`, and kept back, `cash`, are columns of the months from `start` on;
`open` is 1 where something is owed after a month and is what the sums asked for hang on.

Debts at no interest are not in it: nothing is saved by paying them before they ask, and money kept back
does all that money paid early could.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tracker.domain.plan.charges import fee_in, interest_in, minimum_in, rate_in
from tracker.domain.plan.debt import Budget, Debt, Fixed, Minimum, Parts, Share
from tracker.domain.plan.start import Start

LONGEST = 480
"""Months that are looked at, at most."""

Number = int | Fraction
Terms = tuple[tuple[int, Number], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Bounds of a sum of columns, each times a number; None is no bound."""

    terms: Terms
    lower: Number | None = None
    upper: Number | None = None
    rounded: tuple[Number, Number] = (0, 0)
    """How far rounding puts the lower bound down and the upper bound up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The rows of a debt in a month: what is owed, a fixed minimum and what keeps it open, by number."""

    owed: int
    part: Fraction
    """The interest of the month on a unit."""
    most: int
    """What is owed after it at most."""
    fixed: tuple[int, int, int] | None = None
    """The sum, the row of the minimum and that of being open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Columns by their costs, bounds and whether they are 0 or 1 only, and rows; the sum is to be least."""

    costs: tuple[Number, ...]
    lower: tuple[Number, ...]
    upper: tuple[Number, ...]
    binary: tuple[int, ...]
    rows: tuple[Row, ...]
    constant: int
    """Added to the sum it is the cost of the plan: interest and prepayment fees."""
    start: int
    """The first month there is something to choose in."""
    months: int
    owe: dict[tuple[int, int], int]
    """The column of what is owed after a month, by place of the debt and month."""
    cash: dict[int, int]
    lines: dict[tuple[int, int], Line]
    budgets: dict[int, int]
    """The row of the money of a month."""


@dataclass(slots=True)
class _Draft:
    costs: list[Number] = field(default_factory=list)
    lower: list[Number] = field(default_factory=list)
    upper: list[Number] = field(default_factory=list)
    binary: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    lines: dict[tuple[int, int], Line] = field(default_factory=dict)
    budgets: dict[int, int] = field(default_factory=dict)

    def column(self, lower: Number, upper: Number, cost: Number = 0) -> int:
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.costs) - 1

    def choice(self) -> int:
        at = self.column(0, 1)
        self.binary.append(at)
        return at

    def at_least(self, value: Number, *terms: tuple[int, Number], rounded: Number = 0) -> None:
        self.rows.append(Row(terms=terms, lower=value - rounded, rounded=(rounded, 0)))

    def at_most(self, value: Number, *terms: tuple[int, Number], rounded: Number = 0) -> None:
        self.rows.append(Row(terms=terms, upper=value + rounded, rounded=(0, rounded)))


def careful(model: Model) -> Model:
    """The same for plans that rounding cannot spoil: it goes against them every time."""
    rows = []
    for row in model.rows:
        down, up = row.rounded
        lower, upper = row.lower, row.upper
        if lower is not None and upper is not None and (down or up):
            lower = upper
        elif lower is not None and down:
            lower += 2 * down + 1
        elif upper is not None and up:
            upper -= 2 * up + 1
        rows.append(replace(row, lower=lower, upper=upper))
    return replace(model, rows=tuple(rows))


def lost(part: Fraction) -> Fraction:
    """The most that rounding half up takes off this part of a whole number."""
    return Fraction((part.denominator - 1) // 2, part.denominator)


def gained(part: Fraction) -> Fraction:
    """The most that rounding half up adds to this part of a whole number."""
    return Fraction(part.denominator // 2, part.denominator)


def slowest(debt: Debt, balance: int, start: int, months: int) -> list[int]:
    """What is owed after each month when only the minimums are paid: it is never more than that."""
    found = []
    for month in range(start, start + months):
        interest = interest_in(debt, balance, month)
        balance += interest - minimum_in(debt, balance, interest, month)
        found.append(balance)
        if not balance:
            break
    return found


def is_chosen(debt: Debt, balance: int, start: int) -> bool:
    """Whether there is anything to choose about a debt: how much more than its minimum it gets."""
    if debt.frozen or not balance:
        return False
    most = slowest(debt, balance, start, LONGEST)
    return bool(most[-1]) or any(rate_in(debt, start + at) for at in range(len(most)))


def build(debts: Sequence[Debt], budget: Budget, start: Start, months: int) -> Model:
    """The program for so many months from the first with a choice; what is owed then still counts."""
    draft = _Draft()
    spent: dict[int, list[tuple[int, Number]]] = {
        month: [] for month in range(start.month, start.month + months)
    }
    asked = dict.fromkeys(spent, 0)
    owe: dict[tuple[int, int], int] = {}
    constant = start.cost - sum(start.balances)
    for place, debt in enumerate(debts):
        balance = start.balances[place]
        if not balance:
            continue
        if is_chosen(debt, balance, start.month):
            most = slowest(debt, balance, start.month, months)
            _Lines(draft, debt, place, start.month, balance, most, spent, owe).write()
            continue
        for at, after in enumerate(slowest(debt, balance, start.month, LONGEST)):
            month = start.month + at
            paid = balance + interest_in(debt, balance, month) - after
            if month in asked:
                asked[month] += paid
            constant += paid
            balance = after
        constant += balance
    cash = _budget(draft, budget, start, spent, asked)
    return Model(
        costs=tuple(draft.costs),
        lower=tuple(draft.lower),
        upper=tuple(draft.upper),
        binary=tuple(draft.binary),
        rows=tuple(draft.rows),
        constant=constant,
        start=start.month,
        months=months,
        owe=owe,
        cash=cash,
        lines=draft.lines,
        budgets=draft.budgets,
    )


def _budget(
    draft: _Draft,
    budget: Budget,
    start: Start,
    spent: dict[int, list[tuple[int, Number]]],
    asked: dict[int, int],
) -> dict[int, int]:
    """What is paid and kept back in a month is what came in and was kept back before."""
    cash: dict[int, int] = {}
    most, before = start.cash, None
    for at, month in enumerate(spent):
        most += start.money[at]
        kept = draft.column(budget.buffer, max(most, budget.buffer))
        terms: list[tuple[int, Number]] = [*spent[month], (kept, 1)]
        value = start.money[at] - asked[month]
        if before is None:
            value += start.cash
        else:
            terms.append((before, -1))
        draft.budgets[month] = len(draft.rows)
        draft.rows.append(Row(terms=tuple(terms), lower=value, upper=value))
        cash[month] = before = kept
    return cash


@dataclass(slots=True)
class _Lines:
    """The columns and rows of one debt."""

    draft: _Draft
    debt: Debt
    place: int
    start: int
    balance: int
    most: list[int]
    spent: dict[int, list[tuple[int, Number]]]
    owe: dict[tuple[int, int], int]

    def write(self) -> None:
        draft, debt = self.draft, self.debt
        before, top = None, self.balance
        for at, most in enumerate(self.most):
            month = self.start + at
            part = Fraction(rate_in(debt, month)) / 12
            interest = interest_in(debt, top, month)
            least = minimum_in(debt, top, interest, month) if before is None else 0
            pay = draft.column(least, top + interest, 1)
            owe = draft.column(0, most)
            self.spent[month].append((pay, 1))
            self.owe[self.place, month] = owe
            draft.lines[self.place, month] = Line(owed=len(draft.rows), part=part, most=most)
            if before is None:
                owed = top + interest
                draft.rows.append(Row(terms=((owe, 1), (pay, 1)), lower=owed, upper=owed))
                self._fee(month, pay, owe, None, least)
            else:
                terms: Terms = ((owe, 1), (before, -1 - part), (pay, 1))
                down, up = lost(part), gained(part)
                draft.rows.append(Row(terms=terms, lower=-down, upper=up, rounded=(down, up)))
                if most:
                    self._minimum(month, most, pay, owe, before)
                self._fee(month, pay, owe, before, 0)
            before, top = owe, most
        if top and before is not None:
            # What is still owed then bears interest once more at least.
            part = Fraction(rate_in(debt, self.start + len(self.most))) / 12
            draft.costs[before] = 1
            if part:
                more = draft.column(0, part * top + 3, 1)
                draft.at_least(0, (more, 1), (before, -part), rounded=lost(part))

    def _minimum(self, month: int, most: int, pay: int, owe: int, before: int) -> None:
        draft = self.draft
        match self._asked(month):
            case Fixed(amount=amount):
                if amount:
                    still = self._open(owe, most)
                    at = len(draft.rows)
                    draft.at_least(0, (pay, 1), (still, -amount))
                    line = draft.lines[self.place, month]
                    draft.lines[self.place, month] = replace(line, fixed=(amount, at, at - 1))
            case Parts(principal=parts):
                part = parts[month] if month < len(parts) else 0
                if part:
                    draft.at_most(0, (owe, 1), (before, -1), (self._open(owe, most), part))
                else:
                    draft.at_most(0, (owe, 1), (before, -1))
            case Share() as asked:
                self._share(asked, month, most, pay, owe, before)

    def _share(self, minimum: Share, month: int, most: int, pay: int, owe: int, before: int) -> None:
        draft, share, floor, rest = self.draft, Fraction(minimum.percent) / 100, minimum.floor, minimum.rest
        part = Fraction(rate_in(self.debt, month)) / 12
        if minimum.plus_interest:
            draft.at_most(0, (owe, 1), (before, share - 1), rounded=lost(share))
        else:
            draft.at_least(0, (pay, 1), (before, -share), rounded=lost(share))
        if floor <= 1 and not rest:
            return  # one unit at least is asked for, which the engine sees to
        still = self._open(owe, most)
        if floor > 1:
            draft.at_least(0, (pay, 1), (still, -floor))
        if rest:
            # What stays owed after the minimum is not less than the rest.
            over = Fraction(0) if minimum.plus_interest else part
            off = lost(share) + gained(over)
            draft.at_least(0, (before, 1 + over - share), (still, -rest), rounded=off)
            draft.at_least(0, (before, 1 + part), (still, -floor - rest), rounded=gained(part))

    def _asked(self, month: int) -> Minimum:
        return self.debt.minimum if month >= self.debt.starts_month else Fixed(amount=0)

    def _open(self, owe: int, most: int) -> int:
        choice = self.draft.choice()
        self.draft.at_most(0, (owe, 1), (choice, -most))
        return choice

    def _fee(self, month: int, pay: int, owe: int, before: int | None, least: int) -> None:
        """What is paid above the minimum costs a fee; the fee is money that is spent."""
        debt, draft = self.debt, self.draft
        of = fee_in(debt.prepay_fee, month)
        if of is None or (debt.ends_month is not None and month >= debt.ends_month):
            return
        fee, asked = Fraction(*of), self._asked(month)
        cost = draft.column(0, fee * draft.upper[pay] + 1, 1)
        self.spent[month].append((cost, 1))
        off = lost(fee)
        if before is None:
            draft.at_least(-fee * least, (cost, 1), (pay, -fee), rounded=off)
            return
        match asked:
            case Fixed(amount=amount):
                draft.at_least(-fee * amount, (cost, 1), (pay, -fee), rounded=off)
            case Parts(principal=parts):
                part = parts[month] if month < len(parts) else 0
                draft.at_least(-fee * part, (cost, 1), (before, -fee), (owe, fee), rounded=off)
            case Share(percent=percent, floor=floor, plus_interest=plus_interest):
                share, monthly = Fraction(percent) / 100, Fraction(rate_in(debt, month)) / 12
                top = draft.upper[before]
                by_share = share * top + 1
                of_share: Terms = ((before, -share),)
                if plus_interest:
                    # The interest in whole units is what is paid and owed beyond what was owed.
                    by_share += monthly * top + 1
                    of_share = ((before, 1 - share), (owe, -1), (pay, -1))
                free = draft.column(0, by_share + floor)
                by_floor = draft.choice()
                draft.at_most(0, (free, 1), *of_share, (by_floor, -max(floor, 1)), rounded=gained(share))
                draft.at_most(max(floor, 1) + by_share, (free, 1), (by_floor, by_share))
                above: Terms = ((pay, -fee),)
                if asked.rest:
                    # All of a small rest is asked for: no fee.
                    keeps = 1 + (0 if plus_interest else monthly) - share
                    by_rest: Number = Fraction(asked.rest + 1) / keeps if keeps > 0 else top
                    small: Number = min(max(Fraction(asked.rest + floor + 1) / (1 + monthly), by_rest), top)
                    all_asked = draft.choice()
                    draft.at_most(top + small, (before, 1), (all_asked, top))
                    above = (*above, (all_asked, fee * draft.upper[pay] + 1))
                draft.at_least(0, (cost, 1), (free, fee), *above, rounded=off)
