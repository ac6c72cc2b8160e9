"""The form of a supposed loan: a new one, or one that pays off others, with what becomes of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.domain.plan.borrow_typed import FIELDS
from tracker.locale import _, ngettext
from tracker.locale.hiding import told
from tracker.locale.problems import sentence
from tracker.ui.dialog import LeftOnce
from tracker.ui.plan_borrow_parts import Words, result
from tracker.ui.text import fit, plain
from tracker.ui.typed_ahead import TypedAhead
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.plan.answers import PlanAnswer
    from tracker.ui.figures import Figures

Loans = tuple[tuple[int, str], ...]
_LABEL = 13
_MOST_ROWS = 7


class BorrowForm(TypedAhead, LeftOnce, ModalScreen[None]):
    """Every change is asked at once; Esc leaves it standing, one key takes it off."""

    CSS_PATH = "plan_borrow.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", show=False, id="borrow.mark"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("ctrl+n", "take_off", show=False, id="borrow.off", priority=True),
        Binding("ctrl+s", "dismiss(None)", show=False, id="borrow.keep", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="borrow.close"),
    ]

    def __init__(
        self, loans: Loans, words: Words, figures: Callable[[], Figures], suppose: Callable[[Words], None]
    ) -> None:
        super().__init__()
        self._loans = loans
        self.words = words
        self._figures = figures
        self._suppose = suppose

    def compose(self) -> ComposeResult:
        """The loans to pay off and three choices, the fields, what it comes to."""
        labels, hints = _labels(), _hints()
        with VerticalScroll(id="box", can_focus=False) as box:
            keys = (
                (_("Space"), "bold"), f" {_('Choose')}   ", ("Tab", "bold"), f" {_('Next field')}   ",
                ("^N", "bold"), f" {_('Take it off')}   ", ("Esc", "bold"), f" {_('Keep it')}",
            )  # fmt: skip
            # In the frame they are seen however long the answer is.
            box.border_subtitle = plain(*keys)
            yield VirtualList()
            for name, text in zip(FIELDS, self.words.typed, strict=True):
                field = Field(text, placeholder=hints[name], compact=True, id=_id(name))
                label = Static(plain(fit(labels[name], _LABEL)), classes="label")
                yield Horizontal(label, field, classes="row")
            yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Begin at the loans to pay off; what stood there is asked again."""
        self.draw()
        self.query_one(VirtualList).focus()
        self.tell(None, ())
        if self.words.is_whole:
            self._suppose(self.words)

    def draw(self) -> None:
        """Show the marks as they are now."""
        words, rows = self.words, self.query_one(VirtualList)
        marks = [
            *((loan_id in words.refinances, name) for loan_id, name in self._loans),
            (words.is_fee_kept_back, _("The fee is kept back from what is paid out")),
            (words.is_online, _("An online loan: hold it against the caps for those")),
            (words.is_kept, _("The money is for something else and pays no debt")),
        ]
        lines = [Line(cells=("[x]" if is_on else "[ ]", name)) for is_on, name in marks]
        columns = (Column(title="", width=3), Column(title=_("It pays off"), width=20, grow=True))
        rows.styles.height = min(len(lines) + 1, _MOST_ROWS)
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        count = len(words.refinances)
        title = _("What if: a new loan")
        if count:
            title = ngettext(
                "What if: a new loan pays off {n} loan", "What if: a new loan pays off {n} loans", count
            ).format(n=count)
        self.query_one("#box").border_title = plain(title)

    def tell(self, answer: PlanAnswer | None, problems: tuple[Problem, ...]) -> None:
        """Show what it comes to, or what is wrong or missing."""
        shown = self.query_one("#result", Static)
        if not self.words.is_whole:
            shown.update(plain(_missing(self.words)))
        elif problems:
            shown.update(plain(("! ", "$mark-attention bold"), told(sentence(problems[0]))))
        elif answer is not None and answer.beside is not None:
            shown.update(plain(*result(answer, answer.beside, self._figures())))

    def action_mark(self) -> None:
        """Mark the row of the list, or take its mark off."""
        rows = self.query_one(VirtualList)
        if not rows.has_focus:
            return
        at, words = rows.cursor, self.words
        if at < len(self._loans):
            self._change(words.with_loan(self._loans[at][0]))
        elif at == len(self._loans):
            self._change(replace(words, is_fee_kept_back=not words.is_fee_kept_back))
        elif at == len(self._loans) + 1:
            self._change(replace(words, is_online=not words.is_online))
        else:
            self._change(replace(words, is_kept=not words.is_kept))
        self.draw()

    def action_take_off(self) -> None:
        """Plan without the loan; the form is empty again."""
        self.words = Words()
        for name in FIELDS:
            field = self.query_one(f"#{_id(name)}", Field)
            with field.prevent(Input.Changed):
                field.value = ""
        self.draw()
        self._suppose(self.words)
        self.tell(None, ())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        at = next(n for n, name in enumerate(FIELDS) if _id(name) == event.input.id)
        if self.words.typed[at] != event.value:
            self._change(self.words.with_text(at, event.value))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == _id(FIELDS[-1]):
            self.dismiss(None)
        else:
            self.focus_next()

    @on(VirtualList.Selected)
    def _marked(self, event: VirtualList.Selected) -> None:
        event.stop()
        self.action_mark()

    def _change(self, words: Words) -> None:
        self.words = words
        self._suppose(words)
        if not words.is_whole:
            self.tell(None, ())


def _id(name: str) -> str:
    return name.replace("_", "-")


def _labels() -> dict[str, str]:
    return {
        "borrow": _("Sum"),
        "borrow_rate": _("Rate"),
        "borrow_periods": _("Months"),
        "borrow_fee": _("Fee"),
    }


def _hints() -> dict[str, str]:
    return {
        "borrow": _("what it takes to pay off what is marked"),
        "borrow_rate": "12%, 1%/month, 0.04%/day",
        "borrow_periods": "24",
        "borrow_fee": _("200 or 2%; none if left empty"),
    }


def _missing(words: Words) -> str:
    if not words.is_begun:
        return _("Nothing is supposed. Type a sum, a rate and the months, or mark loans to pay off.")
    amount, rate, periods, _fee = (each.strip() for each in words.typed)
    if not amount and not words.refinances:
        return _("Still missing: the sum, or a loan to pay off.")
    if not rate:
        return _("Still missing: the rate.")
    return "" if periods else _("Still missing: how many months.")
