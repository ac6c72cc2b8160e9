"""Lists, parts and sentences stand together as each language writes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tracker import locale
from tracker.domain.problems import Problem
from tracker.locale.files import note_text
from tracker.locale.joining import apart, aside, fitted, listed, phrased, relisted, sentences, told_of
from tracker.locale.problems import sentence


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")


def _all() -> tuple[str, ...]:
    return (
        listed(["a", "b"]), relisted("a, b, c"), phrased(["a", "b"]), apart(["a", "b"]),
        sentences("A.", "", "B."), told_of("a", "b"), "a" + aside("b"),
    )  # fmt: skip


def test_each_language_joins_in_its_own_way() -> None:
    locale.use("en")
    assert _all() == ("a, b", "a, b, c", "a, b", "a; b", "A. B.", "a: b", "a (b)")
    locale.use("zh_CN")
    assert _all() == ("a、b", "a、b、c", "a，b", "a；b", "A.B.", "a：b", "a（b）")


def test_lists_inside_a_problem_and_a_note_are_in_the_language() -> None:
    locale.use("zh_CN")
    short = Problem(code="three_of_four", field="terms", value="principal, rate")
    assert sentence(short).endswith("缺少：本金、利率")
    choice = Problem(code="not_a_choice", field="state", value="x", params={"accepted": "open, paid"})
    assert sentence(choice) == "状态：x 不可用；可选：open、paid"
    assert note_text("columns_ignored", {"columns": "编号, 余额"}) == "没有用到的列：编号、余额"


def test_a_name_with_a_comma_stays_as_it_is() -> None:
    locale.use("zh_CN")
    assert "a, b" in sentence(Problem(code="name_taken", field="name", value="a, b"))
    assert note_text("due_date_long_past", {"name": "a, b", "on": "2020-01-01"}).startswith("a, b：")


def test_a_blank_stands_only_where_two_scripts_meet() -> None:
    words = "{on} 前致电 {name}：{name}由{before}变为{after}，多 {amount} 元（{count} 笔）"
    told = {"on": "2026-11-25", "before": "按时还", "after": "晚还", "amount": "~9.00", "count": 2}
    locale.use("zh_CN")
    assert fitted(words, name="Car loan", **told) == (
        "2026-11-25 前致电 Car loan：Car loan 由按时还变为晚还，多 ~9.00 元（2 笔）"
    )
    assert fitted(words, name="信用卡", **told) == (
        "2026-11-25 前致电信用卡：信用卡由按时还变为晚还，多 ~9.00 元（2 笔）"
    )
    assert fitted("{name} 的卡", name="「甲」") == "「甲」的卡"
    locale.use("en")
    assert fitted("{name} {after}: {amount}", name="信用卡", **told) == "信用卡 晚还: ~9.00"
