"""Debts and budgets for the tests of plans: short to write, and drawn at random."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tracker.domain.plan.debt import Budget, Debt, Drop, Fixed, Minimum, Parts, PrepayFee, RateFrom, Share


def owed(key: int, balance: int, percent: str, minimum: int | Minimum, **more: object) -> Debt:
    """A debt at one rate; a whole number as its minimum is the same sum each month."""
    return Debt(
        key=key,
        name=f"debt {key}",
        balance=balance,
        rates=(RateFrom(month=0, yearly=Decimal(percent) / 100),),
        minimum=Fixed(amount=minimum) if isinstance(minimum, int) else minimum,
        **more,
    )


PERCENTS = st.sampled_from([Decimal(text) for text in ("0", "3.65", "6", "12", "18.25", "24", "36")])


@st.composite
def minimums(draw: st.DrawFn, balance: int, periods: int) -> Minimum:
    match draw(st.sampled_from(("fixed", "share", "parts"))):
        case "fixed":
            return Fixed(amount=balance // periods + balance // 25 + draw(st.integers(1, 20_00)))
        case "share":
            percent = draw(st.sampled_from([Decimal(5), Decimal("7.5"), Decimal(10)]))
            return Share(
                percent=percent, floor=draw(st.integers(0, 50_00)), plus_interest=draw(st.booleans())
            )
        case _:
            return Parts(principal=(-(-balance // periods),) * periods)


@st.composite
def plain_debts(draw: st.DrawFn, most: int = 4) -> list[Debt]:
    """Debts whose fixed minimums end them, at one rate each."""
    found = []
    for key in range(1, draw(st.integers(1, most)) + 1):
        balance = draw(st.integers(1, 30_000_00))
        percent = draw(PERCENTS)
        minimum = (
            balance // draw(st.integers(6, 30)) + balance * int(percent) // 1200 + draw(st.integers(1, 500))
        )
        found.append(owed(key, balance, str(percent), minimum))
    return found


@st.composite
def any_debts(draw: st.DrawFn, most: int = 4) -> list[Debt]:
    """Debts with everything a debt may have."""
    found = []
    for key in range(1, draw(st.integers(1, most)) + 1):
        balance = draw(st.integers(0, 30_000_00))
        periods = draw(st.integers(2, 24))
        rates = [RateFrom(month=0, yearly=draw(PERCENTS) / 100)]
        if draw(st.booleans()):
            rates.append(RateFrom(month=draw(st.integers(1, 12)), yearly=draw(PERCENTS) / 100))
        fee = None
        if draw(st.booleans()):
            last = draw(st.none() | st.integers(0, 18))
            fee = PrepayFee(percent=draw(st.sampled_from([Decimal(1), Decimal("2.5")])), last_month=last)
        within = draw(st.integers(0, balance // 5)) if not any(step.yearly for step in rates) else 0
        found.append(
            Debt(
                key=key,
                name=f"debt {key}",
                balance=balance,
                rates=tuple(rates),
                minimum=draw(minimums(balance, periods)),
                quoted=Decimal("0.13") if within else Decimal(0),
                fees_within=within,
                arrears=draw(st.integers(0, 500_00)) if draw(st.booleans()) else 0,
                starts_month=draw(st.sampled_from((0, 0, 0, 1, 4))),
                ends_month=draw(st.none() | st.integers(periods, 40)),
                prepay_fee=fee,
                frozen=draw(st.integers(0, 5)) == 0,
            )
        )
    return found


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Money that may or may not do."""
    month = st.integers(0, 18)
    percent = st.sampled_from((Decimal(10), Decimal(40)))
    drops = st.builds(Drop, first_month=month, months=st.integers(1, 4), percent=percent)
    return Budget(
        monthly=draw(st.none() | st.integers(0, 10_000_00)),
        extra=draw(st.integers(0, 1_000_00)),
        one_offs=tuple(draw(st.lists(st.tuples(month, st.integers(0, 5_000_00)), max_size=2))),
        drops=tuple(draw(st.lists(drops, max_size=1))),
        cash=draw(st.integers(0, 2_000_00)),
        buffer=draw(st.sampled_from((0, 500_00, 2_000_00))),
    )
