"""What front ends are told of how much a due needs watching; a list of dues needs none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.loan.due import Reason
    from tracker.services.due_views import DueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRisk:
    """A due with its level (high, medium, low) and the reasons for it."""

    due: DueRow
    level: str
    reasons: tuple[Reason, ...]
