"""A message that was checked before: what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.recovery.message import Found, Report, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found in a message, as it was compared on that day."""

    kind: str
    value: str
    verdict: str
    what: str = ""

    @property
    def warns(self) -> bool:
        """Whether it conflicts, or is what nothing but a match makes harmless."""
        return self.verdict == Verdict.CONFLICT or (
            self.kind in (Found.PAYEE, Found.SECRET) and self.verdict != Verdict.MATCH
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A message as it was checked: the hash of its words, not the words, unless they were to be kept."""

    id: int
    loan_id: int
    checked_on: date
    sha256: str
    verdict: str
    findings: tuple[Finding, ...] = ()
    loan: str = ""
    contact_id: int | None = None
    words: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1


def verdict_of(report: Report) -> str:
    """The worst of a report in one word: stop, conflict, unknown, match, or nothing to compare."""
    if report.stop:
        return "stop"
    for verdict in (Verdict.CONFLICT, Verdict.UNKNOWN, Verdict.MATCH):
        if report.count(verdict):
            return verdict.value
    return "nothing"


def findings_of(report: Report) -> tuple[Finding, ...]:
    """What of a report is kept; a secret that was asked for stays without its words."""
    return tuple(
        Finding(
            kind=each.mention.kind.value, value=each.mention.value, verdict=each.verdict.value, what=each.what
        )
        for each in report.items
    )
