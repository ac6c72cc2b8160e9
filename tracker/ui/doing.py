"""What services say is done by a command line, said by the keys that do it here."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import with_keys


def by_keys(thing: str) -> str:
    """The keys that do a thing, empty where none does."""
    match thing:
        case "loan.explain":
            return with_keys(_("{claim} on its page"), claim="claim.add")
        case "loan.settle":
            return with_keys(_("{settle} in Talks"), settle="talk.settle")
        case "loan.pay":
            return with_keys(_("{pay} on it"), pay="payment.add")
        case "loan.add":
            return with_keys("{add}", add="loan.add")
        case "offer.accept":
            return _("Enter on the offer in Talks")
        case "evidence.add":
            return with_keys(_("{add} in the list of evidence"), add="talk.add")
        case "evidence.correct":
            return with_keys(_("{edit} on its row"), edit="talk.edit")
        case "contact.log":
            return with_keys(_("{log} in Talks"), log="talk.contact")
        case "dispute.escalate":
            return with_keys(_("{escalate} on the dispute"), escalate="credit.escalate")
        case "mark.removed":
            return with_keys(_("{edit} on the mark"), edit="credit.edit")
    return ""
