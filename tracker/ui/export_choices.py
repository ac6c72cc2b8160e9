"""What the export dialog offers beside the rows of a screen, and the formats each can have."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.locale import _

EVERYTHING, JOURNAL, REPORT, YEAR = "everything", "journal", "report", "year"
SUFFIXES = {"csv": ".csv", "json": ".json", "md": ".md", "html": ".html", "hledger": ".journal",
            "beancount": ".beancount"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can leave: what it is in words, the stem of its file, its formats."""

    words: str
    stem: str
    forms: tuple[str, ...]
    sums: bool = False
    """Whether it is nothing without its sums."""

    def suffix(self, form: str) -> str:
        """The ending of its file; a folder has none."""
        return "" if self.stem == "book" and form == "csv" else SUFFIXES[form]


def whole_choices(year: int) -> dict[str, Choice]:
    """What is of the whole book."""
    papers = ("md", "html")
    return {
        REPORT: Choice(words=_("a report: totals, loans, balance over time"), stem="report", forms=papers),
        YEAR: Choice(
            words=_("a report of {year}: what was paid").format(year=year), stem=f"year-{year}", forms=papers
        ),
        JOURNAL: Choice(
            words=_("a journal of every loan and payment"), stem="journal", forms=("hledger", "beancount"),
            sums=True,
        ),
        EVERYTHING: Choice(
            words=_("the whole book, for debt import"), stem="book", forms=("csv", "json"), sums=True
        ),
    }  # fmt: skip


def form_words(form: str, *, folder: bool = False) -> str:
    """A format with what it is for."""
    if folder and form == "csv":
        return _("CSV, a file for each kind, in a folder")
    return {
        "csv": _("CSV, for spreadsheets"),
        "json": _("JSON, for programs"),
        "md": _("Markdown, a text to read"),
        "html": _("a page, for browser and print"),
        "hledger": "hledger",
        "beancount": "beancount",
    }[form]
