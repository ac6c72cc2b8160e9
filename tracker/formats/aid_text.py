"""The text that studentaid.gov hands out, `Key:Value` lines, as a table with one row for each loan.

Names, birth date, addresses and numbers of the person stand in the same file: only the keys named here
are ever looked at.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from tracker.domain.typed.amount import read_amount

_BEGIN = "Loan Type Code"
_KEPT = (
    "Loan Type Description", "Loan Award ID", "Loan Date", "Loan Amount",
    "Loan Outstanding Principal Balance", "Loan Outstanding Interest Balance", "Loan Interest Rate",
    "Loan Repayment Plan Scheduled Amount", "Loan Next Payment Due Date", "Loan Status Description",
    "Loan Repayment Plan Type Code Description", "Loan Outstanding Principal Balance as of Date",
)  # fmt: skip
_CONTACT = "Loan Contact Name"
_SERVICER = re.compile("servicer", re.IGNORECASE)
_KEY = re.compile(r"([A-Z][A-Za-z0-9 /()'&-]{2,80}):(.*)")
_LOOKED_AT = 400
COLUMNS = (
    "Loan Name", *_KEPT, "Loan Outstanding Balance", _CONTACT, "Loan Note",
)  # fmt: skip


def is_aid_text(text: str) -> bool:
    """Whether a text is such a download: a loan type among lines of keys and values."""
    head = text[:200_000].splitlines()[:_LOOKED_AT]
    keys = {match[1].strip() for line in head if (match := _KEY.match(line.strip()))}
    return _BEGIN in keys and "Loan Outstanding Principal Balance" in keys


def aid_table(text: str) -> str:
    """The loans as CSV; each row stands on the line on which its loan begins."""
    loans: list[tuple[int, dict[str, str]]] = []
    contact_type = ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _KEY.match(line.strip())
        if match is None:
            continue
        key, value = match[1].strip(), match[2].strip()
        if key == _BEGIN:
            loans.append((number, {}))
            contact_type = ""
        if not loans:
            continue
        loan = loans[-1][1]
        if key == "Loan Contact Type":
            contact_type = value
        elif key == _CONTACT and (_SERVICER.search(contact_type) or _CONTACT not in loan):
            loan[_CONTACT] = value
        elif key in _KEPT:
            # What repeats is a history, the latest first.
            loan.setdefault(key, value)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    at = 2
    for number, loan in loans:
        made.write("\n" * max(0, number - at))
        at = max(number, at) + 1
        writer.writerow(_row(loan))
    return made.getvalue()


def _row(loan: dict[str, str]) -> list[str]:
    words = loan.get("Loan Type Description", "").title()
    tail = loan.get("Loan Award ID", "")[-3:]
    name = f"{words} {tail}".strip() or "Student loan"
    note = "; ".join(
        loan[key] for key in ("Loan Status Description", "Loan Repayment Plan Type Code Description")
        if loan.get(key)
    )  # fmt: skip
    kept = [loan.get(key, "") for key in _KEPT]
    return [name, *kept, _owed(loan), loan.get(_CONTACT, ""), note]


def _owed(loan: dict[str, str]) -> str:
    """Principal and interest together: what is owed; the principal alone if the interest is unreadable."""
    principal = loan.get("Loan Outstanding Principal Balance", "")
    read = [
        read_amount(loan.get(key, ""), decimal_mark=".")[0]
        for key in ("Loan Outstanding Principal Balance", "Loan Outstanding Interest Balance")
    ]
    if read[0] is None or read[1] is None:
        return principal
    return f"${sum((each.value for each in read if each is not None), Decimal(0))}"
