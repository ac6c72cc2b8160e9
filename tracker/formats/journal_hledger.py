"""A journal as hledger reads it; `hledger check --strict` proves its balances."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.money import Money, decimal_text, exponent
from tracker.formats.journal import Account, Journal, Posting, in_order, one_line

_WIDTH = 50


def hledger(journal: Journal) -> Iterator[str]:
    """The journal line by line."""
    yield f"; {_comment(journal.title)}\n"
    for remark in journal.remarks:
        yield f"; {_comment(remark)}\n"
    yield "\ndecimal-mark .\n"
    for code in journal.currencies:
        # A commodity of no decimals ends in its decimal mark.
        yield f"commodity 1000.{'0' * exponent(code)} {_code(code)}\n"
    for account in journal.accounts:
        yield f"account {_name(account)}\n"
    for each in in_order(journal.transactions):
        mark = "~ " if each.estimate else ""
        yield f"\n{each.on.isoformat()} * {mark}{_description(each.words)}\n"
        for key, text in each.facts:
            yield f"    ; {key}: {_comment(text)}\n"
        for posting in each.postings:
            yield _posting(posting)
    if journal.assertions:
        yield f"\n{journal.asserted_on.isoformat()} * {_description(journal.title)}\n"
    for assertion in journal.assertions:
        zero = _amount(Money(0, assertion.amount.currency))
        yield f"    {_name(assertion.account):<{_WIDTH}}  {zero} =* {_amount(assertion.amount)}\n"


def _posting(posting: Posting) -> str:
    part = f"  ; {_comment(posting.part)}" if posting.part else ""
    return f"    {_name(posting.account):<{_WIDTH}}  {_amount(posting.amount)}{part}\n"


def _name(account: Account) -> str:
    return ":".join(account)


def _amount(sum_: Money) -> str:
    return f"{decimal_text(sum_.minor, sum_.currency)} {_code(sum_.currency)}"


def _code(currency: str) -> str:
    return currency if currency.isalpha() else f'"{currency}"'


def _description(text: str) -> str:
    """Words that cannot begin a comment; a bar would part a payee from a note."""
    return one_line(text).replace(";", ",").replace("|", "/")


def _comment(text: str) -> str:
    """Words in which hledger finds no tag and no date of its own."""
    return one_line(text.replace(":", " ").replace("[", "(").replace("]", ")"))
