"""What a person declares about a file before it is read; everything else must decide itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import Order, parse_order
from tracker.domain.typed.rate import Unit

T = TypeVar("T", bound=str)

Sign = Literal["positive", "negative"]

_MARKS = {".": ".", ",": ",", "point": ".", "comma": ",", "dot": "."}
_UNITS: dict[str, Unit] = {"percent": "percent", "%": "percent", "fraction": "fraction"}
_SIGNS: dict[str, Sign] = {"positive": "positive", "+": "positive", "negative": "negative", "-": "negative"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The declared readings of a file; None lets the file decide, and asks where it cannot.

    `columns` maps our keys to header names of the file. `sign` is the sign that money paid to a
    lender bears. `currency` holds for every amount, `home_currency` only where the file names none.
    """

    columns: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    date_order: Order | None = None
    decimal_mark: str | None = None
    rate_unit: Unit | None = None
    sign: Sign | None = None
    currency: str | None = None
    home_currency: str = "CNY"


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
) -> Checked[ReadOptions]:
    """The options as the command line gives them: `KEY=COLUMN`, `dmy`, `comma`, `percent`, `negative`."""
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
    read = ReadOptions(
        columns=tuple(pairs),
        encoding=encoding or None,
        date_order=order,
        decimal_mark=_chosen("decimal_mark", decimal_mark, _MARKS, problems),
        rate_unit=_chosen("rate_unit", rate_unit, _UNITS, problems),
        sign=_chosen("sign", sign, _SIGNS, problems),
        currency=currency or None,
        home_currency=home_currency,
    )
    return (None, tuple(problems)) if problems else (read, ())


def _chosen(field: str, text: str | None, choices: dict[str, T], problems: list[Problem]) -> T | None:
    if not text:
        return None
    found = choices.get(text.strip().lower())
    if found is None:
        params = {"choices": ", ".join(sorted(set(choices.values())))}
        problems.append(Problem(code="unknown_choice", field=field, value=text[:200], params=params))
    return found
