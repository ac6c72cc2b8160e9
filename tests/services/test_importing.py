"""Files from outside through the services: what comes of each sample, and that nothing is counted twice."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived import TODAY, add, clock, facts, pay, source_of

from tracker.domain.loan.facts import PaymentState
from tracker.formats.options import ReadOptions
from tracker.services.book import open_book
from tracker.services.history import undo
from tracker.services.importing import ImportOptions, import_path, import_source
from tracker.services.loan.listing import list_loans
from tracker.services.payment import list_payments, set_payment_state
from tracker.store.derived import differences

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text(encoding="utf-8"))
LISTS = sorted(path.name for path in DATA.glob("debts_list_*.csv"))
HOSTILE = {
    name: said
    for name, said in EXPECTED["hostile"].items()
    if said["kind"] == "debts" and (DATA / "hostile" / name).exists()
}


def accounted(report):
    return report.imported + report.duplicates + report.skipped_rows + report.rejected_rows == report.rows


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_loans_comes_in_whole_and_once(book, name):
    path = DATA / name
    before = path.read_bytes()
    usd = ImportOptions(kind="loans", read=ReadOptions(currency="USD"))
    report, problems = import_path(book, path, usd)
    assert problems == ()
    assert (report.imported, report.rejected, report.written) == (
        EXPECTED["real_formats"][name]["rows"],
        [],
        True,
    )
    assert accounted(report)
    again, _ = import_path(book, path, usd)
    assert (again.imported, again.duplicates) == (0, report.imported)
    assert accounted(again)
    assert len(list_loans(book)) == report.imported
    assert path.read_bytes() == before
    assert differences(book.conn) == []
    undo(book)
    assert list_loans(book) == ()


def test_balances_rates_and_due_dates_of_the_simple_list(book):
    import_path(book, DATA / "debts_list_simple.csv", ImportOptions(read=ReadOptions(currency="USD")))
    rows = {row.loan: row for row in list_loans(book)}
    found = {
        name: (
            row.balance_minor,
            row.rate.percent if row.rate else None,
            row.next_due_on,
            row.next_amount_minor,
        )
        for name, row in rows.items()
    }  # fmt: skip
    assert found == {
        "Northwind Card": (311749, Decimal("24.99"), date(2026, 12, 17), 9500),
        "Harbor Student Loan": (1825000, Decimal("5.49"), date(2026, 12, 1), 21055),
        "Family (Aunt Mei)": (120000, Decimal(0), date(2026, 11, 30), 5000),
        "Car loan": (980010, Decimal("7.25"), date(2026, 11, 29), 26500),
        "Medical bill": (64000, None, None, None),
    }
    dues = book.conn.execute(
        "select d.due_on from due d join loan l on l.id = d.loan_id where l.name = 'Family (Aunt Mei)'"
        " order by d.due_on limit 5"
    ).fetchall()
    assert [on for (on,) in dues] == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]


def test_due_days_and_limits_of_the_other_lists(book):
    for name in LISTS[:1] + LISTS[2:]:
        import_path(book, DATA / name, ImportOptions(kind="loans", read=ReadOptions(currency="USD")))
    rows = {row.loan: (row.balance_minor, row.next_due_on) for row in list_loans(book)}
    assert rows["Depot Card"] == (311749, date(2026, 12, 17))
    assert rows["Teal Card"] == (14073, date(2026, 12, 6))
    assert rows["Last-day Card"] == (1995, date(2026, 11, 30))
    assert rows["Northwind Card"][0] == 311749
    assert rows["Harbor Student Loan"][0] == 1825000


def test_a_due_date_long_past_gives_the_day_only(book):
    report, _ = import_path(
        book, DATA / "debts_list_undebtit_like.csv", ImportOptions(read=ReadOptions(currency="USD"))
    )
    assert [note.code for note in report.notes if note.code == "due_date_long_past"] == [
        "due_date_long_past"
    ] * 2
    assert {row.loan: row.next_due_on for row in list_loans(book)} == {
        "Northwind Card": date(2026, 12, 4), "Harbor Student Loan": date(2026, 12, 1),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_lists_end_as_stated(book, name):
    said = HOSTILE[name]
    path = DATA / "hostile" / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    before = facts(book)
    report, problems = import_path(book, path, ImportOptions(kind="loans"))
    refused = report is None or (report.rejected_rows and not report.written)
    if said["outcome"] == "REFUSE":
        assert refused
    elif said["outcome"] in ("ACCEPT", "NOOP"):
        assert problems == ()
        assert (report.imported, report.rejected_rows) == (said["rows"], 0)
    else:
        assert refused or report.imported == said["rows"]
    if refused:
        assert problems or report.rejected
        assert facts(book) == before
    else:
        assert accounted(report)
        for row in facts(book)["loan"]:
            assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in row["name"])
        again, _ = import_path(book, path, ImportOptions(kind="loans"))
        assert again.imported == 0
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("name", "first", "again"),
    [("h11_duplicate_rows.csv", 5, 0), ("h14_utf16le_bom.csv", 2, 0), ("h31_wrong_extension_tabs.csv", 2, 0)],
)
def test_payments_come_in_once(book, name, first, again):
    loan = add(book, as_of="2024-01-01")
    options = ImportOptions(kind="payments", loan_id=loan.id)
    report, problems = import_path(book, DATA / "hostile" / name, options)
    assert problems == ()
    assert report.imported == first
    report, _ = import_path(book, DATA / "hostile" / name, options)
    assert (report.imported, report.duplicates) == (again, first)


def test_overlapping_files_add_the_new_part_only(book):
    loan = add(book, as_of="2024-01-01")
    options = ImportOptions(kind="payments", loan_id=loan.id, read=ReadOptions(sign="negative"))
    found = [
        import_path(book, DATA / "hostile" / f"h12{part}.csv", options)
        for part in ("a_overlap_first", "b_overlap_second")
    ]
    assert [(report.imported, report.duplicates) for report, _ in found] == [(3, 0), (1, 2)]
    assert len(list_payments(book)) == 4


LINES = "date,amount,loan,note\n2026-11-02,190.52,Jiebei,\n2026-11-02,190.52,Jiebei,second\n"


def take(book, text, **options):
    report, problems = import_source(book, source_of(text), ImportOptions(kind="payments", **options))
    assert problems == ()
    assert accounted(report)
    return report


def test_a_payment_typed_by_hand_is_the_one_in_the_file(book):
    loan = add(book, as_of="2026-10-01")
    pay(book, loan, 19052, date(2026, 11, 2))
    report = take(book, LINES)
    assert (report.imported, report.duplicates) == (1, 1)
    assert take(book, LINES).imported == 0


def test_an_equal_row_is_found_before_one_that_may_be_it(book):
    add(book, as_of="2026-10-01")
    take(book, "date,amount,loan,ref\n2026-11-02,190.52,Jiebei,A\n")
    report = take(book, "date,amount,loan,ref\n2026-11-02,190.52,Jiebei,\n2026-11-02,190.52,Jiebei,A\n")
    assert (report.imported, report.duplicates) == (1, 1)
    assert sorted(row.ref for row in list_payments(book)) == ["", "A"]


STATED = "date,amount,loan,ref,status\n2026-11-02,190.52,Jiebei,A,{}\n"


@pytest.mark.parametrize("state", ["planned", "sent", "pending"])
def test_a_pending_payment_is_posted_by_a_later_file(book, state):
    add(book, as_of="2026-10-01")
    take(book, STATED.format(state))
    (row,) = list_loans(book)
    assert row.balance_minor == 1000000
    report = take(book, STATED.format("posted"))
    assert (report.imported, report.duplicates) == (1, 0)
    assert [note.code for note in report.notes] == ["payments_settled"]
    assert [each.state for each in list_payments(book)] == ["posted"]
    assert list_loans(book)[0].balance_minor < 1000000
    assert differences(book.conn) == []
    assert take(book, STATED.format("posted")).imported == 0
    undo(book)
    assert [each.state for each in list_payments(book)] == [state]


def test_a_sent_payment_typed_by_hand_is_posted_by_the_file(book):
    loan = add(book, as_of="2026-10-01")
    pay(book, loan, 19052, date(2026, 11, 2), state=PaymentState.SENT)
    take(book, STATED.format("posted"))
    assert [each.state for each in list_payments(book)] == ["posted"]


def test_a_failed_attempt_does_not_hide_the_one_that_worked(book):
    loan = add(book, as_of="2026-10-01")
    pay(book, loan, 19052, date(2026, 11, 2), state=PaymentState.FAILED)
    assert take(book, STATED.format("posted")).imported == 1
    assert sorted(each.state for each in list_payments(book)) == ["failed", "posted"]


def test_a_payment_reversed_since_does_not_come_back(book):
    add(book, as_of="2026-10-01")
    take(book, STATED.format("posted"))
    set_payment_state(book, list_payments(book)[0].payment_id, PaymentState.REVERSED)
    assert take(book, STATED.format("posted")).imported == 0
    assert [each.state for each in list_payments(book)] == ["reversed"]


BAD = """date,amount,loan
2026-11-02,190.52,Jiebei
2026-11-03,x,Jiebei
2026-11-04,5,Nobody
,,
Total,195.52,
"""


def test_one_bad_row_stops_all_unless_told(book):
    add(book, as_of="2026-10-01")
    before = facts(book)
    report = take(book, BAD)
    assert (report.written, report.rejected_rows, report.batch) == (False, 2, None)
    assert {problem.line for problem in report.rejected} == {3, 4}
    assert facts(book) == before
    report = take(book, BAD, skip_bad=True)
    assert (report.written, report.imported, report.rejected_rows) == (True, 1, 2)
    assert len(list_payments(book)) == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-11-22,10,Jiebei,", "in_the_future"),
        ("2026-01-01,10,Jiebei,", "before_opened"),
        ("2026-11-02,10,Jiebei,2026-12-01", "in_the_future"),
        ("2026-11-02,10,Jiebei,2026-11-01", "posted_before_paid"),
        ("2026-11-02,10,Yen,", None),
    ],
)
def test_rows_a_payment_cannot_be(book, row, code):
    add(book, opened="2026-02-01", as_of="2026-10-01", first_due="2026-10-28")
    add(book, "Yen", currency="JPY", as_of="2026-10-01")
    report = take(book, f"date,amount,loan,posting date\n{row}\n")
    assert [problem.code for problem in report.rejected] == ([code] if code else [])


def test_a_file_in_another_currency_is_refused(book):
    add(book, as_of="2026-10-01")
    report = take(book, "date,amount,loan,currency\n2026-11-02,10,Jiebei,EUR\n")
    assert [problem.code for problem in report.rejected] == ["currency_mismatch"]


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_fault_of_the_whole_file_stops_everything(book, skip_bad):
    add(book, as_of="2026-10-01")
    before = facts(book)
    for text in (
        'date,amount,loan\n2026-11-02,1.50,Jiebei\n2026-11-03,"2,Jiebei\n',
        "date,amount,loan\n13/02/2026,1.50,Jiebei\n02/13/2026,2,Jiebei\n",
        "date,amount,loan\n2026-11-02,1.50,Jiebei\n2026-11-03,-2.50,Jiebei\n",
    ):
        report, problems = import_source(
            book, source_of(text), ImportOptions(kind="payments", skip_bad=skip_bad)
        )
        assert report is None or report.rejected_rows
        assert report is not None or problems
        if report is None:
            assert facts(book) == before


row_of = st.tuples(
    st.integers(0, 3), st.sampled_from((1, 25)), st.sampled_from(("", "A", "B")),
    st.sampled_from(("posted", "pending", "failed")),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(row_of, max_size=7),
    second=st.lists(row_of, max_size=7),
    typed=st.lists(row_of, max_size=2),
)
def test_importing_anything_twice_adds_nothing(fresh, first, second, typed):
    def text(rows):
        start = date(2026, 11, 1)
        return "date,amount,loan,ref,status\n" + "".join(
            f"{start + timedelta(days=day)},{amount}.00,Jiebei,{ref},{state}\n"
            for day, amount, ref, state in rows
        )

    with fresh() as book:
        loan = add(book, as_of="2026-10-01")
        for day, amount, ref, state in typed:
            pay(book, loan, amount * 100, date(2026, 11, 1 + day), ref=ref, state=PaymentState(state))
        for rows in (first, second):
            if rows:
                take(book, text(rows))
                was = facts(book)
                again = take(book, text(rows))
                assert (again.imported, facts(book)) == (0, was)
                assert differences(book.conn) == []


def test_an_import_sees_what_was_written_since_it_looked(path, book, monkeypatch):
    from tracker.services import import_payments

    add(book, as_of="2026-10-01")
    real = import_payments.title_of

    def title(report):
        monkeypatch.setattr(import_payments, "title_of", real)
        with open_book(path, today=TODAY, clock=clock(TODAY)) as other:
            assert take(other, LINES).imported == 2
        return real(report)

    monkeypatch.setattr(import_payments, "title_of", title)
    report = take(book, LINES)
    assert (report.imported, report.duplicates) == (0, 2)
    assert len(list_payments(book)) == 2
