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
    "adviser": Branch(
        N_("What to ask somebody who offers help."),
        {
            "questions": Leaf("talk_adviser:questions_command", N_("What to ask, and what to beware of.")),
            "add": Leaf("talk_adviser:add_command", N_("Keep an adviser with what was answered.")),
            "edit": Leaf("talk_adviser:edit_command", N_("Change what is known of an adviser.")),
            "list": Leaf("talk_adviser:list_command", N_("Those who were asked.")),
            "show": Leaf("talk_adviser:show_command", N_("One adviser with every answer.")),
            "rm": Leaf("talk_adviser:rm_command", N_("Move an adviser to the trash.")),
            "restore": Leaf("talk_adviser:restore_command", N_("Take an adviser out of the trash.")),
        },
        ("debt talk adviser questions", 'debt talk adviser add "Quick Relief" --yes-to up_front_fee'),
        bare="talk_adviser:list_command",
    ),
}

MESSAGES: dict[str, Leaf | Branch] = {
    "check": Leaf("message:check_command", N_("Compare an SMS or letter with what is known.")),
    "list": Leaf("message:list_command", N_("The messages that were kept.")),
    "rm": Leaf("message:rm_command", N_("Move a checked message to the trash.")),
    "restore": Leaf("message:restore_command", N_("Take a checked message out of the trash.")),
}
