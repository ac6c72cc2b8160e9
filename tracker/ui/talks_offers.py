"""Offers side by side on the Talks screen: what each costs, its true rate, what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.domain.recovery.offer import Offer
from tracker.domain.recovery.payment_plan import runs_of
from tracker.locale import _
from tracker.locale.amounts import format_percent
from tracker.locale.hiding import told
from tracker.locale.joining import apart, listed
from tracker.locale.offers import (
    breach_text,
    credited_text,
    missing_text,
    offer_interest_text,
    offer_kind_text,
    offer_title,
    respect_text,
    standing_text,
)
from tracker.ui.commands import with_keys
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import Figures
from tracker.ui.talks_forms import NO, proof_fields
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.recovery.comparison import TrueRate
    from tracker.services.evidence import EvidenceRow
    from tracker.services.talk.compare import CompareRow, CompareView
    from tracker.services.talk.keeping import Keeping

Styled = str | tuple[str, str]
_WATCH = ("! ", "$mark-attention bold")
_KINDS = ("instalments", "extension", "waiver", "lump_sum", "refinancing", "family_loan")
WRITINGS = ("letter", "contract", "settlement_letter", "sms", "other")


def offer_columns() -> tuple[Column, ...]:
    """The columns of the comparison."""
    return (
        Column(title="", width=2),
        Column(title="#", width=2, right=True),
        Column(title=_("Way to pay"), width=12, grow=True),
        Column(title=_("Total"), width=11, right=True),
        Column(title=_("Above today"), width=12, right=True),
        Column(title=_("True rate"), width=9, right=True),
        Column(title=_("Worst month"), width=11, right=True, least=88),
        Column(title=_("Ends on"), width=10, least=66),
    )


def offer_line(row: CompareRow | Offer, view: CompareView | None, figures: Figures) -> Line:
    """A way to pay; `!` where another is better in every respect, or where it stands on words only."""
    if isinstance(row, Offer) or view is None:
        offer = row if isinstance(row, Offer) else row.offer
        title = told(offer_title(offer)) if offer else ""
        state = standing_text(offer.standing.value) if offer else ""
        last = offer.payments[-1].due_on if offer and offer.payments else None
        on = offer.ended_on or last if offer else None
        number = str(offer.id) if offer else ""
        return Line(
            tone="quiet",
            cells=("", number, f"{title} · {state}", "", "", "", "", on.isoformat() if on else ""),
        )
    made, code = row.outline, view.currency
    guess = made.estimate or view.owed_estimate
    mark = _mark(row)
    ends = _("never") if made.endless else made.ends_on.isoformat() if made.ends_on else "?"
    return Line(
        tone={"!!": "overdue", "!": "attention"}.get(mark, ""),
        cells=(
            mark, str(row.number or ""), way_text(row),
            figures.money(made.total_minor, code, estimate=made.estimate),
            figures.money(made.cost_minor, code, estimate=guess),
            rate_text(made.rate, estimate=guess),
            figures.money(made.peak.amount_minor if made.peak else None, code, estimate=made.estimate), ends,
        ),
    )  # fmt: skip


def _mark(row: CompareRow) -> str:
    if row.keeping.status == "fails":
        return "!!"
    oral = row.offer is not None and row.offer.oral_since is not None
    return "!" if row.dominated or row.lapsed or oral else ""


def way_text(row: CompareRow) -> str:
    """A way to pay by its name."""
    return told(offer_title(row.offer)) if row.offer else offer_kind_text("as_now")


def rate_text(rate: TrueRate, *, estimate: bool) -> str:
    """The true yearly rate, or why there is none."""
    if rate.rate is not None:
        return ("~" if estimate else "") + _percent(rate.rate)
    return _("several") if rate.kind == "several" else _("none")


def offer_about(row: CompareRow | Offer, view: CompareView | None, figures: Figures) -> Iterator[Styled]:
    """A way to pay in full: gaps, better ways, whether cash ahead keeps it, what a breach brings back."""
    if isinstance(row, Offer) or view is None:
        if isinstance(row, Offer):
            yield from _told_of(row, figures)
        return
    yield f"{way_text(row)}\n", "bold"
    if row.offer is not None and row.offer.oral_since:
        yield _WATCH
        text = _("Agreed orally on {on}, not in writing: what was due stays due.")
        yield text.format(on=row.offer.oral_since.isoformat()) + "\n"
    for each in row.dominated:
        by = f"#{each.by}" if each.by else offer_kind_text("as_now")
        better = listed(respect_text(respect.value) for respect in each.better)
        text = _("! {by} is no worse in any respect and better in: {better}")
        yield _WATCH
        yield text.format(by=by, better=better).removeprefix("! ") + "\n"
    yield _keeping_words(row.keeping, view.currency, figures) + "\n"
    made = row.outline
    if made.peak is not None:
        amount = figures.money(made.peak.amount_minor, view.currency, estimate=made.estimate)
        month = made.peak.first.strftime("%Y-%m")
        yield _("worst month {month}: {amount}").format(month=month, amount=amount) + "\n"
    if made.rate.nominal is not None:
        nominal = _percent(made.rate.nominal)
        yield _("nominal rate ~{rate} a year").format(rate=nominal) + "\n"
    elif made.rate.kind == "several":
        rates = listed(map(_percent, made.rate.effective))
        yield _("several rates fit: {rates}").format(rates=rates) + "\n"
    if row.offer is not None:
        yield _("on breach: {what}").format(what=breach_text(made.breach.value)) + "\n"
    if row.missing:
        yield _WATCH
        yield apart(missing_text(each.value) for each in row.missing) + "\n"
    owed = figures.money(view.owed_minor, view.currency, estimate=view.owed_estimate)
    text = _("Owed today: {owed}. True rate: effective, a year, against that (XIRR, days over 365).")
    yield text.format(owed=owed)


def _told_of(offer: Offer, figures: Figures) -> Iterator[Styled]:
    yield f"{told(offer_title(offer))} · {standing_text(offer.standing.value)}\n", "bold"
    if offer.effective_on:
        text = _("in force from {on} by letter #{letter}")
        yield text.format(on=offer.effective_on.isoformat(), letter=offer.letter) + "\n"
    for count, minor, first, last in runs_of(offer.payments):
        amount = figures.money(minor, offer.currency)
        text = _("{amount} on {first}") if count == 1 else _("{count} x {amount}, {first} to {last}")
        yield text.format(count=count, amount=amount, first=first.isoformat(), last=last.isoformat()) + "\n"
    yield (told(offer.note) + "\n") if offer.note else ""
    if offer.standing.value == "in_force":
        yield with_keys(_("{tell}: it was kept or broken"), tell="talk.outcome")


def _keeping_words(kept: Keeping, currency: str, figures: Figures) -> str:
    """How far cash ahead keeps a way to pay."""
    if kept.fails_on is not None:
        text = _("! ~{event} falls short on {on} by {amount} {currency}")
        if kept.anyway:
            text = _("! ~{event} falls short on {on} by {amount} {currency}, also without this loan")
        amount = figures.money(kept.short_minor, currency)
        on = kept.fails_on.isoformat()
        return text.format(event=kept.event, on=on, amount=amount, currency=currency)
    if kept.status == "no_account":
        return _("no account is known that it would be paid from")
    if kept.status == "no_balance":
        return _("the balance of {account} is not known").format(account=kept.account)
    if kept.needs_moves:
        return _("kept only if money is moved between your own accounts")
    return _("~ok: cash ahead keeps it to {on}").format(on=kept.looked_until.isoformat())


def _percent(rate: Decimal) -> str:
    return format_percent((rate * 100).quantize(Decimal("0.01")))


def offer_fields(old: Offer | None, currency: str, kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form of an offer as it was made."""

    def amount(name: str, label: str, minor: int | None, hint: str = "") -> EntryField:
        value = "" if minor is None else decimal_text(minor, currency)
        return EntryField(name=name, label=label, value=value, currency=currency, hint=hint)

    _proof, evidence = proof_fields(kept, "", old.evidence if old else None)
    return (
        EntryField(
            name="kind", label=_("Kind"), value=old.kind.value if old else "instalments",
            choices=tuple((each, offer_kind_text(each)) for each in _KINDS),
        ),
        EntryField(name="payments", label=_("Its payments"), value=old.words if old else "",
                   hint=_("12 x 500 from 2026-12-05 monthly")),
        EntryField(name="by", label=_("Extended by"), hint=_("30d, 1m: everything open moves")),
        EntryField(name="valid_until", label=_("Valid until"), is_date=True,
                   value=old.valid_until.isoformat() if old and old.valid_until else ""),
        EntryField(name="from_whom", label=_("From"), value=old.from_whom if old else "",
                   hint=_("the lender, if empty")),
        EntryField(name="on", label=_("Offered on"), is_date=True,
                   value=old.offered_on.isoformat() if old else _("today")),
        amount("fee", _("Fee at once"), old.upfront_fee_minor if old else None),
        amount("received", _("You receive"), old.received_minor if old else None,
               _("of new money, after deductions")),
        amount("waive_principal", _("Off principal"), old.waived_principal_minor if old else None),
        amount("waive_interest", _("Off interest"), old.waived_interest_minor if old else None),
        amount("waive_fee", _("Off fees"), old.waived_fee_minor if old else None),
        amount("waive_penalty", _("Off penalty"), old.waived_penalty_minor if old else None),
        EntryField(
            name="interest", label=_("Interest"), value=(old.interest.value if old else "") or NO,
            choices=tuple((each or NO, offer_interest_text(each)) for each in (
                "", "stops", "included", "runs")),
        ),
        EntryField(
            name="breach", label=_("On breach"), value=(old.breach.value if old else "") or NO,
            choices=tuple((each or NO, breach_text(each)) for each in ("", "nothing", "waived", "whole")),
        ),
        EntryField(
            name="credited", label=_("Credit file"), value=(old.credited.value if old else "") or NO,
            choices=tuple((each or NO, credited_text(each)) for each in (
                "", "paid_in_full", "settled_for_less", "restructured", "unchanged")),
        ),
        EntryField(name="written", label=_("In writing"), value="yes" if old and old.is_written else "no",
                   choices=(("no", _("no")), ("yes", _("yes")))),
        evidence,
        EntryField(name="note", label=_("Note"), value=old.note if old else ""),
    )  # fmt: skip


