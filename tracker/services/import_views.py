"""What is shown of a file before it is imported."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.domain.loan.repayment import Reason
from tracker.domain.problems import Problem
from tracker.services.import_reading import Reading, SeenColumn
from tracker.services.importing import ImportReport

MOST_SEEN = 50_000
"""So many rows are listed one by one; of those beyond only what waits for a person."""

QUIET = frozenset({"ok", "dup", "skip", "other"})
"""The marks of rows that nobody has to look at."""


class SeenRow(NamedTuple):
    """One row of the file and what would become of it, by its mark.

    `ok` comes in, `dup` the book has, `skip` is no data or left out, `bad` cannot be read.

    `like` is new, but the book has such a payment of a day close by, or an earlier row of the file says the
    same; `ask` waits for its loan; `other` is
    a movement of a statement that repays no loan here, as far as can be told; `maybe` is one that repays
    a loan which is not here.
    """

    line: int
    mark: str
    on: date | None = None
    name: str = ""
    """The loan: the one that is paid, or the one that is new."""
    amount_minor: int | None = None
    currency: str = ""
    text: str = ""
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    """Why a row is skipped, by the code of the reader."""
    held: int = 0
    """The payment, loan or charge of the book that the row is the same as, or like."""
    equal: int = 0
    """The line of an earlier row of the file that says the same."""
    role: str = "payment"
    """What a row of a statement is to its loan: a payment, or with a card a kind of charge or a refund."""
    why: tuple[Reason, ...] = ()
    """Why a row of a statement is taken for a payment to its loan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanShare:
    """What comes to one loan: how many new payments, or postings of a kind, their sum, first and last day."""

    loan: str
    count: int
    minor: int
    currency: str
    first: date
    last: date
    role: str = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a look at a file found; with `questions` nothing of it can be used until they are answered."""

    path: str
    kind: str
    profile: str = ""
    """The profile it is read by; nothing where the names of its columns alone say it."""
    told: tuple[str, ...] = ()
    """The header names that told the profile."""
    holds: str = ""
    """`statement` if its rows are all movements of an account, most of which repay nothing."""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sha256: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """The fields that were found and the headers they stand under."""
    ignored: tuple[str, ...] = ()
    table: tuple[SeenColumn, ...] = ()
    """Every column of the file, with samples."""
    readings: tuple[Reading, ...] = ()
    """How it was read, and how sure that is."""
    rows: tuple[SeenRow, ...] = ()
    report: ImportReport | None = None
    questions: tuple[Problem, ...] = ()
    sums: dict[str, int] = field(default_factory=dict)
    """What is new, in minor units by currency."""
    shares: tuple[LoanShare, ...] = ()
    """What comes to each loan, the one with the most rows first."""


class Shares:
    """Adds up what comes to each loan."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], LoanShare] = {}

    def add(self, row: SeenRow) -> None:
        """One more row; only what is new counts."""
        if row.mark not in ("ok", "like") or row.on is None:
            return
        key = (row.name, row.currency, row.role)
        had = self._found.get(key)
        self._found[key] = LoanShare(
            loan=row.name, currency=row.currency, role=row.role, count=(had.count if had else 0) + 1,
            minor=(had.minor if had else 0) + (row.amount_minor or 0),
            first=min(had.first, row.on) if had else row.on, last=max(had.last, row.on) if had else row.on,
        )  # fmt: skip

    @property
    def listed(self) -> tuple[LoanShare, ...]:
        """What comes to each loan, the one with the most rows first."""
        return tuple(sorted(self._found.values(), key=lambda each: (-each.count, each.loan)))
