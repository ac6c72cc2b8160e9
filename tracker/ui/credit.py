"""Credit: marks on reports, disputes and their answers, scores as shown, habits, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus
from textual.reactive import reactive
from textual.widget import Widget

from tracker.locale import _
from tracker.ui import credit_parts as parts
from tracker.ui.commands import bindings
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values
from tracker.ui.screen import FramedScreen
from tracker.ui.text import fit, plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Score
    from tracker.domain.problems import Checked
    from tracker.services.credit_views import Recovery
    from tracker.services.views import Done

PANES = ("marks", "disputes", "scores", "habits")
_TABLES = {"marks": "mark", "disputes": "dispute", "scores": "score"}
_SIDE = 34


class Panes(Widget):
    """The names of the lists where only one is shown at a time."""

    DEFAULT_CSS = "Panes { height: 1; }"

    current: reactive[str] = reactive(PANES[0])

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, hint = " " + "  ".join(shown), _("Tab: next")
        room = self.size.width - cell_len(text) - 1
        return plain(fit(text, self.size.width) if room < 12 else f"{text}{fit(hint, room, right=True)} ")


class CreditScreen(FramedScreen):
    """The credit file."""

    NAME = "credit"
    TAB = "credit"
    CSS_PATH = "credit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("credit")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self._found: Recovery | None = None
        self._scores: tuple[Score, ...] = ()

    def compose_content(self) -> ComposeResult:
        """All lists; the style sheet decides which are seen."""
        yield Panes()
        with Container(id="parts"):
            for pane in PANES:
                with Panel(id=pane, classes="pane -current" if pane == self.pane else "pane"):
                    yield VirtualList()
            yield TextPanel(id="progress", classes="side")
            yield TextPanel(id="path", classes="side")

    def read(self) -> None:
        """Take everything; it is short."""
        found = self._found = self.dashboard.answers.recovery()
        view, today = found.view, self.dashboard.answers.today
        self._scores = parts.grouped(view.scores)
        text, tone = parts.banner(found, today)
        self.query_one(Banner).show(text, tone)
        marks = [parts.mark_line(each, view.disputes, today) for each in view.marks]
        disputes = [parts.dispute_line(each, view.marks, today) for each in view.disputes]
        scores = [parts.score_line(self._scores, at) for at in range(len(self._scores))]
        habits = parts.habit_lines(found, today)
        self._fill("marks", parts.mark_columns(), marks, _("No marks. a adds one of a credit report."))
        self._fill("disputes", parts.dispute_columns(), disputes, _("No disputes. o on a mark notes one."))
        self._fill("scores", parts.score_columns(), scores, _("No scores. a adds one as it was shown."))
        self._fill("habits", parts.habit_columns(), habits, _("No instalment has been settled yet."))
        self.query_one("#progress", TextPanel).show(_("Progress"), plain(*parts.progress_text(view.progress)))
        self.query_one("#path", TextPanel).show(
            _("What comes next"), plain(*parts.path_text(found.path, _SIDE))
        )
        self.query_one(Panes).refresh()
        if self.focused is None:
            self._focus()

    def watch_pane(self) -> None:
        """Bring one list to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
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
        """Add a mark, a dispute or a score."""
        if pane == "disputes":
            self._dispute(None)
        elif pane == "scores":
            self._score()
        else:
            self._mark(None)

    def action_dispute(self) -> None:
        """Note a dispute of the mark under the cursor."""
        mark = self._current_mark()
        if mark is None:
            self.dashboard.say(_("Choose a mark first; the list of marks is the first."))
        else:
            self._dispute(mark)

    def action_answer(self) -> None:
        """Record the answer to the dispute under the cursor, or to that of the mark."""
        dispute = self._current_dispute()
        if dispute is None:
            self.dashboard.say(_("Choose a dispute first, or a mark that is disputed."))
            return
        self._answer(dispute)

    def action_edit(self) -> None:
        """Change the entry under the cursor."""
        if self.pane == "disputes":
            dispute = self._current_dispute()
            if dispute is not None:
                self._sent(dispute)
        elif self.pane == "marks":
            mark = self._current_mark()
            if mark is not None:
                self._mark(mark)
        elif self.pane == "scores":
            if self._scores:
                self._score(self._scores[self._cursor("scores")])
        else:
            self._open_loan()

    def action_delete(self) -> None:
        """Move the entry under the cursor to the trash."""
        rows: Sequence[Mark | Dispute | Score] = self._rows(self.pane)
        at = self._cursor(self.pane)
        if self.pane not in _TABLES or not rows:
            self.dashboard.say(_("There is nothing to delete here."))
            return
        table, number = _TABLES[self.pane], rows[at].id
        answer = self.dashboard.attempt(lambda: self.dashboard.answers.remove_credit(table, number))
        if answer is not None:
            self.dashboard.changed(answer[0])

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        if self.pane == "disputes":
            self.action_answer()
        else:
            self.action_edit()

    def _mark(self, mark: Mark | None) -> None:
        answers = self.dashboard.answers
        loans = self.dashboard.attempt(answers.loans)
        if loans is None:
            return
        number = None if mark is None else mark.id
        title = _("Add a mark") if mark is None else _("Change a mark")
        self._form(
            "mark", number, title, parts.mark_fields(mark, loans),
            lambda fields: answers.save_mark(number, fields),
        )  # fmt: skip

    def _dispute(self, mark: Mark | None) -> None:
        marks = self._found.view.marks if self._found else ()
        fields = parts.dispute_fields(mark, marks)
        number = mark.id if mark else None
        self._form("dispute", number, _("Add a dispute"), fields, self.dashboard.answers.add_dispute)

    def _answer(self, dispute: Dispute) -> None:
        answers, number = self.dashboard.answers, dispute.id
        self._form(
            "answer", number, _("Record the answer"), parts.answer_fields(dispute),
            lambda fields: answers.answer_dispute(number, fields),
        )  # fmt: skip

    def _score(self, score: Score | None = None) -> None:
        answers = self.dashboard.answers
        if score is not None:
            number = score.id
            self._form(
                "score", number, _("Change a score"), parts.score_fields(score, whole=True),
                lambda fields: answers.edit_score(number, fields),
            )  # fmt: skip
            return
        last = self._found.view.scores[0] if self._found and self._found.view.scores else None
        self._form("score", None, _("Add a score"), parts.score_fields(last), answers.add_score)

    def _sent(self, dispute: Dispute) -> None:
        answers, number = self.dashboard.answers, dispute.id
        marks = self._found.view.marks if self._found else ()
        self._form(
            "sent", number, _("Change a dispute"), parts.dispute_fields(None, marks, dispute),
            lambda fields: answers.edit_dispute(number, fields),
        )  # fmt: skip

    def action_restore(self) -> None:
        """Bring back a mark, a dispute or a score from the trash."""
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

    def _form(
        self, kind: str, number: int | None, title: str, fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]],
    ) -> None:  # fmt: skip
        kept = Draft(kind=kind, target=number or 0, screen=self.NAME)
        self.app.push_screen(EntryForm(title, fields, save, kept), self._saved)

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        if self._found is None:
            return False
        view, number = self._found.view, draft.target
        mark = next((each for each in view.marks if each.id == number), None)
        dispute = next((each for each in view.disputes if each.id == number), None)
        match draft.kind:
            case "mark" if mark or not number:
                self._mark(mark)
            case "dispute" if mark or not number:
                self._dispute(mark)
            case "answer" if dispute:
                self._answer(dispute)
            case "sent" if dispute:
                self._sent(dispute)
            case "score":
                self._score(next((each for each in view.scores if each.id == number), None))
            case _:
                return False
        return True

    def _saved(self, done: Done | None) -> None:
        if done is not None:
            self.dashboard.changed(done)

    def _open_loan(self) -> None:
        at = self._cursor("habits")
        if self._found is not None and 1 <= at <= len(self._found.habits):
            self.dashboard.open_loan(self._found.habits[at - 1].loan_id)

    def _rows(self, pane: str) -> Sequence[Mark | Dispute | Score]:
        if self._found is None:
            return ()
        view = self._found.view
        rows: dict[str, Sequence[Mark | Dispute | Score]] = {
            "marks": view.marks,
            "disputes": view.disputes,
            "scores": self._scores,
        }
        return rows.get(pane, ())

    def _cursor(self, pane: str) -> int:
        return self.query_one(f"#{pane} VirtualList", VirtualList).cursor

    def _current_mark(self) -> Mark | None:
        """The mark under the cursor, where the keys are about marks."""
        if self._found is None or self.pane != "marks" or not self._found.view.marks:
            return None
        return self._found.view.marks[self._cursor("marks")]

    def _current_dispute(self) -> Dispute | None:
        if self._found is None:
            return None
        view = self._found.view
        if self.pane == "disputes" and view.disputes:
            return view.disputes[self._cursor("disputes")]
        mark = self._current_mark()
        return None if mark is None else parts.open_dispute(mark, view.disputes)

    def _fill(self, pane: str, columns: tuple[Column, ...], lines: Sequence[Line], empty: str) -> None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        rows.empty = empty
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        hints = {
            "marks": _("Enter: change · o: dispute · d: delete"),
            "disputes": _("Enter: answer · e: change · d: delete"),
            "scores": _("Enter: change · d: delete"),
            "habits": _("Enter: the loan"),
        }
        self.query_one(f"#{pane}", Panel).name_it(pane_names()[pane], hints[pane] if lines else "")

    def _focus(self) -> None:
        self.set_focus(self.query_one(f"#{self.pane} VirtualList"))


def pane_names() -> dict[str, str]:
    """The lists by id, in the person's language."""
    return {
        "marks": _("Marks"),
        "disputes": _("Disputes"),
        "scores": _("Scores"),
        "habits": _("Habits"),
    }
