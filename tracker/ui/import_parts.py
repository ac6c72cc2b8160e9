"""The words of the import screen, as pure functions of what was found in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.problems import Problem
from tracker.domain.typed.date import parse_date
from tracker.locale import _, ngettext
from tracker.locale.files import note_text, skip_text
from tracker.locale.problems import sentence
from tracker.ui.figures import Figures
from tracker.ui.paths import Entry
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, ImportReport, SeenRow, Wanted

STEPS = 5
FILE, COLUMNS, CHECK, DUPLICATES, APPLY = range(1, STEPS + 1)
MARKS = {"ok": "ok", "dup": "dup", "skip": "-", "bad": "ERR"}
TONES = {"ok": "ok", "dup": "quiet", "skip": "quiet", "bad": "overdue"}
_KB = 1024

Option = tuple[str, str]
"""The words of a choice and its value."""


def steps_line(step: int) -> tuple[str, str]:
    """Where one is among the five steps, and a shorter way to say it."""
    names = (_("File"), _("Columns"), _("Check"), _("Duplicates"), _("Apply"))
    way = " > ".join(f"[{name}]" if number == step else name for number, name in enumerate(names, 1))
    at = _("Step {step} of {count}").format(step=step, count=STEPS)
    return f"{at}   {way}", f"{at}: {names[step - 1]}"


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
        Column(title=_("Column of the file"), width=24, grow=True),
        Column(title=_("is read as"), width=24),
    )


def field_lines(seen: ImportPreview) -> tuple[Line, ...]:
    """Which column is read as what; those of no use come last."""
    words = field_words()
    used = [Line(cells=(header, words.get(key, key))) for key, header in seen.columns]
    unused = [Line(tone="quiet", cells=(header, _("not used"))) for header in seen.ignored]
    return (*used, *unused)


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
        "rate_per": _("rate period"), "ref": _("reference"), "state": _("state"),
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
    if seen.header_line:
        parts.append(_("header on line {line}").format(line=seen.header_line))
    if seen.report is not None:
        parts.append(ngettext("{count} row", "{count} rows", seen.report.rows).format(count=seen.report.rows))
    return " · ".join(part for part in parts if part)


def told(problem: Problem, *, with_line: bool = False) -> str:
    """A problem as a sentence, without the option of the command line that would decide it."""
    return sentence(replace(problem, hint=None, line=problem.line if with_line else None))


def choices(name: str, example: str) -> tuple[Option, ...]:
    """What can be chosen for a reading, each with what it makes of an example from the file."""
    options: tuple[Option, ...]
    match name:
        case "kind":
            options = ((_("payments"), "payments"), (_("loans"), "loans"))
        case "date_format":
            options = tuple(
                (f"{words}{_example(example, order)}", order)
                for order, words in (
                    ("dmy", _("day first")), ("mdy", _("month first")), ("ymd", _("year first")),
                )
            )  # fmt: skip
        case "decimal_mark":
            options = (
                (_("a point") + _number(example, ",", "."), "."),
                (_("a comma") + _number(example, ".", ","), ","),
            )
        case "rate_unit":
            options = (
                (_("percent") + (f": {example} = {example}%" if example else ""), "percent"),
                (_("a fraction") + (f": {example} = {_percent(example)}" if example else ""), "fraction"),
            )
        case _:
            options = (
                (_("positive amounts are payments"), "positive"),
                (_("negative amounts are payments"), "negative"),
            )
    return options


def _example(text: str, order: str) -> str:
    if not text:
        return ""
    on, _problems = parse_date(text, order=order)  # type: ignore[arg-type]
    return f": {text} = {on.isoformat()}" if on is not None else ""


def _number(text: str, thousands: str, mark: str) -> str:
    return f": {text} = {text.replace(thousands, '').replace(mark, '.')}" if text else ""


def _percent(text: str) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return f"{(Decimal(text) * 100).normalize():f}%"
    except InvalidOperation:
        return "?"


def row_columns(kind: str) -> tuple[Column, ...]:
    """The columns of the preview."""
    return (
        Column(title="", width=3),
        Column(title=_("Line"), width=6, right=True),
        Column(title=_("Next due") if kind == "loans" else _("Date"), width=10, least=50),
        Column(title=_("Loan"), width=16),
        Column(title=_("Balance") if kind == "loans" else _("Amount"), width=13, right=True),
        Column(title=_("Text"), width=10, grow=True, least=50),
    )


def row_line(row: SeenRow, figures: Figures) -> Line:
    """One row of the preview."""
    amount = "" if row.amount_minor is None else figures.money(row.amount_minor, row.currency)
    text = row.text
    if row.mark == "bad":
        text = f"{told(row.problems[0])} · {row.text}"
    elif row.mark == "skip":
        text = f"{skip_text(row.reason)} · {row.text}"
    if figures.hidden and row.mark in ("bad", "skip"):
        text = told(row.problems[0]) if row.problems else skip_text(row.reason)
    on = "" if row.on is None else row.on.isoformat()
    return Line(
        tone=TONES[row.mark],
        cells=(MARKS[row.mark], str(row.line), on, row.name, amount, text.rstrip(" ·")),
    )


def row_words(row: SeenRow | None, seen: ImportPreview, wanted: Wanted, figures: Figures) -> Iterator[str]:
    """Why the row under the cursor is what it is, and what becomes of it."""
    if row is None:
        return
    if row.mark == "bad":
        for problem in row.problems[:3]:
            yield told(problem)
        if row.text and not figures.hidden:
            yield row.text
        yield _("It is left out.") if wanted.skip_bad else _("Space leaves such rows out.")
    elif row.mark == "dup":
        yield (
            _("A loan of this name is in the book already; it is left out.")
            if seen.kind == "loans"
            else _("The book has a payment of this loan, day and amount already; it is left out.")
        )
    elif row.mark == "skip":
        yield _("No row of data: {reason}.").format(reason=skip_text(row.reason))
        if not figures.hidden:
            yield row.text
    elif seen.kind == "loans":
        yield _("Becomes a loan of its own.")
    else:
        yield _("Becomes a payment to {loan}.").format(loan=row.name)


def counts_line(report: ImportReport) -> str:
    """How many rows there are of each mark; together they are all rows."""
    parts = [
        ngettext("{count} row", "{count} rows", report.rows).format(count=report.rows),
        _("{count} ok").format(count=report.imported),
        ngettext("{count} duplicate", "{count} duplicates", report.duplicates).format(
            count=report.duplicates
        ),
    ]
    if report.skipped_rows:
        parts.append(_("{count} no data").format(count=report.skipped_rows))
    if report.rejected_rows:
        parts.append(
            ngettext("{count} error", "{count} errors", report.rejected_rows).format(
                count=report.rejected_rows
            )
        )
    return " · ".join(parts)


def outcome(
    report: ImportReport, kind: str, sums: dict[str, int], figures: Figures, *, skip_bad: bool
) -> Iterator[tuple[str, str]]:
    """What will happen, or has: a mark and a sentence for each kind of row."""
    new = report.imported
    words = {
        "loans": ngettext("{count} loan", "{count} loans", new),
        "payments": ngettext("{count} payment", "{count} payments", new),
    }.get(kind, ngettext("{count} row", "{count} rows", new))
    total = " + ".join(figures.money(minor, code, symbol=True) for code, minor in sums.items() if minor)
    yield "+", words.format(count=new) + (_(", {total} in total").format(total=total) if total else "")
    if report.duplicates:
        text = ngettext(
            "{count} row is in the book already and is left out",
            "{count} rows are in the book already and are left out",
            report.duplicates,
        )
        yield "=", text.format(count=report.duplicates)
    if report.skipped_rows:
        text = ngettext(
            "{count} row is no data and is left out", "{count} rows are no data and are left out",
            report.skipped_rows,
        )  # fmt: skip
        reasons = ", ".join(dict.fromkeys(skip_text(each.reason) for each in report.skipped))
        yield "-", text.format(count=report.skipped_rows) + (f" ({reasons})" if reasons else "")
    if report.rejected_rows:
        text = (
            ngettext(
                "{count} row has errors and is left out", "{count} rows have errors and are left out",
                report.rejected_rows,
            )
            if skip_bad
            else ngettext(
                "{count} row has errors: nothing is imported unless Space leaves it out",
                "{count} rows have errors: nothing is imported unless Space leaves them out",
                report.rejected_rows,
            )
        )  # fmt: skip
        yield "!", text.format(count=report.rejected_rows)
    for note in report.notes:
        if text := note_text(note.code, note.params):
            yield "~", text


def examples(questions: Iterable[Problem]) -> dict[str, str]:
    """The first value of the file that each question is about."""
    found: dict[str, str] = {}
    for each in questions:
        if each.hint:
            found.setdefault(each.hint.removeprefix("--").replace("-", "_"), each.value)
    return found


def empty_folder(folder: Path) -> str:
    """What to say of a folder without files."""
    from tracker.ui.paths import short_path

    return _("No CSV file in {folder}. Type or paste a path.").format(folder=short_path(folder))


def page(rows: Sequence[SeenRow], figures: Figures, offset: int, limit: int) -> list[Line]:
    """The lines of a part of the rows."""
    return [row_line(row, figures) for row in rows[offset : offset + limit]]
