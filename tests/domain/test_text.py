import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text import SLUG_LENGTH, clean, is_formula, narrow, normal, slug


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Harbor", "Harbor"),
        ("花呗 8 月", "花呗 8 月"),
        ("two\nlines", "two lines"),
        ("two\r\n\tlines", "two lines"),
        ("a\rOVERWRITE", "a OVERWRITE"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;PWNED\x1b\\title", "]0;PWNED\\title"),
        ("\x9b31mC1", "31mC1"),
        ("bell\x07", "bell"),
        ("\u202eknab", "knab"),
        ("zero\u200bwidth", "zerowidth"),
        ("half \ud800", "half "),
        ("line\u2028separator", "line separator"),
        ("[/red] [@click=app.quit]x[/]", "[/red] [@click=app.quit]x[/]"),
        ("  kept  blanks ", "  kept  blanks "),
        ("non\u00a0breaking", "non\u00a0breaking"),
        ("", ""),
    ],
)
def test_clean_makes_one_safe_line(given_text, expected):
    assert clean(given_text) == expected


def test_clean_keeps_line_breaks_where_several_lines_are_allowed():
    assert clean("a\r\nb\rc\n\td\x1b", lines=True) == "a\nb\nc\n d"


def test_every_character_of_the_dangerous_categories_is_removed():
    left = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and clean(chr(code)) not in {"", " "}
    ]
    assert left == []


def test_nothing_else_is_removed():
    lost = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}
        and clean(chr(code)) != chr(code)
    ]
    assert lost == []


@given(st.text())
def test_clean_is_idempotent(text):
    assert clean(clean(text)) == clean(text)
    assert clean(clean(text, lines=True), lines=True) == clean(text, lines=True)
    assert "\n" not in clean(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Jiebei", "  JIEBEI "), ("ＡＢＣ 银行", "abc  银行"), ("Straße", "STRASSE"), ("a\tb", "a b")],
)
def test_normal_matches_names_people_mean_to_be_one(left, right):
    assert normal(left) == normal(right)


def test_narrow_folds_full_width_only():
    assert narrow("１２３．４５￥　Ａ元٣") == "123.45¥ A元٣"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Northwind Card", "northwind-card"),
        ("Family (Aunt Mei)", "family-aunt-mei"),
        ("花呗", "花呗"),
        ("招商银行 信用卡 1234", "招商银行-信用卡-1234"),
        ("Crédit Élan", "credit-elan"),
        ("=cmd|'/C calc'!A0", "cmd-c-calc-a0"),
        ("../../etc/passwd", "etc-passwd"),
        ("[/]", "loan"),
        ("", "loan"),
        ("١٢٣", "loan"),
        ("42", "loan-42"),
    ],
)
def test_slug(name, expected):
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_never_empty_and_never_a_number_or_option(name):
    made = slug(name)
    assert made
    assert len(made) <= SLUG_LENGTH + len("loan-")
    assert not made.isdigit()
    assert not made.startswith("-")
    assert "/" not in made


@pytest.mark.parametrize(
    "text", ["=1+1", " =1", "\t1", "\r=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "'=1"]
)
def test_what_a_spreadsheet_would_run(text):
    assert is_formula(text)


@pytest.mark.parametrize("text", ["", " ", "a=b", "1-2", "Harbor", "还款"])
def test_what_a_spreadsheet_would_not_run(text):
    assert not is_formula(text)
