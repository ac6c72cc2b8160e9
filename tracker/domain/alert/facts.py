"""What there is to say something about: facts with a date, found by pure functions of what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from tracker.domain.loan.autopay import STALE_AFTER, AutopayStatus
from tracker.domain.loan.due import LoanDue

FINAL = "final"


def spoken_kind(kind: str) -> str:
    """The kind as announcements know it: paying ahead makes an instalment the final one, and no new due."""
    return "instalment" if kind == FINAL else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFact:
    """One thing a rule may speak of.

    `about_on` and `about` name the matter, so that all that is said of one due can be cleared together;
    `on` is the date the rule's days count from, `last_on` the day after which another rule says it better.
    """

    rule: str
    loan_id: int | None
    about: str
    about_on: date
    on: date
    loan: str = ""
    last_on: date | None = None
    amount_minor: int | None = None
    currency: str = ""
    estimate: bool = False
    rides_along: bool = False
    """Said only together with something else."""
    params: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The matter, the same whenever it is meant."""
        return f"{self.loan_id or 0}:{self.about_on.isoformat()}:{self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardExpiry:
    """The card behind an autopay and when it expires."""

    loan_id: int
    loan: str
    tail: str
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoEnd:
    """A loan whose promotional terms end."""

    loan_id: int
    loan: str
    until: date


class Disputed(Protocol):
    """What is asked of a dispute."""

    @property
    def id(self) -> int: ...
    @property
    def bureau(self) -> str: ...
    @property
    def due_by(self) -> date | None: ...
    @property
    def is_open(self) -> bool: ...


class Marked(Protocol):
    """What is asked of a mark on a report."""

    @property
    def id(self) -> int: ...
    @property
    def loan_id(self) -> int | None: ...
    @property
    def loan(self) -> str: ...
    @property
    def bureau(self) -> str: ...
    @property
    def gone_by(self) -> date | None: ...
    @property
    def removed_on(self) -> date | None: ...


def due_facts(found: Iterable[LoanDue]) -> Iterator[AlertFact]:
    """What each open due gives rise to: the due date, the last safe day, the end of grace, being overdue."""
    for each in found:
        due = each.due
        dates = {"due": (due.due_on, due.due_on), "overdue": (due.due_on, None)}
        if due.pay_by < due.due_on:
            dates["last_safe_day"] = (due.pay_by, due.pay_by)
        if each.grace_days:
            end = due.due_on + timedelta(days=each.grace_days)
            dates["grace_end"] = (end, end)
        for rule, (on, last_on) in dates.items():
            yield AlertFact(
                rule=rule, loan_id=each.loan_id, about=spoken_kind(due.kind), about_on=due.due_on, on=on,
                loan=each.loan, last_on=last_on, amount_minor=due.open_minor, currency=each.currency,
                estimate=due.estimate,
            )  # fmt: skip


def autopay_facts(found: Iterable[LoanDue], today: date) -> Iterator[AlertFact]:
    """Automatic payments that fail for certain, or of which nothing certain is known, by their binding.

    They are about the due they pay: one line says both.
    """
    rules = {AutopayStatus.EXPIRED: "autopay_fail", AutopayStatus.UNCHECKED: "autopay_unknown"}
    reasons = {AutopayStatus.EXPIRED: "card_expired", AutopayStatus.UNCHECKED: "autopay_unchecked"}
    for each in found:
        status = each.autopay.status(today, each.due.due_on) if each.autopay else None
        if status not in rules or each.due.due_on < today:
            continue
        expires = each.autopay.card_expires_on if each.autopay else None
        yield AlertFact(
            rule=rules[status], loan_id=each.loan_id, about=spoken_kind(each.due.kind),
            about_on=each.due.due_on, on=each.due.due_on, loan=each.loan,
            last_on=each.due.due_on, amount_minor=each.due.open_minor,
            currency=each.currency, estimate=each.due.estimate,
            params={"reason": reasons[status], "on": expires.isoformat() if expires else ""},
        )  # fmt: skip


def autopay_changes_on(found: Iterable[LoanDue], today: date) -> date | None:
    """The next date on which a binding that can be relied on today stops being so by itself."""
    dates = [
        each.autopay.checked_on + STALE_AFTER + timedelta(days=1)
        for each in found
        if each.autopay is not None
        and each.autopay.checked_on is not None
        and each.autopay.status(today, each.due.due_on) is AutopayStatus.ON
    ]
    return min((on for on in dates if on > today), default=None)


def card_facts(cards: Iterable[CardExpiry]) -> Iterator[AlertFact]:
    """Cards behind automatic payments that expire."""
    for each in cards:
        yield AlertFact(
            rule="card_expiring", loan_id=each.loan_id, about="card", about_on=each.expires_on,
            on=each.expires_on, loan=each.loan, params={"card": each.tail},
        )  # fmt: skip


def promo_facts(promos: Iterable[PromoEnd], today: date) -> Iterator[AlertFact]:
    """Promotional terms that end."""
    for each in promos:
        if each.until >= today:
            yield AlertFact(
                rule="promo_ending", loan_id=each.loan_id, about="promo", about_on=each.until,
                on=each.until, loan=each.loan, last_on=each.until,
            )  # fmt: skip


def dispute_facts(disputes: Iterable[Disputed]) -> Iterator[AlertFact]:
    """Open disputes whose answer falls due."""
    for each in disputes:
        if each.due_by is not None and each.is_open:
            yield AlertFact(
                rule="dispute_deadline", loan_id=None, about=f"dispute.{each.id}", about_on=each.due_by,
                on=each.due_by, loan=each.bureau,
            )  # fmt: skip


def mark_facts(marks: Iterable[Marked]) -> Iterator[AlertFact]:
    """Marks that should be off the report from a date on: the report wants checking."""
    for each in marks:
        if each.gone_by is not None and each.removed_on is None:
            yield AlertFact(
                rule="report_check", loan_id=each.loan_id, about=f"report.{each.id}",
                about_on=each.gone_by, on=each.gone_by, loan=each.loan or each.bureau,
            )  # fmt: skip


def silence_fact(last_on: date) -> AlertFact:
    """That alerts did not run for a while, told with the first thing said after it."""
    return AlertFact(
        rule="scheduler_silent", loan_id=None, about="scheduler", about_on=last_on, on=last_on,
        rides_along=True,
    )  # fmt: skip
