"""Hardship: its cause and time, its papers, and what is still missing of them."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.hardship import USUAL, Cause, Hardship, Paper, PaperState
from tracker.locale import _
from tracker.locale.cases import paper_text
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said, save
from tracker.store.recovery_case import read_hardships


def list_hardships(
    book: Book, loan_id: int | None = None, *, every: bool = False, trashed: bool = False
) -> tuple[Hardship, ...]:
    """What goes on, or every one; of a loan also what holds for the whole household."""
    return tuple(
        each
        for each in read_hardships(book.conn, trashed=trashed)
        if (loan_id is None or each.loan_id in (None, loan_id)) and (every or trashed or each.is_open)
    )


def add_hardship(book: Book, loan: Loan | None, fields: Fields) -> Checked[Done]:
    """Keep a hardship with the papers that are usually asked for: cause, since, expected, note, papers.

    `papers` is `usual`, `none`, or a list of its own, by commas.
    """
    reader = reader_of(book, fields)
    cause = reader.choice("cause", Cause, Cause.OTHER)
    since = reader.on("since", book.today) or book.today
    expected = reader.on("expected", None)
    not_later(book, reader, "since", since)
    if expected is not None and expected < since:
        reader.wrong("before_it_began", "expected")
    note = said(reader, "note", lines=True)
    wanted = said(reader, "papers", "usual")
    if reader.problems:
        return None, tuple(reader.problems)
    values = {
        "loan_id": loan.id if loan else None,
        "cause": cause.value,
        "since_on": since.isoformat(),
        "expected_on": expected.isoformat() if expected else None,
        "note": note,
    }
    title = _("Kept a hardship of {name}").format(name=loan.name if loan else _("the household"))
    with book.change(title) as writer:
        row_id = writer.insert("hardship", values)
        for what in _papers(cause, wanted):
            writer.insert("hardship_paper", {"hardship_id": row_id, "what": what})
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def edit_hardship(book: Book, hardship_id: int, fields: Fields) -> Checked[Done]:
    """Change a hardship, or end it: cause, since, expected, ended, note."""
    old: Hardship | None = find_entry(book, "hardship", hardship_id)
    if old is None:
        return None, gone("hardship", hardship_id)
    reader = reader_of(book, fields)
    cause = reader.choice("cause", Cause, old.cause)
    since = reader.on("since", old.since_on) or old.since_on
    expected, ended = reader.on("expected", old.expected_on), reader.on("ended", old.ended_on)
    not_later(book, reader, "since", since)
    not_later(book, reader, "ended", ended)
    for name, on in (("expected", expected), ("ended", ended)):
        if on is not None and on < since:
            reader.wrong("before_it_began", name)
    values = {
        "cause": cause.value,
        "since_on": since.isoformat(),
        "expected_on": expected.isoformat() if expected else None,
        "ended_on": ended.isoformat() if ended else None,
        "note": said(reader, "note", old.note, lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Changed a hardship"), "hardship", values, old)


def set_paper(book: Book, hardship_id: int, fields: Fields) -> Checked[Done]:
    """Say where a paper stands, a new one included: what, state, sent, evidence, note.

    One that is kept as evidence is had; one that was sent names its day.
    """
    old: Hardship | None = find_entry(book, "hardship", hardship_id)
    if old is None:
        return None, gone("hardship", hardship_id)
    reader = reader_of(book, fields)
    what = said(reader, "what")
    paper = _named(old, what)
    evidence = proof_of(book, reader, paper.evidence if paper else None)
    first = PaperState.HAVE if evidence else PaperState.MISSING
    state = reader.choice("state", PaperState, paper.state if paper and not evidence else first)
    sent = reader.on("sent", paper.sent_on if paper else None)
    not_later(book, reader, "sent", sent)
    if not what:
        reader.problems.append(Problem(code="required", field="paper"))
    if reader.problems:
        return None, tuple(reader.problems)
    if reader.given("sent"):
        state = PaperState.SENT
    if state is PaperState.SENT:
        sent = sent or book.today
    values = {
        "hardship_id": old.id,
        "what": paper.what if paper else what,
        "state": state.value,
        "sent_on": sent.isoformat() if sent and state is PaperState.SENT else None,
        "evidence": evidence,
        "note": said(reader, "note", paper.note if paper else "", lines=True),
    }
    return save(book, _("Noted a paper of a hardship"), "hardship_paper", values, paper)


def drop_paper(book: Book, hardship_id: int, what: str) -> Checked[Done]:
    """Take a paper off the list."""
    old: Hardship | None = find_entry(book, "hardship", hardship_id)
    paper = _named(old, what) if old else None
    if paper is None:
        return None, (Problem(code="gone", field="paper", value=what),)
    title = _("Took a paper off the list")
    with book.change(title) as writer:
        writer.trash("hardship_paper", paper.id, version=paper.version)
    return Done(title=title, action_id=writer.action_id, ids=(hardship_id,)), ()


def _papers(cause: Cause, wanted: str) -> tuple[str, ...]:
    if wanted.casefold() in ("none", ""):
        return ()
    if wanted.casefold() == "usual":
        return USUAL[cause]
    found = (part.strip() for part in wanted.replace("，", ",").split(","))
    return tuple(dict.fromkeys(part for part in found if part))


def _named(hardship: Hardship, what: str) -> Paper | None:
    """The paper of a number in the list, of a code, or of what it is called."""
    if what.isdigit() and 1 <= int(what) <= len(hardship.papers):
        return hardship.papers[int(what) - 1]
    plain = what.casefold()
    return next(
        (
            each
            for each in hardship.papers
            if plain in (each.what.casefold(), paper_text(each.what).casefold())
        ),
        None,
    )