def accept_fields(kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form that takes an offer: only a kept writing makes it the schedule."""
    letters = (
        (str(each.entry.number), f"#{each.entry.number} {each.entry.name}")
        for each in kept
        if each.entry.kind.value in WRITINGS
    )
    return (
        EntryField(name="letter", label=_("Letter"), value=NO,
                   choices=((NO, _("none yet: agreed orally only")), *letters)),
        EntryField(name="on", label=_("Agreed on"), value=_("today"), is_date=True),
        EntryField(name="effective", label=_("Effective"), is_date=True,
                   hint=_("from when it holds, by the letter")),
    )  # fmt: skip


def settle_fields(kept: tuple[EvidenceRow, ...], closed_on: date | None) -> tuple[EntryField, ...]:
    """The form that closes a loan with its letter, or gives the letter to one that is closed."""
    letters = tuple(
        (str(each.entry.number), f"#{each.entry.number} {each.entry.name}")
        for each in kept
        if each.entry.kind.value == "settlement_letter"
    )
    return (
        EntryField(name="letter", label=_("Letter"), value=letters[0][0] if letters else NO,
                   choices=(*letters, (NO, _("none yet")))),
        EntryField(name="on", label=_("Settled on"), is_date=True,
                   value=closed_on.isoformat() if closed_on else _("today")),
    )  # fmt: skip


def end_fields(offer: Offer) -> tuple[EntryField, ...]:
    """The form that says what came of an offer or of an arrangement."""
    running = offer.standing.value == "in_force"
    outcomes = ("kept", "broken") if running else ("declined",)
    revived = EntryField(name="revived", label=_("What came back"), currency=offer.currency,
                         hint=_("if broken: what is owed again"))  # fmt: skip
    return (
        EntryField(name="outcome", label=_("Outcome"),
                   choices=tuple((each, standing_text(each)) for each in outcomes)),
        EntryField(name="on", label=_("On"), value=_("today"), is_date=True),
        *((revived,) if running else ()),
        EntryField(name="note", label=_("Note"), value=offer.note),
    )  # fmt: skip
