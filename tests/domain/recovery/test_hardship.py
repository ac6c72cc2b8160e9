"""How long a hardship has outlived its day, and which papers are missing."""

from __future__ import annotations

from datetime import date

from tracker.domain.recovery.hardship import USUAL, Cause, Hardship, Paper, PaperState

TODAY = date(2026, 11, 21)
BEGAN = date(2026, 10, 1)


def hardship(**more):
    return Hardship(id=1, cause=Cause.ILLNESS, since_on=BEGAN, **more)


def test_it_is_outlived_only_while_it_goes_on():
    past = date(2026, 11, 11)
    assert hardship(expected_on=past).outlived_days(TODAY) == 10
    assert hardship(expected_on=past, ended_on=past).outlived_days(TODAY) == 0
    assert hardship(expected_on=date(2027, 1, 1)).outlived_days(TODAY) == 0
    assert hardship().outlived_days(TODAY) == 0


def test_what_is_missing():
    papers = tuple(
        Paper(id=n, hardship_id=1, what=f"p{n}", state=state) for n, state in enumerate(PaperState)
    )
    assert [each.what for each in hardship(papers=papers).missing] == ["p0"]


def test_every_cause_has_papers_to_start_from():
    assert set(USUAL) == set(Cause)
