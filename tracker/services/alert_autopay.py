"""Automatic payments that will fail or may: by the cash forecast, else by their binding alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.alert.facts import AlertFact, autopay_changes_on, autopay_facts, spoken_kind
from tracker.domain.alert.rules import Rule
from tracker.domain.loan.due import LoanDue
from tracker.services.book import Book
from tracker.store.present import knows_balances

if TYPE_CHECKING:
    from tracker.services.cash.answers import AttemptView

_MARGIN_DAYS = 23
"""How far beyond the first step attempts are looked for, so that far ones are met in time."""

_DAY = timedelta(days=1)
_RULES = {"will_fail": "autopay_fail", "unknown": "autopay_unknown"}


def autopay_alerts(
    book: Book, dues: tuple[LoanDue, ...], rules: Mapping[str, Rule]
) -> tuple[list[AlertFact], date | None]:
    """The facts, and the next date on which there may be others though nobody writes anything."""
    today = book.today
    bound = tuple(each for each in dues if each.autopay is not None and each.autopay.is_on)
    if not bound:
        return [], None
    if not knows_balances(book.conn):
        return list(autopay_facts(bound, today)), autopay_changes_on(bound, today)
    lead = max(0, *(-rules[name].ladder.days[0] for name in _RULES.values()))
    attempts = _attempts(book, lead + _MARGIN_DAYS)
    rest = tuple(each for each in bound if (each.loan_id, each.due.due_on) not in attempts)
    looks = [max(each[0].on - timedelta(days=lead), today + _DAY) for each in attempts.values()]
    looks.append(today + timedelta(days=_MARGIN_DAYS))
    changes = autopay_changes_on(rest, today)
    if changes is not None:
        looks.append(changes)
    kinds = {
        (each.loan_id, each.due.due_on): spoken_kind(each.due.kind)
        for each in reversed(bound)
        if each.due.due_on >= today
    }
    return [*_facts(attempts, kinds), *autopay_facts(rest, today)], min(looks)


def _attempts(book: Book, days: int) -> dict[tuple[int, date], list[AttemptView]]:
    """The attempts to come of each due, the first one first."""
    from tracker.services.cash.views import forecast_view

    found: dict[tuple[int, date], list[AttemptView]] = {}
    for each in forecast_view(book, days=days).attempts:
        if each.kind == "autopay":
            found.setdefault((each.loan_id, each.due_on), []).append(each)
    return found


def _facts(
    attempts: Mapping[tuple[int, date], list[AttemptView]], kinds: Mapping[tuple[int, date], str]
) -> Iterator[AlertFact]:
    """What becomes of each due's debit, said of the due itself; once it is overdue, beside it."""
    from tracker.locale.cash import why_text

    for of_due in attempts.values():
        outcomes = {each.outcome for each in of_due}
        if "will_clear" in outcomes:  # a later attempt may take it
            continue
        told = next((each for each in of_due if each.outcome == "unknown"), of_due[0])
        yield AlertFact(
            rule=_RULES[told.outcome], loan_id=told.loan_id,
            about=kinds.get((told.loan_id, told.due_on), "autopay"), about_on=told.due_on, on=told.on,
            loan=told.loan, last_on=told.on, amount_minor=told.amount_minor,
            currency=told.currency, estimate=told.estimate,
            params={
                "reason": told.why, "account": told.account,
                "why": why_text(told.why, told.takers, told.short_minor, told.currency),
            },
        )  # fmt: skip
