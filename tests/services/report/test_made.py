"""Reports as text: complete, escaped, in both languages, with sums hidden where they are."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from lived import add, pay

from tracker import locale
from tracker.domain.money import decimal_text
from tracker.formats.paper import Grid, Paragraph
from tracker.locale.amounts import HIDDEN
from tracker.locale.hiding import hiding
from tracker.services.exporting import PARTS
from tracker.services.loan.listing import list_loans
from tracker.services.report.made import part_report, report, written

HOSTILE = '<script>alert("x")</script>\x1b[31m\u202e & [a](javascript:b) `c`'
VOID = {"meta", "br"}
KINDS = {
    "portfolio": {},
    "year": {"year": 2026},
    "loan": {"loan_id": 5},
    "both": {"loan_id": 5, "year": 2026},
}


class Page(HTMLParser):
    """A page read strictly: every element closed by its own end."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.cells, self.text = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert all(not name.startswith("on") and name not in ("href", "src", "style") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data


def page(made):
    found = Page()
    found.feed(written(made, "html"))
    found.close()
    assert found.open == []
    return found


def made_of(book, **options):
    made, problems = report(book, **options)
    assert problems == ()
    return made


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_report_is_whole_in_both_languages(demo, what, language):
    locale.use(language)
    made = made_of(demo, **KINDS[what])
    found = page(made)
    assert made.language == language
    assert "svg" in found.tags
    assert "script" not in found.tags
    assert ("As of" in found.text) == (language == "en")
    assert written(made, "md").startswith("# ")
    for row in list_loans(demo):
        if what == "portfolio" or row.loan_id == 5:
            assert row.loan in found.text
    if what == "portfolio":
        owed = sum(row.balance_minor for row in list_loans(demo) if row.currency == "CNY")
        assert f"{owed // 100:,}.{owed % 100:02}" in found.text


@pytest.mark.parametrize("what", [*KINDS, *PARTS])
def test_hidden_sums_are_nowhere(demo, what):
    with hiding(hidden=True):
        made = made_of(demo, **KINDS[what]) if what in KINDS else part_report(demo, what)
        texts = [written(made, "md"), written(made, "html")]
    for row in list_loans(demo):
        plain = decimal_text(row.balance_minor, row.currency)
        whole, _point, part = plain.partition(".")
        for text in texts:
            assert plain not in text
            assert f"{int(whole):,}.{part}" not in text
    if what not in ("marks", "disputes", "scores", "habits", "alerts"):
        assert all(HIDDEN in text for text in texts)


@pytest.mark.parametrize("what", [*KINDS, "loans", "payments", "schedule", "due"])
def test_whatever_a_name_says_nothing_of_it_runs(book, what):
    loan = add(book, HOSTILE, as_of="2026-06-01", lender=HOSTILE, note=HOSTILE)
    pay(book, loan, 10_000, date(2026, 9, 28), account=HOSTILE, ref=HOSTILE, note=HOSTILE)
    options = {**KINDS.get(what, {})}
    if "loan_id" in options:
        options["loan_id"] = loan.id
    made = made_of(book, **options) if what in KINDS else part_report(book, what)
    found, text = page(made), written(made, "md")
    assert "script" not in found.tags
    assert '<script>alert("x")</script>' in found.text
    for each in (found.text, text):
        assert "\x1b" not in each
        assert "\u202e" not in each
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\[a(?<!\\)\]\(", text)


def test_estimates_are_marked(demo):
    text = written(made_of(demo, loan_id=6), "md")
    assert re.search(r"\| ~[0-9,.]+ \|", text), "the minimums to come are our own figures"
    assert "marks an estimate" in text
    assert re.search(r"2027-12-31 \| ~[0-9]", written(made_of(demo), "md"))


def test_what_is_not_there(book):
    assert report(book, loan_id=7)[1][0].code == "gone"
    assert report(book, year=99)[1][0].code == "not_in_range"
    assert "Nothing is owed." in written(made_of(book), "md")
    assert "Nothing was paid in 2026." in written(made_of(book, year=2026), "md")
    for what in PARTS:
        made = part_report(book, what)
        assert any(isinstance(each, Paragraph | Grid) for each in made.parts)
    assert "Nothing to list." in written(part_report(book, "payments"), "md")


@pytest.mark.parametrize("what", PARTS)
def test_every_part_has_titles_a_person_reads(demo, what):
    for language in ("en", "zh_CN"):
        locale.use(language)
        for each in part_report(demo, what).parts:
            if isinstance(each, Grid):
                assert not [title for title in each.titles if "_" in title]
                assert {len(row) for row in each.rows} == {len(each.titles)}
