"""Every command by name, with its short help: what `debt --help` shows without importing any of them."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf, Option, Tree, _note
from tracker.cli.words import N_

_LOAN: dict[str, Leaf | Branch] = {
    "list": Leaf("loan:list_command", N_("All loans with balance, next due and status.")),
    "show": Leaf("loan:show_command", N_("One loan with its terms and where it stands.")),
    "add": Leaf("loan_add:add_command", N_("Add a loan; name and balance are enough.")),
    "edit": Leaf("loan_add:edit_command", N_("Change what a loan is called and where it started.")),
    "close": Leaf("loan_change:close_command", N_("Close a loan that is paid off.")),
    "rm": Leaf("loan_change:rm_command", N_("Move a loan to the trash.")),
    "restore": Leaf("loan_change:restore_command", N_("Take a loan out of the trash.")),
    "terms": Leaf("loan_add:terms_command", N_("Show or change terms: rate, instalments, fees, due day.")),
    "schedule": Leaf("loan:schedule_command", N_("Every instalment, past and to come.")),
    "payoff": Leaf("loan:payoff_command", N_("What clears a loan on a date.")),
    "balance": Leaf("loan:balance_command", N_("The balance by month, actual then projected.")),
    "charge": Leaf("loan_post:charge_command", N_("Record what the lender charged.")),
    "waive": Leaf("loan_post:waive_command", N_("Record what the lender let go of.")),
    "statement": Leaf("loan_post:statement_command", N_("Record a card statement.")),
    "custom": Leaf("loan_post:custom_command", N_("Put in the lender's own schedule from a CSV file.")),
}

_PAYMENT: dict[str, Leaf | Branch] = {
    "list": Leaf("payment:list_command", N_("Payments, newest first.")),
    "edit": Leaf("payment:edit_command", N_("Correct a payment.")),
    "rm": Leaf("payment:rm_command", N_("Move a payment to the trash.")),
    "set-state": Leaf("payment:set_state_command", N_("Say how far a payment has come.")),
}

_CASH: dict[str, Leaf | Branch] = {
    "account": Branch(
        N_("The accounts that payments come from."),
        {
            "list": Leaf("cash:list_command", N_("The accounts.")),
            "add": Leaf("cash:add_command", N_("Add an account.")),
            "set": Leaf("cash:set_command", N_("Change an account.")),
        },
        ('debt cash account add "CMB 1234" --tail 1234',),
    ),
}

_AUTOPAY: dict[str, Leaf | Branch] = {
    "set": Leaf("autopay:set_command", N_("Say how a loan is paid automatically.")),
    "list": Leaf("autopay:list_command", N_("Autopay of every loan.")),
    "check": Leaf("autopay:check_command", N_("Note that the binding was looked at today.")),
}

_CREDIT: dict[str, Leaf | Branch] = {
    "status": Leaf("credit:status_command", N_("How credit repair goes.")),
    "mark": Branch(
        N_("Marks on a credit report."),
        {
            "add": Leaf("credit_mark:add_command", N_("Add a mark.")),
            "list": Leaf("credit_mark:list_command", N_("The marks.")),
            "edit": Leaf("credit_mark:edit_command", N_("Change a mark.")),
            "remove": Leaf("credit_mark:remove_command", N_("Move a mark to the trash.")),
        },
        ('debt credit mark add "30 days late" --bureau PBOC --origin 2026-03-01',),
    ),
    "dispute": Branch(
        N_("Disputes of marks."),
        {
            "add": Leaf("credit_dispute:add_command", N_("Add a dispute.")),
            "list": Leaf("credit_dispute:list_command", N_("The disputes.")),
            "answer": Leaf("credit_dispute:answer_command", N_("Record what came of a dispute.")),
        },
        ('debt credit dispute add --mark 1 --ground "paid on time" --answer-by 2026-12-11',),
    ),
    "score": Branch(
        N_("Scores as they were shown."),
        {
            "add": Leaf("credit_score:add_command", N_("Add a score.")),
            "list": Leaf("credit_score:list_command", N_("The scores.")),
        },
        ("debt credit score add 612 --bureau Experian --model FICO8",),
    ),
}

_ALERTS: dict[str, Leaf | Branch] = {
    "run": Leaf("alerts:run_command", N_("Say what is due or overdue, each step once; for cron.")),
    "list": Leaf("alerts:list_command", N_("The alerts that went out.")),
    "preview": Leaf("alerts:preview_command", N_("What a run would say now.")),
    "schedule": Leaf("alerts:schedule_command", N_("The line that makes cron run the alerts.")),
}

_BACKUP: dict[str, Leaf | Branch] = {
    "create": Leaf("backup:create_command", N_("Copy the file and verify the copy.")),
    "list": Leaf("backup:list_command", N_("The copies, newest first.")),
    "restore": Leaf("backup:restore_command", N_("Put a copy in the place of the file.")),
    "verify": Leaf("backup:verify_command", N_("Check every copy.")),
}

_DB: dict[str, Leaf | Branch] = {
    "path": Leaf("db:path_command", N_("Where the file is.")),
    "check": Leaf("db:check_command", N_("Whether the file is sound.")),
    "migrate": Leaf("db:migrate_command", N_("Bring the file up to date, after a backup.")),
    "stats": Leaf("db:stats_command", N_("How large the file is and what it holds.")),
    "sql": Leaf("db:sql_command", N_("Ask the file in SQL; reading only.")),
}

_CALC: dict[str, Leaf | Branch] = {
    "schedule": Leaf("calc:schedule_command", N_("A repayment schedule from what you type.")),
}

_RULES: dict[str, Leaf | Branch] = {
    "list": Leaf("rules:list_command", N_("Rules in force on a day.")),
    "show": Leaf("rules:show_command", N_("One rule with its text and source.")),
}

_CONFIG: dict[str, Leaf | Branch] = {
    "list": Leaf("settings:list_command", N_("Every setting and its value.")),
    "get": Leaf("settings:get_command", N_("One setting.")),
    "set": Leaf("settings:set_command", N_("Change a setting; comments in the file are kept.")),
    "path": Leaf("settings:path_command", N_("Where the configuration is.")),
}

_THEME: dict[str, Leaf | Branch] = {
    "list": Leaf("theme:list_command", N_("The themes there are.")),
    "check": Leaf("theme:check_command", N_("Whether a theme file can be used.")),
}

COMMANDS: dict[str, Leaf | Branch] = {
    "status": Leaf("status:status_command", N_("What is owed, due, at risk; one screen.")),
    "init": Leaf("start:init_command", N_("Create the file.")),
    "demo": Leaf("start:demo_command", N_("Look around in a household made up for it.")),
    "loan": Branch(
        N_("Loans: everything owed."),
        _LOAN,
        ("debt loan add Jiebei --balance 12000 --rate 0.05%/day --due-day 9", "debt loan show jiebei"),
    ),
    "pay": Leaf("pay:pay_command", N_("Record a payment.")),
    "payment": Branch(
        N_("Payments that were recorded."),
        _PAYMENT,
        ("debt payment list --loan jiebei", "debt payment set-state 12 posted"),
    ),
    "due": Leaf("due:due_command", N_("What falls due, and what is overdue.")),
    "cash": Branch(N_("Where the money comes from."), _CASH, ("debt cash account list",)),
    "autopay": Branch(
        N_("Automatic payments and whether they can be relied on."),
        _AUTOPAY,
        ('debt autopay set jiebei --account "CMB 1234" --card 1234 --expires 2027-03', "debt autopay list"),
    ),
    "credit": Branch(N_("Repair of the credit file."), _CREDIT, ("debt credit status",)),
    "alerts": Branch(N_("Reminders for cron."), _ALERTS, ("debt alerts run", "debt alerts schedule --cron")),
    "import": Leaf("importing:import_command", N_("Bring in loans or payments from a file.")),
    "export": Leaf("exporting:export_command", N_("Write loans, payments, schedules or all of it.")),
    "calc": Branch(
        N_("Calculators on what you type; nothing is stored."),
        _CALC,
        ("debt calc schedule --method level_payment --principal 10000 --rate 24% --periods 12",),
    ),
    "rules": Branch(
        N_("Dated rules of law and practice."),
        _RULES,
        ("debt rules list --jurisdiction CN", "debt rules show CN-K1"),
    ),
    "undo": Leaf("history:undo_command", N_("Take back the last changes.")),
    "redo": Leaf("history:redo_command", N_("Do again what was taken back.")),
    "history": Leaf("history:history_command", N_("What was done.")),
    "backup": Branch(N_("Copies of the file."), _BACKUP, ("debt backup create", "debt backup restore FILE")),
    "db": Branch(N_("The file itself."), _DB, ("debt db path", 'debt db sql "select * from v_due"')),
    "theme": Branch(
        N_("Colours of the dashboard."), _THEME, ("debt theme list", "debt theme check mine.toml")
    ),
    "config": Branch(N_("Settings."), _CONFIG, ("debt config list --origin", "debt config set lang zh_CN")),
    "doctor": Leaf("doctor:doctor_command", N_("Whether everything is in order.")),
    "completion": Leaf("completion:completion_command", N_("The script that lets a shell complete words.")),
}

root = Tree(
    "debt",
    Branch(
        N_("Personal debts in one local file: what is owed, what is due, where it will fail first."),
        COMMANDS,
        (
            N_("debt                                      the dashboard"),
            N_("debt demo                                 a household to look around in"),
            N_("debt loan add Jiebei --balance 12000      add what you owe"),
            N_("debt import loans.csv --kind loans        or bring it in"),
            N_("debt due --within 30d                     what falls due"),
            N_("debt pay jiebei 1905.20                   record a payment"),
            N_("debt undo                                 take the last change back"),
        ),
        bare="start:dashboard_command",
    ),
)

root.params.append(
    Option(
        ("--linear",),
        is_flag=True,
        expose_value=False,
        callback=_note,
        help=N_("Talk in plain lines and numbered menus, for screen readers."),
    )
)
