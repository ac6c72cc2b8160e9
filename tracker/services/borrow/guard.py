"""A loan before it is taken out: what it does to everything else that is owed; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tracker.domain.cash.facts import Account
from tracker.domain.cash.monthly import monthly_means
from tracker.domain.loan.due import OpenDue
from tracker.domain.loan.facts import Loan, LoanFacts, Method, Terms
from tracker.domain.loan.opening import open_loan
from tracker.domain.loan.payoff import payoff
from tracker.domain.loan.schedule import has_schedule
from tracker.domain.loan.summary import summarise
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.borrowing import borrowed, free_on, saving, worst
from tracker.domain.recovery.comparison import Outline, carry_on
from tracker.domain.typed.rate import Unit
from tracker.domain.typed.sums import typed_minor
from tracker.domain.yields import nominal_to_effective
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.borrow.ahead import cash_with, months_with, paid_by_hand
from tracker.services.borrow.answers import NEW, Borrowing, OwnRate, Paid, Switch
from tracker.services.calc import read_typed
from tracker.services.cash.accounts import find_account
from tracker.services.cash.forecasting import FIRST
from tracker.services.loan.change import preview_loan
from tracker.services.loan.preview import Preview, preview_whole
from tracker.services.rule_check import cap_checks, cost_view
from tracker.services.talk.arrears import arrears_view
from tracker.services.talk.keeping import fullest
from tracker.store.cash import read_cash_accounts, read_events
from tracker.store.due import KeptLoan, read_dues, read_kept, read_projection
from tracker.store.loan import read_entries, read_facts, read_loan

_LAST_ENTRY = 2**62
_HUNDRED = 100


def borrow(
    book: Book, fields: Mapping[str, str], *, currency: str, to_pay: Loan | None = None
) -> Checked[Borrowing]:
    """What a loan of typed terms would do: a calculator's words, upfront_fee, received, account, product.

    Without a start it is received today, and all of the amount but the fee taken off.
    """
    draft, problems = read_typed(fields, today=book.today, currency=currency)
    if draft is None or draft.method is None:
        return None, problems
    start = draft.opened_on or book.today
    if start < book.today:
        return None, (Problem(code="borrow_before_today", field="start", value=fields.get("start", "")),)
    draft = replace(draft, name=_("The new loan"), opened_on=start)
    opened, problems = open_loan(draft, today=book.today, slug="")
    if opened is None:
        return None, problems
    loan, terms = opened
    if not loan.balance_minor:
        return None, (Problem(code="not_positive", field="amount"),)
    if not has_schedule(loan.method, terms):
        return None, (Problem(code="terms_missing", field="periods"),)
    return consider(book, loan, terms, fields, to_pay=to_pay)


def guarded(book: Book, fields: Mapping[str, str], *, rate_unit: Unit | None = None) -> Checked[Borrowing]:
    """What the loan would do that the words of a loan would add."""
    opened, problems = preview_loan(book, fields, rate_unit=rate_unit)
    if opened is None:
        return None, problems
    loan, terms = opened
    return consider(book, loan, terms, {"account": fields.get("autopay_account", "")})


def preview_new(book: Book, fields: Mapping[str, str]) -> Preview:
    """A loan as it would be saved, and what it does where it is taken out today or later."""
    found = preview_whole(book, fields)
    loan, terms = found.loan, found.terms
    if loan is None or terms is None or not found.rows:
        return found
    if loan.opened_on is None or loan.opened_on < book.today or loan.balance_minor <= 0:
        return found
    account = {"account": fields.get("autopay_account", "")}
    view = (
        consider(book, loan, terms, account, beside=False)[0]
        or consider(book, loan, terms, {}, beside=False)[0]
    )
    return replace(found, borrowing=view)


def consider(
    book: Book,
    loan: Loan,
    terms: Terms,
    fields: Mapping[str, str],
    *,
    to_pay: Loan | None = None,
    beside: bool = True,
) -> Checked[Borrowing]:
    """What a loan that is not in the book would do; the words are received, account and product.

    Unless `beside`, the rates of the other loans are left out.
    """
    loan, start = replace(loan, id=NEW), loan.tracked_from
    received, problems = _received(loan, terms, fields.get("received", ""))
    account, unfound = _account(book, loan, fields.get("account", ""))
    problems = (*problems, *unfound, *_wrong_purpose(book, loan, start, to_pay))
    if problems:
        return None, problems
    facts = LoanFacts(loan=loan, terms=(terms,))
    made = borrowed(facts, received)
    paid = _pay_out_of(book, to_pay, received, made) if to_pay else None
    dues = paid_by_hand(loan, terms, summarise(facts, []).dues, account)
    already = loan.opened_on is not None and loan.opened_on < book.today
    means = monthly_means(read_events(book.conn), loan.currency, book.today)
    months = months_with(book, loan.currency, dues, paid)
    product = fields.get("product", "").strip().casefold().replace("-", "_")
    product = product or ("card" if loan.method is Method.REVOLVING else "")
    rate = made.rate
    checks, left = cap_checks(
        book, loan.opened_on or start, product,
        nominal=None if rate.nominal is None else rate.nominal * _HUNDRED,
        effective=None if rate.rate is None else rate.rate * _HUNDRED,
    )  # fmt: skip
    kept = [each for each in read_kept(book.conn, book.today) if each.balance_minor > 0]
    rates = sorted(_own_rates(book, kept) if beside else [], key=lambda each: each.effective)
    free = _free(book, kept, made, paid)
    return Borrowing(
        loan=loan, currency=loan.currency, today=book.today, start=start, received_minor=received,
        already_there=already, made=made, dearest=rates[-1] if rates else None,
        cheapest=rates[0] if rates else None, unrated=len(kept) - len(rates),
        month=months[0] if months else None, worst=worst(months), income_minor=means.income_minor,
        ahead=cash_with(book, loan, account, dues, paid, None if already else received),
        free_before=free[0], free_after=free[1], endless=free[2], to_pay=paid.switch if paid else None,
        product=product, checks=checks, not_held=left,
    ), ()  # fmt: skip


def _received(loan: Loan, terms: Terms, text: str) -> tuple[int, tuple[Problem, ...]]:
    """What really comes: as typed, else the amount less what is taken off."""
    lent = loan.principal_minor if loan.principal_minor is not None else loan.balance_minor
    if not text.strip():
        return lent - (terms.upfront_fee_minor or 0), ()
    minor, problems = typed_minor(text, loan.currency, field="received")
    if minor is not None and not 0 < minor <= lent:
        problems = (Problem(code="received_above", field="received", value=text),)
    return minor or 0, problems


def _account(book: Book, loan: Loan, text: str) -> tuple[Account | None, tuple[Problem, ...]]:
    """The account it is paid into and its dues are paid from; the fullest where none was named."""
    if not text.strip():
        return fullest(read_cash_accounts(book.conn, book.currency), loan.currency, book.today), ()
    account, problems = find_account(book, text)
    if account is not None and account.currency != loan.currency:
        params = {"expected": loan.currency, "found": account.currency}
        problems = (Problem(code="currency_mismatch", field="account", value=account.name, params=params),)
    return account, problems


def _wrong_purpose(book: Book, loan: Loan, start: date, to_pay: Loan | None) -> tuple[Problem, ...]:
    if to_pay is None:
        return ()
    if to_pay.currency != loan.currency:
        params = {"expected": loan.currency, "found": to_pay.currency}
        return (Problem(code="currency_mismatch", field="to_pay", value=to_pay.name, params=params),)
    if start != book.today:
        return (Problem(code="borrow_to_pay_today", field="start", value=start.isoformat()),)
    return ()


def _pay_out_of(book: Book, loan: Loan, received: int, made: Outline) -> Paid:
    """Another loan cleared today with what is received, or paid as far as that goes."""
    facts, entries = read_facts(book.conn, loan), read_entries(book.conn, loan.id)
    added = arrears_view(book, loan).told_above_minor
    clears = payoff(facts, book.today, entries=entries).total + added
    paid = min(received, clears)
    more = [*entries, (book.today, paid, _LAST_ENTRY)]
    is_cleared = paid == clears
    now = carry_on(facts, book.today, entries=entries, added_minor=added)
    rest = carry_on(facts, book.today, entries=more, added_minor=added)
    as_now = None if now.endless else sum(each.amount_minor for each in now.payments)
    left = 0 if is_cleared else None if rest.endless else sum(each.amount_minor for each in rest.payments)
    summary = summarise(facts, more)
    known = next((each for each in read_dues(book.conn, FIRST, date.max) if each.loan_id == loan.id), None)
    open_dues: tuple[OpenDue, ...] = () if is_cleared else summary.dues
    return Paid(
        loan=loan,
        switch=Switch(
            loan=loan.name, clears_minor=clears, paid_minor=paid, is_cleared=is_cleared, as_now_minor=as_now,
            saves_minor=saving(
                as_now_minor=as_now, paid_minor=paid, rest_minor=left,
                new_minor=made.total_minor, received_minor=received,
            ),
        ),
        dues=tuple(replace(known, due=each) for each in open_dues) if known else (),
        ends_on=None if rest.endless or not open_dues else open_dues[-1].due_on,
    )  # fmt: skip


def _own_rates(book: Book, kept: list[KeptLoan]) -> list[OwnRate]:
    """What each loan costs a year, of those where anything is known."""
    found = []
    for each in kept:
        loan = read_loan(book.conn, each.loan_id)
        view = cost_view(book, loan) if loan else None
        if view is not None and view.nominal is not None and view.effective is not None:
            found.append(
                OwnRate(loan=each.name, nominal=view.nominal, effective=view.effective, is_true=True)
            )
        elif each.rate is not None:
            yearly = each.rate.yearly()
            found.append(
                OwnRate(
                    loan=each.name, nominal=yearly * _HUNDRED,
                    effective=nominal_to_effective(yearly) * _HUNDRED, is_true=False,
                )
            )  # fmt: skip
    return found


def _free(
    book: Book, kept: list[KeptLoan], made: Outline, paid: Paid | None
) -> tuple[date | None, date | None, tuple[str, ...]]:
    """When the last debt ends without and with the loan, and the loans of which nobody knows."""
    last = {row[0]: row for row in read_projection(book.conn, date.max)}
    ends: dict[int, date | None] = {}
    for each in kept:
        row = last.get(each.loan_id)
        known = row is not None and row[3] <= 0 and not each.never_ends
        ends[each.loan_id] = max(date.fromisoformat(row[2]), book.today) if row and known else None
    before, unknown = free_on(ends)
    with_it = ends | {NEW: made.ends_on}
    if paid is not None:
        with_it[paid.loan.id] = paid.ends_on
        if paid.switch.is_cleared:
            del with_it[paid.loan.id]
    names = {each.loan_id: each.name for each in kept}
    return before, free_on(with_it)[0], tuple(names[key] for key in unknown)
