"""How a loan really stands: what its lender claims, money to get back, how the bank takes what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.ui import loan_truth_forms as forms
from tracker.ui.loan_actions import LoanActions
from tracker.ui.text import plain

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.services.views import PaymentRow
    from tracker.ui.answers_truth import Suspect
    from tracker.ui.draft_files import Draft
    from tracker.ui.entry_form import Values


class LoanTruth(LoanActions):
    """The dialogs that hold the book against what others say."""

    def action_claim(self) -> None:
        """Type the lender's balance; what it differs by is explained line by line before it is saved."""
        answers, row = self.dashboard.answers, self._row
        if row is None:
            return
        currency, figures = row.currency, self.figures

        def preview(typed: Values) -> Content:
            text, day = typed["amount"].strip(), typed["on"].strip()
            minor, problems = typed_minor(text, currency, field="amount") if text else (None, ())
            on, wrong = parse_typed_date(day, answers.today, field="on") if day else (answers.today, ())
            if problems or wrong or (text and on is not None and on > answers.today):
                return plain("")
            view = answers.claim(self.loan_id, minor, on if text else None)
            return plain(*forms.explanation(view, figures, asked=bool(text)))

        self._form(
            "claim", self.loan_id, _("What the lender says is owed"), forms.claim_fields(currency),
            lambda typed: answers.save_claim(self.loan_id, typed), preview,
        )  # fmt: skip

    def action_remove_claim(self) -> None:
        """Move the latest claim to the trash."""
        self._take(self.dashboard.attempt(lambda: self.dashboard.answers.remove_claim(self.loan_id)))

    def action_refund(self) -> None:
        """Chase the money of the payment under the cursor, or of the one that may be a second debit."""
        answers = self.dashboard.answers
        found = self.dashboard.attempt(lambda: answers.suspects(self.loan_id)) or ()
        row = self._payment_here()
        if getattr(self, "pane", "") != "payments" and found:
            row = self.dashboard.attempt(lambda: answers.payment(found[0].payment_id))
        if row is None:
            self.dashboard.say(_("No payment to get back."))
            return
        suspect = next((each for each in found if each.payment_id == row.payment_id), None)
        self._refund(row, suspect)

    def _refund(self, row: PaymentRow, suspect: Suspect | None) -> None:
        answers, figures, number = self.dashboard.answers, self.figures, row.payment_id
        held = self.dashboard.attempt(lambda: answers.refund(number))
        said = plain(*forms.refund_words(row, suspect, held, answers.today, figures))
        self._form(
            "refund", number, _("Money to get back"), forms.refund_fields(row, suspect, held),
            lambda typed: answers.save_refund(number, typed), lambda _typed: said,
        )  # fmt: skip

    def action_autopay(self) -> None:
        """Set how, when and from where the bank takes what is due."""
        answers, row = self.dashboard.answers, self._row
        if row is None:
            return
        held = self.dashboard.attempt(lambda: answers.autopay(self.loan_id))
        self._form(
            "autopay", self.loan_id, _("Autopay"), forms.autopay_fields(held, row.currency),
            lambda typed: answers.save_autopay(self.loan_id, typed),
        )  # fmt: skip

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        if self._view is None:
            return super().reopen(draft)
        match draft.kind:
            case "claim":
                self.action_claim()
            case "autopay":
                self.action_autopay()
            case "refund":
                answers = self.dashboard.answers
                row = self.dashboard.attempt(lambda: answers.payment(draft.target))
                if row is None:
                    return False
                self._refund(row, None)
            case _:
                return super().reopen(draft)
        return True
