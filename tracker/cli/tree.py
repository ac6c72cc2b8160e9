"""Every command by name, with its short help: what `debt --help` shows without importing any of them."""

from __future__ import annotations

from tracker.cli.command import Branch, Leaf
from tracker.cli.tree_cases import CASES, MESSAGES
from tracker.cli.tree_credit import CREDIT
from tracker.cli.tree_paper import PAPER
from tracker.cli.tree_plan import PLAN
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
    "claim": Leaf("loan_claim:claim_command", N_("Keep what the lender says is owed.")),
    "explain": Leaf("loan_claim:explain_command", N_("Why the lender's balance differs from ours.")),
    "arrears": Leaf("loan_arrears:arrears_command", N_("How late a loan is, and what the lender did.")),
    "timeline": Leaf("loan_claim:timeline_command", N_("What happened to a loan, day by day.")),
    "custom": Leaf("loan_post:custom_command", N_("Put in the lender's own schedule from a CSV file.")),
}

_PAYMENT: dict[str, Leaf | Branch] = {
    "list": Leaf("payment:list_command", N_("Payments, newest first.")),
    "edit": Leaf("payment:edit_command", N_("Correct a payment.")),
    "rm": Leaf("payment:rm_command", N_("Move a payment to the trash.")),
    "set-state": Leaf("payment:set_state_command", N_("Say how far a payment has come.")),
    "refund": Leaf("payment_refund:refund_command", N_("Ask a payment back, or note that it is back.")),
    "refunds": Leaf("payment_refund:refunds_command", N_("The money that is to come back.")),
    "duplicates": Leaf("payment_refund:duplicates_command", N_("Debits that look like one taken twice.")),
    "keep": Leaf("payment_refund:keep_command", N_("Say that a payment is no duplicate.")),
}

_CASH: dict[str, Leaf | Branch] = {
    "forecast": Leaf("cash_forecast:forecast_command", N_("Where money runs short first.")),
    "account": Branch(
        N_("The accounts that payments come from."),
        {
            "list": Leaf("cash:list_command", N_("The accounts.")),
            "add": Leaf("cash:add_command", N_("Add an account.")),
            "set": Leaf("cash:set_command", N_("Change an account, or say what is in it now.")),
            "rm": Leaf("cash:rm_command", N_("Move an account to the trash.")),
        },
        ('debt cash account add "CMB 1234" --tail 1234',),
    ),
    "income": Branch(
        N_("Money that comes in."),
        {
            "list": Leaf("cash_event:income_list_command", N_("The income.")),
            "add": Leaf("cash_event:income_add_command", N_("Add income.")),
            "set": Leaf("cash_event:income_set_command", N_("Change income.")),
            "moved": Leaf("cash_event:income_moved_command", N_("Say that it comes on another day.")),
            "came": Leaf("cash_event:income_came_command", N_("Say that it came.")),
            "missed": Leaf("cash_event:income_missed_command", N_("Say that it does not come.")),
            "rm": Leaf("cash_event:income_rm_command", N_("Move income to the trash.")),
        },
        ('debt cash income add Salary 8000 --account "CMB 1234" --on 2026-12-10 --every month',),
    ),
    "expense": Branch(
        N_("What must be paid beside the loans."),
        {
            "list": Leaf("cash_event:expense_list_command", N_("The expenses.")),
            "add": Leaf("cash_event:expense_add_command", N_("Add an expense.")),
            "set": Leaf("cash_event:expense_set_command", N_("Change an expense.")),
            "moved": Leaf("cash_event:expense_moved_command", N_("Say that it is paid on another day.")),
            "paid": Leaf("cash_event:expense_paid_command", N_("Say that it was paid.")),
            "skipped": Leaf("cash_event:expense_skipped_command", N_("Say that it is not paid this time.")),
            "rm": Leaf("cash_event:expense_rm_command", N_("Move an expense to the trash.")),
        },
        ('debt cash expense add Rent 3000 --account "ICBC 88" --on 2026-12-01 --every month',),
    ),
    "top-up": Leaf("cash_transfer:top_up_command", N_("Record money moved into an account.")),
    "transfer": Branch(
        N_("Money moved into accounts."),
        {
            "list": Leaf("cash_transfer:list_command", N_("The transfers, the newest first.")),
            "rm": Leaf("cash_transfer:rm_command", N_("Move a transfer to the trash.")),
        },
        ("debt cash transfer list",),
    ),
}

