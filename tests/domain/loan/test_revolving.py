"""Cards replayed; every number is worked out by hand.

A card of 1,000.00 tracked from 10 January, stated on the 5th and due on the 25th, at 18.25% a year:
0.05% a day, 50 cents a day on the whole.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.facts import AllocationOrder, ChargeKind, Component, Method, Terms
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.revolving import unposted_interest
from tracker.domain.rates import Rate

FEE, INTEREST, PENALTY, PRINCIPAL = (
    Component.FEE,
    Component.INTEREST,
    Component.PENALTY,
    Component.PRINCIPAL,
)
START = date(2026, 1, 10)
DAYS = {"due_day": 25, "statement_day": 5}
CARD = {"start": START, "opened": None, "rate": "18.25", **DAYS}


@pytest.fixture
def card(facts):
    def build(**given):
        return facts(
            Method.REVOLVING, given.pop("balance", 100000), **{"minimum_percent": Decimal(10)} | CARD | given
        )

    return build


def mins(ledger, count: int = 3) -> list[tuple[str, int, int, int]]:
    """Due day, principal, interest and what is open of the first minimums."""
    return [
        (str(row.due_on)[5:], row.principal, row.interest, row.open) for row in ledger.instalments[:count]
    ]


def test_nothing_posted(card):
    ledger = replay(card())
    assert ledger.balance == 100000
    # 10% of what was stated before; then a month's interest on 90000 and 10% of it.
    assert mins(ledger, 2) == [("01-25", 10000, 0, 10000), ("02-25", 9000, 1369, 10369)]
    assert all(row.estimate for row in ledger.instalments)


def test_the_minimum_met_carries_the_rest(card):
    ledger = replay(card(paid=[("01-25", 10000), ("02-25", 10245)]), allocations=True)
    # 15 days on 100000 and 11 on 90000: 750 + 495; then 10% of 90000 and the interest.
    assert mins(ledger, 2) == [("01-25", 10000, 0, 0), ("02-25", 9000, 1245, 0)]
    assert ledger.instalments[1].settled_on == date(2026, 2, 25)
    second = ledger.allocations[2]
    assert (second.principal, second.interest) == (9000, 1245)
    assert (ledger.balance, ledger.principal) == (81000, 81000)


def test_the_minimum_met_in_part_stays_open_and_is_not_asked_twice(card):
    ledger = replay(card(paid=[("01-25", 4000), ("02-20", 100)]))
    # 750 + 11 days on 96000: 528. New: 10% of the 90000 not asked for yet, and the interest.
    assert mins(ledger, 2) == [("01-25", 10000, 0, 5900), ("02-25", 9000, 1278, 10278)]
    assert ledger.balance == 100000 - 4000 + 1278 - 100
    assert ledger.days_past_due(date(2026, 2, 20)) == 26


def test_paid_in_full_in_time_bears_no_interest(card):
    charged = [("01-28", ChargeKind.PURCHASE, 20000)]
    ledger = replay(card(paid=[("01-25", 100000), ("02-06", 100)], charged=charged))
    assert (ledger.balance, ledger.charges_open) == (19900, 0)
    assert mins(ledger, 2) == [("01-25", 10000, 0, 0), ("02-25", 2000, 0, 1900)]


@pytest.mark.parametrize(("grace", "interest"), [(0, 800), (3, 0)])
def test_paid_in_full_too_late_bears_interest(card, grace, interest):
    # 16 days on 100000 to the 26th; within the days of grace it counts as in time.
    ledger = replay(card(paid=[("01-26", 100000), ("02-06", 1)], grace_days=grace))
    assert ledger.paid[INTEREST] + ledger.charges[INTEREST] == interest


def test_a_promotion_bears_no_interest_until_it_ends(card):
    # Interest runs from 1 February: 4 days at 50.
    given = card(paid=[("02-10", 100)], promo_until=date(2026, 1, 31))
    ledger = replay(given)
    assert ledger.paid[INTEREST] + ledger.charges[INTEREST] == 200
    given = card(paid=[("02-10", 100)], promo_until=date(2026, 6, 30))
    assert replay(given).charges[INTEREST] == 0


def test_the_issuers_statement_wins(card):
    given = card(stated=[("02-06", "02-26", 123456, 15000)], paid=[("02-10", 5000)])
    ledger = replay(given)
    assert ledger.balance == 118456
    # The January minimum of 10000 is in the 15000 asked for.
    assert mins(ledger, 2) == [("01-25", 10000, 0, 5000), ("02-26", 5000, 0, 5000)]
    assert not ledger.instalments[1].estimate
    assert ledger.instalments[2].due_on == date(2026, 3, 25)


def test_a_statement_without_a_minimum_is_estimated(card):
    ledger = replay(card(balance=0, stated=[("02-06", "02-26", 50000, None)]))
    assert mins(ledger, 1) == [("02-26", 5000, 0, 5000)]
    assert ledger.instalments[0].estimate


def test_a_statement_of_nothing_closes_what_was_open(card):
    ledger = replay(card(stated=[("02-06", "02-26", 0, 0)]))
    assert (ledger.balance, ledger.settled_on) == (0, date(2026, 2, 6))
    assert [(row.amount, row.settled_on) for row in ledger.instalments] == [(0, date(2026, 2, 6))]


def test_a_statement_below_our_interest_and_fees_takes_them_off(card):
    given = card(charged=[("01-20", ChargeKind.FEE, 900)], stated=[("02-06", "02-26", 500, 500)])
    ledger = replay(given)
    assert (ledger.balance, ledger.principal, ledger.charges[FEE]) == (500, 0, 500)


def test_where_the_statement_day_is_unknown_the_due_date_tells_the_cycle(card):
    given = card(statement_day=None, stated=[("02-05", "02-25", 90000, 9000)], paid=[("02-01", 12000)])
    ledger = replay(given)
    # One minimum for February, the printed one, and no interest of ours beside it.
    assert mins(ledger, 3)[:2] == [("01-25", 10000, 0, 0), ("02-25", 9000, 0, 9000)]
    assert ledger.charges[INTEREST] == 0


def test_the_issuers_interest_replaces_our_estimate(card):
    paid = [("02-06", 100)]  # makes us post 26 days at 50 on the 5th
    charged = [("02-08", ChargeKind.INTEREST, 1400)]
    ledger = replay(card(paid=paid, charged=charged))
    assert ledger.paid[INTEREST] + ledger.charges[INTEREST] == 1400 + 100
    assert ledger.balance == 100000 + 1400
    # A charge long after the statement day is its own.
    ledger = replay(card(paid=paid, charged=[("02-20", ChargeKind.INTEREST, 1400)]))
    assert ledger.balance == 100000 + 1300 + 1400 - 100


def test_fees_are_met_before_principal(card):
    charged = [("01-20", ChargeKind.LATE_FEE, 300), ("01-20", ChargeKind.PENALTY, 40)]
    ledger = replay(card(charged=charged, paid=[("01-21", 1000)]), allocations=True)
    found = ledger.allocations[1]
    assert (found.penalty, found.fee, found.interest, found.principal) == (40, 300, 0, 660)


def test_beyond_ninety_days_principal_goes_first(card):
    order = AllocationOrder(switch_after_days=90, switched=(PRINCIPAL, INTEREST, FEE, PENALTY))
    charged = [("01-20", ChargeKind.FEE, 300)]
    # The minimum of 25 January is open; 25 April is 90 days after, 26 April 91.
    for on, fee in (("04-25", 200), ("04-26", 0)):
        ledger = replay(card(charged=charged, paid=[(on, 200)], allocation=order), allocations=True)
        assert ledger.allocations[1].fee == fee


def test_an_overpayment_is_credit_that_meets_purchases(card):
    given = card(paid=[("01-20", 100500)])
    assert (replay(given).balance, replay(given).credit) == (0, 500)
    given = card(paid=[("01-20", 100500)], charged=[("01-22", ChargeKind.PURCHASE, 800)])
    ledger = replay(given)
    assert (ledger.balance, ledger.credit, ledger.paid[PRINCIPAL]) == (300, 0, 100500)


def test_a_waiver_takes_the_minimum_along(card):
    ledger = replay(card(waived=[("01-20", PRINCIPAL, 95000), ("01-21", FEE, 10)]))
    assert ledger.balance == 5000
    assert mins(ledger) == [("01-25", 5000, 0, 5000)]
    ledger = replay(card(waived=[("01-20", PRINCIPAL, 100000)]))
    assert (ledger.balance, ledger.settled_on) == (0, date(2026, 1, 20))


def test_a_waiver_falls_off_the_newest_minimum_first(card):
    # Two minimums are open, 10000 and 10300 (9000 and 26 days of interest); 5000 is left of the debt.
    ledger = replay(card(waived=[("02-10", INTEREST, 1300), ("02-11", PRINCIPAL, 95000)]))
    assert [row.open for row in ledger.instalments] == [5000, 0]
    assert ledger.instalments[1].settled_on == date(2026, 2, 11)


def test_a_fixed_minimum(card):
    ledger = replay(card(payment_minor=20000, paid=[("01-25", 20000), ("02-06", 1)]))
    assert [row.amount for row in ledger.instalments[:2]] == [20000, 20000]
    assert not any(row.estimate for row in ledger.instalments)


def test_unknown_days_ask_for_nothing(card):
    ledger = replay(card(due_day=None, statement_day=None, paid=[("03-01", 500)]))
    assert (ledger.balance, ledger.instalments, ledger.endless) == (99500, [], False)


def test_new_days_move_the_cycles(card):
    later = Terms(
        effective_on=date(2026, 2, 1), rate=Rate(Decimal("18.25")), due_day=10, statement_day=20,
        minimum_percent=Decimal(10),
    )  # fmt: skip
    ledger = replay(card(later=[later]))
    assert [str(row.due_on)[5:] for row in ledger.instalments[:3]] == ["01-25", "02-10", "03-10"]


def test_a_new_rate_keeps_the_cycles(card):
    later = Terms(
        effective_on=date(2026, 1, 20), rate=Rate(Decimal("36.5")), minimum_percent=Decimal(10), **DAYS
    )
    ledger = replay(card(later=[later], paid=[("02-06", 1)]))
    # 10 days at 50 and 16 at 100.
    assert ledger.charges[INTEREST] + ledger.paid[INTEREST] == 500 + 1600
    assert [str(row.due_on)[5:] for row in ledger.instalments[:2]] == ["01-25", "02-25"]


def test_interest_to_a_date(card):
    given = card(paid=[("01-25", 10000)])
    entries = [(date(2026, 1, 25), 10000, 1)]
    # 750 + 5 days on 90000: 225. On the due date itself paying in full would have been free.
    assert unposted_interest(given, entries, date(2026, 1, 30)) == 975
    assert unposted_interest(given, entries, date(2026, 1, 25)) == 0
    # 1245 posted on 5 February and 25 days more on 90000: 1125. The new statement's due date has passed.
    assert unposted_interest(given, entries, date(2026, 3, 2)) == 1245 + 1125
    assert unposted_interest(given, entries, date(2026, 2, 20)) == 1245


def test_a_payment_on_the_first_day_meets_the_minimum_stated_before(card):
    ledger = replay(card(paid=[("01-10", 10000)]))
    assert mins(ledger, 1) == [("01-25", 10000, 0, 0)]
    assert ledger.balance == 90000


def test_a_payment_on_the_first_day_that_falls_short_leaves_the_rest(card):
    ledger = replay(card(paid=[("01-10", 4000)]))
    assert mins(ledger, 1) == [("01-25", 10000, 0, 6000)]
