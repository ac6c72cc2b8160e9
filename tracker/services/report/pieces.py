"""Pieces that reports are made of: sums as they may be read now, the balance over time, what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.loan.facts import Component
from tracker.formats.chart import Chart, Point
from tracker.formats.paper import Document, Grid, Heading, Paragraph, Part
from tracker.locale import _, language
from tracker.locale.hiding import shown_compact, shown_money
from tracker.locale.loan import state_word
from tracker.services.book import Book
from tracker.services.views import BalancePoint, PaymentRow

_LONGEST_TABLE = 40


def money(minor: int | None, currency: str, *, estimate: bool = False) -> str:
    """A sum for a cell, nothing where it is not known."""
    return "" if minor is None else shown_money(minor, currency, estimate=estimate)


def marked(minor: int | None, currency: str, *, estimate: bool = False) -> str:
    """A sum with the mark of its currency."""
    return "" if minor is None else shown_money(minor, currency, symbol=True, estimate=estimate)


def day(on: date | None) -> str:
    """A date for a cell."""
    return on.isoformat() if on else ""


def document(book: Book, title: str, parts: Iterable[Part]) -> Document:
    """A report with the day it is of and how estimates are marked."""
    opening = Paragraph(text=_("As of {on}.").format(on=book.today.isoformat()))
    closing = Paragraph(
        text=_("~ marks an estimate. Balances follow from what was posted; the lender's figure may differ."),
        small=True,
    )
    return Document(title=title, language=language(), parts=(opening, *parts, closing), read_on_screen=True)


def heading(text: str, *parts: Part) -> list[Part]:
    """A section, or nothing if nothing is in it."""
    return [Heading(text=text), *parts] if parts else []


def balance_parts(points: Iterable[BalancePoint], currency: str) -> list[Part]:
    """The balance over time as a picture and as a table of a point for each year."""
    found = tuple(each for each in points if each.currency == currency)
    if len(found) < 2:
        return []
    top = max(each.balance_minor for each in found)
    now = [each for each in found if each.kind == "actual"]
    words = _("Balance in {currency} from {first} to {last}").format(
        currency=currency, first=found[0].on.isoformat(), last=found[-1].on.isoformat()
    )
    if now:
        told = _("{words}; {amount} on {on}")
        amount = marked(now[-1].balance_minor, currency)
        words = told.format(words=words, amount=amount, on=now[-1].on.isoformat())
    chart = Chart(
        words=words,
        points=tuple(
            Point(on=each.on, minor=each.balance_minor, ahead=each.kind != "actual") for each in found
        ),
        marks=tuple((minor, shown_compact(minor, currency)) for minor in dict.fromkeys((top, top // 2, 0))),
        known=_("actual"),
        ahead=_("~ projected, if all is paid when due"),
    )
    rows = tuple(
        (each.on.isoformat(), money(each.balance_minor, currency, estimate=each.kind != "actual"))
        for each in _few(found)
    )
    return [
        chart,
        Grid(titles=(_("Date"), f">{_('Balance, {currency}').format(currency=currency)}"), rows=rows),
    ]


def _few(points: tuple[BalancePoint, ...]) -> list[BalancePoint]:
    """The first point, the last one of each year, today's, and the last one."""
    last_of = {each.on.year: each for each in points}
    now = [each for each in points if each.kind == "actual"][-1:]
    wanted = {each.on: each for each in (points[0], *last_of.values(), *now, points[-1])}
    found = [wanted[on] for on in sorted(wanted)]
    step = 1 + (len(found) - 1) // _LONGEST_TABLE
    return found if step == 1 else [*found[:-1:step], found[-1]]


@dataclass(slots=True)
class Paid:
    """What was paid, by the parts it went to; what is before the record has no parts."""

    amount: int = 0
    parts: dict[Component, int] = field(default_factory=lambda: dict.fromkeys(Component, 0))
    unapplied: int = 0
    count: int = 0

    def add(self, row: PaymentRow) -> None:
        """Count a posted payment."""
        self.amount += row.amount_minor
        self.count += 1
        found = (row.penalty_minor, row.fee_minor, row.interest_minor, row.principal_minor)
        for component, minor in zip(Component, found, strict=True):
            self.parts[component] += minor or 0
        self.unapplied += row.unapplied_minor or 0

    def cells(self, currency: str) -> tuple[str, ...]:
        """The sums in the order of `paid_titles`."""
        order = (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY)
        sums = (self.amount, *(self.parts[each] for each in order), self.unapplied)
        return (str(self.count), *(money(minor, currency) for minor in sums))


def paid_titles() -> tuple[str, ...]:
    """The titles of the sums of what was paid."""
    names = (
        _("Payments"), _("Paid"), _("Principal"), _("Interest"), _("Fees"), _("Penalty"), _("Overpaid"),
    )  # fmt: skip
    return tuple(f">{each}" for each in names)


def paid_grid(first: str, sums: Mapping[tuple[str, str], Paid]) -> Grid | None:
    """What was paid by name and currency, with a total for each currency of more than one."""
    if not sums:
        return None
    totals: dict[str, tuple[int, Paid]] = {}
    for (_name, currency), paid in sums.items():
        count, whole = totals.setdefault(currency, (0, Paid()))
        totals[currency] = (count + 1, whole)
        whole.amount += paid.amount
        whole.count += paid.count
        whole.unapplied += paid.unapplied
        for component, minor in paid.parts.items():
            whole.parts[component] += minor
    rows = [(name, currency, *paid.cells(currency)) for (name, currency), paid in sums.items()]
    ends = [
        (_("Together"), currency, *whole.cells(currency))
        for currency, (count, whole) in totals.items()
        if count > 1
    ]
    return Grid(titles=(first, _("Currency"), *paid_titles()), rows=(*rows, *ends), totals=len(ends))


def payments_grid(rows: Iterable[PaymentRow], *, named: bool) -> Grid | None:
    """Payments with how each posted one was split, the oldest first; `named` says of which loan."""
    found = []
    for row in rows:
        split = (row.principal_minor, row.interest_minor, row.fee_minor, row.penalty_minor)
        cells = (
            row.paid_on.isoformat(), *((row.loan,) if named else ()), row.currency,
            money(row.amount_minor, row.currency), *(money(minor, row.currency) for minor in split),
            state_word(row.state), row.account, row.ref,
        )  # fmt: skip
        found.append(cells)
    if not found:
        return None
    names = (_("Amount"), _("Principal"), _("Interest"), _("Fees"), _("Penalty"))
    titles = (
        _("Date"), *((_("Loan"),) if named else ()), _("Currency"), *(f">{each}" for each in names),
        _("State"), _("Account"), _("Reference"),
    )  # fmt: skip
    return Grid(titles=titles, rows=tuple(found))
