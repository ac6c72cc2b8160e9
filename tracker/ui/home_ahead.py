"""What Home shows once it is painted: cash until payday, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _, ngettext
from tracker.ui import home_ahead_parts as parts
from tracker.ui.commands import keys_of
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain
from tracker.ui.widgets.cash_panel import CashPanel
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.containers import Horizontal

    from tracker.services.home_views import HomeAhead
    from tracker.services.next_step_views import NextStep
    from tracker.ui.app import Dashboard
    from tracker.ui.figures import Figures


class StepsPanel(Panel):
    """What to do next, as a list in a frame."""

    def __init__(self) -> None:
        self.rows = VirtualList(id="steps")
        self.rows.wraps = True
        super().__init__(self.rows, id="next")


def fill(place: Horizontal, ahead: HomeAhead, figures: Figures, *, undated: str = "") -> None:
    """Put both panels into their place, made when there is first something in them.

    `undated` is a loan whose due day nobody knows: a thing to do, whatever else there is not.
    """
    if not place.query(StepsPanel):
        place.mount(CashPanel(id="cash"), StepsPanel())
    place.query_one(CashPanel).show(ahead.cash, figures)
    panel, count = place.query_one(StepsPanel), len(ahead.steps)
    words = ngettext("{n} thing · Enter: why", "{n} things · Enter: why", count)
    panel.name_it(_("Do next"), words.format(n=count) if count else "")
    panel.rows.empty = parts.due_day_words(undated) if undated else _("Nothing needs doing now.")
    lines = parts.step_lines(ahead.steps, figures)
    panel.rows.show(parts.step_columns(), count, lambda offset, limit: lines[offset : offset + limit])


class StepScreen(LeftOnce, ModalScreen[bool]):
    """One thing to do in full; True if it is to be started."""

    CSS_PATH = "home_ahead.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", show=False, id="step.start"),
        Binding("escape,q,ｑ", "dismiss(False)", show=False, id="step.close"),
        Binding("y,ｙ,f8", "copy", show=False, id="step.copy"),
    ]

    def __init__(self, step: NextStep, figures: Figures) -> None:
        super().__init__()
        self.step, self._figures = step, figures

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        with Vertical(id="step") as box:
            box.border_title = plain(_("Do next"))
            with VerticalScroll(can_focus=False):
                yield Static(plain(*parts.step_words(self.step, self._figures, start_words(self.step))))
            yield Static(
                plain(
                    ("Enter", "bold"), f" {_('Start')}   ", ("y", "bold"), f" {_('Copy the command')}   ",
                    ("Esc", "bold"), f" {_('Leave')}",
                )
            )  # fmt: skip

    def action_copy(self) -> None:
        """Copy the command line."""
        from tracker.ui.copying import hand_over

        if self._figures.hidden:
            self.app.notify(_("hidden: {key} shows amounts").format(key=keys_of("app.hide")), markup=False)
        else:
            hand_over(self.app, self.step.command, self.step.command)  # type: ignore[arg-type]


def start_words(step: NextStep) -> str:
    """What Enter does with it."""
    if step.code == "overdue":
        return _("opens the payment form")
    if step.code == "cash_short":
        return _("opens Cash")
    if step.code == "triage":
        return _("opens what to pay first")
    if step.screen == "credit":
        return _("opens Credit")
    if step.screen == "talks":
        return _("opens Talks")
    if step.screen == "plan":
        return _("opens Plan")
    return _("opens the loan")


async def start(step: NextStep, dashboard: Dashboard) -> None:
    """Go where the thing is done."""
    if step.code == "overdue" and step.loan_id is not None:
        from tracker.ui.drafts import loan_draft

        row = dashboard.attempt(lambda: dashboard.answers.loan_row(step.loan_id or 0))
        if row is not None:
            dashboard.open_payment(loan_draft(row))
    elif step.code == "triage":
        dashboard.action_triage()
    elif step.code == "cash_short":
        await dashboard.action_go("cash")
    elif step.loan_id is not None and step.screen == "loans":
        dashboard.open_loan(step.loan_id)
    elif step.screen == "talks" and step.loan_id is not None:
        await dashboard.open_talks(step.loan_id)
    else:
        await dashboard.action_go(step.screen)
