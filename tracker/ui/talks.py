"""Talks: what to do about each lender next, what was said, promised and claimed, and the proof of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus
from textual.reactive import reactive

from tracker.domain.rule.conduct import Incident
from tracker.locale import _
from tracker.ui import talks_about as about
from tracker.ui import talks_cases as cases
from tracker.ui import talks_offers as offers
from tracker.ui import talks_parts as parts
from tracker.ui.commands import bindings, with_keys
from tracker.ui.screen import WIDE
from tracker.ui.talks_case_acts import TalkCases
from tracker.ui.talks_panes import PANES, PaneNames, pane_names
from tracker.ui.talks_papers import PAPERS, paper_about, paper_columns, paper_line
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.talk.page import TalkCase, TalkRow
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.answers_deals import CompareView, Offer

_LEADS_TO = {
    "answer": "stages",
    "promise": "promises",
    "writing": "talks",
    "follow_up": "talks",
    "draft": "talks",
}
"""The list in which the next act about a loan is done."""


class TalksScreen(TalkCases):
    """The loans by what comes next, and everything about the chosen one."""

    NAME = "talks"
    TAB = "talks"
    CSS_PATH = "talks.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("talks")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TalkRow, ...] = ()
        self._loan_id: int | None = None
        self._compared: tuple[CompareView | None, tuple[Offer, ...]] | None = None
        """The offers, once they are looked at: whether cash keeps them takes a forecast."""
        self._beside = PANES[1]
        """The list that stands beside the loans where both are seen."""

    def compose_content(self) -> ComposeResult:
        """All lists; the style sheet decides which are seen."""
        yield PaneNames()
        with Container(id="parts", classes="-next"):
            with Panel(id="next", classes="pane -current"):
                yield VirtualList()
            for pane in PANES[1:]:
                with Panel(id=pane, classes="pane -beside" if pane == self._beside else "pane"):
                    yield VirtualList()
            yield TextPanel(id="case")
            yield TextPanel(id="about")

    def read(self) -> None:
        """Take the list of loans, then all about the one that is shown."""
        rows = self._rows = self.dashboard.answers.talk_rows()
        today = self.dashboard.answers.today
        self._take_wanted()
        lines = [parts.loan_line(each, today) for each in rows]
        self._fill("next", parts.loan_columns(), lines, self._place())
        self._read_case()
        self.query_one(PaneNames).refresh()
        if self.focused is None:
            self._focus()

    def on_screen_resume(self) -> None:
        """Show the loan that another screen asked for."""
        super().on_screen_resume()
        if self.is_mounted and self._take_wanted():
            self.query_one("#next VirtualList", VirtualList).cursor = self._place()
            self.dashboard.attempt(self._read_case)

    def watch_pane(self) -> None:
        """Bring one list to the front."""
        if self.pane != PANES[0]:
            self._beside = self.pane
        for pane in PANES:
            panel = self.query_one(f"#{pane}")
            panel.set_class(pane == self.pane, "-current")
            panel.set_class(pane == self._beside, "-beside")
        self.query_one("#parts").set_class(self.pane == PANES[0], "-next")
        self.query_one(PaneNames).current = self.pane
        self._banner()
        self._read_offers()
        self._focus()
        self._tell_about()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The list that has the focus is the one that keys are about, however it got it."""
        owner = event.widget.parent
        if isinstance(owner, Panel) and owner.id in PANES:
            self.pane = owner.id

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan that is shown."""
        from tracker.ui.drafts import loan_draft

        return None if self.case is None or self.case.row.closed_on else loan_draft(self.case.row)

    def loan_id_here(self) -> int | None:
        """The loan that is shown."""
        return self.case.row.loan_id if self.case else None

    def show_loan(self, loan_id: int) -> bool:
        """Put a loan in front; whether it is on the list."""
        at = next((n for n, each in enumerate(self._rows) if each.loan.loan_id == loan_id), None)
        if at is None:
            return False
        self._loan_id = loan_id
        self.query_one("#next VirtualList", VirtualList).cursor = at
        self._read_case()
        return self.case is not None

    def action_next_pane(self, by: int) -> None:
        """Go to another list."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_show_pane(self, pane: str) -> None:
        """Go to a list."""
        self.pane = pane

    def action_next_loan(self, by: int) -> None:
        """Show another loan without leaving the list."""
        if self._rows:
            at = (self._place() + by) % len(self._rows)
            self.show_loan(self._rows[at].loan.loan_id)

    def action_open_loan(self) -> None:
        """Open the loan that is shown."""
        if self.case is not None:
            self.dashboard.open_loan(self.case.row.loan_id)

    def action_edit(self) -> None:
        """Change the row, or correct it by another entry."""
        if self.pane == "next":
            self.action_arrears()
        elif self.pane == "evidence" and (row := self.evidence_here()) is not None:
            self.correct_file(row)
        elif self.pane == "offers" and (offer := self.offer_here()) is not None:
            self.offer(offer)
        elif self.pane == "paper":
            self.paper()
        elif self.case_here() is not None:
            self.action_step()
        else:
            self.edit_entry()

    def action_delete(self) -> None:
        """Move the row to the trash; evidence is only withdrawn, which is a correction."""
        row = self.evidence_here()
        case = self.case_here()
        if case is not None:
            self.delete_case(case)
        elif row is not None:
            self.dashboard.say(
                with_keys(
                    _("Evidence is never deleted. {edit} corrects it; there it can be withdrawn."),
                    edit="talk.edit",
                )
            )
        else:
            self.delete_entry()

    def row_here(self) -> Any:
        """The entry that `d` moves to the trash."""
        return self.offer_here() if self.pane == "offers" else self.entry_here()

    def entry_here(self) -> Any:
        """The entry under the cursor of the list in front."""
        rows = self._entries(self.pane)
        at = self.query_one(f"#{self.pane} VirtualList", VirtualList).cursor
        return rows[min(at, len(rows) - 1)] if rows else None

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        entry = self.entry_here()
        if self.pane == "next":
            row = self._rows[self._place()] if self._rows else None
            self.pane = _LEADS_TO.get(row.act, PANES[1]) if row else PANES[1]
        elif self.pane in ("talks", "offers") and entry is not None:
            self.action_step()
        elif self.pane == "conduct" and isinstance(entry, Incident):
            from tracker.ui.reader import ReaderScreen

            rule = entry.rule
            page = ReaderScreen(rule.number, about.rule_page(rule), f"debt-rule-{rule.number}.txt")
            self.app.push_screen(page)
        elif self.pane == "conduct" and entry is not None:
            self.contact(entry.contact)
        else:
            self.action_edit()

    @on(VirtualList.Moved, "#next VirtualList")
    def _choose_loan(self, event: VirtualList.Moved) -> None:
        event.stop()
        at = event.source.cursor  # where it is by now: a list tells its first row when it is mounted
        if at < len(self._rows) and self._rows[at].loan.loan_id != self._loan_id:
            self._loan_id = self._rows[at].loan.loan_id
            self.dashboard.attempt(self._read_case)

    @on(VirtualList.Moved)
    def _tell_about(self) -> None:
        pane = self._beside if self.pane == PANES[0] else self.pane
        rows, case = self._entries(pane), self.case
        panel = self.query_one("#about", TextPanel)
        if case is None or not rows:
            panel.show(_("About the row"), plain(self._empty(pane)))
            return
        at = self.query_one(f"#{pane} VirtualList", VirtualList).cursor
        panel.show(_("About the row"), plain(*self._about(pane, rows[min(at, len(rows) - 1)], case)))

    def _about(self, pane: str, row: Any, case: TalkCase) -> tuple[about.Styled, ...]:
        figures = self.figures
        match pane:
            case "log":
                return tuple(about.contact_about(row))
            case "talks":
                return tuple(about.talk_about(row))
            case "offers":
                return tuple(offers.offer_about(row, self._compared[0] if self._compared else None, figures))
            case "cases":
                return tuple(cases.case_about(row))
            case "paper":
                return (paper_about(row),)
            case "promises":
                return tuple(about.promise_about(row, figures))
            case "stages":
                return tuple(about.stage_about(row, case, figures))
            case "conduct":
                return tuple(about.conduct_about(row, case))
            case "evidence":
                return tuple(about.evidence_about(row))
        return tuple(about.channel_about(row))

    def _take_wanted(self) -> bool:
        """Whether another screen asked for a loan that is on the list."""
        if not self._rows:
            return False
        wanted, self.dashboard.talks_at = self.dashboard.talks_at, None
        if wanted is None or all(each.loan.loan_id != wanted for each in self._rows):
            return False
        self._loan_id = wanted
        return True

    def _place(self) -> int:
        """The row of the loan that is shown; the first if it is not on the list."""
        found = (n for n, each in enumerate(self._rows) if each.loan.loan_id == self._loan_id)
        return next(found, 0)

    def _read_case(self) -> None:
        """Take everything about the loan that is shown."""
        answers, figures = self.dashboard.answers, self.figures
        row = self._rows[self._place()] if self._rows else None
        self._loan_id = row.loan.loan_id if row else None
        case = self.case = answers.talk_case(row.loan.loan_id) if row else None
        self._compared = None
        self._banner()
        panel = self.query_one("#case", TextPanel)
        if case is None:
            panel.show(_("What next"), plain(self._empty("next")))
        else:
            panel.show(
                case.row.loan,
                plain(*about.next_words(case, figures)),
                with_keys(
                    _("{known}: what is known · {loan}: the loan"), known="talk.arrears", loan="talk.loan"
                ),
            )
        columns = {
            "log": parts.log_columns(), "talks": parts.talk_columns(), "offers": offers.offer_columns(),
            "promises": parts.promise_columns(), "stages": parts.stage_columns(),
            "conduct": parts.conduct_columns(), "evidence": parts.evidence_columns(),
            "channels": parts.channel_columns(), "paper": paper_columns(), "cases": cases.case_columns(),
        }  # fmt: skip
        for pane, titles in columns.items():
            self._fill(pane, titles, [self._line(pane, each) for each in self._entries(pane)])
        self._read_offers()
        self._tell_about()

    def _read_offers(self) -> None:
        """Take the offers while they are looked at."""
        if self._beside != "offers" or self._compared is not None or self.case is None:
            return
        answers, loan_id = self.dashboard.answers, self.case.row.loan_id
        self._compared = self.dashboard.attempt(lambda: answers.compared(loan_id))
        view = self._compared[0] if self._compared else None
        lines = [offers.offer_line(each, view, self.figures) for each in self._entries("offers")]
        self._fill("offers", offers.offer_columns(), lines)

    def _line(self, pane: str, each: Any) -> Line:
        today, figures = self.dashboard.answers.today, self.figures
        match pane:
            case "log":
                return parts.contact_line(each)
            case "talks":
                return parts.talk_line(each, today)
            case "cases":
                return cases.case_line(each, today)
            case "paper":
                return paper_line(each)
            case "promises":
                return parts.promise_line(each, figures)
            case "stages":
                return parts.stage_line(each, figures)
            case "conduct":
                return parts.conduct_line(each)
            case "evidence":
                return parts.evidence_line(each)
        return parts.channel_line(each)

    def _entries(self, pane: str) -> Sequence[Any]:
        case = self.case
        if case is None or pane == PANES[0]:
            return ()
        if pane == "offers":
            view, decided = self._compared or (None, ())
            return (*(view.rows if view else ()), *decided)
        return {
            "log": case.contacts, "talks": case.talks, "promises": case.promises, "stages": case.stages,
            "conduct": parts.conduct_rows(case.conduct), "evidence": case.evidence,
            "channels": case.channels, "paper": PAPERS,
            "cases": cases.case_rows(case),
        }[pane]  # fmt: skip

    def _banner(self) -> None:
        today = self.dashboard.answers.today
        tone, text, *shorter = parts.banner(self._rows, today)
        row = self._rows[self._place()] if self._rows else None
        if self.pane != PANES[0] and row is not None and self.size.width < WIDE:
            tone, text, *shorter = parts.loan_banner(row, today)
        self.query_one(Banner).show(text, tone, *shorter)

    def _fill(
        self, pane: str, columns: tuple[Column, ...], lines: Sequence[Line], cursor: int | None = None
    ) -> None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        rows.empty = self._empty(pane)
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=cursor)
        title = _("Loans") if pane == PANES[0] else pane_names()[pane]
        self.query_one(f"#{pane}", Panel).name_it(title, parts.hints().get(pane, "") if lines else "")

    def _empty(self, pane: str) -> str:
        if pane == "conduct" and self.case is not None and parts.kind_missing(self.case.conduct):
            return with_keys(
                _("The kind of credit is not known, so its rules were not compared. {add} says it."),
                add="talk.add",
            )
        return dict(parts.empty_words())["next" if self.case is None else pane]

    def _focus(self) -> None:
        self.set_focus(self.query_one(f"#{self.pane} VirtualList"))
