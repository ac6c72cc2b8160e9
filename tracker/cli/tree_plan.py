"""The commands of plans by name, with their short help."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.words import N_

PLAN: dict[str, Leaf | Branch] = {
    "triage": Leaf("plan_triage:triage_command", N_("What to pay first when there is not enough.")),
}
