"""A loan as a form has it: what it is, its terms and its autopay, read and saved as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import terms_on
from tracker.domain.loan.reading import LOAN_FIELDS, TERMS_FIELDS
from tracker.domain.loan.whatif import WhatIf, what_if
from tracker.domain.loan.wording import AUTOPAY_FIELDS, autopay_words, loan_words, terms_words
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.rate import Unit
from tracker.locale import _
from tracker.services.autopay import set_autopay
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.change import add_loan, change_terms, edit_loan
from tracker.services.loan.notes import after_opening
from tracker.services.payment import record_payment
from tracker.store.account import read_autopay
from tracker.store.loan import count_payments, read_entries, read_facts, read_loan

Fields = Mapping[str, str]
PAST_DUES = ("open", "paid")
"""What can be said of dues before the day a loan is added: they are open, or were paid on time."""


class RefusedError(Exception):
    """One of several changes was refused, so none is made."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


def add_whole(book: Book, fields: Fields, *, rate_unit: Unit | None = None) -> Checked[Done]:
    """Add a loan with its terms and, where a word of it was typed, its autopay.

    `past_dues` is `paid` where everything that fell due before today was paid on its day.
    """
    loan_words = _some(fields, (*LOAN_FIELDS, *TERMS_FIELDS))
    past = fields.get("past_dues", "").strip().casefold() or PAST_DUES[0]
    if past not in PAST_DUES:
        accepted = {"accepted": ", ".join(PAST_DUES)}
        return None, (Problem(code="not_a_choice", field="past_dues", value=past, params=accepted),)
    autopay = _some(fields, AUTOPAY_FIELDS)
    if not autopay and past != "paid":
        return add_loan(book, loan_words, rate_unit=rate_unit)
    title = _("Added {name}").format(name=fields.get("name", "").strip())
    try:
        with book.together(title) as writer:
            done = _must(add_loan(book, loan_words, rate_unit=rate_unit))
            if autopay:
                _set_autopay(book, done.ids[0], fields)
            if past == "paid":
                _pay_past_dues(book, done.ids[0])
    except RefusedError as refused:
        return None, refused.problems
    notes = after_opening(book, done.ids[0])
    return replace(done, action_id=writer.action_id, notes=notes), ()


def edit_whole(book: Book, loan_id: int, fields: Fields, *, version: int | None = None) -> Checked[Done]:
    """Change a loan, its terms and its autopay where something was typed; `effective_on` dates the terms.

    Raises StaleRowError if somebody changed the loan since `version`.
    """
    effective_on, problems = _effective(book, fields.get("effective_on", ""))
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        problems = (*problems, Problem(code="gone", field="loan"))
    if problems or loan is None:
        return None, problems
    parts = tuple(_some(fields, names) for names in (LOAN_FIELDS, TERMS_FIELDS, AUTOPAY_FIELDS))
    about, terms, autopay = parts
    title = _("Changed {name}").format(name=about.get("name", "").strip() or loan.name)
    notes: tuple[str, ...] = ()
    if not any(parts):
        return Done(title=_("Nothing changed in {name}").format(name=loan.name), ids=(loan_id,)), ()
    try:
        with book.together(title) as writer:
            if about:
                _must(edit_loan(book, loan_id, about, version=version))
            if terms:
                notes = _must(change_terms(book, loan_id, terms, effective_on=effective_on)).notes
            if autopay:
                _set_autopay(book, loan_id, fields)
    except RefusedError as refused:
        return None, refused.problems
    return Done(title=title, action_id=writer.action_id, ids=(loan_id,), notes=notes), ()


def whole_words(book: Book, loan_id: int) -> tuple[Loan, dict[str, str], int] | None:
    """A loan, everything of it in the words of a form, and how many payments were made to it."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    terms = terms_on(read_facts(book.conn, loan), book.today)
    found = read_autopay(book.conn, loan_id)
    words = {
        **loan_words(loan),
        **terms_words(terms, loan.currency),
        **autopay_words(found[1] if found else None, loan.currency),
    }
    return loan, words, count_payments(book.conn, loan_id)


def paying_more(book: Book, loan_id: int) -> WhatIf | None:
    """What comes of paying more than agreed on a loan, None if it is gone."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    return what_if(read_facts(book.conn, loan), book.today, entries=read_entries(book.conn, loan_id))


def _pay_past_dues(book: Book, loan_id: int) -> None:
    """Record what fell due before today as paid on its day; an estimate is no sum anybody paid."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        raise RefusedError((Problem(code="gone", field="loan"),))
    for row in replay(read_facts(book.conn, loan)).instalments:
        if row.due_on < book.today and row.amount > 0 and not row.estimate:
            _must(record_payment(book, loan, row.amount, paid_on=row.due_on))


def _set_autopay(book: Book, loan_id: int, fields: Fields) -> None:
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        raise RefusedError((Problem(code="gone", field="loan"),))
    words = _some(fields, AUTOPAY_FIELDS)
    checked = set_autopay(book, loan, {name.removeprefix("autopay_"): text for name, text in words.items()})
    if checked[0] is None:
        named = (replace(each, field=f"autopay_{each.field}") for each in checked[1])
        raise RefusedError(tuple(named))


def _effective(book: Book, text: str) -> tuple[date | None, tuple[Problem, ...]]:
    if not text.strip():
        return None, ()
    return parse_typed_date(text, book.today, field="effective_on")


def _some(fields: Fields, names: tuple[str, ...]) -> dict[str, str]:
    return {name: fields[name] for name in names if name in fields}


def _must(checked: Checked[Done]) -> Done:
    done, problems = checked
    if done is None:
        raise RefusedError(problems)
    return done
