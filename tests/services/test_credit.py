"""Entries of the credit file are changed, thrown away and brought back, each in one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.services import credit
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.history import undo

TODAY = date(2026, 11, 21)


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


def test_a_dispute_is_corrected(book: Book) -> None:
    before = credit.credit_view(book).disputes
    done, problems = credit.edit_dispute(book, before[1].id, {"answer_by": "2026-12-01", "mark": "-"})
    assert done is not None, problems
    after = credit.credit_view(book).disputes[1]
    assert (after.answer_by, after.mark_id, after.ground) == (date(2026, 12, 1), None, before[1].ground)
    undo(book)
    assert credit.credit_view(book).disputes == (before[0], *credit.credit_view(book).disputes[1:])
    done, problems = credit.edit_dispute(book, before[1].id, {"answer_by": "2020-01-01"})
    assert (done, [each.code for each in problems]) == (None, ["before_sent"])
    assert credit.edit_dispute(book, 99, {})[1][0].code == "gone"


def test_a_score_is_corrected(book: Book) -> None:
    score = credit.credit_view(book).scores[0]
    assert credit.edit_score(book, score.id, {"value": "650"})[0] is not None
    after = credit.credit_view(book).scores[0]
    assert (after.value, after.bureau, after.scored_on) == (650, score.bureau, score.scored_on)
    assert credit.edit_score(book, score.id, {"value": "-"})[0] is None
    assert credit.edit_score(book, 99, {})[1][0].code == "gone"


@pytest.mark.parametrize("table", ["mark", "dispute", "score"])
def test_what_is_thrown_away_comes_back(book: Book, table: str) -> None:
    before = credit.credit_view(book)
    assert credit.restore_entry(book, table, 2)[1][0].code == "gone"
    assert credit.remove_entry(book, table, 2)[0] is not None
    trash = credit.list_trashed(book)
    assert [each.id for each in (*trash.marks, *trash.disputes, *trash.scores)] == [2]
    assert credit.restore_entry(book, table, 2)[0] is not None
    assert credit.list_trashed(book) == credit.CreditTrash(marks=(), disputes=(), scores=())
    after = credit.credit_view(book)
    assert [len(each) for each in (after.marks, after.disputes, after.scores)] == [
        len(each) for each in (before.marks, before.disputes, before.scores)
    ]
