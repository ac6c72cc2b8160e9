import pytest

from tracker.formats.options import Edit, ReadOptions, read_options


def test_options_as_people_write_them():
    options, problems = read_options(
        columns=["Name=Wer", "balance = Stand"], encoding="cp1252", date_format="DD.MM.YYYY",
        decimal_mark="comma", rate_unit="fraction", sign="-", currency="eur", home_currency="USD",
    )  # fmt: skip
    assert problems == ()
    assert options == ReadOptions(
        columns=(("name", "Wer"), ("balance", "Stand")), encoding="cp1252", date_order="dmy",
        decimal_mark=",", rate_unit="fraction", sign="negative", currency="EUR", home_currency="USD",
    )  # fmt: skip


def test_rows_are_named_as_people_write_them():
    options, problems = read_options(
        delimiter="tab", header="none", edits=["3:Date=2026-11-02", "4:*=a,b=c"], skip_lines=["7-9", "12, 15"]
    )
    assert problems == ()
    assert options == ReadOptions(
        delimiter="\t",
        header_line=0,
        edits=(Edit(line=3, column="Date", value="2026-11-02"), Edit(line=4, column="*", value="a,b=c")),
        skip_lines=frozenset({7, 8, 9, 12, 15}),
    )


def test_nothing_declared_leaves_everything_to_the_file():
    assert read_options() == (ReadOptions(), ())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"columns": ["name"]}, "map"),
        ({"date_format": "ddd"}, "date_format"),
        ({"decimal_mark": "'"}, "decimal_mark"),
        ({"rate_unit": "permille"}, "rate_unit"),
        ({"sign": "both"}, "sign"),
        ({"currency": "gold"}, "currency"),
        ({"delimiter": "."}, "delimiter"),
        ({"header": "first"}, "header"),
        ({"edits": ["x:date=1"]}, "set"),
        ({"edits": ["3:date"]}, "set"),
        ({"skip_lines": ["4-3"]}, "skip_line"),
        ({"skip_lines": ["0"]}, "skip_line"),
    ],
)
def test_what_is_no_option(given, field):
    options, problems = read_options(**given)
    assert options is None
    assert [problem.field for problem in problems] == [field]
