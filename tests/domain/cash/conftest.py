"""Builds accounts, events and debits in one line each."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.domain.cash.debits import Debit
from tracker.domain.cash.facts import Account, CashEvent, CashKind

TODAY = date(2026, 11, 21)


def day(text: str) -> date:
    """A date of 2026 from month and day, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def account(balance: int | None = 0, **more: Any) -> Account:
    """An account whose balance was read yesterday."""
    on = None if balance is None else day("11-20")
    more = {"id": 1, "name": "CMB 1234", "currency": "CNY", "balance_on": on, **more}
    return Account(balance_minor=balance, **more)


def event(kind: CashKind, name: str, amount: int, on: str, **more: Any) -> CashEvent:
    """Income or an expense of the first account."""
    more = {"id": 1, "account_id": 1, "currency": "CNY", "first_on": day(on), **more}
    return CashEvent(kind=kind, name=name, amount_minor=amount, **more)


def debit(loan_id: int, amount: int | None, on: str, **more: Any) -> Debit:
    """A due that the first account pays."""
    more = {
        "loan": f"loan {loan_id}", "account_id": 1, "due_on": day(on), "on": day(on), "currency": "CNY",
        "open_minor": amount or 0, "principal_minor": amount or 0, **more,
    }  # fmt: skip
    return Debit(loan_id=loan_id, amount_minor=amount, **more)


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The builders, and the day that all of it is told on."""
    return SimpleNamespace(day=day, account=account, event=event, debit=debit, today=TODAY)