_AUTOPAY: dict[str, Leaf | Branch] = {
    "set": Leaf("autopay:set_command", N_("Say how a loan is paid automatically.")),
    "list": Leaf("autopay:list_command", N_("Autopay of every loan.")),
    "check": Leaf("autopay:check_command", N_("Note that the binding was looked at today.")),
}

_ALERTS: dict[str, Leaf | Branch] = {
    "run": Leaf("alerts:run_command", N_("Say what is due or overdue, each step once; for cron.")),
    "list": Leaf("alerts:list_command", N_("The alerts that went out.")),
    "inbox": Leaf("alerts_inbox:inbox_command", N_("What is open now, why, and what to do next.")),
    "clear": Leaf("alerts_inbox:clear_command", N_("Say nothing more about one due date or matter.")),
    "snooze": Leaf("alerts_inbox:snooze_command", N_("Say nothing about a matter until a date.")),
    "wake": Leaf("alerts_inbox:wake_command", N_("Have a matter speak again.")),
    "rules": Branch(
        N_("What alerts speak of, and when."),
        {
            "list": Leaf("alerts_rules:list_command", N_("The rules, quiet hours and the daily cap.")),
            "set": Leaf("alerts_rules:set_command", N_("Switch a rule or give it other days.")),
            "quiet": Leaf("alerts_rules:quiet_command", N_("Say nothing in some hours.")),
            "cap": Leaf("alerts_rules:cap_command", N_("Send at most so many messages a day.")),
        },
        ("debt alerts rules set due --days 14,7,1,0", "debt alerts rules quiet 22:00-08:00"),
        bare="alerts_rules:list_command",
    ),
    "channel": Branch(
        N_("Where alerts go."),
        {
            "add": Leaf("alerts_channel:add_command", N_("Add a channel.")),
            "list": Leaf("alerts_channel:list_command", N_("The channels and how their last message went.")),
            "test": Leaf("alerts_channel:test_command", N_("Send a test message.")),
            "rm": Leaf("alerts_channel:rm_command", N_("Take a channel out.")),
        },
        ("debt alerts channel add phone ntfy://my-topic", "debt alerts channel test phone"),
    ),
    "preview": Leaf("alerts:preview_command", N_("What a run would say now.")),
    "schedule": Leaf("alerts_schedule:schedule_command", N_("Have cron or systemd run the alerts.")),
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
    "payoff": Leaf("calc_payoff:payoff_command", N_("Ways to pay off a list of debts, side by side.")),
    "borrow": Leaf("calc_borrow:borrow_command", N_("What a new loan would do, before it is taken out.")),
    "late": Leaf("calc_late:late_command", N_("What paying late costs, day by day.")),
    "apr": Leaf("calc_apr:apr_command", N_("The true yearly rate of what is received and paid.")),
    "rate": Leaf("calc_tvm:rate_command", N_("A rate for a day, a month or a year, told in the others.")),
    "tvm": Leaf("calc_tvm:tvm_command", N_("Rate, periods, payment, present and future value.")),
}

