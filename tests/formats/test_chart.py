"""A balance over time as a picture: what it draws, and that no text in it becomes anything else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.chart import HEIGHT, WIDTH, Chart, Point, blocks, svg

FIRST = date(2026, 1, 31)


def chart(*minors, ahead=0, words="Balance", marks=((1000, "1k"), (0, "0"))):
    points = tuple(
        Point(on=FIRST + timedelta(days=30 * number), minor=minor, ahead=number >= len(minors) - ahead)
        for number, minor in enumerate(minors)
    )
    return Chart(words=words, points=points, marks=marks, known="actual", ahead="~ projected")


def test_in_block_characters():
    assert (
        blocks(chart(1000, 750, 500, 300, 0, ahead=2))
        == """\
1k ┤█
   ┤█
   ┤██
   ┤██
   ┤███
   ┤███
   ┤███░
 0 ┤███░
    2026-01-31 2026-05-31
    █ actual   ░ ~ projected"""
    )


def test_a_long_one_is_sixty_columns_wide_and_wide_letters_count_as_two():
    long = blocks(chart(*range(1000, 0, -1), marks=((1000, "1万"), (0, "0")))).splitlines()
    assert long[0].startswith("1万 ┤▇")
    assert long[1].startswith("    ┤")
    assert max(line.count("█") for line in long) <= 60
    assert len(long) == 9, "nothing is projected, so there is nothing to tell apart"


def test_the_line_ends_where_the_projection_begins():
    text = svg(chart(1000, 500, 0, ahead=1))
    known, ahead = re.findall(r'<polyline class="(\w+)" points="([^"]+)"', text)
    assert [known[0], ahead[0]] == ["known", "ahead"]
    assert known[1].split()[-1] == ahead[1].split()[0]
    assert known[1].split()[0] == "900,160"
    assert ahead[1].split()[-1] == "7100,2080"
    assert 'role="img"' in text
    assert "<title>Balance</title>" in text


def test_what_has_one_point_or_none_or_only_a_projection():
    for each in (chart(), chart(5), chart(5, 3, ahead=2), chart(0, 0), chart(-5, 0)):
        ElementTree.fromstring(svg(each))
        assert "┤" in blocks(each)


@given(st.lists(st.integers(-(10**15), 10**15), max_size=80), st.integers(0, 80), st.text(max_size=30))
def test_whatever_the_figures_and_words_it_is_well_formed_and_inside(minors, ahead, words):
    made = chart(*minors, ahead=ahead, words=words, marks=((max([1, *minors]), words), (0, "0")))
    tree = ElementTree.fromstring(svg(made))
    assert {each.tag for each in tree.iter()} <= {"svg", "title", "line", "text", "polyline"}
    for each in tree.iter("polyline"):
        for pair in each.attrib["points"].split():
            x, y = map(int, pair.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    assert "\x1b" not in blocks(made)
    assert "`" not in blocks(made)
