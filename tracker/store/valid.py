"""What a column of facts takes, by its name: asked of files in our own format before they are believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from tracker.domain.calendar import Frequency
from tracker.domain.cash.facts import CashKind, Certainty, Moves, OccurrenceState
from tracker.domain.credit.facts import Body, MarkKind, Outcome, Place
from tracker.domain.credit.report import EntryKind, EntryStatus
from tracker.domain.evidence.entry import Consent, EvidenceKind
from tracker.domain.loan.autopay import AutopayMode, AutopayResult, HolidayRule, OnShort
from tracker.domain.loan.facts import ChargeKind, Component, Excess, Method, PaymentState, Scope, Stake
from tracker.domain.money import LIMIT_MINOR, Rounding
from tracker.domain.plan.run import Strategy
from tracker.domain.rates import DayCount, RatePer
from tracker.domain.recovery.channel import ChannelKind
from tracker.domain.recovery.complaint import ComplaintOutcome
from tracker.domain.recovery.contact import Conduct, Direction, Identity, Means, Recording
from tracker.domain.recovery.hardship import Cause, PaperState
from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.offer import Breach, Credited, Interest, OfferKind, Standing
from tracker.domain.recovery.promise import Fate, Side
from tracker.domain.recovery.stage import StageKind
from tracker.domain.typed.date import FIRST_YEAR, LAST_YEAR

_WORDS: dict[str, type[StrEnum]] = {
    "method": Method, "day_count": DayCount, "every": Frequency, "rate_per": RatePer, "penalty_per": RatePer,
    "allocation_scope": Scope, "rounding": Rounding, "excess": Excess, "state": PaymentState,
    "kind": ChargeKind, "component": Component, "mode": AutopayMode, "outcome": Outcome,
    "on_short": OnShort, "holiday_rule": HolidayRule, "certainty": Certainty, "moves": Moves,
    "evidence.kind": EvidenceKind, "consent": Consent, "cash_event.kind": CashKind,
    "cash_occurrence.state": OccurrenceState,
    "channel.kind": ChannelKind, "direction": Direction, "means": Means, "identity": Identity,
    "recording": Recording, "conduct": Conduct, "side": Side, "fate": Fate,
    "negotiation_step.state": State, "stage.kind": StageKind,
    "dispute.body": Body, "dispute_round.body": Body, "place": Place, "mark.kind": MarkKind,
    "report_entry.kind": EntryKind, "report_entry.status": EntryStatus,
    "offer.kind": OfferKind, "offer.interest": Interest, "offer.breach": Breach, "offer.credited": Credited,
    "offer.standing": Standing,
    "hardship.cause": Cause, "hardship_paper.state": PaperState, "complaint.outcome": ComplaintOutcome,
    "plan.method": Strategy, "stake": Stake,
}  # fmt: skip
_RANGES = {
    "periods": (1, 3660), "first_number": (1, 10_000), "due_day": (1, 31), "statement_day": (1, 31),
    "lead_days": (0, 60), "grace_days": (0, 365), "allocation_switch_days": (1, 3650), "number": (1, 10_000),
    "is_on": (0, 1), "bytes": (0, 2**53), "value": (-(10**6), 10**6), "month_day": (1, 31),
    "account.balance_minor": (-LIMIT_MINOR, LIMIT_MINOR), "evidence.number": (1, 10**9), "withdrawn": (0, 1),
    "answered": (0, 1), "hour_agreed": (0, 1), "evidence": (1, 10**9), "free": (0, 1),
    "extended": (0, 1),
    "is_written": (0, 1), "letter": (1, 10**9), "times": (1, 10_000), "allowed": (0, 10_000),
    "is_frozen": (0, 1), "essential": (0, 1), "drop_months": (0, 10_000),
}  # fmt: skip
_OF_ONE_KIND = frozenset({
    "account.balance_minor", "account.currency", "cash_event.kind", "cash_occurrence.state",
    "evidence.kind", "evidence.number", "channel.kind", "channel.value", "negotiation_step.state",
    "dispute.body", "dispute_round.body", "mark.kind", "report_entry.kind", "report_entry.status",
    "report.bureau", "report_entry.lender", "enquiry.who",
    "offer.kind", "offer.interest", "offer.breach", "offer.credited", "offer.standing",
    "stage.kind", "hardship.cause", "hardship_paper.state", "complaint.outcome",
    "complaint.body", "plan.method",
})  # fmt: skip
"""Columns that take something else than their namesakes in other tables."""
_POSITIVE = frozenset({
    "amount_minor", "fixed_minor", "payment_minor", "received_minor", "waived_principal_minor",
    "waived_interest_minor", "waived_fee_minor", "waived_penalty_minor",
})  # fmt: skip
_FILLED = frozenset({
    "slug", "name", "key", "description", "channel.value", "what", "aim", "complaint.body",
    "report.bureau", "report_entry.lender", "enquiry.who",
})  # fmt: skip
_PERCENT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,28})?")
_POINTS = re.compile(r"-?[0-9]{1,2}(?:\.[0-9]{1,28})?")
_TIMES = frozenset({"attempt_at", "cut_off"})
_TIME = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENTS = frozenset({"happened_at", "captured_at"})
_MOMENT = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9])?")
_HASH = re.compile("[0-9a-f]{64}")
_RETRIES = re.compile("[0-9]{1,2}(?:,[0-9]{1,2})*")
_CURRENCY = re.compile("[A-Z]{3}")
_DATES = ("_on", "_from", "_until", "_by")

Test = Callable[[str], bool]


def takes(column: str, value: str | int | None, *, required: bool, kind: str = "") -> bool:
    """Whether the column can hold the value; None is unknown, where unknown is allowed."""
    if value is None:
        return not required
    if (own := f"{kind}.{column}") in _OF_ONE_KIND:
        column = own
    if isinstance(value, int):
        low, high = _RANGES.get(column, (int(column in _POSITIVE), LIMIT_MINOR))
        return low <= value <= high
    return _test(column)(value)


def _test(column: str) -> Test:
    if column in _WORDS:
        return _WORDS[column]._value2member_map_.__contains__
    if column.startswith("allocation"):
        return _is_order if column == "allocation" else lambda text: not text or _is_order(text)
    if column == "last_result":
        return lambda text: not text or text in AutopayResult._value2member_map_
    if column in _TIMES:
        return lambda text: not text or _TIME.fullmatch(text) is not None
    if column == "retries":
        return lambda text: not text or _RETRIES.fullmatch(text) is not None
    if column.endswith("_percent"):
        return lambda text: _PERCENT.fullmatch(text) is not None
    if column == "rate_points":
        return lambda text: _POINTS.fullmatch(text) is not None
    if column.endswith(_DATES):
        return _is_date
    if column == "account.currency":
        return lambda text: not text or _CURRENCY.fullmatch(text) is not None
    if column == "currency":
        return lambda text: _CURRENCY.fullmatch(text) is not None
    if column in ("sha256", "previous", "hash"):
        return lambda text: _HASH.fullmatch(text) is not None
    if column in _MOMENTS:
        return lambda text: not text or ((at := _MOMENT.fullmatch(text)) is not None and _is_date(at[1]))
    return (lambda text: text.strip() != "") if column in _FILLED else lambda _text: True


def _is_date(text: str) -> bool:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return False
    return on.isoformat() == text and FIRST_YEAR <= on.year <= LAST_YEAR


def _is_order(text: str) -> bool:
    return sorted(text.split(",")) == sorted(Component)
