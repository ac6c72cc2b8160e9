from datetime import date
from pathlib import Path

import pytest

from tracker.domain.loan.facts import PaymentState
from tracker.formats.options import ReadOptions
from tracker.formats.payment_list import read_payments
from tracker.formats.source import decode, open_source

DATA = Path(__file__).parents[1] / "data"


def read(source, currency_of=None, **options):
    payments, problems = read_payments(source, ReadOptions(**options), currency_of=currency_of)
    assert problems == ()
    return list(payments.lines()), payments


def read_text(text, currency_of=None, **options):
    source, problems = decode(text.encode(), "test.csv")
    assert problems == ()
    return read(source, currency_of, **options)


def read_file(name, **options):
    source, problems = open_source(DATA / name)
    assert problems == ()
    return read(source, **options)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("h11_duplicate_rows.csv", 5),
        ("h12a_overlap_first.csv", 3),
        ("h12b_overlap_second.csv", 3),
        ("h14_utf16le_bom.csv", 2),
        ("h16_utf16le_nobom.csv", 2),
        ("h31_wrong_extension_tabs.csv", 2),
    ],
)
def test_hostile_files_that_are_accepted(name, rows):
    lines, payments = read_file(f"hostile/{name}")
    assert len(lines) == payments.tally.accepted == payments.tally.rows == rows
    assert payments.tally.clean
    assert all(line.amount_minor > 0 for line in lines)
    assert [note.code for note in payments.tally.notes] == ["read_as_money_out"]


def test_every_bad_amount_is_listed_not_only_the_first():
    _lines, payments = read_file("hostile/h09_locale_amounts.csv", currency="CNY")
    tally = payments.tally
    assert [problem.code for problem in tally.fatal] == ["decimal_mark_mixed", "sign_mixed"]
    assert tally.rows == 46
    asked = {problem.value for problem in tally.rejected if problem.code == "amount_ambiguous"}
    assert asked == {"1,234", "1.234", "12.345"}
    refused = {problem.value for problem in tally.rejected if problem.code == "amount_unreadable"}
    assert {"1,2,3.4", "N/A", "-", "NaN", "Infinity", "1e5", "0x10", "1_000", "--5", "٣٤٥"} <= refused
    assert {problem.column for problem in tally.rejected} == {"amount"}


def test_every_bad_date_is_listed():
    _lines, payments = read_file("hostile/h10_bad_dates.csv")
    tally = payments.tally
    assert [problem.code for problem in tally.fatal] == ["date_order_mixed"]
    assert tally.rows == 33
    assert tally.rejected_rows == 18
    assert [problem.line for problem in tally.rejected if problem.ask] == [10, 11]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("h29_alipay_resaved_by_excel.csv", "resaved_by_spreadsheet"),
        ("h30_truncated_download.csv", "count_differs"),
    ],
)
def test_ruined_and_truncated_exports_are_fatal(name, code):
    _lines, payments = read_file(f"hostile/{name}")
    assert code in [problem.code for problem in payments.tally.fatal]
    assert "direction_column" in [problem.code for problem in payments.tally.fatal]


def test_dates_that_read_both_ways_are_asked_or_declared():
    lines, payments = read_file("bank_dayfirst_ambiguous.csv")
    assert lines == []
    assert {problem.code for problem in payments.tally.rejected} == {"date_ambiguous"}
    assert {problem.hint for problem in payments.tally.rejected} == {"--date-format"}
    lines, payments = read_file("bank_dayfirst_ambiguous.csv", date_order="dmy")
    assert [line.paid_on for line in lines] == [date(2025, 4, 3), date(2025, 4, 5), date(2025, 4, 11)]
    assert payments.tally.clean


def test_one_date_decides_the_order_of_the_file():
    lines, payments = read_file("student_loan_payments_like.csv")
    assert [(line.paid_on, line.amount_minor, line.currency) for line in lines] == [
        (date(2025, 3, 5), 31055, "USD"),
        (date(2025, 2, 5), 31055, "USD"),
    ]
    assert [(skip.line, skip.reason) for skip in payments.tally.skipped] == [(4, "zero")]


def test_a_date_that_does_not_fit_the_order_fails_its_row():
    lines, payments = read_text(
        "date,amount\n03/04/2025,5.00\n13/04/2025,5.00\n04/13/2025,1.00\n", date_order="dmy"
    )
    assert [line.paid_on for line in lines] == [date(2025, 4, 3), date(2025, 4, 13)]
    assert [(problem.line, problem.code) for problem in payments.tally.rejected] == [(4, "no_such_date")]


def test_all_columns():
    text = (
        "date,amount,loan,state,account,ref,notes,posted on,currency\n"
        '2026-11-09,"1,905.20",Jiebei,pending,CMB 1234,R1,"two\nlines\x07",2026-11-10,CNY\n'
    )
    (line,), _payments = read_text(text)
    assert line.line == 2
    assert (line.paid_on, line.posted_on) == (date(2026, 11, 9), date(2026, 11, 10))
    assert (line.amount_minor, line.currency, line.loan, line.account, line.ref) == (
        190520,
        "CNY",
        "Jiebei",
        "CMB 1234",
        "R1",
    )
    assert (line.note, line.state) == ("two\nlines", PaymentState.PENDING)


