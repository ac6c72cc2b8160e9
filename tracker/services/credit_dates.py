"""Marks and disputes with the days that the rules of a place give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.credit.facts import Dispute, Mark, MarkKind, Place, Removal, Round
from tracker.domain.credit.report import Entry, Report
from tracker.domain.rule.credit_file import (
    FreeReports,
    answer_due,
    free_reports,
    next_body,
    one_time_repair,
    retention,
)
from tracker.domain.rule.facts import Area
from tracker.domain.text import normal
from tracker.services.book import Book
from tracker.services.rule import packs
from tracker.store.credit import read_disputes, read_marks, settled_days
from tracker.store.credit_report import read_reports

if TYPE_CHECKING:
    from tracker.domain.rule.facts import Rule

_KNOWN = {
    "CN": ("pboc", "pbc", "人行", "人民银行", "征信中心", "百行", "朴道", "baihang", "pudao"),
    "US": ("innovis", "annualcreditreport"),
    "UK": ("checkmyfile", "clearscore", "credit karma uk"),
    "EU": ("schufa", "crif", "bkr"),
}
_ABROAD = ("experian", "equifax", "transunion")
"""Bureaus of more than one place: the setting tells which, unless it is a place they are not in."""


def place_of(book: Book, bureau: str, given: str = "") -> str:
    """Whose rules hold for a bureau: as given, by its name, else by the setting; empty if none can tell."""
    if given:
        return given
    name = normal(bureau)
    for place, words in _KNOWN.items():
        if any(word in name for word in words):
            return place
    if any(word in name for word in _ABROAD):
        return book.jurisdiction if book.jurisdiction in ("US", "UK") else ""
    return book.jurisdiction


def file_rules(place: str) -> tuple[Rule, ...]:
    """The rules of a place about credit files."""
    return packs().of(place, Area.CREDIT_FILE) if place else ()


def dated_marks(book: Book, reports: Iterable[Report] | None = None) -> tuple[Mark, ...]:
    """Every mark; one still on record with the day it leaves by rule, or with what is lacking for that."""
    marks = read_marks(book.conn)
    if not any(mark.removed_on is None for mark in marks):
        return marks
    loans = settled_days(book.conn)
    if reports is None:
        reports = read_reports(book.conn) if any(mark.entry_id for mark in marks) else ()
    reports = tuple(reports)
    return tuple(
        mark if mark.removed_on else replace(mark, removal=_removal(book, mark, loans, reports))
        for mark in marks
    )


def _removal(
    book: Book, mark: Mark, loans: dict[int, tuple[str, date]], reports: tuple[Report, ...]
) -> Removal:
    place = place_of(book, mark.bureau, mark.place)
    if not place:
        return Removal(missing="place")
    by_loan = loans[mark.loan_id][1] if mark.loan_id in loans else None
    settled = mark.settled_on or by_loan
    rules = file_rules(place)
    found = retention(rules, kind=mark.kind, origin_on=mark.origin_on, settled_on=settled)
    by_settling = found.rule is not None and found.rule.params["counted_from"] == "settled_on"
    removal = Removal(
        on=found.on,
        start_on=found.start_on,
        by_settling=by_settling,
        by_loan=by_settling and mark.settled_on is None and settled is not None,
        rule=found.rule.number if found.rule else "",
        verified=bool(found.rule and found.rule.evidence.verified),
        missing=found.missing,
    )
    return _repaired(mark, removal, rules, settled, reports)


def _repaired(
    mark: Mark, removal: Removal, rules: tuple[Rule, ...], settled: date | None, reports: tuple[Report, ...]
) -> Removal:
    """The removal by the one-time repair where it covers the mark and comes first."""
    rule = next((each for each in rules if "repaid_by" in each.params), None)
    amount = _worst_overdue(mark, reports)
    if rule is None or amount is None or mark.origin_on is None or mark.kind not in _REPAIRED:
        return removal
    found = one_time_repair(rule, overdue_on=mark.origin_on, amount_minor=amount, repaid_on=settled)
    if found.hidden_by is None or (removal.on is not None and removal.on <= found.hidden_by):
        return removal
    return replace(removal, on=found.hidden_by, rule=rule.number, verified=rule.evidence.verified, missing="")


_REPAIRED = (MarkKind.UNKNOWN, MarkKind.LATE)


def _worst_overdue(mark: Mark, reports: tuple[Report, ...]) -> int | None:
    """The highest overdue amount in yuan that reports show of the account a mark was found in."""
    own = entry_of(mark, reports)
    if own is None or own.currency != "CNY":
        return None
    amounts = [
        each.overdue_minor
        for report in reports
        for each in report.entries
        if each.overdue_minor and each.matches(own)
    ]
    return max(amounts, default=None)


def entry_of(mark: Mark, reports: Iterable[Report]) -> Entry | None:
    """The line of a report a mark was found in."""
    entries = (each for report in reports for each in report.entries)
    return next((each for each in entries if each.id == mark.entry_id), None)


def dated_disputes(book: Book) -> tuple[Dispute, ...]:
    """Every dispute; a round without a day for the answer has the one by rule."""
    return tuple(_dated(book, each) for each in read_disputes(book.conn))


def _dated(book: Book, dispute: Dispute) -> Dispute:
    rules = file_rules(place_of(book, dispute.bureau, dispute.place))
    first, *more = (_ruled(each, rules) for each in dispute.rounds)
    return replace(
        dispute, ruled_by=first.ruled_by, rule=first.rule, verified=first.verified, more=tuple(more)
    )


def _ruled(each: Round, rules: tuple[Rule, ...]) -> Round:
    due = None if each.answer_by else answer_due(rules, each.body, each.sent_on, extended=each.extended)
    if due is None:
        return each
    return replace(each, ruled_by=due.on, rule=due.rule.number, verified=due.rule.evidence.verified)


def escalation(book: Book, dispute: Dispute) -> tuple[str, str]:
    """Who comes next after the last round, and the number of the rule that says so, if one does."""
    rules = file_rules(place_of(book, dispute.bureau, dispute.place))
    body, rule = next_body(rules, dispute.last.body, book.today)
    return body, rule.number if rule else ""


def reports_left(book: Book, bureau: str, pulls: Iterable[Report]) -> FreeReports | None:
    """What is left of the free reports of a bureau; None where no rule on file says."""
    pulls = tuple(pulls)
    given = next((each.place for each in reversed(pulls) if each.place), "")
    rules = file_rules(place_of(book, bureau, Place(given)))
    return free_reports(rules, (each.pulled_on for each in pulls if each.free), book.today)
