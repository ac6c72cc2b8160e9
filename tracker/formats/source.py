"""A file from outside, read once and made text: of a known kind, a known encoding and a bounded size."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.aid_text import aid_table, is_aid_text
from tracker.formats.headers import header_name
from tracker.formats.layouts import is_chinese_header, is_latin_header
from tracker.formats.tally import Note

LIMIT_BYTES = 64 * 1024 * 1024
STDIN = "-"

_CHUNK = 1 << 20
_MAGIC = (
    (b"PK\x03\x04\x14\x00\x06\x00", "xlsx"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"{\\rtf", "rtf"),
)
_PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<table")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
    (stat.S_ISSOCK, "socket"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ANY = re.compile("[^\x00-\x7f]")
_NEAR_TOP = 60


class Reader(Protocol):
    """Anything bytes can be read from, such as standard input."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file as UTF-8 without byte order mark, with what it was and the hash of its bytes."""

    name: str
    encoding: str
    sha256: str
    size: int
    data: bytes
    notes: tuple[Note, ...] = ()
    """What should be said of how it was opened."""

    def lines(self) -> Iterator[str]:
        """The lines with their ends, decoded as they are asked for."""
        return io.TextIOWrapper(io.BytesIO(self.data), "utf-8", newline="")

    @property
    def text(self) -> str:
        """The whole text."""
        return self.data.decode()


def open_source(
    path: str | Path, *, stdin: Reader | None = None, encoding: str | None = None, limit: int = LIMIT_BYTES
) -> Checked[Source]:
    """Read a file, or standard input for `-`, once and whole; anything but text is refused by name."""
    if str(path) == STDIN:
        if stdin is None:
            return _refuse("stdin_closed", STDIN)
        data, problems = _read_stream(stdin, STDIN, limit)
    else:
        data, problems = _read_file(Path(path), limit)
    return (None, problems) if data is None else decode(data, str(path), encoding=encoding)


def decode(data: bytes, name: str, *, encoding: str | None = None) -> Checked[Source]:
    """Bytes as text, by byte order mark, as strict UTF-8, or by a declared or proven legacy encoding."""
    if not data:
        return _refuse("file_empty", name)
    head = data[:1024].lstrip().lower()
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            kind = "xlsx" if kind == "zip" and b"xl/" in data[:4096] else kind
            if kind in ("xlsx", "xls"):
                return _workbook(data, name)
            return _refuse("file_not_text", name, kind=kind)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(_PAGE):
        return _refuse("file_not_text", name, kind="html")
    found, problems = _text(data, name, encoding)
    if found is None:
        return None, problems
    text, used = found
    if (at := text.find("\x00")) >= 0:
        return None, (
            Problem(code="nul_byte", field="file", value=clean(name), line=text.count("\n", 0, at) + 1),
        )
    if is_aid_text(text):
        text, plain = aid_table(text), b""
    else:
        plain = data if used == "utf-8" else b""
    plain = plain or text.encode()
    return Source(clean(name), used, hashlib.sha256(data).hexdigest(), len(data), plain), ()


def _workbook(data: bytes, name: str) -> Checked[Source]:
    """The first sheet with a table in it as text; what cannot be read as a workbook is refused by name."""
    from tracker.formats.workbook import read_workbook  # deferred: it needs a library that may be missing

    sheet, problems = read_workbook(data, clean(name)[:200])
    if sheet is None:
        return None, problems
    params = {"sheet": sheet.title, "others": ", ".join(sheet.others)}
    notes = (Note("sheets_unread", params),) if sheet.others else ()
    digest = hashlib.sha256(data).hexdigest()
    return Source(clean(name), "xlsx", digest, len(data), sheet.text.encode(), notes), ()


def _refuse(
    code: str, name: str, *, line: int | None = None, hint: str | None = None, **params: str
) -> Checked[Source]:
    return None, (
        Problem(code=code, field="file", value=clean(name)[:200], line=line, hint=hint, params=params),
    )


