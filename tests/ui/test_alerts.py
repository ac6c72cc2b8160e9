"""Alerts: the inbox, rules, channels, the next message, the log and the scheduler of the demo household."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static
from waiting import settled, shows, until

from tracker import locale
from tracker.services.alert import run_alerts
from tracker.services.alert_inbox import inbox
from tracker.services.alert_rules import list_rules, settings
from tracker.services.book import Book, open_book
from tracker.services.channel import read_channels
from tracker.services.demo import seed_demo
from tracker.ui.alerts import AlertsScreen
from tracker.ui.alerts_channel import ChannelScreen
from tracker.ui.alerts_schedule import ScheduleScreen
from tracker.ui.alerts_snooze import SnoozeScreen
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.asking import ConfirmScreen
from tracker.ui.credit import CreditScreen
from tracker.ui.entry_form import EntryForm
from tracker.ui.loan import LoanScreen
from tracker.ui.surroundings import Surroundings

TODAY = date(2026, 11, 21)
LINE = "0 8 * * * debt alerts run"
Lines = Callable[[App[None]], list[str]]
VIEWS = {
    "alerts": (),
    "alerts-rules": ("tab",),
    "alerts-channels": ("tab", "tab"),
    "alerts-message": ("tab", "tab", "tab"),
    "alerts-log": ("shift+tab",),
    "alerts-rule": ("tab", "enter"),
    "alerts-snooze": ("z",),
    "alerts-channel": ("a",),
    "alerts-schedule": ("l",),
}

SAME = set(
    """ok demo db Enter Esc Tab Ins Del cron crontab systemd debt alerts run schedule install remove phone
    desktop ntfy my topic apprise pay dispute credit answer AMOUNT stdout""".split()  # noqa: SIM905 a list of words
)


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crontab of our own with nothing in it, and no program to copy with."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "crontab").write_text("#!/bin/sh\necho 'no crontab for you' >&2\nexit 1\n")
    (programs / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


class Kept(dict[str, str]):
    """What was kept, and the settings that follow from it."""

    def settings(self) -> dict[str, tuple[str, str]]:
        return {key: (value, "config") for key, value in self.items()}


def dashboard(book: Book, folder: Path, kept: Kept | None = None) -> Dashboard:
    kept = Kept() if kept is None else kept
    around = Surroundings(
        settings=kept.settings, config_path=str(folder / "config.toml"), zone=UTC, cron_line=LINE,
        drafts=folder / "drafts",
    )  # fmt: skip
    return Dashboard(BookAnswers(book, is_demo=True), around=around, keep=kept.__setitem__)


@pytest.fixture
def app(book: Book, tmp_path: Path) -> Dashboard:
    return dashboard(book, tmp_path)


def channels(folder: Path, **programs: str) -> None:
    path = folder / "channels.toml"
    path.write_text("".join(f'[{name}]\npipe = "{words}"\n' for name, words in programs.items()))
    path.chmod(0o600)


def words(found: list[str]) -> str:
    return " ".join(" ".join(found).split())


async def go(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press("7")
    await until(pilot, lambda: isinstance(pilot.app.screen, AlertsScreen) and bool(pilot.app.screen.page))
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
async def test_frame(
    view: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    channels(tmp_path, phone="true", desktop="exit 3")
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as book:
        run_alerts(book, channels=read_channels(str(tmp_path / "channels.toml")))
        app = dashboard(book, tmp_path)
        async with app.run_test(size=size, notifications=False) as pilot:
            await go(pilot, *VIEWS[view])
            if view == "alerts-schedule":
                where = app.screen.query_one("#where", Static)
                await until(pilot, lambda: "…" not in str(where.content))
            if view in ("alerts-rule", "alerts-snooze"):
                await shows(pilot, "2026-11-2")
            await pilot.pause()
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        # Names of programs and what is typed are the same in every language.
        said = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert said <= SAME
    matches(f"{view}-{size[0]}x{size[1]}-{language}", found)


async def test_what_is_cleared_is_gone_until_it_is_undone(app: Dashboard, book: Book, lines: Lines) -> None:
    before = inbox(book).counts["open"]
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "c")
        assert inbox(book).counts == {"open": before - 1, "snoozed": 0, "cleared": 1}
        assert app.messages[-1].startswith("Cleared the alert of Jiebei")
        assert "Jiebei 借呗 is 12 days" not in words(lines(app))
        await pilot.press("h")
        await pilot.pause()
        assert "1 cleared" in words(lines(app))
        await pilot.press("end", "w")
        await pilot.pause()
        assert inbox(book).counts["cleared"] == 0
        await pilot.press("u", "u")
        await pilot.pause()
        assert inbox(book).counts == {"open": before, "snoozed": 0, "cleared": 0}


async def test_marked_rows_are_put_off_to_a_typed_day_in_one_step(
    app: Dashboard, book: Book, lines: Lines
) -> None:
    before = inbox(book).counts["open"]
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "space", "space")
        assert "2 marked" in words(lines(app))
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, SnoozeScreen))
        field = app.screen.query_one(Input)
        field.value = "2026-11-20"
        await shows(pilot, "2026-11-20 is not after today")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SnoozeScreen)
        field.value = "12-03"
        await shows(pilot, "= 2026-12-03")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        found = [each for each in inbox(book).items if each.state == "snoozed"]
        assert {each.until_on for each in found} == {date(2026, 12, 3)}
        assert len(found) == 2
        await shows(pilot, "until 12-03")
        await pilot.press("u")
        await pilot.pause()
        assert inbox(book).counts["open"] == before


async def test_esc_puts_nothing_off(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "z", "escape", "escape")
        assert isinstance(app.screen, AlertsScreen)
        assert inbox(book).counts["snoozed"] == 0


async def test_all_are_marked_and_unmarked(app: Dashboard, book: Book, lines: Lines) -> None:
    count = inbox(book).counts["open"]
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "m")
        assert f"{count} marked" in words(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert "marked" not in words(lines(app))


async def test_the_filter_leaves_rows_with_its_words(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "slash")
        app.screen.query_one("#wanted", Input).value = "refund"
        await shows(pilot, "1 of 7")
        text = words(lines(app))
        assert "Huabei" in text
        assert "Jiebei" not in text
        app.screen.query_one("#wanted", Input).value = "nothing like it"
        await shows(pilot, "No row has these words")
        await pilot.press("escape")
        await shows(pilot, "Jiebei")


async def test_enter_opens_the_loan_or_the_cause(app: Dashboard, book: Book) -> None:
    rows = inbox(book).items
    dispute = next(n for n, each in enumerate(rows) if each.rule == "dispute_deadline")
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))
        await pilot.press("escape", "home", *["down"] * dispute, "enter")
        await until(pilot, lambda: isinstance(app.screen, CreditScreen))


async def test_what_was_paid_elsewhere_cannot_be_cleared_and_says_so(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        screen = app.screen
        assert isinstance(screen, AlertsScreen)
        answer = app.answers.clear_alerts(["99:2020-01-01:instalment"])
        assert (answer[0], answer[1][0].code) == (None, "gone")
        screen._change(lambda: app.answers.clear_alerts(["99:2020-01-01:instalment"]))
        await pilot.pause()
        assert app.messages[-1] == "alert is not there any more"


async def test_a_rule_is_switched_changed_and_reset(app: Dashboard, book: Book, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "tab", "space")
        assert not list_rules(book)[0].is_on
        assert "off due soon" in words(lines(app))
        await pilot.press("u")
        await pilot.pause()
        assert list_rules(book)[0].is_on
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        await shows(pilot, "2026-11-23 Mon, Nov 23 CMB credit card 1 day before")
        app.screen.query_one("#days", Input).value = "soon"
        await shows(pilot, "soon is not understood")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, EntryForm)
        app.screen.query_one("#days", Input).value = "2,0"
        await shows(pilot, "2026-11-22 Sun, Nov 22 CMB credit card 2 days before")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        assert list_rules(book)[0].days == "2,0"
        await shows(pilot, "on * due soon 2, 0 days before")
        await pilot.press("r")
        await pilot.pause()
        assert list_rules(book)[0].shipped


async def test_a_rule_switched_off_in_the_form_says_nothing(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "tab", "down", "e")
        app.screen.query_one("#on", Select).value = "no"
        await shows(pilot, "Switched off, it says nothing.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        assert not list_rules(book)[1].is_on


async def test_a_rule_half_typed_is_kept_as_a_draft(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "tab", "enter")
        app.screen.query_one("#days", Input).value = "9,1"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        await pilot.press("1", "ctrl+g", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        assert app.screen.query_one("#days", Input).value == "9,1"


async def test_quiet_hours_cap_and_how_much_is_told(book: Book, tmp_path: Path, lines: Lines) -> None:
    kept = Kept()
    app = dashboard(book, tmp_path, kept)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "tab", "end", "up", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        app.screen.query_one("#quiet-hours", Input).value = "night"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shows(pilot, "night is not understood")
        app.screen.query_one("#quiet-hours", Input).value = "22:00-8:00"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm))
        app.screen.query_one("#daily-cap", Input).value = "2"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        found = settings(book)
        assert (found.quiet_hours, found.daily_cap) == ("22:00-08:00", 2)
        await shows(pilot, "at most 2 messages")
        await pilot.press("r")
        await pilot.pause()
        assert settings(book).daily_cap == 0
        await pilot.press("down", "space")
        await shows(pilot, "told in messages")
        assert kept["alerts.details"] == "true"


async def test_a_channel_is_added_tested_and_removed_and_its_address_never_shown(
    app: Dashboard, book: Book, tmp_path: Path, lines: Lines
) -> None:
    secret = f"cat > {tmp_path}/sekret.txt"
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "a")
        await until(pilot, lambda: isinstance(app.screen, ChannelScreen))
        screen = app.screen
        assert screen.query_one("#value", Input).password
        await pilot.press("ctrl+s")
        await shows(pilot, "! name is missing")
        screen.query_one("#name", Input).value = "two words"
        screen.query_one("#kind", Select).value = "pipe"
        screen.query_one("#value", Input).value = secret
        await pilot.press("ctrl+s")
        await shows(pilot, "two words cannot be a name")
        screen.query_one("#name", Input).value = "phone"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        path = tmp_path / "channels.toml"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [each.name for each in read_channels(str(path))] == ["phone"]
        await shows(pilot, "phone a program not used yet")
        await pilot.press("t")
        await shows(pilot, "phone a program delivered")
        assert "alerts will arrive here" in (tmp_path / "sekret.txt").read_text("utf-8")
        assert app.messages[-1] == "A test message went through phone"
        assert "sekret" not in words(lines(app)) + " ".join(app.messages)
        assert not any("sekret" in each.read_text() for each in tmp_path.rglob("*.draft.json"))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        assert read_channels(str(path))
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("r")
        await shows(pilot, "None: what is said is printed")
        assert read_channels(str(path)) == ()


async def test_a_test_that_fails_prints_why(app: Dashboard, tmp_path: Path) -> None:
    channels(tmp_path, desktop="exit 3")
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "tab", "tab", "ctrl+n")
        await shows(pilot, "!! desktop a program its program failed")
        assert app.messages[-1] == "desktop: not delivered, its program failed."


async def test_a_file_of_channels_that_cannot_be_read_is_told(
    app: Dashboard, tmp_path: Path, lines: Lines
) -> None:
    (tmp_path / "channels.toml").write_text("sekret = [", "utf-8")
    async with app.run_test(size=(120, 36)) as pilot:
        await go(pilot)
        text = words(lines(app))
        assert "! The file of channels cannot be used" in text
        assert "sekret" not in text


async def test_the_next_message_is_what_a_run_sends(book: Book, tmp_path: Path, lines: Lines) -> None:
    channels(tmp_path, phone=f"cat > {tmp_path}/got.txt")
    app = dashboard(book, tmp_path)
    async with app.run_test(size=(120, 60)) as pilot:
        await go(pilot)
        screen = app.screen
        assert isinstance(screen, AlertsScreen)
        shown = str(screen.query_one("#words", Static).content)
        run_alerts(book, channels=read_channels(str(tmp_path / "channels.toml")))
        assert (tmp_path / "got.txt").read_text("utf-8").strip() == shown.strip()
        assert "Jiebei" not in shown
        await pilot.press("ctrl+r")
        await shows(pilot, "The next run has nothing new to say.")


async def test_the_line_for_cron_is_shown_and_copied_and_where_it_stands_told(
    app: Dashboard, tmp_path: Path
) -> None:
    begin = "# debt alerts: begin (debt alerts schedule --remove takes this out)"
    script = f"#!/bin/sh\nprintf '%s\\n' '{begin}' '{LINE}' '# debt alerts: end'\n"
    (tmp_path / "bin" / "crontab").write_text(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "l")
        await until(pilot, lambda: isinstance(app.screen, ScheduleScreen))
        await shows(pilot, f"In the crontab: {LINE}")
        await shows(pilot, "schedule --systemd --install")
        await until(pilot, lambda: any(LINE in each for each in app.messages))
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, AlertsScreen)


async def test_the_line_is_put_into_the_crontab_and_taken_out_again(app: Dashboard, tmp_path: Path) -> None:
    table = tmp_path / "table"
    (tmp_path / "bin" / "crontab").write_text(
        f"#!/bin/sh\ncase $1 in -l) [ -f {table} ] && cat {table} || {{ echo no crontab >&2; exit 1; }};;"
        f" -r) rm {table};; -) cat > {table};; esac\n"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "l")
        await until(pilot, lambda: isinstance(app.screen, ScheduleScreen))
        await shows(pilot, "Neither the crontab")
        await pilot.press("i")
        await shows(pilot, f"In the crontab: {LINE}")
        assert LINE in table.read_text()
        await pilot.press("d")
        await shows(pilot, "Neither the crontab")
        assert not table.exists()
        (tmp_path / "bin" / "crontab").write_text("#!/bin/sh\necho not allowed >&2; exit 1\n")
        await pilot.press("i")
        await shows(pilot, "crontab could not be run: not allowed")


async def test_the_log_tells_runs_then_what_was_sent(app: Dashboard, book: Book, lines: Lines) -> None:
    run_alerts(book, details=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "shift+tab")
        assert "2026-11-21 12:00 7 0 0" in words(lines(app))
        await pilot.press("v")
        await pilot.pause()
        text = words(lines(app))
        assert "What was sent" in text
        assert "stdout" in text
        assert "1,883.58" in text
        await pilot.press("b")
        await pilot.pause()
        text = words(lines(app))
        assert "1,883.58" not in text
        assert "••••" in text


async def test_a_scheduler_that_stopped_is_told(app: Dashboard, book: Book, lines: Lines) -> None:
    run_alerts(book)
    book.clock = lambda: datetime(2026, 11, 23, 20, tzinfo=UTC)
    book.today = TODAY + timedelta(days=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        assert "! Alerts have not run for 36 hours: last at 2026-11-21 12:00." in words(lines(app))


async def test_hidden_amounts_are_hidden_everywhere(book: Book, tmp_path: Path, lines: Lines) -> None:
    app = dashboard(book, tmp_path, Kept({"alerts.details": "true"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await go(pilot)
        assert "1,883.58" in words(lines(app))
        await pilot.press("b")
        await pilot.pause()
        assert not re.search(r"\d\.\d\d\b", words(lines(app)))


async def test_a_row_is_copied_and_the_message_whole(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "y")
        await until(pilot, lambda: any("Jiebei" in each for each in app.messages))
        screen = app.screen
        assert isinstance(screen, AlertsScreen)
        await pilot.press("tab", "tab", "tab")
        await pilot.pause()
        text, what = screen.copied(whole=False)
        assert what == "7 reminders"
        assert text.count("\n") == 8
        assert [each.name for each in screen.offers()] == ["inbox", "alerts"]


async def test_the_alert_of_a_due_is_put_off_on_its_own_screen(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        assert app.messages[-1].startswith("Nothing is due this day")
        await pilot.press("tab", "z")
        await until(pilot, lambda: isinstance(app.screen, SnoozeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, SnoozeScreen))
        (item,) = [each for each in inbox(book).items if each.state == "snoozed"]
        assert item.loan == "CMB credit card"
        assert item.until_on == TODAY + timedelta(days=7)


async def test_a_span_of_time_puts_off_from_today(app: Dashboard, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7")
        await pilot.pause()
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, SnoozeScreen))
        app.screen.query_one(Input).value = "三天"
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, SnoozeScreen))
    (item,) = [each for each in inbox(book).items if each.state == "snoozed"]
    assert item.until_on == TODAY + timedelta(days=3)
