"""What a plan asks and answers, as commands and screens show it: all of it estimated, none of it kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.plan.new_loan import Borrow, NewLoan
from tracker.domain.plan.run import Strategy
from tracker.domain.rates import Rate
from tracker.domain.rule.cost import CapCheck, NotHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """The question: which money there is, and what is supposed to change.

    `monthly_minor` is the whole sum of a month; None is the minimums of the first month with
    `extra_minor` on top. An empty `currency` is the one of the book, `frozen` and `order` are ids of
    loans, `rate_points` are percent a year on every loan that bears interest.
    """

    currency: str = ""
    monthly_minor: int | None = None
    extra_minor: int = 0
    one_off_minor: int = 0
    one_off_on: date | None = None
    rate_points: Decimal = Decimal(0)
    drop_percent: Decimal = Decimal(0)
    drop_months: int = 0
    buffer_minor: int = 0
    frozen: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    method: Strategy = Strategy.OPTIMAL
    borrow: Borrow | None = None

    @property
    def supposes(self) -> bool:
        """Whether it asks about something that is not so."""
        return bool(self.rate_points or self.borrow or (self.drop_percent and self.drop_months))

    def of(self, method: Strategy) -> PlanRequest:
        """The same question with another method chosen."""
        return replace(self, method=method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The first month whose minimums the money does not meet: when it begins, and by how much."""

    from_on: date
    missing_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One way of paying and what it comes to from today on."""

    strategy: Strategy
    name: str
    """The name of a kept plan; empty for the methods, whose words the front end knows."""
    months: int
    debt_free_on: date | None
    """Due date of the last payment; None where it does not end or the money does not reach."""
    interest_minor: int
    """Interest and prepayment fees still to come."""
    fees_minor: int
    """The prepayment fees in it."""
    paid_minor: int
    saves_minor: int | None
    """Against minimums only; None where it does not end, or their cost is not known."""
    first_gone_on: date | None
    first_gone: str
    """The loan that ends first."""
    gone_by_year: tuple[tuple[int, int], ...]
    """Year, and how many loans are gone when it is over."""
    order: tuple[int, ...]
    """Loans as they end."""
    same_as: Strategy | None = None
    """For the optimum: the method that comes to the same cost."""
    proven: bool | None = None
    """For the optimum: whether it is proved that nothing costs less."""
    bound_minor: int = 0
    """For the optimum: no way of paying costs less than this."""
    gap_minor: int = 0
    short: Missing | None = None
    endless: bool = False
    is_cost_known: bool = True
    """Whether `interest_minor` is all: it ends, or what never ends bears no interest."""

    @property
    def ends(self) -> bool:
        """Whether all debts of the plan are gone at its end."""
        return self.debt_free_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One payment of the plan; `extra_minor` is the part above the minimum, `last` clears the loan."""

    on: date
    loan_id: int
    loan: str
    amount_minor: int
    extra_minor: int
    last: bool
    month: int = 0
    balance_minor: int = 0
    """What the loan owes when the month is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month of the plan: its window, what each loan gets, what is owed when it is over."""

    number: int
    """Counted from 1."""
    from_on: date
    until_on: date
    paid: tuple[tuple[int, int], ...]
    """Loan and sum; loans that get nothing are left out."""
    paid_minor: int
    interest_minor: int
    balance_minor: int
    cash_minor: int
    """What the month leaves over."""
    gone: tuple[int, ...]
    """Loans that end in it."""


