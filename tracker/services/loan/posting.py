"""What the lender posts against a loan: charges, waivers, card statements."""

from __future__ import annotations

from datetime import date

from tracker.domain.loan.facts import ChargeKind, Component, Loan, Method
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.loan import read_statements


def add_charge(
    book: Book, loan: Loan, kind: ChargeKind, amount_minor: int, *, on: date, note: str = ""
) -> Checked[Done]:
    """Record something the lender posted against the loan."""
    problems = _posting_problems(book, loan, amount_minor, on)
    if problems:
        return None, problems
    title = _("Added a charge to {name}").format(name=loan.name)
    with book.change(title) as writer:
        row_id = writer.insert(
            "charge",
            {
                "loan_id": loan.id,
                "charged_on": on.isoformat(),
                "kind": kind.value,
                "amount_minor": amount_minor,
                "note": clean(note),
            },
        )
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def add_waiver(
    book: Book, loan: Loan, component: Component, amount_minor: int, *, on: date, note: str = ""
) -> Checked[Done]:
    """Record something the lender let go of."""
    problems = _posting_problems(book, loan, amount_minor, on)
    if problems:
        return None, problems
    title = _("Added a waiver to {name}").format(name=loan.name)
    with book.change(title) as writer:
        row_id = writer.insert(
            "waiver",
            {
                "loan_id": loan.id,
                "waived_on": on.isoformat(),
                "component": component.value,
                "amount_minor": amount_minor,
                "note": clean(note),
            },
        )
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def add_statement(
    book: Book,
    loan: Loan,
    *,
    statement_on: date,
    due_on: date,
    balance_minor: int,
    minimum_minor: int | None,
) -> Checked[Done]:
    """Record a card statement as the issuer printed it."""
    problems = list(_posting_problems(book, loan, max(balance_minor, 1), statement_on))
    for field, minor in (("balance", balance_minor), ("minimum", minimum_minor)):
        if minor is not None and minor < 0:
            problems.append(Problem(code="negative", field=field))
    if any(each.statement_on == statement_on for each in read_statements(book.conn, loan.id)):
        problems.append(Problem(code="statement_twice", field="statement_on", value=statement_on.isoformat()))
    if due_on < statement_on:
        problems.append(Problem(code="due_before_statement", field="due_on", value=due_on.isoformat()))
    if loan.method is not Method.REVOLVING:
        problems.append(Problem(code="not_revolving", field="loan", value=loan.name))
    if problems:
        return None, tuple(problems)
    title = _("Added a statement to {name}").format(name=loan.name)
    with book.change(title) as writer:
        row_id = writer.insert(
            "statement",
            {
                "loan_id": loan.id,
                "statement_on": statement_on.isoformat(),
                "due_on": due_on.isoformat(),
                "balance_minor": balance_minor,
                "minimum_minor": minimum_minor,
            },
        )
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def _posting_problems(book: Book, loan: Loan, amount_minor: int, on: date) -> tuple[Problem, ...]:
    if amount_minor <= 0:
        return (Problem(code="not_positive", field="amount"),)
    if on < loan.tracked_from:
        start = loan.tracked_from.isoformat()
        return (Problem(code="before_opened", field="on", value=on.isoformat(), params={"start": start}),)
    if on > book.today:
        return (Problem(code="in_the_future", field="on", value=on.isoformat()),)
    return ()
