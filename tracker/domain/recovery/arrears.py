"""What is known of a loan's arrears: its split, whether the lender confirmed it, what the lender has done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.arrears import Classification, bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person entered of the arrears of a loan, the lender's own figures among it."""

    id: int
    loan_id: int
    product: str = ""
    """The kind of credit that rules go by, such as online_loan or card; empty is unknown."""
    cause: str = ""
    confirmed_on: date | None = None
    confirmed_with: str = ""
    frozen_on: date | None = None
    accelerated_on: date | None = None
    line_cut_on: date | None = None
    told_on: date | None = None
    """The day of the lender's figures."""
    principal_minor: int | None = None
    interest_minor: int | None = None
    fee_minor: int | None = None
    penalty_minor: int | None = None
    note: str = ""
    version: int = 1

    @property
    def flags(self) -> tuple[tuple[str, date], ...]:
        """What the lender has done to the account, with its day."""
        named = (
            ("frozen", self.frozen_on),
            ("accelerated", self.accelerated_on),
            ("line_cut", self.line_cut_on),
        )
        return tuple((name, on) for name, on in named if on is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One component of the arrears; an estimate of ours unless the lender said it."""

    component: str
    minor: int
    estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrears:
    """Where the arrears of a loan stand on a day."""

    days_past_due: int
    oldest_due_on: date | None
    bucket: str
    classification: Classification | None
    """By the rule pack of the jurisdiction; None where it has no such rule."""
    shares: tuple[Share, ...]
    confirmed_on: date | None = None

    @property
    def total_minor(self) -> int:
        """Everything in arrears."""
        return sum(each.minor for each in self.shares)

    @property
    def status(self) -> str:
        """`none`, `suspected` until the lender confirmed it, then `confirmed`."""
        if not self.days_past_due:
            return "none"
        return "confirmed" if self.confirmed_on else "suspected"


def arrears(
    *,
    today: date,
    oldest_due_on: date | None,
    ours: dict[str, int],
    told: Told | None,
    classification: Classification | None = None,
) -> Arrears:
    """The arrears with the lender's figure in place of ours wherever it was entered."""
    days = max(0, (today - oldest_due_on).days) if oldest_due_on else 0
    said = {} if told is None else {
        "principal": told.principal_minor, "interest": told.interest_minor, "fee": told.fee_minor,
        "penalty": told.penalty_minor,
    }  # fmt: skip
    shares = []
    for component, minor in ours.items():
        theirs = said.get(component)
        shares.append(
            Share(component=component, minor=minor if theirs is None else theirs, estimate=theirs is None)
        )
    return Arrears(
        days_past_due=days,
        oldest_due_on=oldest_due_on if days else None,
        bucket=bucket(days),
        classification=classification if days else None,
        shares=tuple(shares),
        confirmed_on=told.confirmed_on if told else None,
    )
