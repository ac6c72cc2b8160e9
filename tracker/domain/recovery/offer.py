"""Offers about a debt as dated sums: what is to be paid when, what is let go, what follows a breach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OfferKind(StrEnum):
    """What an offer is: a new way to pay this debt, or other people's money to clear it with."""

    INSTALMENTS = "instalments"
    EXTENSION = "extension"
    WAIVER = "waiver"
    LUMP_SUM = "lump_sum"
    REFINANCING = "refinancing"
    FAMILY_LOAN = "family_loan"

    @property
    def is_new_money(self) -> bool:
        """Whether somebody else lends, so that this debt is cleared rather than arranged anew."""
        return self in (OfferKind.REFINANCING, OfferKind.FAMILY_LOAN)


class Breach(StrEnum):
    """What comes back if an arrangement is not kept."""

    UNKNOWN = ""
    NOTHING = "nothing"
    WAIVED = "waived"
    WHOLE = "whole"


class Interest(StrEnum):
    """What becomes of interest: it stops, it is in the payments, it runs on beside them."""

    UNKNOWN = ""
    STOPS = "stops"
    INCLUDED = "included"
    RUNS = "runs"


class Credited(StrEnum):
    """As what the debt is to stand in the credit file once the offer is kept."""

    UNKNOWN = ""
    PAID_IN_FULL = "paid_in_full"
    SETTLED_FOR_LESS = "settled_for_less"
    RESTRUCTURED = "restructured"
    UNCHANGED = "unchanged"


class Standing(StrEnum):
    """What became of an offer; only `in_force` and what follows it have changed a schedule."""

    OPEN = "open"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    DECLINED = "declined"


class Missing(StrEnum):
    """What an offer should say and does not."""

    WRITTEN_FORM = "written_form"
    PAYMENTS = "payments"
    INTEREST = "interest"
    INTEREST_SUM = "interest_sum"
    BREACH = "breach"
    CREDITED = "credited"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPayment:
    """One sum an offer asks for and its day."""

    due_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer about a loan; None is not said.

    `words` are the payments as they were typed. `received_minor` is what reaches the borrower of new
    money. `agreed_on` is the day of a spoken yes, `effective_on` that from which it holds in writing,
    `letter` the number of that writing in the log of evidence.
    """

    id: int
    loan_id: int
    kind: OfferKind
    offered_on: date
    loan: str = ""
    lender: str = ""
    currency: str = ""
    negotiation_id: int | None = None
    from_whom: str = ""
    words: str = ""
    valid_until: date | None = None
    upfront_fee_minor: int | None = None
    received_minor: int | None = None
    waived_principal_minor: int | None = None
    waived_interest_minor: int | None = None
    waived_fee_minor: int | None = None
    waived_penalty_minor: int | None = None
    interest: Interest = Interest.UNKNOWN
    breach: Breach = Breach.UNKNOWN
    credited: Credited = Credited.UNKNOWN
    is_written: bool = False
    evidence: int | None = None
    standing: Standing = Standing.OPEN
    agreed_on: date | None = None
    effective_on: date | None = None
    letter: int | None = None
    ended_on: date | None = None
    note: str = ""
    payments: tuple[OfferPayment, ...] = ()
    version: int = 1

    @property
    def waived(self) -> tuple[tuple[str, int], ...]:
        """What is let go, by component."""
        named = (
            ("principal", self.waived_principal_minor),
            ("interest", self.waived_interest_minor),
            ("fee", self.waived_fee_minor),
            ("penalty", self.waived_penalty_minor),
        )
        return tuple((name, minor) for name, minor in named if minor)

    @property
    def waived_minor(self) -> int:
        """Everything that is let go."""
        return sum(minor for _name, minor in self.waived)

    @property
    def oral_since(self) -> date | None:
        """The day it was agreed though it stands in no kept writing: until then the old duty holds."""
        return self.agreed_on if self.standing is Standing.AGREED else None

    @property
    def is_done(self) -> bool:
        """Whether nothing can be made of it any more."""
        return self.standing in (Standing.KEPT, Standing.BROKEN, Standing.REPLACED, Standing.DECLINED)

    def has_lapsed(self, today: date) -> bool:
        """Whether the day until which it held has passed before anybody took it."""
        if self.valid_until is None or self.standing is not Standing.OPEN:
            return False
        return self.valid_until < today

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What it should say and does not, the worst first."""
        found = []
        if not self.is_written and self.evidence is None and self.letter is None:
            found.append(Missing.WRITTEN_FORM)
        if not self.payments and self.kind is not OfferKind.WAIVER:
            found.append(Missing.PAYMENTS)
        if self.interest is Interest.UNKNOWN:
            found.append(Missing.INTEREST)
        elif self.interest is Interest.RUNS:
            found.append(Missing.INTEREST_SUM)
        if self.breach is Breach.UNKNOWN:
            found.append(Missing.BREACH)
        if self.credited is Credited.UNKNOWN and not self.kind.is_new_money:
            found.append(Missing.CREDITED)
        if self.valid_until is None and self.standing is Standing.OPEN:
            found.append(Missing.VALID_UNTIL)
        return tuple(found)
