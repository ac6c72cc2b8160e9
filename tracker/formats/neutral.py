"""Text cells that no spreadsheet runs as a formula, and the text they were made of.

A text cell that a spreadsheet would run gets an apostrophe in front, and so does one that starts with
an apostrophe already: taking one away from each brings back exactly what was there.
"""

from __future__ import annotations

from tracker.domain.text import is_formula

LOAN_HEADER = (
    "name", "lender", "method", "currency", "balance", "principal", "rate", "payment", "due_day", "first_due",
    "opened", "periods", "credit_limit", "statement_day", "note",
)  # fmt: skip
PAYMENT_HEADER = ("date", "loan", "amount", "currency", "state", "posted_on", "account", "ref", "note")
LOANS_SHOWN = (
    "loan_id", "name", "lender", "method", "currency", "balance", "rate", "next_due_on", "next_amount",
    "estimate", "days_past_due", "overdue", "status", "autopay", "account", "closed_on",
)  # fmt: skip
PAYMENTS_SHOWN = (
    "payment_id", "date", "loan", "amount", "currency", "state", "posted_on", "account", "ref",
    "note", "principal", "interest", "fee", "penalty", "unapplied",
)  # fmt: skip

OUR_LISTS = frozenset({LOAN_HEADER, PAYMENT_HEADER, LOANS_SHOWN, PAYMENTS_SHOWN})
"""The headers of plain lists that we write: by one of them a file is known as ours when it comes back."""


def neutral(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula, blanks in front included."""
    return f"'{text}" if is_formula(text) else text


def restored(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") else text


def restored_row(cells: list[str]) -> list[str]:
    """A row of a list of ours; only text was made neutral, and nothing else begins with an apostrophe."""
    return [restored(cell) for cell in cells]
