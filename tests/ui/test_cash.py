"""Cash: the forecast and its dialogs, over the demo household and over empty files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from loan_book import TODAY, clock
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book, open_book
from tracker.services.cash.accounts import accounts, add_account
from tracker.services.cash.events import list_events, list_occurrences, list_transfers
from tracker.services.demo import seed_demo
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.cash import CashScreen
from tracker.ui.entry_form import EntryForm
from tracker.ui.exporting import ExportScreen
from tracker.ui.loan import LoanScreen
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
PANES = {
    "cash": "forecast", "cash-shortfalls": "shortfalls", "cash-accounts": "accounts", "cash-events": "events",
}  # fmt: skip
FORMS = {"cash-account": "accounts", "cash-event": "events"}
_SAME = {"demo", "db", "Enter", "Tab", "Esc", "Ins", "Del", "ok", "US", "CNY", "Space"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


@pytest.fixture
def app(book: Book) -> Dashboard:
    return Dashboard(BookAnswers(book, is_demo=True))


async def cash(pilot: Pilot[None], pane: str = "") -> CashScreen:
    """The screen with everything read, one of its lists in front."""
    app = pilot.app
    await pilot.press("0")
    await until(pilot, lambda: getattr(app.screen, "page", None) is not None, "cash was not read")
    assert isinstance(app.screen, CashScreen)
    screen = app.screen
    if pane:
        screen.pane = pane
        await until(pilot, lambda: screen.focused is screen.query_one(f"#{pane} VirtualList"))
    return screen


async def form(pilot: Pilot[None], *keys: str) -> EntryForm:
    """The form that the keys open."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, EntryForm), f"{keys} opened no form")
    screen = pilot.app.screen
    assert isinstance(screen, EntryForm)
    await until(pilot, lambda: bool(screen.query("#keys")) and screen.focused is not None)
    return screen


def put(screen: EntryForm, **values: str) -> None:
    for name, value in values.items():
        widget = screen.query_one(f"#{name.replace('_', '-')}")
        assert isinstance(widget, (Input, Select))
        widget.value = value


async def saved(pilot: Pilot[None], message: str) -> None:
    """Save the form, and wait for its toast."""
    app = pilot.app
    assert isinstance(app, Dashboard)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: any(message in each for each in app.messages), message)
    await until(pilot, lambda: isinstance(app.screen, CashScreen), "the form stayed open")


async def undone(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, Dashboard)
    await pilot.press("u")
    await until(pilot, lambda: app.messages[-1].startswith("Undone: "), "nothing was undone")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", [*PANES, *FORMS, "cash-top-up", "cash-empty"])
