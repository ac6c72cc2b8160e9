"""The filter of the list of loans: `status:open lender:icbc apr>5 balance<1万 due<7d overdue`, and text.

Words are read in English and Chinese; what cannot be read is a problem and filters nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow, normal
from tracker.domain.typed.duration import parse_duration
from tracker.domain.typed.method import method_named
from tracker.domain.typed.rate import parse_rate
from tracker.domain.typed.sums import typed_minor
from tracker.services.book import Book
from tracker.services.loan.listing import LoanRow, list_loans
from tracker.store.loan import read_loans

Test = Callable[[LoanRow], bool]

LONGEST = 500
"""Characters of a filter that are read; a longer one is a slip of pasting."""

_WORDS = {
    "status": "status", "state": "status", "状态": "status",
    "type": "type", "method": "type", "kind": "type", "类型": "type", "方式": "type",
    "lender": "lender", "出借人": "lender", "贷方": "lender", "机构": "lender", "债权人": "lender",
    "apr": "apr", "rate": "apr", "年化": "apr", "利率": "apr",
    "balance": "balance", "余额": "balance",
    "due": "due", "到期": "due", "还款": "due",
    "currency": "currency", "币种": "currency",
}  # fmt: skip
_STATUS = {
    "open": "open", "active": "open", "未结清": "open", "进行中": "open",
    "closed": "closed", "已结清": "closed", "结清": "closed", "已关闭": "closed",
    "all": "all", "any": "all", "全部": "all",
    "overdue": "overdue", "late": "overdue", "逾期": "overdue",
    "grace": "grace", "宽限": "grace", "today": "due_today", "due_today": "due_today", "今天": "due_today",
    "upcoming": "upcoming", "待还": "upcoming", "paid": "paid", "已还清": "paid",
    "unknown": "unknown", "未知": "unknown",
}  # fmt: skip
_NAMED = ("status", "type", "lender", "currency")
WORDS = "status: type: lender: currency: apr> balance< due<7d overdue"
"""The words of a filter, to be named where another was typed."""

_PART = re.compile(r'"([^"]*)"|(\S+)')
_COMPARISON = re.compile(r"([^\W\d_]+)\s*(<=|>=|<|>|=|:)\s*(.*)", re.DOTALL)
_LATE = {"overdue", "late", "逾期"}


@dataclass(frozen=True, slots=True)
class LoanFilter:
    """What rows have to be; `shows_closed` says that loans that are closed are looked at too."""

    tests: tuple[Test, ...] = ()
    texts: tuple[str, ...] = ()
    shows_closed: bool = False

    def matches(self, row: LoanRow, note: str = "") -> bool:
        """Whether a row passes every word; text is looked for in name, lender and note."""
        if not self.shows_closed and row.closed_on is not None:
            return False
        if not all(test(row) for test in self.tests):
            return False
        if not self.texts:
            return True
        found = normal(f"{row.loan} {row.lender} {note}")
        return all(text in found or text in initials(f"{row.loan} {row.lender}") for text in self.texts)


def find_loans(
    book: Book, text: str, sort: str, *, descending: bool = False
) -> tuple[tuple[LoanRow, ...], int, tuple[Problem, ...]]:
    """The loans that pass a filter, in order; of how many; and what of the filter could not be read."""
    found, problems = read_filter(text, today=book.today, currency=book.currency)
    everything = list_loans(book, include_closed=found.shows_closed)
    notes = {loan.id: loan.note for loan in read_loans(book.conn)} if found.texts else {}
    rows = [row for row in everything if found.matches(row, notes.get(row.loan_id, ""))]
    return sorted_rows(rows, sort, descending=descending, own=book.currency), len(everything), problems


def read_filter(text: str, *, today: date, currency: str) -> tuple[LoanFilter, tuple[Problem, ...]]:
    """The filter as far as it can be read, and what is wrong with the rest."""
    tests: list[Test] = []
    texts: list[str] = []
    problems: list[Problem] = []
    closed = False
    for quoted, word in _PART.findall(_joined(text[:LONGEST])):
        if quoted or not word:
            texts += [normal(quoted)] if normal(quoted) else []
            continue
        plain = narrow(word).casefold()
        match = _COMPARISON.fullmatch(plain)
        if plain in _LATE:
            tests.append(lambda row: row.status in ("overdue", "grace"))
        elif match is None:
            texts.append(normal(word))
        else:
            test, wrong = _read(match[1], match[2], match[3], today=today, currency=currency)
            problems += wrong
            if test is not None:
                tests.append(test)
            closed = closed or (
                _WORDS.get(match[1]) == "status" and _STATUS.get(match[3]) in ("closed", "all")
            )
    return LoanFilter(tuple(tests), tuple(texts), closed), tuple(problems)


def _joined(text: str) -> str:
    """The text with blanks around comparisons taken out, so that `apr > 5` is one word."""
    return re.sub(r"\s*([<>＜＞]=?)\s*", r"\1", text)


def _read(name: str, sign: str, value: str, *, today: date, currency: str) -> Checked[Test]:
    word = _WORDS.get(name)
    if word is None:
        return None, (
            Problem(code="unknown_filter_word", field=name, value=name, params={"accepted": WORDS}),
        )
    if word in _NAMED and sign not in (":", "="):
        return None, (Problem(code="filter_takes_colon", field=name, value=f"{name}:{value}"),)
    if not value:
        return None, ()  # still being typed
    match word:
        case "status":
            return _status(name, value)
        case "type":
            return _type(name, value)
        case "lender":
            wanted = normal(value)
            return (lambda row: wanted in normal(row.lender) or wanted in initials(row.lender)), ()
        case "currency":
            return (lambda row: row.currency.casefold() == value), ()
        case "apr":
            return _apr(sign, value)
        case "balance":
            minor, problems = typed_minor(value, currency, field="balance")
            if minor is None:
                return None, problems
            return (lambda row: _compare(row.balance_minor, sign, minor)), ()
        case _:
            return _due(sign, value, today)


def _status(name: str, value: str) -> Checked[Test]:
    status = _STATUS.get(value)
    if status is None:
        accepted = ", ".join(each for each in _STATUS if each.isascii())
        params = {"accepted": accepted}
        return None, (Problem(code="not_a_choice", field=name, value=value, params=params),)
    if status == "all":
        return (lambda _row: True), ()
    if status == "open":
        return (lambda row: row.closed_on is None), ()
    return (lambda row: row.status == status), ()


def _type(name: str, value: str) -> Checked[Test]:
    from tracker.domain.loan.facts import Method

    method = method_named(value)
    begun = [each for each in Method if each.value.replace("_", "").startswith(re.sub(r"[-_]", "", value))]
    found = {each.value for each in ([method] if method else begun)}
    if not found:
        params = {"accepted": ", ".join(Method)}
        return None, (Problem(code="not_a_choice", field=name, value=value, params=params),)
    return (lambda row: row.method in found), ()


def _apr(sign: str, value: str) -> Checked[Test]:
    rate, problems = parse_rate(value, unit="percent")
    if rate is None:
        return None, problems
    percent = rate.yearly() * 100

    def test(row: LoanRow) -> bool:
        return row.rate is not None and _compare(row.rate.yearly() * 100, sign, percent)

    return test, ()


def _due(sign: str, value: str, today: date) -> Checked[Test]:
    days, problems = parse_duration(value, today, field="due")
    if days is None:
        return None, problems

    def test(row: LoanRow) -> bool:
        on = row.late_since or row.next_due_on
        return on is not None and _compare((on - today).days, sign, days)

    return test, ()


def _compare(one: Decimal | int, sign: str, other: Decimal | int) -> bool:
    match sign:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case ">=":
            return one >= other
        case _:
            return one == other


# GB 2312 orders its common characters by their sound: where each initial begins.
_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_RARE = 0xD7FA
"""From here on characters are ordered by strokes."""
_STARTS = [start for start, _letter in _BEGINS]


def initials(text: str) -> str:
    """The first sounds of the Chinese characters of a text: `zsyh` of 招商银行 (as commonly read)."""
    found = []
    for char in text.replace("银行", "银航"):  # the one common word whose character sounds otherwise alone
        code = char.encode("gb2312", "ignore")
        number = int.from_bytes(code) if len(code) == 2 else 0
        if _STARTS[0] <= number < _RARE:
            found.append(_BEGINS[bisect_right(_STARTS, number) - 1][1])
    return "".join(found)


def sorted_rows(rows: Sequence[LoanRow], by: str, *, descending: bool, own: str = "") -> tuple[LoanRow, ...]:
    """The rows in order, as they come if none is named; what is not known is last either way.

    Balances are compared within a currency, one's own first.
    """
    if not by:
        return tuple(reversed(rows) if descending else rows)

    def known(row: LoanRow) -> bool:
        return {"due": row.late_since or row.next_due_on, "rate": row.rate}.get(by, row) is not None

    def key(row: LoanRow) -> tuple[object, ...]:
        match by:
            case "balance":
                return (row.balance_minor,)
            case "rate":
                return (row.rate.yearly() if row.rate else Decimal(0),)
            case "name":
                return (normal(row.loan),)
            case "lender":
                return (normal(row.lender), normal(row.loan))
            case _:
                return (row.late_since or row.next_due_on or date.max,)

    have = sorted(filter(known, rows), key=key, reverse=descending)
    if by == "balance":
        have.sort(key=lambda row: (row.currency != own, row.currency))
    return (*have, *(row for row in rows if not known(row)))
