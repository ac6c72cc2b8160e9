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


def workbook(rows):
    """The smallest .xlsx with one sheet; a number is a number, everything else is text."""

    def cell(value):
        if isinstance(value, (int, float)):
            return f"<c><v>{value!r}</v></c>"
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>',
    }
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
