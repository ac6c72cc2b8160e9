"""What was typed into forms and not saved, in files of its owner's, so that it outlives the window."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tracker.private_file import write_private

_MOST_BYTES = 64_000
_KIND = re.compile(r"[a-z_]{1,20}")
_SUFFIX = ".draft.json"

Key = tuple[str, int]
"""The kind of form, and the number of what it changes or is about; 0 for something new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form as far as it was typed: only what differs from what stands there anyway."""

    kind: str
    target: int = 0
    words: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """What a list calls it by: the name of a loan, or the title of the form."""
    step: int = 1
    screen: str = ""
    """The screen of the tab row it was typed on; empty where any leads to it."""
    loan_id: int = 0
    """The loan on whose screen it was typed, if it was on one."""

    @property
    def key(self) -> Key:
        """What there is one draft of."""
        return self.kind, self.target


def draft_folder(data: Path, book: Path) -> Path:
    """The folder for the drafts of one file; two files never share one."""
    whole = str(book.resolve())
    name = re.sub(r"[^\w.-]", "_", book.stem)[:40]
    return data / "drafts" / f"{name}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


class DraftBook:
    """The drafts of one book: in memory at once, in files when flushed if there is a folder for them."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._found: dict[Key, Draft] | None = None
        self._dirty: set[Key] = set()

    @property
    def all(self) -> tuple[Draft, ...]:
        """Every draft, the one typed last first."""
        return tuple(reversed(self._drafts().values()))

    def get(self, kind: str, target: int = 0) -> Draft | None:
        """What was typed into a form before."""
        return self._drafts().get((kind, target))

    def put(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before; it is in its file after the next flush."""
        drafts = self._drafts()
        if drafts.get(draft.key) != draft:
            drafts.pop(draft.key, None)
            drafts[draft.key] = draft
            self._dirty.add(draft.key)

    def drop(self, kind: str, target: int = 0) -> bool:
        """Forget a draft and its file at once; whether there was one. Raises OSError."""
        self._dirty.discard((kind, target))
        found = self._drafts().pop((kind, target), None)
        if found is not None and self._folder is not None:
            _path(self._folder, (kind, target)).unlink(missing_ok=True)
        return found is not None

    def flush(self) -> None:
        """Write what is not written yet, each file whole or not at all. Raises OSError."""
        while self._dirty:
            key = self._dirty.pop()
            if self._folder is not None:
                write_private(
                    str(_path(self._folder, key)), json.dumps(asdict(self._drafts()[key]), ensure_ascii=False)
                )

    @property
    def is_dirty(self) -> bool:
        """Whether something is in memory only."""
        return bool(self._dirty)

    def _drafts(self) -> dict[Key, Draft]:
        if self._found is None:
            self._found = {}
            for draft in _read_folder(self._folder):
                self._found[draft.key] = draft
        return self._found


def _path(folder: Path, key: Key) -> Path:
    return folder / f"{key[0]}-{key[1]}{_SUFFIX}"


def _read_folder(folder: Path | None) -> list[Draft]:
    """The drafts of a folder, the oldest first; a file that is no draft is passed over."""
    if folder is None:
        return []
    try:
        paths = [(each.stat().st_mtime, each) for each in folder.iterdir() if each.name.endswith(_SUFFIX)]
    except OSError:
        return []
    found = (_read_draft(path) for _at, path in sorted(paths))
    return [draft for draft in found if draft is not None]


def _read_draft(path: Path) -> Draft | None:
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(_MOST_BYTES))
        draft = Draft(**{**read, "words": {str(name): str(text) for name, text in read["words"].items()}})
        fine = (
            _KIND.fullmatch(draft.kind)
            and all(isinstance(each, int) for each in (draft.target, draft.step, draft.loan_id))
            and all(isinstance(each, str) for each in (draft.about, draft.screen))
            and path.name == f"{draft.kind}-{draft.target}{_SUFFIX}"
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return draft if fine else None
