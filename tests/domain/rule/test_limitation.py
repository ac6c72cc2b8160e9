from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.rule.limitation import limitation_ends, working_days_after, years_after

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_a_restart_after_the_end_changes_nothing() -> None:
    assert limitation_ends(due_on=date(2020, 1, 1), years=3, restarts=[date(2023, 1, 2)]) == date(2023, 1, 1)


def test_restarts_in_a_row_carry_on() -> None:
    restarts = [date(2025, 11, 1), date(2022, 12, 31)]
    assert limitation_ends(due_on=date(2020, 1, 1), years=3, restarts=restarts) == date(2028, 11, 1)


@given(DAYS, st.lists(DAYS, max_size=5))
def test_a_restart_never_shortens(due_on: date, restarts: list[date]) -> None:
    assert limitation_ends(due_on=due_on, years=3, restarts=restarts) >= years_after(due_on, 3)


def test_working_days_leave_out_weekends() -> None:
    friday = date(2026, 11, 20)
    assert working_days_after(friday, 1) == date(2026, 11, 23)
    assert working_days_after(friday, 15) == date(2026, 12, 11)
    assert working_days_after(date(2026, 11, 21), 5) == date(2026, 11, 27)
    assert working_days_after(friday, 0) == friday
