"""Every screen as text, at both sizes and in both languages, exactly as wide as the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

import pytest
from household import LOANS, FakeAnswers
from rich.cells import cell_len
from textual.app import App
from waiting import settled, until

from tracker import locale
from tracker.ui.app import Dashboard

KEYS = {
    "home": (),
    "home-chart": ("v",),
    "home-step": ("tab", "down", "enter"),
    "home-no-cash": (),
    "loans": ("2",),
    "loan": ("2", "down", "down", "enter"),
    "loan-payments": ("2", "down", "down", "enter", "tab"),
    "loan-chart": ("2", "down", "down", "enter", "tab", "tab"),
    "loan-timeline": ("2", "down", "down", "enter", "tab to timeline"),
    "loan-terms": ("2", "down", "down", "enter", "tab", "tab", "tab", "tab", "tab", "tab"),
    "loan-payoff": ("2", "down", "down", "enter", "right", "right"),
    "pay": ("p",),
    "help": ("question_mark",),
    "hidden": ("b",),
    "welcome": (),
}
# Names, units and keys that are the same in Chinese, and what the household calls its loans.
_SAME = set(
    """Jiebei CMB BOI ICBC Car loan Mortgage Family Student Bank of Ireland Uncle MYbank credit card
    CNY EUR USD demo db debt add import FILE backup restore EN Enter Esc Tab PgUp PgDn Home End Irela
    CSV Excel help Shift Famil loa Living
    costs cost tart ca cvd dark cron pay cash top up from check Ins CBC NY""".split()  # noqa: SIM905 a list of words reads better as words
)


async def test_a_screen_that_does_not_come_to_rest_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waiting.DEADLINE_SECONDS", 0.2)
    seen = count()
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        with pytest.raises(AssertionError, match="did not come to rest"):
            await settled(pilot, lambda: [str(next(seen))])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", KEYS)
async def test_frame(
    screen: str,
    size: tuple[int, int],
    language: str,
    lines: Callable[[App[None]], list[str]],
    matches: Callable[[str, list[str]], None],
) -> None:
    locale.use(language)
    rows = () if screen == "welcome" else LOANS
    knows_cash = screen != "home-no-cash"
    app = Dashboard(FakeAnswers(rows=rows, is_demo=True, file_name="demo.db", knows_cash=knows_cash))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if rows:
            await until(pilot, lambda: bool(app.screen.query("#steps")), "what follows the first paint")
        await settled(pilot, lambda: lines(app))
        for key in KEYS[screen]:
            pane = key.removeprefix("tab to ")
            while pane != key and app.screen.pane != pane:  # a wide page skips the panes it shows anyway
                await pilot.press("tab")
                await pilot.pause()
            if pane == key:
                await pilot.press(key)
            await pilot.pause()
        found = await settled(pilot, lambda: lines(app))
    assert len(found) == size[1]
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= _SAME, "English left in a Chinese screen"
    matches(f"{screen}-{size[0]}x{size[1]}-{language}", found)
