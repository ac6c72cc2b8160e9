"""Amounts people type: everything a file may hold, and small sums such as `12万/48` or `1905.2+11.43`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from tracker.domain.money import exponent
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.amount import LONGEST, Amount, checked, minor_of, read_amount
from tracker.domain.typed.currencies import take_currency
from tracker.domain.typed.numeral import CHARACTERS, parse_numeral

_UNITS = {"万": 10**4, "w": 10**4, "千": 10**3, "k": 10**3, "亿": 10**8, "百": 10**2}
_TOKEN = re.compile(
    r"\s*(?:([0-9]+(?:[.,'][0-9]+)*|[.,][0-9]+)\s*([万wW千kK亿百]?)(?![0-9.,'A-Za-z])|([-+*/()]))"
)
_SAME = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-"})
_SHORT = re.compile(r"(?<=[0-9])([wWkK])(?=[0-9])")
_RUN = re.compile(rf"[0-9.{CHARACTERS}]+")
_ORDINARY = re.compile(r"[0-9.]*[万千亿百]?")
_COMMA = {"CNY", "JPY", "USD", "GBP", "HKD", "TWD", "SGD", "AUD", "NZD", "KRW", "INR", "THB"}
_SUM = re.compile(r"[-+*/()万wW千kK亿百]")


def parse_typed_amount(
    text: str, *, decimal_mark: str | None = None, currency: str | None = None, field: str = "amount"
) -> Checked[Decimal]:
    """The amount a person typed; a sum is rounded half up to the decimals of the currency."""
    read, problems = read_amount(text, decimal_mark=decimal_mark, field=field)
    if read is None and decimal_mark is None and _groups_by_comma(text):
        read, problems = read_amount(text, decimal_mark=".", field=field)
    if read is not None:
        return checked(read, text, currency, field)
    if len(text) > LONGEST or any(problem.ask for problem in problems):
        return None, problems
    body, currencies = take_currency(narrow(text).translate(_SAME).strip())
    counted = _counted(body, decimal_mark)
    if not counted or (counted == body and not _SUM.search(body)):
        return None, problems
    body = counted
    total, wrong = _Sum(body, decimal_mark, field, text).total()
    if total is None:
        return None, wrong or problems
    cent = Decimal(1).scaleb(-exponent(currency or ""))
    value = total.quantize(cent, rounding=ROUND_HALF_UP) if abs(total) < 10**20 else total
    return checked(Amount(value or Decimal(0), currencies), text, currency, field)


def typed_minor(
    text: str, currency: str, *, decimal_mark: str | None = None, field: str = "amount"
) -> Checked[int]:
    """What a person typed in minor units of the currency."""
    value, problems = parse_typed_amount(text, decimal_mark=decimal_mark, currency=currency, field=field)
    return (None, problems) if value is None else minor_of(value, currency, text, field)


def _groups_by_comma(text: str) -> bool:
    """Whether a currency stands with the amount whose thousands are grouped by commas wherever it is used."""
    if "," not in narrow(text):
        return False
    _body, currencies = take_currency(narrow(text).translate(_SAME).strip())
    return currencies is not None and bool(currencies) and currencies[0] in _COMMA


def _counted(body: str, mark: str | None) -> str:
    """The text with numbers in Chinese characters as ordinary ones, empty if one of them is none."""
    body = _SHORT.sub(lambda short: "万" if short[1] in "wW" else "千", body)
    parts, at = [], 0
    for run in _RUN.finditer(body):
        parts.append(body[at : run.start()])
        at = run.end()
        if _ORDINARY.fullmatch(run[0]):
            parts.append(run[0])
            continue
        value = parse_numeral(run[0])
        if value is None:
            return ""
        parts.append(f"{value:f}".replace(".", mark or "."))
    return "".join((*parts, body[at:]))


class _UnreadableError(Exception):
    """The text is no sum; carries the problem to report, if there is a better one than that."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__()
        self.problem = problem


class _Sum:
    """One pass over a sum: products before additions, brackets, a sign only in front."""

    def __init__(self, body: str, mark: str | None, field: str, text: str) -> None:
        self._mark, self._field, self._text = mark, field, text
        self._tokens: list[Decimal | str] = []
        self._at = 0
        self._body = body

    def total(self) -> Checked[Decimal]:
        try:
            self._tokens = self._split()
            total = self._addition(signed=True)
            if self._at < len(self._tokens):
                return None, ()
        except _UnreadableError as error:
            return None, (error.problem,) if error.problem else ()
        return total, ()

    def _split(self) -> list[Decimal | str]:
        tokens: list[Decimal | str] = []
        at = 0
        while at < len(self._body):
            match = _TOKEN.match(self._body, at)
            if match is None:
                raise _UnreadableError
            tokens.append(match[3] or self._number(match[1], match[2]))
            at = match.end()
        return tokens

    def _number(self, digits: str, unit: str) -> Decimal:
        # A unit such as 万 comes with a decimal point.
        mark = self._mark or ("." if unit else None)
        read, problems = read_amount(digits, decimal_mark=mark, field=self._field)
        if read is None:
            ambiguous = problems[0].ask
            problem = Problem(
                code=problems[0].code, field=self._field, value=digits, ask=ambiguous, hint=problems[0].hint
            )
            raise _UnreadableError(problem if ambiguous else None)
        return read.value * _UNITS.get(unit.lower(), 1)

    def _next(self, *wanted: str) -> str | None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if isinstance(token, str) and token in wanted:
                self._at += 1
                return token
        return None

    def _addition(self, *, signed: bool) -> Decimal:
        sign = self._next("+", "-") if signed else None
        total = self._product()
        if sign == "-":
            total = -total
        while operator := self._next("+", "-"):
            term = self._product()
            total = total + term if operator == "+" else total - term
        return total

    def _product(self) -> Decimal:
        total = self._factor()
        while operator := self._next("*", "/"):
            factor = self._factor()
            if operator == "/" and not factor:
                raise _UnreadableError(Problem(code="division_by_zero", field=self._field, value=self._text))
            total = total * factor if operator == "*" else total / factor
        return total

    def _factor(self) -> Decimal:
        if self._next("("):
            total = self._addition(signed=True)
            if not self._next(")"):
                raise _UnreadableError
            return total
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if isinstance(token, Decimal):
                self._at += 1
                return token
        raise _UnreadableError
