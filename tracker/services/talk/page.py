"""Everything the page of talks shows: the loans by what is to be done next, and one loan's whole case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.recovery.adviser import Adviser
from tracker.domain.recovery.channel import Channel, Reach
from tracker.domain.recovery.checked import Checked
from tracker.domain.recovery.complaint import Complaint
from tracker.domain.recovery.contact import Contact
from tracker.domain.recovery.hardship import Hardship
from tracker.domain.recovery.negotiation import Negotiation, State
from tracker.domain.recovery.promise import Promise
from tracker.domain.recovery.stage import Stage, answers_due
from tracker.services.book import Book
from tracker.services.evidence import EvidenceRow, list_evidence
from tracker.services.loan.listing import LoanRow, list_loans
from tracker.services.talk.advisers import list_advisers
from tracker.services.talk.arrears import ArrearsView, arrears_view
from tracker.services.talk.channels import list_channels, reach
from tracker.services.talk.checked import list_checks
from tracker.services.talk.complaints import list_complaints
from tracker.services.talk.conduct import ConductView, check_conduct
from tracker.services.talk.contacts import list_contacts
from tracker.services.talk.hardship import list_hardships
from tracker.services.talk.negotiations import list_talks
from tracker.services.talk.promises import list_promises
from tracker.services.talk.stages import list_stages
from tracker.store.loan import read_loan

SOON_DAYS = 3
"""How long before a day it is time to act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """A loan in the list of talks: what is to be done about it next, and by when.

    `act` is answer, arrears, writing, follow_up, promise, draft or nothing; `severity` is a mark.
    """

    loan: LoanRow
    act: str
    severity: str = ""
    on: date | None = None
    state: str = ""
    """Where its talks stand; empty where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkCase:
    """One loan with all that was said and done about it, each list with the newest or most urgent first."""

    row: LoanRow
    arrears: ArrearsView
    reach: Reach | None
    now: datetime
    contacts: tuple[Contact, ...]
    talks: tuple[Negotiation, ...]
    promises: tuple[Promise, ...]
    stages: tuple[Stage, ...]
    conduct: ConductView
    evidence: tuple[EvidenceRow, ...]
    channels: tuple[Channel, ...]
    hardships: tuple[Hardship, ...] = ()
    """Those of the loan and of the whole household."""
    complaints: tuple[Complaint, ...] = ()
    advisers: tuple[Adviser, ...] = ()
    """Those asked about the loan or about all of them."""
    messages: tuple[Checked, ...] = ()

    @property
    def talk(self) -> Negotiation | None:
        """The open negotiation that moves next."""
        return next((each for each in self.talks if each.is_open), None)


_RANK = ("answer", "arrears", "writing", "follow_up", "promise", "draft", "nothing")


def talk_rows(book: Book) -> tuple[TalkRow, ...]:
    """Every open loan and each closed one with something unfinished: what is due first in front."""
    talks, stages = list_talks(book), list_stages(book)
    promises = list_promises(book, only_open=True)
    busy = {each.loan_id for each in talks} | {each.loan_id for each in promises}
    busy |= {each.loan_id for each in answers_due(stages)}
    found = [
        _row(book, loan, talks, stages, promises)
        for loan in list_loans(book, include_closed=True)
        if loan.closed_on is None or loan.loan_id in busy or _just_closed(loan, book.today)
    ]
    found.sort(
        key=lambda each: (_RANK.index(each.act), each.on or date.max, not each.state, each.loan.loan_id)
    )
    return tuple(found)


_CLOSED_DAYS = 400
"""How long a settled loan stays on the list: its letter and the report are still to come."""


def _just_closed(loan: LoanRow, today: date) -> bool:
    return loan.closed_on is not None and (today - loan.closed_on).days <= _CLOSED_DAYS


def talk_case(book: Book, loan_id: int, now: datetime) -> TalkCase | None:
    """All there is about one loan, None if it is gone; `now` is the person's own time."""
    loan = read_loan(book.conn, loan_id)
    row = next((each for each in list_loans(book, include_closed=True) if each.loan_id == loan_id), None)
    if loan is None or row is None:
        return None
    return TalkCase(
        row=row,
        arrears=arrears_view(book, loan),
        reach=reach(book, loan_id, now),
        now=now,
        contacts=list_contacts(book, loan_id),
        talks=list_talks(book, loan_id, every=True),
        promises=list_promises(book, loan_id),
        stages=tuple(reversed(list_stages(book, loan_id))),
        conduct=check_conduct(book, loan),
        evidence=tuple(reversed(list_evidence(book, loan_id=loan_id))),
        channels=list_channels(book, loan_id),
        hardships=list_hardships(book, loan_id, every=True),
        complaints=list_complaints(book, loan_id, every=True),
        advisers=tuple(each for each in list_advisers(book) if each.loan_id in (None, loan_id)),
        messages=list_checks(book, loan_id),
    )


def _row(
    book: Book,
    loan: LoanRow,
    talks: tuple[Negotiation, ...],
    stages: tuple[Stage, ...],
    promises: tuple[Promise, ...],
) -> TalkRow:
    today, own = book.today, loan.loan_id
    mine = [each for each in talks if each.loan_id == own]
    state = mine[0].state.value if mine else ""
    for stage in answers_due([each for each in stages if each.loan_id == own]):
        return TalkRow(
            loan=loan, act="answer", on=stage.open_answer, state=state,
            severity=_severity(stage.open_answer, today, least="!"),
        )  # fmt: skip
    if loan.status in ("overdue", "grace"):
        severity = "!!" if loan.status == "overdue" else "!"
        return TalkRow(loan=loan, act="arrears", severity=severity, on=loan.late_since, state=state)
    oral = next((each for each in mine if each.state is State.AGREED_ORALLY), None)
    if oral is not None:
        return TalkRow(
            loan=loan, act="writing", on=oral.next_on or oral.since, state=state,
            severity=_severity(oral.next_on, today, least="!"),
        )  # fmt: skip
    moving = next((each for each in mine if each.next_on is not None), None)
    due = next((each for each in promises if each.loan_id == own and each.due_on is not None), None)
    if due is not None and (moving is None or str(due.due_on) < str(moving.next_on)):
        return TalkRow(
            loan=loan, act="promise", on=due.due_on, state=state, severity=_severity(due.due_on, today)
        )
    if moving is not None:
        return TalkRow(
            loan=loan, act="follow_up", on=moving.next_on, state=state,
            severity=_severity(moving.next_on, today),
        )  # fmt: skip
    drafted = any(each.state is State.DRAFT for each in mine)
    return TalkRow(loan=loan, act="draft" if drafted else "nothing", state=state)


def _severity(on: date | None, today: date, least: str = "") -> str:
    if on is None:
        return least
    if on < today:
        return "!!"
    return "!" if (on - today).days <= SOON_DAYS else least