def _read_file(path: Path, limit: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    name = str(path)
    try:
        # Opening alone can hang on a pipe or start a device, so the kind is looked at first, and again after.
        if wrong := _irregular(path.stat(), name):
            return None, wrong
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as file:
            before = os.fstat(handle)
            if wrong := _irregular(before, name):
                return None, wrong
            if before.st_size > limit:
                return None, _refuse("file_too_large", name, limit=str(limit))[1]
            data, problems = _read_stream(file, name, limit)
            if data is not None and os.fstat(handle).st_size != len(data):
                return None, _refuse("file_changing", name)[1]
            return data, problems
    except FileNotFoundError:
        return None, _refuse("file_missing", name)[1]
    except (OSError, ValueError) as error:
        return None, _refuse("file_unreadable", name, reason=getattr(error, "strerror", None) or str(error))[
            1
        ]


def _irregular(status: os.stat_result, name: str) -> tuple[Problem, ...]:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return ()
    if stat.S_ISDIR(mode):
        return _refuse("file_is_directory", name)[1]
    kind = next((kind for test, kind in _KINDS if test(mode)), "other")
    return _refuse("file_not_regular", name, kind=kind)[1]


def _read_stream(
    stream: Reader | BinaryIO, name: str, limit: int
) -> tuple[bytes | None, tuple[Problem, ...]]:
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                return None, _refuse("file_too_large", name, limit=str(limit))[1]
            pieces.append(piece)
    except (OSError, ValueError) as error:
        return None, _refuse("file_unreadable", name, reason=getattr(error, "strerror", None) or str(error))[
            1
        ]
    return b"".join(pieces), ()


def _text(data: bytes, name: str, declared: str | None) -> Checked[tuple[str, str]]:
    """The text and the encoding that gave it."""
    for bom, used in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], f"{used}-bom", used, name)
    if declared:
        try:
            used = codecs.lookup(declared).name
            "a".encode(used)  # some codecs turn bytes into bytes
        except (LookupError, ValueError):
            return None, _refuse("encoding_unknown_name", name, encoding=declared, hint="--encoding")[1]
        return _strict(data, used, used, name)
    if wide := _looks_wide(data):
        return _strict(data, wide, wide, name)
    try:
        return (data.decode(), "utf-8"), ()
    except UnicodeDecodeError as error:
        return _legacy(data, error.start, name)


def _strict(data: bytes, label: str, encoding: str, name: str) -> Checked[tuple[str, str]]:
    try:
        return (data.decode(encoding), label), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = _refuse(
            "encoding_mismatch", name, line=line, hint="--encoding", encoding=encoding, byte=str(error.start)
        )
        return None, wrong[1]


def _looks_wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows zero bytes on one side of many pairs and none on the other."""
    head = data[:4096]
    if len(data) % 2 or b"\x00" not in head:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if high * 4 >= len(head) // 2 and not low:
        return "utf-16-le"
    return "utf-16-be" if low * 4 >= len(head) // 2 and not high else None


def _legacy(data: bytes, at: int, name: str) -> Checked[tuple[str, str]]:
    """GB18030 or Windows-1252 where known headers prove it: decoding well proves nothing."""
    line = data.count(b"\n", 0, at) + 1
    if _has_utf8_line(data, _HAN):
        return None, _refuse("encoding_mixed", name, line=line, hint="--encoding", byte=str(at))[1]
    if (text := _shown(data, "gb18030", is_chinese_header, 2)) is not None:
        return (text, "gb18030"), ()
    # A western line that happens to be UTF-8 is rarer than a file glued together from two.
    text = None if _has_utf8_line(data, _ANY) else _shown(data, "cp1252", is_latin_header, 1)
    if text is not None:
        return (text, "cp1252"), ()
    return None, _refuse(
        "encoding_unknown", name, line=line, hint="--encoding", byte=str(at), guess=_guess(data)
    )[1]


def _shown(data: bytes, encoding: str, known: Callable[[str], bool], least: int) -> str | None:
    """The text in an encoding, if a line near the top then holds enough header names that are known."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    for row in text.split("\n", _NEAR_TOP)[:_NEAR_TOP]:
        cells = re.split("[,;\t|]", row)
        if sum(known(header_name(cell)) for cell in cells) >= least:
            return text
    return None


def _has_utf8_line(data: bytes, wanted: re.Pattern[str]) -> bool:
    """Whether some line is such text in UTF-8, which a legacy file hits by chance only."""
    for line in data.split(b"\n"):
        if not line.isascii():
            try:
                if wanted.search(line.decode()):
                    return True
            except UnicodeDecodeError:
                continue
    return False


def _guess(data: bytes) -> str:
    """A name to suggest, never one to act on."""
    from charset_normalizer import from_bytes  # deferred: only a refusal needs it

    best = from_bytes(data[: 1 << 16]).best()
    return best.encoding if best else "gb18030, cp1252"
