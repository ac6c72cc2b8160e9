"""The lender's own schedule in place of ours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain.loan.facts import CustomInstalment, Loan, Method
from tracker.domain.money import decimal_text
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.loan import custom_ids, read_arrangements


def set_schedule(book: Book, loan: Loan, rows: Sequence[CustomInstalment]) -> Checked[Done]:
    """Put the lender's own schedule in place of ours; its principal must be what is owed."""
    problems = tuple(_schedule_problems(loan, rows))
    arranged = read_arrangements(book.conn, loan.id)
    if arranged:
        params = {"on": arranged[-1].effective_on.isoformat()}
        problems = (Problem(code="arranged", field="schedule", value=loan.name, params=params), *problems)
    if problems:
        return None, problems
    title = _("Set the schedule of {name}").format(name=loan.name)
    with book.change(title) as writer:
        for old in custom_ids(writer.conn, loan.id):
            writer.trash("custom_instalment", old)
        for row in rows:
            writer.insert(
                "custom_instalment",
                {
                    "loan_id": loan.id,
                    "number": row.number,
                    "due_on": row.due_on.isoformat(),
                    "principal_minor": row.principal_minor,
                    "interest_minor": row.interest_minor,
                    "fee_minor": row.fee_minor,
                },
            )
        writer.update("loan", loan.id, {"method": Method.CUSTOM.value})
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,)), ()


def _schedule_problems(loan: Loan, rows: Sequence[CustomInstalment]) -> list[Problem]:
    found = []
    total = sum(row.principal_minor for row in rows)
    if total != loan.balance_minor:
        params = {
            "total": decimal_text(total, loan.currency),
            "expected": decimal_text(loan.balance_minor, loan.currency),
        }
        found.append(Problem(code="schedule_total", field="schedule", value=params["total"], params=params))
    for row in rows:
        if min(row.principal_minor, row.interest_minor, row.fee_minor) < 0:
            found.append(Problem(code="negative", field="schedule", value=str(row.number)))
        if row.due_on < loan.tracked_from:
            params = {"start": loan.tracked_from.isoformat()}
            found.append(
                Problem(code="before_tracked", field="due_on", value=row.due_on.isoformat(), params=params)
            )
    for before, row in pairwise(rows):
        if row.due_on <= before.due_on or row.number <= before.number:
            found.append(Problem(code="not_in_order", field="schedule", value=row.due_on.isoformat()))
    return found
