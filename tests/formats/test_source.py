import hashlib
import io
import os
from pathlib import Path

import pytest

from tracker.formats.source import decode, open_source

DATA = Path(__file__).parents[1] / "data"
HOSTILE = DATA / "hostile"


def code_of(checked):
    value, problems = checked
    assert value is None
    return problems[0].code


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("h02_nul_bytes.csv", "nul_byte", 2),
        ("h06_mixed_encodings.csv", "encoding_mixed", 3),
        ("h07_empty.csv", "file_empty", None),
        ("h25_png_renamed.csv", "file_not_text", None),
        ("h26_xlsx_renamed.csv", "workbook_unreadable", None),
        ("h27_html_login_page.csv", "file_not_text", None),
    ],
)
def test_hostile_files_are_refused_by_name(name, code, line):
    source, problems = open_source(HOSTILE / name)
    assert source is None
    assert (problems[0].code, problems[0].line) == (code, line)


def test_kinds_are_named():
    assert open_source(HOSTILE / "h25_png_renamed.csv")[1][0].params == {"kind": "png"}
    assert open_source(HOSTILE / "h27_html_login_page.csv")[1][0].params == {"kind": "html"}
    assert decode(b"PK\x03\x04....xl/workbook.xml", "x")[1][0].code == "workbook_unreadable"
    assert decode(b"\xef\xbb\xbf  <HTML>", "x")[1][0].params == {"kind": "html"}


@pytest.mark.parametrize(
    ("name", "encoding"), [("h14_utf16le_bom.csv", "utf-16-le-bom"), ("h16_utf16le_nobom.csv", "utf-16-le")]
)
def test_utf_16_is_found_out(name, encoding):
    source, problems = open_source(HOSTILE / name)
    assert problems == ()
    assert source.encoding == encoding
    assert "花田银行" in source.text
    assert "\x00" not in source.text


def test_gb18030_needs_known_headers():
    chinese = "名称,余额,年利率\n花呗,100,18\n".encode("gb18030")
    source, _problems = decode(chinese, "x")
    assert source.encoding == "gb18030"
    assert next(source.lines()) == "名称,余额,年利率\n"
    assert code_of(decode("name,balance\n花呗,100\n".encode("gb18030"), "x")) == "encoding_unknown"
    assert open_source(HOSTILE / "h29_alipay_resaved_by_excel.csv")[0].encoding == "gb18030"


def test_a_legacy_encoding_must_be_declared_and_fit():
    data = "name;balance\nBäckerei;5\n".encode("cp1252")
    _source, problems = decode(data, "x")
    assert problems[0].code == "encoding_unknown"
    assert problems[0].hint == "--encoding"
    assert problems[0].line == 2
    assert "Bäckerei" in decode(data, "x", encoding="cp1252")[0].text
    assert code_of(decode(data, "x", encoding="utf-8")) == "encoding_mismatch"
    assert code_of(decode(data, "x", encoding="klingon")) == "encoding_unknown_name"
    assert code_of(decode(data, "x", encoding="hex")) == "encoding_unknown_name"


def test_a_byte_order_mark_is_no_part_of_the_text():
    source, _problems = decode(b"\xef\xbb\xbfname,balance\n", "x")
    assert source.text == "name,balance\n"
    assert source.encoding == "utf-8-bom"


def test_the_hash_is_of_the_bytes_as_they_were(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes("名称,余额\n".encode("utf-16"))
    source, _problems = open_source(place)
    assert source.sha256 == hashlib.sha256(place.read_bytes()).hexdigest()
    assert source.data == "名称,余额\n".encode()


def test_places_that_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert code_of(open_source(tmp_path)) == "file_is_directory"
    assert code_of(open_source(tmp_path / "pipe")) == "file_not_regular"
    assert code_of(open_source("/dev/zero")) == "file_not_regular"
    assert code_of(open_source(tmp_path / "missing")) == "file_missing"
    assert code_of(open_source("nul\x00byte")) == "file_unreadable"


def test_a_file_may_not_be_larger_than_the_limit(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes(b"x" * 101)
    _source, problems = open_source(place, limit=100)
    assert (problems[0].code, problems[0].params) == ("file_too_large", {"limit": "100"})
    assert open_source(place, limit=101)[0].size == 101


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    place = tmp_path / "a.csv"
    place.write_bytes(b"name,balance\n")
    from tracker.formats import source as module

    def grow(stream, name, limit):
        data = stream.read(limit)
        with place.open("ab") as more:
            more.write(b"late,1\n")
        return data, ()

    monkeypatch.setattr(module, "_read_stream", grow)
    assert code_of(open_source(place)) == "file_changing"


def test_standard_input():
    assert open_source("-", stdin=io.BytesIO(b"a,b\n"))[0].text == "a,b\n"
    assert code_of(open_source("-")) == "stdin_closed"
    closed = io.BytesIO()
    closed.close()
    assert code_of(open_source("-", stdin=closed)) == "file_unreadable"
    assert code_of(open_source("-", stdin=io.BytesIO(b"x" * 11), limit=10)) == "file_too_large"


def test_names_of_files_are_cleaned():
    assert decode(b"", "a\x1b[31m.csv")[1][0].value == "a[31m.csv"