async def test_frame(
    view: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines, empty: Book,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as book:
        over = BookAnswers(empty) if view == "cash-empty" else BookAnswers(book, is_demo=True)
        app = Dashboard(over)
        async with app.run_test(size=size) as pilot:
            screen = await cash(pilot, PANES.get(view) or FORMS.get(view, ""))
            if view in FORMS or view == "cash-top-up":
                await form(pilot, "t" if view == "cash-top-up" else "a")
                await shows(pilot, "2026" if view == "cash-top-up" else "^S")
            elif view != "cash-empty":
                await until(
                    pilot, lambda: screen.query_one(f"#{PANES[view]} VirtualList", VirtualList).count > 0
                )
            await pilot.pause()
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= {*_SAME, "empty"}, "English left in a Chinese screen"
    matches(f"{view}-{size[0]}x{size[1]}-{language}", found)


async def test_it_opens_at_the_first_failure_and_says_why(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)
        await shows(pilot, "will fail: 654.58 is missing")
        assert screen.pane == "forecast"
        assert "ICBC 88 is 654.58 short on 2026-12-01" in lines(app)[1]
        assert "Top up 654.58 by 2026-11-30 22:00" in "\n".join(lines(app))


async def test_the_top_up_of_a_shortfall_is_recorded_and_undone(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot, "shortfalls")
        dialog = await form(pilot, "enter")
        assert dialog.query_one("#amount", Input).value == "654.58"
        await saved(pilot, "Moved 654.58 from CMB 1234 to ICBC 88. u undoes it.")
        assert [each.amount_minor for each in list_transfers(book)] == [65_458]

        def failing() -> bool:
            found = screen.page.forecast.shortfalls if screen.page else ()
            return any(each.on == date(2026, 12, 1) for each in found)

        await until(pilot, lambda: not failing(), "the top-up does not help")
        await undone(pilot)
        await until(pilot, failing, "the top-up is still counted")
        assert list_transfers(book) == ()


async def test_likely_money_is_counted_when_asked(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)

        def told() -> set[str]:
            page = screen.page
            return {row.event for row in page.forecast.rows} if page else set()

        assert "Tax refund" not in told()
        await pilot.press("l")
        await until(pilot, lambda: "Tax refund" in told(), "likely income is not counted")
        await shows(pilot, "l: sure and likely")
        await pilot.press("l", "l")
        await until(pilot, lambda: "Tax refund" not in told(), "it is still counted")


async def test_the_first_account_is_added_where_there_is_none(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)
        assert screen.pane == "accounts"
        assert "a adds one" in "\n".join(lines(app))
        dialog = await form(pilot, "a")
        put(dialog, name="CMB [/] 1234", balance="3k", buffer="200", lead_days="1", cut_off="17:00")
        await saved(pilot, "Added the account CMB [/] 1234. u undoes it.")
        (account,) = accounts(empty)
        assert (account.balance_minor, account.buffer_minor, account.balance_on) == (300_000, 20_000, TODAY)
        assert (account.lead_days, account.cut_off) == (1, "17:00")
        dialog = await form(pilot, "e")
        put(dialog, buffer="300")
        await saved(pilot, "Changed the account CMB [/] 1234")
        assert accounts(empty)[0].buffer_minor == 30_000
        await pilot.press("d")
        await until(pilot, lambda: not accounts(empty), "it is still there")
        await undone(pilot)
        assert len(accounts(empty)) == 1


async def test_rent_is_added_changed_and_deleted(empty: Book) -> None:
    add_account(empty, {"name": "CMB", "balance": "1000"})
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await cash(pilot, "events")
        dialog = await form(pilot, "a")
        put(dialog, kind="expense", name="Rent", amount="1500", on="2026-12-01", certainty="likely")
        await saved(pilot, "Added Rent. u undoes it.")
        (rent,) = list_events(empty)
        assert (rent.kind.value, rent.amount_minor, rent.certainty.value) == ("expense", 150_000, "likely")
        dialog = await form(pilot, "enter")
        put(dialog, amount="1600", certainty="sure", until="2027-06-01")
        await saved(pilot, "Changed Rent")
        await shows(pilot, "! CMB is 600.00 short on 2026-12-01: Rent")
        assert list_events(empty)[0].until_on == date(2027, 6, 1)
        await pilot.press("d")
        await until(pilot, lambda: not list_events(empty), "it is still there")
        await undone(pilot)
        await shows(pilot, "600.00 short")


@pytest.mark.parametrize(
    ("state", "on", "message"),
    [
        ("came", "2026-11-09", "of 2026-11-07 came on 2026-11-09"),
        ("moved", "2026-11-25", "of 2026-11-07 comes on 2026-11-25"),
        ("missed", "", "of 2026-11-07 does not come"),
    ],
)
async def test_the_salary_is_told_of(app: Dashboard, book: Book, state: str, on: str, message: str) -> None:
    salary = next(each for each in list_events(book) if each.name == "Salary")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot, "events")
        await shows(pilot, "It should have come on 2026-11-07")
        dialog = await form(pilot, "o")
        assert dialog.query_one("#planned", Input).value == "2026-11-07"
        put(dialog, state=state, on=on)
        await saved(pilot, message)
        told = [each for each in list_occurrences(book, salary) if each.planned_on == date(2026, 11, 7)]
        assert [each.state.value for each in told] == [state]
        await until(
            pilot,
            lambda: screen.page is not None and not screen.page.events[0].unconfirmed_on,
            "still asked",
        )
        await undone(pilot)
        assert all(each.planned_on != date(2026, 11, 7) for each in list_occurrences(book, salary))


async def test_hidden_sums_are_nowhere(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await cash(pilot)
        await pilot.press("b")
        await shows(pilot, "••••")
        for pane in ("forecast", "shortfalls", "accounts", "events", "transfers"):
            app.screen.pane = pane  # type: ignore[attr-defined]
            await pilot.pause()
            assert not re.search(r"\d\.\d\d(?!\d)", "\n".join(lines(app))), pane


async def test_rows_lead_to_the_loan_and_to_its_payment(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)
        draft = screen.draft()
        assert draft is not None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))
        assert isinstance(app.screen, LoanScreen)
        assert app.screen.loan_id == draft.loan_id


async def test_the_forecast_is_exported_and_the_row_copied(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)
        (offer,) = screen.offers()
        sheet = offer.make(app.answers)
        rows = [dict(zip(sheet.fields, row, strict=True)) for row in sheet.rows]
        failing = next(row for row in rows if row["outcome"] == "will_fail")
        assert (failing["account"], failing["on"]) == ("ICBC 88", date(2026, 12, 1))
        text, _words = screen.copied(whole=False)
        assert "2026-12-01" in text and "ICBC 88" in text
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))


async def test_each_list_is_reached_and_the_row_says_more(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await cash(pilot)
        for pane, text in (
            ("shortfalls", "Move 654.58 from CMB 1234 to ICBC 88"), ("accounts", "pays Student loan"),
            ("events", "CMB 1234 · every month · sure"), ("transfers", "Nothing was moved"),
        ):  # fmt: skip
            await pilot.press("tab")
            await until(pilot, lambda pane=pane: screen.pane == pane, pane)  # type: ignore[misc]
            await shows(pilot, text)
        await pilot.press("d")
        await until(pilot, lambda: "There is nothing to delete here." in app.messages)
