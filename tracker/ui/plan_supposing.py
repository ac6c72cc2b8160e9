"""The part of the Plan screen that supposes a loan: its form, and what stands of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.services.borrow.answers import NEW
from tracker.ui.plan_asking import Asking
from tracker.ui.plan_borrow_parts import Words

if TYPE_CHECKING:
    from tracker.domain.plan.new_loan import Borrow
    from tracker.domain.problems import Problem
    from tracker.services.plan.answers import PlanAnswer
    from tracker.ui.plan_borrow import BorrowForm


class Supposing(Asking):
    """One supposed loan at a time, typed in a form that shows what becomes of the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()
        """What stands in the form, kept while it is closed."""
        self._form: BorrowForm | None = None
        self._wrong: tuple[Problem, ...] = ()

    def redraw(self) -> None:
        """Draw what is known anew."""
        raise NotImplementedError

    def action_borrow(self) -> None:
        """Suppose a new loan, or one that pays off others."""
        from tracker.ui.plan_borrow import BorrowForm

        answer = self.answer
        if answer is None or self.request is None:
            self.dashboard.say(_("Looking at the loans …"))
            return
        cleared = {each.loan_id: each.loan for each in answer.beside.clears} if answer.beside else {}
        loans = dict(answer.loans) | cleared
        loans.pop(NEW, None)
        self._form = BorrowForm(tuple(sorted(loans.items())), self.words, lambda: self.figures, self._suppose)
        self.app.push_screen(self._form, self._left_form)

    def action_unborrow(self) -> None:
        """Plan without the supposed loan."""
        if self.request is None or self.request.borrow is None:
            self.dashboard.say(_("No loan is supposed."))
            return
        self.forget_words()
        self._with(borrow=None)
        self.redraw()
        self.ask()

    def forget_words(self) -> None:
        """Have the form begin empty again."""
        self.words, self._wrong = Words(), ()

    def answered(self, answer: PlanAnswer | None, problems: tuple[Problem, ...]) -> None:
        """Have the form show what the loan comes to, or what is wrong with it."""
        if answer is not None or problems:
            self._wrong = problems
        if self._form is not None and self._form.is_current:
            self._form.tell(answer, problems)

    def _suppose(self, words: Words) -> None:
        """Ask with the loan of the form; without it where nothing is said."""
        self.words = words
        if self.request is None:
            return
        found: Borrow | None = None
        problems: tuple[Problem, ...] = ()
        if words.is_whole:
            found, problems = words.read(self.request.currency)
        elif words.is_begun:
            return  # half a loan is none yet, and the one before stands
        self._wrong = problems
        if problems:
            if self._form is not None:
                self._form.tell(None, problems)
            return
        if found != self.request.borrow:
            self._with(borrow=found)
            self.ask_soon()
        elif self._form is not None and found is not None:
            self._form.tell(self.answer, ())

    def _left_form(self, _nothing: None) -> None:
        """What could not be answered does not stand; what was typed is kept for the next time."""
        self._form = None
        if self._wrong and self.request is not None:
            last = self.answer.request.borrow if self.answer else None
            self._wrong = ()
            if self.request.borrow != last:
                self.request = replace(self.request, borrow=last)
                self.ask()
        self.redraw()
