import pytest

from tracker.formats.headers import Layout, assign, header_currencies, header_name, read_fields
from tracker.formats.options import ReadOptions
from tracker.formats.source import decode
from tracker.formats.table import FIELD_LIMIT, find_table, leftover, records
from tracker.formats.tally import Tally

LAYOUT = Layout(
    "test",
    read_fields("name: name, 名称\nsum: balance, amount,\n    金额\nnote: note"),
    (("name",), ("sum",)),
)


def table_of(text, **options):
    source, problems = decode(text.encode(), "test.csv")
    assert problems == ()
    return find_table(source, LAYOUT, ReadOptions(**options))


def rows_of(text, **options):
    table, problems = table_of(text, **options)
    assert problems == ()
    tally = Tally()
    return list(records(table, tally, table.columns["name"])), tally


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(delimiter):
    text = "name,balance,note\na,1,x\n".replace(",", delimiter)
    rows, tally = rows_of(text)
    assert rows == [(2, ["a", "1", "x"])]
    assert tally.rows == 0


def test_a_header_stands_within_the_first_lines():
    rows, _tally = rows_of('Title,,\n"A, quoted",,\n\nname,balance,note\na,1,\n')
    assert rows == [(5, ["a", "1", ""])]
    late = "\n" * 60 + "name,balance\na,1\n"
    assert table_of(late)[1][0].code == "header_missing"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Min_Payment", "min payment"),
        (" Amount (EUR) ", "amount"),
        ("金额（元）", "金额"),
        ("APR %", "apr"),
        ("Ｎａｍｅ：", "name"),
    ],
)
def test_header_cells_are_compared_by_what_they_say(cell, name):
    assert header_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "first"),
    [("Amount (EUR)", "EUR"), ("金额（元）", "CNY"), ("Balance ($)", "USD"), ("Term (months)", None)],
)
def test_a_header_may_name_the_currency(cell, first):
    meanings = header_currencies(cell)
    assert (meanings[0] if meanings else None) == first


def test_two_equal_headers_are_refused():
    assert table_of("name,name,balance\na,b,1\n")[1][0].code == "column_twice"


def test_the_surer_name_wins_and_the_other_is_reported():
    found = assign(LAYOUT, ["name", "amount", "balance", "extra"])
    assert found.columns == {"name": 0, "sum": 2}
    assert found.ignored == ("amount", "extra")


def test_columns_may_be_declared():
    table, _problems = table_of("wer,wieviel\na,1\n", columns=(("name", "wer"), ("sum", "Wieviel")))
    assert dict(table.columns) == {"name": 0, "sum": 1}
    assert table_of("name,balance\n", columns=(("sum", "gone"),))[1][0].code == "map_column_missing"
    _table, problems = table_of("name,balance\n", columns=(("colour", "x"),))
    assert problems[0].code == "unknown_choice"
    assert "sum" in problems[0].params["choices"]


def test_lines_stay_right_with_line_breaks_in_cells():
    rows, _tally = rows_of('name,balance,note\na,1,"two\nlines"\nb,2,\n"c\nd",3,\ne,4,\n')
    assert [line for line, _cells in rows] == [2, 4, 5, 7]


def test_ragged_rows_are_rejected_and_trailing_blanks_are_not():
    rows, tally = rows_of("name,balance,note\na,1,x,\nb,2,x,,\nc,3\nd,4,x,stray\n\n,,\ne,5,\n")
    assert [cells[0] for _line, cells in rows] == ["a", "b", "e"]
    assert [(problem.code, problem.line) for problem in tally.rejected] == [
        ("row_too_short", 4),
        ("row_too_long", 5),
    ]
    assert tally.reasons == {"blank": 1}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('name,balance\na,1\nb,"open\nc,3\n', "quote_unclosed", 3),
        ('name,balance\na,1\nb,"x"y\nc,3\n', "quote_misplaced", 3),
        ("name,balance\na," + "x" * (FIELD_LIMIT + 2) + "\n", "field_too_large", 2),
    ],
)
def test_faults_of_quoting_are_fatal_and_name_the_line(text, code, line):
    _rows, tally = rows_of(text)
    assert [(problem.code, problem.line) for problem in tally.fatal] == [(code, line)]
    assert not tally.clean


def test_a_cell_of_the_longest_length_is_read_whole():
    rows, tally = rows_of(f"name,balance\n{'x' * FIELD_LIMIT},1\n")
    assert len(rows[0][1][0]) == FIELD_LIMIT
    assert tally.clean


@pytest.mark.parametrize(
    ("cells", "needed", "reason"),
    [
        (["", "Total:", "5"], ("", "5"), "total"),
        (["合计", "", "5"], ("", "5"), "total"),
        (["Total amount funded in policy code 1: 460296150", "", ""], ("", ""), "total"),
        (["Strategy:", "Avalanche", ""], ("Avalanche", ""), "label"),
        (["Total", "5"], ("Total", "5"), None),
        (["Harbor", "", ""], ("Harbor", ""), None),
    ],
)
def test_why_a_row_is_no_data(cells, needed, reason):
    assert leftover(cells, needed) == reason


def test_old_line_ends_are_lines_too():
    rows, _tally = rows_of("name,balance\ra,1\rb,2\r")
    assert [line for line, _cells in rows] == [2, 3]
