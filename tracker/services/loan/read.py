"""Loans as people look at them: the list, one loan with everything, schedule, payoff, balance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tracker.domain.calendar import add_months, month_end, month_ends
from tracker.domain.loan.facts import Component, Loan, LoanFacts
from tracker.domain.loan.ledger import Entry, Instalment, Ledger, replay
from tracker.domain.loan.payoff import payoff as compute_payoff
from tracker.domain.loan.payoff import terms_on
from tracker.domain.loan.true_rate import contract_cost
from tracker.services.book import Book
from tracker.services.loan.listing import kept_to_row
from tracker.services.views import BalancePoint, LoanTerms, LoanView, PayoffView, ScheduleRow, SoFar
from tracker.store.due import KeptLoan, read_kept, read_points, read_projection
from tracker.store.loan import (
    count_payments,
    read_arrangements,
    read_entries,
    read_facts,
    read_loan,
    read_loans,
    read_terms,
)


def list_trash(book: Book) -> tuple[Loan, ...]:
    """The loans in the trash."""
    return read_loans(book.conn, trashed=True)


def loan_view(book: Book, loan_id: int, *, allocations: bool = False) -> LoanView | None:
    """One loan with everything but its payments; None if it is gone or in the trash.

    With `allocations`, how each payment was split comes with it, from the same replay.
    """
    loan = read_loan(book.conn, loan_id)
    kept = read_kept(book.conn, book.today, closed=True, loan_id=loan_id)
    if loan is None or not kept:
        return None
    facts = read_facts(book.conn, loan)
    entries = read_entries(book.conn, loan_id)
    ledger = replay(facts, entries=entries, allocations=allocations)
    return LoanView(
        row=kept_to_row(kept[0], book.today),
        loan=loan,
        terms=facts.terms,
        schedule=_schedule_rows(facts, ledger, book.today),
        payoff=_payoff_view(facts, entries, book.today),
        so_far=_so_far(ledger, kept[0]),
        balance=balance(book, loan_id=loan_id),
        charges=facts.charges,
        waivers=facts.waivers,
        statements=facts.statements,
        payments=count_payments(book.conn, loan_id),
        allocations=ledger.allocations,
        cost=contract_cost(facts),
    )


def loan_terms(book: Book, loan_id: int) -> LoanTerms | None:
    """What is agreed on a loan, without its history; None if it is gone or in the trash."""
    loan = read_loan(book.conn, loan_id)
    kept = read_kept(book.conn, book.today, closed=True, loan_id=loan_id)
    if loan is None or not kept:
        return None
    terms = read_terms(book.conn, loan_id)
    return LoanTerms(row=kept_to_row(kept[0], book.today), loan=loan, terms=terms)


def schedule_versions(book: Book, loan_id: int) -> tuple[date, ...]:
    """The days from which the second and later versions of a schedule hold: each by an arrangement."""
    return tuple(each.effective_on for each in read_arrangements(book.conn, loan_id))


def schedule(book: Book, loan_id: int, *, version: int | None = None) -> tuple[ScheduleRow, ...]:
    """Every instalment of a loan, past and to come, with how far each is paid.

    An earlier `version` (1 is the first) is shown as if no later arrangement had taken its place.
    """
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return ()
    facts = read_facts(book.conn, loan)
    if version is not None:
        facts = replace(facts, arrangements=facts.arrangements[: max(0, version - 1)])
    return _schedule_rows(facts, replay(facts, entries=read_entries(book.conn, loan_id)), book.today)


def payoff(book: Book, loan_id: int, on: date) -> PayoffView | None:
    """What clears the loan on a date."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    return _payoff_view(read_facts(book.conn, loan), read_entries(book.conn, loan_id), on)


