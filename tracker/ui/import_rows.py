"""The words for the rows of a file: what becomes of each, why, and what the book has instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.money import exponent
from tracker.domain.text import clean
from tracker.domain.typed.amount import amount_minor
from tracker.domain.typed.date import parse_date
from tracker.locale import _
from tracker.locale.files import skip_text
from tracker.locale.joining import told_of
from tracker.locale.matching import reasons_text, role_text
from tracker.locale.problems import sentence
from tracker.ui.answers_import import typed_cell as cell_text
from tracker.ui.commands import key_of
from tracker.ui.figures import Figures
from tracker.ui.import_parts import CHOSEN, field_words, told
from tracker.ui.text import fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, SeenRow, StoredPayment, Wanted

MARKS = {
    "ok": "ok", "like": "~", "dup": "dup", "skip": "-", "other": "-", "maybe": "?", "ask": "?", "bad": "ERR",
}  # fmt: skip
TONES = {
    "ok": "ok", "like": "attention", "dup": "quiet", "skip": "quiet", "other": "quiet",
    "maybe": "attention", "ask": "attention", "bad": "overdue",
}  # fmt: skip
WAITING = frozenset({"ask", "bad"})
"""The marks of rows that stop the import."""

OTHERS = frozenset({"other", "maybe"})
"""The marks of movements that are taken for no repayment, until a person says otherwise."""

_DATES = frozenset({"date", "posted_on", "opened", "first_due"})
_SUMS = frozenset({"amount", "balance", "principal", "minimum", "payment", "limit"})
_LABEL = 10
PAYMENT = "payment"


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


def mark_of(row: SeenRow, wanted: Wanted) -> str:
    """The mark of a row as it was said to be, before the file is read again."""
    if row.line in wanted.skips:
        return "skip"
    if row.mark == "skip" and row.reason == "chosen":
        return "ok"
    if row.mark == "dup" and row.line in wanted.anyway:
        return "ok"
    if row.held and row.mark == "ok" and row.line not in wanted.anyway:
        return "dup"
    return row.mark


def row_line(row: SeenRow, wanted: Wanted, figures: Figures) -> Line:
    """One row of the preview."""
    mark = mark_of(row, wanted)
    amount = "" if row.amount_minor is None else figures.money(row.amount_minor, row.currency)
    text = row.text
    why = ""
    if row.problems:
        why = told(row.problems[0])
    elif row.mark in ("skip", *OTHERS):
        why = skip_text(row.reason)
    elif mark == "like":
        why = (
            _("like #{id}").format(id=row.held)
            if row.held
            else _("same as line {line}").format(line=row.equal)
        )
    elif row.held and row.role == PAYMENT:
        why = _("imported anyway") if mark == "ok" else _("same as #{id}").format(id=row.held)
    if row.role != PAYMENT:
        why = told_of(role_text(row.role), _("the card has it")) if mark == "dup" else role_text(row.role)
    if figures.hidden and (row.problems or row.mark == "skip"):
        text = ""
    on = "" if row.on is None else row.on.isoformat()
    # Of what repays nothing the text says more than the reason, which the panel below has.
    aside = row.mark in OTHERS or (row.mark == "skip" and row.on is not None)
    pair = (text, why) if aside else (why, text)
    shown = " · ".join(part for part in pair if part)
    return Line(tone=TONES[mark], cells=(MARKS[mark], str(row.line), on, row.name, amount, shown))


def as_before(rows: Sequence[SeenRow], known: Mapping[int, SeenRow]) -> tuple[SeenRow, ...]:
    """The rows, those that a person left out with the values they had before."""
    return tuple(
        known[row.line]._replace(mark=row.mark, reason=row.reason, held=row.held, equal=row.equal)
        if row.mark == "skip" and row.reason in CHOSEN and row.line in known
        else row
        for row in rows
    )


def page(rows: Sequence[SeenRow], wanted: Wanted, figures: Figures, offset: int, limit: int) -> list[Line]:
    """The lines of a part of the rows."""
    return [row_line(row, wanted, figures) for row in rows[offset : offset + limit]]


def row_words(row: SeenRow | None, seen: ImportPreview, wanted: Wanted, figures: Figures) -> Iterator[str]:
    """Why the row under the cursor is what it is, and what can be done about it."""
    if row is None:
        return
    mark = mark_of(row, wanted)
    if mark == "skip":
        if row.line in wanted.skips or row.reason in CHOSEN:
            yield _("Left out by you. Space brings it back.")
        elif seen.holds == "statement":
            yield _("Left out: {reason}.").format(reason=skip_text(row.reason))
        else:
            yield _("No row of data: {reason}.").format(reason=skip_text(row.reason))
        if row.text and not figures.hidden:
            yield row.text
    elif mark in OTHERS:
        yield _("Left out: {reason}.").format(reason=skip_text(row.reason))
        yield _("{loan} makes it a payment to a loan.").format(loan=key_of("import.loan"))
        if row.text and not figures.hidden:
            yield row.text
    elif mark in WAITING:
        for problem in row.problems[:2]:
            column = problem.column if problem.column and problem.column != "loan" else ""
            yield told(problem, called=clean(column))
        if row.text and not figures.hidden:
            yield row.text
        yield _("It is left out.") if wanted.skip_bad else _ways(mark, seen)
    elif seen.kind == "loans":
        if mark == "dup":
            yield _("A loan of this name is in the book already; it is left out. Space imports it anyway.")
        else:
            yield _("Becomes a loan of its own.")
    elif row.role != PAYMENT:
        yield from _posting_words(row, mark, figures)
    elif mark == "dup":
        words = _("The book has payment #{id} of this loan, day and amount; it is left out.")
        yield words.format(id=row.held)
        yield _("Space imports it anyway.")
    else:
        yield _("Becomes a payment to {loan}.").format(loan=row.name)
        if row.why and not figures.hidden:
            yield _("Why: {reasons}.").format(reasons=reasons_text(row.why))
        if mark == "like" and not row.held:
            words = _("Line {line} of this file says the same: loan, day, amount and text.")
            yield words.format(line=row.equal)
            yield _("Both come in, as two payments; Space leaves this one out.")
        elif mark == "like":
            words = _(
                "The book has payment #{id} of the same amount, a few days apart: Space leaves this out."
            )
            yield words.format(id=row.held)
        elif row.held:
            yield _("The book has payment #{id} already; Space leaves this out again.").format(id=row.held)


def _posting_words(row: SeenRow, mark: str, figures: Figures) -> Iterator[str]:
    """What is said of a row that comes to a card and is no payment."""
    if mark == "dup":
        yield _("{loan} has this already, of the same day and amount; it is left out.").format(loan=row.name)
        yield _("Space imports it anyway.")
        return
    yield _("Comes to {loan} as: {what}.").format(loan=row.name, what=role_text(row.role))
    if row.why and not figures.hidden:
        yield _("Why: {reasons}.").format(reasons=reasons_text(row.why))
    if mark == "like":
        yield _("One of this amount was typed a few days apart: Space leaves this out.")
    else:
        yield _("{key} says it is something else.").format(key=key_of("import.role"))


def _ways(mark: str, seen: ImportPreview) -> str:
    if seen.kind == "book":
        return _("{all} leaves all such rows out.").format(all=key_of("import.bad"))
    if mark == "ask":
        words = _("{loan} chooses its loan, Space leaves it out, {all} leaves all such rows out.")
    else:
        words = _("{edit} corrects it, Space leaves it out, {all} leaves all such rows out.")
    return words.format(loan=key_of("import.loan"), edit=key_of("import.edit"), all=key_of("import.bad"))


def compared(row: SeenRow, stored: StoredPayment, figures: Figures, width: int) -> Iterator[str]:
    """The row beside the payment of the book; `~` marks what differs."""
    brought = (
        _("{file}, line {line}").format(file=Path(stored.source).name, line=stored.line)
        if stored.source
        else _("typed by hand")
    )
    book = _("payment #{id}, {source}").format(id=stored.id, source=brought)
    amount = figures.money(stored.amount_minor, stored.currency)
    values = (stored.paid_on, amount, stored.loan, stored.note or stored.ref)
    yield from _beside(_values(row, figures), values, _of_file(row), book, width)


def equalled(row: SeenRow, first: SeenRow, figures: Figures, width: int) -> Iterator[str]:
    """The row beside the earlier one of the file that says the same."""
    yield from _beside(_values(row, figures), _values(first, figures), _of_file(row), _of_file(first), width)


def _of_file(row: SeenRow) -> str:
    return _("line {line} of the file").format(line=row.line)


def _values(row: SeenRow, figures: Figures) -> tuple[str, str, str, str]:
    on = "" if row.on is None else row.on.isoformat()
    return on, figures.money(row.amount_minor, row.currency), row.name, row.text


def _beside(mine: Sequence[str], theirs: Sequence[str], here: str, there: str, width: int) -> Iterator[str]:
    half = max(8, (width - _LABEL - 4) // 2)
    yield f"{' ' * (_LABEL + 2)}{fit(here, half)}  {fit(there, half)}".rstrip()
    names = (_("Date"), _("Amount"), _("Loan"), _("Text"))
    for name, left, right in zip(names, mine, theirs, strict=True):
        mark = " " if left == right else "~"
        yield f"{fit(name, _LABEL)}{mark} {fit(left, half)}  {fit(right, half)}".rstrip()


def refuse_cell(name: str, seen: ImportPreview, currency: str, text: str) -> str:
    """Why a corrected cell still cannot be read; empty if it can, or if only the whole row can tell."""
    key = _key_of_cell(name, seen)
    read = {each.name: each.value for each in seen.readings}
    if key in _DATES and text:
        order = read.get("date_format") or None
        _on, problems = parse_date(text, order=order, field=key)  # type: ignore[arg-type] # one of the three
        return sentence(problems[0]) if problems else ""
    if key in _SUMS and text and exponent(currency) is not None:
        mark = read.get("decimal_mark") or None
        _minor, problems = amount_minor(text, currency, decimal_mark=mark)
        return sentence(problems[0]) if problems else ""
    return ""


def typed_cell(name: str, seen: ImportPreview, today: date, text: str) -> str:
    """What was typed for a cell as the file would say it."""
    return cell_text(_key_of_cell(name, seen), text.strip(), seen, today)


def _key_of_cell(name: str, seen: ImportPreview) -> str:
    return next((each.key for each in seen.table if name in (each.header, f"#{each.place}")), name)


def cell_title(line: int, name: str) -> str:
    """The title of the dialog that corrects a cell."""
    if name == "*":
        return _("Line {line}, the whole line").format(line=line)
    return _("Line {line}, {column}").format(line=line, column=field_words().get(name, name))
