"""Evidence on the Talks screen: kept by path, corrected, verified, copied out, bundled; a byte flipped."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from talk_book import JIEBEI, story_book
from test_talks import form, put, saved, talks
from textual.widgets import Input, Static
from waiting import shows, until

from tracker.services.book import Book
from tracker.services.evidence import list_evidence
from tracker.store import vault
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.reader import ReaderScreen


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Book]:
    with story_book(tmp_path / "story.db") as made:
        yield made


async def test_a_file_is_kept_by_a_path_that_tab_completes_then_withdrawn(
    story: Book, tmp_path: Path
) -> None:
    folder = tmp_path / "proofs"
    folder.mkdir()
    (folder / "sms-of-friday.png").write_bytes(b"picture")
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "evidence", JIEBEI)
        dialog = await form(pilot, "a")
        field = dialog.query_one("#file", Input)
        field.value = f"{folder}/sm"
        await pilot.press("tab")
        await until(pilot, lambda: field.value.endswith("sms-of-friday.png"), "Tab does not complete")
        assert str(dialog.query_one("#file-read", Static).content) == "= a file"
        await pilot.press("tab")
        assert dialog.focused is dialog.query_one("#kind")
        put(dialog, kind="sms", happened="2026-11-20 22:30")
        await saved(pilot, "Kept sms-of-friday.png as #2")
        await until(pilot, lambda: bool(screen.case) and len(screen.case.evidence) == 2)
        await pilot.press("d")
        await until(pilot, lambda: "never deleted" in app.messages[-1])
        dialog = await form(pilot, "e")
        put(dialog, counts="no", note="the wrong picture")
        await saved(pilot, "Withdrew #2 by #3")
        assert [each.entry.number for each in list_evidence(story)] == [1]


async def test_a_path_that_is_nothing_is_refused_in_the_form(story: Book, tmp_path: Path) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "evidence", JIEBEI)
        dialog = await form(pilot, "a")
        for typed in (str(tmp_path / "nothing"), "x" * 400, ""):
            put(dialog, file=typed)
            await pilot.pause()  # what was typed is read before it is saved, as keys come one by one
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "! " in str(dialog.query_one("#file-read", Static).content))
            assert app.screen is dialog
    assert len(list_evidence(story)) == 1


async def test_a_flipped_byte_is_named_and_the_bundle_says_the_same_elsewhere(
    story: Book, tmp_path: Path
) -> None:
    app = Dashboard(BookAnswers(story))
    bundle = tmp_path / "case.zip"
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "evidence", JIEBEI)
        dialog = await form(pilot, "z")
        put(dialog, output=str(bundle))
        await until(pilot, lambda: "= a new file" in str(dialog.query_one("#output-read", Static).content))
        await saved(pilot, "Wrote 1 entry to")
        assert zipfile.ZipFile(bundle).testzip() is None

        dialog = await form(pilot, "c")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "ok: 1 entry and its file are as they were entered")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)

        (entry,) = (each.entry for each in list_evidence(story))
        file = vault.place(vault.vault_folder(story.path), entry.sha256)
        file.write_bytes(b"One month less is granted.")
        await form(pilot, "c")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "!! #1 letter.txt: the file was changed")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)

        screen.action_check_bundle()
        dialog = await form(pilot)
        put(dialog, file=str(bundle))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "ok: 1 entry and its file are as they were entered")


async def test_the_anchor_is_shown_and_a_file_is_copied_out(story: Book, tmp_path: Path) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "evidence", JIEBEI)
        screen.action_anchor()
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "debt-evidence:1:")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        screen.action_export_file()
        dialog = await form(pilot)
        put(dialog, output=str(tmp_path / "copy.txt"))
        await saved(pilot, "Copied to")
        assert (tmp_path / "copy.txt").read_text("utf-8") == "One month more is granted."
