"""A list that fetches and draws only the rows in view: 36,000 open as fast as 100."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, MouseDown
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.ui.text import fit
from tracker.ui.widgets.wrapped_rows import wrapped
from tracker.ui.wrapping import break_lines

_PAGE = 100
_PAGES_KEPT = 8
_BEFORE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title, its width in cells, and whether it is right-aligned.

    The first column with `grow` takes the cells that are left over. `least` is the width of the list
    from which on the column is shown.
    """

    title: str
    width: int
    right: bool = False
    grow: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one row shows; `tone` colours the first cell, which is a mark: overdue, attention, ok, quiet."""

    cells: tuple[str, ...]
    tone: str = ""


Fetch = Callable[[int, int], Sequence[Line]]


class VirtualList(ScrollView, can_focus=True):
    """Rows fetched by page through a callback, drawn line by line, with a cursor."""

    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: transparent;
        & > .virtual-list--header { text-style: bold; color: $foreground-muted; }
        & > .virtual-list--cursor { background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground; }
        &:focus > .virtual-list--cursor { background: $block-cursor-background;
            color: $block-cursor-foreground; }
        & > .virtual-list--overdue { color: $mark-overdue; text-style: bold; }
        & > .virtual-list--attention { color: $mark-attention; text-style: bold; }
        & > .virtual-list--ok { color: $mark-ok; }
        & > .virtual-list--quiet { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--header",
        "virtual-list--cursor",
        "virtual-list--overdue",
        "virtual-list--attention",
        "virtual-list--ok",
        "virtual-list--quiet",
    }
    # Moving is not remapped and needs no row in the palette: these are the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,ｋ", "move(-1)", show=False),
        Binding("down,j,ｊ", "move(1)", show=False),
        Binding("pageup,left_square_bracket,left_black_lenticular_bracket", "page(-1)", show=False),
        Binding("pagedown,right_square_bracket,right_black_lenticular_bracket", "page(1)", show=False),
        Binding("home", "to(0)", show=False),
        Binding("end", "to(-1)", show=False),
        Binding("enter", "select", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Selected(Message):
        """Enter or a second click on a row."""

        source: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            """The list it happened in."""
            return self.source

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        source: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            """The list it happened in."""
            return self.source

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self.wraps = False
        """Whether sentences that are cut go on in lines that no row needs."""
        self._wrapped: tuple[tuple[int, int], list[tuple[int, str]]] | None = None
        """The lines of such a list with the row of each, and the size that they were made for."""
        self.count = 0
        self._columns: tuple[Column, ...] = ()
        self._head = 1
        self._fetch: Fetch = lambda _offset, _limit: ()
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()

    def show(self, columns: Sequence[Column], count: int, fetch: Fetch, *, cursor: int | None = None) -> None:
        """Show other rows; the cursor stays where it is unless told."""
        self._columns = tuple(columns)
        # Columns without names need no line for them.
        self._head = int(not count or any(column.title for column in columns))
        self._fetch = fetch
        self._pages.clear()
        self._wrapped = None
        self.count = count
        self.virtual_size = Size(0, count + self._head)
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(VirtualList.cursor, max(0, min(wanted, count - 1)))
        self.refresh()
        self.call_after_refresh(self._keep_cursor_in_view if cursor is None else self._show_around_cursor)

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the columns, those that are seen or not."""
        return tuple(column.title for column in self._columns)

    def texts(self) -> Iterator[tuple[str, ...]]:
        """The cells of every row, fetched by page and not kept."""
        offset = 0
        while page := self.texts_from(offset):
            yield from page
            offset += len(page)

    def texts_from(self, offset: int) -> list[tuple[str, ...]]:
        """The cells of one page of rows, not kept; none past the last."""
        return [line.cells for line in self._fetch(offset, _PAGE)] if offset < self.count else []

    def line(self, index: int) -> Line | None:
        """The row at an index, fetched if need be."""
        if not 0 <= index < self.count:
            return None
        number, place = divmod(index, _PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number * _PAGE, _PAGE)
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        # Rows may have been deleted by another process since they were counted.
        return page[place] if place < len(page) else None

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view: the header first, which stays, then the rows in view."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y < self._head or not self.count:
            if y == 0:
                text, style = (
                    self._join([column.title for column in self._columns], width),
                    self._tone("header"),
                )
            else:
                said = self._empty_lines(width)
                text, style = fit(f" {said[y - 1]}" if y <= len(said) else "", width), self._tone("quiet")
            return Strip([Segment(text, base + style)], width)
        index, text = self._drawn(y - self._head, width)
        line = self.line(index)
        if line is None:
            return Strip([Segment(" " * width, base)], width)
        if index == self.cursor:
            return Strip([Segment(text, base + self._tone("cursor"))], width)
        mark = self._columns[0].width + 1 if self._columns else 0
        if line.tone == "quiet":
            return Strip([Segment(text, base + self._tone("quiet"))], width)
        if line.tone and text[:mark].isascii():
            return Strip(
                [Segment(text[:mark], base + self._tone(line.tone)), Segment(text[mark:], base)], width
            )
        return Strip([Segment(text, base)], width)

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows concerned and scroll if need be."""
        for index in (before, after) if not self.wraps else ():
            self.refresh(Region(0, index - self.scroll_offset.y + self._head, self.size.width, 1))
        if self.wraps:
            self.refresh()
        self._keep_cursor_in_view()
        self.post_message(self.Moved(self, after))

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._to(self.cursor + by * max(1, self.scrollable_content_region.height - 1 - self._head))

    def action_to(self, index: int) -> None:
        """Move the cursor to the first or the last row."""
        self._to(index if index >= 0 else self.count - 1)

    def action_select(self) -> None:
        """Open the row of the cursor; of an empty list, what the screen takes for it."""
        self.post_message(self.Selected(self, self.cursor))

    def on_mouse_down(self, event: MouseDown) -> None:
        """Put the cursor on the row under the mouse."""
        index = self._drawn(event.y - self._head, self.scrollable_content_region.width)[0]
        if event.y >= self._head and 0 <= index < self.count:
            self._to(index)

    def on_click(self, event: Click) -> None:
        """Open a row on the second click."""
        if event.chain == 2 and event.y >= self._head:
            self.action_select()

    def _to(self, index: int) -> None:
        if self.count:
            self.cursor = max(0, min(index, self.count - 1))

    def _keep_cursor_in_view(self) -> None:
        rows = max(1, self.scrollable_content_region.height - self._head)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False, immediate=True)

    def _show_around_cursor(self) -> None:
        """Put the cursor near the top, with what came before it in view."""
        self.scroll_to(y=max(0, self.cursor - _BEFORE), animate=False, immediate=True)
        self._keep_cursor_in_view()

    def _empty_lines(self, width: int) -> list[str]:
        """What is said instead of rows, on as many lines as it needs."""
        ends = [0, *break_lines(self.empty, max(1, width - 1)), len(self.empty)]
        return [self.empty[begin:end].strip() for begin, end in pairwise(ends)]

    def _drawn(self, at: int, width: int) -> tuple[int, str]:
        """The row that a line below the header belongs to, and the line's text; no row past the last."""
        rows = self.scrollable_content_region.height - self._head
        if self.wraps and self.count <= rows:
            size = (width, rows)
            if self._wrapped is None or self._wrapped[0] != size:
                cells = [line.cells for index in range(self.count) if (line := self.line(index))]
                self._wrapped = (
                    size,
                    wrapped(self._shown(width), cells, rows, lambda row: self._join(row, width)),
                )
            lines = self._wrapped[1]
            return lines[at] if 0 <= at < len(lines) else (self.count, "")
        index = self.scroll_offset.y + at
        line = self.line(index)
        return index, "" if line is None else self._join(line.cells, width)

    def _tone(self, name: str) -> Style:
        return self.get_component_rich_style(f"virtual-list--{name}", partial=True)

    def _join(self, cells: Sequence[str], width: int) -> str:
        parts = [
            fit(cell, wide, right=column.right)
            for column, cell, wide in zip(self._columns, cells, self._shown(width), strict=False)
            if wide is not None
        ]
        return fit(" ".join(parts), width)

    def _shown(self, width: int) -> list[int | None]:
        """The cells each column has, None for those that such a width leaves out."""
        shown = [column for column in self._columns if width >= column.least]
        spare = max(0, width - sum(column.width + 1 for column in shown) + 1)
        found: list[int | None] = []
        for column in self._columns:
            if width < column.least:
                found.append(None)
                continue
            found.append(column.width + (spare if column.grow else 0))
            spare = 0 if column.grow else spare
        return found
