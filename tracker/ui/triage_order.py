"""The order of harm in a list: what counts as worse is moved up and down, or given one rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tracker.domain.plan.triage_order import DEFAULT, JOINABLE, Concern, Order, order_text
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.locale.triage_why import concern_text
from tracker.ui.plan_lists import Listing
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.ui.app import Dashboard


class HarmOrder(Listing[str]):
    """What is worse, the worst first; the order as it is kept, None if nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,shift+up", "shift(-1)", show=False, id="harm.worse"),
        Binding("right,shift+down", "shift(1)", show=False, id="harm.less"),
        Binding("space", "join", show=False, id="harm.join"),
        Binding("r,ｒ,f5", "reset", show=False, id="harm.reset"),
        Binding("ctrl+s", "take", show=False, id="harm.take"),
        Binding("escape", "dismiss(None)", show=False, id="harm.close"),
    ]

    def __init__(self, order: Order) -> None:
        super().__init__()
        self._concerns: list[Concern] = []
        self._joined: list[bool] = []
        """Whether each counts the same as the one above it."""
        self._fill(order)

    def named(self) -> str:
        """What stands in the frame."""
        return _("What is worse, the worst first")

    def keys_line(self) -> Content:
        """What the keys do."""
        return plain(
            ("←", "bold"), f" {_('Worse')}   ", ("→", "bold"), f" {_('Less bad')}   ",
            (_("Space"), "bold"), f" {_('Same as above')}   ", ("F5", "bold"), f" {_('Reset')}\n",
            ("Enter", "bold"), f" {_('Take')}   ", ("Esc", "bold"), f" {_('Leave')}",
        )  # fmt: skip

    def rows(self) -> tuple[tuple[Column, ...], list[Line]]:
        """Each kind of harm with its rank."""
        lines, rank = [], 0
        for concern, joined in zip(self._concerns, self._joined, strict=True):
            rank += not joined
            lines.append(Line(cells=("=" if joined else str(rank), concern_text(concern.value))))
        return (Column(title="", width=3, right=True), Column(title=_("Harm"), width=24, grow=True)), lines

    def action_shift(self, by: int) -> None:
        """Move the row; what can be no longer of one rank is so no more."""
        at, to = self.at, self.at + by
        if 0 <= to < len(self._concerns):
            self._concerns[at], self._concerns[to] = self._concerns[to], self._concerns[at]
            self._joined = [joined and self._joinable(n) for n, joined in enumerate(self._joined)]
            self.draw(cursor=to)

    def action_join(self) -> None:
        """Let the row count the same as the one above it, or no longer."""
        at = self.at
        if self._joinable(at):
            self._joined[at] = not self._joined[at]
            self.draw(cursor=at)

    def action_reset(self) -> None:
        """Begin again with the order it starts with."""
        self._fill(DEFAULT)
        self.draw(cursor=0)

    @on(VirtualList.Selected)
    def action_take(self) -> None:
        """Keep this order."""
        groups: list[list[Concern]] = []
        for concern, joined in zip(self._concerns, self._joined, strict=True):
            if joined:
                groups[-1].append(concern)
            else:
                groups.append([concern])
        self.dismiss(order_text(tuple(map(tuple, groups))))

    def _fill(self, order: Order) -> None:
        self._concerns = [each for group in order for each in group]
        self._joined = [n > 0 for group in order for n in range(len(group))]

    def _joinable(self, at: int) -> bool:
        """Whether a row can be of one rank with the one above it: only what is no sum and no tier can."""
        return at > 0 and set(self._concerns[at - 1 : at + 1]) <= set(JOINABLE)


def change_order(dashboard: Dashboard) -> None:
    """Let the person change what counts as worse, and keep it."""
    answers = dashboard.answers
    order = dashboard.attempt(answers.triage_order)
    if order is None:
        return

    def chosen(text: str | None) -> None:
        if text is None or text == order_text(order):
            return
        keep_order(dashboard, text)

    dashboard.push_screen(HarmOrder(order), chosen)


def keep_order(dashboard: Dashboard, text: str) -> None:
    """Keep an order of harm; `default` is the one it starts with."""
    answer = dashboard.attempt(lambda: dashboard.answers.set_triage_order(text))
    if answer is None:
        return
    done, problems = answer
    for problem in problems:
        dashboard.say(sentence(problem), warning=True)
    if done is not None:
        dashboard.changed(done)
