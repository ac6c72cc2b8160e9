"""What can be done on the page of a loan: correct payments, enter what the lender posts, change terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.joining import sentences
from tracker.locale.problems import sentence
from tracker.ui.commands import with_keys
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values
from tracker.ui.figures import Figures
from tracker.ui.loan_payoff import PayoffPanel, ask_day
from tracker.ui.screen import FramedScreen
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.domain.problems import Checked
    from tracker.services.views import Done, LoanRow, LoanView, PaymentRow


class LoanActions(FramedScreen):
    """The commands of one loan; what is shown is the business of the screen."""

    def __init__(self, loan_id: int) -> None:
        super().__init__()
        self.loan_id = loan_id
        self._row: LoanRow | None = None
        self._view: LoanView | None = None
        self._wanted: Draft | None = None

    @property
    def figures(self) -> Figures:
        """How figures are written here: the loan's currency needs no mark, the header bears it."""
        figures = self.dashboard.figures
        return figures if self._row is None else replace(figures, own=self._row.currency)

    def action_edit_payment(self) -> None:
        """Correct the payment under the cursor of the payments."""
        row = self._payment_here()
        if row is None:
            self.dashboard.say(
                with_keys(_("No payment to change yet. {pay} records one."), pay="payment.add")
            )
        else:
            self.correct(row)

    def action_delete_payment(self) -> None:
        """Move the payment under the cursor of the payments to the trash."""
        row = self._payment_here()
        if row is None:
            self.dashboard.say(_("No payment to delete."))
        else:
            self.discard_payment(row.payment_id)

    def correct(self, row: PaymentRow) -> None:
        """Open the form of a recorded payment."""
        from tracker.ui.loan_payments import payment_fields

        answers = self.dashboard.answers
        self._form(
            "payment_edit", row.payment_id, _("Change a payment"), payment_fields(row),
            lambda fields: answers.edit_payment(row.payment_id, fields, row.version),
        )  # fmt: skip

    def discard_payment(self, payment_id: int) -> None:
        """Move a payment to the trash; the toast says how it comes back."""
        self._take(self.dashboard.attempt(lambda: self.dashboard.answers.remove_payment(payment_id)))

    def discard_posting(self, table: str, row_id: int) -> None:
        """Move a charge, a waiver or a statement to the trash."""
        answers = self.dashboard.answers
        self._take(self.dashboard.attempt(lambda: answers.remove_posting(self.loan_id, table, row_id)))

    def action_add_charge(self) -> None:
        """Record what the lender charged."""
        from tracker.ui.loan_posted import charge_fields

        if self._view is not None:
            answers = self.dashboard.answers
            self._form(
                "charge", self.loan_id, _("Add a charge"), charge_fields(self._view),
                lambda fields: answers.add_charge(self.loan_id, fields),
            )  # fmt: skip

    def action_add_waiver(self) -> None:
        """Record what the lender let go of."""
        from tracker.ui.loan_posted import waiver_fields

        if self._view is not None:
            answers = self.dashboard.answers
            self._form(
                "waiver", self.loan_id, _("Add a waiver"), waiver_fields(self._view),
                lambda fields: answers.add_waiver(self.loan_id, fields),
            )  # fmt: skip

    def action_add_statement(self) -> None:
        """Record a card statement."""
        from tracker.ui.loan_posted import is_card, statement_fields

        if self._view is None:
            return
        if not is_card(self._view):
            self.dashboard.say(_("Only cards and credit lines have statements."))
            return
        answers = self.dashboard.answers
        self._form(
            "statement", self.loan_id, _("Add a statement"), statement_fields(self._view, answers.today),
            lambda fields: answers.add_statement(self.loan_id, fields),
        )  # fmt: skip

    def action_change_terms(self) -> None:
        """Type new terms, with the day from which they hold."""
        from tracker.ui.loan_terms import diff_content, terms_fields, typed_terms

        answers, row = self.dashboard.answers, self._row
        loan = self.dashboard.attempt(lambda: answers.loan_words(self.loan_id))
        if loan is None or row is None:
            return
        words, figures = loan.words, self.figures

        def preview(typed: Values) -> Content:
            wanted = typed_terms(typed, words)
            diff, problems = answers.preview_terms(self.loan_id, wanted)
            return diff_content(diff, problems, row.currency, figures, typed=len(wanted) > 1)

        def save(typed: Values) -> Checked[Done]:
            return answers.change_terms(self.loan_id, typed_terms(typed, words))

        fields = terms_fields(words, row.currency, row.method, answers.today)
        self._form("terms", self.loan_id, _("Change the terms"), fields, save, preview)

    def action_payoff_move(self, by: int) -> None:
        """Ask for the payoff of a day earlier or later."""
        panel = self.query_one(PayoffPanel)
        if panel.display:
            self.dashboard.attempt(lambda: panel.move(by))

    def action_payoff_on(self) -> None:
        """Type the day of the payoff."""
        ask_day(self.dashboard, self.query_one(PayoffPanel))

    def _payment_here(self) -> PaymentRow | None:
        rows, answers = self.query_one("#payments VirtualList", VirtualList), self.dashboard.answers
        if not rows.count:
            return None
        page = self.dashboard.attempt(lambda: answers.payments(self.loan_id, rows.cursor, 1))
        return page[0] if page else None

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        if self._view is None:
            self._wanted = draft  # once the loan is read
            return True
        match draft.kind:
            case "payment_edit":
                row = self.dashboard.attempt(lambda: self.dashboard.answers.payment(draft.target))
                if row is None:
                    return False
                self.correct(row)
            case "charge":
                self.action_add_charge()
            case "waiver":
                self.action_add_waiver()
            case "statement":
                self.action_add_statement()
            case "terms":
                self.action_change_terms()
            case _:
                return False
        return True

    def _reopen_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self.reopen(wanted):
            self.dashboard.say(_("Open the form again: what you typed is still in it."))

    def _form(
        self, kind: str, target: int, title: str, fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]], preview: Callable[[Values], Content] | None = None,
    ) -> None:  # fmt: skip
        kept = Draft(kind=kind, target=target, about=title, loan_id=self.loan_id)
        self.app.push_screen(EntryForm(title, fields, save, kept, preview), self._saved)

    def _saved(self, done: Done | None) -> None:
        if done is not None:
            self.dashboard.changed(done, sentences(*done.notes))

    def _take(self, answer: Checked[Done] | None) -> None:
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            self.dashboard.changed(done)
        for problem in problems:
            self.dashboard.say(sentence(problem), warning=True)
