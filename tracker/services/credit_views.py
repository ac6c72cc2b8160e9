"""What front ends are told of the credit file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Progress, Score
from tracker.domain.credit.path import Step
from tracker.domain.credit.report import Enquiry, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditView:
    """The state of the credit file as far as the person has entered it."""

    marks: tuple[Mark, ...]
    disputes: tuple[Dispute, ...]
    scores: tuple[Score, ...]
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTrash:
    """What of the credit file is in the trash; parts are accounts, enquiries and rounds by table."""

    marks: tuple[Mark, ...]
    disputes: tuple[Dispute, ...]
    scores: tuple[Score, ...]
    reports: tuple[Report, ...] = ()
    parts: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How one loan has been paid: instalments settled, how many of them late, on time in a row until now.

    `late_by_grace` lets a payment within the days of grace count as on time.
    """

    loan_id: int
    loan: str
    settled: int
    late: int
    streak: int
    overdue_since: date | None
    late_by_grace: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """What is known of one bureau's file: its reports, newest first, and what is still free.

    `left` is None where no rule on file says how many are free; `rules` are the numbers of those that do.
    """

    name: str
    reports: tuple[Report, ...]
    left: int | None
    next_on: date | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that was off the file and is back on it.

    `mark_id` is the mark that was removed, None where a report merely did not show the account before.
    """

    about: str
    bureau: str
    report_id: int
    entry_id: int
    seen_on: date
    gone_on: date
    back_on: date
    mark_id: int | None = None
    dispute_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The reports and what follows from them."""

    bureaus: tuple[Bureau, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    enquiries: tuple[tuple[str, Enquiry], ...] = ()
    counts: tuple[tuple[int, int], ...] = ()
    """Months and how many enquiries lie within them."""
    oldest: tuple[str, date] | None = None
    """The account that is open longest, by reports and by loans."""
    to_check: tuple[tuple[int, str, date], ...] = ()
    """Loans that are paid off, since when, and that no report since can have shown as such."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report, newest first."""
        found = (each for bureau in self.bureaus for each in bureau.reports)
        return tuple(sorted(found, key=lambda each: (each.pulled_on, each.id), reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The credit file with the habits behind it and what comes next."""

    view: CreditView
    habits: tuple[Habit, ...]
    path: tuple[Step, ...]
    file: File = File()
