"""A statement of a card feeds its balance: purchases, fees, interest and refunds, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.loan.card_row import LEFT_OUT, PAYMENT, ROLES, tell
from tracker.domain.loan.facts import Loan, Method
from tracker.domain.loan.repayment import Matcher, Reason
from tracker.domain.problems import Problem
from tracker.domain.text import normal
from tracker.formats.profile import Account
from tracker.formats.statement import Entry, Statement
from tracker.formats.tally import Note
from tracker.services.book import Book
from tracker.services.charge_pairs import Posting
from tracker.services.import_reading import Reading
from tracker.store.connection import Connection
from tracker.store.exchange import held_postings
from tracker.store.loan import read_statements

ASKED = frozenset({"which_card", "loan_ambiguous"})
"""What is wrong with a row that only waits for its card."""

SKIPPED = frozenset(
    {"said_none", "before_tracked", "not_yet", "pending", "closed", "failed", "reverted", "split"}
)
"""Why rows of a card are left out for good."""


class CardRow(NamedTuple):
    """What a row of a card's statement becomes: a posting to a card, or why it is left out."""

    loan: Loan | None = None
    role: str = ""
    why: tuple[Reason, ...] = ()
    reason: str = ""
    """Why it is left out, as the account of an import says it."""
    problem: Problem | None = None


def is_card(loan: Loan) -> bool:
    """Whether a loan is a card or credit line: no other takes purchases."""
    return loan.method is Method.REVOLVING


def charged_on(entry: Entry) -> date:
    """The day a row counts from: when the issuer posted it, for that decides on which statement it stands."""
    return entry.posted_on or entry.on


def posting_of(entry: Entry, row: CardRow) -> Posting | None:
    """A row as it is written."""
    if row.loan is None or row.role in ("", PAYMENT):
        return None
    on = charged_on(entry)
    return Posting(entry.line, row.loan, on, row.role, entry.gross_minor, entry.ref, entry.note)


