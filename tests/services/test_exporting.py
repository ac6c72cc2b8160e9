"""One part of the book as a table, written whole, for its owner only."""

from __future__ import annotations

import csv
import errno
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.formats import target
from tracker.services import exporting
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.exporting import PARTS, export_all, part, write_sheet

TODAY = date(2026, 11, 21)


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


@pytest.mark.parametrize("what", PARTS)
def test_every_part_has_rows_as_wide_as_its_header(book: Book, what: str, tmp_path: Path) -> None:
    path = tmp_path / f"{what}.csv"
    count, problems = write_sheet(part(book, what), path, "csv")
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert not problems
    assert count == len(rows) - 1 > 0
    assert {len(row) for row in rows} == {len(rows[0])}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_replaced_unasked(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("mine")
    count, problems = write_sheet(part(book, "loans"), path, "csv")
    assert (count, [each.code for each in problems]) == (None, ["file_exists"])
    assert path.read_text() == "mine"
    count, problems = write_sheet(part(book, "loans"), path, "csv", force=True)
    assert not problems
    assert path.read_text("utf-8").startswith("name,lender")


def test_what_cannot_be_written_is_a_problem(book: Book, tmp_path: Path) -> None:
    for path in (tmp_path / "none" / "x.csv", tmp_path):
        count, problems = write_sheet(part(book, "loans"), path, "csv")
        assert count is None
        assert problems


def test_only_the_loans_that_are_meant(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert write_sheet(part(book, "loans", only={2, 5}), path, "csv")[0] == 2
    assert write_sheet(part(book, "schedule", loan_id=5), path, "csv", force=True)[0] == 24


@pytest.mark.parametrize("failing", ["payment.csv", "evidence"])
def test_an_export_that_finds_no_room_leaves_nothing_and_names_its_folder(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    move = target._move

    def no_room(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def move_some(partial: Path, place: Path, *, force: bool) -> None:
        (no_room if place.name == failing else move)(partial, place, force=force)

    monkeypatch.setattr(target, "_move", move_some)
    if failing == "evidence":
        monkeypatch.setattr(exporting, "copy_vault", no_room)
    folder = tmp_path / "out" / "all"
    with pytest.raises(OSError, match="No space left") as raised:
        export_all(book, folder)
    assert raised.value.filename == str(folder)
    assert list(folder.parent.iterdir()) == []


def test_an_export_that_is_stopped_leaves_nothing_new(book: Book, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []

    def stop(rows: int, expected: int | None) -> None:
        seen.append((rows, expected))
        if rows:
            raise KeyError

    folder = tmp_path / "all"
    with pytest.raises(KeyError):
        export_all(book, folder, progress=stop)
    assert seen[0] == (0, None)
    assert not folder.exists()
    assert export_all(book, folder, progress=lambda *_: None) == export_all(book, folder, force=True)
