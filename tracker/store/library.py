"""Imports `sqlite_utils` without the libraries it takes along when they happen to be installed.

It imports numpy and pandas only to know their number types, which nothing here stores. numpy comes with
the solver of the extra `optimal` and takes as long again as `sqlite_utils` itself: every command that
writes would pay for it.
"""

from __future__ import annotations

import sys
import threading

TYPE_CHECKING = False  # type checkers know the names; `typing` is not free
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

UNWANTED = ("numpy", "pandas")


class _NotHere:
    """Refuses the unwanted libraries to one thread; a solver may import them in another meanwhile."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name in UNWANTED and threading.get_ident() == self.thread:
            raise ModuleNotFoundError(f"{name} is not wanted here", name=name)
        return None


def sqlite_utils() -> ModuleType:
    """The library, imported when it is first needed: six times the start of the interpreter."""
    known = sys.modules.get("sqlite_utils")
    if known is not None and hasattr(known, "Database"):
        return known
    refusing = _NotHere()
    sys.meta_path.insert(0, refusing)
    try:
        import sqlite_utils as imported

        return imported
    finally:
        sys.meta_path.remove(refusing)
