"""The lender's own schedule from a small CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.loan.facts import CustomInstalment
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.amount import amount_minor
from tracker.domain.typed.date import parse_date

if TYPE_CHECKING:
    from tracker.cli.session import Session

LARGEST_BYTES = 1_000_000
_NAMES = {
    "number": ("number", "no", "no.", "期数", "期次"),
    "due_on": ("due_on", "due on", "due", "due date", "date", "还款日", "到期日", "应还日期"),
    "principal": ("principal", "本金", "应还本金"),
    "interest": ("interest", "利息", "应还利息"),
    "fee": ("fee", "费用", "手续费"),
}


def read_instalments(path: Path, currency: str, session: Session) -> Checked[tuple[CustomInstalment, ...]]:
    """The rows of the file, or every problem with it."""
    if not path.is_file():
        if not path.exists():
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return None, (Problem(code="not_a_file", field="file", value=str(path)),)
    if path.stat().st_size > LARGEST_BYTES:
        return None, (Problem(code="file_too_large", field="file", value=str(path)),)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        params = {"detail": str(error)}
        return None, (Problem(code="unreadable_file", field="file", value=str(path), params=params),)
    if not lines:
        return None, (Problem(code="empty", field="file", value=str(path)),)
    places = _places(lines[0])
    missing = [name for name in ("due_on", "principal") if name not in places]
    if missing:
        return None, tuple(Problem(code="required", field=name, line=1) for name in missing)
    found: list[CustomInstalment] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        row = {name: line[place].strip() if place < len(line) else "" for name, place in places.items()}
        made, wrong = _row(row, len(found) + 1, currency, session)
        problems += [_at(each, number) for each in wrong]
        if made is not None:
            found.append(made)
    if not found and not problems:
        problems.append(Problem(code="empty", field="file", value=str(path)))
    return (None, tuple(problems)) if problems else (tuple(found), ())


def _places(header: list[str]) -> dict[str, int]:
    titles = [cell.strip().casefold() for cell in header]
    return {
        name: place
        for name, known in _NAMES.items()
        if (place := next((titles.index(each) for each in known if each in titles), -1)) >= 0
    }


def _row(
    row: Mapping[str, str], next_number: int, currency: str, session: Session
) -> Checked[CustomInstalment]:
    from tracker.cli.reading import order_flag

    mark = session.flags.get("decimal_mark")
    problems: list[Problem] = []
    due_on, wrong = parse_date(row["due_on"], order=order_flag(session), field="due_on")
    problems += wrong
    sums = {}
    for name in ("principal", "interest", "fee"):
        text = row.get(name) or ("" if name == "principal" else "0")
        minor, wrong = amount_minor(text, currency, decimal_mark=mark, field=name)
        if minor is not None and minor < 0:
            wrong = (Problem(code="negative", field=name, value=text),)
        problems += wrong
        sums[name] = minor or 0
    number = row.get("number") or str(next_number)
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= 3660):
        params = {"low": "1", "high": "3660"}
        problems.append(Problem(code="not_in_range", field="number", value=number, params=params))
    if problems or due_on is None:
        return None, tuple(problems)
    return (
        CustomInstalment(
            number=int(number),
            due_on=due_on,
            principal_minor=sums["principal"],
            interest_minor=sums["interest"],
            fee_minor=sums["fee"],
        ),
        (),
    )


def _at(problem: Problem, line: int) -> Problem:
    from dataclasses import replace

    return replace(problem, line=line, column=problem.field)
