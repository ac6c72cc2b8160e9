"""The commands for papers about debts, as the tree has them under `debt talk`."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.words import N_

PAPER: dict[str, Leaf | Branch] = {
    "brief": Leaf("talk_paper:brief_command", N_("A debt on a page, for its lender.")),
    "statement": Leaf("talk_paper:statement_command", N_("All creditors with their shares.")),
    "letter": Leaf("talk_paper:letter_command", N_("A letter with its places filled in.")),
    "callsheet": Leaf("talk_callsheet:callsheet_command", N_("What to say in a call, on one screen.")),
    "bundle": Leaf("talk_bundle:bundle_command", N_("Write a zip with proof, log and brief.")),
}
