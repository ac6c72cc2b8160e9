"""`debt evidence verify|anchor|export|bundle`: whether what is kept is as it was, and how it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse, unsound, usage
from tracker.cli.evidence import entry_present
from tracker.cli.evidence_rows import bundle_json, bundle_lines, verification_json, verification_lines
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext

if TYPE_CHECKING:
    from tracker.domain.evidence.chain import Anchor


@command(
    "debt evidence verify",
    "debt evidence verify --anchor debt-evidence:12:9f2c…",
    "debt evidence verify case.zip",
    help=N_(
        "Check every link of the log and every file, and name the first bad link. Without an anchor a log "
        "whose end was cut off, or that was written anew from some entry on, looks whole: give the one you "
        "kept elsewhere. A bundle is checked instead if one is named. Exit code 5 if anything is not as it "
        "was."
    ),
)
@argument("file", metavar="[FILE.zip]", required=False)
@option("--anchor", metavar=N_("TEXT"), help=N_("What debt evidence anchor printed at an earlier time."))
@option("--bundle", metavar=N_("FILE"), help=N_("Check a bundle instead of the book."))
def verify_command(session: Session, *, file: str | None, anchor: str | None, bundle: str | None) -> None:
    """Check what is kept."""
    held_to = _anchor(anchor)
    if file is not None and bundle is not None:
        raise usage(_("{flags}: one of them is accepted.").format(flags="FILE --bundle"))
    bundle = file if bundle is None else bundle
    if bundle is not None:
        _verify_bundle(session, bundle, held_to)
        return
    from tracker.services.evidence import verify_evidence

    with session.book() as book:
        found = verify_evidence(book, held_to)
    if session.out.form == "table":
        session.out.table(Table(("", "", ""), verification_lines(found)))
        if found.sound:
            _say_sound(session, found.entries, anchored=held_to is not None)
    else:
        session.facts("evidence.verify", verification_json(found), list)
    if not found.sound:
        session.fail(unsound((found.bad is not None) + len(found.faults)))


def _verify_bundle(session: Session, bundle: str, held_to: Anchor | None) -> None:
    from tracker.services.evidence_files import verify_bundle

    found, problems = verify_bundle(Path(bundle), held_to)
    if found is None:
        raise refuse(problems)
    if session.out.form == "table":
        session.out.table(Table(("", "", ""), bundle_lines(found)))
        if found.sound:
            _say_sound(session, found.entries, anchored=held_to is not None)
    else:
        session.facts("evidence.verify", bundle_json(found), list)
    if not found.sound:
        session.fail(unsound((found.bad is not None) + len(found.wrong)))


def _say_sound(session: Session, entries: int, *, anchored: bool) -> None:
    words = ngettext(
        "ok: {count} entry and its file are as they were entered",
        "ok: {count} entries and their files are as they were entered",
        entries,
    )
    session.out.line(words.format(count=entries))
    if not anchored:
        session.out.say(_("Without an anchor a cut end or a log written anew does not show; see --anchor."))


def _anchor(text: str | None) -> Anchor | None:
    if text is None:
        return None
    from tracker.domain.evidence.chain import read_anchor

    found, problems = read_anchor(text)
    if found is None:
        raise refuse(problems)
    return found


@command(
    "debt evidence anchor",
    "debt evidence anchor | mail -s anchor me@example.org",
    help=N_(
        "Print the number and the hash of the last entry. A log in a file that its owner can write shows "
        "changes of parts only: whoever writes all of it anew from some entry on, or cuts its end off, "
        "leaves no trace in it. The anchor does: mail it to somebody, print it, or have it time-stamped, "
        "so that it is kept where you cannot change it. It tells nothing about the files."
    ),
)
def anchor_command(session: Session) -> None:
    """Print the end of the log."""
    from tracker.services.evidence import verify_evidence

    with session.book() as book:
        found = verify_evidence(book, content=False).anchor
    data = {"anchor": str(found), "number": found.number, "hash": found.hash}
    session.facts("evidence.anchor", data, lambda: [(str(found), "")])


@command(
    "debt evidence export 3 -o letter.pdf",
    "debt evidence export 3 -o .",
    help=N_("Copy the file of an entry out of the folder; what stands there is never replaced."),
)
@argument("number", metavar="NUMBER", type=int)
@option("-o", "--output", metavar=N_("PATH"), required=True, help=N_("A new file, or a folder."))
def export_command(session: Session, *, number: int, output: str) -> None:
    """Copy a file out."""
    from tracker.services.evidence_files import export_evidence

    with session.book() as book:
        made, problems = entry_present(export_evidence(book, number, Path(output)), number)
    if made is None:
        raise refuse(problems)
    session.tell(_("Copied to {path}").format(path=made))


@command(
    "debt evidence bundle -o case.zip --loan jiebei",
    "debt evidence bundle 3 4 7 -o case.zip",
    help=N_(
        "Write a zip for a lender, a regulator, an adviser or a court: an index, the files, what is said of "
        "each, all hashes, and how to check them without this program. Entries that are left out stand in "
        "it with their hashes only, so that the log can still be followed."
    ),
)
@argument("numbers", metavar="[NUMBER]…", nargs=-1, type=int)
@option("-o", "--output", metavar=N_("FILE"), required=True, help=N_("Where to write."))
@option("--loan", metavar="LOAN", help=N_("Only what is about this loan."))
@option("--force", is_flag=True, help=N_("Replace what stands there."))
def bundle_command(
    session: Session, *, numbers: tuple[int, ...], output: str, loan: str | None, force: bool
) -> None:
    """Write a bundle."""
    from tracker.services.evidence_files import bundle_evidence

    with session.book() as book:
        loan_ids = (session.loan(book, loan).id,) if loan else ()
        made, problems = bundle_evidence(book, Path(output), loan_ids=loan_ids, numbers=numbers, force=force)
    if made is None:
        raise refuse(problems)
    count, anchor = made
    words = ngettext("Wrote {count} entry to {path}", "Wrote {count} entries to {path}", count)
    session.tell(words.format(count=count, path=output))
    session.out.say(_("End of the log: {anchor}").format(anchor=anchor))
