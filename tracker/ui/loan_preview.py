"""The preview beside the loan form: what the loan would be if it were saved as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _, ngettext
from tracker.locale.amounts import format_percent, format_rate
from tracker.locale.borrowing import borrow_sentence
from tracker.locale.fields import field_name
from tracker.locale.joining import listed
from tracker.locale.loan import method_word
from tracker.ui.figures import Figures
from tracker.ui.text import fit

if TYPE_CHECKING:
    from tracker.domain.loan.ledger import Instalment
    from tracker.services.borrow.answers import Borrowing
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
    if preview.borrowing is not None:
        yield from _borrowing(preview.borrowing, width)
    if preview.rows:
        yield "\n"
        yield from _schedule(preview.rows, loan.currency, figures, width, rows)
        yield "\n"
        yield from _totals(preview, figures, width)
    if preview.solved is not None:
        yield _pair(_("= Rate"), format_rate(preview.solved), width)
    if preview.unknown:
        names = listed(field_name(each) for each in preview.unknown)
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


def _borrowing(view: Borrowing, width: int) -> Iterator[Part]:
    """What a loan that is only taken out does, and what it truly costs a year."""
    before, after = view.ahead.before, view.ahead.after
    rate = view.made.rate.rate
    if rate is not None:
        percent = format_percent((rate * 100).quantize(Decimal("0.01")))
        mark = "~" if view.made.estimate else ""
        yield _pair(_("True annual rate"), f"{mark}{percent}", width)
    if after is not None and (before is None or after.on < before.on):
        yield ("! ", "bold")
    yield borrow_sentence(
        view.ahead.effect.value, before.on if before else None, after.on if after else None, view.ahead.until,
        extra_minor=view.extra_minor, currency=view.currency, estimate=view.made.estimate,
    ) + "\n"  # fmt: skip


def _schedule(
    rows: tuple[Instalment, ...], currency: str, figures: Figures, width: int, most: int
) -> Iterator[Part]:
    parts = width >= _WIDE
    shown = rows if len(rows) <= most else rows[: most - 2]
    drawn = shown if len(shown) == len(rows) else (*shown, rows[-1])

    def cells(row: Instalment) -> tuple[str, ...]:
        interest = figures.money(row.interest + row.fee, currency)
        return (
            str(row.number),
            row.due_on.isoformat() if parts else figures.day(row.due_on)[-8:],
            figures.money(row.amount, currency, estimate=row.estimate),
            *((interest,) if parts else ()),
            figures.money(row.balance, currency),
        )

    titles = ("#", _("Due"), _("Pay"), *((_("Interest"),) if parts else ()), _("Balance"))
    table = _fitted((titles, *map(cells, drawn)), width)
    yield table[0], "bold"
    yield from table[1 : len(shown) + 1]
    if len(shown) < len(rows):
        yield "…\n"
        yield table[-1]


def _fitted(lines: tuple[tuple[str, ...], ...], width: int) -> list[str]:
    """The lines in columns; where room is short a day goes without its year before a sum is cut."""
    number, day, *amounts = (max(map(cell_len, column)) for column in zip(*lines, strict=True))
    room = width - number - day - len(amounts) - 1
    if room < sum(amounts):
        lines = (lines[0], *((line[0], line[1][-5:], *line[2:]) for line in lines[1:]))
        room, day = room + day, max(5, cell_len(lines[0][1]))
        room -= day
    share, rest = divmod(room - sum(amounts), len(amounts))
    each = [one + share for one in amounts] if share >= 0 else [max(0, room // len(amounts))] * len(amounts)
    each[0] += rest if share >= 0 else 0
    return [
        " ".join(
            (
                fit(line[0], number, right=True),
                fit(line[1], day),
                *(fit(text, room, right=True) for text, room in zip(line[2:], each, strict=True)),
            )
        )
        + "\n"
        for line in lines
    ]


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
