"""A household in memory for the dashboard: answers as services give them, no file behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.domain.calendar import add_months
from tracker.domain.loan.due import Reason
from tracker.domain.loan.facts import Charge, Loan, LoanFacts, Method, Terms
from tracker.domain.loan.ledger import Allocation
from tracker.domain.loan.whatif import WhatIf, what_if
from tracker.domain.problems import Problem
from tracker.domain.rates import Rate
from tracker.services.home_views import HomeAhead
from tracker.services.loan.filter import read_filter, sorted_rows
from tracker.services.loan.timeline import Happening, Timeline
from tracker.services.views import (
    BalancePoint,
    Done,
    DueRisk,
    DueRow,
    HomeView,
    LoanRow,
    LoanView,
    MonthTotal,
    OverdueTotal,
    PaymentRow,
    PayoffView,
    ScheduleRow,
    SoFar,
)
from tracker.ui.answers import PaymentDraft
from tracker.ui.answers_loan import FoundLoans, Wish

TODAY = date(2026, 11, 21)


def loan_row(**given: Any) -> LoanRow:
    """A loan of which only what matters is said."""
    row = {
        "slug": str(given["loan_id"]), "lender": "", "method": "informal", "balance_minor": 0, "rate": None,
        "next_due_on": None, "next_amount_minor": None, "next_estimate": False, "days_past_due": 0,
        "overdue_minor": 0, "status": "unknown", "autopay": None,
        "account": ACCOUNTS.get(given["loan_id"], ""),
    }  # fmt: skip
    return LoanRow(**{**row, **given})


def payment_row(**given: Any) -> PaymentRow:
    """A payment of which only what matters is said."""
    row = {"posted_on": None, "state": "posted", "account": "", "ref": "", "note": "", "version": 1}
    return PaymentRow(**{**row, **given})


ACCOUNTS = {1: "CMB 1234", 2: "CMB 1234", 3: "ICBC 88", 4: "ICBC 88", 6: "BOI 7"}
LOANS = (
    loan_row(
        loan_id=1, loan="Jiebei 借呗", lender="MYbank", currency="CNY", method="level_payment",
        balance_minor=2106423, rate=Rate(Decimal("15.4")), next_due_on=date(2026, 11, 9),
        next_amount_minor=190520, days_past_due=12, overdue_minor=190520, status="overdue", autopay="off",
        late_since=date(2026, 11, 9),
    ),
    loan_row(
        loan_id=2, loan="CMB credit card", lender="招商银行", currency="CNY", method="revolving",
        balance_minor=1240000, rate=Rate(Decimal("18.25")), next_due_on=date(2026, 11, 24),
        next_amount_minor=124000, next_estimate=True, status="upcoming", autopay="expired",
    ),
    loan_row(
        loan_id=3, loan="Car loan", lender="ICBC", currency="CNY", method="level_payment",
        balance_minor=6901886, rate=Rate(Decimal("6.8")), next_due_on=date(2026, 11, 28),
        next_amount_minor=286243, status="upcoming",
    ),
    loan_row(
        loan_id=4, loan="Mortgage", lender="ICBC", currency="CNY", method="level_payment",
        balance_minor=51230045, rate=Rate(Decimal("3.95")), next_due_on=date(2026, 12, 1),
        next_amount_minor=651233, status="upcoming", autopay="on",
    ),
    loan_row(
        loan_id=5, loan="Family loan", lender="Uncle", currency="CNY", method="informal",
        balance_minor=3000000, status="unknown",
    ),
    loan_row(
        loan_id=6, loan="Student loan", lender="Bank of Ireland", currency="EUR", method="equal_principal",
        balance_minor=423150, rate=Rate(Decimal("4.1")), next_due_on=date(2026, 12, 15),
        next_amount_minor=21010, status="upcoming", autopay="on",
    ),
)  # fmt: skip
HAPPENED = (
    Happening(on=date(2025, 1, 5), kind="opened", amount_minor=12000000),
    Happening(
        on=date(2026, 9, 28), kind="missed", code="settled", amount_minor=286243, about=21,
        params={"days": "2", "number": "21"},
    ),
    Happening(on=date(2026, 10, 1), kind="charge", code="late_fee", amount_minor=3500, about=1),
    Happening(on=date(2026, 10, 9), kind="waiver", code="fee", amount_minor=3500, about=1),
    Happening(on=date(2026, 11, 2), kind="terms", about=2, params={"rate": "6.8%/year"}),
    Happening(on=date(2026, 11, 5), kind="edit", code="edited", note="Car loan", about=9),
)  # fmt: skip


@dataclass
class FakeAnswers:
    """The answers of a household that lives as long as the test."""

    rows: tuple[LoanRow, ...] = LOANS
    file_name: str = "debt.db"
    is_demo: bool = False
    today: date = TODAY
    currency: str = "CNY"
    paid: list[PaymentRow] = field(default_factory=list)
    undone: list[PaymentRow] = field(default_factory=list)
    elsewhere: bool = False
    refuse: tuple[Problem, ...] = ()
    charges: tuple[Charge, ...] = ()
    knows_cash: bool = True
    ahead_fails: str = ""

    def talk_warnings(self, act: str, on: str) -> tuple[str, ...]:
        """What an act restarts."""
        return (f"{act} restarts it",)

    def home(self) -> HomeView:
        rows = self.loans()
        dues = tuple(sorted((self._due(row) for row in rows if row.next_due_on), key=lambda due: due.due_on))
        late = tuple(due for due in dues if due.status == "overdue")
        sums: dict[str, int] = {}
        for row in rows:
            sums[row.currency] = sums.get(row.currency, 0) + row.balance_minor
        return HomeView(
            balances=tuple(sums.items()),
            month=(MonthTotal(currency="CNY", open_minor=600763, paid_minor=651233),) if rows else (),
            overdue=tuple(
                OverdueTotal(
                    currency=due.currency, amount_minor=due.amount_minor, count=1, oldest_days=-due.days
                )
                for due in late
            ),
            next_due=dues,
            due_count=len(dues),
            risks=tuple(
                DueRisk(due=due, level="high", reasons=(Reason(code="card_expired"),))
                for due in dues
                if due.autopay == "expired"
            ),
            loans=rows,
            alerts_stale=False,
            default_currency="CNY",
        )

    def home_ahead(self) -> HomeAhead:
        if self.ahead_fails:
            raise OSError(self.ahead_fails)
        from ahead import home_ahead

        return home_ahead(self.loans(), cash=self.knows_cash)

    def balance(self, currency: str) -> tuple[BalancePoint, ...]:
        whole = sum(row.balance_minor for row in self.loans() if row.currency == currency)
        return _points(currency, whole)

    def loans(self) -> tuple[LoanRow, ...]:
        return tuple(self._now(row) for row in self.rows)

    def find_loans(self, wish: Wish) -> FoundLoans:
        found, problems = read_filter(wish.text, today=TODAY, currency="CNY")
        passed = [row for row in self.loans() if found.matches(row)]
        rows = sorted_rows(passed, wish.sort, descending=wish.descending, own="CNY")
        return FoundLoans(rows=rows, of=len(self.rows), problems=problems)

    def what_if(self, loan_id: int) -> WhatIf | None:
        row = self.loan_row(loan_id)
        if row is None or row.rate is None:
            return WhatIf(unknown=("payment",)) if row else None
        terms = Terms(
            effective_on=TODAY,
            rate=row.rate,
            payment_minor=row.next_amount_minor,
            first_due_on=row.next_due_on,
        )
        loan = Loan(
            id=row.loan_id, slug="", name=row.loan, currency=row.currency, method=Method.LEVEL_PAYMENT,
            tracked_from=TODAY, balance_minor=row.balance_minor,
        )  # fmt: skip
        return what_if(LoanFacts(loan=loan, terms=(terms,)), TODAY)

    def loan_row(self, loan_id: int) -> LoanRow | None:
        return next((row for row in self.loans() if row.loan_id == loan_id), None)

    def count_payments(self, loan_id: int) -> int:
        return len(self._payments(loan_id))

    def oldest_due(self, loan_id: int) -> DueRow | None:
        row = self.loan_row(loan_id)
        return self._due(row) if row is not None and row.next_due_on else None

    def loan(self, loan_id: int) -> LoanView | None:
        row = self.loan_row(loan_id)
        if row is None:
            return None
        loan = Loan(
            id=row.loan_id, slug=str(row.loan_id), name=row.loan, currency=row.currency,
            method=Method(row.method), tracked_from=date(2025, 1, 5), balance_minor=12000000,
        )  # fmt: skip
        terms = Terms(effective_on=date(2025, 1, 5), rate=row.rate, periods=48, due_day=28)
        return LoanView(
            row=row,
            loan=loan,
            terms=(terms,) if row.rate else (),
            schedule=_schedule(row) if row.next_due_on else (),
            payoff=PayoffView(
                on=TODAY, principal_minor=row.balance_minor, interest_minor=29985,
                accrued_minor=29985, prepay_fee_minor=69019,
                total_minor=row.balance_minor + 99004, per_diem_minor=1304, saves_minor=441416, estimate=True,
                fees_minor=0, charges_minor=0, penalty_minor=0, credit_minor=0, if_fees_waived_minor=None,
            ),
            so_far=SoFar(
                principal_minor=5098114, interest_minor=1199232, interest_to_come_minor=540420,
                ends_on=date(2028, 12, 28), settled=22, late=1, worst_days=2, fee_minor=0, penalty_minor=0,
                never_ends=False, instalments=48, streak=20, credit_minor=0,
            ),
            balance=_points(row.currency, row.balance_minor),
            payments=len(self._payments(loan_id)), charges=self.charges, waivers=(), statements=(),
            allocations={
                p.payment_id: Allocation(principal=p.principal_minor, interest=p.interest_minor or 0)
                for p in self._payments(loan_id)
                if p.principal_minor is not None
            },
        )  # fmt: skip

    def loan_terms(self, loan_id: int) -> LoanView | None:
        return self.loan(loan_id)

    def payoff_days(self, loan_id: int) -> Callable[[date], PayoffView] | None:
        view = self.loan(loan_id)
        if view is None:
            return None
        quote = view.payoff

        def on(day: date) -> PayoffView:
            more = (day - TODAY).days * quote.per_diem_minor
            return replace(
                quote, on=day, interest_minor=quote.interest_minor + more,
                accrued_minor=quote.accrued_minor + more, total_minor=quote.total_minor + more,
            )  # fmt: skip

        return on

    def timeline(self, loan_id: int, limit: int) -> Timeline | None:
        row = self.loan_row(loan_id)
        if row is None:
            return None
        found = [
            *(
                Happening(
                    on=p.paid_on, kind="payment", code=p.state, amount_minor=p.amount_minor, note=p.note,
                    about=p.payment_id, params={"account": p.account},
                )
                for p in self._payments(loan_id)
            ),
            *HAPPENED,
        ]  # fmt: skip
        found.sort(key=lambda each: each.on, reverse=True)
        return Timeline(
            loan_id=loan_id, loan=row.loan, currency=row.currency, rows=tuple(found[:limit]),
            total=len(found),
        )  # fmt: skip

    def timeline_apart(self, loan_id: int, limit: int) -> Timeline | None:
        return self.timeline(loan_id, limit)

    def talk_case(self, loan_id: int) -> None:
        """Nothing was said about any loan of this household."""

    def suspects(self, loan_id: int) -> tuple[Any, ...]:
        return ()

    def payments(self, loan_id: int, offset: int, limit: int) -> tuple[PaymentRow, ...]:
        return self._payments(loan_id)[offset : offset + limit]

    def record_payment(
        self, draft: PaymentDraft, amount_minor: int, paid_on: date, posted_on: date | None = None
    ) -> tuple[Done | None, tuple[Problem, ...]]:
        if self.refuse:
            return None, self.refuse
        row = next(row for row in self.rows if row.loan_id == draft.loan_id)
        payment = payment_row(
            payment_id=1000 + len(self.paid), loan_id=row.loan_id, loan=row.loan, paid_on=paid_on,
            posted_on=posted_on, amount_minor=amount_minor, currency=row.currency, state=draft.state,
            account=draft.account, ref=draft.ref, note=draft.note,
        )  # fmt: skip
        self.paid.append(payment)
        self.undone.clear()
        return Done(title=self._title(payment)), ()

    def undo(self) -> Done | None:
        if not self.paid:
            return None
        self.undone.append(self.paid.pop())
        return Done(title=self._title(self.undone[-1]))

    def redo(self) -> Done | None:
        if not self.undone:
            return None
        self.paid.append(self.undone.pop())
        return Done(title=self._title(self.paid[-1]))

    def learn_holidays(self) -> bool:
        return False

    def changed_elsewhere(self) -> bool:
        was, self.elsewhere = self.elsewhere, False
        return was

    def _title(self, payment: PaymentRow) -> str:
        return f"Recorded {payment.amount_minor / 100:,.2f} to {payment.loan}"

    def _now(self, row: LoanRow) -> LoanRow:
        paid = sum(p.amount_minor for p in self.paid if p.loan_id == row.loan_id and p.state == "posted")
        if not paid:
            return row
        cured = row.status == "overdue" and paid >= row.overdue_minor
        return replace(
            row,
            balance_minor=max(0, row.balance_minor - paid),
            status="upcoming" if cured else row.status,
            overdue_minor=0 if cured else max(0, row.overdue_minor - paid),
            days_past_due=0 if cured else row.days_past_due,
            next_due_on=add_months(row.next_due_on, 1) if cured and row.next_due_on else row.next_due_on,
        )

    def _due(self, row: LoanRow) -> DueRow:
        assert row.next_due_on is not None
        return DueRow(
            loan_id=row.loan_id, loan=row.loan, due_on=row.next_due_on, days=(row.next_due_on - TODAY).days,
            amount_minor=row.overdue_minor or row.next_amount_minor or 0,
            currency=row.currency, status=row.status,
            kind="minimum" if row.method == "revolving" else "instalment", estimate=row.next_estimate,
            days_past_due=row.days_past_due, autopay=row.autopay, account=row.account, pay_by=row.next_due_on,
        )  # fmt: skip

    def _payments(self, loan_id: int) -> tuple[PaymentRow, ...]:
        old = tuple(
            payment_row(
                payment_id=n, loan_id=loan_id, loan="", paid_on=date(2026, 10, 28) - timedelta(days=30 * n),
                amount_minor=286243, currency="CNY", account="ICBC 88", principal_minor=245740 - n * 1000,
                interest_minor=40503 + n * 1000, fee_minor=0, penalty_minor=0,
            )
            for n in range(22)
        )  # fmt: skip
        return (*(p for p in reversed(self.paid) if p.loan_id == loan_id), *old)


def _schedule(row: LoanRow) -> tuple[ScheduleRow, ...]:
    assert row.next_due_on is not None
    balance, rows = row.balance_minor + 3 * 240000, []
    for number in range(20, 49):
        due_on = add_months(row.next_due_on, number - 23)
        settled = due_on < row.next_due_on
        rows.append(
            ScheduleRow(
                number=number, due_on=due_on, payment_minor=286243, principal_minor=246243,
                interest_minor=40000, balance_minor=max(0, balance - (number - 20) * 240000),
                paid_minor=286243 if settled else 0,
                status="paid" if settled else "overdue" if due_on < TODAY else "upcoming",
                settled_on=due_on if settled else None, late_days=2 if number == 21 else 0,
                fee_minor=0, estimate=False,
            )
        )  # fmt: skip
    return tuple(rows)


def _points(currency: str, now_minor: int) -> tuple[BalancePoint, ...]:
    past = (
        BalancePoint(
            on=add_months(TODAY, -n, 1),
            currency=currency,
            kind="actual",
            balance_minor=now_minor + n * now_minor // 30,
        )
        for n in range(24, 0, -1)
    )
    coming = (
        BalancePoint(
            on=add_months(TODAY, n, 1), currency=currency, kind="projected",
            balance_minor=max(0, now_minor - n * now_minor // 26),
        )
        for n in range(1, 27)
    )  # fmt: skip
    return (*past, BalancePoint(on=TODAY, currency=currency, balance_minor=now_minor, kind="actual"), *coming)
