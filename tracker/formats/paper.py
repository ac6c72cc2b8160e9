"""A paper as parts that know nothing of their form, written as Markdown or as a page for print.

Whatever text stands in it, the Markdown shows it as it is and the page neither runs nor loads anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import assert_never

from tracker.domain.text import clean
from tracker.formats.chart import Chart, blocks, svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Some sentences; `small` for what is said beside the matter."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines that stay lines, as in an address; `right` for a sender or a signature."""

    lines: tuple[str, ...]
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, counted if the order matters."""

    items: tuple[str, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `>` before a title sets its column to the right, `totals` counts rows at the end."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0


Part = Heading | Paragraph | Lines | Items | Grid | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper: its title, the language it is in (`en`, `zh_CN`), and its parts in order.

    One that is `read_on_screen` is wider than a letter and dark where the reader's screen is.
    """

    title: str
    language: str
    parts: tuple[Part, ...]
    read_on_screen: bool = False


# Markdown


def markdown(document: Document) -> str:
    """The paper as Markdown (CommonMark with tables)."""
    return "".join(markdown_pieces(document))


def markdown_pieces(document: Document) -> Iterator[str]:
    """The paper as Markdown, piece by piece: a long table is never whole in memory."""
    yield f"# {_md(document.title)}"
    for part in document.parts:
        gap = "\n\n"
        for piece in _md_rows(part) if isinstance(part, Grid) else (_md_part(part),):
            if piece:
                yield f"{gap}{piece}"
                gap = "\n"
    yield "\n"


def _md_rows(part: Grid) -> Iterator[str]:
    heads = [_md(title.removeprefix(">")) for title in part.titles]
    yield _md_row(heads)
    yield _md_row(["---:" if title.startswith(">") else "---" for title in part.titles])
    for row in part.rows:
        yield _md_row([_md(cell) for cell in row])


def _md_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _md_part(part: Heading | Paragraph | Lines | Items | Chart) -> str:
    match part:
        case Heading():
            return f"## {_md(part.text)}"
        case Paragraph():
            return _md_line(part.text)
        case Lines():
            return "\\\n".join(_md_line(line) for line in part.lines if clean(line).strip())
        case Items():
            marks = (f"{number}." if part.counted else "-" for number in range(1, len(part.items) + 1))
            return "\n".join(f"{mark} {_md_line(text)}" for mark, text in zip(marks, part.items, strict=True))
        case Chart():
            return f"```text\n{blocks(part)}\n```"
        case _:
            assert_never(part)


_SPECIAL = re.compile(r"[\\`*_<>|#&~\[\]:!]|(?<=www)\.", re.IGNORECASE)
_BLANK = re.compile(r"\[ [^\[\]<>\\`*_|&]+ \](?![(\[:])")
"""A place left open, `[ your name ]`: no link, as nothing in the paper can define one."""


def _md(text: str) -> str:
    """Text that Markdown shows as it is."""
    if text.isascii() and not _SPECIAL.search(text):
        return clean(text)  # most cells are sums and dates
    plain, found, last = clean(text), [], 0
    for blank in _BLANK.finditer(plain):
        found += [_escaped(plain[last : blank.start()]), blank[0]]
        last = blank.end()
    return "".join([*found, _escaped(plain[last:])])


def _escaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        char, after = match[0], text[match.end() : match.end() + 1]
        before = text[match.start() - 1 : match.start()]
        if char == "<":
            return "&lt;"
        if char == "&":
            return "&amp;"
        harmless = (
            (char == "~" and after.isdigit() and not before.isalnum() and before != "~")
            or (char == "~" and after in ("", " ") and before in ("", " "))
            or (char == "#" and after not in ("", " ", "#"))
            or (char == "_" and before.isalnum() and after.isalnum())
            or (char == ":" and after != "/")
            or (char == "!" and after != "[")
        )
        return char if harmless else f"\\{char}"

    return _SPECIAL.sub(one, text)


def _md_line(text: str) -> str:
    """Text at the start of a line, where a number, a hyphen or a sign would begin something."""
    made = _md(text.strip())
    made = re.sub(r"^([-+=])", r"\\\1", made)
    return re.sub(r"^([0-9]{1,9})([.)])(?=\s|$)", r"\1\\\2", made)


