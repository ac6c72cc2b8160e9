"""Statement and due days of cards, short months included."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from tracker.domain.loan.cycles import Cycle, cycles
from tracker.domain.loan.facts import Statement, Terms


def found(after: date, **given) -> list[tuple[str, str]]:
    terms = Terms(effective_on=after, **given)
    return [(str(stated)[5:], str(due)[5:]) for stated, due in islice(cycles(terms, after), 4)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"due_day": 25, "statement_day": 5},
         [("01-05", "01-25"), ("02-05", "02-25"), ("03-05", "03-25"), ("04-05", "04-25")]),
        ({"due_day": 14, "statement_day": 25},
         [("01-25", "02-14"), ("02-25", "03-14"), ("03-25", "04-14"), ("04-25", "05-14")]),
        ({"due_day": 30, "statement_day": 31},
         [("12-31", "01-30"), ("01-31", "02-28"), ("02-28", "03-30"), ("03-31", "04-30")]),
        ({"due_day": 31, "statement_day": 29},
         [("01-29", "01-31"), ("02-28", "02-28"), ("03-29", "03-31"), ("04-29", "04-30")]),
        ({"due_day": 20}, [("12-20", "01-20"), ("01-20", "02-20"), ("02-20", "03-20"), ("03-20", "04-20")]),
        ({"first_due_on": date(2026, 3, 31)},
         [("02-28", "03-31"), ("03-31", "04-30"), ("04-30", "05-31"), ("05-31", "06-30")]),
        ({"first_due_on": date(2025, 3, 18)},
         [("12-18", "01-18"), ("01-18", "02-18"), ("02-18", "03-18"), ("03-18", "04-18")]),
        ({}, []),
        ({"statement_day": 5}, []),
    ],
)  # fmt: skip
def test_cycles(given, expected):
    assert found(date(2026, 1, 15), **given) == expected


def test_a_cycle_is_due_on_the_day_itself():
    assert found(date(2026, 1, 15), due_day=15)[0] == ("12-15", "01-15")


def test_cycles_end_with_the_calendar():
    assert len(list(cycles(Terms(effective_on=date(9998, 1, 1), due_day=1), date(9998, 1, 1)))) == 12


@pytest.mark.parametrize(
    ("stated", "due", "same"),
    [
        (date(2026, 3, 5), date(2026, 3, 25), True),
        (date(2026, 3, 15), date(2026, 4, 15), True),
        (date(2026, 2, 20), date(2026, 3, 15), True),
        (date(2026, 3, 16), date(2026, 4, 10), False),
        (date(2026, 2, 5), date(2026, 2, 25), False),
    ],
)
def test_which_statement_is_of_a_cycle(stated, due, same):
    statement = Statement(id=1, loan_id=1, statement_on=stated, due_on=due, balance_minor=1)
    assert Cycle(date(2026, 3, 5), date(2026, 3, 25)).is_of(statement) is same