_TALK: dict[str, Leaf | Branch] = {
    "list": Leaf("talk:list_command", N_("Negotiations and where they stand.")),
    "new": Leaf("talk:new_command", N_("Begin a negotiation.")),
    "show": Leaf("talk:show_command", N_("One negotiation with its steps.")),
    "step": Leaf("talk:step_command", N_("Take a negotiation one step on.")),
    "rm": Leaf("talk:rm_command", N_("Move a negotiation to the trash.")),
    "restore": Leaf("talk:restore_command", N_("Take a negotiation out of the trash.")),
    "log": Leaf("talk_contact:log_command", N_("Log a call, a message, a letter, a visit.")),
    "contacts": Leaf("talk_contact:contacts_command", N_("The log of contacts.")),
    "offer": Leaf("talk_offer:offer_command", N_("Keep an offer: what could be paid, and when.")),
    "offers": Branch(
        N_("Offers that were made: shown, changed, ended."),
        {
            "list": Leaf("talk_offers:list_command", N_("The offers and what became of them.")),
            "show": Leaf("talk_offers:show_command", N_("One offer with its payments.")),
            "edit": Leaf("talk_offer:edit_command", N_("Change an offer.")),
            "end": Leaf("talk_offers:end_command", N_("Record what came of an offer.")),
            "rm": Leaf("talk_offers:rm_command", N_("Move an offer to the trash.")),
            "restore": Leaf("talk_offers:restore_command", N_("Take an offer out of the trash.")),
        },
    ),
    "compare": Leaf("talk_compare:compare_command", N_("Offers beside carrying on as now.")),
    "accept": Leaf("talk_offers:accept_command", N_("Take an offer; only a letter puts it in force.")),
    "contact": Branch(
        N_("One contact of the log: corrected or removed."),
        {
            "edit": Leaf("talk_contact:edit_command", N_("Change a contact.")),
            "rm": Leaf("talk_contact:rm_command", N_("Move a contact to the trash.")),
            "restore": Leaf("talk_contact:restore_command", N_("Take a contact out of the trash.")),
        },
    ),
    "conduct": Leaf("talk_conduct:conduct_command", N_("Calls and visits held against the rules.")),
    "channel": Branch(
        N_("How lenders can be reached, and what they may be paid to."),
        {
            "add": Leaf("talk_channel:add_command", N_("Register a channel.")),
            "list": Leaf("talk_channel:list_command", N_("The registered channels.")),
            "edit": Leaf("talk_channel:edit_command", N_("Change a channel.")),
            "rm": Leaf("talk_channel:rm_command", N_("Move a channel to the trash.")),
            "restore": Leaf("talk_channel:restore_command", N_("Take a channel out of the trash.")),
        },
    ),
    "promise": Branch(
        N_("What either side promised."),
        {
            "add": Leaf("talk_promise:add_command", N_("Keep a promise.")),
            "list": Leaf("talk_promise:list_command", N_("The promises of both sides.")),
            "end": Leaf("talk_promise:end_command", N_("Record what came of a promise.")),
            "rm": Leaf("talk_promise:rm_command", N_("Move a promise to the trash.")),
            "restore": Leaf("talk_promise:restore_command", N_("Take a promise out of the trash.")),
        },
    ),
    "stage": Branch(
        N_("How far collection has gone."),
        {
            "add": Leaf("talk_stage:add_command", N_("Record a step of the other side.")),
            "list": Leaf("talk_stage:list_command", N_("The steps of the other side.")),
            "answered": Leaf("talk_stage:answered_command", N_("Record that an answer was given.")),
            "rm": Leaf("talk_stage:rm_command", N_("Move a stage to the trash.")),
            "restore": Leaf("talk_stage:restore_command", N_("Take a stage out of the trash.")),
        },
    ),
    **CASES,
    **PAPER,
}

_RULES: dict[str, Leaf | Branch] = {
    "list": Leaf("rules:list_command", N_("Rules in force on a day.")),
    "show": Leaf("rules:show_command", N_("One rule with its text and source.")),
    "check": Leaf("rules_loan:check_command", N_("The true cost of a loan against the caps.")),
    "limitation": Leaf("rules_loan:limitation_command", N_("When limitation of a loan would end.")),
}

_EVIDENCE: dict[str, Leaf | Branch] = {
    "add": Leaf("evidence:add_command", N_("Keep a file as proof.")),
    "list": Leaf("evidence:list_command", N_("What is kept.")),
    "correct": Leaf("evidence:correct_command", N_("Correct or withdraw an entry by a new one.")),
    "verify": Leaf("evidence_check:verify_command", N_("Whether everything is as it was entered.")),
    "anchor": Leaf("evidence_check:anchor_command", N_("The end of the log, to be kept elsewhere.")),
    "export": Leaf("evidence_check:export_command", N_("Copy a file out.")),
    "bundle": Leaf("evidence_check:bundle_command", N_("A zip for a lender, an adviser or a court.")),
}

