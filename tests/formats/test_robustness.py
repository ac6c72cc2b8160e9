import csv
import io
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts_known import SHIPPED

from tracker.formats.loan_list import read_loans
from tracker.formats.options import ReadOptions
from tracker.formats.payment_list import read_payments
from tracker.formats.recognise import recognise
from tracker.formats.source import decode, open_source
from tracker.formats.statement import read_statement

DATA = Path(__file__).parents[1] / "data"
VARIATIONS = tomllib.loads((DATA / "variations.toml").read_text("utf-8"))["case"]

CELLS = st.text(alphabet="0123456789.,-+()/: '\"$¥€%=\t\n年月日万分之total合计Aa", max_size=12)
HEADERS = st.sampled_from(
    [
        "name",
        "balance",
        "apr",
        "due",
        "date",
        "amount",
        "loan",
        "currency",
        "state",
        "note",
        "名称",
        "余额",
        "x",
        "",
    ]
)


def read_both(source):
    loans, problems = read_loans(source)
    assert (loans is None) == bool(problems)
    if loans is not None:
        bad = sum(bool(line.problems) for line in loans.lines)
        assert (loans.tally.accepted, bad) == (
            len(loans.lines) - bad,
            loans.tally.rejected_rows - ragged(loans.tally),
        )
    payments, problems = read_payments(source)
    assert (payments is None) == bool(problems)
    if payments is not None:
        assert sum(1 for _line in payments.lines()) == payments.tally.accepted


def ragged(tally):
    return sum(problem.field == "row" for problem in tally.rejected)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    source, problems = decode(data, "x")
    assert (source is None) == bool(problems)
    if source is not None:
        read_both(source)


@given(
    st.lists(HEADERS, min_size=2, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
    st.sampled_from(",;\t"),
)
def test_no_table_breaks_the_readers_and_every_row_is_accounted_for(header, rows, delimiter):
    text = "\n".join(delimiter.join(row) for row in [header, *rows])
    source, _problems = decode(text.encode(), "x")
    if source is not None:
        read_both(source)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.name)
def test_every_sample_is_read_or_refused_without_an_exception(path):
    source, problems = open_source(path)
    assert (source is None) == bool(problems)
    if source is not None:
        read_both(source)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=14), max_size=5), st.sampled_from(SHIPPED))
def test_no_cells_break_a_statement(rows, profile):
    header = [min(mark) for mark in profile.marks] or ["x"]
    made = io.StringIO()
    csv.writer(made).writerows([header, *rows])
    source, problems = decode(made.getvalue().encode(), "x")
    if source is None:
        return
    found, problems = recognise(source, SHIPPED, ReadOptions())
    if found is None or found.profile.holds != "statement":
        return
    statement, problems = read_statement(source, found, ReadOptions())
    assert (statement is None) == bool(problems)
    if statement is not None:
        assert sum(1 for _entry in statement.entries()) == statement.tally.accepted


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_workbooks(data):
    for head in (b"PK\x03\x04\x14\x00\x06\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        source, problems = decode(head + data, "x")
        assert source is None
        assert problems


def told(text):
    """How a file is read by itself: the layout and its rows, or what it is refused for."""
    source, problems = decode(text.encode(), "x.csv")
    assert problems == ()
    found, problems = recognise(source, SHIPPED, ReadOptions())
    layout, profile = [], None
    if found is not None and found.profile.holds != "statement":
        return f"{found.profile.holds}:{found.profile.id}: "
    if found is None:
        layout, (made, problems) = ["payments:"], read_payments(source)
        rows = made and [
            (each.paid_on, each.amount_minor, each.currency, each.state) for each in made.lines()
        ]
    else:
        profile = layout = [found.profile.id]
        made, problems = read_statement(source, found, ReadOptions())
        rows = made and [(each.on, each.minor, each.currency, each.status) for each in made.entries()]
    if made is None or made.tally.fatal:
        before = layout if made is None or profile else []
        return " ".join(["!", *before, *(each.code for each in (problems or made.tally.fatal))])
    said = [
        f"{on} {minor / 100:.2f}" + f" {code}" * (code != "CNY") + f" {state}" * (state not in ("", "posted"))
        for on, minor, code, state in rows
    ]
    said += [f"line {each.line} {each.code}" for each in made.tally.rejected]
    said += [f"line {each.line} skipped {each.reason}" for each in made.tally.skipped]
    return f"{(profile or ['payments'])[0]}: {'; '.join(said)}"


@pytest.mark.parametrize("case", VARIATIONS, ids=lambda case: case["name"])
def test_files_that_differ_from_every_sample_are_read_right_or_not_at_all(case):
    assert told(case["text"]) == case["read"]
