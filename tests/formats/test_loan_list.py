import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.domain.loan.facts import Method
from tracker.domain.rates import Rate, RatePer
from tracker.domain.text import clean
from tracker.formats.loan_list import read_loans
from tracker.formats.options import ReadOptions
from tracker.formats.source import decode, open_source

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))


def loans_in(name, **options):
    source, problems = open_source(DATA / name)
    assert problems == ()
    return read_loans(source, ReadOptions(**options))


def loans_of(text, **options):
    source, problems = decode(text.encode(), "test.csv")
    assert problems == ()
    loans, problems = read_loans(source, ReadOptions(**options))
    assert problems == ()
    return loans


def only(text, **options):
    loans = loans_of(text, **options)
    assert loans.tally.fatal == []
    (line,) = loans.lines
    return line


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("debts_list_*.csv")))
def test_the_sample_lists_have_the_published_rows(name):
    loans, problems = loans_in(name)
    expected = EXPECTED["real_formats"][name]
    assert problems == ()
    assert len(loans.lines) == loans.tally.accepted == expected["rows"]
    assert loans.header_line == expected["header_line"]
    assert loans.tally.clean


def test_the_simple_list_cell_by_cell():
    loans, _problems = loans_in("debts_list_simple.csv")
    rows = [
        (each.name, each.balance_minor, each.rate, each.minimum_minor, each.due_day) for each in loans.lines
    ]
    assert rows == [
        ("Northwind Card", 311749, Rate(Decimal("24.99")), 9500, 17),
        ("Harbor Student Loan", 1825000, Rate(Decimal("5.49")), 21055, 1),
        ("Family (Aunt Mei)", 120000, Rate(Decimal(0)), 5000, 31),
        ("Car loan", 980010, Rate(Decimal("7.25")), 26500, 29),
        ("Medical bill", 64000, None, 4000, None),
    ]
    assert [each.line for each in loans.lines] == [2, 3, 4, 5, 6]


def test_ordinal_days_dollar_signs_and_a_note():
    loans, _problems = loans_in("debts_list_ordinal_due.csv")
    assert [
        (each.balance_minor, each.credit_limit_minor, each.due_day, each.currency) for each in loans.lines
    ] == [
        (311749, 500000, 17, "USD"),
        (14073, 80000, 6, "USD"),
        (1995, 30000, 31, "USD"),
    ]
    assert loans.lines[2].note == "Backup, emergency"
    assert {note.code for note in loans.tally.notes} == {"currency_from_sign"}


def test_a_sheet_with_totals_and_settings_accounts_for_every_row():
    loans, _problems = loans_in("debts_list_spreadsheet_layout.csv")
    assert [(each.name, each.balance_minor, each.payment_minor) for each in loans.lines] == [
        ("Northwind Card", 311749, 9500),
        ("Harbor Student Loan", 1825000, 21055),
    ]
    assert [(skip.line, skip.reason) for skip in loans.tally.skipped] == [
        (8, "no_name"),
        (9, "total"),
        (10, "blank"),
        (11, "label"),
        (12, "label"),
    ]
    assert loans.tally.rows == 7


def test_dates_types_and_unknown_columns():
    loans, _problems = loans_in("debts_list_undebtit_like.csv")
    card, student = loans.lines
    assert (card.method, card.type_text, card.next_due_on) == (
        Method.REVOLVING,
        "Credit card",
        date(2025, 5, 4),
    )
    assert (student.method, student.type_text, student.credit_limit_minor) == (None, "Student loan", None)
    assert loans.ignored == ("Highest Beginning Balance",)


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        (name, each["rows"])
        for name, each in EXPECTED["hostile"].items()
        if each["kind"] == "debts" and "rows" in each and (DATA / "hostile" / name).exists()
    ],
)
def test_hostile_lists_that_may_be_read_are_read_whole_and_clean(name, accepted):
    loans, problems = loans_in(f"hostile/{name}")
    assert problems == ()
    assert loans.tally.accepted == accepted
    for each in loans.lines:
        assert clean(each.name) == each.name
        assert clean(each.note, lines=True) == each.note


def test_a_note_of_a_mebibyte_is_kept_whole():
    assert len(only(f"name,balance,notes\nNorthwind,100.00,{'A' * (1 << 20)}\n").note) == 1 << 20


@pytest.mark.parametrize(
    ("name", "code"),
    [("h04_unbalanced_quotes.csv", "quote_unclosed"), ("h32_only_blank_lines.csv", "header_missing")],
)
def test_hostile_lists_that_are_refused(name, code):
    loans, problems = loans_in(f"hostile/{name}")
    assert loans is None
    assert problems[0].code == code


def test_text_is_kept_but_for_control_characters():
    loans, _problems = loans_in("hostile/h01_formula_injection.csv")
    assert loans.lines[0].name == "=cmd|'/C calc'!A0"
    assert loans.lines[4].name == "=1+1"
    assert loans.lines[11].name == " =1+1"
    assert loans.lines[13].name == "'=1+1"


