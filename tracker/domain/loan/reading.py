"""Loans and terms as people type them: one word for each field, every problem found at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import (
    AllocationOrder,
    Component,
    Excess,
    LateFee,
    Method,
    Scope,
    Stake,
    Terms,
)
from tracker.domain.loan.penalty import penalty_rate
from tracker.domain.money import Rounding
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import DayCount, Rate
from tracker.domain.text import clean, narrow
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.day import parse_due_day
from tracker.domain.typed.rate import Unit, parse_rate
from tracker.domain.typed.sums import typed_minor

Fields = Mapping[str, str]
T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

TERMS_FIELDS = (
    "rate", "day_count", "every", "periods", "first_number", "payment", "first_due", "due_day", "lead_days",
    "fee_rate", "upfront_fee", "grace_days", "late_fee", "late_fee_floor", "late_fee_cap", "penalty_rate",
    "allocation", "scope", "allocation_after_days", "allocation_after", "rounding", "excess",
    "statement_day", "minimum_percent", "minimum_floor", "limit", "promo_until", "prepay_fee",
    "prepay_fee_until",
)  # fmt: skip
"""The words of a loan's terms, as flags, form fields and CSV columns use them."""

LOAN_FIELDS = (
    "name", "lender", "method", "currency", "balance", "principal", "opened", "as_of", "stake", "note",
)  # fmt: skip

NONE = ("-", "none", "unknown", "无", "未知")
"""What clears a field: the term is unknown again."""

NAME_LIMIT = 300
_WHOLE = 100
"""No share of a sum is more percent than this."""


