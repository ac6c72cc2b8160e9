"""Papers from live data: briefs, statements, letters and call sheets, as text to show, copy or write.

`paper_texts` is what a front end calls: it returns the paper as Markdown and as a page, what was left
open in it, and what a person should know before it is sent. Nothing is written until `write_paper`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.redaction import PARTS
from tracker.formats.paper import Document, markdown, page
from tracker.formats.target import TargetExistsError, TargetWriteError, check_target, write_target
from tracker.locale import _, language, speaking
from tracker.locale.papers import kind_title
from tracker.services.book import Book
from tracker.services.credit_dates import dated_disputes
from tracker.services.paper.brief import brief
from tracker.services.paper.callsheet import CallSheet, as_document, call_sheet
from tracker.services.paper.complaint import complaint_letter
from tracker.services.paper.draft import Draft, PaperOptions
from tracker.services.paper.letters import confirm_letter, dispute_letter, hardship_letter
from tracker.services.paper.statement import statement
from tracker.services.talk.limitation import restart_notes
from tracker.store.loan import read_loan

LETTERS = ("hardship", "confirm", "dispute", "complaint")
KINDS = ("brief", "statement", *LETTERS, "callsheet")
FORMS = ("md", "html")

_RESTARTS = {"hardship": "request", "confirm": "promise", "brief": "request", "statement": "request"}
"""By which act a paper may restart limitation once it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A paper that was made: its two forms, and what is still to be seen to.

    `blanks` names the places left open, marked `[ … ]` in the text, in the order they come. `notes`
    are lines for the person, not for the reader of the paper. `stem` is a file name without its ending.
    """

    kind: str
    title: str
    language: str
    markdown: str
    html: str
    blanks: tuple[str, ...]
    notes: tuple[str, ...]
    stem: str

    def text(self, form: str) -> str:
        """The paper in a form: `md` or `html`."""
        return self.html if form == "html" else self.markdown


def paper_texts(
    book: Book,
    kind: str,
    loan_id: int | None = None,
    *,
    dispute_id: int | None = None,
    options: PaperOptions | None = None,
    now: datetime | None = None,
) -> Checked[PaperText]:
    """A paper of a kind (`KINDS`) as Markdown and as a page, from what the book holds at this moment.

    A brief, a call sheet and every letter but `dispute` are about a loan; `dispute` about a dispute;
    `statement` about the whole household. The options say in which language, what is taken out and what
    fills the open places; `now` is the local time that a call sheet holds opening hours against. The
    language is switched for the whole program while the paper is made, so call it on the thread that
    draws. Problems: `gone` for a loan or dispute that is not there, `nothing_owed`, `unknown_choice`.
    """
    options = options or PaperOptions()
    loan = read_loan(book.conn, loan_id) if loan_id is not None else None
    with speaking(options.language or language()):
        draft, problems = _draft(book, kind, loan, loan_id, options)
        if draft is None:
            return None, problems
        made, problems = _made(draft, kind, dispute_id, now)
        if made is None:
            return None, problems
        return PaperText(
            kind=kind,
            title=made.title,
            language=made.language,
            markdown=markdown(made),
            html=page(made),
            blanks=tuple(draft.blanks),
            notes=_notes(book, kind),
            stem=_stem(draft, kind, dispute_id),
        ), ()


def sheet_of(
    book: Book, loan: Loan, *, options: PaperOptions | None = None, now: datetime | None = None
) -> CallSheet:
    """The call sheet of a loan as sections and lines, for a screen that lays it out itself.

    It is for the person who calls, so nothing is taken out unless the options say so.
    """
    options = options or PaperOptions(redact=frozenset())
    with speaking(options.language or language()):
        return call_sheet(Draft(book, loan, options), now or datetime.combine(book.today, time(12)))


def write_paper(
    book: Book, paper: PaperText, target: Path, *, form: str = "md", force: bool = False
) -> Checked[Path]:
    """Write a paper for its owner only (0600), whole or not at all; what stands there stays unless forced."""
    # Unlike `Path.is_dir`, this is no for a path that the file system refuses.
    is_folder = os.path.isdir(target)  # noqa: PTH112
    place = target / f"{paper.stem}.{form}" if is_folder else target
    problems = check_target(place, force=force)
    if problems:
        return None, problems
    if book.dry_run:
        return place, ()
    try:
        with write_target(place, force=force) as stream:
            stream.write(paper.text(form))
    except TargetExistsError:
        return None, check_target(place)
    except TargetWriteError as error:
        params = {"reason": error.reason}
        return None, (Problem(code="not_writable", field="output", value=str(place), params=params),)
    return place, ()


def read_redaction(words: Iterable[str]) -> Checked[frozenset[str]]:
    """What is to be taken out, from words: numbers, lenders, names, or none of them."""
    found = {word.strip().casefold() for each in words for word in each.split(",") if word.strip()}
    for word in sorted(found - {*PARTS, "none"}):
        params = {"accepted": ", ".join((*PARTS, "none"))}
        return None, (Problem(code="unknown_redaction", field="redact", value=word, params=params),)
    return frozenset(found - {"none"}), ()


def _draft(
    book: Book, kind: str, loan: Loan | None, loan_id: int | None, options: PaperOptions
) -> Checked[Draft]:
    if kind not in KINDS:
        params = {"choices": ", ".join(KINDS)}
        return None, (Problem(code="unknown_choice", field="kind", value=kind, params=params),)
    if loan is None and kind not in ("statement", "dispute"):
        if loan_id is None:
            return None, (Problem(code="paper_of_loan", field="loan", value=kind_title(kind)),)
        return None, (Problem(code="gone", field="loan", value=str(loan_id)),)
    if kind in ("statement", "dispute"):
        loan = None
    return Draft(book, loan, options), ()


def _made(draft: Draft, kind: str, dispute_id: int | None, now: datetime | None) -> Checked[Document]:
    match kind:
        case "brief":
            return brief(draft), ()
        case "statement":
            found = statement(draft)
            return (found, ()) if found else (None, (Problem(code="nothing_owed", field="loan"),))
        case "hardship":
            return hardship_letter(draft), ()
        case "confirm":
            return confirm_letter(draft), ()
        case "complaint":
            return complaint_letter(draft), ()
        case "dispute":
            meant = next((each for each in dated_disputes(draft.book) if each.id == dispute_id), None)
            if meant is None:
                return None, (Problem(code="gone", field="dispute", value=str(dispute_id or "")),)
            return dispute_letter(draft, meant), ()
        case _:
            sheet = call_sheet(draft, now or datetime.combine(draft.book.today, time(12)))
            return as_document(sheet), ()


def _notes(book: Book, kind: str) -> tuple[str, ...]:
    """What to know before it is sent."""
    if kind == "callsheet":
        return ()
    notes = [_("A draft from your records, not legal advice: read it before you send it.")]
    if kind in _RESTARTS:
        notes += restart_notes(book, book.today, _RESTARTS[kind])
    return tuple(notes)


def _stem(draft: Draft, kind: str, dispute_id: int | None) -> str:
    about = draft.handle or (str(dispute_id) if kind == "dispute" else "")
    return "-".join(part for part in (kind, about, draft.book.today.isoformat()) if part)
