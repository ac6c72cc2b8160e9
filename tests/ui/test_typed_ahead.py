"""What is typed before a form stands is in it, in the order it was typed."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.events import Key
from textual.widgets import Input
from waiting import until

from tracker.services.book import Book
from tracker.services.payment import list_payments
from tracker.ui.app import Dashboard
from tracker.ui.loan_form import LoanForm
from tracker.ui.loans import LoansScreen
from tracker.ui.pay import PayForm


def _at_once(app: App[None], *keys: str) -> None:
    """As a terminal hands over keys that come faster than a form is built."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_a_sum_typed_at_once_is_the_sum_that_is_saved(over_file: Dashboard, small: Book) -> None:
    before = {each.payment_id for each in list_payments(small)}
    async with over_file.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(over_file.screen, LoansScreen)
        over_file.screen.action_pay()
        _at_once(over_file, "1", "0", "0", "ctrl+s")
        await until(pilot, lambda: len(list_payments(small)) == len(before) + 1)
    made = [each for each in list_payments(small) if each.payment_id not in before]
    assert [each.amount_minor for each in made] == [10_000]


async def test_what_clears_a_field_clears_the_one_it_was_typed_in(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        _at_once(app, "f3", "ctrl+u", "1", "2", "tab", "1", "1", "-", "1", "5")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, PayForm)
                and [each.value for each in app.screen.query(Input)][:2] == ["12", "11-15"]
            ),
        )
        _at_once(app, "ctrl+u", "1", "1", "-", "1", "6", "ctrl+s")
        await until(pilot, lambda: any(each.startswith("Recorded 12.00") for each in app.messages))
    made = [each for each in list_payments(small) if each.amount_minor == 1200]
    assert [each.paid_on.isoformat() for each in made] == ["2026-11-16"]


async def test_tab_and_text_before_the_form_stands_go_where_they_would(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_add_loan()
        _at_once(app, "A", "b", "tab", "c")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, LoanForm)
                and [each.value for each in app.screen.query(Input)][:2] == ["Ab", "c"]
            ),
        )


@pytest.mark.parametrize("way", [("f3",), ("2", "f3"), ("3", "f3")])
async def test_the_key_of_the_form_and_the_sum_in_one_burst(
    over_file: Dashboard, way: tuple[str, ...]
) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        _at_once(app, *way, "1", "2", "3")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, PayForm)
                and bool(app.screen.query("#amount"))
                and app.screen.query_one("#amount", Input).value == "123"
            ),
        )
        assert len(app.screen_stack) == 2


@pytest.mark.parametrize(
    ("way", "field"),
    [(("6", "insert"), "#description"), (("2", "slash"), "#wanted"), (("7", "slash"), "#wanted")],
)
async def test_words_in_one_burst_are_for_the_field_that_the_key_led_to(
    over_file: Dashboard, way: tuple[str, ...], field: str
) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        _at_once(app, *way, "a", "b", "1")
        await until(
            pilot,
            lambda: any(each.value == "ab1" for each in app.screen.query(field).results(Input)),
        )


@pytest.mark.parametrize("key", ["ctrl+p", "f1"])
async def test_a_search_takes_what_is_typed_right_behind_its_key(over_file: Dashboard, key: str) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        _at_once(app, key, "p", "a", "y")
        await until(pilot, lambda: any(each.value == "pay" for each in app.screen.query(Input)))
