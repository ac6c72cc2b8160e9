"""The preview beside the loan form: what the loan would be if it were saved as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _, ngettext
from tracker.locale.amounts import format_rate
from tracker.locale.problems import field_name
from tracker.ui.figures import Figures, method_word
from tracker.ui.text import fit

if TYPE_CHECKING:
    from tracker.domain.loan.ledger import Instalment
    from tracker.ui.answers_loan import Preview

Part = str | tuple[str, str]
_WIDE = 50


def preview_lines(preview: Preview, figures: Figures, width: int, rows: int) -> Iterator[Part]:
    """First instalments, the last, the totals; what is not known by name."""
    loan = preview.loan
    if loan is None:
        yield _("A name and what is owed are all that is needed; the rest can wait.") + "\n"
        return
    yield _pair(_("Kind"), method_word(loan.method), width)
    yield _pair(_("Owed"), figures.money(loan.balance_minor, loan.currency), width)
    if preview.rows:
        yield "\n"
        yield from _schedule(preview.rows, loan.currency, figures, width, rows)
        yield "\n"
        yield from _totals(preview, figures, width)
    if preview.solved is not None:
        yield _pair(_("= Rate"), format_rate(preview.solved), width)
    if preview.unknown:
        names = ", ".join(field_name(each) for each in preview.unknown)
        yield "\n"
        yield ("? ", "bold")
        yield _("not known: {terms}").format(terms=names) + "\n"
        if not preview.rows:
            yield _("Without these there is no schedule; the loan can be saved all the same.") + "\n"
    if preview.endless:
        yield ("! ", "bold")
        yield _("This payment never reaches the principal: the loan never ends.") + "\n"
    if preview.overdue:
        words = ngettext(
            "{n} due date is in the past. Terms, Past dues: paid on time, or open?",
            "{n} due dates are in the past. Terms, Past dues: paid on time, or open?",
            preview.overdue,
        )
        yield ("! ", "bold")
        yield words.format(n=preview.overdue) + "\n"


def _schedule(
    rows: tuple[Instalment, ...], currency: str, figures: Figures, width: int, most: int
) -> Iterator[Part]:
    parts = width >= _WIDE
    yield _line("#", _("Due"), _("Pay"), _("Interest") if parts else "", _("Balance"), width), "bold"
    shown = rows if len(rows) <= most else rows[: most - 2]

    def line(row: Instalment) -> str:
        return _line(
            str(row.number),
            row.due_on.isoformat() if parts else figures.day(row.due_on)[-8:],
            figures.money(row.amount, currency, estimate=row.estimate),
            figures.money(row.interest + row.fee, currency) if parts else "",
            figures.money(row.balance, currency),
            width,
        )

    for row in shown:
        yield line(row)
    if len(shown) < len(rows):
        yield "…\n"
        yield line(rows[-1])


def _line(number: str, due: str, pay: str, interest: str, balance: str, width: int) -> str:
    day = 10 if width >= _WIDE else 8
    amounts = (pay, interest, balance) if width >= _WIDE else (pay, balance)
    each = (width - 4 - day - len(amounts)) // len(amounts)
    cells = [
        fit(number, 3, right=True),
        fit(due, day),
        *(fit(amount, each, right=True) for amount in amounts),
    ]
    return " ".join(cells) + "\n"


def _totals(preview: Preview, figures: Figures, width: int) -> Iterator[str]:
    loan = preview.loan
    if loan is None:
        return
    if preview.total_minor is not None:
        yield _pair(_("Total paid"), figures.money(preview.total_minor, loan.currency), width)
    cost = preview.interest_minor
    interest = _("unknown") if cost is None else figures.money(cost, loan.currency)
    yield _pair(_("Interest, fees"), interest, width)
    if not preview.endless:
        yield _pair(_("Ends"), preview.rows[-1].due_on.isoformat(), width)


def _pair(label: str, value: str, width: int) -> str:
    room = max(1, width - cell_len(label) - 1)
    return f"{label} {fit(value, room, right=True)}\n"
