"""What was done, and taking it back."""

from __future__ import annotations

from tracker.services.book import Book
from tracker.store.undo import ActionRecord, actions
from tracker.store.undo import is_undone as is_action_undone
from tracker.store.undo import redo as redo_rows
from tracker.store.undo import undo as undo_rows


def list_actions(book: Book, limit: int = 50) -> tuple[ActionRecord, ...]:
    """What was done, newest first, undone actions included."""
    return actions(book.conn, limit)


def is_undone(book: Book, action_id: int) -> bool:
    """Whether something that was done is taken back now."""
    return is_action_undone(book.conn, action_id)


def undo(book: Book, steps: int = 1) -> tuple[ActionRecord, ...]:
    """Take back the newest changes; empty if there are none. Raises UndoConflictError."""
    from tracker.store.derived import rebuild

    if not book.exists:
        return ()
    return undo_rows(book.database(), steps, at=book.at(), rebuild=rebuild, dry_run=book.dry_run)


def redo(book: Book, steps: int = 1) -> tuple[ActionRecord, ...]:
    """Do again what was undone last; empty if there is nothing."""
    from tracker.store.derived import rebuild

    if not book.exists:
        return ()
    return redo_rows(book.database(), steps, at=book.at(), rebuild=rebuild, dry_run=book.dry_run)
