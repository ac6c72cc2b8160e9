"""Stages: who holds the debt, how the claim moved, what wants an answer first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.recovery.stage import (
    ClaimMove,
    Held,
    Stage,
    StageKind,
    answers_due,
    claim_moves,
    holders,
)

LETTER = Stage(id=1, loan_id=1, kind=StageKind.LETTER, happened_on=date(2026, 11, 1), claimed_minor=200_000)
AGENCY = Stage(
    id=2, loan_id=1, kind=StageKind.THIRD_PARTY, happened_on=date(2026, 11, 10), holder="Agency",
    claimed_minor=215_000, answer_by=date(2026, 11, 18),
)  # fmt: skip
COURT = Stage(
    id=3, loan_id=1, kind=StageKind.COURT, happened_on=date(2026, 11, 15), holder="Agency",
    answer_by=date(2026, 11, 30),
)  # fmt: skip
TODAY = date(2026, 11, 21)


def test_the_chain_of_holders_grows_only_where_the_debt_moved():
    chain = holders("Bank", date(2026, 1, 1), [LETTER, AGENCY, COURT])
    assert chain == (
        Held(holder="Bank", since=date(2026, 1, 1)),
        Held(holder="Agency", since=AGENCY.happened_on),
    )


def test_a_claim_is_compared_with_the_one_before():
    assert claim_moves([LETTER, AGENCY, COURT]) == (
        ClaimMove(on=AGENCY.happened_on, claimed_minor=215_000, change_minor=15_000),
    )
    assert claim_moves([LETTER]) == ()


def test_court_papers_come_first_though_their_day_is_later():
    assert answers_due([LETTER, AGENCY, COURT]) == (COURT, AGENCY)
    assert answers_due([replace(COURT, answered_on=TODAY)]) == ()


def test_an_answer_is_late_until_it_is_given():
    assert AGENCY.late_days(TODAY) == 3
    assert COURT.late_days(TODAY) == 0
    assert replace(AGENCY, answered_on=TODAY).late_days(TODAY) == 0
