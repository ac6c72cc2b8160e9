"""The statement for creditors: what there is to live on, what is left, and how it is shared."""

from __future__ import annotations

from tracker.domain.loan.reading import Fields, Reader
from tracker.domain.problems import Checked, Problem
from tracker.formats.paper import Document, Grid, Heading, Lines, Paragraph, Part
from tracker.locale import _, language
from tracker.locale.papers import source_text
from tracker.services.book import Book
from tracker.services.paper.brief import means_parts, percent_text
from tracker.services.paper.draft import Draft
from tracker.services.paper.figures import Creditors, creditors, household_means


def statement(draft: Draft) -> Document | None:
    """What there is to live on and what is left, then each creditor's share; None if nothing is owed."""
    groups = creditors(draft.book, draft.options.offer_minor)
    if not groups:
        return None
    parts: list[Part] = [
        Lines(
            lines=(
                _("From: {name}, {phone}").format(name=draft.fill("name"), phone=draft.fill("phone")),
                _("As of {on}.").format(on=draft.day(draft.book.today)),
            )
        ),
        Paragraph(
            text=_("I cannot pay all my debts as agreed. I treat every creditor alike: what is left after"
                   " essential costs is shared in proportion to what I owe.")
        ),
        Heading(text=_("Income and essential costs a month")),
        *means_parts(draft, household_means(draft.book)),
    ]  # fmt: skip
    for group in groups:
        parts += _shared(draft, group)
    parts.append(
        Paragraph(
            text=_("Balances are of the day named beside them. Please tell me if yours is another, and"
                   " confirm in writing whether you accept your part."),
        )
    )  # fmt: skip
    return Document(title=_("Statement for creditors"), language=language(), parts=tuple(parts))


def _shared(draft: Draft, group: Creditors) -> list[Part]:
    """The table of one currency; the parts add up to what is shared, to the last unit."""
    currency = group.currency

    def money(minor: int) -> str:
        return draft.money(minor, currency)

    offered = group.offered_minor is not None
    rows: list[tuple[str, ...]] = []
    for each in group.rows:
        source = source_text(each.balance.source, each.balance.on.isoformat())
        cells: tuple[str, ...] = (
            draft.said(each.lender or each.name), money(each.balance.minor), source,
            f"{percent_text(each.permille)} %",
        )  # fmt: skip
        rows.append((*cells, money(each.part_minor)) if offered else cells)
    whole: tuple[str, ...] = (_("Together"), money(group.owed_minor), "", "100.0 %")
    rows.append((*whole, money(group.given_minor)) if offered else whole)
    heads: tuple[str, ...] = (_("Creditor"), f">{_('Balance')}", _("Source"), f">{_('Share')}")
    if offered:
        heads = (*heads, f">{_('A month')}")
    parts: list[Part] = [
        Heading(text=_("Creditors, {currency}").format(currency=currency)),
        Grid(titles=heads, rows=tuple(rows), totals=1),
    ]
    if not offered:
        why = (
            _("A sum to share is not known: no certain income is entered.")
            if currency == draft.book.currency
            else _("Nothing is shared here: the offer is in {own}, and no rate of exchange is assumed.")
        )
        parts.append(Paragraph(text=why.format(own=draft.book.currency), small=True))
    elif not group.given_minor:
        parts.append(Paragraph(text=_("At present nothing is left to share.")))
    return parts


def read_offer(book: Book, fields: Fields) -> Checked[int]:
    """What all creditors are offered together in a month, as typed; in the book's own currency."""
    reader = Reader(fields, today=book.today, currency=book.currency)
    found = reader.amount("amount", None)
    if reader.problems or found is None:
        return None, tuple(reader.problems) or (Problem(code="required", field="amount"),)
    return found, ()
