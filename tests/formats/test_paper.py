"""A paper shows its text as it is, in both forms, whatever text that is."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text import clean
from tracker.formats.chart import Chart, Point
from tracker.formats.paper import (
    Document,
    Grid,
    Heading,
    Items,
    Lines,
    Paragraph,
    markdown,
    page,
)

HOSTILE = (
    "[x](javascript:alert(1))", "<script>alert(1)</script>", "![p](http://evil.example/p.png)", "| a | b |",
    "# not a title", "- not a list", "1. not a list", "1) nor this", "+ or this", "=== underline", "> quote",
    "*bold* _slanted_ `code` ~~gone~~", "&copy; &#x41;", "\\", "[ref]: http://evil.example", "[ a ](http://b)",
    "<img src=x onerror=alert(1)>", '" onload="x', "</style><script>", "line\nbreak\n# title", "\x1b[31mred",
    "http://evil.example www.evil.example", "\u202egnirts", "```", "a\n===",
)  # fmt: skip

VOID = {"meta", "br"}
TAGS = VOID | {
    "html", "head", "title", "style", "body", "h1", "h2", "p", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "th", "td", "figure", "svg", "line", "text", "polyline",
}  # fmt: skip


def paper(text):
    return Document(
        title=text,
        language="zh_CN",
        parts=(
            Heading(text=text),
            Paragraph(text=text, small=True),
            Lines(lines=(text, "", text), right=True),
            Items(items=(text, text), counted=True),
            Items(items=(text,)),
            Grid(titles=("", f">{text}"), rows=((text, "1.00"), (text, "2.00")), totals=1),
        ),
    )


def drawn(text):
    """A report with a chart in which the text stands everywhere."""
    points = tuple(
        Point(on=date(2026, month, 1), minor=100 - month, ahead=month > 6) for month in range(1, 13)
    )
    chart = Chart(words=text, points=points, marks=((100, text), (0, "0")), known=text, ahead=text)
    return Document(title=text, language="en", parts=(chart,), read_on_screen=True)


class Page(HTMLParser):
    """Reads a page, holds its open elements, and gathers what it says."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.attributes, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def read(text):
    found = Page()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def sound(found):
    """No script, nothing loaded, no handler."""
    assert {name for name, _value in found.attributes} <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "viewbox",
        "role",
        "aria-label",
        "points",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
    }
    assert found.tags.count("html") == found.tags.count("body") == found.tags.count("title") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_is_balanced_and_loads_nothing_whatever_it_says(text):
    found = read(page(paper(text)))
    sound(found)
    said = clean(text).strip()
    assert [each.strip() for each in found.texts].count(said) == 12
    assert "default-src 'none'" in unescape(page(paper(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_chart_shows_its_words_and_runs_nothing(text):
    found = read(page(drawn(text)))
    for name, value in found.attributes:
        assert name != "aria-label" or value == clean(text).strip()
    assert found.tags.count("svg") == 1
    assert [each.strip() for each in found.texts].count(clean(text).strip()) >= 5
    shown = markdown(drawn(text)).splitlines()
    fences = [line for line in shown if line.startswith("```")]
    assert fences == ["```text", "```"]


def test_a_report_is_dark_where_the_screen_is_and_a_letter_is_not():
    assert "prefers-color-scheme: dark" in page(drawn("x"))
    assert "prefers-color-scheme" not in page(paper("x"))
    assert not re.search(r"https?:|url\(|@import|src=|href=|<script", page(drawn("x")))


@given(st.text(max_size=60))
def test_any_text_in_a_chart_leaves_the_page_balanced(text):
    read(page(drawn(text)))


@given(st.text(max_size=60))
def test_any_text_leaves_the_page_balanced(text):
    sound(read(page(paper(text))))


def test_the_page_has_styles_for_print_and_no_address():
    text = page(paper("x"))
    assert "@media print" in text
    assert "@page" in text
    assert not re.search(r"https?:|url\(|@import|src=|href=", text)
    assert '<html lang="zh-CN">' in text
    assert '<tr class="total"><td>x</td><td class="number">2.00</td></tr>' in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x](y)", "\\[x\\](y)"),
        ("![p](q)", "\\!\\[p\\](q)"),
        ("<b>", "&lt;b\\>"),
        ("&copy;", "&amp;copy;"),
        ("a | b", "a \\| b"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("sms_1.txt", "sms_1.txt"),
        ("~1,000.00 and ~2.00", "~1,000.00 and ~2.00"),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
        ("marked ~ are", "marked ~ are"),
        ("[ your name ]", "[ your name ]"),
        ("[ a ]: http://b", "\\[ a \\]: http\\://b"),
        ("[ a ](b)", "\\[ a \\](b)"),
        ("#1 and # 2", "#1 and \\# 2"),
        ("www.x.example", "www\\.x.example"),
    ],
)
def test_signs_of_markdown_are_shown_as_they_are(text, shown):
    document = Document(title="t", language="en", parts=(Paragraph(text=text),))
    assert markdown(document) == f"# t\n\n{shown}\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_begins_anything_in_markdown(text):
    lines = markdown(paper(text)).splitlines()
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert len([line for line in lines if line.startswith("## ")]) == 1
    assert len([line for line in lines if re.match(r"[0-9]+[.)] ", line)]) == 2
    assert len([line for line in lines if line.startswith("- ")]) == 1
    table = [line for line in lines if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in table] == [3, 3, 3, 3]
    assert not any(re.search(r"(?<!\\)\]\(", line) for line in lines)
    assert not any(re.search(r"(?<!\\)<", line) for line in lines)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_cell_never_breaks_its_row(first, second):
    document = Document(title="t", language="en", parts=(Grid(titles=("a", "b"), rows=((first, second),)),))
    *_head, row = markdown(document).splitlines()
    # A backslash before a bar is always one that was put there for it.
    assert len(re.findall(r"(?:^|[^\\])(?:\\\\)*\|", row)) == 3
