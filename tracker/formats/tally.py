"""The account of a file that was read: every data row ends as accepted, skipped or rejected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tracker.domain.problems import Problem

MOST_KEPT = 10_000
"""Problems and skipped rows kept with their lines; all are counted."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A row that is no data, and why: `blank`, `total`, `label`, `no_name`, `zero`, `other_direction`."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader decided or left out and should say: `columns_ignored`, `read_as_money_out`."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Counts and findings, filled while rows are read; final once the reader is exhausted.

    `fatal` problems are about the whole file: nothing of it may be used, whatever is skipped.
    """

    accepted: int = 0
    rejected_rows: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: list[Skip] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def skipped_rows(self) -> int:
        """How many rows were no data."""
        return self.reasons.total()

    @property
    def rows(self) -> int:
        """How many data rows there were; blank lines between them count as skipped rows."""
        return self.accepted + self.skipped_rows + self.rejected_rows

    @property
    def clean(self) -> bool:
        """Whether all of the file can be used as it is."""
        return not self.fatal and not self.rejected_rows

    def skip(self, line: int, reason: str) -> None:
        """Count a row that is no data."""
        self.reasons[reason] += 1
        if len(self.skipped) < MOST_KEPT:
            self.skipped.append(Skip(line, reason))

    def reject(self, *problems: Problem) -> None:
        """Count one row that cannot be used, for one or more reasons."""
        self.rejected_rows += 1
        if len(self.rejected) < MOST_KEPT:
            self.rejected.extend(problems)
