"""Credit reports as they were pulled, what changed between two of them, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tracker.domain.calendar import add_months
from tracker.domain.text import normal


class EntryKind(StrEnum):
    """What sort of account a report shows."""

    LOAN = "loan"
    CARD = "card"
    LINE = "line"
    MORTGAGE = "mortgage"
    CAR = "car"
    STUDENT = "student"
    BNPL = "bnpl"
    COLLECTION = "collection"
    PUBLIC_RECORD = "public_record"
    GUARANTEE = "guarantee"
    OTHER = "other"


class EntryStatus(StrEnum):
    """How an account stands by the report."""

    UNKNOWN = "unknown"
    NORMAL = "normal"
    OVERDUE = "overdue"
    CHARGED_OFF = "charged_off"
    SETTLED_FOR_LESS = "settled_for_less"
    SETTLED = "settled"
    CLOSED = "closed"
    DISPUTED = "disputed"


ADVERSE = frozenset({EntryStatus.OVERDUE, EntryStatus.CHARGED_OFF, EntryStatus.SETTLED_FOR_LESS})
"""Standings that count against a person."""

_BAD_LETTERS = frozenset("123456789BDZ")
"""First letters of a worst status that tells of arrears (CN 1-7, B, D, Z; US 30-180; UK 1-8, D)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One account as one report shows it."""

    id: int
    report_id: int
    lender: str
    tail: str = ""
    kind: EntryKind = EntryKind.OTHER
    status: EntryStatus = EntryStatus.UNKNOWN
    currency: str
    balance_minor: int | None = None
    overdue_minor: int | None = None
    worst: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    remark: str = ""
    version: int = 1

    @property
    def adverse(self) -> bool:
        """Whether it counts against the person: by its status, an overdue amount, or its worst status."""
        return (
            self.status in ADVERSE
            or bool(self.overdue_minor)
            or self.kind in (EntryKind.COLLECTION, EntryKind.PUBLIC_RECORD)
            or _is_bad(self.worst)
        )

    @property
    def name(self) -> str:
        """The lender with the end of the account number."""
        return f"{self.lender} {self.tail}".strip()

    def matches(self, other: Entry) -> bool:
        """Whether both are one account: the lender, and what tail and opening day both of them give."""
        return (
            normal(self.lender) == normal(other.lender)
            and (not self.tail or not other.tail or normal(self.tail) == normal(other.tail))
            and (
                (bool(self.tail) and bool(other.tail))
                or self.opened_on is None
                or other.opened_on is None
                or self.opened_on == other.opened_on
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """Who asked for the file, when and why, as a report shows it."""

    id: int
    report_id: int
    who: str
    asked_on: date
    why: str = ""
    version: int = 1

    @property
    def key(self) -> tuple[str, date]:
        """What is the same enquiry in another report."""
        return normal(self.who), self.asked_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as one bureau gave it on one day."""

    id: int
    bureau: str
    pulled_on: date
    place: str = ""
    free: bool = True
    note: str = ""
    version: int = 1
    entries: tuple[Entry, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that two reports show otherwise; `for_the_better` is None where it is neither."""

    field: str
    before: object
    after: object
    for_the_better: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An account that both reports show, with what differs."""

    older: Entry
    newer: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed between two reports of a bureau."""

    older: Report
    newer: Report
    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    same: int
    enquiries: tuple[Enquiry, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.new or self.gone or self.changed or self.enquiries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """An account that was gone, or good again, and is back against the person in the latest report.

    `seen_on` is the report that showed it before, `gone_on` the one that did not.
    """

    entry: Entry
    report: Report
    seen_on: date
    gone_on: date


def by_bureau(reports: Iterable[Report]) -> dict[str, tuple[Report, ...]]:
    """The reports of each bureau, oldest first; what a bureau is called is compared without its case."""
    found: dict[str, list[Report]] = {}
    for each in sorted(reports, key=lambda report: (report.pulled_on, report.id)):
        found.setdefault(normal(each.bureau), []).append(each)
    return {bureau: tuple(pulls) for bureau, pulls in found.items()}


def diff(older: Report, newer: Report) -> Diff:
    """What changed from one report to a later one, account by account."""
    pairs, gone, new = _pair(older.entries, newer.entries)
    changed = tuple(Changed(older=a, newer=b, changes=found) for a, b in pairs if (found := _changes(a, b)))
    known = {each.key for each in older.enquiries}
    return Diff(
        older=older, newer=newer, new=new, gone=gone, changed=changed, same=len(pairs) - len(changed),
        enquiries=tuple(each for each in newer.enquiries if each.key not in known),
    )  # fmt: skip


def returns(pulls: Sequence[Report]) -> tuple[Return, ...]:
    """What one bureau's latest report shows against the person although a report before it did not.

    `pulls` are of one bureau, oldest first. What no report showed before is new, and no return.
    """
    if len(pulls) < 3:
        return ()
    latest, found = pulls[-1], []
    for entry in latest.entries:
        if not entry.adverse:
            continue
        shown = [(pull, _against(entry, pull)) for pull in pulls[:-1]]
        for (before, was), (after, still) in reversed(list(pairwise(shown))):
            if was and not still:
                found.append(
                    Return(entry=entry, report=latest, seen_on=before.pulled_on, gone_on=after.pulled_on)
                )
                break
    return tuple(found)


def enquiries_of(reports: Iterable[Report]) -> tuple[tuple[str, Enquiry], ...]:
    """Every enquiry with its bureau, newest first; one that several reports show counts once."""
    found: dict[tuple[str, str, date], tuple[str, Enquiry]] = {}
    for report in sorted(reports, key=lambda each: (each.pulled_on, each.id)):
        for each in report.enquiries:
            found.setdefault((normal(report.bureau), *each.key), (report.bureau, each))
    return tuple(sorted(found.values(), key=lambda pair: (-pair[1].asked_on.toordinal(), pair[1].id)))


def count_since(days: Iterable[date], today: date, months: int) -> int:
    """How many of the days lie within the last months, today included."""
    since = add_months(today, -months)
    return sum(1 for each in days if since < each <= today)


def _against(entry: Entry, pull: Report) -> bool:
    return any(each.adverse and each.matches(entry) for each in pull.entries)


def _pair(
    older: Sequence[Entry], newer: Sequence[Entry]
) -> tuple[list[tuple[Entry, Entry]], tuple[Entry, ...], tuple[Entry, ...]]:
    """The accounts both show, those only the older shows and those only the newer does.

    Two accounts that agree in tail and opening day find each other before any that merely may.
    """
    left, pairs = list(older), []
    unmatched: list[Entry] = []
    for wholly in (True, False):
        waiting = list(newer) if wholly else unmatched
        unmatched = []
        for entry in waiting:
            found = next(
                (each for each in left if each.matches(entry) and (not wholly or _same(each, entry))), None
            )
            if found is None:
                unmatched.append(entry)
            else:
                left.remove(found)
                pairs.append((found, entry))
    return pairs, tuple(left), tuple(unmatched)


def _is_bad(worst: str) -> bool:
    return worst.strip()[:1].upper() in _BAD_LETTERS


def _same(a: Entry, b: Entry) -> bool:
    return (normal(a.tail), a.opened_on, a.kind) == (normal(b.tail), b.opened_on, b.kind)


_COMPARED = (
    "status", "balance_minor", "overdue_minor", "worst", "closed_on", "remark", "kind", "opened_on",
)  # fmt: skip


def _changes(a: Entry, b: Entry) -> tuple[Change, ...]:
    found = []
    for field in _COMPARED:
        before, after = getattr(a, field), getattr(b, field)
        if before != after:
            better = _better(field, before, after)
            found.append(Change(field=field, before=before, after=after, for_the_better=better))
    return tuple(found)


def _better(field: str, before: object, after: object) -> bool | None:
    """Whether a change is for the better; a balance can rise and fall for any reason."""
    match field, before, after:
        case "overdue_minor", _, _:
            was = before if isinstance(before, int) else 0
            now = after if isinstance(after, int) else 0
            return None if was == now else now < was
        case "worst", str(), str():
            return None if _is_bad(before) == _is_bad(after) else _is_bad(before)
        case "status", EntryStatus(), EntryStatus():
            return None if (before in ADVERSE) == (after in ADVERSE) else before in ADVERSE
        case _:
            return None
