import pytest

from tracker.domain.typed.count import parse_periods


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("36", 36),
        (" 36 months", 36),
        ("36期", 36),
        ("3 years", 36),
        ("2年", 24),
        ("12个月", 12),
        ("１２", 12),
    ],
)
def test_numbers_of_instalments(text, periods):
    assert parse_periods(text) == (periods, ())


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), ("0", "not_in_range"), ("many", "periods_unreadable")]
)
def test_what_is_no_number_of_instalments(text, code):
    assert parse_periods(text)[1][0].code == code


def test_a_loan_has_no_more_instalments_than_the_book_holds():
    assert parse_periods("3660")[0] == 3660
    assert parse_periods("3661")[0] is None


@pytest.mark.parametrize(("text", "number"), [("三年", 36), ("十二期", 12), ("24个月", 24)])
def test_numbers_in_chinese(text, number):
    assert parse_periods(text) == (number, ())
