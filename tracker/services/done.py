"""What a change did; apart from the other views because every open book brings it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a change did, in words for the toast; `notes` are what a person should know after it."""

    title: str
    action_id: int | None = None
    ids: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
