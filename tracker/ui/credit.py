"""Credit: marks, disputes by round, scores, reports and their lines, enquiries, the path, habits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus
from textual.reactive import reactive

from tracker.locale import _
from tracker.ui import credit_dispute_parts as dispute_parts
from tracker.ui import credit_parts as parts
from tracker.ui import credit_report_parts as report_parts
from tracker.ui.commands import bindings, with_keys
from tracker.ui.credit_acts import CreditActs
from tracker.ui.screen import FramedScreen
from tracker.ui.text import fit, plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.names import NamesRow
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Round, Score
    from tracker.domain.credit.report import Enquiry, Entry, Report
    from tracker.services.credit_views import File, Recovery
    from tracker.ui.credit_report_parts import Row

    Numbered = Mark | Dispute | Score | Report | Entry | Enquiry

PANES = ("marks", "disputes", "scores", "reports", "lines", "enquiries", "path", "habits")
_FRONT = ("marks", "reports", "lines", "enquiries", "path")
"""Where there is room for several lists, these take turns in the first place."""
_TABLES = {
    "marks": "mark", "disputes": "dispute", "scores": "score", "reports": "report", "lines": "report_entry",
    "enquiries": "enquiry",
}  # fmt: skip
_SIDE = 34


class Panes(NamesRow):
    """The names of the lists, the one that keys are about in brackets."""

    DEFAULT_CSS = "Panes { height: 1; }"

    current: reactive[str] = reactive(PANES[0])

    def names(self) -> dict[str, str]:
        """The lists by id."""
        return pane_names()

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, hint = " " + "".join(shown), _("Tab: next")
        room = self.size.width - cell_len(text) - 1
        return plain(fit(text, self.size.width) if room < 12 else f"{text}{fit(hint, room, right=True)} ")


class CreditScreen(CreditActs, FramedScreen):
    """The credit file."""

    NAME = "credit"
    TAB = "credit"
    CSS_PATH = "credit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("credit")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self.found: Recovery | None = None
        self.report_id: int | None = None
        """The report whose lines are shown; the newest as long as none was chosen."""
        self._scores: tuple[Score, ...] = ()
        self._rounds: tuple[tuple[Dispute, Round], ...] = ()
        self._lines: tuple[Row, ...] = ()

    def compose_content(self) -> ComposeResult:
        """All lists; the style sheet decides which are seen."""
        yield Panes()
        with Container(id="parts"):
            for pane in (*_FRONT, "disputes", "scores", "habits"):
                front = " -front" if pane == _FRONT[0] else ""
                kind = "pane swap" + front if pane in _FRONT else "pane"
                with Panel(id=pane, classes=f"{kind} -current" if pane == self.pane else kind):
                    yield VirtualList()
            yield TextPanel(id="progress", classes="side")
            yield TextPanel(id="next", classes="side")

    def read(self) -> None:
        """Take everything; it is short."""
        found = self.found = self.dashboard.answers.recovery()
        view, today = found.view, self.dashboard.answers.today
        self._scores = parts.grouped(view.scores)
        self._rounds = tuple((each, one) for each in view.disputes for one in each.rounds)
        text, tone = parts.banner(found, today)
        self.query_one(Banner).show(text, tone)
        back = frozenset(each.mark_id for each in found.file.alarms if each.mark_id is not None)
        marks = [parts.mark_line(each, view.disputes, today, back) for each in view.marks]
        disputes = [dispute_parts.dispute_line(*each, view.marks, today) for each in self._rounds]
        scores = [parts.score_line(self._scores, at) for at in range(len(self._scores))]
        self._fill(
            "marks",
            parts.mark_columns(),
            marks,
            with_keys(_("No marks. {add} adds one of a credit report."), add="credit.add"),
        )
        self._fill(
            "disputes",
            dispute_parts.dispute_columns(),
            disputes,
            with_keys(_("No disputes. {dispute} on a mark notes one."), dispute="credit.dispute"),
        )
        self._fill(
            "scores",
            parts.score_columns(),
            scores,
            with_keys(_("No scores. {add} adds one as it was shown."), add="credit.add"),
        )
        self._read_file(found.file)
        self._fill(
            "path", report_parts.path_columns(), report_parts.path_lines(found.path), _("Nothing is open.")
        )
        habits = parts.habit_lines(found, today)
        self._fill("habits", parts.habit_columns(), habits, _("No instalment has been settled yet."))
        self.query_one("#progress", TextPanel).show(_("Progress"), plain(*parts.progress_text(view.progress)))
        self.query_one("#next", TextPanel).show(
            _("What comes next"), plain(*parts.path_text(found.path, _SIDE))
        )
        self.query_one(Panes).refresh()
        if self.focused is None:
            self._focus()

    def _read_file(self, file: File) -> None:
        """The reports, the lines of the one that is chosen, the enquiries of all."""
        self._fill(
            "reports", report_parts.report_columns(), report_parts.report_lines(file),
            with_keys(_("No report is kept. {add} keeps one, typed or from a CSV file."), add="credit.add"),
        )  # fmt: skip
        report = self._report()
        changes = None if report is None else report_parts.diff_of(file, report)
        self._lines = () if report is None else report_parts.rows_of(report, changes)
        lines = report_parts.entry_lines(self._lines, changes, file)
        empty = (
            _("No report is kept yet.")
            if report is None
            else with_keys(_("No line yet. {add} adds an account."), add="credit.add")
        )
        self._fill("lines", report_parts.entry_columns(), lines, empty)
        if report is not None:
            named = f"{report.bureau} {report.pulled_on.isoformat()}"
            self.query_one("#lines", Panel).name_it(named, self._hint("lines") if lines else "")
        enquiries = report_parts.enquiry_lines(file)
        self._fill("enquiries", report_parts.enquiry_columns(), enquiries, _("No enquiry is on file."))
        self.query_one("#enquiries", Panel).name_it(
            pane_names()["enquiries"], report_parts.enquiry_hint(file)
        )

    def watch_pane(self) -> None:
        """Bring one list to the front."""
        for pane in PANES:
            shown = self.query_one(f"#{pane}")
            shown.set_class(pane == self.pane, "-current")
            if self.pane in _FRONT:
                shown.set_class(pane == self.pane, "-front")
        self.query_one(Panes).current = self.pane
        self._focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The list that has the focus is the one that keys are about, however it got it."""
        owner = event.widget.parent
        if isinstance(owner, Panel) and owner.id in PANES:
            self.pane = owner.id

    def action_next_pane(self, by: int) -> None:
        """Go to another list."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_add(self) -> None:
        """Add what the list holds."""
        self.action_add_entry(self.pane)

    def action_add_entry(self, pane: str) -> None:
        """Add a mark, a dispute, a score, a report, or a line of one."""
        report = self._report()
        match pane:
            case "disputes":
                self.ask_dispute(None)
            case "scores":
                self.ask_score()
            case "reports":
                self.ask_report(None)
            case "lines" | "enquiries" if report is None:
                self.dashboard.say(
                    with_keys(
                        _("Keep a report first; the list of reports has it with {add}."), add="credit.add"
                    )
                )
            case "lines" if report is not None:
                self.ask_entry(report.id, None)
            case "enquiries" if report is not None:
                self.ask_enquiry(report.id, None)
            case _:
                self.ask_mark(None)

    def action_dispute(self) -> None:
        """Note a dispute of the mark under the cursor, or a line of a report as a mark."""
        if self.pane == "lines" and self._lines:
            self.ask_mark(None, self._lines[self._cursor("lines")].entry)
            return
        mark = self._current_mark()
        if mark is None:
            self.dashboard.say(_("Choose a mark first; the list of marks is the first."))
        else:
            self.ask_dispute(mark)

    def action_answer(self) -> None:
        """Record the answer to the dispute under the cursor, or to that of the mark."""
        dispute = self._current_dispute()
        if dispute is None:
            self.dashboard.say(_("Choose a dispute first, or a mark that is disputed."))
            return
        self.ask_answer(dispute)

    def action_escalate(self) -> None:
        """Take the dispute under the cursor, or that of the mark, one round on."""
        dispute = self._current_dispute(any_of_mark=True)
        if dispute is None:
            self.dashboard.say(_("Choose a dispute first, or a mark that is disputed."))
            return
        self.ask_round(dispute, new=True)

    def action_letter(self) -> None:
        """Make the letter of the dispute under the cursor, or of that of the mark."""
        dispute = self._current_dispute(any_of_mark=True)
        if dispute is None:
            self.dashboard.say(_("Choose a dispute first, or a mark that is disputed."))
            return
        self.ask_letter(dispute)

    def action_edit(self) -> None:
        """Change the entry under the cursor."""
        rows = self._rows(self.pane)
        at = self._cursor(self.pane)
        match self.pane:
            case "disputes" if rows:
                dispute, each = self._rounds[at]
                if each.number > 1 and each.number == dispute.last.number:
                    self.ask_round(dispute, new=False)
                else:
                    self.ask_sent(dispute)
            case "marks" if rows:
                self.ask_mark(self._current_mark())
            case "scores" if rows:
                self.ask_score(self._scores[at])
            case "reports" if rows and self.found:
                self.ask_report(self.found.file.reports[at])
            case "lines" if rows:
                self.ask_entry(self._lines[at].entry.report_id, self._lines[at].entry)
            case "enquiries" if rows and self.found:
                enquiry = self.found.file.enquiries[at][1]
                self.ask_enquiry(enquiry.report_id, enquiry)
            case "habits":
                self._open_loan()

    def action_delete(self) -> None:
        """Move the entry under the cursor to the trash; of a dispute with rounds the last one."""
        rows = self._rows(self.pane)
        if self.pane not in _TABLES or not rows:
            self.dashboard.say(_("There is nothing to delete here."))
            return
        answers, chosen = self.dashboard.answers, rows[self._cursor(self.pane)]
        dispute = self._rounds[self._cursor("disputes")][0] if self.pane == "disputes" else None
        if dispute is not None and dispute.more:
            answer = self.dashboard.attempt(lambda: answers.drop_round(dispute.id))
        else:
            answer = self.dashboard.attempt(lambda: answers.remove_credit(_TABLES[self.pane], chosen.id))
        if answer is not None:
            self.dashboard.changed(answer[0])

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        if self.pane == "disputes":
            self.action_answer()
        elif self.pane == "reports" and self.found is not None and self.found.file.reports:
            self.report_id = self.found.file.reports[self._cursor("reports")].id
            self._read_file(self.found.file)
            self.pane = "lines"
        elif self.pane != "path":
            self.action_edit()

    def _open_loan(self) -> None:
        at = self._cursor("habits")
        if self.found is not None and 1 <= at <= len(self.found.habits):
            self.dashboard.open_loan(self.found.habits[at - 1].loan_id)

    def _report(self) -> Report | None:
        """The report whose lines are shown."""
        reports = self.found.file.reports if self.found else ()
        chosen = next((each for each in reports if each.id == self.report_id), None)
        return chosen or (reports[0] if reports else None)

    def _rows(self, pane: str) -> Sequence[Numbered]:
        if self.found is None:
            return ()
        view, file = self.found.view, self.found.file
        rows: dict[str, Sequence[Numbered]] = {
            "marks": view.marks,
            "disputes": tuple(each for each, _round in self._rounds),
            "scores": self._scores,
            "reports": file.reports,
            "lines": tuple(each.entry for each in self._lines),
            "enquiries": tuple(each for _bureau, each in file.enquiries),
        }
        return rows.get(pane, ())

    def _cursor(self, pane: str) -> int:
        return self.query_one(f"#{pane} VirtualList", VirtualList).cursor

    def _current_mark(self) -> Mark | None:
        """The mark under the cursor, where the keys are about marks."""
        if self.found is None or self.pane != "marks" or not self.found.view.marks:
            return None
        return self.found.view.marks[self._cursor("marks")]

    def _current_dispute(self, *, any_of_mark: bool = False) -> Dispute | None:
        """The dispute under the cursor, or the one of the mark there that awaits an answer, or any of it."""
        if self.found is None:
            return None
        view = self.found.view
        if self.pane == "disputes" and self._rounds:
            return self._rounds[self._cursor("disputes")][0]
        mark = self._current_mark()
        if mark is None:
            return None
        waiting = dispute_parts.open_dispute(mark, view.disputes)
        if waiting is not None or not any_of_mark:
            return waiting
        return next((each for each in reversed(view.disputes) if each.mark_id == mark.id), None)

    def _fill(self, pane: str, columns: tuple[Column, ...], lines: Sequence[Line], empty: str) -> None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        rows.empty = empty
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one(f"#{pane}", Panel).name_it(pane_names()[pane], self._hint(pane) if lines else "")

    @staticmethod
    def _hint(pane: str) -> str:
        hints = {
            "marks": with_keys(
                _("Enter: change · {dispute}: dispute · {delete}: delete"),
                dispute="credit.dispute",
                delete="credit.delete",
            ),
            "disputes": with_keys(
                _("Enter: answer · {escalate}: next round · {edit}: change"),
                escalate="credit.escalate",
                edit="credit.edit",
            ),
            "scores": with_keys(_("Enter: change · {delete}: delete"), delete="credit.delete"),
            "reports": with_keys(
                _("Enter: its lines · {edit}: change · {delete}: delete"),
                edit="credit.edit",
                delete="credit.delete",
            ),
            "lines": with_keys(
                _("Enter: change · {dispute}: note as a mark · {delete}: delete"),
                dispute="credit.dispute",
                delete="credit.delete",
            ),
            "habits": _("Enter: the loan"),
        }
        return hints.get(pane, "")

    def _focus(self) -> None:
        self.set_focus(self.query_one(f"#{self.pane} VirtualList"))


def pane_names() -> dict[str, str]:
    """The lists by id, in the person's language."""
    return {
        "marks": _("Marks"),
        "disputes": _("Disputes"),
        "scores": _("Scores"),
        "reports": _("Reports"),
        "lines": _("Lines"),
        "enquiries": _("Enquiries"),
        "path": _("Path"),
        "habits": _("Habits"),
    }
