"""Words for the care of the file: why a copy was made, what kind of thing is wrong."""

from __future__ import annotations

from tracker.locale import _
from tracker.locale.joining import phrased


def finding_text(code: str) -> str:
    """What kind of thing is wrong, in words."""
    words = {
        "integrity": _("damaged"),
        "foreign_key": _("dangling reference"),
        "schema": _("schema differs"),
        "derived": _("kept sum differs"),
        "mode": _("others can read it"),
        "backup": _("unsound copy"),
        "leftover": _("left over"),
        "evidence_log": _("log of evidence broken"),
        "evidence_file": _("file of evidence not as it was"),
        "conflict_copy": _("conflicting copy of a synced folder"),
    }
    return words.get(code, code)


def place_text(why: str, where: str) -> str:
    """Why the place of the file is a poor one, and what to do about it."""
    if why == "network":
        words = _("On a network ({kind}), where locks may not hold: use it from one computer at a time.")
        return words.format(kind=where)
    words = _("{path} is kept in step with other computers: use the file on one of them at a time.")
    return words.format(path=where)


def copy_reason(reason: str) -> str:
    """Why a copy was made, in words."""
    words = {
        "manual": _("asked for"),
        "daily": _("daily"),
        "migration": _("before a migration"),
        "import": _("before an import"),
        "restore": _("before a restore"),
    }
    return words.get(reason, reason)


def copy_words(reason: str, *, sealed: bool) -> str:
    """Why a copy was made, and whether it is encrypted."""
    return phrased((copy_reason(reason), _("encrypted"))) if sealed else copy_reason(reason)
