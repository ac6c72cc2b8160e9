"""A whole visit by the mouse alone: tabs, rows, names of lists, keys of dialogs."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from waiting import drawn, shows, until

from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.home import HomeScreen
from tracker.ui.loan import LoanScreen
from tracker.ui.loan_form import LoanForm
from tracker.ui.loans import LoansScreen
from tracker.ui.pointing import key_at
from tracker.ui.widgets.names import name_at

BOLD = Style(bold=True)
LINE = (
    Segment("│ "), Segment("^S", BOLD), Segment(" 保存   "), Segment("PgDn", BOLD), Segment(" Next step  "),
    Segment("! ", BOLD), Segment("wrong  "), Segment("r", BOLD), Segment(" Go"), Segment("   │"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("x", "key"),
    [
        (0, ""), (2, "ctrl+s"), (6, "ctrl+s"), (8, "ctrl+s"), (10, ""), (12, "pagedown"), (20, "pagedown"),
        (27, ""), (30, ""), (36, ""), (37, "r"), (39, "r"), (42, ""), (99, ""),
    ],
)  # fmt: skip
def test_the_words_of_a_key_stand_for_it(x: int, key: str) -> None:
    assert key_at(LINE, x) == key


def test_the_name_at_a_cell() -> None:
    names, row = {"one": "还款", "two": "Terms"}, " [还款]  Terms    Tab: next "
    assert [name_at(names, row, x) for x in (0, 1, 6, 7, 8, 13, 14, 20)] == [
        "", "one", "one", "", "two", "two", "two", "",
    ]  # fmt: skip


async def click(pilot: Pilot[None], words: str, *, times: int = 1) -> None:
    """Click the first place of the screen that shows some words."""
    await shows(pilot, words)
    y, line = next((y, line) for y, line in enumerate(drawn(pilot.app)) if words in line)
    await pilot.click(offset=(cell_len(line[: line.index(words)]) + 1, y), times=times)


async def test_a_visit_by_the_mouse_alone(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, "2 Loans")
        await until(pilot, lambda: isinstance(app.screen, LoansScreen))
        await click(pilot, "Car loan", times=2)
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))
        await click(pilot, "Payments")
        await until(pilot, lambda: getattr(app.screen, "pane", "") == "payments")
        await click(pilot, "Terms")
        await until(pilot, lambda: getattr(app.screen, "pane", "") == "terms")
        await click(pilot, "Esc Back")
        await until(pilot, lambda: isinstance(app.screen, LoansScreen))
        await click(pilot, "a Add")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        await click(pilot, "^T Template")
        await click(pilot, "6  Family")
        await shows(pilot, "as agreed with a person")
        await click(pilot, "Next step  ^T")
        await until(pilot, lambda: getattr(app.screen, "step", 0) == 2, "the words of a key press it")
        await click(pilot, "^S Save")
        await shows(pilot, "! Name is missing")
        await click(pilot, "Close, draft")
        await until(pilot, lambda: isinstance(app.screen, LoansScreen))
        await click(pilot, "1 Home")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await click(pilot, "p Pay")
        await click(pilot, "Save ")
        await until(pilot, lambda: any("Recorded" in each for each in app.messages), "the payment is there")
        assert len(list_loans(small)) == 4


async def test_lists_of_other_screens_come_by_their_names(small: Book) -> None:
    app = Dashboard(BookAnswers(small))
    async with app.run_test(size=(80, 24)) as pilot:
        for tab, name, pane in (
            ("0 Cash", "Accounts", "accounts"), ("5 Talks", "Stages", "stages"),
            ("6 Credit", "Scores", "scores"), ("7 Alerts", "Rules", "rules"),
        ):  # fmt: skip
            await click(pilot, tab)
            await click(pilot, name)
            await until(pilot, lambda pane=pane: getattr(app.screen, "pane", "") == pane, pane)  # type: ignore[misc]
