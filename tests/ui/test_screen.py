"""What every full screen shares."""

from __future__ import annotations

from textual.widgets import Input
from waiting import until

from tracker.ui.app import Dashboard
from tracker.ui.importing import ImportScreen


async def test_a_field_out_of_sight_gets_no_keys_on_the_way_back(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.focused is not None)
        path = app.screen.query_one("#path", Input)
        path.parent.display = False  # type: ignore[union-attr]
        await until(pilot, lambda: app.focused is None)
        app.call_later(app.action_go, "home")
        await until(pilot, lambda: app.current_mode == "home")
        app.call_later(app.action_go, "import")
        await until(pilot, lambda: app.current_mode == "import" and app.focused is None)
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "loans", "the key went to a field that nobody sees")


async def test_a_row_about_no_loan_says_where_the_loans_are(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await until(pilot, lambda: app.current_mode == "cash" and app.focused is not None)
        app.screen.pane = "accounts"  # type: ignore[attr-defined]
        await pilot.press("p")
        await until(pilot, lambda: app.messages == ["Nothing here is about a loan. 2 lists them all."])
