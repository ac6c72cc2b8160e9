"""Dated sums of a file: every row read, left out or refused with its place and reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.apr.facts import Flow
from tracker.formats import flow_list
from tracker.formats.flow_list import read_flows
from tracker.formats.options import ReadOptions, read_options
from tracker.formats.source import decode

D = Decimal
TWO = (Flow(date(2026, 1, 31), D(9700)), Flow(date(2026, 2, 28), D("-1072.50")))


def read(text: str | bytes, options: ReadOptions | None = None):
    source, problems = decode(text.encode() if isinstance(text, str) else text, "flows.csv")
    assert source is not None, problems
    return read_flows(source, options)


@pytest.mark.parametrize(
    "text",
    [
        "date,amount\n2026-01-31,9700\n2026-02-28,-1072.50\n",
        "日期,金额\n2026年1月31日,9700\n2026年2月28日,-1072.50\n",
        "日期,金额\n2026/1/31,9700\n2026/2/28,-1072.50\n".encode("gb18030"),
        "Date;Cash flow\n31.01.2026;9.700,00\n28.02.2026;-1.072,50\n",
        "2026-01-31,9700\n2026-02-28,-1072.50\n",
        "Date\tReceived\tPaid\n2026-01-31\t9700\t\n2026-02-28\t\t1072.50\n",
        "日期,收入,支出\n2026-01-31,9700,\n2026-02-28,,1072.50\n",
        'note,date,amount\nloan,01/31/2026,"9,700.00"\n,02/28/2026,(1072.50)\n',
    ],
)
def test_a_list_is_read_however_it_is_written(text):
    found, problems = read(text)
    assert not problems
    assert found.flows == TWO


def test_received_and_paid_on_one_row_are_one_sum():
    found, _ = read("date,received,paid\n2026-01-31,10000,300\n")
    assert found.flows == (Flow(date(2026, 1, 31), D(9700)),)


def test_blank_rows_totals_and_zeros_are_left_out():
    found, _ = read("date,amount\n2026-01-31,9700\n,\n2026-02-01,0\n2026-02-28,-1072.50\nTotal,8627.50\n")
    assert found.flows == TWO
    assert found.tally.reasons == {"blank": 1, "zero": 1, "total": 1}


def test_every_bad_row_is_named_with_its_place_and_reason():
    found, problems = read("date,amount\n2026-13-31,9700\n2026-02-28,x\n2026-03-28,\n2026-04-28,-5\n")
    assert found is None
    assert [(each.line, each.column, each.value, each.code) for each in problems] == [
        (2, "date", "2026-13-31", "no_such_date"),
        (3, "amount", "x", "amount_unreadable"),
        (4, "amount", "", "required"),
    ]


def test_money_in_and_out_have_columns_so_neither_is_negative():
    problems = read("date,received,paid\n2026-01-31,9700,\n2026-02-28,,-5\n")[1]
    assert [(each.line, each.column, each.code) for each in problems] == [(3, "paid", "negative")]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("when,what\n2026-01-31,9700\n", "header_missing", "--map"),
        ("date,amount\n01/02/2026,5\n", "date_ambiguous", "--date-format"),
        ('date,amount\n2026-01-02,"1,234"\n', "amount_ambiguous", "--decimal-mark"),
        ("date,amount\n01/31/2026,5\n31/01/2026,5\n", "date_order_mixed", "--date-format"),
        ('date,amount\n2026-01-02,"1,50"\n2026-01-03,1.50\n', "decimal_mark_mixed", "--decimal-mark"),
        ('date,amount\n2026-01-02,"5\n', "quote_unclosed", None),
        ("a,b\nc,d\n", "header_missing", "--map"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_flag_that_does(text, code, hint):
    found, problems = read(text)
    assert found is None
    assert (problems[0].code, problems[0].hint) == (code, hint)


def test_what_is_declared_decides():
    options, _ = read_options(columns=["date=when", "amount=#2"], date_format="dmy", decimal_mark=",")
    found, _ = read('when,what\n01/02/2026,"1,234"\n', options)
    assert found.flows == (Flow(date(2026, 2, 1), D("1.234")),)


def test_a_list_has_an_end(monkeypatch):
    monkeypatch.setattr(flow_list, "MOST", 1)
    assert read("date,amount\n2026-01-31,9700\n2026-02-28,-1072.50\n")[1][0].code == "flows_too_many"


def test_a_row_may_stand_for_a_series():
    found, _ = read(
        "date,amount,times,every\n2026-01-31,9700,,\n2026-02-28,-100,3 ,month\n2026-06-01,-5,2,weekly\n"
    )
    days = [(each.on.isoformat(), each.amount) for each in found.flows]
    assert days == [
        ("2026-01-31", 9700), ("2026-02-28", -100), ("2026-03-28", -100), ("2026-04-28", -100),
        ("2026-06-01", -5), ("2026-06-08", -5),
    ]  # fmt: skip
    assert found.tally.accepted == 3
    chinese, _ = read("日期,金额,次数,每隔\n2026-01-31,9700,1,\n2026-02-28,-100,3,月\n")
    assert chinese.flows == found.flows[:4]


def test_a_series_that_cannot_be_read_is_named():
    problems = read("date,amount,times,every\n2026-01-31,9700,x,\n2026-02-28,-100,3,often\n")[1]
    assert [(each.line, each.column, each.code) for each in problems] == [
        (2, "times", "periods_unreadable"),
        (3, "every", "not_a_choice"),
    ]


def test_series_are_no_way_round_the_end_of_a_list():
    rows = "2026-01-01,5,3000,day\n" * 500
    assert read(f"date,amount,times,every\n{rows}")[1][0].code == "flows_too_many"
