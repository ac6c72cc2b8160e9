"""What the page of a loan shows of its arrears, its talks and its evidence; Talks is where they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tracker.locale import _
from tracker.ui.loan_truth import LoanTruth
from tracker.ui.text import plain
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers_talks import TalkCase

TOLD = ("arrears", "evidence")
"""The panes that are read once they are looked at."""


class LoanTalks(LoanTruth):
    """The two panes, and the way to the screen where talks are kept."""

    def read_talks(self) -> None:
        """Take what was said about the loan and what is proven."""
        found = self.dashboard.attempt(lambda: self.dashboard.answers.talk_case(self.loan_id))
        if found is not None and self.is_attached:
            self._show_arrears(found)
            self._show_evidence(found)

    async def action_talks(self) -> None:
        """Go to the talks about this loan."""
        await self.dashboard.open_talks(self.loan_id)

    @on(VirtualList.Selected, "#evidence VirtualList")
    async def _open_evidence(self) -> None:
        await self.action_talks()

    def _show_arrears(self, case: TalkCase) -> None:
        from tracker.ui.talks_about import next_words, stage_lines

        panel, figures = self.query_one("#arrears", TextPanel), self.figures
        words = plain(*next_words(case, figures, keys=False), *stage_lines(case, figures))
        panel.show(_("Arrears and talks"), words, _("5: talks"))

    def _show_evidence(self, case: TalkCase) -> None:
        from tracker.ui.talks_parts import evidence_columns, evidence_line

        rows = self.query_one("#evidence VirtualList", VirtualList)
        lines = [evidence_line(each) for each in case.evidence]
        rows.empty = _("Nothing is kept. 5 opens the talks, where files are kept.")
        rows.show(evidence_columns(), len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one("#evidence", Panel).name_it(_("Evidence"), _("5: talks"))
