"""Names that any program takes for an account, each its own, and what a journal says of itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.money import Money
from tracker.formats.journal import (
    Assertion,
    Journal,
    Posting,
    Transaction,
    account_name,
    account_names,
    in_order,
    one_line,
    strict_name,
)


@pytest.mark.parametrize(
    ("name", "lenient", "strict"),
    [
        ("Jiebei 借呗", "Jiebei 借呗", "Jiebei-借呗"),
        ("借呗", "借呗", "X-借呗"),
        ("car: loan;  x", "car loan x", "Car-loan-x"),
        ("(a) [b] *c", "a b c", "A-b-c"),
        ("9 to 5", "9 to 5", "9-to-5"),
        ("\"q\" \\ 'r'", "q r", "Q-r"),
        ("a\tb\u3000c\u2028d", "a b c d", "A-b-c-d"),
        ("🏠", "", "X-"),
        ("ﬁx", "ﬁx", "X-ﬁx"),
    ],
)
def test_what_an_account_may_hold(name, lenient, strict):
    assert account_name(name) == lenient
    assert strict_name(account_name(name)) == strict


@given(
    st.lists(st.text(max_size=20) | st.sampled_from(["", "a", "A", "a-", "a b", "a.b", "借", "x 借", "🏠"]))
)
def test_every_loan_has_an_account_of_its_own(names):
    made = account_names(enumerate(names))
    assert len(made) == len(names)
    assert len({strict_name(each) for each in made.values()}) == len(names)
    for each in made.values():
        assert each == one_line(each)
        assert any(map(str.isalnum, each))
        assert not set(each) & set(":;|()[]{}\"'\\*!&=@~#<>,/")


def test_a_journal_knows_its_days_currencies_and_accounts():
    loan, opening = ("Liabilities", "Loans", "A"), ("Equity", "Opening balances")
    first, second = (
        Transaction(
            on=on, words="", postings=(
                Posting(account=loan, amount=Money(-5, "JPY")),
                Posting(account=opening, amount=Money(5, "JPY")),
            ),
        )
        for on in (date(2026, 2, 1), date(2026, 1, 1))
    )  # fmt: skip
    made = Journal(
        title="", asserted_on=date(2026, 3, 1), transactions=(first, second),
        assertions=(Assertion(account=loan, amount=Money(0, "CNY")),),
    )  # fmt: skip
    assert (made.first_on, made.currencies) == (date(2026, 1, 1), ("CNY", "JPY"))
    assert made.accounts == (opening, loan)
    assert list(in_order(made.transactions)) == [second, first]
    empty = Journal(title="", asserted_on=date(2026, 3, 1), transactions=(), assertions=())
    assert (empty.first_on, empty.accounts) == (date(2026, 3, 1), ())