class CardFeed:
    """Tells which card a row is of, and what it is there."""

    def __init__(
        self,
        conn: Connection,
        loans: Mapping[int, Loan],
        matcher: Matcher,
        *,
        account: Account,
        fixed: Loan | None,
        cards: Iterable[int],
        today: date,
        wanted: bool,
    ) -> None:
        self.loans, self.matcher, self.account, self.fixed = loans, matcher, account, fixed
        self.today, self.wanted = today, wanted
        self.cards = tuple(each for each in cards if is_card(loans[each]))
        self._conn = conn
        self._held: dict[tuple[str, str, int, str], list[tuple[int, str]]] = {}

    def remember(self, first: date, last: date) -> None:
        """Look up what files brought before, so that a row stays what it was."""
        cards = {each.id for each in self.loans.values() if is_card(each)}
        if not cards:
            return
        near = timedelta(days=31)
        rows = held_postings(self._conn, cards, (first - near).isoformat(), (last + near).isoformat())
        for (loan_id, on, way, minor), each in rows:
            if each.imported and (text := each.ref or normal(each.note)):
                self._held.setdefault((on, way, minor, text), []).append((loan_id, each.role))

    def known(self, entry: Entry) -> CardRow | None:
        """What the very same row became when it was imported before."""
        if not self._held or not (text := entry.ref or normal(entry.note)):
            return None
        found = self._held.get((charged_on(entry).isoformat(), entry.way, entry.gross_minor, text))
        if not found:
            return None
        loan_id, role = found.pop(0)
        return CardRow(self.loans[loan_id], role, (Reason("before"),))

    @property
    def read_as(self) -> Account:
        """What the rows are read as: a file whose purchases are those of one card is its statement."""
        if self.wanted and self.account == "bank" and self.fixed is not None and is_card(self.fixed):
            return "card"
        return self.account

    @property
    def question(self) -> Problem | None:
        """What has to be said before purchases can come in at all."""
        if not self.wanted:
            return None
        if self.fixed is not None and not is_card(self.fixed):
            return Problem(code="not_revolving", field="loan", value=self.fixed.name, hint="--loan")
        if self.account == "wallet":
            # A closed order and its refund are two of a wallet's rows: neither moved the balance of a card.
            return Problem(code="wallet_is_no_card", field="purchases")
        if self.account != "app" and not self._candidates():
            return Problem(code="which_card", field="loan", hint="--loan")
        return None

    def of(self, entry: Entry, *, said: Loan | None = None) -> CardRow | None:
        """What a row that is no payment is on its card; None if it is none of a card's, or none is wanted.

        `said` is the loan a person named for the row.
        """
        role = entry.role
        if role == LEFT_OUT:
            return CardRow(reason="said_none")
        if role and role not in ROLES:
            params = {"choices": ", ".join(ROLES)}
            problem = Problem(code="unknown_choice", field="as", value=role[:200], params=params)
            return CardRow(problem=problem)
        if role and entry.gross_minor:
            return self._said(entry, role, said)
        if not self.wanted or said is not None or not entry.gross_minor:
            return None
        among = self._cards_of(entry)
        if not among:
            return None
        if entry.status and entry.status != "refund":
            return CardRow(reason=entry.status)
        told = tell(way=entry.way, kind=entry.kind, status=entry.status, text=f"{entry.payee} {entry.text}")
        if told is None:
            return CardRow(reason="card_unsaid")
        if len(among) > 1:
            return self._ambiguous(entry, among)
        loan = self.loans[among[0]]
        reasons = [told.reason, Reason("on_card", {"loan": loan.name})]
        if (number := self._number(loan, entry)) is not None:
            reasons.append(number)
        row = CardRow(loan, told.role, tuple(reasons))
        reason = self._misplaced(entry, loan)
        return CardRow(reason=reason) if reason else row

    def _said(self, entry: Entry, role: str, said: Loan | None) -> CardRow:
        """A row of which a person said what it is."""
        among = [said.id] if said is not None else list(self._cards_of(entry, surely=True))
        if not among:
            return CardRow(problem=Problem(code="which_card", field="loan", value=entry.note, hint="--loan"))
        if len(among) > 1:
            return self._ambiguous(entry, tuple(among))
        loan = self.loans[among[0]]
        if role == PAYMENT:
            return CardRow(loan, PAYMENT, (Reason("chosen"),))
        if not is_card(loan):
            return CardRow(
                problem=Problem(code="not_revolving", field="loan", value=loan.name, hint="--loan")
            )
        if entry.currency != loan.currency:
            params = {"expected": loan.currency, "found": entry.currency}
            code = "currency_mismatch"
            return CardRow(problem=Problem(code=code, field="currency", value=entry.currency, params=params))
        if (on := charged_on(entry)) < loan.tracked_from:
            params = {"start": loan.tracked_from.isoformat()}
            return CardRow(
                problem=Problem(code="before_opened", field="date", value=on.isoformat(), params=params)
            )
        if on > self.today:
            return CardRow(problem=Problem(code="in_the_future", field="date", value=on.isoformat()))
        return CardRow(loan, role, (Reason("chosen"),))

    def _ambiguous(self, entry: Entry, among: tuple[int, ...]) -> CardRow:
        params = {"matches": ", ".join(self.loans[each].name for each in among[:5])}
        return CardRow(
            problem=Problem(
                code="loan_ambiguous", field="loan", value=entry.note, hint="--loan", params=params
            )
        )

    def _misplaced(self, entry: Entry, loan: Loan) -> str:
        if entry.currency != loan.currency:
            return "other_currency"
        on = charged_on(entry)
        if on < loan.tracked_from:
            return "before_tracked"
        return "not_yet" if on > self.today else ""

    def _candidates(self, *, surely: bool = False) -> tuple[int, ...]:
        """The cards the whole file can be of; of a bank account only a person can say that it is a card."""
        if self.fixed is not None:
            return (self.fixed.id,) if is_card(self.fixed) else ()
        return self.cards if surely or self.account in ("card", "either") else ()

    def _cards_of(self, entry: Entry, *, surely: bool = False) -> tuple[int, ...]:
        """The cards a row can be of: by the account it names, else by the last digits in it."""
        if self.account == "app":
            named = self.matcher.named_by(entry.account)
            found = tuple(each for each in named if is_card(self.loans[each]))
            if found or not surely:
                return found
        among = self._candidates(surely=surely)
        if entry.tail and len(among) > 1:
            numbered = tuple(each for each in among if self._number(self.loans[each], entry) is not None)
            return numbered or among
        return among

    def _number(self, loan: Loan, entry: Entry) -> Reason | None:
        if entry.tail and self.matcher.has_number(loan.id, entry.tail):
            return Reason("number", {"number": entry.tail})
        return None


def feed_reading(statement: Statement, loans: Iterable[Loan], *, purchases: bool) -> tuple[Reading, ...]:
    """Whether purchases come in, where a file can be of a card that there is."""
    if statement.profile.account == "wallet" or not any(map(is_card, loans)):
        return ()
    value, how = ("yes", "said") if purchases else ("", "sure")
    return (Reading(name="purchases", value=value, how=how),)


def covered_notes(book: Book, postings: Iterable[Posting]) -> list[Note]:
    """What a printed statement covers: its balance stays, however many of the rows before it come in."""
    found = []
    by_loan: dict[int, list[Posting]] = {}
    for each in postings:
        by_loan.setdefault(each.loan.id, []).append(each)
    for loan_id, rows in by_loan.items():
        stated = max((each.statement_on for each in read_statements(book.conn, loan_id)), default=None)
        covered = sum(each.on <= stated for each in rows) if stated is not None else 0
        if covered and stated is not None:
            params = {"count": str(covered), "name": rows[0].loan.name, "on": stated.isoformat()}
            found.append(Note("covered_by_statement", params))
    return found
