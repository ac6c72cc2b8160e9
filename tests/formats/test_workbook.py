"""Excel files come in by the same way as CSV."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime

import pytest
from layouts_known import DATA, expected, outcome, read, sample

from tracker.formats.source import decode
from tracker.formats.workbook import _cell, read_workbook

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows, **more):
    """The smallest .xlsx; a number is a number, everything else is text.

    Other sheets come by their names; one that begins with an underscore is hidden.
    """

    def cell(value):
        if isinstance(value, (int, float)):
            return f"<c><v>{value!r}</v></c>"
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    sheets = {"Sheet1": rows, **more}
    bodies = ["".join(f"<row>{''.join(map(cell, row))}</row>" for row in each) for each in sheets.values()]
    listed = enumerate(sheets, 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{DOCUMENT}"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"{" state=" * (name[0] == "_")}'
            f"{chr(34) + 'hidden' + chr(34) if name[0] == '_' else ''}/>"
            for at, name in listed
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{at}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    for at, body in enumerate(bodies, 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return made.getvalue()


def wechat_rows():
    """The sample as WeChat hands it out today: one notice more, and amounts that are numbers."""
    import csv

    text, _encoding = sample("wechat.csv")
    rows = list(csv.reader(text.splitlines()))
    rows.insert(13, ["4. 时间均为 UTC+08:00", *[""] * 10])
    for row in rows[18:]:
        row[5] = float(row[5].lstrip("¥").replace(",", ""))
    return rows


def test_a_wechat_workbook_gives_the_rows_of_the_text():
    pytest.importorskip("python_calamine")
    statement, entries = read(workbook(wechat_rows()), "wechat.xlsx")
    assert (statement.profile.id, outcome(entries)) == ("wechat", expected("wechat.csv"))
    assert entries[0].ref == "4200000000000000001"
    assert entries[0].line == 19


def test_numbers_keep_their_digits():
    assert [_cell(each) for each in (28.16, 500.0, 0.1, 1e16, 12, "a\nb", True)] == [
        "28.16", "500", "0.1", "1E+16", "12", "a b", "true",
    ]  # fmt: skip
    assert _cell(datetime(2025, 3, 4, 5, 6, 7)) == "2025-03-04 05:06:07"
    assert _cell(datetime(2025, 3, 4)) == "2025-03-04"


def test_a_sum_that_was_worked_out_is_what_the_sheet_shows():
    assert [_cell(each) for each in (1286.3999999999999, 0.1 + 0.2, 1234567890123456.5, 4.35)] == [
        "1286.4", "0.3", "1234567890123456.5", "4.35",
    ]  # fmt: skip


def test_the_sheet_with_the_table_is_read_and_what_is_not_read_is_said():
    pytest.importorskip("python_calamine")
    rows = wechat_rows()
    cover = [["Account", "1234"], ["Name", "Lin"], ["From", "2025-03-01"]]
    hidden = [["date", "amount", "x"], ["2025-01-01", 9.0, "x"], ["2025-01-02", 8.0, "y"]]
    statement, entries = read(workbook(cover, Bill=rows, _codes=hidden), "wechat.xlsx")
    assert outcome(entries) == expected("wechat.csv")
    assert [(each.code, each.params) for each in statement.tally.notes] == [
        ("sheets_unread", {"sheet": "Bill", "others": "Sheet1"})
    ]
    statement, entries = read(workbook([["read me"]], _codes=hidden, Bill=rows), "wechat.xlsx")
    assert (outcome(entries), statement.tally.notes) == (expected("wechat.csv"), [])
    source, _problems = decode(workbook([], _codes=hidden), "x.xlsx")
    assert source.text.startswith("date,amount,x")
    source, _problems = decode(workbook(hidden, Other=hidden), "x.xlsx")
    assert [each.params["others"] for each in source.notes] == ["Other"]


def test_ids_that_a_spreadsheet_has_rounded_are_noticed():
    pytest.importorskip("python_calamine")
    rows = wechat_rows()
    rows[18][8] = 4.2e27
    statement, _entries = read(workbook(rows), "wechat.xlsx")
    assert [problem.code for problem in statement.tally.fatal] == ["resaved_by_spreadsheet"]


def test_broken_and_swollen_workbooks_are_refused(monkeypatch):
    data = workbook([["date", "amount"], ["2025-01-01", 1]])
    assert decode(data[:-40], "x.xlsx")[1][0].code == "workbook_unreadable"
    assert (
        decode((DATA / "hostile" / "h26_xlsx_renamed.csv").read_bytes(), "x")[1][0].code
        == "workbook_unreadable"
    )
    monkeypatch.setattr("tracker.formats.workbook.LIMIT_CELLS", 100)
    assert read_workbook(data, "x.xlsx")[1][0].code == "file_too_large"


def test_without_the_library_it_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    data = workbook([["date", "amount"], ["2025-01-01", 1]])
    assert decode(data, "x.xlsx")[1][0].code == "excel_missing"


def test_an_empty_workbook_is_empty():
    pytest.importorskip("python_calamine")
    assert decode(workbook([]), "x.xlsx")[1][0].code == "file_empty"
