"""What is typed into the fields of the Plan screen, or stepped with arrows, and asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Static

from tracker.ui import plan_parts as parts
from tracker.ui import plan_says as says
from tracker.ui.plan_acts import PlanActs
from tracker.ui.plan_fields import ArrowField, WhatIf, name_of
from tracker.ui.plan_typed import FIELDS, arrow, read_fields
from tracker.ui.text import plain

if TYPE_CHECKING:
    from tracker.domain.problems import Problem


class PlanTyping(PlanActs):
    """The fields of the screen."""

    pane: str

    def __init__(self) -> None:
        super().__init__()
        self._problems: dict[str, Problem] = {}

    def leave_field(self) -> bool:
        """Go from a field to the table; whether one had the focus."""
        if not isinstance(self.focused, ArrowField):
            return False
        self._focus()
        return True

    def action_edit(self) -> None:
        """Go to the fields."""
        self.pane = "whatif"
        self.set_focus(self.query_one(WhatIf).field(FIELDS[0]))

    def action_budget(self, by: int) -> None:
        """Change the budget by a step."""
        self._step("budget", by)

    @on(ArrowField.Arrow)
    def _arrow(self, event: ArrowField.Arrow) -> None:
        self._step(name_of(event.name), event.by)

    @on(WhatIf.Typed)
    def _typed(self, event: WhatIf.Typed) -> None:
        if self.request is None:
            return
        asked, problems = read_fields(
            event.words, self.request, self.dashboard.answers.today, self._monthly()
        )
        self._problems = problems
        if asked != self.request:
            self.request = asked
            self.ask_soon()
        self._draw_fields()

    @on(WhatIf.Left)
    def _left(self) -> None:
        self._focus()

    def _step(self, name: str, by: int) -> None:
        if self.request is None or self.answer is None or not self.answer.loans:
            return
        asked = arrow(
            name, self.request, self._monthly() or 0, by, self.dashboard.answers.today,
            once_minor=self.answer.once_minor,
        )  # fmt: skip
        if asked != self.request:
            self.request = asked
            self._problems.pop(name, None)
            self.query_one(WhatIf).put(asked, self._monthly())
            self.ask_soon()

    def _monthly(self) -> int | None:
        """What there is a month by the question of now."""
        if self.answer is None or self.request is None:
            return None
        return parts.monthly_of(self.answer, self.request)

    def _focus(self) -> None:
        self.pane = "compare"
        self.set_focus(self.query_one("#plans"))

    def _draw_fields(self) -> None:
        if self.request is None:
            return
        fields, answer = self.query_one(WhatIf), self.answer
        if answer is not None:
            typing = self.focused
            but = name_of(typing.id or "") if isinstance(typing, ArrowField) else ""
            if not self._problems:
                fields.put(self.request, self._monthly(), but=but)
            width = self.size.width - 2
            self.query_one("#asked", Static).update(plain(says.asked_words(answer, self.figures, width)))
        fields.tell(answer, self.request, self._problems, self.figures)
