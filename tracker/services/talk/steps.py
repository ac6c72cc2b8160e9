"""What talks ask to be done next: papers to answer, answers to ask for, promises to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.promise import Side
from tracker.domain.recovery.stage import StageKind, answers_due
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.next_step_views import ATTENTION, URGENT, NextStep
from tracker.store.offer import read_offers
from tracker.store.talk import read_negotiations, read_promises, read_stages

SOON_DAYS = 3
"""How long before its day a follow-up is worth a line."""

_COURT_DAYS = 14
_COURT = (StageKind.PRE_SUIT, StageKind.COURT, StageKind.ENFORCEMENT)


def talk_steps(book: Book) -> Iterator[NextStep]:
    """Each thing that talks ask for, its day at hand or past."""
    today = book.today
    for stage in answers_due(read_stages(book.conn)):
        by = stage.open_answer
        if by is None:
            continue
        court = stage.kind in _COURT
        text = _("Answer the court papers about {loan}") if court else _("Answer the letter about {loan}")
        near = (by - today).days <= (_COURT_DAYS if court else SOON_DAYS)
        yield NextStep(
            code="answer_by",
            key=f"answer_by:{stage.id}",
            severity=URGENT if near else ATTENTION,
            text=text.format(loan=stage.loan),
            why=_said(by, today),
            on=by,
            screen="talks",
            command=f"debt talk stage answered {stage.id}",
            loan_id=stage.loan_id,
        )
    for talk in read_negotiations(book.conn):
        if talk.state is State.AGREED_ORALLY:
            on, text = talk.next_on or talk.since, _("Get in writing what {loan} agreed to")
            why = _("agreed orally on {on}: what was due stays due").format(on=talk.since.isoformat())
        elif talk.next_on is not None and (talk.next_on - today).days <= SOON_DAYS:
            on, text = talk.next_on, _("Follow up with {loan}: {aim}")
            why = _said(talk.next_on, today)
        else:
            continue
        late = talk.late_days(today) > 0
        command = f"debt talk step {talk.id} STATE"
        if talk.oral_since:
            taken = [each for each in read_offers(book.conn, talk.loan_id) if each.oral_since]
            offer = next((each for each in taken if each.negotiation_id == talk.id), None)
            command = f"debt talk step {talk.id} confirmed --proof TEXT"
            command = f"debt talk accept {offer.id} --letter N" if offer else command
        yield NextStep(
            code="follow_up",
            key=f"follow_up:{talk.id}:{on}",
            severity=URGENT if late else ATTENTION,
            text=text.format(loan=talk.loan, aim=talk.aim),
            why=why,
            on=on,
            screen="talks",
            command=command,
            loan_id=talk.loan_id,
        )
    for promise in read_promises(book.conn, only_open=True):
        if promise.due_on is None or (promise.due_on - today).days > SOON_DAYS:
            continue
        mine = promise.side is Side.ME
        text = _("Keep what you promised {loan}: {what}") if mine else _("See whether {loan} kept: {what}")
        yield NextStep(
            code="promise",
            key=f"promise:{promise.id}",
            severity=URGENT if mine and promise.due_on <= today else ATTENTION,
            text=text.format(loan=promise.loan, what=promise.what),
            why=_said(promise.due_on, today),
            on=promise.due_on,
            screen="talks",
            command=f"debt talk promise end {promise.id} kept",
            loan_id=promise.loan_id,
        )


def _said(on: date, today: date) -> str:
    words = _("was due {on}") if on < today else _("due {on}")
    return words.format(on=on.isoformat())
