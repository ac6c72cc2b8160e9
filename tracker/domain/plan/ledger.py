"""The debts of a plan while it is played: balances that bear interest and ask for their minimum.

Every figure is an integer and every fraction is made once for the months it holds in: this loop is
what a plan is recomputed by at each key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tracker.domain.plan.charges import Ratio, fee_in, half_up, monthly, rate_in, ratio
from tracker.domain.plan.debt import Debt, Fixed, Parts, Share

_ALL = 10**30
"""Asks for all that is owed, whatever it is."""
_VARIES = -1
"""Stands for what a minimum asks for where it depends on the balance."""


class Ledger:
    """What each debt owes, month after month; lists are in the order of the debts."""

    def __init__(self, debts: Sequence[Debt]) -> None:
        self.debts = tuple(debts)
        self.balances = [debt.balance for debt in debts]
        self.open = [place for place, debt in enumerate(debts) if debt.balance]
        self.fees: list[Ratio | None] = [None] * len(debts)
        """What a unit paid above the minimum costs now, if anything."""
        self.rates = [Decimal(0)] * len(debts)
        """The nominal yearly rates of now."""
        self.ranks = [0] * len(debts)
        """The place of each by the rate its borrower sees now: 0 for the highest; equal rates share it."""
        self._charges: list[Ratio] = [(0, 2)] * len(debts)
        self._asks = [0] * len(debts)
        self._shares = [
            ratio(debt.minimum.percent, 100) if isinstance(debt.minimum, Share) else (0, 2) for debt in debts
        ]
        self._turns = sorted({0, 1, *(month for debt in debts for month in _turns(debt))}, reverse=True)
        self.settled = self._turns[0]
        """The month from which on nothing but the balances changes."""

    def charge(self, month: int) -> tuple[list[int], list[int]]:
        """Add the interest of the next month and take off its minimums; returns both."""
        while self._turns and month >= self._turns[-1]:
            self._turn(self._turns.pop())
        balances, charges, asks = self.balances, self._charges, self._asks
        interest, required = [0] * len(balances), [0] * len(balances)
        for place in self.open:
            balance = owed = balances[place]
            times, over = charges[place]
            if times:
                interest[place] = cost = (balance * times + (over >> 1)) // over
                owed += cost
            asked = asks[place]
            if asked < 0:
                asked = self._varying(place, balance, owed - balance, month)
            if asked >= owed:
                required[place] = owed
                balances[place] = 0
            else:
                required[place] = asked
                balances[place] = owed - asked
        return interest, required

    def close(self, month: int) -> list[tuple[int, int]]:
        """Take out the debts that are gone: the key of each and the month."""
        balances = self.balances
        still = [place for place in self.open if balances[place]]
        if len(still) == len(self.open):
            return []
        gone = [(self.debts[place].key, month) for place in self.open if not balances[place]]
        self.open = still
        return gone

    def _varying(self, place: int, balance: int, interest: int, month: int) -> int:
        debt = self.debts[place]
        asked = 0 if month else debt.arrears
        match debt.minimum:
            case Share(floor=floor, plus_interest=plus_interest, rest=rest):
                share = half_up(balance, self._shares[place]) + (interest if plus_interest else 0)
                asked += max(share, floor, 1)
                return _ALL if balance + interest - asked < rest else asked
            case Parts(principal=parts):
                return asked + interest + (parts[month] if month < len(parts) else 0)
            case Fixed(amount=amount):
                return asked + amount

    def _turn(self, month: int) -> None:
        """Look up what holds from a month on."""
        seen: list[Decimal] = []
        for place, debt in enumerate(self.debts):
            yearly = rate_in(debt, month)
            seen.append(debt.quoted or yearly)
            self.rates[place], self._charges[place] = yearly, monthly(yearly)
            self.fees[place] = fee_in(debt.prepay_fee, month)
            if debt.ends_month is not None and month >= debt.ends_month:
                self._asks[place] = _ALL
            elif month < debt.starts_month:
                self._asks[place] = 0 if month else debt.arrears
            elif isinstance(debt.minimum, Fixed):
                self._asks[place] = debt.minimum.amount + (0 if month else debt.arrears)
            else:
                self._asks[place] = _VARIES
        highest_first = sorted(set(seen), reverse=True)
        self.ranks = [highest_first.index(yearly) for yearly in seen]


def _turns(debt: Debt) -> Iterator[int]:
    """The months that something about a debt changes in."""
    yield from (step.month for step in debt.rates)
    yield debt.starts_month
    if debt.ends_month is not None:
        yield debt.ends_month
    if isinstance(debt.minimum, Parts):
        yield len(debt.minimum.principal)
    if debt.prepay_fee is not None and debt.prepay_fee.last_month is not None:
        yield debt.prepay_fee.last_month + 1
