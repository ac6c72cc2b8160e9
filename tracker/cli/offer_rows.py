"""Offers and ways to pay side by side, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.output import Table
from tracker.cli.rows import day_text
from tracker.domain.recovery.payment_plan import runs_of
from tracker.locale import _
from tracker.locale.amounts import format_percent
from tracker.locale.offers import (
    breach_text,
    missing_text,
    offer_kind_text,
    offer_title,
    respect_text,
    standing_text,
)
from tracker.services.talk.arrangement import clash_text
from tracker.services.talk.offer_steps import missed_text

if TYPE_CHECKING:
    from tracker.domain.recovery.comparison import TrueRate
    from tracker.domain.recovery.offer import Offer
    from tracker.services.talk.arrangement import ArrangementView, Standings
    from tracker.services.talk.compare import CompareRow, CompareView
    from tracker.services.talk.keeping import Keeping

OFFER_FIELDS = (
    "offer_id", "loan_id", "loan", "talk_id", "kind", "from_whom", "words", "standing", "offered_on",
    "valid_until", "lapsed", "agreed_orally_on", "effective_on", "letter", "currency", "upfront_fee",
    "received", "interest", "breach", "credited", "written", "evidence",
)  # fmt: skip


def offer_json(offer: Offer, today: date) -> dict[str, Any]:
    """An offer."""
    code = offer.currency
    return {
        "offer_id": offer.id,
        "loan_id": offer.loan_id,
        "loan": offer.loan,
        "talk_id": offer.negotiation_id,
        "kind": offer.kind.value,
        "from_whom": offer.from_whom,
        "words": offer.words,
        "standing": offer.standing.value,
        "offered_on": offer.offered_on,
        "valid_until": offer.valid_until,
        "lapsed": offer.has_lapsed(today),
        "agreed_orally_on": offer.oral_since,
        "effective_on": offer.effective_on,
        "letter": offer.letter,
        "ended_on": offer.ended_on,
        "currency": code,
        "payments": [
            {"due_on": each.due_on, "amount": rows.money(each.amount_minor, code)} for each in offer.payments
        ],
        "upfront_fee": rows.money(offer.upfront_fee_minor, code),
        "received": rows.money(offer.received_minor, code),
        "waived": {component: rows.money(minor, code) for component, minor in offer.waived},
        "interest": offer.interest.value or None,
        "breach": offer.breach.value or None,
        "credited": offer.credited.value or None,
        "written": offer.is_written,
        "evidence": offer.evidence,
        "missing": [each.value for each in offer.missing],
        "note": offer.note,
    }


def offer_table(offers: Sequence[Offer], today: date) -> Table:
    """The offers as a person reads them."""
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("Offer"), _("Offered by"), _("State"), _("Valid until")),
        [
            (
                "!" if each.oral_since or each.has_lapsed(today) else "",
                str(each.id),
                each.loan,
                offer_title(each),
                each.from_whom,
                standing_text(each.standing.value),
                day_text(each.valid_until),
            )
            for each in offers
        ],
    )


def oral_line(offer: Offer) -> str:
    """The warning that stands as long as nothing is in writing."""
    words = _("! {loan}: agreed orally on {on}, not in writing; what was due stays due.")
    on = offer.oral_since.isoformat() if offer.oral_since else ""
    return words.format(loan=offer.loan, on=on)


def payment_lines(offer: Offer) -> list[str]:
    """The payments in runs of equal sums."""
    lines = []
    for count, minor, first, last in runs_of(offer.payments):
        amount = f"{rows.amount_of(minor, offer.currency)} {offer.currency}"
        words = _("{amount} on {first}") if count == 1 else _("{count} x {amount}, {first} to {last}")
        lines.append(words.format(count=count, amount=amount, first=first.isoformat(), last=last.isoformat()))
    return lines


def standing_lines(agreed: Standings) -> list[tuple[str, str]]:
    """Marks and words of what was agreed and needs watching."""
    return [(each["mark"], each["message"]) for each in _warnings(agreed)]


def standing_json(agreed: Standings) -> list[dict[str, Any]]:
    """What was agreed and needs watching, as warnings."""
    return [{name: value for name, value in each.items() if name != "mark"} for each in _warnings(agreed)]


def _warnings(agreed: Standings) -> Iterator[dict[str, Any]]:
    for offer in agreed.oral:
        text = oral_line(offer).removeprefix("! ")
        yield _warning("!", "agreed_orally", offer, offer.oral_since, text)
    for each in agreed.in_force:
        if each.clash is not None:
            words = _("{loan}: {what}").format(
                loan=each.loan.name, what=clash_text(each.clash, each.loan.currency)
            )
            yield _warning("!!", "autopay_clash", each.offer, each.clash.old_on, words)
        if each.missed is not None:
            words = _("{loan}: {what}").format(loan=each.loan.name, what=missed_text(each))
            yield _warning("!!", "arrangement_missed", each.offer, each.missed.due_on, words)


def _warning(mark: str, code: str, offer: Offer, on: date | None, message: str) -> dict[str, Any]:
    return {
        "mark": mark, "code": code, "on": on, "loan_id": offer.loan_id, "loan": offer.loan,
        "offer_id": offer.id, "message": message,
    }  # fmt: skip


def agreed_json(agreed: Standings) -> dict[str, Any]:
    """What was agreed about one loan: by word only, and in force."""
    standing = agreed.in_force[0] if agreed.in_force else None
    return {
        "agreed_orally_on": agreed.oral[0].oral_since if agreed.oral else None,
        "arrangement": standing and arrangement_json(standing),
        "warnings": standing_json(agreed),
    }


def arrangement_json(standing: ArrangementView) -> dict[str, Any]:
    """An arrangement in force."""
    code, clash, missed = standing.loan.currency, standing.clash, standing.missed
    return {
        "offer_id": standing.offer.id,
        "kind": standing.offer.kind.value,
        "effective_on": standing.offer.effective_on,
        "letter": standing.offer.letter,
        "next_on": standing.next_on,
        "next_amount": rows.money(standing.next_minor, code) if standing.next_on else None,
        "left": rows.money(standing.left_minor, code),
        "breach": standing.revives.value or None,
        "missed": missed and {
            "due_on": missed.due_on, "open": rows.money(missed.open_minor, code), "days": missed.days,
        },
        "autopay_clash": clash and {
            "code": clash.code, "old_on": clash.old_on, "old": rows.money(clash.old_minor, code),
            "new_on": clash.new_on, "new": rows.money(clash.new_minor, code),
        },
    }  # fmt: skip


def agreed_pairs(agreed: Standings) -> list[tuple[str, str]]:
    """The arrangement in force among the lines about a loan."""
    shown = []
    for each in agreed.in_force:
        words = _("{offer}, from {on} by letter #{letter}")
        on = each.offer.effective_on.isoformat() if each.offer.effective_on else ""
        text = words.format(offer=offer_title(each.offer), on=on, letter=each.offer.letter)
        shown.append((_("Arrangement"), text))
    return shown


COMPARE_FIELDS = (
    "offer_id", "kind", "from_whom", "total", "cost_above", "estimate", "rate.kind", "rate.effective_pct",
    "rate.nominal_pct", "peak.month", "peak.amount", "ends_on", "never_ends", "breach", "missing", "lapsed",
)  # fmt: skip


def compare_json(view: CompareView, row: CompareRow) -> dict[str, Any]:
    """One way to pay."""
    code, made, kept = view.currency, row.outline, row.keeping
    return {
        "offer_id": row.number or None,
        "kind": row.offer.kind.value if row.offer else "as_now",
        "from_whom": row.offer.from_whom if row.offer else "",
        "standing": row.offer.standing.value if row.offer else None,
        "total": rows.money(made.total_minor, code),
        "cost_above": rows.money(made.cost_minor, code),
        "estimate": made.estimate,
        "rate": rate_json(made.rate),
        "peak": made.peak and {"month": made.peak.first, "amount": rows.money(made.peak.amount_minor, code)},
        "ends_on": made.ends_on,
        "never_ends": made.endless,
        "breach": made.breach.value or None,
        "missing": [each.value for each in row.missing],
        "lapsed": row.lapsed,
        "keeping": {
            "status": kept.status, "account": kept.account, "looked_until": kept.looked_until,
            "kept_until": kept.kept_until, "fails_on": kept.fails_on, "event": kept.event,
            "short": rows.money(kept.short_minor, code), "anyway": kept.anyway,
            "needs_moves": kept.needs_moves,
        },
        "dominated_by": [
            {"offer_id": each.by or None, "better": [respect.value for respect in each.better]}
            for each in row.dominated
        ],
        "payments": [
            {"due_on": each.due_on, "amount": rows.money(each.amount_minor, code)} for each in made.payments
        ],
    }  # fmt: skip


def rate_json(rate: TrueRate) -> dict[str, Any]:
    """The true yearly rate in percent, or why there is none."""
    return {
        "kind": rate.kind,
        "effective_pct": _pct(rate.rate),
        "nominal_pct": _pct(rate.nominal),
        "effective_pcts": [_pct(each) for each in rate.effective],
    }


def _pct(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate * 100:.2f}"


def _percent(rate: Decimal) -> str:
    return format_percent((rate * 100).quantize(Decimal("0.01")))


def compare_table(view: CompareView) -> Table:
    """The ways to pay as a person reads them; `~` marks what rests on our own figures."""
    return Table(
        (
            "", f">{_('ID')}", _("Way to pay"), f">{_('Total')}", f">{_('Above today')}",
            f">{_('True rate')}", f">{_('Worst month')}", _("Ends on"), _("Kept until"),
        ),
        [_compare_line(view, row) for row in view.rows],
    )  # fmt: skip


def _compare_line(view: CompareView, row: CompareRow) -> tuple[str, ...]:
    made, code = row.outline, view.currency
    peak = made.peak
    estimate = made.estimate
    mark = "!!" if row.keeping.status == "fails" else "!" if row.dominated or row.lapsed else ""
    ends = _("never") if made.endless else day_text(made.ends_on) or "?"
    return (
        mark,
        str(row.number or ""),
        way_text(row),
        "?" if made.total_minor is None else rows.amount_of(made.total_minor, code, estimate=estimate),
        "?"
        if made.cost_minor is None
        else rows.amount_of(made.cost_minor, code, estimate=estimate or view.owed_estimate),
        rate_text(made.rate, estimate=estimate or view.owed_estimate),
        "?" if peak is None else rows.amount_of(peak.amount_minor, code, estimate=estimate),
        ends,
        keeping_text(row.keeping),
    )


def way_text(row: CompareRow) -> str:
    """A way to pay by its name."""
    return offer_title(row.offer) if row.offer else offer_kind_text("as_now")


def rate_text(rate: TrueRate, *, estimate: bool = False) -> str:
    """The true yearly rate, or why there is none."""
    match rate.kind:
        case "one" if rate.rate is not None:
            text = _percent(rate.rate)
            return f"~{text}" if estimate else text
        case "several":
            return _("several")
        case _:
            return _("none")


def keeping_text(kept: Keeping) -> str:
    """How far cash ahead can keep a way to pay."""
    match kept.status:
        case "kept":
            return _("~ok to {on}").format(on=kept.looked_until.isoformat())
        case "until":
            return f"~{day_text(kept.kept_until)}"
        case "fails":
            return _("~fails {on}").format(on=day_text(kept.fails_on))
        case _:
            return _("not known")


def compare_notes(view: CompareView) -> list[str]:
    """What stands below the table: the method, then each way's gaps, failure and better ways."""
    owed = rows.amount_of(view.owed_minor, view.currency, estimate=view.owed_estimate)
    words = _(
        "Owed today: {owed} {currency}. True rate: effective, a year, against what is owed today (XIRR, days"
        " over 365)."
    )
    found = [words.format(owed=owed, currency=view.currency)]
    if view.owed_estimate:
        found.append(_("~ marks estimates of ours; the lender's own figures take their place."))
    for row in view.rows:
        words = _("{loan}: {what}")
        found += [words.format(loan=_name(row), what=text) for text in _row_notes(view, row)]
    return found


