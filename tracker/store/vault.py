"""The folder of what is kept as proof: each file by its SHA-256, for its owner only, never changed.

`<book>-evidence/ab/abcdef…`, beside the book. A given name is a label in the log and never a path here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.private_file import make_private_folder
from tracker.store import errors
from tracker.store.connection import StrPath
from tracker.store.file import sync

LIMIT_BYTES = 512 * 1024 * 1024
"""What one file may have: hours of a recording."""

_CHUNK = 1 << 20
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file as it is kept: its hash, its size, and whether the vault had it already."""

    sha256: str
    bytes: int
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file of the vault that is not as it was: missing, changed, replaced by something else, or open."""

    sha256: str
    how: str
    path: str


class UnkeepableFileError(Exception):
    """A file that cannot be kept; `code` says why, as problems do."""

    def __init__(self, code: str, path: str, **params: str) -> None:
        super().__init__(f"{path}: {code}")
        self.code, self.path, self.params = code, path, params


def vault_folder(book: StrPath) -> Path:
    """Where the files of a book are kept."""
    path = Path(book).absolute()
    return path.with_name(f"{path.stem}-evidence")


def place(vault: Path, sha256: str) -> Path:
    """Where a file of the vault is."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise UnkeepableFileError("not_a_hash", sha256)
    return vault / sha256[:2] / sha256


def measure(source: Path, *, limit: int | None = None) -> Kept:
    """The hash and the size of a file that could be kept; nothing is written."""
    with _opened(source, LIMIT_BYTES if limit is None else limit) as (stream, most):
        return _poured(stream, None, source, most)


def keep(source: Path, vault: Path, *, limit: int | None = None) -> Kept:
    """Copy a file into the vault, whole and onto the disk; one that is there already is left alone."""
    with _opened(source, LIMIT_BYTES if limit is None else limit) as (stream, most):
        partial = vault / f"{os.urandom(8).hex()}.partial"
        try:
            make_private_folder(vault)
            with open(_create(partial), "wb") as copy:
                kept = _poured(stream, copy, source, most)
                copy.flush()
                os.fsync(copy.fileno())
            known = fault_of(vault, kept.sha256) is None
            if not known:
                _settle(partial, place(vault, kept.sha256))
            return Kept(sha256=kept.sha256, bytes=kept.bytes, known=known)
        except OSError as error:
            raise errors.from_system(error, os.fspath(vault)) from error
        finally:
            with suppress(OSError):
                partial.unlink()


def fault_of(vault: Path, sha256: str, *, content: bool = True) -> Fault | None:
    """What is wrong with a file of the vault, None if nothing is; without `content` it is not read."""
    try:
        path = place(vault, sha256)
    except UnkeepableFileError:
        return Fault(sha256=sha256, how="missing", path=os.fspath(vault))
    try:
        descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
    except FileNotFoundError:
        return Fault(sha256=sha256, how="missing", path=os.fspath(path))
    except OSError:
        return Fault(sha256=sha256, how="unreadable", path=os.fspath(path))
    try:
        status = os.fstat(descriptor)
        how = ""
        if not stat.S_ISREG(status.st_mode):
            how = "unreadable"
        elif content and _digest(descriptor) != sha256:
            how = "changed"
        elif stat.S_IMODE(status.st_mode) & 0o077:
            how = "open"
    finally:
        os.close(descriptor)
    return Fault(sha256=sha256, how=how, path=os.fspath(path)) if how else None


def faults(vault: Path, hashes: Iterable[str], *, content: bool = True) -> Iterator[Fault]:
    """What is wrong with the files of the vault, each looked at once."""
    for sha256 in dict.fromkeys(hashes):
        if fault := fault_of(vault, sha256, content=content):
            yield fault


def strays(vault: Path, hashes: Iterable[str]) -> tuple[Path, ...]:
    """What lies in the vault and no entry names, such as a copy that was cut off."""
    if not vault.is_dir():
        return ()
    named = set(hashes)
    found = (path for path in sorted(vault.rglob("*")) if path.is_symlink() or not path.is_dir())
    return tuple(path for path in found if path.name not in named or path.parent.name != path.name[:2])


@contextmanager
def opened(vault: Path, sha256: str) -> Iterator[BinaryIO]:
    """A file of the vault to read from; links are not followed."""
    path = place(vault, sha256)
    try:
        descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
    except OSError as error:
        raise errors.from_system(error, os.fspath(path)) from error
    with open(descriptor, "rb") as stream:
        yield stream


def hand_out(vault: Path, sha256: str, target: Path) -> None:
    """Copy a file out of the vault to a place that must be free, for its owner only."""
    with opened(vault, sha256) as stream, open(_create(target), "wb") as copy:
        shutil.copyfileobj(stream, copy, _CHUNK)
        copy.flush()
        os.fsync(copy.fileno())


@contextmanager
def _opened(source: Path, limit: int) -> Iterator[tuple[BinaryIO, int]]:
    """A file of the person to read from; a pipe, a device or a folder is refused without waiting for it."""
    name = os.fspath(source)
    try:
        # Opening alone can hang on a pipe or start a device, so the kind is looked at first, and again after.
        _refuse_irregular(source.stat(), name)
        descriptor = os.open(source, os.O_RDONLY | _NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        raise UnkeepableFileError("file_missing", name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnkeepableFileError("file_unreadable", name, reason=reason) from error
    with open(descriptor, "rb", buffering=0) as stream:
        status = os.fstat(descriptor)
        _refuse_irregular(status, name)
        if status.st_size > limit:
            raise UnkeepableFileError("file_too_large", name, limit=str(limit))
        yield stream, limit


def _refuse_irregular(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnkeepableFileError("file_is_directory", name)
    if not stat.S_ISREG(status.st_mode):
        kind = "pipe" if stat.S_ISFIFO(status.st_mode) else "device"
        raise UnkeepableFileError("file_not_regular", name, kind=kind)


def _poured(stream: BinaryIO, copy: BinaryIO | None, source: Path, limit: int) -> Kept:
    """Read a file to its end, into the copy if there is one."""
    name, before = os.fspath(source), os.fstat(stream.fileno())
    sha256, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise UnkeepableFileError("file_too_large", name, limit=str(limit))
        sha256.update(chunk)
        if copy is not None:
            copy.write(chunk)
    after = os.fstat(stream.fileno())
    if (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
        raise UnkeepableFileError("file_changing", name)
    if not size:
        raise UnkeepableFileError("file_empty", name)
    return Kept(sha256=sha256.hexdigest(), bytes=size)


def _digest(descriptor: int) -> str:
    sha256 = hashlib.sha256()
    while chunk := os.read(descriptor, _CHUNK):
        sha256.update(chunk)
    return sha256.hexdigest()


def _create(path: Path) -> int:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NOFOLLOW, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def _settle(partial: Path, target: Path) -> None:
    """Have the copy stand under its hash; whatever stood there was not the file of that hash."""
    if target.parent.is_symlink():
        raise OSError(f"{target.parent} is a link")
    make_private_folder(target.parent)
    partial.replace(target)
    sync(target.parent)
    sync(target.parent.parent)
