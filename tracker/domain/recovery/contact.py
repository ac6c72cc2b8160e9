"""Contacts with the other side: who spoke with whom, when, by what means, and what was odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Direction(StrEnum):
    """Who began: they did, or the person."""

    IN = "in"
    OUT = "out"


class Means(StrEnum):
    """By what a contact was made."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    CHAT = "chat"
    APP = "app"
    LETTER = "letter"
    VISIT = "visit"
    OTHER = "other"


class Identity(StrEnum):
    """Whether the other side said who they are."""

    UNKNOWN = "unknown"
    SHOWN = "shown"
    REFUSED = "refused"


class Recording(StrEnum):
    """Whether it was recorded, and with whose consent."""

    NONE = "none"
    AGREED = "agreed"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class Conduct(StrEnum):
    """What was improper in the person's own words; nothing, as a rule."""

    NONE = "none"
    THREAT = "threat"
    INSULT = "insult"
    DISCLOSED = "disclosed"
    FALSE_CLAIM = "false_claim"
    UNREASONABLE_FEE = "unreasonable_fee"
    UNANNOUNCED_VISIT = "unannounced_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact about a loan, at the person's local time."""

    id: int
    loan_id: int
    at: datetime
    direction: Direction
    means: Means
    loan: str = ""
    answered: bool = True
    """False for a call that rang out or a message without reply."""
    number: str = ""
    """The number or address of the other side."""
    who: str = ""
    position: str = ""
    identity: Identity = Identity.UNKNOWN
    recording: Recording = Recording.NONE
    hour_agreed: bool = False
    """Whether the person had agreed to be spoken to at this hour."""
    third_party: str = ""
    """Who else was contacted in the person's stead; empty for nobody."""
    conduct: Conduct = Conduct.NONE
    summary: str = ""
    proof: str = ""
    evidence: int | None = None
    version: int = 1

    @property
    def on(self) -> date:
        """Its day."""
        return self.at.date()

    @property
    def two_way(self) -> bool:
        """Whether both sides took part, rather than one writing or dialling in vain."""
        return self.answered and not self.third_party


def last_two_way(contacts: Iterable[Contact]) -> date | None:
    """The day both sides last spoke; None if they never did. Losing contact is what escalates."""
    return max((each.on for each in contacts if each.two_way), default=None)


def dubious(contact: Contact) -> tuple[str, ...]:
    """What of a contact they made is worth noting: identity_refused, third_party, or its kind of conduct."""
    if contact.direction is Direction.OUT:
        return ()
    found = []
    if contact.identity is Identity.REFUSED:
        found.append("identity_refused")
    if contact.third_party:
        found.append("third_party")
    if contact.conduct is not Conduct.NONE:
        found.append(contact.conduct.value)
    return tuple(found)
