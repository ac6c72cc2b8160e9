"""Seeded portfolios: tiny ones, of which every way of paying can be tried, and ones of real size."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from itertools import product

from tracker.domain.plan.charges import fee_in, half_up, interest_in, minimum_in
from tracker.domain.plan.debt import Budget, Debt, Drop, Fixed, Parts, PrepayFee, RateFrom, Share
from tracker.domain.plan.simulate import budget_of


def drawn(seed: int, *, scale: int, count: int, months: int) -> tuple[list[Debt], Budget]:
    """Debts of about `scale` each with everything that makes a plan hard, and a budget."""
    luck = random.Random(seed)
    monthly = 360 if scale < 100 else 36  # percent a year: tiny balances bear interest at high rates only
    debts = []
    for key in range(1, count + 1):
        balance = luck.randint(max(scale // 4, 1), scale)
        rates = [RateFrom(month=0, yearly=Decimal(luck.choice((0, luck.randint(1, monthly)))) / 100)]
        if luck.random() < 0.3:
            rates.append(
                RateFrom(month=luck.randint(1, months), yearly=Decimal(luck.randint(0, monthly)) / 100)
            )
        match luck.randrange(4):
            case 0:
                minimum = Fixed(amount=luck.randint(0, max(balance // 3, 1)))
            case 1:
                minimum = Share(
                    percent=Decimal(luck.randint(1, 30)), floor=luck.choice((0, balance // 5)),
                    plus_interest=luck.random() < 0.5, rest=luck.choice((0, 0, balance // 20)),
                )  # fmt: skip
            case 2:
                minimum = Parts(principal=tuple(luck.randint(0, balance // 2) for _ in range(months)))
            case _:
                minimum = Parts(principal=())
        ends = luck.randint(1, months) if isinstance(minimum, Parts) or luck.random() < 0.2 else None
        fee = None
        if luck.random() < 0.3:
            last = luck.choice((None, luck.randint(0, months)))
            fee = PrepayFee(
                percent=Decimal(luck.randint(1, 40)) / (1 if scale < 100 else 10), last_month=last
            )
        debts.append(
            Debt(
                key=key, name=f"debt {key}", balance=balance, rates=tuple(rates), minimum=minimum,
                quoted=Decimal(luck.randint(0, monthly)) / 100,
                fees_within=0 if any(step.yearly for step in rates) else luck.randint(0, balance // 4),
                arrears=luck.choice((0, 0, 0, balance // 4)), starts_month=luck.choice((0, 0, 0, 1)),
                ends_month=ends, prepay_fee=fee, frozen=luck.random() < 0.1,
            )
        )  # fmt: skip
    owed = sum(debt.balance for debt in debts)
    drops = ()
    if luck.random() < 0.2:
        drops = (Drop(first_month=luck.randint(0, months), months=2, percent=Decimal(luck.randint(5, 60))),)
    budget = Budget(
        monthly=luck.choice((None, owed // luck.randint(2, months + 1) + 1)),
        extra=luck.randint(0, owed // 3),
        one_offs=luck.choice(((), (), ((luck.randint(0, months), owed // 4),))),
        drops=drops,
        cash=luck.choice((0, 0, owed // 6)),
        buffer=luck.choice((0, 0, owed // 10)),
    )
    return debts, budget


def plain(seed: int, count: int) -> tuple[list[Debt], Budget]:
    """Loans of one rate and one payment each, and something on top."""
    luck = random.Random(seed)
    debts = []
    for key in range(1, count + 1):
        balance = luck.randint(100_000, 5_000_000)
        yearly = Decimal(luck.randint(300, 3600)) / 10_000
        amount = int(balance * yearly / 12) + balance // luck.randint(24, 90)
        debts.append(
            Debt(
                key=key, name=f"loan {key}", balance=balance, minimum=Fixed(amount=amount),
                rates=(RateFrom(month=0, yearly=yearly),),
            )
        )  # fmt: skip
    return debts, Budget(extra=sum(debt.balance for debt in debts) // luck.randint(40, 120))


def least_by_trying(debts: list[Debt], budget: Budget, limit: int) -> int | None:
    """The least cost in whole units that ends within so many months, by trying every way of paying."""

    @cache
    def least(month: int, balances: tuple[int, ...], cash: int) -> int | None:
        if not any(balances):
            return 0
        if month == limit:
            return None
        interest = [interest_in(d, b, month) if b else 0 for d, b in zip(debts, balances, strict=True)]
        owed = [b + i for b, i in zip(balances, interest, strict=True)]
        asked = [
            minimum_in(d, b, i, month) if b else 0 for d, b, i in zip(debts, balances, interest, strict=True)
        ]
        money = cash + budget_of(debts, budget, month)
        ways = [
            range(low, (low if debt.frozen else high) + 1)
            for debt, low, high in zip(debts, asked, owed, strict=True)
        ]
        best = None
        for paid in product(*ways):
            fees = sum(
                half_up(p - a, of)
                for d, p, a in zip(debts, paid, asked, strict=True)
                if p > a and (of := fee_in(d.prepay_fee, month))
            )
            left = money - sum(paid) - fees
            below = left < (budget.buffer if list(paid) != asked else min(budget.buffer, cash))
            if below:
                continue
            after = least(month + 1, tuple(o - p for o, p in zip(owed, paid, strict=True)), left)
            if after is not None and (best is None or after + fees + sum(interest) < best):
                best = after + fees + sum(interest)
        return best

    found = least(0, tuple(debt.balance for debt in debts), budget.cash)
    return None if found is None else found + sum(debt.fees_within for debt in debts)
