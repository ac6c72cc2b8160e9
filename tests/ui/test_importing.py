"""A file comes in by keys alone, and goes out again by one."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, Select

from tracker import locale
from tracker.services.book import Book, create_book
from tracker.services.loan.change import add_loan
from tracker.services.payment import count_payments
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.importing import ImportScreen
from tracker.ui.paths import complete, typed_path
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]

TODAY = date(2026, 11, 21)
BANK = """Date,Loan,Amount,Note
2026-11-01,Jiebei,500.00,first
2026-11-02,Jiebei,700.00,second
2026-13-01,Jiebei,12.00,odd
2026-10-05,Jiebei,300.00,before
2026-10-06,Jiebei,400.00,before too
Total,,1912.00,
"""
EARLIER = """Date,Loan,Amount,Note
2026-10-05,Jiebei,300.00,before
2026-10-06,Jiebei,400.00,before too
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, 4, tzinfo=UTC), settings={}
    ) as book:
        fields = {"name": "Jiebei", "balance": "50000", "method": "informal", "as_of": "2026-10-01"}
        done, problems = add_loan(book, fields)
        assert done is not None, problems
        yield book


def dashboard(book: Book) -> Dashboard:
    return Dashboard(BookAnswers(book))


def bank_file(folder: Path, text: str = BANK, name: str = "bank.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


async def settle(pilot: Pilot[None]) -> None:
    """Let the thread finish and its answer be drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def look(pilot: Pilot[None], path: str) -> None:
    await pilot.press("8")
    await pilot.pause()
    pilot.app.screen.query_one("#path", Input).value = path
    await pilot.press("tab")
    await pilot.app.screen.query_one("#path", Input).action_submit()
    await settle(pilot)


def seed(book: Book, folder: Path) -> None:
    """Two of the payments are in the book already."""
    from tracker.services.importing import ImportOptions, import_path

    report, problems = import_path(book, bank_file(folder, EARLIER, "earlier.csv"), ImportOptions())
    assert report is not None, problems
    assert report.imported == 2


async def test_a_file_with_a_bad_row_and_two_duplicates(book: Book, tmp_path: Path, lines: Lines) -> None:
    seed(book, tmp_path)
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "'~/bank.csv'")
        assert "[Columns]" in lines(app)[1]
        assert "payments" in "\n".join(lines(app))
        await pilot.press("enter")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "[Check]" in text
        assert "6 rows · 2 ok · 2 duplicates · 1 no data · 1 error" in text
        await pilot.press("down", "down")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "Line 4" in text
        assert "2026-13-01 is not in the calendar" in text
        await pilot.press("enter")
        await pilot.pause()
        assert "[Check]" in lines(app)[1], "a row with errors stops the import until it is left out"
        await pilot.press("space", "enter")
        await pilot.pause()
        assert "[Duplicates]" in lines(app)[1]
        assert app.screen.query_one("#rows", VirtualList).count == 2
        await pilot.press("enter")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "2 payments, ¥1,200.00 in total" in text
        assert "2 rows are in the book already and are left out" in text
        assert "1 row has errors and is left out" in text
        assert "--kind payments --skip-bad" in text
        assert count_payments(book.conn, 1) == 2, "nothing is written before ^S"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert count_payments(book.conn, 1) == 4
        assert app.messages[-1] == "Imported 2 rows from bank.csv. u undoes it."
        assert "What was done" in "\n".join(lines(app))
        await pilot.press("u")
        await pilot.pause()
        assert count_payments(book.conn, 1) == 2


async def test_what_the_file_leaves_open_is_chosen(book: Book, tmp_path: Path, lines: Lines) -> None:
    bank_file(tmp_path, "Date,Amount\n03/04/2026,500.00\n")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        text = "\n".join(lines(app))
        assert "Dates" in text
        assert "Loan of all rows" in text
        assert "Decimal mark" not in text
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.query_one("#date_format", Select).value = "mdy"
        await settle(pilot)
        assert "month first: 03/04/2026 = 2026-03-04" in "\n".join(lines(app))
        screen.query_one("#loan", Select).value = "1"
        await settle(pilot)
        assert screen._seen is not None
        row = screen._seen.rows[0]
        assert (row.mark, row.on, row.name) == ("ok", date(2026, 3, 4), "Jiebei")


async def test_reading_can_be_stopped(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank_file(tmp_path)
    app = dashboard(book)

    def slow(_wanted: object, progress: Callable[[int, int | None], None]) -> None:
        for number in range(1000):
            progress(number, 1000)
            time.sleep(0.01)

    monkeypatch.setattr(app.answers, "look_at_file", slow, raising=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        app.screen.query_one("#path", Input).value = "~/bank.csv"
        await app.screen.query_one("#path", Input).action_submit()
        await asyncio.sleep(0.1)
        await pilot.press("escape")
        await settle(pilot)
        assert app.messages[-1] == "Stopped. Nothing was written."
        assert "[File]" in "\n".join(
            "".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()
        )


async def test_the_list_is_entered_first_and_a_dropped_path_goes_into_its_field(
    book: Book, tmp_path: Path, lines: Lines
) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert app.current_mode == "home", f"digits go to other screens, not to {app.focused}"
        await pilot.press("8")
        app.screen.post_message(Paste(f"'{tmp_path}/bank.csv'"))
        await pilot.pause()
        assert app.screen.query_one("#path", Input).value == f"'{tmp_path}/bank.csv'"
        await pilot.press("enter")
        await settle(pilot)
        assert "[Columns]" in lines(app)[1]
        await pilot.press("escape")
        app.screen.query_one("#path", Input).value = ""
        await pilot.press("enter")
        await settle(pilot)
        assert "[Columns]" in lines(app)[1], "Enter on a row of the list takes it"


async def test_a_file_that_is_none_is_said(book: Book, lines: Lines) -> None:
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/nowhere.csv")
        assert "[File]" in lines(app)[1]
        assert app.messages[-1].startswith("there is no file ")


def test_paths_as_they_are_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("'/a/b c.csv'") == "/a/b c.csv"
    assert typed_path("/a/b\\ c.csv ") == "/a/b c.csv"
    assert typed_path("file:///a/b%20c.csv") == "/a/b c.csv"
    assert typed_path("~/x.csv") == f"{tmp_path}/x.csv"
    (tmp_path / "bank-1.csv").touch()
    (tmp_path / "bank-2.csv").touch()
    assert complete("~/ba") == "~/bank-"
    assert complete("~/bank-2") == "~/bank-2.csv"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frames(
    book: Book, tmp_path: Path, size: tuple[int, int], language: str, lines: Lines,
    matches: Callable[[str, list[str]], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    seed(book, tmp_path)
    bank_file(tmp_path)
    for number, path in enumerate(sorted(tmp_path.glob("*.csv"))):
        os.utime(path, (1795000000 + number,) * 2)
    locale.use(language)
    app = dashboard(book)
    found = {}
    async with app.run_test(size=size) as pilot:
        await pilot.press("8")
        await pilot.pause()
        found["file"] = lines(app)
        await look(pilot, "~/bank.csv")
        found["columns"] = lines(app)
        await pilot.press("enter", "down", "down")
        await pilot.pause()
        found["check"] = lines(app)
        await pilot.press("space", "enter", "enter")
        await pilot.pause()
        found["apply"] = lines(app)
    for name, frame in found.items():
        assert len(frame) == size[1]
        assert {cell_len(line) for line in frame} == {size[0]}
        matches(f"import-{name}-{size[0]}x{size[1]}-{language}", frame)
