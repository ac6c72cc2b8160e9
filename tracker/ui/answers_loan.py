"""What the list and the form of loans ask, and what they change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tracker.ui.answers_loan_page import BookLoanPage, LoanPageAnswers

if TYPE_CHECKING:
    from tracker.domain.loan.whatif import WhatIf
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.loan.many import ToPay as ToPay
    from tracker.services.loan.preview import Preview as Preview
    from tracker.services.trash import TrashedRow as TrashedRow
    from tracker.services.views import Done, LoanRow

    Problems = tuple[Problem, ...]

SORTS = ("", "due", "balance", "rate", "name", "lender")
"""What the list can be sorted by, in the order in which the key goes through them; first as it was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which loans are wanted, in which order."""

    text: str = ""
    sort: str = SORTS[0]
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLoans:
    """The loans that were wanted, of how many, and what of the filter could not be read."""

    rows: tuple[LoanRow, ...] = ()
    of: int = 0
    problems: Problems = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanWords:
    """A stored loan as a form shows it; `payments` and `postings` keep it from a careless delete."""

    loan_id: int
    name: str
    currency: str
    version: int
    payments: int = 0
    postings: int = 0
    words: Mapping[str, str] = field(default_factory=dict)


class LoanAnswers(LoanPageAnswers, Protocol):
    """What is asked about loans as a list and as a form."""

    def find_loans(self, wish: Wish) -> FoundLoans:
        """The loans that pass a filter, in order."""

    def loan_words(self, loan_id: int) -> LoanWords | None:
        """A loan in the words of its form, None once it is in the trash."""

    def preview_loan(self, fields: Mapping[str, str], *, is_new: bool = False) -> Callable[[], Preview]:
        """What tells, in any thread, what a loan of these words would be, and what a new one does."""

    def what_if(self, loan_id: int) -> WhatIf | None:
        """What comes of paying more, None once the loan is in the trash."""

    def what_if_apart(self, loan_id: int) -> WhatIf | None:
        """The same, called in a thread."""

    def add_loan(self, fields: Mapping[str, str]) -> tuple[Done | None, Problems]:
        """Add a loan in one undo step."""

    def edit_loan(
        self, loan_id: int, fields: Mapping[str, str], version: int
    ) -> tuple[Done | None, Problems]:
        """Change a loan, its terms and its autopay in one undo step."""

    def remove_loan(self, loan_id: int) -> Done | None:
        """Move a loan to the trash; None if it is there already."""

    def trash(self) -> tuple[TrashedRow, ...]:
        """What lies in the trash: loans, payments, accounts, income and expenses."""

    def restore_trashed(self, kind: str, row_id: int) -> tuple[Done | None, Problems]:
        """Take one thing out of the trash."""

    def pay_loans(self, sums: Sequence[tuple[int, int, str]], paid_on: date) -> tuple[Done | None, Problems]:
        """Record a payment to each of many loans, (loan, sum, account), in one undo step."""

    def set_account(self, loan_ids: Sequence[int], account: str) -> tuple[Done | None, Problems]:
        """Have many loans paid from an account, in one undo step."""

    def close_loans(self, loan_ids: Sequence[int], on: date) -> tuple[Done | None, Problems]:
        """Close many loans in one undo step."""


class BookLoans(BookLoanPage):
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def find_loans(self, wish: Wish) -> FoundLoans:
        """The loans that pass a filter, in order."""
        from tracker.services.loan.listing import list_loans

        book = self._book
        if wish == Wish():
            rows = list_loans(book)
            return FoundLoans(rows=rows, of=len(rows))
        from tracker.services.loan.filter import find_loans

        rows, of, problems = find_loans(book, wish.text, wish.sort, descending=wish.descending)
        return FoundLoans(rows=rows, of=of, problems=problems)

    def loan_words(self, loan_id: int) -> LoanWords | None:
        """A loan in the words of its form, None once it is in the trash."""
        from tracker.services.loan.posted import count_postings
        from tracker.services.loan.whole import whole_words

        found = whole_words(self._book, loan_id)
        if found is None:
            return None
        loan, words, payments = found
        return LoanWords(
            loan_id=loan.id,
            name=loan.name,
            currency=loan.currency,
            version=loan.version,
            payments=payments,
            postings=count_postings(self._book, loan_id),
            words=words,
        )

    def preview_loan(self, fields: Mapping[str, str], *, is_new: bool = False) -> Callable[[], Preview]:
        """What tells, in any thread, what a loan of these words would be, and what a new one does."""
        from tracker.services.loan.preview import preview_apart

        if is_new:
            return partial(self._preview_new, fields)
        return partial(preview_apart, fields, today=self._book.today, currency=self._book.currency)

    def _preview_new(self, fields: Mapping[str, str]) -> Preview:
        """The same of a loan that is only added, on a connection of its own."""
        from tracker.services.borrow.guard import preview_new

        with self._another() as book:
            return preview_new(book, fields)

    def what_if(self, loan_id: int) -> WhatIf | None:
        """What comes of paying more, None once the loan is in the trash."""
        from tracker.services.loan.whole import paying_more

        return paying_more(self._book, loan_id)

    def what_if_apart(self, loan_id: int) -> WhatIf | None:
        """The same, called in a thread, on a connection of its own."""
        from tracker.services.loan.whole import paying_more

        with self._another() as book:
            return paying_more(book, loan_id)

    def add_loan(self, fields: Mapping[str, str]) -> tuple[Done | None, Problems]:
        """Add a loan in one undo step."""
        from tracker.services.loan.whole import add_whole

        return add_whole(self._book, fields)

    def edit_loan(
        self, loan_id: int, fields: Mapping[str, str], version: int
    ) -> tuple[Done | None, Problems]:
        """Change a loan, its terms and its autopay in one undo step."""
        from tracker.services.loan.whole import edit_whole

        return edit_whole(self._book, loan_id, fields, version=version)

    def remove_loan(self, loan_id: int) -> Done | None:
        """Move a loan to the trash; None if it is there already."""
        from tracker.services.loan.change import remove_loan
        from tracker.services.loan.find import LoanNotFoundError, find_loan

        try:
            return remove_loan(self._book, find_loan(self._book, str(loan_id)))
        except LoanNotFoundError:
            return None

    def trash(self) -> tuple[TrashedRow, ...]:
        """What lies in the trash: loans, payments, accounts, income and expenses."""
        from tracker.services.trash import list_trashed

        return list_trashed(self._book)

    def restore_trashed(self, kind: str, row_id: int) -> tuple[Done | None, Problems]:
        """Take one thing out of the trash."""
        from tracker.services.trash import restore

        return restore(self._book, kind, row_id)

    def pay_loans(self, sums: Sequence[tuple[int, int, str]], paid_on: date) -> tuple[Done | None, Problems]:
        """Record a payment to each of many loans, (loan, sum, account), in one undo step."""
        from tracker.services.loan.many import ToPay, pay_loans

        wanted = [ToPay(loan_id=loan, amount_minor=minor, account=account) for loan, minor, account in sums]
        return pay_loans(self._book, wanted, paid_on=paid_on)

    def set_account(self, loan_ids: Sequence[int], account: str) -> tuple[Done | None, Problems]:
        """Have many loans paid from an account, in one undo step."""
        from tracker.services.loan.many import set_account

        return set_account(self._book, loan_ids, account)

    def close_loans(self, loan_ids: Sequence[int], on: date) -> tuple[Done | None, Problems]:
        """Close many loans in one undo step."""
        from tracker.services.loan.many import close_loans

        return close_loans(self._book, loan_ids, on=on)
