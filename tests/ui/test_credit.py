"""Credit: marks, disputes, answers and scores, over the demo household in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Input, Select
from waiting import settled, shows, until

from tracker import locale
from tracker.services import credit_report
from tracker.services.book import Book, open_book
from tracker.services.credit import credit_view
from tracker.services.demo import seed_demo
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.credit import CreditScreen
from tracker.ui.entry_form import EntryForm
from tracker.ui.loan import LoanScreen
from tracker.ui.reader import ReaderScreen

TODAY = date(2026, 11, 21)
Lines = Callable[[App[None]], list[str]]
VIEWS = {
    "credit": (),
    "credit-disputes": ("tab",),
    "credit-scores": ("tab", "tab"),
    "credit-reports": ("tab",) * 3,
    "credit-lines": ("tab",) * 4,
    "credit-enquiries": ("tab",) * 5,
    "credit-path": ("tab",) * 6,
    "credit-habits": ("shift+tab",),
    "credit-mark": ("a",),
    "credit-dispute": ("down", "o"),
    "credit-round": ("E",),
    "credit-report": ("tab", "tab", "tab", "a"),
}
CMB = {"lender": "CMB", "tail": "8888", "kind": "card", "opened": "2019-04-02"}
PULLS = {
    "2026-02-01": (
        {**CMB, "status": "overdue", "overdue": "310", "worst": "1"},
        {"lender": "ICBC", "kind": "car"},
    ),
    "2026-06-01": (
        {**CMB, "status": "normal", "overdue": "0", "worst": "N"},
        {"lender": "ICBC", "kind": "car"},
    ),
    "2026-10-02": ({**CMB, "status": "overdue", "overdue": "120.50", "worst": "1"},),
}


def keep_reports(book: Book) -> None:
    """Three reports of one bureau: an account that heals and is back, one that goes; two enquiries."""
    for on, entries in PULLS.items():
        done, problems = credit_report.add_report(book, {"bureau": "PBOC", "on": on})
        assert done is not None, problems
        for each in entries:
            assert credit_report.add_entry(book, done.ids[0], {"status": "normal", "balance": "900", **each})[
                0
            ]
    for who, asked in (("MYbank", "2026-09-12"), ("CMB", "2025-12-30")):
        assert credit_report.add_enquiry(book, done.ids[0], {"who": who, "asked": asked, "why": "loan"})[0]


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


@pytest.fixture
def app(book: Book) -> Dashboard:
    return Dashboard(BookAnswers(book, is_demo=True))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
async def test_frame(
    view: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as book:
        keep_reports(book)
        app = Dashboard(BookAnswers(book, is_demo=True))
        async with app.run_test(size=size) as pilot:
            for key in ("6", *VIEWS[view]):
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= {
            "demo",
            "db",
            "Enter",
            "ter",
            "Tab",
            "Esc",
            "Ins",
            "Del",
            "Space",
            "Experian",
            "FICO",
            "CN",
            "CMB",
            "ICBC",
            "MYbank",
            "PBOC",
            "CSV",
            "loan",
        }, "English left in a Chinese screen"
    matches(f"{view}-{size[0]}x{size[1]}-{language}", found)


async def test_a_mark_is_added_disputed_answered_and_all_of_it_undone(
    app: Dashboard, book: Book, lines: Lines
) -> None:
    before = credit_view(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "a")
        await pilot.pause()
        assert isinstance(app.screen, EntryForm)
        app.screen.query_one("#description", Input).value = "Late in May"
        app.screen.query_one("#bureau", Input).value = "PBOC"
        app.screen.query_one("#origin", Input).value = "2026-05-03"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Late in May" in "\n".join(lines(app))
        assert app.messages[-1] == "Added the mark Late in May. u undoes it."
        at = next(n for n, each in enumerate(credit_view(book).marks) if each.description == "Late in May")
        await pilot.press(*["down"] * at, "o")
        await pilot.pause()
        app.screen.query_one("#answer-by", Input).value = "+20"
        await pilot.pause()
        assert "= 2026-12-11" in "\n".join(lines(app))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "20 d left" in "\n".join(lines(app))
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one("#outcome", Select).value = "rejected"
        await pilot.press("ctrl+s")
        await pilot.pause()
        dispute = credit_view(book).disputes[-1]
        assert (dispute.outcome.value, dispute.answered_on) == ("rejected", TODAY)
        for _ in range(3):
            await pilot.press("u")
            await pilot.pause()
        after = credit_view(book)
        assert (after.marks, after.disputes) == (before.marks, before.disputes)


async def test_what_is_missing_is_said_and_the_focus_goes_there(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "a")
        await pilot.pause()
        app.screen.query_one("#removed", Input).value = "32.13.2026"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, EntryForm)
        text = "\n".join(lines(app))
        assert "! what it says is missing" in text
        assert "! removed: 32.13.2026" in text
        assert app.focused is app.screen.query_one("#description")


async def test_esc_keeps_what_was_typed(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "a", "x", "y", "escape")
        await pilot.pause()
        assert isinstance(app.screen, CreditScreen)
        await pilot.press("a")
        await pilot.pause()
        assert app.screen.query_one("#description", Input).value == "xy"


async def test_a_date_that_is_emptied_is_unknown_again(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "down", "enter")
        await pilot.pause()
        app.screen.query_one("#expected-removal", Input).value = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        mark = credit_view(book).marks[1]
        assert (mark.expected_removal_on, mark.origin_on) == (None, date(2023, 7, 21))


async def test_delete_goes_to_the_trash_and_comes_back(app: Dashboard, book: Book) -> None:
    count = len(credit_view(book).scores)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "tab", "d")
        await pilot.pause()
        assert len(credit_view(book).scores) == count - 1
        await pilot.press("u")
        await pilot.pause()
        assert len(credit_view(book).scores) == count


async def test_scores_are_compared_within_their_bureau_and_model_only(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "tab")
        await pilot.pause()
        rows = [line.strip("│ ").split() for line in lines(app)[5:10]]
    assert rows == [
        ["Experian", "FICO", "8", "2026-09-21", "671", "+23"],
        ["2026-02-21", "648"],
        ["Zhima", "-", "2026-10-21", "642", "+15"],
        ["2026-05-21", "627", "+16"],
        ["2025-11-21", "611"],
    ]


async def test_a_score_is_added_in_its_list(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "tab", "a")
        await pilot.pause()
        app.screen.query_one("#value", Input).value = "650"
        await pilot.press("ctrl+s")
        await pilot.pause()
        newest = credit_view(book).scores[0]
        assert (newest.value, newest.bureau, newest.scored_on) == (650, "Zhima", TODAY)


async def test_enter_on_a_habit_opens_its_loan(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "shift+tab", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LoanScreen)


async def test_an_empty_credit_file_says_what_fills_it(tmp_path: Path, lines: Lines) -> None:
    with open_book(tmp_path / "none.db", today=TODAY, clock=clock, may_create=True) as empty:
        app = Dashboard(BookAnswers(empty))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("6", "o", "n", "d", "enter")
            await pilot.pause()
            assert "Nothing on record" in lines(app)[1]


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (200, 60), (120, 24)])
async def test_no_size_breaks_the_frame(app: Dashboard, lines: Lines, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        for key in ("6", "tab", "tab", "tab"):
            await pilot.press(key)
            await pilot.pause()
            assert {cell_len(line) for line in lines(app)} == {size[0]}


async def test_disputes_and_scores_are_changed(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "down", "e")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        app.screen.query_one("#answer-by", Input).value = "2026-12-01"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Changed a dispute. u undoes it." in app.messages)
        assert credit_view(book).disputes[1].answer_by == date(2026, 12, 1)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        before = app.screen.query_one("#value", Input).value
        app.screen.query_one("#value", Input).value = "655"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Changed a score. u undoes it." in app.messages)
        assert 655 in {each.value for each in credit_view(book).scores}
        await pilot.press("u")
        await until(pilot, lambda: 655 not in {each.value for each in credit_view(book).scores})
        assert int(before) in {each.value for each in credit_view(book).scores}


async def test_the_trash_gives_back(app: Dashboard, book: Book) -> None:
    before = credit_view(book).marks
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "f5")
        await until(pilot, lambda: "The trash holds nothing of the credit file." in app.messages)
        await pilot.press("d")
        await until(pilot, lambda: len(credit_view(book).marks) == len(before) - 1)
        await pilot.press("t")
        await shows(pilot, "mark: Old telephone bill, paid")
        await pilot.press("enter")
        await until(pilot, lambda: len(credit_view(book).marks) == len(before))
        await until(pilot, lambda: "Brought back an entry of the credit file. u undoes it." in app.messages)


async def test_a_report_is_kept_with_a_line_that_becomes_a_disputed_mark(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "tab", "tab", "a")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        app.screen.query_one("#bureau", Input).value = "PBOC"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(credit_report.list_reports(book)) == 1)
        await until(pilot, lambda: isinstance(app.screen, CreditScreen))
        await pilot.press("enter", "a")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        app.screen.query_one("#lender", Input).value = "CMB"
        app.screen.query_one("#overdue", Input).value = "310"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(credit_report.list_reports(book)[0].entries) == 1)
        await until(pilot, lambda: isinstance(app.screen, CreditScreen))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        assert app.screen.query_one("#description", Input).value == "CMB"
        await pilot.press("ctrl+s")
        entry = credit_report.list_reports(book)[0].entries[0].id
        await until(pilot, lambda: entry in {each.entry_id for each in credit_view(book).marks})
        await until(pilot, lambda: isinstance(app.screen, CreditScreen))
        await pilot.press("d")
        await until(pilot, lambda: credit_report.list_reports(book)[0].entries == ())
        await pilot.press("u")
        await until(pilot, lambda: len(credit_report.list_reports(book)[0].entries) == 1)


async def test_a_dispute_goes_to_its_next_round_and_back(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "down", "E")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        assert app.screen.query_one("#body", Select).value == "regulator"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(each.more for each in credit_view(book).disputes))
        await until(pilot, lambda: isinstance(app.screen, CreditScreen))
        await shows(pilot, "2. the regulator")
        await pilot.press("d")
        await until(pilot, lambda: not any(each.more for each in credit_view(book).disputes))


async def test_the_letter_of_a_dispute_is_made_and_shown(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "tab", "down", "w")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        await until(pilot, lambda: bool(app.screen.query("#name")))
        app.screen.query_one("#name", Input).value = "Li Ming"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen), "no letter was shown")
        await shows(pilot, "not legal advice")
        page = app.screen
        assert isinstance(page, ReaderScreen)
        assert "Li Ming" in page._content.plain
        assert "Objection to an entry in my credit report" in page._content.plain
