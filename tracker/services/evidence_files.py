"""What is kept leaves again: one file, every file beside an export, or a bundle for somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tracker.domain.evidence.chain import Anchor, Link, head
from tracker.domain.evidence.entry import Entry, canonical, last_word
from tracker.domain.problems import Checked, Problem
from tracker.formats.bundle import Bundle, Member, check_bundle, write_bundle
from tracker.formats.bundle import BundleCheck as BundleCheck
from tracker.formats.target import TargetExistsError, TargetWriteError, check_target
from tracker.locale.evidence import check_words, index_html, index_text
from tracker.services.book import Book
from tracker.store import vault
from tracker.store.evidence import read_entries

Progress = Callable[[int, int | None], None]

FOLDER = "evidence"
"""The folder of the files, beside the tables of an export."""


def folder_beside(path: Path) -> Path:
    """The folder of the files that go with a book in one file: `book.json` has `book-evidence`."""
    return path.with_name(f"{path.stem}-{FOLDER}")


def export_evidence(book: Book, number: int, target: Path) -> Checked[Path]:
    """Copy the file of an entry out of the vault; an existing file is never written over."""
    entry = last_word(read_entries(book.conn), number)
    if entry is None:
        return None, (Problem(code="gone", field="evidence", value=str(number)),)
    folder = vault.vault_folder(book.path)
    if fault := vault.fault_of(folder, entry.sha256):
        params = {"number": str(entry.number)}
        return None, (Problem(code=f"evidence_{fault.how}", field="file", value=fault.path, params=params),)
    place = target / file_name(entry) if target.is_dir() else target
    if place.exists() or place.is_symlink():
        return None, (Problem(code="file_exists", field="output", value=str(place)),)
    if not place.absolute().parent.is_dir():
        return None, (Problem(code="folder_missing", field="output", value=str(place.parent)),)
    if not book.dry_run:
        vault.hand_out(folder, entry.sha256, place)
    return place, ()


def copy_vault(book: Book, folder: Path, *, progress: Progress | None = None) -> int:
    """Copy every file that an entry names into a folder, by its hash; returns how many were sound.

    If `progress` raises, to stop it, or a file cannot be copied, those copied before are taken away again.
    """
    source, count = vault.vault_folder(book.path), 0
    is_new, made = not folder.exists(), []
    try:
        for sha256 in dict.fromkeys(each.sha256 for each in read_entries(book.conn)):
            if progress is not None:
                progress(count, None)
            if vault.fault_of(source, sha256) is None:
                if not vault.keep(vault.place(source, sha256), folder).known:
                    made.append(vault.place(folder, sha256))
                count += 1
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        for empty in (*(path.parent for path in made), *((folder,) if is_new else ())):
            with suppress(OSError):  # something else stands in it
                empty.rmdir()
        raise
    return count


def holds_evidence(book: Book) -> bool:
    """Whether anything was kept."""
    return bool(read_entries(book.conn))


def file_name(entry: Entry) -> str:
    """A harmless name for the file of an entry: its number, then what its label may keep."""
    safe = re.sub(r"[^\w.\-]+", "_", entry.name).strip("._-")
    stem, dot, ending = safe.rpartition(".")
    safe = f"{stem[:40]}.{ending[:8]}" if dot else safe[:40]
    return f"{entry.number:04d}-{safe or 'file'}"


def bundle_evidence(
    book: Book,
    path: Path,
    *,
    loan_ids: Collection[int] = (),
    numbers: Collection[int] = (),
    papers: Mapping[str, str] | None = None,
    force: bool = False,
) -> Checked[tuple[int, Anchor]]:
    """Write a zip for somebody else: everything, one loan's evidence, or chosen entries.

    What is left out stands in the chain with its hashes only. A file that is missing or was changed
    refuses the whole: a bundle must not pass on what no longer proves anything. `papers` are texts that
    go with it, by file name; a bundle of them may be without any entry.
    """
    entries = read_entries(book.conn)
    folder = vault.vault_folder(book.path)
    papers = papers or {}
    chosen = _chosen(entries, loan_ids, numbers)
    if not chosen and not papers:
        return None, (Problem(code="nothing_kept", field="evidence"),)
    bad = [
        Problem(
            code=f"evidence_{fault.how}", field="file", value=fault.path,
            params={"number": str(next(each.number for each in chosen if each.sha256 == fault.sha256))},
        )
        for fault in vault.faults(folder, [each.sha256 for each in chosen])
        if fault.how != "open"
    ]  # fmt: skip
    problems = (*bad, *check_target(path, force=force))
    if problems:
        return None, problems
    places: dict[str, str] = {}
    for each in chosen:
        places.setdefault(each.sha256, f"files/{file_name(each)}")
    placed = [(each, places[each.sha256]) for each in chosen]
    anchor, on = head(entries[-1] if entries else None), book.today.isoformat()
    made = Bundle(
        texts={
            "index.html": index_html(placed, anchor, on, tuple(papers)),
            "index.md": index_text(placed, anchor, on, tuple(papers)),
            "CHECK.md": check_words(),
            **papers,
        },
        entries={each.number: canonical(each) for each in chosen},
        files=[_member(folder, each, place) for each, place in _first_of(placed)],
        chain=[Link(number=each.number, previous=each.previous, hash=each.hash) for each in entries],
        rows=[_row(each, place) for each, place in placed],
    )
    if not book.dry_run:
        try:
            write_bundle(path, made, force=force)
        except TargetExistsError:
            return None, check_target(path)
        except TargetWriteError as error:
            params = {"reason": error.reason}
            return None, (Problem(code="not_writable", field="output", value=str(path), params=params),)
    return (len(chosen), anchor), ()


def verify_bundle(path: Path, anchor: Anchor | None = None) -> Checked[BundleCheck]:
    """Whether a bundle, wherever it came from, is what it was when it was made."""
    return check_bundle(path, anchor)


def _chosen(entries: tuple[Entry, ...], loan_ids: Collection[int], numbers: Collection[int]) -> list[Entry]:
    """The entries of a bundle: what corrects or is corrected by one goes with it, withdrawn or not."""
    if not loan_ids and not numbers:
        return list(entries)
    wanted = {each.number for each in entries if each.loan_id in loan_ids or each.number in numbers}
    grown = -1
    while grown != len(wanted):
        grown = len(wanted)
        wanted |= {each.corrects for each in entries if each.number in wanted and each.corrects is not None}
        wanted |= {each.number for each in entries if each.corrects in wanted}
    return [each for each in entries if each.number in wanted]


def _first_of(placed: list[tuple[Entry, str]]) -> Iterator[tuple[Entry, str]]:
    seen: set[str] = set()
    for entry, place in placed:
        if place not in seen:
            seen.add(place)
            yield entry, place


def _member(folder: Path, entry: Entry, place: str) -> Member:
    return Member(name=place, sha256=entry.sha256, open=lambda: vault.opened(folder, entry.sha256))


def _row(entry: Entry, place: str) -> dict[str, object]:
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "file": place,
        "name": entry.name,
        "about": "; ".join(words for _what, words in entry.about),
        "happened_at": entry.happened_at,
        "captured_at": entry.captured_at,
        "entered_at": entry.entered_at,
        "source": entry.source,
        "consent": entry.consent.value,
        "note": entry.note,
        "corrects": entry.corrects or "",
        "withdrawn": int(entry.withdrawn),
        "sha256": entry.sha256,
        "previous": entry.previous,
        "hash": entry.hash,
    }
