"""The commands of `debt credit` by name."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.words import N_

CREDIT: dict[str, Leaf | Branch] = {
    "status": Leaf("credit:status_command", N_("How credit repair goes.")),
    "timeline": Leaf("credit:timeline_command", N_("The recovery path as dated milestones.")),
    "path": Leaf("credit:path_command", N_("The same, under its older name.")),
    "report": Branch(
        N_("Credit reports as they were pulled."),
        {
            "add": Leaf("credit_report:add_command", N_("Keep a report, typed or from a CSV file.")),
            "list": Leaf("credit_report:list_command", N_("The reports, and how many are still free.")),
            "show": Leaf("credit_report:show_command", N_("One report with its accounts and enquiries.")),
            "diff": Leaf("credit_report:diff_command", N_("What changed between two reports.")),
            "edit": Leaf("credit_report:edit_command", N_("Change what is known of a report.")),
            "remove": Leaf("credit_report:remove_command", N_("Move a report to the trash.")),
            "restore": Leaf("credit_report:restore_command", N_("Take a report out of the trash.")),
        },
        ("debt credit report add --bureau PBOC --on 2026-11-01 report.csv", "debt credit report diff"),
    ),
    "entry": Branch(
        N_("Accounts as a report shows them."),
        {
            "add": Leaf("credit_part:add_entry_command", N_("Add an account to a report.")),
            "edit": Leaf("credit_part:edit_entry_command", N_("Correct an account of a report.")),
            "remove": Leaf("credit_part:remove_entry_command", N_("Move an account to the trash.")),
            "restore": Leaf("credit_part:restore_entry_command", N_("Take an account out of the trash.")),
        },
        ("debt credit entry add 1 CMB --tail 1234 --status overdue --overdue 310",),
    ),
    "enquiry": Branch(
        N_("Who asked for the credit file, when and why."),
        {
            "add": Leaf("credit_part:add_enquiry_command", N_("Add an enquiry to a report.")),
            "list": Leaf("credit_part:list_enquiries_command", N_("The enquiries, counted by months.")),
            "edit": Leaf("credit_part:edit_enquiry_command", N_("Correct an enquiry.")),
            "remove": Leaf("credit_part:remove_enquiry_command", N_("Move an enquiry to the trash.")),
            "restore": Leaf("credit_part:restore_enquiry_command", N_("Take an enquiry out of the trash.")),
        },
        ("debt credit enquiry add 1 MYbank --asked 2026-10-03 --why loan",),
    ),
    "mark": Branch(
        N_("Marks on a credit report."),
        {
            "add": Leaf("credit_mark:add_command", N_("Add a mark.")),
            "list": Leaf("credit_mark:list_command", N_("The marks.")),
            "edit": Leaf("credit_mark:edit_command", N_("Change a mark.")),
            "remove": Leaf("credit_mark:remove_command", N_("Move a mark to the trash.")),
            "restore": Leaf("credit_mark:restore_command", N_("Take a mark out of the trash.")),
        },
        ('debt credit mark add "30 days late" --bureau PBOC --origin 2026-03-01',),
    ),
    "dispute": Branch(
        N_("Disputes of marks."),
        {
            "add": Leaf("credit_dispute:add_command", N_("Add a dispute.")),
            "list": Leaf("credit_dispute:list_command", N_("The disputes.")),
            "show": Leaf("credit_round:show_command", N_("One dispute, round by round.")),
            "answer": Leaf("credit_dispute:answer_command", N_("Record what came of a dispute.")),
            "escalate": Leaf("credit_round:escalate_command", N_("Take a dispute to its next round.")),
            "round": Leaf("credit_round:round_command", N_("Change or remove the last round.")),
            "edit": Leaf("credit_dispute:edit_command", N_("Change a dispute.")),
            "remove": Leaf("credit_dispute:remove_command", N_("Move a dispute to the trash.")),
            "restore": Leaf("credit_dispute:restore_command", N_("Take a dispute out of the trash.")),
        },
        ('debt credit dispute add --mark 1 --ground "paid on time"', "debt credit dispute escalate 1"),
    ),
    "score": Branch(
        N_("Scores as they were shown."),
        {
            "add": Leaf("credit_score:add_command", N_("Add a score.")),
            "list": Leaf("credit_score:list_command", N_("The scores.")),
            "edit": Leaf("credit_score:edit_command", N_("Correct a score that was typed wrongly.")),
            "remove": Leaf("credit_score:remove_command", N_("Move a score to the trash.")),
            "restore": Leaf("credit_score:restore_command", N_("Take a score out of the trash.")),
        },
        ("debt credit score add 612 --bureau Experian --model FICO8",),
    ),
}
