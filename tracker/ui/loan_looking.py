"""The part of the loan form that looks ahead: the preview, and what it says of single fields."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale.amounts import format_rate
from tracker.ui.loan_entry import Entry, Offers
from tracker.ui.loan_preview import preview_lines
from tracker.ui.text import plain
from tracker.ui.widgets.panel import TextPanel

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.domain.problems import Problem
    from tracker.ui.answers_loan import Preview
    from tracker.ui.app import Dashboard

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant

_DEBOUNCE = 0.15
_GROUP = "preview"


class Looking(_Mixed):
    """Computed in a thread once typing pauses; a newer look takes the place of one under way."""

    _looking: Timer | None = None
    _seen: Preview | None = None
    _refused: dict[str, Problem]

    def __init__(self) -> None:
        super().__init__()
        self.solved: dict[str, str] = {}
        """What the other terms come to, by field; shown where the field is empty."""
        self.settled: set[tuple[str, str]] = set()
        """Values that are meant as they stand, though another was suggested."""
        self.past_dues = 0
        """Due dates before today that would count as unpaid."""

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def look_soon(self) -> None:
        """Look once typing pauses."""
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(_DEBOUNCE, self.look)

    def look(self) -> None:
        """Compute what the loan would be, apart from what is drawn."""
        self._looking = None
        if not self.is_attached or not self.query("#preview"):
            return
        typed: dict[str, str] = self.typed  # type: ignore[attr-defined]
        # A loan that is in the book already would be counted twice.
        is_new = bool(self.query("#row-past_dues"))
        ask = self.dashboard.attempt(lambda: self.dashboard.answers.preview_loan(typed, is_new=is_new))
        if ask is not None:
            self.run_worker(ask, group=_GROUP, thread=True, exclusive=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Draw what was computed, unless something newer is under way."""
        if event.worker.group != _GROUP or not self.is_attached:
            return
        event.stop()
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.dashboard.tell_failure(error)
        elif event.state is WorkerState.SUCCESS and not event.worker.is_cancelled:
            self._show(cast("Preview", event.worker.result))

    def advice(self, name: str, text: str) -> tuple[str, Offers]:
        """What is odd about a value that can be saved all the same, and what was likely meant."""
        seen = self._seen
        if name != "payment" or seen is None or seen.level_minor is None or seen.loan is None:
            return "", ()
        if name in self._refused or (name, text) in self.settled or not text.strip():
            return "", ()
        currency, figures = seen.loan.currency, self.dashboard.figures
        money = figures.money(seen.level_minor, currency)
        return _("equal instalments would be {amount}").format(amount=money), (
            (_("Use {amount}").format(amount=money), decimal_text(seen.level_minor, currency)),
            (_("Keep {amount}").format(amount=text.strip()), text),
        )

    def _show(self, found: Preview) -> None:
        """Draw the preview, and what it says of single fields."""
        self._seen = found
        before = set(self.solved)
        self.solved = self._solved(found)
        for name in {*before, *self.solved, "payment"}:
            self._read(name)  # type: ignore[attr-defined]
        if not self.query("#row-past_dues"):
            # Only a loan that is added asks what became of them.
            found = replace(found, overdue=0)
        if found.overdue != self.past_dues:
            self.past_dues = found.overdue
            for entry in self.query("#row-past_dues").results(Entry):
                entry.display = found.overdue > 0
        panel = self.query_one("#preview", TextPanel)
        if not panel.display:
            return
        width = panel.size.width or 30
        rows = 5 if self.size.height < 30 else 12
        lines = preview_lines(found, self.dashboard.figures, width, rows)
        panel.show(_("Preview"), plain(*lines), _("as you type"))

    def _solved(self, found: Preview) -> dict[str, str]:
        if found.loan is None:
            return {}
        words = {}
        for name, value in found.solved_amounts:
            words[name] = self.dashboard.figures.money(value, found.loan.currency)
        if found.solved_periods is not None:
            words["periods"] = str(found.solved_periods)
        if found.solved is not None:
            words["rate"] = format_rate(found.solved)
        return {name: _("{value}, from the rest").format(value=value) for name, value in words.items()}
