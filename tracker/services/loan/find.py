"""Finds the loan a person means by a number, a slug or a part of its name."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.text import normal
from tracker.services.book import Book
from tracker.store.loan import read_loan, read_names


class LoanNotFoundError(LookupError):
    """No loan answers to what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class AmbiguousLoanError(LookupError):
    """Several loans answer to what was typed."""

    def __init__(self, text: str, matches: tuple[tuple[int, str], ...]) -> None:
        super().__init__(text)
        self.text = text
        self.matches = matches


def find_loan(book: Book, text: str, *, trashed: bool = False) -> Loan:
    """The one loan meant; raises LoanNotFoundError or AmbiguousLoanError."""
    loan = read_loan(book.conn, match(read_names(book.conn, trashed=trashed), text), trashed=trashed)
    if loan is None:
        raise LoanNotFoundError(text)
    return loan


def match(names: list[tuple[int, str, str, str]], text: str) -> int:
    """The id of the loan meant among (id, slug, name, lender).

    An exact number, slug or name wins over a part of a name, and a name over a lender.
    """
    wanted = normal(text)
    if wanted.isdecimal() and len(wanted) < 19 and any(each[0] == int(wanted) for each in names):
        return int(wanted)
    exact = [each for each in names if wanted in (normal(each[1]), normal(each[2]))]
    part = [each for each in names if wanted and (wanted in normal(each[2]) or wanted in normal(each[1]))]
    lender = [each for each in names if wanted and wanted in normal(each[3])]
    for found in (exact, part, lender):
        if len(found) == 1:
            return found[0][0]
        if found:
            raise AmbiguousLoanError(text, tuple((each[0], each[2]) for each in found))
    raise LoanNotFoundError(text)
