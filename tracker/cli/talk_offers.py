"""`debt talk offers` and `debt talk accept`: what was offered, what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.offer_rows import OFFER_FIELDS, offer_json, offer_table, oral_line, payment_lines
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep, move_entry, proof_text
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.recovery.offer import Offer


@command(
    "debt talk offers list",
    "debt talk offers list jiebei --all --json",
    help=N_("Offers: `!` is agreed orally only or past its day."),
)
@argument("loan", required=False)
@option("--all", "every", is_flag=True, help=N_("Those that have ended too."))
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, every: bool, trash: bool) -> None:
    """List the offers."""
    from tracker.services.talk.offers import list_offers

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_offers(book, meant, every=every, trashed=trash)
    drawn = session.rows(
        "talk.offers",
        [offer_json(each, session.today) for each in found],
        lambda: offer_table(found, session.today),
        fields=OFFER_FIELDS,
        empty=_("There are no offers. debt talk offer LOAN KIND keeps one."),
    )
    if drawn:
        for each in found:
            if each.oral_since:
                session.out.line(oral_line(each))


@command("debt talk offers show 1", "debt talk offers show 1 --json", help=N_("One offer with its payments."))
@argument("offer", metavar="ID", type=int)
def show_command(session: Session, *, offer: int) -> None:
    """Show an offer."""
    from tracker.services.talk.entry import gone
    from tracker.services.talk.offers import find_offer

    with session.book() as book:
        found = find_offer(book, offer)
    if found is None:
        raise refuse(gone("offer", offer))
    drawn = session.facts("talk.offer", offer_json(found, session.today), lambda: _lines(found, session))
    if drawn and found.oral_since:
        session.out.line(oral_line(found))


def _lines(offer: Offer, session: Session) -> list[tuple[str, str]]:
    from tracker.locale.offers import (
        breach_text,
        credited_text,
        missing_text,
        offer_interest_text,
        offer_kind_text,
        standing_text,
    )
    from tracker.locale.talks import share_text

    shown = [
        (_("Loan"), offer.loan),
        (_("Offer"), offer_kind_text(offer.kind.value)),
        (_("Offered by"), offer.from_whom),
        (_("State"), standing_text(offer.standing.value)),
        (_("Offered on"), offer.offered_on.isoformat()),
    ]
    if offer.valid_until:
        mark = "! " if offer.has_lapsed(session.today) else ""
        shown.append((_("Valid until"), f"{mark}{offer.valid_until.isoformat()}"))
    shown += [(_("Its payments"), line) for line in payment_lines(offer)]
    for label, minor in ((_("Fee at once"), offer.upfront_fee_minor), (_("Received"), offer.received_minor)):
        if minor:
            shown.append((label, f"{rows.amount_of(minor, offer.currency)} {offer.currency}"))
    for component, minor in offer.waived:
        label = _("Let go: {what}").format(what=share_text(component))
        shown.append((label, f"{rows.amount_of(minor, offer.currency)} {offer.currency}"))
    shown += [
        (_("Interest"), offer_interest_text(offer.interest.value)),
        (_("On breach"), breach_text(offer.breach.value)),
        (_("Credit file"), credited_text(offer.credited.value)),
        (_("Proof"), proof_text("", offer.evidence)),
        (_("Letter"), proof_text("", offer.letter)),
    ]
    if offer.effective_on:
        shown.append((_("Effective from"), offer.effective_on.isoformat()))
    if offer.missing:
        shown.append((_("Not said"), "! " + _("; ").join(missing_text(each.value) for each in offer.missing)))
    shown.append((_("Note"), offer.note))
    return [(name, value) for name, value in shown if value]


@command(
    "debt talk accept 1",
    "debt talk accept 1 --letter 4",
    "debt talk accept 1 --letter 4 --effective 2026-11-20 --dry-run",
    help=N_(
        "Take an offer. Without a letter it is agreed orally: the schedule stays and a warning stands. With"
        " the number of a kept letter its payments become the schedule, and autopay is checked against it."
    ),
)
@argument("offer", metavar="ID", type=int)
@option("--letter", metavar="N", help=N_("The number of the lender's letter in the log of evidence."))
@option("--on", metavar=N_("DATE"), help=N_("When it was agreed; today if not given."))
@option("--effective", metavar=N_("DATE"), help=N_("From when it holds by the letter."))
@typed
def accept_command(session: Session, *, offer: int, **fields: str | None) -> None:
    """Take an offer."""
    from tracker.services.talk.accept import accept_offer

    keep(session, fields, lambda book, got: accept_offer(book, offer, got))


@command(
    "debt talk offers end 1 declined",
    "debt talk offers end 1 broken --on 2027-02-06 --revived 320",
    help=N_(
        "Record what came of an offer: declined, or for an arrangement in force kept or broken. What a"
        " breach brought back is posted as a charge."
    ),
)
@argument("offer", metavar="ID", type=int)
@argument("outcome", metavar="declined|kept|broken")
@option("--on", metavar=N_("DATE"), help=N_("When; today if not given."))
@option("--revived", metavar=N_("AMOUNT"), help=N_("What a breach brought back, as the lender says."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def end_command(session: Session, *, offer: int, **fields: str | None) -> None:
    """Record what came of an offer."""
    from tracker.services.talk.offers import end_offer

    keep(session, fields, lambda book, got: end_offer(book, offer, got))


@command("debt talk offers rm 1", help=N_("Move an offer to the trash."))
@argument("offer", metavar="ID", type=int)
def rm_command(session: Session, *, offer: int) -> None:
    """Move an offer to the trash."""
    move_entry(session, "offer", offer)


@command("debt talk offers restore 1", help=N_("Take an offer out of the trash."))
@argument("offer", metavar="ID", type=int)
def restore_command(session: Session, *, offer: int) -> None:
    """Take an offer out of the trash."""
    move_entry(session, "offer", offer, back=True)
