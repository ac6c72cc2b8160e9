"""Exports of banks, wallets and apps: which of their rows repay a loan of the book, each with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.loan.card_row import PAYMENT, TYPES
from tracker.domain.loan.facts import Loan, Method, PaymentState
from tracker.domain.loan.repayment import Matcher, Movement, Reason, Verdict
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal
from tracker.formats.payment_list import PaymentLine
from tracker.formats.profile import UNSURE
from tracker.formats.recognise import Recognised
from tracker.formats.source import Source
from tracker.formats.statement import Entry, Statement, read_statement
from tracker.formats.statement_balance import Balances
from tracker.formats.tally import Note, Tally
from tracker.services.book import Book
from tracker.services.charge_pairs import Posting
from tracker.services.import_card import ASKED, SKIPPED, CardFeed, CardRow, covered_notes, posting_of
from tracker.services.import_expected import expected_of, own_numbers
from tracker.services.import_views import MOST_SEEN
from tracker.services.importing import ImportOptions, ImportReport, MatchedRow, Progress
from tracker.services.loan.find import AmbiguousLoanError, LoanNotFoundError, match
from tracker.services.payment_pairs import Row
from tracker.services.profile import lenders
from tracker.store.exchange import held_payments
from tracker.store.loan import read_loans, read_names

_EVERY = 5_000
_MOST_NAMED = 5
_MOST_LINES = 10


class Judged(NamedTuple):
    """A row of the statement and what is to become of it: `ok`, `ask`, or why it is left out."""

    entry: Entry
    mark: str
    reason: str = ""
    """Why a row is left out, as the account of an import says it."""
    loan: Loan | None = None
    why: tuple[Reason, ...] = ()
    problem: Problem | None = None
    role: str = PAYMENT
    """What it is to its loan: a payment, or with a card a kind of charge or a refund."""


@dataclass(slots=True)
class StatementLook:
    """A statement read against the book: every row judged, the payments among them, the account so far."""

    statement: Statement
    judged: list[Judged]
    lines: list[Row]
    postings: list[Posting]
    """What is posted to a card beside the payments."""
    report: ImportReport
    sums: Counter[str] = field(default_factory=Counter)


def look_at_statement(
    book: Book,
    source: Source,
    found: Recognised,
    options: ImportOptions,
    progress: Progress | None = None,
    *,
    every: bool = False,
) -> Checked[StatementLook]:
    """Read every row and tell what it is; problems come instead where nothing of the file can be used.

    Without `every` only those rows are kept that come in or wait for an answer.
    """
    statement, problems = read_statement(source, found, options.read)
    if statement is None:
        return None, problems
    judge = _Judge(book, statement, options)
    if (question := judge.feed.question) is not None:
        return None, (replace(question, value=question.value or source.name),)
    report = ImportReport(source=source.name, kind="payments", profile=found.profile.id)
    look = StatementLook(statement, [], [], [], report)
    tally, balances = statement.tally, Balances()
    strays: dict[str, list[int]] = {"no_loan": [], "card_unsaid": [], UNSURE: []}
    kept: list[Judged] = []
    for number, entry in enumerate(statement.entries(), 1):
        look.sums[entry.currency] += entry.minor
        balances.add(entry)
        each = judge.judge(entry)
        if each.problem is not None or each.mark == "ok" or (every and len(kept) < MOST_SEEN):
            kept.append(each)
        if each.problem is None and each.mark != "ok":
            tally.skip(entry.line, each.reason)
            if each.reason in strays and len(strays[each.reason]) <= _MOST_LINES:
                strays[each.reason].append(entry.line)
        if progress is not None and number % _EVERY == 0:
            progress(number, statement.seen.rows)
    if tally.fatal:
        return None, tuple(tally.fatal)
    if balances.denied and found.profile.account == "bank" and options.read.sign is None:
        return None, (Problem(code="sign_denied", field="amount", ask=True, hint="--sign"),)
    if found.profile.account == "app":
        kept = _without_mirrors(kept, tally)
    look.judged = kept if every else []
    for each in kept:
        if each.problem is not None:
            report.reject(replace(each.problem, line=each.entry.line))
        elif each.mark == "ok" and each.loan is not None:
            if (posting := posting_of(each.entry, CardRow(each.loan, each.role))) is not None:
                look.postings.append(posting)
            else:
                look.lines.append((each.loan, _payment(each.entry)))
            line, loan = each.entry.line, each.loan
            report.match(MatchedRow(line=line, loan_id=loan.id, loan=loan.name, why=each.why, role=each.role))
    tally.notes += _notes(strays, balances.jumps())
    tally.notes += covered_notes(book, look.postings)
    report.take(tally)
    report.skipped.sort(key=lambda each: each.line)
    report.told = found.names
    report.statement_rows, report.statement_sums = tally.accepted, dict(look.sums)
    return look, ()


def _notes(strays: dict[str, list[int]], jumps: tuple[int, ...]) -> list[Note]:
    """What a person should know of a statement: repayments of loans that are not here, rows that may lack."""
    notes = []
    if stray := strays["no_loan"]:
        notes.append(Note("repayments_elsewhere", {"lines": _listed(stray)}))
    if unsaid := strays["card_unsaid"]:
        notes.append(Note("card_unsaid", {"lines": _listed(unsaid)}))
    if unsure := strays[UNSURE]:
        notes.append(Note("status_unknown", {"lines": _listed(unsure)}))
    if jumps:
        notes.append(Note("balance_jumps", {"lines": _listed(jumps)}))
    return notes


def _listed(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:_MOST_LINES])) + (" …" if len(lines) > _MOST_LINES else "")


def _payment(entry: Entry) -> PaymentLine:
    return PaymentLine(
        entry.line, entry.on, entry.gross_minor, entry.currency, "", entry.ref, entry.note, entry.account,
        entry.posted_on, PaymentState.POSTED,
    )  # fmt: skip


class _Judge:
    """What becomes of each row, in this order: what a person said, what the book has, what the row says."""

    def __init__(self, book: Book, statement: Statement, options: ImportOptions) -> None:
        self.today, self.options = book.today, options
        self.profile = statement.profile
        self.names = read_names(book.conn)
        self.loans = {loan.id: loan for loan in read_loans(book.conn)}
        self.fixed = self.loans.get(options.loan_id) if options.loan_id is not None else None
        first, last = statement.seen.span or (book.today, book.today)
        considered = [self.fixed] if self.fixed is not None else list(self.loans.values())
        owed = expected_of(book, considered, first, last)
        self.matcher = Matcher(owed, lenders())
        self.chosen = {normal(text): loan_id for text, loan_id in options.loans_for}
        self.held = self._held(book, first, last)
        self.cards = self._cards(statement)
        self.feed = CardFeed(
            book.conn, self.loans, self.matcher, account=self.profile.account, fixed=self.fixed,
            cards=self.cards, today=book.today, wanted=options.purchases,
        )  # fmt: skip
        self.feed.remember(first, last)
        self.account = self.feed.read_as

    def judge(self, entry: Entry) -> Judged:
        """What becomes of a row."""
        said = self._said(entry)
        if isinstance(said, Problem):
            return Judged(entry, "ask", problem=said)
        if entry.role and (told := self.feed.of(entry, said=said)) is not None:
            return self._on_card(entry, told)
        if said is not None:
            return self._taken(entry, said, (Reason("chosen"),), chosen=True)
        if not entry.gross_minor:
            return Judged(entry, "skip", "zero")
        if (loan := self._known(entry)) is not None:
            return self._taken(entry, loan, (Reason("before"),))
        if (told := self.feed.known(entry)) is not None:
            return self._on_card(entry, told)
        verdict = self._verdict(entry)
        if verdict.loan_id is None and (told := self.feed.of(entry)) is not None:
            return self._on_card(entry, told)
        if entry.status == UNSURE and not (verdict.loan_id or verdict.rivals):
            return Judged(entry, "other", "no_loan" if verdict.likely else "not_repayment")
        if entry.status and (verdict.loan_id or verdict.rivals or entry.status != "refund"):
            return Judged(entry, "skip", entry.status)
        if entry.status:
            return Judged(entry, "other", entry.status)
        if verdict.loan_id is not None:
            return self._taken(entry, self.loans[verdict.loan_id], verdict.reasons)
        if verdict.rivals:
            names = ", ".join(self.loans[each].name for each in verdict.rivals[:_MOST_NAMED])
            problem = Problem(
                code="loan_ambiguous", field="loan", value=entry.note, hint="--loan-for",
                params={"matches": names},
            )  # fmt: skip
            return Judged(entry, "ask", problem=problem)
        if verdict.foreign:
            return Judged(entry, "other", "other_currency")
        return Judged(entry, "other", "no_loan" if verdict.likely else "not_repayment")

    def _on_card(self, entry: Entry, told: CardRow) -> Judged:
        """A row as what it is to a card."""
        if told.problem is not None:
            mark = "ask" if told.problem.code in ASKED else "bad"
            return Judged(entry, mark, problem=told.problem)
        if told.loan is None:
            return Judged(entry, "skip" if told.reason in SKIPPED else "other", told.reason)
        if told.role == PAYMENT:
            return self._taken(entry, told.loan, told.why, chosen=True)
        return Judged(entry, "ok", loan=told.loan, why=told.why, role=told.role)

    def _verdict(self, entry: Entry) -> Verdict:
        """What the row itself says: money that left, or that reached the card the statement is of."""
        if entry.kind in ("other", "refund", *TYPES):
            return Verdict()
        move = Movement(
            on=entry.on, minor=entry.gross_minor, currency=entry.currency, payee=entry.payee,
            text=entry.text, tail=entry.tail, says_repayment=entry.kind == "repayment",
        )  # fmt: skip
        account = self.account
        if entry.way == "in":
            if account in ("card", "either"):
                return self.matcher.judge_card(move, self.cards)
            if account == "app" and (cards := self.matcher.named_by(entry.account)):
                return self.matcher.judge_card(move, cards)
            return Verdict()
        if account == "card":
            return Verdict()
        return self.matcher.judge(move)

    def _taken(self, entry: Entry, loan: Loan, why: tuple[Reason, ...], *, chosen: bool = False) -> Judged:
        """A row as a payment to a loan, unless it cannot be one."""
        problem = None
        if entry.currency != loan.currency:
            params = {"expected": loan.currency, "found": entry.currency}
            problem = Problem(code="currency_mismatch", field="currency", value=entry.currency, params=params)
        elif loan.opened_on is not None and entry.on < loan.opened_on:
            params = {"start": loan.opened_on.isoformat()}
            problem = Problem(
                code="before_opened", field="paid_on", value=entry.on.isoformat(), params=params
            )
        elif entry.on > self.today:
            problem = Problem(code="in_the_future", field="paid_on", value=entry.on.isoformat())
        if problem is None:
            posted = entry.posted_on if entry.posted_on and entry.posted_on <= self.today else None
            return Judged(entry._replace(posted_on=posted), "ok", loan=loan, why=why)
        if chosen:
            return Judged(entry, "bad", problem=problem)
        # It was our own guess that does not hold.
        return Judged(entry, "other", "not_repayment")

    # What a person said, and what was said before

    def _said(self, entry: Entry) -> Loan | Problem | None:
        """The loan a person named for the row, by its line or by what it says."""
        if entry.loan:
            try:
                return self.loans[match(self.names, entry.loan)]
            except LoanNotFoundError:
                return Problem(code="loan_not_found", field="loan", value=entry.loan, hint="--loan")
            except AmbiguousLoanError as error:
                params = {"matches": ", ".join(name for _id, name in error.matches)}
                return Problem(
                    code="loan_ambiguous", field="loan", value=entry.loan, hint="--loan", params=params
                )
        if self.fixed is not None and entry.line in self.options.rows:
            return self.fixed
        if self.chosen and not entry.status and entry.gross_minor:
            for text in (entry.note, entry.payee, entry.text):
                if text and (loan_id := self.chosen.get(normal(text))) is not None:
                    return self.loans.get(loan_id)
        return None

    def _held(self, book: Book, first: date, last: date) -> dict[tuple[str, int, str], list[int]]:
        """Payments that a file brought, each under its day, amount and text: to which loans they went."""
        near = timedelta(days=1)
        held: dict[tuple[str, int, str], list[int]] = {}
        if self.loans:
            rows = held_payments(
                book.conn, set(self.loans), (first - near).isoformat(), (last + near).isoformat()
            )
            for (loan_id, on, minor), each in rows:
                if each.imported and (text := each.ref or normal(each.note)):
                    held.setdefault((on, minor, text), []).append(loan_id)
        return held

    def _known(self, entry: Entry) -> Loan | None:
        """The loan that this very row went to when it was imported before, whatever is guessed today."""
        if not self.held or not (text := entry.ref or normal(entry.note)):
            return None
        loans = self.held.get((entry.on.isoformat(), entry.gross_minor, text))
        return self.loans.get(loans.pop(0)) if loans else None

    def _cards(self, statement: Statement) -> tuple[int, ...]:
        """The cards a card statement can be of."""
        if self.fixed is not None:
            return (self.fixed.id,)
        found = self.matcher.cards_of(self.profile.lenders)
        # A card may bear the name of no bank; its last digits in the name of the file say it as well.
        among = found or tuple(each.id for each in self.loans.values() if each.method is Method.REVOLVING)
        numbered = own_numbers(statement.table, (self.loans[each] for each in among))
        return numbered or found


def _without_mirrors(judged: list[Judged], tally: Tally) -> list[Judged]:
    """A transfer that a budget shows in both accounts is one payment: the side that paid stays."""
    paid = Counter(
        (each.loan.id, each.entry.on, each.entry.gross_minor)
        for each in judged
        if each.loan is not None and each.entry.way == "out"
    )
    found = []
    for each in judged:
        key = (each.loan.id, each.entry.on, each.entry.gross_minor) if each.loan is not None else None
        if key is not None and each.entry.way == "in" and paid[key]:
            paid[key] -= 1
            tally.skip(each.entry.line, "other_side")
            found.append(Judged(each.entry, "skip", "other_side"))
        else:
            found.append(each)
    return found
