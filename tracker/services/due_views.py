"""What front ends are told of dues; apart from the other views because most commands need no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.services.plan.answers import ExtraDue


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One open due; `amount_minor` is what is still to be paid of it."""

    loan_id: int
    loan: str
    due_on: date
    pay_by: date
    days: int
    amount_minor: int
    currency: str
    kind: str
    status: str
    days_past_due: int
    estimate: bool
    autopay: str | None
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTotal:
    """A sum in one currency and how many rows it is of."""

    currency: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something the reader of a list must know; `code` says what in every language."""

    code: str
    on: date
    loan_id: int | None
    """None where it is about no loan, as with an expense that an account cannot meet."""
    loan: str
    amount_minor: int | None = None
    currency: str = ""
    account: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """Open dues with their totals by currency and what to watch."""

    rows: tuple[DueRow, ...]
    totals: tuple[CurrencyTotal, ...]
    warnings: tuple[Warned, ...] = ()
    plan: tuple[ExtraDue, ...] = ()
    """What adopted plans ask for above the dues; no part of the totals."""
