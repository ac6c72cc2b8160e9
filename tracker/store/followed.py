"""Whether a plan is followed: asked by Home before anything of plans or alerts is loaded."""

from __future__ import annotations

import sqlite3


def any_followed(conn: sqlite3.Connection) -> bool:
    """Whether a plan is followed, which may ask for more than the dues."""
    found = conn.execute(
        "select exists (select 1 from plan where adopted_on is not null and ended_on is null"
        " and deleted_at is null)"
    )
    return bool(found.fetchone()[0])
