"""Export from every screen: what, where, with amounts or without, and nothing replaced unasked."""

from __future__ import annotations

import csv
import json
import stat
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static
from waiting import settled, until

from tracker import locale
from tracker.locale.hiding import hide, is_hiding
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.evidence import add_evidence
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.export_choices import EVERYTHING, JOURNAL, REPORT, YEAR
from tracker.ui.exporting import ExportScreen

TODAY = date(2026, 11, 21)
Lines = Callable[[App[None]], list[str]]


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    yield
    hide(hidden=False)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


@pytest.fixture
def app(book: Book) -> Dashboard:
    return Dashboard(BookAnswers(book, is_demo=True))


async def opened(app: Dashboard, pilot: Pilot[None], *keys: str) -> ExportScreen:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await until(pilot, lambda: isinstance(app.screen, ExportScreen))
    screen = app.screen
    assert isinstance(screen, ExportScreen)
    await until(pilot, lambda: bool(screen.query_one("#path", Input).value))
    return screen


async def written(app: Dashboard, pilot: Pilot[None]) -> Path:
    before = {*Path.cwd().iterdir()}
    await pilot.press("ctrl+s")
    await until(pilot, lambda: not isinstance(app.screen, ExportScreen), str(app.messages[-1:]))
    (path,) = {*Path.cwd().iterdir()} - before
    return path


WHERE = {
    "home": (("x",), "due_on"),
    "loans": (("2", "ｘ"), "name"),
    "loan": (("2", "enter", "f7"), "number"),
    "payments": (("2", "enter", "tab", "x"), "payment_id"),
    "due": (("3", "x"), "due_on"),
    "agenda": (("3", "v", "x"), "due_on"),
    "year": (("3", "v", "v", "x"), "month"),
    "credit": (("6", "x"), "mark_id"),
    "scores": (("6", "tab", "tab", "x"), "score_id"),
    "alerts": (("7", "f7"), "message"),
    "setup": (("9", "f7"), ""),
}


@pytest.mark.parametrize("where", WHERE)
async def test_every_screen_exports_its_rows(where: str, app: Dashboard) -> None:
    keys, field = WHERE[where]
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, *keys)
        path = await written(app, pilot)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        assert len(rows) > 1
        assert field in rows[0] or not field
        assert f"/{path.name}" in app.messages[-1]
        assert "only you can read" in app.messages[-1]


async def test_marked_and_filtered_loans_are_what_leaves(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "2", "space", "x")
        marked = list(csv.DictReader((await written(app, pilot)).read_text("utf-8").splitlines()))
        assert [row["name"] for row in marked] == ["Mortgage 房贷"]
        await pilot.press("escape", "slash")
        app.screen.query_one("#wanted", Input).value = "overdue"
        await pilot.press("enter")
        await opened(app, pilot, "x")
        found = list(csv.DictReader((await written(app, pilot)).read_text("utf-8").splitlines()))
        assert [row["balance"] for row in found] == ["22533.36"]


async def test_json_and_hidden_amounts(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "2", "b", "x")
        assert screen.query_one("#amounts", Select).value == "hidden"
        screen.query_one("#form", Select).value = "json"
        await until(pilot, lambda: screen.query_one("#path", Input).value.endswith(".json"))
        path = await written(app, pilot)
        data = json.loads(path.read_text("utf-8"))["data"]
        assert {row["balance"] for row in data} == {"••••"}
        assert "Amounts are hidden in it." in app.messages[-1]


async def test_nothing_is_replaced_unasked(app: Dashboard, lines: Lines) -> None:
    mine = Path("mine.csv")
    mine.write_text("mine")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "2", "x")
        screen.query_one("#path", Input).value = "mine.csv"
        await pilot.pause()
        for _ in range(2):
            await pilot.press("ctrl+s", "enter", "escape")
            await until(pilot, lambda: "exists already" in "\n".join(lines(app)))
            assert mine.read_text() == "mine"
        screen.query_one("#exists", Select).value = "replace"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        assert mine.read_text("utf-8").startswith("loan_id,")


@pytest.mark.parametrize("path", ["nowhere/x.csv", "/proc/x.csv", "."])
async def test_what_cannot_be_written_is_said_and_nothing_is_lost(
    app: Dashboard, lines: Lines, path: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "2", "x")
        screen.query_one("#path", Input).value = path
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "! " in "\n".join(lines(app)))
        assert isinstance(app.screen, ExportScreen)
        assert app.focused is screen.query_one("#path")


async def test_the_whole_book_leaves_as_a_folder(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "x")
        screen.query_one("#what", Select).value = EVERYTHING
        await until(pilot, lambda: screen.query_one("#path", Input).value.endswith("debt-book-2026-11-21"))
        folder = await written(app, pilot)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert (folder / "payment.csv").exists()


async def choose(screen: ExportScreen, pilot: Pilot[None], what: str, form: str) -> None:
    screen.query_one("#what", Select).value = what
    await until(pilot, lambda: screen.query_one("#form", Select).value in screen._choices[what].forms)
    screen.query_one("#form", Select).value = form
    suffix = screen._choices[what].suffix(form)
    await until(pilot, lambda: screen.query_one("#path", Input).value.endswith(suffix), suffix)


