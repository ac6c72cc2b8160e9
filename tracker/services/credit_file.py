"""What follows from the reports: changes, what came back, enquiries, free reports, what wants checking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

from tracker.domain.credit.facts import Dispute, Mark, Outcome
from tracker.domain.credit.report import (
    Report,
    by_bureau,
    count_since,
    enquiries_of,
    returns,
)
from tracker.services.book import Book
from tracker.services.credit_dates import entry_of, reports_left
from tracker.services.credit_views import Alarm, Bureau, File
from tracker.store.credit import read_openings, settled_days
from tracker.store.credit_report import latest_pull, read_reports

WINDOWS = (3, 6, 24)
"""Months over which enquiries are counted."""

SETTLED_DAYS = 365
"""How long a loan that is paid off asks for the report to be checked."""


def credit_file(book: Book, marks: Iterable[Mark], disputes: Iterable[Dispute]) -> File:
    """The reports of every bureau with all that follows from them."""
    reports = read_reports(book.conn)
    pulls = by_bureau(reports)
    enquiries = enquiries_of(reports)
    days = [each.asked_on for _bureau, each in enquiries]
    return File(
        bureaus=tuple(_bureau(book, each) for each in pulls.values()),
        alarms=alarms(pulls, tuple(marks), tuple(disputes)),
        enquiries=enquiries,
        counts=tuple((months, count_since(days, book.today, months)) for months in WINDOWS)
        if reports
        else (),
        oldest=_oldest(book, reports),
        to_check=to_check(book),
    )


def _bureau(book: Book, pulls: tuple[Report, ...]) -> Bureau:
    name = pulls[-1].bureau
    free = reports_left(book, name, pulls)
    return Bureau(
        name=name,
        reports=tuple(reversed(pulls)),
        left=free.left if free else None,
        next_on=free.next_on if free else None,
        rules=tuple(rule.number for rule in free.rules) if free else (),
    )


def current_alarms(book: Book, marks: tuple[Mark, ...], disputes: tuple[Dispute, ...]) -> tuple[Alarm, ...]:
    """What came back by the latest reports; nothing is read where there are no reports."""
    if latest_pull(book.conn) is None:
        return ()
    return alarms(by_bureau(read_reports(book.conn)), marks, disputes)


def alarms(
    pulls: dict[str, tuple[Report, ...]], marks: tuple[Mark, ...], disputes: tuple[Dispute, ...]
) -> tuple[Alarm, ...]:
    """What the latest report of a bureau shows although it was off the file before.

    A mark that is on record for the account already, or a dispute sent since, says that it is known.
    """
    every = tuple(chain.from_iterable(pulls.values()))
    found: list[Alarm] = []
    for reports in pulls.values():
        latest = reports[-1]
        told: set[int] = set()
        for mark in marks:
            alarm = _mark_back(mark, latest, every, disputes)
            if alarm is not None:
                told.add(alarm.entry_id)
                found.append(alarm)
        for each in returns(reports):
            if each.entry.id in told or _is_known(each.entry.id, latest, every, marks, disputes):
                continue
            found.append(
                Alarm(
                    about=each.entry.name, bureau=latest.bureau, report_id=latest.id, entry_id=each.entry.id,
                    seen_on=each.seen_on, gone_on=each.gone_on, back_on=latest.pulled_on,
                )
            )  # fmt: skip
    return tuple(found)


def _mark_back(
    mark: Mark, latest: Report, every: tuple[Report, ...], disputes: tuple[Dispute, ...]
) -> Alarm | None:
    """A mark that was removed, or was to be by the answer to a dispute, and that the latest report shows."""
    own = entry_of(mark, every)
    if own is None or own.report_id not in {each.id for each in every if _same_bureau(each, latest)}:
        return None
    about = [each for each in disputes if each.mark_id == mark.id]
    won = [each for each in about if each.last.outcome is Outcome.REMOVED and each.last.answered_on]
    days = [each.last.answered_on for each in won if each.last.answered_on]
    off_on = mark.removed_on or max(days, default=None)
    if off_on is None or latest.pulled_on <= off_on or _disputed_since(about, latest.pulled_on):
        return None
    entry = next((each for each in latest.entries if each.adverse and each.matches(own)), None)
    if entry is None:
        return None
    return Alarm(
        about=mark.description, bureau=latest.bureau, report_id=latest.id, entry_id=entry.id,
        seen_on=next(each.pulled_on for each in every if each.id == own.report_id), gone_on=off_on,
        back_on=latest.pulled_on, mark_id=mark.id, dispute_id=won[-1].id if won else None,
    )  # fmt: skip


def _is_known(
    entry_id: int,
    latest: Report,
    every: tuple[Report, ...],
    marks: tuple[Mark, ...],
    disputes: tuple[Dispute, ...],
) -> bool:
    entry = next(each for each in latest.entries if each.id == entry_id)
    for mark in marks:
        own = entry_of(mark, every)
        if own is None or not own.matches(entry):
            continue
        about = [each for each in disputes if each.mark_id == mark.id]
        if mark.removed_on is None or _disputed_since(about, latest.pulled_on):
            return True
    return False


def _disputed_since(disputes: Iterable[Dispute], on: date) -> bool:
    return any(each.last.sent_on >= on for each in disputes)


def _same_bureau(a: Report, b: Report) -> bool:
    return len(by_bureau((a, b))) == 1


def _oldest(book: Book, reports: Iterable[Report]) -> tuple[str, date] | None:
    """The account open longest: of the latest reports and of the loans."""
    found = [
        (each.opened_on, each.name)
        for pulls in by_bureau(reports).values()
        for each in pulls[-1].entries
        if each.opened_on is not None and each.closed_on is None
    ]
    found += [(on, name) for name, on in read_openings(book.conn)]
    return (min(found)[1], min(found)[0]) if found else None


def to_check(book: Book) -> tuple[tuple[int, str, date], ...]:
    """The loans paid off within a year of which no report was pulled since."""
    last = latest_pull(book.conn)
    since = book.today - timedelta(days=SETTLED_DAYS)
    return tuple(
        (loan_id, name, on)
        for loan_id, (name, on) in settled_days(book.conn).items()
        if since <= on <= book.today and (last is None or last <= on)
    )