def payoff_days(book: Book, loan_id: int) -> Callable[[date], PayoffView] | None:
    """What clears the loan on any date, from facts that are read once; None if the loan is gone."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    facts, entries = read_facts(book.conn, loan), read_entries(book.conn, loan_id)
    return lambda on: _payoff_view(facts, entries, on)


def balance(
    book: Book,
    *,
    loan_id: int | None = None,
    currency: str | None = None,
    months_back: int | None = None,
    months_ahead: int | None = None,
) -> tuple[BalancePoint, ...]:
    """The balance at each month end: actual up to today, then projected as everything due is paid.

    Of one loan, or in total for each currency; all months that are known unless bounds are given.
    """
    today = book.today
    first = month_end(add_months(today, -months_back)) if months_back is not None else date.min
    kept = read_kept(book.conn, today, closed=True, loan_id=loan_id)
    points = read_points(book.conn, first, loan_id=loan_id)
    last = month_end(add_months(today, months_ahead)) if months_ahead is not None else date.max
    projected = read_projection(book.conn, last, loan_id=loan_id)
    found: list[BalancePoint] = []
    for code in dict.fromkeys(each.currency for each in kept):
        if currency not in (None, code):
            continue
        loans = [each for each in kept if each.currency == code]
        found += _actual(loans, [row for row in points if row[1] == code], first, today)
        found += _projected(loans, [row for row in projected if row[1] == code], today, months_ahead)
    return tuple(found)


def _actual(
    loans: list[KeptLoan], points: list[tuple[int, str, str, int]], first: date, today: date
) -> list[BalancePoint]:
    closed = {each.loan_id: each.closed_on for each in loans if each.closed_on is not None}
    if not points:
        owed = sum(each.balance_minor for each in loans if each.loan_id not in closed)
        return [_point(today, loans, owed, "actual")]
    by_month: dict[str, dict[int, int]] = {}
    for loan_id, _, month, minor in points:
        by_month.setdefault(month, {})[loan_id] = minor
    # What a loan stood at before the first month shown is where it begins.
    since = first.isoformat()
    current: dict[int, int] = {loan_id: minor for loan_id, _, month, minor in points if month < since}
    start = first if current else date.fromisoformat(points[0][2])
    found = []
    for end in month_ends(start, today):
        current.update(by_month.get(end.isoformat(), {}))
        for loan_id, on in closed.items():
            if on <= end and loan_id in current:
                current[loan_id] = 0  # whatever was left, nobody owes it any more
        found.append(_point(min(end, today), loans, sum(current.values()), "actual"))
    return found


def _projected(
    loans: list[KeptLoan],
    rows: list[tuple[int, str, str, int]],
    today: date,
    months_ahead: int | None,
) -> list[BalancePoint]:
    """Month ends to come, each loan standing at the balance after its last instalment until then."""
    current = {each.loan_id: each.balance_minor for each in loans if each.closed_on is None}
    if not rows:
        return []
    last = date.fromisoformat(rows[-1][2])
    if months_ahead is not None:
        last = max(last, add_months(today, months_ahead))
    found, index = [], 0
    for end in month_ends(add_months(today, 1, 1) if today == month_end(today) else today, last):
        until = end.isoformat()
        while index < len(rows) and rows[index][2] <= until:
            loan_id, _, _, after = rows[index]
            current[loan_id] = after
            index += 1
        found.append(_point(end, loans, sum(current.values()), "projected"))
    return found


def _point(on: date, loans: list[KeptLoan], minor: int, kind: str) -> BalancePoint:
    return BalancePoint(on=on, currency=loans[0].currency, balance_minor=minor, kind=kind)


def _schedule_rows(facts: LoanFacts, ledger: Ledger, today: date) -> tuple[ScheduleRow, ...]:
    return tuple(
        ScheduleRow(
            number=row.number,
            due_on=row.due_on,
            payment_minor=row.amount,
            principal_minor=row.principal,
            interest_minor=row.interest,
            fee_minor=row.fee,
            balance_minor=row.balance,
            paid_minor=row.paid,
            status=_row_status(row, terms_on(facts, row.due_on).grace, today),
            settled_on=row.settled_on,
            late_days=row.late_days,
            estimate=row.estimate,
        )
        for row in ledger.instalments
    )


def _row_status(row: Instalment, grace: int, today: date) -> str:
    if row.open <= 0:
        return "paid"
    late = (today - row.due_on).days
    if late > 0:
        return "grace" if late <= grace else "overdue"
    return "due_today" if late == 0 else "upcoming"


def _payoff_view(facts: LoanFacts, entries: list[Entry], on: date) -> PayoffView:
    found = compute_payoff(facts, on, entries=entries)
    return PayoffView(
        on=on,
        principal_minor=found.principal,
        interest_minor=found.interest_due + found.interest_accrued,
        accrued_minor=found.interest_accrued,
        fees_minor=found.fees,
        charges_minor=found.charges,
        penalty_minor=found.penalty + found.late_fees,
        prepay_fee_minor=found.prepay_fee,
        credit_minor=found.credit,
        total_minor=found.total,
        per_diem_minor=found.per_diem,
        saves_minor=found.saves,
        if_fees_waived_minor=max(0, found.total - found.fees_to_come) if found.fees_to_come else None,
        if_interest_returned_minor=found.total_if_returned if found.total and found.interest_ahead else None,
        estimate=found.estimate,
        unknown=found.unknown,
    )


def _so_far(ledger: Ledger, kept: KeptLoan) -> SoFar:
    open_rows = [row for row in ledger.instalments if row.open > 0]
    to_come = sum(row.interest - row.paid_interest + row.fee - row.paid_fee for row in open_rows)
    late = [row.late_days for row in ledger.instalments if row.late_days]
    return SoFar(
        principal_minor=ledger.paid[Component.PRINCIPAL],
        interest_minor=ledger.paid[Component.INTEREST],
        fee_minor=ledger.paid[Component.FEE],
        penalty_minor=ledger.paid[Component.PENALTY],
        interest_to_come_minor=to_come,
        ends_on=ledger.instalments[-1].due_on if ledger.instalments and not ledger.endless else None,
        never_ends=ledger.endless,
        settled=kept.settled,
        instalments=len(ledger.instalments),
        late=kept.late,
        worst_days=max(late, default=0),
        streak=kept.streak,
        credit_minor=ledger.credit,
    )
