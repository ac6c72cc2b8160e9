import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text import clean
from tracker.formats.own import Column, own_kind, read_rows, write_rows
from tracker.formats.source import decode

COLUMNS = (Column("name", text=True), Column("amount"), Column("note", text=True), Column("paid_on"))
RISKY = "=+-@\t\r＝＋－＠"

texts = st.text(
    st.one_of(st.sampled_from("=+-@'\"\n,; ＝\u3000"), st.characters(codec="utf-8")), max_size=30
).map(lambda text: clean(text, lines=True))
rows = st.lists(
    st.tuples(texts, st.integers(-(10**12), 10**12), texts, st.sampled_from(["2026-11-21", None]))
)


def written(kind, columns, data):
    stream = io.StringIO(newline="")
    assert write_rows(kind, columns, data, stream) == len(list(data))
    return stream.getvalue()


def read_back(text, kind="payment", columns=COLUMNS):
    source, problems = decode(text.encode(), "own.csv")
    assert problems == ()
    return read_rows(kind, columns, source)


@given(rows)
def test_what_is_written_comes_back_and_is_written_the_same(data):
    text = written("payment", COLUMNS, data)
    found, problems = read_back(text)
    assert problems == ()
    cells = [row for _line, row in found.rows()]
    assert cells == [tuple("" if value is None else str(value) for value in row) for row in data]
    assert found.tally.clean
    assert found.tally.accepted == found.tally.rows == len(data)
    again = [(name, amount, note, paid_on or None) for name, amount, note, paid_on in cells]
    assert written("payment", COLUMNS, again) == text


@given(rows)
def test_no_text_cell_can_run_as_a_formula_and_numbers_are_untouched(data):
    reader = csv.reader(io.StringIO(written("payment", COLUMNS, data), newline=""))
    next(reader)
    for (_number, name, amount, note, _day), row in zip(reader, data, strict=True):
        for cell in (name, note):
            assert cell[:1] not in set(RISKY)
            assert cell.lstrip()[:1] not in set(RISKY)
        assert amount == str(row[1])


def test_the_mark_names_kind_and_version():
    text = written("payment", COLUMNS, [])
    assert text == "debt-tracker:payment@1,name,amount,note,paid_on\n"
    source, _problems = decode(text.encode(), "x")
    assert own_kind(source) == ("payment", 1)
    foreign, _problems = decode(b"name,amount\n'=1,5\n", "x")
    assert own_kind(foreign) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,amount\n", "not_our_file"),
        ("debt-tracker:loan@1,name\n", "kind_mismatch"),
        ("debt-tracker:payment@2,name\n", "file_newer"),
        ("debt-tracker:payment@1,name,name\n", "column_twice"),
    ],
)
def test_files_that_are_not_what_was_asked_for(text, code):
    found, problems = read_back(text)
    assert found is None
    assert problems[0].code == code


def test_a_spreadsheet_may_reorder_and_save_with_another_delimiter():
    found, _problems = read_back('"debt-tracker:payment@1";note;name\n2;"\'=1";b\n1;x;a;\n')
    assert [row for _line, row in found.rows()] == [("b", "", "=1", ""), ("a", "", "x", "")]
    assert [(note.code, note.params["columns"]) for note in found.tally.notes] == [
        ("columns_missing", "amount, paid_on")
    ]


def test_rows_that_do_not_fit_are_rejected_with_their_line():
    found, _problems = read_back("debt-tracker:payment@1,name,extra\n1,a,b\n2,a\n")
    assert len(list(found.rows())) == 1
    assert [(problem.code, problem.line) for problem in found.tally.rejected] == [("row_too_short", 3)]
    assert found.tally.notes[0].params == {"columns": "extra"}


def test_a_row_of_another_width_is_a_programming_error():
    with pytest.raises(ValueError, match="argument"):
        written("payment", COLUMNS, [("only one",)])
