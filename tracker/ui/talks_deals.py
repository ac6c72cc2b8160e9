"""What can be done on the Talks screen about offers: keep, change, take, end; and papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.recovery.offer import Offer
from tracker.locale import _
from tracker.locale.offers import offer_title
from tracker.ui import talks_offers as offers
from tracker.ui.commands import with_keys
from tracker.ui.paper_page import show_paper
from tracker.ui.paths import short_path, typed_path
from tracker.ui.talks_acts import cleared, warning
from tracker.ui.talks_forms import NO
from tracker.ui.talks_papers import paper_fields
from tracker.ui.talks_proof import TalkProof, said

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.domain.problems import Checked
    from tracker.services.views import Done
    from tracker.ui.draft_files import Draft
    from tracker.ui.entry_form import Values

OPEN = ("open", "agreed")


class TalkDeals(TalkProof):
    """The dialogs about offers and papers."""

    def action_add_entry(self, pane: str) -> None:
        """Add to one of the lists."""
        if pane == "offers" and self.case is not None:
            self.offer(None)
        elif pane == "paper" and self.case is not None:
            self.paper()
        else:
            super().action_add_entry(pane)

    def action_step(self) -> None:
        """Take the offer of the row, or the talks a step on."""
        if self.pane != "offers":
            super().action_step()
            return
        offer = self.offer_here()
        if offer is None:
            self.dashboard.say(
                with_keys(_("Choose an offer first. {add} adds one as it was made."), add="talk.add")
            )
        elif offer.standing.value not in OPEN:
            self.dashboard.say(_("This offer is not open any more."))
        else:
            self.accept(offer)

    def action_outcome(self) -> None:
        """Say what came of the offer of the row, of a promise, or of papers."""
        offer = self.offer_here()
        if self.pane != "offers":
            super().action_outcome()
        elif offer is None or offer.standing.value not in (*OPEN, "in_force"):
            self.dashboard.say(_("Nothing waits for an outcome here."))
        else:
            self.end(offer)

    def offer(self, old: Offer | None) -> None:
        """Keep an offer as it was made, or change one."""
        case, answers = self.case, self.dashboard.answers
        if case is None:
            return
        fields = offers.offer_fields(old, case.row.currency, case.evidence)
        what, target = ("offer_edit", old.id) if old else ("offer", case.row.loan_id)
        title = _("Change an offer") if old else _("Keep an offer about {loan}").format(loan=case.row.loan)

        def save(typed: Values) -> Checked[Done]:
            told = cleared(typed, fields)
            if old is not None and told["payments"].strip() == old.words.strip():
                told.pop("payments")  # as it was: the words of an extension are no payments
            return answers.save_talk(what, target, told)

        self.open_form(what, target, title, fields, save)

    def accept(self, offer: Offer) -> None:
        """Take an offer: orally it changes nothing, by a kept letter it becomes the schedule."""
        answers = self.dashboard.answers

        def preview(typed: Values) -> Content:
            if typed["letter"] == NO:
                oral = _("Agreed orally, not in writing: the schedule stays, what was due stays due.")
                return warning([oral, *answers.talk_warnings("promise", typed["on"])])
            return warning([_("Its payments become the schedule; what was agreed before stays on record.")])

        self.open_form(
            "accept", offer.id, _("Take: {offer}").format(offer=offer_title(offer)),
            offers.accept_fields(self.case.evidence if self.case else ()),
            lambda typed: answers.save_talk("accept", offer.id, typed), preview,
        )  # fmt: skip

    def end(self, offer: Offer) -> None:
        """Say what came of an offer."""
        answers = self.dashboard.answers
        self.open_form(
            "offer_end", offer.id, _("What came of: {what}").format(what=offer_title(offer)),
            offers.end_fields(offer), lambda typed: answers.save_talk("offer_end", offer.id, typed),
        )  # fmt: skip

    def action_settle(self) -> None:
        """Close the loan with its settlement letter, or say that the letter is still to come."""
        case, answers = self.case, self.dashboard.answers
        if case is None:
            self.dashboard.say(
                with_keys(
                    _("No loan yet. {loans} opens the loans, {add} adds one."),
                    loans="go.loans",
                    add="loan.add",
                )
            )
            return
        row = case.row

        def preview(typed: Values) -> Content:
            if typed["letter"] != NO:
                return warning(())
            words = _("Without the letter nothing but your own book says that it is settled.")
            return warning([words, _("Keep it first: Evidence, a, kind settlement letter.")])

        self.open_form(
            "settle", row.loan_id, _("Settled: {loan}").format(loan=row.loan),
            offers.settle_fields(case.evidence, row.closed_on),
            lambda typed: answers.save_talk("settle", row.loan_id, typed), preview,
        )  # fmt: skip

    def offer_here(self) -> Offer | None:
        """The offer of the row; carrying on as now is none."""
        if self.pane != "offers":
            return None
        entry: Any = self.entry_here()
        found: Offer | None = entry if entry is None or isinstance(entry, Offer) else entry.offer
        return found

    def paper(self) -> None:
        """Make the paper of the row from what the book holds, and show it."""
        kind = self.entry_here() if self.pane == "paper" else "brief"
        case, answers = self.case, self.dashboard.answers
        if case is None or kind is None:
            return
        if kind == "case_file":
            self.case_file()
            return
        name, loan_id = str(kind), case.row.loan_id

        def save(typed: Values) -> Checked[Done]:
            found, problems = answers.talk_paper(name, loan_id, typed)
            if found is None:
                return None, problems
            self.call_after_refresh(show_paper, self.dashboard, found)
            return said(""), ()  # the paper itself is what is said

        from tracker.locale.papers import kind_title

        self.open_form(
            f"paper_{name}", loan_id, kind_title(name), paper_fields(name, case.row.currency), save
        )

    def case_file(self) -> None:
        """Write evidence, log, talks, offers and the brief as one zip."""
        from tracker.ui.exporting import free_path
        from tracker.ui.talks_papers import case_file_fields

        case, answers = self.case, self.dashboard.answers
        if case is None:
            return
        place = short_path(free_path(f"debt-case-{answers.today}", ".zip"))

        def save(typed: Values) -> Checked[Done]:
            path = Path(typed_path(typed["output"]) or ".").absolute()
            return answers.write_case_file(case.row.loan_id, path, typed)

        self.open_form("case_file", case.row.loan_id, _("Case file"), case_file_fields(place), save)

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        what = draft.kind.removeprefix("talk_")
        if what in ("offer_edit", "accept", "offer_end"):
            found = self.dashboard.attempt(lambda: self.dashboard.answers.talk_entry("offer", draft.target))
            if found is None or not self.show_loan(found.loan_id):
                return False
            {"offer_edit": self.offer, "accept": self.accept, "offer_end": self.end}[what](found)
            return True
        if what == "settle" and self.show_loan(draft.target):
            self.action_settle()
            return True
        if what == "offer" and self.show_loan(draft.target):
            self.offer(None)
            return True
        return super().reopen(draft)
