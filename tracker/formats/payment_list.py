"""Lists of payments, a row at a time: one date order, one decimal mark and one sign for the whole file.

The file is read twice: once to survey what its cells leave open, once to hand out the rows. Rows
are light tuples and nothing is kept of them, so that a hundred thousand cost little memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.loan.facts import PaymentState
from tracker.domain.money import exponent
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.domain.typed.amount import amount_minor, shown_sign
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import parse_date
from tracker.formats.layouts import PAYMENTS
from tracker.formats.options import ReadOptions
from tracker.formats.payment_survey import Survey, survey
from tracker.formats.source import Source
from tracker.formats.table import Table, find_table, is_total, leftover, records
from tracker.formats.tally import Note, Tally

CurrencyOf = Callable[[str], str | None]
"""Tells the currency of the loan a text names, None if the text names none."""

_STATES = {
    "posted": PaymentState.POSTED, "completed": PaymentState.POSTED, "complete": PaymentState.POSTED,
    "cleared": PaymentState.POSTED, "success": PaymentState.POSTED, "paid": PaymentState.POSTED,
    "已入账": PaymentState.POSTED, "成功": PaymentState.POSTED, "支付成功": PaymentState.POSTED,
    "交易成功": PaymentState.POSTED, "还款成功": PaymentState.POSTED, "已还款": PaymentState.POSTED,
    "已完成": PaymentState.POSTED, "pending": PaymentState.PENDING, "processing": PaymentState.PENDING,
    "处理中": PaymentState.PENDING, "sent": PaymentState.SENT, "planned": PaymentState.PLANNED,
    "scheduled": PaymentState.PLANNED, "failed": PaymentState.FAILED, "declined": PaymentState.FAILED,
    "失败": PaymentState.FAILED, "还款失败": PaymentState.FAILED, "交易失败": PaymentState.FAILED,
    "交易关闭": PaymentState.FAILED, "reversed": PaymentState.REVERSED, "returned": PaymentState.REVERSED,
    "refunded": PaymentState.REVERSED, "已退款": PaymentState.REVERSED, "duplicate": PaymentState.DUPLICATE,
}  # fmt: skip
_EDGE = "\t\r\n "
_GIVEN = re.compile(
    r"\s*(?:(?:loan |payment )?(?:disburse\w*|refund|reversal|reversed)\b|"
    r"(?:贷款|借款)?(?:放款|发放|退款|冲正))",
    re.IGNORECASE,
)
"""How the text of a row begins that is no payment: money lent, or given back."""


class PaymentLine(NamedTuple):
    """One payment of the file; `loan` is the text that names the loan, if a column does."""

    line: int
    paid_on: date
    amount_minor: int
    currency: str
    loan: str
    ref: str
    note: str
    account: str
    posted_on: date | None
    state: PaymentState


@dataclass(slots=True)
class PaymentList:
    """A surveyed list of payments; its tally is complete once `lines` has been exhausted."""

    table: Table
    options: ReadOptions
    found: Survey
    currency_of: CurrencyOf | None
    tally: Tally = field(default_factory=Tally)

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The columns used, each with its header in the file."""
        return tuple((key, self.table.name_of(key)) for key in self.table.columns)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Header cells that mean nothing to us."""
        return self.table.ignored

    @property
    def expected_rows(self) -> int:
        """How many rows the survey saw, for showing progress."""
        return self.found.rows

    def lines(self) -> Iterator[PaymentLine]:
        """The payments in the order of the file; rows that are none go to the tally."""
        table, tally, found = self.table, self.tally, self.found
        columns = table.columns
        # A column the file has not got points behind the row, where a blank cell is put.
        absent = len(table.header)
        at = {each.key: columns.get(each.key, absent) for each in PAYMENTS.fields}
        at_date, at_amount, at_loan, at_ref = at["date"], at["amount"], at["loan"], at["ref"]
        at_note, at_account, at_posted, at_state = at["note"], at["account"], at["posted_on"], at["state"]
        at_currency = at["currency"]
        days, odd, factor = found.days, found.odd, -1 if found.outgoing == "negative" else 1
        # What repeats from row to row is read once: the loan with its currency, states, unusual amounts.
        loans: dict[str | tuple[str, str], tuple[str, str, bool]] = {}
        amounts: dict[tuple[str, str], int | None] = {}
        states: dict[str, PaymentState | None] = {"": PaymentState.POSTED}
        make, keyed = tuple.__new__, at_currency != absent
        accepted = 0
        try:
            for line, cells in records(table, tally, at_date):
                cells.append("")
                text = cells[at_amount]
                name: str | tuple[str, str] = (
                    (cells[at_loan], cells[at_currency]) if keyed else cells[at_loan]
                )
                known = loans.get(name)
                if known is None:
                    known = loans[name] = self._loan(cells[at_loan], cells[at_currency])
                loan, currency, plain = known
                minor: int | None
                if plain and text not in odd:
                    # The survey saw that all of these are digits with two decimals or none.
                    minor = int(text[:-3] + text[-2:]) if text[-3:-2] == "." else int(text) * 100
                elif (text, currency) in amounts:
                    minor = amounts[text, currency]
                else:
                    minor = self._minor(text, currency)
                    if len(amounts) < _MEMO:
                        amounts[text, currency] = minor
                on = days.get(cells[at_date])
                posted = days.get(cells[at_posted])
                stated = cells[at_state]
                if stated not in states:
                    states[stated] = _STATES.get(normal(stated))
                state = states[stated]
                if (
                    on is None
                    or minor is None
                    or state is None
                    or (posted is None and cells[at_posted].strip())
                ):
                    self._refuse(line, cells, at)
                    continue
                minor *= factor
                if found.bare_is_minus and not shown_sign(text):
                    minor = -minor
                if minor <= 0:
                    tally.skip(line, "other_direction" if minor else "zero")
                    continue
                ref, note, account = cells[at_ref], cells[at_note], cells[at_account]
                if stated == "" and _GIVEN.match(note):
                    tally.skip(line, "given")
                    continue
                if not (ref.isprintable() and note.isprintable() and account.isprintable()):
                    ref, account = clean(ref.strip(_EDGE)), clean(account.strip(_EDGE))
                    note = clean(note.strip(_EDGE), lines=True)
                accepted += 1
                row = (line, on, minor, currency, loan, ref, note, account, posted, state)
                yield make(PaymentLine, row)  # as PaymentLine(*row), in a third of the time
        finally:
            tally.accepted = accepted

    def _loan(self, loan_cell: str, currency_cell: str) -> tuple[str, str, bool]:
        """The loan a row names, its currency ("" if unreadable), and whether plain amounts are cents."""
        loan = clean(loan_cell.strip(_EDGE))
        if currency_cell.strip():
            code = parse_currency(currency_cell)[0] or ""
        else:
            options = self.options
            named = self.currency_of(loan) if self.currency_of and loan else None
            code = options.currency or named or self.found.currency or options.home_currency
        plain = bool(code) and exponent(code) == 2 and self.options.decimal_mark != "," and self.found.fast
        return loan, code, plain

    def _minor(self, text: str, currency: str) -> int | None:
        return amount_minor(text, currency, decimal_mark=self.options.decimal_mark)[0] if currency else None

    def _refuse(self, line: int, cells: list[str], at: dict[str, int]) -> None:
        """Account for a row that is no payment, or say all that is wrong with it."""
        reason = leftover(cells, (cells[at["date"]], cells[at["amount"]]))
        if reason is None and is_total(cells[at["date"]]):
            reason = "total"
        if reason:
            self.tally.skip(line, reason)
            return
        order, wrong = self.options.date_order, []
        _loan, currency, _plain = self._loan(cells[at["loan"]], cells[at["currency"]])
        for key, name in (("date", "paid_on"), ("posted_on", "posted_on")):
            if key == "date" or cells[at[key]].strip():
                wrong += [(key, each) for each in parse_date(cells[at[key]], order=order, field=name)[1]]
        if cells[at["currency"]].strip():
            wrong += [("currency", each) for each in parse_currency(cells[at["currency"]])[1]]
        mark = self.options.decimal_mark
        amount = amount_minor(cells[at["amount"]], currency or self.options.home_currency, decimal_mark=mark)
        wrong += [("amount", each) for each in amount[1]]
        if (state := cells[at["state"]]).strip() and normal(state) not in _STATES:
            params = {"choices": ", ".join(each.value for each in PaymentState)}
            problem = Problem(code="unknown_choice", field="state", value=state[:200], params=params)
            wrong.append(("state", problem))
        named = (
            replace(each, value=clean(each.value), line=line, column=self.table.name_of(key))
            for key, each in wrong
        )
        self.tally.reject(*named)


_MEMO = 10_000


def read_payments(
    source: Source, options: ReadOptions | None = None, *, currency_of: CurrencyOf | None = None
) -> Checked[PaymentList]:
    """A list of payments ready to be read; what makes it unreadable comes here, the rest in its tally."""
    declared = options or ReadOptions()
    table, problems = find_table(source, PAYMENTS, declared)
    if table is None:
        return None, problems
    found, problems = survey(table, declared)
    if found is None:
        return None, problems
    decided = replace(declared, date_order=found.order, decimal_mark=found.mark)
    made = PaymentList(table, decided, found, currency_of)
    made.tally.fatal.extend(found.mixed)
    made.tally.notes.extend(source.notes)
    if table.ignored:
        made.tally.notes.append(Note("columns_ignored", {"columns": ", ".join(table.ignored)}))
    if found.outgoing == "negative" and declared.sign is None:
        made.tally.notes.append(Note("read_as_money_out"))
    if found.currency and found.currency != declared.home_currency and not declared.currency:
        made.tally.notes.append(Note("currency_from_sign", {"currency": found.currency}))
    return made, ()
