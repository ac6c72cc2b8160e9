"""Journals for both writers: one to compare letter by letter, and any with whatever text stands in it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.domain.money import Money
from tracker.formats.journal import Assertion, Journal, Posting, Transaction, account_names

LOANS = ("Liabilities", "Loans")
OPENING = ("Equity", "Opening balances")
FIRST = date(2026, 1, 31)


def journal_of(names, texts, sums, currency="CNY") -> Journal:
    """One loan for each name, opened by its sum; the texts are the words and notes of what is paid."""
    accounts = account_names(enumerate(names))
    transactions, totals = [], []
    for number, sum_ in enumerate(sums):
        name, words = accounts[number % len(names)], texts[number % len(texts)]
        debt = (*LOANS, name)
        transactions.append(
            Transaction(
                on=FIRST + timedelta(days=number), words=f"Opening: {words}", estimate=number % 2 == 1,
                facts=(("note", words),) if words else (),
                postings=(
                    Posting(account=debt, amount=Money(-sum_, currency), part="principal"),
                    Posting(account=OPENING, amount=Money(sum_, currency)),
                ),
            )
        )  # fmt: skip
    for number, name in accounts.items():
        owed = sum(each for place, each in enumerate(sums) if place % len(names) == number)
        totals.append(Assertion(account=(*LOANS, name), amount=Money(-owed, currency)))
    return Journal(
        title="Balances", asserted_on=FIRST + timedelta(days=len(sums)), transactions=tuple(transactions),
        assertions=(*totals, Assertion(account=LOANS, amount=Money(-sum(sums), currency))),
        remarks=("One remark: [a] date:x.",),
    )  # fmt: skip


TEXTS = (
    "date:2026-13-45", "[2026-13-45]", "; x", "a | b", "(unclosed", "! * ~ =", '"quoted" \\', "借呗; 花呗",
    "two\nlines", "\x1b[31mred", "a  b", "@ 5 CNY", "#tag ^link", "comment", "end", "{{", "\u202eabc", "",
)  # fmt: skip

any_text = st.sampled_from(TEXTS) | st.text(max_size=30)
journals = st.builds(
    journal_of,
    st.lists(any_text, min_size=1, max_size=5),
    st.lists(any_text, min_size=1, max_size=30),
    st.lists(st.integers(0, 10**14), min_size=1, max_size=30),
    st.sampled_from(["CNY", "JPY", "KWD", "CLF"]),
)
