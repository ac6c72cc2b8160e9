"""Loans: every open loan, filtered, sorted, marked; what paying more on the one of the row would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker

from tracker.locale import _, ngettext
from tracker.locale.problems import sentence
from tracker.ui import loans_parts as parts
from tracker.ui.answers_loan import SORTS, FoundLoans, Wish
from tracker.ui.commands import bindings, with_keys
from tracker.ui.drafts import loan_draft
from tracker.ui.patience import LONG, answer_of
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.loan.whatif import WhatIf
    from tracker.services.views import LoanRow
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.offers import Offer

_DEBOUNCE, _WHAT_IF = 0.15, "what-if"


class LoansScreen(FramedScreen):
    """The list of loans."""

    NAME = "loans"
    TAB = "loans"
    CSS_PATH = "loans.tcss"
    AUTO_FOCUS = "VirtualList"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("loans")]

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._found = FoundLoans()
        self._marked: dict[int, None] = {}
        self._waiting: Timer | None = None
        self._looked_at: int | None = None
        """The loan that is looked closer at; None once that is to be done anew."""

    def compose_content(self) -> ComposeResult:
        """The filter, which takes the place of the banner; the list; what paying more would change."""
        with Horizontal(id="filter"):
            yield Static(" / ", id="slash", markup=False)
            yield Field(
                compact=True, id="wanted", placeholder=_("status: type: lender: apr> balance< due<7d")
            )
            yield Static("", id="passed", markup=False)
        with Panel(id="list"):
            yield VirtualList()
        with Horizontal(id="more"):
            yield TextPanel(id="terms")
            yield TextPanel(id="what-if")

    def read(self) -> None:
        """Take the rows that pass."""
        self._found = found = self.dashboard.answers.find_loans(self._wish)
        self._looked_at = None
        present = {row.loan_id for row in found.rows}
        self._marked = {each: None for each in self._marked if each in present}
        rows, figures = self.query_one(VirtualList), self.figures
        rows.empty = (
            _("No loan passes the filter. Esc clears it.")
            if self._wish.text.strip()
            else with_keys(
                _("No loans yet. {add} adds one, {read} reads many from a file."),
                add="loan.add",
                read="go.import",
            )
        )
        marking = bool(self._marked)

        def fetch(offset: int, limit: int) -> list[Line]:
            page = found.rows[offset : offset + limit]
            return [parts.loan_line(row, figures, marked=self._mark_of(row)) for row in page]

        rows.show(
            parts.loan_columns(self._wish.sort, descending=self._wish.descending, marking=marking),
            len(found.rows),
            fetch,
        )
        self._name_list()
        self.query_one(Banner).show(parts.heading(self._wish))
        self.set_class(not found.rows, "-empty")
        if self.focused is None:
            rows.focus()
        self.call_after_refresh(self._look_closer)

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan under the cursor."""
        row = self._current()
        return None if row is None else loan_draft(row)

    def loan_id_here(self) -> int | None:
        """The loan of the row."""
        row = self._current()
        return None if row is None else row.loan_id

    @property
    def no_loan(self) -> str:
        """That the filter hides what there is."""
        hides = not self._found.rows and self._found.of and self._wish.text.strip()
        return _("The filter hides every loan. Esc clears it.") if hides else ""

    def action_pay(self) -> None:
        """Pay the loan of the row, or all that are marked."""
        if not self._marked:
            super().action_pay()
            return
        from tracker.ui.loans_together import pay_together

        pay_together(self.dashboard, self._marked_rows(), self._unmark_after)

    def action_close_loans(self) -> None:
        """Close the marked loans, or that of the row, after a look at what that does."""
        from tracker.ui.loans_together import close_together

        current = self._current()
        rows = self._marked_rows() or (() if current is None else (current,))
        if rows:
            close_together(self.dashboard, rows, self._unmark_after)

    def offers(self) -> tuple[Offer, ...]:
        """The marked loans, the loans that pass the filter, all of them in the form that import reads."""
        from tracker.services.view_rows import loans_sheet
        from tracker.ui.offers import Offer

        rows, marked = self._found.rows, self._marked_rows()
        found = [
            Offer(words=_("the marked loans"), name="loans", make=lambda _own: loans_sheet(marked)),
            Offer(words=_("the loans shown"), name="loans", make=lambda _own: loans_sheet(rows)),
            Offer(words=_("every loan, closed ones too"), name="loans", make=lambda own: own.part("loans")),
        ]
        return tuple(found if marked else found[1:])

    def action_open(self) -> None:
        """Open the loan of the row."""
        row = self._current()
        if row is not None:
            self.dashboard.open_loan(row.loan_id)

    def action_mark(self) -> None:
        """Mark the loan of the row, or take its mark off, and go on to the next."""
        row = self._current()
        if row is None:
            return
        if row.loan_id in self._marked:
            del self._marked[row.loan_id]
        else:
            self._marked[row.loan_id] = None
        self.read()
        self.query_one(VirtualList).action_move(1)

    def action_mark_range(self, by: int) -> None:
        """Mark the loan of the row and go on, marking as long as the key is held."""
        row = self._current()
        if row is None:
            return
        rows = self.query_one(VirtualList)
        after = self._found.rows[max(0, min(rows.cursor + by, len(self._found.rows) - 1))]
        self._marked |= {row.loan_id: None, after.loan_id: None}
        self.read()
        rows.action_move(by)

    def action_mark_all(self) -> None:
        """Mark every loan that passes the filter."""
        self._marked = {row.loan_id: None for row in self._found.rows}
        self.read()

    def action_move_loans(self) -> None:
        """Have the marked loans, or that of the row, paid from another account."""
        from tracker.ui.loans_together import move_together

        current = self._current()
        rows = self._marked_rows() or (() if current is None else (current,))
        if rows:
            move_together(self.dashboard, rows, self._unmark_after)

    def action_unmark(self) -> None:
        """Take all marks off."""
        self._marked.clear()
        self.read()

    def action_sort(self) -> None:
        """Sort by the next column; the largest balance and rate come first."""
        by = SORTS[(SORTS.index(self._wish.sort) + 1) % len(SORTS)]
        self._wish = replace(self._wish, sort=by, descending=by in ("balance", "rate"))
        self.read()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self._wish = replace(self._wish, descending=not self._wish.descending)
        self.read()

    def action_filter(self) -> None:
        """Type which loans to show."""
        self.add_class("-filtering")
        self.query_one("#filter").display = True
        self.set_focus(self.query_one("#wanted"))  # before the next key: it is for the filter

    def key_escape(self) -> None:
        """Clear the filter, else the marks."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#filter").display = False
            self.query_one("#wanted", Input).value = ""
            self._wish = replace(self._wish, text="")
            self.query_one(VirtualList).focus()
            self.read()
        elif self._marked:
            self.action_unmark()

    @on(Input.Changed, "#wanted")
    def _filter(self, event: Input.Changed) -> None:
        if event.value != self._wish.text:
            self._wish = replace(self._wish, text=event.value)
            self.dashboard.attempt(self.read)

    @on(Input.Submitted, "#wanted")
    def _filtered(self) -> None:
        """Enter keeps the filter and goes to the list."""
        if not self._wish.text.strip():
            self.key_escape()
        self.query_one(VirtualList).focus()

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        self.action_open()

    @on(VirtualList.Moved)
    def _moved(self) -> None:
        self._later()

    def _current(self) -> LoanRow | None:
        rows = self._found.rows
        return rows[min(self.query_one(VirtualList).cursor, len(rows) - 1)] if rows else None

    def _mark_of(self, row: LoanRow) -> bool | None:
        return row.loan_id in self._marked if self._marked else None

    def _marked_rows(self) -> tuple[LoanRow, ...]:
        return tuple(row for row in self._found.rows if row.loan_id in self._marked)

    def _unmark_after(self) -> None:
        self._marked.clear()

    def _name_list(self) -> None:
        """The frame counts: what is shown, and what is marked."""
        found, figures = self._found, self.figures
        count = ngettext("{n} loan", "{n} loans", len(found.rows)).format(n=len(found.rows))
        below = f"{count} · {parts.totals(found.rows, figures)}" if found.rows else ""
        if self._marked:
            marked = self._marked_rows()
            words = ngettext("{n} marked", "{n} marked", len(marked)).format(n=len(marked))
            keys = with_keys(
                _("{pay} pays, {close} closes, {export} exports"),
                pay="payment.add", close="list.close", export="view.export",
            )  # fmt: skip
            below = f"{words} · {parts.totals(marked, figures)} · {keys}"
        self.query_one("#list", Panel).name_it(_("Loans"), below)
        words = _("{n} of {of} · Esc clears").format(n=len(found.rows), of=found.of)
        if found.problems:
            words = sentence(found.problems[0])
        self.query_one("#passed", Static).update(plain(f"{words} "))

    # What paying more would change

    def _later(self) -> None:
        """Compute it once moving pauses."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_DEBOUNCE, self._look_closer)

    def _look_closer(self) -> None:
        """Say what is agreed and what paying more would change; in a thread where payments are many."""
        if not self.is_attached or not self.is_current:
            return  # coming back looks again
        row = self._current()
        if row is None or row.loan_id == self._looked_at or not self.query_one("#what-if").is_on_screen:
            return
        self._looked_at, answers = row.loan_id, self.dashboard.answers
        self._terms(row)
        if answers.count_payments(row.loan_id) <= LONG:
            found = self.dashboard.attempt(lambda: answers.what_if(row.loan_id))
            if found is not None:
                self._what_if(row, found)
            return
        self.run_worker(
            lambda: (row, answers.what_if_apart(row.loan_id)),
            group=_WHAT_IF, thread=True, exclusive=True, exit_on_error=False,
        )  # fmt: skip

    def on_screen_resume(self) -> None:
        """Look closer at the row, if it was left before that was done."""
        self._later()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what the thread found, if the cursor is still there."""
        if event.worker.group != _WHAT_IF or not self.is_attached:
            return
        event.stop()
        row, found = answer_of(event, self.dashboard) or (None, None)
        if row is not None and found is not None and row.loan_id == self._looked_at:
            self._what_if(row, found)

    def _what_if(self, row: LoanRow, found: WhatIf) -> None:
        figures = replace(self.figures, own=row.currency)
        panel = self.query_one("#what-if", TextPanel)
        panel.show(row.loan, plain(*parts.if_you_pay(row, found, figures)), _("Enter opens the loan"))

    def _terms(self, row: LoanRow) -> None:
        panel, answers = self.query_one("#terms", TextPanel), self.dashboard.answers
        if not panel.is_on_screen:
            return
        agreed = self.dashboard.attempt(lambda: answers.loan_terms(row.loan_id))
        if agreed is not None:
            from tracker.ui.loan_parts import terms as term_lines

            panel.show(_("Terms"), plain(*term_lines(agreed)))
