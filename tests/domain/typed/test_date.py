import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.date import decides_order, parse_date, parse_order, parse_typed_date

CELLS = json.loads((Path(__file__).parents[2] / "data/dates_expected.json").read_text("utf-8"))
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_every_published_cell(cell, expected):
    value, problems = parse_date(cell)
    if expected == "ASK":
        assert value is None
        assert problems[0].ask
        assert problems[0].hint == "--date-format"
    elif expected is None:
        assert value is None
        assert problems
        assert not problems[0].ask
    else:
        assert (value, problems) == (date.fromisoformat(expected), ())


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("03/04/2025", "dmy", "2025-04-03"),
        ("03/04/2025", "mdy", "2025-03-04"),
        ("03/04/2025", "ymd", None),
        ("03-04-25", "ymd", "2003-04-25"),
        ("03-04-25", "dmy", "2025-04-03"),
        ("13/12/2025", "mdy", None),
        ("05.03.2025", "mdy", "2025-05-03"),
        ("2025-03-05", "dmy", "2025-03-05"),
        ("5-Mar-25", "dmy", "2025-03-05"),
        ("01/02/99", "dmy", "1999-02-01"),
    ],
)
def test_a_declared_order_leaves_one_reading(cell, order, expected):
    value, problems = parse_date(cell, order=order)
    assert value == (date.fromisoformat(expected) if expected else None)
    assert (value is None) == bool(problems)
    assert not any(problem.ask for problem in problems)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025-02-31", "no_such_date"),
        ("31/02/2025", "no_such_date"),
        ("yesterday", "date_unreadable"),
        ("2025-W01-1", "date_unreadable"),
        ("2025-03-05 25:00", "date_unreadable"),
        ("9" * 500, "date_unreadable"),
        ("", "required"),
    ],
)
def test_why_a_date_is_refused(cell, code):
    value, problems = parse_date(cell)
    assert value is None
    assert problems[0].code == code


@pytest.mark.parametrize(
    "cell", ["03/03/2025", "2024-01-01T00:00:00+01:00", "3/25/2025 10:00 AM", "1 September 2025"]
)
def test_one_reading_is_enough(cell):
    assert parse_date(cell)[0] is not None


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("13/12/2025", "dmy"),
        ("12/13/2025", "mdy"),
        ("03/04/2025", None),
        ("2025-03-05", None),
        ("05.03.2025", None),
        ("31/02/2025", None),
        ("", None),
        ("03-04-25", None),
    ],
)
def test_which_cells_decide_the_order(cell, order):
    assert decides_order(cell) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("dmy", "dmy"),
        ("DD/MM/YYYY", "dmy"),
        ("%m/%d/%Y", "mdy"),
        ("YYYY-MM-DD", "ymd"),
        ("iso", "ymd"),
        ("x", None),
    ],
)
def test_ways_to_declare_an_order(text, order):
    value, problems = parse_order(text)
    assert value == order
    assert (value is None) == bool(problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-28", "2026-11-28"),
        ("11-28", "2026-11-28"),
        ("11月28日", "2026-11-28"),
        ("28", "2026-11-28"),
        ("28号", "2026-11-28"),
        ("+7", "2026-11-28"),
        ("-3", "2026-11-18"),
        ("＋７", "2026-11-28"),
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("今天", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("月底", "2026-11-30"),
        ("28/11", "2026-11-28"),
        ("下月5号", "2026-12-05"),
        ("下周五", "2026-11-27"),
        ("next friday", "2026-11-27"),
        ("五号", "2026-11-05"),
        ("十二月三号", "2026-12-03"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("１１－２８", "2026-11-28"),
        ("12/12", "2026-12-12"),
        ("31", None),
        ("2-30", None),
        ("3/4", None),
        ("+99999", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_people_type(text, expected):
    value, problems = parse_typed_date(text, TODAY)
    assert value == (date.fromisoformat(expected) if expected else None)
    assert (value is None) == bool(problems)


def test_a_declared_order_decides_a_typed_slash():
    assert parse_typed_date("3/4", TODAY, order="dmy") == (date(2026, 4, 3), ())
    assert parse_typed_date("3/4", TODAY, order="mdy") == (date(2026, 3, 4), ())


@given(
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y"]),
)
def test_unambiguous_dates_come_back(on, layout):
    # strftime does not pad years, which are four digits here anyway.
    assert parse_date(on.strftime(layout)) == (on, ())


@given(st.text(alphabet="0123456789-/.: TZ年月日", max_size=24))
def test_no_text_escapes_the_grammar(text):
    value, problems = parse_date(text)
    assert (value is None) == bool(problems)
    parse_typed_date(text, TODAY)
