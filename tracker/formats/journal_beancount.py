"""A journal as beancount reads it; `bean-check` proves its balances."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.domain.money import Money, decimal_text
from tracker.formats.journal import Account, Journal, in_order, one_line, strict_name

_WIDTH = 50


def beancount(journal: Journal) -> Iterator[str]:
    """The journal line by line."""
    for remark in (journal.title, *journal.remarks):
        yield f"; {one_line(remark)}\n"
    yield f'\noption "title" {_text(journal.title)}\n'
    for code in journal.currencies:
        yield f'option "operating_currency" "{code}"\n'
    yield "\n"
    for account in journal.accounts:
        yield f"{journal.first_on.isoformat()} open {_name(account)}\n"
    for each in in_order(journal.transactions):
        # A flag of its own: "!" asks to be looked at.
        yield f"\n{each.on.isoformat()} {'!' if each.estimate else '*'} {_text(each.words)}\n"
        for key, text in each.facts:
            yield f"  {key}: {_text(text)}\n"
        for posting in each.postings:
            part = f"  ; {one_line(posting.part)}" if posting.part else ""
            yield f"  {_name(posting.account):<{_WIDTH}}  {_amount(posting.amount)}{part}\n"
    yield "\n"
    after = _day_after(journal.asserted_on)
    for assertion in journal.assertions:
        # Without a tolerance of its own, a balance may be off by the last decimal.
        sum_ = assertion.amount
        figure = decimal_text(sum_.minor, sum_.currency)
        yield f"{after} balance {_name(assertion.account):<{_WIDTH}}  {figure} ~ 0 {sum_.currency}\n"


def _day_after(on: date) -> str:
    """A balance is of the beginning of its day."""
    return (on + timedelta(days=1)).isoformat() if on < date.max else on.isoformat()


def _name(account: Account) -> str:
    return ":".join(map(strict_name, account))


def _amount(sum_: Money) -> str:
    return f"{decimal_text(sum_.minor, sum_.currency)} {sum_.currency}"


def _text(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
