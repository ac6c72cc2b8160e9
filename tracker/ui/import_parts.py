"""The words of the import screen, as pure functions of what was found in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.problems import Problem
from tracker.locale import _, ngettext
from tracker.locale.files import note_text, skip_text
from tracker.locale.joining import listed, phrased, told_of
from tracker.locale.matching import role_text
from tracker.locale.problems import sentence
from tracker.ui.figures import Figures
from tracker.ui.paths import Entry
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, ImportReport, SeenColumn, SeenRow

STEPS = 5
FILE, COLUMNS, CHECK, DUPLICATES, APPLY = range(1, STEPS + 1)
KEYS = {
    "payments": (
        "date", "amount", "loan", "posted_on", "state", "account", "currency", "ref", "note", "direction",
    ),
    "loans": (
        "name", "lender", "balance", "principal", "rate", "rate_per", "rate_month", "rate_day", "fee_rate",
        "minimum", "payment", "first_due", "due", "limit", "method", "type", "currency", "opened", "periods",
        "statement_day", "pay_from", "note",
    ),
    "statement": (
        "date", "date_else", "posted_on", "amount", "out", "in", "direction", "fee", "currency", "payee",
        "payer", "text", "kind", "status", "ref", "account", "tail", "balance",
    ),
}  # fmt: skip
"""The fields that a column of each kind of file can be read as."""

_NEEDS = {
    "payments": (("date",), ("amount",)),
    "loans": (("name",), ("balance", "principal")),
    "statement": (("date",), ("amount", "out", "in")),
}
_SHARES = 8
CHOSEN = frozenset({"chosen", "said_none"})
"""Why rows are left out that a person left out."""
_KB = 1024


def steps_line(step: int) -> tuple[str, str]:
    """Where one is among the five steps, and a shorter way to say it."""
    names = (_("File"), _("Columns"), _("Check"), _("Duplicates"), _("Apply"))
    way = " > ".join(f"[{name}]" if number == step else name for number, name in enumerate(names, 1))
    at = _("Step {step} of {count}").format(step=step, count=STEPS)
    return f"{at}   {way}", told_of(at, names[step - 1])


def file_columns() -> tuple[Column, ...]:
    """The columns of the list of files."""
    return (
        Column(title=_("Name"), width=20, grow=True),
        Column(title=_("Size"), width=9, right=True, least=40),
        Column(title=_("Changed"), width=16, least=60),
    )


def file_line(entry: Entry) -> Line:
    """One row of the list of files."""
    if entry.is_folder:
        return Line(cells=(f"{entry.path.name}/", "", ""))
    at = datetime.fromtimestamp(entry.changed, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return Line(cells=(entry.path.name, size_text(entry.bytes), at))


def size_text(size: int) -> str:
    """A size as people read it."""
    if size < _KB:
        return f"{size} B"
    return f"{size / _KB:,.0f} KB" if size < _KB * _KB else f"{size / _KB / _KB:,.1f} MB"


def field_columns() -> tuple[Column, ...]:
    """The columns of the list of columns."""
    return (
        Column(title="", width=2),
        Column(title=_("Column of the file"), width=22),
        Column(title=_("is read as"), width=18),
        Column(title=_("for example"), width=12, grow=True, least=50),
    )


def field_lines(table: Sequence[SeenColumn]) -> tuple[Line, ...]:
    """Which column is read as what, with values of the file."""
    names = field_words()
    lines = []
    for each in table:
        header = each.header or f"#{each.place}"
        used = names.get(each.key, each.key) if each.key else _("not used")
        samples = " · ".join(each.samples)
        lines.append(
            Line(
                tone="ok" if each.key else "quiet",
                cells=("ok" if each.key else "-", header, used, samples),
            )
        )
    return tuple(lines)


def lacking(seen: ImportPreview) -> str:
    """Which fields no column holds though the file needs them."""
    if not seen.kind or not seen.table:
        return ""
    held = {each.key for each in seen.table}
    names = field_words()
    groups = [group for group in _NEEDS[layout_of(seen)] if not held.intersection(group)]
    if not groups:
        return ""
    words = [_(" or ").join(names[key] for key in group) for group in groups]
    return _("still needed: {fields}").format(fields=listed(words))


def layout_of(seen: ImportPreview) -> str:
    """Which fields its columns can be: those of a statement, of a list of payments or of loans."""
    return "statement" if seen.holds == "statement" else seen.kind


def field_words() -> dict[str, str]:
    """What each field of a file is called."""
    return {
        "account": _("account"), "amount": _("amount"), "balance": _("balance"),
        "currency": _("currency"), "date": _("date"), "direction": _("direction"),
        "due": _("due day"), "fee_rate": _("fee rate"), "first_due": _("first due date"),
        "lender": _("lender"), "limit": _("credit limit"), "loan": _("loan"), "method": _("method"),
        "minimum": _("minimum payment"), "name": _("name"), "note": _("note"), "opened": _("opened on"),
        "pay_from": _("paid from"), "payment": _("instalment"), "periods": _("number of instalments"),
        "posted_on": _("posted on"), "principal": _("principal"), "rate": _("rate"),
        "rate_day": _("rate a day"), "rate_month": _("rate a month"), "rate_per": _("rate period"),
        "ref": _("reference"), "state": _("state"),
        "date_else": _("date, else"), "fee": _("fee"), "in": _("money in"), "kind": _("type of row"),
        "out": _("money out"), "payee": _("payee"), "payer": _("payer"), "status": _("status"),
        "tail": _("card number"), "text": _("text"), "text_else": _("text, else"),
        "statement_day": _("statement day"), "type": _("type"),
    }  # fmt: skip


def kind_word(kind: str) -> str:
    """What a file holds."""
    return {"payments": _("payments"), "loans": _("loans"), "book": _("an export of this program")}.get(
        kind, ""
    )


def about_file(seen: ImportPreview) -> str:
    """The form of the file in one line."""
    delimiters = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
    parts = [kind_word(seen.kind), seen.encoding.upper(), delimiters.get(seen.delimiter, "")]
    if seen.report is not None:
        parts.append(ngettext("{count} row", "{count} rows", seen.report.rows).format(count=seen.report.rows))
    return " · ".join(part for part in parts if part)


_VALUE = 60
"""How much of a value a sentence repeats: its beginning and its end."""


def told(problem: Problem, *, with_line: bool = False, called: str = "") -> str:
    """A problem as a sentence, without the option of the command line that would decide it."""
    value = problem.value
    if len(value) > _VALUE:
        value = f"{value[: _VALUE // 2]}…{value[-_VALUE // 2 :]}"
    bare = replace(problem, value=value, hint=None, line=problem.line if with_line else None)
    text = sentence(bare, called)
    return text if called in text else told_of(called, text)


def counts_line(report: ImportReport, rows: Sequence[SeenRow] = ()) -> str:
    """How many rows there are of each mark; together they are all rows."""
    parts = [
        ngettext("{count} row", "{count} rows", report.rows).format(count=report.rows),
        _("{count} ok").format(count=report.imported),
        ngettext("{count} duplicate", "{count} duplicates", report.duplicates).format(
            count=report.duplicates
        ),
    ]
    if equal := len(report.equal):
        parts.append(ngettext("{count} equal row", "{count} equal rows", equal).format(count=equal))
    chosen = _chosen(report)
    if chosen:
        parts.append(_("{count} left out by you").format(count=chosen))
    if report.skipped_rows > chosen:
        left = _("{count} left out") if report.statement_rows else _("{count} no data")
        parts.append(left.format(count=report.skipped_rows - chosen))
    if rows and (more := report.rows - len(rows)) > 0:
        parts.append(ngettext("{count} not listed", "{count} not listed", more).format(count=f"{more:,}"))
    if asks := sum(row.mark == "ask" for row in rows):
        parts.append(_("{count} without a loan").format(count=asks))
    if errors := report.rejected_rows - asks:
        parts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    return " · ".join(parts)


def outcome(
    report: ImportReport, seen: ImportPreview, figures: Figures, *, skip_bad: bool
) -> Iterator[tuple[str, str]]:
    """What will happen, or has: a mark and a sentence for each kind of row."""
    kind, sums = seen.kind, seen.sums
    posted = [each for each in seen.shares if each.role != "payment"]
    new = report.imported - sum(each.count for each in posted)
    words = {
        "loans": ngettext("{count} loan", "{count} loans", new),
        "payments": ngettext("{count} payment", "{count} payments", new),
    }.get(kind, ngettext("{count} row", "{count} rows", new))
    total = " + ".join(figures.money(minor, code, symbol=True) for code, minor in sums.items() if minor)
    yield "+", words.format(count=new) + (_(", {total} in total").format(total=total) if total else "")
    for each in posted:
        words = _("{loan}, {what}: {count}, {total} in total")
        yield "+", words.format(
            loan=each.loan, what=role_text(each.role), count=each.count,
            total=figures.money(each.minor, each.currency, symbol=True),
        )  # fmt: skip
    if report.duplicates:
        text = ngettext(
            "{count} row is in the book already and is left out",
            "{count} rows are in the book already and are left out",
            report.duplicates,
        )
        yield "=", text.format(count=report.duplicates)
    if chosen := _chosen(report):
        text = ngettext("{count} row is left out by you", "{count} rows are left out by you", chosen)
        yield "-", text.format(count=chosen)
    if empty := report.skipped_rows - chosen:
        text = ngettext(
            "{count} row is no data and is left out", "{count} rows are no data and are left out", empty
        )
        if report.statement_rows:
            text = ngettext(
                "{count} row is no repayment here and is left out",
                "{count} rows are no repayments here and are left out",
                empty,
            )
        found = (each.reason for each in report.skipped if each.reason not in CHOSEN)
        reasons = listed(map(skip_text, dict.fromkeys(found)))
        said = text.format(count=empty)
        yield "-", (_("{text} ({why})").format(text=said, why=reasons) if reasons else said)
    if report.rejected_rows:
        text = (
            ngettext(
                "{count} row has errors and is left out", "{count} rows have errors and are left out",
                report.rejected_rows,
            )
            if skip_bad
            else ngettext(
                "{count} row has errors: nothing is imported until it is corrected or left out",
                "{count} rows have errors: nothing is imported until they are corrected or left out",
                report.rejected_rows,
            )
        )  # fmt: skip
        yield "!", text.format(count=report.rejected_rows)
    for note in report.notes:
        if text := note_text(note.code, note.params):
            yield "~", text


def _chosen(report: ImportReport) -> int:
    return sum(each.reason in CHOSEN for each in report.skipped)


def shares(seen: ImportPreview, figures: Figures) -> Iterator[str]:
    """What comes to each loan."""
    paid = [each for each in seen.shares if each.role == "payment"]
    for each in paid[:_SHARES]:
        days = figures.day(each.first)
        if each.last != each.first:
            days = f"{days} … {figures.day(each.last)}"
        count = ngettext("{count} payment", "{count} payments", each.count).format(count=each.count)
        yield told_of(
            each.loan,
            _("{text} ({why})").format(
                text=phrased((count, figures.money(each.minor, each.currency, symbol=True))), why=days
            ),
        )
    if (more := len(paid) - _SHARES) > 0:
        yield ngettext("… and {count} more loan", "… and {count} more loans", more).format(count=more)


def empty_folder(folder: Path) -> str:
    """What to say of a folder without files."""
    from tracker.ui.paths import short_path

    return _("No CSV file in {folder}. Type or paste a path.").format(folder=short_path(folder))
