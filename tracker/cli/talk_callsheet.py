"""`debt talk callsheet`: what to know, ask, write down and not promise in a call, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.cells import pad, width
from tracker.cli.command import argument, command
from tracker.cli.session import Session
from tracker.cli.talk_paper import deliver, options_of, paper_options
from tracker.cli.words import N_
from tracker.domain.text import clean
from tracker.locale.hiding import hiding, is_hiding

if TYPE_CHECKING:
    from tracker.services.paper.callsheet import CallSheet

WIDTH = 80
HEIGHT = 23
"""A screen of 24 lines, less the one for the prompt."""


@command(
    "debt talk callsheet jiebei",
    "debt talk callsheet jiebei --json",
    "debt talk callsheet jiebei --format html -o call.html",
    help=N_(
        "Facts, questions, what to write down and what not to promise, for a call about a loan; it fits 80 "
        "columns by 24 lines. It is for you alone, so numbers stay in it unless --redact says otherwise."
    ),
)
@argument("loan", metavar="LOAN")
@paper_options
def callsheet_command(session: Session, *, loan: str, **given: str | bool | None) -> None:
    """Show a call sheet."""
    from tracker.services.paper.papers import paper_texts, sheet_of

    now = session.moment
    hidden = is_hiding() and not given["show_amounts"]
    with hiding(hidden=hidden), session.book() as book:
        meant = session.loan(book, loan)
        options = options_of(session, book, given, redact="none")
        if given["form"] or given["output"]:
            paper, _problems = paper_texts(book, "callsheet", meant.id, options=options, now=now)
            if paper is not None:
                deliver(session, book, paper, given)
            return
        sheet = sheet_of(book, meant, options=options, now=now)
    if session.out.form == "json":
        data = {
            "loan_id": meant.id,
            "loan": meant.name,
            "title": sheet.title,
            "sections": [
                {"code": each.code, "title": each.title, "lines": list(each.lines)} for each in sheet.sections
            ],
        }
        session.out.json(session.envelope("talk.callsheet", data))
    elif session.out.form == "table":
        for line in sheet_lines(sheet):
            session.out.line(line)
    else:
        session.out.values(
            [{"section": each.code, "line": line} for each in sheet.sections for line in each.lines],
            ("section", "line"),
        )


def sheet_lines(sheet: CallSheet, columns: int = WIDTH, rows: int = HEIGHT) -> list[str]:
    """The sheet within a screen: a name before each block, no line wider, none of the blocks lost."""
    label = max(width(each.title) for each in sheet.sections) + 2
    lines = [_cut(clean(sheet.title), columns), ""]
    room = rows - len(lines) - sum(len(each.lines) for each in sheet.sections)
    for each in sheet.sections:
        wrapped: list[str] = []
        for place, said in enumerate(each.lines, 1):
            line = f"{place}. {said}" if each.counted else said
            # A line that is too wide takes a second one while there is room, and is cut after that.
            first, rest = _broken(clean(line), columns - label)
            wrapped.append(first if room > 0 or not rest else _cut(clean(line), columns - label))
            if rest and room > 0:
                wrapped.append(_cut(f"  {rest}", columns - label))
                room -= 1
        for number, line in enumerate(wrapped):
            name = each.title if number == 0 else ""
            lines.append(f"{pad(name, label)}{line}".rstrip())
    return lines[:rows]


def _broken(text: str, cells: int) -> tuple[str, str]:
    """What fits, and the rest; broken at a blank where there is one."""
    if width(text) <= cells:
        return text, ""
    end = len(text)
    while width(text[:end]) > cells:
        end -= 1
    blank = text.rfind(" ", cells // 2, end + 1)
    end = blank if blank > 0 else end
    return text[:end].rstrip(), text[end:].lstrip()


def _cut(text: str, cells: int) -> str:
    if width(text) <= cells:
        return text
    while width(text) >= cells:
        text = text[:-1]
    return f"{text}…"