def test_chinese_headers():
    line = only(
        "名称,贷款机构,本金,余额(元),月利率,月供,还款日,还款方式,期数,放款日期,备注\n"
        "装修贷,花田银行,12万,98000.50,0.5%,3651.20,每月17日,等额本息,36期,2025年3月5日,第一笔\n"
    )
    assert (line.name, line.lender, line.principal_minor, line.balance_minor) == (
        "装修贷",
        "花田银行",
        12000000,
        9800050,
    )
    assert (line.rate, line.payment_minor, line.due_day) == (Rate(Decimal("0.5"), RatePer.MONTH), 365120, 17)
    assert (line.method, line.periods, line.opened_on) == (Method.LEVEL_PAYMENT, 36, date(2025, 3, 5))
    assert line.note == "第一笔"
    assert line.currency == "CNY"
    assert line.problems == ()


@pytest.mark.parametrize(
    ("rates", "unit", "codes"),
    [
        (["18", "24"], None, ["", ""]),
        (["0.18", "0.24"], None, ["rate_ambiguous", "rate_ambiguous"]),
        (["18", "0.18"], None, ["", "rate_ambiguous"]),
        (["18", "0"], None, ["", ""]),
        (["0.18%", "24.99%"], None, ["", ""]),
        (["0.18", "0.24"], "fraction", ["", ""]),
        (["0.18", "0.24"], "percent", ["", ""]),
        (["0.18", "18"], "fraction", ["", "rate_too_large"]),
    ],
)
def test_rates_that_could_be_fractions_are_asked(rates, unit, codes):
    text = "name,balance,apr\n" + "".join(f"a,1,{rate}\n" for rate in rates)
    loans = loans_of(text, rate_unit=unit)
    assert [each.problems[0].code if each.problems else "" for each in loans.lines] == codes
    for problem in loans.tally.rejected:
        assert problem.column == "apr"
        assert problem.ask == (problem.code == "rate_ambiguous")


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ("a,-5,,", "balance", "negative"),
        ("a,,-100,", "principal", "negative"),
        ("a,,,", "balance", "required"),
        (",5,,", "name", "required"),
        ("a,x,,", "balance", "amount_unreadable"),
        ("a,5,,32", "due_day", "due_day_unreadable"),
        ("a,5,,2025-02-31", "due_on", "no_such_date"),
        ("a,5,,03/04/2025", "due_on", "date_ambiguous"),
        ('a,"1,234",,', "balance", "amount_ambiguous"),
    ],
)
def test_what_is_wrong_names_the_cell(cells, field, code):
    loans = loans_of(f"name,balance,principal,due\n{cells}\n")
    (problem,) = loans.tally.rejected
    assert (problem.field, problem.code, problem.line) == (field, code, 2)
    assert (loans.tally.accepted, loans.tally.rejected_rows) == (0, 1)


def test_one_cell_decides_the_decimal_mark_of_the_file():
    loans = loans_of('name;balance\na;1.234\nb;"5,50"\n')
    assert [each.balance_minor for each in loans.lines] == [123400, 550]
    assert loans_of("name,balance\na,1.234\n", decimal_mark=",").lines[0].balance_minor == 123400


def test_two_decimal_marks_in_one_file_are_fatal():
    loans = loans_of('name;balance\na;1234.50\nb;"5,50"\n')
    assert [problem.code for problem in loans.tally.fatal] == ["decimal_mark_mixed"]
    assert not loans.tally.clean


def test_a_currency_column_wins_and_signs_must_agree():
    loans = loans_of("name,balance,currency\na,$5,USD\nb,5,jpy\nc,€5,USD\nd,5,XYZ\n")
    assert [each.currency for each in loans.lines][:2] == ["USD", "JPY"]
    assert loans.lines[1].balance_minor == 5
    assert [(problem.line, problem.code) for problem in loans.tally.rejected] == [
        (4, "currency_mismatch"),
        (5, "currency_unknown"),
    ]


def test_signs_of_several_currencies_leave_unsigned_rows_open():
    loans = loans_of("name,balance\na,$5\nb,€5\nc,5\n")
    assert [each.currency for each in loans.lines][:2] == ["USD", "EUR"]
    assert [(problem.line, problem.code) for problem in loans.tally.rejected] == [(4, "currency_mixed")]


def test_a_sign_means_the_currency_of_the_book_if_it_can():
    assert only("name,balance\na,$5\n", home_currency="HKD").currency == "HKD"
    assert only("name,balance\na,$5\n").currency == "USD"
    assert only("name,Balance (EUR)\na,5\n").currency == "EUR"
    assert only("name,balance\na,5\n", currency="JPY").balance_minor == 5
    assert loans_of("name,balance\na,€5\n", currency="USD").tally.rejected[0].code == "currency_mismatch"


def test_daily_rates_and_a_column_that_says_the_time():
    assert only("name,balance,日利率\na,5,万分之五\n").rate == Rate(Decimal("0.05"), RatePer.DAY)
    line = only("name,balance,interest rate,interest period\na,5,5.49,monthly\n")
    assert line.rate == Rate(Decimal("5.49"), RatePer.MONTH)


def test_a_lender_called_total_is_a_loan_where_the_row_says_more():
    assert only("name,balance,apr\nTotal,5,3\n").name == "Total"


def test_a_list_of_payments_is_not_taken_for_loans():
    source, _problems = open_source(DATA / "hostile/h11_duplicate_rows.csv")
    loans, problems = read_loans(source)
    assert loans is None
    assert problems[0].code == "kind_mismatch"


def test_declared_columns():
    line = only("wer,wieviel\nHarbor,5\n", columns=(("name", "wer"), ("balance", "wieviel")))
    assert (line.name, line.balance_minor) == ("Harbor", 500)
