"""The small dialog that asks until when something is put off; how the day was understood is shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.locale import _
from tracker.locale.months import format_weekday
from tracker.locale.problems import sentence
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from tracker.services.views import DueRow
    from tracker.ui.app import Dashboard


class SnoozeScreen(LeftOnce, ModalScreen["date | None"]):
    """Enter or ^S takes the day, Esc leaves everything as it is."""

    CSS_PATH = "alerts_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", show=False, id="snooze.take", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="snooze.close"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """What is put off, the day, how it is understood, the keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(_("Put off until"))
            yield Static(plain(f"{self._what}\n"), markup=False)
            yield Field("+7", compact=True, id="until")
            yield Static("", id="read", markup=False)
            yield Static(plain(("Enter", "bold"), f" {_('Put off')}   ", ("Esc", "bold"), f" {_('Leave')}"))

    def on_mount(self) -> None:
        """Propose a week."""
        field = self.query_one(Input)
        field.focus()
        field.select_all()
        self._read()

    @on(Input.Changed)
    def _read(self) -> None:
        found, problems = self._day()
        line = self.query_one("#read", Static)
        if problems:
            line.update(plain(("! ", "$mark-attention bold"), sentence(problems[0])))
        elif found is not None:
            line.update(plain(f"= {found.isoformat()} · {format_weekday(found)}"))

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the day if it is one to come."""
        found, problems = self._day()
        if found is not None and not problems:
            self.dismiss(found)

    def _day(self) -> Checked[date]:
        today = cast("Dashboard", self.app).answers.today
        text = self.query_one(Input).value.strip()
        if not text:
            return None, (Problem(code="required", field="until"),)
        found, problems = parse_typed_date(text, today, field="until")
        if found is None and not text.isdecimal():
            # Putting off looks ahead: three days are three days from now.
            ahead, _unread = parse_typed_date(f"+{text}", today, field="until")
            found, problems = (found, problems) if ahead is None else (ahead, ())
        if found is not None and found <= today:
            return None, (Problem(code="not_later", field="until", value=found.isoformat()),)
        return found, problems


def snooze_due(dashboard: Dashboard, due: DueRow) -> None:
    """Put off what alerts say of a due; says so where nothing is said of it yet."""
    answers = dashboard.answers
    key = dashboard.attempt(lambda: answers.alert_of_due(due.loan_id, due.due_on))
    if key is None:
        return
    if not key:
        dashboard.say(_("No alert speaks of this due yet."))
        return

    def taken(until: date | None) -> None:
        answer = None if until is None else dashboard.attempt(lambda: answers.snooze_alerts([key], until))
        if answer is None:
            return
        done, problems = answer
        if done is None:
            dashboard.say(sentence(problems[0]), warning=True)
        else:
            dashboard.changed(done)

    dashboard.push_screen(SnoozeScreen(f"{due.loan} · {due.due_on.isoformat()}"), taken)
