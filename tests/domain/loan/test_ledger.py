"""What a ledger answers, and the order in which facts are replayed."""

from __future__ import annotations

from datetime import date

from tracker.domain.loan.facts import ChargeKind, Component, Method, Terms
from tracker.domain.loan.ledger import Allocation, Instalment, Ledger, play, posted, posted_entries


def row(due: date, **paid) -> Instalment:
    return Instalment(
        number=1, started_on=date(2026, 1, 1), due_on=due, principal=90, interest=9, fee=1, balance=0, **paid
    )


def test_an_instalment_adds_up():
    part = row(date(2026, 2, 1), paid_principal=10, paid_interest=9, paid_fee=1)
    assert (part.amount, part.paid, part.open, part.late_days) == (100, 20, 80, 0)
    late = row(date(2026, 2, 1), settled_on=date(2026, 2, 4))
    early = row(date(2026, 2, 1), settled_on=date(2026, 1, 20))
    assert (late.late_days, early.late_days) == (3, 0)


def test_an_allocation_adds_up():
    assert Allocation(1, 2, 3, 4, 5).total == 15


def test_what_is_overdue():
    paid = row(date(2026, 2, 1), paid_principal=90, paid_interest=9, paid_fee=1)
    ledger = Ledger(
        as_of=date(2026, 1, 1), currency="CNY",
        instalments=[paid, row(date(2026, 3, 1), paid_fee=1), row(date(2026, 4, 1))],
    )  # fmt: skip
    assert ledger.overdue(date(2026, 3, 1)) == []
    assert ledger.arrears(date(2026, 3, 2)).minor == 99
    assert ledger.days_past_due(date(2026, 3, 2)) == 1
    assert str(ledger.arrears(date(2026, 4, 2))) == "1.99"
    assert ledger.days_past_due(date(2026, 4, 2)) == 32


def test_payments_come_last_on_their_day():
    seen: list[str] = []
    one, two = date(2026, 1, 1), date(2026, 1, 2)
    play(
        [(one, 5, 1), (two, 6, 2)],
        [
            (two, 1, lambda: seen.append("charge")),
            (two, 0, lambda: seen.append("terms")),
            (date(2026, 1, 3), 2, lambda: seen.append("waiver")),
        ],
        lambda _on, amount, _id: seen.append(str(amount)),
    )
    assert seen == ["5", "terms", "charge", "6", "waiver"]


def test_facts_between_tracking_and_a_date(facts):
    given = facts(
        Method.REVOLVING, 100,
        paid=[("01-14", 1), ("01-15", 2), ("02-15", 3), ("02-16", 4)],
        charged=[("01-14", ChargeKind.FEE, 1), ("02-15", ChargeKind.FEE, 2), ("02-16", ChargeKind.FEE, 3)],
        waived=[("01-14", Component.FEE, 1), ("02-15", Component.FEE, 2), ("02-16", Component.FEE, 3)],
        stated=[("01-14", "02-01", 1, 0), ("02-15", "03-01", 2, 0), ("02-16", "03-02", 3, 0)],
        later=[
            Terms(effective_on=date(2026, 1, 15), grace_days=1),
            Terms(effective_on=date(2026, 2, 15), grace_days=2),
            Terms(effective_on=date(2026, 2, 16), grace_days=3),
        ],
    )  # fmt: skip
    known, entries = posted(given, date(2026, 2, 15))
    assert [amount for _, amount, _ in entries] == [2, 3]
    assert [each.amount_minor for each in known.charges] == [2]
    assert [each.amount_minor for each in known.waivers] == [2]
    assert [each.balance_minor for each in known.statements] == [2]
    assert [each.grace for each in known.terms] == [1, 2]


def test_entries_are_in_the_order_of_dates(facts):
    given = facts(Method.INFORMAL, 100, paid=[("03-01", 9), ("02-01", 5), ("02-01", 4)])
    assert posted_entries(given.payments) == [
        (date(2026, 2, 1), 4, 3), (date(2026, 2, 1), 5, 2), (date(2026, 3, 1), 9, 1),
    ]  # fmt: skip
