"""What is shown of a file before it is imported, and that looking writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.services.book import Book, create_book
from tracker.services.history import list_actions
from tracker.services.import_preview import (
    FileChangedError,
    apply_import,
    open_questions,
    preview_import,
)
from tracker.services.importing import ImportOptions
from tracker.services.loan.change import add_loan

TODAY = date(2026, 11, 21)
PAYMENTS = """Date,Loan,Amount,Note
2026-11-01,Jiebei,500.00,first
2026-11-02,Jiebei,700.00,second
2026-13-01,Jiebei,12.00,odd
Total,,1212.00,
"""


@pytest.fixture
def book(tmp_path: Path):
    with create_book(
        tmp_path / "debt.db", today=TODAY, clock=lambda: datetime(2026, 11, 21, 4, tzinfo=UTC), settings={}
    ) as book:
        fields = {"name": "Jiebei", "balance": "50000", "method": "informal", "as_of": "2026-10-01"}
        done, problems = add_loan(book, fields)
        assert done is not None, problems
        yield book


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    return path


def test_every_row_has_its_mark_and_nothing_is_written(book: Book, tmp_path: Path) -> None:
    before = len(list_actions(book))
    seen, problems = preview_import(book, written(tmp_path, PAYMENTS), ImportOptions())
    assert seen is not None, problems
    assert [(row.line, row.mark) for row in seen.rows] == [(2, "ok"), (3, "ok"), (4, "bad"), (5, "skip")]
    assert seen.kind == "payments"
    assert seen.sums == {"CNY": 120000}
    assert seen.rows[2].text == "2026-13-01,Jiebei,12.00,odd"
    assert seen.rows[2].problems[0].code == "no_such_date"
    assert seen.report is not None
    assert (seen.report.rows, seen.report.imported, seen.report.rejected_rows) == (4, 2, 1)
    assert len(list_actions(book)) == before


def test_what_was_imported_is_a_duplicate_next_time(book: Book, tmp_path: Path) -> None:
    path, options = written(tmp_path, PAYMENTS), ImportOptions(skip_bad=True)
    seen, _problems = preview_import(book, path, options)
    assert seen is not None
    report, _problems = apply_import(book, path, options, sha256=seen.sha256)
    assert report is not None
    assert report.written
    assert report.imported == 2
    again, _problems = preview_import(book, path, options)
    assert again is not None
    assert [row.mark for row in again.rows] == ["dup", "dup", "bad", "skip"]


def test_a_file_that_changed_since_the_look_is_not_imported(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, PAYMENTS)
    seen, _problems = preview_import(book, path, ImportOptions())
    assert seen is not None
    written(tmp_path, PAYMENTS.replace("500", "900"))
    with pytest.raises(FileChangedError):
        apply_import(book, path, ImportOptions(skip_bad=True), sha256=seen.sha256)


def test_what_the_file_leaves_open_is_asked(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Loan,Amount\n03/04/2026,Jiebei,500.00\n")
    seen, _problems = preview_import(book, path, ImportOptions())
    assert seen is not None
    assert [each.hint for each in open_questions(seen)] == ["--date-format"]
    path = written(tmp_path, "Name,Date,Amount\nJiebei,2026-11-01,500.00\nJiebei,2026-11-02,-500.00\n")
    seen, _problems = preview_import(book, path, ImportOptions(kind="payments"))
    assert seen is not None
    assert [each.hint for each in open_questions(seen)] == ["--sign"]


def test_loans_known_by_name_are_duplicates(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Balance,Rate,Due\nJiebei,1000,15.4%,5\nCard,2000,18%,9\n")
    seen, _problems = preview_import(book, path, ImportOptions())
    assert seen is not None
    assert [(row.mark, row.name) for row in seen.rows] == [("dup", "Jiebei"), ("ok", "Card")]
    assert seen.kind == "loans"
    assert seen.sums == {"CNY": 200000}
