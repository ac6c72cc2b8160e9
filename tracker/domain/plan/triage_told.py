"""What screens and commands are told of a triage: frozen values, nothing left to compute but wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.plan.triage import Harm


@dataclass(frozen=True, slots=True, kw_only=True)
class BillView:
    """A due or an expense of the window with what to do about it."""

    key: str
    kind: str
    """loan or expense."""
    loan_id: int | None
    name: str
    account: str
    due_on: date
    needed_minor: int
    """The minimum of a loan, all of an expense."""
    full_minor: int
    act: str
    """full, minimum, grace, late, part or skip."""
    on: date | None
    amount_minor: int
    by_autopay: bool
    off_by: date | None
    """The last day to switch its autopay off, where that has to be done."""
    call_by: date | None
    stake: str = ""
    essential: bool = False
    arranged: bool = False
    grace_end: date | None = None
    grace_known: bool = True
    marks: tuple[tuple[str, date], ...] = ()
    """Tiers of the credit file it reaches on which days if it stays unpaid, those to come only."""
    late_fee_minor: int | None = None
    penalty_day_minor: int | None = None
    estimate: bool = False
    days_late: int = 0
    """How long its day has passed already."""

    @property
    def left_minor(self) -> int:
        """What stays unpaid of it."""
        return max(0, self.needed_minor - self.amount_minor)

    @property
    def met(self) -> bool:
        """Whether it is paid in time."""
        return self.act in ("full", "minimum", "grace")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffView:
    """An autopay to switch off or move; without `by` the debit can no longer be stopped."""

    loan_id: int
    loan: str
    account_id: int
    account: str
    by: date | None
    attempt_on: date
    amount_minor: int
    sweeps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendView:
    """Money to send between own accounts."""

    source: str
    target: str
    amount_minor: int
    on: date
    needed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """What can be offered to a lender that is not paid, in proportion to what is open with each."""

    loan_id: int
    loan: str
    owed_minor: int
    amount_minor: int
    share_permille: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A bill that would be treated otherwise."""

    name: str
    before: str
    after: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A loan to call before its day; `on` and `amount_minor` are what is paid late, if all of it is."""

    loan_id: int
    loan: str
    by: date
    due_on: date
    last_due_on: date
    left_minor: int
    amount_minor: int
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreView:
    """What a further sum would change."""

    amount_minor: int
    changes: tuple[ChangeView, ...]
    kept_minor: int = 0
    """So much less would be taken from what is to stay in accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptView:
    """A sum that is to stay in an account, and what the choice uses of it all the same."""

    account: str
    kept_minor: int
    used_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipView:
    """An assumption that, if it is wrong, makes another choice the better one.

    `code` is income_comes, income_missing, grace, less, kept or settles.
    """

    code: str
    name: str
    on: date | None
    amount_minor: int
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapView:
    """A debit that would fail with a little less in its account, which would do less harm."""

    loan: str
    account: str
    on: date
    amount_minor: int
    less_minor: int
    spared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """What to pay first with what there is, and everything a person should know of that choice."""

    today: date
    until: date
    days: int
    currency: str
    cash_minor: int
    income_minor: int
    needed_minor: int
    """All minimums and expenses of the window that are not planned yet."""
    planned_minor: int
    """What is planned or under way already, and leaves less for all of it."""
    assumed: bool
    """Whether the cash is a sum that was given instead of the balances."""
    enough: bool
    proved: bool
    order: str
    bills: tuple[BillView, ...]
    offs: tuple[OffView, ...]
    sends: tuple[SendView, ...]
    kept: tuple[KeptView, ...]
    """What is to stay in which account."""
    offers: tuple[OfferView, ...]
    spare_minor: int
    """What is left over, and from which day on nothing else needs it."""
    spare_from: date
    harm: Harm
    drift: Harm
    drift_missed: tuple[str, ...]
    """What is missed if nothing is done."""
    trap: TrapView | None
    runner_up: tuple[ChangeView, ...]
    runner_harm: Harm | None
    more: MoreView
    first: MoreView | None
    """The smallest further sum that changes anything; None where no sum does."""
    flips: tuple[FlipView, ...]
    tried: int
    """How many assumptions were tried."""
    unplaced: tuple[str, ...]
    """Loans that no account of several is known to pay."""
    unsaid: tuple[str, ...]
    unknown: tuple[str, ...]
    elsewhere: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def missing_minor(self) -> int:
        """What is missing for all of it, with what is to stay in the accounts."""
        asked = self.needed_minor + self.planned_minor + self.kept_minor
        return max(0, asked - self.cash_minor - self.income_minor)

    @property
    def kept_minor(self) -> int:
        """All that is to stay in accounts."""
        return sum(each.kept_minor for each in self.kept)

    @property
    def unpaid(self) -> tuple[BillView, ...]:
        """What is plainly not paid, or only in part."""
        return tuple(each for each in self.bills if each.act in ("skip", "part"))

    @property
    def missed(self) -> tuple[BillView, ...]:
        """What is not paid in time and matters: of each loan the oldest due, which is the one that counts."""
        found: dict[str, BillView] = {}
        for each in self.bills:
            if not each.met and (each.kind == "loan" or each.essential):
                found.setdefault(each.key, each)
        return tuple(found.values())

    @property
    def calls(self) -> tuple[CallView, ...]:
        """The loans to call before their day, one row each, with all that is missed of it."""
        missed: dict[int, list[BillView]] = {}
        for each in self.bills:
            if each.call_by is not None and each.loan_id is not None and not each.met:
                missed.setdefault(each.loan_id, []).append(each)
        return tuple(sorted(map(_call, missed.values()), key=lambda each: (each.by, each.loan)))

    def call_of(self, loan_id: int | None) -> CallView | None:
        """The call to make about a loan, None if there is none."""
        return next((each for each in self.calls if each.loan_id == loan_id), None)


def _call(missed: list[BillView]) -> CallView:
    """What to say of the dues of one loan; paid late is told only where nothing stays unpaid."""
    unpaid = [each for each in missed if each.act in ("skip", "part")]
    first, last = (unpaid or missed)[0], (unpaid or missed)[-1]
    left = sum(each.left_minor for each in unpaid)
    days = [each.on for each in missed if each.on is not None]
    return CallView(
        loan_id=first.loan_id or 0, loan=first.name, by=min(each.call_by or each.due_on for each in missed),
        due_on=first.due_on, last_due_on=last.due_on, left_minor=left,
        amount_minor=sum(each.amount_minor for each in missed),
        on=None if left or not days else max(days),
    )  # fmt: skip
