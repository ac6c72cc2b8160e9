"""Progress is a count whose parts are shown."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.credit.facts import Dispute, Mark, Outcome, progress


def dispute(outcome: Outcome = Outcome.OPEN, answer_by: date | None = date(2026, 3, 10)) -> Dispute:
    return Dispute(id=1, sent_on=date(2026, 2, 18), answer_by=answer_by, outcome=outcome)


@pytest.mark.parametrize(
    ("given", "today", "days"),
    [
        (dispute(), date(2026, 3, 10), 0),
        (dispute(), date(2026, 3, 12), 2),
        (dispute(answer_by=None), date(2026, 3, 12), 0),
        (dispute(Outcome.CORRECTED), date(2026, 3, 12), 0),
    ],
)
def test_how_late_an_answer_is(given, today, days):
    assert given.overdue_days(today) == days


def test_progress_counts_what_is_done():
    marks = (Mark(id=1, description="a", removed_on=date(2026, 1, 1)), Mark(id=2, description="b"))
    disputes = (dispute(), dispute(Outcome.REJECTED), dispute(Outcome.REMOVED))
    found = progress(marks, disputes, loans_current=1, loans=2, streak=4, longest_overdue_days=9)
    assert [(part.code, part.done, part.of) for part in found.parts] == [
        ("marks_removed", 1, 2), ("disputes_answered", 2, 3), ("loans_current", 1, 2),
    ]  # fmt: skip
    assert (found.done, found.of, found.percent) == (4, 7, 57)
    assert (found.streak, found.longest_overdue_days) == (4, 9)


def test_all_done_is_all_done_and_nothing_to_do_is_none():
    done = progress((), (), loans_current=2, loans=2, streak=0, longest_overdue_days=0)
    assert done.percent == 100
    assert progress((), (), loans_current=0, loans=0, streak=0, longest_overdue_days=0).percent is None
