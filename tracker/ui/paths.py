"""Paths as people type and paste them, and the files of a folder that could be imported."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls")
ANY = ("",)
"""Every file, whatever its name ends in."""
_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a folder: a file that could be imported, or a folder."""

    path: Path
    is_folder: bool
    bytes: int = 0
    changed: float = 0.0


def typed_path(text: str) -> str:
    """The path that was meant: quotes of a pasted path taken off, `~` and `file://` resolved."""
    text = text.strip()
    if text[:1] in ("'", '"') or "\\ " in text:
        try:
            parts = shlex.split(text)
        except ValueError:
            parts = [text.strip("'\"")]
        text = parts[0] if len(parts) == 1 else text.strip("'\"")
    if text.startswith("file://"):
        from urllib.parse import unquote

        text = unquote(text.removeprefix("file://"))
    return os.path.expanduser(text)  # noqa: PTH111 -- a trailing slash says that a folder is meant


def short_path(path: str | Path) -> str:
    """The path with the home folder as `~`."""
    home, text = os.path.expanduser("~"), str(path)  # noqa: PTH111
    if text == home:
        return "~"
    return f"~{text[len(home) :]}" if home != "/" and text.startswith(home + os.sep) else text


def folder_of(text: str) -> tuple[Path, str]:
    """The folder that is being looked at while a path is typed, and the beginning of the name in it."""
    meant = typed_path(text)
    if not meant:
        return start_folder(), ""
    if meant.endswith(os.sep) or is_folder(meant):
        return Path(meant), ""
    path = Path(meant).absolute()
    return path.parent, path.name


def is_folder(path: str | Path) -> bool:
    """Whether a folder stands at the path; what the file system refuses as a path is none."""
    return os.path.isdir(path)  # noqa: PTH112 -- pathlib raises where a name is too long or holds a NUL


def is_there(path: str | Path) -> bool:
    """Whether anything stands at the path; what the file system refuses as a path is nowhere."""
    return os.path.exists(path)  # noqa: PTH110 -- as above


def start_folder() -> Path:
    """Where one would look first: here if something is here, else where downloads go."""
    here, downloads = Path.cwd(), Path.home() / "Downloads"
    if not any(not each.is_folder for each in entries(here)) and downloads.is_dir():
        return downloads
    return here


def entries(folder: Path, beginning: str = "", suffixes: tuple[str, ...] = SUFFIXES) -> tuple[Entry, ...]:
    """The files that could be imported, the newest first, then the folders by name."""
    found: list[Entry] = []
    try:
        with os.scandir(folder) as rows:
            for row in rows:
                entry = _entry(row, beginning, suffixes)
                if entry is not None:
                    found.append(entry)
    except OSError:
        return ()
    found.sort(key=lambda each: (each.is_folder, -each.changed if not each.is_folder else 0, each.path.name))
    return tuple(found[:_MOST])


def complete(text: str, suffixes: tuple[str, ...] = SUFFIXES) -> str:
    """The text carried on as far as only one path can be meant."""
    folder, beginning = folder_of(text)
    found = entries(folder, beginning, suffixes)
    names = [each.path.name + (os.sep if each.is_folder else "") for each in found]
    if not names:
        return text
    common = os.path.commonprefix(names)  # noqa: RUF071 -- letters in common are what is meant
    if len(common) < len(beginning):
        return text
    return short_path(str(folder).rstrip(os.sep) + os.sep + common)


def _entry(row: os.DirEntry[str], beginning: str, suffixes: tuple[str, ...]) -> Entry | None:
    if row.name.startswith(".") or not row.name.casefold().startswith(beginning.casefold()):
        return None
    try:
        if row.is_dir():
            return Entry(path=Path(row.path), is_folder=True)
        if row.is_file() and row.name.lower().endswith(suffixes):
            status = row.stat()
            return Entry(path=Path(row.path), is_folder=False, bytes=status.st_size, changed=status.st_mtime)
    except OSError:
        pass
    return None
