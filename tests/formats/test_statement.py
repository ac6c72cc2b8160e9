"""Every statement among the samples, and each small way in which a real one differs, gives the same rows."""

from __future__ import annotations

import pytest
from layouts_known import (
    DATA,
    PROFILE_OF,
    expected,
    outcome,
    padded,
    read,
    sample,
    table_of,
    turned,
    widened,
    written,
)

NAMES = sorted(PROFILE_OF)
WITH_HEADER = [name for name in NAMES if name != "wellsfargo.csv"]


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_rows_and_its_sum(name):
    statement, entries = read((DATA / name).read_bytes(), name)
    assert statement.profile.id == PROFILE_OF[name]
    assert statement.tally.rejected == []
    assert statement.tally.fatal == []
    assert outcome(entries) == expected(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_does_not_matter(name, encoding):
    text, _encoding = sample(name)
    statement, entries = read(text.encode(encoding), name)
    assert (statement.profile.id, outcome(entries)) == (PROFILE_OF[name], expected(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "amex" not in name])
@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_the_line_ends_do_not_matter(name, end):
    text, encoding = sample(name)
    data = end.join(text.splitlines()).encode(encoding)
    statement, entries = read(data, name)
    assert (statement.profile.id, outcome(entries)) == (PROFILE_OF[name], expected(name))


@pytest.mark.parametrize("name", WITH_HEADER)
@pytest.mark.parametrize("change", [widened, turned, padded])
def test_the_place_and_the_padding_of_columns_do_not_matter(name, change):
    text, encoding = sample(name)
    before, rows, after = table_of(text, name)
    delimiter = ";" if name.startswith("generic") else ","
    data = written(before, change(rows), after, delimiter).encode(encoding)
    statement, entries = read(data, name)
    assert (statement.profile.id, outcome(entries)) == (PROFILE_OF[name], expected(name))
    assert statement.tally.rejected == []


@pytest.mark.parametrize("name", WITH_HEADER)
def test_the_number_of_lines_before_the_header_does_not_matter(name):
    text, encoding = sample(name)
    before, rows, after = table_of(text, name)
    delimiter = ";" if name.startswith("generic") else ","
    lines = [line for line in before.splitlines(keepends=True) if line.strip("-, \n")]
    for preamble in ("Some notice\n\nof two lines\n" + before, "".join(lines)):
        data = written(preamble, rows, after, delimiter).encode(encoding)
        _statement, entries = read(data, name)
        assert outcome(entries) == expected(name)


def test_what_did_not_happen_is_skipped_and_said():
    statement, _entries = read((DATA / "revolut.csv").read_bytes())
    assert [(each.line, each.reason) for each in statement.tally.skipped] == [(4, "pending"), (5, "reverted")]
    statement, _entries = read((DATA / "bofa_checking.csv").read_bytes())
    assert [(each.line, each.reason) for each in statement.tally.skipped] == [(8, "balance_line")]
    statement, _entries = read((DATA / "icbc_credit.csv").read_bytes())
    assert set(statement.tally.reasons) <= {"blank", "total"}


def test_statuses_and_kinds_are_told():
    _statement, entries = read((DATA / "alipay.csv").read_bytes())
    assert [(each.line, each.status) for each in entries if each.status] == [(29, "refund"), (30, "closed")]
    assert [each.gross_minor for each in entries if each.kind == "repayment"] == [128640]
    assert entries[0].ref == "2025032822001400000000000001"
    _statement, entries = read((DATA / "citi.csv").read_bytes())
    assert [each.status for each in entries] == ["", "", "pending"]
    _statement, entries = read((DATA / "chase.csv").read_bytes())
    assert [each.kind for each in entries] == ["purchase", "purchase", "refund", "repayment", "fee"]
    assert entries[2].status == "refund"


def test_the_day_is_the_one_that_stands_there():
    # Midnight with an offset, half past midnight after the clocks changed: never another day.
    _statement, entries = read((DATA / "firefly_transactions.csv").read_bytes())
    assert entries[0].on.isoformat() == "2025-03-15"
    _statement, entries = read((DATA / "monzo.csv").read_bytes())
    assert entries[1].on.isoformat() == "2025-03-31"


def test_markup_in_text_is_text():
    _statement, entries = read((DATA / "mint.csv").read_bytes())
    assert entries[0].text.split() == ["TIDE", "MARKET", "PORT", "ELM", "WA", "Apples", "&", "pears"]


def test_long_numbers_stay_text():
    _statement, entries = read((DATA / "bofa_card.csv").read_bytes())
    assert entries[0].ref == "24445720000000000000001"
    _statement, entries = read((DATA / "amex.csv").read_bytes())
    assert entries[0].ref == "320250610000000001"


def test_a_year_that_nobody_says_is_not_guessed():
    text, encoding = sample("cmb_credit.csv")
    lines = text.splitlines(keepends=True)
    statement, _entries = read("".join(["招商银行信用卡对账单\n", *lines[1:]]).encode(encoding))
    assert [problem.code for problem in statement.tally.fatal] == ["year_missing"]


def test_a_date_against_the_order_of_its_layout_is_asked():
    text, _encoding = sample("chase.csv")
    statement, _entries = read(text.replace("03/27/2025,03/27/2025", "27/03/2025,27/03/2025").encode())
    assert [(each.code, each.hint) for each in statement.tally.fatal] == [
        ("date_order_other", "--date-format")
    ]
    statement, entries = read(text.replace("03/27/2025,03/27/2025", "02/31/2025,02/31/2025").encode())
    assert [(each.code, each.line) for each in statement.tally.rejected] == [("no_such_date", 6)]
    assert len(entries) == 4


def test_amex_of_both_sides_of_the_sea():
    head = (
        "Date,Description,Amount,Extended Details,Appears On Your Statement As,Address,Town/City,Postcode,"
        "Country,Reference,Category\n"
    )
    row = "03/04/2025,TEA SHOP,4.50,,,,LEEDS,LS1 1AA,UNITED KINGDOM,'AT1',Food\n"
    statement, entries = read((head + row).encode())
    assert (statement.profile.id, entries[0].on.isoformat(), entries[0].minor) == (
        "amex_uk",
        "2025-04-03",
        -450,
    )
    assert entries[0].currency == "GBP"
    # Without either sign of the country the order is not guessed.
    short = "Date,Description,Card Member,Account #,Amount\n03/04/2025,TEA SHOP,ADA,-71002,4.50\n"
    statement, entries = read(short.encode())
    assert (statement.profile.id, entries) == ("amex", [])
    assert [problem.code for problem in statement.tally.rejected] == ["date_ambiguous"]
    _statement, entries = read(short.encode(), date_order="mdy")
    assert entries[0].on.isoformat() == "2025-03-04"


def test_citi_credits_of_either_sign():
    text, _encoding = sample("citi.csv")
    _statement, entries = read(text.replace("-200.05", "200.05").encode())
    assert outcome(entries) == expected("citi.csv")


@pytest.mark.parametrize(
    ("header", "row", "profile"),
    [
        (
            "Date,Payee,Account number,Transaction type,Payment reference,Category,Amount (EUR),"
            "Amount (Foreign Currency)",
            "2025-03-07,Nordlicht Kredit,DE00,Direct Debit,Rate 3/36,Debt,-99.90,",
            "n26_old",
        ),
        (
            "Datum,Empfänger,Kontonummer,Transaktionstyp,Verwendungszweck,Betrag (EUR)",
            "2025-03-07,Nordlicht Kredit,DE00,Lastschrift,Rate 3/36,-99.90",
            "n26_old",
        ),
        (
            "Buchungsdatum,Wertstellung,Name des Partners,IBAN,Typ,Verwendungszweck,Kontoname,Betrag (EUR)",
            "2025-03-07,2025-03-07,Nordlicht Kredit,DE00,Lastschrift,Rate 3/36,Hauptkonto,-99.90",
            "n26",
        ),
        (
            "Typ,Produkt,Datum des Beginns,Datum des Abschlusses,Beschreibung,Betrag,Gebühr,"
            "Währung,State,Saldo",
            "TRANSFER,Girokonto,2025-03-07 10:00:00,2025-03-07 10:00:01,Nordlicht Kredit,-99.90,0.00,"
            "EUR,COMPLETED,1.00",
            "revolut",
        ),
        (
            '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr",'
            '"Netto","Transaktionscode"',
            '"2025-03-07","03:46:20","CET","Nordlicht Kredit","Zahlung","Abgeschlossen","EUR","-99.90",'
            '"0.00","-99.90","0X1"',
            "paypal",
        ),
    ],
)
def test_headers_in_other_languages(header, row, profile):
    statement, entries = read(f"{header}\n{row}\n".encode())
    assert (statement.profile.id, statement.tally.rejected) == (profile, [])
    assert [(each.on.isoformat(), each.minor, each.currency) for each in entries] == [
        ("2025-03-07", -9990, "EUR")
    ]
    assert "Nordlicht Kredit" in entries[0].note


def test_a_file_that_lost_rows_is_not_used():
    for name, code in (
        ("h29_alipay_resaved_by_excel.csv", "resaved_by_spreadsheet"),
        ("h30_truncated_download.csv", "count_differs"),
    ):
        statement, _entries = read((DATA / "hostile" / name).read_bytes())
        assert code in [problem.code for problem in statement.tally.fatal]
    text, encoding = sample("alipay_web_legacy.csv")
    statement, _entries = read(text.replace("共2笔", "共3笔").encode(encoding))
    assert [problem.code for problem in statement.tally.fatal] == ["count_differs"]


def test_an_unknown_direction_is_refused():
    text, _encoding = sample("wechat.csv")
    statement, entries = read(text.replace(",收入,", ",进账,").encode())
    assert [(each.code, each.line, each.column) for each in statement.tally.rejected] == [
        ("direction_unknown", 20, "收/支")
    ]
    assert len(entries) == 4
