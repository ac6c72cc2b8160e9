"""What came of an import, as a person reads it and as programs do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker import locale
from tracker.cli.errors import CliError, Exit
from tracker.cli.session import Session
from tracker.domain.money import Money
from tracker.locale import _, ngettext
from tracker.locale.files import note_text, skip_text
from tracker.locale.joining import listed, phrased, told_of
from tracker.locale.matching import reason_text, reasons_text, role_text
from tracker.locale.problems import sentence

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.importing import ImportReport, MatchedRow

_MOST_PAIRS = 10_000
_MOST_NAMES = 5

SHOWN = 20
"""Rejected rows told one by one; all of them are in --json."""


def tell(session: Session, report: ImportReport, *, skip_bad: bool, every: bool = False) -> None:
    """Say what came of an import; with `every` each row of a statement."""
    refused = bool(report.rejected_rows) and not skip_bad
    if session.out.form == "json":
        session.out.json(session.envelope("import", report_json(report, written=report.written)))
    elif session.out.form != "table":
        data = report_json(report, written=report.written)
        lists = (
            "statement",
            "why_profile",
            "matched",
            "duplicate_rows",
            "alike_rows",
            "duplicate_postings",
            "alike_postings",
            "equal_rows",
            "skipped_rows",
            "rejected",
            "notes",
        )
        session.out.values([{name: value for name, value in data.items() if name not in lists}])
    else:
        _draw(session, report, every=every)
    if refused:
        count = ngettext("{count} row was rejected", "{count} rows were rejected", report.rejected_rows)
        text = count.format(count=report.rejected_rows)
        message = _("{what}; nothing was written. --skip-bad leaves them out.").format(what=text)
        flags = listed(dict.fromkeys(each.hint for each in report.rejected if each.ask and each.hint))
        undecided = all(each.ask for each in report.rejected)
        hint = _("Say which is meant with {flag}.").format(flag=flags) if undecided and flags else ""
        code = Exit.REFUSED if undecided else Exit.INVALID
        session.fail(CliError("rows_rejected", code, message, hint))
    elif session.dry_run:
        session.out.warn(_("Nothing was written (dry run)."))
    elif report.action_id is not None and report.imported:
        session.out.say(_("debt undo takes it back."))


def report_json(report: ImportReport, *, written: bool) -> dict[str, Any]:
    """The account of an import."""
    return {
        "source": report.source,
        "kind": report.kind,
        "profile": report.profile or None,
        "why_profile": list(report.told),
        "statement": _statement(report),
        "matched": [_matched(each) for each in report.matched[:_MOST_PAIRS]],
        "rows": report.rows,
        "imported": report.imported,
        "duplicates": report.duplicates,
        "duplicate_rows": _pairs(report.held, report.kind),
        "alike_rows": _pairs(report.alike, report.kind),
        "duplicate_postings": _lines(report.held_postings),
        "alike_postings": _lines(report.alike_postings),
        "equal_rows": [
            {"line": line, "first_line": first} for line, first in sorted(report.equal.items())[:_MOST_PAIRS]
        ],
        "skipped": report.skipped_rows,
        "skipped_rows": [{"line": each.line, "reason": each.reason} for each in report.skipped],
        "rejected": _by_row(report.rejected),
        "rejected_rows": report.rejected_rows,
        "notes": [
            {"code": each.code, **each.params, "message": note_text(each.code, each.params)}
            for each in report.notes
        ],
        "batch": report.batch,
        "written": written,
    }


def _statement(report: ImportReport) -> dict[str, Any] | None:
    """How many movements a statement holds and what they come to."""
    if not report.statement_rows:
        return None
    sums = {code: str(Money(minor, code)) for code, minor in sorted(report.statement_sums.items())}
    return {"rows": report.statement_rows, "sums": sums}


def _matched(row: MatchedRow) -> dict[str, Any]:
    """A row that was taken for a payment, with the reasons."""
    why = [{"code": each.code, **each.params, "message": reason_text(each)} for each in row.why]
    return {"line": row.line, "loan_id": row.loan_id, "loan": row.loan, "as": row.role, "why": why}


def _pairs(held: dict[int, int], kind: str) -> list[dict[str, int]]:
    """The lines of rows, and the loan or payment of the book each is the same as, or like."""
    name = "loan_id" if kind == "loans" else "payment_id"
    return [{"line": line, name: row_id} for line, row_id in sorted(held.items())[:_MOST_PAIRS]]


def _lines(held: dict[int, int]) -> list[dict[str, int]]:
    """The lines of charges and refunds, and the one of the book each is the same as, or like."""
    return [{"line": line, "posting_id": row_id} for line, row_id in sorted(held.items())[:_MOST_PAIRS]]


def _by_row(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """One entry for each rejected row; what else is wrong with the row stands in `more`."""
    found: list[dict[str, Any]] = []
    for each in problems:
        entry = {
            "line": each.line,
            "column": each.column or each.field,
            "value": each.value,
            "reason": sentence(replace(each, line=None)),
            "code": each.code,
        }
        if found and each.line is not None and found[-1]["line"] == each.line:
            found[-1].setdefault("more", []).append(entry)
        else:
            found.append(entry)
    return found


def _draw(session: Session, report: ImportReport, *, every: bool) -> None:
    duplicates = ngettext("{count} duplicate", "{count} duplicates", report.duplicates)
    parts = (
        ngettext("{count} row", "{count} rows", report.rows).format(count=report.rows),
        _("{count} imported").format(count=report.imported),
        duplicates.format(count=report.duplicates),
        _("{count} skipped").format(count=report.skipped_rows),
        _("{count} rejected").format(count=report.rejected_rows),
    )
    session.out.line(told_of(report.source, phrased(parts)))
    if report.profile:
        _draw_profile(session, report)
    shown = report.skipped if every else report.skipped[:SHOWN] if session.out.verbose else []
    rows = [(each.line, _taken(each)) for each in report.matched]
    unlisted = report.matched_rows - len(report.matched)
    rows += [
        (each.line, _("line {line} skipped: {reason}").format(line=each.line, reason=skip_text(each.reason)))
        for each in shown
    ]
    limit = len(rows) if every or session.out.verbose else SHOWN
    for _line, text in sorted(rows)[:limit]:
        session.out.say(text)
    if (rest := max(0, len(rows) - limit) + unlisted) > 0:
        session.out.say(ngettext("… and {count} more", "… and {count} more", rest).format(count=rest))
    stray = any(note.code == "repayments_elsewhere" for note in report.notes)
    if report.statement_rows and not (report.imported or report.duplicates or report.rejected_rows or stray):
        session.out.say(_("No row looks like a repayment of a loan here; --all shows why."))
    for note in report.notes:
        text = note_text(note.code, note.params)
        if text:
            session.out.say(f"~ {text}")
    if report.equal:
        session.out.say(_("--skip-line leaves such a line out."))
    for problem in report.rejected[:SHOWN]:
        session.out.warn(sentence(problem))
    rest = len(report.rejected) - SHOWN
    if rest > 0:
        session.out.warn(ngettext("… and {count} more", "… and {count} more", rest).format(count=rest))


def _draw_profile(session: Session, report: ImportReport) -> None:
    from tracker.services.profile import find_profile

    found = find_profile(report.profile)
    name = found.title(locale.language()) if found is not None else report.profile
    told = ", ".join(report.told[:_MOST_NAMES]) + (" …" if len(report.told) > _MOST_NAMES else "")
    text = _("read as: {name}").format(name=name)
    session.out.say(text + (_(" (columns: {names})").format(names=told) if told else ""))


def _taken(row: MatchedRow) -> str:
    why = reasons_text(row.why)
    if row.role != "payment":
        words = _("line {line} is on {loan} as {what}: {why}")
        return words.format(line=row.line, loan=row.loan, what=role_text(row.role), why=why)
    return _("line {line} is a payment to {loan}: {why}").format(line=row.line, loan=row.loan, why=why)
