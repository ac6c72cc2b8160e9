"""What can be done on the Talks screen about hardship and complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.recovery.adviser import Adviser
from tracker.domain.recovery.checked import Checked
from tracker.domain.recovery.complaint import Complaint
from tracker.domain.recovery.hardship import Hardship, Paper
from tracker.locale import _
from tracker.locale.cases import cause_text, paper_text
from tracker.ui import talks_asked as asked
from tracker.ui import talks_cases as cases
from tracker.ui.commands import with_keys
from tracker.ui.reader import ReaderScreen
from tracker.ui.talks_deals import TalkDeals
from tracker.ui.text import plain
from tracker.ui.widgets.field import MOST

if TYPE_CHECKING:
    from tracker.domain import problems
    from tracker.services.evidence import EvidenceRow
    from tracker.services.views import Done
    from tracker.ui.draft_files import Draft
    from tracker.ui.entry_form import EntryField, Values


class TalkCases(TalkDeals):
    """The dialogs about cases."""

    def action_add_entry(self, pane: str) -> None:
        """Add to one of the lists; of cases, ask which."""
        if pane == "hardship" and self.case is not None:
            self.hardship()
        elif pane == "complaint" and self.case is not None:
            self.complaint()
        elif pane == "adviser" and self.case is not None:
            self.adviser()
        elif pane == "cases" and self.case is not None:
            from tracker.ui.asking import ChoiceScreen

            options = (
                (_("hardship: why you cannot pay as agreed, and its papers"), "hardship"),
                (_("complaint: what the log shows, to whom, by when they answer"), "complaint"),
                (_("adviser: who offers help, and the questions that tell help from fraud"), "adviser"),
                (_("message: an SMS or a letter to check"), "message"),
            )

            def chosen(value: str | None) -> None:
                if value == "message":
                    self.action_message()
                elif value is not None:
                    self.action_add_entry(value)

            self.app.push_screen(ChoiceScreen(_("Add a case"), options, "hardship"), chosen)
        else:
            super().action_add_entry(pane)

    def action_step(self) -> None:
        """Take the case of the row on, or the offer, or the talks."""
        row = self.case_here()
        if row is None:
            super().action_step()
        elif isinstance(row, Hardship):
            self.hardship(row)
        elif isinstance(row, Paper):
            self.paper_state(row)
        elif isinstance(row, Adviser):
            self.adviser(row)
        elif isinstance(row, Checked):
            self.show_message(row)
        elif row.filed_on is None:
            self.filed(row)
        else:
            self.complaint_answer(row)

    def action_outcome(self) -> None:
        """Say what came of the case of the row, or of an offer, a promise, papers."""
        row = self.case_here()
        if isinstance(row, Complaint):
            self.complaint_answer(row)
        elif row is not None:
            self.action_step()
        else:
            super().action_outcome()

    def action_collect(self) -> None:
        """Add what the log shows since to the complaint."""
        row = self._complaint_here()
        if row is None:
            self.dashboard.say(with_keys(_("No complaint yet. Cases, {add} begins one."), add="talk.add"))
            return
        self.take(self.dashboard.attempt(lambda: self.dashboard.answers.save_talk("collect", row.id, {})))

    def action_incident(self) -> None:
        """Add an incident in one's own words to the complaint."""
        row = self._complaint_here()
        if row is None:
            self.dashboard.say(with_keys(_("No complaint yet. Cases, {add} begins one."), add="talk.add"))
        else:
            self._case_form("incident", row.id, _("An incident of the complaint"),
                        cases.incident_fields(self._kept()))  # fmt: skip

    def hardship(self, old: Hardship | None = None) -> None:
        """Keep a hardship, or change or end one."""
        if old is not None:
            title = cause_text(old.cause.value)
            self._case_form("hardship_edit", old.id, title, cases.hardship_fields(old))
        elif self.case is not None:
            title = _("Hardship: {loan}").format(loan=self.case.row.loan)
            self._case_form("hardship", self.case.row.loan_id, title, cases.hardship_fields(None))

    def paper_state(self, paper: Paper) -> None:
        """Say where a paper stands."""
        answers = self.dashboard.answers

        def save(typed: Values) -> problems.Checked[Done]:
            return answers.save_talk("paper_state", paper.hardship_id, {**typed, "what": paper.what})

        fields = cases.paper_state_fields(paper, self._kept())
        self.open_form("paper_state", paper.id, paper_text(paper.what), fields, save)

    def complaint(self) -> None:
        """Begin a complaint; it collects what the log shows."""
        bodies = self.dashboard.attempt(self.dashboard.answers.complaint_bodies)
        if self.case is not None and bodies is not None:
            title = _("Complaint about {loan}").format(loan=self.case.row.loan)
            self._case_form("complaint", self.case.row.loan_id, title, cases.complaint_fields(bodies))

    def filed(self, row: Complaint) -> None:
        """Say that a complaint was filed."""
        title = _("Filed: complaint to {body}").format(body=row.body)
        self._case_form("filed", row.id, title, cases.filed_fields(row, self._kept()))

    def complaint_answer(self, row: Complaint) -> None:
        """Say what came of a complaint."""
        title = _("Answer to the complaint to {body}").format(body=row.body)
        self._case_form("complaint_answer", row.id, title, cases.answer_fields(row, self._kept()))

    def action_message(self) -> None:
        """Check a message about the loan that is shown; it can become a contact, or be kept as checked."""
        from tracker.ui.talks_message import MessageCheck

        case = self.case
        if case is None:
            self.dashboard.say(
                with_keys(
                    _("No loan yet. {loans} opens the loans, {add} adds one."),
                    loans="go.loans",
                    add="loan.add",
                )
            )
            return

        def checked(text: str | None) -> None:
            if text:
                self.contact(None, " ".join(text.split())[:MOST])

        self.app.push_screen(MessageCheck(case.row.loan_id, case.row.loan), checked)

    def adviser(self, old: Adviser | None = None) -> None:
        """Ask somebody who offers help; what the answers raise is said before they are kept."""
        case, answers = self.case, self.dashboard.answers
        if case is None:
            return
        what, target = ("adviser_edit", old.id) if old else ("adviser", case.row.loan_id)
        self.open_form(
            what, target, old.name if old else _("Somebody who offers help"),
            asked.adviser_fields(old, case.row.currency),
            lambda typed: answers.save_talk(what, target, typed), lambda typed: plain(*asked.raised(typed)),
        )  # fmt: skip

    def show_message(self, row: Checked) -> None:
        """Everything that was kept of a message."""
        text = "".join(part if isinstance(part, str) else part[0] for part in asked.message_about(row))
        self.app.push_screen(ReaderScreen(_("Message"), text, f"debt-message-{row.id}.txt"))

    def case_here(self) -> cases.CaseRow | None:
        """The case of the row."""
        row: cases.CaseRow | None = self.entry_here() if self.pane == "cases" else None
        return row

    def delete_case(self, row: cases.CaseRow) -> None:
        """Move a case to the trash, or take a paper off its list."""
        answers = self.dashboard.answers
        if isinstance(row, Paper):
            what = {"what": row.what}
            self.take(self.dashboard.attempt(lambda: answers.save_talk("paper_off", row.hardship_id, what)))
            return
        tables = {Hardship: "hardship", Adviser: "adviser", Checked: "message_check"}
        table = tables.get(type(row), "complaint")
        self.take(self.dashboard.attempt(lambda: answers.remove_talk(table, row.id)))

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        what = draft.kind.removeprefix("talk_")
        if what in ("hardship", "complaint", "adviser") and self.show_loan(draft.target):
            self.action_add_entry(what)
            return True
        return super().reopen(draft)

    def _complaint_here(self) -> Complaint | None:
        row = self.case_here()
        if isinstance(row, Complaint):
            return row
        found = self.case.complaints if self.case else ()
        return next((each for each in found if each.is_open), None)

    def _case_form(self, what: str, target: int, title: str, fields: tuple[EntryField, ...]) -> None:
        answers = self.dashboard.answers
        self.open_form(what, target, title, fields, lambda typed: answers.save_talk(what, target, typed))

    def _kept(self) -> tuple[EvidenceRow, ...]:
        return self.case.evidence if self.case else ()
