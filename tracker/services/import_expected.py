"""What the book expects of each loan, as far as rows of a file are told by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tracker.domain.loan.facts import Loan, Method
from tracker.domain.loan.repayment import FAR_DAYS, Owed
from tracker.formats.table import Table
from tracker.services.book import Book
from tracker.store.due import read_dues
from tracker.store.loan import read_terms

_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_HEAD_LINES = 30


def expected_of(book: Book, loans: Iterable[Loan], first: date, last: date) -> list[Owed]:
    """The loans with their dues about the days of a file, and their usual instalment."""
    away = timedelta(days=FAR_DAYS)
    dues: dict[int, list[tuple[date, int]]] = {}
    for each in read_dues(book.conn, first - away, last + away):
        for minor in {each.due.open_minor, each.due.amount_minor}:
            dues.setdefault(each.loan_id, []).append((each.due.due_on, minor))
    found = []
    for loan in loans:
        terms = read_terms(book.conn, loan.id)
        latest = terms[-1] if terms else None
        due_day = None
        if latest is not None:
            due_day = latest.due_day or (latest.first_due_on.day if latest.first_due_on else None)
        found.append(
            Owed(
                loan_id=loan.id, name=loan.name, lender=loan.lender, note=loan.note, currency=loan.currency,
                is_card=loan.method is Method.REVOLVING, dues=tuple(dues.get(loan.id, ())),
                payment_minor=latest.payment_minor if latest else None, due_day=due_day,
            )
        )  # fmt: skip
    return found


def own_numbers(table: Table, cards: Iterable[Loan]) -> tuple[int, ...]:
    """The cards whose last digits stand in the name of a file or in the lines before its header."""
    name = Path(table.source.name).stem
    said = set(re.findall(r"[0-9]{4}", name)) if name else set()
    for line in table.preamble[:_HEAD_LINES]:
        said |= set(_DIGITS.findall(line.replace("*", " ")))
    return tuple(loan.id for loan in cards if said.intersection(_DIGITS.findall(f"{loan.name} {loan.note}")))
