"""Progress is a count whose parts are shown."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.credit.facts import Body, Dispute, Mark, Outcome, Removal, Round, progress


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


def test_the_last_round_is_the_one_that_counts():
    first = Dispute(
        id=1, sent_on=date(2026, 2, 18), bureau="PBOC", answer_by=date(2026, 3, 10),
        answered_on=date(2026, 3, 15), outcome=Outcome.REJECTED,
        more=(Round(id=7, number=2, sent_on=date(2026, 3, 16), body=Body.REGULATOR),),
    )  # fmt: skip
    assert [(each.number, each.body.value, each.late_days) for each in first.rounds] == [
        (1, "bureau", 5), (2, "regulator", 0),
    ]  # fmt: skip
    assert (first.is_open, first.due_by, first.overdue_days(date(2026, 5, 1))) == (True, None, 0)


def test_a_rule_that_nobody_read_dates_nothing():
    known = Round(number=1, sent_on=date(2026, 3, 1), ruled_by=date(2026, 3, 21), rule="CN-B4")
    assert (known.due_by, known.overdue_days(date(2026, 3, 23))) == (date(2026, 3, 21), 2)
    memory = Round(number=1, sent_on=date(2026, 3, 1), ruled_by=date(2026, 3, 29), verified=False)
    assert (memory.due_by, memory.overdue_days(date(2027, 1, 1))) == (None, 0)
    late = Round(number=1, sent_on=date(2026, 3, 1), answered_on=date(2026, 4, 1))
    assert late.late_days == 0


def test_what_somebody_said_goes_before_a_rule():
    said = Mark(id=1, description="a", expected_removal_on=date(2030, 1, 1), removal=Removal(verified=True))
    assert said.gone_by == date(2030, 1, 1)
    by_rule = Removal(on=date(2031, 1, 1), verified=True)
    assert Mark(id=1, description="a", removal=by_rule).gone_by == date(2031, 1, 1)
    assert Mark(id=1, description="a", removal=Removal(on=date(2031, 1, 1))).gone_by is None
    assert Mark(id=1, description="a").gone_by is None
