"""What the Credit screen changes: every form of it, the trash, and drafts opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from tracker.domain.credit.facts import Place
from tracker.locale import _
from tracker.locale.joining import sentences
from tracker.ui import credit_dispute_parts as dispute_parts
from tracker.ui import credit_parts as parts
from tracker.ui import credit_report_parts as report_parts
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values

if TYPE_CHECKING:
    from textual.screen import Screen

    from tracker.domain.credit.facts import Dispute, Mark, Score
    from tracker.domain.credit.report import Enquiry, Entry, Report
    from tracker.domain.problems import Checked
    from tracker.services.credit_views import Recovery
    from tracker.services.views import Done
    from tracker.ui.app import Dashboard

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant


class CreditActs(_Mixed):
    """The part of the Credit screen that changes something."""

    NAME: ClassVar[str]
    dashboard: Dashboard
    found: Recovery | None
    report_id: int | None

    def ask_mark(self, mark: Mark | None, entry: Entry | None = None) -> None:
        """The form of a mark, of a new one perhaps for a line of a report."""
        answers = self.dashboard.answers
        loans = self.dashboard.attempt(answers.loans)
        if loans is None:
            return
        number = None if mark is None else mark.id
        title = _("Add a mark") if mark is None else _("Change a mark")
        fields = parts.mark_fields(mark, loans, entry)

        def save(typed: Values) -> Checked[Done]:
            return answers.save_mark(number, typed if entry is None else {**typed, "entry": str(entry.id)})

        self._form("mark", number, title, fields, save)

    def ask_dispute(self, mark: Mark | None) -> None:
        """The form of a new dispute."""
        marks = self.found.view.marks if self.found else ()
        fields = dispute_parts.dispute_fields(mark, marks)
        number = mark.id if mark else None
        self._form("dispute", number, _("Add a dispute"), fields, self.dashboard.answers.add_dispute)

    def ask_answer(self, dispute: Dispute) -> None:
        """The form of an answer to the last round."""
        answers, number = self.dashboard.answers, dispute.id
        self._form(
            "answer", number, _("Record the answer"), dispute_parts.answer_fields(dispute),
            lambda fields: answers.answer_dispute(number, fields),
        )  # fmt: skip

    def ask_round(self, dispute: Dispute, *, new: bool) -> None:
        """The form of the next round, or of the last one."""
        answers, number = self.dashboard.answers, dispute.id
        body = self.dashboard.attempt(lambda: answers.escalation(number))
        if body is None:
            return
        last = 0 if new else dispute.last.number
        fields = dispute_parts.round_fields(body, None if new else dispute.last)
        title = _("Next round") if new else _("Change a round")
        kind = "round" if new else "last_round"
        self._form(kind, number, title, fields, lambda typed: answers.save_round(number, last, typed))

    def ask_sent(self, dispute: Dispute) -> None:
        """The form of a dispute as it was first sent."""
        answers, number = self.dashboard.answers, dispute.id
        marks = self.found.view.marks if self.found else ()
        self._form(
            "sent", number, _("Change a dispute"), dispute_parts.dispute_fields(None, marks, dispute),
            lambda fields: answers.edit_dispute(number, fields),
        )  # fmt: skip

    def ask_letter(self, dispute: Dispute) -> None:
        """The form of the letter of a dispute; the letter is shown before anything is written."""
        from tracker.services.views import Done
        from tracker.ui.paper_page import show_paper
        from tracker.ui.talks_papers import paper_fields

        dashboard, number = self.dashboard, dispute.id

        def save(typed: Values) -> Checked[Done]:
            found, problems = dashboard.answers.dispute_paper(number, typed)
            if found is None:
                return None, problems
            self.call_after_refresh(show_paper, dashboard, found)
            return Done(title=""), ()  # the paper itself is what is said

        self._form("letter", number, _("Letter of a dispute"), paper_fields("dispute", ""), save)

    def ask_score(self, score: Score | None = None) -> None:
        """The form of a score."""
        answers = self.dashboard.answers
        if score is not None:
            number = score.id
            self._form(
                "score", number, _("Change a score"), parts.score_fields(score, whole=True),
                lambda fields: answers.edit_score(number, fields),
            )  # fmt: skip
            return
        last = self.found.view.scores[0] if self.found and self.found.view.scores else None
        self._form("score", None, _("Add a score"), parts.score_fields(last), answers.add_score)

    def ask_report(self, report: Report | None) -> None:
        """The form of a report."""
        answers, number = self.dashboard.answers, report.id if report else None
        last = self.found.file.reports[0] if self.found and self.found.file.reports else None
        places = [each.value for each in Place if each.value]
        title = _("Add a report") if report is None else _("Change a report")
        fields = report_parts.report_fields(report, last, places)
        self._form("report", number, title, fields, lambda typed: answers.save_report(number, typed))

    def ask_entry(self, report_id: int, entry: Entry | None) -> None:
        """The form of an account of a report."""
        answers, number = self.dashboard.answers, entry.id if entry else None
        title = _("Add an account to the report") if entry is None else _("Change an account")
        fields = report_parts.entry_fields(entry, answers.currency)
        self._form(
            "entry" if number else "entry_of", number or report_id, title, fields,
            lambda typed: answers.save_entry(report_id, number, typed),
        )  # fmt: skip

    def ask_enquiry(self, report_id: int, enquiry: Enquiry | None) -> None:
        """The form of an enquiry of a report."""
        answers, number = self.dashboard.answers, enquiry.id if enquiry else None
        title = _("Add an enquiry") if enquiry is None else _("Change an enquiry")
        self._form(
            "enquiry" if number else "enquiry_of", number or report_id, title,
            report_parts.enquiry_fields(enquiry),
            lambda typed: answers.save_enquiry(report_id, number, typed),
        )  # fmt: skip

    def action_restore(self) -> None:
        """Bring back an entry of the credit file from the trash."""
        from tracker.ui.asking import ChoiceScreen

        dashboard = self.dashboard
        trash = dashboard.attempt(dashboard.answers.credit_trash)
        options = () if trash is None else tuple(parts.trash_options(trash))
        if not options:
            if trash is not None:
                dashboard.say(_("The trash holds nothing of the credit file."))
            return

        def chosen(value: str | None) -> None:
            if value is None:
                return
            table, number = value.split(" ")
            answer = dashboard.attempt(lambda: dashboard.answers.restore_credit(table, int(number)))
            if answer is not None:
                self._saved(answer[0])

        self.app.push_screen(ChoiceScreen(_("Bring back"), options, ""), chosen)

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        if self.found is None:
            return False
        view, file, number = self.found.view, self.found.file, draft.target
        mark = next((each for each in view.marks if each.id == number), None)
        dispute = next((each for each in view.disputes if each.id == number), None)
        report = next((each for each in file.reports if each.id == number), None)
        entry = next((e for each in file.reports for e in each.entries if e.id == number), None)
        enquiry = next((e for each in file.reports for e in each.enquiries if e.id == number), None)
        match draft.kind:
            case "mark" if mark or not number:
                self.ask_mark(mark)
            case "dispute" if mark or not number:
                self.ask_dispute(mark)
            case "answer" if dispute:
                self.ask_answer(dispute)
            case "round" | "last_round" if dispute:
                self.ask_round(dispute, new=draft.kind == "round")
            case "letter" if dispute:
                self.ask_letter(dispute)
            case "sent" if dispute:
                self.ask_sent(dispute)
            case "score":
                self.ask_score(next((each for each in view.scores if each.id == number), None))
            case "report" if report or not number:
                self.ask_report(report)
            case "entry_of" if report:
                self.ask_entry(report.id, None)
            case "entry" if entry:
                self.ask_entry(entry.report_id, entry)
            case "enquiry_of" if report:
                self.ask_enquiry(report.id, None)
            case "enquiry" if enquiry:
                self.ask_enquiry(enquiry.report_id, enquiry)
            case _:
                return False
        return True

    def _form(
        self, kind: str, number: int | None, title: str, fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]],
    ) -> None:  # fmt: skip
        kept = Draft(kind=kind, target=number or 0, screen=self.NAME)
        self.app.push_screen(EntryForm(title, fields, save, kept), self._saved)

    def _saved(self, done: Done | None) -> None:
        if done is not None and done.title:
            self.dashboard.changed(done, sentences(*done.notes))
