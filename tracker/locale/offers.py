"""Words about offers: what they are, what they leave unsaid, how they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.recovery.offer import Offer


def offer_kind_text(kind: str) -> str:
    """What an offer is."""
    words = {
        "instalments": _("instalments"),
        "extension": _("extension"),
        "waiver": _("waiver"),
        "lump_sum": _("lump sum"),
        "refinancing": _("refinancing"),
        "family_loan": _("family loan"),
        "as_now": _("carry on as now"),
    }
    return words.get(kind, kind)


def offer_title(offer: Offer) -> str:
    """An offer as it may be read now: what it is, as it was typed, or what a waiver lets go."""
    from tracker.locale.hiding import shown_money, told

    words = told(offer.words, counts=True)
    if not words and offer.waived:
        words = shown_money(offer.waived_minor, offer.currency)
    return " ".join(part for part in (offer_kind_text(offer.kind.value), words) if part)


def standing_text(standing: str) -> str:
    """What became of an offer."""
    words = {
        "open": _("still open"),
        "agreed": _("agreed orally"),
        "in_force": _("in force"),
        "kept": _("kept"),
        "broken": _("broken"),
        "replaced": _("replaced"),
        "declined": _("declined"),
    }
    return words.get(standing, standing)


def breach_text(breach: str) -> str:
    """What comes back on a breach."""
    words = {
        "": _("not said"),
        "nothing": _("nothing comes back"),
        "waived": _("what was let go comes back"),
        "whole": _("the whole debt falls due"),
    }
    return words.get(breach, breach)


def offer_interest_text(interest: str) -> str:
    """What becomes of interest."""
    words = {
        "": _("not said"),
        "stops": _("stops"),
        "included": _("in the payments"),
        "runs": _("runs on beside"),
    }
    return words.get(interest, interest)


def credited_text(credited: str) -> str:
    """As what it is to stand in the credit file."""
    words = {
        "": _("not said"),
        "paid_in_full": _("paid in full"),
        "settled_for_less": _("settled for less"),
        "restructured": _("restructured"),
        "unchanged": _("unchanged"),
    }
    return words.get(credited, credited)


def missing_text(code: str) -> str:
    """What an offer does not say."""
    words = {
        "written_form": _("nothing in writing"),
        "payments": _("no payments"),
        "interest": _("no word on interest"),
        "interest_sum": _("interest runs on, no sum"),
        "breach": _("no word on a breach"),
        "credited": _("no word on the credit file"),
        "valid_until": _("no day until which it holds"),
    }
    return words.get(code, code)


def respect_text(code: str) -> str:
    """A respect in which ways to pay are compared."""
    words = {
        "total": _("total"),
        "soon": _("the next 30 days"),
        "peak": _("worst month"),
        "end": _("end"),
        "rate": _("true rate"),
        "breach": _("breach"),
    }
    return words.get(code, code)


def offer_fields() -> dict[str, str]:
    """The names of what is typed about offers."""
    return {
        "offer": _("offer"),
        "payments": _("payments"),
        "by": _("by how much"),
        "valid_until": _("valid until"),
        "received": _("what you receive"),
        "fee": _("fee"),
        "waive_principal": _("principal let go"),
        "waive_interest": _("interest let go"),
        "waive_fee": _("fees let go"),
        "waive_penalty": _("penalty let go"),
        "interest": _("interest"),
        "breach": _("on breach"),
        "credited": _("credit file"),
        "letter": _("letter"),
        "effective": _("effective from"),
        "talk": _("negotiation"),
        "revived": _("what came back"),
        "outcome": _("what came of it"),
    }


def offer_problems() -> dict[str, str]:
    """What cannot be entered about offers."""
    return {
        "payments_needed": _(
            "an offer needs its payments: 12 x 500 from 2026-12-05 monthly, or 2026-12-05=500; an extension"
            " can say --by 1m"
        ),
        "payments_unreadable": _(
            "{field}: {value} is not understood; try 12 x 500 from 2026-12-05 monthly, or 2026-12-05=500;"
            " 2027-01-05=500"
        ),
        "too_many_payments": _("{field}: at most {limit} payments"),
        "shift_unreadable": _("{field}: {value} is not understood; try 30d, 2w or 1m"),
        "only_extension": _("{field}: only an extension moves what is open; give the payments instead"),
        "nothing_to_extend": _(
            "{field}: no schedule with an end is known that could be moved; give the payments instead"
        ),
        "only_new_money": _("{field}: only refinancing and a family loan bring money"),
        "waiver_empty": _("a waiver needs what is let go, such as --waive-interest 300, or payments"),
        "before_offer": _("{field}: {value} is before the offer itself"),
        "offer_done": _("offer {value} is not open any more ({standing})"),
        "only_if_broken": _("{field}: something comes back only where an arrangement is broken"),
        "letter_needed": _(
            "{field}: nothing takes effect without writing: give the letter's number with --letter"
        ),
        "evidence_withdrawn": _("{field}: entry {value} of the log of evidence was withdrawn"),
        "not_a_writing": _("{field}: entry {value} is no writing ({kind}); accepted: {accepted}"),
        "letter_of_other": _("{field}: entry {value} is about another loan ({loan})"),
        "arranged": _(
            "{field}: an arrangement holds since {on}; keep the new table as an offer and accept it by its"
            " letter"
        ),
        "payment_before": _("{field}: {value} is after the first payment, {on}"),
    }