WHOLE = {
    (REPORT, "md"): "# Debt report",
    (REPORT, "html"): "<!doctype html>",
    (YEAR, "md"): "# Year 2026",
    (JOURNAL, "hledger"): "; Balances of the debt tracker",
    (JOURNAL, "beancount"): "; Balances of the debt tracker",
    (EVERYTHING, "json"): '{\n "schema": "debt/export@1"',
}


async def test_reports_journals_and_the_book_as_one_file(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for (what, form), begins in WHOLE.items():
            screen = await opened(app, pilot, "x")
            await choose(screen, pilot, what, form)
            path = await written(app, pilot)
            assert path.read_text("utf-8").startswith(begins), (what, form)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert f"/{path.name}, which only you can read." in app.messages[-1]


async def test_rows_of_a_screen_and_a_loan_as_papers(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "2", "b", "x")
        await choose(screen, pilot, "0", "md")
        text = (await written(app, pilot)).read_text("utf-8")
        assert text.startswith("# Loans\n")
        assert "••••" in text
        assert "632" not in text
        assert "Amounts are hidden in it." in app.messages[-1]
        await pilot.press("b")
        screen = await opened(app, pilot, "enter", "f7")
        loan = next(
            key for key, each in screen._choices.items() if each.stem == "loan" and "csv" not in each.forms
        )
        await choose(screen, pilot, loan, "html")
        text = (await written(app, pilot)).read_text("utf-8")
        assert "<svg" in text
        assert "Mortgage 房贷" in text


async def test_esc_stops_an_export_under_way(app: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def endless(
        _folder: Path, _form: str, *, force: bool, progress: Callable[[int, int | None], None]
    ) -> None:
        del force
        begun.set()
        while True:
            progress(1, None)
            time.sleep(0.01)

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "x")
        screen.query_one("#what", Select).value = EVERYTHING
        monkeypatch.setattr(app.answers, "write_everything", endless, raising=False)
        await pilot.press("ctrl+s")
        await until(pilot, begun.is_set, "it is being written")
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped. Nothing was written." in app.messages)
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen), "a second one closes")


WRITTEN = {
    "0": ("write_sheet", "csv"),
    REPORT: ("write_report", "md"),
    JOURNAL: ("write_journal", "hledger"),
    EVERYTHING: ("write_everything", "json"),
}


async def test_every_writing_is_in_a_thread_and_leaves_nothing_once_stopped(
    app: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def held(name: str) -> Callable[..., object]:
        real = getattr(app.answers, name)

        def write(*args: object, progress: Callable[[int, int | None], None], **more: object) -> object:
            threads.append(threading.current_thread())

            def tell(done: int, expected: int | None) -> None:
                begun.set()
                go_on.wait(60)
                progress(done, expected)

            return real(*args, progress=tell, **more)

        return write

    for name, _form in WRITTEN.values():
        monkeypatch.setattr(app.answers, name, held(name), raising=False)
    stopped = "Stopped. Nothing was written."
    async with app.run_test(size=(80, 24)) as pilot:
        for number, (what, (_name, form)) in enumerate(WRITTEN.items(), 1):
            begun.clear()
            go_on.clear()
            screen = await opened(app, pilot, *(("2",) if number == 1 else ()), "x")
            await choose(screen, pilot, what, form)
            await pilot.press("ctrl+s")
            await until(pilot, begun.is_set, what)
            await pilot.press("escape")
            said = screen.query_one("#wrong", Static)
            await until(pilot, lambda said=said: "Stopping" in str(said.render()))  # type: ignore[misc]
            go_on.set()
            await until(pilot, lambda n=number: app.messages.count(stopped) == n, what)  # type: ignore[misc]
            assert list(Path.cwd().iterdir()) == []
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
    assert len(threads) == len(WRITTEN)
    assert threading.main_thread() not in threads


async def test_the_file_hides_and_the_screen_shows_at_once(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "2", "x")
        await choose(screen, pilot, REPORT, "md")
        screen.query_one("#amounts", Select).value = "hidden"
        text = (await written(app, pilot)).read_text("utf-8")
        assert "••••" in text
        assert "22,533.36" not in text
        assert not is_hiding()


async def test_a_book_in_one_file_names_the_folder_of_its_evidence(app: Dashboard, book: Book) -> None:
    Path("../proof.txt").write_text("signed")
    assert add_evidence(book, Path("../proof.txt"), {"kind": "contract"})[0]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "x")
        await choose(screen, pilot, EVERYTHING, "json")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen), str(app.messages[-1:]))
        (folder,) = [path for path in Path.cwd().iterdir() if path.is_dir()]
        assert any(path.is_file() for path in folder.rglob("*"))
        assert f"/{folder.name}; keep them together." in app.messages[-1]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int], language: str, app: Dashboard, lines: Lines,
    matches: Callable[[str, list[str]], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    locale.use(language)
    monkeypatch.setenv("HOME", str(Path.cwd()))
    Path("debt-loans-2026-11-21.csv").write_text("")
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot, "2", "f7")
        screen.query_one("#path", Input).value = "~/debt-loans-2026-11-21.csv"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.query_one("#exists-row").has_class("-asked"))
        await pilot.pause()
        found = await settled(pilot, lambda: lines(app))
        assert {cell_len(line) for line in found} == {size[0]}
        matches(f"export-{size[0]}x{size[1]}-{language}", found)