_CONFIG: dict[str, Leaf | Branch] = {
    "list": Leaf("settings:list_command", N_("Every setting and its value.")),
    "get": Leaf("settings:get_command", N_("One setting.")),
    "set": Leaf("settings:set_command", N_("Change a setting; comments in the file are kept.")),
    "unset": Leaf(
        "settings:unset_command",
        N_("Take a setting out of the configuration file, so that its default holds again."),
    ),
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
    "cash": Branch(
        N_("Where the money comes from, and where it runs short first."),
        _CASH,
        ("debt cash forecast", "debt cash account list"),
    ),
    "autopay": Branch(
        N_("Automatic payments and whether they can be relied on."),
        _AUTOPAY,
        ('debt autopay set jiebei --account "CMB 1234" --card 1234 --expires 2027-03', "debt autopay list"),
    ),
    "evidence": Branch(
        N_("Files kept as proof, with a log that shows changes."),
        _EVIDENCE,
        ("debt evidence add sms.png --kind sms --loan jiebei", "debt evidence bundle -o case.zip"),
    ),
    "plan": Branch(
        N_("The way out of debt, and what to pay first when money is short."),
        PLAN,
        ("debt plan --budget 14500", "debt plan adopt Christmas --extra 500", "debt plan triage"),
        bare="plan:compare_command",
    ),
    "talk": Branch(
        N_("Talks with lenders: who said what, what was promised, what stands in writing."),
        _TALK,
        ('debt talk new jiebei "extension by one month"', "debt talk contacts jiebei"),
    ),
    "message": Branch(
        N_("Messages that may not be from the lender."),
        MESSAGES,
        ("debt message check jiebei sms.txt",),
    ),
    "credit": Branch(N_("Repair of the credit file."), CREDIT, ("debt credit status",)),
    "alerts": Branch(N_("Reminders for cron."), _ALERTS, ("debt alerts run", "debt alerts schedule --cron")),
    "import": Leaf("importing:import_command", N_("Bring in loans or payments from a file.")),
    "export": Leaf("exporting:export_command", N_("Write loans, payments, schedules or all of it.")),
    "calc": Branch(
        N_("Calculators on what you type; nothing is stored."),
        _CALC,
        (
            "debt calc schedule --method level_payment --principal 10000 --rate 24% --periods 12",
            "debt calc apr --received 9700 --payment 888.49 --periods 12",
        ),
    ),
    "rules": Branch(
        N_("Dated rules of law and practice."),
        _RULES,
        ("debt rules list --jurisdiction CN", "debt rules show CN-K1"),
    ),
    "undo": Leaf("history:undo_command", N_("Take back the last changes.")),
    "redo": Leaf("history:redo_command", N_("Do again what was taken back.")),
    "history": Leaf("history:history_command", N_("What was done.")),
    "trash": Branch(
        N_("What was deleted, and bringing it back."),
        {
            "list": Leaf("trash:list_command", N_("What lies in the trash, the newest first.")),
            "restore": Leaf("trash:restore_command", N_("Take one thing out of the trash.")),
        },
        ("debt trash list", "debt trash restore payment 12"),
    ),
    "backup": Branch(N_("Copies of the file."), _BACKUP, ("debt backup create", "debt backup restore FILE")),
    "db": Branch(N_("The file itself."), _DB, ("debt db path", 'debt db sql "select * from v_due"')),
    "theme": Branch(
        N_("Colours of the dashboard."), _THEME, ("debt theme list", "debt theme check mine.toml")
    ),
    "config": Branch(N_("Settings."), _CONFIG, ("debt config list --origin", "debt config set lang zh_CN")),
    "doctor": Leaf("doctor:doctor_command", N_("Whether everything is in order.")),
    "completion": Leaf("completion:completion_command", N_("The script that lets a shell complete words.")),
}

ROOT = Branch(
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
)
"""The program itself."""
