import pytest

from tracker.domain.typed.day import parse_due_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1", 1),
        ("31", 31),
        ("17th", 17),
        ("1st", 1),
        ("31ST", 31),
        ("每月17日", 17),
        ("17日", 17),
        ("17号", 17),
        ("１７", 17),
        ("the 2nd of each month", 2),
        ("月底", 31),
        ("last day", 31),
    ],
)
def test_due_days(text, day):
    assert parse_due_day(text) == (day, ())


@pytest.mark.parametrize("text", ["0", "32", "", "17.0", "2025-05-04", "monday", "-1", "٣"])
def test_what_is_no_day(text):
    value, problems = parse_due_day(text)
    assert value is None
    assert problems[0].field == "due_day"


@pytest.mark.parametrize(("text", "number"), [("每月五号", 5), ("二十八号", 28), ("每月最后一天", 31)])
def test_numbers_in_chinese(text, number):
    assert parse_due_day(text) == (number, ())
