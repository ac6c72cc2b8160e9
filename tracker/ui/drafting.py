"""The part of the dashboard that keeps what is typed into forms, and offers it again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import App
from textual.css.query import NoMatches

from tracker.locale import _, ngettext
from tracker.ui.commands import key_of
from tracker.ui.draft_files import Draft, DraftBook
from tracker.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

    from tracker.ui.answers import Answers, PaymentDraft
    from tracker.ui.answers_loan import LoanWords
    from tracker.ui.app import Dashboard

T = TypeVar("T")
_LEAVE_SECONDS = 8.0
_WRITE_SECONDS = 0.5
"""How much typing a crash may cost at most, and how often a file is written at most."""


class Drafting(App[None]):
    """Every change of a form is noted; the note is dropped when the form is saved."""

    around: Surroundings
    answers: Answers
    attempt: Callable[[Callable[[], T]], T | None]
    say: Callable[..., None]
    open_loan: Callable[[int], None]
    _paid: Callable[..., None]
    _saved: Callable[..., None]
    _draft_book: DraftBook | None = None
    _draft_timer: Timer | None = None
    _drafts_refused = False
    _last_resort: threading.Timer | None = None

    @property
    def drafts(self) -> DraftBook:
        """What was typed and not saved."""
        if self._draft_book is None:
            self._draft_book = DraftBook(self.around.drafts)
        return self._draft_book

    def note_draft(self, draft: Draft) -> None:
        """Keep a form as it stands now; in its file within half a second."""
        self.drafts.put(draft)
        if self._draft_timer is None and self.drafts.is_dirty:
            self._draft_timer = self.set_timer(_WRITE_SECONDS, self.flush_drafts)

    def drop_draft(self, kind: str, target: int = 0) -> None:
        """Forget a form: it was saved, or taken back to what it was."""
        try:
            self.drafts.drop(kind, target)
        except OSError as error:
            self._refused(error)

    def flush_drafts(self) -> None:
        """Have every draft in its file; what stands in the way is said once."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        try:
            self.drafts.flush()
        except OSError as error:
            self._refused(error)

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave; what stands in an open form is kept, whoever asked for it."""
        self._note_forms()
        self.flush_drafts()
        super().exit(result, return_code, message)

    def leave_for_certain(self, code: int) -> None:
        """Keep the drafts now, and end even if the terminal is gone and nothing can be written to it."""
        self._note_forms()
        self.flush_drafts()
        self._last_resort = threading.Timer(_LEAVE_SECONDS, os._exit, (code,))
        self._last_resort.daemon = True
        self._last_resort.start()

    def left(self) -> None:
        """The dashboard has ended as it should."""
        if self._last_resort is not None:
            self._last_resort.cancel()

    def tell_of_drafts(self) -> None:
        """Say at the start that something was typed and not saved."""
        drafts = self.drafts.all
        if len(drafts) == 1:
            self.say(
                _("Draft kept: {what}. {drafts} opens it.").format(
                    what=draft_title(drafts[0]), drafts=key_of("app.drafts")
                )
            )
        elif drafts:
            words = ngettext(
                "{n} draft is kept. {drafts} lists them.",
                "{n} drafts are kept. {drafts} lists them.",
                len(drafts),
            )
            self.say(words.format(n=len(drafts), drafts=key_of("app.drafts")))

    def action_drafts(self) -> None:
        """Open the only draft, or list them."""
        from tracker.ui.draft_list import DraftList

        if not self.drafts.all:
            self.say(_("No draft is kept. What you type into a form is, until it is saved."))
        else:
            self.push_screen(DraftList(), self._reopen)

    async def open_draft(self, draft: Draft) -> None:
        """Open the form of a draft again."""
        if draft.kind == "loan":
            self._reopen_loan(draft)
        elif draft.kind == "payment":
            from tracker.ui.answers import PaymentDraft

            self.open_payment(PaymentDraft(loan_id=draft.target))
        elif draft.loan_id:
            self.open_loan(draft.loan_id)
            self.call_after_refresh(self._reopen_here, draft)
        elif draft.screen:
            await cast("Dashboard", self).action_go(draft.screen)
            self.call_after_refresh(self._reopen_here, draft)

    def open_payment(self, draft: PaymentDraft) -> None:
        """Open the payment form, with what was typed before if it was closed unsaved."""
        from tracker.ui.pay import PayForm

        loans = self.attempt(self.answers.loans)
        if not loans:
            return
        if not any(row.loan_id == draft.loan_id for row in loans):
            self.say(_("The loan is closed or in the trash."))
            return
        kept = self.drafts.get("payment", draft.loan_id)
        self.push_screen(PayForm(draft, loans, kept), self._paid)

    def open_loan_form(self, loan: LoanWords | None = None, *, begin: str = "") -> None:
        """Open the form of a loan, with what was typed before if it was closed unsaved.

        With `begin` it begins at that field, as what led here said that it is missing.
        """
        from tracker.ui.loan_form import LoanForm

        kept = self.drafts.get("loan", loan.loan_id if loan else 0)
        self.push_screen(LoanForm(loan, kept, begin=begin), self._saved)

    def _note_forms(self) -> None:
        """Look into the forms themselves: their last change may still be on its way here."""
        for screen in self.screen_stack if self._screen_stacks else ():
            note = getattr(screen, "note_words", None)
            if note is not None and screen.is_mounted:
                with suppress(NoMatches):
                    note()

    def _reopen_loan(self, draft: Draft) -> None:
        loan = self.attempt(lambda: self.answers.loan_words(draft.target)) if draft.target else None
        if draft.target and loan is None:
            self.say(_("The loan is closed or in the trash."))
            return
        self.open_loan_form(loan)

    async def _reopen(self, draft: Draft | None) -> None:
        if draft is not None:
            await self.open_draft(draft)

    def _reopen_here(self, draft: Draft) -> None:
        """Have the screen open the form that it opened before."""
        screen = cast("Screen[Any]", self.screen)
        reopen = getattr(screen, "reopen", None)
        if reopen is None or not reopen(draft):
            self.say(_("Open the form again: what you typed is still in it."))

    def _refused(self, error: OSError) -> None:
        if not self._drafts_refused:
            self._drafts_refused = True
            reason = error.strerror or str(error)
            words = _("Drafts are kept only until you leave: {reason}.")
            self.say(words.format(reason=reason), warning=True)


def draft_title(draft: Draft) -> str:
    """What a draft is of, in words without sums."""
    match draft.kind:
        case "loan" if draft.target:
            return _("Edit {name}").format(name=draft.about)
        case "loan":
            return f"{_('Add a loan')} · {draft.about}" if draft.about else _("Add a loan")
        case "payment":
            return _("Payment to {loan}").format(loan=draft.about)
    return draft.about or draft.kind


def differing(typed: dict[str, str], before: dict[str, str]) -> dict[str, str]:
    """The words that are not what stood there before anybody typed."""
    return {name: text for name, text in typed.items() if text.strip() != before.get(name, "").strip()}
