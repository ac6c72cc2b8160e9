"""What is taken out is out, however it was grouped or written; what is not, stays as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.recovery.redaction import Redaction, aliases, letter, tail

PLAIN = Redaction(numbers=True)
DIGITS = st.text("0123456789", min_size=6, max_size=22)
AROUND = st.sampled_from(("", "pay to ", "账号", "(", "No. ", "call ", "12 "))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("pay 6222 0212 3456 7890 now", "pay …7890 now"),
        ("ID 11010519491231002X", "ID …002X"),
        ("DE89 3704 0044 0532 0130 00", "…3000"),
        ("请拨13800138000", "请拨…8000"),
        ("400-820-8820 or (010) 8888 1234.", "…8820 or (…1234."),
        ("\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10", "…8000"),
        ("HT-2026-000123", "HT-…0123"),
    ],
)
def test_long_numbers_keep_their_tail(text, left):
    assert PLAIN.text(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "3 of 2026-11-20 22:30, 1,234,567.00 and 12345.60", "95188", "2026-11-02 2026-11-03",
        "12 months at 24%", "call back at 5, 6 or 7", "360 days",
    ],
)  # fmt: skip
def test_days_sums_and_short_numbers_stay(text):
    assert PLAIN.text(text) == text


@given(AROUND, DIGITS, st.sampled_from(("", " ", "-", ".", "/")), st.integers(2, 6), AROUND)
def test_no_more_than_a_tail_of_a_number_is_left(before, digits, gap, size, after):
    grouped = gap.join(digits[at : at + size] for at in range(0, len(digits), size))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]{1,2}", grouped):
        return  # a day or a sum, by its form
    left = re.sub(r"[^0-9]", "", PLAIN.text(f"{before}{grouped} {after}"))
    assert digits not in left
    assert digits[:-4] not in left or len(digits) < 9


def test_a_value_that_is_a_number_keeps_its_tail_whatever_its_form():
    assert PLAIN.number("someone@pay.example") == "…mple"
    assert PLAIN.number("95188") == "95188"
    assert Redaction(numbers=False).number("6222021234567890") == "6222021234567890"
    assert tail("12") == "…"


def test_names_give_way_to_aliases_and_a_kept_name_to_nothing():
    made = aliases([("Ant", "Lender A"), ("花呗", "Lender B"), ("ANT ", "Lender C")], kept=["Ant Bank"])
    redaction = Redaction(aliases=made)
    assert redaction.text("ant, Antwerp, ANT  BANK, 我的花呗") == "Lender A, Antwerp, ANT  BANK, 我的Lender B"
    assert Redaction(aliases=aliases([("A", "Lender A"), ("B", "A")])).text("A B") == "Lender A A"


@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_a_name_that_stands_alone_never_comes_through(name, other):
    redaction = Redaction(numbers=False, aliases=aliases([(name, "\u2603")]))
    if redaction.aliases:
        shown = redaction.text(f"{other} {name}, {other}")
        plain = redaction.aliases[0][0]
        assert not re.search(rf"(?:^|[\s]){re.escape(plain)},", shown) or "\u2603" in plain


def test_letters_go_on_after_z():
    assert [letter(each) for each in (0, 1, 25, 26, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
