"""The list of loans: filtered, sorted, marked, and what paying more would change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Input
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.services.payment import list_payments
from tracker.ui.app import Dashboard
from tracker.ui.asking import AskScreen
from tracker.ui.loans import LoansScreen

Lines = Callable[[App[None]], list[str]]


def shown(app: App[None]) -> list[int]:
    assert isinstance(app.screen, LoansScreen)
    return [row.loan_id for row in app.screen._found.rows]


async def test_filter_in_chinese_by_name_lender_and_note(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "ideographic_comma")
        await pilot.pause()
        wanted = app.screen.query_one("#wanted", Input)
        assert app.focused is wanted
        for text, ids in (
            ("借呗", [1]), ("招商", [2]), ("婚礼", [4]), ("zsyh", [2]), ("逾期", [1]), ("余额<2万", [2]),
            ("年化>6 到期<7天", [1, 2]), ("类型:信用卡", [2]), ("没有", []),
        ):  # fmt: skip
            wanted.value = text
            await until(pilot, lambda ids=ids: shown(app) == ids, text)
        assert "No loan passes the filter" in "\n".join(lines(app))
        await pilot.press("enter", "p", "e")
        await until(pilot, lambda: app.messages == ["The filter hides every loan. Esc clears it."] * 2)
        await pilot.press("slash", "escape")
        await pilot.pause()
        assert shown(app) == [1, 2, 3, 4]
        assert not app.screen.has_class("-filtering")


async def test_a_word_that_is_none_says_so(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "ctrl+f")
        await pilot.pause()
        app.screen.query_one("#wanted", Input).value = "colour:red"
        await pilot.pause()
        assert shown(app) == [1, 2, 3, 4]
        assert "colour is not a word of the filter" in lines(app)[1]


async def test_totals_follow_the_filter(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash")
        await pilot.pause()
        app.screen.query_one("#wanted", Input).value = "lender:icbc"
        await pilot.press("enter")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "1 loan · ¥69,018.86" in text
        assert "1 of 4" in lines(app)[1]


async def test_closed_loans_are_found_when_asked_for(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "end", "c")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(list_loans(small)) == 4  # Enter in the table of effects does nothing
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.messages[-1:] == ["Closed 1 loan. u undoes it."])
        await until(pilot, lambda: shown(app) == [1, 2, 3])
        await pilot.press("slash")
        app.screen.query_one("#wanted", Input).value = "status:closed"
        await until(pilot, lambda: shown(app) == [4])


async def test_sorting_goes_round_and_shows_its_column(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "s")
        await pilot.pause()
        assert "Next due↑" in lines(app)[3]
        assert shown(app) == [1, 2, 3, 4]
        await pilot.press("s")
        await pilot.pause()
        assert "Balance↓" in lines(app)[3]
        assert shown(app) == [3, 4, 1, 2]
        await pilot.press("S")
        await pilot.pause()
        assert "Balance↑" in lines(app)[3]
        assert shown(app) == [2, 1, 4, 3]
        await pilot.press("s", "s", "s", "s")
        await pilot.pause()
        assert shown(app) == [1, 2, 3, 4]


async def test_marked_loans_are_paid_in_one_step(over_file: Dashboard, small: Book, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "space", "space", "end", "space")
        await pilot.pause()
        assert "3 marked · ¥63,264.23" in "\n".join(lines(app))
        await pilot.press("p")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "Record 2 payments" in text
        assert "Family loan" in text  # left out, and named
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.messages[-1:] == ["Recorded 2 payments. u undoes it."])
        await shows(pilot, "4 loans")
        assert {each.loan_id for each in list_payments(small)} == {1, 2}
        assert "marked" not in "\n".join(lines(app))
        await pilot.press("u")
        await pilot.pause()
        assert len(list_payments(small)) == 1


async def test_a_late_loan_is_paid(over_file: Dashboard, small: Book, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "p")
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "2816.40"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "late" not in "\n".join(lines(app))
        assert {each.overdue_minor for each in list_loans(small)} == {0}


async def test_what_paying_more_changes(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down")
        await shows(pilot, "1,500.00 each 2027-07")
        text = "\n".join(lines(app))
        assert "CMB credit card" in text
        assert "minimums" in text
        await pilot.press("end")
        await shows(pilot, "not known without due day")


async def test_hidden_amounts_are_hidden_there_too(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "b", "space")
        await shows(pilot, "•••• each")
        text = "\n".join(lines(app))
        for amount in ("21,064", "1,146", "3,000.00", "64.23"):
            assert amount not in text
        await pilot.press("p")
        await pilot.pause()
        assert "2,816" not in "\n".join(lines(app))


async def test_ranges_and_all_are_marked(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "shift+down", "shift+down")
        await shows(pilot, "3 marked")
        await pilot.press("escape")
        await shows(pilot, "4 loans")
        await pilot.press("end", "shift+up")
        await shows(pilot, "2 marked")
        await pilot.press("ctrl+t")
        await shows(pilot, "4 marked")
        await pilot.press("escape", "slash")
        app.screen.query_one("#wanted", Input).value = "overdue"
        await until(pilot, lambda: shown(app) == [1])
        await pilot.press("enter", "m")
        await shows(pilot, "1 marked")


async def test_marked_loans_change_their_account_in_one_step(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "shift+down", "ctrl+w")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        app.screen.query_one(Input).value = "ICBC 88"
        await pilot.press("enter")
        await shows(pilot, "Change 2 loans")
        await pilot.press("enter")
        assert {row.account for row in list_loans(small)} == {"", "CMB 1234"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Changed the account of 2 loans. u undoes it." in app.messages)
        found = [(row.account, row.autopay) for row in list_loans(small)]
        assert found[:2] == [("ICBC 88", "off"), ("ICBC 88", "unchecked")]
        await pilot.press("u")
        await until(pilot, lambda: list_loans(small)[0].account == "")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int],
    language: str,
    over_file: Dashboard,
    lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:
    locale.use(language)
    app = over_file
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "s", "s", "slash")
        app.screen.query_one("#wanted", Input).value = "apr>5"
        await pilot.press("enter", "down", "space")
        screen = app.screen
        assert isinstance(screen, LoansScreen)
        # What paying more would change is computed once moving pauses.
        await until(
            pilot,
            lambda: (
                (row := screen._current()) is not None
                and row.loan in str(screen.query_one("#what-if").border_title)
            ),
        )
        await pilot.pause()
        found = await settled(pilot, lambda: lines(app))
        assert {cell_len(line) for line in found} == {size[0]}
        matches(f"loans-filter-{size[0]}x{size[1]}-{language}", found)
        await pilot.press("c")
        await pilot.pause()
        matches(f"loans-close-{size[0]}x{size[1]}-{language}", await settled(pilot, lambda: lines(app)))
