"""How what is typed into the loan form is understood, and what was likely meant."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.ui.loan_fields import FormField, changed_words
from tracker.ui.loan_reading import likely, understood

TODAY = date(2026, 11, 21)


def read(reads: str, text: str, name: str = "x") -> tuple[str, str, tuple[str, ...]]:
    field = FormField(name=name, label="", step=1, reads=reads)
    value, problem = understood(field, text, today=TODAY, currency="CNY", own="CNY")
    if problem is None:
        return value, "", ()
    return value, problem.code, tuple(words for _label, words in likely(problem, text, "CNY", TODAY))


@pytest.mark.parametrize(
    ("reads", "text", "value"),
    [
        ("amount", "1.2万", "¥12,000.00"),
        ("amount", "2000*3", "¥6,000.00"),
        ("date", "+7", "2026-11-28 Sat"),
        ("date", "明天", "2026-11-22 Sun"),
        ("rate", "0.05%/day", "0.05% a day"),
        ("rate", "日息万分之五", "0.05% a day"),
        ("", "anything", ""),
        ("amount", "  ", ""),
        ("amount", "-", "not known"),
    ],
)
def test_values(reads: str, text: str, value: str) -> None:
    assert read(reads, text) == (value, "", ())


@pytest.mark.parametrize(
    ("reads", "text", "code", "offers"),
    [
        ("rate", "0.18", "rate_ambiguous", ("0.18%", "18%")),
        ("amount", "1,905", "amount_ambiguous", ("1905",)),
        ("date", "03/04/2026", "date_ambiguous", ("2026-04-03", "2026-03-04")),
        ("amount", "lots", "amount_unreadable", ()),
    ],
)
def test_problems_and_what_was_meant(reads: str, text: str, code: str, offers: tuple[str, ...]) -> None:
    assert read(reads, text) == ("", code, offers)


def test_a_raised_rate_is_left_to_the_whole() -> None:
    assert read("rate", "+50%", "penalty_rate") == ("", "", ())


def test_only_what_changed_is_saved_and_what_was_taken_away_is_unknown() -> None:
    before = {"name": "a", "rate": "9%", "lender": "x", "note": "n"}
    now = {"name": "a", "rate": "", "lender": "", "note": "n ", "periods": "12"}
    assert changed_words(now, before) == {"rate": "-", "lender": "", "periods": "12"}


def test_another_day_of_the_balance_states_the_balance_again():
    before = {"balance": "21000.00", "as_of": "2026-11-21"}
    now = {"balance": "21000.00", "as_of": "2026-07-09"}
    assert changed_words(now, before) == now
