"""What is shown of a file before it is imported, and that looking writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.formats.options import ReadOptions
from tracker.services.book import Book, create_book
from tracker.services.history import list_actions
from tracker.services.import_preview import (
    FileChangedError,
    apply_import,
    open_questions,
    preview_import,
    stored_payment,
)
from tracker.services.importing import ImportOptions, import_path, read_options
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


def test_cells_are_corrected_and_rows_left_out(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, PAYMENTS)
    read, problems = read_options(edits=["4:date=2026-11-03", "4:amount=13.00"], skip_lines=["2-3"])
    assert read is not None, problems
    seen, _problems = preview_import(book, path, ImportOptions(read=read))
    assert seen is not None
    assert [row.mark for row in seen.rows] == ["skip", "skip", "ok", "skip"]
    assert (seen.rows[2].on, seen.rows[2].amount_minor) == (date(2026, 11, 3), 1300)
    assert seen.report is not None
    assert [each.reason for each in seen.report.skipped] == ["chosen", "chosen", "total"]


def test_cells_are_corrected_as_people_type(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, PAYMENTS)
    read, problems = read_options(edits=["2:date=11-05", "3:date=5号", "4:date=2026-11-03", "4:amount=12*3"])
    assert read is not None, problems
    seen, _problems = preview_import(book, path, ImportOptions(read=read))
    assert seen is not None
    assert [row.on for row in seen.rows[:3]] == [date(2026, 11, 5), date(2026, 11, 5), date(2026, 11, 3)]
    assert seen.rows[2].amount_minor == 3600


def test_a_correction_of_no_row_is_refused(book: Book, tmp_path: Path) -> None:
    read, _problems = read_options(edits=["40:date=2026-11-03"])
    assert read is not None
    seen, _problems = preview_import(book, written(tmp_path, PAYMENTS), ImportOptions(read=read))
    assert seen is not None
    assert [(each.code, each.value) for each in seen.questions] == [("no_such_line", "40")]


def test_a_whole_line_and_a_column_the_file_lacks(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Amount\n2026-11-01,1,500.00\n2026-11-02,2.00\n")
    read, _problems = read_options(edits=["2:*=2026-11-01,1500.00", "2:loan=1"])
    assert read is not None
    seen, _problems = preview_import(book, path, ImportOptions(read=read))
    assert seen is not None
    assert [(row.mark, row.name, row.amount_minor) for row in seen.rows] == [
        ("ok", "Jiebei", 150000),
        ("ask", "", None),
    ]


def test_how_a_file_is_read_and_how_sure_that_is(book: Book, tmp_path: Path) -> None:
    seen, _problems = preview_import(book, written(tmp_path, PAYMENTS), ImportOptions())
    assert seen is not None
    assert {each.name: (each.value, each.how) for each in seen.readings} == {
        "encoding": ("utf-8", "sure"),
        "delimiter": (",", "sure"),
        "header": ("1", "sure"),
        "date_format": ("ymd", "sure"),
        "decimal_mark": (".", "sure"),
        "sign": ("positive", "sure"),
        "currency": ("", "sure"),
    }
    assert [(each.header, each.key) for each in seen.table] == [
        ("Date", "date"),
        ("Loan", "loan"),
        ("Amount", "amount"),
        ("Note", "note"),
    ]
    assert seen.table[0].samples == ("2026-11-01", "2026-11-02", "2026-13-01")


def test_a_duplicate_comes_in_anyway_and_a_near_one_is_told(book: Book, tmp_path: Path) -> None:
    path, options = written(tmp_path, PAYMENTS), ImportOptions(skip_bad=True)
    assert import_path(book, path, options)[0] is not None
    moved = written(tmp_path, PAYMENTS.replace("2026-11-02", "2026-11-04"))
    seen, _problems = preview_import(book, moved, options)
    assert seen is not None
    assert [(row.mark, row.held) for row in seen.rows[:2]] == [("dup", 1), ("like", 2)]
    stored = stored_payment(book, 1)
    assert stored is not None
    assert (stored.loan, stored.paid_on, stored.line) == ("Jiebei", "2026-11-01", 2)
    report, _problems = import_path(book, moved, ImportOptions(skip_bad=True, anyway=frozenset({2})))
    assert report is not None
    assert (report.imported, report.duplicates) == (2, 0)
    assert [each.code for each in report.notes] == ["payments_alike"]


def test_equal_rows_of_a_file_are_told_and_both_come_in(book: Book, tmp_path: Path) -> None:
    rows = "2026-11-02,Jiebei,5.00,a\n2026-11-02,Jiebei,5.00,b\n2026-11-02,Jiebei,5.00,A \n"
    path = written(tmp_path, f"Date,Loan,Amount,Note\n{rows}2026-11-02,Jiebei,6.00,a\n")
    seen, _problems = preview_import(book, path, ImportOptions())
    assert seen is not None
    assert [(row.line, row.mark, row.held, row.equal) for row in seen.rows] == [
        (2, "ok", 0, 0), (3, "ok", 0, 0), (4, "like", 0, 2), (5, "ok", 0, 0),
    ]  # fmt: skip
    assert seen.report is not None
    assert [(each.code, each.params) for each in seen.report.notes] == [("rows_equal", {"lines": "4"})]
    report, _problems = import_path(book, path, ImportOptions())
    assert report is not None
    assert (report.imported, report.equal) == (4, {4: 2})
    assert [(each.code, each.params) for each in report.notes] == [("rows_equal", {"lines": "4"})]
    again, _problems = preview_import(book, path, ImportOptions())
    assert again is not None
    assert [(row.mark, row.equal) for row in again.rows] == [("dup", 0)] * 4


def test_equal_rows_of_a_statement_are_told_before_they_come_in(book: Book, tmp_path: Path) -> None:
    row = "DEBIT,11/02/2026,JIEBEI LOAN PAYMENT,-5.00,ACH_DEBIT,1.00,,\n"
    path = written(
        tmp_path, "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n" + row * 2
    )
    options = ImportOptions(loan_id=1, rows=frozenset({2, 3}), read=ReadOptions(currency="CNY"))
    seen, _problems = preview_import(book, path, options)
    assert seen is not None
    assert seen.report is not None
    assert [(row.line, row.mark, row.equal) for row in seen.rows] == [(2, "ok", 0), (3, "like", 2)]
    assert [(each.code, each.params) for each in seen.report.notes] == [("rows_equal", {"lines": "3"})]
    report, _problems = import_path(book, path, options)
    assert report is not None
    assert (report.imported, report.equal) == (2, {3: 2})


def test_rows_that_say_the_same_mean_the_same_loan(book: Book, tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Payee,Amount\n2026-11-01,招商,5.00\n2026-11-02,招商,6.00\n")
    seen, _problems = preview_import(book, path, ImportOptions(loans_for=(("招商", 1),)))
    assert seen is not None
    assert [(row.mark, row.name) for row in seen.rows] == [("ok", "Jiebei")] * 2
