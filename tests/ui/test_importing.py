"""A file comes in by keys alone, and goes out again by one."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import Key, Paste
from textual.keys import _character_to_key as character_to_key
from textual.pilot import Pilot
from textual.widgets import Input
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.loan.card_row import ROLES
from tracker.services.book import Book, create_book
from tracker.services.loan.change import add_loan
from tracker.services.payment import count_payments
from tracker.ui.answers import BookAnswers
from tracker.ui.answers_import import Wanted
from tracker.ui.app import Dashboard
from tracker.ui.asking import AskScreen, ChoiceScreen
from tracker.ui.import_file import PathField
from tracker.ui.import_parts import APPLY, CHECK, COLUMNS, DUPLICATES, FILE
from tracker.ui.import_readings import Readings
from tracker.ui.import_rows import mark_of
from tracker.ui.importing import ImportScreen
from tracker.ui.paths import complete, typed_path
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]

TODAY = date(2026, 11, 21)
ALIPAY = Path(__file__).parents[1] / "data" / "alipay.csv"
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


KEYS = {"~": "tilde", "/": "slash", ".": "full_stop", "-": "minus", "'": "apostrophe", "_": "underscore"}


async def typed(pilot: Pilot[None], text: str) -> None:
    """Press the keys of a text, one right behind the other."""
    for character in text:
        await pilot.press(KEYS.get(character, character))


def step(app: Dashboard) -> int:
    """The step the screen shows once nothing is being read."""
    screen = app.screen_stack[-1]
    return screen._step if isinstance(screen, ImportScreen) and not screen._work.busy else 0


async def at(pilot: Pilot[None], number: int) -> None:
    """Wait until the screen is idle at a step."""
    await until(pilot, lambda: step(pilot.app) == number, f"step {number}")  # type: ignore[arg-type]
    await pilot.pause()


async def is_open(pilot: Pilot[None]) -> None:
    """Wait until the field of the path takes keys."""
    await until(pilot, lambda: isinstance(pilot.app.focused, PathField), "the field has the focus")


async def look(pilot: Pilot[None], path: str, number: int = COLUMNS) -> None:
    await pilot.press("8")
    await is_open(pilot)
    pilot.app.screen.query_one("#path", Input).value = path
    await pilot.press("enter")
    await at(pilot, number)


def wanted(app: Dashboard) -> Wanted:
    """What was said of the file so far."""
    assert isinstance(app.screen, ImportScreen)
    return app.screen._wanted


def marks(app: Dashboard) -> list[str]:
    """What becomes of each row."""
    assert isinstance(app.screen, ImportScreen)
    assert app.screen._seen is not None
    return [mark_of(row, app.screen._wanted) for row in app.screen._seen.rows]


async def choose(pilot: Pilot[None], index: int) -> None:
    """Take a line of the choice that is open."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen), "a choice")
    pilot.app.screen.query_one(VirtualList).cursor = index
    await pilot.press("enter")


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type a value into the dialog that is open."""
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen), "a field")
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


def seed(book: Book, folder: Path) -> None:
    """Two of the payments are in the book already."""
    from tracker.services.importing import ImportOptions, import_path

    report, problems = import_path(book, bank_file(folder, EARLIER, "earlier.csv"), ImportOptions())
    assert report is not None, problems
    assert report.imported == 2


async def test_a_file_with_a_bad_row_and_two_duplicates(book: Book, tmp_path: Path) -> None:
    seed(book, tmp_path)
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "'~/bank.csv'")
        await shows(pilot, "[Columns]")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await shows(pilot, "6 rows · 2 ok · 2 duplicates · 1 no data · 1 error")
        await pilot.press("enter")
        await shows(pilot, "1 row stops the import: correct it or leave it out.")
        await shows(pilot, "2026-13-01 is not in the calendar")
        assert step(app) == CHECK, "a row with errors stops the import until it is left out"
        await pilot.press("s", "enter")
        await at(pilot, DUPLICATES)
        await shows(pilot, "line 5 of the file payment #1, earlier.csv, line 2")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "2 payments, ¥1,200.00 in total")
        await shows(pilot, "2 rows are in the book already and are left out")
        await shows(pilot, "1 row has errors and is left out")
        await shows(pilot, "Jiebei: 2 payments, ¥1,200.00 (11-01 … 11-02)")
        await shows(pilot, "debt import ~/bank.csv --skip-bad")
        await pilot.press("enter")
        assert count_payments(book.conn, 1) == 2, "nothing is written before ^S"
        await pilot.press("ctrl+s")
        await shows(pilot, "What was done")
        assert count_payments(book.conn, 1) == 4
        assert app.messages[-1] == "Imported 2 rows from bank.csv. u undoes it."
        await pilot.press("u")
        await until(pilot, lambda: count_payments(book.conn, 1) == 2, "one step takes it back")
        await shows(pilot, "What was taken back")
        await shows(pilot, "This import was undone: nothing of it is in the book.")
        await pilot.press("U")
        await shows(pilot, "What was done")
        assert count_payments(book.conn, 1) == 4
        await pilot.press("u")
        await shows(pilot, "What was taken back")
        await pilot.press("enter")
        await at(pilot, FILE)


async def test_a_wrong_cell_is_corrected_on_the_spot(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("enter", "f2")
        await answer(pilot, "2026-11-31")
        await shows(pilot, "2026-11-31 is not in the calendar")
        await answer(pilot, "11-03")  # as a date is typed anywhere
        await at(pilot, CHECK)
        assert marks(app) == ["ok", "ok", "ok", "ok", "ok", "skip"]
        assert wanted(app).edits == ((4, "Date", "2026-11-03"),)
        assert "--set 4:Date=2026-11-03" in wanted(app).command
        await pilot.press("e")
        await choose(pilot, 2)
        await answer(pilot, "13.00")
        await at(pilot, CHECK)
        await pilot.press("enter")
        await at(pilot, APPLY)
        await pilot.press("ctrl+s")
        await shows(pilot, "What was done")
    rows = book.conn.execute("select paid_on, amount_minor from payment where line = 4").fetchall()
    assert [tuple(row) for row in rows] == [("2026-11-03", 1300)]


async def test_a_row_is_left_out_and_taken_in_again(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("space", "down", "down", "space")
        await until(pilot, lambda: wanted(app).skips == {2, 4}, "both rows")
        await at(pilot, CHECK)
        await shows(pilot, "2 left out by you")
        await pilot.press("up", "up", "space")
        await at(pilot, CHECK)
        assert marks(app) == ["ok", "ok", "skip", "ok", "ok", "skip"]
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "--skip-line 4")


async def test_the_loan_of_rows_that_say_the_same_is_chosen_once(book: Book, tmp_path: Path) -> None:
    text = "Date,Payee,Amount\n2026-11-01,招商,500.00\n2026-11-02,招商,600.00\n"
    bank_file(tmp_path, text)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        assert marks(app) == ["ask", "ask"]
        await pilot.press("f5")
        await shows(pilot, "2 rows that say 招商 are for")
        await choose(pilot, 0)
        await at(pilot, CHECK)
        await until(pilot, lambda: marks(app) == ["ok", "ok"], "both have a loan")
        assert wanted(app).command.endswith("--loan-for '招商=1'")


async def test_a_duplicate_is_imported_anyway_and_a_near_one_left_out(book: Book, tmp_path: Path) -> None:
    seed(book, tmp_path)
    bank_file(tmp_path, EARLIER.replace("2026-10-06", "2026-10-08"))
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        assert marks(app) == ["dup", "like"]
        await pilot.press("enter")
        await at(pilot, DUPLICATES)
        await pilot.press("space")
        await at(pilot, DUPLICATES)
        await pilot.press("down")
        await shows(pilot, "Date ~ 2026-10-08 2026-10-06")
        await pilot.press("space")
        await until(pilot, lambda: marks(app) == ["ok", "skip"], "the other way round")
        await at(pilot, DUPLICATES)
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "--skip-line 3 --anyway 2")
        await pilot.press("ctrl+s")
        await shows(pilot, "What was done")
    assert count_payments(book.conn, 1) == 3


async def test_a_row_that_the_file_has_twice_is_told_and_left_out(book: Book, tmp_path: Path) -> None:
    row = "2026-11-05,Jiebei,500.00,rent\n"
    bank_file(tmp_path, f"Date,Loan,Amount,Note\n{row}2026-11-06,Jiebei,1.00,tea\n{row}")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        assert marks(app) == ["ok", "ok", "like"]
        await shows(pilot, "0 duplicates · 1 equal row")
        await shows(pilot, "same as line 2")
        await pilot.press("enter")
        await at(pilot, DUPLICATES)
        await shows(pilot, "line 4 of the file line 2 of the file")
        await shows(pilot, "Both come in, as two payments; Space leaves this one out.")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "~ the same as an earlier line of the file: line 4;")
        await pilot.press("escape")
        await at(pilot, DUPLICATES)
        await pilot.press("space")
        await until(pilot, lambda: marks(app) == ["ok", "ok", "skip"], "left out")
        await at(pilot, DUPLICATES)
        await shows(pilot, "- 4 2026-11-05 Jiebei 500.00 rent")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "--skip-line 4")
        await pilot.press("enter")
        await until(pilot, lambda: app.messages[-1:] == ["Nothing is written yet: ^S imports."], "a toast")
        await pilot.press("ctrl+s")
        await shows(pilot, "What was done")
        await until(pilot, lambda: app.messages[-1].startswith("Imported 2 rows"), "what was done is said")
        assert len(app._notifications) == 1
    assert count_payments(book.conn, 1) == 2


async def test_what_the_file_leaves_open_is_asked_by_enter(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path, "Date,Amount\n03/04/2026,500.00\n")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await shows(pilot, "! Dates 03/04/2026: two readings")
        await pilot.press("enter")
        await shows(pilot, "month first: 03/04/2026 = 2026-03-04")
        await choose(pilot, 2)
        await at(pilot, COLUMNS)
        assert wanted(app).date_format == "mdy"
        await shows(pilot, "ok Dates month first you said so")
        await pilot.press("enter")
        await choose(pilot, 1)
        await until(pilot, lambda: wanted(app).loan == "1", "the loan of all rows")
        await at(pilot, COLUMNS)
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        assert screen._seen is not None
        row = screen._seen.rows[0]
        assert (row.mark, row.on, row.name) == ("ok", date(2026, 3, 4), "Jiebei")


async def test_an_encoding_that_cannot_be_told_is_chosen(book: Book, tmp_path: Path) -> None:
    (tmp_path / "bank.csv").write_bytes(
        "Date,Loan,Amount,Note\n2026-11-01,Jiebei,5.00,利息\n".encode("gb18030")
    )
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await choose(pilot, 2)
        await until(pilot, lambda: wanted(app).encoding == "gb18030", "the encoding")
        await at(pilot, COLUMNS)
        await shows(pilot, "ok Encoding GB18030 you said so")
        await shows(pilot, "利息")


async def test_columns_without_names_are_named(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path, "2026-11-01,500.00,Jiebei\n2026-11-02,600.00,Jiebei\n")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await choose(pilot, 0)
        await until(pilot, lambda: wanted(app).kind == "payments", "the kind")
        await at(pilot, COLUMNS)
        await shows(pilot, "still needed: date, amount")
        readings = app.screen.query_one(Readings)
        readings._take("header", "none")
        await at(pilot, COLUMNS)
        for index, key in ((0, "date"), (1, "amount"), (2, "loan")):
            fields = app.screen.query_one("#fields", VirtualList)
            fields.focus()
            fields.cursor = index
            await pilot.press("e")
            await choose(pilot, 1 + ("date", "amount", "loan").index(key))
            await until(pilot, lambda key=key: key in dict(wanted(app).columns), key)  # type: ignore[misc]
            await at(pilot, COLUMNS)
        assert wanted(app).columns == (("date", "#1"), ("amount", "#2"), ("loan", "#3"))
        await pilot.press("enter")
        await at(pilot, CHECK)
        assert marks(app) == ["ok", "ok"]
        assert "--header none --map 'date=#1'" in wanted(app).command


async def test_esc_goes_back_and_nothing_is_lost(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("space")
        await at(pilot, CHECK)
        await pilot.press("escape")
        await at(pilot, COLUMNS)
        await pilot.press("escape")
        await at(pilot, FILE)
        await pilot.press("escape")
        assert step(app) == FILE
        assert app.screen.query_one("#path", Input).value == "~/bank.csv"
        await pilot.press("enter")
        await at(pilot, COLUMNS)
        await pilot.press("enter")
        await at(pilot, CHECK)
        assert wanted(app).skips == {2}


async def test_reading_can_be_stopped(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    stopped = threading.Event()

    def slow(_wanted: object, progress: Callable[[int, int | None], None]) -> None:
        try:
            while True:
                progress(1, 1000)
                time.sleep(0.01)
        finally:
            stopped.set()

    monkeypatch.setattr(app.answers, "look_at_file", slow, raising=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await is_open(pilot)
        await typed(pilot, "~/bank.csv")
        await pilot.press("enter")
        await shows(pilot, "Esc stops")
        await pilot.press("enter")
        await until(pilot, lambda: "Still reading; Esc stops it." in app.messages, "Enter is answered")
        await pilot.press("escape")
        await until(pilot, lambda: app.messages[-1:] == ["Stopped. Nothing was written."], "it says so")
        await shows(pilot, "[File]")
        assert stopped.is_set()


async def test_a_path_in_one_burst_of_keys_loses_nothing(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "2026-11_bücher"
    folder.mkdir()
    bank_file(folder, name="my-bank_11.csv")
    bank_file(folder, name="my-bank_12.csv")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await until(pilot, lambda: app.current_mode == "import", "the screen")
        # As a terminal hands on what it read at once: nothing is waited for in between.
        for character in "~/2026-11_bücher/my-bank_12.csv":
            app.post_message(Key(character_to_key(character), character))
        app.post_message(Key("enter", "\r"))
        await at(pilot, COLUMNS)
        assert wanted(app).path == str(folder / "my-bank_12.csv")


async def test_digits_lead_elsewhere_until_something_is_typed(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await is_open(pilot)
        await pilot.press("1")
        await until(pilot, lambda: app.current_mode == "home", "home")
        await pilot.press("8")
        await is_open(pilot)
        await typed(pilot, "~/1")
        assert app.screen.query_one("#path", Input).value == "~/1"
        assert app.current_mode == "import"


async def test_a_dropped_path_is_taken(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path, name="my bank.csv")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await is_open(pilot)
        app.post_message(Paste(f"'{tmp_path}/my bank.csv' "))
        field = app.screen.query_one("#path", Input)
        await until(pilot, lambda: field.value == f"'{tmp_path}/my bank.csv'", "the path")
        await pilot.press("enter")
        await at(pilot, COLUMNS)
        assert wanted(app).path == f"{tmp_path}/my bank.csv"


async def test_the_list_is_chosen_from_with_arrows(book: Book, tmp_path: Path) -> None:
    (tmp_path / "bills").mkdir()
    bank_file(tmp_path / "bills")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await is_open(pilot)
        await shows(pilot, "bills/")
        await pilot.press("enter")
        await shows(pilot, "~/bills/")
        await shows(pilot, "bank.csv")
        assert step(app) == FILE
        await pilot.press("enter")
        await at(pilot, COLUMNS)


async def test_a_beginning_that_several_files_have_is_not_guessed(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path, name="bank-1.csv")
    bank_file(tmp_path, name="bank-2.csv")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank-", FILE)
        await shows(pilot, "! there is no file ~/bank-")
        await pilot.press("down", "down", "enter")
        await at(pilot, COLUMNS)


async def test_a_file_that_is_none_is_said_beside_its_path(book: Book) -> None:
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/nowhere.csv", FILE)
        await shows(pilot, "! there is no file ~/nowhere.csv")
        await shows(pilot, "Step 1 of 5")
        assert app.messages == []


async def test_a_name_longer_than_any_is_no_file(book: Book) -> None:
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, f"~/{'x' * 300}", FILE)
        await shows(pilot, "File name too long")
        await shows(pilot, "Step 1 of 5")
        assert app.crash is None


async def test_only_what_waits_can_be_shown(book: Book, tmp_path: Path) -> None:
    bank_file(tmp_path)
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/bank.csv")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: app.screen.query_one("#rows", VirtualList).count == 1, "one row waits")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: app.screen.query_one("#rows", VirtualList).count == 6, "all rows")


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


async def test_the_purchases_of_a_card_come_in_row_by_row(book: Book, tmp_path: Path) -> None:
    fields = {"name": "Freedom", "lender": "Chase", "balance": "500", "method": "revolving"}
    done, problems = add_loan(book, {**fields, "currency": "USD", "as_of": "2025-03-01", "due_day": "15"})
    assert done is not None, problems
    (tmp_path / "chase.csv").write_bytes((ALIPAY.parent / "chase.csv").read_bytes())
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/chase.csv")
        await shows(pilot, "Purchases")
        assert isinstance(app.screen, ImportScreen)
        names = [each.name for each in app.screen.query_one(Readings)._readings]
        app.screen.query_one("#readings", VirtualList).cursor = names.index("purchases")
        await pilot.press("e")
        await choose(pilot, 1)
        await until(pilot, lambda: wanted(app).purchases == "yes")
        await shows(pilot, "come to the card, each with its reason")
        await pilot.press("enter")
        await at(pilot, CHECK)
        await until(pilot, lambda: marks(app) == ["ok"] * 5)
        await shows(pilot, "Comes to Freedom as: purchase.")
        await shows(pilot, "Why: its type in the file says so; the statement is of Freedom.")
        await pilot.press("t")
        await choose(pilot, ROLES.index("fee") + 1)
        await shows(pilot, "Comes to Freedom as: fee.")
        await pilot.press("down", "t")
        await choose(pilot, ROLES.index("none") + 1)
        await until(pilot, lambda: marks(app)[1] == "skip")
        await pilot.press("space")
        await until(pilot, lambda: marks(app)[1] == "ok")
        await pilot.press("t")
        await choose(pilot, ROLES.index("none") + 1)
        await until(pilot, lambda: marks(app)[1] == "skip")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "Freedom, fee: 1, US$64.20 in total")
        await shows(pilot, "--purchases")
        await pilot.press("ctrl+s")
        await shows(pilot, "What was done")
        query = "select balance_minor from loan_state where loan_id = ?"
        # 500 + 64.20 - 42.13 - 481.20 + 11.87
        assert book.conn.execute(query, done.ids).fetchone() == (5274,)
        await pilot.press("u")
        await until(pilot, lambda: book.conn.execute(query, done.ids).fetchone() == (50000,))


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
        await is_open(pilot)
        await shows(pilot, "earlier.csv")
        found["file"] = lines(app)
        await look(pilot, "~/bank.csv")
        found["columns"] = lines(app)
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("down", "down")
        await shows(pilot, "2026-13-01,Jiebei,12.00,odd")
        found["check"] = lines(app)
        await pilot.press("s", "enter")
        await at(pilot, DUPLICATES)
        await shows(pilot, "#1, earlier.csv" if language == "en" else "#1，earlier.csv")
        found["duplicates"] = lines(app)
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "--skip-bad")
        found["apply"] = lines(app)
    for name, frame in found.items():
        assert len(frame) == size[1]
        assert {cell_len(line) for line in frame} == {size[0]}
        matches(f"import-{name}-{size[0]}x{size[1]}-{language}", frame)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_frames_of_a_statement(
    book: Book, tmp_path: Path, size: tuple[int, int], language: str, lines: Lines,
    matches: Callable[[str, list[str]], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("花呗", "招行卡"):
        add_loan(book, {"name": name, "balance": "5000", "method": "revolving", "as_of": "2025-01-01"})
    (tmp_path / "alipay.csv").write_bytes(ALIPAY.read_bytes())
    locale.use(language)
    app = dashboard(book)
    found = {}
    async with app.run_test(size=size) as pilot:
        await look(pilot, "~/alipay.csv")
        await shows(pilot, "2025-03-28 21:14:05")
        found["statement-columns"] = lines(app)
        await pilot.press("enter")
        await at(pilot, CHECK)
        await pilot.press("f6")
        await until(pilot, lambda: len(listed(app)) == 6, "every row is shown")
        await pilot.press("down", "up")
        await shows(pilot, "its name 花呗 stands there" if language == "en" else "写着它的名字 花呗")
        found["statement"] = lines(app)
    for name, frame in found.items():
        assert len(frame) == size[1]
        assert {cell_len(line) for line in frame} == {size[0]}
        matches(f"import-{name}-{size[0]}x{size[1]}-{language}", frame)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_frames_of_the_purchases_of_a_card(
    book: Book, tmp_path: Path, language: str, lines: Lines, matches: Callable[[str, list[str]], None]
) -> None:
    fields = {"name": "Freedom", "lender": "Chase", "balance": "500", "method": "revolving"}
    add_loan(book, {**fields, "currency": "USD", "as_of": "2025-03-01", "due_day": "15"})
    (tmp_path / "chase.csv").write_bytes((ALIPAY.parent / "chase.csv").read_bytes())
    locale.use(language)
    app = dashboard(book)
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/chase.csv")
        await until(pilot, lambda: bool(app.screen.query_one(Readings)._readings))
        names = [each.name for each in app.screen.query_one(Readings)._readings]
        app.screen.query_one("#readings", VirtualList).cursor = names.index("purchases")
        await pilot.press("e")
        await choose(pilot, 1)
        await until(pilot, lambda: wanted(app).purchases == "yes")
        found["columns"] = await settled(pilot, lambda: lines(app))
        await pilot.press("enter")
        await at(pilot, CHECK)
        await until(pilot, lambda: marks(app) == ["ok"] * 5)
        await pilot.press("down", "up")
        found["check"] = await settled(pilot, lambda: lines(app))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        found["kinds"] = await settled(pilot, lambda: lines(app))
        await choose(pilot, ROLES.index("fee") + 1)
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await until(pilot, lambda: marks(app) == ["ok"] * 5)
        await pilot.press("enter")
        await at(pilot, APPLY)
        await shows(pilot, "--purchases")
        found["apply"] = await settled(pilot, lambda: lines(app))
    for name, frame in found.items():
        assert len(frame) == 24
        assert {cell_len(line) for line in frame} == {80}
        matches(f"import-purchases-{name}-80x24-{language}", frame)


async def test_an_earlier_export_goes_straight_to_the_check(book: Book, tmp_path: Path) -> None:
    from tracker.services.exporting import export_all

    seed(book, tmp_path)
    export_all(book, tmp_path / "out")
    app = dashboard(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot, "~/out", CHECK)
        await shows(pilot, "Every row can be used.")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await pilot.press("escape")
        await at(pilot, CHECK)
        await pilot.press("escape")
        await at(pilot, FILE)


async def test_a_statement_shows_its_layout_and_its_repayments_and_takes_what_is_chosen(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    add_loan(book, {"name": "花呗", "balance": "5000", "method": "revolving", "as_of": "2025-01-01"})
    app = dashboard(book)
    async with app.run_test(size=(120, 36)) as pilot:
        await look(pilot, str(ALIPAY))
        await shows(pilot, "Alipay bill (app export) (10 columns: 交易时间")
        await shows(pilot, "~ Encoding GB18030")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, AskScreen), "the name is asked")
        await typed(pilot, "mine")
        await pilot.press("enter")
        await shows(pilot, "mine (12 columns")
        await at(pilot, COLUMNS)
        await pilot.press("enter")
        await at(pilot, CHECK)
        # Only what repays a loan is shown, and why.
        assert [row[0] for row in listed(app)] == ["ok"]
        await shows(pilot, "Why: its name 花呗 stands there")
        await pilot.press("v")
        await until(pilot, lambda: len(listed(app)) == 6, "every row is shown")
        assert [row[0] for row in listed(app)] == ["ok", "-", "-", "-", "-", "-"]
        await pilot.press("down", "space")
        assert marks(app) == ["ok", "other", "other", "other", "skip", "other"], "it is left out already"
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen), "the loan is asked")
        await pilot.press("down", "enter")
        await until(pilot, lambda: marks_or(app)[:2] == ["ok", "ok"], "the row was taken in")
        await at(pilot, CHECK)
        assert wanted(app).edits == ((27, "loan", "2"),)
        assert "--set 27:loan=2" in wanted(app).command
        await pilot.press("v")
        await until(pilot, lambda: len(listed(app)) == 2, "only repayments again")
        await pilot.press("enter")
        await at(pilot, APPLY)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: count_payments(book.conn, 2) == 2, "both are written")
        await at(pilot, APPLY)
        await pilot.press("u")
        await until(pilot, lambda: count_payments(book.conn, 2) == 0, "one step takes both back")


def listed(app: Dashboard) -> list[tuple[str, ...]]:
    """The rows that the list shows."""
    rows = app.screen.query_one("#rows", VirtualList)
    return [*rows.texts()]


def marks_or(app: Dashboard) -> list[str]:
    """The marks, nothing while another screen is in front."""
    return marks(app) if isinstance(app.screen, ImportScreen) else []
