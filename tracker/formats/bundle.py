"""A bundle of evidence as a zip: the files, what is said of each, the chain, and what checks them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.domain.evidence.chain import Anchor, BadLink, Break, Link, first_bad, head
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.neutral import neutral
from tracker.formats.target import write_binary_target

SUMS = "SHA256SUMS"
CHAIN = "chain.csv"
ENTRIES = "entries/"
FILES = "files/"

MOST_MEMBERS = 20_000
MOST_BYTES = 8 * 1024**3
MOST_TEXT = 64 * 1024 * 1024

_DIGITS = re.compile("[0-9]{4,9}")
_CHUNK = 1 << 20
_WHEN = (1980, 1, 1, 0, 0, 0)
"""Members bear no time of their own: the same evidence makes the same bundle."""

Opener = Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the bundle: its place, its hash, and how its content is had."""

    name: str
    sha256: str
    open: Opener


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that goes into a bundle: texts by place, entries by number, files, and every link of the chain."""

    texts: Mapping[str, str]
    entries: Mapping[int, str]
    files: Sequence[Member]
    chain: Sequence[Link]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing in a bundle that is not as it was: changed, missing or unlisted; and the entry it is of."""

    how: str
    name: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleCheck:
    """What a check of a bundle found."""

    entries: int
    links: int
    files: int
    anchor: Anchor
    bad: BadLink | None
    wrong: tuple[Wrong, ...]

    @property
    def sound(self) -> bool:
        """Whether everything in it is as it was."""
        return self.bad is None and not self.wrong


def write_bundle(path: Path, bundle: Bundle, *, force: bool = False) -> int:
    """Write a bundle whole or not at all; returns its members."""
    sums: list[tuple[str, str]] = []
    with (
        write_binary_target(path, force=force) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):

        def put(name: str, content: bytes) -> None:
            sums.append((hashlib.sha256(content).hexdigest(), name))
            archive.writestr(_info(name), content)

        for name, text in bundle.texts.items():
            put(name, text.encode())
        chain = [
            {"number": each.number, "previous": each.previous, "hash": each.hash} for each in bundle.chain
        ]
        put(CHAIN, table_text(("number", "previous", "hash"), chain).encode())
        put("evidence.csv", table_text(tuple(bundle.rows[0]) if bundle.rows else (), bundle.rows).encode())
        for number, text in bundle.entries.items():
            put(f"{ENTRIES}{number:04d}.json", text.encode())
        for member in bundle.files:
            with member.open() as source, archive.open(_info(member.name), "w", force_zip64=True) as copy:
                while chunk := source.read(_CHUNK):
                    copy.write(chunk)
            sums.append((member.sha256, member.name))
        listed = "".join(f"{sha256}  {name}\n" for sha256, name in sums)
        archive.writestr(_info(SUMS), listed.encode())
    return len(sums) + 1


def check_bundle(path: Path, anchor: Anchor | None = None) -> Checked[BundleCheck]:
    """Whether a bundle is what it was when it was made; nothing of it is written anywhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(archive, clean(str(path)), anchor)
    except FileNotFoundError:
        return None, (Problem(code="file_missing", field="file", value=clean(str(path))),)
    except IsADirectoryError:
        return None, (Problem(code="file_is_directory", field="file", value=clean(str(path))),)
    except OSError as error:
        params = {"reason": error.strerror or str(error)}
        return None, (Problem(code="file_unreadable", field="file", value=clean(str(path)), params=params),)
    except zipfile.BadZipFile:
        return None, (Problem(code="not_a_bundle", field="file", value=clean(str(path))),)


def _checked(archive: zipfile.ZipFile, name: str, anchor: Anchor | None) -> Checked[BundleCheck]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        params = {"limit": str(MOST_BYTES)}
        return None, (Problem(code="file_too_large", field="file", value=name, params=params),)
    names = {each.filename for each in members}
    if not {SUMS, CHAIN} <= names:
        return None, (Problem(code="not_a_bundle", field="file", value=name),)
    sums, links = _sums(_text(archive, SUMS)), _links(_text(archive, CHAIN))
    wrong = [Wrong(how="unlisted", name=each) for each in sorted(names - set(sums) - {SUMS})]
    found: dict[str, str] = {}
    for listed, sha256 in sums.items():
        hashed = _hashed(archive, listed) if listed in names else None
        found[listed] = hashed or ""
        if hashed != sha256:
            how = "changed" if listed in names else "missing"
            wrong.append(Wrong(how=how, name=listed, number=_number(listed)))
    # Who changes a file can change the list of hashes too; the entries and the chain hold it then.
    hashes = {link.number: link.hash for link in links}
    kept = {sha256 for listed, sha256 in found.items() if listed.startswith(FILES)}
    broken = {sums[each.name] for each in wrong if each.name in sums}
    entries = sorted(each for each in sums if each.startswith(ENTRIES))
    told = {each.name for each in wrong}
    bad = first_bad(links, anchor)
    for entry in entries:
        number = _number(entry)
        if entry in told:
            continue
        if number is None or hashes.get(number) != found[entry]:
            bad = min(
                (each for each in (bad, BadLink(number=number or 0, how=Break.CONTENT)) if each is not None),
                key=lambda each: each.number,
            )
        elif _file_of(archive, entry) not in kept | broken:
            file = next((each for each in found if each.startswith(FILES) and _number(each) == number), "")
            wrong.append(Wrong(how="changed" if file else "missing", name=file or entry, number=number))
    last = links[-1] if links else None
    return BundleCheck(
        entries=len(entries), links=len(links), files=sum(each.startswith(FILES) for each in sums),
        anchor=head(last), bad=bad, wrong=tuple(wrong),
    ), ()  # fmt: skip


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def table_text(fields: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as CSV for a bundle: marked as UTF-8, cleaned, and no cell a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        cells = (row[field] for field in fields)
        writer.writerow([neutral(clean(each)) if isinstance(each, str) else each for each in cells])
    # Spreadsheets take a file without the mark for one of the country's old encoding.
    return f"\ufeff{stream.getvalue()}"


def _hashed(archive: zipfile.ZipFile, name: str) -> str | None:
    """The hash of a member, None if it cannot even be read."""
    sha256 = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                sha256.update(chunk)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return None
    return sha256.hexdigest()


def _text(archive: zipfile.ZipFile, name: str) -> str:
    """A member as text; one that cannot be read is empty."""
    try:
        with archive.open(name) as stream:
            return stream.read(MOST_TEXT).decode("utf-8-sig", errors="replace")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return ""


def _sums(text: str) -> dict[str, str]:
    pairs = (line.partition("  ") for line in text.splitlines())
    return {name: sha256 for sha256, _gap, name in pairs if name}


def _links(text: str) -> tuple[Link, ...]:
    return tuple(_each_link(text))


def _each_link(text: str) -> Iterator[Link]:
    for row in csv.reader(text.splitlines()[1:]):
        if len(row) == 3:
            number = int(row[0]) if row[0].isascii() and row[0].isdigit() else 0
            yield Link(number=number, previous=row[1], hash=row[2])


def _number(name: str) -> int | None:
    """The entry that a member is of, by the number its name begins with."""
    digits = _DIGITS.match(name.rpartition("/")[2])
    return int(digits[0]) if digits else None


def _file_of(archive: zipfile.ZipFile, entry: str) -> str:
    try:
        found = json.loads(_text(archive, entry))
    except ValueError:
        return ""
    return str(found.get("sha256", "")) if isinstance(found, dict) else ""
