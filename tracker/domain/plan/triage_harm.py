"""What becomes of a loan that is paid on some days or not at all: marks, what is at stake, and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.loan.card import late_fee
from tracker.domain.loan.facts import Stake, Terms
from tracker.domain.loan.penalty import cost_of_waiting, penalty_interest
from tracker.domain.plan.triage import Act, Draw, Harm, Line

_DAY = timedelta(days=1)
_MONTH_DAYS = 30
_TIERS = (("days_30", 30), ("days_60", 60), ("days_90", 90))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDueFact:
    """A due: what it asks for at least and in full, and until when it can be paid.

    `pay_on` is the last safe day to pay by hand; unknown grace is none. `known_on` is today.
    """

    due_on: date
    pay_on: date
    known_on: date
    minimum: int
    full: int
    grace: int | None = None
    principal: int = 0
    interest: int = 0
    draw: Draw | None = None
    estimate: bool = False

    @property
    def grace_end(self) -> date:
        """The last day on which it is not late."""
        return self.due_on + timedelta(days=self.grace or 0)

    @property
    def already_late(self) -> bool:
        """Whether its day has passed."""
        return self.due_on < self.known_on

    def on_time(self, not_before: date) -> date:
        """The day to pay it by hand, not before a date."""
        return max(not_before, min(self.pay_on, self.due_on))


def marks(due: LoanDueFact) -> tuple[tuple[str, date], ...]:
    """The days on which an unpaid due reaches each tier of the credit file."""
    tiers = [("reported", due.grace_end + _DAY)]
    tiers += [(name, due.due_on + timedelta(days=days)) for name, days in _TIERS]
    return tuple(tiers)


def loan_harm(
    dues: Sequence[LoanDueFact],
    lines: Sequence[Line],
    *,
    today: date,
    until: date,
    stake: Stake = Stake.UNKNOWN,
    arranged: bool = False,
    reports: bool = True,
    terms: Terms | None = None,
    agreed: bool = False,
) -> Harm:
    """The harm of treating each due as its lines say; an agreed part counts as paid."""
    found: dict[str, int] = {}
    late = unpaid = False
    open_minor = 0
    ends: list[date] = []
    for due in dues:
        mine = [line for line in lines if line.due_on == due.due_on]
        paid = sum(line.amount for line in mine)
        met = paid >= due.minimum or (agreed and any(line.act is Act.PART for line in mine))
        end = max((_counts_on(due, line) for line in mine if line.on is not None), default=today)
        if not met:
            # A due at the very end of the window is late right after it: that counts too.
            end = max(until, due.grace_end + _DAY)
        missed = not met or end > max(due.grace_end, today)
        if missed and reports:
            _reach(found, due, today, end, ends)
        ends.append(end)
        late |= missed and met
        unpaid |= not met
        open_minor += 0 if met else due.minimum - paid
        found["money"] = found.get("money", 0) + _money(due, paid, end, today, terms, met=met, missed=missed)
    found["unpaid"] = open_minor
    if stake is Stake.HOME:
        found.update(essentials=int(unpaid), essentials_late=int(late), essentials_minor=open_minor)
    elif stake is Stake.LEGAL:
        found["legal"] = int(unpaid or late)
    elif stake is Stake.SECURED:
        found.update(secured=int(unpaid), secured_late=int(late))
    if arranged:
        found["arrangement"] = int(unpaid or late)
    return Harm(**found)


def _counts_on(due: LoanDueFact, line: Line) -> date:
    """The day a payment counts for: a lender that draws later by its own calendar takes it in time."""
    first = line.by_autopay and due.draw is not None and line.on == due.draw.on
    return due.due_on if line.on is None or (first and not due.already_late) else line.on


def _reach(found: dict[str, int], due: LoanDueFact, today: date, end: date, older: Sequence[date]) -> None:
    """Note the tiers a due newly reaches; while an older one is open that one counts, not this."""
    for name, on in marks(due):
        if today < on <= end and not any(each >= on for each in older):
            found[name] = 1


def _money(
    due: LoanDueFact, paid: int, end: date, today: date, terms: Terms | None, *, met: bool, missed: bool
) -> int:
    if terms is None:
        return 0
    whole = 0
    short = due.minimum if met else due.minimum - paid
    if missed:
        if terms.late_fee is not None and today <= due.grace_end:
            whole += late_fee(short, 0, terms.late_fee, terms.rounding)
        if terms.penalty_rate is not None:
            since = max(today, due.due_on)
            principal = min(due.principal, short)
            whole += cost_of_waiting(
                principal, min(due.interest, short - principal), terms.penalty_rate, (end - since).days,
                since_days=(since - due.due_on).days, rounding=terms.rounding,
            )  # fmt: skip
    rest = due.full - max(paid, 0)
    if rest > 0 and due.full > due.minimum and terms.rate is not None:
        whole += penalty_interest(rest, terms.rate, _MONTH_DAYS, rounding=terms.rounding)
    return whole