class Tracking(StrEnum):
    """Where an adopted plan stands against the payments posted so far."""

    ON_PLAN = "on_plan"
    BEHIND = "behind"
    AHEAD = "ahead"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Why an adopted plan no longer fits: `closed`, `gone`, `new_loan`, `paid_off` and the loan meant."""

    code: str
    loan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedState:
    """The adopted plan of one currency and how far it was followed."""

    plan_id: int
    name: str
    currency: str
    method: Strategy
    adopted_on: date
    debt_free_on: date | None
    """As it was planned."""
    interest_minor: int
    """As it was planned, from its first day on."""
    standing: Tracking
    off_minor: int
    """Paid beyond the plan up to now; below zero where it is behind."""
    months_kept: int
    months_due: int
    next_extra: Step | None
    """The next payment above the minimum that is not made yet."""
    misfits: tuple[Misfit, ...] = ()
    row: PlanRow | None = None
    """What its own payments come to from today on, with the facts of today."""
    is_far_off: bool = False
    """Whether more is missing than a month brings: what it asks for next is no help then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraDue:
    """A payment above the minimum that the adopted plan asks for and that is not made yet."""

    plan: str
    loan_id: int
    loan: str
    on: date
    amount_minor: int
    currency: str

    def days(self, today: date) -> int:
        """Days until it is to be paid, negative once that is past."""
        return (self.on - today).days


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReason:
    """Why the optimum costs less than avalanche: a stable code, the loan it is about, the saving.

    The codes are those of `domain.plan.optimum.Why`; `on` is the day something begins or ends, where
    there is one, `amount_minor` the money that goes another way.
    """

    code: str
    loan: str = ""
    saves_minor: int | None = None
    on: date | None = None
    amount_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A loan that no plan can count; `code` is no_rate, no_schedule or no_minimum."""

    loan_id: int
    loan: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A loan that a supposed one pays off, and what that takes today."""

    loan_id: int
    loan: str
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A supposed loan: the question without it and with it, side by side, by the same method."""

    loan: NewLoan
    rate: Rate
    clears: tuple[Cleared, ...]
    spare_minor: int
    """What it pays out beyond what it clears."""
    is_kept: bool
    nominal: Decimal | None
    """Its true yearly rates as fractions, the fee counted in; None where it pays nothing out."""
    effective: Decimal | None
    before: PlanRow | None
    """None where nothing is owed without it."""
    after: PlanRow
    month_before_minor: int
    """What the minimums come to month after month."""
    month_after_minor: int
    checks: tuple[CapCheck, ...]
    """The rate against the dated caps of the place."""
    not_held: tuple[NotHeld, ...] = ()
    back_minor: int = 0
    """What of the money the plan pays straight back to it."""

    @property
    def clears_minor(self) -> int:
        """What it takes to clear all that it pays off."""
        return sum(each.minor for each in self.clears)

    @property
    def brought_minor(self) -> int:
        """What comes in at once for the plan to pay debts with."""
        return 0 if self.is_kept else self.spare_minor

    @property
    def more_minor(self) -> int | None:
        """What it costs more in all, below zero where it saves; None where one of the two has no end."""
        before = 0 if self.before is None else self.before.interest_minor
        known = self.after.ends and (self.before is None or self.before.ends)
        return self.after.interest_minor - before if known else None

    @property
    def month_more_minor(self) -> int:
        """What the month asks for more, below zero where it asks for less."""
        return self.month_after_minor - self.month_before_minor

    @property
    def months_more(self) -> int | None:
        """How many months later all debts are gone; None where one of the two has no end."""
        if not self.after.ends or (self.before is not None and not self.before.ends):
            return None
        return self.after.months - (self.before.months if self.before else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    """Everything that the question comes to.

    `chosen` is the method whose `steps`, `months` and `reasons` these are: the one asked for, or the
    cheapest where that one is not to be had.
    """

    request: PlanRequest
    currency: str
    today: date
    currencies: tuple[str, ...]
    """Every currency with open loans, this one included: each has a plan of its own."""
    loans: tuple[tuple[int, str], ...]
    """The loans in the plan, by id and name."""
    owed_minor: int
    minimums_minor: int
    """What the first month asks for, with what it asks for once."""
    money_minor: int
    """What there is in the first month."""
    rows: tuple[PlanRow, ...]
    chosen: Strategy
    steps: tuple[Step, ...]
    months: tuple[MonthRow, ...]
    curves: tuple[tuple[Strategy, tuple[tuple[date, int], ...]], ...]
    """Balance at the end of each month, today's first."""
    left_out: tuple[LeftOut, ...] = ()
    adopted: AdoptedState | None = None
    reasons: tuple[PlanReason, ...] = ()
    tightest: tuple[date, int] | None = None
    """The month that leaves least above its minimums, and how much."""
    smallest_minor: int | None = None
    """Where the money does not reach: the smallest monthly sum that does."""
    regular_minor: int = 0
    """What the minimums come to month after month."""
    once_minor: int = 0
    """What is overdue: the first month asks for it, and no other does."""
    lacking_minor: int | None = None
    """Where only the first month falls short, and only of what is overdue: by how much."""
    solver: str = ""
    """Why there is no optimum or no proof: `missing`, `stopped`, `time`; empty where there is one."""
    seconds: float = 0.0
    guesses: tuple[tuple[str, str], ...] = ()
    """Loan and code of what had to be supposed about it: `no_interest`, for nobody said its rate."""
    beside: Beside | None = None
    """The supposed loan against the same question without it."""

    def row(self, strategy: Strategy) -> PlanRow | None:
        """The row of a method, None where it is not there."""
        return next((each for each in self.rows if each.strategy is strategy), None)

    @property
    def feasible(self) -> bool:
        """Whether some way of paying meets the minimums of every month with this money."""
        ways = [each for each in self.rows if each.strategy is not Strategy.MINIMUM]
        return not ways or any(each.short is None for each in ways)

    @property
    def short(self) -> Missing | None:
        """Where the money does not reach: the month and the sum of the way that comes furthest."""
        found = [each.short for each in self.rows if each.short]
        return None if self.feasible else max(found, key=lambda each: each.from_on, default=None)

    @property
    def buffer_takes(self) -> tuple[date | None, int] | None:
        """Where the buffer takes what the minimums leave: when it is full, and what it holds at the end.

        The day is None where it is never full; None where there is no buffer, or it is full at once.
        """
        buffer = self.request.buffer_minor
        if not buffer or not self.feasible or self.chosen is Strategy.MINIMUM or not self.months:
            return None
        full = next((each for each in self.months if each.cash_minor >= buffer), None)
        if full is not None and full is self.months[0]:
            return None
        return (full.from_on if full else None), self.months[-1].cash_minor
