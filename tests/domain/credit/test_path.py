"""What comes next in a credit file: facts in the order of their dates, nothing made up."""

from __future__ import annotations

from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Outcome
from tracker.domain.credit.path import Step, path

TODAY = date(2026, 11, 21)


def test_what_has_a_date_comes_first_and_nothing_gets_one_it_was_not_given() -> None:
    marks = (
        Mark(id=1, description="late in March", expected_removal_on=date(2031, 3, 1)),
        Mark(id=2, description="old phone"),
        Mark(id=3, description="gone", expected_removal_on=date(2026, 1, 1), removed_on=date(2026, 1, 2)),
    )
    disputes = (
        Dispute(id=1, sent_on=date(2026, 10, 30), mark_id=1, answer_by=date(2026, 11, 19)),
        Dispute(id=2, sent_on=date(2026, 10, 30), ground="not mine"),
        Dispute(id=3, sent_on=date(2026, 10, 30), outcome=Outcome.REJECTED, answer_by=TODAY),
    )
    assert path(marks, disputes, [("Jiebei", date(2026, 11, 9))], TODAY) == (
        Step(code="loan_overdue", name="Jiebei", on=date(2026, 11, 9), days=-12),
        Step(code="answer_due", name="late in March", on=date(2026, 11, 19), days=-2),
        Step(code="removal_expected", name="late in March", on=date(2031, 3, 1), days=1561),
        Step(code="answer_due", name="not mine"),
        Step(code="removal_expected", name="old phone"),
    )


def test_nothing_open_is_nothing_to_do() -> None:
    assert path((), (), (), TODAY) == ()


def test_months_on_time_are_dated_from_how_far_one_is() -> None:
    assert path((), (), (), TODAY, streak=7) == (
        Step(code="on_time", name="12", on=date(2027, 4, 21), days=151),
    )
    assert [step.name for step in path((), (), (), TODAY, streak=0)] == ["6"]
    assert path((), (), (), TODAY, streak=24) == ()
