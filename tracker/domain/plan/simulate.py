"""How debts are paid off month by month: interest, the minimums, then what is left above them.

Interest is rounded half up to the smallest unit once a month; all else is whole units. Cash below the
buffer is first filled up with what the minimums leave over, and is never drawn on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tracker.domain.plan.charges import half_up, interest_in, minimum_in, most_within, regular_minimum
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.ledger import Ledger
from tracker.domain.plan.run import Month, Run, Short, Strategy

LIMIT = 1200
"""Months after which debts are taken never to end."""

NEVER = 10**18
"""More than any debt."""

Extras = list[tuple[int, int, int]]
"""Place of a debt, what it is paid above its minimum, and the fee for it."""
Choose = Callable[[int, int, list[int]], Extras]
"""What to pay above the minimums, given the month, the money and the minimums."""


class RefusedPaymentError(ValueError):
    """A given payment is below its minimum, above what is owed or beyond the money."""

    def __init__(self, month: int, key: int | None, why: str) -> None:
        super().__init__(f"month {month}, debt {key}: {why}")
        self.month, self.key, self.why = month, key, why


class NotByRuleError(ValueError):
    """The optimum is found by searching; only its payments can be played."""


def first_minimums(debts: Sequence[Debt], month: int = 0) -> int:
    """What the first minimums of the debts that have started by a month come to.

    Arrears, and what is asked for once as a debt ends, are not part of them.
    """
    return sum(
        regular_minimum(debt, debt.balance, interest_in(debt, debt.balance, at), at)
        for debt in debts
        if (at := debt.starts_month) <= month
    )


def first_asked(debts: Sequence[Debt]) -> int:
    """All that month 0 asks for."""
    return sum(minimum_in(debt, debt.balance, interest_in(debt, debt.balance, 0), 0) for debt in debts)


def budget_of(debts: Sequence[Debt], budget: Budget, month: int) -> int:
    """The money that comes in for a month; cash of earlier months is not part of it.

    Where no sum is given, a debt that starts later brings its minimum then, and month 0 brings what it
    asks for once: arrears, and debts that end in it.
    """
    return _incomes(debts, budget, month)[-1]


def simulate(
    debts: Sequence[Debt],
    budget: Budget,
    strategy: Strategy,
    *,
    order: Sequence[int] = (),
    limit: int = LIMIT,
) -> Run:
    """What a way of paying comes to, until the debts are gone, the money does not do, or they never end.

    `order` holds the keys of the custom order; debts that are not in it follow as by avalanche.
    """
    ledger = Ledger(debts)
    return _play(ledger, budget, strategy, by_rule(ledger, strategy, order), limit)


def by_rule(ledger: Ledger, strategy: Strategy, order: Sequence[int] = ()) -> Choose:
    """What a way of paying does with the money above the minimums."""
    match strategy:
        case Strategy.MINIMUM:
            return _nothing
        case Strategy.SNOWBALL:
            return _smallest_first(ledger)
        case Strategy.AVALANCHE:
            return _ranked_first(ledger, ())
        case Strategy.CUSTOM:
            return _ranked_first(ledger, order)
        case Strategy.OPTIMAL:
            raise NotByRuleError


def simulate_by(
    ledger: Ledger, budget: Budget, strategy: Strategy, choose: Choose, *, beyond: int = 0, beside: int = 0
) -> Run:
    """What payments come to that are chosen month by month; `choose` may spend what it was not given.

    The minimums may take `beyond` more than the money of a month, and `beside` more in month 0.
    """
    return _play(ledger, budget, strategy, choose, LIMIT, always=True, beyond=beyond, beside=beside)


def replay(
    debts: Sequence[Debt], budget: Budget, payments: Sequence[Sequence[int]], strategy: Strategy
) -> Run:
    """What given payments come to: for each month all that is paid to each debt, the minimum included.

    Raises RefusedPaymentError where they cannot be made, or leave something owed.
    """
    ledger = Ledger(debts)
    run = _play(ledger, budget, strategy, _given(ledger, payments), len(payments), given=True)
    if run.short is not None:
        raise RefusedPaymentError(run.short.month, None, f"the minimums are {run.short.missing} too much")
    if run.endless:
        raise RefusedPaymentError(len(payments), None, "something is still owed after the last month")
    return run


def _incomes(debts: Sequence[Debt], budget: Budget, most: int) -> list[int]:
    """The money of each month up to one, or up to the first from which on it stays the same."""
    last = max([1, *(at + 1 for at, _ in budget.one_offs), *(d.first_month + d.months for d in budget.drops)])
    once, regular = 0, budget.monthly or 0
    later: list[Debt] = []
    if budget.monthly is None:
        later = [debt for debt in debts if debt.starts_month]
        last = max([last, *(debt.starts_month for debt in later)])
        regular = first_minimums(debts) + budget.extra
        special = [debt for debt in debts if debt.arrears or debt.ends_month == 0]
        once = first_asked(special) - first_minimums(special) if special else 0
    found = []
    at_once: dict[int, int] = {}
    for at, amount in budget.one_offs:
        at_once[at] = at_once.get(at, 0) + amount
    for month in range(min(last, most) + 1):
        money = regular + sum(first_minimums([debt], month) for debt in later if debt.starts_month <= month)
        found.append(_income(budget, money, month) + at_once.get(month, 0))
    found[0] += once
    return found


def _income(budget: Budget, regular: int, month: int) -> int:
    whole = regular
    if budget.drops:
        money = Decimal(regular)
        for drop in budget.drops:
            if drop.first_month <= month < drop.first_month + drop.months:
                money = money * (100 - drop.percent) / 100
        # Down: a plan does not count on the part of a unit.
        whole = int(money)
    return whole


def _nothing(month: int, money: int, required: list[int]) -> Extras:
    del month, money, required
    return []


def _smallest_first(ledger: Ledger) -> Choose:
    balances = ledger.balances

    def first(places: list[int]) -> int:
        target = min(places, key=balances.__getitem__)
        smallest = balances[target]
        same = [place for place in places if balances[place] == smallest]
        return target if len(same) == 1 else min(same, key=ledger.ranks.__getitem__)

    return _in_order(ledger, first)


def _ranked_first(ledger: Ledger, order: Sequence[int]) -> Choose:
    at = {wanted: number for number, wanted in enumerate(order)}
    named = [at.get(debt.key, len(at)) for debt in ledger.debts]
    count = len(named)

    standing: list[int] = []
    seen: list[int] | None = None

    def first(places: list[int]) -> int:
        nonlocal seen, standing
        if ledger.ranks is not seen:
            seen = ledger.ranks
            # One figure for both: ranks are below the number of debts.
            standing = [name * count + rank for name, rank in zip(named, seen, strict=True)]
        target = min(places, key=standing.__getitem__)
        best = standing[target]
        same = [place for place in places if standing[place] == best]
        return target if len(same) == 1 else min(same, key=ledger.balances.__getitem__)

    return _in_order(ledger, first)


def _in_order(ledger: Ledger, first: Callable[[list[int]], int]) -> Choose:
    """Everything to the first, what it does not need to the next; frozen debts get nothing."""
    frozen = [debt.frozen for debt in ledger.debts]
    balances = ledger.balances

    def choose(month: int, money: int, required: list[int]) -> Extras:
        del month, required
        extras: Extras = []
        targets = [place for place in ledger.open if balances[place] and not frozen[place]]
        while money and targets:
            target = first(targets)
            amount, cost = most_within(money, balances[target], ledger.fees[target])
            if amount:
                extras.append((target, amount, cost))
            money -= amount + cost
            targets.remove(target)
        return extras

    return choose


def _given(ledger: Ledger, payments: Sequence[Sequence[int]]) -> Choose:
    def choose(month: int, money: int, required: list[int]) -> Extras:
        extras: Extras = []
        for place, paid in enumerate(payments[month]):
            above, key = paid - required[place], ledger.debts[place].key
            if above < 0:
                raise RefusedPaymentError(month, key, f"{-above} below the minimum")
            if above > ledger.balances[place]:
                raise RefusedPaymentError(month, key, f"{above - ledger.balances[place]} above what is owed")
            if above:
                fee = ledger.fees[place]
                cost = 0 if fee is None else half_up(above, fee)
                extras.append((place, above, cost))
                money -= above + cost
        if extras and money < 0:
            raise RefusedPaymentError(month, None, f"{-money} beyond the money")
        return extras

    return choose


def _play(
    ledger: Ledger, budget: Budget, strategy: Strategy, choose: Choose, limit: int, *, given: bool = False,
    always: bool = False, beyond: int = 0, beside: int = 0,
) -> Run:  # fmt: skip
    debts, balances = ledger.debts, ledger.balances
    incomes = _incomes(debts, budget, limit)
    settled = max(ledger.settled, len(incomes))
    elastic = strategy is Strategy.MINIMUM and budget.monthly is None
    if elastic:
        beyond = NEVER
    none = (0,) * len(debts)
    months: list[Month] = []
    order: list[tuple[int, int]] = []
    short, endless, cash, month = None, False, budget.cash, 0
    owed = at_first = sum(balances)
    spent = fee_sum = 0
    while ledger.open and not endless:
        if month == limit:
            endless = True
            break
        money = incomes[month] if month < len(incomes) else incomes[-1]
        interest, required = ledger.charge(month)
        asked = sum(required)
        left, floor = cash + money - asked, min(budget.buffer, cash)
        if left < floor and floor - left <= beyond + (0 if month else beside):
            left = floor
        if left < floor:
            short = Short(month=month, missing=floor - left)
            break
        spent += asked
        paid, fees = required, none
        if (given or always or left > budget.buffer) and (
            extras := choose(month, left - budget.buffer, required)
        ):
            paid = required.copy()
            some: dict[int, int] = {}
            for place, amount, fee in extras:
                paid[place] += amount
                balances[place] -= amount
                spent += amount
                left -= amount + fee
                if fee:
                    some[place] = fee
            if some:
                fees = tuple(some.get(place, 0) for place in range(len(debts)))
                fee_sum += sum(fees)
        months.append(Month(tuple(required), tuple(paid), tuple(interest), fees, tuple(balances), left))
        order += ledger.close(month)
        was, owed = owed, sum(balances)
        if owed >= was and month >= settled and not given:
            most = None if beyond == NEVER else money + beyond
            endless = _never_ends(ledger, strategy, months, most, (cash, left, budget.buffer))
        cash, month = left, month + 1
    return Run(
        strategy=strategy,
        months=tuple(months),
        # What was paid beyond what the balances fell by.
        interest=spent + owed - at_first + sum(debt.fees_within for debt in debts),
        fees=fee_sum,
        paid=spent + fee_sum,
        order=tuple(order),
        budget=incomes[0],
        short=short,
        endless=endless,
    )


def _never_ends(
    ledger: Ledger,
    strategy: Strategy,
    months: list[Month],
    money: int | None,
    cash: tuple[int, int, int],
) -> bool:
    """Whether it is sure that some debt never ends, given that nothing but balances changes any more.

    Sure are debts whose interest eats all the money there is. Sure is also that no balance falls, where
    debts are paid in an order that balances cannot change: each month is then no better than the last.
    """
    was, left, buffer = cash
    balances, still, before = ledger.balances, ledger.open, months[-2].balance
    if money is not None and left <= buffer and _eaten(ledger, money):
        return True
    if any(balances[place] < before[place] or ledger.fees[place] is not None for place in still):
        return False
    if strategy is Strategy.MINIMUM or all(ledger.debts[place].frozen for place in still):
        return True
    ranks = {ledger.ranks[place] for place in still}
    return left == was and strategy is not Strategy.SNOWBALL and len(ranks) == len(still)


def _eaten(ledger: Ledger, money: int) -> bool:
    """Whether the interest of all debts from some rate up is the money of a month or more."""
    if money <= 0:
        return True
    held, half = 0, Decimal("0.5")
    dearest_first = sorted(ledger.open, key=lambda place: ledger.rates[place], reverse=True)
    for count, place in enumerate(dearest_first, 1):
        held += ledger.balances[place]
        # Interest rounds up to the money from half a unit below; several may each be rounded down by half.
        rounding = half if count == 1 else -half * count
        if held * ledger.rates[place] / 12 + rounding >= money:
            return True
    return False
