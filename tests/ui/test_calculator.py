"""The calculators of the dashboard: they answer while one types, and keep nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book
from tracker.services.loan.change import change_terms
from tracker.services.loan.find import find_loan
from tracker.ui import copying
from tracker.ui.app import Dashboard
from tracker.ui.calculator import CalculatorScreen
from tracker.ui.loan import LoanScreen

Lines = Callable[[App[None]], list[str]]


async def opened(pilot: Pilot[None], what: str) -> CalculatorScreen:
    """A calculator, as the palette opens it."""
    await pilot.app.run_action(f"app.calculate('{what}')")
    await until(pilot, lambda: isinstance(pilot.app.screen, CalculatorScreen) and bool(pilot.app.focused))
    screen = pilot.app.screen
    assert isinstance(screen, CalculatorScreen)
    return screen


def put(screen: CalculatorScreen, **values: str) -> None:
    for name, text in values.items():
        screen.query_one(f"#{name.replace('_', '-')}", Input).value = text


async def test_the_palette_opens_it_and_it_answers_while_one_types(over_file: Dashboard) -> None:
    async with over_file.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"true rate")
        await shows(pilot, "calc: true rate")
        await pilot.press("enter")
        await shows(pilot, "Type what you receive")
        await pilot.press(*"9700", "tab", "tab", *"888.49", "tab", "tab", *"12")
        await shows(pilot, "Nominal rate 17.83%")
        await shows(pilot, "Effective rate 19.36%")
        await shows(pilot, "12 times the rate of one period")
        screen = pilot.app.screen
        assert isinstance(screen, CalculatorScreen)
        put(screen, fee="300", received="10000")
        await shows(pilot, "Nominal rate 17.83%")
        screen.query_one("#method", Select).value = "eu"
        await shows(pilot, "EU APRC 19.4%")
        put(screen, periods="x")
        await shows(pilot, "! number of instalments: x is not a number")
        await pilot.press("ctrl+n")
        await shows(pilot, "Type what you receive")
        put(screen, flat_fee="0.6%", periods="12")
        await shows(pilot, "Nominal rate 13.03%")
        await shows(pilot, "Cost of each 100 7.20")
        put(screen, flat_fee="", payment="10", received="500", periods="12")
        await shows(pilot, "The rate is negative")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, CalculatorScreen))


async def test_hidden_sums_stay_hidden(over_file: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(copying, "copy_natively", lambda _text, _environ: "")
    monkeypatch.setattr(Dashboard, "copy_to_clipboard", lambda _self, text: sent.append(text))
    over_file.action_hide_amounts()
    async with over_file.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "rate")
        put(screen, received="9700", payment="888.49", periods="12")
        await shows(pilot, "Effective rate 19.36%")
        await shows(pilot, "Cost ••••")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: bool(sent))
        assert sent[0].startswith("True yearly rate\nNominal rate")
        assert "17.83%" in sent[0]
        assert "••••" in sent[0]
        assert "888" not in sent[0]
        # Twice as much the next fortnight: a figure nobody reads digit by digit keeps within the box.
        put(screen, received="100", payment="200", periods="1")
        screen.query_one("#method", Select).value = "xirr"
        screen.query_one("#every", Select).value = "two_weeks"
        await shows(pilot, "Effective rate 7.05e+9%")


async def test_a_loan_is_late_by_its_own_terms(over_file: Dashboard, small: Book) -> None:
    async with over_file.run_test(size=(80, 24)) as pilot:
        over_file.open_loan(3)
        await until(pilot, lambda: isinstance(pilot.app.screen, LoanScreen))
        await opened(pilot, "late")
        await shows(pilot, "Paying late: Car loan")
        await shows(pilot, "neither the penalty rate nor the late fee of Car loan is known")
        screen = pilot.app.screen
        assert isinstance(screen, CalculatorScreen)
        put(screen, penalty_rate="18%", days="60")
        await shows(pilot, "The due of 2026-11-28, 2,862.43 open")
        await shows(pilot, "60 ?")
        await pilot.press("escape")
        done, problems = change_terms(small, 3, {"penalty_rate": "0.05%/day", "late_fee": "5%"})
        assert done is not None, problems
        await opened(pilot, "late")
        await shows(pilot, "30 ~143.12")


async def test_any_sum_is_late_where_no_loan_is_looked_at(over_file: Dashboard) -> None:
    async with over_file.run_test(size=(80, 24)) as pilot:
        await over_file.action_go("setup")
        screen = await opened(pilot, "late")
        await shows(pilot, "Type what is due")
        put(screen, amount="1905.20", penalty_rate="0.05%/day", days="12")
        await shows(pilot, "12 0.00 ~11.43 ~11.43 ~1,916.63")
        put(screen, days="0")
        await shows(pilot, "! days: 0 is not between 1 and 3660")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_frame(
    over_file: Dashboard, small: Book, lines: Lines, matches: Callable[[str, list[str]], None],
    language: str, size: tuple[int, int],
) -> None:  # fmt: skip
    locale.use(language)
    change_terms(small, find_loan(small, "jiebei").id, {"penalty_rate": "0.06%/day", "late_fee": "5%"})
    async with over_file.run_test(size=size) as pilot:
        await over_file.action_go("setup")
        screen = await opened(pilot, "rate")
        put(screen, received="9700", payment="888.49", periods="12")
        screen.query_one("#method", Select).value = "us-actuarial"
        await shows(pilot, "17.83%")
        await shows(pilot, "CFR")
        found = await settled(pilot, lambda: lines(over_file))
        matches(f"calc-rate-{language}-{size[0]}x{size[1]}", found)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, CalculatorScreen))
        screen = await opened(pilot, "value")
        put(screen, rate="9%", periods="360", present="125000", number="13-24")
        await shows(pilot, "-11,135.23")
        found = await settled(pilot, lambda: lines(over_file))
        matches(f"calc-value-{language}-{size[0]}x{size[1]}", found)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, CalculatorScreen))
        over_file.open_loan(1)
        await until(pilot, lambda: isinstance(pilot.app.screen, LoanScreen))
        await shows(pilot, "2,816.40")
        await settled(pilot, lambda: lines(over_file))
        await opened(pilot, "late")
        await shows(pilot, "~3,002.15")
        found = await settled(pilot, lambda: lines(over_file))
        matches(f"calc-late-{language}-{size[0]}x{size[1]}", found)
        assert {cell_len(line) for line in found} == {size[0]}


async def test_the_one_of_five_that_is_left_out_is_found(over_file: Dashboard) -> None:
    async with over_file.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "value")
        await shows(pilot, "Type all of rate, number, payment")
        put(screen, rate="9%", periods="360", present="125000")
        await shows(pilot, "Each payment -1,005.78")
        put(screen, number="13-24")
        await shows(pilot, "Interest in no. 13–24 -11,135.23")
        put(screen, number="13-x")
        await shows(pilot, "! ")
        put(screen, number="", rate="12%", periods="", payment="-100", present="-1000", future="10000")
        await shows(pilot, "How many times 60.0821")
        screen.query_one("#when", Select).value = "begin"
        await shows(pilot, "How many times 59.6739")
        put(screen, payment="50")
        await shows(pilot, "! no number of instalments makes these agree")


async def test_a_rate_is_told_in_other_times(over_file: Dashboard) -> None:
    async with over_file.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "rate_in")
        await shows(pilot, "Type a rate as it is quoted")
        put(screen, rate="0.05%/day", basis="360")
        await shows(pilot, "Nominal rate 18.00%")
        await shows(pilot, "Effective rate 20.02% compounded every day")
        put(screen, rate="10%", basis="")
        screen.query_one("#kind", Select).value = "effective"
        screen.query_one("#every", Select).value = "quarter"
        await shows(pilot, "Nominal rate 9.65%")
        put(screen, rate="often")
        await shows(pilot, "! rate: often")
