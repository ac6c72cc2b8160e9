"""No cell runs in a spreadsheet, and every one comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.neutral import PAYMENT_HEADER, neutral, restored, restored_row
from tracker.formats.payment_list import read_payments
from tracker.formats.sheet import Sheet, sheet_text
from tracker.formats.source import decode

RISKY = "=+-@\t\r＝＋－＠"


@given(st.text())
def test_neutral_is_undone_exactly(text):
    assert restored(neutral(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5% promo", "'-5% promo"),
        (" =1+1", "' =1+1"),
        ("＝1", "'＝1"),
        ("'quoted'", "''quoted'"),
        ("Harbor", "Harbor"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_which_cells_are_neutralised(text, cell):
    assert neutral(text) == cell


@given(st.text())
def test_no_cell_begins_as_a_formula(text):
    cell = neutral(text)
    assert cell[:1] not in set(RISKY)
    assert cell.lstrip()[:1] not in set(RISKY)


def test_only_what_begins_with_an_apostrophe_is_touched():
    assert restored_row(["'=1", "-5.00", "", "''a'", "b'"]) == ["=1", "-5.00", "", "'a'", "b'"]


NAMES = ("=1+1", "'quoted'", "''twice", "'=both", "-5", "@x", "＝1", "plain", "a=b")


def test_a_list_of_ours_comes_back_as_it_was_and_a_foreign_one_is_read_as_it_is():
    rows = tuple(("2026-11-01", name, "5.00", "CNY", "posted", None, name, name, name) for name in NAMES)
    text = "".join(sheet_text(Sheet(name="payments", fields=PAYMENT_HEADER, rows=rows), "csv"))

    def read(given):
        found, problems = read_payments(decode(given.encode(), "x.csv")[0])
        assert problems == ()
        return [(line.loan, line.account, line.ref, line.note) for line in found.lines()]

    assert read(text) == [(name,) * 4 for name in NAMES]
    foreign = text.replace("date,loan", "Date,loan", 1)
    assert read(foreign)[1] == ("''quoted'",) * 4
