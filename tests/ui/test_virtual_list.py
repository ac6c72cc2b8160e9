"""The list draws what is in view and fetches no more than that."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import App, ComposeResult

from tracker.ui.theme import defaults
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

COLUMNS = (
    Column(title="", width=2),
    Column(title="Name", width=8, grow=True),
    Column(title="Amount", width=8, right=True),
    Column(title="Wide only", width=10, least=60),
)


class Harness(App[None]):
    """One list on a screen."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.fetched: list[tuple[int, int]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield VirtualList(empty="nothing here")

    def on_mount(self) -> None:
        self.query_one(VirtualList).show(COLUMNS, self.count, self.fetch)

    def fetch(self, offset: int, limit: int) -> list[Line]:
        self.fetched.append((offset, limit))
        rows = range(offset, min(self.count, offset + limit))
        return [
            Line(cells=("", f"借呗 {n}", str(n), "x"), tone="overdue" if n % 7 == 0 else "") for n in rows
        ]


def drawn(app: App[None]) -> list[str]:
    found = app.query_one(VirtualList)
    return [found.render_line(y).text for y in range(found.size.height)]


async def test_a_long_list_fetches_one_page() -> None:
    app = Harness(36_000)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        assert app.fetched == [(0, 100)]
        assert "借呗 0" in drawn(app)[1]


async def test_end_home_and_pages_move_the_cursor_into_view() -> None:
    app = Harness(36_000)
    async with app.run_test(size=(50, 12)) as pilot:
        rows = app.query_one(VirtualList)
        rows.focus()
        await pilot.press("end")
        await pilot.pause()
        assert rows.cursor == 35_999
        assert "借呗 35999" in drawn(app)[-1]
        assert drawn(app)[0].split() == ["Name", "Amount"]
        await pilot.press("up", "pageup")
        await pilot.pause()
        assert rows.cursor == 35_998 - 10
        await pilot.press("home", "down", "j", "ｊ", "k")
        await pilot.pause()
        assert rows.cursor == 2
        assert len(app.fetched) <= 3


async def test_every_line_is_exact_in_cells_at_every_width() -> None:
    app = Harness(30)
    async with app.run_test(size=(50, 12)) as pilot:
        for width in (20, 33, 59, 60, 75, 120):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            view = app.query_one(VirtualList).scrollable_content_region.width
            assert {cell_len(line) for line in drawn(app)} == {view}
            assert ("Wide only" in drawn(app)[0]) == (view >= 60)


async def test_an_empty_list_says_so() -> None:
    app = Harness(0)
    async with app.run_test(size=(50, 12)) as pilot:
        app.query_one(VirtualList).focus()
        await pilot.press("down", "end", "enter")
        await pilot.pause()
        assert "nothing here" in drawn(app)[1]


async def test_rows_that_vanish_are_blank_not_fatal() -> None:
    app = Harness(500)
    async with app.run_test(size=(50, 12)) as pilot:
        app.count = 5
        await pilot.press("end")
        await pilot.pause()
        assert set(drawn(app)[-1]) == {" "}
