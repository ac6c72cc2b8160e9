"""How long a settled loan has waited for its letter."""

from __future__ import annotations

from datetime import date

from tracker.domain.recovery.settlement import Settlement

TODAY = date(2026, 11, 21)


def test_it_waits_until_the_letter_is_there():
    ended = Settlement(id=1, loan_id=1, settled_on=date(2026, 11, 1))
    assert ended.waiting_days(TODAY) == 20
    asked = Settlement(id=1, loan_id=1, settled_on=date(2026, 11, 1), asked_on=date(2026, 11, 20))
    assert asked.waiting_days(TODAY) == 1
    assert Settlement(id=1, loan_id=1, settled_on=date(2026, 11, 1), letter=3).waiting_days(TODAY) == 0
