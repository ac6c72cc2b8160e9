"""Exports through the services: which rows repay a loan, that nothing is lost, nothing counted twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lived import facts

from tracker.formats.options import Edit, ReadOptions
from tracker.formats.source import decode
from tracker.services.history import undo
from tracker.services.importing import ImportOptions, import_path, import_source
from tracker.services.loan.change import add_loan
from tracker.services.payment import list_payments

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text(encoding="utf-8"))
ALIPAY = (DATA / "alipay.csv").read_bytes().decode("gb18030")


@pytest.fixture
def loans(book):
    """Loans of several lenders, by their names."""
    given = (
        ("Huabei", {"method": "revolving"}),
        ("招行卡 1234", {"method": "revolving", "lender": "招商银行"}),
        ("工行卡", {"method": "revolving", "lender": "ICBC"}),
        ("示例银行信用卡", {"method": "revolving", "lender": "示例银行"}),
        ("Harbor Student Loan", {"currency": "USD", "payment": "310.55", "due_day": "5"}),
        ("Northwind Card", {"currency": "USD", "method": "revolving"}),
        ("Chase Freedom", {"currency": "USD", "method": "revolving", "lender": "Chase"}),
        ("Nordlicht Kredit", {"currency": "EUR"}),
        ("Thames Loans", {"currency": "GBP"}),
    )
    made = {}
    for name, fields in given:
        done, problems = add_loan(book, {"name": name, "balance": "9000", "as_of": "2019-01-01", **fields})
        assert problems == ()
        made[name] = done.ids[0]
    return made


def take(book, data, name="x.csv", **options):
    source, problems = decode(data if isinstance(data, bytes) else data.encode(), name)
    assert problems == ()
    report, problems = import_source(book, source, ImportOptions(**options))
    assert problems == ()
    assert report.rows == report.imported + report.duplicates + report.skipped_rows + report.rejected_rows
    return report


def file(book, name, **options):
    report, problems = import_path(book, DATA / name, ImportOptions(**options))
    assert problems == ()
    return report


def told(report):
    return [(each.line, each.loan, [why.code for why in each.why]) for each in report.matched]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("alipay.csv", [(26, "Huabei", ["lender", "says_repayment"])]),
        ("wechat.csv", [(21, "示例银行信用卡", ["name", "sort_card", "says_repayment"])]),
        ("cmb_credit.csv", [(3, "招行卡 1234", ["of_this_card", "number"])]),
        ("icbc_credit.csv", [(9, "工行卡", ["of_this_card"])]),
        ("chase.csv", [(5, "Chase Freedom", ["of_this_card"])]),
        (
            "chase_checking.csv",
            [(2, "Harbor Student Loan", ["name", "sort_student", "usual", "says_repayment"])],
        ),
        ("bofa_checking.csv", [(9, "Harbor Student Loan", ["name", "sort_student", "says_repayment"])]),
        ("wellsfargo.csv", [(2, "Harbor Student Loan", ["name", "sort_student", "usual", "says_repayment"])]),
        ("monzo.csv", [(3, "Thames Loans", ["name", "says_repayment"])]),
        ("n26.csv", [(2, "Nordlicht Kredit", ["name", "says_repayment"])]),
        ("ynab.csv", [(4, "Northwind Card", ["name", "sort_card"])]),
        ("mint.csv", [(3, "Northwind Card", ["of_this_card"])]),
        ("firefly_transactions.csv", [(2, "Nordlicht Kredit", ["name", "says_repayment"])]),
        ("generic_semicolon_comma_decimal.csv", [(2, "Nordlicht Kredit", ["name", "says_repayment"])]),
        ("paypal.csv", []),
        ("revolut.csv", []),
        ("actual.csv", []),
    ],
)
def test_the_repayments_of_a_sample_come_in_with_their_reasons_and_once(book, loans, name, rows):
    before = facts(book)
    report = file(book, name)
    assert told(report) == rows
    assert (report.imported, report.rejected, report.duplicates) == (len(rows), [], 0)
    assert report.statement_rows == EXPECTED["real_formats"][name]["rows"]
    (sum_minor,) = report.statement_sums.values()
    assert sum_minor == round(float(EXPECTED["real_formats"][name]["sum"]) * 100)
    again = file(book, name)
    assert (again.imported, again.duplicates, again.skipped_rows) == (0, len(rows), report.skipped_rows)
    if rows:
        stored = book.conn.execute("select profile, rows, imported from batch").fetchall()
        assert stored == [(report.profile, report.rows, 1)]
        undo(book)
        assert facts(book)["payment"] == before["payment"]


def test_why_the_others_are_left_out(book, loans):
    report = file(book, "alipay.csv")
    assert [(each.line, each.reason) for each in report.skipped] == [
        (27, "not_repayment"), (28, "not_repayment"), (29, "refund"), (30, "closed"), (31, "not_repayment"),
    ]  # fmt: skip
    report = file(book, "ynab.csv")
    assert [(each.line, each.reason) for each in report.skipped] == [(2, "not_repayment"), (3, "other_side")]


def test_without_the_loan_a_repayment_is_named_but_left_out(book):
    report = file(book, "alipay.csv")
    assert (report.imported, report.skipped[0].reason) == (0, "no_loan")


def longer(text):
    """The same export a month later: newer rows on top, another count, another preamble."""
    lines = text.splitlines(keepends=True)
    row = lines[25].replace("2025-03-28 21:14:05", "2025-04-28 08:00:00").replace("1286.40 ", "900.00 ")
    row = row.replace("2025032822001400000000000001", "2025042822001400000000000009")
    text = "".join([*lines[:25], row, *lines[25:]]).replace("共6笔", "共7笔")
    return text.replace("特别提示：\n", "")


def test_the_same_export_twice_and_then_a_longer_one(book, loans):
    assert take(book, ALIPAY.encode("gb18030")).imported == 1
    again = take(book, ALIPAY.encode("gb18030"))
    assert (again.imported, again.duplicates, again.written) == (0, 1, True)
    more = take(book, longer(ALIPAY).encode("gb18030"))
    assert (more.imported, more.duplicates) == (1, 1)
    paid = list_payments(book, loan_id=loans["Huabei"])
    assert sorted(str(each.amount_minor) for each in paid) == ["128640", "90000"]


HEAD = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
ROW = "DEBIT,03/26/2025,HARBOR STUDENT LOANS,-50.00,ACH_DEBIT,1.00,,\n"


def test_rows_that_are_truly_alike_all_stay_and_none_doubles(book, loans):
    assert take(book, HEAD + ROW * 2).imported == 2
    again = take(book, HEAD + ROW * 3)
    assert (again.imported, again.duplicates) == (1, 2)


def test_a_row_stays_with_the_loan_that_it_was_given_to(book, loans):
    text = HEAD + "DEBIT,03/26/2025,ZELLE TO SAM,-50.00,ACH_DEBIT,1.00,,\n"
    assert take(book, text).imported == 0
    given = take(book, text, loan_id=loans["Chase Freedom"], rows=frozenset({2}))
    assert told(given) == [(2, "Chase Freedom", ["chosen"])]
    again = take(book, text)
    assert (told(again), again.imported, again.duplicates) == ([(2, "Chase Freedom", ["before"])], 0, 1)


def test_a_person_chooses_by_line_and_by_text(book, loans):
    text = HEAD + "DEBIT,03/26/2025,ZELLE TO SAM,-50.00,ACH_DEBIT,1.00,,\n" * 2
    chosen = take(book, text, loans_for=(("zelle to sam", loans["Northwind Card"]),))
    assert [each.loan for each in chosen.matched] == ["Northwind Card"] * 2
    undo(book)
    read = ReadOptions(edits=(Edit(line=3, column="loan", value="Northwind"),))
    assert told(take(book, text, read=read)) == [(3, "Northwind Card", ["chosen"])]
    read = ReadOptions(edits=(Edit(line=3, column="loan", value="nobody"),))
    report = take(book, text, read=read)
    assert [(each.code, each.line) for each in report.rejected] == [("loan_not_found", 3)]
    read = ReadOptions(skip_lines=frozenset({2}))
    assert [(each.line, each.reason) for each in take(book, HEAD + ROW, read=read).skipped] == [(2, "chosen")]


def test_what_fits_two_loans_is_asked_and_nothing_is_written(book, loans):
    add_loan(book, {"name": "招行车贷", "lender": "招商银行", "balance": "9000", "as_of": "2019-01-01"})
    before = facts(book)
    text = ALIPAY.replace("花呗  ", "招商银行", 1).replace("花呗主动还款-2025年03月账单", "自动还款")
    report = take(book, text.encode("gb18030"))
    assert [(each.code, each.line, each.hint) for each in report.rejected] == [
        ("loan_ambiguous", 26, "--loan-for")
    ]
    assert report.written is False
    assert facts(book) == before
    said = report.rejected[0].value
    report = take(book, text.encode("gb18030"), loans_for=((said, loans["招行卡 1234"]),))
    assert (report.imported, report.rejected) == (1, [])


def test_pending_rows_are_left_for_later(book, loans):
    add_loan(
        book,
        {"name": "Citi", "currency": "USD", "method": "revolving", "balance": "1", "as_of": "2019-01-01"},
    )
    text = (DATA / "citi.csv").read_text("utf-8").replace("Cleared,03/16", "Pending,03/16")
    report = take(book, text)
    assert (report.imported, {each.reason for each in report.skipped}) == (0, {"pending", "not_repayment"})
    assert take(book, text.replace("Pending,03/16", "Cleared,03/16")).imported == 1


def test_a_loan_of_all_rows_narrows_the_search(book, loans):
    report = file(book, "chase_checking.csv", loan_id=loans["Northwind Card"])
    assert (report.imported, report.rejected) == (0, [])
    report = file(book, "chase.csv", loan_id=loans["Northwind Card"])
    assert told(report) == [(5, "Northwind Card", ["of_this_card"])]


@pytest.mark.parametrize("name", ["h29_alipay_resaved_by_excel.csv", "h30_truncated_download.csv"])
def test_ruined_exports_are_refused_and_change_nothing(book, loans, name):
    before = facts(book)
    report, problems = import_path(book, DATA / "hostile" / name, ImportOptions())
    assert report is None
    assert problems[0].code in ("resaved_by_spreadsheet", "count_differs")
    assert facts(book) == before


@pytest.mark.parametrize(
    ("name", "rows"),
    [("lendingclub_loans.csv", 1), ("mystudentdata_nslds.txt", 1)],
)
def test_lists_of_loans_with_a_profile(book, name, rows):
    report = file(book, name)
    assert (report.kind, report.imported, report.rejected) == ("loans", rows, [])
    assert file(book, name).duplicates == rows


def test_a_list_that_knows_no_balances_says_so_and_a_person_can(book):
    report = file(book, "firefly_accounts.csv")
    assert (report.imported, report.rejected) == (1, [])
    assert [(each.code, each.params["name"]) for each in report.notes if each.code == "balance_unknown"] == [
        ("balance_unknown", "Nordlicht Kredit")
    ]
    row = book.conn.execute("select balance_minor, note from loan").fetchone()
    assert row == (0, "The balance is not known: the file had none.")
    percent, per = book.conn.execute("select rate_percent, rate_per from terms").fetchone()
    assert (percent, per) == ("5.49", "month")
    assert file(book, "firefly_accounts.csv").imported == 0
    undo(book)
    read = ReadOptions(edits=(Edit(line=2, column="balance", value="5000"),))
    said = file(book, "firefly_accounts.csv", read=read)
    assert [each.code for each in said.notes if each.code == "balance_unknown"] == []
    query = "select balance_minor, note from loan where deleted_at is null"
    assert book.conn.execute(query).fetchall() == [(500000, "")]
    text = (DATA / "firefly_accounts.csv").read_text("utf-8")
    other = text.replace(",Loan,Nord", ",Asset account,Nord")
    assert [each.reason for each in take(book, other).skipped] == ["not_a_debt"]
    # A column for it that is empty is another matter.
    lines = text.splitlines()
    blank = f"{lines[0]},current_balance\n{lines[1].replace('Nordlicht', 'Other')},\n"
    assert [each.field for each in take(book, blank).rejected] == ["balance"]


def test_the_student_payments_layout(book, loans):
    report = file(book, "student_loan_payments_like.csv", loan_id=loans["Harbor Student Loan"])
    assert (report.profile, report.imported, report.skipped_rows) == ("student_payments", 2, 1)


def test_a_plain_list_knows_the_other_names_of_a_lender_too(book, loans):
    rows = ("2025-03-05,蚂蚁花呗 还款,12.00", "2025-03-06,招行 还款,13.00", "2025-03-07,RENT,1.00")
    text = "\n".join(["date,description,amount", *rows, ""])
    report = take(book, text, kind="payments", read=ReadOptions(currency="CNY"), skip_bad=True)
    assert (report.imported, [each.line for each in report.rejected]) == (2, [4])
    paid = {each.amount_minor: each.loan for each in list_payments(book)}
    assert paid == {1200: "Huabei", 1300: "招行卡 1234"}


def test_the_digits_in_the_name_of_a_file_name_its_card(book):
    for name in ("Freedom 1234", "Sapphire 9876"):
        fields = {
            "name": name,
            "currency": "USD",
            "method": "revolving",
            "balance": "1",
            "as_of": "2019-01-01",
        }
        add_loan(book, fields)
    data = (DATA / "chase.csv").read_text("utf-8")
    assert told(take(book, data, "Chase9876_Activity20250401.csv"))[0][1] == "Sapphire 9876"
    undo(book)
    # Without them nothing says which of the two it is.
    report = take(book, data, "activity.csv")
    assert (report.imported, [each.code for each in report.notes]) == (0, ["repayments_elsewhere"])


BANK = "Date,Description,Debit,Credit,Balance\n"
SIGNED = "Date,Description,Amount,Running Bal.\n"


def test_a_statement_of_a_bank_of_no_layout_is_no_list_of_loans(book, loans):
    rows = "01/15/2025,HARBOR STUDENT LOANS,310.55,,950.00\n01/16/2025,SALARY,,100.00,1050.00\n"
    report = take(book, BANK + rows, read=ReadOptions(currency="USD"))
    assert (report.kind, report.profile, report.imported) == ("payments", "bank_columns", 1)
    assert report.statement_sums == {"USD": -21055}
    # With a day of its own and columns that nobody knows it may be either: that is asked.
    source, _problems = decode(b"Date,Description,Taken,Given,Balance\n01/15/2025,X,5.00,,950.00\n", "x.csv")
    report, problems = import_source(book, source, ImportOptions())
    assert (report, [each.code for each in problems]) == (None, ["which_kind"])
    # Of a list that a person calls one every row is meant.
    source, _problems = decode((BANK + rows).encode(), "x.csv")
    _report, problems = import_source(book, source, ImportOptions(kind="payments"))
    assert [each.code for each in problems] == ["header_missing"]


def test_balances_that_deny_the_signs_are_asked_about(book, loans):
    rows = "03/05/2025,A,950.00,1050.00\n03/06/2025,B,-2000.00,3050.00\n03/07/2025,C,50.00,3000.00\n"
    source, _problems = decode((SIGNED + rows).encode(), "x.csv")
    report, problems = import_source(book, source, ImportOptions())
    assert (report, [(each.code, each.hint, each.ask) for each in problems]) == (
        None, [("sign_denied", "--sign", True)],
    )  # fmt: skip
    turned = take(book, SIGNED + rows, read=ReadOptions(sign="positive"))
    assert turned.statement_sums == {"USD": 100000}


def test_a_status_that_is_not_known_is_said_and_its_row_waits(book, loans):
    text = ALIPAY.replace("还款成功", "冻结审核", 1)
    report = take(book, text.encode("gb18030"))
    assert (report.imported, report.skipped[0].line, report.skipped[0].reason) == (0, 26, "unsure")
    assert [(each.code, each.params) for each in report.notes] == [("status_unknown", {"lines": "26"})]
    chosen = take(book, text.encode("gb18030"), loan_id=loans["Huabei"], rows=frozenset({26}))
    assert told(chosen) == [(26, "Huabei", ["chosen"])]


def test_a_list_for_a_card_that_could_be_purchases_says_so(book, loans):
    text = "Date,Description,Amount\n2026-03-04,{},64.20\n"
    read = {"kind": "payments", "loan_id": loans["Huabei"]}
    report = take(book, text.format("CORNER SHOP"), **read)
    assert [(each.code, each.params) for each in report.notes] == [("all_are_payments", {"name": "Huabei"})]
    told_so = take(book, text.format("PAYMENT THANK YOU"), **read)
    assert "all_are_payments" not in [each.code for each in told_so.notes]
    turned = take(book, text.format("SHOP 2"), read=ReadOptions(sign="negative"), **read)
    assert (turned.imported, [each.reason for each in turned.skipped]) == (0, ["other_direction"])
    lent = take(book, text.format("Loan disbursement"), **read)
    assert (lent.imported, [each.reason for each in lent.skipped]) == (0, ["given"])
