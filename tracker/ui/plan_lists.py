"""Lists of the Plan screen: loans that get no extra, the order of the extra money, saved plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _, language
from tracker.locale.ways import way_name
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.ui.answers_plan import KeptPlan

T = TypeVar("T")
Loans = tuple[tuple[int, str], ...]
_MOST_ROWS = 16


class Listing(LeftOnce, ModalScreen[T | None]):
    """A short list in a box with its keys."""

    CSS_PATH = "plan_lists.tcss"

    def compose(self) -> ComposeResult:
        """The list and its keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(self.named())
            yield VirtualList()
            content = self.keys_line()
            yield Static(content)

    def on_mount(self) -> None:
        """Begin at the top."""
        self.draw()
        self.query_one(VirtualList).focus()

    def draw(self, cursor: int | None = None) -> None:
        """Show the rows as they are now."""
        columns, lines = self.rows()
        rows = self.query_one(VirtualList)
        rows.styles.height = max(2, min(len(lines) + 1, _MOST_ROWS))
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=cursor)

    @property
    def at(self) -> int:
        """The row of the cursor."""
        return self.query_one(VirtualList).cursor

    def named(self) -> str:
        """What stands in the frame."""
        raise NotImplementedError

    def keys_line(self) -> Content:
        """What the keys do."""
        raise NotImplementedError

    def rows(self) -> tuple[tuple[Column, ...], list[Line]]:
        """Columns and lines."""
        raise NotImplementedError


class FreezeList(Listing[tuple[int, ...]]):
    """Which loans get their minimum and nothing more; what was chosen, None if nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,f,ｆ,ctrl+f", "mark", show=False, id="freeze.mark"),
        Binding("ctrl+s", "take", show=False, id="freeze.take"),
        Binding("escape", "dismiss(None)", show=False, id="freeze.close"),
    ]

    def __init__(self, loans: Loans, frozen: Sequence[int]) -> None:
        super().__init__()
        self._loans = loans
        self._frozen = set(frozen)

    def named(self) -> str:
        """What stands in the frame."""
        return _("Loans that get no extra money")

    def keys_line(self) -> Content:
        """What the keys do."""
        return plain(
            (_("Space"), "bold"), f" {_('Freeze')}   ", ("Enter", "bold"), f" {_('Take')}   ",
            ("Esc", "bold"), f" {_('Leave')}",
        )  # fmt: skip

    def rows(self) -> tuple[tuple[Column, ...], list[Line]]:
        """Each loan with a box."""
        lines = [Line(cells=("[x]" if id_ in self._frozen else "[ ]", name)) for id_, name in self._loans]
        return (Column(title="", width=3), Column(title=_("Loan"), width=20, grow=True)), lines

    def action_mark(self) -> None:
        """Freeze the loan of the row, or let it go again."""
        if self._loans:
            self._frozen ^= {self._loans[self.at][0]}
            self.draw()

    @on(VirtualList.Selected)
    def action_take(self) -> None:
        """Plan with what was chosen."""
        self.dismiss(tuple(id_ for id_, _name in self._loans if id_ in self._frozen))


class OrderList(Listing[tuple[int, ...]]):
    """Which loan gets the extra money first; the order, None if nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,shift+up", "shift(-1)", show=False, id="order.earlier"),
        Binding("right,shift+down", "shift(1)", show=False, id="order.later"),
        Binding("ctrl+s", "take", show=False, id="order.take"),
        Binding("escape", "dismiss(None)", show=False, id="order.close"),
    ]

    def __init__(self, loans: Loans, order: Sequence[int]) -> None:
        super().__init__()
        known = dict(loans)
        wanted = [each for each in order if each in known]
        self._names = known
        self._order = [*wanted, *(each for each in known if each not in wanted)]

    def named(self) -> str:
        """What stands in the frame."""
        return _("Where the extra money goes first")

    def keys_line(self) -> Content:
        """What the keys do."""
        return plain(
            ("←", "bold"), f" {_('Earlier')}   ", ("→", "bold"), f" {_('Later')}   ",
            ("Enter", "bold"), f" {_('Take')}   ", ("Esc", "bold"), f" {_('Leave')}",
        )  # fmt: skip

    def rows(self) -> tuple[tuple[Column, ...], list[Line]]:
        """Each loan with its place."""
        lines = [Line(cells=(str(n), self._names[each])) for n, each in enumerate(self._order, 1)]
        return (Column(title="", width=3, right=True), Column(title=_("Loan"), width=20, grow=True)), lines

    def action_shift(self, by: int) -> None:
        """Move the loan of the row."""
        at, to = self.at, self.at + by
        if 0 <= at < len(self._order) and 0 <= to < len(self._order):
            self._order[at], self._order[to] = self._order[to], self._order[at]
            self.draw(cursor=to)

    @on(VirtualList.Selected)
    def action_take(self) -> None:
        """Plan with this order."""
        self.dismiss(tuple(self._order))


class KeptList(Listing[tuple[int, ...]]):
    """The plans that were saved: the number of one to take up, None if none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,ｄ,delete", "forget", show=False, id="kept.delete"),
        Binding("escape", "dismiss(None)", show=False, id="kept.close"),
    ]

    def __init__(self, read: Callable[[], Sequence[KeptPlan]], forget: Callable[[int], None]) -> None:
        super().__init__()
        self._read, self._forget = read, forget
        self._kept: Sequence[KeptPlan] = ()

    def named(self) -> str:
        """What stands in the frame."""
        return _("Saved plans")

    def keys_line(self) -> Content:
        """What the keys do."""
        delete = "Del" if language() == "zh_CN" else "d"
        return plain(
            ("Enter", "bold"), f" {_('Take up')}   ", (delete, "bold"), f" {_('To the trash')}   ",
            ("Esc", "bold"), f" {_('Leave')}",
        )  # fmt: skip

    def rows(self) -> tuple[tuple[Column, ...], list[Line]]:
        """Each plan with its method and whether it is the one that is followed."""
        self._kept = self._read()
        lines = [
            Line(
                cells=(
                    ">" if each.is_followed else "", each.name, way_name(each.method), each.currency,
                    (each.adopted_on or each.saved_on).isoformat(),
                )
            )
            for each in self._kept
        ]  # fmt: skip
        self.query_one(VirtualList).empty = _("No plan is saved.")
        return (
            Column(title="", width=1),
            Column(title=_("Plan"), width=14, grow=True),
            Column(title=_("Method"), width=13),
            Column(title=_("Currency"), width=8),
            Column(title=_("Saved on"), width=10),
        ), lines

    def action_forget(self) -> None:
        """Move the plan of the row to the trash."""
        if self._kept:
            self._forget(self._kept[min(self.at, len(self._kept) - 1)].id)
            self.draw()

    @on(VirtualList.Selected)
    def action_take(self) -> None:
        """Take the plan up."""
        if self._kept:
            self.dismiss((self._kept[min(self.at, len(self._kept) - 1)].id,))
