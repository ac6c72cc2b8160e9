"""The commands of plans by name, with their short help."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.words import N_

PLAN: dict[str, Leaf | Branch] = {
    "compare": Leaf("plan:compare_command", N_("The ways to pay everything off, side by side.")),
    "show": Leaf("plan:show_command", N_("A kept plan with today's figures.")),
    "save": Leaf("plan:save_command", N_("Keep a plan under a name.")),
    "adopt": Leaf("plan:adopt_command", N_("Follow a plan from now on.")),
    "list": Leaf("plan:list_command", N_("The kept plans.")),
    "why": Leaf("plan_why:why_command", N_("Why the debt-free date moved since a plan was adopted.")),
    "budget": Leaf("plan:budget_command", N_("The smallest monthly budget that works.")),
    "drop": Leaf("plan:drop_command", N_("Stop following a plan.")),
    "rm": Leaf("plan:rm_command", N_("Move a plan to the trash.")),
    "restore": Leaf("plan:restore_command", N_("Take a plan out of the trash.")),
    "triage": Leaf("plan_triage:triage_command", N_("What to pay first when there is not enough.")),
}
