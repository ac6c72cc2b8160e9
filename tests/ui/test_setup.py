"""Settings are changed by keys, kept, and say where they are from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input
from waiting import settled, until

from tracker import locale
from tracker.cli.errors import explain
from tracker.services.book import Book, create_book
from tracker.services.loan.change import add_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.asking import ConfirmScreen, SecretScreen
from tracker.ui.commands import key_of
from tracker.ui.setup import SetupScreen
from tracker.ui.surroundings import Surroundings
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]

TODAY = date(2026, 11, 21)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("HOME", str(tmp_path))
    with create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, 4, tzinfo=UTC), settings={}
    ) as book:
        fields = {
            "name": "Jiebei", "balance": "12000", "method": "level_payment", "rate": "15.4%", "periods": "12",
            "as_of": "2026-11-01", "due_day": "24",
        }  # fmt: skip
        done, problems = add_loan(book, fields)
        assert done is not None, problems
        yield book


class Kept(dict[str, str]):
    """What was kept, and the settings that follow from it."""

    def settings(self) -> dict[str, tuple[str, str]]:
        return {"mouse": ("true", "env"), **{key: (value, "config") for key, value in self.items()}}


def dashboard(book: Book, kept: Kept, *, tmp_path: Path) -> Dashboard:
    around = Surroundings(
        settings=kept.settings, config_path=str(tmp_path / "config.toml"), version="1.0", zone=UTC,
        can_reopen=True, cron_line="0 8 * * * debt alerts run", theme_folder=tmp_path / "themes",
        variable=lambda key: "DEBT_MOUSE" if key == "mouse" else "",
    )  # fmt: skip
    return Dashboard(
        BookAnswers(book), keep=kept.__setitem__, forget=kept.pop, around=around,
        theme_folders=(tmp_path / "themes",),
    )  # fmt: skip


async def go(pilot: Pilot[None], section: int, row: int = 0) -> None:
    await pilot.press("9")
    await pilot.pause()
    await pilot.press("escape", "home", *["down"] * section, "enter", *["down"] * row)
    await pilot.pause()


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_a_theme_is_tried_and_taken_back_or_kept(book: Book, tmp_path: Path) -> None:
    kept = Kept()
    app = dashboard(book, kept, tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.theme
        await go(pilot, 0)
        await pilot.press("enter", "down")
        await pilot.pause()
        assert app.theme != before
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == before
        assert not kept
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert app.theme != before
        assert kept == {"theme": app.theme}


async def test_switches_are_kept_and_the_environment_wins(book: Book, tmp_path: Path) -> None:
    kept = Kept()
    app = dashboard(book, kept, tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 0, 3)
        await pilot.press("enter")
        assert kept == {"reduced_motion": "true"}
        assert app.animation_level == "none"
        await pilot.press("down", "enter")
        assert "mouse" not in kept
        assert "cannot be changed here" in app.messages[-1]
        assert "DEBT_MOUSE is set in the environment" in app.messages[-1]
        await pilot.press("r")
        assert "DEBT_MOUSE" in app.messages[-1]


async def test_one_setting_or_a_section_goes_back_to_its_default(book: Book, tmp_path: Path) -> None:
    kept = Kept(theme="cvd-light", reduced_motion="true", glyphs="ascii")
    app = dashboard(book, kept, tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.choose_theme("cvd-light")
        await go(pilot, 0)
        await pilot.press("delete")
        assert "theme" not in kept
        assert app.theme == "cvd-dark"
        await pilot.press("r")
        assert app.messages[-1] == "Colours is at its default."
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter", "r")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert not kept


async def test_a_theme_of_ones_own_is_made_and_its_mistakes_are_told(
    book: Book, tmp_path: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 0, 5)
        await pilot.press("enter")
        path = tmp_path / "themes" / "mine.toml"
        await until(pilot, path.exists)
        assert app.theme == "mine"
        assert app.messages[-1] == "No editor is named in EDITOR. The file is ~/themes/mine.toml"
        path.write_text(path.read_text("utf-8").replace('"#E6EDF3"', '"#xyz"'), "utf-8")
        await until(pilot, lambda: any("mine.toml" in line and "ERR line" in line for line in lines(app)))
        assert app.theme_variables["foreground"] == "#E6EDF3"


async def test_the_currency_is_one_change_of_the_book(book: Book, tmp_path: Path) -> None:
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 1, 1)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Input).value = "nonsense"
        await pilot.press("enter")
        await pilot.pause()
        assert book.currency == "CNY"
        app.screen.query_one(Input).value = "eur"
        await pilot.press("enter")
        await pilot.pause()
        assert book.currency == "EUR"
        await pilot.press("u")
        assert book.currency == "CNY"


async def test_a_key_is_given_to_a_command(book: Book, tmp_path: Path) -> None:
    kept = Kept()
    app = dashboard(book, kept, tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 5)
        assert isinstance(app.screen, SetupScreen)
        at = [row.name for row in app.screen._rows].index("app.hide")
        app.screen.query_one("#setting-list", VirtualList).cursor = at
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Input).value = "u"
        await pilot.press("enter")
        await pilot.pause()
        assert not kept, "u is taken"
        app.screen.query_one(Input).value = "g"
        await pilot.press("enter")
        await pilot.pause()
        assert kept == {"keys.app.hide": "g"}
        await pilot.press("g")
        assert app.hidden
        assert key_of("app.hide") == "g"
        app.forget_setting("keys.app.hide")
        assert key_of("app.hide") == "b"


async def test_a_copy_is_made_verified_and_restored_by_its_own_key(book: Book, tmp_path: Path) -> None:
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 4, 2)
        await pilot.press("enter")
        await settle(pilot)
        (copy,) = (tmp_path / "backups").glob("*.db")
        assert app.messages[-1] == f"Copied to ~/backups/{copy.name}"
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert app.messages[-1] == "ok: 1 copy is sound."
        await pilot.press("up", "up", "up", "enter")
        await settle(pilot)
        assert app.messages[-1] == "ok: nothing is wrong with the file."
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press("enter", "y")
        await pilot.pause()
        assert app.wish.what == "quit"
        await pilot.press("r")
        await pilot.pause()
    assert (app.wish.what, app.wish.path) == ("restore", copy)


async def test_an_encrypted_copy_asks_twice_shows_nothing_and_is_opened_before_it_is_restored(
    book: Book, tmp_path: Path, lines: Lines
) -> None:
    pytest.importorskip("pyrage")
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    app._explain = lambda error: getattr(explain(error), "message", None)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 4, 3)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SecretScreen))
        await pilot.press(*"swordfish", "enter", *"swordfis", "enter")
        await until(pilot, lambda: any("not the same" in line for line in lines(app)))
        assert not any("sword" in line for line in lines(app))
        await pilot.press("h", "enter")
        await until(pilot, lambda: bool(list((tmp_path / "backups").glob("*.db.age"))))
        (copy,) = (tmp_path / "backups").glob("*.db.age")
        await until(pilot, lambda: app.messages[-1:] == [f"Copied to ~/backups/{copy.name}"])
        assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]
        for typed, done in (("wrong", False), ("swordfish", True)):
            await pilot.press("end", "enter")
            await until(pilot, lambda: isinstance(app.screen, SecretScreen))
            await pilot.press(*typed, "enter")
            if done:
                await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
            else:
                await until(pilot, lambda: "does not fit" in app.messages[-1])
        await pilot.press("r")
        await until(pilot, lambda: app.wish.what == "restore")
    assert (app.wish.path, app.wish.passphrase) == (copy, "swordfish")
    assert "swordfish" not in repr(app.wish)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frames(
    book: Book, tmp_path: Path, size: tuple[int, int], language: str, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    from tracker.services.alert import run_alerts

    run_alerts(book, details=True)
    locale.use(language)
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    found = {}
    async with app.run_test(size=size) as pilot:
        for number, name in enumerate(("look", "money", "alerts", "privacy", "data", "keys")):
            await go(pilot, number)
            if name == "look":
                await until(
                    pilot, lambda: any("20" in line for line in lines(app)), "the figures of the theme"
                )
            found[name] = await settled(pilot, lambda: lines(app))
    for name, frame in found.items():
        assert len(frame) == size[1]
        assert {cell_len(line) for line in frame} == {size[0]}
        if name not in ("data", "keys"):  # the size of the file and the list of commands are not ours
            matches(f"setup-{name}-{size[0]}x{size[1]}-{language}", frame)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_frames_of_an_encrypted_copy(
    book: Book, tmp_path: Path, language: str, lines: Lines, matches: Callable[[str, list[str]], None]
) -> None:
    locale.use(language)
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, 0, 0)
        page = app.screen
        await go(pilot, 4, 3)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not page)
        assert isinstance(app.screen, SecretScreen)
        found["first"] = await settled(pilot, lambda: lines(app))
        await pilot.press(*"swordfish", "enter", *"swordfis", "enter")
        found["again"] = await settled(pilot, lambda: lines(app))
    for name, frame in found.items():
        # Behind the dialog stand the size and the place of the file, which are not ours.
        matches(f"setup-seal-{name}-80x24-{language}", [part for line in frame if (part := within(line))])


def within(line: str) -> str:
    """The part of a line that is in a dialog in the middle of 80 columns."""
    at, part = 0, ""
    for char in line:
        part += char if 10 <= at < 70 else ""
        at += cell_len(char)
    return part if part[:1] + part[-1:] in ("╭╮", "││", "╰╯") and cell_len(part) == 60 else ""


async def test_the_lines_of_the_welcome_card_are_keys(tmp_path: Path, lines: Lines) -> None:
    with create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, 4, tzinfo=UTC), settings={}
    ) as empty:
        app = dashboard(empty, Kept(), tmp_path=tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            text = "\n".join(lines(app))
            for line in ("a   Add your first loan", "i   Import a file", "t   Try it with demo data"):
                assert line in text
            await pilot.press("l")
            await pilot.pause()
            assert locale.language() == "zh_CN"
            await pilot.press("l", "c", "down", "enter")
            await pilot.pause()
            assert app.theme == "cvd-light"
            await pilot.press("i")
            await pilot.pause()
            assert "[8 Import]" in lines(app)[0]
            await pilot.press("escape", "1", "r")
            await pilot.pause()
            assert "Data and backup ─" in "\n".join(lines(app))
            await pilot.press("1", "t")
            await pilot.pause()
        assert app.wish.what == "demo"


async def test_the_keys_of_the_welcome_card_are_off_once_there_are_loans(book: Book, tmp_path: Path) -> None:
    app = dashboard(book, Kept(), tmp_path=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "l", "i")
        await pilot.pause()
        assert app.wish.what == "quit"
        assert locale.language() == "en"
        assert app.current_mode == "home"
