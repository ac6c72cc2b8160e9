"""Plan: ways of paying side by side, what if, and the payments of the one that is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus, Resize
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tracker import locale
from tracker.domain.plan.run import Strategy
from tracker.locale import _
from tracker.ui import plan_parts as parts
from tracker.ui import plan_says as says
from tracker.ui.commands import bindings
from tracker.ui.plan_fields import WhatIf
from tracker.ui.plan_picture import PicturePanel
from tracker.ui.plan_typed import FIELDS
from tracker.ui.plan_typing import PlanTyping
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanAnswer
    from tracker.ui.answers import PaymentDraft

NARROW, LOW = 78, 20
"""Columns and rows from which on several parts are seen."""

PANES = ("compare", "whatif", "picture", "steps")


class PlanScreen(PlanTyping):
    """The table is the answer, the chart the picture, the payments the instruction."""

    NAME = "plan"
    TAB = "plan"
    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("plan")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self._look: tuple[object, ...] = ()
        """What of the look the screen was drawn with."""
        self._progress = ""
        self._is_first = False
        """Whether nobody said yet what there is a month."""

    def compose_content(self) -> ComposeResult:
        """All parts; the style sheet decides which are seen."""
        yield Static("", id="asked", markup=False)
        yield Static("", id="none", markup=False)
        with Container(id="parts"):
            with Panel(id="compare", classes="pane -current"):
                yield VirtualList(id="plans")
                yield Static("", id="compare-says", markup=False)
            yield WhatIf()
            yield PicturePanel()
            with Panel(id="steps", classes="pane"):
                yield VirtualList(id="step-list")
                yield VirtualList(id="months")
                yield Static("", id="steps-says", markup=False)

    def read(self) -> None:
        """Ask again; what was answered before stays until there is something newer."""
        look = (self.dashboard.hidden, locale.language())
        only_looks = self._look not in ((), look) and self.answer is not None
        self._look = look
        if self.request is None:
            self.begin_with()
        self._arrange()
        self._draw()
        if self.focused is None:
            self._focus()
        if not only_looks:
            self.ask()

    def on_resize(self, event: Resize) -> None:
        """The payments by month have as many columns as there is room for."""
        del event
        self._arrange()
        self.call_after_refresh(self._draw)

    def watch_pane(self) -> None:
        """Bring one part to the front where not all are seen."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        self.query_one("#parts").set_class(self.pane == "whatif", "-whatif")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The part that has the focus is the one that is seen."""
        for each in event.widget.ancestors:
            if isinstance(each, Panel) and each.id in PANES:
                self.pane = each.id
                return

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan that the row of the payments is about."""
        from tracker.domain.money import decimal_text
        from tracker.ui.drafts import loan_draft

        detail = self.detail
        at = self.query_one("#step-list", VirtualList).cursor
        step = parts.loan_of_step(detail, at) if detail else None
        row = self.dashboard.answers.loan_row(step[0]) if step else None
        if detail is None or step is None or row is None:
            return None
        return replace(loan_draft(row), amount=decimal_text(step[1], detail.currency))

    @property
    def detail(self) -> PlanAnswer | None:
        """The answer that has the payments of the marked plan."""
        return self.details.get(self.marked) or self.answer

    def take(self, answer: PlanAnswer, *, last: bool) -> None:
        """Show an answer; until somebody marks another, the adopted or the best plan is."""
        if self.request is not None and not self.request.currency:
            self.request = replace(self.request, currency=answer.currency)
        if self._is_first and last:
            self._is_first = False
            if not answer.feasible and answer.short is not None:
                # Nobody said a sum: what the first month asks for may fall short of the last by a cent.
                self.change(extra_minor=answer.short.missing_minor)
                return
        keys = [key for key, _row in parts.shown_rows(answer)]
        if not self.by_hand:
            best = parts.MINE if parts.MINE in keys else Strategy.OPTIMAL.value
            self.marked = best if best in keys or not last else answer.chosen.value
        elif self.marked not in keys and last:
            self.marked = answer.chosen.value
        self._draw()
        self.ask_detail_of_marked()

    def take_detail(self, key: str) -> None:
        """Show the payments of the marked plan."""
        if key == self.marked:
            self._draw_steps()

    def tell_progress(self, words: str) -> None:
        """Say how long the search takes in the place of the banner."""
        self._progress = words
        self._draw_banner()

    def begin_with(self, currency: str = "") -> None:
        """Begin with the question of the adopted plan, or with the minimums."""
        answers = self.dashboard.answers
        request = self.dashboard.attempt(lambda: answers.first_request(currency))
        if request is not None:
            self.request, self.answer, self.by_hand = request, None, False
            self.taken_as_begun()
            self._is_first = request == replace(request, monthly_minor=None, extra_minor=0)
            self._problems = {}
            self.query_one(WhatIf).put(request, None)

    def redraw(self) -> None:
        """Draw what is known anew, and have the fields say it."""
        if self.request is not None:
            self.query_one(WhatIf).put(self.request, self._monthly())
        self._problems = {}
        self._draw()

    def mark(self, key: str) -> None:
        """Mark a plan: chart and payments are about it."""
        self.by_hand = True
        if key != self.marked:
            self.marked = key
            self._draw_banner()
            self._draw_table()
            self._draw_steps()
            self.ask_detail_of_marked()

    def action_next_pane(self, by: int) -> None:
        """Go to the next field or part."""
        stops = self._stops()
        at = next((n for n, (_pane, each) in enumerate(stops) if each is self.focused), 0)
        self.pane, widget = stops[(at + by) % len(stops)]
        self.set_focus(widget)

    def action_toggle_chart(self) -> None:
        """Show the chart as a table and back; at the payments, those by month and back."""
        steps = self.query_one("#steps")
        if self.pane == "steps":
            steps.toggle_class("-months")
            self._draw_steps()
            self.set_focus(self._steps_list())
            return
        picture = self.query_one(PicturePanel)
        self.pane = "picture"
        picture.as_table = not picture.as_table
        if picture.as_table:
            self.set_focus(picture.query_one("#balances"))
        else:
            self._focus()
            self.pane = "picture"

    @on(VirtualList.Moved, "#plans")
    def _moved(self, event: VirtualList.Moved) -> None:
        event.stop()
        keys = self.keys()
        at = event.source.cursor
        if at < len(keys) and self.answer is not None:
            self.mark(keys[at])

    @on(VirtualList.Selected, "#plans")
    async def _chosen(self, event: VirtualList.Selected) -> None:
        event.stop()
        await self.run_action("screen.adopt")

    @on(VirtualList.Selected, "#step-list")
    def _open_step(self, event: VirtualList.Selected) -> None:
        event.stop()
        self._open_loan(event.index)

    def _open_loan(self, at: int) -> None:
        step = parts.loan_of_step(self.detail, at) if self.detail else None
        if step is not None:
            self.dashboard.open_loan(step[0])

    def _stops(self) -> list[tuple[str, Widget]]:
        """Everything that Tab goes to, in order."""
        picture, fields = self.query_one(PicturePanel), self.query_one(WhatIf)
        table = [("picture", picture.query_one("#balances"))] if picture.as_table else []
        return [
            ("compare", self.query_one("#plans")),
            *(("whatif", fields.field(name)) for name in FIELDS),
            *table,
            ("steps", self._steps_list()),
        ]

    def _steps_list(self) -> VirtualList:
        by_month = self.query_one("#steps").has_class("-months")
        return self.query_one("#months" if by_month else "#step-list", VirtualList)

    def _arrange(self) -> None:
        """Payments by month where there is room for them, else only the extra money."""
        is_roomy = self.has_class("-wide") and self.has_class("-tall")
        if is_roomy != self._roomy:
            self._roomy = is_roomy
            self.query_one("#steps").set_class(is_roomy, "-months")
            # The fields stand before the table where both are seen, in the place of the chart where not.
            fields, table = self.query_one(WhatIf), self.query_one("#compare")
            if is_roomy:
                self.query_one("#parts").move_child(fields, before=table)
            else:
                self.query_one("#parts").move_child(fields, after=table)

    def _draw(self) -> None:
        answer = self.answer
        empty = answer is not None and not answer.loans and not answer.left_out
        self.set_class(empty, "-empty")
        self._draw_banner()
        if empty:
            self.query_one("#none", Static).update(plain(*says.empty_words()))
            return
        self._draw_table()
        self._draw_fields()
        self._draw_steps()

    def _draw_banner(self) -> None:
        answer = self.answer
        empty = answer is not None and not answer.loans and not answer.left_out
        draft = self.marked != parts.MINE or self.request != self._begun
        words, tone, shorter = says.banner(answer, self.figures, empty=empty, draft=draft)
        if self._progress:
            words, tone, shorter = self._progress, "", ()
        self.query_one(Banner).show(words, tone, *shorter)

    def _draw_table(self) -> None:
        answer, figures = self.answer, self.figures
        rows, wide = self.query_one("#plans", VirtualList), self.has_class("-wide")
        keys = self.keys()
        lines: list[Line] = []
        if answer is not None:
            found = dict(parts.shown_rows(answer))
            lines = [
                parts.compare_line(key, found[key], answer, figures, marked=key == self.marked, wide=wide)
                if key in found
                else parts.waiting_line(marked=key == self.marked)
                for key in keys
            ]
        cursor = keys.index(self.marked) if self.marked in keys else 0
        rows.empty = _("Looking at the loans …")
        columns = parts.compare_columns(answer, wide=wide)
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=cursor)
        name = _("Compare")
        if answer is not None and len(answer.currencies) > 1:
            name = _("Compare, {currency}").format(currency=answer.currency)
        self.query_one("#compare", Panel).name_it(name, _("Enter adopts the marked plan") if lines else "")
        if answer is not None:
            self.query_one("#compare-says", Static).update(plain(*says.says(answer, figures)))
            self.query_one("#steps-says", Static).update(plain(*says.brief(answer, figures)))
        if self._roomy:
            self.query_one("#parts").styles.clear_rule("grid_rows")
        elif self.size.width >= NARROW and self.size.height >= LOW:
            self.query_one("#parts").styles.grid_rows = f"{max(6, len(lines) + 3)} 1fr"

    def _draw_steps(self) -> None:
        detail, figures = self.detail, self.figures
        if detail is None or self.answer is None:
            return
        marked = self.marked_strategy
        self.query_one(PicturePanel).show(self.answer, marked, figures)
        lines = parts.step_lines(detail, figures)
        steps = self.query_one("#step-list", VirtualList)
        steps.empty = says.nothing_words(detail, figures)
        steps.show(parts.step_columns(), len(lines), lambda offset, limit: lines[offset : offset + limit])
        months = self.query_one("#months", VirtualList)
        width = months.size.width or 46
        columns, own = parts.month_columns(detail, width)
        rows = parts.month_lines(detail, own, figures, width)
        months.show(columns, len(rows), lambda offset, limit: rows[offset : offset + limit])
        by_month = self.query_one("#steps").has_class("-months")
        name = _("Payments by month") if by_month else _("Extra money goes to")
        self.query_one("#steps", Panel).name_it(name, _("* a loan is paid off") if lines else "")
