"""Sums are hidden wherever words are made, and nothing but sums."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tracker.locale.hiding import hide, hiding, is_hiding, shown_compact, shown_money, told, without_sums


@pytest.fixture(autouse=True)
def _open() -> Iterator[None]:
    hide(hidden=False)
    yield
    hide(hidden=False)


def test_nothing_is_hidden_unless_asked() -> None:
    assert not is_hiding()
    assert shown_money(190520, "CNY", estimate=True) == "~1,905.20"
    assert shown_compact(64500000, "CNY") == "645k"
    assert told("Recorded 1,905.20 to Jiebei") == "Recorded 1,905.20 to Jiebei"


def test_every_sum_is_hidden() -> None:
    hide(hidden=True)
    assert shown_money(190520, "CNY", estimate=True) == "••••"
    assert shown_compact(64500000, "CNY") == "••••"
    assert told("Recorded 1,905.20 to Jiebei") == "Recorded •••• to Jiebei"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("¥1,905.20 due 2026-12-10 at 15.40%", "•••• due 2026-12-10 at 15.40%"),
        ("已记录 1,905.20，借呗", "已记录 ••••，借呗"),
        ("~US$8,182.75 and 12 payments", "•••• and 12 payments"),
        ("Card 1234, 3 days", "Card 1234, 3 days"),
    ],
)
def test_dates_rates_and_counts_stay(text: str, shown: str) -> None:
    assert without_sums(text) == shown


def test_times_and_small_counts_stay_where_whole_sums_go() -> None:
    text = "Move 65458 by 2026-11-30 22:00, 1 instalment late, 30 days"
    assert without_sums(text, counts=True) == "Move •••• by 2026-11-30 22:00, 1 instalment late, 30 days"


def test_a_block_hides_in_its_own_thread_only() -> None:
    inside, seen = threading.Barrier(2, timeout=60), []

    def write() -> None:
        with hiding(hidden=True):
            inside.wait()
            inside.wait()
            seen.append(shown_money(100, "CNY"))
        seen.append(shown_money(100, "CNY"))

    thread = threading.Thread(target=write)
    thread.start()
    inside.wait()
    assert shown_money(100, "CNY") == "1.00"
    with hiding(hidden=False):
        hide(hidden=True)
        assert shown_money(100, "CNY") == "1.00"
    assert shown_money(100, "CNY") == "••••"
    hide(hidden=False)
    inside.wait()
    thread.join(60)
    assert seen == ["••••", "1.00"]
