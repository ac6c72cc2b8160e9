"""Builds the facts of a loan in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tracker.domain.loan.facts import (
    Charge,
    ChargeKind,
    Component,
    CustomInstalment,
    Loan,
    LoanFacts,
    Method,
    Payment,
    Statement,
    Terms,
    Waiver,
)
from tracker.domain.rates import Rate

START = date(2026, 1, 15)


def day(text: str) -> date:
    """A date of 2026 from month and day, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def build(
    method: Method,
    balance: int,
    *,
    start: date = START,
    opened: date | str | None = "same",
    principal: int | None = None,
    rate: str | None = None,
    paid: Iterable[tuple[str, int]] = (),
    charged: Iterable[tuple[str, ChargeKind, int]] = (),
    waived: Iterable[tuple[str, Component, int]] = (),
    stated: Iterable[tuple[str, str, int, int | None]] = (),
    table: Iterable[tuple[int, str, int, int, int]] = (),
    later: Iterable[Terms] = (),
    **terms: Any,
) -> LoanFacts:
    """Facts of a loan that begins on 15 January 2026 unless told otherwise."""
    loan = Loan(
        id=1,
        slug="a",
        name="A",
        currency="CNY",
        method=method,
        tracked_from=start,
        balance_minor=balance,
        opened_on=start if opened == "same" else opened,  # type: ignore[arg-type]
        principal_minor=principal,
    )
    if rate is not None:
        terms["rate"] = Rate(Decimal(rate))
    return LoanFacts(
        loan=loan,
        terms=(Terms(effective_on=start, **terms), *later),
        payments=tuple(
            Payment(id=number, loan_id=1, paid_on=day(on), amount_minor=amount, currency="CNY")
            for number, (on, amount) in enumerate(paid, 1)
        ),
        charges=tuple(
            Charge(id=number, loan_id=1, charged_on=day(on), kind=kind, amount_minor=amount)
            for number, (on, kind, amount) in enumerate(charged, 1)
        ),
        waivers=tuple(
            Waiver(id=number, loan_id=1, waived_on=day(on), component=component, amount_minor=amount)
            for number, (on, component, amount) in enumerate(waived, 1)
        ),
        statements=tuple(
            Statement(
                id=number,
                loan_id=1,
                statement_on=day(on),
                due_on=day(due),
                balance_minor=balance,
                minimum_minor=least,
            )
            for number, (on, due, balance, least) in enumerate(stated, 1)
        ),
        custom=tuple(
            CustomInstalment(
                number=number,
                due_on=day(due),
                principal_minor=part,
                interest_minor=interest,
                fee_minor=fee,
            )
            for number, due, part, interest, fee in table
        ),
    )


@pytest.fixture(scope="session")
def facts() -> Callable[..., LoanFacts]:
    return build