def _name(row: CompareRow) -> str:
    return f"#{row.number}" if row.number else offer_kind_text("as_now")


def _row_notes(view: CompareView, row: CompareRow) -> list[str]:
    made, kept = row.outline, row.keeping
    found = []
    if made.rate.nominal is not None:
        nominal = _percent(made.rate.nominal)
        if made.rate.nominal < 0:
            found.append(_("the rate is negative: less is paid than is owed"))
        else:
            found.append(_("nominal rate ~{rate} a year").format(rate=nominal))
    elif made.rate.kind == "several":
        rates = ", ".join(
            format_percent((each * 100).quantize(Decimal("0.01"))) for each in made.rate.effective
        )
        found.append(_("several rates fit: {rates}").format(rates=rates))
    elif made.total_minor is not None:
        found.append(_("no rate: everything is paid on one day, or nothing is"))
    if row.offer is not None:
        found.append(_("on breach: {what}").format(what=breach_text(made.breach.value)))
    if row.lapsed and row.offer is not None:
        found.append(_("! held until {on}").format(on=day_text(row.offer.valid_until)))
    if row.missing:
        found.append("! " + _("; ").join(missing_text(each.value) for each in row.missing))
    if kept.fails_on is not None:
        words = _("! ~{event} falls short on {on} by {amount} {currency}")
        if kept.anyway:
            words = _("! ~{event} falls short on {on} by {amount} {currency}, also without this loan")
        amount = rows.amount_of(kept.short_minor, view.currency)
        on = kept.fails_on.isoformat()
        found.append(words.format(event=kept.event, on=on, amount=amount, currency=view.currency))
    elif kept.needs_moves:
        found.append(_("kept only if money is moved between your own accounts"))
    elif kept.status == "no_account":
        found.append(_("no account is known that it would be paid from"))
    elif kept.status == "no_balance":
        found.append(_("the balance of {account} is not known").format(account=kept.account))
    for each in row.dominated:
        by = f"#{each.by}" if each.by else offer_kind_text("as_now")
        better = _(", ").join(respect_text(respect.value) for respect in each.better)
        words = _("! {by} is no worse in any respect and better in: {better}")
        found.append(words.format(by=by, better=better))
    return found
