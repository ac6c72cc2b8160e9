"""A gallery of everything the command line refuses: what was typed, the exit code, what is said."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tracker.store import errors

CASES = {
    # usage
    "command-unknown": "bogus",
    "command-unknown-in-group": "loan bogus",
    "command-misspelt": "statuss",
    "option-unknown": "due --overdu",
    "option-without-value": "due --within",
    "argument-missing": "pay jiebei",
    "option-missing": "loan statement 2 --on 2026-11-05 --due 2026-11-23",
    "not-a-number": "payment edit x --amount 1",
    "choice-wrong": "--color blue due",
    "two-forms": "due --json --csv",
    "two-windows": "due --month 2026-12 --overdue",
    "language-unknown": "due --lang fr",
    "today-unreadable": "due --today 2026-02-30",
    "today-not-iso": "due --today tomorrow",
    "zone-unknown": "config list --tz Mars/Base",
    "nothing-to-change": "payment edit 1",
    "undo-none": "undo 0",
    "too-many-arguments": "due now",
    "command-empty": "''",
    "today-empty": "due --today ''",
    "today-too-far": "due --today 9999-12-31",
    "zone-unused": "due --tz Mars/Base",
    "window-empty": "due --within ''",
    "balance-step": "loan balance 1 --by week",
    "undo-text": "undo abc",
    "query-empty": "db sql ''",
    "evidence-not-found": "evidence correct 9 --note x",
    "evidence-no-file": "evidence add nowhere.png",
    "evidence-folder": "evidence add {tmp}",
    "evidence-kind": "evidence add {tmp}/loans.csv --kind rumour",
    "evidence-future": "evidence add {tmp}/loans.csv --happened 2027-01-01",
    "evidence-nothing-to-change": "evidence correct 1",
    "evidence-nothing-corrected": "evidence correct 1 --source 95188",
    "evidence-anchor": "evidence verify --anchor abc",
    "evidence-bundle-none": "evidence bundle 9 -o {tmp}/x.zip",
    "evidence-bundle-exists": "evidence bundle -o {tmp}/loans.csv",
    "evidence-no-bundle": "evidence verify --bundle {tmp}/loans.csv",
    "evidence-export-exists": "evidence export 1 -o {tmp}/loans.csv",
    "evidence-list-kind": "evidence list --kind rumour",
    "payoff-strategy": "calc payoff {tmp}/loans.csv --strategy fastest",
    "payoff-order": "calc payoff {tmp}/loans.csv --order car --strategy snowball",
    "payoff-columns": "calc payoff {tmp}/loans.csv",
    "payoff-file": "calc payoff nowhere.csv",
    "rule-not-found": "rules show XX-1",
    "rule-area-unknown": "rules list --area weather",
    # names
    "loan-not-found": "loan show nobody",
    "loan-ambiguous": "loan show e",
    "loan-unnamed": "pay '' 5",
    "loan-long": "loan show {long}",
    "payment-not-found": "payment rm 99",
    "payment-number-too-large": "payment rm 99999999999999999999",
    "negotiation-not-found": "talk show 99",
    "offer-not-found": "talk accept 99",
    "dispute-of-no-mark": "credit dispute add --mark 99 --ground x",
    "account-name-too-long": "pay jiebei 5 --from {long}",
    "account-not-found": "cash account set Nowhere --tail 1",
    "account-cut-off": "cash account add CMB --cut-off 25:00",
    "cash-days": "cash forecast --days 5000",
    "cash-include": "cash forecast --include maybe",
    "income-not-found": "cash income came salary",
    "income-account": "cash income add Salary 8000 --account Nowhere --on 2026-12-10",
    "transfer-not-found": "cash transfer rm 7",
    "mark-not-found": "credit mark edit 9 --note x",
    "file-not-found": "import nowhere.csv",
    "profile-not-found": "import x.csv --profile nobody",
    "backup-not-found": "backup restore nowhere.db",
    "setting-unknown": "config get colour",
    # values
    "amount-unreadable": "pay jiebei lots",
    "amount-ambiguous": "pay jiebei 1,234",
    "amount-zero": "pay jiebei 0",
    "amount-decimals": "pay jiebei 1.005",
    "amount-other-currency": "pay jiebei $5",
    "amount-negative": "loan add X --balance -3",
    "amount-negative-argument": "pay jiebei -5",
    "date-unreadable": "pay jiebei 1 --on someday",
    "date-not-in-calendar": "pay jiebei 1 --on 2026-02-31",
    "date-ambiguous": "pay jiebei 1 --on 03/04/2026",
    "date-future": "pay jiebei 1 --on 2026-12-01",
    "date-before-opened": "pay car 1 --on 2026-01-01",
    "posted-before-paid": "pay jiebei 1 --posted-on 2026-11-01",
    "state-unknown": "pay jiebei 1 --state done",
    "receipt-missing": "pay jiebei 1 --receipt nowhere.jpg",
    "rate-unreadable": "loan add X --balance 1 --rate high",
    "rate-ambiguous": "loan add X --balance 1 --rate 0.18",
    "rate-negative": "loan add X --balance 1 --rate -5%",
    "share-beyond-whole": "loan add X --method revolving --balance 1 --minimum-percent 150",
    "payoff-before-the-record": "loan payoff jiebei --on 2020-01-01",
    "rate-unit-unknown": "loan add X --balance 1 --rate 0.18 --rate-unit permille",
    "day-unreadable": "loan add X --balance 1 --due-day 32",
    "periods-out-of-range": "loan add X --balance 1 --periods 0",
    "method-unknown": "loan add X --balance 1 --method magic",
    "currency-unknown": "loan add X --balance 1 --currency ZZZ",
    "balance-missing": "loan add X",
    "name-missing": "loan add '' --balance 1",
    "name-taken": "loan add Jiebei --balance 1",
    "name-taken-in-other-letters": "loan add jieBEI --balance 1",
    "name-taken-in-other-letters-by-change": "loan edit uncle --name ｊｉｅｂｅｉ",
    "account-taken-in-other-letters": "cash account add icbc",
    "several-at-once": "loan add X --balance -3 --rate 0.18 --due-day 32",
    "payment-below-interest": "loan add X --principal 1000 --periods 12 --payment 50",
    "charge-kind-unknown": "loan charge 2 gift 5",
    "statement-of-a-loan": "loan statement car --on 2026-11-05 --due 2026-11-23 --balance 1",
    "statement-due-before": "loan statement 2 --on 2026-11-05 --due 2026-11-01 --balance 1",
    "schedule-total": "loan custom uncle {tmp}/schedule.csv",
    "schedule-rows": "loan custom uncle {tmp}/broken.csv",
    "month-unreadable": "due --month December",
    "window-unreadable": "due --within soon",
    "autopay-word": "autopay set uncle --on maybe",
    "autopay-none": "autopay check uncle",
    "autopay-time": "autopay set uncle --at noon",
    "autopay-retry": "autopay set uncle --retry 99",
    "payment-state-step": "payment set-state 1 planned",
    "refund-in-part": "payment refund 1 --amount 5",
    "refund-of-the-pending": "payment refund 3",
    "claim-nothing": "loan claim uncle",
    "claim-none": "loan explain uncle",
    "claim-before-the-record": "loan claim uncle 5 --on 2026-01-01",
    "expiry-unreadable": "autopay set uncle --expires soon",
    "score-without-value": "credit score add high --bureau Experian",
    "dispute-outcome": "credit dispute answer 1 won",
    "calc-without-terms": "calc schedule --principal 1000",
    "calc-without-principal": "calc schedule --rate 5% --periods 12",
    "export-what": "export everything",
    "export-format": "export loans --format xls",
    "export-all-nowhere": "export all",
    "export-folder-missing": "export loans -o {tmp}/no/such.csv",
    "export-exists": "export loans -o {tmp}/schedule.csv",
    "import-kind": "import {tmp}/schedule.csv --kind dogs",
    "import-rejected": "import {tmp}/loans.csv --kind loans",
    "import-set": "import {tmp}/loans.csv --kind loans --set 3balance=5",
    "import-line": "import {tmp}/loans.csv --kind loans --set 30:balance=5",
    "import-lines": "import {tmp}/loans.csv --kind loans --anyway two",
    "import-loan-for": "import {tmp}/loans.csv --kind loans --loan-for jiebei",
    "setting-value": "config set color blue",
    "theme-broken": "theme check {tmp}/broken.toml",
    "alerts-time": "alerts schedule --cron --at noon",
    "sql-writes": "db sql 'delete from loan'",
    "sql-wrong": "db sql 'select from'",
    # refused
    "rm-needs-yes": "loan rm jiebei",
    "restore-needs-yes": "backup restore {backup}",
    "init-twice": "init",
    "demo-elsewhere": "demo --leave",
    "demo-over-a-book": "demo --seed-only",
}


@pytest.fixture
def files(tmp_path, book, debt) -> dict[str, str]:
    (tmp_path / "schedule.csv").write_text("due_on,principal\n2026-12-01,1\n")
    (tmp_path / "broken.csv").write_text("due_on,principal,interest\n2026-02-31,1,\n2026-12-01,x,-1\n")
    (tmp_path / "loans.csv").write_text("name,balance,apr\nA,100,18%\nB,x,18%\nC,5,-1%\n")
    (tmp_path / "broken.toml").write_text('primary = "blue"\n')
    debt("backup", "create")
    (backup,) = (book.parent / "backups").glob("*.db")
    return {"tmp": str(tmp_path), "backup": str(backup), "long": "x" * 400}


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_reads_as_it_should(debt, book, files, golden, name) -> None:
    before = book.read_bytes()
    words = shlex.split(CASES[name].format(**files))
    today = None if "--today" in words else "2026-11-21"
    told = []
    for language in ("en", "zh_CN"):
        if name in ("option-without-value", "today-empty"):
            result = debt("--lang", language, "--tz", "UTC", *words, today=None, db=None)
        else:
            lang = [] if "--lang" in words else ["--lang", language]
            result = debt(*words, *lang, today=None if name == "zone-unknown" else today)
        assert result.code not in (0, 1), result
        assert result.out == "" or name == "import-rejected"
        told.append(f"[{result.code}]\n{result.err}")
    assert book.read_bytes() == before
    golden(f"errors/{name}.txt", f"$ debt {CASES[name]}\n" + "\n".join(told))


FILE_ERRORS = {
    "file-missing": errors.MissingFileError("x.db"),
    "file-exists": errors.ExistingFileError("x.db"),
    "file-foreign": errors.ForeignFileError("x.db", "other_program"),
    "file-newer": errors.NewerFileError("x.db", 9, 2),
    "file-outdated": errors.OutdatedFileError("x.db", 1, 2),
    "file-damaged": errors.DamagedFileError("x.db", "malformed", "backups/y.db"),
    "file-damaged-alone": errors.DamagedFileError("x.db", "malformed"),
    "file-unreadable": errors.UnreadableFileError("x.db", "permission denied"),
    "file-locked": errors.LockedFileError("x.db"),
    "file-read-only": errors.ReadOnlyFileError("x.db"),
    "file-moved": errors.MovedFileError("x.db"),
    "disk-full": errors.FullDiskError("x.db"),
    "disk-failed": errors.FailedDiskError("x.db", "input/output error"),
    "backup-bad": errors.BadBackupError("x.db", "application_id 0"),
    "backup-cut": errors.CutBackupError("x.db.age"),
    "sqlite-old": errors.OldSqliteError("3.30", "3.37"),
    "row-stale": errors.StaleRowError("loan", 1, 2, 3, {}),
    "row-missing": errors.MissingRowError("loan", 1),
    "row-refused": errors.ConstraintError("loan", "UNIQUE constraint failed"),
    "undo-conflict": errors.UndoConflictError(1, "Added X", "loan", 1),
    "query-too-long": errors.QueryTooLongError(20),
    "bug": RuntimeError("boom"),
    "disk-full-stdout": OSError(28, "No space left on device"),
    "interrupted": KeyboardInterrupt(),
}


@pytest.mark.parametrize("name", FILE_ERRORS)
def test_a_failure_of_the_file_reads_as_it_should(debt, golden, monkeypatch, name) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise FILE_ERRORS[name]

    monkeypatch.setattr("tracker.services.due.list_dues", fail)
    told = []
    for language in ("en", "zh_CN"):
        result = debt("due", "--lang", language)
        assert "Traceback" not in result.err
        told.append(f"[{result.code}]\n{result.err}")
    golden(f"errors/{name}.txt", "\n".join(told))


def test_debug_shows_where_a_bug_is(debt, monkeypatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("tracker.services.due.list_dues", fail)
    result = debt("due", "--debug")
    assert result.code == 1
    assert "RuntimeError: boom" in result.err


def test_no_refusal_is_told_without_words(tmp_path) -> None:
    """A problem code that nobody worded would show itself as `(code)`."""
    for path in (Path(__file__).parent / "errors").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "is not accepted (" not in text, path.name
