"""What the operating system and SQLite say of files, in words."""

from __future__ import annotations

from tracker.locale import _


def system_text(detail: str) -> str:
    """What the system said, in the person's language where it is one of the usual things."""
    words = {
        "Disk quota exceeded": _("Disk quota exceeded"),
        "File name too long": _("File name too long"),
        "File too large": _("File too large"),
        "Input/output error": _("Input/output error"),
        "Is a directory": _("Is a directory"),
        "No space left on device": _("No space left on device"),
        "No such file or directory": _("No such file or directory"),
        "Not a directory": _("Not a directory"),
        "Operation not permitted": _("Operation not permitted"),
        "Permission denied": _("Permission denied"),
        "Read-only file system": _("Read-only file system"),
        "Too many levels of symbolic links": _("Too many levels of symbolic links"),
        "database disk image is malformed": _("database disk image is malformed"),
        "disk I/O error": _("disk I/O error"),
        "embedded null byte": _("there is a NUL in the name"),
        "file is not a database": _("file is not a database"),
        "not_sqlite": _("it is not an SQLite database"),
        "empty": _("it is empty"),
        "permission denied": _("permission denied"),
        "tables are missing": _("tables are missing"),
        "unable to open database file": _("unable to open database file"),
    }
    return words.get(detail, detail)