def account_problems(name: str) -> tuple[Problem, ...]:
    """What is wrong with the name of an account that may be new."""
    if len(name) <= NAME_LIMIT:
        return ()
    return (Problem(code="too_long", field="account", value=name[:40], params={"limit": str(NAME_LIMIT)}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDraft:
    """A loan as far as it was typed; None is not given."""

    name: str
    terms: Terms
    lender: str = ""
    method: Method | None = None
    currency: str
    balance_minor: int | None = None
    principal_minor: int | None = None
    opened_on: date | None = None
    as_of: date | None = None
    note: str = ""
    stake: Stake = Stake.UNKNOWN


class Reader:
    """Reads fields one after another and gathers what is wrong."""

    def __init__(self, fields: Fields, *, today: date, currency: str, rate_unit: Unit | None = None) -> None:
        self.fields = fields
        self.today = today
        self.currency = currency
        self.rate_unit = rate_unit
        self.problems: list[Problem] = []

    def given(self, field: str) -> bool:
        """Whether the field was typed at all."""
        return bool(self.fields.get(field, "").strip())

    def take(self, field: str, old: T | None, parse: Callable[[str], Checked[T]]) -> T | None:
        """The field's new value, the old one if it was not typed, None if it was cleared."""
        text = self.fields.get(field, "")
        if not text.strip():
            return old
        if text.strip().casefold() in NONE:
            return None
        value, problems = parse(text)
        self.problems += problems
        return old if problems else value

    def amount(self, field: str, old: int | None) -> int | None:
        """A sum that is not negative."""
        value = self.take(field, old, lambda text: typed_minor(text, self.currency, field=field))
        if value is not None and value < 0:
            self.wrong("negative", field)
            return old
        return value

    def on(self, field: str, old: date | None) -> date | None:
        """A date."""
        return self.take(field, old, lambda text: parse_typed_date(text, self.today, field=field))

    def number(self, field: str, old: int | None, low: int, high: int) -> int | None:
        """A whole number within bounds."""

        def parse(text: str) -> Checked[int]:
            plain = narrow(text).strip()
            if not (plain.isascii() and plain.isdigit()) or not low <= int(plain[:9]) <= high:
                params = {"low": str(low), "high": str(high)}
                return None, (Problem(code="not_in_range", field=field, value=text, params=params),)
            return int(plain), ()

        return self.take(field, old, parse)

    def day(self, field: str, old: int | None) -> int | None:
        """A day of the month."""
        return self.take(field, old, lambda text: parse_due_day(text, field=field))

    def percent(self, field: str, old: Decimal | None) -> Decimal | None:
        """A share in percent, with or without its sign."""

        def parse(text: str) -> Checked[Decimal]:
            read, problems = parse_rate(text, unit="percent", field=field)
            beyond = read is not None and read.percent > _WHOLE
            if beyond or any(each.code == "rate_too_large" for each in problems):
                return None, (Problem(code="beyond_whole", field=field, value=text[:200]),)
            return (read.percent if read else None), problems

        return self.take(field, old, parse)

    def rate(self, field: str, old: Rate | None) -> Rate | None:
        """An interest rate as quoted."""
        return self.take(field, old, lambda text: parse_rate(text, unit=self.rate_unit, field=field))

    def choice(self, field: str, kind: type[Choice], old: Choice) -> Choice:
        """One of the words of an enumeration."""

        def parse(text: str) -> Checked[Choice]:
            word = text.strip().casefold().replace("-", "_").replace(" ", "_")
            if word in kind._value2member_map_:
                return kind(word), ()
            accepted = ", ".join(each.value for each in kind if each.value)
            return None, (
                Problem(code="not_a_choice", field=field, value=text, params={"accepted": accepted}),
            )

        return self.take(field, old, parse) or old

    def wrong(self, code: str, field: str, **params: str) -> None:
        """Note a problem with a field."""
        self.problems.append(Problem(code=code, field=field, value=self.fields.get(field, ""), params=params))


def read_terms(reader: Reader, old: Terms) -> Terms:
    """The terms with every typed field replaced; fields that were not typed stay."""
    limit = reader.amount("limit", old.credit_limit_minor)
    payment = reader.amount("payment", old.payment_minor)
    if payment == 0:
        reader.wrong("not_positive", "payment")
        payment = old.payment_minor
    return replace(
        old,
        rate=reader.rate("rate", old.rate),
        day_count=reader.choice("day_count", DayCount, old.day_count),
        every=reader.choice("every", Frequency, old.every),
        periods=reader.take("periods", old.periods, parse_periods),
        first_number=reader.number("first_number", old.first_number, 1, 3660) or 1,
        payment_minor=payment,
        first_due_on=reader.on("first_due", old.first_due_on),
        due_day=reader.day("due_day", old.due_day),
        lead_days=reader.number("lead_days", old.lead_days, 0, 60) or 0,
        fee_percent=reader.percent("fee_rate", old.fee_percent),
        upfront_fee_minor=reader.amount("upfront_fee", old.upfront_fee_minor),
        grace_days=reader.number("grace_days", old.grace_days, 0, 365),
        late_fee=_late_fee(reader, old.late_fee),
        penalty_rate=_penalty(reader, old),
        allocation=_allocation(reader, old.allocation),
        rounding=reader.choice("rounding", Rounding, old.rounding),
        excess=reader.choice("excess", Excess, old.excess),
        statement_day=reader.day("statement_day", old.statement_day),
        minimum_percent=reader.percent("minimum_percent", old.minimum_percent),
        minimum_floor_minor=reader.amount("minimum_floor", old.minimum_floor_minor),
        credit_limit_minor=limit,
        promo_until=reader.on("promo_until", old.promo_until),
        prepay_fee_percent=reader.percent("prepay_fee", old.prepay_fee_percent),
        prepay_fee_until=reader.on("prepay_fee_until", old.prepay_fee_until),
    )


def first_terms(method: Method | None, effective_on: date) -> Terms:
    """Terms of which nothing is known yet; interest of a bullet loan runs by the day (DOMAIN A.5)."""
    by_day = DayCount.ACTUAL_365 if method is Method.BULLET else DayCount.EQUAL_MONTHS
    return Terms(effective_on=effective_on, day_count=by_day)


def read_draft(
    fields: Fields, *, today: date, currency: str, rate_unit: Unit | None = None
) -> Checked[LoanDraft]:
    """A loan from what was typed, with every problem if it cannot be one."""
    found: list[Problem] = []
    if fields.get("currency", "").strip():
        parsed, found_currency = parse_currency(fields["currency"])
        found += found_currency
        currency = parsed or currency
    reader = Reader(fields, today=today, currency=currency, rate_unit=rate_unit)
    reader.problems += found
    name = clean(fields.get("name", "")).strip()
    if not name:
        reader.problems.append(Problem(code="required", field="name"))
    elif len(name) > NAME_LIMIT:
        reader.wrong("too_long", "name", limit=str(NAME_LIMIT))
    opened = reader.on("opened", None)
    as_of = reader.on("as_of", None)
    for field, on in (("opened", opened), ("as_of", as_of)):
        if on is not None and on > today:
            reader.wrong("in_the_future", field)
    method = reader.choice("method", Method, Method.CUSTOM) if reader.given("method") else None
    draft = LoanDraft(
        name=name,
        lender=clean(fields.get("lender", "")).strip(),
        method=method,
        currency=currency,
        balance_minor=reader.amount("balance", None),
        principal_minor=reader.amount("principal", None),
        opened_on=opened,
        as_of=as_of,
        note=clean(fields.get("note", ""), lines=True),
        stake=read_stake(reader, Stake.UNKNOWN),
        terms=read_terms(reader, first_terms(method, as_of or today)),
    )
    return (None, tuple(reader.problems)) if reader.problems else (draft, ())


def read_stake(reader: Reader, old: Stake) -> Stake:
    """What is at stake, as it was typed; a dash says that nobody knows."""
    text = clean(reader.fields.get("stake", "")).strip().casefold()
    if not text:
        return old
    if text in ("-", "unknown", "未知"):
        return Stake.UNKNOWN
    if text not in Stake._value2member_map_:
        reader.wrong("not_a_choice", "stake", accepted=", ".join(each for each in Stake if each))
        return old
    return Stake(text)


def _late_fee(reader: Reader, old: LateFee | None) -> LateFee | None:
    if not any(map(reader.given, ("late_fee", "late_fee_floor", "late_fee_cap"))):
        return old
    fee = old or LateFee()
    text = reader.fields.get("late_fee", "")
    if "%" in text or "％" in text:
        fee = replace(fee, percent=reader.percent("late_fee", None), flat_minor=None)
    else:
        fee = replace(fee, flat_minor=reader.amount("late_fee", fee.flat_minor))
    fee = replace(
        fee,
        floor_minor=reader.amount("late_fee_floor", fee.floor_minor),
        cap_minor=reader.amount("late_fee_cap", fee.cap_minor),
    )
    return None if fee == LateFee() else fee


def _penalty(reader: Reader, old: Terms) -> Rate | None:
    """A penalty rate of its own, or `+50%`: the contract rate raised by half."""
    text = reader.fields.get("penalty_rate", "").strip()
    if not text.startswith(("+", "＋")):
        return reader.rate("penalty_rate", old.penalty_rate)
    contract = reader.rate("rate", old.rate)
    uplift, problems = parse_rate(text[1:], unit="percent", field="penalty_rate")
    reader.problems += problems
    if contract is None:
        reader.wrong("needs_rate", "penalty_rate")
    if contract is None or uplift is None:
        return old.penalty_rate
    return penalty_rate(contract, uplift.percent)


def _allocation(reader: Reader, old: AllocationOrder) -> AllocationOrder:
    def order(text: str) -> Checked[tuple[Component, ...]]:
        field = "allocation"
        words = [part.strip().casefold() for part in text.replace("，", ",").replace(">", ",").split(",")]
        known = [word for word in words if word in Component._value2member_map_]
        if len(known) != len(words) or len(set(words)) != len(words) or len(words) != len(Component):
            accepted = ", ".join(each.value for each in Component)
            return None, (
                Problem(code="not_an_order", field=field, value=text, params={"accepted": accepted}),
            )
        return tuple(Component(word) for word in words), ()

    return AllocationOrder(
        order=reader.take("allocation", old.order, order) or old.order,
        scope=reader.choice("scope", Scope, old.scope),
        switch_after_days=reader.number("allocation_after_days", old.switch_after_days, 1, 3650),
        switched=reader.take("allocation_after", old.switched, order) or (),
    )
