"""A loan that is only supposed: what reaches the borrower, what each month asks for, its true yearly rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.loan.schedule import level_payment
from tracker.domain.money import Rounding
from tracker.domain.plan.charges import half_up, monthly, ratio
from tracker.domain.plan.debt import Debt, Fixed, RateFrom
from tracker.domain.rates import Rate
from tracker.domain.yields import effective, irr, nominal

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a lender takes for making the loan: a sum, or percent of what it is made out for.

    It is owed on top of the loan, or kept back from what is paid out.
    """

    minor: int = 0
    percent: Decimal | None = None
    is_kept_back: bool = False

    def of(self, amount: int) -> int:
        """The fee for a loan made out for a sum."""
        return self.minor if self.percent is None else half_up(amount, ratio(self.percent, 100))

    def amount_for(self, received: int) -> int | None:
        """The least sum a loan is made out for so that so much is paid out; None where no sum does."""
        if not self.is_kept_back:
            return received
        if self.percent is None:
            return received + self.minor
        if self.percent >= _HUNDRED:
            return None
        amount = int(received * 100 / (_HUNDRED - self.percent))
        while amount > 0 and amount - 1 - self.of(amount - 1) >= received:
            amount -= 1
        while amount - self.of(amount) < received:
            amount += 1
        return amount


NO_FEE = Fee()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLoan:
    """A loan in equal monthly payments, the first of them a month from today."""

    amount: int
    """What it is made out for."""
    yearly: Decimal
    periods: int
    fee: Fee = NO_FEE

    @property
    def fee_sum(self) -> int:
        """What it costs beside its interest."""
        return self.fee.of(self.amount)

    @property
    def received(self) -> int:
        """What is paid out."""
        return self.amount - (self.fee_sum if self.fee.is_kept_back else 0)

    @property
    def balance(self) -> int:
        """What is owed from the first day on."""
        return self.amount + (0 if self.fee.is_kept_back else self.fee_sum)

    @property
    def payment(self) -> int:
        """What a month asks for, the last one evening out the rounding."""
        twice, over = monthly(self.yearly)
        return level_payment(self.balance, twice, over, self.periods, Rounding.HALF_UP)

    @property
    def payments(self) -> tuple[int, ...]:
        """What every month asks for."""
        owed, rate, level = self.balance, monthly(self.yearly), self.payment
        found = []
        for month in range(self.periods):
            owed += half_up(owed, rate)
            paid = owed if month == self.periods - 1 else min(level, owed)
            owed -= paid
            found.append(paid)
            if not owed:
                break
        return tuple(found)

    @property
    def cost(self) -> int:
        """Interest and fee."""
        return sum(self.payments) - self.received

    def true_rate(self) -> tuple[Decimal, Decimal] | None:
        """The yearly rate by what reaches the borrower, nominal and effective; None where there is none."""
        if self.received <= 0:
            return None
        found = irr([Decimal(self.received), *(Decimal(-each) for each in self.payments)]).rate
        return None if found is None else (nominal(found), effective(found))

    def as_debt(self, key: int, name: str, *, clearing: int = 0) -> Debt:
        """The loan as a plan takes it; `clearing` is what paying off other debts with it costs."""
        return Debt(
            key=key,
            name=name,
            balance=self.balance,
            rates=(RateFrom(month=0, yearly=self.yearly),),
            minimum=Fixed(amount=self.payment),
            # What a loan at interest has within it is part of its cost and ranks it no higher.
            fees_within=self.fee_sum + clearing,
            ends_month=self.periods - 1,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrow:
    """A loan that is supposed: level monthly payments, the money received today.

    Without `amount_minor` it is made out for what clears the loans in `refinances`, ids that it pays off.
    What it pays out beyond that goes the way of the plan, unless it `is_kept` for something else.
    """

    rate: Rate
    periods: int
    amount_minor: int | None = None
    fee: Fee = NO_FEE
    refinances: tuple[int, ...] = ()
    is_kept: bool = False
    product: str = ""
    """The kind of credit that rules go by, empty if nobody said it."""
