"""The commands for cases beside talks, as the tree has them under `debt talk`."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.words import N_

CASES: dict[str, Leaf | Branch] = {
    "hardship": Branch(
        N_("Why you cannot pay, and the papers that show it."),
        {
            "add": Leaf("talk_hardship:add_command", N_("Keep a hardship.")),
            "list": Leaf("talk_hardship:list_command", N_("Hardships with their papers.")),
            "edit": Leaf("talk_hardship:edit_command", N_("Change a hardship, or end it.")),
            "paper": Leaf("talk_hardship:paper_command", N_("Say where a paper stands.")),
            "rm": Leaf("talk_hardship:rm_command", N_("Move a hardship to the trash.")),
            "restore": Leaf("talk_hardship:restore_command", N_("Take a hardship out of the trash.")),
        },
        ("debt talk hardship add job_loss --since 2026-10-15", "debt talk hardship paper 1 1 --evidence 7"),
        bare="talk_hardship:list_command",
    ),
    "complaint": Branch(
        N_("Complaints: what the log shows, where it went, by when they answer."),
        {
            "new": Leaf("talk_complaint:new_command", N_("Begin a complaint from the log.")),
            "list": Leaf("talk_complaint:list_command", N_("The complaints and where they stand.")),
            "show": Leaf("talk_complaint:show_command", N_("One complaint with its incidents.")),
            "collect": Leaf("talk_complaint:collect_command", N_("Add what the log shows by now.")),
            "incident": Leaf("talk_complaint:incident_command", N_("Add or take out an incident.")),
            "file": Leaf("talk_complaint:file_command", N_("Note that it was filed.")),
            "answer": Leaf("talk_complaint:answer_command", N_("Note what came of it.")),
            "bodies": Leaf("talk_complaint:bodies_command", N_("Who takes complaints here.")),
            "rm": Leaf("talk_complaint:rm_command", N_("Move a complaint to the trash.")),
            "restore": Leaf("talk_complaint:restore_command", N_("Take a complaint out of the trash.")),
        },
        ("debt talk complaint new jiebei 12378", "debt talk complaint file 1 --reference A123"),
        bare="talk_complaint:list_command",
    ),
}

MESSAGES: dict[str, Leaf | Branch] = {
    "check": Leaf("message:check_command", N_("Compare an SMS or letter with what is known.")),
    "list": Leaf("message:list_command", N_("The messages that were kept.")),
    "rm": Leaf("message:rm_command", N_("Move a checked message to the trash.")),
    "restore": Leaf("message:restore_command", N_("Take a checked message out of the trash.")),
}
