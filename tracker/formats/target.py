"""A file written whole or not at all: beside its place, then moved there."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from tracker.domain.problems import Problem
from tracker.domain.text import clean


class TargetExistsError(Exception):
    """A file stands where one is to be written, and replacing it was not asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists")
        self.path = path


class TargetWriteError(OSError):
    """A file could not be written; nothing stands at its place that was not there before."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(None, reason, str(path))
        self.path, self.reason = path, reason


def check_target(path: str | Path, *, force: bool = False) -> tuple[Problem, ...]:
    """Why a file cannot be written at a place, as far as can be told before the work is done."""
    place, name = Path(path), clean(str(path))[:200]
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        if place.parent.is_dir():
            return ()
        return (Problem(code="folder_missing", field="output", value=clean(str(place.parent))[:200]),)
    except (OSError, ValueError) as error:
        # A path may hold what no file system takes, such as NUL.
        reason = getattr(error, "strerror", None) or str(error)
        return (Problem(code="file_unreadable", field="output", value=name, params={"reason": reason}),)
    if stat.S_ISDIR(mode):
        return (Problem(code="file_is_directory", field="output", value=name),)
    if not stat.S_ISREG(mode):
        return (Problem(code="file_not_regular", field="output", value=name, params={"kind": "device"}),)
    return () if force else (Problem(code="file_exists", field="output", value=name, hint="--force"),)


@contextmanager
def write_target(path: str | Path, *, force: bool = False) -> Iterator[TextIO]:
    """A text stream whose content stands at the place once the block ends well, for its owner only."""
    with write_binary_target(path, force=force) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def write_binary_target(path: str | Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """As `write_target`, for bytes."""
    place = Path(path)
    if place.exists() and (not force or not place.is_file()):
        raise TargetExistsError(place)
    # A link is followed: what it names is replaced, the link stays.
    place = place.resolve()
    try:
        handle, made = tempfile.mkstemp(prefix=f".{place.name[:40]}.", suffix=".partial", dir=place.parent)
    except OSError as error:
        raise TargetWriteError(place, error.strerror or str(error)) from error
    partial = Path(made)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _move(partial, place, force=force)
        _sync_folder(place.parent)
    except TargetWriteError:
        raise  # of another file inside the block
    except OSError as error:
        raise TargetWriteError(place, error.strerror or str(error)) from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


def _move(partial: Path, place: Path, *, force: bool) -> None:
    if force:
        partial.replace(place)
        return
    try:
        # Unlike a rename, a link never replaces a file that appeared in the meantime.
        place.hardlink_to(partial)
    except FileExistsError:
        raise TargetExistsError(place) from None
    except OSError:
        # File systems without links: the check before is all there is.
        if place.exists():
            raise TargetExistsError(place) from None
        partial.replace(place)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
