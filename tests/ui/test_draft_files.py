"""Files of drafts: private, apart for each book, whole or not there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tracker.ui.draft_files import Draft, DraftBook, draft_folder


def test_a_draft_outlives_the_program_in_a_file_of_its_owner(tmp_path: Path) -> None:
    folder = draft_folder(tmp_path, tmp_path / "debt.db")
    book = DraftBook(folder)
    draft = Draft(kind="loan", words={"name": "花呗", "note": 'a "quoted" [/] word'}, about="花呗", step=2)
    book.put(draft)
    assert book.is_dirty
    assert not folder.exists()
    book.flush()
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert DraftBook(folder).all == (draft,)
    assert not book.is_dirty


def test_two_books_share_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (draft_folder(tmp_path, tmp_path / name / "debt.db") for name in "ab")
    assert one != other
    book = DraftBook(one)
    book.put(Draft(kind="loan", words={"name": "x"}))
    book.flush()
    assert DraftBook(other).all == ()
    (tmp_path / "link.db").symlink_to(tmp_path / "a" / "debt.db")
    assert draft_folder(tmp_path, tmp_path / "a" / "debt.db") == one


def test_a_saved_form_leaves_nothing(tmp_path: Path) -> None:
    book = DraftBook(tmp_path / "drafts")
    book.put(Draft(kind="payment", target=3, words={"amount": "5"}))
    book.flush()
    assert book.drop("payment", 3)
    assert not book.drop("payment", 3)
    book.flush()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_one_draft_of_a_form_and_the_last_typed_first(tmp_path: Path) -> None:
    book = DraftBook()
    book.put(Draft(kind="loan", words={"name": "a"}))
    book.put(Draft(kind="payment", target=1, words={"amount": "5"}))
    book.put(Draft(kind="loan", words={"name": "ab"}))
    assert [(each.kind, each.words) for each in book.all] == [
        ("loan", {"name": "ab"}),
        ("payment", {"amount": "5"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '{"kind": "loan"}', '{"kind": "../x", "target": 0, "words": {}}',
        '{"kind": "loan", "target": "0", "words": {}}',
        '{"kind": "loan", "target": 0, "words": {}, "odd": 1}',
        '{"kind": "loan", "target": 0, "words": {}, "about": 5}',
        '{"kind": "loan", "target": 7, "words": {}}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_draft_is_passed_over(text: str, tmp_path: Path) -> None:
    (tmp_path / "loan-0.draft.json").write_text(text, "utf-8")
    assert DraftBook(tmp_path).all == ()
