"""What a person declares about a file before it is read; everything else must decide itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import Order, parse_order
from tracker.domain.typed.rate import Unit

T = TypeVar("T", bound=str)

Sign = Literal["positive", "negative"]

Delimiter = Literal[",", ";", "\t", "|"]

WHOLE = "*"
"""In place of a column: the whole line."""

NONE = "-"
"""In place of a column: no column."""

_DELIMITERS: dict[str, Delimiter] = {
    ",": ",", ";": ";", "\t": "\t", "|": "|", "comma": ",", "semicolon": ";", "tab": "\t", "bar": "|",
}  # fmt: skip
_MARKS = {".": ".", ",": ",", "point": ".", "comma": ",", "dot": "."}
_UNITS: dict[str, Unit] = {"percent": "percent", "%": "percent", "fraction": "fraction"}
_SIGNS: dict[str, Sign] = {"positive": "positive", "+": "positive", "negative": "negative", "-": "negative"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A cell of the file as it should read: its line, a header, a key of ours or `*`, and its text."""

    line: int
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The declared readings of a file; None lets the file decide, and asks where it cannot.

    `columns` maps our keys to header names of the file, to `#3` for its third column, or to `-` for none.
    `header_line` is 0 for a file without one. `edits` and `skip_lines` are about single rows. `sign` is
    the sign that money paid to a lender bears. `currency` holds for every amount, `home_currency` only
    where the file names none. `today` is what a corrected cell such as `11-28` or `+7` is told from.
    """

    columns: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    date_order: Order | None = None
    decimal_mark: str | None = None
    rate_unit: Unit | None = None
    sign: Sign | None = None
    currency: str | None = None
    home_currency: str = "CNY"
    delimiter: Delimiter | None = None
    header_line: int | None = None
    edits: tuple[Edit, ...] = ()
    skip_lines: frozenset[int] = frozenset()
    today: date | None = None


def read_options(
    *,
    columns: Iterable[str] = (),
    encoding: str | None = None,
    date_format: str | None = None,
    decimal_mark: str | None = None,
    rate_unit: str | None = None,
    sign: str | None = None,
    currency: str | None = None,
    home_currency: str = "CNY",
    delimiter: str | None = None,
    header: str | None = None,
    edits: Iterable[str] = (),
    skip_lines: Iterable[str] = (),
) -> Checked[ReadOptions]:
    """The options as the command line gives them: `KEY=COLUMN`, `dmy`, `LINE:COLUMN=VALUE`, `12-14`."""
    problems: list[Problem] = []
    pairs: list[tuple[str, str]] = []
    for text in columns:
        key, equals, column = text.partition("=")
        if not equals or not key.strip() or not column.strip():
            problems.append(Problem(code="map_unreadable", field="map", value=text[:200]))
        pairs.append((key.strip().lower(), column.strip()))
    order: Order | None = None
    if date_format:
        order, wrong = parse_order(date_format)
        problems.extend(wrong)
    if currency:
        currency, wrong = parse_currency(currency)
        problems.extend(wrong)
    header_line = _header_line(header, problems)
    read = ReadOptions(
        columns=tuple(pairs),
        encoding=encoding or None,
        date_order=order,
        decimal_mark=_chosen("decimal_mark", decimal_mark, _MARKS, problems),
        rate_unit=_chosen("rate_unit", rate_unit, _UNITS, problems),
        sign=_chosen("sign", sign, _SIGNS, problems),
        currency=currency or None,
        home_currency=home_currency,
        delimiter=_chosen("delimiter", delimiter, _DELIMITERS, problems),
        header_line=header_line,
        edits=tuple(each for text in edits if (each := _edit(text, problems)) is not None),
        skip_lines=read_lines(skip_lines, "skip_line", problems),
    )
    return (None, tuple(problems)) if problems else (read, ())


def delimiter_of(text: str) -> Delimiter | None:
    """The delimiter that a sign or its name is."""
    return _DELIMITERS.get(text.strip().lower() or text)


def read_lines(texts: Iterable[str], field: str, problems: list[Problem]) -> frozenset[int]:
    """Numbers of lines as they are typed: `12`, `12,15`, `12-14`."""
    found: set[int] = set()
    for piece in (each.strip() for text in texts for each in text.split(",")):
        first, dash, last = piece.partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not (last.isascii() and last.isdigit())):
            problems.append(Problem(code="lines_unreadable", field=field, value=piece[:200]))
            continue
        begin, end = int(first), int(last or first)
        if not 0 < begin <= end or end - begin > _MOST_LINES:
            problems.append(Problem(code="lines_unreadable", field=field, value=piece[:200]))
            continue
        found.update(range(begin, end + 1))
    return frozenset(found)


_MOST_LINES = 1_000_000


def _edit(text: str, problems: list[Problem]) -> Edit | None:
    line, colon, rest = text.partition(":")
    column, equals, value = rest.partition("=")
    if not colon or not equals or not column.strip() or not (line.isascii() and line.strip().isdigit()):
        problems.append(Problem(code="set_unreadable", field="set", value=text[:200]))
        return None
    return Edit(line=int(line), column=column.strip(), value=value.strip())


def _header_line(text: str | None, problems: list[Problem]) -> int | None:
    if not text:
        return None
    word = text.strip().lower()
    if word == "none":
        return 0
    if word.isascii() and word.isdigit() and len(word) < 9:
        return int(word)
    problems.append(Problem(code="not_a_number", field="header", value=text[:200]))
    return None


def _chosen(field: str, text: str | None, choices: dict[str, T], problems: list[Problem]) -> T | None:
    if not text:
        return None
    found = choices.get(text.strip().lower() or text)
    if found is None:
        params = {"choices": ", ".join(sorted(set(choices.values())))}
        problems.append(Problem(code="unknown_choice", field=field, value=text[:200], params=params))
    return found
