"""What a corrected cell says in the words of the file: a person corrects it as they type anywhere."""

from __future__ import annotations

from tracker.domain.typed.amount import read_amount
from tracker.domain.typed.date import parse_typed_date, readings
from tracker.domain.typed.sums import parse_typed_amount
from tracker.formats.loan_cells import MONEY
from tracker.formats.options import ReadOptions

DATES = frozenset({"date", "posted_on", "opened", "first_due"})
SUMS = frozenset({"amount", *MONEY})


def corrected_cell(key: str, text: str, options: ReadOptions) -> str:
    """The text as a cell of the file holds it; what a file would understand stays as it is."""
    if key in DATES and options.today is not None and not readings(text, options.date_order):
        on, _problems = parse_typed_date(text, options.today, order=options.date_order)
        return text if on is None else on.isoformat()
    if key in SUMS and read_amount(text, decimal_mark=options.decimal_mark)[0] is None:
        value, _problems = parse_typed_amount(text, decimal_mark=options.decimal_mark)
        plain = "" if value is None else f"{value:f}"
        return plain.replace(".", options.decimal_mark or ".") or text
    return text