# HTML

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.5 "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin: 1.4em 0 .4em; }
h1, h2 { line-height: 1.25; break-after: avoid; }
p, ul, ol { margin: .5em 0; } .right { text-align: right; } .small { font-size: .85em; color: #444; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: .95em; }
th, td { border-bottom: 1px solid #bbb; padding: .25em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { border-bottom: 2px solid #555; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.total td { border-top: 1px solid #555; font-weight: bold; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  tr, li { break-inside: avoid; } thead { display: table-header-group; }
}
"""
_SCREEN = """
body { max-width: 64rem; } figure { margin: 1em 0; break-inside: avoid; }
.chart { width: 100%; height: auto; font-size: 110px; }
.chart .axis { stroke: #ccc; stroke-width: 6; }
.chart .now { stroke: #888; stroke-width: 6; stroke-dasharray: 30; }
.chart .known, .chart .ahead { fill: none; stroke: #15599e; stroke-width: 26; stroke-linejoin: round; }
.chart .ahead { stroke-dasharray: 60 50; }
.chart text { fill: #444; } .chart .mark, .chart .last { text-anchor: end; }
@media screen { table { display: block; overflow-x: auto; } }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; } body { color: #e8e8e8; background: #16181b; } .small { color: #b0b0b0; }
  th, td { border-color: #4a4d52; } th { border-color: #8a8d92; } .total td { border-color: #8a8d92; }
  .chart .axis { stroke: #3c3f44; } .chart .known, .chart .ahead { stroke: #79b4f2; }
  .chart text { fill: #c4c4c4; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(document: Document) -> str:
    """The paper as one page of HTML with styles for print; it loads nothing and runs nothing."""
    return "".join(page_pieces(document))


def page_pieces(document: Document) -> Iterator[str]:
    """The page, piece by piece."""
    title = _html(document.title)
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(document.language.replace("_", "-"))}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_SCREEN if document.read_on_screen else ''}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
    ]
    for line in (*lines, *document.parts, "</body>", "</html>"):
        if isinstance(line, Grid):
            yield from _html_rows(line)
        elif text := line if isinstance(line, str) else _html_part(line):
            yield f"{text}\n"


def _html_part(part: Heading | Paragraph | Lines | Items | Chart) -> str:
    match part:
        case Heading():
            return f"<h2>{_html(part.text)}</h2>"
        case Paragraph():
            return f"<p{_class('small', part.small)}>{_html(part.text)}</p>"
        case Lines():
            lines = "<br>\n".join(_html(line) for line in part.lines if clean(line).strip())
            return f"<p{_class('right', part.right)}>{lines}</p>" if lines else ""
        case Items():
            name = "ol" if part.counted else "ul"
            items = "\n".join(f"<li>{_html(text)}</li>" for text in part.items)
            return f"<{name}>\n{items}\n</{name}>"
        case Chart():
            return f"<figure>\n{svg(part)}\n</figure>"
        case _:
            assert_never(part)


def _html_rows(part: Grid) -> Iterator[str]:
    classes = [_class("number", title.startswith(">")) for title in part.titles]

    def row(cells: tuple[str, ...], tag: str, mark: str = "") -> str:
        shown = "".join(
            f"<{tag}{name}>{_html(cell)}</{tag}>" for name, cell in zip(classes, cells, strict=True)
        )
        return f"<tr{mark}>{shown}</tr>"

    heads = tuple(title.removeprefix(">") for title in part.titles)
    first_total = len(part.rows) - part.totals
    yield "<table>\n"
    if any(heads):
        yield f"<thead>{row(heads, 'th')}</thead>\n"
    yield "<tbody>\n"
    for number, cells in enumerate(part.rows):
        yield f"{row(cells, 'td', _class('total', number >= first_total))}\n"
    yield "</tbody>\n</table>\n"


def _class(name: str, given: bool) -> str:
    return f' class="{name}"' if given else ""


def _html(text: str) -> str:
    return escape(clean(text).strip())