@pytest.mark.parametrize(
    ("text", "field", "code", "column"),
    [
        ("2026-02-31,5.00,posted,", "paid_on", "no_such_date", "date"),
        ("2026-02-01,x,posted,", "amount", "amount_unreadable", "amount"),
        ("2026-02-01,5.00,lost,", "state", "unknown_choice", "state"),
        ("2026-02-01,5.00,,tomorrow", "posted_on", "date_unreadable", "posted"),
        ("2026-02-01,5.001,,", "amount", "too_many_decimals", "amount"),
    ],
)
def test_what_is_wrong_names_the_cell(text, field, code, column):
    lines, payments = read_text(f"date,amount,state,posted\n2026-01-01,5.00,,\n{text}\n")
    assert len(lines) == 1
    (problem,) = payments.tally.rejected
    assert (problem.line, problem.field, problem.code, problem.column) == (3, field, code, column)


def test_two_problems_of_a_row_are_both_told():
    _lines, payments = read_text("date,amount\nsoon,much\n")
    assert [problem.code for problem in payments.tally.rejected] == ["date_unreadable", "amount_unreadable"]
    assert payments.tally.rejected_rows == 1


def test_mixed_signs_are_refused_unless_declared():
    text = "date,amount\n2026-01-01,-5.00\n2026-01-02,7.00\n"
    _lines, payments = read_text(text)
    assert [(problem.code, problem.hint) for problem in payments.tally.fatal] == [("sign_mixed", "--sign")]
    lines, payments = read_text(text, sign="negative")
    assert [line.amount_minor for line in lines] == [500]
    assert [(skip.line, skip.reason) for skip in payments.tally.skipped] == [(3, "other_direction")]
    lines, _payments = read_text(text, sign="positive")
    assert [line.amount_minor for line in lines] == [700]


def test_totals_and_blank_rows_are_skipped_with_a_reason():
    _lines, payments = read_text("date,amount,note\n2026-01-01,5.00,\n,,\nTotal,,5.00\n合计:,5.00,\n")
    assert [(skip.line, skip.reason) for skip in payments.tally.skipped] == [
        (3, "blank"),
        (4, "total"),
        (5, "total"),
    ]
    assert payments.tally.clean


def test_the_currency_of_the_loan_decides_the_cents():
    currencies = {"Tokyo": "JPY", "Jiebei": "CNY"}
    text = (
        "date,amount,loan\n2026-01-01,500,Tokyo\n2026-01-01,500,Jiebei\n"
        "2026-01-02,5.50,Tokyo\n2026-01-03,500,?\n"
    )
    lines, payments = read_text(text, currencies.get, home_currency="EUR")
    assert [(line.amount_minor, line.currency) for line in lines] == [
        (500, "JPY"),
        (50000, "CNY"),
        (50000, "EUR"),
    ]
    assert payments.tally.rejected[0].code == "too_many_decimals"


def test_another_currency_than_the_declared_one_is_refused():
    _lines, payments = read_text("date,amount\n2026-01-01,$5.00\n", currency="CNY")
    assert payments.tally.rejected[0].code == "currency_mismatch"


def test_a_comma_decimal_file():
    text = 'date;amount\n28.03.2025;"-1.099,90"\n31.03.2025;-5\n01.04.2025;-1.234\n'
    lines, _payments = read_text(text)
    assert [line.amount_minor for line in lines] == [109990, 500, 123400]
    assert lines[0].paid_on == date(2025, 3, 28)


def test_an_ambiguous_amount_is_asked_where_no_cell_decides():
    _lines, payments = read_text('date,amount\n2026-01-01,"1,234"\n')
    (problem,) = payments.tally.rejected
    assert (problem.code, problem.ask, problem.hint) == ("amount_ambiguous", True, "--decimal-mark")


def test_plain_amounts_are_not_misread_under_a_declared_comma():
    _lines, payments = read_text("date,amount\n2026-01-01,12.30\n", decimal_mark=",")
    assert payments.tally.rejected[0].code == "amount_unreadable"


def test_a_direction_column_that_never_changes_is_no_obstacle():
    lines, payments = read_text("date,amount,direction\n2026-01-01,5.00,out\n2026-01-02,6.00,out\n")
    assert len(lines) == 2
    assert payments.tally.clean


def test_an_unclosed_quote_is_fatal_before_any_row():
    source, _problems = decode(b'date,amount\n2026-01-01,5.00\n2026-01-02,"5\n', "x")
    payments, problems = read_payments(source)
    assert payments is None
    assert (problems[0].code, problems[0].line) == ("quote_unclosed", 3)


def test_the_account_is_complete():
    text = (
        "date,amount\n"
        + "".join(f"2026-01-{day:02d},{day}.00\n" for day in range(1, 32))
        + "bad,1\n,,\n2026-02-01,0\n"
    )
    lines, payments = read_text(text)
    tally = payments.tally
    assert len(lines) == tally.accepted == 31
    assert (tally.rejected_rows, tally.skipped_rows, tally.rows) == (1, 2, 34)
