"""Whatever services name a command line for has keys in the dashboard."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.locale.doing import done_by
from tracker.services.book import Book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.doing import by_keys

SERVICES = Path(__file__).parents[2] / "tracker" / "services"


def test_every_thing_has_keys() -> None:
    named = {
        thing
        for path in SERVICES.rglob("*.py")
        for thing in re.findall(r'done_by\("([^"]+)"', path.read_text("utf-8"))
    }
    assert len(named) >= 9
    assert not {thing for thing in named if not by_keys(thing)}


async def test_only_while_the_dashboard_runs(small: Book) -> None:
    app = Dashboard(BookAnswers(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert done_by("loan.explain", "debt loan explain 1") == "l on its page"
    assert done_by("loan.explain", "debt loan explain 1") == "debt loan explain 1"
